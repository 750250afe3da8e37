//! Word 97–2003 files: what a clerk sees in Word is what is read.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use common::doc::{Doc, depth, row, sprm};
use common::{only_table, open, paragraphs, rows};
use kanhe_document::{Foreign, Format, ReadError};

const DELETED: [u8; 3] = [0x00, 0x08, 1];
const INSERTED: [u8; 3] = [0x01, 0x08, 1];
const HIDDEN: [u8; 3] = [0x3c, 0x08, 1];
const SPECIAL: [u8; 3] = [0x55, 0x08, 1];

#[test]
fn a_form_keeps_its_merged_cells_and_columns() {
    let document = Doc::default()
        .p("附件：自评表")
        .row(&["项目名称", "某某服务项目"], &[-108, 2000, 8000], &[])
        .row(&["资金", "预算数", "执行数", "得分"], &[-108, 2000, 4000, 6000, 8000], &[0x60])
        .row(&["", "100", "98.5", "9.85"], &[-108, 2000, 4000, 6000, 8000], &[0x20])
        // Dragged by hand: a millimetre makes no column.
        .row(&["总分", "97.5"], &[-108, 5985, 8000], &[])
        .p("说明")
        .read();
    assert_eq!(document.format, Format::Doc);
    assert_eq!(paragraphs(&document), ["附件：自评表", "说明"]);
    let table = only_table(&document);
    assert_eq!((table.rows, table.cols), (4, 4));
    let at = |row, col| table.cell(row, col).map(|c| (c.text.as_str(), c.row_span, c.col_span)).unwrap();
    assert_eq!(at(0, 1), ("某某服务项目", 1, 3));
    assert_eq!(at(2, 0), ("资金", 2, 1));
    assert_eq!(at(2, 2), ("98.5", 1, 1));
    assert_eq!(at(3, 1), ("总分", 1, 3));
}

#[test]
fn a_table_inside_a_cell_has_its_own_grid() {
    let cell = [depth(2), sprm(0x244b, &[1])].concat();
    let end = [depth(2), sprm(0x244c, &[1]), row(&[0, 500, 1000], &[])].concat();
    let document = Doc::default()
        .text("前文")
        .end('\r', &[], &depth(1))
        .text("甲")
        .end('\r', &[], &cell)
        .text("乙")
        .end('\r', &[], &cell)
        .end('\r', &[], &end)
        .row(&["后文", "右"], &[0, 4000, 8000], &[])
        .read();
    let tables: Vec<_> = document.tables().collect();
    assert_eq!(tables.iter().map(|t| (t.number, t.parent)).collect::<Vec<_>>(), [(1, None), (2, Some(1))]);
    assert_eq!(rows(tables[0]), [["前文\n后文", "右"]]);
    assert_eq!(rows(tables[1]), [["甲", "乙"]]);
}

#[test]
fn a_row_whose_properties_stand_in_the_data_stream_is_a_row() {
    let long = [depth(1), sprm(0x2417, &[1]), row(&[0, 1000, 2000], &[])].concat();
    let table_only = row(&[0, 1000, 2000], &[]);
    let mut doc = Doc::default();
    for list in [&long, &table_only] {
        doc.data.extend(u16::try_from(list.len()).unwrap().to_le_bytes());
        doc.data.extend(list);
    }
    let second = u32::try_from(long.len() + 2).unwrap().to_le_bytes();
    let cells =
        |doc: Doc, a: &str, b: &str| doc.text(a).end('\u{7}', &[], &depth(1)).text(b).end('\u{7}', &[], &depth(1));
    let doc = cells(doc, "单位", "得分").end('\u{7}', &[], &sprm(0x6646, &[0; 4]));
    let doc = cells(doc, "某局", "96");
    let document =
        doc.end('\u{7}', &[], &[depth(1), sprm(0x2417, &[1]), sprm(0x646b, &second)].concat()).p("完").read();
    assert_eq!(rows(only_table(&document)), [["单位", "得分"], ["某局", "96"]]);
}

#[test]
fn deleted_and_hidden_words_are_not_there_and_inserted_ones_are() {
    let document = Doc::default()
        .text("预算")
        .run("80", &DELETED)
        .run("100", &INSERTED)
        .text("万元")
        .run("（内部掌握）", &HIDDEN)
        .end('\r', &[], &[])
        .text("前半句，")
        .end('\r', &DELETED, &[])
        .p("后半句。")
        .read();
    assert_eq!(paragraphs(&document), ["预算100万元", "前半句，后半句。"]);
}

#[test]
fn a_row_is_deleted_only_if_all_its_marks_are() {
    // Some writers let a deletion in the next row begin at the end of this one.
    let ends = [depth(1), sprm(0x2417, &[1]), row(&[0, 1000, 2000], &[])].concat();
    let cells = |doc: Doc, texts: [&str; 2], mark: &[u8]| {
        texts.into_iter().fold(doc, |doc, text| doc.run(text, mark).end('\u{7}', mark, &depth(1)))
    };
    let doc = cells(Doc::default(), ["数量", "10"], &[]).end('\u{7}', &DELETED, &ends);
    let doc = cells(doc, ["作废", "0"], &DELETED).end('\u{7}', &DELETED, &ends);
    let doc = cells(doc, ["草稿", "1"], &HIDDEN).end('\u{7}', &HIDDEN, &ends);
    let document = cells(doc, ["质量", "20"], &[]).end('\u{7}', &HIDDEN, &ends).p("").read();
    let table = only_table(&document);
    assert_eq!(rows(table), [["数量", "10"], ["", ""], ["质量", "20"]]);
    assert_eq!(table.hidden_rows, [1]);
}

