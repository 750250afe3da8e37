//! What was found, counted by rule, by unit and by form.

use std::collections::{BTreeMap, BTreeSet};

use kanhe_report::{Counts, Decimal, Kind, Lang, Severity};
use rust_xlsxwriter::{Workbook, XlsxError};

use super::style::{Style, count, heads, number, row_height, text, wrapped};
use crate::labels::pick;
use crate::record::Record;

/// Documents of one unit or form.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    documents: usize,
    faulty: usize,
    counts: Counts,
}

impl Tally {
    fn add(&mut self, counts: Counts) {
        self.documents += 1;
        self.faulty += usize::from(counts.error > 0);
        self.counts.error += counts.error;
        self.counts.warning += counts.warning;
        self.counts.note += counts.note;
    }
}

/// Findings of one rule.
#[derive(Debug, Clone, Copy)]
struct Hits {
    severity: Severity,
    findings: usize,
    documents: usize,
}

/// Everything that is counted while documents come in.
#[derive(Debug, Default)]
pub(super) struct Statistics {
    documents: usize,
    codes: BTreeMap<String, Hits>,
    units: BTreeMap<String, Tally>,
    forms: BTreeMap<(&'static str, String), Tally>,
}

impl Statistics {
    /// Counts a document in.
    pub fn add(&mut self, record: &Record) {
        let counts = Counts::of(&record.findings);
        self.documents += 1;
        self.units.entry(record.unit.clone().unwrap_or_default()).or_default().add(counts);
        self.forms.entry((record.kind.name(), record.stamp.profile.clone())).or_default().add(counts);
        let mut met = BTreeSet::new();
        for finding in &record.findings {
            let severity = finding.severity;
            let hits = Hits { severity, findings: 0, documents: 0 };
            let hits = self.codes.entry(finding.code.clone()).or_insert(hits);
            hits.findings += 1;
            hits.documents += usize::from(met.insert(finding.code.as_str()));
        }
    }

    /// The three sheets; `titles` gives each code's title.
    pub fn write(
        self,
        book: &mut Workbook,
        titles: &BTreeMap<String, String>,
        lang: Lang,
        style: &Style,
    ) -> Result<(), XlsxError> {
        let documents = self.documents;
        by_code(book, self.codes, documents, titles, lang, style)?;
        let units = self.units.into_iter().map(|(unit, tally)| {
            (
                vec![if unit.is_empty() {
                    pick(lang, "（未读出单位）", "(no unit read)").to_owned()
                } else {
                    unit
                }],
                tally,
            )
        });
        let heading: &[(&str, f64)] = &[(pick(lang, "单位", "unit"), 44.0)];
        tallies(book, pick(lang, "按单位", "by unit"), heading, units.collect(), lang, style)?;
        let forms =
            self.forms.into_iter().map(|((kind, profile), tally)| (vec![kind_words(kind, lang), profile], tally));
        let heading: &[(&str, f64)] = &[(pick(lang, "表式", "form"), 16.0), (pick(lang, "规则口径", "rules"), 44.0)];
        tallies(book, pick(lang, "按表式", "by form"), heading, forms.collect(), lang, style)
    }
}

fn kind_words(kind: &str, lang: Lang) -> String {
    let words = if kind == Kind::Whole.name() {
        pick(lang, "整体支出", "whole unit")
    } else if kind == Kind::Project.name() {
        pick(lang, "项目支出", "project")
    } else {
        pick(lang, "其他", "other")
    };
    words.to_owned()
}

/// Most frequent first.
fn by_code(
    book: &mut Workbook,
    codes: BTreeMap<String, Hits>,
    documents: usize,
    titles: &BTreeMap<String, String>,
    lang: Lang,
    style: &Style,
) -> Result<(), XlsxError> {
    let columns: [(&str, f64); 6] = match lang {
        Lang::Zh => [("代码", 9.0), ("规则", 52.0), ("程度", 8.0), ("问题数", 9.0), ("涉及份数", 10.0), ("占比", 9.0)],
        Lang::En => {
            [("code", 9.0), ("rule", 52.0), ("severity", 9.0), ("findings", 9.0), ("documents", 11.0), ("share", 9.0)]
        }
    };
    let sheet = book.add_worksheet();
    heads(sheet, pick(lang, "按规则", "by rule"), &columns, style)?;
    let mut codes: Vec<(String, Hits)> = codes.into_iter().collect();
    codes.sort_by_key(|(_, hits)| std::cmp::Reverse(hits.findings));
    let mut last = 0;
    for (row, (code, hits)) in (1..).zip(&codes) {
        text(sheet, row, 0, code, &style.text)?;
        let title = titles.get(code).map(String::as_str).unwrap_or_default();
        text(sheet, row, 1, title, &style.text)?;
        row_height(sheet, row, wrapped(&[(title, 52)]))?;
        text(sheet, row, 2, hits.severity.word(lang), style.severity(hits.severity))?;
        count(sheet, row, 3, hits.findings, &style.number)?;
        count(sheet, row, 4, hits.documents, &style.number)?;
        let share = Decimal::from(hits.documents).checked_div(Decimal::from(documents));
        number(sheet, row, 5, share, &style.share)?;
        last = row;
    }
    sheet.autofilter(0, 0, last, 5)?;
    Ok(())
}

/// Most errors first.
fn tallies(
    book: &mut Workbook,
    name: &str,
    first: &[(&str, f64)],
    mut rows: Vec<(Vec<String>, Tally)>,
    lang: Lang,
    style: &Style,
) -> Result<(), XlsxError> {
    let rest: [(&str, f64); 5] = match lang {
        Lang::Zh => [("份数", 9.0), ("有错误的份数", 13.0), ("错误", 9.0), ("警告", 9.0), ("提示", 9.0)],
        Lang::En => [("documents", 11.0), ("with errors", 12.0), ("errors", 9.0), ("warnings", 9.0), ("notes", 9.0)],
    };
    let columns: Vec<(&str, f64)> = first.iter().chain(&rest).copied().collect();
    let sheet = book.add_worksheet();
    heads(sheet, name, &columns, style)?;
    rows.sort_by_key(|(_, t)| std::cmp::Reverse((t.counts.error, t.counts.warning, t.counts.note)));
    let mut last = 0;
    for (row, (names, tally)) in (1..super::ROW_LIMIT).zip(&rows) {
        let mut col = 0;
        for name in names {
            text(sheet, row, col, name, &style.text)?;
            col += 1;
        }
        let longest = names.iter().map(|name| (name.as_str(), 44)).collect::<Vec<_>>();
        row_height(sheet, row, wrapped(&longest))?;
        let Counts { error, warning, note } = tally.counts;
        let cells = [
            (tally.documents, &style.number),
            (tally.faulty, &style.number),
            (error, style.errors(error)),
            (warning, style.warnings(warning)),
            (note, &style.number),
        ];
        for (value, format) in cells {
            count(sheet, row, col, value, format)?;
            col += 1;
        }
        last = row;
    }
    sheet.autofilter(0, 0, last, u16::try_from(columns.len()).unwrap_or(1).saturating_sub(1))?;
    Ok(())
}
