//! What the score and target checks say about forms as clerks hand them in.

mod common;

use common::{Clerk, policy_set, select};
use kanhe_appraisal::{Evidence, Options, appraise};
use kanhe_report::{Finding, Group, GroupLevel, Kind, Place, Report, Severity};

fn findings_with(report: &Report, evidence: &[Evidence]) -> Vec<Finding> {
    let set = policy_set();
    let options = Options { evidence, ..Options::default() };
    appraise(report, &select(&set, report.kind, 2023), options).findings
}

fn findings(report: &Report, code: &str) -> Vec<Finding> {
    findings_with(report, &[]).into_iter().filter(|f| f.code == code).collect()
}

/// Code and severity of every KH3xx and KH7xx finding above a note.
fn alarms(report: &Report) -> Vec<String> {
    let all = findings_with(report, &[]);
    let ours =
        all.iter().filter(|f| (f.code.starts_with("KH3") || f.code.starts_with("KH7")) && f.severity != Severity::Note);
    ours.map(|f| format!("{} {}", f.code, f.message.zh)).collect()
}

fn one_row(row: &str) -> Report {
    Clerk::new(Kind::Project).row(row).row("产出指标|质量指标|合格率|≥95%|96%|10|10|").done()
}

fn clean() -> Clerk {
    Clerk::new(Kind::Project)
        .funds("120.00|128.98|127.50|10|98.85%|9.89")
        .row("产出指标|数量指标|送戏下乡|≥20场|18场|20|18|受汛期影响，下年度提前安排")
        .row("产出指标|质量指标|演出合格率|不低于95%|96.2%|20|20|")
        .row("产出指标|时效指标|完成时限|2023年12月底前|2023年12月底前完成|10|10|")
        .row("效益指标|社会效益指标|公众文化素养|明显提升|明显提升|15|15|")
        .row("效益指标|可持续影响指标|长效管理机制|健全|健全|15|15|")
        .row("满意度指标|服务对象满意度指标|群众满意度|≥90%|93.2%|10|10|")
        .total("100|97.89|优")
}

#[test]
fn a_clean_form_raises_no_alarm() {
    assert_eq!(alarms(&clean().done()), Vec::<String>::new());
}

#[test]
fn the_reference_form_is_taken_apart() {
    let report = Clerk::new(Kind::Whole)
        .funds("520.90|271.90|270.90|10|99.63%|9")
        .row("产出指标|数量指标|加装电梯|50台|16台|20|12|资金紧张")
        .row("成本指标|经济成本指标|基本支出|119.10|128.98|20|20|")
        .done();
    let scores = findings(&report, "KH301");
    let elevators = &scores[0];
    assert_eq!(elevators.message.zh, "“加装电梯”目标 50台、完成 16台，得分 12 高于按办法计算的 6.40");
    assert_eq!((elevators.found.as_deref(), elevators.expected.as_deref()), (Some("12"), Some("6.40")));
    assert_eq!(elevators.rule.as_deref(), Some("20 × 16 ÷ 50 = 6.40"));
    assert_eq!(elevators.places[0].text, "12");
    assert_eq!(elevators.severity, Severity::Error);
    assert_eq!(scores[1].follows.as_deref(), Some("KH310"), "the overrun is the fault, its score the consequence");
    assert_eq!(findings(&report, "KH310").len(), 1);
    let rate = &findings(&report, "KH307")[0];
    assert_eq!((rate.severity, rate.expected.as_deref()), (Severity::Warning, Some("9.96")));
}

#[test]
fn digits_cut_or_rounded_are_one_note_and_no_fault() {
    let report = Clerk::new(Kind::Project)
        .funds("43.20|43.20|37.24|10|86.20%|9")
        .row("产出指标|数量指标|送戏下乡|≥98场|88场|12|10.8|受汛期影响")
        .done();
    assert!(findings(&report, "KH301").is_empty() && findings(&report, "KH307").is_empty());
    let notes = findings(&report, "KH190");
    assert_eq!(notes.len(), 1);
    assert!(notes[0].places.iter().any(|p| p.text == "9"));
}

