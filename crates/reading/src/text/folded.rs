//! Text as characters with full-width forms folded, so that `２０２３` and `2023`, `：` and `:` read alike.

use kanhe_report::character_bit;

/// A line's characters, folded one to one, with their byte offsets in the original.
#[derive(Debug, Default)]
pub(crate) struct Folded {
    /// Folded characters.
    pub chars: Vec<char>,
    /// The characters as printed.
    pub raw: Vec<char>,
    /// Byte offset of each character, and of the end.
    at: Vec<usize>,
}

impl Folded {
    pub fn new(text: &str) -> Self {
        // Most characters take three bytes.
        let room = text.len() / 3 + 8;
        let mut out =
            Self { chars: Vec::with_capacity(room), raw: Vec::with_capacity(room), at: Vec::with_capacity(room + 1) };
        for (offset, c) in text.char_indices() {
            out.at.push(offset);
            out.raw.push(c);
            out.chars.push(fold(c));
        }
        out.at.push(text.len());
        out
    }

    /// Byte offset of a character index; the end for one past the last.
    pub fn byte(&self, index: usize) -> usize {
        self.at.get(index).or(self.at.last()).copied().unwrap_or_default()
    }

    /// The printed text between two character indexes.
    pub fn text(&self, from: usize, to: usize) -> String {
        self.raw.get(from..to).unwrap_or_default().iter().collect()
    }

    /// Folded characters between two indexes, empty where out of range.
    pub fn slice(&self, from: usize, to: usize) -> &[char] {
        self.chars.get(from..to).unwrap_or_default()
    }
}

/// Full-width ASCII to ASCII, odd dashes and blanks to the usual ones.
pub(crate) fn fold(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' | '\t' => ' ',
        '﹪' => '%',
        '﹣' | '−' | '‐' | '‑' | '–' => '-',
        '﹕' | '∶' => ':',
        _ => c,
    }
}

/// A string folded.
pub(crate) fn folded(text: &str) -> String {
    text.chars().map(fold).collect()
}

/// A string folded, white space dropped.
pub(crate) fn squeezed(text: &str) -> String {
    text.chars().map(fold).filter(|c| !c.is_whitespace()).collect()
}

/// Whether `word` stands at `at`.
pub(crate) fn starts(chars: &[char], at: usize, word: &str) -> bool {
    let mut rest = chars.get(at..).unwrap_or_default().iter();
    word.chars().all(|w| rest.next() == Some(&w))
}

/// First index at or after `from` where `word` stands.
pub(crate) fn find(chars: &[char], from: usize, word: &str) -> Option<usize> {
    let first = word.chars().next()?;
    let rest = chars.get(from..)?;
    let at = rest.iter().enumerate().position(|(i, c)| *c == first && starts(rest, i, word))?;
    Some(from + at)
}

/// Whether any of the words stands somewhere.
pub(crate) fn has_any(chars: &[char], words: &[&str]) -> bool {
    find_any(chars, words).is_some()
}

/// First index where any of the words stands.
pub(crate) fn find_any(chars: &[char], words: &[&str]) -> Option<usize> {
    let openings = Openings::of(words);
    (0..chars.len()).find(|&i| openings.stands(chars, i))
}

/// Last index where any of the words stands.
pub(crate) fn rfind_any(chars: &[char], words: &[&str]) -> Option<usize> {
    let openings = Openings::of(words);
    (0..chars.len()).rev().find(|&i| openings.stands(chars, i))
}

/// The longest of the words that stands at `at`: its length in characters.
pub(crate) fn longest(chars: &[char], at: usize, words: &[&str]) -> Option<usize> {
    words.iter().filter(|w| starts(chars, at, w)).map(|w| w.chars().count()).max()
}

/// Words to be looked for at many places: most places are ruled out by their first character.
pub(crate) struct Openings<'a> {
    words: &'a [&'a str],
    /// A bit for each character that a word begins with.
    bits: u64,
}

impl<'a> Openings<'a> {
    pub fn of(words: &'a [&'a str]) -> Self {
        let bits = words.iter().filter_map(|w| w.chars().next()).fold(0, |bits, c| bits | character_bit(c));
        Self { words, bits }
    }

    /// Whether any of the words stands at `at`.
    pub fn stands(&self, chars: &[char], at: usize) -> bool {
        chars.get(at).is_some_and(|c| character_bit(*c) & self.bits != 0)
            && self.words.iter().any(|w| starts(chars, at, w))
    }
}

/// A Han character.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '〇')
}
