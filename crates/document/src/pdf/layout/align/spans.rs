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

/// A block in its columns and rows; a label may turn out to have more rows.
#[derive(Debug)]
struct Placed {
    block: Block,
    on_row: bool,
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
        .map(|(at, row)| widened(row, row.blocks.iter().map(|block| columns.of(at, block)).collect(), columns))
        .collect();
    let labels = beside(&rows, &ranges);
    let numbers: Vec<usize> = labels
        .iter()
        .scan(0, |count, label| {
            let own = *count;
            *count += usize::from(label.is_none());
            Some(own)
        })
        .collect();
    let number = |row: usize| numbers.get(row).copied().unwrap_or(0);
    let mut heights: Vec<(f32, f32)> = Vec::new();
    let mut placed: Vec<Placed> = Vec::new();
    let mut deepest = None;
    for (at, ((row, ranges), label)) in rows.into_iter().zip(ranges).zip(labels).enumerate() {
        if label.is_none() {
            heights.push((row.top, row.bottom));
        }
        let (from, to) = label.map_or((number(at), number(at)), |(a, b)| (number(a), number(b)));
        for (block, (first, last)) in row.blocks.into_iter().zip(ranges) {
            if label.is_some() {
                deepest = deepest.max(Some(first));
            }
            placed.push(Placed { block, on_row: label.is_none(), first, last, from, to });
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

/// In a row of few cells, text that stands in the middle of several columns, most of them blank, reaches over them.
fn widened(row: &Row, mut ranges: Vec<(usize, usize)>, columns: &Columns) -> Vec<(usize, usize)> {
    if row.blocks.len() > 4 {
        return ranges;
    }
    for at in 0..ranges.len() {
        let (Some(block), Some((first, last))) = (row.blocks.get(at), ranges.get(at).copied()) else { continue };
        if block.is_value() {
            continue;
        }
        let before = at.checked_sub(1).and_then(|i| ranges.get(i)).map_or(0, |r| r.1 + 1);
        let after = ranges.get(at + 1).map_or(columns.count(), |r| r.0);
        let off = |from: usize, to: usize| {
            let (x0, x1) = (columns.borders.get(from), columns.borders.get(to + 1));
            let (Some(x0), Some(x1)) = (x0, x1) else { return f32::MAX };
            ((x0 + x1) - (block.rect.x0 + block.rect.x1)).abs() / 2.0 / block.size().max(0.1)
        };
        // What stands alone behind a label, in the middle of what is left, is all of it.
        let only = (at, ranges.len()) == (1, 2) && first >= before + 2 && last + 2 < after;
        if only && off(before, after - 1) < 5.0 {
            if let Some(slot) = ranges.get_mut(at) {
                *slot = (before, after - 1);
            }
            continue;
        }
        if off(first, last) < 1.0 {
            continue;
        }
        let wider = (before..=first).flat_map(|from| (last..after).map(move |to| (from, to)));
        let best = wider.min_by(|a, b| off(a.0, a.1).total_cmp(&off(b.0, b.1)));
        if let (Some(best), Some(slot)) = (best.filter(|b| off(b.0, b.1) < 0.7), ranges.get_mut(at)) {
            *slot = best;
        }
    }
    ranges
}

/// For rows that are nothing but labels of other rows: which of these they stand beside, the first and the last.
fn beside(rows: &[Row], ranges: &[Vec<(usize, usize)>]) -> Vec<Option<(usize, usize)>> {
    let full: Vec<bool> = rows
        .iter()
        .map(|row| row.blocks.len() > 2 || (row.blocks.len() == 2 && row.blocks.iter().any(Block::is_value)))
        .collect();
    let cells = |row: usize| ranges.get(row).map(Vec::as_slice).unwrap_or_default();
    let shared =
        |a: usize, b: usize| cells(a).iter().any(|(first, last)| cells(b).iter().any(|(f, l)| l >= first && f <= last));
    let farther = |row: usize, last: usize| cells(row).iter().any(|(first, _)| *first > last);
    let mut before = None;
    let mut found: Vec<Option<(usize, usize)>> = Vec::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        let upper = before;
        if full.get(at) == Some(&true) {
            before = Some(at);
        }
        let lower = full.iter().skip(at + 1).position(|f| *f).map(|i| at + 1 + i);
        let last = cells(at).iter().map(|r| r.1).max().unwrap_or(0);
        let (Some(upper), Some(lower)) = (upper, lower) else {
            found.push(None);
            continue;
        };
        // Where other labels share its columns between the same rows it is a row.
        let alone = (upper + 1..lower).all(|other| other == at || !shared(at, other));
        let label = alone
            && row.blocks.len() <= 3
            && !row.blocks.iter().any(Block::is_value)
            && farther(upper, last)
            && farther(lower, last);
        let (free_above, free_below) = (!shared(at, upper), !shared(at, lower));
        let within_above = rows.get(upper).is_some_and(|r| row.middle() < r.bottom);
        let within_below = rows.get(lower).is_some_and(|r| row.middle() > r.top);
        found.push(match (free_above, free_below) {
            _ if !label => None,
            (true, true) => Some((upper, lower)),
            (true, false) if within_above => Some((upper, upper)),
            (false, true) if within_below => Some((lower, lower)),
            _ => None,
        });
    }
    found
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
        let fixed = label.on_row && (label.first != lane || label.block.is_value());
        let size = label.block.size().max(1.0);
        let middle = label.block.middle() - 0.38 * size;
        // The best way to have used up rows before each.
        let mut least: Vec<(f32, usize)> = Vec::with_capacity(rows + 1);
        for (row, (cost, _, _)) in before.iter().enumerate() {
            let skipped = least.last().map_or((f32::MAX, 0), |(cost, end)| (cost + bare(1), *end));
            least.push(if *cost <= skipped.0 { (*cost, row) } else { skipped });
        }
        let mut after: Vec<(f32, usize, usize)> = vec![(f32::MAX, 0, 0); rows + 1];
        let starts = if fixed { label.from } else { label.from.saturating_sub(TALLEST) }..label.from + 1;
        for start in starts {
            let Some((cost, end)) = least.get(start).copied().filter(|l| l.0 < f32::MAX) else { continue };
            let lowest = label.to;
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
