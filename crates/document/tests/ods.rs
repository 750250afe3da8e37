//! OpenDocument workbooks.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use std::time::{Duration, Instant};

use common::{assert_sound, ods, only_table, open, package, rows};
use kanhe_document::{Foreign, Format, Measure, ReadError};

#[test]
fn a_sheet_shows_the_stored_text() {
    let document = open(&ods(
        "<table:table table:name='自评表'><table:table-row>\
         <table:table-cell office:value-type='string'><text:p>绩效<text:span>指标</text:span></text:p><text:p>（<text:s text:c='2'/>续 &amp;\n  表）</text:p></table:table-cell>\
         <table:table-cell office:value-type='percentage' office:value='0.9722'><text:p>97.22%</text:p></table:table-cell>\
         <table:table-cell office:value-type='date' office:date-value='2023-12-31'><text:p>2023年12月31日</text:p>\
         <office:annotation><text:p>批注不是内容</text:p></office:annotation></table:table-cell>\
         </table:table-row></table:table>",
    ))
    .unwrap();
    assert_eq!(document.format, Format::Ods);
    assert_sound(&document);
    assert_eq!(only_table(&document).sheet.as_deref(), Some("自评表"));
    assert_eq!(rows(only_table(&document)), [["绩效指标\n（  续 & 表）", "97.22%", "2023年12月31日"]]);
}

#[test]
fn values_without_text_and_formulas_without_value() {
    let document = open(&ods("<table:table><table:table-row>\
         <table:table-cell office:value-type='float' office:value='1289800.50'/>\
         <table:table-cell office:value-type='percentage' office:value='0.975'/>\
         <table:table-cell office:value-type='boolean' office:boolean-value='true'/>\
         <table:table-cell table:formula='of:=SUM([.A1:.A2])'/>\
         <table:table-cell table:formula='of:=&quot;&quot;' office:value-type='string'/>\
         </table:table-row></table:table>"))
    .unwrap();
    let table = only_table(&document);
    assert_eq!(rows(table), [["1289800.5", "97.5%", "TRUE", ""]]);
    assert!(table.cell(0, 3).unwrap().uncomputed);
}

#[test]
fn merged_cells_hidden_rows_columns_and_sheets() {
    let document = open(&ods(
        "<office:automatic-styles/><style:style style:name='ta2'><style:table-properties table:display='false'/></style:style>\
         <table:table table:name='表'><table:table-column/><table:table-column table:visibility='collapse'/><table:table-column/>\
         <table:table-header-rows><table:table-row><table:table-cell table:number-columns-spanned='3'><text:p>自评表</text:p></table:table-cell>\
         <table:covered-table-cell table:number-columns-repeated='2'/></table:table-row></table:table-header-rows>\
         <table:table-row table:visibility='filter'><table:table-cell table:number-columns-repeated='3'><text:p>4</text:p></table:table-cell></table:table-row>\
         <table:table-row><table:table-cell><text:p>1</text:p></table:table-cell><table:table-cell><text:p>2</text:p></table:table-cell>\
         <table:table-cell><text:p>3</text:p></table:table-cell></table:table-row></table:table>\
         <table:table table:name='草稿' table:style-name='ta2'><table:table-row><table:table-cell><text:p>9</text:p></table:table-cell></table:table-row></table:table>",
    ))
    .unwrap();
    assert_sound(&document);
    let tables: Vec<_> = document.tables().collect();
    assert_eq!(rows(tables[0]), [vec!["自评表"], vec!["4", "", "4"], vec!["1", "", "3"]]);
    assert_eq!(tables[0].hidden_rows, [1]);
    assert!(!tables[0].hidden && tables[1].hidden);
}

#[test]
fn a_million_blank_rows_cost_nothing_and_a_million_full_ones_are_refused() {
    let start = Instant::now();
    let blank = "<table:table-row table:number-rows-repeated='1048576' table:visibility='collapse'>\
                 <table:table-cell table:number-columns-repeated='16384'/></table:table-row>";
    let merged = "<table:table-row table:number-rows-repeated='4000000000'><table:table-cell table:number-columns-spanned='9'/></table:table-row>";
    let one = "<table:table-row><table:table-cell><text:p>1</text:p></table:table-cell>\
               <table:table-cell table:number-columns-repeated='4000000000'/></table:table-row>";
    let sheet = format!("<table:table>{one}{}{merged}</table:table>", blank.repeat(50));
    assert_eq!(rows(only_table(&open(&ods(&sheet)).unwrap())), [["1"]]);
    for full in [one.replace("<table:table-row>", "<table:table-row table:number-rows-repeated='1048576'>"), {
        one.replace("<table:table-cell>", "<table:table-cell table:number-columns-repeated='1048576'>")
    }] {
        let result = open(&ods(&format!("<table:table>{full}</table:table>")));
        assert!(matches!(result, Err(ReadError::TooLarge { what: Measure::Cells, .. })), "{result:?}");
    }
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
}

#[test]
fn an_encrypted_workbook_says_so_and_a_text_has_a_way_out() {
    let kind: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";
    let manifest = b"<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>";
    let bytes = package(&[("mimetype", kind), ("META-INF/manifest.xml", manifest), ("content.xml", &[7; 90])]);
    assert_eq!(open(&bytes), Err(ReadError::Encrypted));
    let text = package(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<a/>")]);
    assert_eq!(open(&text), Err(ReadError::Unsupported(Foreign::OpenDocument)));
    let flat =
        "<?xml version='1.0'?><office:document xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'/>";
    assert_eq!(open(flat.as_bytes()), Err(ReadError::Unsupported(Foreign::OpenDocument)));
}

#[test]
fn content_that_breaks_off_is_an_error() {
    let error = open(&ods("<table:table><table:table-row><table:table-cell><text:p>1")).unwrap_err();
    assert!(matches!(error, ReadError::Damaged { .. }), "{error}");
}
