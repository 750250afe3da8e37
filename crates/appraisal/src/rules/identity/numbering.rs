//! KH606: heading numbers skip or repeat.

use kanhe_policy::Check;
use kanhe_report::TextLine;

use crate::Context;
use crate::rules::Found;

/// Styles of numbers, from the widest to the narrowest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Style {
    /// 一、
    Han,
    /// （一）
    HanBracket,
    /// 1. 1、
    Arabic,
    /// （1） 1）
    ArabicBracket,
    /// ①
    Circle,
}

const STYLES: usize = 5;

/// One note for each broken number. A list may start again at 1 at any time; numbers that the word processor makes cannot
/// break and are passed over.
pub(super) fn check(context: &Context<'_>, check: &Check, found: &mut Found) {
    let mut last: [Option<(u32, usize)>; STYLES] = [None; STYLES];
    let lines = &context.report.paragraphs;
    for (index, line) in lines.iter().enumerate() {
        if line.note || !line.typed_label {
            continue;
        }
        let Some((style, number)) = line.label.as_deref().and_then(parse) else { continue };
        let rank = style as usize;
        if let Some((before, at)) = last[rank] {
            let expected = before.saturating_add(1);
            let broken = if number == 1 { before == 1 && repeats(lines, at, index) } else { number != expected };
            if broken {
                report(check, found, line, &lines[at], number, expected);
            }
        }
        last[rank] = Some((number, index));
        for narrower in &mut last[rank + 1..] {
            *narrower = None;
        }
    }
}

/// Two numbers 1 in a row with nothing between them, or only their own unnumbered text, where a 3 or so follows: a repeat.
/// Two lists of one item each look the same, so the neighbour after them decides.
fn repeats(lines: &[TextLine], first: usize, second: usize) -> bool {
    let Some((style, _)) = lines[second].label.as_deref().and_then(parse) else { return false };
    let next = lines[second + 1..]
        .iter()
        .take(4)
        .find_map(|l| l.label.as_deref().and_then(parse).filter(|(s, _)| *s == style));
    second == first + 1 && next.is_some_and(|(_, n)| n == 3)
}

fn report(check: &Check, found: &mut Found, line: &TextLine, before: &TextLine, number: u32, expected: u32) {
    let label = line.label.clone().unwrap_or_default();
    let wanted = label_like(&label, expected);
    let values = [
        ("序号", label.clone()),
        ("前一序号", before.label.clone().unwrap_or_default()),
        ("应为", wanted.clone()),
        ("种类", if number < expected { "重号" } else { "跳号" }.to_owned()),
        ("kind", if number < expected { "repeats" } else { "skips" }.to_owned()),
    ];
    found.finding(check.finding(&values, Some(label), Some(wanted), vec![line.place(), before.place()]));
}

fn parse(label: &str) -> Option<(Style, u32)> {
    let label = label.trim();
    let bracketed = label.starts_with(['（', '(']) || label.ends_with(['）', ')']);
    let core = label.trim_matches(|c: char| "（()）、.．。 　".contains(c));
    if let Some(n) = core.chars().next().filter(|_| core.chars().count() == 1).and_then(circle) {
        return Some((Style::Circle, n));
    }
    if let Ok(n) = core.parse::<u32>() {
        // `2.1` and years are no list numbers.
        return (n < 1000).then_some((if bracketed { Style::ArabicBracket } else { Style::Arabic }, n));
    }
    han(core).map(|n| (if bracketed { Style::HanBracket } else { Style::Han }, n))
}

fn circle(c: char) -> Option<u32> {
    ('①'..='⑳').contains(&c).then(|| u32::from(c) - u32::from('①') + 1)
}

const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// 一 to 九十九.
fn han(text: &str) -> Option<u32> {
    let digit = |c: char| DIGITS.iter().position(|d| *d == c).filter(|p| *p > 0).and_then(|p| u32::try_from(p).ok());
    let chars: Vec<char> = text.chars().collect();
    match chars.as_slice() {
        ['十'] => Some(10),
        ['十', b] => Some(10 + digit(*b)?),
        [a] => digit(*a),
        [a, '十'] => Some(digit(*a)? * 10),
        [a, '十', b] => Some(digit(*a)? * 10 + digit(*b)?),
        _ => None,
    }
}

fn to_han(n: u32) -> String {
    let digit = |d: u32| DIGITS.get(d as usize).map(char::to_string).unwrap_or_default();
    let ones = if n.is_multiple_of(10) { String::new() } else { digit(n % 10) };
    match n {
        0..=9 => digit(n),
        10..=19 => format!("十{ones}"),
        _ => format!("{}十{ones}", digit(n / 10 % 10)),
    }
}

/// The same dress around another number: `（三）` → `（二）`.
fn label_like(label: &str, number: u32) -> String {
    let core: String = label.trim().trim_matches(|c: char| "（()）、.．。 　".contains(c)).to_owned();
    let written = match core.chars().next() {
        Some(c) if circle(c).is_some() => {
            char::from_u32(u32::from('①') + number.saturating_sub(1)).map(String::from).unwrap_or_default()
        }
        Some(c) if c.is_ascii_digit() => number.to_string(),
        _ => to_han(number),
    };
    label.trim().replacen(&core, &written, 1)
}

#[cfg(test)]
mod tests {
    use super::{Style, label_like, parse};

    #[test]
    fn numbers_of_every_dress_are_read() {
        assert_eq!(parse("一、"), Some((Style::Han, 1)));
        assert_eq!(parse("(十二)"), Some((Style::HanBracket, 12)));
        assert_eq!(parse("3."), Some((Style::Arabic, 3)));
        assert_eq!(parse("（3）"), Some((Style::ArabicBracket, 3)));
        assert_eq!(parse("③"), Some((Style::Circle, 3)));
        assert_eq!(parse("2023."), None);
    }

    #[test]
    fn the_right_number_is_shown_in_the_same_dress() {
        assert_eq!(label_like("（三）", 2), "（二）");
        assert_eq!(label_like("5.", 4), "4.");
        assert_eq!(label_like("十一、", 10), "十、");
    }
}
