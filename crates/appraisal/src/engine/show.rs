//! Figures as a reader of the document knows them: in its unit, with its digits.

use kanhe_formula::{Exact, display_decimal};
use kanhe_report::{Amount, Decimal, Money};
use num_traits::CheckedMul;

use super::facts::{Content, Leaf, Style};

/// A leaf as printed, without the unit of money: `128.98`, `95.02%`, `12`.
pub(crate) fn printed(leaf: &Leaf<'_>) -> Option<String> {
    match leaf.content {
        Content::Unknown => None,
        Content::Money(money) => Some(value(Exact::from_integer(i128::from(money.fen())), leaf.style)),
        Content::Ratio(exact) | Content::Number(exact) => Some(value(exact, leaf.style)),
        Content::Text(text) => Some(text.to_owned()),
        Content::Boolean(yes) => Some(if yes { "是" } else { "否" }.to_owned()),
    }
}

/// The same with the unit of money: `128.98万元`.
pub(crate) fn with_unit(leaf: &Leaf<'_>) -> Option<String> {
    printed(leaf).map(|text| text + unit(leaf.style))
}

/// What stands behind a figure of that style.
pub(crate) fn unit<'a>(style: Style<'a>) -> &'a str {
    match style {
        Style::Money(unit, _) => unit.word(),
        Style::Number(_, unit) => unit,
        _ => "",
    }
}

/// A value in a style (money in fen, percentages as fractions of one).
pub(crate) fn value(exact: Exact, style: Style<'_>) -> String {
    match style {
        Style::Money(unit, decimals) => {
            let fen = exact.round().to_integer();
            let Ok(fen) = i64::try_from(fen) else { return display_decimal(exact) };
            Amount { money: Money::from_fen(fen), unit, decimals }.printed()
        }
        Style::Percent(decimals, sign) => {
            let mark = if sign { "%" } else { "" };
            let percent = exact.checked_mul(&Exact::from_integer(100));
            percent.map_or_else(|| display_decimal(exact), |p| format!("{}{mark}", decimal(p, decimals)))
        }
        Style::Number(decimals, _) => decimal(exact, decimals),
        Style::Plain => display_decimal(exact),
    }
}

/// With so many decimals, or with two where that is not exact.
fn decimal(exact: Exact, decimals: u32) -> String {
    let scaled = |decimals: u32| exact.checked_mul(&Exact::from_integer(10_i128.checked_pow(decimals)?));
    let decimals = decimals.min(18);
    let decimals = if scaled(decimals).is_some_and(|s| s.is_integer()) { decimals } else { decimals.max(2) };
    let rounded = scaled(decimals).map(|s| s.round().to_integer());
    let shown = rounded.and_then(|r| Decimal::try_from_i128_with_scale(r, decimals).ok());
    shown.map_or_else(|| display_decimal(exact), |d| d.to_string())
}
