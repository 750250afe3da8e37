//! Exactly two numbers: a range, or several numbers.

use super::number::Found;
use super::quantity::Quantity;
use super::sign::{self, asks_less, asks_more};
use super::single::{Tail, head, tail};
use super::unit::{multiplier_at, unit_at};
use super::{Doubt, Measure, Value};

/// Exactly two numbers: a range, a bounded range, plus-minus; anything else is several numbers.
pub(super) fn pair(chars: &[char], a: &Found, b: &Found) -> Measure {
    let leading = sign::leading(chars).map(|(s, _)| s);
    let several =
        || Measure { value: Value::Words, sign: leading, doubt: Some(Doubt::Several), words: chars.iter().collect() };
    let between = chars.get(a.end..b.start).unwrap_or_default();
    let first = head(chars, a.start);
    let last = tail(chars, b.end);
    if first.doubt.is_some() || first.per.is_some() || last.doubt.is_some() || a.too_long || b.too_long {
        return several();
    }
    let quantity = |n: &Found, tail: &Tail| Quantity {
        number: n.value,
        decimals: n.decimals,
        factor: tail.factor,
        unit: tail.unit.clone(),
    };
    let high = quantity(b, &last);
    let made = |low: Quantity, high: Quantity| Measure {
        value: Value::Range(low, high),
        sign: None,
        doubt: None,
        words: chars.iter().collect(),
    };
    match between {
        ['-' | '~' | '至' | '到'] if a.value < b.value => return made(quantity(a, &last), high),
        _ => {}
    }
    // 80%~90%, ≥80%且≤100%, 大于80%小于100%
    let middle = tail(chars, a.end);
    let unit_end = unit_only_end(chars, a.end);
    let rest = chars.get(unit_end..b.start).unwrap_or_default();
    let low = quantity(a, &middle);
    match rest {
        ['±'] => {
            let (Some(least), Some(most)) = (a.value.checked_sub(b.value), a.value.checked_add(b.value)) else {
                return several();
            };
            let decimals = a.decimals.max(b.decimals);
            let end = |number| Quantity { number, decimals, ..high.clone() };
            made(end(least), end(most))
        }
        ['-' | '~' | '至' | '到'] if low.value() < high.value() => made(low, high),
        _ => {
            let joint: String = rest.iter().collect();
            let second = head(chars.get(unit_end..b.start).unwrap_or_default(), rest.len()).sign;
            let words = joint.trim_start_matches(['且', ',', '、', '并', '，']);
            let bounded = first.sign.is_some_and(|s| asks_more(s.sign)) && second.is_some_and(|s| asks_less(s.sign));
            if bounded && words.chars().count() <= 5 && low.value() <= high.value() {
                made(low, high)
            } else {
                several()
            }
        }
    }
}

fn unit_only_end(chars: &[char], start: usize) -> usize {
    let (_, at) = multiplier_at(chars, start);
    unit_at(chars, at).map_or(at, |(_, end)| end)
}
