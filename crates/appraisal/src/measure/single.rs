//! Exactly one number with the words around it.

use super::number::Found;
use super::quantity::Quantity;
use super::sign::{self, SignMark, asks_less};
use super::unit::{Dimension, Unit, multiplier_at, unit_at};
use super::{Doubt, Measure, Value};

/// Exactly one number.
pub(super) fn single(chars: &[char], number: &Found) -> Measure {
    let head = head(chars, number.start);
    let tail = tail(chars, number.end);
    let sign = match (head.sign, tail.sign) {
        // 控制在100万元以内, 达到98%以上: the word after the number says it last.
        (Some(a), Some(b)) if a.symbol || asks_less(a.sign) == asks_less(b.sign) => Some(a),
        (_, Some(b)) => Some(b),
        (a, None) => a,
    };
    let mut value = number.value;
    if head.negative {
        value.set_sign_negative(true);
    }
    let unit = if head.per.is_some() { rate(head.per.as_deref(), &tail.unit) } else { tail.unit };
    // 每月15日前 is a day of the month and no quotient.
    let day = head.per.is_some() && matches!(chars.get(number.end), Some('日' | '号'));
    let doubt = match (number.too_long, day) {
        (true, _) => Some(Doubt::TooLong),
        (_, true) => Some(Doubt::Context),
        _ => head.doubt.or(tail.doubt),
    };
    let quantity = Quantity { number: value, decimals: number.decimals, factor: tail.factor, unit };
    Measure {
        value: Value::Number(quantity),
        sign,
        doubt,
        words: chars.get(head.sign_end..).unwrap_or_default().iter().collect(),
    }
}

/// What stands before a number.
#[derive(Default)]
pub(super) struct Head {
    pub sign: Option<SignMark>,
    pub sign_end: usize,
    pub negative: bool,
    /// 每亩, 人均: the number is a quotient.
    pub per: Option<String>,
    pub doubt: Option<Doubt>,
}

/// Characters before a number that turn its meaning: a rank, not, except, each, about, only, among, more than last year, less.
const TURNS: [char; 24] = [
    '第', '前', '未', '不', '除', '每', '均', '约', '近', '仅', '其', '较', '比', '超', '余', '剩', '上', '去', '缺',
    '差', '降', '减', '压', '省',
];

/// Longest words before a number that are taken for its name.
const NAME: usize = 8;

pub(super) fn head(chars: &[char], start: usize) -> Head {
    let mut out = Head::default();
    let mut end = start;
    if end > 0 && chars.get(end - 1) == Some(&'-') {
        out.negative = true;
        end -= 1;
    }
    if let Some((mark, begin)) = sign::before(chars, end) {
        out.sign = Some(mark);
        out.sign_end = start;
        end = begin;
    }
    let before: String = chars.get(..end).unwrap_or_default().iter().collect();
    let plain = |c: char| c.is_alphabetic() || matches!(c, ':' | '(' | '¥' | '￥');
    if before.chars().count() <= NAME && before.chars().all(plain) && !before.contains(TURNS) {
        return out;
    }
    if let Some(per) = before.strip_prefix('每') {
        out.per = Some(per.to_owned());
    } else if let Some(per) = before.strip_suffix('均').filter(|w| w.chars().count() <= 2) {
        out.per = Some(per.to_owned());
    } else if before.ends_with(['约', '近'])
        || before.ends_with("大约")
        || before.ends_with("左右")
        || before.ends_with("将近")
    {
        out.doubt = Some(Doubt::Approximate);
    } else {
        out.doubt = Some(Doubt::Context);
    }
    out
}

/// What stands after a number.
pub(super) struct Tail {
    pub factor: i64,
    pub unit: Unit,
    pub sign: Option<SignMark>,
    pub doubt: Option<Doubt>,
}

pub(super) fn tail(chars: &[char], start: usize) -> Tail {
    let mut out = Tail { factor: 1, unit: Unit::bare(), sign: None, doubt: None };
    let mut at = start;
    if chars.get(at) == Some(&'余') || chars.get(at) == Some(&'多') || chars.get(at) == Some(&'+') {
        out.doubt = Some(Doubt::Approximate);
        at += 1;
    }
    let (factor, after_factor) = multiplier_at(chars, at);
    out.factor = factor;
    at = after_factor;
    if chars.get(at) == Some(&'余') || chars.get(at) == Some(&'多') {
        out.doubt = Some(Doubt::Approximate);
        at += 1;
    }
    if let Some((unit, end)) = unit_at(chars, at) {
        out.unit = unit;
        at = end;
        // 元/亩, 次/年, 元/人·月
        if matches!(chars.get(at), Some('/' | '每')) {
            out.unit = rate(Some(&chars.get(at + 1..).unwrap_or_default().iter().collect::<String>()), &out.unit);
            return out;
        }
    }
    if let Some((mark, end)) = sign::after(chars, at) {
        out.sign = Some(mark);
        at = end;
    }
    let rest = chars.get(at..).unwrap_or_default();
    if rest.is_empty() {
        return out;
    }
    let text: String = rest.iter().collect();
    if text.contains("左右") || text.contains("上下") {
        out.doubt = Some(Doubt::Approximate);
    } else if out.unit.dimension == Dimension::Bare
        && rest.len() <= 4
        && rest.iter().all(|c| c.is_alphabetic() || *c == '²')
    {
        out.unit = Unit::of(text, Dimension::Other, 1);
    } else if !matches!(rest.first(), Some(c) if c.is_alphabetic() || matches!(c, '(' | ')' | '^'))
        || text.contains(['且', '或', '但', '未'])
    {
        out.doubt = Some(Doubt::Context);
    }
    out
}

pub(super) fn rate(per: Option<&str>, unit: &Unit) -> Unit {
    let per = per.unwrap_or_default().trim_start_matches('每');
    Unit { word: format!("{}/{per}", unit.word), dimension: Dimension::Rate, scale: unit.scale }
}
