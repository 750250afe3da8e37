//! A sheet's records to the cells it displays.

use rust_decimal::Decimal;

use super::book::Book;
use super::records::{Record, Records};
use super::{BOF, EOF};
use crate::compound::u16_at;
use crate::workbook::{RawCell, RawSheet, number, reference};
use crate::{Limits, ReadError};

const FORMULA: u16 = 0x0006;
const COL_INFO: u16 = 0x007d;
const MUL_RK: u16 = 0x00bd;
const MUL_BLANK: u16 = 0x00be;
const RICH_STRING: u16 = 0x00d6;
const MERGED_CELLS: u16 = 0x00e5;
const LABEL_SST: u16 = 0x00fd;
const BLANK: u16 = 0x0201;
const NUMBER: u16 = 0x0203;
const LABEL: u16 = 0x0204;
const BOOL_ERR: u16 = 0x0205;
const STRING: u16 = 0x0207;
const ROW: u16 = 0x0208;
const RK: u16 = 0x027e;

/// A sheet, and whether its records came to their end.
pub(super) struct Read {
    pub(super) sheet: RawSheet,
    pub(super) whole: bool,
}

/// Reads the sheet that begins at `at`; `None` if none begins there.
pub(super) fn read(
    stream: &[u8],
    at: usize,
    name: &str,
    book: &Book,
    limits: &Limits,
) -> Result<Option<Read>, ReadError> {
    let mut records = Records::new(stream, at);
    if records.next().is_none_or(|r| r.kind != BOF) {
        return Ok(None);
    }
    let mut reader = Reader { sheet: RawSheet::default(), awaited: None, name, book, limits };
    // Charts within the sheet have records of their own, numbers and labels among them.
    let mut depth = 1_usize;
    for record in records {
        match record.kind {
            BOF => depth += 1,
            EOF => depth -= 1,
            _ if depth == 1 => reader.take(&record)?,
            _ => {}
        }
        if depth == 0 {
            return Ok(Some(Read { sheet: reader.sheet, whole: true }));
        }
    }
    Ok(Some(Read { sheet: reader.sheet, whole: false }))
}

struct Reader<'a> {
    sheet: RawSheet,
    /// The cell whose formula came to a text that a record of its own holds: row, column, style.
    awaited: Option<Start>,
    name: &'a str,
    book: &'a Book,
    limits: &'a Limits,
}

#[derive(Debug, Clone, Copy)]
struct Start {
    row: u32,
    col: u32,
    style: usize,
}

impl Start {
    fn of(record: &Record<'_>) -> Option<Self> {
        let (row, col) = (u32::from(record.u16(0)?), u32::from(record.u16(2)?));
        Some(Self { row, col, style: usize::from(record.u16(4)?) })
    }
}

