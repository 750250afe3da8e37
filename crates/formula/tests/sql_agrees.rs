//! The evaluator and SQLite must come to the same verdict on any check and any report.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::atomic::{AtomicUsize, Ordering};

use kanhe_formula::sql::{Dialect, Layout, Sql, SqlError};
use kanhe_formula::{Content, Exact, Fault, Field, Figure, Formula, RowFacts, Schema, Sheet, Type, Verdict, fraction};
use proptest::prelude::*;
use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;
use rusqlite::types::Value;

const SCALARS: [(&str, Type); 8] = [
    ("甲", Type::Money),
    ("乙", Type::Money),
    ("丙", Type::Money),
    ("率", Type::Ratio),
    ("分", Type::Number),
    ("重", Type::Number),
    ("名", Type::Text),
    ("是", Type::Boolean),
];
const COLUMNS: [(&str, Type); 4] =
    [("额", Type::Money), ("数", Type::Number), ("称", Type::Text), ("真否", Type::Boolean)];

fn schema(bound: i64) -> Schema {
    let mut schema = Schema::new();
    let field = |(name, ty): (&str, Type)| Field::new(name, ty).with_bound(bound);
    for scalar in SCALARS {
        schema.add_scalar(field(scalar));
    }
    schema.add_table("项目", COLUMNS.map(field));
    schema
}

/// One stored cell: the integer (or the text's or truth value's number), how it is printed, or why it is missing.
#[derive(Debug, Clone, Copy)]
struct Cell {
    stored: Option<i64>,
    unit: i64,
    decimals: u8,
    blank: bool,
}

const TEXTS: [&str; 3] = ["优", "良", "it's"];

fn text(stored: i64) -> &'static str {
    TEXTS[usize::try_from(stored.rem_euclid(3)).unwrap()]
}

fn figure(cell: Cell, field: &Field) -> Figure<'static> {
    let one = 10_i128.pow(u32::from(field.scale));
    let exact = |value: i64, per: i128| -> Exact { fraction(i128::from(value), per).unwrap() };
    let content = match cell.stored {
        None if cell.blank => Content::Blank,
        None => Content::NotApplicable,
        Some(stored) => match field.ty {
            Type::Text => Content::Text(text(stored)),
            Type::Boolean => Content::Boolean(stored > 0),
            _ => Content::Number(exact(stored, one)),
        },
    };
    Figure { content, half_unit: exact(cell.unit, 2 * one), decimals: cell.decimals, doubt: false, id: 0 }
}

fn values(cell: Cell, field: &Field) -> [Value; 4] {
    let main = match (cell.stored, field.ty) {
        (None, _) => Value::Null,
        (Some(stored), Type::Text) => Value::Text(text(stored).to_owned()),
        (Some(stored), Type::Boolean) => Value::Integer(i64::from(stored > 0)),
        (Some(stored), _) => Value::Integer(stored),
    };
    let blank = i64::from(cell.stored.is_none() && cell.blank);
    [main, Value::Integer(cell.unit), Value::Integer(i64::from(cell.decimals)), Value::Integer(blank)]
}

/// A report: its single values, and the rows of its table.
#[derive(Debug, Clone)]
struct Report {
    scalars: Vec<Cell>,
    rows: Vec<Vec<Cell>>,
}

fn cell(magnitude: i64) -> impl Strategy<Value = Cell> {
    let stored = prop_oneof![1 => Just(None), 2 => Just(Some(0)), 5 => (-magnitude..=magnitude).prop_map(Some),
        4 => (-9_i64..=9).prop_map(|n| Some(n * 50))];
    let unit = prop_oneof![2 => Just(0_i64), 1 => Just(1), 1 => Just(10), 1 => Just(100)];
    (stored, unit, 0_u8..=2, any::<bool>()).prop_map(|(stored, unit, decimals, blank)| Cell {
        stored,
        unit,
        decimals,
        blank,
    })
}

fn report(magnitude: i64) -> impl Strategy<Value = Report> {
    let rows = prop::collection::vec(prop::collection::vec(cell(magnitude), COLUMNS.len()), 0..4);
    (prop::collection::vec(cell(magnitude), SCALARS.len()), rows).prop_map(|(scalars, rows)| Report { scalars, rows })
}

