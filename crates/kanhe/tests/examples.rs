//! Every check's own examples, worked through the whole chain: text → document → report → findings.
//!
//! What a check file promises in `[[example]]` is what the program does: CI proves it for all of them.

#![allow(clippy::expect_used)] // a test stops where its own fixture fails

use kanhe_appraisal::{Options, appraise};
use kanhe_document::Limits;
use kanhe_policy::{Check, Example, ExampleKind, FormHints, Level1, PolicySet, ROOT};
use kanhe_report::{Finding, Report};

fn read(text: &str, policies: &PolicySet) -> Report {
    let document = kanhe_document::read(text.as_bytes(), &Limits::default()).expect("an example is readable text");
    kanhe_reading::read(&document, policies.terms(), "example.txt")
}

/// Findings of the check, consequences included: an example shows one fault, whatever its root.
fn findings(check: &Check, example: &Example, policies: &PolicySet) -> Vec<Finding> {
    let report = read(&example.text, policies);
    let prior = example.prior.as_deref().map(|text| read(text, policies));
    let against: Vec<Report> = example.against.as_deref().map(|text| read(text, policies)).into_iter().collect();
    let unit = report.unit.as_ref().map(|u| u.value.as_str()).unwrap_or_default();
    let place = example.place.as_deref().or_else(|| policies.place_of(unit)).unwrap_or(ROOT);
    let heads: Vec<Level1> =
        report.forms.iter().flat_map(|f| &f.heads).filter_map(|h| policies.words().level1(&h.value)).collect();
    let year = report.year.as_ref().map_or(2023, |y| y.value);
    let policy = policies.select(place, report.kind, year, FormHints { heads: &heads });
    let evidence = example.evidence.as_deref().map(evidence).unwrap_or_default();
    let options = Options { prior: prior.as_ref(), against: &against, evidence: &evidence };
    let appraisal = appraise(&report, &policy, options);
    appraisal.findings.into_iter().filter(|f| f.code == check.code).collect()
}

/// `indicator,value,unit,source` a line.
fn evidence(csv: &str) -> Vec<kanhe_appraisal::Evidence> {
    let rows = csv.lines().map(str::trim).filter(|l| !l.is_empty());
    rows.map(|row| {
        let cells: Vec<&str> = row.split(',').map(str::trim).collect();
        let cell = |i: usize| cells.get(i).copied().unwrap_or_default().to_owned();
        kanhe_appraisal::Evidence {
            indicator: cell(0),
            value: cell(1).parse().expect("the second cell is a number"),
            unit: cell(2),
            source: cell(3),
        }
    })
    .collect()
}

/// What is wrong with an example, if anything.
fn fault(check: &Check, example: &Example, policies: &PolicySet) -> Option<String> {
    let found = findings(check, example, policies);
    let head = format!("{} [{}] {}", check.code, example.kind.name(), example.note);
    if example.kind != ExampleKind::Breaks {
        return found.first().map(|f| format!("{head}: must be silent, but says: {}", f.message.zh));
    }
    let fits = |f: &&Finding| {
        example.found.as_ref().is_none_or(|v| f.found.as_ref() == Some(v))
            && example.expected.as_ref().is_none_or(|v| f.expected.as_ref() == Some(v))
            && example.at.as_ref().is_none_or(|v| f.places.iter().any(|p| p.text.contains(v.as_str())))
    };
    if found.iter().any(|f| fits(&f)) {
        return None;
    }
    let said: Vec<String> = found
        .iter()
        .map(|f| {
            format!(
                "found {:?} expected {:?} at {:?}",
                f.found,
                f.expected,
                f.places.iter().map(|p| &p.text).collect::<Vec<_>>()
            )
        })
        .collect();
    Some(format!("{head}: does not fire as promised; {said:?}"))
}

#[test]
fn every_example_of_every_check_does_what_it_promises() {
    let policies = PolicySet::builtin().expect("the built-in policy loads");
    let mut faults: Vec<String> = Vec::new();
    for check in policies.checks() {
        let explained = policies.explained(check).expect("every check explains itself");
        let examples = &explained.examples;
        for kind in ExampleKind::ALL {
            if !examples.iter().any(|e| e.kind == kind) {
                faults.push(format!("{}: no example of kind {}", check.code, kind.name()));
            }
        }
        faults.extend(examples.iter().filter_map(|example| fault(check, example, &policies)));
    }
    assert!(faults.is_empty(), "{} examples fail:\n{}", faults.len(), faults.join("\n"));
}
