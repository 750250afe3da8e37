//! Sections and a value to the text displayed.

use std::fmt::Write as _;

use rust_decimal::{Decimal, RoundingStrategy};

use super::{Kind, Section, Token};
use crate::workbook::dates::{self, Moment};
use crate::workbook::number::general;

pub(super) fn number(sections: &[Section], value: Decimal, date1904: bool) -> String {
    let Some((section, sign)) = choose(sections, value) else { return general(value) };
    let shown = match section.kind {
        Kind::Date => match dates::moment(value, date1904) {
            Some(moment) => return date(section, &moment, value),
            None => return general(value),
        },
        Kind::Plain => literals(section, ""),
        Kind::General | Kind::Text => literals(section, &general(value.abs())),
        Kind::Number => match digits(section, value.abs()) {
            Some(text) => text,
            None => general(value.abs()),
        },
    };
    let zero = !shown.bytes().any(|b| (b'1'..=b'9').contains(&b));
    if sign && !(zero && section.kind == Kind::Number) { format!("-{shown}") } else { shown }
}

/// The section for a value, and whether to put a minus in front of what it shows.
fn choose(sections: &[Section], value: Decimal) -> Option<(&Section, bool)> {
    let negative = value.is_sign_negative() && !value.is_zero();
    let numeric = sections.get(..sections.len().min(3))?;
    if numeric.iter().any(|s| s.condition.is_some()) {
        let by_condition = numeric.iter().find(|s| s.condition.is_some_and(|c| c.holds(value)));
        let section = by_condition.or_else(|| numeric.iter().find(|s| s.condition.is_none()))?;
        return Some((section, negative));
    }
    // A text section may stand second or third: `0.00;@`.
    let is_text = |s: &&Section| s.kind == Kind::Text;
    match (numeric.get(1), numeric.get(2)) {
        (Some(second), _) if negative && !is_text(&second) => Some((second, false)),
        (_, Some(third)) if value.is_zero() && !is_text(&third) => Some((third, false)),
        _ => Some((numeric.first()?, negative)),
    }
}

pub(super) fn text(sections: &[Section], text: String) -> String {
    let section = sections.get(3).or_else(|| sections.iter().find(|s| s.kind == Kind::Text));
    match section {
        Some(section) if !(section.tokens.len() == 1 && section.kind == Kind::Text) => literals(section, &text),
        _ => text,
    }
}

/// Literals, with the value where the code has `General` or `@`.
fn literals(section: &Section, value: &str) -> String {
    let mut out = String::new();
    for token in &section.tokens {
        match token {
            Token::Literal(c) => out.push(*c),
            Token::General | Token::Text => out.push_str(value),
            Token::Point => out.push('.'),
            _ => {}
        }
    }
    out
}

/// Fills a section's places with the digits of a value that is not negative.
fn digits(section: &Section, value: Decimal) -> Option<String> {
    let mut shifted = value;
    for _ in 0..section.shift.unsigned_abs().min(30) {
        let ten = Decimal::TEN;
        shifted = if section.shift > 0 { shifted.checked_mul(ten)? } else { shifted.checked_div(ten)? };
    }
    let decimals = section.decimals.min(28);
    let rounded = shifted.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
    let plain = format!("{rounded:.*}", decimals as usize);
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let whole = whole.trim_start_matches('0');
    let point = section.tokens.iter().position(|t| *t == Token::Point).unwrap_or(section.tokens.len());
    let (before, after) = section.tokens.split_at_checked(point)?;
    let mut out = integer(before, whole, section.grouped);
    // `#` places show no trailing zeros.
    let places: Vec<bool> =
        after.iter().filter_map(|t| if let Token::Digit(f) = t { Some(*f) } else { None }).collect();
    let forced = places.iter().rposition(|f| *f).map_or(0, |p| p + 1);
    let shown = fraction.trim_end_matches('0').len().max(forced);
    let mut fraction = fraction.chars().take(shown);
    for token in after {
        match token {
            Token::Point => out.push('.'),
            Token::Digit(_) => out.extend(fraction.next()),
            Token::Literal(c) => out.push(*c),
            _ => {}
        }
    }
    Some(out)
}

