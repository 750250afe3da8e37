//! Text files as converters print them.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use common::{assert_sound, open, paragraphs, rows};
use kanhe_document::Format;

/// A report with two tables, a cell a line.
const REPORT: &str = " 2023年度物业服务中心\n整体支出绩效自评报告\n\n\n一、基本情况\n[bookmark: _GoBack]截止年底实有7人。\n附件2\n\
    \t人员情况（人）\n\t编制数\n\t控制率\n\n\t\n\t11\n\t63.64%\n\n\t控制情况\n（2023年完工）\n\t规模\n（㎡）\n\t\n\n\n\
    说明：填报支出。\n附件3\n\t年度预\n算申请\n\t年初预算数\n\t得分\n\n\t总分\n\t100\n\n\n填表人：张三 日期：\n—— 9 ——\n";

#[test]
fn a_converted_report_gives_paragraphs_and_tables_in_order() {
    let document = open(REPORT.as_bytes()).unwrap();
    assert_eq!(document.format, Format::Txt);
    assert_sound(&document);
    let tables: Vec<_> = document.tables().collect();
    assert_eq!(
        rows(tables[0]),
        [
            vec!["人员情况（人）", "编制数", "控制率"],
            vec!["", "11", "63.64%"],
            vec!["控制情况\n（2023年完工）", "规模\n（㎡）", ""]
        ]
    );
    assert_eq!(rows(tables[1]), [vec!["年度预\n算申请", "年初预算数", "得分"], vec!["总分", "100"]]);
    assert_eq!(
        paragraphs(&document),
        [
            " 2023年度物业服务中心",
            "整体支出绩效自评报告",
            "一、基本情况",
            "[bookmark: _GoBack]截止年底实有7人。",
            "附件2",
            "说明：填报支出。",
            "附件3",
            "填表人：张三 日期："
        ]
    );
    assert_eq!(document.margins.len(), 1);
}

#[test]
fn line_ends_of_any_kind_read_the_same() {
    let unix = open(REPORT.as_bytes()).unwrap();
    for end in ["\r\n", "\r", "\u{b}", "\u{2028}"] {
        assert_eq!(open(REPORT.replace('\n', end).as_bytes()).unwrap(), unix, "{end:?}");
    }
}

#[test]
fn any_chinese_encoding_reads_the_same() {
    let expected = open(REPORT.as_bytes()).unwrap();
    let (gb, _, lost) = encoding_rs::GB18030.encode(REPORT);
    assert!(!lost);
    assert_eq!(open(&gb).unwrap(), expected);
    let units: Vec<u16> = REPORT.encode_utf16().collect();
    let little: Vec<u8> = units.iter().flat_map(|u| u.to_le_bytes()).collect();
    let big: Vec<u8> = units.iter().flat_map(|u| u.to_be_bytes()).collect();
    assert_eq!(open(&little).unwrap(), expected);
    assert_eq!(open(&big).unwrap(), expected);
    assert_eq!(open(&[&[0xff, 0xfe], little.as_slice()].concat()).unwrap(), expected);
    assert_eq!(open(&[b"\xef\xbb\xbf", REPORT.as_bytes()].concat()).unwrap(), expected);
}

#[test]
fn traditional_chinese_in_big5_is_told_from_simplified() {
    let text = "本部門整體績效評估報告，預算執行率達到九十七，經濟效益與社會效益良好，服務對象滿意度較高。";
    let (bytes, _, lost) = encoding_rs::BIG5.encode(text);
    assert!(!lost);
    assert_eq!(paragraphs(&open(&bytes).unwrap()), [text]);
}

#[test]
fn a_short_text_in_gbk_is_read() {
    let (bytes, ..) = encoding_rs::GBK.encode("绩效自评");
    assert_eq!(paragraphs(&open(&bytes).unwrap()), ["绩效自评"]);
}

#[test]
fn tables_with_a_row_a_line_are_tables() {
    let document = open("附表\n指标\t年度值\t得分\n数量\t50台\t12\n\t质量\t10\n\n说明：\t无\n".as_bytes()).unwrap();
    assert_eq!(
        rows(document.tables().next().unwrap()),
        [["指标", "年度值", "得分"], ["数量", "50台", "12"], ["", "质量", "10"]]
    );
    assert_eq!(paragraphs(&document), ["附表", "说明：\t无"]);
    let document = open("┌──┬──┐\n│指标│得分│\n├──┼──┤\n│数量│12  │\n└──┴──┘\n".as_bytes()).unwrap();
    assert_eq!(rows(document.tables().next().unwrap()), [["指标", "得分"], ["数量", "12"]]);
}
