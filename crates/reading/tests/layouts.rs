//! The layouts that offices really publish, a small form of each.

mod support;

use kanhe_report::{FundKey, Kind, Sign, Stage, State};
use support::{Paper, funds, line, lines, total};

#[test]
fn the_national_project_form_with_template_rows_left_in() {
    let report = Paper::new()
        .paragraph("项目支出绩效自评表")
        .paragraph("（2022年度）")
        .table(
            "项目名称 | < | 图书购置 | < | < | < | < | < | <
             主管部门 | < | 云溪县文旅局 | < | < | 实施单位 | 云溪县文化馆 | < | <
             项目资金（万元） |  | < | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
             ^ | 年度资金总额 | < | 43.2 | 43.2 | 37.24 | 10 | 86% | 9
             ^ | 其中：当年财政拨款 | < | 43.2 | 43.2 | 37.24 | — | 86% | —
             ^ | 上年结转资金 | < | 0 | 无 |  |  |  |
             年度总体目标 | 预期目标 | < | < | < | 实际完成情况 | < | < | <
             ^ | 购置图书一批 | < | < | < | 已购置图书一批 | < | < | <
             绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施
             ^ | 产出指标 | 数量指标 | 指标1：购书 | 100册 | 90册 | 50 | 45 | 供货迟
             ^ | ^ | ^ | 指标2： |  |  |  |  |
             ^ | ^ | 质量指标 | …… |  |  |  |  |
             ^ | 效益↵指标 | 社会效↵益指标 | 读者 | ≥1000人 | 1200人 | 40 | 40 |
             总分 | < | < | < | < | < | 100 | 94 | 优",
        )
        .read();
    assert_eq!(report.kind, Kind::Project);
    assert_eq!(report.unit.as_ref().map(|u| u.value.as_str()), Some("云溪县文化馆"));
    assert_eq!(report.year.as_ref().map(|y| y.value), Some(2022));
    assert_eq!(
        funds(&report),
        [
            "total 432000.00 432000.00 372400.00 86 9/10",
            "appropriation 432000.00 432000.00 372400.00 86 ·/·",
            "carried 0.00 0.00 · · ·/·"
        ]
    );
    assert_eq!(report.funds[1].score.state, State::Dash);
    assert_eq!(report.funds[2].budget.state, State::Nothing);
    assert_eq!(report.funds[2].executed.state, State::Blank);
    assert_eq!(
        lines(&report),
        ["产出指标/数量指标/指标1：购书 100册→90册 45/50", "效益指标/社会效益指标/读者 ≥1000人→1200人 40/40"]
    );
    assert_eq!(total(&report), "100 94 优");
    let form = &report.forms[0];
    assert_eq!((form.name.as_str(), form.goals.len(), form.money_unit_assumed), ("图书购置", 1, false));
    let blank: u32 = report.groups.iter().map(|g| g.blank_rows).sum();
    assert_eq!(blank, 2);
    assert_eq!(report.indicators[0].place.row, Some(10));
    assert_eq!(report.indicators[0].place.col, Some(4));
}

#[test]
fn weight_before_target_and_no_initial_budget() {
    let report = Paper::new()
        .paragraph("2021年绩效目标自评表")
        .table(
            "项目名称 | < | 产业道路 | < | < | < | < | <
             资金情况（万元） |  | < | 全年预算数（A） | 全年执行数（B） | 分值 | 执行率（B/A） | 得分
             ^ | 年度资金总额 | < | 3，518.85 | 3,518.85 | 10 | 100% | 10
             年度总体目标 | 年初设定目标 | < | < | 年度总体目标完成情况综述 | < | < | <
             ^ | 修路 | < | < | 已修路 | < | < | <
             绩效指标 | 一级指标 | 二级指标 | 三级指标 | 分值 | 年度指标值 | 全年实际值 | 得分
             ^ | 产出指标 | 数量指标 | 里程 | 70 | 12公里 | 12公里 | 70
             合计 | < | < | < | 100 | < | < | 98",
        )
        .read();
    assert_eq!(funds(&report), ["total · 35188500.00 35188500.00 100 10/10"]);
    assert_eq!(lines(&report), ["产出指标/数量指标/里程 12公里→12公里 70/70"]);
    assert_eq!(total(&report), "100 98 ·");
}

