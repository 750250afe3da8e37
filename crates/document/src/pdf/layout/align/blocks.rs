//! Stretches of text to pieces of lines, and pieces below each other to the text of one cell.

use super::super::chunks::Chunk;
use crate::ReadError;
use crate::pdf::geometry::Rect;
use crate::pdf::page::Rule;
use crate::pdf::stream::Budget;

/// A gap of so many font sizes parts two pieces of a line.
const GAP: f32 = 0.55;
/// Lines of one cell stand no farther apart than this, in font sizes.
const PITCH: f32 = 2.6;

/// A part of a line without a wide gap.
#[derive(Debug)]
pub(super) struct Piece {
    pub chunks: Vec<Chunk>,
    pub rect: Rect,
    pub base: f32,
    pub size: f32,
}

impl Piece {
    fn new(chunks: Vec<Chunk>) -> Option<Self> {
        let rect = chunks.iter().map(|c| c.rect).reduce(|a, b| a.join(&b))?;
        let largest = chunks.iter().max_by(|a, b| a.size.total_cmp(&b.size))?;
        Some(Self { base: largest.base, size: largest.size, rect, chunks })
    }

    /// Whether this is an amount, a rate, or the sign for none.
    pub fn is_value(&self) -> bool {
        let mut texts = self.chunks.iter().flat_map(|c| c.text.chars()).filter(|c| !c.is_whitespace()).peekable();
        let first = texts.peek().is_some_and(|c| c.is_ascii_digit() || "-/—－–".contains(*c));
        first && texts.all(|c| c.is_ascii_digit() || ".,，-%％/—－–".contains(c))
    }

    /// Dots that lead to a page number.
    fn has_leader(&self) -> bool {
        let mut count = 0;
        self.chunks.iter().flat_map(|c| c.text.chars()).any(|c| {
            count = if matches!(c, '.' | '…' | '·' | '．' | '_') { count + 1 } else { 0 };
            count >= 4
        })
    }
}

/// Puts stretches on one base line together where the gap is small, from top to bottom and from left to right.
pub(super) fn pieces(mut chunks: Vec<Chunk>) -> Vec<Piece> {
    chunks.sort_by(|a, b| a.base.total_cmp(&b.base));
    let mut out = Vec::new();
    let mut line: Vec<Chunk> = Vec::new();
    for chunk in chunks {
        if line.first().is_some_and(|first| chunk.base - first.base > 0.2 * first.size.min(chunk.size)) {
            split(std::mem::take(&mut line), &mut out);
        }
        line.push(chunk);
    }
    split(line, &mut out);
    out
}

fn split(mut line: Vec<Chunk>, out: &mut Vec<Piece>) {
    line.sort_by(|a, b| a.rect.x0.total_cmp(&b.rect.x0));
    let mut open: Vec<Chunk> = Vec::new();
    let mut end = f32::MIN;
    for chunk in line {
        if chunk.from - end > GAP * chunk.size {
            out.extend(Piece::new(std::mem::take(&mut open)));
        }
        end = if open.is_empty() { chunk.to } else { end.max(chunk.to) };
        open.push(chunk);
    }
    out.extend(Piece::new(open));
}

/// Pieces on the base line of the first of a slice.
fn on_line(pieces: &[Piece]) -> usize {
    let Some(first) = pieces.first() else { return 0 };
    pieces.iter().take_while(|p| (p.base - first.base).abs() <= 0.3 * first.size).count()
}

/// Whether there are enough lines in pieces at all; most pages are running text.
pub(super) fn may_hold_a_table(pieces: &[Piece]) -> bool {
    let mut rest = pieces;
    let mut lines = 0;
    while !rest.is_empty() {
        let (line, after) = rest.split_at(on_line(rest).max(1));
        lines += usize::from(line.len() >= super::CELLS && !line.iter().any(Piece::has_leader));
        rest = after;
    }
    lines >= super::ROWS
}

/// The text of a cell: pieces below each other.
#[derive(Debug)]
pub(super) struct Block {
    pub pieces: Vec<Piece>,
    pub rect: Rect,
}

impl Block {
    /// The base line in its middle.
    pub fn middle(&self) -> f32 {
        let (first, last) = self.bases();
        (first + last) / 2.0
    }

    /// First and last base line.
    pub fn bases(&self) -> (f32, f32) {
        let base = |piece: Option<&Piece>| piece.map_or(0.0, |p| p.base);
        (base(self.pieces.first()), base(self.pieces.last()))
    }

