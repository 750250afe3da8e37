//! KH702: a result without a target.

use kanhe_policy::Check;

use crate::Context;
use crate::rules::Found;
use crate::rules::rows::{lines, lines_of};

/// One finding a row. Silent where the form's target column is empty throughout.
pub(super) fn check(context: &Context<'_>, check: &Check, found: &mut Found) {
    for line in lines(context).filter(|l| l.form.has_targets && l.target().is_blank() && l.target().doubt.is_none()) {
        let answered = line.cells.actual.sure().is_some() && !line.row.actual.is_blank();
        if answered && lines_of(context, line.form.form).any(|l| l.target().get().is_some()) {
            let places = line.places(&[&line.target().place, &line.cells.actual.place]);
            found.finding(check.finding(&line.values(), None, None, places));
        }
    }
}
