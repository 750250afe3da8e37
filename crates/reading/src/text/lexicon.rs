//! Word lists looked up by first character, longest word first.

use super::{folded::starts, numerals};

/// How many chains the words hang on: a power of two.
const CHAINS: usize = 128;

/// Words with what each stands for.
///
/// Made at every start of the program, so nothing is allocated for a word: words hang on chains by their first character.
pub(crate) struct Lexicon<T> {
    words: Vec<Entry<T>>,
    /// Index of each chain's first word.
    heads: [Option<usize>; CHAINS],
}

struct Entry<T> {
    word: &'static str,
    value: T,
    /// Index of the next word on the chain.
    next: Option<usize>,
}

impl<T: Copy> Lexicon<T> {
    pub fn new(words: impl IntoIterator<Item = (&'static str, T)>) -> Self {
        let mut out = Self { words: Vec::new(), heads: [None; CHAINS] };
        for (word, value) in words {
            let Some(head) = word.chars().next().and_then(|first| out.heads.get_mut(chain(first))) else { continue };
            let next = head.replace(out.words.len());
            out.words.push(Entry { word, value, next });
        }
        out
    }

    /// The longest word at `at`, of two alike the first given: its length and what it stands for.
    pub fn at(&self, text: &[char], at: usize) -> Option<(usize, T)> {
        let mut longest: Option<&Entry<T>> = None;
        let mut index = *self.heads.get(chain(*text.get(at)?))?;
        while let Some(entry) = index.and_then(|i| self.words.get(i)) {
            // A chain runs from the last word given to the first.
            if longest.is_none_or(|l| l.word.len() <= entry.word.len()) && starts(text, at, entry.word) {
                longest = Some(entry);
            }
            index = entry.next;
        }
        longest.map(|entry| (entry.word.chars().count(), entry.value))
    }

    /// The values of a label's words in order. `None` where a word is not in the list. Blanks, colons, quotes and
    /// brackets pass, and so do dates and the `marks` given.
    pub fn parse(&self, label: &[char], marks: &str) -> Option<Vec<T>> {
        let mut out = Vec::new();
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

/// The chain of the words that begin with a character.
fn chain(first: char) -> usize {
    (u32::from(first) ^ (u32::from(first) >> 7)) as usize % CHAINS
}

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