impl Reader<'_> {
    /// Takes a record; one that is too short for its kind says nothing.
    fn take(&mut self, record: &Record<'_>) -> Result<(), ReadError> {
        match record.kind {
            ROW | COL_INFO | MERGED_CELLS => self.layout(record).unwrap_or_default(),
            STRING => {
                if let Some(start) = self.awaited.take() {
                    let text = self.book.texts.read(record.content(0), true).unwrap_or_default();
                    return self.text(start, text);
                }
            }
            MUL_RK | MUL_BLANK => return self.several(record),
            FORMULA | LABEL_SST | BLANK | NUMBER | LABEL | RICH_STRING | BOOL_ERR | RK => {
                if let Some(start) = Start::of(record) {
                    return self.cell(record, start);
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Hidden rows and columns, merged areas.
    fn layout(&mut self, record: &Record<'_>) -> Option<()> {
        match record.kind {
            ROW => {
                let (row, height, flags) = (record.u16(0)?, record.u16(6)?, record.u16(12)?);
                if flags & 0x20 != 0 || height == 0 {
                    self.sheet.hidden_rows.push(u32::from(row));
                }
            }
            COL_INFO => {
                let (first, last) = (record.u16(0)?, record.u16(2)?);
                if record.u16(8)? & 1 != 0 || record.u16(4)? == 0 {
                    self.sheet.hidden_cols.push((u32::from(first), u32::from(last)));
                }
            }
            _ => {
                let count = usize::from(record.u16(0)?);
                let areas = record.data.get(2..)?.chunks_exact(8).take(count);
                self.sheet.merges.extend(areas.filter_map(area).filter(|(first, last)| first != last));
            }
        }
        Some(())
    }

    /// A row of numbers, or of blank cells.
    fn several(&mut self, record: &Record<'_>) -> Result<(), ReadError> {
        let (Some(row), Some(first)) = (record.u16(0), record.u16(2)) else { return Ok(()) };
        let size = if record.kind == MUL_RK { 6 } else { 2 };
        let end = record.data.len().saturating_sub(2);
        for (col, at) in (u32::from(first)..).zip((4..end).step_by(size)) {
            let Some(style) = record.u16(at) else { break };
            let start = Start { row: u32::from(row), col, style: usize::from(style) };
            match record.u32(at + 2).filter(|_| record.kind == MUL_RK) {
                Some(packed) => self.number(start, unpack(packed))?,
                None => self.sheet.touch(start.row, start.col),
            }
        }
        Ok(())
    }

    fn cell(&mut self, record: &Record<'_>, start: Start) -> Result<(), ReadError> {
        match record.kind {
            NUMBER => self.double(start, f64_at(record.data, 6)),
            RK => self.number(start, record.u32(6).and_then(unpack)),
            BOOL_ERR => {
                let value = record.data.get(6).copied().unwrap_or(0);
                let is_error = record.data.get(7).is_some_and(|b| *b != 0);
                self.push(start, if is_error { error(value) } else { boolean(value) }.into(), false)
            }
            LABEL_SST => {
                let index = record.u32(6).unwrap_or(u32::MAX);
                let text = self.book.strings.get(index as usize).ok_or_else(|| {
                    ReadError::damaged(
                        format!("{}!{}", self.name, reference::name(start.row, start.col)),
                        format!("单元格引用的第 {index} 条文字不存在"),
                        format!("the cell refers to text {index}, which does not exist"),
                    )
                })?;
                self.text(start, text.to_string())
            }
            LABEL | RICH_STRING => {
                let text = self.book.texts.read(record.content(6), true).unwrap_or_default();
                self.text(start, text)
            }
            FORMULA => self.formula(record, start),
            _ => {
                self.sheet.touch(start.row, start.col);
                Ok(())
            }
        }
    }

    /// A formula's stored result: a number, or a mark for something else.
    fn formula(&mut self, record: &Record<'_>, start: Start) -> Result<(), ReadError> {
        self.awaited = None;
        let byte = |at: usize| record.data.get(at).copied().unwrap_or(0);
        if record.u16(12) != Some(0xffff) {
            return self.double(start, f64_at(record.data, 6));
        }
        match byte(6) {
            0 => {
                self.awaited = Some(start);
                self.sheet.touch(start.row, start.col);
                Ok(())
            }
            1 => self.push(start, boolean(byte(8)).into(), false),
            2 => self.push(start, error(byte(8)).into(), false),
            // The empty text. Programs that cannot compute store it for every formula; a formula in which no text
            // stands hardly ever comes to it.
            _ => {
                let tokens = record.data.get(22..).unwrap_or_default();
                self.push(start, String::new(), !tokens.contains(&TEXT_TOKEN))
            }
        }
    }

    fn double(&mut self, start: Start, value: Option<f64>) -> Result<(), ReadError> {
        let Some(value) = value else { return Ok(()) };
        match number::from_double(value) {
            Some(decimal) => self.number(start, Some(decimal)),
            None => self.push(start, format!("{value:E}"), false),
        }
    }

    fn number(&mut self, start: Start, value: Option<Decimal>) -> Result<(), ReadError> {
        let Some(value) = value else { return Ok(()) };
        let text = self.book.styles.number(value, start.style);
        self.push(start, text, false)
    }

    fn text(&mut self, start: Start, text: String) -> Result<(), ReadError> {
        let text = self.book.styles.text(text, start.style);
        self.push(start, text, false)
    }

    fn push(&mut self, start: Start, text: String, uncomputed: bool) -> Result<(), ReadError> {
        let cell = RawCell { row: start.row, col: start.col, text, uncomputed };
        self.sheet.push(cell, self.limits, self.name)
    }
}

/// The mark of a text within a formula.
const TEXT_TOKEN: u8 = 0x17;

fn area(bytes: &[u8]) -> Option<crate::workbook::Area> {
    let word = |at| u16_at(bytes, at).map(u32::from);
    let (r1, r2, c1, c2) = (word(0)?, word(2)?, word(4)?, word(6)?);
    Some(((r1.min(r2), c1.min(c2)), (r1.max(r2), c1.max(c2))))
}

/// A number packed into four bytes: an integer or the upper half of a double, perhaps a hundred times too large.
fn unpack(packed: u32) -> Option<Decimal> {
    let mut value = if packed & 2 != 0 {
        Decimal::from(packed.cast_signed() >> 2)
    } else {
        number::from_double(f64::from_bits(u64::from(packed & !3) << 32))?
    };
    if packed & 1 != 0 {
        value = value.checked_div(Decimal::ONE_HUNDRED)?;
    }
    Some(value)
}

fn boolean(value: u8) -> &'static str {
    if value == 0 { "FALSE" } else { "TRUE" }
}

fn error(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    }
}

fn f64_at(bytes: &[u8], at: usize) -> Option<f64> {
    bytes.get(at..)?.first_chunk().map(|b| f64::from_le_bytes(*b))
}
