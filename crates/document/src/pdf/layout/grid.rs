//! From lines to a grid: where lines cross there are corners; where an inner edge is missing cells are merged.

use super::rules::{Frame, NEAR, find, unite};
use crate::pdf::page::Rule;

/// A grid of lines and the cells in it.
#[derive(Debug)]
pub(super) struct Grid {
    /// Borders from left to right.
    pub xs: Vec<f32>,
    /// Borders from top to bottom.
    pub ys: Vec<f32>,
    /// For each position, row by row, the area that it belongs to.
    pub owner: Vec<usize>,
    /// Merged areas: first row, first column, last row, last column.
    pub areas: Vec<Area>,
}

/// Grid positions that are one cell, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area {
    pub top: usize,
    pub left: usize,
    pub bottom: usize,
    pub right: usize,
}

impl Grid {
    /// The grid of a frame of lines; `None` if they enclose nothing.
    pub fn build(frame: &Frame) -> Option<Self> {
        let xs = borders(&frame.down, &frame.across);
        let ys = borders(&frame.across, &frame.down);
        let (cols, rows) = (xs.len().checked_sub(1)?, ys.len().checked_sub(1)?);
        if rows == 0 || cols == 0 || rows.saturating_mul(cols) > 200_000 {
            return None;
        }
        // Which edges are drawn: below each position, and on its right.
        let below = edges(&frame.across, &ys, &xs);
        let beside = edges(&frame.down, &xs, &ys);
        let mut parent: Vec<usize> = (0..rows * cols).collect();
        for row in 0..rows {
            for col in 0..cols {
                let at = row * cols + col;
                if col + 1 < cols && beside.get((col + 1) * rows + row) == Some(&false) {
                    unite(&mut parent, at, at + 1);
                }
                if row + 1 < rows && below.get((row + 1) * cols + col) == Some(&false) {
                    unite(&mut parent, at, at + cols);
                }
            }
        }
        let mut grid = Self { xs, ys, owner: vec![0; rows * cols], areas: vec![] };
        grid.collect(&mut parent, rows, cols);
        Some(grid)
    }

    /// Takes away borders that cut through rows: drawn on a small part of the width, with nothing written in the cells
    /// that begin there. A label that ends before its last row does leaves such a border. Gives the new index of each
    /// area as well.
    pub fn without_cuts(mut self, written: &[bool]) -> (Self, Vec<usize>) {
        let rows = self.rows();
        let mut begin: Vec<Vec<usize>> = vec![vec![]; rows];
        for (index, area) in self.areas.iter().enumerate() {
            if let Some(row) = begin.get_mut(area.top) {
                row.push(index);
            }
        }
        let width = self.xs.last().copied().unwrap_or(0.0) - self.xs.first().copied().unwrap_or(0.0);
        let mut into: Vec<usize> = (0..self.areas.len()).collect();
        let mut cut = vec![false; rows];
        for (row, own) in begin.iter().enumerate().skip(1) {
            let areas = own.iter().filter_map(|i| self.areas.get(*i));
            let drawn: f32 = areas.map(|a| self.sides(a)).map(|(x0, x1)| x1 - x0).sum();
            if drawn >= width * 0.4 || own.iter().any(|i| written.get(*i) != Some(&false)) {
                continue;
            }
            let over: Option<Vec<usize>> = own.iter().map(|i| self.above(*i, &into)).collect();
            let Some(over) = over else { continue };
            for (lower, upper) in own.iter().zip(over) {
                let end = self.areas.get(*lower).map(|a| a.bottom);
                if let (Some(area), Some(end), Some(slot)) = (self.areas.get_mut(upper), end, into.get_mut(*lower)) {
                    area.bottom = end;
                    *slot = upper;
                }
            }
            if let Some(slot) = cut.get_mut(row) {
                *slot = true;
            }
        }
        self.renumber(&cut, &into)
    }

    /// The area that ends where this one begins, if it has the same columns; `into` says which areas have become one.
    fn above(&self, area: usize, into: &[usize]) -> Option<usize> {
        let own = self.areas.get(area)?;
        let over = *self.owner.get(own.top.checked_sub(1)? * self.cols() + own.left)?;
        let over = *into.get(over)?;
        self.areas.get(over).filter(|a| a.left == own.left && a.right == own.right).map(|_| over)
    }

    /// Leaves out the rows whose upper border is cut, and the areas that have become part of others.
    fn renumber(mut self, cut: &[bool], into: &[usize]) -> (Self, Vec<usize>) {
        let mut shift = Vec::with_capacity(cut.len());
        let mut count = 0;
        for gone in cut {
            count += usize::from(*gone);
            shift.push(count);
        }
        let row = |row: usize| row - shift.get(row).copied().unwrap_or(count);
        let mut areas = Vec::with_capacity(self.areas.len());
        let mut index = vec![0; into.len()];
        for (old, (area, target)) in self.areas.iter().zip(into).enumerate() {
            if old == *target {
                if let Some(slot) = index.get_mut(old) {
                    *slot = areas.len();
                }
                areas.push(Area { top: row(area.top), bottom: row(area.bottom), ..*area });
            }
        }
        let mut at = 0;
        self.ys.retain(|_| {
            at += 1;
            cut.get(at - 1) != Some(&true)
        });
        (Self { xs: self.xs, ys: self.ys, owner: vec![], areas }, index)
    }

