//! The logic of budgets: what may not be, and what asks for a word.

mod desk;

use desk::{Desk, pair};
use kanhe_appraisal::Options;
use kanhe_report::{FundKey, Kind};

#[test]
fn money_carried_forward_cannot_be_overspent() {
    let desk = Desk::new()
        .form(Kind::Project)
        .total("94.93|86.19|86.19|10|100%|10")
        .fund(FundKey::Appropriation, "其中：当年财政拨款", "91.88|83.14|82.86")
        .fund(FundKey::Carried, "上年结转资金", "3.05|3.05|3.33")
        .fund(FundKey::Other, "其他资金", "0|0|0");
    assert_eq!(desk.one("KH501"), pair("3.33", "≤3.05"));
    desk.silent("KH108");
}

#[test]
fn a_negative_carry_over_is_the_root_of_an_overspent_project() {
    let desk = Desk::new().line("两癌筛查").project(1, "两癌筛查", "39.71|14.50|54.21|59.44|-5.23");
    assert_eq!(desk.one("KH502"), pair("-5.23", "≥0.00"));
    let overspent = desk.findings("KH501");
    assert_eq!(overspent.first().and_then(|f| f.follows.as_deref()), None, "they share no figure");
    Desk::new().line("电梯").project(1, "电梯", "375.00|-235.00|~|140.00|0.00").silent("KH502");
}

#[test]
fn a_budget_raised_by_half_asks_for_a_word() {
    let form = || Desk::new().form(Kind::Whole).total("237.26|367.76|357.53|10|97.22%|9.72");
    let findings = form().findings("KH503");
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].places.first().map(|p| p.text.as_str()), Some("367.76"));
    assert_eq!(
        findings[0].message.zh,
        "年度资金总额由年初预算237.26万元调整为全年预算367.76万元（+55%），超过30%而没有说明原因"
    );
    form().line("因上级下达专项资金，年中追加预算130.50万元。").silent("KH503");
    Desk::new().form(Kind::Whole).total("|367.76|357.53|10|97.22%|9.72").silent("KH503");
    Desk::new().form(Kind::Whole).total("337.26|367.76|357.53|10|97.22%|9.72").silent("KH503");
}

#[test]
fn the_reason_of_one_project_explains_neither_the_others_nor_the_total() {
    let desk = Desk::new()
        .form(Kind::Whole)
        .total("520.90|271.90|270.90|10|99.63%|9")
        .line("一是既有住宅加装电梯，年初预算资金375.00万元，年中执行调减235.00万元，实际支出140.00万元。")
        .project(1, "既有住宅加装电梯", "375.00|-235.00|~|140.00|0.00")
        .line("二是物业指导工作经费，年初预算资金3.00万元，年中执行调减3.00万元。因财政资金紧张压减支出。")
        .project(1, "物业指导工作经费", "3.00|-3.00|~|0.00|0.00");
    let findings = desk.findings("KH503");
    assert_eq!(findings.len(), 1);
    let texts: Vec<&str> = findings[0].places.iter().map(|p| p.text.as_str()).collect();
    assert!(texts.contains(&"271.90") && texts.contains(&"-235.00万元"), "{texts:?}");
    assert!(!texts.contains(&"物业指导工作经费"), "{texts:?}");
}

#[test]
fn explained_projects_explain_the_total() {
    Desk::new()
        .form(Kind::Whole)
        .total("520.90|271.90|270.90|10|99.63%|9")
        .line("电梯")
        .project(1, "既有住宅加装电梯", "375.00|-235.00|~|140.00|0.00")
        .reason("因财政资金紧张，年中统一压减支出")
        .silent("KH503");
}

#[test]
fn rates_of_a_part_stay_within_one_hundred() {
    let desk = |row: &str| Desk::new().form(Kind::Project).indicator(row);
    assert_eq!(desk("产出指标|质量指标|设施完好率|≥97%|102%|8|8").one("KH504"), pair("102%", "≤100%"));
    desk("产出指标|质量指标|设施完好率|≥97%|100%|8|8").silent("KH504");
    desk("产出指标|质量指标|年度计划完成率|≥97%|102%|8|8").silent("KH504");
    desk("产出指标|数量指标|增长率|≥97%|102%|8|8").silent("KH504");
}

#[test]
fn more_under_way_and_finished_than_came_in() {
    let desk = |text: &str| Desk::new().line(text);
    let elevators = desk("全年受理26台，在建项目8台，按照完成任务标准通过市级部门联合审查22台，超额完成任务。");
    assert_eq!(elevators.one("KH505"), pair("26", "≥30"));
    let explicit = desk("全年受理加装申请135台，其中已通过联合审查95台、在建46台。");
    assert_eq!(explicit.one("KH505"), pair("135", "≥141"));
    desk("全年受理城管案件66件，其中已结案26件、正在处置40件。").silent("KH505");
    desk("全年接到报修362起，其中当日修复258起、次日修复2起。").silent("KH505");
    desk("全年培训100人次，其中党员80人次、妇女60人次。").silent("KH505");
    desk("全年受理100件，办结98件，满意95件。").silent("KH505");
}

