use super::*;

fn rows(text: &str) -> Vec<Vec<String>> {
    let document = read(text, &Limits::default()).unwrap();
    let table = document.tables().next().expect("a table");
    (0..table.rows).map(|r| table.row(r).map(|c| c.text.clone()).collect()).collect()
}

#[test]
fn a_page_number_goes_to_the_margins() {
    for line in ["—— 9 ——", "- 3 -", "第 3 页 共 9 页", "— 12 —", "第1页"] {
        let document = read(&format!("一、基本情况\n{line}\n二、绩效"), &Limits::default()).unwrap();
        assert_eq!(document.margins.len(), 1, "{line}");
        assert_eq!(document.paragraphs().count(), 2, "{line}");
    }
    assert!(!is_page_number("-5"));
    assert!(!is_page_number("2023"));
    assert!(!is_page_number("第三季度"));
}

#[test]
fn a_cell_broken_by_an_empty_line_stays_whole() {
    let text = "\t一级\n\t二级\n\t得分\n\n\t产出指标\n\n(40分)\n\t数量\n\t12\n\n\n结束";
    assert_eq!(rows(text), [vec!["一级", "二级", "得分"], vec!["产出指标\n\n(40分)", "数量", "12"]]);
}

#[test]
fn a_row_split_by_a_cell_that_ends_with_an_empty_line_is_mended() {
    let head = "\t序号\t\n\t甲\n\t乙\n\t丙\n\n\t1\n\t甲\n\t乙\n\t丙\n\n";
    let text = format!("{head}\t\n\t效益\n\n（20分）\n\n\t经济\n\t5\n\n\n结束");
    assert_eq!(rows(&text).last().unwrap(), &["", "效益\n\n（20分）\n", "经济", "5"]);
}

#[test]
fn every_kind_of_line_end_ends_a_line() {
    assert_eq!(lines("a\r\nb\rc\u{b}d\u{c}e\u{2028}f\n"), ["a", "b", "c", "d", "e", "f"]);
}

#[test]
fn bars_and_tabs_make_tables() {
    assert_eq!(rows("|指标|得分|\n|---|--:|\n|数量|10|\n"), [["指标", "得分"], ["数量", "10"]]);
    assert_eq!(rows("指标\t得分\n数量\t10\n"), [["指标", "得分"], ["数量", "10"]]);
    let prose = read("填表人：张三\t日期：\n完", &Limits::default()).unwrap();
    assert_eq!(prose.tables().count(), 0);
}
