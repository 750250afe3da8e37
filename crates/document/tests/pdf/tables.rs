//! Tables: from lines, and over pages.

use crate::common::{assert_sound, only_table, paragraphs, rows};
use crate::paper::{GBK, Paper, grid, line, text};

#[test]
fn a_form_is_read_with_its_merged_cells() {
    // 项目资金 stands over two rows, the title row over all columns.
    let lines = [
        line(50, 100, 450, 100),
        line(50, 130, 450, 130),
        line(150, 160, 450, 160),
        line(50, 190, 450, 190),
        line(50, 100, 50, 190),
        line(150, 130, 150, 190),
        line(300, 130, 300, 190),
        line(450, 100, 450, 190),
    ];
    let words = [
        text(180, 120, 10, "项目支出绩效自评表"),
        text(60, 158, 10, "项目资金"),
        text(60, 172, 10, "（万元）"),
        text(160, 150, 10, "年初预算数"),
        text(310, 150, 10, "全年执行数"),
        text(160, 180, 10, "102.03"),
        text(310, 180, 10, "83.57"),
    ];
    let document = Paper::new(GBK).page(&(lines.concat() + &words.concat())).read().unwrap();
    let table = only_table(&document);
    assert_eq!(
        rows(table),
        [vec!["项目支出绩效自评表"], vec!["项目资金\n（万元）", "年初预算数", "全年执行数"], vec!["102.03", "83.57"]]
    );
    let money = table.cell(2, 0).unwrap();
    assert_eq!((money.row, money.row_span, money.page), (1, 2, Some(1)));
    assert_eq!(table.cell(0, 2).unwrap().col_span, 3);
    assert!(document.gaps.is_empty(), "{:?}", document.gaps);
    assert_sound(&document);
}

#[test]
fn double_strokes_thin_bars_and_small_gaps_are_lines() {
    let bar = |x: i32, y: i32, w: i32, h: i32| format!("{x} {} {w} {h} re f\n", 800 - y - h);
    let drawn = [
        line(50, 100, 170, 100),
        line(172, 100, 300, 100),
        line(50, 102, 300, 102),
        bar(50, 130, 250, 1),
        "50 640 250 1 re f\n".into(),
        bar(49, 100, 1, 60),
        line(175, 100, 175, 160),
        "0.5 w 300 700 m 300 640 l S\n".into(),
    ];
    let words =
        [text(60, 120, 10, "得分"), text(180, 120, 10, "98.5"), text(60, 150, 10, "等级"), text(180, 150, 10, "优")];
    let document = Paper::new(GBK).page(&(drawn.concat() + &words.concat())).read().unwrap();
    assert_eq!(rows(only_table(&document)), [["得分", "98.5"], ["等级", "优"]]);
}

#[test]
fn a_figure_that_its_cell_breaks_is_one_figure() {
    let cells = grid(&[50, 100, 200], &[100, 160]);
    // The cell is as wide as eight characters.
    let words = [
        text(55, 120, 10, "81,359.7"),
        text(70, 134, 10, "7"),
        text(110, 120, 10, "不少于"),
        text(110, 134, 10, "10次"),
    ];
    let document = Paper::new(GBK).page(&(cells + &words.concat())).read().unwrap();
    assert_eq!(only_table(&document).cell(0, 0).unwrap().text, "81,359.77");
}

#[test]
fn two_amounts_below_each_other_stay_two() {
    let cells = grid(&[50, 100, 200], &[100, 160]);
    let words = [text(55, 120, 10, "1,234.56"), text(55, 134, 10, "2,345.67")];
    let document = Paper::new(GBK).page(&(cells + &words.concat())).read().unwrap();
    assert_eq!(only_table(&document).cell(0, 0).unwrap().text, "1,234.56\n2,345.67");
}

