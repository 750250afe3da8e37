//! KH708: target, unit or deadline stand in the indicator's name.

use kanhe_policy::Check;
use kanhe_report::Place;

use crate::Context;
use crate::measure::{Dimension, Value, parse};
use crate::rules::Found;
use crate::rules::rows::{Line, lines_of};

/// One note a form, with every such name.
pub(super) fn check(context: &Context<'_>, check: &Check, found: &mut Found) {
    for form in context.result_forms() {
        let rows: Vec<Line<'_>> =
            lines_of(context, form.form).filter(|l| l.form.has_targets && says_target(l)).collect();
        if rows.is_empty() {
            continue;
        }
        let names = rows.iter().map(Line::name).collect::<Vec<_>>().join("、");
        let places: Vec<Place> = rows.iter().flat_map(|r| r.places(&[])).collect();
        found.finding(check.finding(&[("指标", names), ("个数", rows.len().to_string())], None, None, places));
    }
}

/// A sign in the name, or a blank target beside a name that is a value or a date.
fn says_target(line: &Line<'_>) -> bool {
    let name = line.name();
    if name.contains(['≥', '≤', '≧', '≦', '＞', '＜', '>', '<', '％']) {
        return true;
    }
    line.target().is_blank() && ends_in_value(&name)
}

/// `12月底前完成`, `培训50人次`: the name from its first digit on is a date or a number with a unit.
fn ends_in_value(name: &str) -> bool {
    let own = name.split_once(['：', ':']).filter(|(head, _)| head.starts_with("指标")).map_or(name, |(_, own)| own);
    let Some(first) = own.find(|c: char| c.is_ascii_digit()) else { return false };
    match parse(own.get(first..).unwrap_or_default()).value {
        Value::Date(_) => true,
        Value::Number(q) => !matches!(q.unit.dimension, Dimension::Bare | Dimension::Other),
        _ => false,
    }
}
