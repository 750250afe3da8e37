//! KH701 to KH711 and KH801: what targets and results are worth as measures.

mod direction_sign;
mod evidence;
mod input;
mod missing;
mod name;
mod satisfaction;
mod unit;
mod vague;
mod weight;
mod words_for_value;

use super::Rule;

/// The rules of this family.
pub(super) const RULES: &[(&str, Rule)] = &[
    ("vague-target", vague::check),
    ("target-missing", missing::check),
    ("measure-mismatch", unit::mismatch),
    ("actual-not-measured", words_for_value::not_measured),
    ("value-in-words", words_for_value::in_words),
    ("direction-sign", direction_sign::check),
    ("input-as-output", input::check),
    ("target-in-name", name::check),
    ("measure-missing", unit::missing),
    ("satisfaction-unsupported", satisfaction::check),
    ("weight-concentrated", weight::check),
    ("evidence-disagrees", evidence::check),
];
