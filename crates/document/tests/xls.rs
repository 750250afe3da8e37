//! Workbooks of Excel 97 to 2003 and earlier, cell by cell as Excel displays them.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use common::xls::{Xls, cell, formula, number, record, shared, unicode, words};
use common::{assert_sound, compound, only_table, open, rows};
use kanhe_document::{Foreign, Format, Limits, Measure, ReadError, Sniffed, read, sniff};

/// The result of a formula that is no number: its kind and value.
fn special(kind: u8, value: u8) -> [u8; 8] {
    [kind, 0, value, 0, 0, 0, 0xff, 0xff]
}

#[test]
fn a_sheet_shows_what_excel_shows() {
    let packed = |at, style, value: u32| cell(0x027e, at, style, &value.to_le_bytes());
    let book = Xls::sheet(&[
        shared((0, 0), 0),
        cell(0x0204, (0, 1), 0, &unicode("得分")),
        number((1, 0), 1, 0.972_2),
        number((1, 1), 0, 0.1 + 0.2),
        packed((2, 0), 2, 45291 << 2 | 2),
        packed((2, 1), 3, 128_980_000 << 2 | 3),
        cell(0x0205, (3, 0), 0, &[1, 0]),
        cell(0x0205, (3, 1), 0, &[0x17, 1]),
        record(
            0x00bd,
            &[
                words(&[4, 0, 1]),
                (50_u32 << 2 | 3).to_le_bytes().to_vec(),
                words(&[0]),
                (7_u32 << 2 | 2).to_le_bytes().to_vec(),
                words(&[1]),
            ]
            .concat(),
        ),
    ])
    .formats(&["0.00%", "yyyy\"年\"m\"月\"d\"日\"", "#,##0.00"])
    .strings(&[" 执行率"]);
    let document = book.read();
    assert_eq!(document.format, Format::Xls);
    assert_sound(&document);
    assert_eq!(
        rows(only_table(&document)),
        [
            [" 执行率", "得分"],
            ["97.22%", "0.3"],
            ["2023年12月31日", "1,289,800.00"],
            ["TRUE", "#REF!"],
            ["50.00%", "7"]
        ]
    );
    assert_eq!(only_table(&document).sheet.as_deref(), Some("自评表"));
}

#[test]
fn formulas_show_their_stored_results() {
    let half = 0.5_f64.to_le_bytes();
    let document = Xls::sheet(&[
        formula((0, 0), 1, half, &[0x1f]),
        formula((0, 1), 0, special(0, 0), &[0x44]),
        record(0x0207, &unicode("优\r\n秀")),
        formula((0, 2), 0, special(1, 1), &[0x44]),
        formula((0, 3), 0, special(2, 7), &[0x44]),
        // IF(…,"") came to the empty text; a sum that is the empty text was never computed.
        formula((0, 4), 0, special(3, 0), &[0x17, 0, 0]),
        formula((0, 5), 0, special(3, 0), &[0x25, 0, 0]),
    ])
    .formats(&["0.00%"])
    .read();
    let table = only_table(&document);
    let state: Vec<_> = table.cells.iter().map(|c| (c.text.as_str(), c.uncomputed)).collect();
    assert_eq!(
        state,
        [("50.00%", false), ("优\n秀", false), ("TRUE", false), ("#DIV/0!", false), ("", false), ("", true)]
    );
}

#[test]
fn merged_cells_hidden_rows_columns_and_sheets() {
    let document = Xls::sheet(&[
        record(0x007d, &words(&[1, 1, 2000, 0, 1, 0])),
        record(0x0208, &words(&[1, 0, 3, 300, 0, 0, 0x20, 0])),
        cell(0x0204, (0, 0), 0, &unicode("项目支出绩效自评表")),
        number((1, 0), 0, 4.0),
        number((2, 0), 0, 1.0),
        number((2, 1), 0, 2.0),
        number((2, 2), 0, 3.0),
        record(0x00e5, &words(&[1, 0, 0, 0, 2])),
    ])
    .and("草稿", 2, &[number((0, 0), 0, 9.0)])
    .read();
    assert_sound(&document);
    let tables: Vec<_> = document.tables().collect();
    assert_eq!(rows(tables[0]), [vec!["项目支出绩效自评表"], vec!["4", "", ""], vec!["1", "", "3"]]);
    assert_eq!(tables[0].hidden_rows, [1]);
    assert!(!tables[0].hidden && tables[1].hidden);
}

