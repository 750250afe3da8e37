//! KH513: the budget was cut to just what was spent.

use kanhe_policy::Check;
use kanhe_report::{Decimal, FundKey};

use super::{share, with_unit};
use crate::Context;
use crate::rules::Found;
use crate::rules::reasons::{is_filled, text_explains};

/// Words of a sentence on a cut.
const CUT: [&str; 5] = ["调减", "压减", "核减", "减少预算", "预算减少"];

pub(super) fn rule(context: &Context<'_>, check: &Check, found: &mut Found) {
    let limit = context.policy.profile().triggers.budget_follows_execution.value;
    for form in context.result_forms() {
        let Some(total) = context.fund(form.form, FundKey::Total) else { continue };
        let (Some(initial), Some(budget), Some(executed)) =
            (total.initial.sure(), total.budget.sure(), total.executed.sure())
        else {
            continue;
        };
        let left = Decimal::ONE.checked_sub(limit);
        let cut = share(budget, initial).zip(left).is_some_and(|(kept, left)| kept < left);
        if !cut || budget.money != executed.money {
            continue;
        }
        if context.funds(form.form).any(|f| is_filled(&f.reason)) || text_explains(context.report, &CUT) {
            continue;
        }
        let cells = [&total.budget.place, &total.executed.place, &total.initial.place].into_iter().flatten().cloned();
        let values = [("年初", with_unit(initial)), ("预算", with_unit(budget))];
        found.finding(check.finding(&values, Some(budget.printed()), None, cells.collect()));
    }
}
