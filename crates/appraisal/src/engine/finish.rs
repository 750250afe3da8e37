//! After the checks: the same finding once, consequences with their root causes, the one note on rounding.

use std::collections::BTreeSet;

use kanhe_policy::Policy;
use kanhe_report::{Finding, Part, Place};

/// The code under which differences within printed precision are noted.
pub(crate) const ROUNDING: &str = "KH190";

/// Findings of one check that say the same become one, with all places.
pub(crate) fn merge(findings: Vec<Finding>) -> Vec<Finding> {
    let mut out: Vec<Finding> = Vec::with_capacity(findings.len());
    for finding in findings {
        let same = |f: &&mut Finding| {
            f.message == finding.message
                && f.found == finding.found
                && f.expected == finding.expected
                && f.code == finding.code
        };
        match out.iter_mut().find(same) {
            Some(first) => add_places(&mut first.places, finding.places),
            None => out.push(finding),
        }
    }
    out
}

fn add_places(places: &mut Vec<Place>, more: impl IntoIterator<Item = Place>) {
    for place in more {
        if !places.contains(&place) {
            places.push(place);
        }
    }
}

/// The note on all differences within printed precision, unless their places already carry a finding.
pub(crate) fn rounding_note(policy: &Policy<'_>, rounding: Vec<Place>) -> Option<Finding> {
    let check = policy.check(ROUNDING)?;
    let mut seen = BTreeSet::new();
    let places: Vec<Place> = rounding.into_iter().filter(|place| seen.insert(place.clone())).collect();
    if places.is_empty() {
        return None;
    }
    Some(check.finding(&[("处数", places.len().to_string())], None, None, places))
}

/// Marks what follows from another finding: its check names the other's code, and they share a figure.
pub(crate) fn root_causes(policy: &Policy<'_>, findings: &mut [Finding]) {
    let marks: Vec<Option<String>> = findings.iter().map(|finding| cause(policy, findings, finding)).collect();
    for (finding, mark) in findings.iter_mut().zip(marks) {
        if finding.follows.is_none() {
            finding.follows = mark;
        }
    }
}

fn cause(policy: &Policy<'_>, findings: &[Finding], finding: &Finding) -> Option<String> {
    let check = policy.check(&finding.code)?;
    let root = |code: &&String| {
        **code != finding.code
            && findings.iter().filter(|f| f.code == **code && f.follows.is_none()).any(|f| share_a_figure(f, finding))
    };
    check.follows.iter().find(root).cloned()
}

fn share_a_figure(a: &Finding, b: &Finding) -> bool {
    a.places.iter().any(|x| b.places.iter().any(|y| same_figure(x, y)))
}

/// The same cell, or the same words of a paragraph.
fn same_figure(a: &Place, b: &Place) -> bool {
    a.same_spot(b) && (a.part == Part::Table || a.text == b.text)
}
