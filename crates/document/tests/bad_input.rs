//! Files that are broken, hostile, or not what they seem: an error or a document, never a panic, and soon.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use std::time::{Duration, Instant};

use common::{Workbook, assert_sound, only_table, open, package};
use kanhe_document::{Limits, Measure, ReadError, read};
use proptest::prelude::*;

const PAGE: &str = "<html><head><meta charset=utf-8><title>自评</title></head><body><h1>报告</h1><p>一、概况<br>本单位\
    <table><tr><td rowspan=2 colspan=2>指标<td>得分<tr><td>10</table><ol><li>甲<li>乙</ol></body></html>";
const PRINTED: &[u8] = include_bytes!("samples/printed.pdf");
const TEXT: &str =
    "附件2\n\t指标\n\t得分\n\n\t数量\n（台）\n\t10\n\n\n说明\n| a | b |\n|---|---|\n| 1 | 2 |\na\tb\nc\td\n—— 9 ——\n";

fn workbook() -> Vec<u8> {
    let mut book = Workbook::sheet(
        "<cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c>\
         <c r=\"C2\" s=\"1\"><f>B1</f><v>0.97</v></c></row></sheetData><mergeCells><mergeCell ref=\"A1:B1\"/></mergeCells>",
    )
    .formats(&["0.00%"]);
    book.strings = "<si><t>指标</t></si>".into();
    book.bytes()
}

#[test]
fn a_download_that_broke_off_is_an_error() {
    let whole = workbook();
    for length in 4..whole.len() {
        let error = open(&whole[..length]).unwrap_err();
        assert!(!error.zh().is_empty());
    }
}

#[test]
fn a_zip_bomb_is_not_inflated() {
    let zeros = vec![b' '; 40 << 20];
    let bytes = package(&[("xl/workbook.xml", &zeros)]);
    assert!(bytes.len() < 200_000);
    let start = Instant::now();
    assert_eq!(open(&bytes), Err(ReadError::Bomb { part: "xl/workbook.xml".into() }));
    assert!(start.elapsed() < Duration::from_secs(5));
    let limits = Limits { inflated_bytes: 1 << 20, ..Limits::default() };
    assert!(matches!(read(&bytes, &limits), Err(ReadError::TooLarge { what: Measure::InflatedBytes, .. })));
}

#[test]
fn entities_are_not_expanded() {
    let bomb = "<?xml version=\"1.0\"?><!DOCTYPE s [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;\">]>\
        <worksheet><sheetData><row><c t=\"str\"><v>&b;</v></c></row></sheetData></worksheet>";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet";
    let relations =
        format!("<Relationships><Relationship Id=\"r\" Type=\"{office}\" Target=\"s.xml\"/></Relationships>");
    let bytes = package(&[
        ("xl/workbook.xml", b"<workbook><sheets><sheet name=\"a\" r:id=\"r\"/></sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/s.xml", bomb.as_bytes()),
    ]);
    assert!(matches!(open(&bytes), Err(ReadError::Damaged { .. })));
}

#[test]
fn a_sheet_of_a_hundred_thousand_rows_is_read_and_a_larger_one_refused() {
    let sheet = |count: usize, step: usize| {
        let mut rows = String::new();
        for row in (1..=count).step_by(step) {
            rows += &format!("<row r=\"{row}\"><c r=\"A{row}\"><v>{row}</v></c><c r=\"B{row}\"><v>0.5</v></c></row>");
        }
        Workbook::sheet(&format!("<sheetData>{rows}</sheetData>")).bytes()
    };
    let bytes = sheet(100_000, 1);
    let start = Instant::now();
    let document = open(&bytes).unwrap();
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
    assert_eq!(only_table(&document).rows, 100_000);
    assert!(matches!(open(&sheet(130_000, 100)), Err(ReadError::TooLarge { what: Measure::Rows, .. })));
}

#[test]
fn elements_nested_without_end_are_refused() {
    for tag in ["<div>", "<b>", "<span>", "<ul><li>", "<table><tr><td>", "<font size=1>", "<section><p>", "<svg>"] {
        for depth in [10_000, 100_000] {
            let start = Instant::now();
            let html = format!("<html><body>{}文字", tag.repeat(depth));
            let result = open(html.as_bytes());
            assert!(
                matches!(result, Err(ReadError::TooLarge { what: Measure::ElementDepth | Measure::TableDepth, .. })),
                "{tag}: {result:?}"
            );
            assert!(start.elapsed() < Duration::from_secs(5), "{tag}: {:?}", start.elapsed());
        }
    }
}

