//! Word lists looked up by first character, longest word first.

use std::collections::HashMap;

use super::numerals;

/// Words with what each stands for.
pub(crate) struct Lexicon<T> {
    by_first: HashMap<char, Vec<(Vec<char>, T)>>,
}

impl<T: Copy> Lexicon<T> {
    pub fn new<'a>(words: impl IntoIterator<Item = (&'a str, T)>) -> Self {
        let mut by_first: HashMap<char, Vec<(Vec<char>, T)>> = HashMap::new();
        for (word, value) in words {
            let chars: Vec<char> = word.chars().collect();
            if let Some(&first) = chars.first() {
                by_first.entry(first).or_default().push((chars, value));
            }
        }
        for entries in by_first.values_mut() {
            entries.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        }
        Self { by_first }
    }

    /// The longest word at `at`: its length and what it stands for.
    pub fn at(&self, text: &[char], at: usize) -> Option<(usize, T)> {
        let rest = text.get(at..)?;
        let entries = self.by_first.get(rest.first()?)?;
        entries.iter().find(|(word, _)| rest.starts_with(word)).map(|(word, value)| (word.len(), *value))
    }

    /// The values of a label's words in order. `None` where a word is not in the list. Blanks, colons, quotes and
    /// brackets pass, and so do dates and the `marks` given.
    pub fn parse(&self, label: &[char], marks: &str) -> Option<Vec<T>> {
        let mut out = Vec::new();
        let bullet = label.iter().take_while(|c| c.is_whitespace() || BULLETS.contains(**c)).count();
        let label = label.get(bullet..)?;
        let mut i = numbered(label);
        while let Some(&c) = label.get(i) {
            if c.is_whitespace() || ":“”\"()-—".contains(c) || marks.contains(c) {
                i += 1;
            } else if c.is_ascii_digit() {
                let n = label.get(i..)?.iter().take_while(|d| d.is_ascii_digit()).count();
                if !matches!(label.get(i + n), Some('年' | '月' | '日')) {
                    return None;
                }
                i += n;
            } else {
                let (length, value) = self.at(label, i)?;
                out.push(value);
                i += length;
            }
        }
        Some(out)
    }
}

/// Marks in front of the lines of a list.
const BULLETS: &str = "●○■□◆◇▪▲△•·★☆✓√➢➤※*";

/// Length of `1.`, `(2)`, `（三）`, `①` in front of a label.
fn numbered(label: &[char]) -> usize {
    if matches!(label.first(), Some('①'..='⑳')) {
        return 1;
    }
    let from = usize::from(label.first() == Some(&'('));
    let figures = label.iter().skip(from).take(3).take_while(|c| c.is_ascii_digit()).count();
    let words = label.iter().skip(from).take(3).take_while(|c| numerals::is_numeral(**c)).count();
    let stop = label.get(from + figures.max(words));
    let fits = match from {
        0 => figures > 0 && matches!(stop, Some('.' | '、')),
        _ => (figures > 0 || words > 0) && stop == Some(&')'),
    };
    if fits { from + figures.max(words) + 1 } else { 0 }
}