/// The integer part: digits from the right, the leftmost place taking all that remain.
fn integer(tokens: &[Token], whole: &str, grouped: bool) -> String {
    let first = tokens.iter().position(|t| matches!(t, Token::Digit(_)));
    let mut left = whole.chars().rev();
    let mut reversed = Vec::new();
    let mut count = 0_usize;
    let mut push = |c: char, out: &mut Vec<char>| {
        if grouped && count > 0 && count.is_multiple_of(3) {
            out.push(',');
        }
        count += 1;
        out.push(c);
    };
    for (at, token) in tokens.iter().enumerate().rev() {
        match token {
            Token::Literal(c) => reversed.push(*c),
            Token::Digit(forced) => {
                if let Some(c) = left.next() {
                    push(c, &mut reversed);
                } else if *forced {
                    push('0', &mut reversed);
                }
                if Some(at) == first {
                    for c in left.by_ref() {
                        push(c, &mut reversed);
                    }
                }
            }
            _ => {}
        }
    }
    if first.is_none() {
        reversed.splice(0..0, whole.chars().rev());
    }
    reversed.iter().rev().collect()
}

const WEEKDAYS: [&str; 7] = ["日", "一", "二", "三", "四", "五", "六"];
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn date(section: &Section, moment: &Moment, value: Decimal) -> String {
    let mut out = String::new();
    let half = section.tokens.iter().any(|t| matches!(t, Token::HalfDay(_)));
    let hour = if half { (moment.hour + 11) % 12 + 1 } else { moment.hour };
    let mut point = false;
    let mut fraction = {
        let seconds = value.fract().abs() * Decimal::from(86_400);
        format!("{:.3}", seconds.fract()).trim_start_matches("0.").to_owned()
    }
    .chars()
    .collect::<Vec<_>>()
    .into_iter();
    for token in &section.tokens {
        match token {
            Token::Literal(c) => out.push(*c),
            Token::Point => {
                out.push('.');
                point = true;
            }
            Token::Digit(_) if point => out.push(fraction.next().unwrap_or('0')),
            Token::HalfDay(true) => out.push_str(if moment.hour < 12 { "上午" } else { "下午" }),
            Token::HalfDay(false) => out.push_str(if moment.hour < 12 { "AM" } else { "PM" }),
            Token::Elapsed(letter, width) => {
                let count = match letter {
                    'h' => moment.elapsed / 3600,
                    'm' => moment.elapsed / 60,
                    _ => moment.elapsed,
                };
                padded(&mut out, count, *width);
            }
            Token::Date(letter, width) => match (letter, width) {
                ('y' | 'e', 1 | 2) if *letter == 'y' => padded(&mut out, moment.year % 100, 2),
                ('y' | 'e', _) => padded(&mut out, moment.year, 4),
                ('m', 1 | 2) => padded(&mut out, i64::from(moment.month), *width),
                ('m', _) => out.push_str(MONTHS.get(moment.month.saturating_sub(1) as usize).copied().unwrap_or("")),
                ('d', 1 | 2) => padded(&mut out, i64::from(moment.day), *width),
                ('d' | 'a', _) => {
                    out.push_str(if *letter == 'a' && *width == 3 { "" } else { "星期" });
                    out.push_str(WEEKDAYS.get(moment.weekday).copied().unwrap_or(""));
                }
                ('h', _) => padded(&mut out, hour, *width),
                ('n', _) => padded(&mut out, moment.minute, *width),
                _ => padded(&mut out, moment.second, *width),
            },
            _ => {}
        }
    }
    out
}

fn padded(out: &mut String, number: i64, width: usize) {
    // Writing to a string cannot fail.
    let _ = write!(out, "{number:0width$}", width = width.min(4));
}
