//! Forms as other provinces print them: heads for two columns, points in names, heads that say neither points nor score,
//! several units on one form, cells said again where they were merged, totals in odd places.

mod support;

use kanhe_report::{Report, YearRole};
use support::{Paper, funds, lines, total};

const TITLE: &str = "2023年度项目支出绩效自评表";

fn form(rows: &str) -> Report {
    Paper::new().paragraph(TITLE).table(rows).read()
}

fn unit(report: &Report) -> &str {
    report.unit.as_ref().map_or("", |u| u.value.as_str())
}

#[test]
fn one_head_cell_for_two_columns_of_names() {
    let report = form(
        "项目名称 | 供水 | < | < | <
         二级指标 / 三级指标 | < | 年初目标值（A） | 实际完成值（B） | 得分
         数量指标 | 新建管网（15分） | ≥42公里 | 43公里 | 15
         质量指标 | 验收合格率（10分） | 100% | 100% | 10",
    );
    assert_eq!(lines(&report), ["·/数量指标/新建管网 ≥42公里→43公里 15/15", "·/质量指标/验收合格率 100%→100% 10/10"]);
}

#[test]
fn one_column_for_the_kind_and_the_name() {
    let report = form(
        "项目名称 | 养护 | < | <
         二级指标/三级指标 | 年初目标值 | 实际完成值 | 得分
         数量指标：养护里程（10分） | ≥680公里 | 682公里 | 10
         成本指标：每公里成本（10分） | ≤1.2万元 | 1.1万元 | 10",
    );
    assert_eq!(
        lines(&report),
        ["·/数量指标/养护里程 ≥680公里→682公里 10/10", "·/成本指标/每公里成本 ≤1.2万元→1.1万元 10/10"]
    );
}

#[test]
fn bare_figures_in_brackets_are_points_where_they_add_up() {
    let rows = |last: &str| {
        format!(
            "项目名称 | 供水 | < | < | <
             一级指标 | 二级指标 | 三级指标 | 年度目标值 | 实际完成值 | 得分
             产出指标(50) | 数量指标 | 新建管网(30) | 42公里 | 43公里 | 30
             ^ | 质量指标 | 合格率(20) | 100% | 100% | 20
             效益指标(40) | 社会效益指标 | 受益人口({last}) | 100人 | 100人 | 40"
        )
    };
    assert_eq!(lines(&form(&rows("40")))[2], "效益指标/社会效益指标/受益人口 100人→100人 40/40");
    // 受益人口（2023） is no indicator of 2023 points.
    assert_eq!(lines(&form(&rows("23")))[2], "效益指标/社会效益指标/受益人口(23) 100人→100人 40/·");
}

#[test]
fn heads_that_may_be_points_or_scores_are_told_by_their_figures() {
    let rows = |heads: &str, first: &str, second: &str| {
        format!(
            "项目名称 | 供水 | < | < | < | < | <
             一级指标 | 二级指标 | 三级指标 | 目标值 | 完成值 | {heads}
             产出指标 | 数量指标 | 管网 | 42公里 | 40公里 | {first}
             ^ | 质量指标 | 合格率 | 100% | 100% | {second}
             合计 | < | < | < | < | {}",
            if first == "60 | 57" { "100 | 97" } else { "97 | 100" }
        )
    };
    for (heads, first, second) in [
        ("分数 | 评分", "60 | 57", "40 | 40"),
        ("评分 | 自评", "60 | 57", "40 | 40"),
        ("自评 | 评分", "57 | 60", "40 | 40"),
    ] {
        let report = form(&rows(heads, first, second));
        assert_eq!(lines(&report)[0], "产出指标/数量指标/管网 42公里→40公里 57/60", "{heads}");
        assert_eq!(total(&report), "100 97 ·", "{heads}");
    }
}

#[test]
fn the_units_own_score_counts_and_a_review_beside_it_does_not() {
    let report = form(
        "项目名称 | 供水 | < | < | < | < | < | <
         一级指标 | 二级指标 | 三级指标 | 目标值 | 完成值 | 分值 | 评价得分 | 自评得分
         产出指标 | 数量指标 | 管网 | 42公里 | 40公里 | 60 | 50 | 57",
    );
    assert_eq!(lines(&report), ["产出指标/数量指标/管网 42公里→40公里 57/60"]);
    assert_eq!(report.indicators[0].review_score.value.map(|d| d.to_string()).as_deref(), Some("50"));
}

