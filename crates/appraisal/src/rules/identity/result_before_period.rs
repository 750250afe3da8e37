//! KH608: a form that states targets before the year already holds results.

use kanhe_policy::Check;
use kanhe_report::{Place, Stage};

use crate::Context;
use crate::rules::Found;

/// One finding a form, listing every result.
pub(super) fn check(context: &Context<'_>, check: &Check, found: &mut Found) {
    for form in context.report.forms.iter().filter(|f| f.stage == Stage::Target) {
        let mut places: Vec<Place> = Vec::new();
        for fund in context.funds(form.form) {
            let cells = [
                fund.executed.sure().and(fund.executed.place.as_ref()),
                fund.rate.sure().and(fund.rate.place.as_ref()),
                fund.score.sure().and(fund.score.place.as_ref()),
            ];
            places.extend(cells.into_iter().flatten().cloned());
        }
        for indicator in context.report.indicators.iter().filter(|i| i.form == form.form) {
            let cells = [
                indicator.actual.sure().and(indicator.actual.place.as_ref()),
                indicator.score.sure().and(indicator.score.place.as_ref()),
            ];
            places.extend(cells.into_iter().flatten().cloned());
        }
        if !places.is_empty() {
            let values = [("表", form.name.clone()), ("处数", places.len().to_string())];
            found.finding(check.finding(&values, None, None, places));
        }
    }
}
