//! Files that are broken, hostile, or not what they seem: an error or a document, never a panic, and soon.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use std::time::{Duration, Instant};

use common::doc::{Doc, depth, sprm};
use common::xls::{self, Xls};
use common::{Workbook, assert_sound, compound, ods, only_table, open, package};
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

/// A Word 97 document with something of every kind that is read.
fn word() -> Doc {
    let mut doc = Doc::default()
        .text("资金执行率情况说明：2023\u{13} PAGE \u{14}3\u{15}")
        .run("(", &sprm(0x6a09, &[0, 0, 0xfe, 0xf0]))
        .run("隐藏", &sprm(0x083c, &[1]))
        .end('\r', &[], &[sprm(0x460b, &[1, 0]), sprm(0x4600, &[1, 0])].concat())
        .row(&["项目", "得分"], &[0, 1000, 2000], &[0x60, 1])
        .row(&["", "10"], &[0, 1000, 2000], &[0x20])
        .text("内")
        .end('\r', &[], &[depth(2), sprm(0x244b, &[1])].concat())
        .end('\r', &[], &[depth(2), sprm(0x244c, &[1]), sprm(0x7621, &[0, 2, 9, 0])].concat())
        .end('\u{7}', &[], &sprm(0x6646, &[0; 4]))
        .p("脚注");
    doc.data = [vec![12, 0], depth(1), sprm(0x5624, &[0, 2])].concat();
    doc.pieces = vec![(10, false), (4, true)];
    doc
}

/// Content of an OpenDocument workbook.
const SHEET: &str = "<table:table table:name='表'><table:table-column table:visibility='collapse'/><table:table-row>\
    <table:table-cell table:number-columns-spanned='2' table:number-rows-spanned='2'><text:p>指标</text:p></table:table-cell>\
    <table:covered-table-cell/><table:table-cell office:value-type='float' office:value='0.5' table:number-columns-repeated='2'/>\
    </table:table-row><table:table-row table:number-rows-repeated='3' table:visibility='filter'/></table:table>";
const RICH: &str = "{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0\\fcharset134 a;}{\\f1\\fcharset2 Wingdings;}}{\\stylesheet{\\s1 heading 1;}}\
    {\\header h\\par}\\pard\\s1{\\listtext 1.\\tab}\\u32489\\'bc\\'a8{\\v x}{\\field{\\*\\fldinst EQ}{\\fldrslt y}}{\\f1 \\'fe}\\par\
    \\trowd\\trleft-10\\clvmgf\\cellx900\\clmgf\\cellx2000\\clmrg\\cellx3000\\pard\\intbl a\\cell b\\cell\\cell\\row\
    \\trowd\\clvmrg\\cellx900\\cellx3000\\pard\\intbl\\cell\\itap2 n\\nestcell{\\*\\nesttableprops\\trowd\\cellx5\\nestrow}\\itap1\\cell\\row\
    \\pard{\\shp{\\*\\shpinst{\\shptxt t\\par}}}{\\footnote f}{\\pict\\bin3 {}}}\\par}";

/// A binary workbook with a record of every kind that is read.
fn binary() -> Xls {
    let at = |row, col| (row, col);
    Xls::sheet(&[
        xls::record(0x007d, &xls::words(&[1, 1, 0, 0, 1, 0])),
        xls::record(0x0208, &xls::words(&[1, 0, 3, 0, 0, 0, 0x20, 0])),
        xls::shared(at(0, 0), 0),
        xls::cell(0x0204, at(0, 1), 1, &xls::unicode("得分")),
        xls::number(at(1, 0), 1, 0.97),
        xls::cell(0x027e, at(1, 1), 1, &[1, 0, 0, 64]),
        xls::record(0x00bd, &xls::words(&[2, 0, 1, 3, 4, 0, 5, 6, 1])),
        xls::cell(0x0205, at(3, 0), 0, &[7, 1]),
        xls::formula(at(3, 1), 0, [0, 0, 0, 0, 0, 0, 0xff, 0xff], &[0x17]),
        xls::record(0x0207, &xls::unicode("优")),
        xls::record(0x00be, &xls::words(&[4, 0, 1, 1, 1])),
        xls::record(0x00e5, &xls::words(&[1, 0, 0, 0, 1])),
    ])
    .and("草稿", 1, &[xls::number(at(0, 0), 0, 1.0)])
    .formats(&["0.00%"])
    .strings(&["指标", "绩效"])
}

