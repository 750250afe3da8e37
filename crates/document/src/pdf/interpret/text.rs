//! Showing text: where each character comes to stand.

use super::state::State;
use super::{Interpreter, Marked};
use crate::ReadError;
use crate::pdf::font::Text;
use crate::pdf::geometry::Matrix;
use crate::pdf::page::{Glyph, Turn};

/// The matrices of a text object.
#[derive(Debug, Clone, Copy)]
pub(super) struct TextPlace {
    pub matrix: Matrix,
    pub line: Matrix,
}

impl Default for TextPlace {
    fn default() -> Self {
        Self { matrix: Matrix::IDENTITY, line: Matrix::IDENTITY }
    }
}

impl TextPlace {
    /// To the start of another line.
    pub fn next_line(&mut self, x: f32, y: f32) {
        self.line = Matrix::moved(x, y).then(self.line);
        self.matrix = self.line;
    }
}

impl Interpreter<'_, '_> {
    /// Shows a string of codes.
    pub(super) fn show(
        &mut self,
        bytes: &[u8],
        state: &State,
        place: &mut TextPlace,
        marked: &mut Marked,
    ) -> Result<(), ReadError> {
        let text = &state.text;
        let Some(font) = text.font else {
            // Without a font nothing can be known of the codes.
            self.page.unknown += usize::from(!bytes.is_empty());
            return Ok(());
        };
        let vertical = self.fonts.is_vertical(font);
        let mut rest = bytes;
        while let Some((sign, length)) = self.fonts.next(font, rest) {
            rest = rest.get(length..).unwrap_or_default();
            self.budget.work(1)?;
            let whole = Matrix::new([text.size * text.scale, 0.0, 0.0, text.size, 0.0, text.rise])
                .then(place.matrix)
                .then(state.ctm);
            let space = text.char_space + if sign.space { text.word_space } else { 0.0 };
            if marked.hidden == 0 {
                // In vertical writing the origin is above the middle of the character.
                let from = if vertical { whole.apply(-0.5, -0.88) } else { whole.apply(0.0, 0.0) };
                let step = if vertical { 1.0 } else { sign.advance };
                self.place(&sign.text, whole, from, step, text.mode, state, marked);
            }
            let moved = if vertical {
                Matrix::moved(0.0, -(sign.advance * text.size + space))
            } else {
                Matrix::moved((sign.advance * text.size + space) * text.scale, 0.0)
            };
            place.matrix = moved.then(place.matrix);
        }
        Ok(())
    }

    /// The gap that a number in a `TJ` array makes.
    pub(super) fn adjust(&mut self, thousandths: f32, state: &State, place: &mut TextPlace) {
        let text = &state.text;
        let gap = -thousandths / 1000.0 * text.size;
        let vertical = text.font.is_some_and(|f| self.fonts.is_vertical(f));
        let moved = if vertical { Matrix::moved(0.0, gap) } else { Matrix::moved(gap * text.scale, 0.0) };
        place.matrix = moved.then(place.matrix);
    }

    #[allow(clippy::too_many_arguments, reason = "all of it differs from glyph to glyph")]
    fn place(
        &mut self,
        text: &Text,
        whole: Matrix,
        (x, y): (f32, f32),
        step: f32,
        mode: i64,
        state: &State,
        marked: &mut Marked,
    ) {
        let length = whole.a.hypot(whole.b);
        let size = whole.c.hypot(whole.d);
        let finite = x.is_finite() && y.is_finite() && length.is_finite();
        if !finite || !(0.1..=5_000.0).contains(&size) {
            return;
        }
        let turn = turn(whole.a, whole.b);
        let glyph = Glyph { ch: ' ', x, y, advance: step.abs() * length, size, turn, run: self.run, home: None };
        let area = glyph.rect();
        let (middle, height) = ((area.x0 + area.x1) / 2.0, (area.y0 + area.y1) / 2.0);
        if !self.room.holds(middle, height) {
            return;
        }
        self.page.outside |= !self.paper.holds(middle, height) && !matches!(text, Text::Char(' '));
        if self.clipped.clip != state.clip {
            self.keep_clipped();
            self.clipped.clip = state.clip;
        }
        let seen = state.clip.holds(middle, height);
        self.clipped.seen |= seen;
        if matches!(mode, 3 | 7) {
            self.page.invisible += 1;
        }
        let (first, clip) = (self.page.glyphs.len(), state.clip);
        match text {
            Text::Char(ch) => self.page.glyphs.push(Glyph { ch: *ch, ..glyph }),
            Text::Chars(chars) => self.spread(chars, glyph),
            Text::Unknown => match marked.actual.take() {
                Some(actual) => self.spread(&actual, glyph),
                None if marked.covers > 0 => {}
                None => {
                    self.page.unknown += 1;
                    self.page.glyphs.push(Glyph { ch: '\u{fffd}', ..glyph });
                }
            },
        }
        if !seen {
            let home = Some(((clip.x0 + clip.x1) / 2.0, (clip.y0 + clip.y1) / 2.0));
            let cut = self.page.glyphs.drain(first..).map(|g| Glyph { home, ..g });
            self.clipped.glyphs.extend(cut);
        }
    }

    /// Text that a clip cuts off belongs to the cell that it overflows, if anything of the cell's text is seen.
    pub(super) fn keep_clipped(&mut self) {
        if self.clipped.seen {
            self.page.glyphs.append(&mut self.clipped.glyphs);
        }
        self.clipped.glyphs.clear();
        self.clipped.seen = false;
    }

    /// Several characters share the room of one glyph.
    fn spread(&mut self, chars: &str, glyph: Glyph) {
        let count = chars.chars().count().max(1);
        #[allow(clippy::cast_precision_loss, reason = "a handful")]
        let part = glyph.advance / count as f32;
        let mut x = glyph.x;
        let mut y = glyph.y;
        for ch in chars.chars() {
            self.page.glyphs.push(Glyph { ch, x, y, advance: part, ..glyph });
            match glyph.turn {
                Turn::Upright | Turn::Slant => x += part,
                Turn::Down => y += part,
                Turn::Over => x -= part,
                Turn::Up => y -= part,
            }
        }
    }
}

/// The direction of text on the page, y downwards.
fn turn(a: f32, b: f32) -> Turn {
    let flat = 0.03;
    match () {
        () if b.abs() <= a.abs() * flat => {
            if a >= 0.0 {
                Turn::Upright
            } else {
                Turn::Over
            }
        }
        () if a.abs() <= b.abs() * flat => {
            if b >= 0.0 {
                Turn::Down
            } else {
                Turn::Up
            }
        }
        () => Turn::Slant,
    }
}
