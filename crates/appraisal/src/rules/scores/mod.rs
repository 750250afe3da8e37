//! KH301 to KH315: scores, weights, totals.

mod cells;
mod cost_overrun;
mod execution;
mod follows_value;
mod grade;
mod over_fulfilment;
mod policy_weights;
mod total;
mod weights;
mod within_weight;
mod without_value;

use super::Rule;

/// The rules of this family.
pub(super) const RULES: &[(&str, Rule)] = &[
    ("score-follows-value", follows_value::check),
    ("score-within-weight", within_weight::check),
    ("score-total", total::check),
    ("weight-total", weights::total),
    ("group-weight", weights::groups),
    ("execution-score", execution::score),
    ("grade", grade::check),
    ("score-without-value", without_value::check),
    ("cost-overrun", cost_overrun::check),
    ("over-fulfilment", over_fulfilment::check),
    ("weights-off-policy", policy_weights::check),
    ("sub-row-scored", cells::sub_rows),
    ("execution-counted-twice", execution::counted_twice),
    ("score-cell-shared", cells::shared),
];
