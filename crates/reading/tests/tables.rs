//! Forms split, repeated, hidden or mixed with other tables; base data; lists of projects; hostile grids.

mod support;

use kanhe_document::{Block, Cell, Document, Format, Table};
use kanhe_report::{Kind, State, YearRole};
use proptest::prelude::*;
use support::{Paper, funds, lines, terms, total};

const HEAD: &str = "项目名称 | < | 图书购置 | < | < | < | < | <
    项目资金（万元） |  | < | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 | 得分
    ^ | 年度资金总额 | < | 10 | 10 | 9 | 90% | 9\n";

#[test]
fn fund_block_and_indicators_are_tables_of_their_own() {
    let report = Paper::new()
        .paragraph("2022年度项目支出绩效自评表")
        .table(HEAD)
        .paragraph("二、绩效指标完成情况")
        .table(
            "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
             产出指标 | 数量指标 | 购书 | 100册 | 90册 | 90 | 81",
        )
        .table(
            "效益指标 | 社会效益指标 | 读者 | 10人 | 10人 | 10 | 10
             总分 | < | < | < | < | 100 | 100",
        )
        .read();
    assert_eq!(report.forms.len(), 1);
    assert_eq!(report.forms[0].tables, [1, 2, 3]);
    assert_eq!(lines(&report).len(), 2);
    assert_eq!(total(&report), "100 100 ·");
}

#[test]
fn a_head_goes_on_over_the_page_break() {
    let report = Paper::new()
        .table(
            "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
             产出指标（50分） | 数量指标 | 甲 | 1 | 1 | 10 | 10",
        )
        .table(
            "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
             |  | 乙 | 1 | 1 | 10 | 10
             | 质量指标 | 丙 | 1 | 1 | 30 | 30",
        )
        .read();
    assert_eq!(report.forms.len(), 1);
    assert_eq!(
        lines(&report),
        ["产出指标/数量指标/甲 1→1 10/10", "产出指标/数量指标/乙 1→1 10/10", "产出指标/质量指标/丙 1→1 30/30"]
    );
    let level1: Vec<_> = report.groups.iter().filter(|g| g.name == "产出指标").collect();
    assert_eq!(level1.len(), 1);
    assert_eq!(level1[0].indicators.len(), 3);
}

