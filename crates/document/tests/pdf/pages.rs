//! Running text: paragraphs, what stands at the edges, and turned pages.

use crate::common::{only_table, paragraphs, rows};
use crate::paper::{GBK, Paper, grid, text};

#[test]
fn lines_are_put_back_into_paragraphs_over_the_end_of_a_page() {
    // Twenty characters a line; a paragraph's first line is indented by two.
    let first = [
        text(84, 100, 12, "一、基本情况"),
        text(84, 120, 12, "本单位全年预算数一百万元，执行数九十"),
        text(60, 140, 12, "五万元，预算执行率百分之九十五。"),
        text(84, 160, 12, "全年开展培训十二期，培训三百人次，参"),
        text(290, 780, 9, "- 1 -"),
    ];
    let second = [
        text(60, 60, 12, "训人员满意度达到百分之九十八以上，各项任务"),
        text(60, 80, 12, "按期完成。"),
        text(290, 780, 9, "- 2 -"),
    ];
    let document = Paper::new(GBK).page(&first.concat()).page(&second.concat()).read().unwrap();
    assert_eq!(
        paragraphs(&document),
        [
            "一、基本情况",
            "本单位全年预算数一百万元，执行数九十五万元，预算执行率百分之九十五。",
            "全年开展培训十二期，培训三百人次，参训人员满意度达到百分之九十八以上，各项任务按期完成。",
        ]
    );
    assert_eq!(document.paragraphs().map(|p| p.page).collect::<Vec<_>>(), [Some(1); 3]);
}

#[test]
fn a_header_is_no_text_and_a_title_over_each_form_is() {
    let page = |n: i32| {
        [
            text(200, 30, 9, "某县财政局绩效自评材料"),
            text(200, 80, 18, "项目支出绩效自评表"),
            text(60, 120, 12, &format!("第{n}个项目已经完成。")),
        ]
        .concat()
    };
    let document = Paper::new(GBK).page(&page(1)).page(&page(2)).page(&page(3)).read().unwrap();
    assert_eq!(document.margins.iter().map(|p| p.text.as_str()).collect::<Vec<_>>(), ["某县财政局绩效自评材料"]);
    assert_eq!(document.paragraphs().filter(|p| p.text == "项目支出绩效自评表").count(), 3);
}

#[test]
fn a_landscape_annex_is_read_upright_however_it_was_turned() {
    let upright = grid(&[50, 200, 350], &[100, 130]) + &text(60, 120, 10, "培训人次") + &text(210, 120, 10, "300");
    let mut by_page = Paper::new(GBK);
    by_page.page_entries = "/Rotate 90".into();
    // Drawn sideways on an upright page, as print drivers do.
    let sideways = format!("q 0 1 -1 0 800 0 cm\n{upright}Q\n");
    for paper in [Paper::new(GBK).page(&upright), by_page.page(&sideways), Paper::new(GBK).page(&sideways)] {
        let document = paper.read().unwrap();
        assert_eq!(rows(only_table(&document)), [["培训人次", "300"]]);
    }
}

#[test]
fn a_watermark_is_kept_out_of_the_text() {
    let mark = "BT /F 40 Tf 0.7 0.7 -0.7 0.7 200 400 Tm <b2ddb8e5> Tj ET\n";
    let document = Paper::new(GBK).page(&(text(60, 100, 12, "总分九十五分。") + mark)).read().unwrap();
    assert_eq!(paragraphs(&document), ["总分九十五分。"]);
    assert_eq!(document.margins[0].text, "草稿");
}
