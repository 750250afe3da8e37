//! The engine as a whole: its names, its formulas, its order.

use std::collections::BTreeSet;

use kanhe_appraisal::{Engine, fact_rows};
use kanhe_policy::{FactType, PolicySet};

#[allow(clippy::expect_used)]
fn builtin() -> PolicySet {
    PolicySet::builtin().expect("the built-in policy loads")
}

#[test]
fn the_engine_supplies_exactly_the_names_that_the_policy_describes() {
    let set = builtin();
    let described: Vec<(String, Vec<(String, String)>)> = set
        .facts()
        .rows
        .iter()
        .map(|row| {
            let field = |f: &kanhe_policy::Fact| match f.kind {
                FactType::Rows => (f.name.clone(), format!("rows of {}", f.of.as_deref().unwrap_or_default())),
                kind => (f.name.clone(), kind.name().to_owned()),
            };
            (row.name.clone(), row.fields.iter().map(field).collect())
        })
        .collect();
    let supplied: Vec<(String, Vec<(String, String)>)> = fact_rows()
        .into_iter()
        .map(|(row, fields)| (row.to_owned(), fields.into_iter().map(|(n, t)| (n.to_owned(), t)).collect()))
        .collect();
    assert_eq!(described, supplied);
}

#[test]
fn every_check_of_the_policy_can_be_asked() {
    let set = builtin();
    assert_eq!(Engine::new(&set).broken(), []);
}

#[test]
fn every_rule_is_used_by_a_check_and_registered_once() {
    let set = builtin();
    let used: BTreeSet<&str> = set.checks().iter().filter_map(|c| c.rule()).collect();
    let names: Vec<&str> = kanhe_appraisal::rules::names().collect();
    let once: BTreeSet<&str> = names.iter().copied().collect();
    assert_eq!(names.len(), once.len(), "a rule is registered twice");
    for name in once {
        assert!(used.contains(name), "no check uses the rule {name}");
    }
}