#[test]
fn a_table_over_two_pages_is_one_without_its_repeated_head() {
    let head = text(60, 90, 10, "三级指标") + &text(210, 90, 10, "得分");
    let first =
        grid(&[50, 200, 350], &[70, 100, 130]) + &head + &text(60, 120, 10, "培训人次") + &text(210, 120, 10, "10");
    let second =
        grid(&[50, 200, 350], &[70, 100, 130]) + &head + &text(60, 120, 10, "参训满意度") + &text(210, 120, 10, "9.5");
    let document = Paper::new(GBK).page(&first).page(&second).read().unwrap();
    let table = only_table(&document);
    assert_eq!(rows(table), [["三级指标", "得分"], ["培训人次", "10"], ["参训满意度", "9.5"]]);
    assert_eq!(table.cell(1, 0).unwrap().page, Some(1));
    assert_eq!(table.cell(2, 0).unwrap().page, Some(2));
}

#[test]
fn a_row_that_the_page_cuts_is_one_row_and_its_merged_label_goes_on() {
    // A browser leaves the cut side of a table open.
    let upper = [
        line(50, 700, 350, 700),
        line(50, 700, 50, 760),
        line(120, 700, 120, 760),
        line(220, 700, 220, 760),
        line(350, 700, 350, 760),
    ];
    let lower = [
        line(120, 90, 350, 90),
        line(50, 120, 350, 120),
        line(50, 50, 50, 120),
        line(120, 50, 120, 120),
        line(220, 50, 220, 120),
        line(350, 50, 350, 120),
    ];
    let first = upper.concat()
        + &text(60, 720, 10, "产出指标")
        + &text(130, 720, 10, "开展")
        + &text(230, 720, 10, "资金紧张，下一步");
    let second =
        lower.concat() + &text(230, 70, 10, "积极争取") + &text(130, 110, 10, "验收率") + &text(230, 110, 10, "无");
    let document = Paper::new(GBK).page(&first).page(&second).read().unwrap();
    let table = only_table(&document);
    assert_eq!(table.rows, 2, "{:?}", rows(table));
    assert_eq!(table.cell(0, 2).unwrap().text.replace('\n', ""), "资金紧张，下一步积极争取");
    assert_eq!(table.cell(1, 0).unwrap().text, "产出指标");
    assert_eq!(table.cell(1, 1).unwrap().text, "验收率");
}

#[test]
fn text_that_a_cell_cuts_off_stays_in_the_cell() {
    // A workbook printed to PDF: three lines in a row as high as one.
    let clip = |content: String| format!("q 50 670 100 30 re W n\n{content}Q\n");
    let cut = text(55, 90, 10, "受天气影响") + &text(55, 118, 10, "进度滞后，") + &text(55, 146, 10, "已制定计划");
    let words = clip(cut) + &text(160, 118, 10, "8") + &text(55, 148, 10, "合计") + &text(160, 148, 10, "98");
    let document = Paper::new(GBK).page(&(grid(&[50, 150, 200], &[100, 130, 160]) + &words)).read().unwrap();
    assert_eq!(rows(only_table(&document)), [["受天气影响\n进度滞后，\n已制定计划", "8"], ["合计", "98"]]);
    assert!(paragraphs(&document).is_empty());
}

#[test]
fn upright_and_turned_labels_are_read_in_their_direction() {
    let stacked: String =
        "绩效指标".chars().zip([115, 127, 139, 151]).map(|(c, y)| text(57, y, 10, &c.to_string())).collect();
    let (bytes, _, _) = encoding_rs::GBK.encode("产出指标");
    let hex: String = bytes.iter().map(|b| format!("{b:02x}")).collect();
    let turned = format!("BT /F 10 Tf 0 1 -1 0 98 650 Tm <{hex}> Tj ET\n");
    let page = grid(&[50, 75, 110, 200], &[100, 160]) + &stacked + &turned + &text(120, 130, 10, "培训人次");
    let document = Paper::new(GBK).page(&page).read().unwrap();
    assert_eq!(rows(only_table(&document)), [["绩效指标", "产出指标", "培训人次"]]);
}
