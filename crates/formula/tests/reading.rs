//! Reading formulas: what is accepted, and what is said of what is not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use kanhe_formula::ast::{Expr, Node, Number, Unit};
use kanhe_formula::{ErrorKind, Formula, FormulaError, MAX_DEPTH, MAX_LENGTH, Schema, Type, parse, parse_decimal};
use proptest::prelude::*;

fn schema() -> Schema {
    Schema::new()
        .scalar("支出.合计", Type::Money)
        .scalar("支出.基本", Type::Money)
        .scalar("支出.项目", Type::Money)
        .scalar("基本支出.决算", Type::Money)
        .scalar("执行率", Type::Ratio)
        .scalar("得分", Type::Number)
        .scalar("分值", Type::Number)
        .scalar("单位", Type::Text)
        .table("项目", &[("名称", Type::Text), ("年初预算", Type::Money), ("实际支出", Type::Money)])
        .table("指标", &[("得分", Type::Number)])
}

fn error(text: &str) -> FormulaError {
    Formula::check(text, &schema()).expect_err(text)
}

/// The part of the formula that is at fault.
fn at(text: &str) -> &str {
    &text[error(text).span]
}

fn suggestion(text: &str) -> String {
    error(text).suggestion.unwrap_or_default()
}

fn reads_as(text: &str, canonical: &str) {
    let expr = parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    assert_eq!(expr.to_string(), canonical, "{text}");
    assert_eq!(parse(canonical).unwrap(), expr, "{text}");
}

#[test]
fn full_width_and_ascii_punctuation_mean_the_same() {
    reads_as("支出．合计＝支出。基本＋支出.项目", "支出.合计 = 支出.基本 + 支出.项目");
    reads_as("（甲－乙）＊２÷３ ≧ １０％", "(甲 - 乙) × 2 ÷ 3 ≥ 10%");
    reads_as("甲<>乙", "甲 ≠ 乙");
    reads_as("甲！＝乙 AND 丙 ＜＝ 丁", "甲 ≠ 乙 且 丙 ≤ 丁");
    reads_as("sum(项目.实际支出)==支出.项目", "合计(项目.实际支出) = 支出.项目");
    reads_as("ＳＵＭ（项目.Ａ１，０）", "合计(项目.A1, 0)");
    reads_as("甲 = '是' or 乙 = ”是”", "甲 = \"是\" 或 乙 = \"是\"");
    reads_as("　甲\n=\t乙　", "甲 = 乙");
}

#[test]
fn what_binds_tighter() {
    reads_as("非 甲 = 乙 且 丙 > 1 或 丁", "非 甲 = 乙 且 丙 > 1 或 丁");
    reads_as("(非 甲) = 乙", "(非 甲) = 乙");
    reads_as("甲 - (乙 - 丙)", "甲 - (乙 - 丙)");
    reads_as("甲 / (乙 × 丙)", "甲 ÷ (乙 × 丙)");
    reads_as("-(甲 + 乙) * -丙", "-(甲 + 乙) × -丙");
    reads_as("若 甲 则 1 否则 若 乙 则 2 否则 3 + 4", "若 甲 则 1 否则 若 乙 则 2 否则 3 + 4");
    reads_as("(若 甲 则 1 否则 2) + 3", "(若 甲 则 1 否则 2) + 3");
    reads_as("if(甲, 1, 2) + 3", "(若 甲 则 1 否则 2) + 3");
    reads_as("若 (甲) 则 1 否则 2", "若 甲 则 1 否则 2");
    reads_as("0 ≤ 得分 ≤ 分值", "0 ≤ 得分 ≤ 分值");
    reads_as("得分 介于 0 与 分值 且 真", "得分 介于 0 与 分值 且 真");
    reads_as("介于(得分, 0, 分值)", "得分 介于 0 与 分值");
    reads_as("不 空白(得分) 并且 false", "非 空白(得分) 且 假");
}

#[test]
fn behind_a_number_or_parenthesis_a_conjunction_needs_no_blanks() {
    reads_as("得分>0且分值>10%或(甲)且乙", "得分 > 0 且 分值 > 10% 或 甲 且 乙");
    reads_as("若 得分>0则1否则0", "若 得分 > 0 则 1 否则 0");
    reads_as("甲=\"是\"并且乙=真 或者 丙>1万元且丁", "甲 = \"是\" 且 乙 = 真 或 丙 > 1万元 且 丁");
}

#[test]
fn numbers_have_units() {
    let number = |text: &str| match parse(text).unwrap().node {
        Node::Number(Number { value, unit }) => (value, unit),
        other => panic!("{other:?}"),
    };
    let fen = |text: &str| parse_decimal(text).unwrap();
    assert_eq!(number("30%"), (fen("0.3"), Unit::Percent));
    assert_eq!(number("12.5万元"), (fen("12500000"), Unit::TenThousandYuan));
    assert_eq!(number("0.01元"), (fen("1"), Unit::Yuan));
    assert_eq!(number("１．５亿元"), (fen("15000000000"), Unit::HundredMillionYuan));
    reads_as("12.50万元 + 0.000001万元", "12.5万元 + 0.000001万元");
}

