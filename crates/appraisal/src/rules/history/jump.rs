//! KH902: an item of the base data moved by more than half against last year, and nobody says why.

use kanhe_policy::Check;
use kanhe_report::{Amount, BaseItem, Decimal, MoneyUnit, Place, Report, holds_any};

use crate::Context;
use crate::rules::Found;

/// Smaller movements than this are not worth a look: one 万元, in fen.
const WORTH: i64 = MoneyUnit::WanYuan.fen();
/// A factor of about ten thousand is a slip of units (KH204), no movement.
const SLIP: i128 = 3_000;

/// One note a document, listing every item. Last year's figure comes from 附件2, else from last year's report.
pub(super) fn check(context: &Context<'_>, check: &Check, found: &mut Found) {
    let threshold = context.policy.profile().triggers.year_on_year_jump.value;
    let mut items: Vec<String> = Vec::new();
    let mut places: Vec<Place> = Vec::new();
    for item in &context.report.base {
        let from_report =
            || context.prior.and_then(|p| p.base.iter().find(|b| b.item == item.item)).and_then(|b| b.final_.sure());
        let (Some(now), Some(before)) = (item.final_.sure(), item.prior_final.sure().or_else(from_report)) else {
            continue;
        };
        let Some(percent) = jump(before, now, threshold) else { continue };
        let name: String = item.label.split_whitespace().collect();
        if explained(context.report, &name) || repeats_its_only_part(context.report, item) {
            continue;
        }
        items.push(format!(
            "{} {} → {}（{percent}）",
            name.trim_end_matches(['：', ':']),
            before.printed(),
            now.printed()
        ));
        places.extend(item.final_.place.clone());
        places.extend(item.prior_final.place.clone());
        places.push(item.place.clone());
    }
    if !items.is_empty() {
        found.finding(check.finding(&[("项目", items.join("；"))], None, None, places));
    }
}

/// The change as `+50.6%` where it is above the threshold (a share of last year's figure).
fn jump(before: &Amount, now: &Amount, threshold: Decimal) -> Option<String> {
    let (a, b) = (i128::from(before.money.fen()), i128::from(now.money.fen()));
    let change = (b - a).abs();
    let slip = a != 0 && (b / a >= SLIP || (b != 0 && a / b >= SLIP));
    if a <= 0 || slip || change < i128::from(WORTH) {
        return None;
    }
    let limit = threshold.checked_mul(Decimal::from(before.money.fen()))?;
    if Decimal::try_from_i128_with_scale(change, 0).ok()? <= limit {
        return None;
    }
    // Tenths of a percent, half up.
    let tenths = (change * 2000 + a) / (a * 2);
    let sign = if b >= a { '+' } else { '-' };
    Some(format!("{sign}{}.{}%", tenths / 10, tenths % 10))
}

/// A sentence of the text speaks of this item, of last year and of a change.
fn explained(report: &Report, name: &str) -> bool {
    let core =
        name.trim_start_matches(|c: char| c.is_ascii_digit() || "、其中：:".contains(c)).trim_end_matches(['：', ':']);
    report.paragraphs.iter().any(|line| {
        let speaks = line.text.contains(core) && holds_any(&line.text, &["上年", "去年", "同比"]);
        speaks && holds_any(&line.text, &["增", "减", "降", "升"])
    })
}

/// 业务工作经费 that is all of 项目支出 says nothing new.
fn repeats_its_only_part(report: &Report, item: &BaseItem) -> bool {
    let whole = match item.item.as_str() {
        "project_business" | "project_running" => "project",
        "vehicle_purchase" | "vehicle_running" => "vehicle",
        "vehicle" | "abroad" | "reception" => "three_public",
        _ => return false,
    };
    let money = |b: &BaseItem| (b.prior_final.get().map(|a| a.money), b.final_.get().map(|a| a.money));
    report.base.iter().any(|b| b.item == whole && money(b) == money(item))
}
