//! The same facts in other shapes: figures crosswise, in pairs, turned on their side; heads of two rows; cells repeated where
//! they were merged; columns that nobody knows.

mod support;

use kanhe_report::{ProjectLine, Report, State};
use support::{Paper, funds, lines, total};

const ROWS: &str = "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
    产出指标 | 数量指标 | 购书 | ≥100册 | 90册 | 90 | 81\n";

fn form(rows: &str) -> Report {
    Paper::new().paragraph("2023年度项目支出绩效自评表").table(&format!("{rows}\n{ROWS}")).read()
}

fn projects(report: &Report) -> Vec<String> {
    let yuan = |e: &kanhe_report::Entry<kanhe_report::Amount>| e.value.map_or("·".into(), |a| a.money.to_string());
    let show = |p: &ProjectLine| {
        format!("{} {} {} {} {}", p.name, yuan(&p.initial), yuan(&p.adjustment), yuan(&p.budget), yuan(&p.executed))
    };
    report.projects.iter().map(show).collect()
}

#[test]
fn figures_below_their_heads_without_a_line_name_are_the_total() {
    let report = form(
        "项目名称 | 抽检 | < | < | < | < | <
         预算执行情况（万元） | 年初预算数 | 全年（调整）预算数 | 全年执行数 | 执行率（%） | 执行率权重（分） | 执行率得分（分）
         ^ | 63.09 | 52.36 | 52.36 | 100% | 10 | 10",
    );
    assert_eq!(funds(&report), ["total 630900.00 523600.00 523600.00 100 10/10"]);
    assert_eq!(lines(&report), ["产出指标/数量指标/购书 ≥100册→90册 81/90"]);
}

#[test]
fn a_second_row_of_figures_without_a_name_is_said_to_be_unread() {
    let report = form(
        "项目名称 | 抽检 | < | < | <
         项目资金（万元） | 全年预算数 | 全年执行数 | 执行率 | 得分
         ^ | 50 | 50 | 100% | 10
         ^ | 40 | 40 | 100% |",
    );
    assert_eq!(funds(&report), ["total · 500000.00 500000.00 100 10/·"]);
    assert!(report.unread.iter().any(|u| u.zh.contains("没有写明")));
}

#[test]
fn a_budget_after_pooling_makes_the_printed_budget_doubtful() {
    let funds_of = |net: &str| {
        let rows = format!(
            "项目名称 | 供水 | < | < | < | <
             项目资金（万元） | 全年预算数（A） | 统筹整合（B） | 扣除统筹整合后（C） | 全年执行资金（E） | 预算执行率（E/C×100%）
             ^ | 70.39 | 0 | {net} | 60.00 | 100%"
        );
        form(&rows).funds
    };
    assert!(funds_of("70.39").first().is_some_and(|f| f.budget.doubt.is_none()));
    assert!(funds_of("60.00").first().is_some_and(|f| f.budget.doubt.is_some()));
}

#[test]
fn columns_that_are_fund_lines_with_a_row_for_each_kind_of_figure() {
    let report = form(
        "实施单位 | 云溪县文化馆 | < | < | <
         资金来源（万元） | 合计 | 其中：财政拨款 | 上年结转 | 其他资金
         年初预算数 | 100 | 90 | 0 | 10
         全年执行数 | 110 | 95 | 10 | 5
         执行率 | 91.67% | 95% | — | 50%",
    );
    assert_eq!(
        funds(&report),
        [
            "total 1000000.00 · 1100000.00 91.67 ·/·",
            "appropriation 900000.00 · 950000.00 95 ·/·",
            "carried 0.00 · 100000.00 · ·/·",
            "other 100000.00 · 50000.00 50 ·/·"
        ]
    );
}

#[test]
fn levels_of_government_as_columns_beside_execution_and_rate() {
    let report = form(
        "项目名称 | 亮化 | < | < | < | < | < | <
         资金来源（万元） | 中央 | 省、地 | 本级 | 其他 | 合计 | 执行数 | 执行率
         ^ | 15.90 | 10.60 | 26.51 | 0 | 53.01 | 48.98 | 92.4%",
    );
    assert_eq!(funds(&report)[4], "total · 530100.00 489800.00 92.4 ·/·");
    assert_eq!(funds(&report)[0], "central · 159000.00 · · ·/·");
}

