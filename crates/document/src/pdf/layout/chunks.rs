//! Characters to stretches of text, and stretches to lines.

use std::collections::HashMap;

use super::wrap;
use crate::pdf::geometry::Rect;
use crate::pdf::page::{Glyph, Turn};

/// Characters that follow each other without a gap.
#[derive(Debug, Clone)]
pub(super) struct Chunk {
    pub text: String,
    /// The box of what is visible.
    pub rect: Rect,
    /// Where it begins and ends with its blanks.
    pub from: f32,
    pub to: f32,
    pub base: f32,
    pub size: f32,
    pub turn: Turn,
    /// How wide each character is.
    widths: Vec<f32>,
}

impl Chunk {
    /// The height of its middle.
    pub fn middle(&self) -> f32 {
        if self.turn == Turn::Upright { self.base - 0.35 * self.size } else { (self.rect.y0 + self.rect.y1) / 2.0 }
    }

    /// Characters that follow each other; nothing comes of blanks alone.
    pub fn new(glyphs: &[Glyph]) -> Option<Self> {
        let seen = glyphs.iter().filter(|g| !g.ch.is_whitespace());
        let rect = seen.clone().map(Glyph::rect).reduce(|a, b| a.join(&b))?;
        let whole = glyphs.iter().map(Glyph::rect).reduce(|a, b| a.join(&b))?;
        let largest = seen.max_by(|a, b| a.size.total_cmp(&b.size))?;
        Some(Self {
            text: glyphs.iter().map(|g| g.ch).collect(),
            rect,
            from: whole.x0,
            to: whole.x1,
            base: largest.y,
            size: largest.size,
            turn: largest.turn,
            widths: glyphs.iter().map(|g| g.advance).collect(),
        })
    }
}

/// The same character drawn again a hair's breadth beside itself, to look bold, is one.
pub(super) fn without_doubles(glyphs: &mut Vec<Glyph>) {
    let mut seen: HashMap<(char, i32, i32), Vec<(f32, f32)>> = HashMap::new();
    glyphs.retain(|glyph| {
        if glyph.ch.is_whitespace() {
            return true;
        }
        let near = (glyph.size * 0.12).min(glyph.advance.abs() * 0.4).max(0.1);
        #[allow(clippy::cast_possible_truncation, reason = "a place on the page in steps of two points")]
        let cell = ((glyph.x / 2.0).floor() as i32, (glyph.y / 2.0).floor() as i32);
        for dx in -1..=1 {
            for dy in -1..=1 {
                let at = (glyph.ch, cell.0.saturating_add(dx), cell.1.saturating_add(dy));
                let double = seen.get(&at).is_some_and(|places| {
                    places.iter().any(|(x, y)| (x - glyph.x).abs() < near && (y - glyph.y).abs() < near)
                });
                if double {
                    return false;
                }
            }
        }
        let places = seen.entry((glyph.ch, cell.0, cell.1)).or_default();
        if places.len() < 8 {
            places.push((glyph.x, glyph.y));
        }
        true
    });
}

/// Whether one character goes on where the other ends.
pub(super) fn follows(a: &Glyph, b: &Glyph) -> bool {
    if a.turn != b.turn || (a.size - b.size).abs() > 0.08 * a.size.max(b.size) {
        return false;
    }
    let size = a.size;
    let (along, aside) = match a.turn {
        Turn::Upright | Turn::Slant => (b.x - (a.x + a.advance), b.y - a.y),
        Turn::Down => (b.y - (a.y + a.advance), b.x - a.x),
        Turn::Over => ((a.x - a.advance) - b.x, b.y - a.y),
        Turn::Up => ((a.y - a.advance) - b.y, b.x - a.x),
    };
    aside.abs() < 0.1 * size && along > -0.4 * size && along < 0.18 * size
}

/// A line of text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub text: String,
    pub rect: Rect,
    pub base: f32,
    pub size: f32,
    /// Parts with wide gaps between them: where each begins and ends, and its text.
    pub parts: Vec<Part>,
    /// Turned text.
    pub turned: bool,
    /// Width of the first character, and of the first word, which no line end parts.
    pub first: f32,
    pub lead: f32,
}

/// A part of a line between wide gaps.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Part {
    pub x0: f32,
    pub x1: f32,
    pub text: String,
}

