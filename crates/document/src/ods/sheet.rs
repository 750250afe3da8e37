//! A sheet's element to the cells it displays. Rows and cells may stand for a million like them; those that are
//! blank cost nothing, and the others count against the limits.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use rust_decimal::Decimal;

use super::{CONTENT, breaks_off, text};
use crate::workbook::{RawCell, RawSheet, number, xml};
use crate::{Limits, Measure, ReadError};

/// No sheet has rows or columns beyond this, whatever repetitions and spans come to.
const FAR: u32 = 1 << 24;

/// Reads a sheet that has just been entered, up to its end.
pub(super) fn read(reader: &mut Reader<&[u8]>, name: &str, limits: &Limits) -> Result<RawSheet, ReadError> {
    let mut walk = Walk { sheet: RawSheet::default(), row: Row::default(), at: 0, columns: 0, name, limits };
    loop {
        match xml::next(reader, CONTENT)? {
            Event::Start(e) => match e.local_name().into_inner() {
                "table-row" => walk.row = Row::new(&e),
                "table-cell" | "covered-table-cell" => {
                    let mut cell = Stored::new(&e);
                    cell.content(reader, limits)?;
                    walk.cell(cell)?;
                }
                "table-column" => walk.column(&e),
                // Groups of rows and columns are no more than brackets; all else has no place in the grid.
                "table-rows"
                | "table-row-group"
                | "table-header-rows"
                | "table-columns"
                | "table-column-group"
                | "table-header-columns" => {}
                _ => text::skip(reader, CONTENT)?,
            },
            Event::Empty(e) => match e.local_name().into_inner() {
                "table-row" => {
                    walk.row = Row::new(&e);
                    walk.end_row()?;
                }
                "table-cell" | "covered-table-cell" => walk.cell(Stored::new(&e))?,
                "table-column" => walk.column(&e),
                _ => {}
            },
            Event::End(e) => match e.local_name().into_inner() {
                "table-row" => walk.end_row()?,
                "table" => return Ok(walk.sheet),
                _ => {}
            },
            Event::Eof => return Err(breaks_off(reader)),
            _ => {}
        }
    }
}

/// A row being read.
#[derive(Debug, Default)]
struct Row {
    /// How many rows like this one follow each other.
    count: u32,
    hidden: bool,
    next: u32,
    cells: Vec<RawCell>,
    /// Column, width and height of cells that span others.
    spans: Vec<(u32, u32, u32)>,
}

impl Row {
    fn new(element: &BytesStart<'_>) -> Self {
        let mut row = Self { count: 1, ..Self::default() };
        for (key, value) in xml::attributes(element) {
            match key {
                "number-rows-repeated" => row.count = count(&value),
                "visibility" => row.hidden = is_hidden(&value),
                _ => {}
            }
        }
        row
    }
}

/// A cell as stored.
#[derive(Debug)]
struct Stored {
    count: u32,
    width: u32,
    height: u32,
    /// The kind of value, and the value.
    kind: String,
    value: Option<String>,
    has_formula: bool,
    text: Option<String>,
}

impl Stored {
    fn new(element: &BytesStart<'_>) -> Self {
        let mut cell =
            Self { count: 1, width: 1, height: 1, kind: String::new(), value: None, has_formula: false, text: None };
        for (key, value) in xml::attributes(element) {
            match key {
                "number-columns-repeated" => cell.count = count(&value),
                "number-columns-spanned" => cell.width = count(&value),
                "number-rows-spanned" => cell.height = count(&value),
                "formula" => cell.has_formula = true,
                // The same once more, in a namespace of LibreOffice's, comes second.
                "value-type" if cell.kind.is_empty() => cell.kind = value.into_owned(),
                "value" | "date-value" | "time-value" | "boolean-value" | "string-value" => {
                    cell.value = Some(value.into_owned());
                }
                _ => {}
            }
        }
        cell
    }

    /// Reads what stands in the cell, up to its end.
    fn content(&mut self, reader: &mut Reader<&[u8]>, limits: &Limits) -> Result<(), ReadError> {
        loop {
            match xml::next(reader, CONTENT)? {
                Event::Start(e) if matches!(e.local_name().into_inner(), "p" | "h") => {
                    text::paragraph(reader, CONTENT, limits, self.next_paragraph())?;
                }
                Event::Empty(e) if e.local_name().into_inner() == "p" => drop(self.next_paragraph()),
                Event::Start(_) => text::skip(reader, CONTENT)?,
                Event::End(_) => return Ok(()),
                Event::Eof => return Err(breaks_off(reader)),
                _ => {}
            }
        }
    }