    pub fn size(&self) -> f32 {
        self.pieces.first().map_or(1.0, |p| p.size)
    }

    pub fn widest(&self) -> f32 {
        self.pieces.iter().map(|p| p.rect.width()).fold(0.0, f32::max)
    }

    pub fn is_value(&self) -> bool {
        self.pieces.iter().all(Piece::is_value)
    }

    pub fn has_leader(&self) -> bool {
        self.pieces.iter().any(Piece::has_leader)
    }

    /// `填报人：`, with or without a name behind it.
    pub fn is_signature(&self) -> bool {
        let mut text = self.pieces.iter().flat_map(|p| &p.chunks).flat_map(|c| c.text.chars());
        text.any(|c| matches!(c, '：' | ':'))
    }

    /// The blocks that end before these pieces.
    pub fn cut(self, ends: &[usize]) -> Vec<Self> {
        let mut pieces = self.pieces.into_iter();
        let mut out = Vec::new();
        let mut start = 0;
        for end in ends {
            let own: Vec<Piece> = pieces.by_ref().take(end - start).collect();
            start = *end;
            if let Some(rect) = own.iter().map(|p| p.rect).reduce(|a, b| a.join(&b)) {
                out.push(Self { pieces: own, rect });
            }
        }
        out
    }

    pub fn into_chunks(self) -> impl Iterator<Item = Chunk> {
        self.pieces.into_iter().flat_map(|p| p.chunks)
    }
}

/// Whether two boxes share at least half of the narrower's width.
fn below(a: &Rect, b: &Rect) -> bool {
    a.x1.min(b.x1) - a.x0.max(b.x0) >= 0.5 * a.width().min(b.width())
}

/// Puts the lines of each cell together.
pub(super) fn blocks(pieces: Vec<Piece>, across: &[Rule], budget: &mut Budget) -> Result<Vec<Block>, ReadError> {
    // For each piece the one right below it, if no line is drawn between them.
    let mut next: Vec<Option<usize>> = vec![None; pieces.len()];
    let mut over: Vec<usize> = vec![0; pieces.len()];
    for (at, piece) in pieces.iter().enumerate() {
        let mut found: Option<usize> = None;
        for (index, other) in pieces.iter().enumerate().skip(at + 1) {
            budget.work(1)?;
            let step = other.base - piece.base;
            let limit =
                found.and_then(|f| pieces.get(f)).map_or(piece.base + PITCH * piece.size, |f| f.base + 0.3 * f.size);
            if other.base > limit {
                break;
            }
            if step < 0.8 * piece.size || !below(&piece.rect, &other.rect) {
                continue;
            }
            if found.is_some() {
                // A head over two columns.
                found = None;
                break;
            }
            found = Some(index);
        }
        let Some(other) = found.and_then(|i| pieces.get(i)) else { continue };
        let ruled = across.partition_point(|r| r.at < piece.base - 0.2 * piece.size);
        let ruled = across.iter().skip(ruled).take_while(|r| r.at < other.base - 0.5 * other.size);
        let ruled = ruled.clone().any(|r| r.from < piece.rect.x1 && r.to > piece.rect.x0);
        if ruled || (piece.size - other.size).abs() > 0.06 * piece.size {
            continue;
        }
        if let (Some(slot), Some(count)) = (next.get_mut(at), found.and_then(|i| over.get_mut(i))) {
            *slot = found;
            *count += 1;
        }
    }
    for slot in &mut next {
        if slot.is_some_and(|i| over.get(i).is_some_and(|n| *n > 1)) {
            *slot = None;
        }
    }
    part_rows(&pieces, &mut next);
    Ok(chain(pieces, &next))
}

