//! Tables as they stand on the pages: a grid of cells with their lines of text.

use super::chunks::{Chunk, Line, lines};
use super::grid::Grid;
use super::wrap::Room;
use crate::pdf::geometry::Rect;

/// A cell with the lines of text that stand in it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct RawCell {
    pub row: usize,
    pub col: usize,
    pub row_span: usize,
    pub col_span: usize,
    /// Text as it stands on each page, one piece for each page that the cell goes over.
    pub pieces: Vec<Piece>,
    pub page: u32,
    /// Cut by the end of the page: it goes on on the next.
    pub open: bool,
}

/// The part of a cell that is on one page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    pub lines: Vec<Line>,
    pub room: Room,
}

impl PartialEq for Room {
    fn eq(&self, other: &Self) -> bool {
        self.width.total_cmp(&other.width).is_eq()
    }
}

impl RawCell {
    pub fn is_blank(&self) -> bool {
        self.pieces.iter().all(|p| p.lines.is_empty())
    }

    /// The cell's text: wrapped lines joined, paragraphs apart.
    pub fn text(&self) -> String {
        let mut out = String::new();
        let mut before: Option<(&Line, Room)> = None;
        for piece in &self.pieces {
            for line in &piece.lines {
                if let Some((last, room)) = before {
                    out.push_str(if room.is_full(last, line, 0.3) { room.joint(last, line) } else { "\n" });
                }
                out.push_str(&line.text);
                before = Some((line, piece.room));
            }
        }
        out
    }
}

/// A table on a page, or over several.
#[derive(Debug, Clone)]
pub(super) struct RawTable {
    pub rect: Rect,
    /// Column borders.
    pub xs: Vec<f32>,
    pub rows: usize,
    pub cells: Vec<RawCell>,
    /// Drawn, or found by alignment.
    pub ruled: bool,
    /// The page that its last row stands on.
    pub last_page: u32,
    /// Number of rows on its first page: heads repeat from there.
    pub first_rows: usize,
}

impl RawTable {
    pub fn cols(&self) -> usize {
        self.xs.len().saturating_sub(1)
    }

    /// The texts of a row's own cells, for comparison.
    pub fn row_texts(&self, row: usize) -> Vec<(usize, usize, usize, String)> {
        let own = self.cells.iter().filter(|c| c.row == row);
        own.map(|c| (c.col, c.col_span, c.row_span, c.text().split_whitespace().collect())).collect()
    }
}

/// Puts text into a grid. Chunks come with the index of the area they belong to.
pub(super) fn fill(grid: Grid, chunks: Vec<(usize, Chunk)>, page: u32) -> RawTable {
    let mut written = vec![false; grid.areas.len()];
    for (area, _) in &chunks {
        if let Some(slot) = written.get_mut(*area) {
            *slot = true;
        }
    }
    let (grid, index) = grid.without_cuts(&written);
    let grid = &grid;
    let mut texts: Vec<Vec<Chunk>> = grid.areas.iter().map(|_| vec![]).collect();
    for (area, chunk) in chunks {
        if let Some(slot) = index.get(area).and_then(|a| texts.get_mut(*a)) {
            slot.push(chunk);
        }
    }
    let texts: Vec<Vec<Line>> = texts.into_iter().map(lines).collect();
    let pad = padding(grid, &texts);
    let mut cells: Vec<RawCell> = grid
        .areas
        .iter()
        .zip(texts)
        .map(|(area, lines)| {
            let (x0, x1) = grid.sides(area);
            RawCell {
                row: area.top,
                col: area.left,
                row_span: area.bottom - area.top + 1,
                col_span: area.right - area.left + 1,
                pieces: vec![Piece { lines, room: Room { width: x1 - x0 - 2.0 * pad } }],
                page,
                open: false,
            }
        })
        .collect();
    cells.sort_by_key(|c| (c.row, c.col));
    let (top, bottom) = (grid.ys.first().copied().unwrap_or(0.0), grid.ys.last().copied().unwrap_or(0.0));
    let (left, right) = (grid.xs.first().copied().unwrap_or(0.0), grid.xs.last().copied().unwrap_or(0.0));
    RawTable {
        rect: Rect { x0: left, y0: top, x1: right, y1: bottom },
        xs: grid.xs.clone(),
        rows: grid.rows(),
        cells,
        ruled: true,
        last_page: page,
        first_rows: grid.rows(),
    }
}

/// The room between a border and the text next to it.
fn padding(grid: &Grid, texts: &[Vec<Line>]) -> f32 {
    let gaps = grid.areas.iter().zip(texts).flat_map(|(area, lines)| {
        let (x0, x1) = grid.sides(area);
        lines.iter().filter(|l| !l.turned).map(move |l| (l.rect.x0 - x0).min(x1 - l.rect.x1))
    });
    gaps.fold(6.0_f32, f32::min).clamp(0.0, 6.0)
}
