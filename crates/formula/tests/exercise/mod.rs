//! What the fuzz target and the replay of its seeds do with a text: everything that can be done with a formula.

use kanhe_formula::sql::Layout;
use kanhe_formula::{Content, Facts, Figure, Formula, Schema, Type, Verdict, decimal, parse, type_check, whole};

/// Figures that differ by slot and row; every fourth one is missing.
struct Figures;

impl Figures {
    fn figure(seed: usize, ty: Type) -> Figure<'static> {
        let content = match (seed % 4, ty) {
            (3, _) => Content::Blank,
            (_, Type::Text) => Content::Text("优"),
            (n, Type::Boolean) => Content::Boolean(n == 0),
            (n, _) => Content::Number(i128::try_from(n).map_or(whole(0), |n| whole(n * 1_000_000))),
        };
        Figure { half_unit: decimal(5, 3).unwrap_or(whole(0)), decimals: 2, ..Figure::new(content) }
    }
}

const FIELDS: [(&str, Type); 5] =
    [("甲", Type::Money), ("支出.合计", Type::Money), ("率", Type::Ratio), ("名", Type::Text), ("是", Type::Boolean)];

impl Facts for Figures {
    fn scalar(&self, slot: usize) -> Figure<'_> {
        Self::figure(slot, FIELDS.get(slot).map_or(Type::Number, |(_, ty)| *ty))
    }

    fn rows(&self, _: usize) -> Option<usize> {
        Some(3)
    }

    fn cell(&self, _: usize, row: usize, column: usize) -> Figure<'_> {
        Self::figure(row + column, FIELDS.get(column).map_or(Type::Number, |(_, ty)| *ty))
    }
}

/// Reads a text; what can be read is printed, read back, checked, evaluated, explained and turned into SQL.
pub fn exercise(text: &str) {
    let expr = match parse(text) {
        Ok(expr) => expr,
        Err(error) => {
            assert!(text.get(error.span.clone()).is_some(), "{error:?}");
            assert!(!error.message_zh().is_empty() && !error.message_en().is_empty());
            return;
        }
    };
    let printed = expr.to_string();
    if printed.chars().count() <= kanhe_formula::MAX_LENGTH {
        assert_eq!(parse(&printed).as_ref(), Ok(&expr), "{printed}");
    }
    let mut schema = Schema::new().table("项目", &FIELDS);
    for (name, ty) in FIELDS {
        schema = schema.scalar(name, ty);
    }
    let formula: Formula = match type_check(&expr, &schema) {
        Ok(formula) => formula,
        Err(error) => {
            assert!(text.get(error.span.clone()).is_some(), "{error:?}");
            return;
        }
    };
    let evaluation = formula.evaluate(&Figures);
    assert_eq!(formula.verdict(&Figures), evaluation.verdict);
    assert_eq!(formula.value(&Figures), evaluation.outcome);
    assert!(evaluation.missing().next().is_none() || matches!(evaluation.verdict, Verdict::Unknown { .. }));
    formula.explain(&evaluation, |_| String::new());
    match formula.to_sql(&schema, &Layout::default()) {
        Ok(sql) => assert!(!sql.verdict().is_empty()),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}
