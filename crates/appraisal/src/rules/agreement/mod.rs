//! Do text and tables, and tables among themselves, say the same? KH201–KH210.

mod changes;
mod claims;
mod counts;
mod goal_counts;
mod grade_text;
mod none_sections;
mod shares;
mod twins;

use super::Rule;

/// The rules of this family.
pub(super) const RULES: &[(&str, Rule)] = &[
    ("text-amount", twins::text_amount),
    ("text-count", counts::check),
    ("tables-disagree", twins::tables_disagree),
    ("unit-slip", twins::unit_slip),
    ("text-score", grade_text::check),
    ("direction-word", changes::direction_word),
    ("percent-change", changes::percent_change),
    ("share-total", shares::check),
    ("none-against-amount", none_sections::check),
    ("claim-against-value", claims::check),
];
