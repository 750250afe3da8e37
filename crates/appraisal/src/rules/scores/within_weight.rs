//! KH303: a score below 0 or above its points.

use kanhe_policy::Check;
use kanhe_report::{Decimal, FundKey, Place};

use crate::Context;
use crate::rules::Found;
use crate::rules::rows::lines_of;

/// One finding a row, the execution line and the total included.
pub(super) fn check(context: &Context<'_>, check: &Check, found: &mut Found) {
    for form in context.result_forms() {
        let mut excess = Decimal::ZERO;
        for fund in context.funds(form.form).filter(|f| f.line == FundKey::Total) {
            if let (Some(&weight), Some(&score)) = (fund.weight.sure(), fund.score.sure()) {
                let places = [&fund.score.place, &fund.weight.place].into_iter().flatten().cloned().collect();
                excess = more(excess, score, weight);
                judge(check, found, "预算执行率", weight, score, places);
            }
        }
        for line in lines_of(context, form.form) {
            let cells = line.cells;
            if cells.score_shared || cells.weight_shared {
                continue;
            }
            if let (Some(&weight), Some(&score)) = (cells.weight.sure(), cells.score.sure()) {
                excess = more(excess, score, weight);
                judge(
                    check,
                    found,
                    &line.name(),
                    weight,
                    score,
                    line.places(&[&cells.score.place, &cells.weight.place]),
                );
            }
        }
        if let (Some(&weight), Some(&score)) = (form.total.weight.sure(), form.total.score.sure()) {
            // A row's surplus alone lifts the total above its points: one fault.
            if score > weight && score.checked_sub(excess).is_some_and(|rest| rest <= weight) {
                continue;
            }
            let places = [&form.total.score.place, &form.total.weight.place].into_iter().flatten().cloned().collect();
            judge(check, found, "总分", weight, score, places);
        }
    }
}

/// The surplus so far and this one.
fn more(sum: Decimal, score: Decimal, weight: Decimal) -> Decimal {
    let surplus = score.checked_sub(weight).unwrap_or_default().max(Decimal::ZERO);
    sum.checked_add(surplus).unwrap_or(Decimal::MAX)
}

fn judge(check: &Check, found: &mut Found, name: &str, weight: Decimal, score: Decimal, places: Vec<Place>) {
    if score < Decimal::ZERO || score > weight {
        let values = [("指标", name.to_owned()), ("得分", score.to_string()), ("分值", weight.to_string())];
        let variant = if score > weight { "above" } else { "below" };
        let limit = if score > weight { format!("≤{weight}") } else { "≥0".to_owned() };
        found.finding(check.finding_variant(
            variant,
            check.severity.of(true),
            &values,
            Some(score.to_string()),
            Some(limit),
            places,
        ));
    }
}
