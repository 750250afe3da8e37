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
        if are_two_figures(&line.text, &next.text) {
            return false;
        }
        // Within a word nothing but the next character had to be too much.
        let needed = if self.broken_word(line, next) { next.first } else { next.lead };
        line.rect.width() + needed > self.width - slack * line.size
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
        let broken = line.text.chars().all(word) && next.text.starts_with(word);
        broken && line.rect.width() + next.lead > self.width
    }
}

/// Whether two pieces would not make one figure: `1,234.56` and `2,345.67` stand below each other, `81,359.7` and `7`
/// were one.
fn are_two_figures(first: &str, second: &str) -> bool {
    let figure = |c: &char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let head: String = first.chars().rev().take_while(figure).collect();
    let tail: String = second.chars().take_while(figure).collect();
    if head.is_empty() || tail.is_empty() {
        return false;
    }
    let whole: String = head.chars().rev().chain(tail.chars()).collect();
    let (integer, decimals) = whole.split_once('.').unwrap_or((&whole, ""));
    let grouped = integer.contains(',') && integer.split(',').skip(1).any(|group| group.len() != 3);
    decimals.contains(['.', ',']) || grouped
}

/// How many characters at the start of a text no line end may part: a word, a figure, a character and the
/// punctuation that clings to it.
pub(super) fn first_unit(text: impl Iterator<Item = char>) -> usize {
    let mut count = 0;
    let mut latin = None;
    let mut before = ' ';
    for c in text.skip_while(|c| c.is_whitespace()) {
        let closing = "，。、；：？！）》】”’,.;:?!)%％".contains(c);
        match latin {
            None => latin = Some(c.is_ascii_graphic()),
            Some(_) if closing => {}
            Some(true) if c.is_ascii_graphic() => {}
            // `算:1110.02`: what follows a narrow colon or stop is not parted from it.
            Some(false) if c.is_ascii_alphanumeric() && ",.;:".contains(before) => latin = Some(true),
            Some(_) => break,
        }
        before = c;
        count += 1;
        if "（《【“‘(".contains(c) {
            latin = None;
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::{are_two_figures, first_unit};

    #[test]
    fn an_amount_behind_a_narrow_colon_stays_with_the_word_before_it() {
        for (text, unit) in [("算:1110.02", 9), ("算：1110.02", 2), ("算1110.02", 1), ("1110.02 万元", 7)] {
            assert_eq!(first_unit(text.chars()), unit, "{text}");
        }
    }

    #[test]
    fn figures_below_each_other_are_not_one() {
        for (first, second, expected) in [
            ("81,359.7", "7", false),
            ("1,234,5", "67.89", false),
            ("98.93", "%", false),
            ("1,234.56", "2,345.67", true),
            ("1,234", "5,678", true),
            ("0.5", "0.7", true),
        ] {
            assert_eq!(are_two_figures(first, second), expected, "{first} {second}");
        }
    }
}