#[test]
fn labels_with_their_figures_beside_them_in_a_row_or_one_below_the_other() {
    let row = form(
        "项目预算执行情况（万元） | 预算数： | 66.15 | 执行数： | 64.50
         ^ | 其中：财政拨款 | 60.15 | 其中：财政拨款 | 60.00",
    );
    assert_eq!(funds(&row), ["total · 661500.00 645000.00 · ·/·", "appropriation · 601500.00 600000.00 · ·/·"]);
    let down = form(
        "年初预算数（万元） | 100
         全年预算数（万元） | 120
         全年执行数（万元） | 110
         预算执行率 | 91.67%
         自评得分 | 95分/优",
    );
    assert_eq!(funds(&down), ["total 1000000.00 1200000.00 1100000.00 91.67 ·/·"]);
    assert_eq!(total(&down), "· 95 优");
}

#[test]
fn the_budget_of_the_year_and_not_that_of_all_years() {
    let report = form(
        "项目总预算（万元） | 92.32 | 当年年度预算（万元） | 46.16
         全年执行数（万元） | 42.78 | 预算执行率 | 92.68%
         其中：财政资金 | 46.16 | 其他资金 | 0",
    );
    assert_eq!(
        funds(&report),
        ["total · 461600.00 427800.00 92.68 ·/·", "appropriation · 461600.00 · · ·/·", "other · 0.00 · · ·/·"]
    );
}

#[test]
fn an_unknown_column_is_skipped_and_the_others_stand() {
    let report = form(
        "项目名称 | 购书 | < | < | < | < | < | <
         项目资金（万元） |  | 年初预算 | 支付凭证 | 支出决算数 | 标准分 | 执行率 | 自评分
         ^ | 合计 | 32.42 | A-12 | 31.70 | 10 | 97.78% | 9.78
         ^ | 上年结转和结余 | 0.00 |  | 0.00 | — | —% | —",
    );
    assert_eq!(funds(&report), ["total 324200.00 · 317000.00 97.78 9.78/10", "carried 0.00 · 0.00 · ·/·"]);
    assert_eq!(report.funds[1].rate.state, State::Dash);
    let said: Vec<_> = report.unread.iter().map(|u| u.zh.as_str()).collect();
    assert_eq!(said, ["列“支付凭证”不知是什么内容，这一列没有读"]);
}

#[test]
fn heads_of_two_rows_with_merged_cells() {
    let report = Paper::new()
        .paragraph("2022年度部门整体支出绩效自评表")
        .table(
            "财政年度 | 目标 | < | 实际完成情况 | < | < | <
             2022 | 保障运转 | < | 运转平稳 | < | < | <
             任务名称 | 项目级次 | 批复金额（元） | 其中：财政拨款（元） | 实际支出金额（元） | 预算执行率 | 偏低原因
             困难群众救助 | 本级 | 2131800.00 | 2131800.00 | 2131800.00 | 100% |
             金额合计 |  | 2131800.00 | 2131800.00 | 2131800.00 | 100% |
             绩效指标 | < | < | 指标性质 | 指标值 | 度量单位 | 实际完成值
             一级指标 | 二级指标 | 三级指标 | ^ | ^ | ^ | ^
             产出指标 | 数量指标 | 发放低保 | ≥ | 2740 | 人 | 2908",
        )
        .read();
    assert_eq!(projects(&report), ["困难群众救助 · · 2131800.00 2131800.00"]);
    assert_eq!(lines(&report), ["产出指标/数量指标/发放低保 ≥2740人→2908 ·/·"]);
    assert_eq!(report.year.as_ref().map(|y| y.value), Some(2022));
}

#[test]
fn heads_of_two_rows_that_have_lost_their_merged_cells() {
    let report = Paper::new()
        .paragraph("2023年度部门整体支出绩效自评表")
        .table(
            "绩效指标 |  |  | 年度指标值 |  |  | 完成情况 |  | 分值 | 得分
             一级指标 | 二级指标 | 三级指标 | 性质 | 值 | 单位 | 实际完成值 | 偏差原因 |  |
             产出指标 | 数量指标 | 购书 | ≥ | 100 | 册 | 90 | 供货迟 | 50 | 45
             | 质量指标 | 合格率 | = | 100 | % | 100% |  | 40 | 优（40）
             自评总分 |  |  |  |  |  |  |  | 100 | 95",
        )
        .read();
    assert_eq!(lines(&report), ["产出指标/数量指标/购书 ≥100册→90 45/50", "产出指标/质量指标/合格率 =100%→100% 40/40"]);
    assert_eq!(report.indicators[0].reason.value.as_deref(), Some("供货迟"));
    assert_eq!(total(&report), "100 95 ·");
}

