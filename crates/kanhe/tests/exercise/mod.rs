//! What the fuzz target `report` does with any bytes, and the replay of its corpus as well.

use std::sync::LazyLock;

use kanhe_appraisal::{Engine, Options};
use kanhe_document::{Document, Limits};
use kanhe_policy::{FormHints, Level1, PolicySet};
use kanhe_report::{Kind, Lang, findings_json, read_json};
use kanhe_writing::{Stamp, TerminalStyle, Verdict, html_page, terminal_findings};
use serde_json::Value;

static POLICIES: LazyLock<PolicySet> = LazyLock::new(|| PolicySet::builtin().expect("the policy of the program"));
static ENGINE: LazyLock<Engine<'static>> = LazyLock::new(|| Engine::new(&POLICIES));

/// Reads, checks, scores and prints a document: every place that is named is there and says what it is said to say.
pub fn report(bytes: &[u8]) {
    let Ok(document) = kanhe_document::read(bytes, &Limits::default()) else { return };
    let report = kanhe_reading::read(&document, POLICIES.terms(), "fuzz");
    let unit = report.unit.as_ref().map(|u| u.value.as_str()).unwrap_or_default();
    let place = POLICIES.place_of(unit).unwrap_or(kanhe_policy::ROOT);
    let year = report.year.as_ref().map_or(i32::MAX, |y| y.value);
    let form = report.forms.iter().find(|f| f.kind == Kind::Whole).or(report.forms.first());
    let heads = form.map(|f| f.heads.as_slice()).unwrap_or_default();
    let heads: Vec<Level1> = heads.iter().filter_map(|head| POLICIES.words().level1(&head.value)).collect();
    let policy = POLICIES.select(place, report.kind, year, FormHints { heads: &heads });
    let appraisal = ENGINE.appraise(&report, &policy, Options::default());
    assert_places(&read_json(&report), &document);
    assert_places(&findings_json(&report, &appraisal.findings, appraisal.scorecards.first()), &document);
    let stamp = Stamp { version: String::new(), policy: String::new(), profile: String::new() };
    let verdict =
        Verdict { report: &report, findings: &appraisal.findings, scorecards: &appraisal.scorecards, stamp: &stamp };
    for (lang, columns) in [(Lang::Zh, 140), (Lang::En, 20)] {
        let printed = terminal_findings(&verdict, TerminalStyle { lang, color: false, columns });
        assert!(!printed.contains('\u{1b}') || has_escape(&document), "an escape from nowhere");
        assert!(html_page(&verdict, lang).contains("</html>"));
    }
}

fn has_escape(document: &Document) -> bool {
    document.paragraphs().any(|p| p.text.contains('\u{1b}'))
        || document.tables().flat_map(|t| &t.cells).any(|c| c.text.contains('\u{1b}'))
}

/// Looks through JSON for places, and looks them up.
fn assert_places(value: &Value, document: &Document) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| assert_places(value, document)),
        Value::Object(fields) => {
            if let (Some(part), Some(text)) = (fields.get("part"), fields.get("text")) {
                let number = |key: &str| fields.get(key).and_then(Value::as_u64).and_then(|n| u32::try_from(n).ok());
                let text = text.as_str().unwrap_or_default();
                if part == "table" {
                    let [table, row, col] = ["table", "row", "col"].map(|key| number(key).unwrap_or(0));
                    assert_cell(document, [table, row, col], text);
                } else if let Some(paragraph) = number("paragraph") {
                    assert_words(document, paragraph, text);
                }
            }
            fields.values().for_each(|value| assert_places(value, document));
        }
        _ => {}
    }
}

fn assert_cell(document: &Document, [table, row, col]: [u32; 3], text: &str) {
    let found = document.tables().find(|t| t.number == table);
    let found = found.unwrap_or_else(|| panic!("no table {table} for {text:?}"));
    let at = row.checked_sub(1).zip(col.checked_sub(1));
    let cell = at.and_then(|(row, col)| found.cell(row, col).filter(|c| (c.row, c.col) == (row, col)));
    let cell = cell.unwrap_or_else(|| panic!("no cell begins at table {table} {row}:{col} for {text:?}"));
    assert_eq!(squeezed(&cell.text), squeezed(text), "table {table} {row}:{col}");
}

fn assert_words(document: &Document, number: u32, text: &str) {
    let paragraph = document.paragraphs().find(|p| p.number == number);
    let paragraph = paragraph.unwrap_or_else(|| panic!("no paragraph {number} for {text:?}"));
    let whole = format!("{}{}", paragraph.label.as_deref().unwrap_or_default(), paragraph.text);
    assert!(squeezed(&whole).contains(&squeezed(text)), "paragraph {number} does not say {text:?}: {whole:?}");
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