    fn next_paragraph(&mut self) -> &mut String {
        match &mut self.text {
            Some(text) => {
                text.push('\n');
                text
            }
            none => none.insert(String::new()),
        }
    }

    /// The text that is displayed: as stored, else made from the value.
    fn displayed(&mut self) -> String {
        if let Some(text) = self.text.take() {
            return text;
        }
        let value = self.value.clone().unwrap_or_default();
        match self.kind.as_str() {
            "boolean" => value.to_uppercase(),
            "percentage" => number::parse(&value)
                .and_then(|v| v.checked_mul(Decimal::ONE_HUNDRED))
                .map_or(value, |v| number::general(v) + "%"),
            "float" | "currency" => number::parse(&value).map_or(value, number::general),
            _ => value,
        }
    }
}

struct Walk<'a> {
    sheet: RawSheet,
    row: Row,
    /// The row's number.
    at: u32,
    /// Columns declared so far.
    columns: u32,
    name: &'a str,
    limits: &'a Limits,
}

impl Walk<'_> {
    fn column(&mut self, element: &BytesStart<'_>) {
        let (mut repeated, mut hidden) = (1, false);
        for (key, value) in xml::attributes(element) {
            match key {
                "number-columns-repeated" => repeated = count(&value),
                "visibility" => hidden = is_hidden(&value),
                _ => {}
            }
        }
        let end = (self.columns + repeated).min(FAR);
        if hidden && end > 0 {
            self.sheet.hidden_cols.push((self.columns, end - 1));
        }
        self.columns = end;
    }

    /// Takes the row's next cell, or the next cells if it stands for several.
    fn cell(&mut self, mut cell: Stored) -> Result<(), ReadError> {
        let first = self.row.next;
        self.row.next = (first + cell.count).min(FAR);
        if cell.width > 1 || cell.height > 1 {
            self.row.spans.push((first, cell.width, cell.height));
        }
        let uncomputed = cell.has_formula && cell.text.is_none() && cell.value.is_none() && cell.kind != "string";
        let text = cell.displayed();
        if text.is_empty() && !uncomputed {
            return Ok(());
        }
        for col in first..self.row.next {
            self.check(self.row.cells.len())?;
            let (text, row) = (text.clone(), self.at);
            self.row.cells.push(RawCell { row, col, text, uncomputed });
        }
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), ReadError> {
        let row = std::mem::take(&mut self.row);
        let (from, to) = (self.at, (self.at + row.count).min(FAR));
        self.at = to;
        if row.hidden {
            // Rows beyond the limit are never part of a table.
            self.sheet.hidden_rows.extend(from..to.min(self.limits.rows));
        }
        if row.cells.is_empty() && row.spans.is_empty() {
            return Ok(());
        }
        if from == to && !row.cells.is_empty() {
            return Err(ReadError::too_large(Measure::Rows, self.limits.rows, self.name));
        }
        // Blank rows merged to the end of the sheet are no part of the table: as many as may be, and no more.
        let to = if row.cells.is_empty() { to.min(self.limits.rows) } else { to };
        for at in from..to {
            let room = self.limits.cells.saturating_sub(self.sheet.merges.len());
            for (col, width, height) in row.spans.iter().take(room) {
                let last = (at + height - 1, col + width - 1);
                self.sheet.touch(last.0, last.1);
                self.sheet.merges.push(((at, *col), last));
            }
            for cell in &row.cells {
                self.sheet.push(RawCell { row: at, ..cell.clone() }, self.limits, self.name)?;
            }
        }
        Ok(())
    }

    fn check(&self, cells: usize) -> Result<(), ReadError> {
        if cells < self.limits.cells {
            return Ok(());
        }
        Err(ReadError::too_large(Measure::Cells, self.limits.cells as u64, self.name))
    }
}

/// A repetition or a span: at least 1; what does not fit its number counts once.
fn count(value: &str) -> u32 {
    value.trim().parse().unwrap_or(1).clamp(1, FAR)
}

fn is_hidden(visibility: &str) -> bool {
    matches!(visibility, "collapse" | "filter")
}
