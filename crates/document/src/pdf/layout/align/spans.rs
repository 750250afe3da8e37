//! Places the cells of a table: labels that stand beside several rows reach over them.

use super::blocks::Block;
use super::columns::Columns;
use super::rows::Row;
use crate::ReadError;
use crate::pdf::stream::Budget;

/// What a row costs beside which no label stands; a font size that a label is off its rows' middle costs `OFF`.
const BARE: f32 = 0.6;
const OFF: f32 = 2.0;
/// No label stands beside more rows.
const TALLEST: usize = 60;

/// A cell and the text in it.
#[derive(Debug)]
pub(super) struct Cell {
    pub row: usize,
    pub col: usize,
    pub row_span: usize,
    pub col_span: usize,
    pub blocks: Vec<Block>,
}

/// Cells, and the borders of the rows.
#[derive(Debug)]
pub(super) struct Sheet {
    pub borders: Vec<f32>,
    pub cells: Vec<Cell>,
}

/// A block in its columns; `row` if it stands on one.
#[derive(Debug)]
struct Placed {
    block: Block,
    row: Option<usize>,
    first: usize,
    last: usize,
    from: usize,
    to: usize,
}

/// Puts blocks into cells.
pub(super) fn place(rows: Vec<Row>, columns: &Columns, budget: &mut Budget) -> Result<Sheet, ReadError> {
    let ranges: Vec<Vec<(usize, usize)>> = rows
        .iter()
        .enumerate()
        .map(|(at, row)| row.blocks.iter().map(|block| columns.of(at, block)).collect())
        .collect();
    let labels = between(&rows, &ranges);
    let mut heights: Vec<(f32, f32)> = Vec::new();
    let mut placed: Vec<Placed> = Vec::new();
    let mut deepest = None;
    for ((row, ranges), label) in rows.into_iter().zip(ranges).zip(labels) {
        if !label {
            heights.push((row.top, row.bottom));
        }
        let at = heights.len().saturating_sub(1);
        for (block, (first, last)) in row.blocks.into_iter().zip(ranges) {
            if label {
                deepest = deepest.max(Some(first));
            }
            placed.push(Placed { block, row: (!label).then_some(at), first, last, from: at, to: at });
        }
    }
    if let Some(deepest) = deepest {
        for lane in 0..=deepest {
            reach(&mut placed, lane, &heights, budget)?;
        }
    }
    let mut borders: Vec<f32> = heights.first().map(|h| h.0 - 1.0).into_iter().collect();
    borders.extend(heights.iter().zip(heights.iter().skip(1)).map(|(a, b)| (a.1 + b.0) / 2.0));
    borders.extend(heights.last().map(|h| h.1 + 1.0));
    Ok(Sheet { borders, cells: cells(placed, heights.len(), columns.count()) })
}

/// Which rows are nothing but labels that stand between two rows and belong to both.
fn between(rows: &[Row], ranges: &[Vec<(usize, usize)>]) -> Vec<bool> {
    let full: Vec<bool> = rows
        .iter()
        .map(|row| row.blocks.len() > 2 || (row.blocks.len() == 2 && row.blocks.iter().any(Block::is_value)))
        .collect();
    let blank = |row: usize, (first, last): (usize, usize)| {
        ranges.get(row).is_some_and(|own| own.iter().all(|(a, b)| *b < first || *a > last))
    };
    let farther = |row: usize, last: usize| ranges.get(row).is_some_and(|own| own.iter().any(|(a, _)| *a > last));
    let is_label = |at: usize, row: &Row| {
        let Some(own) = ranges.get(at) else { return false };
        let before = full.iter().take(at).rposition(|f| *f);
        let after = full.iter().skip(at + 1).position(|f| *f).map(|i| at + 1 + i);
        let (Some(before), Some(after)) = (before, after) else { return false };
        let last = own.iter().map(|r| r.1).max().unwrap_or(0);
        row.blocks.len() <= 3
            && !row.blocks.iter().any(Block::is_value)
            && own.iter().all(|range| blank(before, *range) && blank(after, *range))
            && farther(before, last)
            && farther(after, last)
    };
    rows.iter().enumerate().map(|(at, row)| is_label(at, row)).collect()
}

