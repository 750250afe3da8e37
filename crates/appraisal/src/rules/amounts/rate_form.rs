//! KH114: a rate printed as a ratio or without its sign.

use kanhe_policy::Check;
use kanhe_report::{Amount, Decimal, Entry, Percent, Place, Report};

use crate::Context;
use crate::engine::facts::rate_as_percent;
use crate::rules::Found;

/// Lines that are looked at; a form has some ten.
const MOST: usize = 500;

pub(super) fn rule(context: &Context<'_>, check: &Check, found: &mut Found) {
    let report = context.report;
    let mut places = Vec::new();
    let mut first = None;
    for fund in report.funds.iter().take(MOST) {
        if let Some((written, meant, place)) = odd_form(report, &fund.rate, &fund.budget, &fund.executed) {
            first.get_or_insert((written, meant));
            places.push(place.clone());
        }
    }
    if let Some((written, meant)) = first {
        let values = [("写法", written.clone()), ("应为", meant.clone())];
        found.finding(check.finding(&values, Some(written), Some(meant), places));
    }
}

/// How a rate is written and should be written, where it has no sign in its cell nor in its column's head and agrees
/// with the amounts once understood.
fn odd_form<'a>(
    report: &Report,
    rate: &'a Entry<Percent>,
    budget: &Entry<Amount>,
    executed: &Entry<Amount>,
) -> Option<(String, String, &'a Place)> {
    let (percent, place) = (rate.sure()?, rate.place.as_ref()?);
    if percent.sign || head_has_sign(report, place) {
        return None;
    }
    let number = rate_as_percent(percent, budget.sure(), executed.sure());
    let meant = number.normalize();
    if meant.is_zero() || meant > Decimal::from(1000) {
        return None;
    }
    Some((percent.number.to_string(), format!("{meant}%"), place))
}

/// Whether a cell above, in the same column, prints the sign.
fn head_has_sign(report: &Report, place: &Place) -> bool {
    let (Some(table), Some(row), Some(col)) = (place.table, place.row, place.col) else { return false };
    let Some(table) = report.tables.iter().find(|t| t.number == table) else { return false };
    table.cells.iter().any(|c| {
        c.row < row
            && c.col <= col
            && col < c.col + c.col_span.max(1)
            && c.text.contains(['%', '％'])
            && (c.text.contains('率') || c.text.contains("执行"))
            && !c.text.chars().any(|d| d.is_ascii_digit() && !c.text.contains("100"))
    })
}
