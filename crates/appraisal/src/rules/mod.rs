//! Checks that no formula can express. One family a file; each rule is pure and knows nothing of the others.
//!
//! A check file names its rule (`rule = "…"`); [`rule`] finds the function. To add one, write it in its family's file and
//! add a line to that family's own `RULES`.

mod agreement;
mod amounts;
mod budget;
mod completeness;
mod history;
mod identity;
pub(crate) mod reasons;
mod rows;
mod scores;
mod targets;
pub(crate) mod words;

use kanhe_policy::Check;
use kanhe_report::{Finding, Place};

use crate::Context;

/// A rule: it looks at the context and says what it found. All wording comes from the check.
pub type Rule = fn(&Context<'_>, &Check, &mut Found);

/// What a rule found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// Findings, in document order.
    pub findings: Vec<Finding>,
    /// Places of figures that agree within their printed precision and not exactly: they make up the one KH190 note.
    pub rounding: Vec<Place>,
}

impl Found {
    /// Adds a finding.
    pub fn finding(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Adds places of a difference within printed precision.
    pub fn rounding(&mut self, places: impl IntoIterator<Item = Place>) {
        self.rounding.extend(places);
    }
}

/// The rules of every family, each a list of (name, function).
const FAMILIES: &[&[(&str, Rule)]] = &[
    agreement::RULES,
    amounts::RULES,
    budget::RULES,
    completeness::RULES,
    history::RULES,
    identity::RULES,
    scores::RULES,
    targets::RULES,
];

/// The rule registered under a name.
pub fn rule(name: &str) -> Option<Rule> {
    FAMILIES.iter().flat_map(|family| family.iter()).find(|(n, _)| *n == name).map(|(_, rule)| *rule)
}

/// The names of all rules.
pub fn names() -> impl Iterator<Item = &'static str> {
    FAMILIES.iter().flat_map(|family| family.iter()).map(|(name, _)| *name)
}