/// Where names are allowed to stand: in the report, inside a function over rows, or in a check asked of each row.
#[derive(Clone, Copy, PartialEq)]
enum Scope {
    Report,
    Each,
    Row,
}

fn named(scope: Scope, scalars: &[&'static str], column: &str) -> BoxedStrategy<String> {
    let mut names: Vec<String> = scalars.iter().map(|name| (*name).to_owned()).collect();
    match scope {
        Scope::Report => {}
        Scope::Each => names.extend([format!("项目.{column}"), format!("项目.{column}")]),
        Scope::Row => names.extend([column.to_owned(), column.to_owned()]),
    }
    prop::sample::select(names).boxed()
}

fn two(
    a: BoxedStrategy<String>,
    b: BoxedStrategy<String>,
    write: impl Fn(String, String) -> String + 'static,
) -> BoxedStrategy<String> {
    (a, b).prop_map(move |(a, b)| write(a, b)).boxed()
}

/// An amount (`money`) or a plain number.
fn number(money: bool, scope: Scope, depth: u32) -> BoxedStrategy<String> {
    let name =
        if money { named(scope, &["甲", "乙", "丙"], "额") } else { named(scope, &["率", "分", "重"], "数") };
    let literal = if money {
        prop::sample::select(vec!["1元", "0.02元", "2.5元"]).prop_map(str::to_owned).boxed()
    } else {
        prop::sample::select(vec!["1", "0.5", "30%", "2", "0"]).prop_map(str::to_owned).boxed()
    };
    if depth == 0 {
        return prop_oneof![5 => name, 1 => literal].boxed();
    }
    let same = || number(money, scope, depth - 1);
    let plain = || number(false, scope, depth - 1);
    let amount = || number(true, scope, depth - 1);
    let test = condition(scope, depth - 1);
    let mut choices: Vec<BoxedStrategy<String>> = vec![
        name,
        two(same(), same(), |a, b| format!("({a} + {b})")),
        two(same(), same(), |a, b| format!("({a} - {b})")),
        two(same(), plain(), |a, b| format!("({a} * {b})")),
        two(same(), plain(), |a, b| format!("({a} / {b})")),
        two(same(), same(), |a, b| format!("最小({a}, {b})")),
        two(same(), same(), |a, b| format!("最大({a}, {b}, {a})")),
        two(same(), same(), |a, b| format!("取({a}, {b})")),
        two(same(), same(), |a, b| format!("合计已知({a}, {b})")),
        same().prop_map(|a| format!("绝对值({a})")).boxed(),
        same().prop_map(|a| format!("-{a}")).boxed(),
        (same(), -2..=2_i32).prop_map(|(a, digits)| format!("四舍五入({a}, {digits})")).boxed(),
        (test, same(), same()).prop_map(|(c, a, b)| format!("(若 {c} 则 {a} 否则 {b})")).boxed(),
    ];
    if !money {
        choices.push(two(amount(), amount(), |a, b| format!("({a} / {b})")));
    }
    if scope != Scope::Each {
        let each = number(money, Scope::Each, depth - 1);
        let column = if money { "额" } else { "数" };
        let functions = prop::sample::select(vec!["合计", "合计已知", "最小", "最大"]);
        choices.push(functions.clone().prop_map(move |f| format!("{f}(项目.{column})")).boxed());
        choices.push((functions, each).prop_map(move |(f, a)| format!("{f}({a} + 项目.{column})")).boxed());
        if !money {
            choices
                .push(condition(Scope::Each, depth - 1).prop_map(|c| format!("个数(真 = (项目.真否 且 {c}))")).boxed());
            choices.push(number(true, Scope::Each, depth - 1).prop_map(|a| format!("个数(项目.额 + {a})")).boxed());
            choices.push(Just("个数(项目)".to_owned()).boxed());
        }
    }
    prop::strategy::Union::new(choices).boxed()
}

fn condition(scope: Scope, depth: u32) -> BoxedStrategy<String> {
    let flag = named(scope, &["是"], "真否");
    let word = || {
        let literal = prop::sample::select(vec!["\"优\"", "“良”", "\"it's\""]).prop_map(str::to_owned).boxed();
        prop_oneof![named(scope, &["名"], "称"), literal]
    };
    let below = depth.saturating_sub(1);
    let sign = prop::sample::select(vec!["=", "≠", "<", "≤", ">", "≥"]);
    let money = || number(true, scope, below);
    let plain = || number(false, scope, below);
    let compared = prop_oneof![
        (money(), sign.clone(), money()).prop_map(|(a, s, b)| format!("({a} {s} {b})")),
        (plain(), sign, plain()).prop_map(|(a, s, b)| format!("({a} {s} {b})")),
        (money(), money(), money()).prop_map(|(a, b, c)| format!("({a} ≤ {b} < {c})")),
        (plain(), plain(), plain()).prop_map(|(a, b, c)| format!("({a} 介于 {b} 与 {c})")),
        money().prop_map(|a| format!("({a} > 0)")),
    ];
    let words = (word(), prop::sample::select(vec!["=", "≠"]), word()).prop_map(|(a, s, b)| format!("({a} {s} {b})"));
    if depth == 0 {
        return prop_oneof![4 => compared, 1 => words, 1 => flag].boxed();
    }
    let inner = || condition(scope, below);
    let blank =
        prop_oneof![named(scope, &["甲", "率"], "额"), named(scope, &["名"], "称"), named(scope, &["是"], "真否")];
    let mut choices: Vec<BoxedStrategy<String>> = vec![
        compared.clone().boxed(),
        compared.boxed(),
        two(inner(), inner(), |a, b| format!("({a} 且 {b})")),
        two(inner(), inner(), |a, b| format!("({a} 或 {b})")),
        two(inner(), inner(), |a, b| format!("({a} = {b})")),
        two(inner(), inner(), |a, b| format!("取({a}, {b})")),
        inner().prop_map(|a| format!("(非 {a})")).boxed(),
        inner().prop_map(|a| format!("有值({a})")).boxed(),
        money().prop_map(|a| format!("有值({a})")).boxed(),
        blank.prop_map(|a| format!("空白({a})")).boxed(),
        (inner(), word(), word(), word())
            .prop_map(|(c, a, b, d)| format!("((若 {c} 则 {a} 否则 {b}) = 取({d}, \"优\"))"))
            .boxed(),
        (inner(), inner(), inner()).prop_map(|(c, a, b)| format!("(若 {c} 则 {a} 否则 {b})")).boxed(),
    ];
    if scope != Scope::Each {
        let each = condition(Scope::Each, below);
        let functions = prop::sample::select(vec!["任一", "全部"]);
        choices.push((functions, each).prop_map(|(f, c)| format!("{f}({c} 或 项目.真否)")).boxed());
    }
    prop::strategy::Union::new(choices).boxed()
}

fn database(schema: &Schema, report: &Report) -> Connection {
    let database = empty_database(schema);
    fill(&database, schema, report);
    database
}

fn empty_database(schema: &Schema) -> Connection {
    let database = Connection::open_in_memory().unwrap();
    for (name, largest) in [("LEAST", false), ("GREATEST", true)] {
        let pick = move |context: &rusqlite::functions::Context<'_>| {
            let all: Vec<Option<i64>> = (0..context.len()).map(|at| context.get(at)).collect::<Result<_, _>>()?;
            let known = all.into_iter().flatten();
            Ok(if largest { known.max() } else { known.min() })
        };
        database.create_scalar_function(name, -1, FunctionFlags::SQLITE_DETERMINISTIC, pick).unwrap();
    }
    let columns = |fields: &[Field]| {
        let each = |field: &Field| {
            ["", "__half", "__decimals", "__blank"].map(|suffix| format!("\"{}{suffix}\"", field.column)).join(", ")
        };
        fields.iter().map(each).collect::<Vec<_>>().join(", ")
    };
    database
        .execute_batch(&format!(
            "CREATE TABLE \"report\" (id INTEGER, {}); CREATE TABLE \"项目\" (report INTEGER, {});",
            columns(&schema.scalars()[..SCALARS.len()]),
            columns(&schema.tables()[0].columns)
        ))
        .unwrap();
    database
}

