//! Rows to sections that share their columns, and the sections of a table to the columns of all of it.

use super::blocks::Block;
use super::rows::Row;
use super::{CELLS, ROWS};
use crate::ReadError;
use crate::pdf::stream::Budget;

/// What a section costs; two cells in one column cost 1.
const SECTION: f32 = 0.9;
/// No section is longer.
const LONGEST: usize = 80;
/// Rows of a table stand no farther apart than this, in font sizes.
const APART: f32 = 7.0;
/// The least room between two columns, in points.
const ROOM: f32 = 1.5;

/// Rows of text, or of a table.
pub(super) enum Stretch {
    Text(Vec<Row>),
    Table(Vec<Row>, Columns),
}

/// The columns of a table.
#[derive(Debug)]
pub(super) struct Columns {
    /// From left to right.
    pub borders: Vec<f32>,
    sections: Vec<Section>,
}

/// Rows with the same columns.
#[derive(Debug)]
struct Section {
    end: usize,
    /// Where text stands: from and to, and the borders on both sides.
    bands: Vec<Band>,
}

#[derive(Debug, Clone, Copy)]
struct Band {
    x0: f32,
    x1: f32,
    left: usize,
    right: usize,
}

impl Columns {
    pub fn count(&self) -> usize {
        self.borders.len().saturating_sub(1)
    }

    /// First and last column of a block in a row.
    pub fn of(&self, row: usize, block: &Block) -> (usize, usize) {
        let section = self.sections.get(self.sections.partition_point(|s| s.end <= row));
        let middle = (block.rect.x0 + block.rect.x1) / 2.0;
        let band = section.and_then(|s| s.bands.get(s.bands.partition_point(|b| b.x1 < middle)));
        band.map_or((0, 0), |b| (b.left, b.right.saturating_sub(1).max(b.left)))
    }
}

/// Parts rows into tables and text.
pub(super) fn stretches(rows: Vec<Row>, budget: &mut Budget) -> Result<Vec<Stretch>, ReadError> {
    let ends = sections(&rows, budget)?;
    let ranges = tables(&rows, &ends);
    let mut out = Vec::new();
    let mut rest = rows;
    for (start, end) in ranges.into_iter().rev() {
        let after = rest.split_off(end);
        let table = rest.split_off(start);
        out.push(Stretch::Text(after));
        let own: Vec<usize> = ends.iter().filter(|e| **e > start).map(|e| (*e).min(end) - start).collect();
        let columns = columns(&table, own);
        out.push(Stretch::Table(table, columns));
    }
    out.push(Stretch::Text(rest));
    Ok(out)
}

/// Where text stands in rows: intervals that do not touch.
fn spread(bands: &mut Vec<(f32, f32)>, row: &Row) {
    for block in &row.blocks {
        let (mut x0, mut x1) = (block.rect.x0, block.rect.x1);
        bands.retain(|(a, b)| {
            let touches = *a < x1 + ROOM && *b > x0 - ROOM;
            if touches {
                (x0, x1) = (x0.min(*a), x1.max(*b));
            }
            !touches
        });
        let at = bands.partition_point(|(a, _)| *a < x0);
        bands.insert(at, (x0, x1));
    }
}

/// How many blocks of a row share a band with another.
fn lost(bands: &[(f32, f32)], row: &Row) -> usize {
    let mut filled = 0;
    let mut last = usize::MAX;
    for block in &row.blocks {
        let band = bands.partition_point(|(_, b)| *b < block.rect.x0);
        filled += usize::from(band != last);
        last = band;
    }
    row.blocks.len() - filled
}

