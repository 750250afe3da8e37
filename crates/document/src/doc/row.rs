//! A table row's definition: where its cells begin and end, and how they merge.

use super::sprm::{Sprm, code};
use crate::compound::u16_at;
use crate::word::table::Merge;

/// Bytes of a cell's description.
const CELL: usize = 20;

/// Cells of a row that the format allows.
const CELLS: usize = 64;

/// How the cells of a row lie.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Row {
    /// Left edge of each cell and right edge of the last, in twentieths of a point.
    pub edges: Vec<i32>,
    /// How each cell merges.
    pub cells: Vec<CellMerge>,
}

/// How a cell takes part in merges.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct CellMerge {
    /// With cells above and below.
    pub vertical: Merge,
    /// With cells to the left and right.
    pub horizontal: Merge,
}

impl Row {
    /// Applies a modifier of table rows; others are passed over.
    pub fn set(&mut self, sprm: Sprm<'_>) {
        let byte = |at: usize| usize::from(sprm.operand.get(at).copied().unwrap_or(0));
        let width = || i32::from(u16_at(sprm.operand, 2).unwrap_or(0));
        match sprm.code {
            code::T_DEFINITION | code::T_DEFINITION_OLD => self.define(sprm.operand),
            code::T_VERTICAL_MERGE => {
                if let Some(cell) = self.cells.get_mut(byte(0)) {
                    cell.vertical = vertical(byte(1) as u16);
                }
            }
            code::T_MERGE => {
                for (at, cell) in self.range(byte(0), byte(1)).iter_mut().enumerate() {
                    cell.horizontal = if at == 0 { Merge::Restart } else { Merge::Continue };
                }
            }
            code::T_SPLIT => {
                self.range(byte(0), byte(1)).iter_mut().for_each(|cell| cell.horizontal = Merge::None);
            }
            code::T_WIDTH => (byte(0)..byte(1).min(self.cells.len())).for_each(|at| self.widen(at, width())),
            code::T_INSERT => self.insert(byte(0), byte(1), width()),
            code::T_DELETE => self.delete(byte(0), byte(1)),
            _ => {}
        }
    }

    fn define(&mut self, operand: &[u8]) {
        let count = operand.first().map_or(0, |n| usize::from(*n)).min(CELLS);
        let edges = (0..=count).map_while(|at| u16_at(operand, 1 + 2 * at));
        self.edges = edges.map(|edge| i32::from(edge.cast_signed())).collect();
        let cells = operand.get(1 + 2 * (count + 1)..).unwrap_or_default();
        let mut merging = 0;
        self.cells = (0..self.edges.len().saturating_sub(1))
            .map(|at| {
                let flags = u16_at(cells, at * CELL).unwrap_or(0);
                CellMerge { vertical: vertical(flags >> 5 & 3), horizontal: horizontal(flags & 3, &mut merging) }
            })
            .collect();
    }

    fn range(&mut self, from: usize, to: usize) -> &mut [CellMerge] {
        let to = to.min(self.cells.len());
        self.cells.get_mut(from..to).unwrap_or_default()
    }

    /// Gives a cell a width; those to its right move.
    fn widen(&mut self, at: usize, width: i32) {
        let (Some(left), Some(right)) = (self.edges.get(at), self.edges.get(at + 1)) else { return };
        let move_by = left.saturating_add(width).saturating_sub(*right);
        self.edges.iter_mut().skip(at + 1).for_each(|edge| *edge = edge.saturating_add(move_by));
    }

    fn insert(&mut self, at: usize, count: usize, width: i32) {
        if self.edges.is_empty() {
            self.edges.push(0);
        }
        let at = at.min(self.cells.len());
        for _ in 0..count.min(CELLS.saturating_sub(self.cells.len())) {
            let Some(left) = self.edges.get(at).copied() else { return };
            self.edges.iter_mut().skip(at + 1).for_each(|edge| *edge = edge.saturating_add(width));
            self.edges.insert(at + 1, left.saturating_add(width));
            self.cells.insert(at, CellMerge::default());
        }
    }

    fn delete(&mut self, from: usize, to: usize) {
        for _ in from..to.min(self.cells.len()) {
            self.widen(from, 0);
            self.edges.remove(from + 1);
            self.cells.remove(from);
        }
    }
}

fn vertical(flags: u16) -> Merge {
    match flags & 3 {
        0 => Merge::None,
        1 => Merge::Continue,
        _ => Merge::Restart,
    }
}

/// Descriptions of the format disagree on which mark begins a horizontal merge and which continues it; the first cell
/// of a series of marked ones begins one in any case, and `first` keeps its mark.
fn horizontal(mark: u16, first: &mut u16) -> Merge {
    if mark == 0 {
        *first = 0;
        return Merge::None;
    }
    if *first == 0 {
        *first = mark;
    }
    if mark == *first { Merge::Restart } else { Merge::Continue }
}
