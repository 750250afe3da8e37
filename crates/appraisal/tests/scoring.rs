//! Scores as the rules give them: the golden figures of the regulations, one clerk's form at a time.

mod common;

use common::{Clerk, linear_rules, number, policy_set, select};
use kanhe_appraisal::scoring::{Agreement, Outcome, agree, mark};
use kanhe_report::{Decimal, Kind, Report};

/// The recomputed score of the first row.
fn first_score(row: &str) -> Option<Decimal> {
    let set = policy_set();
    let report = Clerk::new(Kind::Project).row(row).done();
    let marking = mark(&report, &select(&set, Kind::Project, 2023));
    marking.cards.first()?.lines.first()?.recomputed
}

fn scores(row: &str, want: &str) {
    assert_eq!(first_score(row), Some(number(want)), "{row}");
}

fn reference() -> Report {
    Clerk::new(Kind::Whole)
        .funds("520.90|271.90|270.90|10|99.63%|9")
        .row("产出指标|数量指标|加装电梯|50台|16台|20|12|资金紧张，未能如期支付")
        .row("产出指标|时效指标|执行期间|12个月|12个月|20|20|")
        .row("效益指标|社会效益指标|业务培训|7次|3次|20|12|资金紧张，未能如期举行")
        .row("满意度指标|服务对象满意度指标|公众满意度|90%|90%|10|10|")
        .row("成本指标|经济成本指标|基本支出|119.10|128.98|20|20|")
        .total("100|83|")
        .done()
}

#[test]
fn a_centre_that_gave_itself_83_earned_73_40() {
    let set = policy_set();
    let marking = mark(&reference(), &select(&set, Kind::Whole, 2023));
    let card = marking.cards.first().expect("one card");
    let lines: Vec<String> =
        card.lines.iter().map(|l| l.recomputed.map(|d| d.normalize().to_string()).unwrap_or_default()).collect();
    assert_eq!(lines, ["9.96", "6.4", "20", "8.57", "10", "18.47"]);
    assert_eq!(card.recomputed, Some(number("73.40")));
    assert_eq!((card.grade_recomputed.as_deref(), card.grade_of_reported.as_deref()), (Some("中"), Some("良")));
    let elevators = &card.lines[1];
    assert_eq!(elevators.numbers, "20 × 16 ÷ 50 = 6.40");
    assert!(elevators.article.contains("第十六条"), "{}", elevators.article);
}

#[test]
fn a_place_that_takes_an_overrun_off_linearly_gives_the_same_centre_73_27() {
    let set = linear_rules();
    let marking = mark(&reference(), &select(&set, Kind::Whole, 2023));
    let card = marking.cards.first().expect("one card");
    assert_eq!(card.recomputed, Some(number("73.27")));
    let spending = card.lines.last().expect("the cost line");
    assert_eq!(spending.recomputed, Some(number("18.34")));
    assert_eq!(spending.numbers, "20 × (1 − (128.98 − 119.1) ÷ 119.1) = 18.34");
}

#[test]
fn the_rule_is_shown_in_one_unit() {
    let shown = |row: &str| {
        let set = policy_set();
        let marking = mark(&Clerk::new(Kind::Project).row(row).done(), &select(&set, Kind::Project, 2023));
        marking.cards[0].lines[0].numbers.clone()
    };
    assert_eq!(shown("产出指标|数量指标|道路|≥5公里|4200米|10|8.4"), "10 × 4200 ÷ 5000 = 8.40");
    assert_eq!(shown("产出指标|数量指标|造林|≥1.2万亩|11000亩|10|9.17"), "10 × 11000 ÷ 12000 = 9.17");
    assert_eq!(shown("产出指标|数量指标|造林|≥1.2万亩|1.1|10|9.17"), "10 × 1.1 ÷ 1.2 = 9.17");
}

#[test]
fn more_is_better() {
    scores("产出指标|数量指标|加装电梯|50台|22台|20|~", "8.80");
    scores("产出指标|数量指标|加装电梯|20台|22台|20|20", "20");
    scores("产出指标|数量指标|业务培训|≥7次|3次|20|~", "8.57");
    scores("效益指标|经济效益指标|林产品收入|2.6亿元|24500万元|6|5", "5.65");
    scores("效益指标|社会效益指标|政策知晓率|═100%|98%|10|9", "9.8");
    scores("产出指标|质量指标|合格率|不低于百分之九十五|95.2%|10|10", "10");
}

#[test]
fn less_is_better_by_sign_by_name_and_by_head() {
    scores("产出指标|数量指标|会议次数|≤10次|12次|12|~", "10");
    scores("产出指标|质量指标|在职人员控制率|100%|89.74%|6|6", "6");
    scores("效益指标|社会效益指标|群众投诉率|5%|10%|10|~", "5");
    scores("效益指标|社会效益指标|群众投诉办结率|98%|49%|10|~", "5");
    scores("成本指标|经济成本指标|基本支出|119.10|128.98|20|20", "18.47");
    scores("产出指标|成本指标|生均补助标准达标率|═100%|100%|10|10", "10");
    scores("成本指标|经济成本指标|成本节约率|10%|5%|10|~", "5");
    scores("成本指标|经济成本指标|节约资金|5万元|8万元|10|10", "10");
    scores("成本指标|经济成本指标|经费使用合规率|90%|95%|10|10", "10");
}

