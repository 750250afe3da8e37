//! Signs of a target: symbols, words before the number, words after it.

use kanhe_report::Sign;

use super::chars::{ends_with, starts_with};

/// A sign and how it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignMark {
    /// The sign.
    pub sign: Sign,
    /// Written as a symbol (`≥`), not in words (`不低于`).
    pub symbol: bool,
}

/// Longest first, so that 不少于 is not read as 少于.
const BEFORE: &[(&str, Sign, bool)] = &[
    ("大于或等于", Sign::AtLeast, false),
    ("小于或等于", Sign::AtMost, false),
    ("大于等于", Sign::AtLeast, false),
    ("小于等于", Sign::AtMost, false),
    ("高于等于", Sign::AtLeast, false),
    ("低于等于", Sign::AtMost, false),
    ("高于或等于", Sign::AtLeast, false),
    ("低于或等于", Sign::AtMost, false),
    ("不得低于", Sign::AtLeast, false),
    ("不得少于", Sign::AtLeast, false),
    ("不得高于", Sign::AtMost, false),
    ("不得超过", Sign::AtMost, false),
    ("不得多于", Sign::AtMost, false),
    ("不得大于", Sign::AtMost, false),
    ("不得小于", Sign::AtLeast, false),
    ("不低于", Sign::AtLeast, false),
    ("不少于", Sign::AtLeast, false),
    ("不小于", Sign::AtLeast, false),
    ("不超过", Sign::AtMost, false),
    ("不超出", Sign::AtMost, false),
    ("不高于", Sign::AtMost, false),
    ("不大于", Sign::AtMost, false),
    ("不多于", Sign::AtMost, false),
    ("不晚于", Sign::AtMost, false),
    ("不迟于", Sign::AtMost, false),
    ("控制在", Sign::AtMost, false),
    ("保持在", Sign::AtLeast, false),
    ("至少", Sign::AtLeast, false),
    ("最少", Sign::AtLeast, false),
    ("最低", Sign::AtLeast, false),
    ("至多", Sign::AtMost, false),
    ("最多", Sign::AtMost, false),
    ("最高", Sign::AtMost, false),
    ("不超", Sign::AtMost, false),
    ("达到", Sign::AtLeast, false),
    ("大于", Sign::Above, false),
    ("高于", Sign::Above, false),
    ("超过", Sign::Above, false),
    ("多于", Sign::Above, false),
    ("小于", Sign::Below, false),
    ("低于", Sign::Below, false),
    ("少于", Sign::Below, false),
    ("等于", Sign::Equal, false),
    ("不≤", Sign::AtLeast, false),
    ("≥", Sign::AtLeast, true),
    ("≤", Sign::AtMost, true),
    ("≯", Sign::AtMost, true),
    ("≮", Sign::AtLeast, true),
    (">", Sign::Above, true),
    ("<", Sign::Below, true),
    ("=", Sign::Equal, true),
    ("达", Sign::AtLeast, false),
];

/// After the number and its unit, longest first.
const AFTER: &[(&str, Sign)] = &[
    ("及其以上", Sign::AtLeast),
    ("及以上", Sign::AtLeast),
    ("或以上", Sign::AtLeast),
    ("(含)以上", Sign::AtLeast),
    ("及以下", Sign::AtMost),
    ("(含)以下", Sign::AtMost),
    ("(含)以内", Sign::AtMost),
    ("以上", Sign::AtLeast),
    ("以下", Sign::AtMost),
    ("以内", Sign::AtMost),
    ("之内", Sign::AtMost),
    ("之前", Sign::AtMost),
    ("内", Sign::AtMost),
];

/// A sign that ends at `end` (just before the number); where it begins.
pub(super) fn before(chars: &[char], end: usize) -> Option<(SignMark, usize)> {
    BEFORE.iter().find_map(|(word, sign, symbol)| {
        ends_with(chars, end, word).map(|start| (SignMark { sign: *sign, symbol: *symbol }, start))
    })
}

/// A sign that begins at `at` (just after the unit); where it ends.
pub(super) fn after(chars: &[char], at: usize) -> Option<(SignMark, usize)> {
    AFTER.iter().find_map(|(word, sign)| {
        starts_with(chars, at, word).then(|| (SignMark { sign: *sign, symbol: false }, at + word.chars().count()))
    })
}

/// Whether more is asked for (`≥`, `>`).
pub(super) const fn asks_more(sign: Sign) -> bool {
    matches!(sign, Sign::AtLeast | Sign::Above)
}

/// Whether less is asked for (`≤`, `<`).
pub(super) const fn asks_less(sign: Sign) -> bool {
    matches!(sign, Sign::AtMost | Sign::Below)
}

/// A sign at the very start; where it ends.
pub(super) fn leading(chars: &[char]) -> Option<(SignMark, usize)> {
    BEFORE.iter().find_map(|(word, sign, symbol)| {
        starts_with(chars, 0, word).then(|| (SignMark { sign: *sign, symbol: *symbol }, word.chars().count()))
    })
}