/// The ends of the sections that rows fall into with the fewest cells lost.
#[allow(clippy::cast_precision_loss, reason = "counts of a page's rows and blocks")]
fn sections(rows: &[Row], budget: &mut Budget) -> Result<Vec<usize>, ReadError> {
    let mut best: Vec<(f32, usize)> = vec![(f32::MAX, 0); rows.len() + 1];
    if let Some(first) = best.first_mut() {
        first.0 = 0.0;
    }
    for start in 0..rows.len() {
        let Some((before, _)) = best.get(start).copied() else { break };
        let mut bands = Vec::new();
        for end in start + 1..=rows.len().min(start + LONGEST) {
            let own = rows.get(start..end).unwrap_or_default();
            if let Some(last) = own.last() {
                spread(&mut bands, last);
            }
            budget.work(own.len() as u64)?;
            let lost: usize = own.iter().map(|row| lost(&bands, row)).sum();
            if lost > own.len() {
                break;
            }
            let cost = before + SECTION + lost as f32;
            if let Some(slot) = best.get_mut(end)
                && cost < slot.0
            {
                *slot = (cost, start);
            }
        }
    }
    let mut ends = Vec::new();
    let mut at = rows.len();
    while at > 0 {
        ends.push(at);
        at = best.get(at).map_or(0, |b| b.1);
    }
    ends.reverse();
    Ok(ends)
}

/// First row and end of each table.
fn tables(rows: &[Row], ends: &[usize]) -> Vec<(usize, usize)> {
    let mut cores: Vec<(usize, usize)> = Vec::new();
    let mut start = 0;
    for end in ends {
        let own = rows.get(start..*end).unwrap_or_default();
        let full = |row: &&Row| {
            let signs = row.blocks.iter().filter(|b| b.is_signature()).count();
            row.blocks.len() >= CELLS && signs * 2 < row.blocks.len() && !row.blocks.iter().any(Block::has_leader)
        };
        if own.iter().filter(full).count() >= ROWS {
            let first = own.iter().position(|r| r.blocks.len() > 1).unwrap_or(0);
            let last = own.iter().rposition(|r| r.blocks.len() > 1).unwrap_or(0);
            cores.push((start + first, start + last + 1));
        }
        start = *end;
    }
    let mut out: Vec<(usize, usize)> = Vec::new();
    for (first, end) in cores {
        if let Some(table) = out.last_mut()
            && bridged(rows, table.1, first)
        {
            table.1 = end;
        } else {
            let floor = out.last().map_or(0, |t| t.1);
            out.push((grown_up(rows, first, floor), end));
        }
        if let Some(table) = out.last_mut() {
            table.1 = grown_down(rows, table.1);
        }
    }
    out
}

fn near(rows: &[Row], upper: usize) -> bool {
    let (Some(a), Some(b)) = (rows.get(upper), rows.get(upper + 1)) else { return false };
    b.top - a.bottom < APART * b.blocks.first().map_or(0.0, Block::size)
}

/// Whether a row looks like one of a form: a label and something beside it, but no line to sign.
fn belongs(row: &Row) -> bool {
    let signs = row.blocks.iter().filter(|b| b.is_signature()).count();
    row.blocks.len() > 1 && signs * 2 < row.blocks.len() && !row.blocks.iter().any(Block::has_leader)
}

fn grown_up(rows: &[Row], mut first: usize, floor: usize) -> usize {
    while first > floor && near(rows, first - 1) && rows.get(first - 1).is_some_and(belongs) {
        first -= 1;
    }
    first
}

fn grown_down(rows: &[Row], mut end: usize) -> usize {
    let mut next = end;
    while next > 0 && near(rows, next - 1) {
        match rows.get(next) {
            Some(row) if belongs(row) => end = next + 1,
            // A label beside two rows.
            Some(row) if row.blocks.len() == 1 && next == end && rows.get(next + 1).is_some_and(belongs) => {}
            _ => break,
        }
        next += 1;
    }
    end
}

/// Whether the rows between two parts belong to the table as well.
fn bridged(rows: &[Row], from: usize, to: usize) -> bool {
    if to <= from {
        return true;
    }
    let between = rows.get(from..to).unwrap_or_default();
    let extent = rows.get(from.saturating_sub(1)..to + 1).unwrap_or_default();
    let (left, right) = extent
        .iter()
        .flat_map(|r| &r.blocks)
        .fold((f32::MAX, f32::MIN), |(a, b), block| (a.min(block.rect.x0), b.max(block.rect.x1)));
    let running = |row: &Row| {
        row.blocks.len() == 1 && row.blocks.iter().any(|b| b.pieces.len() > 1 && b.rect.width() > 0.75 * (right - left))
    };
    let alone = between.iter().filter(|r| r.blocks.len() == 1).count();
    alone <= 6 && !between.iter().any(running) && (from.saturating_sub(1)..to).all(|row| near(rows, row))
}