#[test]
fn a_target_of_nothing() {
    scores("产出指标|质量指标|安全事故|=0起|0起|10|10", "10");
    scores("产出指标|质量指标|安全事故|=0起|1起|10|10", "0");
    scores("产出指标|质量指标|差错率|0|0|10|10", "10");
    scores("产出指标|质量指标|重大违纪行为|无|无|10|10", "10");
    scores("成本指标|经济成本指标|三公经费变动率|≤0%|-12.5%|10|10", "10");
}

#[test]
fn a_result_below_nothing_earns_nothing() {
    scores("效益指标|经济效益指标|净利润|≥10万元|-5万元|10|2", "0");
    scores("效益指标|经济效益指标|增长率|≥5%|-3%|10|2", "0");
}

#[test]
fn a_percent_sign_may_be_missing_on_one_side() {
    scores("产出指标|质量指标|合格率|≥90%|95|10|10", "10");
    scores("产出指标|质量指标|合格率|≥90|81%|10|9", "9");
    assert_eq!(first_score("产出指标|质量指标|合格率|≥90%|0.95|10|10"), None, "a share, or less than one per cent?");
}

#[test]
fn days_quarters_and_months() {
    scores("产出指标|时效指标|完工时间|第三季度|9月|10|10", "10");
    scores("产出指标|时效指标|完工时间|2023年第三季度|2023年8月|10|10", "10");
    scores("产出指标|时效指标|办理时限|≤3个工作日|5个工作日|10|6", "6");
    scores("产出指标|时效指标|办理时限|≤24小时|2天|10|5", "5");
    assert_eq!(first_score("产出指标|时效指标|完工时间|第三季度|10月|10|10"), None, "late by a month, yet full points");
    assert_eq!(first_score("产出指标|时效指标|完工时间|9月30日前|10月5日|10|10"), None, "late by five days");
    assert_eq!(first_score("产出指标|时效指标|办理时限|≤3天|2个工作日|10|10"), None, "days or working days");
}

#[test]
fn a_rank_or_a_grade_is_no_count() {
    for row in [
        "产出指标|质量指标|图书馆评估定级|三级以上|二级|15|15",
        "产出指标|质量指标|河道水质|4类以上|3类|15|15",
        "效益指标|社会效益指标|全省考核排名|前10名|第3名|15|15",
    ] {
        assert_eq!(first_score(row), None, "{row}");
    }
    scores("产出指标|数量指标|公开信息种类|4类|3类|12|9", "9");
}

#[test]
fn blank_scores_and_no_points() {
    scores("产出指标|数量指标|送戏下乡|20场|16场|10|", "8");
    scores("产出指标|数量指标|送戏下乡|20场|16场|0|0", "0");
    assert_eq!(first_score("产出指标|数量指标|送戏下乡|20场|16场||8"), None);
}

#[test]
fn satisfaction_is_in_proportion_unless_the_place_has_steps() {
    let row = "满意度指标|服务对象满意度指标|群众满意度|≥90%|85%|10|8";
    scores(row, "9.44");
    let set = policy_set();
    let policy = select(&set, Kind::Project, 2023);
    let marking = mark(&Clerk::new(Kind::Project).row(row).done(), &policy);
    assert!(marking.rows[0].judgement.accepts(number("8"), number("10"), &policy.profile().rounding), "80 % by steps");
}

#[test]
fn the_same_words_around_two_numbers_let_them_compare() {
    scores("效益指标|生态效益指标|单位能耗|下降3%|下降3.2%|10|10", "10");
    scores("效益指标|经济效益指标|居民收入|较上年增长10%|较上年增长5%|10|~", "5");
    scores("产出指标|数量指标|执法检查|不少于4次/年|5次|10|10", "10");
    scores("效益指标|社会效益指标|重大事故|0起|无|10|10", "10");
}

#[test]
fn intervals_dates_and_answers() {
    scores("产出指标|质量指标|含水率|50-60%|55%|10|10", "10");
    scores("产出指标|质量指标|含水率|50-60%|25%|10|~", "5");
    scores("产出指标|时效指标|完工时限|2023年12月|2023年10月|15|15", "15");
    scores("产出指标|时效指标|完成时限|2021年12月底前|2021年12月底前完成|12|12", "12");
    scores("产出指标|时效指标|完成时限|9月前|7月|10|10", "10");
    scores("产出指标|时效指标|完成时限|2023年12月底前|按期完成|10|10", "10");
    scores("产出指标|质量指标|是否公开|是|是|5|5", "5");
    scores("产出指标|质量指标|是否公开|是|否|5|5", "0");
    assert_eq!(first_score("产出指标|时效指标|完成时限|2023年12月底前|2024年3月|10|10"), None, "late, yet full points");
}