#[test]
fn a_wrong_name_is_pointed_at_and_the_nearest_proposed() {
    assert_eq!(at("支出.合计 = 支出.基木 + 支出.项目"), "支出.基木");
    assert_eq!(suggestion("支出.合计 = 支出.基木 + 支出.项目"), "支出.基本");
    assert_eq!(suggestion("支出合计 = 支出.基本"), "支出.合计");
    assert_eq!(suggestion("决算 > 0"), "基本支出.决算");
    assert_eq!(suggestion("合计(项目.实际指出) = 支出.项目"), "项目.实际支出");
    assert_eq!(suggestion("空白(得分且分值)"), "得分 且 分值");
    let wrong = error("合计(项目.花费) > 0");
    assert!(wrong.message_zh().contains("名称、年初预算、实际支出"), "{wrong}");
    assert!(wrong.message_en().contains("the columns of `项目`"), "{wrong}");
    assert_eq!(error("支出.合计 = 毫不相干的名字").suggestion, None);
}

#[test]
fn a_wrong_function_or_word_is_pointed_at() {
    assert_eq!((at("总计(项目.实际支出) > 0"), suggestion("总计(项目.实际支出) > 0").as_str()), ("总计", "合计"));
    assert_eq!(suggestion("ISBLANK(得分)"), "空白");
    assert_eq!((at("得分 大于 0"), suggestion("得分 大于 0").as_str()), ("大于", ">"));
    assert_eq!(suggestion("得分 >= 0 & 分值 > 0"), "且");
    assert_eq!(suggestion("【得分】 > 0"), "(");
    assert_eq!(at("得分 ! 0"), "!");
    let wrong = error("四舍五入(得分) = 1");
    assert_eq!(at("四舍五入(得分) = 1"), "四舍五入(得分)");
    assert!(wrong.message_zh().contains("2 个参数"), "{wrong}");
}

#[test]
fn where_a_formula_breaks_off_its_last_character_is_shown() {
    assert_eq!(at("支出.合计 = 支出.基本 + "), "+");
    assert_eq!(at("得分 = (分值  "), "值");
    assert_eq!(at("支出."), ".");
    assert_eq!(at("若 得分 > 0 则 1"), "1");
    assert_eq!(error("  ").kind, ErrorKind::Empty);
    assert_eq!(error("").span, 0..0);
    assert_eq!(at("单位 = “财政局"), "“");
    assert!(error("支出.合计 = ").message_zh().starts_with("公式到此中断,后面应为名称"));
}

#[test]
fn amounts_and_numbers_are_kept_apart() {
    let wrong = error("支出.合计 > 100");
    assert_eq!(wrong.kind, ErrorKind::Mismatch { left: Type::Money, right: Type::Number });
    assert_eq!(at("支出.合计 > 100"), "100");
    assert!(wrong.message_zh().contains("12.5万元"));
    assert!(Formula::check("支出.合计 > 0", &schema()).is_ok());
    assert!(Formula::check("支出.合计 > 100元", &schema()).is_ok());
    assert!(Formula::check("支出.基本 / 支出.合计 > 30%", &schema()).is_ok());
    assert!(Formula::check("执行率 × 支出.合计 = 支出.基本 ÷ 2", &schema()).is_ok());
    assert!(Formula::check("得分 = 分值 × 支出.基本 ÷ 支出.合计", &schema()).is_ok());
    assert_eq!(error("支出.合计 × 支出.基本 > 0").kind, ErrorKind::MoneyPower);
    assert_eq!(error("1 / 支出.合计 > 0").kind, ErrorKind::MoneyPower);
    assert_eq!(error("支出.合计 + 1 = 0").kind, ErrorKind::Mismatch { left: Type::Money, right: Type::Number });
    assert_eq!(error("单位 > \"甲\"").kind.clone(), error("单位 < \"甲\"").kind);
    assert_eq!(error("单位 = 1").kind, ErrorKind::Mismatch { left: Type::Text, right: Type::Number });
    assert_eq!(at("得分 + 分值"), "得分 + 分值");
    assert_eq!(at("得分 且 分值 > 1"), "得分");
}

#[test]
fn rows_are_gone_through_by_functions_only() {
    assert_eq!(
        (at("项目.实际支出 > 0"), suggestion("项目.实际支出 > 0").as_str()),
        ("项目.实际支出", "合计(项目.实际支出)")
    );
    assert!(matches!(error("项目 > 0").kind, ErrorKind::TableAsValue { .. }));
    assert!(matches!(error("合计(支出.合计) > 0").kind, ErrorKind::NoColumn { function: "合计" }));
    assert!(matches!(error("任一(项目.实际支出 > 0 且 指标.得分 > 0)").kind, ErrorKind::TwoTables { .. }));
    assert_eq!(error("任一(项目.实际支出 = 最大(项目.实际支出))").kind, ErrorKind::NestedAggregate);
    assert_eq!(error("任一(个数(项目) > 1 且 项目.实际支出 > 0)").kind, ErrorKind::NestedAggregate);
    assert_eq!(error("得分 = 空").kind, ErrorKind::BlankIsNoValue);
    assert_eq!(error("空白(得分 + 1)").kind, ErrorKind::BlankNeedsName);
    assert_eq!(error("四舍五入(得分, 分值) = 1").kind, ErrorKind::Digits);
    assert_eq!(error("四舍五入(得分, 0.5) = 1").kind, ErrorKind::Digits);
    assert_eq!(error("1 < 得分 > 2").kind, ErrorKind::MixedChain);
    assert_eq!(at("1 ≠ 得分 ≠ 2"), "≠");
    assert_eq!((at("得分 = 5台"), error("得分 = 5台").kind), ("台", ErrorKind::UnknownUnit("台".into())));
    assert_eq!(error("得分 = 1234567890123456789").kind, ErrorKind::NumberTooLong);
}

