//! One document from bytes to verdict.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use kanhe_appraisal::{Appraisal, Engine, Options};
use kanhe_document::Limits;
use kanhe_policy::{FormHints, Level1, Policy, PolicySet};
use kanhe_report::{Kind, Report, Wording};
use kanhe_writing::{Stamp, Verdict};

/// A file that could not be read: which, and why in both languages.
#[derive(Debug)]
pub struct Failure {
    /// The file.
    pub path: PathBuf,
    /// What is wrong and what to do.
    pub words: Wording,
}

/// What to hold reports against.
pub struct Bench<'a> {
    /// All rules.
    pub policies: &'a PolicySet,
    /// Their formulas, compiled once.
    pub engine: Engine<'a>,
    /// `--place`.
    pub place: Option<&'a str>,
    /// `--year`.
    pub year: Option<i32>,
    /// `--prior`.
    pub prior: Option<&'a Report>,
    /// `--against`.
    pub against: &'a [Report],
}

impl<'a> Bench<'a> {
    /// The rules of a set, with nothing else given.
    pub fn new(policies: &'a PolicySet) -> Self {
        Self { policies, engine: Engine::new(policies), place: None, year: None, prior: None, against: &[] }
    }
}

/// A report with its verdict.
pub struct Examined {
    /// The report.
    pub report: Report,
    /// Scorecards and findings.
    pub appraisal: Appraisal,
    /// The rules used.
    pub stamp: Stamp,
}

impl Examined {
    /// For writing.
    pub fn verdict(&self) -> Verdict<'_> {
        Verdict {
            report: &self.report,
            findings: &self.appraisal.findings,
            scorecards: &self.appraisal.scorecards,
            stamp: &self.stamp,
        }
    }
}

/// Reads a document; `name` is only for show. A fault of ours in it is its failure and no other's.
pub fn read_bytes(bytes: &[u8], name: &str, policies: &PolicySet) -> Result<Report, Wording> {
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let document = kanhe_document::read(bytes, &Limits::default()).map_err(|e| Wording::new(e.zh(), e.en()))?;
        Ok(kanhe_reading::read(&document, policies.terms(), name))
    }));
    outcome.unwrap_or_else(|_| Err(our_fault()))
}

/// Holds a report against the rules of its place, kind and year.
pub fn examine(report: Report, bench: &Bench) -> Result<Examined, Wording> {
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let policy = select(&report, bench);
        let options = Options { prior: bench.prior, against: bench.against, evidence: &[] };
        let appraisal = bench.engine.appraise(&report, &policy, options);
        let stamp = Stamp {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            policy: bench.policies.short_hash().to_owned(),
            profile: policy.profile().title.zh.clone(),
        };
        (appraisal, stamp)
    }));
    match outcome {
        Ok((appraisal, stamp)) => Ok(Examined { report, appraisal, stamp }),
        Err(_) => Err(our_fault()),
    }
}

/// The place is told by `--place`, else by the unit's name; the year by `--year`, else by the report.
fn select<'a>(report: &Report, bench: &Bench<'a>) -> Policy<'a> {
    let unit = report.unit.as_ref().map(|u| u.value.as_str()).unwrap_or_default();
    let place = bench.place.or_else(|| bench.policies.place_of(unit)).unwrap_or(kanhe_policy::ROOT);
    let year = bench.year.or(report.year.as_ref().map(|y| y.value)).unwrap_or(i32::MAX);
    let form = report.forms.iter().find(|f| f.kind == Kind::Whole).or(report.forms.first());
    let heads: Vec<Level1> = form
        .map(|f| f.heads.iter().filter_map(|head| bench.policies.words().level1(&head.value)).collect())
        .unwrap_or_default();
    bench.policies.select(place, report.kind, year, FormHints { heads: &heads })
}

/// What is said of a document that the program failed on.
pub fn our_fault() -> Wording {
    Wording::new(
        "程序在这份文件上出错（不是文件的错）：请把文件交给维护者",
        "the program failed on this file (not the file's fault): please give it to the maintainers",
    )
}
