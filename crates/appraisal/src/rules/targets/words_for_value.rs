//! KH704 and KH705: words or signs where a measured result should stand.

use kanhe_policy::Check;

use crate::Context;
use crate::measure::{Dimension, Quantity, Value, squeeze};
use crate::rules::Found;
use crate::rules::rows::{Line, lines};

/// KH704: the result repeats the target's sign, or only says 定性.
pub(super) fn not_measured(context: &Context<'_>, check: &Check, found: &mut Found) {
    for line in lines(context) {
        let actual = &line.row.actual;
        let kind_word =
            matches!(actual.value, Value::Words) && context.policy.words().qualitative.is(&squeeze(&actual.words));
        let copied = matches!(actual.value, Value::Number(_)) && has_sign(&line);
        if kind_word || copied {
            let places = line.places(&[&line.cells.actual.place, &line.target().place]);
            let variant = if kind_word { "kind" } else { "sign" };
            let severity = check.severity.of(true);
            found.finding(check.finding_variant(
                variant,
                severity,
                &line.values(),
                line.cells.actual.get().cloned(),
                None,
                places,
            ));
        }
    }
}

/// A symbol (`≥90%`), or the target's own words (`不低于90%`); 3天内 is how a duration is told.
fn has_sign(line: &Line<'_>) -> bool {
    let Some(mark) = line.row.actual.sign else { return false };
    if mark.sign == kanhe_report::Sign::Equal {
        return false;
    }
    let time = line.row.actual.number().is_some_and(|q| is_time(q) && !mark.symbol);
    let cells = (line.cells.actual.get(), line.target().get());
    let same = matches!(cells, (Some(a), Some(t)) if squeeze(a) == squeeze(t));
    mark.symbol || same && !time
}

const fn is_time(quantity: &Quantity) -> bool {
    matches!(quantity.unit.dimension, Dimension::Months | Dimension::Time | Dimension::Workdays)
}

/// KH705: a number is asked for, and the result says 完成.
pub(super) fn in_words(context: &Context<'_>, check: &Check, found: &mut Found) {
    let bands = &context.policy.profile().bands.band;
    let words = context.policy.words();
    for line in lines(context) {
        let Some(target) = line.row.target.number() else { continue };
        let actual = &line.row.actual;
        let said = squeeze(&actual.words);
        let done = match actual.value {
            Value::YesNo(_) => true,
            Value::InTime(_) => !is_time(target),
            Value::Words => {
                words.done.is(&said)
                    || words.undone.is(&said)
                    || bands.iter().any(|b| b.name == said || b.words.contains(&said))
            }
            _ => false,
        };
        if done {
            let places = line.places(&[&line.cells.actual.place, &line.target().place]);
            found.finding(check.finding(&line.values(), line.cells.actual.get().cloned(), None, places));
        }
    }
}