#[test]
fn a_wrong_rate_makes_its_score_a_consequence() {
    let report = Clerk::new(Kind::Project)
        .funds("4753.66|4753.66|3824.26|10|100%|10")
        .row("产出指标|数量指标|造林|1.2万亩|12000亩|10|10|")
        .done();
    let score = &findings(&report, "KH307")[0];
    assert_eq!((score.expected.as_deref(), score.follows.as_deref()), (Some("8.04"), Some("KH109")));
}

#[test]
fn totals_are_added_up_only_where_every_score_is_there() {
    let short = clean().total("100|99|优").done();
    let total = &findings(&short, "KH304")[0];
    assert_eq!((total.found.as_deref(), total.expected.as_deref()), (Some("99"), Some("97.89")));
    let blank = clean().row("产出指标|数量指标|书展|3场|3场|5||").total("100|99|优").done();
    assert!(findings(&blank, "KH304").is_empty());
    let mut unseen = clean().done();
    unseen.funds.clear();
    assert!(findings(&unseen, "KH304").is_empty(), "the rows leave 10 points over, and the total has 9.89 more");
    let rounded = clean().total("100|98|优").done();
    assert!(findings(&rounded, "KH304").is_empty(), "98 for 97.89 is rounded to the printed digits");
}

#[test]
fn points_must_make_a_hundred_or_ninety_without_the_execution_rate() {
    let heavy = clean().row("产出指标|数量指标|书展|3场|3场|5|5|").total("100|102.89|").done();
    assert_eq!(findings(&heavy, "KH305")[0].found.as_deref(), Some("105"));
    let mut without = clean().done();
    without.funds.clear();
    without.forms[0].total.weight = common::figure(30, 6, "90");
    without.forms[0].total.score = common::figure(30, 7, "88");
    assert!(findings(&without, "KH305").is_empty() && findings(&without, "KH304").is_empty());
    let mut cut = clean().row("产出指标|数量指标|书展|3场|3场|5|5|").done();
    cut.forms[0].total = kanhe_report::Total::default();
    assert!(findings(&cut, "KH305").is_empty(), "no total row: the form is cut");
}

fn head(report: &mut Report, level: GroupLevel, name: &str, points: &str, rows: &[usize], groups: &[usize]) {
    let row = 40 + u32::try_from(report.groups.len()).unwrap_or(0);
    report.groups.push(Group {
        form: 1,
        level,
        name: name.into(),
        weight: common::figure(row, 1, points),
        indicators: rows.to_vec(),
        groups: groups.to_vec(),
        blank_rows: 0,
        place: Place::cell(1, row, 1, name),
    });
}

#[test]
fn heads_carry_the_points_of_their_rows() {
    let mut report = clean().done();
    head(&mut report, GroupLevel::Level1, "产出指标", "45", &[0, 1, 2], &[]);
    head(&mut report, GroupLevel::Level1, "效益指标", "30", &[3, 4], &[]);
    let found = findings(&report, "KH306");
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].found.as_deref(), found[0].expected.as_deref()), (Some("45"), Some("50")));
}

#[test]
fn a_block_of_eighty_cannot_hold_a_hundred() {
    let mut report = Clerk::new(Kind::Project)
        .funds("~|285.84|285.84|20|100%|20")
        .row("产出指标|数量指标|支持企业数|3|3|~|60|")
        .row("效益指标|社会效益指标|服务外包收入|4500|4557.51|~|40|")
        .total("100|100|")
        .done();
    report.forms[0].has_weights = false;
    head(&mut report, GroupLevel::Level1, "产出指标", "60", &[0], &[]);
    head(&mut report, GroupLevel::Level1, "效益指标", "40", &[1], &[]);
    head(&mut report, GroupLevel::Block, "年度绩效目标1", "80", &[0, 1], &[0, 1]);
    let found = findings(&report, "KH306");
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].found.as_deref(), found[0].expected.as_deref()), (Some("80"), Some("100")));
    assert_eq!(findings(&report, "KH304")[0].expected.as_deref(), Some("120"));
    assert!(findings(&report, "KH301").is_empty());
}