#[test]
fn a_file_saved_fast_has_its_text_out_of_order() {
    let text = "部门2023 self-evaluation得分96.5";
    let mut doc = Doc::default().p(text).row(&["指标", "10"], &[0, 1000, 2000], &[]);
    doc.pieces = vec![(2, false), (20, true), (2, false), (4, true)];
    let document = doc.read();
    assert_eq!(paragraphs(&document), [text]);
    assert_eq!(rows(only_table(&document)), [["指标", "10"]]);
}

#[test]
fn automatic_numbers_come_out_as_word_prints_them() {
    let level = |format: u8, text: &str| {
        let units: Vec<u16> = text.encode_utf16().collect();
        let mut level = vec![1, 0, 0, 0, format, 0];
        level.resize(28, 0);
        level.extend(u16::try_from(units.len()).unwrap().to_le_bytes());
        level.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
        level
    };
    let mut doc = Doc::default();
    // One list of nine levels, one of a single level.
    let head = |id: u8, simple: u8| [vec![id, 0, 0, 0], vec![0; 22], vec![simple, 0]].concat();
    doc.lists.0 = [vec![2, 0], head(7, 0), head(9, 1), level(39, "\u{0}、"), level(37, "（\u{1}）")].concat();
    doc.lists.0.extend((0..7).flat_map(|_| level(0, "\u{2}.")));
    doc.lists.0.extend(level(28, "\u{0}"));
    // Two instances of the first, of which the second starts anew, and one of the other.
    let instance = |id: u8, changes: u8| [vec![id, 0, 0, 0], vec![0; 8], vec![changes, 0, 0, 0]].concat();
    let none = vec![0xff; 4];
    doc.lists.1 =
        [vec![3, 0, 0, 0], instance(7, 0), instance(7, 1), instance(9, 0), none.clone(), none.clone()].concat();
    doc.lists.1.extend([1, 0, 0, 0, 0x10, 0, 0, 0]);
    doc.lists.1.extend(none);
    let item = |doc: Doc, list: u8, level: u8, text: &str| {
        doc.text(text).end('\r', &[], &[sprm(0x260a, &[level]), sprm(0x460b, &[list, 0])].concat())
    };
    for (list, level) in [(1, 0), (1, 1), (1, 1), (1, 0), (1, 1), (2, 0), (2, 0), (3, 0), (3, 0), (0, 0)] {
        doc = item(doc, list, level, "文");
    }
    let document = doc.read();
    let labels: Vec<&str> = document.paragraphs().map(|p| p.label.as_deref().unwrap_or_default()).collect();
    assert_eq!(labels, ["一、", "（一）", "（二）", "二、", "（一）", "一、", "二、", "①", "②", ""]);
}

#[test]
fn fields_show_their_result_and_signs_of_picture_fonts_what_they_look_like() {
    let symbol = [sprm(0x6a09, &[0, 0, 0xfe, 0xf0]), SPECIAL.to_vec()].concat();
    let document = Doc::default()
        .text("共\u{13} PAGE \u{14}3\u{15}页\u{13} eq \\o\\ac(○,2) \u{15}\u{b}合格")
        .run("(", &symbol)
        .run("\u{2}", &SPECIAL)
        .end('\r', &[], &[])
        .read();
    assert_eq!(paragraphs(&document), ["共3页②\n合格☑"]);
}

#[test]
fn notes_stand_apart_from_the_body() {
    let mut doc = Doc::default().p("正文").p("资料来源：决算报表");
    doc.body = Some(3);
    let document = doc.read();
    assert_eq!(paragraphs(&document), ["正文"]);
    assert_eq!(document.margins.iter().map(|p| p.text.as_str()).collect::<Vec<_>>(), ["资料来源：决算报表"]);
}

#[test]
fn a_file_that_takes_a_password_or_is_too_old_says_so() {
    let mut doc = Doc::default().p("正文");
    doc.head = vec![(11, 0x03)];
    assert_eq!(open(&doc.bytes()), Err(ReadError::Encrypted));
    doc.head = vec![(2, 0x65), (3, 0)];
    assert_eq!(open(&doc.bytes()), Err(ReadError::Unsupported(Foreign::OldWord)));
}

#[test]
fn a_file_that_misses_a_part_gives_the_rest_and_says_so() {
    let doc = (0..200).fold(Doc::default(), |doc, at| doc.p(&format!("第{at}段，说明预算执行情况。")));
    let whole = doc.bytes();
    let name: Vec<u8> = "WordDocument".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let entry = whole.windows(name.len()).position(|w| w == name).unwrap();
    let mut longer = whole.clone();
    // The directory promises more of the main stream than there is.
    longer[entry + 122] += 1;
    let document = open(&longer).unwrap();
    assert_eq!(document.paragraphs().count(), 200);
    assert_eq!(document.gaps.len(), 1);
    assert!(matches!(open(&whole[..whole.len() / 2]), Err(ReadError::Damaged { .. })));
}