#[test]
fn a_text_that_goes_on_in_a_second_record_is_whole() {
    // Four characters as two bytes each, then the rest in a record that stores one byte a character; rich text and a
    // phonetic guide behind it.
    let mut first = [1_u32.to_le_bytes(), 2_u32.to_le_bytes()].concat();
    first.extend(words(&[8]));
    first.push(1 | 4 | 8);
    first.extend(words(&[1]));
    first.extend(3_u32.to_le_bytes());
    first.extend(words(&"绩效自评".encode_utf16().collect::<Vec<_>>()));
    let mut second = vec![0];
    second.extend(b"2023");
    second.extend([0, 0, 1, 0, b'z', b'h', b'i']);
    second.extend(unicode("得分"));
    let book =
        Xls::sheet(&[shared((0, 0), 0), shared((0, 1), 1)]).book(&[record(0x00fc, &first), record(0x003c, &second)]);
    assert_eq!(rows(only_table(&book.read())), [["绩效自评2023", "得分"]]);
}

#[test]
fn excel_95_stores_text_in_its_code_page_and_counts_from_1904_if_told() {
    let gbk = |text: &str| encoding_rs::GBK.encode(text).0.into_owned();
    let with_length = |text: &str| [words(&[u16::try_from(gbk(text).len()).unwrap()]), gbk(text)].concat();
    let code = b"yyyy\"\xc4\xea\"";
    let mut book = Xls::sheet(&[]);
    book.version = 0x0500;
    book.sheets = vec![(
        [vec![u8::try_from(gbk("自评表").len()).unwrap()], gbk("自评表")].concat(),
        0,
        [cell(0x0204, (0, 0), 0, &with_length("执行率")), number((0, 1), 1, 43829.0)].concat(),
    )];
    let format = [words(&[164]), vec![u8::try_from(code.len()).unwrap()], code.to_vec()].concat();
    let book = book.book(&[
        record(0x0042, &words(&[936])),
        record(0x0022, &words(&[1])),
        record(0x041e, &format),
        record(0x00e0, &words(&[0; 8])),
        record(0x00e0, &words(&[0, 164, 0, 0, 0, 0, 0, 0])),
    ]);
    let document = book.read();
    assert_eq!(rows(only_table(&document)), [["执行率", "2023年"]]);
    assert_eq!(only_table(&document).sheet.as_deref(), Some("自评表"));
}

#[test]
fn numbers_of_a_chart_are_no_cells() {
    let chart = [record(0x0809, &words(&[0x0600, 0x20, 0, 0])), number((5, 5), 0, 77.0), record(0x000a, &[])].concat();
    let document = Xls::sheet(&[chart, number((0, 0), 0, 1.0)]).read();
    assert_eq!(rows(only_table(&document)), [["1"]]);
}

#[test]
fn a_workbook_of_many_sectors_and_a_small_one_are_read_alike() {
    let long = "绩效".repeat(2000);
    let document = Xls::sheet(&[shared((0, 0), 0), shared((0, 1), 1)]).strings(&[&long, "得分"]).read();
    assert_eq!(rows(only_table(&document)), [[long.as_str(), "得分"]]);
}

#[test]
fn an_encrypted_workbook_says_so() {
    let book = Xls::sheet(&[number((0, 0), 0, 1.0)]).book(&[record(0x002f, &words(&[1, 1, 1]))]);
    assert_eq!(open(&book.bytes()), Err(ReadError::Encrypted));
}

#[test]
fn a_workbook_whose_structure_is_protected_opens_without_asking() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let [plain, mut locked] = ["crates/kanhe/tests/samples/sheet-clean.xls", "fuzz/corpus/read_xls/protected.xls"]
        .map(|file| std::fs::read(root.join(file)).unwrap());
    assert_eq!(open(&plain).unwrap().blocks, open(&locked).unwrap().blocks);
    // With another password it stays closed.
    let verifier = locked.windows(4).position(|w| w == [0x2f, 0, 54, 0]).unwrap() + 26;
    locked[verifier] ^= 1;
    assert_eq!(open(&locked), Err(ReadError::Encrypted));
}

