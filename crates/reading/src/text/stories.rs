//! What clerks write about their indicators, and what of it is linked with the table.

use kanhe_document::{Block, Document, Format, Paragraph};
use kanhe_report::{Entry, Indicator, Place, Report, Role};

fn document(lines: &[&str]) -> Document {
    let paragraph = |(i, text): (usize, &&str)| {
        let number = u32::try_from(i + 1).unwrap_or(0);
        Block::Paragraph(Paragraph { number, text: (*text).to_owned(), ..Paragraph::default() })
    };
    let blocks = lines.iter().enumerate().map(paragraph).collect();
    Document { format: Format::Txt, blocks, margins: Vec::new(), title: None, gaps: Vec::new() }
}

fn indicator(name: &str, target: &str, actual: &str) -> Indicator {
    let entry = |text: &str| Entry::value(text.to_owned(), Place::default());
    Indicator { form: 1, level3: entry(name), target: entry(target), actual: entry(actual), ..Indicator::default() }
}

/// Links that the body gives, as `name|figure|role`, `?` in front where it is doubtful.
fn links(body: &str) -> Vec<String> {
    let mut lines = vec!["2023年度南山市北河区住房服务中心整体支出绩效自评报告", "一、绩效情况"];
    lines.extend(body.lines());
    let indicators = vec![
        indicator("加装电梯", "50台", "16台"),
        indicator("保洁面积", "≥220万平方米", "185万平方米"),
        indicator("清淤河道长度", "7公里", "5公里"),
        indicator("业务培训", "7次", "3次"),
        indicator("群众满意度", "90%", "92%"),
    ];
    let mut report = Report { indicators, ..Report::default() };
    super::read(&document(&lines), &mut report);
    let shown = report.statements.iter().filter_map(|s| {
        let name = s.concept.strip_prefix("indicator:")?;
        let role = match s.role {
            Role::Achieved => "done",
            Role::Target => "target",
            Role::Other => "other",
        };
        let doubt = if s.doubt.is_some() { "?" } else { "" };
        Some(format!("{doubt}{name}|{}|{role}", report.mentions.get(s.mention)?.raw))
    });
    shown.collect()
}

#[test]
fn a_count_with_the_indicators_name_is_its_result() {
    assert_eq!(links("完成清淤河道长度5公里。"), ["清淤河道长度|5公里|done"]);
    assert_eq!(links("全年清淤河道6公里，电梯加装22台。"), ["清淤河道长度|6公里|done", "加装电梯|22台|done"]);
    assert_eq!(links("群众满意度达到92%。"), ["群众满意度|92%|done"]);
    assert_eq!(links("召开业主大会12次，开展业务培训3场次。"), ["业务培训|3场次|done"]);
}

#[test]
fn a_task_without_a_name_belongs_to_the_result_beside_it() {
    let both = ["保洁面积|220万平方米|target", "保洁面积|185万平方米|done"];
    assert_eq!(links("年度目标任务为220万平方米，全年保洁面积达到185万平方米。"), both);
    assert_eq!(links("计划加装电梯20台，实际完成22台。"), ["加装电梯|20台|target", "加装电梯|22台|done"]);
    assert_eq!(links("加装电梯目标20台，实际完成16台，完成率80%。"), ["加装电梯|20台|target", "加装电梯|16台|done"]);
}

#[test]
fn a_name_in_front_of_a_colon_or_a_subject_clause_holds_for_both_figures() {
    let both = ["加装电梯|20台|target", "加装电梯|22台|done"];
    assert_eq!(links("加装电梯：年度目标20台，实际完成22台，完成率110%。"), both);
    assert_eq!(links("加装电梯方面，计划20台，完成22台。"), both);
    assert_eq!(links("加装电梯年初目标值为20台，截至12月底实际完成值为22台。"), both);
    assert_eq!(links("加装电梯22台，其中第一季度加装电梯5台。"), ["加装电梯|22台|done"]);
    assert_eq!(links("加装电梯20台的年度目标已完成。"), ["加装电梯|20台|target"]);
}

#[test]
fn a_paragraph_about_one_indicator_carries_its_unnamed_figures() {
    let text = "根据《2023年南山市既有住宅加装电梯工作实施方案》，我区任务为20台。全年受理26台，在建项目8台，\
                按照完成任务标准通过市级部门联合审查22台，超额完成市级交办的任务。";
    assert_eq!(links(text), ["加装电梯|20台|target", "加装电梯|22台|done"]);
}

#[test]
fn parts_comparisons_plans_and_other_years_are_not_linked() {
    assert_eq!(links("加装电梯22台，其中加装电梯一期15台、加装电梯二期7台。"), ["加装电梯|22台|done"]);
    for text in [
        "较上年增加加装电梯5台。",
        "2022年加装电梯18台。",
        "下一步计划加装电梯30台。",
        "受理加装电梯申请26台。",
        "购置电脑5台。",
        "全年加装电梯超额完成2台。",
        "保洁面积较目标少35万平方米。",
        "发放问卷200份，群众满意度提高2个百分点。",
    ] {
        assert_eq!(links(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_name_shared_only_in_part_is_doubtful() {
    assert_eq!(links("就相关知识开展3次授课培训学习。"), ["?业务培训|3次|done"]);
    assert_eq!(links("完成加装电梯任务20台。"), ["?加装电梯|20台|done"]);
}

#[test]
fn what_is_planned_under_improvements_is_no_result() {
    assert_eq!(links("二、下一步改进措施\n加装电梯30台，保洁面积230万平方米。"), Vec::<String>::new());
}
