//! Rows of cells to grid positions, as HTML's table model has it, with spans cut to what exists.

use super::flow::Item;
use crate::{Limits, Measure, ReadError};

/// The widest span that HTML allows.
const WIDEST_SPAN: u32 = 1000;

/// Which part of a table a group of rows belongs to, in the order a browser shows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) enum Part {
    Head,
    #[default]
    Body,
    Foot,
}

/// A cell before it has a place.
#[derive(Debug, Default)]
pub(super) struct RawCell {
    pub(super) items: Vec<Item>,
    /// As claimed; 0 reaches to the end of the group.
    pub(super) row_span: u32,
    pub(super) col_span: u32,
}

/// A table as it grows.
#[derive(Debug, Default)]
pub(super) struct RawTable {
    pub(super) caption: Option<String>,
    pub(super) groups: Vec<(Part, Vec<Vec<RawCell>>)>,
}

/// A cell with its place.
#[derive(Debug)]
pub(super) struct PlacedCell {
    pub(super) row: u32,
    pub(super) col: u32,
    pub(super) row_span: u32,
    pub(super) col_span: u32,
    pub(super) items: Vec<Item>,
}

/// A table with every cell in place.
#[derive(Debug, Default)]
pub(super) struct PlacedTable {
    pub(super) caption: Option<String>,
    pub(super) rows: u32,
    pub(super) cols: u32,
    pub(super) cells: Vec<PlacedCell>,
}

impl RawTable {
    /// The group that rows now go to.
    pub(super) fn group(&mut self) -> &mut Vec<Vec<RawCell>> {
        if self.groups.is_empty() {
            self.groups.push((Part::Body, vec![]));
        }
        let last = self.groups.len() - 1;
        &mut self.groups[last].1
    }

    /// Adds a cell to the row that is open.
    pub(super) fn push(&mut self, cell: RawCell) {
        let group = self.group();
        if group.is_empty() {
            group.push(vec![]);
        }
        if let Some(row) = group.last_mut() {
            row.push(cell);
        }
    }

    /// Gives every cell its place.
    pub(super) fn place(mut self, limits: &Limits) -> Result<PlacedTable, ReadError> {
        self.groups.sort_by_key(|(part, _)| *part);
        let mut table = PlacedTable { caption: self.caption, ..PlacedTable::default() };
        // For each column the first row that no cell from above covers.
        let mut free: Vec<u32> = Vec::new();
        let (mut row, mut claimed) = (0_u32, 0_usize);
        // Spans may claim columns that no cell starts in; those go once all rows are placed.
        let widest = limits.columns.saturating_add(4 * WIDEST_SPAN);
        // How wide the rows are that hold more than one cell, and the rightmost column where a cell starts.
        let (mut wide, mut starts) = (0_u32, 0_u32);
        for (_, rows) in self.groups {
            let end = row.saturating_add(u32::try_from(rows.len()).unwrap_or(u32::MAX));
            for cells in rows {
                let alone = cells.len() == 1 && !free.iter().any(|f| *f > row);
                let mut col = 0_u32;
                for cell in cells {
                    while free.get(col as usize).is_some_and(|f| *f > row) {
                        col += 1;
                    }
                    if col >= widest {
                        return Err(ReadError::too_large(Measure::Columns, limits.columns, "HTML"));
                    }
                    let mut span = cell.col_span.clamp(1, WIDEST_SPAN.min(widest - col));
                    let blocked = (1..span).find(|i| free.get((col + i) as usize).is_some_and(|f| *f > row));
                    span = blocked.unwrap_or(span);
                    let height = if cell.row_span == 0 { u32::MAX } else { cell.row_span }.min(end - row).max(1);
                    let reach = (col + span) as usize;
                    claimed += span as usize;
                    if claimed > limits.cells.saturating_mul(8) {
                        return Err(ReadError::too_large(Measure::Cells, limits.cells as u64, "HTML"));
                    }
                    if free.len() < reach {
                        free.resize(reach, 0);
                    }
                    if let Some(slots) = free.get_mut(col as usize..reach) {
                        slots.fill(row + height);
                    }
                    starts = starts.max(col + 1);
                    if !alone {
                        wide = wide.max(col + span);
                    }
                    let (row_span, col_span, items) = (height, span, cell.items);
                    table.cells.push(PlacedCell { row, col, row_span, col_span, items });
                    col += span;
                }
                row = row.saturating_add(1);
            }
        }
        table.rows = row;
        table.cols = wide.max(starts);
        table.drop_phantom_columns();
        Ok(table)
    }
}

impl PlacedTable {
    /// Where spans claim far more columns than cells ever start in, keeps only the columns where one starts.
    fn drop_phantom_columns(&mut self) {
        let mut kept: Vec<u32> = self.cells.iter().map(|c| c.col).collect();
        kept.sort_unstable();
        kept.dedup();
        if self.cols as usize <= kept.len() * 2 + 8 {
            return;
        }
        let index = |col: u32| u32::try_from(kept.partition_point(|k| *k < col)).unwrap_or(u32::MAX);
        for cell in &mut self.cells {
            let end = index(cell.col + cell.col_span);
            cell.col = index(cell.col);
            cell.col_span = (end - cell.col).max(1);
        }
        self.cols = u32::try_from(kept.len()).unwrap_or(u32::MAX);
    }
}
