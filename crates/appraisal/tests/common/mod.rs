//! Hand-built forms, the way a clerk fills them in.
#![allow(dead_code, clippy::expect_used)]

use kanhe_policy::{FormHints, Policy, PolicySet};
use kanhe_report::{
    Amount, Decimal, Entry, Form, FundKey, FundLine, Indicator, Kind, MoneyUnit, Percent, Place, Report, State, Total,
};

pub fn policy_set() -> PolicySet {
    PolicySet::builtin().expect("the built-in policy loads")
}

/// The built-in rules with the other way of scoring an overrun: points × (1 − excess ÷ target).
pub fn linear_rules() -> PolicySet {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("linear-rules");
    for (path, text) in PolicySet::builtin_files() {
        let file = folder.join(path);
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("the folder is made");
        std::fs::write(file, text.replace("reverse = { value = \"ratio\"", "reverse = { value = \"linear\""))
            .expect("the file is written");
    }
    PolicySet::from_dir(&folder).expect("the rules load")
}

pub fn select(set: &PolicySet, kind: Kind, year: i32) -> Policy<'_> {
    set.select("cn", kind, year, FormHints::default())
}

pub fn number(text: &str) -> Decimal {
    text.parse().expect("a number")
}

/// A form under construction: rows are added as `level1|level2|name|target|actual|weight|score|reason`.
pub struct Clerk {
    pub report: Report,
    row: u32,
}

fn cell(row: u32, col: u32, text: &str) -> Place {
    Place::cell(1, row, col, text)
}

pub fn words(row: u32, col: u32, text: &str) -> Entry<String> {
    match text {
        "" => Entry::empty(State::Blank, cell(row, col, "")),
        "~" => Entry::default(),
        _ => Entry::value(text.to_owned(), cell(row, col, text)),
    }
}

pub fn figure(row: u32, col: u32, text: &str) -> Entry<Decimal> {
    match text {
        "" => Entry::empty(State::Blank, cell(row, col, "")),
        "~" => Entry::default(),
        _ => Entry::value(number(text), cell(row, col, text)),
    }
}

pub fn amount(row: u32, col: u32, text: &str) -> Entry<Amount> {
    match text {
        "" => Entry::empty(State::Blank, cell(row, col, "")),
        "~" => Entry::default(),
        _ => Entry::value(
            Amount::from_printed(number(text), MoneyUnit::WanYuan).expect("an amount"),
            cell(row, col, text),
        ),
    }
}

impl Clerk {
    pub fn new(kind: Kind) -> Self {
        let form = Form {
            form: 1,
            kind,
            name: "绩效自评表".into(),
            tables: vec![1],
            has_weights: true,
            has_scores: true,
            has_reasons: true,
            has_targets: true,
            has_actuals: true,
            place: cell(1, 1, "绩效自评表"),
            ..Form::default()
        };
        Self { report: Report { file: "表.docx".into(), kind, forms: vec![form], ..Report::default() }, row: 10 }
    }

    /// `initial|budget|executed|weight|rate|score`
    pub fn funds(mut self, text: &str) -> Self {
        let line = fund(FundKey::Total, 5, "年度资金总额", text);
        self.report.funds.push(line);
        self
    }

    /// A `其中` line below the total.
    pub fn part(mut self, label: &str, text: &str) -> Self {
        let row = 6 + u32::try_from(self.report.funds.len()).unwrap_or(0);
        self.report.funds.push(fund(FundKey::Appropriation, row, label, text));
        self
    }

    pub fn row(mut self, text: &str) -> Self {
        let cells: Vec<&str> = text.split('|').collect();
        let at = |i: usize| cells.get(i).copied().unwrap_or("");
        self.row += 1;
        let r = self.row;
        let level3 = words(r, 3, at(2));
        self.report.indicators.push(Indicator {
            form: 1,
            level1: words(r, 1, at(0)),
            level2: words(r, 2, at(1)),
            place: level3.place.clone().unwrap_or_else(|| cell(r, 3, "")),
            level3,
            target: words(r, 4, at(3)),
            actual: words(r, 5, at(4)),
            weight: figure(r, 6, at(5)),
            score: figure(r, 7, at(6)),
            reason: words(r, 8, at(7)),
            ..Indicator::default()
        });
        self
    }

    /// `weight|score|grade`
    pub fn total(mut self, text: &str) -> Self {
        let cells: Vec<&str> = text.split('|').collect();
        let at = |i: usize| cells.get(i).copied().unwrap_or("~");
        let r = self.row + 1;
        let total = Total {
            weight: figure(r, 6, at(0)),
            score: figure(r, 7, at(1)),
            grade: words(r, 8, at(2)),
            place: cell(r, 1, "总分"),
        };
        self.report.total = total.clone();
        if let Some(form) = self.report.forms.first_mut() {
            form.total = total;
        }
        self
    }

    pub fn done(self) -> Report {
        self.report
    }
}

fn fund(line: FundKey, row: u32, label: &str, text: &str) -> FundLine {
    let cells: Vec<&str> = text.split('|').collect();
    let at = |i: usize| cells.get(i).copied().unwrap_or("~");
    let rate = match at(4) {
        "" => Entry::empty(State::Blank, cell(row, 6, "")),
        "~" => Entry::default(),
        t => Entry::value(Percent { number: number(t.trim_end_matches('%')), sign: t.ends_with('%') }, cell(row, 6, t)),
    };
    FundLine {
        form: 1,
        line,
        label: label.into(),
        initial: amount(row, 2, at(0)),
        adjustment: Entry::default(),
        budget: amount(row, 3, at(1)),
        executed: amount(row, 4, at(2)),
        weight: figure(row, 5, at(3)),
        rate,
        score: figure(row, 7, at(5)),
        reason: Entry::default(),
        in_label: false,
        place: cell(row, 1, label),
    }
}
