//! The parts of a Word 97–2003 file that its texts refer to.

use std::collections::HashSet;

use super::fib::{Fib, place};
use super::fonts::Fonts;
use super::pieces::Pieces;
use super::plc::Plc;
use super::properties::Data;
use super::runs::{Kind, Runs};
use super::styles::Styles;

/// A file with the tables that lead through it.
pub(super) struct Word<'a> {
    /// The main stream.
    pub main: &'a [u8],
    /// Which characters stand where.
    pub pieces: Pieces<'a>,
    /// Properties of characters.
    pub characters: Runs<'a>,
    /// Properties of paragraphs.
    pub paragraphs: Runs<'a>,
    /// The data stream.
    pub data: Data<'a>,
    /// Names of fonts.
    pub fonts: Fonts<'a>,
    /// Styles.
    pub styles: Styles<'a>,
    /// The character after each section's last.
    sections: HashSet<u32>,
}

impl<'a> Word<'a> {
    /// Reads the tables; `None` if there is no piece table, without which there is no text.
    pub fn read(fib: &Fib<'_>, main: &'a [u8], table: &'a [u8], data: &'a [u8]) -> Option<Self> {
        Some(Self {
            main,
            pieces: Pieces::read(fib, table, main.len())?,
            characters: Runs::read(fib, main, table, Kind::Characters),
            paragraphs: Runs::read(fib, main, table, Kind::Paragraphs),
            data: Data::new(data),
            fonts: Fonts::new(fib.part(table, place::FONTS)),
            styles: Styles::new(fib.part(table, place::STYLES)),
            sections: Plc::new(fib.part(table, place::SECTIONS), 12).positions().collect(),
        })
    }

    /// Whether a page break at this character ends a section, and so its paragraph.
    pub fn ends_section(&self, position: u32) -> bool {
        self.sections.contains(&position.saturating_add(1))
    }

    /// Whether a style hides its text, if it says so.
    pub fn hides(&self, style: u16) -> Option<bool> {
        self.styles.get(style).hidden
    }
}
