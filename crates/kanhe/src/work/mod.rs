//! What is made of one document, in this process or in a worker.
//!
//! The program never reads a document of a batch itself: it hands the bytes to a worker, a process of its own with caps
//! on memory and time ([`keeper`] is this side, [`worker`] the other). What kills a worker costs one document.

#[cfg(debug_assertions)]
mod canary;
pub mod caps;
mod frame;
pub mod keeper;
pub mod worker;

use kanhe_policy::PolicySet;
use kanhe_report::{Lang, Report, Wording, findings_json, read_json};
use kanhe_writing::{
    Record, SummaryRow, TerminalStyle, Verdict, html_page, report_text, sarif_results, score_table, terminal_findings,
};
use serde::{Deserialize, Serialize};

use crate::pipeline::{self, Bench};

/// What is wanted of each document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Product {
    /// The report itself, to hold others against.
    Report,
    /// What it states, for people.
    ReadText,
    /// What it states, for programs.
    ReadJson,
    /// Its findings as on a terminal.
    FindingsText {
        /// With ANSI colours.
        color: bool,
        /// Columns of the terminal.
        columns: usize,
    },
    /// Its findings, for programs.
    FindingsJson,
    /// Its page.
    Page,
    /// Its results in a SARIF log.
    Sarif,
    /// What a workbook needs of it.
    Record,
    /// Its scorecards, for people.
    ScoreText,
    /// Its scorecards, for programs.
    ScoreJson,
}

/// What holds for all documents of a run.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Setup {
    /// What is wanted.
    pub product: Product,
    /// Language of the text.
    pub lang: Lang,
    /// `--place`.
    pub place: Option<String>,
    /// `--year`.
    pub year: Option<i32>,
    /// `--prior`.
    pub prior: Option<Report>,
    /// `--against`.
    pub against: Vec<Report>,
}

impl Setup {
    /// Wanted of each document, with nothing else given.
    pub fn new(product: Product, lang: Lang) -> Self {
        Self { product, lang, place: None, year: None, prior: None, against: Vec::new() }
    }

    /// The rules as this run applies them.
    pub fn bench<'a>(&'a self, policies: &'a PolicySet) -> Bench<'a> {
        Bench {
            place: self.place.as_deref(),
            year: self.year,
            prior: self.prior.as_ref(),
            against: &self.against,
            ..Bench::new(policies)
        }
    }
}

/// What was made of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The product, where it is text. It travels beside the rest.
    #[serde(skip)]
    pub text: String,
    /// Its line of a summary, where it was checked.
    pub row: Option<SummaryRow>,
    /// For [`Product::Record`].
    pub record: Option<Record>,
    /// For [`Product::Report`].
    pub report: Option<Box<Report>>,
}

impl Answer {
    fn text(text: String) -> Self {
        Self { text, ..Self::default() }
    }
}

/// Makes what is wanted of one document.
pub fn perform(setup: &Setup, bench: &Bench, name: &str, bytes: &[u8]) -> Result<Answer, Wording> {
    let lang = setup.lang;
    let report = pipeline::read_bytes(bytes, name, bench.policies)?;
    match setup.product {
        Product::Report => return Ok(Answer { report: Some(Box::new(report)), ..Answer::default() }),
        Product::ReadText => return Ok(Answer::text(report_text(&report, lang))),
        Product::ReadJson => return Ok(Answer::text(json_line(&read_json(&report)))),
        _ => {}
    }
    let examined = pipeline::examine(report, bench)?;
    let verdict = examined.verdict();
    let text = match setup.product {
        Product::ScoreText => return Ok(Answer::text(score_table(&verdict, lang) + "\n")),
        Product::ScoreJson => return Ok(Answer::text(scorecards_json(&verdict))),
        Product::FindingsText { color, columns } => terminal_findings(&verdict, TerminalStyle { lang, color, columns }),
        Product::FindingsJson => {
            let card = verdict.main_scorecard();
            json_line(&findings_json(verdict.report, verdict.findings, card))
        }
        Product::Page => html_page(&verdict, lang),
        Product::Sarif => sarif_results(&verdict, lang),
        Product::Record | Product::Report | Product::ReadText | Product::ReadJson => String::new(),
    };
    let record = (setup.product == Product::Record).then(|| Record::of(&verdict));
    Ok(Answer { text, row: Some(summary_row(&verdict, lang)), record, report: None })
}

fn summary_row(verdict: &Verdict, lang: Lang) -> SummaryRow {
    SummaryRow {
        file: verdict.report.file.clone(),
        unit: verdict.report.unit.as_ref().map(|u| u.value.clone()),
        counts: verdict.counts(),
        score: verdict.score_line(lang),
        codes: verdict.roots().into_iter().map(|f| f.code.clone()).collect(),
        failure: None,
    }
}

fn scorecards_json(verdict: &Verdict) -> String {
    let cards = serde_json::json!({
        "schema": "kanhe.scorecards/1",
        "file": verdict.report.file,
        "policy": verdict.stamp.policy,
        "profile": verdict.stamp.profile,
        "scorecards": verdict.scorecards,
    });
    json_line(&cards)
}

/// A value on a line of its own. (Its `Display` goes through the formatter piece by piece: three times as slow.)
fn json_line(value: &serde_json::Value) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| value.to_string()) + "\n"
}