/// Takes back links between lines that are two rows.
fn part_rows(pieces: &[Piece], next: &mut [Option<usize>]) {
    let step = |a: usize, b: usize| Some((pieces.get(b)?.base - pieces.get(a)?.base) / pieces.get(a)?.size.max(0.1));
    // Lines with two values, with one among other pieces, or with one below another begin a row; and those tell how far rows are apart.
    let mut begin: Vec<f32> = Vec::new();
    let mut rows: Vec<f32> = Vec::new();
    let mut rest = pieces;
    while !rest.is_empty() {
        let (line, after) = rest.split_at(on_line(rest).max(1));
        let values = line.iter().filter(|p| p.is_value()).count();
        if values > 1 || (values == 1 && line.len() >= super::CELLS) {
            begin.extend(line.first().map(|p| p.base));
        }
        rest = after;
    }
    for (at, slot) in next.iter().enumerate() {
        let Some((target, below)) = slot.and_then(|i| Some((i, pieces.get(i)?))) else { continue };
        if below.is_value() && pieces.get(at).is_some_and(Piece::is_value) {
            begin.push(below.base);
            rows.extend(step(at, target));
        }
    }
    begin.sort_by(f32::total_cmp);
    let begins = |piece: &Piece| {
        let near = begin.partition_point(|b| *b < piece.base - 0.2 * piece.size);
        begin.get(near).is_some_and(|b| *b <= piece.base + 0.2 * piece.size)
    };
    // The middle line of a cell of three stands on such a line, too, between lines that do not.
    let within = |at: usize, target: usize| {
        let Some(after) = next.get(target).copied().flatten() else { return false };
        let even = step(at, target).zip(step(target, after)).is_some_and(|(a, b)| (a - b).abs() < 0.05 * a);
        even && ![at, after].iter().any(|i| pieces.get(*i).is_some_and(begins))
    };
    let cut: Vec<bool> = next
        .iter()
        .enumerate()
        .map(|(at, slot)| slot.is_some_and(|i| pieces.get(i).is_some_and(begins) && !within(at, i)))
        .collect();
    for (slot, cut) in next.iter_mut().zip(cut) {
        if cut {
            *slot = None;
        }
    }
    // Two lines of a cell stand evenly above and below such a line.
    let around = |at: usize, target: usize| {
        let Some((a, b)) = pieces.get(at).zip(pieces.get(target)) else { return false };
        let (middle, room) = ((a.base + b.base) / 2.0, 0.2 * a.size);
        let near = begin.partition_point(|y| *y < middle - room);
        begin.get(near).is_some_and(|y| *y <= middle + room) && !begins(a) && !begins(b)
    };
    // Lines of a cell are nearer to each other than rows, or the first of them fills its column.
    let mut steps: Vec<f32> = next.iter().enumerate().filter_map(|(a, b)| step(a, (*b)?)).collect();
    let early = |values: &mut Vec<f32>| {
        values.sort_by(f32::total_cmp);
        values.get(values.len() / 10).copied()
    };
    let usual = early(&mut steps).unwrap_or(0.0);
    let row = early(&mut rows).unwrap_or(f32::MAX);
    for at in 0..next.len() {
        let Some(target) = next.get(at).copied().flatten() else { continue };
        let Some(step) = step(at, target) else { continue };
        let wraps =
            around(at, target) || step <= usual * 1.12 + 0.03 && (step < 0.93 * row || fills(pieces, at, target));
        if let Some(slot) = next.get_mut(at).filter(|_| !wraps) {
            *slot = None;
        }
    }
}

/// Whether the beginning of the second piece would not have fitted behind the first, which is about as wide as any in
/// its column.
fn fills(pieces: &[Piece], first: usize, second: usize) -> bool {
    const FAR: f32 = 25.0;
    let (Some(first), Some(second)) = (pieces.get(first), pieces.get(second)) else { return false };
    let size = first.size;
    let same = |p: &&Piece| {
        let (left, right) = (p.rect.x0 - first.rect.x0, p.rect.x1 - first.rect.x1);
        left.abs() < 0.3 * size || right.abs() < 0.3 * size || (left + right).abs() < 0.6 * size
    };
    let start = pieces.partition_point(|p| p.base < first.base - FAR * size);
    let near = pieces.iter().skip(start).take_while(|p| p.base < first.base + FAR * size);
    let mut widths: Vec<f32> = near.filter(same).map(|p| p.rect.width()).collect();
    widths.sort_by(f32::total_cmp);
    let width = widths.get(widths.len() * 3 / 4).copied().unwrap_or(0.0);
    first.rect.width() + size.min(second.rect.width()) > width + 0.3 * size
}

fn chain(pieces: Vec<Piece>, next: &[Option<usize>]) -> Vec<Block> {
    let mut owner: Vec<Option<usize>> = vec![None; pieces.len()];
    let mut out: Vec<Block> = Vec::new();
    for (at, piece) in pieces.into_iter().enumerate() {
        let block = owner.get(at).copied().flatten().unwrap_or(out.len());
        if let Some(slot) = next.get(at).copied().flatten().and_then(|i| owner.get_mut(i)) {
            *slot = Some(block);
        }
        match out.get_mut(block) {
            Some(block) => {
                block.rect = block.rect.join(&piece.rect);
                block.pieces.push(piece);
            }
            None => out.push(Block { rect: piece.rect, pieces: vec![piece] }),
        }
    }
    out
}
