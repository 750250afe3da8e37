//! What the property modifiers of paragraphs and characters say about text and structure; the looks are passed over.

use std::cell::Cell;
use std::rc::Rc;

use super::row::Row;
use super::sprm::{Sprm, code, sprms};
use crate::compound::{u16_at, u32_at};

/// The data stream: lists of modifiers too long for their page, and what form fields hold.
#[derive(Debug)]
pub(super) struct Data<'a> {
    bytes: &'a [u8],
    /// Bytes that may still be read: many runs may name the same long list.
    left: Cell<usize>,
}

impl<'a> Data<'a> {
    /// Nothing is read yet.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, left: Cell::new(bytes.len().saturating_mul(8)) }
    }

    /// The list of modifiers at a place: its length comes first.
    fn list(&self, place: u32) -> &'a [u8] {
        let rest = self.bytes.get(place as usize..).unwrap_or_default();
        let length = usize::from(u16_at(rest, 0).unwrap_or(0));
        let list = rest.get(2..).unwrap_or_default();
        let list = list.get(..length).unwrap_or(list);
        match self.left.get().checked_sub(list.len()) {
            Some(left) => {
                self.left.set(left);
                list
            }
            None => &[],
        }
    }

    /// What a form field holds, from its version mark on.
    pub fn form(&self, place: u32) -> Option<&'a [u8]> {
        let rest = self.bytes.get(place as usize..)?;
        let (length, header) = (u32_at(rest, 0)? as usize, usize::from(u16_at(rest, 4)?));
        rest.get(header..length)
    }
}

/// Properties of a paragraph, apart from those of its style.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ParagraphProperties {
    /// Its style.
    pub style: u16,
    /// List that it belongs to, counted from 1; 0: none.
    pub list: Option<u16>,
    /// Level in the list, 0-based.
    pub level: Option<u8>,
    /// Outline level, 0-based; 9 is body text.
    pub outline: Option<u8>,
    in_table: bool,
    depth: i32,
    /// Its mark ends a row of the outermost table.
    pub ends_row: bool,
    /// Its mark ends a cell of a nested table.
    pub ends_inner_cell: bool,
    /// Its mark ends a row of a nested table.
    pub ends_inner_row: bool,
    /// The row that its mark ends.
    pub row: Option<Rc<Row>>,
}

impl ParagraphProperties {
    /// Properties of this style, changed by a list of modifiers.
    pub fn read(style: u16, list: &[u8], data: &Data<'_>) -> Self {
        let mut properties = Self { style, ..Self::default() };
        properties.apply(list, data);
        properties
    }

    /// Changes them by a list of modifiers.
    pub fn apply(&mut self, list: &[u8], data: &Data<'_>) {
        let mut row = self.row.take().map(Rc::unwrap_or_clone).unwrap_or_default();
        for sprm in sprms(list) {
            match sprm.code {
                code::P_HUGE | code::P_HUGE_OLD | code::P_TABLE => {
                    // Lists of the data stream lead nowhere else.
                    sprms(data.list(sprm.long())).for_each(|inner| self.set(inner, &mut row));
                }
                _ => self.set(sprm, &mut row),
            }
        }
        if row != Row::default() {
            self.row = Some(Rc::new(row));
        }
    }

    fn set(&mut self, sprm: Sprm<'_>, row: &mut Row) {
        let is_on = sprm.byte() != 0;
        match sprm.code {
            code::P_STYLE => self.style = sprm.word(),
            code::P_LIST => self.list = Some(sprm.word()),
            code::P_LEVEL => self.level = Some(sprm.byte()),
            code::P_OUTLINE => self.outline = Some(sprm.byte()),
            code::P_IN_TABLE => self.in_table = is_on,
            code::P_DEPTH => self.depth = sprm.long().cast_signed(),
            code::P_DEPTH_CHANGE => self.depth = self.depth.saturating_add(sprm.long().cast_signed()),
            code::P_ROW_END => self.ends_row = is_on,
            code::P_INNER_CELL => self.ends_inner_cell = is_on,
            code::P_INNER_ROW_END => self.ends_inner_row = is_on,
            _ => row.set(sprm),
        }
    }

    /// How many tables it stands in.
    pub fn depth(&self) -> usize {
        usize::try_from(self.depth).unwrap_or(0).max(usize::from(self.in_table))
    }
}

/// What may be switched by a style and turned round by a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Switch {
    Off,
    On,
    AsStyle,
    NotAsStyle,
}

impl Switch {
    fn new(byte: u8) -> Self {
        match byte {
            0 => Self::Off,
            0x80 => Self::AsStyle,
            0x81 => Self::NotAsStyle,
            _ => Self::On,
        }
    }

    /// Its state where the style says `style`.
    pub fn under(self, style: bool) -> bool {
        match self {
            Self::Off => false,
            Self::On => true,
            Self::AsStyle => style,
            Self::NotAsStyle => !style,
        }
    }
}

/// Properties of characters, apart from those of their styles.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct CharacterProperties {
    /// Hidden text.
    pub hidden: Option<Switch>,
    /// A tracked deletion.
    pub deleted: bool,
    /// Control characters stand for something.
    pub special: bool,
    /// A character style.
    pub style: Option<u16>,
    /// A sign: number of its font, and code.
    pub symbol: Option<(u16, u16)>,
    /// Where the data stream holds the picture, or what a form field holds.
    pub picture: Option<u32>,
    /// It is a form field, not a picture.
    pub is_form: bool,
    /// Number of the font.
    pub font: Option<u16>,
}

impl CharacterProperties {
    /// Changes them by a list of modifiers.
    pub fn apply(&mut self, list: &[u8]) {
        for sprm in sprms(list) {
            let is_on = sprm.byte() != 0;
            match sprm.code {
                code::C_HIDDEN => self.hidden = Some(Switch::new(sprm.byte())),
                code::C_DELETED => self.deleted = is_on,
                code::C_SPECIAL => self.special = is_on,
                code::C_STYLE => self.style = Some(sprm.word()),
                code::C_DATA => self.is_form = is_on,
                code::C_FONT => self.font = Some(sprm.word()),
                code::C_PICTURE => {
                    self.picture = Some(sprm.long());
                    self.special = true;
                }
                code::C_SYMBOL => {
                    self.symbol = u16_at(sprm.operand, 2).map(|sign| (sprm.word(), sign));
                    self.special = true;
                }
                code::C_PLAIN => *self = Self { style: self.style, ..Self::default() },
                _ => {}
            }
        }
    }
}
