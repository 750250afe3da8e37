//! The part of a sheet that is used: no grid larger than what is there, rows and columns true to the sheet.

use super::reference;
use super::{Area, RawCell, RawSheet};
use crate::grid::Meter;
use crate::model::{Cell, Gap, Table};
use crate::{Limits, Measure, ReadError};

/// Empty rows after which what follows counts as stray, once the sheet is too large as a whole.
const ROW_BREAK: u32 = 500;
/// The same for columns.
const COL_BREAK: u32 = 60;
/// Stray cells that are left out and reported; with more the sheet is too large.
const MOST_STRAY: usize = 1000;

/// The sheet's table, not yet laid out.
pub(crate) fn table(
    mut raw: RawSheet,
    name: &str,
    meter: &Meter<'_>,
    limits: &Limits,
    gaps: &mut Vec<Gap>,
) -> Result<Table, ReadError> {
    raw.cells.sort_by_key(|c| (c.row, c.col));
    raw.cells.dedup_by(|later, first| (later.row, later.col) == (first.row, first.col));
    leave_out_strays(&mut raw.cells, name, meter, limits, gaps)?;
    let mut rows = raw.cells.last().map_or(0, |c| c.row + 1);
    let mut cols = raw.cells.iter().map(|c| c.col + 1).max().unwrap_or(0);
    let merges = merges(&raw, limits, meter.room(), (&mut rows, &mut cols));
    let hidden_cols = hidden_columns(&raw.hidden_cols, cols);
    raw.hidden_rows.retain(|r| *r < rows);
    raw.hidden_rows.sort_unstable();
    raw.hidden_rows.dedup();
    let mut table =
        Table { sheet: Some(name.to_owned()), rows, cols, hidden_rows: raw.hidden_rows, ..Table::default() };
    if rows as usize * cols as usize > meter.room() {
        // Laying the table out refuses it.
        return Ok(table);
    }
    let mut cells = raw.cells.into_iter().peekable();
    let mut merges = merges.into_iter().peekable();
    // A cell for every position; laying out drops those that a merged area covers.
    for (row, col) in (0..rows).flat_map(|row| (0..cols).map(move |col| (row, col))) {
        let stored = cells.next_if(|c| (c.row, c.col) == (row, col));
        let mut last = (row, col);
        while let Some((_, end)) = merges.next_if(|(first, _)| *first <= (row, col)) {
            last = end;
        }
        let mut cell = Cell { row, col, row_span: last.0 - row + 1, col_span: last.1 - col + 1, ..Cell::default() };
        let unseen = (col..=last.1).all(|c| hidden_cols.get(c as usize).copied().unwrap_or(false));
        if let Some(stored) = stored.filter(|_| !unseen) {
            (cell.text, cell.uncomputed) = (stored.text, stored.uncomputed);
        }
        table.cells.push(cell);
    }
    Ok(table)
}

/// Drops the cells that lie beyond the limits, or far away from the rest of a sheet that is too large, and says so.
fn leave_out_strays(
    cells: &mut Vec<RawCell>,
    name: &str,
    meter: &Meter<'_>,
    limits: &Limits,
    gaps: &mut Vec<Gap>,
) -> Result<(), ReadError> {
    let fits = |rows: u32, cols: u32| {
        rows <= limits.rows && cols <= limits.columns && rows as usize * cols as usize <= meter.room()
    };
    let last_row = cells.last().map_or(0, |c| c.row);
    let mut columns: Vec<u32> = cells.iter().map(|c| c.col).collect();
    columns.sort_unstable();
    columns.dedup();
    let last_col = columns.last().copied().unwrap_or(0);
    if fits(last_row + 1, last_col + 1) {
        return Ok(());
    }
    let row_end = cells.windows(2).find_map(|w| match w {
        [a, b] if b.row - a.row > ROW_BREAK => Some(a.row),
        _ => None,
    });
    let col_end = columns.windows(2).find_map(|w| match w {
        [a, b] if b - a > COL_BREAK => Some(*a),
        _ => None,
    });
    let (row_end, col_end) = (row_end.unwrap_or(last_row), col_end.unwrap_or(last_col));
    let stray: Vec<String> = cells
        .iter()
        .filter(|c| c.row > row_end || c.col > col_end)
        .take(MOST_STRAY + 1)
        .map(|c| reference::name(c.row, c.col))
        .collect();
    if stray.len() > MOST_STRAY || !fits(row_end + 1, col_end + 1) {
        let (what, limit) = match () {
            () if row_end >= limits.rows => (Measure::Rows, u64::from(limits.rows)),
            () if col_end >= limits.columns => (Measure::Columns, u64::from(limits.columns)),
            () => (Measure::Cells, limits.cells as u64),
        };
        return Err(ReadError::too_large(what, limit, name));
    }
    cells.retain(|c| c.row <= row_end && c.col <= col_end);
    let shown = stray.iter().take(5).cloned().collect::<Vec<_>>().join(", ");
    gaps.push(Gap {
        place: format!("{name}!{shown}"),
        zh: format!("工作表“{name}”有 {} 个单元格（{shown} 等）远离表格主体，未读取", stray.len()),
        en: format!(
            "{} cells of sheet “{name}” ({shown}, …) lie far away from the rest and were not read",
            stray.len()
        ),
    });
    Ok(())
}

/// Merged areas in reading order, one for each first cell, cut to the grid. The grid grows to hold those with text,
/// but not beyond the cells that the sheet lists.
fn merges(raw: &RawSheet, limits: &Limits, room: usize, (rows, cols): (&mut u32, &mut u32)) -> Vec<Area> {
    let mut merges = raw.merges.clone();
    merges.sort_unstable();
    merges.dedup_by_key(|(first, _)| *first);
    for (first, last) in &merges {
        if raw.cells.binary_search_by_key(first, |c| (c.row, c.col)).is_err() {
            continue;
        }
        let row = (last.0.min(raw.last.0) + 1).max(*rows).min(limits.rows.max(*rows));
        let col = (last.1.min(raw.last.1) + 1).max(*cols).min(limits.columns.max(*cols));
        if row as usize * col as usize <= room {
            (*rows, *cols) = (row, col);
        }
    }
    merges.retain(|(first, _)| first.0 < *rows && first.1 < *cols);
    for (_, last) in &mut merges {
        *last = (last.0.min(*rows - 1), last.1.min(*cols - 1));
    }
    merges
}

/// For each column of the grid whether it is hidden.
fn hidden_columns(ranges: &[(u32, u32)], cols: u32) -> Vec<bool> {
    let mut hidden = vec![false; cols as usize];
    for (from, to) in ranges {
        let end = to.saturating_add(1).min(cols) as usize;
        if let Some(columns) = hidden.get_mut(*from as usize..end) {
            columns.fill(true);
        }
    }
    hidden
}