#[test]
fn a_band_allows_a_range() {
    let set = policy_set();
    let policy = select(&set, Kind::Project, 2023);
    let range = |actual: &str| {
        let report =
            Clerk::new(Kind::Project).row(&format!("效益指标|社会效益指标|公平|效果明显|{actual}|20|16")).done();
        mark(&report, &policy).rows.first().and_then(|r| r.outcome.clone())
    };
    let rounding = &policy.profile().rounding;
    let holds = |outcome: Option<Outcome>, score: &str| {
        outcome.unwrap_or_else(|| panic!("no range for {score}")).hold(number(score), rounding).holds()
    };
    for (actual, score, ok) in [
        ("达成预期指标", "15.99", false),
        ("达成预期指标", "16", true),
        ("部分达成年度指标并具有一定效果", "16", false),
        ("部分达成年度指标并具有一定效果", "15.99", true),
        ("未达成年度指标且效果较差", "12", false),
        ("未达成年度指标且效果较差", "11.99", true),
        ("效果明显", "20", true),
    ] {
        assert_eq!(holds(range(actual), score), ok, "{actual} {score}");
    }
}

#[test]
fn what_is_not_clear_keeps_its_printed_score() {
    for row in [
        "产出指标|数量指标|培训|5次，200人|4次，180人|10|9",
        "产出指标|数量指标|培训|≥5次|5人次|10|10",
        "产出指标|数量指标|培训|≥5次|完成|10|10",
        "产出指标|时效指标|执行期间|12个月|10个月|10|10",
        "产出指标|质量指标|验收合格率|100%|1|10|10",
        "产出指标|数量指标|项目经费|≤202.6万元|1329120|10|10",
    ] {
        assert_eq!(first_score(row), None, "{row}");
    }
}

#[test]
fn printed_digits_decide_what_is_a_difference() {
    let set = policy_set();
    let rounding = &select(&set, Kind::Project, 2023).profile().rounding;
    let hold = |printed: &str, exact: &str| agree(number(printed), number(exact), rounding);
    assert_eq!(hold("9", "8.6"), Agreement::Rounding);
    assert_eq!(hold("9", "9.78"), Agreement::Under);
    assert_eq!(hold("9", "9.9632"), Agreement::Under);
    assert_eq!(hold("5", "5.96"), Agreement::Under);
    assert_eq!(hold("9.9", "9.9632"), Agreement::Rounding, "cut off");
    assert_eq!(hold("9.96", "9.9632"), Agreement::Exact);
    assert_eq!(hold("12", "6.4"), Agreement::Over);
}

#[test]
fn a_framework_takes_points_off_by_steps() {
    let set = policy_set();
    let policy = set.select("cn/hunan", Kind::Whole, 2018, kanhe_policy::FormHints::default());
    let score = |row: &str| {
        let marking = mark(&Clerk::new(Kind::Whole).row(row).done(), &policy);
        (marking.cards[0].lines[0].recomputed, marking.rows[0].doubtful)
    };
    assert_eq!(score("投入|预算配置|三公经费变动率|≤0|98.31%|8|0"), (Some(number("0")), false));
    assert_eq!(score("投入|预算配置|在职人员控制率|≤100%|105%|8|4"), (Some(number("4")), false));
    assert_eq!(score("过程|预算执行|预算完成率|100%|99.27%|5|5"), (Some(number("5")), false));
    assert!(score("过程|预算管理|资金使用合规性|100%|90%|6|5").1, "a list of requirements: no computing");
}

#[test]
fn a_form_without_weights_shows_one_row_that_lost_points() {
    use kanhe_report::{Group, GroupLevel};
    let set = policy_set();
    let mut report = Clerk::new(Kind::Project)
        .row("产出指标||监测数据合格|100%|100%|~|10|")
        .row("产出指标||取得资料|100%|100%|~|10|")
        .row("产出指标||整编资料审核|98%|98%|~|19.6|")
        .done();
    report.forms[0].has_weights = false;
    report.groups.push(Group {
        form: 1,
        level: GroupLevel::Block,
        name: "年度绩效目标1".into(),
        weight: common::figure(10, 1, "40"),
        indicators: vec![0, 1, 2],
        groups: Vec::new(),
        blank_rows: 0,
        place: kanhe_report::Place::cell(1, 10, 1, "年度绩效目标1（40分）"),
    });
    let marking = mark(&report, &select(&set, Kind::Project, 2020));
    assert_eq!(marking.rows[2].weight, Some(number("20")));
    assert_eq!(marking.rows[0].weight, None);
    assert_eq!(marking.cards[0].lines[2].recomputed, Some(number("20")));
}
