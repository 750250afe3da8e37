//! Sums, rates and counts, as a finance clerk meets them.

mod desk;

use desk::{Desk, pair};
use kanhe_report::{FundKey, Kind, Severity, SheetTable};

/// The reference report's sentence, with one figure as told.
fn spending(personnel: &str) -> Desk {
    let text = format!(
        "2023年度单位一般公共预算财政拨款支出270.90万元。其中：项目支出141.92万元，基本支出128.98万元，其中：人员经费{personnel}，公用经费12.22万元。"
    );
    Desk::new()
        .section("二、支出情况")
        .line(&text)
        .means("spending.general", "270.90万元")
        .means("spending.project", "141.92万元")
        .means("spending.basic", "128.98万元")
        .means("spending.personnel", personnel)
        .means("spending.public", "12.22万元")
}

#[test]
fn ten_too_many_for_personnel_break_basic_expenditure() {
    let desk = spending("126.76万元");
    assert_eq!(desk.one("KH101"), pair("128.98", "138.98"));
    desk.silent("KH102");
    let finding = &desk.findings("KH101")[0];
    assert_eq!(finding.message.zh, "基本支出128.98万元，而人员经费126.76万元与公用经费12.22万元之和为138.98万元");
    let places: Vec<&str> = finding.places.iter().map(|p| p.text.as_str()).collect();
    assert_eq!(places, ["128.98万元", "126.76万元", "12.22万元"]);
}

#[test]
fn the_reference_sentence_is_right() {
    let desk = spending("116.76万元");
    for code in ["KH101", "KH102", "KH107", "KH190"] {
        desk.silent(code);
    }
}

#[test]
fn a_total_of_three_parts_needs_no_basic_expenditure() {
    let desk = Desk::new()
        .line("2021年支出799.12万元，其中人员经费434.89万元，公用经费77.4万元，项目支出296.83万元。")
        .means("spending.total", "799.12万元")
        .means("spending.personnel", "434.89万元")
        .means("spending.public", "77.4万元")
        .means("spending.project", "296.83万元");
    assert_eq!(desk.one("KH102"), pair("799.12", "809.12"));
}

#[test]
fn the_funds_of_another_account_form_a_chain_of_their_own() {
    spending("116.76万元")
        .section("三、政府性基金预算支出情况")
        .line("2023年政府性基金支出50万元，其中：项目支出40万元，基本支出5万元。")
        .means("spending.total", "50万元")
        .means("spending.project", "40万元")
        .means("spending.basic", "5万元")
        .silent("KH102");
}

#[test]
fn a_project_whose_adjustment_was_raised_does_not_balance() {
    let desk = Desk::new().line(
        "二是城区道路清扫保洁，年初预算资金478.00万元，年中执行调增48.48万元，实际支出457.44万元，结余结转55.70万元。",
    );
    let right = desk.project(1, "城区道路清扫保洁", "478.00|48.48|~|457.44|55.70");
    assert_eq!(right.one("KH103"), pair("48.48", "35.14"));
    Desk::new().line("电梯").project(1, "既有住宅加装电梯", "375.00|-235.00|~|140.00|0.00").silent("KH103");
    Desk::new().line("电梯").project(1, "既有住宅加装电梯", "375.00|-235.00|~|140.00|~").silent("KH103");
}

#[test]
fn a_carry_over_is_what_the_budget_leaves() {
    let desk = |carried: &str| {
        Desk::new()
            .form(Kind::Whole)
            .total("1128.82|1027.52|1014.90|10|98.77%|9.88")
            .line(&format!("年末结转结余{carried}。"))
            .means("carryover.total", carried)
    };
    assert_eq!(desk("46.62万元").one("KH104"), pair("46.62", "12.62"));
    desk("12.62万元").silent("KH104");
}