fn fill(database: &Connection, schema: &Schema, report: &Report) {
    let project = &schema.tables()[0];
    let scalars = &schema.scalars()[..SCALARS.len()];
    database.execute_batch("DELETE FROM \"report\"; DELETE FROM \"项目\";").unwrap();
    let insert = |table: &str, fields: &[Field], cells: &[Cell]| {
        let values: Vec<Value> = fields.iter().zip(cells).flat_map(|(field, cell)| values(*cell, field)).collect();
        let marks = vec!["?"; values.len()].join(", ");
        let mut statement = database.prepare_cached(&format!("INSERT INTO {table} VALUES (1, {marks})")).unwrap();
        statement.execute(rusqlite::params_from_iter(values)).unwrap();
    };
    insert("\"report\"", scalars, &report.scalars);
    for row in &report.rows {
        insert("\"项目\"", &project.columns, row);
    }
    // Another report's rows must not be counted.
    let other = Cell { stored: Some(1), unit: 0, decimals: 0, blank: false };
    let values: Vec<Value> = project.columns.iter().flat_map(|field| values(other, field)).collect();
    let marks = vec!["?"; values.len()].join(", ");
    database.execute(&format!("INSERT INTO \"项目\" VALUES (2, {marks})"), rusqlite::params_from_iter(values)).unwrap();
}

