//! KH115: the split by kind of spending adds up to the budget where spending was less.

use kanhe_policy::Check;
use kanhe_report::{Amount, Figure, Money, Report};

use crate::Context;
use crate::engine::facts::spending_parts;
use crate::rules::Found;

pub(super) fn rule(context: &Context<'_>, check: &Check, found: &mut Found) {
    let report = context.report;
    for form in context.result_forms() {
        let Some((total, parts)) = spending_parts(report, form.form) else { continue };
        // In a table with columns of its own, budget and spending cannot be taken for one another.
        if !parts.iter().all(|p| p.in_label) {
            continue;
        }
        let (Some(budget), Some(executed)) = (total.budget.sure(), total.executed.sure()) else { continue };
        let amounts: Option<Vec<&Amount>> = parts.iter().map(|p| p.budget.sure()).collect();
        let sum = amounts.and_then(|all| all.iter().try_fold(Money::default(), |sum, a| sum.checked_add(a.money)));
        let Some(sum) = sum.filter(|s| *s == budget.money && *s != executed.money) else { continue };
        let Some(gap) = sum.checked_sub(executed.money) else { continue };
        if accounted_for(report, gap) {
            continue;
        }
        let shown = |money| budget.same_style(money);
        let with_unit = |money| format!("{}{}", shown(money), budget.unit.word());
        let values = [("之和", with_unit(sum)), ("执行", with_unit(executed.money)), ("差额", with_unit(gap))];
        let cells = parts.iter().filter_map(|p| p.budget.place.clone()).chain(total.executed.place.clone());
        found.finding(check.finding(&values, Some(shown(sum)), Some(shown(executed.money)), cells.collect()));
    }
}

/// Whether the text or a project line names just this amount, as carry-over or otherwise.
fn accounted_for(report: &Report, gap: Money) -> bool {
    let in_text = report.mentions.iter().any(|m| matches!(&m.figure, Figure::Amount(a) if a.money == gap));
    let carried = report
        .projects
        .iter()
        .filter_map(|p| p.carryover.sure())
        .try_fold(Money::default(), |sum, a| sum.checked_add(a.money));
    in_text || carried == Some(gap)
}