#[test]
fn sign_value_and_unit_in_columns_of_their_own() {
    let report = Paper::new()
        .paragraph("2022年度项目支出绩效自评表")
        .paragraph("部门：明朗中学")
        .table(
            "项目名称 | < | 营养改善 | < | < | < | < | < | < | <
             项目资金（元） |  | < | 年初预算数 | 全年预算数 | < | 全年执行数 | 分值 | 执行率 | 得分
             ^ | 年度资金总额 | < |  | 387664.62 | < | 387664.62 | 10 | 100% | 10
             绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | < | < | 实际完成值 | 分值 | 得分
             ^ | ^ | ^ | ^ | 指标性质 | 指标值 | 度量单位 | ^ | ^ | ^
             ^ | 产出指标 | 数量指标 | 受助学生 | ≧ | 735 | 人次 | 735 | 45 | 45
             ^ | 效益指标 | 社会效益指标 | 家庭负担 | 定性 | 有效减轻 |  | 有效 | 45 | 41
             其他需要说明事项 | < |  | < | < | < | < | < | < | <
             总分 | < | < | < | < | < | < | 100 | 96 | 优",
        )
        .read();
    assert_eq!(
        lines(&report),
        ["产出指标/数量指标/受助学生 ≧735人次→735 45/45", "效益指标/社会效益指标/家庭负担 有效减轻→有效 41/45"]
    );
    assert_eq!(report.indicators[0].sign, Some(Sign::AtLeast));
    assert_eq!(report.indicators[0].unit.as_deref(), Some("人次"));
    assert_eq!(report.indicators[1].sign, Some(Sign::Qualitative));
    assert_eq!(total(&report), "100 96 优");
    assert_eq!(report.funds[0].executed.value.map(|a| a.money.to_string()).as_deref(), Some("387664.62"));
}

#[test]
fn direction_columns_of_which_only_one_holds_the_sign() {
    let report = Paper::new()
        .table(
            "一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标方向 | 目标值 | 计量单位 | 完成值 | 权重 | 得分
             产出指标 | 数量指标 | 培训 | 正向 | ≥ | 7 | 次 | 8 | 50 | 50
             ^ | 成本指标 | 单价 | 反向 | ≤ | 300 | 元/人 | 280 | 50 | 50",
        )
        .read();
    let targets: Vec<_> = report.indicators.iter().filter_map(|i| i.target.value.as_deref()).collect();
    assert_eq!(targets, ["≥7次", "≤300元/人"]);
    assert_eq!(report.indicators[1].sign, Some(Sign::AtMost));
}

