//! Rules on the logic of budgets (KH5xx) that no formula can express.

mod base_over_budget;
mod budget_follows_execution;
mod large_adjustment;
mod low_execution;
mod output_without_money;

use kanhe_report::{Amount, Decimal};

use super::Rule;

/// The family's rules.
pub(super) const RULES: &[(&str, Rule)] = &[
    ("large-adjustment", large_adjustment::rule),
    ("base-over-budget", base_over_budget::rule),
    ("low-execution-unexplained", low_execution::rule),
    ("output-without-money", output_without_money::rule),
    ("budget-follows-execution", budget_follows_execution::rule),
];

/// One amount as a share of another; `None` where that is nothing.
fn share(part: &Amount, whole: &Amount) -> Option<Decimal> {
    Decimal::from(part.money.fen()).checked_div(Decimal::from(whole.money.fen()))
}

/// A share as a percentage with one decimal at most: `47.8%`.
fn percent(share: Decimal) -> String {
    format!("{}%", share.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(share).round_dp(1).normalize())
}

/// An amount with its unit.
fn with_unit(amount: &Amount) -> String {
    format!("{}{}", amount.printed(), amount.unit.word())
}
