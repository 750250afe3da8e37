//! Is everything there that has to be there? KH401–KH407.

mod blank_required;
mod goal_copied;
mod kinds_missing;
mod problems_silent;
mod reason_missing;
mod sections_missing;

use super::Rule;

/// The rules of this family.
pub(super) const RULES: &[(&str, Rule)] = &[
    ("reason-missing", reason_missing::check),
    ("indicator-kind-missing", kinds_missing::check),
    ("goal-copied", goal_copied::check),
    ("blank-required", blank_required::check),
    ("section-missing", sections_missing::check),
    ("problems-silent", problems_silent::check),
];
