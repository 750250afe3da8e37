//! KH801: the result is not what the unit's own records count.

use kanhe_policy::Check;

use crate::Context;
use crate::measure::{Measure, parse, squeeze};
use crate::rules::Found;
use crate::rules::rows::lines;

/// One finding a row that some record counts. Silent where names or units do not meet.
pub(super) fn check(context: &Context<'_>, check: &Check, found: &mut Found) {
    if context.evidence.is_empty() {
        return;
    }
    for line in lines(context) {
        let name = squeeze(&line.name());
        let Some(evidence) = context.evidence.iter().find(|e| squeeze(&e.indicator) == name) else { continue };
        let counted: Measure = parse(&format!("{}{}", evidence.value, evidence.unit));
        let (Some(actual), Some(counted)) = (line.row.actual.number(), counted.number()) else { continue };
        if actual.comparable(counted).is_some_and(|(a, c)| a != c) {
            let shown = format!("{}{}", evidence.value, evidence.unit);
            let mut values = line.values();
            values.push(("统计值", shown.clone()));
            values.push(("来源", evidence.source.clone()));
            let places = line.places(&[&line.cells.actual.place]);
            found.finding(check.finding(&values, line.cells.actual.get().cloned(), Some(shown), places));
        }
    }
}
