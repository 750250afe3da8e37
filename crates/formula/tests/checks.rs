//! Checks as a finance officer writes them, asked of small reports.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use kanhe_formula::{
    Content, Exact, Fault, Figure, Formula, Outcome, RowFacts, Schema, Sheet, Shown, State, Type, Verdict,
    display_decimal, fraction, parse_decimal, whole,
};

fn d(text: &str) -> Exact {
    parse_decimal(text).unwrap()
}

/// An amount printed in 万元 with as many decimals as written.
fn wan(text: &str) -> Figure<'static> {
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let unit = whole(1_000_000);
    Figure::number(d(text) * unit).printed(u8::try_from(decimals).unwrap(), unit)
}

/// A percentage printed with as many decimals as written.
fn percent(text: &str) -> Figure<'static> {
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    Figure::number(d(text) / whole(100)).printed(u8::try_from(decimals).unwrap(), fraction(1, 100).unwrap())
}

fn points(text: &str) -> Figure<'static> {
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    Figure::number(d(text)).printed(u8::try_from(decimals).unwrap(), whole(1))
}

fn schema() -> Schema {
    Schema::new()
        .scalar("支出.合计", Type::Money)
        .scalar("支出.基本", Type::Money)
        .scalar("支出.项目", Type::Money)
        .scalar("支出.人员", Type::Money)
        .scalar("支出.公用", Type::Money)
        .scalar("预算数", Type::Money)
        .scalar("执行数", Type::Money)
        .scalar("执行率", Type::Ratio)
        .scalar("总分", Type::Number)
        .scalar("等级", Type::Text)
        .scalar("已公开", Type::Boolean)
        .table("项目", &[("名称", Type::Text), ("年初预算", Type::Money), ("实际支出", Type::Money)])
        .table("指标", &[("分值", Type::Number), ("得分", Type::Number), ("完成率", Type::Ratio)])
}

const PROJECTS: usize = 0;
const INDICATORS: usize = 1;