/// Finds the rows of each label in a column: those in whose middle it stands, each row beside one label.
fn reach(placed: &mut [Placed], lane: usize, heights: &[(f32, f32)], budget: &mut Budget) -> Result<(), ReadError> {
    let mut order: Vec<usize> =
        (0..placed.len()).filter(|i| placed.get(*i).is_some_and(|p| p.first <= lane && p.last >= lane)).collect();
    let middle = |i: &usize| placed.get(*i).map_or(0.0, |p| p.block.middle());
    order.sort_by(|a, b| middle(a).total_cmp(&middle(b)));
    let rows = heights.len();
    // For each label and each row that the labels so far reach down to: the least cost, and where the label begins
    // and the one before it ended.
    let mut states: Vec<Vec<(f32, usize, usize)>> = Vec::new();
    #[allow(clippy::cast_precision_loss, reason = "a count of rows")]
    let bare = |count: usize| BARE * count as f32;
    let mut before: Vec<(f32, usize, usize)> = vec![(f32::MAX, 0, 0); rows + 1];
    if let Some(first) = before.first_mut() {
        first.0 = 0.0;
    }
    for index in &order {
        let Some(label) = placed.get(*index) else { continue };
        let fixed = label.first != lane || label.block.is_value();
        let (middle, size) = (label.block.middle(), label.block.size().max(1.0));
        // The best way to have used up rows before each.
        let mut least: Vec<(f32, usize)> = Vec::with_capacity(rows + 1);
        for (row, (cost, _, _)) in before.iter().enumerate() {
            let skipped = least.last().map_or((f32::MAX, 0), |(cost, end)| (cost + bare(1), *end));
            least.push(if *cost <= skipped.0 { (*cost, row) } else { skipped });
        }
        let mut after: Vec<(f32, usize, usize)> = vec![(f32::MAX, 0, 0); rows + 1];
        let starts = match label.row {
            Some(row) if fixed => row..row + 1,
            Some(row) => row.saturating_sub(TALLEST)..row + 1,
            None => label.from.saturating_sub(TALLEST)..label.from + 1,
        };
        for start in starts {
            let Some((cost, end)) = least.get(start).copied().filter(|l| l.0 < f32::MAX) else { continue };
            let lowest = label.row.unwrap_or(label.from + 1).max(start);
            let reach = if fixed { lowest + 1 } else { rows.min(lowest + TALLEST) };
            budget.work((reach.saturating_sub(lowest)) as u64)?;
            for last in lowest..reach {
                let (Some(top), Some(low)) = (heights.get(start), heights.get(last)) else { break };
                let off = if fixed { 0.0 } else { OFF * ((top.0 + low.1) / 2.0 - middle).abs() / size };
                if let Some(slot) = after.get_mut(last + 1)
                    && cost + off < slot.0
                {
                    *slot = (cost + off, start, end);
                }
            }
        }
        states.push(std::mem::replace(&mut before, after));
    }
    let end = (0..=rows).min_by(|a, b| {
        let cost = |row: usize| before.get(row).map_or(f32::MAX, |s| s.0 + bare(rows - row));
        cost(*a).total_cmp(&cost(*b))
    });
    let Some(mut end) = end.filter(|e| before.get(*e).is_some_and(|s| s.0 < f32::MAX)) else { return Ok(()) };
    states.push(before);
    for (index, state) in order.iter().zip(states.iter().skip(1)).rev() {
        let Some((_, start, before)) = state.get(end).copied() else { break };
        if let Some(label) = placed.get_mut(*index).filter(|l| l.first == lane && end > start) {
            (label.from, label.to) = (start, end - 1);
        }
        end = before;
    }
    Ok(())
}

/// Cells for all positions, blank ones too. What finds its place taken stands in that cell.
fn cells(placed: Vec<Placed>, rows: usize, cols: usize) -> Vec<Cell> {
    let mut owner: Vec<Option<usize>> = vec![None; rows * cols];
    let mut out: Vec<Cell> = Vec::new();
    let (fixed, tall): (Vec<Placed>, Vec<Placed>) = placed.into_iter().partition(|p| p.from == p.to);
    for item in fixed.into_iter().chain(tall) {
        let inside = || (item.from..=item.to).flat_map(|r| (item.first..=item.last).map(move |c| r * cols + c));
        let taken = inside().find_map(|at| owner.get(at).copied().flatten());
        if let Some(cell) = taken.and_then(|i| out.get_mut(i)) {
            cell.blocks.push(item.block);
            continue;
        }
        for at in inside() {
            if let Some(slot) = owner.get_mut(at) {
                *slot = Some(out.len());
            }
        }
        out.push(Cell {
            row: item.from,
            col: item.first,
            row_span: item.to - item.from + 1,
            col_span: item.last - item.first + 1,
            blocks: vec![item.block],
        });
    }
    for (at, _) in owner.iter().enumerate().filter(|(_, s)| s.is_none()) {
        out.push(Cell { row: at / cols.max(1), col: at % cols.max(1), row_span: 1, col_span: 1, blocks: vec![] });
    }
    out.sort_by_key(|c| (c.row, c.col));
    out
}