    pub fn cols(&self) -> usize {
        self.xs.len().saturating_sub(1)
    }

    pub fn rows(&self) -> usize {
        self.ys.len().saturating_sub(1)
    }

    /// The area that a point lies in.
    pub fn area_at(&self, x: f32, y: f32) -> Option<usize> {
        let col = between(&self.xs, x)?;
        let row = between(&self.ys, y)?;
        self.owner.get(row * self.cols() + col).copied()
    }

    /// An area's left and right border.
    pub fn sides(&self, area: &Area) -> (f32, f32) {
        let at = |i: usize| self.xs.get(i).copied().unwrap_or_default();
        (at(area.left), at(area.right + 1))
    }

    /// Merged positions as areas. A shape that is no rectangle falls into stretches of a row.
    fn collect(&mut self, parent: &mut [usize], rows: usize, cols: usize) {
        let mut bounds: Vec<Option<(Area, usize)>> = vec![None; rows * cols];
        for at in 0..rows * cols {
            let (row, col) = (at / cols, at % cols);
            let root = find(parent, at);
            let Some(slot) = bounds.get_mut(root) else { continue };
            let (area, count) = slot.get_or_insert((Area { top: row, left: col, bottom: row, right: col }, 0));
            area.top = area.top.min(row);
            area.left = area.left.min(col);
            area.bottom = area.bottom.max(row);
            area.right = area.right.max(col);
            *count += 1;
        }
        let mut index: Vec<usize> = vec![usize::MAX; rows * cols];
        for at in 0..rows * cols {
            let (row, col) = (at / cols, at % cols);
            let root = find(parent, at);
            let Some(Some((area, count))) = bounds.get(root).copied() else { continue };
            let full = (area.bottom - area.top + 1) * (area.right - area.left + 1) == count;
            let known = if full {
                index.get(root).copied().filter(|i| *i != usize::MAX)
            } else {
                // The stretch goes on from the left.
                let left = (col > 0).then(|| self.owner.get(at - 1).copied()).flatten();
                left.filter(|_| find(parent, at - 1) == root)
            };
            let owner = known.unwrap_or(self.areas.len());
            match self.areas.get_mut(owner) {
                Some(stretch) if !full => stretch.right = col,
                Some(_) => {}
                None => {
                    let new = if full { area } else { Area { top: row, left: col, bottom: row, right: col } };
                    self.areas.push(new);
                    if let Some(slot) = index.get_mut(root) {
                        *slot = owner;
                    }
                }
            }
            if let Some(slot) = self.owner.get_mut(at) {
                *slot = owner;
            }
        }
    }
}

/// Which interval of ascending borders a position lies in.
pub(super) fn between(borders: &[f32], at: f32) -> Option<usize> {
    let index = borders.partition_point(|b| *b <= at).checked_sub(1)?;
    (index + 1 < borders.len()).then_some(index)
}

/// Where lines stand, near ones taken together; and where the crossing lines end, if they reach beyond the last.
fn borders(lines: &[Rule], crossing: &[Rule]) -> Vec<f32> {
    let mut at: Vec<f32> = lines.iter().map(|l| l.at).collect();
    let first = at.iter().copied().fold(f32::MAX, f32::min);
    let last = at.iter().copied().fold(f32::MIN, f32::max);
    // Open sides: two or more lines run on beyond the outermost; a little, if most of those that reach it do.
    let open = |beyond: &dyn Fn(&Rule) -> f32| {
        let reach: Vec<f32> = crossing.iter().map(beyond).filter(|b| *b > -NEAR).collect();
        let over = |least: f32| reach.iter().filter(|b| **b > least).count();
        let far = over(4.0 * NEAR) >= 2 || (over(1.5 * NEAR) >= 2 && over(1.5 * NEAR) * 2 > reach.len());
        far.then(|| reach.iter().copied().fold(0.0, f32::max))
    };
    if let Some(beyond) = open(&|r| first - r.from) {
        at.push(first - beyond);
    }
    if let Some(beyond) = open(&|r| r.to - last) {
        at.push(last + beyond);
    }
    at.sort_by(f32::total_cmp);
    let mut out: Vec<f32> = Vec::new();
    for position in at {
        if out.last().is_none_or(|last| position - last > NEAR) {
            out.push(position);
        }
    }
    out
}

/// For each border and each interval across it, whether a line is drawn there.
fn edges(lines: &[Rule], borders: &[f32], across: &[f32]) -> Vec<bool> {
    let width = across.len().saturating_sub(1);
    let mut drawn = vec![false; borders.len() * width];
    for line in lines {
        let near = borders.partition_point(|b| *b < line.at - NEAR - 0.1);
        let index = (near..borders.len().min(near + 3))
            .min_by(|a, b| {
                let gap = |i: usize| borders.get(i).map_or(f32::MAX, |b| (b - line.at).abs());
                gap(*a).total_cmp(&gap(*b))
            })
            .unwrap_or(near);
        let first = across.partition_point(|x| *x < line.from - NEAR);
        for interval in first.saturating_sub(1)..width {
            let (Some(from), Some(to)) = (across.get(interval), across.get(interval + 1)) else { break };
            if *from > line.to {
                break;
            }
            let covered = line.to.min(*to) - line.from.max(*from);
            if covered >= (to - from) * 0.5
                && let Some(slot) = drawn.get_mut(index * width + interval)
            {
                *slot = true;
            }
        }
    }
    drawn
}