#[test]
fn the_sichuan_print_form_with_weights_and_reasons_in_the_fund_block() {
    let report = Paper::new()
        .paragraph("2023年度部门预算项目绩效自评表")
        .table(
            "项目名称 | 51000021R000000019951-工资性支出 | < | < | < | < | < | < | <
             主管部门 | 219-民政局 | < | < | < | 实施单位 | 219001-青山县民政局 | < | <
             预算执行情况（万元） | 年度预算数（万元） | 年初预算 | 调整后预算数 | 预算执行数 | 预算执行率 | 权重 | 得分 | 原因
             ^ | 总额 | 854 | 900.10 | 890 | 98.88% | 10 | 9.89 | 据实支付
             ^ | 其中：财政资金 | 854 | 900.10 | 890 | 98.88% | / | / |
             ^ | 财政专户管理资金 | 0 | 0 | 0 |  | / | / |
             ^ | 单位资金 |  |  |  |  | / | / |
             项目年度目标 | 足额保障 | < | < | < | 年度目标完成情况 | 已足额保障 | < | <
             一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 完成值 | 权重 | 得分
             产出指标 | 数量指标 | 足额保障率 | ＝ | 100 | % | 100 | 22.5 | 22.5
             效益指标 | 社会效益 | 科目调整次数 | ≤ | 10 | 次 | 5 | 67.5 | 67.5
             合计 | < | < | < | < | < | < | 100 | 99.89",
        )
        .read();
    assert_eq!(
        funds(&report)[..2],
        [
            "total 8540000.00 9001000.00 8900000.00 98.88 9.89/10",
            "appropriation 8540000.00 9001000.00 8900000.00 98.88 ·/·"
        ]
    );
    assert_eq!(report.funds[2].line, FundKey::SpecialAccount);
    assert_eq!(report.funds[0].reason.value.as_deref(), Some("据实支付"));
    assert_eq!(
        lines(&report),
        ["产出指标/数量指标/足额保障率 ＝100%→100 22.5/22.5", "效益指标/社会效益/科目调整次数 ≤10次→5 67.5/67.5"]
    );
    assert_eq!(total(&report), "100 99.89 ·");
    let goal = &report.forms[0].goals[0];
    assert_eq!((goal.expected.value.as_deref(), goal.actual.value.as_deref()), (Some("足额保障"), Some("已足额保障")));
}

#[test]
fn the_hubei_form_with_goal_blocks_and_no_weights() {
    let report = Paper::new()
        .paragraph("2020年度水土保持监测项目自评表")
        .table(
            "项目名称 | 水土保持监测 | < | < | < | < | <
             主管部门 |  | < | < | 项目实施单位 | 黄岭市水保所 | <
             项目类别 | 1、部门预算项目☑ 2、专项□ | < | < | < | < | <
             预算执行情况↵（万元）↵（20分） |  | < | 预算数(A) | 执行数(B) | 执行率(B/A) | 得分↵(20分*执行率)
             ^ | 年度财政资金总额 | < | 10 | 10 | 1 | 20
             年度绩效目标1↵（40分） | 一级指标 | 二级指标 | 三级指标 | 年初目标值(A) | 实际完成值(B) | 得分
             ^ | 产出指标 |  | 数据合格 | 100% | 100% | 20
             ^ | ^ |  | 整编审核 | 98% | 98% | 19.6
             年度绩效目标2↵（40分） | 一级指标 | 二级指标 | 三级指标 | 年初目标值(A) | 实际完成值(B) | 得分
             ^ | 产出指标 | 数量指标 | 存储 | 25TB | 25TB | 40
             ^ | ^ | ^ | 布点 | 全覆盖 | 全覆盖 | ^
             总分 | < | < | < | < | < | 99.6
             偏差大或目标未完成原因分析 |  | < | < | < | < | <
             改进措施及结果应用方案 |  | < | < | < | < | <",
        )
        .read();
    assert_eq!(report.unit.as_ref().map(|u| u.value.as_str()), Some("黄岭市水保所"));
    assert_eq!(funds(&report), ["total · 100000.00 100000.00 1 20/·"]);
    assert_eq!(
        lines(&report),
        [
            "产出指标/·/数据合格 100%→100% 20/·",
            "产出指标/·/整编审核 98%→98% 19.6/·",
            "产出指标/数量指标/存储 25TB→25TB 40/·",
            "产出指标/数量指标/布点 全覆盖→全覆盖 ·/·"
        ]
    );
    assert!(report.indicators[2].score_shared && report.indicators[3].score_shared);
    assert_eq!(total(&report), "· 99.6 ·");
    let blocks: Vec<_> = report
        .groups
        .iter()
        .filter(|g| g.level == kanhe_report::GroupLevel::Block)
        .map(|g| (g.name.as_str(), g.weight.value.map(|w| w.to_string()), g.indicators.len()))
        .collect();
    assert_eq!(blocks, [("年度绩效目标1", Some("40".into()), 2), ("年度绩效目标2", Some("40".into()), 2)]);
    assert!(report.forms[0].has_reasons && !report.forms[0].has_weights);
    assert!(
        report.forms[0].fields.iter().any(|f| f.key == "execution_weight" && f.value.value.as_deref() == Some("20"))
    );
}

