//! KH312: level-1 points that follow none of the distributions of the rules.

use kanhe_policy::{Check, Level1};
use kanhe_report::{Decimal, Place};

use super::weights::{Weights, by_class, is_whole};
use crate::Context;
use crate::rules::Found;

/// One finding a form. Silent where the place leaves the points to the unit, where the form has heads of its own (决策,
/// 过程), or where points are missing or do not add up (KH305).
pub(super) fn check(context: &Context<'_>, check: &Check, found: &mut Found) {
    let profile = context.policy.profile();
    if profile.splits.is_empty() {
        return;
    }
    for form in context.result_forms().filter(|f| f.has_weights && is_whole(f)) {
        let Some(weights) = Weights::of(context, form) else { continue };
        let Some(classes) = by_class(context, &weights) else { continue };
        let known = |c: Level1| matches!(c, Level1::Cost | Level1::Output | Level1::Benefit | Level1::Satisfaction);
        if weights.sum() != Some(profile.total.value) || classes.len() < 2 || !classes.iter().all(|(c, ..)| known(*c)) {
            continue;
        }
        match (&weights.execution, &weights.execution_blank) {
            (None, Some(blank)) => {
                let values = [("应为", profile.execution.weight.value.to_string())];
                let places: Vec<Place> =
                    std::iter::once(blank.clone()).chain(classes.iter().map(|(.., p)| p.clone())).collect();
                let severity = check.severity.of(true);
                found.finding(check.finding_variant(
                    "no-execution",
                    severity,
                    &values,
                    None,
                    Some(profile.execution.weight.value.to_string()),
                    places,
                ));
            }
            (Some((execution, place)), _) if *execution == profile.execution.weight.value => {
                let mut given: Vec<(Level1, Decimal)> = classes.iter().map(|(c, w, _)| (*c, *w)).collect();
                given.push((Level1::Execution, *execution));
                let free = profile.splits.iter().any(|s| s.matches(&given)) || !only_the_middle(context, &given);
                if !free {
                    report(context, check, found, &classes, place);
                }
            }
            _ => {}
        }
    }
}

/// Satisfaction, and cost where there is any, follow the rules; only output and benefit do not. A form that sets those
/// its own way, or has no satisfaction at all, follows rules of its place.
fn only_the_middle(context: &Context<'_>, given: &[(Level1, Decimal)]) -> bool {
    let points = |class| given.iter().find(|(c, _)| *c == class).map_or(Decimal::ZERO, |(_, w)| *w);
    !points(Level1::Satisfaction).is_zero()
        && [Level1::Cost, Level1::Satisfaction].into_iter().all(|class| {
            points(class).is_zero()
                || context.policy.profile().splits.iter().any(|s| s.weight(class).is_some_and(|w| w == points(class)))
        })
}

fn report(
    context: &Context<'_>,
    check: &Check,
    found: &mut Found,
    classes: &[(Level1, Decimal, Place)],
    execution: &Place,
) {
    let heads: Vec<Level1> = classes.iter().map(|(c, ..)| *c).collect();
    let shown = |parts: &mut dyn Iterator<Item = (Level1, Decimal)>| {
        parts
            .map(|(c, w)| format!("{}{}", c.word().trim_end_matches("指标"), w.normalize()))
            .collect::<Vec<_>>()
            .join("、")
    };
    let given = shown(&mut classes.iter().map(|(c, w, _)| (*c, *w)));
    let split = context.policy.profile().split_for(&heads);
    let due = split.map(|s| shown(&mut heads.iter().filter_map(|h| Some((*h, s.weight(*h)?))))).unwrap_or_default();
    let differs = |class: Level1, weight: Decimal| split.is_none_or(|s| s.weight(class) != Some(weight));
    let mut places: Vec<Place> = classes.iter().filter(|(c, w, _)| differs(*c, *w)).map(|(.., p)| p.clone()).collect();
    places.push(execution.clone());
    let values = [("分值", given.clone()), ("应为", due.clone())];
    found.finding(check.finding(&values, Some(given), Some(due), places));
}
