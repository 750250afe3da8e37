//! KH311: far more than asked for, and no word about it.

use kanhe_policy::{Check, Level1};
use kanhe_report::Decimal;

use crate::Context;
use crate::measure::{Dimension, Direction, Quantity, squeeze};
use crate::rules::Found;
use crate::rules::rows::{Line, lines};

/// One finding a row. Counts and amounts only: rates end at 100 %, costs and times are better when smaller.
pub(super) fn check(context: &Context<'_>, check: &Check, found: &mut Found) {
    let threshold = context.policy.profile().triggers.over_fulfilment.value;
    for line in lines(context).filter(|l| !l.row.doubtful && l.row.direction == Direction::More && !l.has_reason()) {
        let (Some(target), Some(actual)) = (line.row.target.number(), line.row.actual.number()) else { continue };
        if !counted(target) || !counted(actual) || is_rate(context, &line) {
            continue;
        }
        let Some((t, a)) = target.comparable(actual).filter(|(t, _)| *t > Decimal::ZERO) else { continue };
        let far_over = t.checked_mul(threshold).is_some_and(|limit| a >= limit);
        if far_over && !explained_elsewhere(context, &line) {
            let times =
                a.checked_mul(Decimal::ONE_HUNDRED).and_then(|x| x.checked_div(t)).unwrap_or_default().round_dp(0);
            let mut values = line.values();
            values.push(("倍数", format!("{times}%")));
            let places = line.places(&[&line.cells.actual.place, &line.target().place, &line.cells.reason.place]);
            found.finding(check.finding(&values, line.cells.actual.get().cloned(), None, places));
        }
    }
}

fn counted(quantity: &Quantity) -> bool {
    !matches!(
        quantity.unit.dimension,
        Dimension::Percent | Dimension::Months | Dimension::Time | Dimension::Workdays | Dimension::Rate
    )
}

fn is_rate(context: &Context<'_>, line: &Line<'_>) -> bool {
    let name = line.name();
    context.policy.words().rate.found_in(&name)
        || name.ends_with('率')
        || line.class(context) == Some(Level1::Satisfaction)
}

/// The text or a block under the form says that more was done.
fn explained_elsewhere(context: &Context<'_>, line: &Line<'_>) -> bool {
    let name = squeeze(&line.name());
    let says = |text: &str| {
        (text.contains('超') || text.contains("增加") || text.contains("扩大")) && squeeze(text).contains(&name)
    };
    let fields = line.form.fields.iter().filter(|f| f.key == "explanation" || f.key == "measures");
    fields.filter_map(|f| f.value.get()).any(|t| says(t)) || context.report.paragraphs.iter().any(|p| says(&p.text))
}