#[test]
fn staff_stay_within_their_posts() {
    assert_eq!(Desk::new().staff("46", "50", "108.70%").one("KH507"), pair("50", "≤46"));
    Desk::new().line("内设机构包括办公室。年末编制40人，实有在职人员45人。").one("KH507");
    Desk::new().line("本单位编制数3人，实有人数3人。").silent("KH507");
    Desk::new().line("本单位编制数3人，实有人数3人，退休人员9人。").silent("KH507");
}

#[test]
fn public_funds_at_twice_their_budget_ask_for_a_word() {
    let township = || {
        Desk::new()
            .base("project", "项目支出：", "874.20|308.17|1025.20")
            .base("public", "公用经费", "118.31|85.76|193.42")
            .base("office", "其中：办公经费", "29.35|27.00|49.09")
    };
    let findings = township().findings("KH509");
    assert_eq!(findings.len(), 2);
    assert!(findings[1].places.iter().any(|p| p.text == "49.09"), "items are part of their total's finding");
    township().line("由于增加巡察任务，公用经费和项目支出超出预算。").silent("KH509");
    Desk::new().base("three_public", "三公经费", "0|0|0").base("public", "公用经费", "1|10|11").silent("KH509");
}

#[test]
fn supplements_named_in_the_text_cover_project_expenditure() {
    Desk::new()
        .base("project", "项目支出", "100|100|137")
        .line("1.公厕维护，年初预算资金95.00万元，年中执行调增40.00万元。因上级下达追加任务，年中追加预算。")
        .project(1, "公厕维护", "95.00|40.00|~|132.00|3.00")
        .silent("KH509");
}

#[test]
fn three_public_above_budget() {
    let desk = Desk::new().base("three_public", "三公经费", "4.91|6.61|7.3");
    assert_eq!(desk.one("KH508"), pair("7.3", "≤6.61"));
    Desk::new().base("three_public", "三公经费", "0|0|0").silent("KH508");
}

#[test]
fn half_the_money_unspent_and_not_a_word() {
    let form = || Desk::new().form(Kind::Project).total("50|50|25|10|50%|5");
    assert_eq!(form().one("KH510"), pair("50%", "≥80%"));
    form().line("由于施工单位未及时报送资料，资金支付进度偏慢。").silent("KH510");
    Desk::new().form(Kind::Project).total("50|50|45|10|90%|9").silent("KH510");
}

#[test]
fn every_barn_built_with_a_fifth_of_the_money() {
    let farm = |executed: &str, rate: &str| {
        Desk::new()
            .form(Kind::Project)
            .total(&format!("|50|{executed}|20|{rate}|4"))
            .indicator("产出指标|数量指标|仓库|104平方米|104平方米|2|2")
            .indicator("产出指标|数量指标|化粪池|63立方米|63立方米|1|1")
    };
    assert_eq!(farm("10", "20%").findings("KH511").len(), 1);
    farm("45", "90%").silent("KH511");
}

#[test]
fn spending_above_income_asks_where_the_money_came_from() {
    let council = |more: &str| {
        Desk::new()
            .line("2021年收入792.22万元，比上年增加189.25万元，增长31.39%。")
            .line(&format!("2021年支出799.12万元，其中人员经费434.89万元。{more}"))
    };
    assert_eq!(council("").one("KH512"), pair("799.12", "≤792.22"));
    council("不足部分使用上年结转资金。").silent("KH512");
}

#[test]
fn a_budget_cut_to_what_was_spent_is_noted() {
    let form = |figures: &str| Desk::new().form(Kind::Whole).total(figures);
    assert_eq!(form("520.90|270.90|270.90|10|100%|10").findings("KH513").len(), 1);
    form("520.90|271.90|270.90|10|99.63%|10").silent("KH513");
    form("280.90|270.90|270.90|10|100%|10").silent("KH513");
}

#[test]
fn what_is_brought_forward_is_what_last_year_left() {
    let prior = Desk::new().line("年末结转结余90.80万元。").means("carryover.total", "90.80万元");
    let desk = Desk::new().form(Kind::Whole).total("|1000|900||90%|").fund(FundKey::Carried, "上年结转", "~|80.80|~");
    let options = Options { prior: Some(&prior.report), ..Options::default() };
    let found: Vec<_> = desk.appraise_with(options).findings.into_iter().filter(|f| f.code == "KH514").collect();
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].found.as_deref(), found[0].expected.as_deref()), (Some("80.80"), Some("90.80")));
    desk.silent("KH514");
}
