//! Every example in docs/formula.md does what the page says.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::Path;

use kanhe_formula::sql::Layout;
use kanhe_formula::{
    Content, Figure, Formula, Outcome, Schema, Sheet, Type, Verdict, display_decimal, fraction, parse_decimal, whole,
};

fn page() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/formula.md");
    std::fs::read_to_string(path).expect("docs/formula.md is part of the project")
}

/// The lines of all blocks of one kind.
fn blocks<'p>(page: &'p str, kind: &str) -> Vec<&'p str> {
    let fence = format!("```{kind}\n");
    let bodies = page.split(fence.as_str()).skip(1).map(|rest| rest.split("```").next().unwrap_or_default());
    bodies.flat_map(str::lines).filter(|line| !line.trim().is_empty()).collect()
}

fn type_named(name: &str) -> Type {
    match name {
        "金额" => Type::Money,
        "百分比" => Type::Ratio,
        "数" => Type::Number,
        "文字" => Type::Text,
        "真假" => Type::Boolean,
        other => panic!("{other}"),
    }
}

fn printed<'p>(text: &'p str, ty: Type) -> Figure<'p> {
    let (digits, unit) = match ty {
        _ if text.is_empty() => return Figure::blank(),
        Type::Text => return Figure::new(Content::Text(text)),
        Type::Boolean => return Figure::new(Content::Boolean(text == "真")),
        Type::Money => (text.strip_suffix("万元").expect(text), whole(1_000_000)),
        Type::Ratio => (text.strip_suffix('%').expect(text), fraction(1, 100).unwrap()),
        Type::Number => (text, whole(1)),
    };
    let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    Figure::number(parse_decimal(digits).expect(text) * unit).printed(u8::try_from(decimals).unwrap(), unit)
}

fn report(page: &str) -> (Schema, Sheet<'_>) {
    let mut schema = Schema::new();
    let scalars: Vec<(&str, Type, &str)> = blocks(page, "report")
        .into_iter()
        .map(|line| {
            let (name, rest) = line.split_once(": ").expect(line);
            let (ty, value) = rest.split_once(" =").expect(line);
            (name, type_named(ty), value.trim())
        })
        .collect();
    for (name, ty, _) in &scalars {
        schema = schema.scalar(name, *ty);
    }
    let rows = blocks(page, "rows");
    let (table, columns) = rows[0].split_once(": ").unwrap();
    let columns: Vec<(&str, Type)> = columns
        .split(", ")
        .map(|column| column.split_once(' ').map(|(name, ty)| (name, type_named(ty))).expect(column))
        .collect();
    schema = schema.table(table, &columns);
    let mut sheet = Sheet::new(&schema);
    for (name, ty, value) in scalars {
        assert!(sheet.set(&schema, name, printed(value, ty)));
    }
    for row in &rows[1..] {
        sheet.push(0, row.split(',').zip(&columns).map(|(cell, (_, ty))| printed(cell.trim(), *ty)).collect());
    }
    (schema, sheet)
}

fn shown(formula: &Formula, sheet: &Sheet<'_>) -> String {
    match (formula.verdict(sheet), formula.value(sheet), formula.ty()) {
        (Verdict::Holds, ..) => "成立".to_owned(),
        (Verdict::HoldsWithinPrecision { .. }, ..) => "尾差".to_owned(),
        (Verdict::Fails, ..) => "不成立".to_owned(),
        (_, Outcome::Number(value), Type::Money) => format!("{}万元", display_decimal(value / whole(1_000_000))),
        (_, Outcome::Number(value), _) => display_decimal(value),
        (_, Outcome::Text(text), _) => text,
        _ => "未知".to_owned(),
    }
}

#[test]
fn the_formulas_come_out_as_the_page_says() {
    let page = page();
    let (schema, sheet) = report(&page);
    let formulas = blocks(&page, "formula");
    assert!(formulas.len() > 25);
    for line in formulas {
        let (text, expected) = line.split_once('⇒').expect(line);
        let formula = Formula::compile(text, &schema).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(shown(&formula, &sheet), expected.trim(), "{text}");
    }
}

#[test]
fn the_mistakes_are_explained_as_the_page_says() {
    let page = page();
    let (schema, _) = report(&page);
    for line in blocks(&page, "error") {
        let (text, expected) = line.split_once('⇒').expect(line);
        let message = Formula::check(text, &schema).expect_err(text).message_zh();
        assert!(message.contains(expected.trim()), "{text}: {message}");
    }
}

#[test]
fn the_check_shown_as_sql_divides_nothing() {
    let page = page();
    let (schema, _) = report(&page);
    for text in blocks(&page, "sql") {
        let sql = Formula::check(text, &schema).unwrap().to_sql(&schema, &Layout::default()).unwrap();
        assert!(sql.condition.contains("ABS(") && sql.condition.contains("__half"), "{}", sql.condition);
        assert!(!sql.condition.contains('/'), "{}", sql.condition);
    }
}
