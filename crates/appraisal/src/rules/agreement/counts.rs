//! KH202: a count that the text states differs from the indicator's target or actual.

use kanhe_policy::Check;
use kanhe_report::{Entry, Figure, Mention, Place, Role, Statement};

use crate::Context;
use crate::measure::{Quantity, Value, parse};
use crate::rules::Found;

/// Words that make a count a rough one.
const ROUGH_BEFORE: [&str; 8] = ["约", "近", "超", "超过", "逾", "大约", "将近", "不少于"];
const ROUGH_AFTER: [&str; 5] = ["余", "多", "左右", "以上", "上下"];

/// One finding for each indicator, side (target, actual) and value stated; then the head count against 附件2.
pub(super) fn check(context: &Context<'_>, check: &Check, found: &mut Found) {
    let report = context.report;
    let mut told: Vec<(usize, Role, Quantity, usize)> = Vec::new();
    for statement in report.statements.iter().filter(|s| s.doubt.is_none()) {
        let Some((index, mention, stated)) = linked(context, statement) else { continue };
        let indicator = &report.indicators[index];
        let (cell, side) = match statement.role {
            Role::Achieved => (&indicator.actual, "actual"),
            Role::Target => (&indicator.target, "target"),
            Role::Other => continue,
        };
        let Some(printed) = number(cell, indicator.unit.as_deref()) else { continue };
        let Some((a, b)) = stated.comparable(&printed) else { continue };
        let slack = slack(&stated) + slack(&printed);
        let Some(gap) = a.checked_sub(b).map(|gap| gap.abs()) else { continue };
        if gap.checked_add(gap).is_some_and(|both| both <= slack) {
            continue;
        }
        if let Some((.., at)) = told.iter().find(|(i, r, q, _)| *i == index && *r == statement.role && *q == stated) {
            // The same wrong count again: one finding with one more place.
            if let Some(finding) = found.findings.get_mut(*at)
                && !finding.places.iter().any(|p| p.same_spot(&mention.place))
            {
                finding.places.push(mention.place.clone());
            }
            continue;
        }
        let name = indicator.level3.get().cloned().unwrap_or_default();
        let values = [
            ("指标", name),
            ("正文", mention.raw.clone()),
            ("表中", cell.get().cloned().unwrap_or_default()),
            ("栏", side.to_owned()),
        ];
        let mut places: Vec<Place> = vec![mention.place.clone()];
        places.extend(cell.place.clone());
        places.push(indicator.place.clone());
        told.push((index, statement.role, stated, found.findings.len()));
        found.finding(check.finding_variant(
            side,
            check.severity.of(true),
            &values,
            Some(mention.raw.clone()),
            None,
            places,
        ));
    }
    super::goal_counts::check(context, check, found);
    head_count(context, check, found);
}

/// 实有人数 of the text against 附件2.
fn head_count(context: &Context<'_>, check: &Check, found: &mut Found) {
    let report = context.report;
    let Some(staff) = report.base.iter().find(|b| b.item == "staff") else { return };
    let Some(actual) = staff.actual.sure() else { return };
    for statement in report.statements.iter().filter(|s| s.doubt.is_none() && s.concept == "staff.actual") {
        let Some(mention) = report.mentions.get(statement.mention) else { continue };
        let Figure::Count { number, .. } = &mention.figure else { continue };
        if number == actual || rough(mention) {
            continue;
        }
        let values = [("正文", mention.raw.clone()), ("表中", actual.to_string())];
        let places = [Some(mention.place.clone()), staff.actual.place.clone()].into_iter().flatten().collect();
        let severity = check.severity.of(true);
        found.finding(check.finding_variant("staff", severity, &values, Some(number.to_string()), None, places));
        return;
    }
}

fn linked<'a>(context: &Context<'a>, statement: &Statement) -> Option<(usize, &'a Mention, Quantity)> {
    let index = statement.indicator?;
    context.report.indicators.get(index)?;
    let mention = context.report.mentions.get(statement.mention)?;
    let Figure::Count { .. } = &mention.figure else { return None };
    if rough(mention) {
        return None;
    }
    match parse(&mention.raw) {
        crate::measure::Measure { value: Value::Number(quantity), doubt: None, .. } => Some((index, mention, quantity)),
        _ => None,
    }
}

pub(super) fn number(cell: &Entry<String>, unit: Option<&str>) -> Option<Quantity> {
    let measure = parse(cell.sure()?).with_unit_column(unit);
    match (measure.value, measure.doubt) {
        (Value::Number(quantity), None) => Some(quantity),
        _ => None,
    }
}

fn rough(mention: &Mention) -> bool {
    let before = mention.before.trim_end();
    let after = mention.after.trim_start();
    ROUGH_BEFORE.iter().any(|w| before.ends_with(w))
        || ROUGH_AFTER.iter().any(|w| after.starts_with(w) || mention.raw.contains(w))
}

/// A unit of the last printed digit; whole numbers are exact counts.
pub(super) fn slack(quantity: &Quantity) -> kanhe_report::Decimal {
    if quantity.decimals == 0 && quantity.factor == 1 {
        return kanhe_report::Decimal::ZERO;
    }
    kanhe_report::Decimal::new(1, quantity.decimals.min(12))
        .checked_mul(kanhe_report::Decimal::from(quantity.factor))
        .and_then(|d| d.checked_mul(quantity.unit.scale))
        .unwrap_or_default()
}
