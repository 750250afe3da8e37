//! Findings as files: page, workbook, SARIF.

#![allow(clippy::expect_used)] // a test stops where its own fixture fails

mod common;

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use common::case;
use kanhe_report::Lang;
use kanhe_writing::{Book, Record, SARIF_TAIL, html_page, sarif_head, sarif_results};

#[test]
fn the_page_stands_alone_and_every_link_has_its_target() {
    let page = html_page(&case().verdict(), Lang::Zh);
    assert!(!page.contains("http://") && !page.contains("https://") && !page.contains("<script"), "nothing is loaded");
    for target in page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(page.contains(&format!("id=\"{target}\"")), "#{target} exists");
    }
}

#[test]
fn words_of_a_report_cannot_become_markup() {
    let page = html_page(&case().verdict(), Lang::Zh);
    assert!(page.contains("示例 &lt;1&gt;.docx"));
    assert!(!page.contains("示例 <1>"));
}

#[test]
fn faulty_cells_are_marked_and_merged_cells_stay_merged() {
    let page = html_page(&case().verdict(), Lang::Zh);
    assert!(page.contains("<td id=\"t1r1c7\" class=\"error figure\">12"), "{page}");
    assert!(page.contains("rowspan=\"2\">产出指标<br>(40分)"));
    assert!(page.contains("<mark class=\"warning\">按照完成任务标准通过市级部门联合审查22台</mark>"));
}

#[test]
fn the_chart_shows_both_scores() {
    let page = html_page(&case().verdict(), Lang::Zh);
    assert!(page.contains("<svg") && page.contains("12 → 6.40"));
}

#[test]
fn a_workbook_holds_documents_findings_and_scores_and_no_formula() {
    let mut case = case();
    case.report.unit = case.report.unit.map(|mut unit| {
        unit.value = "=1+1".to_owned();
        unit
    });
    let mut book = Book::new(Lang::Zh).expect("a workbook");
    book.add(&Record::of(&case.verdict())).expect("a document");
    book.add_failure("坏文件.docx", "文件不完整：请重新下载").expect("a document");
    let titles = BTreeMap::from([("KH301".to_owned(), "指标得分由目标值、完成值按办法算出".to_owned())]);
    let mut bytes = Cursor::new(Vec::new());
    book.finish(&titles, &mut bytes).expect("a file");
    let mut book: Xlsx<_> = Xlsx::new(bytes).expect("it opens");
    assert_eq!(book.sheet_names(), ["文件", "问题", "核算", "按规则", "按单位", "按表式"]);
    let documents = book.worksheet_range("文件").expect("the sheet");
    assert_eq!(documents.get_value((1, 1)), Some(&Data::String("=1+1".to_owned())), "text stays text");
    let formulas = book.worksheet_formula("文件").expect("the sheet");
    assert!(formulas.used_cells().next().is_none());
    assert_eq!(documents.get_value((2, 11)), Some(&Data::String("文件不完整：请重新下载".to_owned())));
    let rules = book.worksheet_range("按规则").expect("the sheet");
    let title = Data::String("指标得分由目标值、完成值按办法算出".to_owned());
    assert!(rules.rows().any(|row| row.contains(&title)), "rules are named: {rules:?}");
    let findings = book.worksheet_range("问题").expect("the sheet");
    assert_eq!(findings.height(), 3, "a head and two root findings");
    assert_eq!(findings.get_value((1, 3)), Some(&Data::String("KH301".to_owned())), "errors first");
}

#[test]
fn sarif_names_rule_level_and_place() {
    let case = case();
    let rules = BTreeMap::from([("KH301".to_owned(), "指标得分由目标值、完成值按办法算出".to_owned())]);
    let log = format!("{}{}{SARIF_TAIL}", sarif_head("0.1.0", &rules), sarif_results(&case.verdict(), Lang::Zh));
    let log: serde_json::Value = serde_json::from_str(&log).expect("JSON");
    let results = log["runs"][0]["results"].as_array().cloned().unwrap_or_default();
    assert_eq!(results.len(), 2);
    assert_eq!(results[0]["ruleId"], "KH301");
    assert_eq!(results[0]["level"], "error");
    assert_eq!(results[0]["locations"][0]["logicalLocations"][0]["fullyQualifiedName"], "表1 第1行第7列");
}
