//! Outline, title, notes, years and names.

mod text_support;

use kanhe_document::{Block, Document, Format, Paragraph};
use kanhe_policy::terms::Terms;
use kanhe_report::{Report, UnitRole, YearRole};
use text_support::{body, whole};

fn outline(report: &Report) -> Vec<String> {
    report.sections.iter().map(|s| format!("{}{}{}", s.level, s.label, s.title)).collect()
}

#[test]
fn headings_make_an_outline_and_list_items_do_not() {
    let report = whole(
        "2023年度南山市水利局整体支出绩效自评报告\n一、单位基本情况\n（一）主要职能\n1.贯彻执行水利法律法规；\n2.完成上级交办的其他任务。\n\
         （二）机构情况\n二、政府性基金预算支出情况\n无。\n三、国有资本经营预算支出情况：本单位无此项支出。\n四、存在的问题\n（一）预算编制不够细化。\n\
         附件2\n基础数据表\n五、不属于提纲的内容",
    );
    let want = [
        "1一、单位基本情况",
        "2（一）主要职能",
        "2（二）机构情况",
        "1二、政府性基金预算支出情况",
        "1三、国有资本经营预算支出情况",
        "1四、存在的问题",
        "2（一）预算编制不够细化",
    ];
    assert_eq!(outline(&report), want);
    let silent: Vec<bool> = report.sections.iter().map(|s| s.says_nothing).collect();
    assert_eq!(silent, [false, false, false, true, true, false, false]);
}

#[test]
fn a_table_of_contents_is_no_outline() {
    let report = whole(
        "南山市水利局2023年度部门整体支出绩效自评报告\n目  录\n一、部门概况........1\n二、预算执行\t2\n一、部门概况\n我局核定编制10人。\n二、预算执行\n2023年支出合计10万元。",
    );
    assert_eq!(outline(&report), ["1一、部门概况", "1二、预算执行"]);
}

#[test]
fn a_number_that_the_word_processor_prints_is_as_good_as_a_typed_one() {
    let paragraph = |number: u32, label: Option<&str>, text: &str| {
        Block::Paragraph(Paragraph {
            number,
            label: label.map(str::to_owned),
            text: text.to_owned(),
            heading: None,
            page: None,
        })
    };
    let blocks = vec![
        paragraph(1, None, "2023年度南山市水利局整体支出绩效自评报告"),
        paragraph(2, Some("一、"), "基本情况"),
        paragraph(3, Some("（一）"), "职能"),
        paragraph(4, None, "实有人数7人。"),
    ];
    let document = Document { format: Format::Docx, blocks, margins: Vec::new(), title: None, gaps: Vec::new() };
    let report = kanhe_reading::read(&document, &Terms::default(), "a.docx");
    assert_eq!(outline(&report), ["1一、基本情况", "2（一）职能"]);
    assert!(report.paragraphs.iter().all(|l| !l.typed_label));
}

#[test]
fn a_title_may_run_over_two_lines() {
    let report = whole("2023年度南山市北河区物业中心\n整体支出绩效自评报告\n一、基本情况\n无");
    assert_eq!(
        report.title.as_ref().map(|t| t.value.as_str()),
        Some("2023年度南山市北河区物业中心整体支出绩效自评报告")
    );
    assert_eq!(report.unit.as_ref().map(|u| u.value.as_str()), Some("南山市北河区物业中心"));
    assert_eq!(report.year.map(|y| y.value), Some(2023));
}

#[test]
fn the_unit_is_known_from_lines_and_sentences_too() {
    let report = body(
        "部门：北河区水利服务中心\n北河区水利服务中心主要承担以下职责：\n按规定，北河区图书馆对2023年度项目支出开展了绩效自评。",
    );
    let named: Vec<(&str, UnitRole)> = report.units.iter().map(|u| (u.name.as_str(), u.role)).collect();
    let want = [
        ("南山市北河区水利服务中心", UnitRole::Title),
        ("北河区水利服务中心", UnitRole::Line),
        ("北河区水利服务中心", UnitRole::Text),
        ("北河区图书馆", UnitRole::Text),
    ];
    assert_eq!(named, want);
}

#[test]
fn a_year_has_a_role() {
    let report = body(
        "2022年本部门预算安排项目共3个，具体如下：\n根据《2022年河道清淤实施方案》开展工作。\n支出较2022年增加5万元。\n填报日期：2024年3月5日",
    );
    let years: Vec<(i32, YearRole)> = report.years.iter().map(|y| (y.year, y.role)).collect();
    let want = [
        (2023, YearRole::Title),
        (2022, YearRole::Text),
        (2022, YearRole::OtherText),
        (2022, YearRole::OtherText),
        (2024, YearRole::FilledOn),
    ];
    assert_eq!(years, want);
}

#[test]
fn soft_line_breaks_part_lines_and_every_figure_knows_its_words() {
    let report =
        body("（一）职能\n全年受理26台，在建项目8台，通过联合审查22台，其余正在办理，各项工作按照上级部署有序推进。");
    let words: Vec<(&str, &str)> = report.mentions.iter().map(|m| (m.raw.as_str(), m.place.text.as_str())).collect();
    assert_eq!(words, [("26台", "全年受理26台"), ("8台", "在建项目8台"), ("22台", "通过联合审查22台")]);
    let spans: Vec<&str> =
        report.mentions.iter().filter_map(|m| report.paragraphs.get(m.line)?.text.get(m.span.0..m.span.1)).collect();
    assert_eq!(spans, ["26台", "8台", "22台"]);
}

#[test]
fn nonsense_does_no_harm() {
    for text in [
        "",
        "\u{feff}",
        "（（（（",
        "一、",
        "1.",
        "第",
        "《《》",
        "百分之",
        "-",
        "年年年年",
        "其中其中其中",
        "9999999999999999999999999999999999万元",
        "分别为5万元、6万元",
    ] {
        let _ = body(text);
    }
    let long = "其中1个2个、".repeat(2000) + &"一是电梯，年初预算5万元，调减3万元，因资金紧张，支出2万元。".repeat(500);
    assert!(!body(&long).mentions.is_empty());
}