fn sheet(schema: &Schema, report: &Report) -> Sheet<'static> {
    let mut sheet = Sheet::new(schema);
    for (field, cell) in schema.scalars().iter().zip(&report.scalars) {
        sheet.set(schema, &field.name, figure(*cell, field));
    }
    sheet.open(0);
    for row in &report.rows {
        let cells = schema.tables()[0].columns.iter().zip(row).map(|(field, cell)| figure(*cell, field)).collect();
        sheet.push(0, cells);
    }
    sheet
}

fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Holds | Verdict::HoldsWithinPrecision { .. } => "holds",
        Verdict::Fails | Verdict::Doubtful => "fails",
        Verdict::Unknown { .. } => "unknown",
    }
}

/// What SQLite says of each row of the query; "overflow" also when it refuses to go on.
fn ask(database: &Connection, sql: &Sql, from: &str) -> Vec<String> {
    let query = format!("SELECT {} FROM {from}", sql.verdict());
    let mut statement = database.prepare(&query).unwrap_or_else(|error| panic!("{error}\n{query}"));
    let rows: Result<Vec<String>, _> = statement.query_map([], |row| row.get(0)).unwrap().collect();
    rows.unwrap_or_else(|error| {
        assert!(error.to_string().contains("integer overflow"), "{error}\n{query}");
        vec!["overflow".to_owned()]
    })
}

/// An empty database for columns with that bound.
fn stored(bound: i64) -> (Connection, Schema) {
    let schema = schema(bound);
    (empty_database(&schema), schema)
}

/// How many verdicts of each kind were compared, and how many came out as overflow or had no SQL.
struct Tally {
    compared: [AtomicUsize; 3],
    passed_over: AtomicUsize,
}

const WORDS: [&str; 3] = ["holds", "fails", "unknown"];

impl Tally {
    const fn new() -> Self {
        Self { compared: [const { AtomicUsize::new(0) }; 3], passed_over: AtomicUsize::new(0) }
    }

    fn compare(&self, verdict: Verdict, sql: &str, context: &str) {
        if sql == "overflow" || verdict == (Verdict::Unknown { fault: Some(Fault::Overflow) }) {
            self.passed_over.fetch_add(1, Ordering::Relaxed);
            return;
        }
        assert_eq!(word(verdict), sql, "{context}");
        if let Some(kind) = WORDS.iter().position(|word| *word == sql) {
            self.compared[kind].fetch_add(1, Ordering::Relaxed);
        }
    }

    fn counts(&self) -> [usize; 3] {
        [0, 1, 2].map(|kind| self.compared[kind].load(Ordering::Relaxed))
    }