#[test]
fn grades_follow_the_total() {
    assert_eq!(findings(&clean().total("100|97.89|良").done(), "KH308")[0].expected.as_deref(), Some("优"));
    assert!(findings(&clean().total("100|97.89|优秀").done(), "KH308").is_empty());
    assert!(
        findings(&clean().total("100|97.89|一档").done(), "KH308").is_empty(),
        "a grade that the rules do not know"
    );
}

#[test]
fn a_result_must_stand_behind_every_score() {
    assert_eq!(findings(&one_row("产出指标|数量指标|培训班|20期||6|6|"), "KH309").len(), 1);
    assert!(findings(&one_row("产出指标|数量指标|培训班|20期||6|0|未举办"), "KH309").is_empty());
    assert_eq!(findings(&one_row("产出指标|数量指标|培训班|20期|20期|6|8|"), "KH303").len(), 1);
}

#[test]
fn four_times_the_target_asks_for_a_word() {
    assert_eq!(findings(&one_row("产出指标|数量指标|防汛演练|≥5次|20次|6|6|"), "KH311").len(), 1);
    assert!(findings(&one_row("产出指标|数量指标|防汛演练|≥5次|20次|6|6|汛情较重，增加演练"), "KH311").is_empty());
    assert!(findings(&one_row("产出指标|数量指标|防汛演练|≥5次|6次|6|6|"), "KH311").is_empty());
    assert!(findings(&one_row("效益指标|社会效益指标|覆盖率|≥50%|100%|6|6|"), "KH311").is_empty());
    assert!(findings(&one_row("产出指标|成本指标|演出成本|≥5万元|2万元|6|6|"), "KH311").is_empty());
}

#[test]
fn only_output_and_benefit_off_the_rules_are_a_matter() {
    let swap = |output: &str, benefit: &str, satisfaction: &str| {
        Clerk::new(Kind::Project)
            .funds("10|10|10|10|100%|10")
            .row(&format!("产出指标|数量指标|送戏下乡|20场|20场|{output}|{output}|"))
            .row(&format!("效益指标|社会效益指标|覆盖率|90%|92%|{benefit}|{benefit}|"))
            .row(&format!("满意度指标|服务对象满意度指标|群众满意度|90%|92%|{satisfaction}|{satisfaction}|"))
            .total("100|100|")
            .done()
    };
    assert_eq!(findings(&swap("60", "20", "10"), "KH312").len(), 1);
    assert!(findings(&swap("50", "30", "10"), "KH312").is_empty());
    assert!(findings(&swap("40", "30", "20"), "KH312").is_empty(), "the place sets its own points");
    let four = Clerk::new(Kind::Project)
        .funds("10|10|10|10|100%|10")
        .row("产出指标|数量指标|送戏下乡|20场|20场|67.5|67.5|")
        .row("效益指标|社会效益指标|覆盖率|90%|92%|22.5|22.5|")
        .total("100|100|")
        .done();
    assert!(findings(&four, "KH312").is_empty(), "no satisfaction: four times 22.5, as some places have it");
    assert!(findings(&swap("60", "30", "10"), "KH312").is_empty(), "110 points are KH305's");
}

#[test]
fn the_money_is_scored_once() {
    let report = clean().part("其中：当年财政拨款", "120.00|128.98|127.50|10|98.85%|9.89").done();
    assert_eq!(findings(&report, "KH313").len(), 1);
    let twice = clean().row("产出指标|时效指标|预算资金执行率|≥90%|98.85%|10|10|").done();
    assert_eq!(findings(&twice, "KH314").len(), 1);
    let money = clean().row("产出指标|数量指标|演出资金金额|128.98万元|127.5万元|10|9.89|压减").done();
    assert_eq!(findings(&money, "KH314").len(), 1);
    let limit = clean().row("成本指标|经济成本指标|项目支出成本控制数|128.98万元|127.5万元|10|10|").done();
    assert!(findings(&limit, "KH314").is_empty());
}

