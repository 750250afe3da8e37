//! One page: what stands in tables, what in lines, from top to bottom.

use super::align;
use super::chunks::{self, Chunk, Line};
use super::grid::Grid;
use super::rules;
use super::table::{self, RawTable};
use crate::ReadError;
use crate::pdf::geometry::Rect;
use crate::pdf::page::{Drawn, Glyph, Turn};
use crate::pdf::stream::Budget;

/// What stands on a page, from top to bottom.
#[derive(Debug)]
pub(super) struct Laid {
    pub number: u32,
    pub width: f32,
    pub height: f32,
    pub items: Vec<Item>,
    /// Text written aslant across the page.
    pub watermark: String,
}

#[derive(Debug)]
pub(super) enum Item {
    Line(Line),
    Table(RawTable),
}

impl Item {
    pub fn rect(&self) -> Rect {
        match self {
            Self::Line(line) => line.rect,
            Self::Table(table) => table.rect,
        }
    }
}

/// Lays a page out.
pub(super) fn lay_out(mut drawn: Drawn, number: u32, budget: &mut Budget) -> Result<Laid, ReadError> {
    drawn.straighten();
    budget.work(drawn.glyphs.len() as u64)?;
    let watermark: String = drawn.glyphs.iter().filter(|g| g.turn == Turn::Slant).map(|g| g.ch).collect();
    drawn.glyphs.retain(|g| g.turn != Turn::Slant);
    chunks::without_doubles(&mut drawn.glyphs);

    let across = rules::whole(std::mem::take(&mut drawn.across));
    let down = rules::whole(std::mem::take(&mut drawn.down));
    let mut grids: Vec<Grid> = Vec::new();
    for frame in rules::frames(&across, &down, budget)? {
        let lines = (frame.across.len() + frame.down.len()) as u64;
        budget.work(lines * lines / 4)?;
        grids.extend(Grid::build(&frame).filter(|g| g.rows() * g.cols() >= 1));
    }
    drop_enclosing(&mut grids);

    // Where text crosses the border of two cells it is cut, if it was not drawn in one go.
    let (width, height) = ((drawn.width - 0.5).max(0.5), (drawn.height - 0.5).max(0.5));
    let place = |g: &Glyph| {
        let rect = g.rect();
        let (x, y) = g.home.unwrap_or(((rect.x0 + rect.x1) / 2.0, (rect.y0 + rect.y1) / 2.0));
        // The lines of a table that runs off the page end at its edge.
        let (x, y) = (x.clamp(0.5, width), y.clamp(0.5, height));
        grids.iter().enumerate().find_map(|(i, grid)| grid.area_at(x, y).map(|area| (i, area)))
    };
    let places: Vec<Option<(usize, usize)>> = drawn.glyphs.iter().map(place).collect();
    let mut texts: Vec<Vec<(usize, Chunk)>> = grids.iter().map(|_| vec![]).collect();
    let mut loose: Vec<Chunk> = Vec::new();
    for (chunk, at) in placed(&drawn.glyphs, &places) {
        match at.and_then(|(grid, area)| texts.get_mut(grid).map(|t| (area, t))) {
            Some((area, slot)) => slot.push((area, chunk)),
            None => loose.push(chunk),
        }
    }
    let mut items: Vec<Item> = Vec::new();
    for (grid, chunks) in grids.into_iter().zip(texts) {
        if !chunks.is_empty() {
            items.push(Item::Table(table::fill(grid, chunks, number)));
        }
    }
    let (tables, loose) = align::tables(loose, &across, number, budget)?;
    items.extend(tables.into_iter().map(Item::Table));
    items.extend(chunks::lines(loose).into_iter().map(Item::Line));
    items.sort_by(|a, b| a.rect().y0.total_cmp(&b.rect().y0));
    Ok(Laid { number, width: drawn.width, height: drawn.height, items, watermark })
}

/// Stretches of text with the cell that each stands in: the one that holds most of it.
fn placed(glyphs: &[Glyph], places: &[Option<(usize, usize)>]) -> Vec<(Chunk, Option<(usize, usize)>)> {
    let mut out = Vec::new();
    let mut start = 0;
    for at in 0..glyphs.len() {
        let (a, b) = (glyphs.get(at), glyphs.get(at + 1));
        let goes_on = match (a, b) {
            (Some(a), Some(b)) => {
                let border = places.get(at) != places.get(at + 1);
                chunks::follows(a, b) && !(border && (a.run != b.run || apart(a, b)))
            }
            _ => false,
        };
        if goes_on {
            continue;
        }
        if let Some(chunk) = glyphs.get(start..=at).and_then(Chunk::new) {
            let own = places.get(start..=at).unwrap_or_default();
            out.push((chunk, most(own)));
        }
        start = at + 1;
    }
    out
}

/// Whether there is more than no room between two characters.
fn apart(a: &Glyph, b: &Glyph) -> bool {
    a.ch.is_whitespace() || b.ch.is_whitespace() || (b.x - a.x - a.advance).abs() > 0.1 * a.size
}

fn most(places: &[Option<(usize, usize)>]) -> Option<(usize, usize)> {
    let first = places.first().copied().flatten();
    if places.iter().all(|p| *p == first) {
        return first;
    }
    let mut counted: Vec<((usize, usize), usize)> = Vec::new();
    for place in places.iter().flatten() {
        match counted.iter_mut().find(|(p, _)| p == place) {
            Some((_, count)) => *count += 1,
            None => counted.push((*place, 1)),
        }
    }
    let best = counted.iter().max_by_key(|(_, count)| *count)?;
    (best.1 * 2 >= places.len()).then_some(best.0)
}

/// A frame around a page, or around other tables, is no table.
fn drop_enclosing(grids: &mut Vec<Grid>) {
    let boxes: Vec<Rect> = grids.iter().map(bounds).collect();
    let inside = |inner: &Rect, outer: &Rect| {
        inner.x0 > outer.x0 && inner.x1 < outer.x1 && inner.y0 > outer.y0 && inner.y1 < outer.y1
    };
    let mut index = 0;
    grids.retain(|grid| {
        let own = boxes.get(index).copied();
        index += 1;
        let Some(own) = own else { return true };
        grid.areas.len() > 1 || !boxes.iter().any(|other| inside(other, &own))
    });
    // The smaller of two that lie in each other is asked first.
    grids.sort_by(|a, b| {
        let size = |g: &Grid| bounds(g).width() * bounds(g).height();
        size(a).total_cmp(&size(b))
    });
}

fn bounds(grid: &Grid) -> Rect {
    let ends = |v: &[f32]| (v.first().copied().unwrap_or(0.0), v.last().copied().unwrap_or(0.0));
    let ((x0, x1), (y0, y1)) = (ends(&grid.xs), ends(&grid.ys));
    Rect { x0, y0, x1, y1 }
}
