//! Numbers in figures and in Chinese words.

use kanhe_report::Decimal;

/// A number found in a text: its value, its printed decimals, where it begins and ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub value: Decimal,
    pub decimals: u32,
    pub start: usize,
    pub end: usize,
    /// More digits than are kept.
    pub too_long: bool,
}

/// Longest number that is kept: no printed figure of a report is longer.
const MAX_DIGITS: usize = 18;

/// Every number in figures, in order.
pub(super) fn figures(chars: &[char]) -> Vec<Found> {
    let mut out = Vec::new();
    let mut i = 0;
    while let Some(c) = chars.get(i) {
        if c.is_ascii_digit() {
            let found = figure_at(chars, i);
            i = found.end;
            out.push(found);
        } else {
            i += 1;
        }
    }
    out
}

fn figure_at(chars: &[char], start: usize) -> Found {
    let mut mantissa: i128 = 0;
    let mut digits = 0;
    let mut decimals = 0;
    let mut point = false;
    let mut end = start;
    while let Some(&c) = chars.get(end) {
        if let Some(d) = c.to_digit(10) {
            digits += 1;
            if digits <= MAX_DIGITS {
                mantissa = mantissa * 10 + i128::from(d);
                decimals += u32::from(point);
            }
        } else if c == '.' && !point && chars.get(end + 1).is_some_and(char::is_ascii_digit) {
            point = true;
        } else {
            break;
        }
        end += 1;
    }
    let value = Decimal::try_from_i128_with_scale(mantissa, decimals).unwrap_or_default();
    Found { value, decimals, start, end, too_long: digits > MAX_DIGITS }
}

/// A whole number in Chinese words at `start`: 九十, 一百二十, 两, 三千. `None` where none stands there.
pub(super) fn chinese_at(chars: &[char], start: usize) -> Option<Found> {
    let mut total: i64 = 0;
    let mut section: i64 = 0;
    let mut digit: Option<i64> = None;
    let mut end = start;
    while let Some(&c) = chars.get(end) {
        if let Some(d) = digit_value(c) {
            if digit.is_some_and(|d| d != 0) {
                return None; // 二三 is no number but a guess
            }
            digit = Some(d);
        } else if let Some(p) = power(c) {
            if p == 10_000 {
                total = (section + digit.unwrap_or(0)).checked_mul(p)?;
                section = 0;
            } else {
                section = section.checked_add(digit.unwrap_or(1).checked_mul(p)?)?;
            }
            digit = None;
        } else {
            break;
        }
        end += 1;
        if end - start > 12 {
            return None;
        }
    }
    if end == start {
        return None;
    }
    let value = Decimal::from(total.checked_add(section)?.checked_add(digit.unwrap_or(0))?);
    Some(Found { value, decimals: 0, start, end, too_long: false })
}

fn digit_value(c: char) -> Option<i64> {
    Some(match c {
        '零' | '〇' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

fn power(c: char) -> Option<i64> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        '万' => 10_000,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{chinese_at, figures};
    use crate::measure::chars::fold;

    fn words(text: &str) -> Option<String> {
        chinese_at(&fold(text), 0).map(|f| f.value.to_string())
    }

    #[test]
    fn numbers_in_words_are_read() {
        for (text, want) in
            [("九十五", "95"), ("一百二十", "120"), ("十二", "12"), ("两", "2"), ("三千零五", "3005"), ("一百", "100")]
        {
            assert_eq!(words(text).as_deref(), Some(want), "{text}");
        }
        assert_eq!(words("二三"), None, "两三个 is a guess");
        assert_eq!(words("提升"), None);
    }

    #[test]
    fn figures_keep_their_digits() {
        let found = figures(&fold("3次、120.50人"));
        assert_eq!(
            found.iter().map(|f| (f.value.to_string(), f.decimals)).collect::<Vec<_>>(),
            vec![("3".into(), 0), ("120.50".into(), 2)]
        );
    }
}
