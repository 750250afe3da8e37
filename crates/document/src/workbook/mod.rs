//! What the readers of workbooks share: cells before they are laid out, and numbers as cells display them.

mod dates;
pub(crate) mod number;
mod numfmt;
pub(crate) mod reference;
mod styles;
mod used;
pub(crate) mod xml;

pub(crate) use self::styles::Styles;
pub(crate) use self::used::table;
use crate::{Limits, Measure, ReadError};

/// A cell that displays something, or would.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RawCell {
    pub(crate) row: u32,
    pub(crate) col: u32,
    pub(crate) text: String,
    pub(crate) uncomputed: bool,
}

/// A merged area's first and last cell.
pub(crate) type Area = ((u32, u32), (u32, u32));

/// A sheet's content before it is laid out. Rows and columns are 0-based and true to the sheet.
#[derive(Debug, Default)]
pub(crate) struct RawSheet {
    pub(crate) cells: Vec<RawCell>,
    pub(crate) merges: Vec<Area>,
    pub(crate) hidden_rows: Vec<u32>,
    /// Hidden columns: first and last.
    pub(crate) hidden_cols: Vec<(u32, u32)>,
    /// Highest row and column of any cell, blank ones included.
    pub(crate) last: (u32, u32),
    /// Bytes of text in all cells.
    text: usize,
}

impl RawSheet {
    /// Takes a cell, and drops it if it displays nothing. What many cells share is counted for each of them.
    pub(crate) fn push(&mut self, cell: RawCell, limits: &Limits, place: &str) -> Result<(), ReadError> {
        self.touch(cell.row, cell.col);
        if cell.text.is_empty() && !cell.uncomputed {
            return Ok(());
        }
        if cell.text.len() > limits.text_bytes {
            let place = format!("{place} {}", reference::name(cell.row, cell.col));
            return Err(ReadError::too_large(Measure::TextBytes, limits.text_bytes as u64, place));
        }
        self.text += cell.text.len();
        if self.text > limits.total_text_bytes {
            return Err(ReadError::too_large(Measure::TotalTextBytes, limits.total_text_bytes as u64, place));
        }
        if self.cells.len() >= limits.cells {
            return Err(ReadError::too_large(Measure::Cells, limits.cells as u64, place));
        }
        self.cells.push(cell);
        Ok(())
    }

    /// Notes that there is a cell, though it may be blank.
    pub(crate) fn touch(&mut self, row: u32, col: u32) {
        self.last = (self.last.0.max(row), self.last.1.max(col));
    }
}

/// Line ends as `\n`, whichever way the program that wrote the text ends them.
pub(crate) fn line_ends(text: String) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text }
}