#[test]
fn shared_cells_are_noted_and_left_alone() {
    let mut report = clean().done();
    for i in [0, 1] {
        report.indicators[i].score_shared = true;
        report.indicators[i].score = common::figure(11, 7, "5");
    }
    let notes = findings(&report, "KH315");
    assert_eq!(notes.len(), 1);
    assert!(findings(&report, "KH301").is_empty());
    assert_eq!(notes[0].places[0].text, "5");
}

#[test]
fn targets_that_nobody_can_measure() {
    for row in [
        "产出指标|质量指标|归档|符合要求|符合要求|5|5|",
        "产出指标|时效指标|及时性|定性|达成预期指标|5|5|",
        "产出指标|数量指标|演出|有所提高|提高|5|5|",
    ] {
        assert_eq!(findings(&one_row(row), "KH701").len(), 1, "{row}");
    }
    for row in [
        "产出指标|质量指标|归档|≥98%|99%|5|5|",
        "产出指标|时效指标|发放时间|每月10日前|按时发放|5|5|",
        "产出指标|数量指标|覆盖村组|全覆盖|全覆盖|5|5|",
        "产出指标|时效指标|期限|年底前|按期完成|5|5|",
        "产出指标|质量指标|验收|合格|合格|5|5|",
        "效益指标|社会效益指标|影响|有所提高|有所提高|5|5|",
    ] {
        assert!(findings(&one_row(row), "KH701").is_empty(), "{row}");
    }
}

#[test]
fn results_that_were_not_measured() {
    assert_eq!(findings(&one_row("产出指标|时效指标|开放天数|≥360天|≥360天|5|5|"), "KH704").len(), 1);
    assert_eq!(findings(&one_row("效益指标|社会效益指标|影响|定性|定性|5|5|"), "KH704").len(), 1);
    assert!(findings(&one_row("产出指标|时效指标|响应时间|3天内|3天内|5|5|"), "KH704").is_empty());
    assert_eq!(findings(&one_row("产出指标|数量指标|演出|≥20场|已完成|5|5|"), "KH705").len(), 1);
    assert!(findings(&one_row("产出指标|时效指标|期限|2023年12月底前|已完成|5|5|"), "KH705").is_empty());
    assert!(findings(&one_row("产出指标|时效指标|支付时间|每月15日前|按时支付|5|5|"), "KH705").is_empty());
}

#[test]
fn units_signs_and_inputs() {
    assert_eq!(findings(&one_row("产出指标|数量指标|培训|4次|4人次|5|5|"), "KH703").len(), 1);
    assert!(findings(&one_row("产出指标|数量指标|补助村数|=8个|8|5|5|"), "KH703").is_empty());
    assert!(findings(&one_row("产出指标|数量指标|支持企业|3个|3家|5|5|"), "KH703").is_empty());
    assert_eq!(findings(&one_row("产出指标|数量指标|送戏下乡|≤20场|20场|5|5|"), "KH706").len(), 1);
    assert!(findings(&one_row("产出指标|数量指标|科目调整次数|≤10次|2次|5|5|"), "KH706").is_empty());
    assert_eq!(findings(&one_row("产出指标|数量指标|到位资金|50万元|50万元|5|5|"), "KH707").len(), 1);
    assert!(findings(&one_row("产出指标|时效指标|资金到位及时率|100%|100%|5|5|"), "KH707").is_empty());
    assert_eq!(findings(&one_row("产出指标|时效指标|12月底前完成||100%|5|5|"), "KH708").len(), 1);
    assert_eq!(findings(&one_row("产出指标|时效指标|12月底前完成||100%|5|5|"), "KH702").len(), 1);
    assert_eq!(findings(&one_row("产出指标|质量指标|完工率|100|100|5|5|"), "KH709").len(), 1);
}

