//! Markup of any kind as pieces that begin with a mark: moved, repeated, left out, with other values.

use super::{plain, put};
use crate::random::Random;

/// The bytes that a piece of some markup begins with.
pub enum Marks {
    /// Tags.
    Tags,
    /// Control words and groups of RTF.
    Words,
    /// Operators and objects of PDF.
    Operators,
    /// Lines of a message or a text.
    Lines,
}

impl Marks {
    fn bytes(&self) -> &'static [u8] {
        match self {
            Self::Tags => b"<",
            Self::Words => b"\\{}",
            Self::Operators => b"\n /[<(",
            Self::Lines => b"\n<-",
        }
    }
}

/// Values that are too small, too large or no number, where one is expected.
const VALUES: &[&str] = &[
    "0",
    "1",
    "-1",
    "2",
    "255",
    "256",
    "257",
    "32767",
    "32768",
    "65535",
    "65536",
    "120001",
    "999999",
    "2147483647",
    "2147483648",
    "-2147483648",
    "4294967295",
    "4294967296",
    "18446744073709551615",
    "1e308",
    "-1e-9",
    "0.1",
    "NaN",
    "",
    "A1:XFD1048576",
    "true",
    "%",
    "#,##0.00",
    "\u{2014}",
    "%1.%2",
    "\u{ff}",
    "&#0;",
    "&#x10ffff;",
];

/// Mutates a file of markup.
pub fn markup(data: &mut [u8], size: usize, max_size: usize, seed: u32, marks: &Marks) -> usize {
    let mut bytes = data[..size].to_vec();
    change(&mut bytes, &mut Random::new(seed), marks);
    put(data, size, max_size, &bytes)
}

/// Changes markup in one or a few places.
pub(super) fn change(bytes: &mut Vec<u8>, random: &mut Random, marks: &Marks) {
    for _ in 0..=random.below(3) {
        match random.below(6) {
            0 => repeat(bytes, random, marks),
            1 => leave_out(bytes, random, marks),
            2 | 3 => revalue(bytes, random),
            _ => plain(bytes, 64),
        }
    }
}

/// Copies a few pieces to another place, at times many times over.
fn repeat(bytes: &mut Vec<u8>, random: &mut Random, marks: &Marks) {
    let starts = starts(bytes, marks);
    let from = random.below(starts.len());
    let to = (from + 1 + random.below(12)).min(starts.len() - 1);
    let times = if random.below(8) == 0 { 2 + random.below(60) } else { 1 };
    let piece = bytes[starts[from]..starts[to]].repeat(times);
    let at = *random.of(&starts);
    bytes.splice(at..at, piece);
}

fn leave_out(bytes: &mut Vec<u8>, random: &mut Random, marks: &Marks) {
    let starts = starts(bytes, marks);
    let from = random.below(starts.len());
    let to = (from + 1 + random.below(4)).min(starts.len() - 1);
    bytes.drain(starts[from]..starts[to]);
}

/// Puts another value in the place of a number or of what stands in quotes.
fn revalue(bytes: &mut Vec<u8>, random: &mut Random) {
    let from = random.below(bytes.len());
    let quoted = random.below(2) == 0;
    let begins = |b: &u8| if quoted { matches!(b, b'"' | b'\'') } else { b.is_ascii_digit() };
    let Some(start) = bytes[from..].iter().position(begins).map(|at| from + at) else { return };
    let start = start + usize::from(quoted);
    let ends = |b: &u8| if quoted { begins(b) } else { !b.is_ascii_digit() };
    let Some(length) = bytes[start..].iter().position(ends) else { return };
    let other = random.of(VALUES).bytes();
    bytes.splice(start..start + length, other);
}

/// Where pieces start: never empty, and ending with the end.
fn starts(bytes: &[u8], marks: &Marks) -> Vec<usize> {
    let marks = marks.bytes();
    let mut starts: Vec<usize> = (0..bytes.len()).filter(|at| marks.contains(&bytes[*at])).collect();
    starts.push(bytes.len());
    starts
}