    /// Most cases must have been compared, and every verdict must be well represented.
    fn assert_mostly_compared(&self) {
        let (counts, passed) = (self.counts(), self.passed_over.load(Ordering::Relaxed));
        let compared: usize = counts.iter().sum();
        assert!(compared > passed * 4, "{counts:?} compared, {passed} passed over");
        assert!(counts.iter().all(|count| count * 40 > compared), "{WORDS:?}: {counts:?}");
    }
}

fn agree(check: &str, report: &Report, (database, schema): &(Connection, Schema), dialect: Dialect, tally: &Tally) {
    let formula = Formula::check(check, schema).unwrap_or_else(|error| panic!("{check}: {error}"));
    let sql = match formula.to_sql(schema, &Layout { dialect, rows: 10, ..Layout::default() }) {
        Ok(sql) => sql,
        Err(SqlError::QuotientOverRows | SqlError::TooLarge | SqlError::Overflow) => {
            tally.passed_over.fetch_add(1, Ordering::Relaxed);
            return;
        }
        Err(error) => panic!("{check}: {error}"),
    };
    assert!(dialect == Dialect::Sqlite || sql.overflow.is_none());
    let verdict = formula.verdict(&sheet(schema, report));
    fill(database, schema, report);
    let said = ask(database, &sql, "\"report\"");
    tally.compare(verdict, &said[0], &format!("{check}\n{report:?}\n{}", sql.condition));
}

fn run<S: Strategy>(cases: u32, strategy: S, test: impl Fn(S::Value)) {
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let run = |value| {
        test(value);
        Ok(())
    };
    if let Err(error) = proptest::test_runner::TestRunner::new(config).run(&strategy, run) {
        panic!("{error}");
    }
}

#[test]
fn small_amounts_in_sqlite() {
    let stored = stored(i64::MAX);
    let tally = Tally::new();
    run(600, (condition(Scope::Report, 3), report(500)), |(check, report)| {
        agree(&check, &report, &stored, Dialect::Sqlite, &tally);
    });
    tally.assert_mostly_compared();
}

/// Figures so close together that printed precision decides.
#[test]
fn close_figures_in_sqlite() {
    let stored = stored(i64::MAX);
    let tally = Tally::new();
    let sign = || prop::sample::select(vec!["=", "=", "≠", "≤", "≥"]);
    let pair = |money| (number(money, Scope::Report, 0), sign(), number(money, Scope::Report, 1));
    let check = prop_oneof![pair(true), pair(false)].prop_map(|(a, sign, b)| format!("{a} {sign} {b}"));
    run(3_000, (check, report(6)), |(check, report)| agree(&check, &report, &stored, Dialect::Sqlite, &tally));
    tally.assert_mostly_compared();
}

#[test]
fn small_amounts_with_bounds_need_no_watch_on_overflow() {
    let stored = stored(1_000);
    let tally = Tally::new();
    run(300, (condition(Scope::Report, 1), report(500)), |(check, report)| {
        agree(&check, &report, &stored, Dialect::Ansi, &tally);
    });
    tally.assert_mostly_compared();
}

#[test]
fn large_amounts_are_right_or_reported() {
    let stored = stored(i64::MAX);
    let tally = Tally::new();
    run(300, (condition(Scope::Report, 2), report(4_000_000_000_000)), |(check, report)| {
        agree(&check, &report, &stored, Dialect::Sqlite, &tally);
    });
    assert!(tally.counts().iter().sum::<usize>() > 100);
}

#[test]
fn checks_asked_of_each_row() {
    let tally = Tally::new();
    run(300, (condition(Scope::Row, 2), report(500)), |(check, report)| {
        let whole_schema = schema(i64::MAX);
        let row_schema = whole_schema.for_row("项目").unwrap();
        let formula = Formula::check(&check, &row_schema).unwrap_or_else(|error| panic!("{check}: {error}"));
        let Ok(sql) = formula.to_sql(&row_schema, &Layout::default()) else { return };
        let sheet = sheet(&whole_schema, &report);
        let from = "\"report\" JOIN \"项目\" AS \"row\" ON \"row\".report = \"report\".id ORDER BY \"row\".rowid";
        let said = ask(&database(&whole_schema, &report), &sql, from);
        if said.len() == report.rows.len() {
            for (row, said) in said.iter().enumerate() {
                let verdict = formula.verdict(&RowFacts::new(&sheet, &whole_schema, 0, row));
                tally.compare(verdict, said, &format!("{check}\n{report:?}\n{}", sql.condition));
            }
        }
    });
    tally.assert_mostly_compared();
}

