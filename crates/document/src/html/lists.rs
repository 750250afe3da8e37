//! The numbers that a browser prints before list items.

use crate::word::numeral;

/// An open list.
#[derive(Debug)]
pub(super) struct List {
    marker: Option<Marker>,
    next: i64,
    step: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Marker {
    Decimal,
    DecimalZero,
    Lower,
    Upper,
    LowerRoman,
    UpperRoman,
    Chinese,
}

impl List {
    /// A list that does not number its items.
    pub(super) fn unordered() -> Self {
        Self { marker: None, next: 1, step: 1 }
    }

    /// A numbered list, by its attributes. `items` is asked only for a reversed list without a start.
    pub(super) fn ordered(
        kind: Option<&str>,
        style: Option<&str>,
        start: Option<&str>,
        reversed: bool,
        items: impl Fn() -> usize,
    ) -> Self {
        let marker = match kind {
            Some("a") => Marker::Lower,
            Some("A") => Marker::Upper,
            Some("i") => Marker::LowerRoman,
            Some("I") => Marker::UpperRoman,
            _ => Marker::Decimal,
        };
        let start = start.and_then(|s| s.trim().parse::<i32>().ok()).map(i64::from);
        let first = start.unwrap_or_else(|| if reversed { i64::try_from(items()).unwrap_or(1) } else { 1 });
        Self {
            marker: style.map_or(Some(marker), |s| styled(s, marker)),
            next: first,
            step: if reversed { -1 } else { 1 },
        }
    }

    /// The label of the next item, whose `value` attribute may set the count.
    pub(super) fn label(&mut self, value: Option<&str>) -> Option<String> {
        if let Some(value) = value.and_then(|v| v.trim().parse::<i32>().ok()) {
            self.next = i64::from(value);
        }
        let number = self.next;
        self.next = self.next.saturating_add(self.step);
        self.marker.map(|m| m.print(number))
    }
}

fn styled(style: &str, otherwise: Marker) -> Option<Marker> {
    let style = style.to_ascii_lowercase();
    let Some((_, value)) = style.split_once("list-style") else { return Some(otherwise) };
    let value = value.split(';').next().unwrap_or_default();
    let has = |word: &str| value.contains(word);
    Some(match () {
        () if has("none") || has("disc") || has("circle") || has("square") => return None,
        () if has("cjk-") || has("simp-chinese") || has("trad-chinese") => Marker::Chinese,
        () if has("decimal-leading-zero") => Marker::DecimalZero,
        () if has("decimal") => Marker::Decimal,
        () if has("lower-roman") => Marker::LowerRoman,
        () if has("upper-roman") => Marker::UpperRoman,
        () if has("lower-alpha") || has("lower-latin") => Marker::Lower,
        () if has("upper-alpha") || has("upper-latin") => Marker::Upper,
        () => otherwise,
    })
}

impl Marker {
    fn print(self, number: i64) -> String {
        let text = match self {
            Self::Decimal => None,
            Self::DecimalZero => Some(format!("{number:02}")),
            Self::Lower => letters(number).map(|s| s.to_lowercase()),
            Self::Upper => letters(number),
            Self::LowerRoman => roman(number).map(|s| s.to_lowercase()),
            Self::UpperRoman => roman(number),
            Self::Chinese => return format!("{}、", chinese(number).unwrap_or_else(|| number.to_string())),
        };
        format!("{}.", text.unwrap_or_else(|| number.to_string()))
    }
}

fn letters(number: i64) -> Option<String> {
    let mut rest = u64::try_from(number).ok().filter(|n| *n > 0)?;
    let mut out = Vec::new();
    while rest > 0 {
        rest -= 1;
        out.push(char::from(b'A' + u8::try_from(rest % 26).ok()?));
        rest /= 26;
    }
    Some(out.iter().rev().collect())
}

fn roman(number: i64) -> Option<String> {
    u32::try_from(number).ok().filter(|n| (1..4000).contains(n)).map(numeral::roman)
}

/// 一 to 九十九.
fn chinese(number: i64) -> Option<String> {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let number = usize::try_from(number).ok().filter(|n| (1..100).contains(n))?;
    let (tens, ones) = (number / 10, number % 10);
    let tens = match tens {
        0 => String::new(),
        1 => "十".into(),
        n => format!("{}十", DIGITS.get(n)?),
    };
    Some(tens + DIGITS.get(ones)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_numbered_as_a_browser_prints_them() {
        let mut list = List::ordered(Some("I"), None, Some("4"), false, || 0);
        assert_eq!(list.label(None).as_deref(), Some("IV."));
        assert_eq!(list.label(Some("9")).as_deref(), Some("IX."));
        assert_eq!(list.label(None).as_deref(), Some("X."));
        let mut chinese = List::ordered(None, Some("list-style-type: simp-chinese-informal"), None, false, || 0);
        assert_eq!(chinese.label(Some("21")).as_deref(), Some("二十一、"));
        let mut reversed = List::ordered(None, None, None, true, || 3);
        assert_eq!(reversed.label(None).as_deref(), Some("3."));
        assert_eq!(reversed.label(None).as_deref(), Some("2."));
    }
}
