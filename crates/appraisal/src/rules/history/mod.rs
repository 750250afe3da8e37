//! Held against last year's report and other units' reports: KH901–KH903.

mod jump;
mod prior_year;
mod text_reused;

use super::Rule;

/// The rules of this family.
pub(super) const RULES: &[(&str, Rule)] =
    &[("prior-year", prior_year::check), ("year-on-year-jump", jump::check), ("text-reused", text_reused::check)];