#[test]
fn elements_left_open_by_the_thousand_are_no_depth() {
    let cells = "<tr><td><p><span>指标<td><font>10".repeat(2_000);
    let paragraphs = "<p><font size=2><b>一段".repeat(2_000);
    let items = "<li>项".repeat(2_000);
    let document = open(format!("<body><table>{cells}</table><ul>{items}</ul>{paragraphs}").as_bytes()).unwrap();
    assert_eq!(only_table(&document).rows, 2_000);
    assert_eq!(document.paragraphs().count(), 4_000);
}

#[test]
fn formatting_left_open_cannot_multiply() {
    let start = Instant::now();
    let html: String = (0..20_000).map(|i| format!("<p><font size={i}>一</p>")).collect();
    let error = open(format!("<html>{html}").as_bytes()).unwrap_err();
    assert!(matches!(error, ReadError::TooLarge { .. }), "{error}");
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
}

#[test]
fn a_tag_with_endless_attributes_is_refused() {
    let attributes: String = (0..100_000).map(|i| format!(" a{i}=1")).collect();
    let start = Instant::now();
    assert!(open(format!("<html><p{attributes}>").as_bytes()).is_err());
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[test]
fn limits_are_kept_by_every_format() {
    let limits = Limits { cells: 3, ..Limits::default() };
    for bytes in [workbook(), PAGE.into(), TEXT.into(), PRINTED.to_vec()] {
        let result = read(&bytes, &limits);
        assert!(matches!(result, Err(ReadError::TooLarge { what: Measure::Cells, .. })), "{result:?}");
    }
    let limits = Limits { text_bytes: 3, ..Limits::default() };
    for bytes in [workbook(), PAGE.into(), TEXT.into(), PRINTED.to_vec()] {
        assert!(matches!(read(&bytes, &limits), Err(ReadError::TooLarge { what: Measure::TextBytes, .. })));
    }
    let limits = Limits { file_bytes: 3, ..Limits::default() };
    assert!(matches!(read(b"1234", &limits), Err(ReadError::TooLarge { what: Measure::FileBytes, .. })));
}

#[test]
fn a_long_text_of_odd_lines_is_read_at_once() {
    for line in ["\t\t缩进\n", "-----\n", "|\n", "\t一\n\n二\n", "a|b\n\n", "\t\n\n\n"] {
        let start = Instant::now();
        let _ = open(line.repeat(100_000).as_bytes());
        assert!(start.elapsed() < Duration::from_secs(10), "{line:?}: {:?}", start.elapsed());
    }
}

/// Reads, and checks what is promised of whatever comes out.
fn check(bytes: &[u8]) {
    match open(bytes) {
        Ok(document) => assert_sound(&document),
        Err(error) => assert!(!error.zh().is_empty() && !error.en().is_empty()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_bytes_are_an_error_or_a_document(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        check(&bytes);
    }

    #[test]
    fn any_text_is_an_error_or_a_document(text in "([a-z<>/=\"&;|\t\n 一指标0-9-]{0,8}){0,40}") {
        check(text.as_bytes());
        check(format!("<table>{text}</table>").as_bytes());
        let sheet = Workbook::sheet(&format!("<sheetData><row><c>{text}</c></row></sheetData>"));
        check(&sheet.bytes());
    }

    #[test]
    fn tags_in_any_order_are_an_error_or_a_document(
        tags in proptest::collection::vec(proptest::sample::select(vec![
            "<table>", "</table>", "<tr>", "<td>", "<td rowspan=3>", "<td colspan=2>", "<th rowspan=0>", "<caption>", "<p>",
            "</p>", "<li>", "<ol>", "</ol>", "<b>", "</b>", "<br>", "<select>", "<option>", "<sup>2", "</sup>", "<pre>", "</td>",
            "<svg>", "<td style=display:none>", "<template>", "<thead>", "<tfoot>", "文字", " ", "<math>", "<h1>", "<title>",
            "<frameset>", "<input value=x>", "<span style='mso-list:Ignore'>", "</span>",
        ]), 0..60)
    ) {
        check(format!("<html>{}", tags.concat()).as_bytes());
    }

    #[test]
    fn a_number_format_of_any_shape_shows_something(code in "[0#?.,%;@_*\\\\ymdhsAPE+/\\[\\]<>=GenralR\"$年-]{0,24}", value in any::<f64>()) {
        let escaped = code.replace('&', "&amp;").replace('<', "&lt;");
        let cell = format!("<sheetData><row><c s=\"1\"><v>{value}</v></c></row></sheetData>");
        check(&Workbook::sheet(&cell).formats(&[&escaped]).bytes());
    }

    #[test]
    fn a_damaged_file_is_an_error_or_a_document(
        which in 0..4_usize,
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
    ) {
        let mut bytes = [workbook(), PAGE.into(), TEXT.into(), PRINTED.to_vec()][which].clone();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        check(&bytes);
    }
}
