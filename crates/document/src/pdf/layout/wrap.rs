//! Lines put together again: which end where the room ended, and how their texts join.

use super::chunks::Line;

/// A width that text fills.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    pub width: f32,
}

impl Room {
    /// Whether the next line's first word would not have fitted behind this line, give or take so many font sizes.
    pub fn is_full(self, line: &Line, next: &Line, slack: f32) -> bool {
        if line.turned || next.turned {
            return line.turned && next.turned;
        }
        let needed = match self.broken_word(line, next) {
            // Nothing but the next character had to be too much.
            true => next.text.chars().next().map_or(0.0, unit),
            false => first_unit(&next.text),
        };
        line.rect.width() + needed * pitch(next) > self.width - slack * line.size
    }

    /// What stands between two lines of one paragraph.
    pub fn joint(self, line: &Line, next: &Line) -> &'static str {
        let (Some(last), Some(first)) = (line.text.chars().next_back(), next.text.chars().next()) else { return "" };
        if !(last.is_ascii_graphic() && first.is_ascii_graphic()) || matches!(last, '-' | '/' | '(' | '~') {
            return "";
        }
        if self.broken_word(line, next) { "" } else { " " }
    }

    /// Whether the line is one word or figure that is longer than the room, and goes on in the next line.
    fn broken_word(self, line: &Line, next: &Line) -> bool {
        let word = |c: char| c.is_ascii_graphic();
        let tail: String = next.text.chars().take_while(|c| word(*c)).collect();
        let head = line.text.chars().all(word);
        head && !tail.is_empty() && line.rect.width() + units(&tail) * pitch(next) > self.width
    }
}

/// The width of a unit in a line: fonts differ.
fn pitch(line: &Line) -> f32 {
    let units = units(&line.text);
    if units < 0.2 { line.size } else { (line.rect.width() / units).clamp(0.7 * line.size, 1.4 * line.size) }
}

/// Width of text in font sizes, about.
fn units(text: &str) -> f32 {
    text.chars().map(unit).sum()
}

fn unit(c: char) -> f32 {
    match c {
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 0.85,
        '.' | ',' | ':' | ';' | 'i' | 'l' | 'j' | 'I' | '\'' | '!' | '|' | ' ' => 0.28,
        c if c.is_ascii() => 0.5,
        _ => 1.0,
    }
}

/// Width of what cannot be parted from the start of a text.
fn first_unit(text: &str) -> f32 {
    let mut width = 0.0;
    let mut latin = None;
    for c in text.chars() {
        let closing = "，。、；：？！）》】”’,.;:?!)%％".contains(c);
        match latin {
            None => latin = Some(c.is_ascii_graphic()),
            Some(_) if closing => {}
            Some(true) if c.is_ascii_graphic() => {}
            Some(_) => break,
        }
        width += unit(c);
        if "（《【“‘(".contains(c) {
            latin = None;
        }
    }
    width
}
