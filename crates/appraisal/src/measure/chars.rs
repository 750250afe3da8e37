//! One spelling for the many ways a character is printed.

/// Full-width forms, spaces and look-alikes folded: `≧９０．５％` becomes `≥90.5%`.
pub(super) fn fold(text: &str) -> Vec<char> {
    let mut out: Vec<char> = Vec::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_whitespace() || c == '\u{3000}' || c == '\u{200b}' || c == '\u{feff}' => {}
            '≧' | '⩾' | '≽' => out.push('≥'),
            '≦' | '⩽' | '≼' => out.push('≤'),
            '﹥' | '〉' => out.push('>'),
            '﹤' | '〈' => out.push('<'),
            '═' | '＝' => out.push('='),
            '～' | '∼' | '〜' | '—' | '–' | '―' | '－' | '一' if is_dash_here(c, &out) => out.push('~'),
            '﹪' => out.push('%'),
            '．' => out.push('.'),
            '\u{ff01}'..='\u{ff5e}' => out.push(char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c)),
            c => out.push(c),
        }
    }
    fold_pairs(out)
}

/// A long dash after a figure or a unit joins two figures; a 一 is a dash only right after a digit (`50一60` is OCR).
fn is_dash_here(c: char, before: &[char]) -> bool {
    c != '一' || before.last().is_some_and(char::is_ascii_digit)
}

/// `>=` is one sign, and a comma between digits separates thousands.
fn fold_pairs(chars: Vec<char>) -> Vec<char> {
    let mut out = Vec::with_capacity(chars.len());
    let mut i = 0;
    while let Some(&c) = chars.get(i) {
        let next = chars.get(i + 1).copied();
        match (c, next) {
            ('>' | '=', Some('=' | '>')) if c != '=' || next == Some('>') => {
                out.push('≥');
                i += 2;
            }
            ('<', Some('=')) | ('=', Some('<')) => {
                out.push('≤');
                i += 2;
            }
            ('=', Some('=')) => {
                out.push('=');
                i += 2;
            }
            ('≥' | '≤', Some('=')) => {
                out.push(c);
                i += 2;
            }
            (',', _) if is_thousands(&chars, i) => i += 1,
            _ => {
                out.push(c);
                i += 1;
            }
        }
    }
    out
}

/// A comma with a digit before it and exactly three digits after it.
fn is_thousands(chars: &[char], comma: usize) -> bool {
    let digit = |i: usize| chars.get(i).is_some_and(char::is_ascii_digit);
    comma > 0 && digit(comma - 1) && digit(comma + 1) && digit(comma + 2) && digit(comma + 3) && !digit(comma + 4)
}

/// Text without white space and punctuation, for comparing wordings.
pub(crate) fn squeeze(text: &str) -> String {
    fold(text)
        .into_iter()
        .filter(|c| {
            !matches!(c, '。' | ';' | '；' | ',' | '，' | '、' | '.' | ':' | '：' | '“' | '”' | '"' | '\'' | '(' | ')')
        })
        .collect()
}

/// Whether `chars` at `at` begin with `word`.
pub(super) fn starts_with(chars: &[char], at: usize, word: &str) -> bool {
    (at..).zip(word.chars()).all(|(i, w)| chars.get(i) == Some(&w))
}

/// Whether `chars` up to `end` end with `word`; where the word begins, if so.
pub(super) fn ends_with(chars: &[char], end: usize, word: &str) -> Option<usize> {
    let start = end.checked_sub(word.chars().count())?;
    starts_with(chars, start, word).then_some(start)
}

#[cfg(test)]
mod tests {
    use super::fold;

    fn folded(text: &str) -> String {
        fold(text).into_iter().collect()
    }

    #[test]
    fn every_spelling_of_a_sign_becomes_one() {
        for text in ["≧95％", "＞＝95%", ">= 95 %", "⩾９５％", "≥=95%"] {
            assert_eq!(folded(text), "≥95%", "{text}");
        }
        assert_eq!(folded("═100％"), "=100%");
    }

    #[test]
    fn a_comma_between_thousands_goes_and_another_stays() {
        assert_eq!(folded("1,367.76"), "1367.76");
        assert_eq!(folded("3，518.85"), "3518.85");
        assert_eq!(folded("3，51"), "3,51");
    }
}