#[test]
fn several_forms_on_one_sheet_are_told_apart() {
    let form = |name: &str, score: u32| {
        format!(
            "项目支出绩效自评表 | < | < | < | < | < | < | <
             （2023年度） | < | < | < | < | < | < | <
             项目名称 | < | {name} | < | < | < | < | <
             项目资金（万元） |  | < | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 | 得分
             ^ | 年度资金总额 | < | 10 | 10 | 9 | 90% | 9
             绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
             ^ | 产出指标 | 数量指标 | 购书 | 100册 | 90册 | 90 | {score}
             总分 | < | < | < | < | < | 100 | {score}
             填表人：赵六    填报日期：2024年3月11日 | < | < | < | < | < | < | <\n"
        )
    };
    let both = form("甲", 80) + " | | | | | | | \n" + &form("乙", 90);
    let report = Paper::new().sheet(Some("自评表"), &both).read();
    let found: Vec<_> =
        report.forms.iter().map(|f| (f.form, f.name.as_str(), f.total.score.value.map(|d| d.to_string()))).collect();
    assert_eq!(found, [(1, "甲", Some("80".to_owned())), (2, "乙", Some("90".to_owned()))]);
    assert_eq!(report.funds.iter().map(|f| f.form).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(report.indicators.iter().map(|i| i.form).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(report.total.score.value.map(|d| d.to_string()).as_deref(), Some("80"));
    assert_eq!(report.indicators[0].place.sheet.as_deref(), Some("自评表"));
    assert!(report.years.iter().any(|y| y.role == YearRole::FilledOn && y.year == 2024));
    assert_eq!(report.forms[1].year.as_ref().map(|y| y.value), Some(2023));
}

#[test]
fn hidden_rows_and_hidden_sheets_state_nothing() {
    let rows = "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 得分
                产出指标 | 数量指标 | 甲 | 1 | 1 | 10
                产出指标 | 数量指标 | 旧 | 9 | 9 | 9";
    let report = Paper::new()
        .sheet(Some("隐藏"), rows)
        .with(|t| t.hidden = true)
        .sheet(Some("表"), rows)
        .with(|t| t.hidden_rows = vec![2])
        .read();
    assert_eq!(lines(&report), ["产出指标/数量指标/甲 1→1 10/·"]);
    assert_eq!(report.tables.len(), 1);
}

#[test]
fn base_data_in_any_column_order_and_without_last_year() {
    let report = Paper::new()
        .paragraph("2023年度整体支出绩效评价基础数据表")
        .table(
            "财政供养人员情况（人） | 编制数 | 2023年实际在职人数 | 控制率
             ^ | 11 | 7 | 63.64%
             经费控制情况（万元） | 2023年决算数 | 2022年决算数 | 2023年预算数
             三公经费 |  | 1.5 | 无
             其中：公车购置 | 0 | — |
             项目支出： | 141.92 | 94.24 | 401.8
             1、业务工作经费 | 141.92 | 94.24 | 401.8
             公用经费 | 12.22 | 12.38 | 15.94
             水费、电费、差旅费 | 0.61 | |
             政府采购金额 | 11.06 | —— | 12.5
             部门基本支出预算调整 |  | —— |
             厉行节约保障措施 | 从严控制 | < | <",
        )
        .read();
    let item = |key: &str| report.base.iter().find(|b| b.item == key).expect("item");
    let yuan = |e: &kanhe_report::Entry<kanhe_report::Amount>| e.value.map(|a| a.money.to_string());
    let staff = item("staff");
    assert_eq!(staff.establishment.value.map(|d| d.to_string()).as_deref(), Some("11"));
    assert_eq!(staff.rate.value.map(|p| p.number.to_string()).as_deref(), Some("63.64"));
    assert_eq!(yuan(&item("project").prior_final).as_deref(), Some("942400.00"));
    assert_eq!(yuan(&item("project").budget).as_deref(), Some("4018000.00"));
    assert_eq!(yuan(&item("project").final_).as_deref(), Some("1419200.00"));
    assert_eq!(yuan(&item("three_public").budget).as_deref(), Some("0.00"));
    assert_eq!(item("three_public").final_.state, State::Blank);
    assert_eq!(item("vehicle_purchase").prior_final.state, State::Dash);
    assert_eq!(yuan(&item("utilities_travel").final_).as_deref(), Some("6100.00"));
    assert_eq!(item("procurement").prior_final.state, State::Dash);
    assert!(report.base_fields.iter().any(|f| f.key == "thrift" && f.value.value.as_deref() == Some("从严控制")));
    assert_eq!(report.base_table, Some(1));
    assert!(report.forms.is_empty());
    let years: Vec<_> = report.years.iter().filter(|y| y.place.table.is_some()).map(|y| (y.year, y.role)).collect();
    assert!(years.contains(&(2022, YearRole::PriorColumn)) && years.contains(&(2023, YearRole::CurrentColumn)));
    assert_eq!((report.kind, report.year.map(|y| y.value)), (Kind::Whole, Some(2023)));
}

#[test]
fn a_table_of_accounts_is_no_form() {
    let report = Paper::new()
        .paragraph("收入支出决算总表")
        .table(
            "项目 | 行次 | 预算数 | 决算数
             一般公共预算财政拨款 | 1 | 100.00 | 98.00
             政府性基金预算 | 2 | 0.00 | 0.00
             合计 | 3 | 100.00 | 98.00",
        )
        .read();
    assert!(report.forms.is_empty() && report.funds.is_empty() && report.projects.is_empty());
    assert_eq!(report.tables.len(), 1);
}

#[test]
fn projects_listed_in_a_table() {
    let report = Paper::new()
        .paragraph("单位：万元")
        .table(
            "序号 | 项目名称 | 年初预算 | 年中调整 | 实际支出 | 结余结转
             1 | 电梯加装 | 375.00 | -235.00 | 140.00 | 0
             2 | 食堂 | 4.8 | （2.88） | 1.92 | —
             合计 | < | 379.8 | -237.88 | 141.92 | 0",
        )
        .read();
    let found: Vec<_> = report
        .projects
        .iter()
        .map(|p| (p.name.as_str(), p.adjustment.value.map(|a| a.money.to_string()), p.list))
        .collect();
    assert_eq!(found, [("电梯加装", Some("-2350000.00".to_owned()), 1), ("食堂", Some("-28800.00".to_owned()), 1)]);
}

#[test]
fn plain_text_tables_leave_blanks_where_cells_were_merged() {
    let report = Paper::new()
        .paragraph("2022年度部门整体支出绩效自评表")
        .table(
            "预算单位名称 |  | 望山区城管局 |  |  |  |  |
             年度预算申请（元） |  | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
             | 年度资金总额 | 100.00 | 100.00 | 90.00 | 10 | 90% | 9
             | 按收入性质分：100.00 |  |  | 按支出性质分：100.00 |  |  |
             | 其中：一般公共预算：100.00 |  |  | 其中：基本支出：60.00 |  |  |
             绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
             | 产出指标 | 数量指标 | 甲 | 1 | 1 | 50 | 50
             |  |  | 乙 | 1 | 1 | 20 | 20
             |  | 质量指标 |  |  |  |  |
             | 效益指标 | 社会效益指标 | 丙 | 1 | 1 | 20 | 20
             总分 |  |  |  |  |  | 100 | 99",
        )
        .read();
    assert_eq!(report.unit.as_ref().map(|u| u.value.as_str()), Some("望山区城管局"));
    assert_eq!(
        funds(&report),
        ["total 100.00 100.00 90.00 90 9/10", "general · 100.00 · · ·/·", "basic · 60.00 · · ·/·"]
    );
    assert_eq!(
        lines(&report),
        ["产出指标/数量指标/甲 1→1 50/50", "产出指标/数量指标/乙 1→1 20/20", "效益指标/社会效益指标/丙 1→1 20/20"]
    );
    assert_eq!(total(&report), "100 99 ·");
}

#[test]
fn what_cannot_be_read_is_said_with_its_place() {
    let report = Paper::new()
        .paragraph("项目支出绩效自评表")
        .table(
            "项目名称 | < | 甲 | < | < | < | < | <
             项目资金（万元） |  | < | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 | 得分
             ^ | 年度资金总额 | < | 见附件 | 10.5 | 9(含结转) | 90% | 九分",
        )
        .read();
    let fund = &report.funds[0];
    assert_eq!(fund.initial.state, State::Unreadable);
    assert_eq!(fund.score.state, State::Unreadable);
    assert!(fund.executed.doubt.is_some() && fund.executed.value.is_some());
    let places: Vec<_> = report.unread.iter().filter_map(|u| u.place.as_ref()).map(|p| (p.row, p.col)).collect();
    assert_eq!(places, [(Some(3), Some(4)), (Some(3), Some(8))]);
}

fn any_text() -> impl Strategy<Value = String> {
    let words = [
        "",
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "实际完成值",
        "分值",
        "得分",
        "总分",
        "合计",
        "年度资金总额",
        "其中：",
        "全年预算数",
        "全年执行数",
        "执行率",
        "项目名称",
        "单位名称",
        "预期目标",
        "实际完成情况",
        "编制数",
        "实际在职人数",
        "2022年决算数",
        "2023年预算数",
        "2023年决算数",
        "三公经费",
        "基本支出：128.98",
        "产出指标（40分）",
        "10",
        "99.63%",
        "—",
        "无",
        "优",
        "楼堂馆所控制情况",
        "（",
        "：",
        "单位：万元",
        "项目支出绩效自评表",
        "（2023年度）",
        "中央",
        "省",
        "其他",
        "指标性质",
        "≥",
        "99999999999999999999999999999999",
    ];
    prop_oneof![proptest::sample::select(words.map(str::to_owned).to_vec()), any::<String>()]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_grid_brings_the_reader_down(
        rows in 0u32..9, cols in 0u32..9,
        texts in proptest::collection::vec(any_text(), 81),
        spans in proptest::collection::vec((1u32..4, 1u32..4), 81),
        wild in any::<bool>(),
    ) {
        let mut table = Table { number: 1, rows, cols, grid: vec![u32::MAX; (rows * cols) as usize], ..Table::default() };
        for r in 0..rows {
            for c in 0..cols {
                let at = (r * cols + c) as usize;
                if table.grid[at] != u32::MAX { continue; }
                let (height, width) = spans[at % spans.len()];
                let index = table.cells.len() as u32;
                for rr in r..(r + height).min(rows) {
                    for cc in c..(c + width).min(cols) {
                        let spot = (rr * cols + cc) as usize;
                        if table.grid[spot] == u32::MAX { table.grid[spot] = index; }
                    }
                }
                table.cells.push(Cell { row: r, col: c, row_span: height, col_span: width, text: texts[at % texts.len()].clone(), uncomputed: at % 17 == 5, page: None });
            }
        }
        if wild {
            table.grid.truncate(table.grid.len() / 2);
            table.hidden_rows = vec![1];
        }
        let document = Document { format: Format::Xlsx, blocks: vec![Block::Table(table)], margins: vec![], title: None, gaps: vec![] };
        let _ = kanhe_reading::read(&document, &terms(), "a.xlsx");
    }
}

#[test]
fn a_block_that_prints_no_unit_is_taken_in_wan_yuan_or_by_its_size_in_yuan() {
    let form = |amount: &str| {
        Paper::new()
            .paragraph("项目支出绩效自评表")
            .table(&format!(
                "项目名称 | 甲 | < | < | <
                 项目资金 | 全年预算数 | 全年执行数 | 执行率 | 得分
                 年度资金总额 | {amount} | {amount} | 100% | 10"
            ))
            .read()
    };
    let small = form("38.76");
    assert_eq!(funds(&small), ["total · 387600.00 387600.00 100 10/·"]);
    assert!(small.forms[0].money_unit_assumed);
    let large = form("387664.62");
    assert_eq!(funds(&large), ["total · 387664.62 387664.62 100 10/·"]);
    assert!(large.forms[0].money_unit_assumed);
}

#[test]
fn texts_that_leave_out_merged_cells_are_put_back_under_their_heads() {
    // A row shorter than its header: what was merged down from above is missing in front.
    let report = Paper::new()
        .paragraph("2022年度部门整体支出绩效自评表")
        .table(
            "预算单位名称 | 望山区城管局
             年度预算申请（元） |  | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
             年度资金总额 | 100.00 | 100.00 | 90.00 | 10 | 90% | 9
             绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
             产出指标 | 数量指标 | 甲 | 5台 | 4台 | 50 | 40
             乙 | 5台 | 5台 | 20 | 20
             质量指标 | 丙 | 合格 | 合格 | 20 | 20
             总分 | 100 | 89",
        )
        .with(|table| {
            // Rows end with their last cell.
            let lengths = [2, 8, 7, 8, 7, 5, 6, 3];
            for (row, length) in lengths.into_iter().enumerate() {
                for col in length..8 {
                    table.grid[row * 8 + col] = u32::MAX;
                }
            }
        })
        .read();
    assert_eq!(funds(&report), ["total 100.00 100.00 90.00 90 9/10"]);
    assert_eq!(
        lines(&report),
        [
            "产出指标/数量指标/甲 5台→4台 40/50",
            "产出指标/数量指标/乙 5台→5台 20/20",
            "产出指标/质量指标/丙 合格→合格 20/20"
        ]
    );
    assert_eq!(total(&report), "100 89 ·");
}
