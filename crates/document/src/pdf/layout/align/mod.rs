//! Tables that nobody drew lines for: found by words that stand in the same columns over several rows.

mod blocks;
mod columns;
mod rows;
mod spans;

use super::chunks::{self, Chunk};
use super::table::{Piece, RawCell, RawTable};
use super::wrap::Room;
use crate::ReadError;
use crate::pdf::geometry::Rect;
use crate::pdf::page::{Rule, Turn};
use crate::pdf::stream::Budget;
use blocks::Block;
use columns::Columns;
use rows::Row;
use spans::Sheet;

/// A table has at least so many rows, each with so many cells in the same columns.
const ROWS: usize = 3;
const CELLS: usize = 3;

/// Takes the tables out of the loose text of a page: the tables, and the text that is left.
pub(super) fn tables(
    loose: Vec<Chunk>,
    across: &[Rule],
    page: u32,
    budget: &mut Budget,
) -> Result<(Vec<RawTable>, Vec<Chunk>), ReadError> {
    let (upright, mut rest): (Vec<Chunk>, Vec<Chunk>) = loose.into_iter().partition(|c| c.turn == Turn::Upright);
    budget.work(upright.len() as u64)?;
    let pieces = blocks::pieces(upright);
    if !blocks::may_hold_a_table(&pieces) {
        rest.extend(pieces.into_iter().flat_map(|p| p.chunks));
        return Ok((vec![], rest));
    }
    let blocks = blocks::blocks(pieces, across, budget)?;
    let rows = rows::rows(blocks);
    let mut tables = Vec::new();
    for stretch in columns::stretches(rows, budget)? {
        match stretch {
            columns::Stretch::Text(rows) => rest.extend(rows.into_iter().flat_map(Row::into_chunks)),
            columns::Stretch::Table(rows, columns) => {
                let sheet = spans::place(rows, &columns, budget)?;
                if is_doubtful(&sheet) {
                    rest.extend(sheet.cells.into_iter().flat_map(|c| c.blocks).flat_map(Block::into_chunks));
                } else {
                    tables.push(table(sheet, &columns, page));
                }
            }
        }
    }
    Ok((tables, rest))
}

/// The table of cells that are in their places.
fn table(sheet: Sheet, columns: &Columns, page: u32) -> RawTable {
    let mut widths = vec![0.0_f32; columns.count()];
    for cell in sheet.cells.iter().filter(|c| c.col_span == 1) {
        if let Some(width) = widths.get_mut(cell.col) {
            *width = cell.blocks.iter().map(Block::widest).fold(*width, f32::max);
        }
    }
    let cells = sheet.cells.into_iter().map(|cell| {
        let own = cell.blocks.iter().map(Block::widest).fold(0.0, f32::max);
        let width = widths.iter().skip(cell.col).take(cell.col_span).sum::<f32>().max(own);
        let lines = chunks::lines(cell.blocks.into_iter().flat_map(Block::into_chunks).collect());
        let ends = (
            sheet.borders.get(cell.row).copied().unwrap_or(0.0),
            sheet.borders.get(cell.row + cell.row_span).copied().unwrap_or(0.0),
        );
        RawCell {
            row: cell.row,
            col: cell.col,
            row_span: cell.row_span,
            col_span: cell.col_span,
            pieces: vec![Piece { lines, room: Room { width }, ends }],
            page,
            open: false,
        }
    });
    let rows = sheet.borders.len().saturating_sub(1);
    let end = |v: &[f32]| (v.first().copied().unwrap_or(0.0), v.last().copied().unwrap_or(0.0));
    let ((x0, x1), (y0, y1)) = (end(&columns.borders), end(&sheet.borders));
    RawTable {
        rect: Rect { x0, y0, x1, y1 },
        xs: columns.borders.clone(),
        rows,
        cells: cells.collect(),
        ruled: false,
        closed: (true, true),
        last_page: page,
        first_rows: rows,
    }
}

/// Whether lines of cells could not be put together: many rows with a single text inside, or texts beside several rows
/// where amounts stand.
fn is_doubtful(sheet: &Sheet) -> bool {
    let rows = sheet.borders.len().saturating_sub(1);
    let filled = || sheet.cells.iter().filter(|c| !c.blocks.is_empty());
    let amounts = filled().filter(|c| c.blocks.iter().all(Block::is_value)).map(|c| c.col).min().unwrap_or(0);
    let mut own: Vec<(usize, usize)> = vec![(0, 0); rows];
    for cell in filled().filter(|c| c.row_span == 1) {
        if let Some((count, col)) = own.get_mut(cell.row) {
            *count += 1;
            *col = cell.col;
        }
    }
    let tall = filled().filter(|c| c.row_span > 1 && c.col >= amounts).count();
    // A label without anything behind it may be a row that was left blank.
    let inside = own.iter().filter(|(count, col)| *count == 1 && *col >= amounts.max(1)).count();
    let labels = own.iter().filter(|(count, col)| *count == 1 && *col > 0 && *col < amounts).count();
    // Rows of figures alone may be the second halves of others.
    let mut bare = vec![None; rows];
    for cell in filled().filter(|c| c.row_span == 1) {
        if let Some(slot) = bare.get_mut(cell.row) {
            *slot = Some(*slot != Some(false) && cell.blocks.iter().all(Block::is_value));
        }
    }
    bare.contains(&Some(true)) || (tall + inside) * 10 + labels * 2 > rows
}