#[test]
fn fund_lines_as_columns_and_a_review_score_beside_the_units_own() {
    let report = Paper::new()
        .paragraph("2019年度项目绩效自评表")
        .table(
            "项目名称 | 公益林补偿 | < | < | < | < | <
             资金（万元） | 中央 | 省、地 | 本级 | 其他 | 合计 | 执行数
             ^ | 60 | 20 | 10 | 0 | 90 | 89.974
             指标名称 | < | 年初指标值 | 年终完成值 | 自评分 | 复核分 | 评价标准
             项目决策（2分） | < |  |  |  |  |
             立项依据 | < | 充分 | 充分 | 2 | 1 | 依据充分得2分
             项目管理（13分） | < |  |  |  |  |
             资金到位率 | < | 100% | 100% | 13 | 12 | 足额得满分",
        )
        .read();
    assert_eq!(
        funds(&report),
        [
            "central · 600000.00 · · ·/·",
            "provincial · 200000.00 · · ·/·",
            "local · 100000.00 · · ·/·",
            "other · 0.00 · · ·/·",
            "total · 900000.00 899740.00 · ·/·"
        ]
    );
    assert_eq!(lines(&report), ["项目决策/·/立项依据 充分→充分 2/·", "项目管理/·/资金到位率 100%→100% 13/·"]);
    assert_eq!(report.indicators[0].review_score.value.map(|d| d.to_string()).as_deref(), Some("1"));
    assert_eq!(report.indicators[0].level1_weight.value.map(|d| d.to_string()).as_deref(), Some("2"));
    assert_eq!(report.indicators[1].standard.value.as_deref(), Some("足额得满分"));
}

#[test]
fn the_chongqing_form_without_level_columns() {
    let report = Paper::new()
        .paragraph("2022年度部门整体绩效自评表")
        .table(
            "部门名称 | 平山区科技局 | < | < | 自评总分（分） | 97.5 | < | < | < | < | <
             部门预算执行情况（万元） |  | 年初预算数 | 全年（调整）预算数 | 全年执行数 | 执行率（%） | 执行率权重 | 执行率得分 |  |  |
             ^ | 年度总金额 | 1000 | 1,367.76 | 1,367.76 | 100 | 10 | 10 |  |  |
             年初绩效目标 | < | < | 全年（调整）绩效目标 | < | < | 实际完成情况 | < | < | < | <
             促创新 | < | < |  | < | < | 完成 | < | < | < | <
             指标名称 | 计量单位 | 指标性质 | 年初指标值 | 调整指标值 | 全年完成值 | 得分系数（%） | 指标权重（分） | 指标得分（分） | 是否核心指标 | 说明
             新增企业 | 家 | ≥ | 50 | 40 | 45 | 100 | 40 | 40 | 是 |
             服务满意度 | % | ≥ | 95 |  | 90 | 95 | 50 | 47.5 | 否 | 样本少",
        )
        .read();
    assert_eq!(report.kind, Kind::Whole);
    assert_eq!(funds(&report), ["total 10000000.00 13677600.00 13677600.00 100 10/10"]);
    assert_eq!(lines(&report), ["·/·/新增企业 ≥40家→45 40/40", "·/·/服务满意度 ≥95%→90 47.5/50"]);
    assert_eq!(report.indicators[0].adjusted_target.value.as_deref(), Some("≥40家"));
    assert_eq!(report.indicators[1].reason.value.as_deref(), Some("样本少"));
    assert_eq!(total(&report), "· 97.5 ·");
    assert_eq!(report.forms[0].goals[0].expected.value.as_deref(), Some("促创新"));
}