#[test]
fn a_project_is_that_of_the_unit_that_carries_it_out() {
    let head = |cells: &str| {
        form(&format!(
            "项目名称 | 供水 | < | <
             {cells}
             一级指标 | 二级指标 | 年度指标值 | 实际完成值
             产出指标 | 数量指标 | 1 | 1"
        ))
    };
    assert_eq!(unit(&head("预算部门 | 禾丰县水利局 | 填报单位 | 禾丰县供水中心")), "禾丰县供水中心");
    assert_eq!(unit(&head("单位名称 | 禾丰县水利局 | 项目实施单位 | 禾丰县供水中心")), "禾丰县供水中心");
    assert_eq!(unit(&head("主管预算部门 | 禾丰县水利局 | 单位名称 | 禾丰县供水中心")), "禾丰县供水中心");
    assert_eq!(unit(&head("预算部门（单位）名称 | 禾丰县水利局 | 联系人 | 略")), "禾丰县水利局");
}

#[test]
fn units_and_money_in_one_line_above_the_form() {
    let report = Paper::new()
        .paragraph(TITLE)
        .paragraph("主管预算部门：广丰县教育局    填报单位：广丰县资助中心    金额单位：元")
        .table(
            "项目资金 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 | 得分
             年度资金总额 | 4502000 | 4626000 | 4626000 | 100% | 10",
        )
        .read();
    assert_eq!(unit(&report), "广丰县资助中心");
    assert_eq!(funds(&report), ["total 4502000.00 4626000.00 4626000.00 100 10/·"]);
}

#[test]
fn a_score_beside_the_year_above_the_form() {
    let report = Paper::new()
        .paragraph("农村公路养护项目绩效目标自评表")
        .paragraph("（2023年度）        项目总得分：98.5")
        .table(
            "项目名称 | 养护 | < | < | < | <
             一级指标 | 二级指标 | 三级指标 | 分值 | 年度指标值 | 全年实际值 | 得分
             产出指标 | 数量指标 | 里程 | 100 | 42公里 | 40公里 | 98.5",
        )
        .read();
    assert_eq!(total(&report), "· 98.5 ·");
    assert_eq!(report.year.as_ref().map(|y| y.value), Some(2023));
}

#[test]
fn score_and_grade_in_the_head_and_a_grade_below_the_total() {
    let head = form(
        "自评得分 | 99.6 | 评价等级 | 优
         项目名称 | 养护 | < | <
         一级指标 | 二级指标 | 年度指标值 | 实际完成值
         产出指标 | 数量指标 | 1 | 1",
    );
    assert_eq!(total(&head), "· 99.6 优");
    let foot = form(
        "项目名称 | 养护 | < | < | < | <
         一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
         产出指标 | 数量指标 | 里程 | 1 | 1 | 100 | 100
         总分 | < | < | < | < | 100 | 100
         自评等级 | < | < | 优 | < | < | <",
    );
    assert_eq!(total(&foot), "100 100 优");
    assert_eq!(lines(&foot).len(), 1);
}

#[test]
fn columns_from_right_to_left_with_the_total_behind_its_figures() {
    let report = form(
        "项目名称 | 养护 | < | < | < | < | <
         得分 | 分值 | 实际完成值 | 年度指标值 | 三级指标 | 二级指标 | 一级指标
         98 | 100 | 98公里 | 100公里 | 里程 | 数量指标 | 产出指标
         98 | 100 | 总分 | < | < | < | <",
    );
    assert_eq!(lines(&report), ["产出指标/数量指标/里程 100公里→98公里 98/100"]);
    assert_eq!(total(&report), "100 98 ·");
}

#[test]
fn the_execution_rate_scored_below_the_indicators() {
    let report = form(
        "项目资金（万元） | 资金来源 | 合计 | 中央 | 省级 | 市县
         ^ | 全年预算数 | 100 | 50 | 30 | 20
         ^ | 全年执行数 | 98 | 50 | 30 | 18
         一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
         产出指标 | 里程 | 1 | 1 | 90 | 90
         预算执行率（10分） | < | < | < | 10 | 9.8
         总分 | < | < | < | 100 | 99.8",
    );
    assert_eq!(
        funds(&report),
        [
            "total · 1000000.00 980000.00 · 9.8/10",
            "central · 500000.00 500000.00 · ·/·",
            "provincial · 300000.00 300000.00 · ·/·",
            "local · 200000.00 180000.00 · ·/·"
        ]
    );
    assert_eq!(lines(&report).len(), 1);
    assert_eq!(total(&report), "100 99.8 ·");
}