#[test]
fn what_exceeds_64_bits_is_reported_and_not_wrong() {
    let schema = schema(i64::MAX);
    let known = |stored| Cell { stored: Some(stored), unit: 0, decimals: 0, blank: false };
    let huge =
        Report { scalars: vec![known(i64::MAX); SCALARS.len()], rows: vec![vec![known(i64::MAX); COLUMNS.len()]; 2] };
    for check in
        ["甲 + 乙 > 丙", "甲 * 分 = 乙 * 重", "合计(项目.额) > 0", "任一(项目.额 * 项目.数 > 0)", "有值(甲 * 分)"]
    {
        let formula = Formula::check(check, &schema).unwrap();
        let sql = formula.to_sql(&schema, &Layout::default()).unwrap();
        assert_eq!(ask(&database(&schema, &huge), &sql, "\"report\""), ["overflow"], "{check}");
        let strict = Layout { dialect: Dialect::Ansi, ..Layout::default() };
        assert_eq!(formula.to_sql(&schema, &strict), Err(SqlError::Overflow), "{check}");
    }
    let exact = Formula::check("甲 = 乙", &schema).unwrap().to_sql(&schema, &Layout::default()).unwrap();
    assert_eq!(ask(&database(&schema, &huge), &exact, "\"report\""), ["holds"]);
}

#[test]
fn the_execution_rate_is_cross_multiplied() {
    let schema =
        Schema::new().scalar("执行率", Type::Ratio).scalar("执行数", Type::Money).scalar("预算数", Type::Money);
    let sql = Formula::check("执行率 = 执行数 / 预算数", &schema).unwrap().to_sql(&schema, &Layout::default()).unwrap();
    assert!(!sql.condition.contains('/'), "{}", sql.condition);
    let database = Connection::open_in_memory().unwrap();
    database
        .execute_batch(
            "CREATE TABLE report (id, 执行率, 执行率__half, 执行率__decimals, 执行数, 执行数__half, 预算数, 预算数__half);
             INSERT INTO report VALUES (1, 9963, 1, 2, 270900000, 10000, 271900000, 10000);
             INSERT INTO report VALUES (2, 9964, 1, 2, 270900000, 10000, 271900000, 10000);
             INSERT INTO report VALUES (3, 9780, 1, 2, 978069, 1, 1000000, 1);
             INSERT INTO report VALUES (4, 9780, 1, 2, 978069, 1, 0, 1);
             INSERT INTO report VALUES (5, NULL, NULL, NULL, 978069, 1, 1, 1);",
        )
        .unwrap();
    assert_eq!(ask(&database, &sql, "report"), ["holds", "fails", "holds", "unknown", "unknown"]);
}

#[test]
fn a_mistyped_column_is_an_error_and_not_a_text() {
    let schema = Schema::new().scalar("名", Type::Text);
    let sql = Formula::check("名 = '名'", &schema).unwrap().to_sql(&schema, &Layout::default()).unwrap();
    let database = Connection::open_in_memory().unwrap();
    database.execute_batch("CREATE TABLE report (id, 别名)").unwrap();
    assert!(database.prepare(&format!("SELECT {} FROM report", sql.verdict())).is_err());
    assert_eq!(sql.condition, "(\"report\".\"名\" = '名')");
}

#[test]
fn what_has_no_sql_says_why() {
    let schema = schema(i64::MAX);
    let refused = |text: &str| Formula::compile(text, &schema).unwrap().to_sql(&schema, &Layout::default());
    assert_eq!(refused("甲 + 乙"), Err(SqlError::NoCondition));
    assert_eq!(refused("合计(项目.额 / 项目.数) > 0"), Err(SqlError::QuotientOverRows));
    let many = vec!["甲 / 乙"; 30].join(", ");
    assert_eq!(refused(&format!("最小({many}) > 0")), Err(SqlError::TooLarge));
}