#[test]
fn satisfaction_without_a_survey_and_heavy_indicators_are_notes() {
    assert_eq!(findings(&one_row("满意度指标|服务对象满意度指标|群众满意度|≥90%|90%|5|5|"), "KH710").len(), 1);
    assert!(
        findings(&one_row("满意度指标|服务对象满意度指标|群众满意度|≥90%|90%|5|5|发放问卷200份"), "KH710").is_empty()
    );
    let heavy = Clerk::new(Kind::Project)
        .row("产出指标|数量指标|甲|1个|1个|40|40|")
        .row("产出指标|质量指标|乙|1个|1个|5|5|")
        .row("产出指标|时效指标|丙|1个|1个|5|5|")
        .done();
    assert_eq!(findings(&heavy, "KH711").len(), 1);
}

#[test]
fn the_ledger_counts_fifteen() {
    let report = one_row("产出指标|数量指标|送戏下乡|≥20场|20场|5|5|");
    let ledger = |value: i64, unit: &str| {
        vec![Evidence {
            indicator: "送戏下乡".into(),
            value: value.into(),
            unit: unit.into(),
            source: "演出台账".into(),
        }]
    };
    let found: Vec<Finding> =
        findings_with(&report, &ledger(15, "场")).into_iter().filter(|f| f.code == "KH801").collect();
    assert_eq!(found[0].message.zh, "“送戏下乡”填报完成 20场，演出台账统计为 15场");
    for quiet in [ledger(20, "场"), ledger(15, "人次")] {
        assert!(findings_with(&report, &quiet).iter().all(|f| f.code != "KH801"));
    }
}

#[test]
fn figures_beyond_all_sense_break_nothing() {
    let huge = "79228162514264337593543950335";
    let report = Clerk::new(Kind::Project)
        .funds(&format!("~|1|1|{huge}|100%|-{huge}"))
        .row(&format!("产出指标|数量指标|甲|{huge}台|{huge}台|{huge}|-{huge}|"))
        .row(&format!("产出指标|质量指标|乙|90%|0%|-{huge}|{huge}|"))
        .row("效益指标|社会效益指标|丙|显著|达成|-5|-5|")
        .row(&format!("满意度指标|服务对象满意度指标|丁|50-60|{huge}|{huge}|{huge}|"))
        .total(&format!("{huge}|-{huge}|优"))
        .done();
    let _ = findings_with(&report, &[]);
}

#[test]
fn a_score_from_the_printed_rate_is_as_good_as_one_from_the_amounts() {
    let execution = |score: &str| {
        let report = Clerk::new(Kind::Project).funds(&format!("34.22|34.22|32.56|10|95.15%|{score}")).done();
        (findings(&report, "KH307").len(), findings(&report, "KH190").len())
    };
    assert_eq!(execution("9.52"), (0, 0), "10 × 95.15% = 9.515");
    assert_eq!(execution("9.51"), (0, 0), "10 × 32.56 ÷ 34.22 = 9.5149");
    assert_eq!(execution("9.5"), (0, 0), "rounded to one decimal");
    assert_eq!(execution("9.53").0, 1);
    let row = |score: &str| {
        findings(&one_row(&format!("产出指标|数量指标|培训|37场|25场|15|{score}|受汛期影响")), "KH301").len()
    };
    assert_eq!((row("10.14"), row("10.13"), row("10.24")), (0, 0, 1), "15 × 25 ÷ 37 = 10.135, 15 × 67.57% = 10.1355");
}

#[test]
fn a_score_from_a_rate_printed_without_decimals_follows_what_is_printed() {
    let report = |rate: &str| Clerk::new(Kind::Project).funds(&format!("77.00|77.00|74.10|10|{rate}|9.60")).done();
    assert!(findings(&report("96%"), "KH307").is_empty(), "96.23 % printed as 96 %");
    assert_eq!(findings(&report("97%"), "KH307").len(), 1, "97 % is not the rate rounded");
}

