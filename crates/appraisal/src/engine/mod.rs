//! Scores first, then every check in the order of its code, then root causes.

mod compiled;
pub(crate) mod facts;
mod finish;
mod runner;
pub(crate) mod show;

pub use compiled::{Broken, Engine, Why};
pub use facts::fact_rows;

use kanhe_policy::{Check, Policy};
use kanhe_report::{Finding, Report, Scorecard};

use crate::rules::{self, Found};
use crate::{Context, Options, scoring};

/// What an appraisal says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Appraisal {
    /// One scorecard a scored form, in order.
    pub scorecards: Vec<Scorecard>,
    /// Findings by code, and within a code in document order.
    pub findings: Vec<Finding>,
}

/// Scores a report and runs every check of the policy on it. For many reports, make an [`Engine`] once.
pub fn appraise(report: &Report, policy: &Policy<'_>, options: Options<'_>) -> Appraisal {
    Engine::new(policy.set()).appraise(report, policy, options)
}

pub(crate) fn run(engine: &Engine<'_>, report: &Report, policy: &Policy<'_>, options: Options<'_>) -> Appraisal {
    let marking = scoring::mark(report, policy);
    let scorecards = &marking.cards;
    let Options { prior, against, evidence } = options;
    let context = Context { report, policy: *policy, scorecards, marking: &marking, prior, against, evidence };
    let extras = facts::Extras::of(report);
    let source = facts::Source::new(report, prior, &extras);
    let mut findings = Vec::new();
    let mut rounding = Vec::new();
    for check in policy.checks() {
        let found = run_check(engine, check, &context, &source);
        findings.extend(finish::merge(found.findings));
        rounding.extend(found.rounding);
    }
    findings.extend(finish::rounding_note(policy, rounding));
    // What nobody can be pointed to is no finding.
    findings.retain(|f| !f.places.is_empty());
    finish::soften(report, &mut findings);
    finish::root_causes(policy, &mut findings);
    findings.sort_by(|a, b| a.code.cmp(&b.code));
    Appraisal { scorecards: marking.cards, findings }
}

/// One check, by its formula or its rule.
fn run_check(engine: &Engine<'_>, check: &Check, context: &Context<'_>, source: &facts::Source<'_>) -> Found {
    let mut found = Found::default();
    match check.rule() {
        Some(name) => {
            if let Some(rule) = rules::rule(name) {
                rule(context, check, &mut found);
            }
        }
        None => {
            if let Some(asked) = engine.asked(check) {
                runner::ask(check, asked, source, &mut found);
            }
        }
    }
    found
}
