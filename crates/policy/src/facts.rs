//! The names of the formula language: rows (tables of facts) with their fields and types, from `facts.toml`.

use kanhe_formula::{Field, Schema, Type};
use kanhe_report::Wording;
use serde::Deserialize;

use crate::value::wording;

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FactType {
    /// An amount of money.
    Money,
    /// A plain number: points, counts.
    Number,
    /// A percentage.
    Percent,
    /// Text.
    Text,
    /// True or false.
    Boolean,
    /// Rows of another table: its fields are reached by `项目.实际支出` inside 合计, 任一 and the like.
    Rows,
}

impl FactType {
    /// As a file writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Money => "money",
            Self::Number => "number",
            Self::Percent => "percent",
            Self::Text => "text",
            Self::Boolean => "boolean",
            Self::Rows => "rows",
        }
    }

    /// The type in the formula language; `None` for rows, which are a table there.
    pub const fn formula_type(self) -> Option<Type> {
        match self {
            Self::Money => Some(Type::Money),
            Self::Number => Some(Type::Number),
            Self::Percent => Some(Type::Ratio),
            Self::Text => Some(Type::Text),
            Self::Boolean => Some(Type::Boolean),
            Self::Rows => None,
        }
    }
}

/// A field of a row.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// `基本支出`, `支出.合计`.
    pub name: String,
    /// What it holds.
    #[serde(rename = "type")]
    pub kind: FactType,
    /// For `rows`: the name of the row they are made of.
    #[serde(default)]
    pub of: Option<String>,
    /// What it means.
    #[serde(deserialize_with = "wording")]
    pub doc: Wording,
}

/// A row: what a check is asked of (`for = "支出陈述"`).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactRow {
    /// `支出陈述`.
    pub name: String,
    /// What it is.
    #[serde(deserialize_with = "wording")]
    pub doc: Wording,
    /// Its fields.
    #[serde(default, rename = "field")]
    pub fields: Vec<Fact>,
}

impl FactRow {
    /// A field by name.
    pub fn field(&self, name: &str) -> Option<&Fact> {
        self.fields.iter().find(|f| f.name == name)
    }
}

/// All rows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// The rows, in order.
    #[serde(default, rename = "row")]
    pub rows: Vec<FactRow>,
}

impl Facts {
    /// A row by name.
    pub fn row(&self, name: &str) -> Option<&FactRow> {
        self.rows.iter().find(|r| r.name == name)
    }

    /// The schema of formulas asked of a row: its fields by their names in order, and for each field of type `rows` a
    /// table of that name (`合计(各部分.金额)`). `None` where there is no such row.
    pub fn schema(&self, row: &str) -> Option<Schema> {
        let mut schema = Schema::new();
        for field in &self.row(row)?.fields {
            match field.kind.formula_type() {
                Some(ty) => {
                    schema.add_scalar(Field::new(&field.name, ty));
                }
                None => {
                    let columns = field.of.as_deref().and_then(|of| self.row(of)).map(|r| r.fields.as_slice());
                    let columns = columns.unwrap_or_default().iter();
                    let columns = columns.filter_map(|f| Some(Field::new(&f.name, f.kind.formula_type()?)));
                    schema.add_table(&field.name, columns);
                }
            }
        }
        Some(schema)
    }

    /// Every name that a formula asked of `row` may use.
    pub fn names(&self, row: &str) -> Vec<String> {
        let mut names = Vec::new();
        for field in self.row(row).map(|r| r.fields.as_slice()).unwrap_or_default() {
            names.push(field.name.clone());
            let below = field.of.as_deref().filter(|_| field.kind == FactType::Rows).and_then(|of| self.row(of));
            names.extend(below.into_iter().flat_map(|r| &r.fields).map(|f| format!("{}.{}", field.name, f.name)));
        }
        names
    }
}
