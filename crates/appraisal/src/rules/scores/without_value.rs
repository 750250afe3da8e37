//! KH309: points for a row without a result.

use kanhe_policy::Check;
use kanhe_report::Decimal;

use crate::Context;
use crate::rules::Found;
use crate::rules::rows::{forms_with, lines};

/// One finding a row. Silent where the whole column is empty, and about dashes and 无.
pub(super) fn check(context: &Context<'_>, check: &Check, found: &mut Found) {
    let answered = forms_with(context, |l| l.cells.actual.get().is_some());
    for line in lines(context).filter(|l| l.form.has_actuals && l.cells.actual.is_blank() && !l.cells.score_shared) {
        let Some(&score) = line.cells.score.sure().filter(|s| **s > Decimal::ZERO) else { continue };
        if !answered.contains(&line.form.form) || line.cells.actual.doubt.is_some() {
            continue;
        }
        let places = line.places(&[&line.cells.actual.place, &line.cells.score.place, &line.target().place]);
        found.finding(check.finding(&line.values(), Some(score.to_string()), None, places));
    }
}