/// A sample of each format.
fn samples() -> Vec<Vec<u8>> {
    vec![
        workbook(),
        PAGE.into(),
        TEXT.into(),
        binary().bytes(),
        ods(SHEET),
        RICH.into(),
        PRINTED.to_vec(),
        word().bytes(),
    ]
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
    for bytes in samples() {
        let result = read(&bytes, &limits);
        assert!(matches!(result, Err(ReadError::TooLarge { what: Measure::Cells, .. })), "{result:?}");
    }
    let limits = Limits { text_bytes: 3, ..Limits::default() };
    for bytes in samples() {
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
        which in 0..8_usize,
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
    ) {
        let mut bytes = samples().swap_remove(which);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        check(&bytes);
    }

    #[test]
    fn a_damaged_stream_or_a_broken_off_one_is_an_error_or_a_document(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..8),
        length in any::<prop::sample::Index>(),
    ) {
        let mut stream = binary().stream();
        for (at, byte) in changes {
            let at = at.index(stream.len());
            stream[at] = byte;
        }
        check(&compound(&[("Workbook", stream.clone())]));
        stream.truncate(length.index(stream.len()));
        check(&compound(&[("Workbook", stream)]));
    }

    #[test]
    fn records_in_any_order_are_an_error_or_a_document(
        records in proptest::collection::vec(
            (
                proptest::sample::select(vec![
                    0x06, 0x0a, 0x22, 0x2f, 0x3c, 0x42, 0x7d, 0x85, 0xbd, 0xbe, 0xd6, 0xe0, 0xe5, 0xfc, 0xfd, 0x201, 0x203, 0x204,
                    0x205, 0x207, 0x208, 0x27e, 0x41e, 0x809_u16,
                ]),
                proptest::collection::vec(prop_oneof![Just(0_u8), Just(1), any::<u8>()], 0..40),
            ),
            0..30,
        )
    ) {
        let records: Vec<Vec<u8>> = records.iter().map(|(kind, data)| xls::record(*kind, data)).collect();
        check(&Xls::sheet(&records).strings(&["甲"]).bytes());
        check(&Xls::sheet(&[]).book(&records).bytes());
    }

    #[test]
    fn elements_of_a_sheet_in_any_order_are_an_error_or_a_document(
        tags in proptest::collection::vec(proptest::sample::select(vec![
            "<table:table>", "</table:table>", "<table:table-row>", "</table:table-row>", "<table:table-cell>", "</table:table-cell>",
            "<table:table-row table:number-rows-repeated='4294967295'/>", "<table:table-cell table:number-columns-repeated='70000'/>",
            "<table:table-cell table:number-columns-spanned='9' table:number-rows-spanned='4294967295'>", "<text:p>", "</text:p>", "文",
            "<table:covered-table-cell/>", "<text:s text:c='9999999'/>", "<table:table-column table:visibility='collapse'/>",
            "<office:annotation>", "</office:annotation>", "<table:table-row table:number-rows-repeated='9' table:visibility='filter'>",
            "<table:table-cell table:formula='x'/>", "<style:style style:name='a'>", "<style:table-properties table:display='false'/>",
        ]), 0..40)
    ) {
        check(&ods(&tags.concat()));
    }

    #[test]
    fn control_words_in_any_order_are_an_error_or_a_document(
        words in proptest::collection::vec(proptest::sample::select(vec![
            "{", "}", "{", "}", "\\trowd", "\\cellx900", "\\cellx-2147483648", "\\cellx2147483647", "\\cell ", "\\row ", "\\nestcell ", "\\nestrow ",
            "\\intbl ", "\\itap2 ", "\\itap3 ", "\\itap0 ", "\\pard ", "\\par ", "\\clvmgf", "\\clvmrg", "\\clmgf", "\\clmrg", "{\\header ",
            "{\\shptxt ", "{\\footnote ", "{\\*\\nesttableprops ", "{\\field ", "{\\*\\fldinst SYMBOL 254 ", "{\\listtext 1.", "\\u-9999 ", "\\u55357 ",
            "\\uc9 ", "\\'bc", "\\'a8", "\\bin2 ", "{\\fonttbl", "\\f1 ", "\\fcharset134 ", "a;", "{\\pict ", "文", "\\trleft99999999999 ", "\\v ", "\\ffl ",
        ]), 0..80)
    ) {
        check(format!("{{\\rtf1 {}", words.concat()).as_bytes());
    }
}
