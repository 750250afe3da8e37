//! KH503: a large adjustment without a reason.

use std::cell::LazyCell;

use kanhe_policy::Check;
use kanhe_report::{Decimal, Form, FundKey, FundLine, Kind, Place, ProjectLine, Report};

use super::{percent, share, with_unit};
use crate::Context;
use crate::rules::Found;
use crate::rules::reasons::{is_filled, project_explains, text_explains};

/// Words of a sentence on an adjusted budget.
const ADJUSTED: [&str; 12] =
    ["调整", "追加", "调减", "调增", "压减", "核减", "核增", "增加预算", "减少预算", "年中", "预算增加", "预算减少"];

pub(super) fn rule(context: &Context<'_>, check: &Check, found: &mut Found) {
    let report = context.report;
    let limit = context.policy.profile().triggers.large_adjustment.value;
    let large: Vec<&ProjectLine> =
        report.projects.iter().filter(|p| project_change(p).is_some_and(|c| c.abs() > limit)).collect();
    let unexplained: Vec<&ProjectLine> = large.iter().copied().filter(|p| !project_explains(report, p)).collect();
    // Where every large change of a project is explained, the total is explained with them.
    let by_projects = !large.is_empty() && unexplained.is_empty();
    let in_words = LazyCell::new(|| text_explains(report, &ADJUSTED));
    let mut named = false;
    for form in context.result_forms() {
        let Some((total, change)) = total_change(context, form).filter(|(_, change)| change.abs() > limit) else {
            continue;
        };
        let own_reason = context.funds(form.form).any(|f| is_filled(&f.reason));
        if own_reason || *in_words || by_projects || explained_elsewhere(report, form) {
            continue;
        }
        let mut places = cells(total);
        for line in context
            .funds(form.form)
            .filter(|f| f.line != FundKey::Total && fund_change(f).is_some_and(|c| c.abs() > limit))
        {
            places.extend(cells(line));
        }
        if form.kind == Kind::Whole || context.result_forms().count() == 1 {
            places.extend(unexplained.iter().flat_map(|p| project_cells(p)));
            named = true;
        }
        places.dedup();
        let sign = if change.is_sign_negative() { "-" } else { "+" };
        let values = [
            ("对象", total.label.clone()),
            ("年初", total.initial.sure().map(with_unit).unwrap_or_default()),
            ("全年", total.budget.sure().map(with_unit).unwrap_or_default()),
            ("幅度", format!("{sign}{}", percent(change.abs()))),
            ("界限", percent(limit)),
        ];
        let printed = total.budget.sure().map(|a| a.printed());
        found.finding(check.finding(&values, printed, None, places));
    }
    if !named && !unexplained.is_empty() && !*in_words {
        let mut names: Vec<&str> = unexplained.iter().map(|p| p.name.as_str()).collect();
        names.dedup();
        let values = [("对象", names.join("、")), ("界限", percent(limit))];
        let mut places: Vec<Place> = unexplained.iter().flat_map(|p| project_cells(p)).collect();
        places.dedup();
        let severity = check.severity.of(true);
        found.finding(check.finding_variant("projects", severity, &values, None, None, places));
    }
}

/// (全年预算 − 年初预算) ÷ 年初预算 of a line; `None` where a figure is missing or nothing was planned.
fn fund_change(line: &FundLine) -> Option<Decimal> {
    let (initial, budget) = (line.initial.sure()?, line.budget.sure()?);
    share(budget, initial)?.checked_sub(Decimal::ONE)
}

/// The total's change; where the total has no figures of its own, that of the first line below it.
fn total_change<'a>(context: &Context<'a>, form: &Form) -> Option<(&'a FundLine, Decimal)> {
    let total = context.fund(form.form, FundKey::Total)?;
    let parts = context.funds(form.form).filter(|f| f.line != FundKey::Total);
    std::iter::once(total).chain(parts).find_map(|line| Some((line, fund_change(line)?)))
}

/// A project's change by its adjustment, else by its annual budget.
fn project_change(project: &ProjectLine) -> Option<Decimal> {
    let initial = project.initial.sure()?;
    match (project.adjustment.sure(), project.budget.sure()) {
        (Some(adjustment), _) => share(adjustment, initial),
        (None, Some(budget)) => share(budget, initial)?.checked_sub(Decimal::ONE),
        (None, None) => None,
    }
}

/// A project form's own project may be explained in the text.
fn explained_elsewhere(report: &Report, form: &Form) -> bool {
    form.kind == Kind::Project
        && !form.name.is_empty()
        && report.projects.iter().any(|p| form.name.contains(p.name.as_str()) && project_explains(report, p))
}

/// The cells that show a line's change, the adjusted figure first.
fn cells(line: &FundLine) -> Vec<Place> {
    [&line.budget.place, &line.initial.place].into_iter().flatten().cloned().collect()
}

fn project_cells(project: &ProjectLine) -> Vec<Place> {
    let cells = [&project.adjustment.place, &project.budget.place, &project.initial.place];
    let mut places: Vec<Place> = cells.into_iter().flatten().cloned().collect();
    places.push(project.place.clone());
    places
}
