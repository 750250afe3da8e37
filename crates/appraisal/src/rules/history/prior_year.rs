//! KH901: 上年决算数 against the final figure in last year's report.

use kanhe_policy::Check;
use kanhe_report::within_precision;

use crate::Context;
use crate::rules::Found;

/// One finding an item. Silent without last year's report, or where the two are not one year apart.
pub(super) fn check(context: &Context<'_>, check: &Check, found: &mut Found) {
    let Some(prior) = context.prior else { return };
    if let (Some(now), Some(then)) = (&context.report.year, &prior.year)
        && now.value - then.value != 1
    {
        return;
    }
    for item in &context.report.base {
        let Some(before) = prior.base.iter().find(|b| b.item == item.item) else { continue };
        let (Some(stated), Some(reported)) = (item.prior_final.sure(), before.final_.sure()) else { continue };
        let gap = i128::from(stated.money.fen()) - i128::from(reported.money.fen());
        if within_precision(gap, [stated, reported]) {
            continue;
        }
        let name: String = item.label.split_whitespace().collect();
        let values = [
            ("名称", name),
            ("上年决算", format!("{}{}", stated.printed(), stated.unit.word())),
            ("上年报告", format!("{}{}", reported.printed(), reported.unit.word())),
        ];
        let places = item.prior_final.place.clone().into_iter().chain([item.place.clone()]).collect();
        found.finding(check.finding(&values, Some(stated.printed()), Some(stated.same_style(reported.money)), places));
    }
}
