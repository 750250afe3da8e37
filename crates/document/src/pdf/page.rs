//! What is drawn on a page, before anyone asks what it means.

use super::geometry::Rect;

/// Which way text runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Turn {
    /// Left to right, as one reads.
    Upright,
    /// Downwards: turned a quarter clockwise.
    Down,
    /// Upside down.
    Over,
    /// Upwards.
    Up,
    /// Aslant: a watermark.
    Slant,
}

/// A character where it stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Glyph {
    pub ch: char,
    /// Where it starts on the base line.
    pub x: f32,
    pub y: f32,
    /// How far it reaches along the line.
    pub advance: f32,
    /// Height of the font.
    pub size: f32,
    pub turn: Turn,
    /// Glyphs that one operator showed have the same number.
    pub run: u32,
    /// Text that overflows its cell and is cut off there: a point inside the cell.
    pub home: Option<(f32, f32)>,
}

impl Glyph {
    /// The box of an upright glyph.
    pub fn rect(&self) -> Rect {
        let (rise, fall) = (0.88 * self.size, 0.12 * self.size);
        let (x, y, w) = (self.x, self.y, self.advance);
        match self.turn {
            Turn::Upright | Turn::Slant => Rect { x0: x, y0: y - rise, x1: x + w, y1: y + fall },
            Turn::Down => Rect { x0: x - fall, y0: y, x1: x + rise, y1: y + w },
            Turn::Over => Rect { x0: x - w, y0: y - fall, x1: x, y1: y + rise },
            Turn::Up => Rect { x0: x - rise, y0: y - w, x1: x + fall, y1: y },
        }
    }
}

/// A straight line along an axis: at `at`, from `from` to `to`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rule {
    pub at: f32,
    pub from: f32,
    pub to: f32,
}

/// What a page shows.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    pub width: f32,
    pub height: f32,
    pub glyphs: Vec<Glyph>,
    /// Lines across.
    pub across: Vec<Rule>,
    /// Lines down.
    pub down: Vec<Rule>,
    /// How much of the page images cover, as a share.
    pub images: f32,
    /// Glyphs shown without being visible: the text that a scanner recognised.
    pub invisible: usize,
    /// Glyphs whose character is not known.
    pub unknown: usize,
    /// Content that could not be inflated or drawn.
    pub broken: bool,
}

impl Drawn {
    /// Turns the page so that most of its text is upright.
    pub fn straighten(&mut self) {
        let count = |turn| self.glyphs.iter().filter(|g| g.turn == turn).count();
        let upright = count(Turn::Upright);
        let Some((turn, most)) =
            [Turn::Down, Turn::Over, Turn::Up].map(|t| (t, count(t))).into_iter().max_by_key(|t| t.1)
        else {
            return;
        };
        if most <= upright {
            return;
        }
        let (w, h) = (self.width, self.height);
        // Where a point goes when text that runs `turn` is made to run to the right.
        let moved = |x: f32, y: f32| match turn {
            Turn::Down => (y, w - x),
            Turn::Up => (h - y, x),
            _ => (w - x, h - y),
        };
        let steps = |turn| match turn {
            Turn::Upright => Some(0),
            Turn::Down => Some(1),
            Turn::Over => Some(2),
            Turn::Up => Some(3),
            Turn::Slant => None,
        };
        let back = steps(turn).unwrap_or(0);
        for glyph in &mut self.glyphs {
            (glyph.x, glyph.y) = moved(glyph.x, glyph.y);
            glyph.home = glyph.home.map(|(x, y)| moved(x, y));
            if let Some(step) = steps(glyph.turn) {
                glyph.turn = match (step + 4 - back) % 4 {
                    0 => Turn::Upright,
                    1 => Turn::Down,
                    2 => Turn::Over,
                    _ => Turn::Up,
                };
            }
        }
        let turned = |rule: &Rule, across: bool| {
            let (start, end) = if across {
                (moved(rule.from, rule.at), moved(rule.to, rule.at))
            } else {
                (moved(rule.at, rule.from), moved(rule.at, rule.to))
            };
            let (x0, x1) = (start.0.min(end.0), start.0.max(end.0));
            let (y0, y1) = (start.1.min(end.1), start.1.max(end.1));
            if turn == Turn::Over && across || turn != Turn::Over && !across {
                Rule { at: y0, from: x0, to: x1 }
            } else {
                Rule { at: x0, from: y0, to: y1 }
            }
        };
        let across: Vec<Rule> = self.across.iter().map(|r| turned(r, true)).collect();
        let down: Vec<Rule> = self.down.iter().map(|r| turned(r, false)).collect();
        (self.across, self.down) = if turn == Turn::Over { (across, down) } else { (down, across) };
        if turn != Turn::Over {
            (self.width, self.height) = (h, w);
        }
    }
}
