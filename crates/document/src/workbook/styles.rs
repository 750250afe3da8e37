//! Cell styles: which number format a style index stands for, and what a cell of that style displays.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::number;
use super::numfmt::NumberFormat;

/// Most styles and formats that a workbook may have; Excel allows 65,490.
const MOST: usize = 70_000;

/// Number formats by style index.
#[derive(Debug, Default)]
pub(crate) struct Styles {
    /// Index into `formats` for each style.
    cells: Vec<usize>,
    formats: Vec<NumberFormat>,
    /// The workbook's own format codes by number, and the formats met so far.
    codes: HashMap<u32, String>,
    known: HashMap<u32, usize>,
    date1904: bool,
}

impl Styles {
    /// Dates count from 1904, not 1900.
    pub(crate) fn count_from_1904(&mut self) {
        self.date1904 = true;
    }

    /// Takes a format code; codes come before the styles that use them.
    pub(crate) fn push_code(&mut self, id: u32, code: String) {
        if self.codes.len() < MOST {
            self.codes.insert(id, code);
        }
    }

    /// Takes the next style: the number of its format.
    pub(crate) fn push_style(&mut self, id: u32) {
        if self.cells.len() >= MOST {
            return;
        }
        let index = *self.known.entry(id).or_insert_with(|| {
            let code = self.codes.get(&id);
            self.formats.push(code.map_or_else(|| NumberFormat::built_in(id), |c| NumberFormat::new(c)));
            self.formats.len() - 1
        });
        self.cells.push(index);
    }

    /// The number format of a style; `None` is `General`.
    fn format(&self, style: usize) -> Option<&NumberFormat> {
        self.formats.get(*self.cells.get(style)?)
    }

    /// The text that a number displays.
    pub(crate) fn number(&self, value: Decimal, style: usize) -> String {
        self.format(style).map_or_else(|| number::general(value), |f| f.number(value, self.date1904))
    }

    /// The text that a text displays.
    pub(crate) fn text(&self, text: String, style: usize) -> String {
        match self.format(style) {
            Some(format) if !text.is_empty() => format.text(text),
            _ => text,
        }
    }
}
