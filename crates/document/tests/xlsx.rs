//! Workbooks, cell by cell as Excel displays them.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use common::{Workbook, assert_sound, only_table, open, rows};
use kanhe_document::Format;

#[test]
fn a_sheet_shows_what_excel_shows() {
    let mut book = Workbook::sheet(
        "<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is><r><t>得</t></r><r><t>分</t></r></is></c></row>\
         <row r=\"2\"><c r=\"A2\" s=\"1\"><v>0.97219999999999995</v></c><c r=\"B2\"><v>0.30000000000000004</v></c></row>\
         <row r=\"3\"><c r=\"A3\" s=\"2\"><v>45291</v></c><c r=\"B3\" s=\"3\"><v>1289800</v></c></row>\
         <row r=\"4\"><c r=\"A4\" t=\"b\"><v>1</v></c><c r=\"B4\" t=\"e\"><v>#REF!</v></c></row>\
         <row r=\"5\"><c r=\"A5\" t=\"str\"><f>A1&amp;\"\"</f><v>绩效 &amp; 预算_x000D_\n第二行</v></c></row></sheetData>",
    )
    .formats(&["0.00%", "yyyy\"年\"m\"月\"d\"日\"", "#,##0.00"]);
    book.strings = "<si><t xml:space=\"preserve\"> 执行率</t><rPh sb=\"0\" eb=\"1\"><t>zhi</t></rPh></si>".into();
    let document = book.read();
    assert_eq!(document.format, Format::Xlsx);
    assert_sound(&document);
    assert_eq!(
        rows(only_table(&document)),
        [
            [" 执行率", "得分"],
            ["97.22%", "0.3"],
            ["2023年12月31日", "1,289,800.00"],
            ["TRUE", "#REF!"],
            ["绩效 & 预算\n第二行", ""]
        ]
    );
}

#[test]
fn a_formula_that_was_never_computed_is_unknown_not_blank() {
    let document = Workbook::sheet(
        "<sheetData><row r=\"1\"><c r=\"A1\"><f>1+1</f><v/></c><c r=\"B1\"><f>1+1</f><v>2</v></c>\
         <c r=\"C1\" t=\"str\"><f>\"\"</f><v></v></c><c r=\"D1\"><f>A1</f></c></row></sheetData>",
    )
    .read();
    let table = only_table(&document);
    let state: Vec<_> = table.cells.iter().map(|c| (c.text.as_str(), c.uncomputed)).collect();
    assert_eq!(state, [("", true), ("2", false), ("", false), ("", true)]);
}

#[test]
fn merged_cells_count_once_and_blank_ones_stay_whole() {
    let document = Workbook::sheet(
        "<sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>项目支出绩效自评表</v></c><c r=\"B1\" t=\"str\"><v>旧</v></c><c r=\"C1\"/></row>\
         <row r=\"3\"><c r=\"A3\" t=\"str\"><v>合计</v></c><c r=\"C3\"><v>100</v></c></row></sheetData>\
         <mergeCells><mergeCell ref=\"A1:XFD2\"/><mergeCell ref=\"A3:B3\"/></mergeCells>",
    )
    .read();
    assert_sound(&document);
    let table = only_table(&document);
    assert_eq!((table.rows, table.cols), (3, 3));
    assert_eq!(rows(table), [vec!["项目支出绩效自评表"], vec![], vec!["合计", "100"]]);
    assert_eq!(table.cell(1, 2).unwrap().text, "项目支出绩效自评表");
}

#[test]
fn hidden_rows_columns_and_sheets_state_nothing() {
    let document = Workbook::sheet(
        "<cols><col min=\"2\" max=\"2\" width=\"9\" hidden=\"1\"/></cols><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c>\
         <c r=\"B1\"><v>2</v></c><c r=\"C1\"><v>3</v></c></row><row r=\"2\" hidden=\"1\"><c r=\"A2\"><v>4</v></c></row>\
         <row r=\"3\"><c r=\"A3\"><v>5</v></c></row></sheetData>",
    )
    .and("草稿", "veryHidden", "<sheetData><row><c><v>9</v></c></row></sheetData>")
    .read();
    let tables: Vec<_> = document.tables().collect();
    assert_eq!(rows(tables[0]), [["1", "", "3"], ["4", "", ""], ["5", "", ""]]);
    assert!(tables[0].is_hidden_row(1) && !tables[0].is_hidden_row(2) && !tables[0].hidden);
    assert!(tables[1].hidden);
    assert_eq!((tables[1].sheet.as_deref(), tables[1].number), (Some("草稿"), 2));
}

#[test]
fn a_stray_cell_in_the_last_corner_is_reported_and_costs_nothing() {
    let document = Workbook::sheet(
        "<dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>2</v></c></row>\
         <row r=\"1048576\"><c r=\"XFD1048576\"><v>0</v></c></row></sheetData>",
    )
    .read();
    assert_eq!(rows(only_table(&document)), [["1", "2"]]);
    assert_eq!(document.gaps.len(), 1);
    assert!(document.gaps[0].place.contains("XFD1048576"), "{:?}", document.gaps);
}

#[test]
fn rows_and_columns_are_those_of_the_sheet() {
    let document = Workbook::sheet("<sheetData><row r=\"3\"><c r=\"B3\"><v>7</v></c></row></sheetData>").read();
    let table = only_table(&document);
    assert_eq!((table.rows, table.cols), (3, 2));
    assert_eq!(table.cell(2, 1).unwrap().text, "7");
}

#[test]
fn the_1904_calendar_and_prefixed_names_are_understood() {
    let mut book =
        Workbook::sheet("<x:sheetData xmlns:x=\"u\"><x:row><x:c s=\"1\"><x:v>43829</x:v></x:c></x:row></x:sheetData>")
            .formats(&["yyyy-mm-dd"]);
    book.book = "<workbookPr date1904=\"1\"/>".into();
    assert_eq!(rows(only_table(&book.read())), [["2023-12-31"]]);
}

#[test]
fn a_cell_that_points_nowhere_is_an_error_with_its_place() {
    let book = Workbook::sheet("<sheetData><row><c r=\"A1\" t=\"s\"><v>5</v></c></row></sheetData>");
    let error = open(&book.bytes()).unwrap_err();
    assert!(error.zh().contains("A1") && error.en().contains("A1"), "{}", error.zh());
}
