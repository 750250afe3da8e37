//! After the checks: the same finding once, consequences with their root causes, the one note on rounding.

use std::collections::BTreeSet;

use foldhash::{HashMap, HashSet};
use kanhe_policy::Policy;
use kanhe_report::{Finding, Part, Place, Report, Severity};

/// The code under which differences within printed precision are noted.
pub(crate) const ROUNDING: &str = "KH190";

/// Findings of one check that say the same become one, with all places.
pub(crate) fn merge(findings: Vec<Finding>) -> Vec<Finding> {
    let mut out: Vec<Finding> = Vec::with_capacity(findings.len());
    let mut known = HashMap::default();
    for finding in findings {
        let key = (
            finding.message.zh.clone(),
            finding.message.en.clone(),
            finding.found.clone(),
            finding.expected.clone(),
            finding.code.clone(),
        );
        match known.get(&key).and_then(|at: &usize| out.get_mut(*at)) {
            Some(first) => first.places.extend(finding.places),
            None => {
                known.insert(key, out.len());
                out.push(finding);
            }
        }
    }
    out.iter_mut().for_each(|finding| each_once(&mut finding.places));
    out
}

/// Keeps the first of equal places.
fn each_once(places: &mut Vec<Place>) {
    if places.len() < 2 {
        return;
    }
    let mut seen = HashSet::default();
    let firsts: Vec<bool> = places.iter().map(|place| seen.insert(place)).collect();
    let mut firsts = firsts.into_iter();
    places.retain(|_| firsts.next().unwrap_or(true));
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

/// What rests on a table without lines, of which rows and columns may have been told wrongly, is worth a look and no more.
pub(crate) fn soften(report: &Report, findings: &mut [Finding]) {
    let doubtful = |place: &Place| {
        place.part == Part::Table && report.tables.iter().any(|t| t.aligned && Some(t.number) == place.table)
    };
    if !report.tables.iter().any(|t| t.aligned) {
        return;
    }
    for finding in findings.iter_mut().filter(|f| f.places.iter().any(doubtful)) {
        finding.severity = Severity::Note;
        finding.message.zh.push_str("（表格没有框线，按文字对齐读出，请与原件核对）");
        finding
            .message
            .en
            .push_str(" (the table has no lines and was read by how its words are aligned: compare with the original)");
    }
}

/// Marks what follows from another finding: its check names the other's code, and they share a figure.
pub(crate) fn root_causes(policy: &Policy<'_>, findings: &mut [Finding]) {
    let marks: Vec<Option<String>> = {
        let roots = Roots::of(findings);
        findings.iter().map(|finding| roots.cause(policy, finding)).collect()
    };
    for (finding, mark) in findings.iter_mut().zip(marks) {
        if finding.follows.is_none() {
            finding.follows = mark;
        }
    }
}

/// A cell, or the words of a paragraph.
type Figure<'a> = (Part, [Option<u32>; 4], Option<&'a str>);

/// The figures that each code's root findings point at.
struct Roots<'a>(HashMap<&'a str, HashSet<Figure<'a>>>);

impl<'a> Roots<'a> {
    fn of(findings: &'a [Finding]) -> Self {
        let mut roots: HashMap<&str, HashSet<Figure<'_>>> = HashMap::default();
        for finding in findings.iter().filter(|f| f.follows.is_none()) {
            roots.entry(&finding.code).or_default().extend(finding.places.iter().map(figure));
        }
        Self(roots)
    }

    fn cause(&self, policy: &Policy<'_>, finding: &Finding) -> Option<String> {
        let shares = |code: &&String| {
            **code != finding.code
                && self.0.get(code.as_str()).is_some_and(|at| finding.places.iter().any(|p| at.contains(&figure(p))))
        };
        policy.check(&finding.code)?.follows.iter().find(shares).cloned()
    }
}

fn figure(place: &Place) -> Figure<'_> {
    let words = (place.part == Part::Text).then_some(place.text.as_str());
    (place.part, [place.table, place.row, place.col, place.paragraph], words)
}