/// A report; each pair is a name and its figure.
fn report(figures: &[(&str, Figure<'static>)]) -> Sheet<'static> {
    let schema = schema();
    let mut sheet = Sheet::new(&schema);
    for (name, figure) in figures {
        assert!(sheet.set(&schema, name, *figure), "{name}");
    }
    sheet
}

fn verdict(check: &str, sheet: &Sheet<'_>) -> Verdict {
    let formula = Formula::check(check, &schema()).unwrap_or_else(|error| panic!("{check}: {error}"));
    let (quick, traced) = (formula.verdict(sheet), formula.evaluate(sheet));
    assert_eq!(quick, traced.verdict, "{check}");
    quick
}

fn value(text: &str, sheet: &Sheet<'_>) -> Outcome {
    Formula::compile(text, &schema()).unwrap_or_else(|error| panic!("{text}: {error}")).value(sheet)
}

const WITHIN: Verdict = Verdict::HoldsWithinPrecision { truncated: false };
const CUT: Verdict = Verdict::HoldsWithinPrecision { truncated: true };
const UNKNOWN: Verdict = Verdict::Unknown { fault: None };

#[test]
fn basic_spending_is_the_sum_of_staff_and_office_money() {
    let check = "支出.基本 = 支出.人员 + 支出.公用";
    let of = |basic, staff, office| {
        report(&[("支出.基本", wan(basic)), ("支出.人员", wan(staff)), ("支出.公用", wan(office))])
    };
    assert_eq!(verdict(check, &of("128.98", "116.76", "12.22")), Verdict::Holds);
    // A hundredth off: three figures took part, each open by half a hundredth.
    assert_eq!(verdict(check, &of("128.99", "116.76", "12.22")), WITHIN);
    assert_eq!(verdict(check, &of("129.00", "116.76", "12.22")), Verdict::Fails);
}

#[test]
fn a_rate_is_held_against_the_printed_amounts() {
    let check = "执行率 = 执行数 / 预算数";
    let of = |rate| report(&[("执行率", rate), ("执行数", wan("270.90")), ("预算数", wan("271.90"))]);
    // 270.90 / 271.90 = 99.632…%
    assert_eq!(verdict(check, &of(percent("99.63"))), WITHIN);
    assert_eq!(verdict(check, &of(percent("99.6"))), WITHIN);
    assert_eq!(verdict(check, &of(percent("99.64"))), Verdict::Fails);
    assert_eq!(verdict(check, &of(percent("99.64").doubtful())), Verdict::Doubtful);
    let cut = report(&[("执行率", percent("97.80")), ("执行数", wan("97.8069")), ("预算数", wan("100"))]);
    assert_eq!(verdict(check, &cut), CUT);
    assert_eq!(verdict("非 (执行率 ≠ 执行数 / 预算数)", &cut), CUT);
}

#[test]
fn without_decimals_nothing_counts_as_cut_off() {
    let sheet = report(&[("执行率", percent("97")), ("执行数", wan("97.9")), ("预算数", wan("100"))]);
    assert_eq!(verdict("执行率 = 执行数 / 预算数", &sheet), Verdict::Fails);
}

#[test]
fn a_blank_is_neither_zero_nor_false() {
    let sheet = report(&[("支出.合计", wan("271.90")), ("支出.项目", wan("142.92"))]);
    let check = Formula::check("支出.合计 = 支出.基本 + 支出.项目", &schema()).unwrap();
    let evaluation = check.evaluate(&sheet);
    assert_eq!(evaluation.verdict, UNKNOWN);
    let missing: Vec<&str> = evaluation.missing().map(|read| check.leaves()[read.leaf].name.as_str()).collect();
    assert_eq!(missing, ["支出.基本"]);
    assert_eq!(verdict("支出.合计 = 取(支出.基本, 0) + 支出.项目", &sheet), Verdict::Fails);
    assert_eq!(verdict("空白(支出.基本) 且 有值(支出.合计)", &sheet), Verdict::Holds);
    assert_eq!(verdict("支出.基本 > 0 或 支出.合计 > 0", &sheet), Verdict::Holds);
    assert_eq!(verdict("支出.基本 > 0 且 支出.合计 < 0", &sheet), Verdict::Fails);
    assert_eq!(verdict("非 支出.基本 > 0", &sheet), UNKNOWN);
    assert_eq!(value("合计已知(支出.基本, 支出.项目)", &sheet), Outcome::Number(d("1429200") * whole(100)));
    assert_eq!(value("合计已知(支出.基本, 支出.人员)", &sheet), Outcome::Unknown(None));
}

#[test]
fn missing_lists_only_what_is_wanting() {
    let sheet = report(&[("支出.合计", wan("1"))]);
    let check = Formula::check("取(支出.基本, 0) = 支出.项目 且 (真 或 支出.人员 > 0)", &schema()).unwrap();
    let evaluation = check.evaluate(&sheet);
    let missing: Vec<&str> = evaluation.missing().map(|read| check.leaves()[read.leaf].name.as_str()).collect();
    assert_eq!(missing, ["支出.项目"]);
}

#[test]
fn a_dash_is_not_a_blank() {
    let sheet =
        report(&[("支出.基本", Figure::new(Content::NotApplicable)), ("支出.项目", Figure::new(Content::Unreadable))]);
    assert_eq!(verdict("空白(支出.基本)", &sheet), Verdict::Fails);
    assert_eq!(verdict("有值(支出.基本)", &sheet), Verdict::Fails);
    let check = Formula::check("支出.基本 = 支出.项目", &schema()).unwrap();
    let states: Vec<State> = check.evaluate(&sheet).missing().map(|read| read.state).collect();
    assert_eq!(states, [State::NotApplicable, State::Unreadable]);
}

fn with_projects(rows: &[(&'static str, Option<&str>, &str)]) -> Sheet<'static> {
    let mut sheet = report(&[("支出.项目", wan("140"))]);
    sheet.open(PROJECTS);
    for (name, budget, spent) in rows {
        let row = vec![Figure::new(Content::Text(name)), budget.map_or(Figure::blank(), wan), wan(spent)];
        sheet.push(PROJECTS, row);
    }
    sheet
}

#[test]
fn the_projects_add_up() {
    let sheet = with_projects(&[("加装电梯", Some("90"), "80"), ("老旧小区改造", Some("60"), "60")]);
    assert_eq!(verdict("合计(项目.实际支出) = 支出.项目", &sheet), Verdict::Holds);
    assert_eq!(verdict("sum(项目.实际支出) ＝ 支出.项目", &sheet), Verdict::Holds);
    assert_eq!(verdict("全部(项目.实际支出 <= 项目.年初预算)", &sheet), Verdict::Holds);
    assert_eq!(verdict("任一(项目.名称 = “加装电梯”)", &sheet), Verdict::Holds);
    assert_eq!(value("个数(项目)", &sheet), Outcome::Number(whole(2)));
    assert_eq!(value("个数(项目.实际支出 < 项目.年初预算)", &sheet), Outcome::Number(whole(1)));
    assert_eq!(value("最大(项目.实际支出)", &sheet), Outcome::Number(whole(80_000_000)));
    assert_eq!(value("合计(项目.年初预算 - 项目.实际支出) / 1万元", &sheet), Outcome::Number(whole(10)));
}

#[test]
fn one_blank_project_leaves_the_sum_open() {
    let sheet = with_projects(&[("加装电梯", None, "80"), ("老旧小区改造", Some("60"), "60")]);
    assert_eq!(verdict("合计(项目.年初预算) = 150万元", &sheet), UNKNOWN);
    assert_eq!(verdict("合计已知(项目.年初预算) = 60万元", &sheet), Verdict::Holds);
    assert_eq!(value("个数(项目.年初预算)", &sheet), Outcome::Number(whole(1)));
    assert_eq!(verdict("任一(项目.年初预算 = 60万元)", &sheet), Verdict::Holds);
    assert_eq!(verdict("全部(项目.年初预算 = 60万元)", &sheet), UNKNOWN);
    assert_eq!(verdict("全部(项目.年初预算 < 60万元)", &sheet), Verdict::Fails);
    assert_eq!(verdict("全部(有值(项目.年初预算))", &sheet), Verdict::Fails);
}

#[test]
fn an_empty_list_adds_up_to_nothing_and_an_absent_one_is_unknown() {
    let empty = with_projects(&[]);
    assert_eq!(verdict("合计(项目.实际支出) = 0", &empty), Verdict::Holds);
    assert_eq!(verdict("全部(项目.实际支出 > 0)", &empty), Verdict::Holds);
    assert_eq!(verdict("任一(项目.实际支出 > 0)", &empty), Verdict::Fails);
    assert_eq!(value("最小(项目.实际支出)", &empty), Outcome::Unknown(None));
    let absent = report(&[]);
    assert_eq!(verdict("合计(项目.实际支出) = 0", &absent), UNKNOWN);
    assert_eq!(verdict("个数(项目) = 0", &absent), UNKNOWN);
}

#[test]
fn a_check_asked_of_each_indicator() {
    let whole_schema = schema();
    let schema = whole_schema.for_row("指标").unwrap();
    let mut sheet = Sheet::new(&whole_schema);
    sheet.set(&whole_schema, "总分", points("30"));
    sheet.push(INDICATORS, vec![points("20"), points("12"), percent("60")]);
    sheet.push(INDICATORS, vec![points("10"), points("12"), percent("100")]);
    let check = Formula::check("0 ≤ 得分 ≤ 分值", &schema).unwrap();
    let verdicts: Vec<Verdict> =
        (0..2).map(|row| check.verdict(&RowFacts::new(&sheet, &whole_schema, INDICATORS, row))).collect();
    assert_eq!(verdicts, [Verdict::Holds, Verdict::Fails]);
    let share = Formula::check("得分 = 四舍五入(分值 × 完成率, 2) 且 合计(指标.分值) = 总分", &schema).unwrap();
    assert_eq!(share.verdict(&RowFacts::new(&sheet, &whole_schema, INDICATORS, 0)), Verdict::Holds);
}

#[test]
fn conditions_choose_and_ranges_include_their_ends() {
    let sheet = report(&[("总分", points("90")), ("等级", Figure::new(Content::Text("优")))]);
    let check = "等级 = (若 总分 ≥ 90 则 \"优\" 否则 若 总分 ≥ 80 则 \"良\" 否则 \"中\")";
    assert_eq!(verdict(check, &sheet), Verdict::Holds);
    assert_eq!(verdict("总分 介于 90 与 100", &sheet), Verdict::Holds);
    // 90 printed without decimals is open by half a point, which does not reach 89.
    assert_eq!(verdict("between(总分, 0, 89)", &sheet), Verdict::Fails);
    assert_eq!(value("if(总分 >= 90, 1, 0)", &sheet), Outcome::Number(whole(1)));
    assert_eq!(verdict("已公开 = 真", &sheet), UNKNOWN);
}

#[test]
fn a_score_by_a_rate_is_a_number_and_rounds_by_half_up() {
    let sheet = report(&[("执行数", wan("83.45")), ("预算数", wan("100"))]);
    assert_eq!(value("四舍五入(10 * 执行数 / 预算数, 2)", &sheet), Outcome::Number(d("8.35")));
    assert_eq!(value("最小(10, 10 × 执行数 ÷ 预算数)", &sheet), Outcome::Number(d("8.345")));
    assert_eq!(value("round(执行数, -4)", &sheet), Outcome::Number(whole(83_000_000)));
    assert_eq!(value("绝对值(执行数 - 预算数)", &sheet), Outcome::Number(whole(16_550_000)));
}

#[test]
fn nothing_is_divided_by_zero_and_nothing_overflows_in_silence() {
    let sheet = report(&[("执行率", percent("0")), ("执行数", wan("1")), ("预算数", wan("0"))]);
    assert_eq!(verdict("执行率 = 执行数 / 预算数", &sheet), Verdict::Unknown { fault: Some(Fault::DivisionByZero) });
    assert_eq!(verdict("有值(执行数 / 预算数)", &sheet), Verdict::Fails);
    let mut huge = report(&[]);
    let enormous = Figure::number(whole(i128::MAX / 2));
    huge.set(&schema(), "支出.合计", enormous);
    let overflow = Verdict::Unknown { fault: Some(Fault::Overflow) };
    for check in ["支出.合计 + 支出.合计 > 0", "有值(支出.合计 + 支出.合计)", "取(支出.合计 + 1元, 0) > 0"]
    {
        assert_eq!(verdict(check, &huge), overflow, "{check}");
    }
}

#[test]
fn an_explanation_puts_the_numbers_in() {
    let sheet = report(&[
        ("支出.基本", wan("128.98")),
        ("支出.人员", wan("116.76")),
        ("支出.公用", wan("12.22")),
        ("执行数", wan("270.90")),
        ("预算数", wan("271.90")),
        ("执行率", percent("99.63")),
    ]);
    let show = |shown: Shown<'_>| {
        let (value, ty) = match shown {
            Shown::Figure(read, leaf) => (&read.value, leaf.ty),
            Shown::Calculated(value, ty) => (value, ty),
        };
        match (value, ty) {
            (Outcome::Number(value), Type::Money) => display_decimal(*value / whole(1_000_000)),
            (Outcome::Number(value), Type::Ratio) => {
                format!("{}%", display_decimal((*value * whole(10_000)).round() / whole(100)))
            }
            (Outcome::Number(value), _) => display_decimal(*value),
            (Outcome::Text(text), _) => text.clone(),
            (Outcome::Boolean(value), _) => value.to_string(),
            (Outcome::Unknown(_), _) => "(空)".to_owned(),
        }
    };
    let explain = |text: &str| {
        let formula = Formula::compile(text, &schema()).unwrap();
        formula.explain(&formula.evaluate(&sheet), show)
    };
    assert_eq!(
        explain("支出.基本 = 支出.人员 + 支出.公用"),
        "支出.基本 128.98 = 支出.人员 116.76 + 支出.公用 12.22 → 128.98"
    );
    assert_eq!(explain("执行率=执行数/预算数"), "执行率 99.63% = 执行数 270.9 ÷ 预算数 271.9 → 99.63%");
    assert_eq!(explain("最小(10, 9)"), "最小(10, 9) 9");
    assert_eq!(explain("支出.项目 + 1元"), "支出.项目 (空) + 1元 → (空)");
}

#[test]
fn the_trace_tells_difference_and_tolerance_and_ids() {
    let sheet = report(&[
        ("支出.基本", wan("128.99").with_id(7)),
        ("支出.人员", wan("116.76").with_id(8)),
        ("支出.公用", wan("12.22").with_id(9)),
    ]);
    let check = Formula::check("支出.基本 = 支出.人员 + 支出.公用", &schema()).unwrap();
    let evaluation = check.evaluate(&sheet);
    let compared = evaluation.decisive().unwrap();
    assert_eq!((compared.difference, compared.tolerance), (whole(10_000), whole(15_000)));
    assert_eq!(evaluation.leaves.iter().map(|read| read.id).collect::<Vec<_>>(), [7, 8, 9]);
    assert!(compared.holds && compared.within);
}

#[test]
fn doubt_matters_only_where_it_decides() {
    let doubtful = wan("1.0").doubtful();
    let sheet = report(&[("支出.合计", doubtful), ("支出.基本", wan("2.0")), ("支出.项目", wan("3.0"))]);
    assert_eq!(verdict("支出.合计 = 支出.基本", &sheet), Verdict::Doubtful);
    assert_eq!(verdict("支出.合计 = 支出.基本 且 支出.项目 = 支出.基本", &sheet), Verdict::Fails);
    assert_eq!(verdict("支出.合计 = 支出.基本 或 支出.项目 = 支出.基本", &sheet), Verdict::Doubtful);
    assert_eq!(verdict("支出.合计 < 支出.基本", &sheet), Verdict::Holds);
}
