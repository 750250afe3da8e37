//! KH510: low execution without a reason.

use std::cell::LazyCell;

use kanhe_policy::Check;
use kanhe_report::FundKey;

use super::{percent, share};
use crate::Context;
use crate::rules::Found;
use crate::rules::reasons::{is_filled, project_explains, text_explains};

/// Words of a sentence on spending.
const SPENDING: [&str; 9] = ["执行", "支付", "支出", "拨付", "进度", "资金", "结转", "结余", "未使用"];

pub(super) fn rule(context: &Context<'_>, check: &Check, found: &mut Found) {
    let report = context.report;
    let floor = context.policy.profile().triggers.low_execution.value;
    let in_words = LazyCell::new(|| {
        text_explains(report, &SPENDING) || report.projects.iter().any(|p| project_explains(report, p))
    });
    for form in context.result_forms() {
        let Some(total) = context.fund(form.form, FundKey::Total) else { continue };
        let (Some(budget), Some(executed)) = (total.budget.sure(), total.executed.sure()) else { continue };
        let Some(rate) = share(executed, budget).filter(|r| *r < floor) else { continue };
        let indicators = report.indicators.iter().filter(|i| i.form == form.form);
        let block =
            form.fields.iter().any(|f| ["deviation", "explanation"].contains(&f.key.as_str()) && is_filled(&f.value));
        let explained = context.funds(form.form).any(|f| is_filled(&f.reason))
            || indicators.into_iter().any(|i| is_filled(&i.reason))
            || block
            || *in_words;
        if explained {
            continue;
        }
        let cells = [&total.executed.place, &total.budget.place, &total.rate.place].into_iter().flatten().cloned();
        let values = [("执行率", percent(rate)), ("界限", percent(floor))];
        found.finding(check.finding(
            &values,
            Some(percent(rate)),
            Some(format!("≥{}", percent(floor))),
            cells.collect(),
        ));
    }
}
