//! Rules on amounts, rates and counts (KH1xx) that no formula can express.

mod count_stated;
mod rate_form;
mod split_basis;

use kanhe_policy::Check;

use super::{Found, Rule};
use crate::Context;

/// The family's rules.
pub(super) const RULES: &[(&str, Rule)] = &[
    ("count-stated", count_stated::rule),
    ("rate-form", rate_form::rule),
    ("split-basis", split_basis::rule),
    ("rounding", rounding),
];

/// KH190: every check collects its differences within printed precision; the engine makes one note of them.
fn rounding(_: &Context<'_>, _: &Check, _: &mut Found) {}