#[test]
fn decision_management_output_benefit_with_the_rate_as_an_indicator() {
    let report = Paper::new()
        .paragraph("项目支出绩效自评表（2021年度）")
        .table(
            "项目名称 | 校园安保 | < | < | < | < | < | <
             项目实施单位 | 城关镇第六中学 | < | < | < | < | < | <
             项目资金（万元） | 年初预算数 | 调整预算数（A） | 全年执行数（B） | 执行率（B/A） | < | < | <
             年度资金总额 | 30 | 30 | 27 | 90% | < | < | <
             一级指标 | 二级指标 | 三级指标 | 参考分值 | 指标值(A) | 全年实际值(B) | 自评得分 | 财政审核评分
             项目决策（10分） | 决策依据 | 依据充分 | 10 | 充分 | 充分 | 10 | 8
             项目管理（25分） | 资金管理 | 预算执行率 | 25 | 100% | 90% | 22.5 | 20
             合计 | < | < | 100 |  |  | 92.5 | 80",
        )
        .read();
    assert_eq!(
        lines(&report),
        ["项目决策/决策依据/依据充分 充分→充分 10/10", "项目管理/资金管理/预算执行率 100%→90% 22.5/25"]
    );
    assert_eq!(funds(&report), ["total 300000.00 300000.00 270000.00 90 ·/·"]);
    assert_eq!(total(&report), "100 92.5 ·");
}

#[test]
fn the_hunan_points_table_with_weights_for_every_level_and_rule_texts() {
    let report = Paper::new()
        .paragraph("2018年度部门整体支出绩效评价指标表")
        .table(
            "一级指标 | 分值 | 二级指标 | 分值 | 三级指标 | 分值 | 评价标准 | 指标说明 | 得分
             投入 | 16 | 预算配置 | 16 | 在职人员控制率 | 8 | 以100%为标准 | 在职人员数/编制数 | 8
             ^ | ^ | ^ | ^ | 三公经费变动率 | 8 | 每增1%扣0.8分 | 比上年 | 4
             过程 | 58 | 预算执行 | 58 | 预算完成率 | 58 | 100%计满分 |  | 58
             总分 | < | < | < | < | 100 |  |  | 95",
        )
        .read();
    assert_eq!(
        lines(&report),
        [
            "投入/预算配置/在职人员控制率 ·→· 8/8",
            "投入/预算配置/三公经费变动率 ·→· 4/8",
            "过程/预算执行/预算完成率 ·→· 58/58"
        ]
    );
    assert_eq!(report.indicators[0].level1_weight.value.map(|d| d.to_string()).as_deref(), Some("16"));
    assert_eq!(report.indicators[1].standard.value.as_deref(), Some("每增1%扣0.8分"));
    assert_eq!(total(&report), "100 95 ·");
}

#[test]
fn figures_inside_labels_several_in_one_cell_some_without_a_colon() {
    let report = Paper::new()
        .paragraph("2023年度部门（单位）整体支出绩效自评表")
        .table(
            "区级预算单位名称 | < | 芦山区房产中心 | < | < | < | < | < | <
             年度预↵算申请↵（万元） |  | < | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 自评得分
             ^ | 年度资金总额 | < | 520.90 | 271.90 | 270.90 | 10 | 99.63% | 9
             ^ | 按收入性质分：271.90 | < | < | < | 按支出性质分：271.90 | < | < | <
             ^ | 其中：  一般公共预算：271.90↵政府性基金拨款：无 | < | < | < | 其中：基本支出 128.98 | < | < | <
             ^ | 纳入专户管理的非税收入拨款： | < | < | < | 项目支出:142.92万元 | < | < | <
             ^ | 其他资金： | < | < | < |  | < | < | <
             总分 | < | < | < | < | < | 100 | 83 |",
        )
        .read();
    assert_eq!(report.kind, Kind::Whole);
    let found: Vec<_> =
        report.funds.iter().map(|f| (f.line.name(), f.budget.value.map(|a| a.money.to_string()))).collect();
    let yuan = |text: &str| Some(text.to_owned());
    assert_eq!(
        found,
        [
            ("total", yuan("2719000.00")),
            ("general", yuan("2719000.00")),
            ("gov_fund", yuan("0.00")),
            ("basic", yuan("1289800.00")),
            ("special_account", None),
            ("project", yuan("1429200.00")),
            ("other", None)
        ]
    );
    assert!(report.funds[1].in_label && !report.funds[0].in_label);
    assert!(
        report.forms[0].fields.iter().any(|f| f.key == "by_spending" && f.value.value.as_deref() == Some("271.90"))
    );
}

