//! KH511: little money spent, every output reached in full.

use kanhe_policy::{Check, Level1};
use kanhe_report::FundKey;

use super::{percent, share};
use crate::Context;
use crate::rules::Found;
use crate::scoring::Share;

pub(super) fn rule(context: &Context<'_>, check: &Check, found: &mut Found) {
    let report = context.report;
    let floor = context.policy.profile().triggers.output_without_money.value;
    for form in context.result_forms() {
        let Some(total) = context.fund(form.form, FundKey::Total) else { continue };
        let (Some(budget), Some(executed)) = (total.budget.sure(), total.executed.sure()) else { continue };
        let Some(rate) = share(executed, budget).filter(|r| *r < floor) else { continue };
        let outputs: Vec<_> = report
            .indicators
            .iter()
            .zip(&context.marking.rows)
            .filter(|(i, _)| i.form == form.form && i.actual.sure().is_some())
            .filter(|(i, _)| i.level1.get().and_then(|l| context.policy.words().level1(l)) == Some(Level1::Output))
            .collect();
        if outputs.len() < 2 || !outputs.iter().all(|(_, row)| row.judgement.share == Share::Full) {
            continue;
        }
        let cells = [&total.executed.place, &total.budget.place, &total.rate.place, &total.score.place];
        let mut places: Vec<_> = cells.into_iter().flatten().cloned().collect();
        places.extend(outputs.iter().filter_map(|(i, _)| i.actual.place.clone()));
        let values = [("执行率", percent(rate)), ("个数", outputs.len().to_string())];
        found.finding(check.finding(&values, Some(executed.printed()), None, places));
    }
}