#[test]
fn money_that_the_text_leaves_unaccounted_for_is_found_without_a_form() {
    let desk = Desk::new()
        .section("二、一般公共预算支出情况")
        .line("2022年预算收入69.06万元，其中年初预算57.28万元，追加11.78万元。另有其他资金21.31万元。")
        .line("2022年支出76.36万元，其中基本支出76.36万元，项目支出0万元，年末结转结余0万元。")
        .means("spending.total", "76.36万元")
        .means("carryover.total", "0万元");
    assert_eq!(desk.one("KH104"), pair("0", "14.01"));
}

fn lists(second: &str) -> Desk {
    Desk::new()
        .section("（二）项目支出情况")
        .line("2021年度项目支出327.76万元。")
        .means("spending.project", "327.76万元")
        .line("1.垃圾转运292.63万元；")
        .project(1, "垃圾转运", "~|~|~|292.63|~")
        .line(&format!("2.公厕维护{second}万元；"))
        .project(1, "公厕维护", &format!("~|~|~|{second}|~"))
}

#[test]
fn the_projects_listed_add_up_to_project_expenditure() {
    assert_eq!(lists("25.13").one("KH105"), pair("327.76", "317.76"));
    lists("35.13").silent("KH105");
}

#[test]
fn a_list_that_names_only_some_projects_is_left_alone() {
    let mut desk = lists("25.13");
    desk.report.paragraphs[1].text = "2021年度项目支出327.76万元，主要项目如下：".into();
    desk.silent("KH105");
    let mut desk = lists("25.13");
    desk.report.paragraphs[3].text = "2.公厕维护25.13万元等。".into();
    desk.silent("KH105");
}

fn three_public(total: &str, parts: [&str; 5]) -> Desk {
    let [vehicle, bought, run, abroad, reception] = parts;
    Desk::new()
        .base("three_public", "三公经费", total)
        .base("vehicle", "公务用车购置和维护经费", vehicle)
        .base("vehicle_purchase", "公车购置", bought)
        .base("vehicle_running", "公车运行维护", run)
        .base("abroad", "出国经费", abroad)
        .base("reception", "公务接待", reception)
}

#[test]
fn the_three_public_expenses_add_up_in_each_column() {
    let parts = ["5.34|4.52|4.28", "0|0|0", "5.34|4.52|4.28", "0|0|0", "0.13|0.13|0.12"];
    three_public("5.47|4.65|4.40", parts).silent("KH106");
    assert_eq!(three_public("6.72|4.65|4.40", parts).one("KH106"), pair("6.72", "5.47"));
}

#[test]
fn blank_parts_say_nothing_unless_the_others_exceed_the_whole() {
    three_public("0|0|0", ["||", "||", "||", "||", "||"]).silent("KH106");
    let desk = three_public("1|1|1", ["||", "||", "||", "||", "2.00|0.50|0.50"]);
    desk.silent("KH106");
    assert_eq!(desk.one("KH107"), pair("1", "≥2"));
}

#[test]
fn office_costs_above_all_public_funds_are_an_error() {
    let desk = Desk::new()
        .base("public", "公用经费", "42.71|55.19|46.49")
        .base("office", "办公经费", "10.67|13.79|37.57")
        .base("utilities_travel", "水费、电费、差旅费", "9.66|12.49|10.52")
        .base("meeting_training", "会议费、培训费", "3.03|3.92|3.3");
    assert_eq!(desk.one("KH107"), pair("46.49", "≥51.39"));
    let follower = desk.findings("KH509");
    assert_eq!(follower.first().and_then(|f| f.follows.as_deref()), Some("KH107"));
}

#[test]
fn a_total_row_of_nothing_above_a_part_of_ninety_is_seen() {
    let desk = Desk::new().form(Kind::Project).total("0|0|0|10||").fund(
        FundKey::Appropriation,
        "其中：财政拨款",
        "90|89.974|89.974",
    );
    assert_eq!(desk.findings("KH107").len(), 2, "the two columns that say the same are one finding");
}