#[test]
fn a_county_fund_form_without_any_scores() {
    let report = Paper::new()
        .paragraph("2022年县级专项资金绩效目标自评表")
        .table(
            "专项资金名称 | < | 粮食直补 | < | < | < | <
             资金情况（万元） |  | < | 全年预算数（A） | 全年执行数（B） | 执行率（B/A） | <
             ^ | 年度资金总额 | < | 620.82万元 | 620.82 | 100% | <
             ^ | 其中：中央、省、市补助县级资金 | < | 600 | 600 |  | <
             绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 全年完成值 | 未完成原因和改进措施
             ^ | 产出指标 | 数量指标 | 面积 | 1.2万亩 | 1.2万亩 |
             ^ | 效益指标 | 社会效益指标 | 增收 | 显著 | 显著 |",
        )
        .read();
    assert_eq!(funds(&report)[0], "total · 6208200.00 6208200.00 100 ·/·");
    assert_eq!(
        lines(&report),
        ["产出指标/数量指标/面积 1.2万亩→1.2万亩 ·/·", "效益指标/社会效益指标/增收 显著→显著 ·/·"]
    );
    assert!(!report.forms[0].has_scores && report.forms[0].has_targets);
}

#[test]
fn weights_stand_only_in_names() {
    let report = Paper::new()
        .paragraph("2017年部门整体支出绩效评价得分表")
        .table(
            "一级指标 | 二级指标 | 三级指标 | 得分
             部门决策（25分） | 目标任务（15分） | 相关性（5分） | 5
             ^ | ^ | 明确性（10分） | 8.5
             综合管理（30分） | 预算编制（30分） | 编制质量（30分） | 28
             合计（100分） | < | < | 41.5",
        )
        .read();
    assert_eq!(
        lines(&report),
        [
            "部门决策/目标任务/相关性 ·→· 5/5",
            "部门决策/目标任务/明确性 ·→· 8.5/10",
            "综合管理/预算编制/编制质量 ·→· 28/30"
        ]
    );
    let level2: Vec<_> = report
        .groups
        .iter()
        .filter(|g| g.level == kanhe_report::GroupLevel::Level2)
        .map(|g| g.weight.value.map(|w| w.to_string()))
        .collect();
    assert_eq!(level2, [Some("15".to_owned()), Some("30".to_owned())]);
    assert_eq!(total(&report), "100 41.5 ·");
}

#[test]
fn a_goal_form_filled_in_before_the_year() {
    let report = Paper::new()
        .paragraph("2024年度项目支出绩效目标申报表")
        .table(
            "项目名称 | 道路养护 | < | < | < | <
             项目资金（元） | 项目资金总额 | 500000.00 | 其中财政资金 | 480000.00 | <
             一级指标 | 二级指标 | 三级指标 | < | 年度(/项目)指标值 | <
             产出指标 | 数量 | 养护面积 | < | ≥13459.00(平方米) | <
             满意度指标 | 满意度 | 居民满意度 | < | ≥85% | <",
        )
        .read();
    assert_eq!(report.forms[0].stage, Stage::Target);
    assert_eq!(funds(&report), ["total · 500000.00 · · ·/·", "appropriation · 480000.00 · · ·/·"]);
    assert_eq!(
        lines(&report),
        ["产出指标/数量/养护面积 ≥13459.00(平方米)→· ·/·", "满意度指标/满意度/居民满意度 ≥85%→· ·/·"]
    );
}

