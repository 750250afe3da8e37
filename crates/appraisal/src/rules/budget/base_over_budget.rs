//! KH509: public funds or project expenditure far above budget, without a word.

use kanhe_policy::Check;
use kanhe_report::{BaseItem, Decimal, Money, Report};

use super::{percent, share, with_unit};
use crate::Context;
use crate::rules::Found;
use crate::rules::reasons::{project_explains, text_explains};

/// Totals with their items and the words by which the text speaks of them.
const TOTALS: [(&str, &[&str], &[&str]); 2] = [
    ("project", &["project_business", "project_running"], &["项目支出", "项目经费", "专项", "追加"]),
    ("public", &["office", "utilities_travel", "meeting_training"], &["公用经费", "办公", "运转", "商品和服务"]),
];

pub(super) fn rule(context: &Context<'_>, check: &Check, found: &mut Found) {
    let report = context.report;
    let limit = context.policy.profile().triggers.base_over_budget.value;
    for (total, parts, words) in TOTALS {
        let over = |key: &str| over_budget(report, key, limit);
        let mut parts: Vec<(&BaseItem, Decimal)> = parts.iter().filter_map(|key| over(key)).collect();
        let whole = over(total);
        let silent = whole.is_none() && parts.is_empty();
        if silent || text_explains(report, words) || (total == "project" && supplements_cover(report)) {
            continue;
        }
        if let Some(whole) = whole {
            // Items above their budget are part of the same excess.
            parts.insert(0, whole);
            report_one(check, &parts, found);
        } else {
            for part in parts {
                report_one(check, &[part], found);
            }
        }
    }
}

fn report_one(check: &Check, items: &[(&BaseItem, Decimal)], found: &mut Found) {
    let Some((first, ratio)) = items.first() else { return };
    let (Some(budget), Some(final_)) = (first.budget.sure(), first.final_.sure()) else { return };
    let label = first.label.trim().trim_end_matches(['：', ':']).trim_start_matches("其中：").to_owned();
    let values = [("名称", label), ("决算", with_unit(final_)), ("预算", with_unit(budget)), ("比例", percent(*ratio))];
    let places = items.iter().flat_map(|(b, _)| [b.final_.place.clone(), b.budget.place.clone()]).flatten().collect();
    let expected = Some(format!("≤{}", budget.printed()));
    found.finding(check.finding(&values, Some(final_.printed()), expected, places));
}

/// An item whose final figure is more than `limit` times its budget. A budget of nothing says nothing.
fn over_budget<'a>(report: &'a Report, key: &str, limit: Decimal) -> Option<(&'a BaseItem, Decimal)> {
    let mut same = report.base.iter().filter(|b| b.item == key);
    let item = same.next().filter(|_| same.next().is_none())?;
    let ratio = share(item.final_.sure()?, item.budget.sure()?)?;
    (ratio > limit).then_some((item, ratio))
}

/// Whether supplements to projects that the text names raise the budget to what was spent, or the projects that were
/// raised give their reasons.
fn supplements_cover(report: &Report) -> bool {
    let Some(item) = report.base.iter().find(|b| b.item == "project") else { return false };
    let (Some(budget), Some(final_)) = (item.budget.sure(), item.final_.sure()) else { return false };
    let raised = || report.projects.iter().filter(|p| p.adjustment.sure().is_some_and(|a| a.money.fen() > 0));
    let added = raised()
        .filter_map(|p| p.adjustment.sure())
        .try_fold(Money::default(), |sum, a| sum.checked_add(a.money))
        .and_then(|sum| budget.money.checked_add(sum));
    let covered = added.is_some_and(|sum| sum >= final_.money);
    covered || raised().any(|p| project_explains(report, p))
}