#[test]
fn points_of_the_execution_rate_beside_their_labels() {
    let report = form(
        "年初预算（万元） | 210 | 调整后预算（万元） | 205 | 实际支出（万元） | 196.80
         预算执行率 | 96.00% | 执行率分值 | 10 | 执行率得分 | 9.60
         一级指标 | 二级指标 | 三级指标 | 预期指标值 | 实际完成值 | 得分
         产出指标 | 数量指标 | 里程 | 1 | 1 | 90",
    );
    assert_eq!(funds(&report), ["total 2100000.00 2050000.00 1968000.00 96.00 9.60/10"]);
}

#[test]
fn merged_cells_filled_across_say_one_thing() {
    let report = Paper::new()
        .table(
            "项目支出绩效自评表 | 项目支出绩效自评表 | 项目支出绩效自评表 | 项目支出绩效自评表 | 项目支出绩效自评表
             （2023年度） | （2023年度） | （2023年度） | （2023年度） | （2023年度）
             项目资金（万元） | 资金类别 | 全年预算数（A） | 全年预算数（A） | 执行数（B）
             项目资金（万元） | 年度资金总额 | 100 |  | 90
             项目资金（万元） | 其中：财政拨款 | 80 | 80 | 70
             一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 得分
             产出指标 | 里程 | 100 | 100 | 100",
        )
        .read();
    assert_eq!(report.year.as_ref().map(|y| y.value), Some(2023));
    assert_eq!(funds(&report), ["total · 1000000.00 900000.00 · ·/·", "appropriation · 800000.00 700000.00 · ·/·"]);
    assert_eq!(lines(&report), ["产出指标/·/里程 100→100 100/·"]);
}

#[test]
fn forms_one_below_the_other_on_a_sheet_begin_with_their_project() {
    let project = |name: &str, unit: &str| {
        format!(
            "项目名称 | {name} | < | < | < | <
             主管部门 | 清水县交通局 | < | 实施单位 | {unit} | <
             项目资金（万元） | 年度资金总额 | 全年预算数 | 全年执行数 | 执行率 | 得分
             ^ | 年度资金总额 | 10 | 10 | 100% | 10
             一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
             产出指标 | {name}里程 | 1 | 1 | 90 | 90
             总分 | < | < | < | 100 | 100\n"
        )
    };
    let rows = format!(
        "2023年度项目支出绩效自评表 | < | < | < | < | <\n{}{}",
        project("甲", "清水县甲站"),
        project("乙", "清水县乙站")
    );
    let report = Paper::new().table(&rows).read();
    assert_eq!(report.forms.len(), 2);
    assert_eq!(report.indicators.iter().map(|i| i.form).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(report.forms.iter().map(|f| f.name.as_str()).collect::<Vec<_>>(), ["甲", "乙"]);
}

#[test]
fn a_sentence_in_a_sheet_that_speaks_of_last_year() {
    let years = |sentence: &str| {
        let rows = format!(
            "项目支出绩效自评表（2023年度） | < | < | <
             {sentence} | < | < | <
             项目名称 | 供水 | < | <
             一级指标 | 三级指标 | 年度指标值 | 实际完成值
             产出指标 | 2022年度项目支出绩效自评完成率：含以前各年 | 1 | 1"
        );
        let report = Paper::new().sheet(Some("Sheet1"), &rows).read();
        report.years.iter().filter(|y| y.role == YearRole::Text).map(|y| y.year).collect::<Vec<_>>()
    };
    assert_eq!(years("按照有关规定，我单位对2022年度项目支出开展了绩效自评，现将自评表附后。"), [2022]);
    assert_eq!(years("根据《关于开展2022年度项目支出绩效自评的通知》，我单位开展了自评。"), [] as [i32; 0]);
    assert_eq!(years("按照有关规定，我单位对2023年度项目支出开展了绩效自评，现将自评表附后。"), [] as [i32; 0]);
}