/// Puts stretches that stand on one height into lines, from top to bottom.
pub(super) fn lines(chunks: Vec<Chunk>) -> Vec<Line> {
    let (upright, turned): (Vec<Chunk>, Vec<Chunk>) = chunks.into_iter().partition(|c| c.turn == Turn::Upright);
    let mut lines = turned_lines(turned);
    let mut rest = upright;
    rest.sort_by(|a, b| a.middle().total_cmp(&b.middle()));
    let mut open: Vec<Chunk> = Vec::new();
    let mut reference = (0.0_f32, 0.0_f32);
    for chunk in rest {
        let (middle, size) = reference;
        if !open.is_empty() && (chunk.middle() - middle).abs() < 0.45 * size.max(chunk.size) {
            if chunk.size > size {
                reference = (chunk.middle(), chunk.size);
            }
            open.push(chunk);
            continue;
        }
        lines.extend(line(std::mem::take(&mut open)));
        reference = (chunk.middle(), chunk.size);
        open.push(chunk);
    }
    lines.extend(line(open));
    lines.sort_by(|a, b| (a.base - 0.35 * a.size).total_cmp(&(b.base - 0.35 * b.size)));
    lines
}

/// Turned text reads along its own direction; it counts as lines of its own.
fn turned_lines(mut chunks: Vec<Chunk>) -> Vec<Line> {
    chunks.sort_by(|a, b| match a.turn {
        Turn::Up => a.rect.x0.total_cmp(&b.rect.x0),
        Turn::Down => b.rect.x0.total_cmp(&a.rect.x0),
        _ => a.rect.y0.total_cmp(&b.rect.y0),
    });
    let lines = chunks.into_iter().map(|c| Line {
        text: c.text.trim().to_owned(),
        rect: c.rect,
        base: c.middle() + 0.35 * c.size,
        size: c.size,
        parts: vec![Part { x0: c.rect.x0, x1: c.rect.x1, text: c.text }],
        turned: true,
        first: c.size,
        lead: c.size,
    });
    lines.collect()
}

fn line(mut chunks: Vec<Chunk>) -> Option<Line> {
    chunks.sort_by(|a, b| a.rect.x0.total_cmp(&b.rect.x0));
    let largest = chunks.iter().max_by(|a, b| a.size.total_cmp(&b.size))?;
    let (base, size) = (largest.base, largest.size);
    let rect = chunks.iter().map(|c| c.rect).reduce(|a, b| a.join(&b))?;
    let lead = wrap::first_unit(chunks.iter().flat_map(|c| c.text.chars()));
    let widths = || chunks.iter().flat_map(|c| c.text.chars().zip(&c.widths)).skip_while(|(c, _)| c.is_whitespace());
    let first = widths().next().map_or(size, |(_, w)| *w);
    let lead = widths().take(lead).map(|(_, w)| w).sum();
    let mut line = Line { text: String::new(), rect, base, size, parts: vec![], turned: false, first, lead };
    let mut end = None;
    for chunk in &chunks {
        let text = raised(chunk, base, size);
        let gap = end.map_or(0.0, |end: f32| chunk.from - end);
        let shown = end.map_or(0.0, |_| chunk.rect.x0 - line.parts.last().map_or(chunk.rect.x0, |p| p.x1));
        let unit = chunk.size.min(size);
        if let Some(blank) = blank(&line.text, &text, gap / unit) {
            line.text.push_str(blank);
            if let (Some(part), true) = (line.parts.last_mut(), shown < unit) {
                part.text.push_str(blank);
            }
        }
        line.text.push_str(&text);
        match line.parts.last_mut() {
            Some(part) if shown < unit => {
                part.text.push_str(&text);
                part.x1 = part.x1.max(chunk.rect.x1);
            }
            _ => line.parts.push(Part { x0: chunk.rect.x0, x1: chunk.rect.x1, text }),
        }
        end = Some(end.map_or(chunk.to, |e: f32| e.max(chunk.to)));
    }
    line.text = line.text.trim().to_owned();
    Some(line)
}

/// What stands between two stretches with a gap of so many times the font's size.
fn blank(before: &str, after: &str, gap: f32) -> Option<&'static str> {
    let (last, first) = (before.chars().next_back()?, after.chars().next()?);
    if last.is_whitespace() || first.is_whitespace() {
        return (gap > 2.0).then_some("\t");
    }
    let latin = |c: char| c.is_ascii_alphanumeric();
    match gap {
        g if g > 2.0 => Some("\t"),
        g if g > 0.6 => Some(" "),
        g if g > 0.18 && latin(last) && latin(first) => Some(" "),
        _ => None,
    }
}

/// The stretch's text; small raised or lowered figures as such, where all of it can be.
fn raised(chunk: &Chunk, base: f32, size: f32) -> String {
    let lift = base - chunk.base;
    if chunk.size > 0.85 * size || lift.abs() < 0.08 * size {
        return chunk.text.clone();
    }
    let signs = if lift > 0.0 {
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾"
    } else {
        "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"
    };
    let shifted = |c: char| "0123456789+-=()".find(c).and_then(|i| signs.chars().nth(i));
    chunk.text.chars().map(shifted).collect::<Option<String>>().unwrap_or_else(|| chunk.text.clone())
}