#[test]
fn sources_and_kinds_of_spending_both_make_the_total() {
    let township = |basic: &str| {
        Desk::new()
            .form(Kind::Whole)
            .total("861.10|2030.12|2030.12|10|100%|10")
            .in_label(FundKey::General, "一般公共预算", "1325.68")
            .in_label(FundKey::GovFund, "政府性基金拨款", "118.82")
            .in_label(FundKey::SpecialAccount, "纳入专户管理的非税收入拨款", "")
            .in_label(FundKey::Other, "其他资金", "585.62")
            .in_label(FundKey::Basic, "其中：基本支出", basic)
            .in_label(FundKey::Project, "项目支出", "1025.20")
    };
    let desk = township("900.47");
    assert_eq!(desk.one("KH108"), pair("2030.12", "1925.67"));
    township("1004.92").silent("KH108");
}

#[test]
fn a_rate_is_read_as_it_is_written() {
    let project = |figures: &str| Desk::new().form(Kind::Project).total(figures);
    assert_eq!(project("4753.66|4753.66|3824.26|10|100%|10").one("KH109"), pair("100%", "80.45%"));
    project("43.2|43.2|37.24|10|86%|9").silent("KH109");
    let ratio = project("|1.56|1.56|20|1|20");
    ratio.silent("KH109");
    assert_eq!(ratio.one("KH114"), pair("1", "100%"));
    let bare = project("|50|10|20|20|4");
    bare.silent("KH109");
    assert_eq!(bare.one("KH114"), pair("20", "20%"));
    let cut = project("|32.4|31.69|10|97.80%|9");
    cut.silent("KH109");
    assert_eq!(cut.findings("KH190").len(), 1);
}

#[test]
fn staff_divided_by_posts() {
    assert_eq!(Desk::new().staff("37", "34", "87.07%").one("KH110"), pair("87.07%", "91.89%"));
    Desk::new().staff("11", "7", "63.64%").silent("KH110");
    Desk::new().staff("46", "50", "108.70%").silent("KH110");
}

#[test]
fn the_number_of_projects_said_is_the_number_listed() {
    let desk = |said: &str| {
        Desk::new()
            .section("（二）项目支出")
            .line(&format!("2021年度共安排项目{said}，具体使用情况："))
            .means("projects.count", said)
            .line("1.档案接收整理，实际支出52.01万元。")
            .project(1, "档案接收整理", "~|~|~|52.01|~")
            .line("2.地方志编纂，实际支出32.20万元。")
            .project(1, "地方志编纂", "~|~|~|32.20|~")
            .line("3.档案数字化加工，实际支出48.44万元。")
            .project(1, "档案数字化加工", "~|~|~|48.44|~")
    };
    assert_eq!(desk("2个").one("KH111"), pair("2", "3"));
    desk("3个").silent("KH111");
    let mut elsewhere = desk("4个");
    elsewhere.report.projects.iter_mut().for_each(|p| p.place.paragraph = p.place.paragraph.map(|n| n + 20));
    elsewhere.silent("KH111");
}

#[test]
fn four_parts_named_make_the_whole() {
    let desk = |third: &str| {
        Desk::new()
            .line("2020年支出合计3307.77万元，其中：基本支出1680.11万元，项目支出1627.66万元。")
            .means("spending.project", "1627.66万元")
            .line(&format!("项目支出由四部分组成：216.85万元、722.80万元、{third}、10万元。"))
    };
    desk("678.01万元").silent("KH112");
    assert_eq!(desk("578.01万元").one("KH112"), pair("1627.66", "1527.66"));
}

#[test]
fn carry_over_rate_and_execution_rate_make_one_hundred() {
    let desk = |rate: &str| Desk::new().line(&format!("2023年预算执行率为92.50%，结转结余率为{rate}。"));
    assert_eq!(desk("5.50%").one("KH113"), pair("5.50%", "7.50%"));
    desk("7.50%").silent("KH113");
}