#[test]
fn heads_repeated_on_every_row() {
    let report = Paper::new()
        .paragraph("2020年目标完成情况表")
        .table(
            "项目完成指标 | 数量指标 | 救助人数 | 500人 | 520人
             项目完成指标 | 质量指标 | 合规率 | 100% | 100%",
        )
        .table(
            "一级指标 | 二级指标 | 指标名称 | 预期指标值 | 实际完成指标值
             项目完成指标 | 数量指标 | 救助人数 | 500人 | 520人
             项目完成指标 | 质量指标 | 合规率 | 100% | 100%
             效益指标 | 社会效益指标 | 稳定 | 明显 | 明显",
        )
        .read();
    assert_eq!(report.indicators.len(), 3);
    assert_eq!(line(&report.indicators[1]), "项目完成指标/质量指标/合规率 100%→100% ·/·");
    let heads = report.groups.iter().filter(|g| g.level == kanhe_report::GroupLevel::Level1).count();
    assert_eq!(heads, 2);
}

#[test]
fn a_transfer_payment_form_with_central_and_local_money() {
    let report = Paper::new()
        .paragraph("2023年中央转移支付区域绩效目标自评表")
        .table(
            "转移支付（项目）名称 | < | 就业补助资金 | < | < | <
             中央主管部门 | < | 财政部 | 地方主管部门 | 安河省人社厅 | <
             资金使用单位 | < | 宣州市人社局 | < | < | <
             资金投入情况（万元） |  | < | 全年预算数（A） | 全年执行数（B） | 预算执行率（B/A×100%）
             ^ | 年度资金总额： | < | 100 | 95 | 95%
             ^ | 其中：中央财政资金 | < | 80 | 80 | 100%
             ^ | 地方资金 | < | 20 | 15 | 75%
             ^ | 其他资金 | < |  |  |
             资金管理情况 | 分配科学性 | < | 科学 | < |
             ^ | 下达及时性 | < | 及时 | < |
             一级指标 | 二级指标 | 三级指标 | 指标值 | 全年实际完成值 | 未完成原因和改进措施
             产出指标 | 数量指标 | 补贴人数 | ≥100人 | 96人 | 名额调整",
        )
        .read();
    assert_eq!(report.kind, Kind::Project);
    assert_eq!(report.unit.as_ref().map(|u| u.value.as_str()), Some("宣州市人社局"));
    assert_eq!(
        funds(&report),
        [
            "total · 1000000.00 950000.00 95 ·/·",
            "central · 800000.00 800000.00 100 ·/·",
            "local · 200000.00 150000.00 75 ·/·",
            "other · · · · ·/·"
        ]
    );
    assert_eq!(lines(&report), ["产出指标/数量指标/补贴人数 ≥100人→96人 ·/·"]);
    assert_eq!(report.indicators[0].reason.value.as_deref(), Some("名额调整"));
}

#[test]
fn a_score_beside_the_title() {
    let report = Paper::new()
        .table(
            "项目绩效目标自评表 | < | < | < | < | < | <
             （2022年度） | < | < | < | < | < | <
             项目名称 | 红十字救助 | < | < | 项目总得分：95分 | < | <
             项目资金（万元） |  | 全年预算数(A) | 全年执行数(B) | 执行率(B/A) | < | <
             ^ | 年度资金总额 | 12 | 12 | 100% | < | <
             ^ | 自治区补助 | 12 | 12 | 100% | < | <
             一级指标 | 二级指标 | 三级指标 | 分值 | 年度指标值 | 全年实际值 | 得分
             产出指标 | 数量指标 | 救助 | 100 | 30人 | 29人 | 95",
        )
        .read();
    assert_eq!(total(&report), "· 95 ·");
    assert_eq!(report.year.as_ref().map(|y| y.value), Some(2022));
    assert_eq!(report.funds[1].line, FundKey::Provincial);
}
