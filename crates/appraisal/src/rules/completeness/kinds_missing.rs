//! KH403: a kind of indicator that the rules ask for was not set.

use kanhe_policy::{Check, Level1, RequiredKind};
use kanhe_report::{Form, Indicator, Kind, Place, Report};

use crate::Context;
use crate::rules::Found;

/// One finding a form. Silent for forms that do not use the national kinds (fewer than two of the output's are there), and for
/// kinds that a form which prints its unused heads does not print.
pub(super) fn check(context: &Context<'_>, check: &Check, found: &mut Found) {
    for form in context.result_forms() {
        let rows: Vec<&Indicator> = context.report.indicators.iter().filter(|i| i.form == form.form).collect();
        let required = &context.policy.profile().required;
        let (there, missing): (Vec<&RequiredKind>, Vec<&RequiredKind>) =
            required.iter().partition(|kind| rows.iter().any(|row| is_of(row, kind)));
        // A form that keeps its unused heads shows which kinds it has; a project need not have a cost indicator
        // (财预〔2021〕101号) unless its form asks for one.
        let keeps_unused_heads = context.report.groups.iter().any(|g| g.form == form.form && g.blank_rows > 0);
        let only_printed = keeps_unused_heads || form.kind == Kind::Project;
        let missing: Vec<&RequiredKind> = missing
            .into_iter()
            .filter(|kind| !(kind.where_head && only_printed && head(form, kind).is_none()))
            .collect();
        // 部门决策, 综合管理 and the like: a framework of its own, with 满意度 at its end all the same.
        let national = there.iter().filter(|kind| matches!(kind.level1, Level1::Output | Level1::Cost)).count() >= 2;
        if !national || missing.is_empty() {
            continue;
        }
        let names: Vec<&str> = missing.iter().map(|kind| kind.name.as_str()).collect();
        let mut places: Vec<Place> = missing.iter().filter_map(|kind| head(form, kind)).collect();
        places.extend(missing.iter().filter_map(|kind| level1_head(context.report, form, kind)));
        places.dedup_by(|a, b| a.same_spot(b));
        if places.is_empty() {
            places.push(form.place.clone());
        }
        found.finding(check.finding(&[("种类", names.join("、"))], None, None, places));
    }
}

fn is_of(row: &Indicator, kind: &RequiredKind) -> bool {
    [&row.level2, &row.level1].into_iter().filter_map(|level| level.get()).any(|label| named(label, kind))
}

fn named(label: &str, kind: &RequiredKind) -> bool {
    let label: String = label.chars().filter(|c| !c.is_whitespace()).collect();
    kind.words.iter().any(|word| label.contains(word.as_str()))
}

fn head(form: &Form, kind: &RequiredKind) -> Option<Place> {
    form.heads.iter().find(|head| named(&head.value, kind)).map(|head| head.place.clone())
}

/// The level-1 head under which the kind should stand.
fn level1_head(report: &Report, form: &Form, kind: &RequiredKind) -> Option<Place> {
    let word = kind.level1.word().trim_end_matches("指标");
    report.groups.iter().find(|g| g.form == form.form && g.name.contains(word)).map(|g| g.place.clone())
}
