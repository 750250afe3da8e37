//! What outputs of many documents keep of each: no tables, no text.

use kanhe_report::{Finding, Kind, Scorecard};
use serde::{Deserialize, Serialize};

use crate::verdict::{Stamp, Verdict};

/// One document of a large run, small enough to be handed from process to process and stored.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Record {
    /// The file as given.
    pub file: String,
    /// The unit's name.
    pub unit: Option<String>,
    /// The year reported on.
    pub year: Option<i32>,
    /// What the report is about.
    pub kind: Kind,
    /// Findings that stand for themselves, worst first.
    pub findings: Vec<Finding>,
    /// One a form.
    pub scorecards: Vec<Scorecard>,
    /// Which of the scorecards is the report's.
    pub main: Option<usize>,
    /// The rules used.
    pub stamp: Stamp,
}

impl Record {
    /// What is kept of a verdict.
    pub fn of(verdict: &Verdict) -> Self {
        let main = verdict.main_scorecard();
        Self {
            file: verdict.report.file.clone(),
            unit: verdict.report.unit.as_ref().map(|u| u.value.clone()),
            year: verdict.report.year.as_ref().map(|y| y.value),
            kind: verdict.report.kind,
            findings: verdict.roots().into_iter().cloned().collect(),
            scorecards: verdict.scorecards.to_vec(),
            main: main.and_then(|card| verdict.scorecards.iter().position(|c| std::ptr::eq(c, card))),
            stamp: verdict.stamp.clone(),
        }
    }

    /// The report's scorecard.
    pub fn card(&self) -> Option<&Scorecard> {
        self.scorecards.get(self.main?)
    }
}
