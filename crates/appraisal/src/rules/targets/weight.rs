//! KH711: one indicator carries most of its head's points.

use kanhe_policy::{Check, Level1};
use kanhe_report::{Decimal, Place};

use crate::Context;
use crate::rules::Found;
use crate::rules::rows::{Line, lines_of};

/// With fewer indicators under a head one of them carries half of its points anyway.
const FEWEST: usize = 3;

/// One note a form. Output and benefit only: cost and satisfaction usually have a single indicator.
pub(super) fn check(context: &Context<'_>, check: &Check, found: &mut Found) {
    let threshold = context.policy.profile().triggers.weight_concentration.value;
    for form in context.result_forms().filter(|f| f.has_weights) {
        let rows: Vec<Line<'_>> = lines_of(context, form.form).collect();
        let mut heavy: Vec<&Line<'_>> = Vec::new();
        for class in [Level1::Output, Level1::Benefit] {
            let members: Vec<&Line<'_>> = rows.iter().filter(|l| l.class(context) == Some(class)).collect();
            let weights: Option<Vec<Decimal>> =
                members.iter().map(|l| l.cells.weight.sure().copied().filter(|_| !l.cells.weight_shared)).collect();
            let Some(weights) = weights.filter(|w| w.len() >= FEWEST) else { continue };
            let Some(sum) = weights.iter().try_fold(Decimal::ZERO, |s, w| s.checked_add(*w)) else { continue };
            let limit = sum.checked_mul(threshold).unwrap_or(sum);
            heavy.extend(members.iter().zip(&weights).filter(|(_, w)| **w > limit).map(|(l, _)| *l));
        }
        if heavy.is_empty() {
            continue;
        }
        let names = heavy.iter().map(|l| l.name()).collect::<Vec<_>>().join("、");
        let places: Vec<Place> = heavy.iter().flat_map(|l| l.places(&[&l.cells.weight.place])).collect();
        let share = (threshold * Decimal::ONE_HUNDRED).normalize();
        found.finding(check.finding(&[("指标", names), ("比例", format!("{share}%"))], None, None, places));
    }
}
