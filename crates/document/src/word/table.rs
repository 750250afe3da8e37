//! Rows of cells with merge marks → placed cells with spans. The declared grid (`w:tblGrid`) is not consulted:
//! writers get it wrong, and the cells state their columns themselves.

use crate::error::{Measure, ReadError};
use crate::grid::NO_CELL;
use crate::limits::Limits;
use crate::model::{Block, Cell, Table};

/// How a cell takes part in a merge.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Merge {
    /// It does not.
    #[default]
    None,
    /// It is the first of the merged cells.
    Restart,
    /// It continues the cell above (or to the left).
    Continue,
}

/// What a cell says of its place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct CellProperties {
    /// Columns of the table's grid; 0 if not stated.
    pub span: u32,
    /// Vertical merge.
    pub vertical: Merge,
    /// Horizontal merge of old writers.
    pub horizontal: Merge,
    /// A tracked deletion of the cell.
    pub deleted: bool,
}

/// What a row says of itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct RowProperties {
    /// Grid columns left out before the first cell.
    pub before: u32,
    /// A tracked deletion of the row.
    pub deleted: bool,
    /// A hidden row.
    pub hidden: bool,
}

/// A table being read.
#[derive(Debug, Default)]
pub(crate) struct TableBuilder {
    /// The table so far; its number is provisional, counted in order of start tags.
    pub table: Table,
    /// What stands inside its cells: nested tables and text boxes.
    inside: Vec<Block>,
    /// Per cell of the table: whether cells below may continue it.
    open: Vec<bool>,
    /// The last row's cells by column.
    above: Vec<u32>,
    current: Vec<u32>,
    positions: usize,
    /// Properties of the row being read.
    pub row: RowProperties,
    cells: Vec<RawCell>,
}

/// A cell as read, before merges are resolved.
#[derive(Debug, Default)]
pub(crate) struct RawCell {
    /// Its properties.
    pub properties: CellProperties,
    /// Its text.
    pub text: String,
    /// Nested tables and text boxes.
    pub inside: Vec<Block>,
}

impl TableBuilder {
    /// Starts a row.
    pub fn open_row(&mut self) {
        self.row = RowProperties::default();
        self.cells.clear();
    }

    /// Takes the row's next cell.
    pub fn push(&mut self, cell: RawCell) {
        if !cell.properties.deleted {
            self.cells.push(cell);
        }
    }

    /// Ends a row: its cells find their columns and merges. `room` is how many grid positions are still allowed.
    pub fn close_row(&mut self, limits: &Limits, room: usize) -> Result<(), ReadError> {
        let cells = std::mem::take(&mut self.cells);
        if self.row.deleted || cells.is_empty() {
            return Ok(());
        }
        let row = self.table.rows;
        if row >= limits.rows {
            return Err(ReadError::too_large(Measure::Rows, limits.rows, self.place()));
        }
        if self.row.before > limits.columns {
            return Err(ReadError::too_large(Measure::Columns, limits.columns, self.place()));
        }
        self.current.clear();
        self.current.resize(self.row.before as usize, NO_CELL);
        let mut left = NO_CELL;
        for cell in cells {
            let col = self.current.len();
            let span = cell.properties.span.max(1);
            if (col as u64) + u64::from(span) > u64::from(limits.columns) {
                return Err(ReadError::too_large(Measure::Columns, limits.columns, self.place()));
            }
            let end = col + span as usize;
            let index = if cell.properties.horizontal == Merge::Continue && left != NO_CELL {
                if let Some(first) = self.table.cells.get_mut(left as usize)
                    && first.row == row
                {
                    first.col_span += span;
                }
                left
            } else if let Some(index) = self.continued(&cell, col, span) {
                if let Some(first) = self.table.cells.get_mut(index as usize) {
                    first.row_span = row - first.row + 1;
                }
                index
            } else {
                let index = u32::try_from(self.table.cells.len()).unwrap_or(NO_CELL);
                self.inside.extend(cell.inside);
                self.open.push(cell.properties.vertical != Merge::None);
                let (row_span, col_span, col) = (1, span, u32::try_from(col).unwrap_or(u32::MAX));
                self.table.cells.push(Cell {
                    row,
                    col,
                    row_span,
                    col_span,
                    text: cell.text,
                    uncomputed: false,
                    page: None,
                });
                index
            };
            self.current.resize(end, index);
            left = index;
        }
        self.positions += self.current.len();
        if self.positions > room {
            return Err(ReadError::too_large(Measure::Cells, limits.cells as u64, self.place()));
        }
        if self.row.hidden {
            self.table.hidden_rows.push(row);
        }
        self.table.cols = self.table.cols.max(u32::try_from(self.current.len()).unwrap_or(u32::MAX));
        self.table.rows += 1;
        std::mem::swap(&mut self.above, &mut self.current);
        Ok(())
    }

    /// The cell above that this one continues: same columns, and itself part of a vertical merge.
    fn continued(&self, cell: &RawCell, col: usize, span: u32) -> Option<u32> {
        if cell.properties.vertical != Merge::Continue {
            return None;
        }
        let index = *self.above.get(col)?;
        let first = self.table.cells.get(index as usize)?;
        let fits = first.col as usize == col && self.width_above(col, index) == span;
        (fits && self.open.get(index as usize).copied().unwrap_or(false)).then_some(index)
    }

    /// Columns that a cell covers in the row above; a horizontal merge of old writers counts in full there and
    /// cell by cell here.
    fn width_above(&self, col: usize, index: u32) -> u32 {
        let same = self.above.iter().skip(col).take_while(|i| **i == index).count();
        u32::try_from(same).unwrap_or(u32::MAX)
    }

    fn place(&self) -> String {
        format!("表 {} (table {})", self.table.number, self.table.number)
    }

    /// Grid positions so far.
    pub fn positions(&self) -> usize {
        self.positions
    }

    /// The table with what stands inside it, in document order.
    pub fn finish(self) -> Vec<Block> {
        let mut blocks = Vec::with_capacity(1 + self.inside.len());
        blocks.push(Block::Table(self.table));
        blocks.extend(self.inside);
        blocks
    }
}