#[test]
fn length_and_depth_are_limited() {
    let long = "得分+".repeat(MAX_LENGTH);
    assert_eq!(parse(&long).unwrap_err().kind, ErrorKind::TooLong { limit: MAX_LENGTH });
    let flat = vec!["得分"; 3_000].join("+") + " > 0";
    assert!(Formula::check(&flat, &schema()).is_ok());
    for (open, close) in [("(", ")"), ("绝对值(", ")"), ("-", ""), ("(-", ")")] {
        let nested = |depth: usize| format!("{}得分{} > 0", open.repeat(depth), close.repeat(depth));
        let levels = if open == "(-" { MAX_DEPTH / 2 } else { MAX_DEPTH };
        assert!(Formula::check(&nested(levels), &schema()).is_ok(), "{open}");
        assert_eq!(error(&nested(levels + 1)).kind, ErrorKind::TooDeep { limit: MAX_DEPTH }, "{open}");
        assert_eq!(error(&nested(1_000)).kind, ErrorKind::TooDeep { limit: MAX_DEPTH }, "{open}");
    }
    let chosen = "若 真 则 得分 否则 ".repeat(MAX_DEPTH) + "得分";
    assert!(Formula::number(&chosen, &schema()).is_ok());
    assert!(parse(&("若(".repeat(3_000))).is_err());
    assert!(parse(&("非 ".repeat(3_000))).is_err());
}

fn expression() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(vec![
        "甲",
        "支出.合计",
        "a_1.b",
        "100",
        "0.5",
        "30%",
        "12.5万元",
        "0.01元",
        "\"是\"",
        "“it's \"x\"”",
        "真",
        "假",
    ])
    .prop_map(str::to_owned);
    leaf.prop_recursive(5, 48, 4, |inner| {
        let sign = prop::sample::select(vec![
            "+", "-", "*", "/", "×", "÷", "=", "≠", "<", "<=", ">", "≥", "且", "或", "and", "or",
        ]);
        let unary = prop::sample::select(vec!["-", "非 ", "不 "]);
        let call = prop::sample::select(vec!["合计", "min", "取", "任一", "count", "abs", "round", "介于", "if"]);
        let parts = prop::collection::vec(inner.clone(), 1..4);
        prop_oneof![
            (inner.clone(), sign.clone(), inner.clone()).prop_map(|(a, s, b)| format!("{a} {s} {b}")),
            (inner.clone(), sign, inner.clone()).prop_map(|(a, s, b)| format!("({a}) {s} ({b})")),
            (unary, inner.clone()).prop_map(|(s, a)| format!("{s}{a}")),
            inner.clone().prop_map(|a| format!("({a})")),
            (call, parts).prop_map(|(f, parts)| format!("{f}({})", parts.join(", "))),
            (inner.clone(), inner.clone(), inner.clone()).prop_map(|(a, b, c)| format!("(若 {a} 则 {b} 否则 {c})")),
            (inner.clone(), inner.clone(), inner).prop_map(|(a, b, c)| format!("{a} 介于 {b} 与 {c}")),
        ]
    })
}

fn spans_are_nested(expr: &Expr, text: &str) {
    assert!(text.get(expr.span.clone()).is_some_and(|part| !part.is_empty()), "{:?} in {text}", expr.span);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_printed_is_read_back(text in expression()) {
        if let Ok(expr) = parse(&text) {
            spans_are_nested(&expr, &text);
            let printed = expr.to_string();
            let again = parse(&printed).unwrap_or_else(|error| panic!("{printed}: {error}"));
            prop_assert_eq!(&again, &expr, "{}", printed);
            prop_assert_eq!(again.to_string(), printed);
        }
    }

    #[test]
    fn any_text_is_read_or_refused_with_a_place_in_it(text in "[甲乙支出.。0-9%万元+＋×/=≤<>()（）,，且或非若则否则介于与“”\"' a-z\u{0}]{0,40}") {
        if let Err(error) = Formula::compile(&text, &schema()) {
            prop_assert!(text.get(error.span.clone()).is_some(), "{:?}", error);
            prop_assert!(!error.message_zh().is_empty() && !error.message_en().is_empty());
        }
    }

    #[test]
    fn any_bytes_too(text in any::<String>()) {
        if let Err(error) = parse(&text) {
            prop_assert!(text.get(error.span.clone()).is_some(), "{:?}", error);
        }
    }
}