/// The columns of a table whose sections end at these rows.
fn columns(rows: &[Row], ends: Vec<usize>) -> Columns {
    let mut start = 0;
    let mut spreads: Vec<(usize, Vec<(f32, f32)>)> = Vec::new();
    for end in ends {
        let mut bands = Vec::new();
        for row in rows.get(start..end).unwrap_or_default() {
            spread(&mut bands, row);
        }
        if end > start {
            spreads.push((end, bands));
            start = end;
        }
    }
    // As few borders as lie in every gap of every section.
    let mut gaps: Vec<(f32, f32)> =
        spreads.iter().flat_map(|(_, bands)| bands.iter().zip(bands.iter().skip(1)).map(|(a, b)| (a.1, b.0))).collect();
    gaps.sort_by(|a, b| a.1.total_cmp(&b.1));
    let all = || spreads.iter().flat_map(|(_, bands)| bands);
    let mut borders = vec![all().map(|b| b.0).fold(f32::MAX, f32::min) - 2.0];
    let mut open: Option<(f32, f32)> = None;
    for (from, to) in gaps {
        open = match open {
            Some((a, b)) if from < b => Some((a.max(from), b)),
            Some((a, b)) => {
                borders.push((a + b) / 2.0);
                Some((from, to))
            }
            None => Some((from, to)),
        };
    }
    borders.extend(open.map(|(a, b)| (a + b) / 2.0));
    borders.push(all().map(|b| b.1).fold(f32::MIN, f32::max) + 2.0);
    let mut first = 0;
    let sections = spreads
        .iter()
        .map(|(end, bands)| {
            let own = rows.get(first..*end).unwrap_or_default();
            first = *end;
            Section { end: *end, bands: bordered(bands, &borders, own) }
        })
        .collect();
    Columns { borders, sections }
}

/// Which borders a section's columns lie between. Where several fit, a value's column is narrow, and so is the first.
fn bordered(bands: &[(f32, f32)], borders: &[f32], rows: &[Row]) -> Vec<Band> {
    let values = |band: &(f32, f32)| {
        let mut own = rows.iter().flat_map(|r| &r.blocks).filter(|b| b.rect.x0 >= band.0 && b.rect.x1 <= band.1);
        own.any(Block::is_value)
    };
    let last = borders.len().saturating_sub(1);
    let mut out: Vec<Band> = Vec::new();
    for (index, band) in bands.iter().enumerate() {
        let left = match out.last() {
            Some(before) => before.right,
            None => borders.partition_point(|b| *b <= band.0).saturating_sub(1),
        };
        let right = match bands.get(index + 1) {
            Some(next) => {
                let low = borders.partition_point(|b| *b < band.1);
                let high = borders.partition_point(|b| *b <= next.0).saturating_sub(1).max(low);
                if values(band) {
                    low
                } else if values(next) {
                    high
                } else if index == 0 {
                    low
                } else {
                    let middle = (band.1 + next.0) / 2.0;
                    let distance = |i: &usize| borders.get(*i).map_or(f32::MAX, |b| (b - middle).abs());
                    (low..=high).min_by(|a, b| distance(a).total_cmp(&distance(b))).unwrap_or(low)
                }
            }
            None => borders.partition_point(|b| *b < band.1).min(last),
        };
        out.push(Band { x0: band.0, x1: band.1, left, right: right.max(left + 1) });
    }
    // A first cell in the middle of several columns is as wide as they are.
    if let (Some(first), [row]) = (out.first_mut(), rows)
        && let (Some(from), Some(to)) = (borders.first(), borders.get(first.right))
        && ((from + to) - (first.x0 + first.x1)).abs() < 3.0 * row.blocks.first().map_or(0.0, Block::size)
    {
        first.left = 0;
    }
    out
}
