//! From a cell's text to a measure.

use kanhe_report::{Sign, State};

use super::chars::{fold, starts_with};
use super::number::{Found, chinese_at, figures};
use super::range::pair;
use super::sign::{self, SignMark};
use super::single::{rate, single};
use super::unit::{Dimension, Unit, multiplier_at, unit_at};
use super::{Doubt, Measure, Value, date, words};

/// Longest cell that is looked at as a value; more than this is a story.
const LONGEST: usize = 60;

/// Reads one cell.
pub fn parse(text: &str) -> Measure {
    let mut chars = fold(text);
    while chars.last().is_some_and(|c| matches!(c, '。' | ';' | '；' | ',' | '，' | '、')) {
        chars.pop();
    }
    let measure = |value, sign, doubt, words: &[char]| Measure { value, sign, doubt, words: words.iter().collect() };
    match chars.as_slice() {
        [] => return Measure::blank(State::Blank),
        ['/' | '~' | '-'] | ['~' | '-', '~' | '-'] => return Measure::blank(State::Dash),
        _ => {}
    }
    if let Some(date) = date::whole(&chars).or_else(|| date::whole_in_words(&chars)) {
        return measure(Value::Date(date), sign::leading(&chars).map(|(s, _)| s), None, &chars);
    }
    let found = figures(&chars);
    if found.is_empty() {
        return in_words(&chars);
    }
    if chars.len() > LONGEST {
        return measure(Value::Words, None, Some(Doubt::Context), &chars);
    }
    match found.as_slice() {
        [one] => single(&chars, one),
        [a, b] if !in_brackets(&chars, b.start) => pair(&chars, a, b),
        [one, rest @ ..] if rest.iter().all(|n| in_brackets(&chars, n.start)) => {
            let open = chars.iter().position(|c| *c == '(').unwrap_or(chars.len());
            single(chars.get(..open).unwrap_or_default(), one)
        }
        _ => measure(Value::Words, sign::leading(&chars).map(|(s, _)| s), Some(Doubt::Several), &chars),
    }
}

/// Whether a number stands in a remark at the cell's end: `95.6%(有效问卷200份)`.
fn in_brackets(chars: &[char], at: usize) -> bool {
    let before = chars.get(..at).unwrap_or_default();
    chars.last() == Some(&')')
        && before.contains(&'(')
        && !before.contains(&')')
        && before.iter().any(char::is_ascii_digit)
}

/// No figure: a number in Chinese words, an answer, a judgement on time, other words.
fn in_words(chars: &[char]) -> Measure {
    let (sign, start) = sign::leading(chars).map_or((None, 0), |(s, end)| (Some(s), end));
    let rest = chars.get(start..).unwrap_or_default();
    if let Some(plain) = spelled_out(rest) {
        let mut inner = parse(&plain.into_iter().collect::<String>());
        inner.sign = sign.or(inner.sign);
        if matches!(inner.value, Value::Number(_)) {
            return inner;
        }
    }
    // 达成, 达到预期: the verb is no sign where no number follows.
    let (sign, rest) = if sign.is_some_and(|s| s.symbol) { (sign, rest) } else { (None, chars) };
    let measure = |value, words: &[char]| Measure { value, sign, doubt: None, words: words.iter().collect() };
    let text: String = rest.iter().collect();
    if let Some(answer) = words::in_time(&text) {
        return measure(Value::InTime(answer), rest);
    }
    if let Some(answer) = words::yes_no(&text) {
        return measure(Value::YesNo(answer), rest);
    }
    if matches!(text.as_str(), "无" | "没有" | "暂无" | "不涉及" | "不适用") {
        return Measure { words: text, ..Measure::blank(State::Nothing) };
    }
    measure(Value::Words, rest)
}

/// 百分之九十 as `90%`, 十二个月 as `12个月`: only where the whole text is a number with a known unit.
fn spelled_out(chars: &[char]) -> Option<Vec<char>> {
    let plain = |number: &Found, rest: &[char], percent: bool| {
        let mut out: Vec<char> = number.value.to_string().chars().collect();
        if percent {
            out.push('%');
        }
        out.extend_from_slice(rest);
        out
    };
    if starts_with(chars, 0, "百分之") {
        let number = chinese_at(chars, 3)?;
        return Some(plain(&number, chars.get(number.end..)?, true));
    }
    if starts_with(chars, 0, "百分百") {
        return Some("100%".chars().chain(chars.get(3..)?.iter().copied()).collect());
    }
    if starts_with(chars, 0, "半年") {
        return Some("6个月".chars().chain(chars.get(2..)?.iter().copied()).collect());
    }
    let number = chinese_at(chars, 0)?;
    let (_, end) = unit_at(chars, number.end)?;
    let known_end = sign::after(chars, end).map_or(end, |(_, end)| end);
    (known_end == chars.len()).then(|| plain(&number, chars.get(number.end..).unwrap_or_default(), false))
}

impl Measure {
    /// Completes a measure by the sign column.
    pub fn with_sign_column(mut self, sign: Option<Sign>) -> Self {
        if self.sign.is_none() {
            self.sign = sign.filter(|s| *s != Sign::Qualitative).map(|sign| SignMark { sign, symbol: true });
        }
        self
    }

    /// Completes a bare number by the unit column.
    pub fn with_unit_column(mut self, unit: Option<&str>) -> Self {
        let Some(printed) = unit.map(fold).filter(|u| !u.is_empty()) else { return self };
        let (factor, at) = multiplier_at(&printed, 0);
        let unit = match unit_at(&printed, at) {
            Some((unit, end)) if end == printed.len() => unit,
            Some((unit, end)) if matches!(printed.get(end), Some('/')) => {
                rate(Some(&printed.get(end + 1..).unwrap_or_default().iter().collect::<String>()), &unit)
            }
            _ => Unit::of(printed.iter().collect::<String>(), Dimension::Other, 1),
        };
        if let Value::Number(q) = &mut self.value
            && q.unit.dimension == Dimension::Bare
            && q.factor == 1
        {
            q.factor = factor;
            q.unit = unit;
        }
        self
    }
}