#[test]
fn a_workbook_inside_another_document_is_not_the_document() {
    let mut bytes = compound(&[("WordDocument", vec![1; 600]), ("Workbook", Xls::sheet(&[]).stream())]);
    assert_eq!(sniff(&bytes), Sniffed::Known(Format::Doc));
    // The second stream is no longer below the root.
    let entry = bytes.windows(4).position(|w| w == [b'W', 0, b'o', 0]).unwrap();
    bytes[entry + 72..entry + 76].fill(0xff);
    assert_eq!(sniff(&bytes), Sniffed::Known(Format::Doc));
}

#[test]
fn a_sheet_of_excel_4_has_a_way_out() {
    let error = open(&[0x09, 0x04, 0x06, 0x00, 0, 0, 0x10, 0, 0, 0]).unwrap_err();
    assert_eq!(error, ReadError::Unsupported(Foreign::OldExcel));
    assert!(error.zh().contains("另存为 .xlsx"), "{}", error.zh());
}

#[test]
fn a_cell_that_points_nowhere_is_an_error_with_its_place() {
    let error = open(&Xls::sheet(&[shared((1, 1), 5)]).strings(&["甲"]).bytes()).unwrap_err();
    assert!(error.zh().contains("自评表!B2") && error.en().contains("B2"), "{}", error.zh());
}

#[test]
fn a_sheet_that_breaks_off_is_a_gap_and_a_missing_one_an_error() {
    let book = Xls::sheet(&[number((0, 0), 0, 1.0)]);
    let stream = book.stream();
    let document = open(&compound(&[("Workbook", stream[..stream.len() - 4].to_vec())])).unwrap();
    assert_eq!(rows(only_table(&document)), [["1"]]);
    assert_eq!(document.gaps.len(), 1);
    let error = open(&compound(&[("Workbook", stream[..stream.len() - 40].to_vec())])).unwrap_err();
    assert!(matches!(error, ReadError::Damaged { .. }), "{error}");
}

#[test]
fn one_long_text_in_very_many_cells_is_refused() {
    let long = "项".repeat(30_000);
    let cells: Vec<Vec<u8>> = (0..200_u16).map(|row| shared((row, 0), 0)).collect();
    let bytes = Xls::sheet(&cells).strings(&[&long]).book(&[]).bytes();
    let limits = Limits { total_text_bytes: 1 << 20, ..Limits::default() };
    assert!(matches!(read(&bytes, &limits), Err(ReadError::TooLarge { what: Measure::TotalTextBytes, .. })));
}

#[test]
fn claims_of_the_header_cost_nothing() {
    let mut strings = [u32::MAX.to_le_bytes(), u32::MAX.to_le_bytes()].concat();
    strings.extend(unicode("甲"));
    let book = Xls::sheet(&[shared((0, 0), 0), record(0x0200, &[0xff; 14])]).book(&[record(0x00fc, &strings)]);
    assert_eq!(rows(only_table(&book.read())), [["甲"]]);
}

#[test]
fn chains_that_run_in_circles_end() {
    let whole = Xls::sheet(&[shared((0, 0), 0)]).strings(&["绩效".repeat(4000).as_str()]).bytes();
    let table = whole.len() - 512;
    for sector in 0..128 {
        for target in [0, 1, 2, 3, 5] {
            let mut bytes = whole.clone();
            bytes[table + sector * 4..][..4].copy_from_slice(&u32::to_le_bytes(target));
            let _ = open(&bytes);
        }
    }
}

#[test]
fn a_workbook_saved_in_an_older_format_says_what_it_said() {
    let samples = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../kanhe/tests/samples");
    for (new, old) in [("sheet-clean.xlsx", "sheet-clean.xls"), ("sheet-weights.xlsx", "sheet-weights.ods")] {
        let [new, old] = [new, old].map(|file| open(&std::fs::read(samples.join(file)).unwrap()).unwrap());
        assert_eq!(new.blocks, old.blocks);
        assert!(old.gaps.is_empty(), "{:?}", old.gaps);
    }
}