#[test]
fn points_in_the_head_of_the_column_are_what_the_blocks_leave_over() {
    let set = policy_set();
    let policy = set.select("cn/hubei", Kind::Project, 2021, kanhe_policy::FormHints::default());
    let mut report = Clerk::new(Kind::Project)
        .funds("~|75.60|71.44|~|94.5%|20")
        .row("产出指标|数量指标|清理河道|≥8吨|8吨|~|80|")
        .done();
    head(&mut report, GroupLevel::Block, "年度绩效目标1", "80", &[0], &[]);
    report.forms[0].has_weights = false;
    let found = appraise(&report, &policy, Options::default()).findings;
    let expected: Vec<_> = found.iter().filter(|f| f.code == "KH307").map(|f| f.expected.as_deref()).collect();
    assert_eq!(expected, [Some("18.90")], "20 × 71.44 ÷ 75.60");
}

#[test]
fn a_total_is_not_recomputed_where_the_execution_rate_was_not_found() {
    let set = policy_set();
    let mut report = clean().done();
    report.funds.clear();
    let marking = kanhe_appraisal::scoring::mark(&report, &select(&set, Kind::Project, 2023));
    assert_eq!((marking.cards[0].recomputed, marking.cards[0].grade_recomputed.clone()), (None, None));
    assert!(findings(&report, "KH305").is_empty(), "90 points, and the rest was not found");
}

#[test]
fn one_row_above_its_points_is_one_fault() {
    let report = clean().row("产出指标|数量指标|书展|3场|3场|0|5|").total("100|102.89|").done();
    let found = findings(&report, "KH303");
    assert_eq!(found.len(), 1, "the total is above 100 because of the row: {found:#?}");
}

#[test]
fn targets_and_units_of_quantities() {
    let codes = |row: &str| {
        let report = one_row(row);
        ["KH701", "KH703", "KH706"].into_iter().filter(|c| !findings(&report, c).is_empty()).collect::<Vec<_>>()
    };
    assert_eq!(codes("产出指标|数量指标|聘用护林员人数|按计划完成|按计划完成|10|10|"), ["KH701"]);
    assert_eq!(codes("产出指标|时效指标|完成时间|按计划完成|按计划完成|10|10|"), Vec::<&str>::new());
    assert_eq!(codes("产出指标|数量指标|安装路灯盏数|121盏|137批|10|10|"), ["KH703"]);
    assert_eq!(codes("产出指标|数量指标|接待读者人次|≤32万人次|32万人次|10|10|"), ["KH706"]);
    assert_eq!(codes("产出指标|数量指标|公务接待批次|≤32批次|30批次|10|10|"), Vec::<&str>::new());
}

#[test]
fn score_and_grade_of_one_sentence_belong_together() {
    let mut report = clean().total("100|97.89|~").done();
    let says = |report: &mut Report, text: &str, raw: &str, score: &str| {
        report.paragraphs = vec![kanhe_report::TextLine {
            number: 1,
            label: None,
            typed_label: false,
            text: text.into(),
            section: None,
            note: false,
            page: None,
        }];
        report.mentions = vec![kanhe_report::Mention {
            figure: kanhe_report::Figure::Count { number: common::number(score), unit: "分".into() },
            raw: raw.into(),
            before: "综合得分".into(),
            after: String::new(),
            line: 0,
            sentence: 1,
            clause: 1,
            span: (0, 0),
            place: Place::paragraph(1, raw),
        }];
        report.statements = vec![kanhe_report::Statement {
            concept: "score.total".into(),
            mention: 0,
            role: kanhe_report::Role::Achieved,
            indicator: None,
            doubt: None,
        }];
    };
    says(&mut report, "综合得分97.89分，自评等级为“良”。", "97.89分", "97.89");
    assert_eq!(findings(&report, "KH308")[0].expected.as_deref(), Some("优"));
    says(&mut report, "综合得分97.89分，自评等级为优秀。", "97.89分", "97.89");
    assert!(findings(&report, "KH308").is_empty());
    says(&mut report, "综合得分97.89分。去年等级为良。", "97.89分", "97.89");
    assert!(findings(&report, "KH308").is_empty(), "another sentence");
}
