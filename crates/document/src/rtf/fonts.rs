//! The tables of fonts and styles: which encoding a font's bytes have, and which styles are headings.

use std::collections::HashMap;

use encoding_rs::Encoding;

use crate::docx::heading_level;
use crate::encoding::of_code_page;

/// Most entries of a table that are kept.
const MOST: usize = 10_000;

/// A font, as far as it matters for text.
#[derive(Debug, Clone, Default)]
pub(super) struct Font {
    pub(super) name: String,
    /// The encoding of its bytes; none if it is the document's.
    pub(super) encoding: Option<&'static Encoding>,
    /// Its characters are pictures.
    pub(super) pictures: bool,
}

/// A table as it is read, entry by entry: `{\f0\fnil\fcharset134 宋体;}`.
#[derive(Debug, Default)]
pub(super) struct Tables {
    fonts: HashMap<i32, Font>,
    headings: HashMap<i32, u8>,
    font: Font,
    number: Option<i32>,
    outline: Option<u8>,
    name: Vec<u8>,
}

impl Tables {
    pub(super) fn font(&self, number: i32) -> Option<&Font> {
        self.fonts.get(&number)
    }

    /// A paragraph style's heading level, 1 the highest.
    pub(super) fn heading(&self, style: i32) -> Option<u8> {
        self.headings.get(&style).copied()
    }

    /// A control word of the font table.
    pub(super) fn font_word(&mut self, name: &str, value: Option<i32>) {
        match (name, value) {
            ("f", number) => (self.number, self.font) = (number, Font::default()),
            ("fcharset", Some(2)) => self.font.pictures = true,
            ("fcharset", Some(set)) => self.font.encoding = code_page(set).map(of_code_page),
            ("cpg", Some(page)) => self.font.encoding = u32::try_from(page).ok().map(of_code_page),
            _ => {}
        }
    }

    /// A control word of the style sheet.
    pub(super) fn style_word(&mut self, name: &str, value: Option<i32>) {
        match name {
            "s" => self.number = value,
            "outlinelevel" => self.outline = value.and_then(level),
            _ => {}
        }
    }

    /// A byte of an entry's name; a semicolon ends the entry.
    pub(super) fn byte(&mut self, byte: u8, is_font: bool, encoding: &'static Encoding) {
        if byte != b';' {
            self.name.push(byte);
            return;
        }
        let name = std::mem::take(&mut self.name);
        let name = self.font.encoding.unwrap_or(encoding).decode_without_bom_handling(&name).0.trim().to_owned();
        let number = self.number.take();
        if is_font {
            let font = Font { name, ..std::mem::take(&mut self.font) };
            if let Some(number) = number.filter(|_| self.fonts.len() < MOST) {
                self.fonts.insert(number, font);
            }
            return;
        }
        // A style without a number is the standard one.
        let by_name = || heading_level(&name).and_then(|level| u8::try_from(level + 1).ok());
        if let Some(heading) = self.outline.take().or_else(by_name).filter(|_| self.headings.len() < MOST) {
            self.headings.insert(number.unwrap_or(0), heading);
        }
    }
}

/// The heading level of an outline level, which counts from 0 and ends with 9, body text.
pub(super) fn level(outline: i32) -> Option<u8> {
    u8::try_from(outline).ok().filter(|level| *level < 9).map(|level| level + 1)
}

/// The code page of a character set; none for those that say nothing.
fn code_page(set: i32) -> Option<u32> {
    Some(match set {
        77 => 10000,
        128 => 932,
        129 | 130 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    })
}
