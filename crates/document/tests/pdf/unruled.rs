//! Tables without lines, and text that only looks like one.

use crate::common::{assert_sound, only_table, paragraphs, rows};
use crate::paper::{GBK, Paper, line, text};

/// Rows of texts at these places, the first at `top`, 24 points apart.
fn table(xs: &[i32], top: i32, rows: &[&[&str]]) -> String {
    let row = |(at, cells): (i32, &&[&str])| -> String {
        xs.iter().zip(*cells).map(|(x, cell)| text(*x, top + 24 * at, 10, cell)).collect()
    };
    (0..).zip(rows).map(row).collect()
}

fn read(page: &str) -> kanhe_document::Document {
    let document = Paper::new(GBK).page(page).read().unwrap();
    assert_sound(&document);
    document
}

const FUNDS: [&[&str]; 4] = [
    &["资金来源", "全年预算数", "全年执行数", "执行率"],
    &["年度资金总额", "102.03", "83.57", "81.91%"],
    &["其中：财政拨款", "100.00", "81.54", "81.54%"],
    &["其他资金", "2.03", "2.03", "100%"],
];

#[test]
fn a_sheet_printed_without_borders_is_a_table() {
    let page = text(200, 80, 16, "项目支出绩效自评表")
        + &table(&[60, 200, 300, 400], 120, &FUNDS)
        + &text(60, 240, 10, "填报人：张三");
    let document = read(&page);
    assert_eq!(rows(only_table(&document)), FUNDS);
    assert!(only_table(&document).aligned, "what rests on it is in doubt");
    assert_eq!(paragraphs(&document), ["项目支出绩效自评表", "填报人：张三"]);
}

#[test]
fn lines_of_one_cell_stay_in_its_row() {
    let page = table(
        &[60, 160, 240, 300],
        120,
        &[
            &["三级指标", "指标值", "分值", "偏差原因"],
            &["培训人次", "500人次", "10", ""],
            &["培训班次", "12期", "10", ""],
        ],
    ) + &text(60, 210, 10, "参训人员")
        + &text(60, 222, 10, "满意度")
        + &text(160, 216, 10, "95%")
        + &text(240, 216, 10, "20")
        + &text(300, 210, 10, "受天气影响进度滞后，下一步")
        + &text(300, 222, 10, "加快推进");
    let document = read(&page);
    let table = only_table(&document);
    assert_eq!(table.rows, 4);
    assert_eq!(table.cell(3, 0).unwrap().text.replace('\n', ""), "参训人员满意度");
    assert_eq!(table.cell(3, 3).unwrap().text, "受天气影响进度滞后，下一步加快推进");
}

#[test]
fn a_label_beside_several_rows_reaches_over_them() {
    let page = table(
        &[120, 220, 300, 380],
        120,
        &[
            &["三级指标", "指标值", "实际完成值", "得分"],
            &["培训人次", "500人次", "512人次", "10"],
            &["培训班次", "12期", "12期", "10"],
            &["验收合格率", "95%", "98%", "20"],
            &["完成时间", "12月底前", "12月底前", "10"],
            &["群众满意度", "90%", "93%", "10"],
        ],
    ) + &text(60, 120, 10, "一级指标")
        + &text(60, 180, 10, "产出指标")
        + &text(60, 240, 10, "满意度");
    let document = read(&page);
    let table = only_table(&document);
    let labels: Vec<(u32, u32, &str)> =
        table.cells.iter().filter(|c| c.col == 0).map(|c| (c.row, c.row_span, c.text.as_str())).collect();
    assert_eq!(labels, [(0, 1, "一级指标"), (1, 4, "产出指标"), (5, 1, "满意度")]);
}

#[test]
fn a_three_line_table_is_a_table() {
    let rules = line(50, 105, 480, 105) + &line(50, 128, 480, 128) + &line(50, 200, 480, 200);
    let document = read(&(rules + &table(&[60, 200, 300, 400], 120, &FUNDS)));
    assert_eq!(rows(only_table(&document)), FUNDS);
}

fn assert_text(page: &str) {
    let document = read(page);
    let tables = document.blocks.iter().filter(|b| matches!(b, kanhe_document::Block::Table(_))).count();
    assert_eq!(tables, 0, "{:?}", document.blocks);
}

#[test]
fn lines_to_sign_are_text() {
    assert_text(&table(&[60, 220, 380], 120, &[&["填报人：张三", "审核人：李四", "日期：2024年2月4日"]]));
    let forms: &[&str] = &["单位负责人：", "财务负责人：", "填报人："];
    assert_text(&table(&[60, 220, 380], 120, &[forms, &["联系电话：", "联系电话：", "联系电话："], forms]));
}

#[test]
fn a_table_of_contents_is_text() {
    let leader = "....................";
    assert_text(&table(
        &[60, 200, 400],
        120,
        &[
            &["一、基本情况", leader, "1"],
            &["二、绩效情况", leader, "3"],
            &["三、存在问题", leader, "8"],
            &["四、改进措施", leader, "9"],
        ],
    ));
    assert_text(&table(&[60, 400], 120, &[&["一、基本情况", "1"], &["二、绩效情况", "3"], &["三、存在问题", "8"]]));
}

#[test]
fn running_text_in_two_columns_is_text() {
    let lines = (0..12).map(|i| {
        text(60, 120 + 15 * i, 10, "围绕中心工作落实各项任务完善制度补齐短板")
            + &text(320, 120 + 15 * i, 10, "资金使用规范群众反映的问题得到及时回应，")
    });
    assert_text(&lines.collect::<String>());
}

#[test]
fn a_list_with_tabs_is_text() {
    assert_text(&table(&[60, 90], 120, &[&["1.", "业务培训费"], &["2.", "设备购置费"], &["3.", "场地租赁费"]]));
}
