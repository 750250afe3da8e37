//! KH702: a result without a target.

use kanhe_policy::Check;

use crate::Context;
use crate::rules::Found;
use crate::rules::rows::{forms_with, lines};

/// One finding a row. Silent where the form's target column is empty throughout.
pub(super) fn check(context: &Context<'_>, check: &Check, found: &mut Found) {
    let asked = forms_with(context, |l| l.target().get().is_some());
    for line in lines(context).filter(|l| l.form.has_targets && l.target().is_blank() && l.target().doubt.is_none()) {
        let answered = line.cells.actual.sure().is_some() && !line.row.actual.is_blank();
        if answered && asked.contains(&line.form.form) {
            let places = line.places(&[&line.target().place, &line.cells.actual.place]);
            found.finding(check.finding(&line.values(), None, None, places));
        }
    }
}