#[test]
fn projects_under_heads_of_two_rows_with_numbered_columns() {
    let report = Paper::new()
        .paragraph("项目支出情况")
        .table(
            "项目 | 预算数（元） | < | < | 支出数 | 支出进度
             ^ | 年初 | 调整 | 全年 | ^ | ^
             栏次 | 1 | 2 | 3=1+2 | 4 | 5
             除险加固 | 2,546,900.00 | -356,600.00 | 2，190，300.00 | 2,190,300.00 | 100%
             山洪防治 | 128,800.00 | -21,900.00 | 106,900.00 | 103,700.00 | 97 .01%
             小计 | 2,675,700.00 | -378,500.00 | 2,297,200.00 | 2,294,000.00 | 99.86%",
        )
        .read();
    assert_eq!(
        projects(&report),
        ["除险加固 2546900.00 -356600.00 2190300.00 2190300.00", "山洪防治 128800.00 -21900.00 106900.00 103700.00"]
    );
    assert_eq!(report.projects[1].rate.value.map(|p| p.number.to_string()).as_deref(), Some("97.01"));
}

#[test]
fn a_label_repeated_in_its_merged_cells_is_no_value() {
    let report = form(
        "项目名称 | 项目名称 | 动物防疫 | 动物防疫 | 动物防疫 | 动物防疫 | 动物防疫
         主管部门 | 主管部门 | 农业局 | 农业局 | 实施单位 | 实施单位 | 服务中心
         填报日期 | 填报日期 |  |  |  |  | ",
    );
    let field = |key: &str| {
        let found = report.forms[0].fields.iter().find(|f| f.key == key);
        found.map(|f| (f.value.state, f.value.value.clone().unwrap_or_default()))
    };
    assert_eq!(field("project"), Some((State::Value, "动物防疫".into())));
    assert_eq!(field("unit"), Some((State::Value, "服务中心".into())));
    assert_eq!(field("filled_on"), Some((State::Blank, String::new())));
}

#[test]
fn unit_of_money_beside_the_reporting_unit_and_figures_that_need_a_second_look() {
    let report = Paper::new()
        .sheet(
            Some("自评表"),
            "2023年度项目支出绩效自评表 | < | < | < | < | <
             编制单位：云溪县文化馆        金额单位：元 | < | < | < | < | <
             项目名称 | 购书 | < | < | < | <
             预算执行情况 |  | 全年预算数 | 全年执行数 | 执行率 | 得分
             ^ | 年度资金总额 | 1，234.5 | 约30 | % | 9.96/10
             ^ | 其他资金 | 无 |  | — | 30+2",
        )
        .read();
    assert_eq!(funds(&report), ["total · 1234.50 30.00 · 9.96/·", "other · 0.00 · · ·/·"]);
    let (all, other) = (&report.funds[0], &report.funds[1]);
    assert!(all.executed.doubt.is_some() && all.score.doubt.is_some() && all.budget.doubt.is_none());
    assert_eq!(
        (all.rate.state, other.budget.state, other.executed.state, other.rate.state, other.score.state),
        (State::Blank, State::Nothing, State::Blank, State::Dash, State::Unreadable)
    );
}

#[test]
fn a_list_of_projects_between_two_forms_ends_with_the_next_title() {
    let form = |name: &str| {
        format!(
            "项目名称 | {name} | < | < | < | < | <\n实施单位 | 文化馆 | < | < | < | < | <\n{ROWS}总分 | < | < | < | < | 90 | 81"
        )
    };
    let report = Paper::new()
        .paragraph("2023年度项目支出绩效自评表")
        .table(&form("购书"))
        .paragraph("附件3 项目明细（万元）")
        .table(
            "项目名称 | 预算数 | 执行数 | 执行率 | 结余
             甲项目 | 10 | 9 | 90% | 1
             乙项目 | 20 | 20 | 100% | 0
             总计 | 30 | 29 | 96.67% | 1",
        )
        .paragraph("2023年度项目支出绩效自评表")
        .table(&form("电梯"))
        .read();
    assert_eq!(projects(&report), ["甲项目 · · 100000.00 90000.00", "乙项目 · · 200000.00 200000.00"]);
    assert_eq!(report.forms.iter().map(|f| f.name.as_str()).collect::<Vec<_>>(), ["购书", "电梯"]);
    assert!(report.unread.is_empty(), "{:?}", report.unread);
}

#[test]
fn a_table_of_official_expenses_lists_no_projects() {
    let report = Paper::new()
        .paragraph("三公经费情况表")
        .table(
            "项目 | 年初预算数 | 全年预算数 | 决算数 | 执行率
             因公出国（境）费 | 0 | 0 | 0 | —
             公务接待费 | 2 | 2 | 1 | 50%",
        )
        .read();
    assert!(report.projects.is_empty() && report.funds.is_empty());
}