#[test]
fn differences_of_rounding_are_one_note() {
    let desk = Desk::new()
        .line("2023年支出合计271万元，其中：基本支出128.98万元，项目支出141.92万元。")
        .means("spending.total", "271万元")
        .means("spending.basic", "128.98万元")
        .means("spending.project", "141.92万元")
        .form(Kind::Project)
        .total("|32.4|31.69|10|97.80%|9");
    desk.silent("KH102");
    let notes = desk.findings("KH190");
    assert_eq!(notes.len(), 1);
    assert_eq!(notes[0].places.iter().map(|p| p.text.as_str()).collect::<Vec<_>>(), ["271万元", "97.80%"]);
}

#[test]
fn the_budget_standing_for_spending_is_noted_unless_the_text_accounts_for_it() {
    let bureau = || {
        Desk::new()
            .form(Kind::Whole)
            .total("4753.66|4753.66|3824.26|10|80.45%|8")
            .in_label(FundKey::Basic, "其中：基本支出", "1768.16")
            .in_label(FundKey::Project, "项目支出", "2985.5")
    };
    assert_eq!(bureau().one("KH115"), pair("4753.66", "3824.26"));
    bureau().line("年末结转结余929.40万元。").silent("KH115");
}

#[test]
fn the_same_parts_add_up_in_one_cell_and_must_in_the_other() {
    use kanhe_report::{Entry, Goal, Place};
    let cell = |text: &str, col| Entry::value(text.to_owned(), Place::cell(1, 9, col, text));
    let mut desk = Desk::new().form(Kind::Project);
    desk.report.forms[0].goals.push(Goal {
        expected: cell("申请资金2026400元，其中：村级组织运转400000元；252000元；28000元；960000元；100000元。", 2),
        actual: cell("支付资金1329120.67元，其中：村级组织运转439120.67元；152000元；28000元；660000元；50000元。", 6),
    });
    assert_eq!(desk.one("KH112"), pair("2026400", "1740000"));
    desk.silent("KH107");
}

#[test]
fn a_rate_in_the_text_follows_from_its_own_figures() {
    let desk = |rate: &str| {
        Desk::new().line(&format!(
            "调整后全年预算2766.80万元，全年实际支出2641.27万元，预算执行率{rate}，年末结转125.53万元。"
        ))
    };
    assert_eq!(desk("96.46%").one("KH109"), pair("96.46%", "95.46%"));
    desk("95.46%").silent("KH109");
}

#[test]
fn three_public_in_a_sentence_adds_up() {
    let desk = |reception: &str| {
        Desk::new().line(&format!(
            "2022年“三公”经费决算8.35万元，比上年减少1.12万元，下降11.83%。其中：因公出国（境）费0万元；公务用车购置及运行维护费6.20万元（其中公务用车购置费0万元，运行维护费6.20万元）；公务接待费{reception}。"
        ))
    };
    assert_eq!(desk("3.15万元").one("KH106"), pair("8.35", "9.35"));
    desk("2.15万元").silent("KH106");
}

#[test]
fn an_item_that_was_not_read_as_a_project_accounts_for_the_gap() {
    let desk = lists("25.13").line("3.其余零星支出10.00万元。");
    desk.silent("KH105");
}

#[test]
fn a_rate_in_a_table_without_lines_is_only_noted() {
    let form = || Desk::new().form(Kind::Project).total("100|100|82|10|91%|8.2");
    let ruled = form();
    assert_eq!(ruled.findings("KH109")[0].severity, Severity::Error);
    let mut aligned = form();
    aligned.report.tables.push(SheetTable { number: 1, aligned: true, ..SheetTable::default() });
    let finding = &aligned.findings("KH109")[0];
    assert_eq!(finding.severity, Severity::Note);
    assert!(
        finding.message.zh.contains("没有框线") && finding.message.en.contains("no lines"),
        "{:?}",
        finding.message
    );
}
