//! KH703 and KH709: units that differ, units that are missing.

use kanhe_policy::Check;
use kanhe_report::Place;

use crate::Context;
use crate::measure::{Dimension, Kinship, Measure, Quantity, Value, kinship};
use crate::rules::Found;
use crate::rules::rows::{Line, lines};

/// KH703: target and result are measured in different things.
pub(super) fn mismatch(context: &Context<'_>, check: &Check, found: &mut Found) {
    for line in lines(context).filter(|l| !l.row.doubtful) {
        let (Some(target), Some(actual)) = (quantity(&line.row.target), quantity(&line.row.actual)) else { continue };
        if kinship(&target.unit, &actual.unit) == Kinship::Different {
            let mut values = line.values();
            values.push(("目标单位", target.unit.word.clone()));
            values.push(("完成单位", actual.unit.word.clone()));
            let places = line.places(&[&line.cells.actual.place, &line.target().place]);
            let (found_cell, expected) = (line.cells.actual.get().cloned(), line.target().get().cloned());
            found.finding(check.finding(&values, found_cell, expected, places));
        }
    }
}

fn quantity(measure: &Measure) -> Option<&Quantity> {
    match &measure.value {
        Value::Number(q) | Value::Range(_, q) if measure.doubt.is_none() => Some(q),
        _ => None,
    }
}

/// KH709: rates without a percent sign; one note a document.
pub(super) fn missing(context: &Context<'_>, check: &Check, found: &mut Found) {
    let mut places: Vec<Place> = Vec::new();
    let mut names: Vec<String> = Vec::new();
    for line in lines(context).filter(|l| is_bare(&l.row.target) && is_rate(context, l)) {
        let cells = [(&line.row.target, &line.target().place), (&line.row.actual, &line.cells.actual.place)];
        let bare: Vec<Place> = cells.into_iter().filter(|(m, _)| is_bare(m)).filter_map(|(_, p)| p.clone()).collect();
        if !bare.is_empty() {
            places.extend(bare);
            places.push(line.cells.place.clone());
            names.push(line.name());
        }
    }
    if !places.is_empty() {
        let count = names.len().to_string();
        found.finding(check.finding(&[("指标", names.join("、")), ("个数", count)], None, None, places));
    }
}

fn is_rate(context: &Context<'_>, line: &Line<'_>) -> bool {
    let name = line.name();
    let name = name.trim_end_matches([')', '）', '%', '(', '（']);
    context.policy.words().rate.found_in(name)
        && (name.ends_with('率') || name.ends_with("比例") || name.ends_with("比重") || name.ends_with("满意度"))
}

fn is_bare(measure: &Measure) -> bool {
    matches!(&measure.value, Value::Number(q) if q.unit.dimension == Dimension::Bare && q.factor == 1 && measure.doubt.is_none() && !q.number.is_zero())
}
