//! The file information block: where everything stands in a Word 97–2003 file.

use crate::compound::{u16_at, u32_at};

/// Lengths of the texts that follow each other in the file, in characters.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Lengths {
    /// Body.
    pub body: u32,
    /// Footnotes.
    pub footnotes: u32,
    /// Headers and footers.
    pub headers: u32,
    /// Macros; nothing any more.
    pub macros: u32,
    /// Comments.
    pub comments: u32,
    /// Endnotes.
    pub endnotes: u32,
    /// Text boxes of the body.
    pub boxes: u32,
    /// Text boxes of headers.
    pub header_boxes: u32,
}

/// The block, as far as it is needed.
#[derive(Debug)]
pub(super) struct Fib<'a> {
    main: &'a [u8],
    /// Version of the format.
    pub version: u16,
    /// Opening it takes a password.
    pub is_encrypted: bool,
    /// The table stream is `1Table`, not `0Table`.
    pub second_table: bool,
    /// Lengths of the texts.
    pub lengths: Lengths,
    /// Where the list of places begins.
    places: usize,
}

/// The last version before Word 97.
const WORD_95: u16 = 0x68;

/// Entries of the list of places.
pub(super) mod place {
    pub const STYLES: usize = 1;
    pub const SECTIONS: usize = 6;
    pub const HEADERS: usize = 11;
    pub const CHARACTERS: usize = 12;
    pub const PARAGRAPHS: usize = 13;
    pub const FONTS: usize = 15;
    pub const PIECES: usize = 33;
    pub const SHAPES: usize = 40;
    pub const DRAWINGS: usize = 50;
    pub const BOXES: usize = 56;
    pub const LISTS: usize = 73;
    pub const LIST_USES: usize = 74;
}

impl<'a> Fib<'a> {
    /// Reads the block at the beginning of the main stream; `None` if it is none.
    pub fn read(main: &'a [u8]) -> Option<Self> {
        let magic = u16_at(main, 0)?;
        if !matches!(magic, 0xa5ec | 0xa5dc | 0xa59b | 0xa5db | 0xa697 | 0xa699 | 0xa69b) {
            return None;
        }
        let version = u16_at(main, 2)?;
        let flags = u16_at(main, 10)?;
        let mut fib = Self {
            main,
            version,
            is_encrypted: flags & 0x8100 != 0,
            second_table: flags & 0x0200 != 0,
            lengths: Lengths::default(),
            places: usize::MAX,
        };
        if fib.is_ancient() {
            return Some(fib);
        }
        let longs = 34 + 2 * usize::from(u16_at(main, 32)?);
        let places = longs + 2 + 4 * usize::from(u16_at(main, longs)?);
        // A length below zero is none.
        let long = |index: usize| u32_at(main, longs + 2 + 4 * index).filter(|n| *n < 1 << 31).unwrap_or(0);
        fib.places = places + 2;
        fib.lengths = Lengths {
            body: long(3),
            footnotes: long(4),
            headers: long(5),
            macros: long(6),
            comments: long(7),
            endnotes: long(8),
            boxes: long(9),
            header_boxes: long(10),
        };
        Some(fib)
    }

    /// Written by Word 95 or before: another format.
    pub fn is_ancient(&self) -> bool {
        self.version <= WORD_95
    }

    /// A part of the table stream, as far as it goes.
    pub fn part<'t>(&self, table: &'t [u8], place: usize) -> &'t [u8] {
        let (from, length) = self.span(place);
        table.get(from..).map_or(&[], |rest| rest.get(..length).unwrap_or(rest))
    }

    /// Where a part of the table stream begins, and its length.
    pub fn span(&self, place: usize) -> (usize, usize) {
        let at = self.places.saturating_add(8 * place);
        let number = |at| u32_at(self.main, at).unwrap_or(0) as usize;
        (number(at), number(at.saturating_add(4)))
    }
}
