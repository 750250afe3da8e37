//! A check as SQL: integers only, nothing divided (only 四舍五入 uses integer division), NULL for unknown.
//!
//! What the tables must look like is told in `docs/formula.md`; in short: one row a report, one table for each table of
//! the schema whose rows name their report; every numeric column holds `value × 10^scale` as an integer and NULL where
//! there is no value. Beside a column `c` that a comparison reads stand `c__half` (twice the half unit of its last
//! printed digit, in the column's own integers: one unit of that digit; 0 or NULL when exact) and, where figures may be
//! cut off instead of rounded, `c__decimals`; beside one that `空白` asks, `c__blank` (1 when the place was left blank).

mod number;
mod piece;
mod truth;

use std::fmt;

use crate::compile::Formula;
use crate::schema::{Field, Schema, Slot, Table};
use crate::typed::{Leaf, Value};
use piece::Piece;

/// The database that the SQL is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dialect {
    /// SQLite: integers that exceed 64 bits turn into floating-point numbers there, which [`Sql::overflow`] notices.
    #[default]
    Sqlite,
    /// Any other: a formula is refused unless the columns' bounds prove that it stays within 64 bits.
    Ansi,
}

/// How the reports are stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// The database.
    pub dialect: Dialect,
    /// The column that names a report in its own table, which the query must call `"report"`.
    pub key: String,
    /// The column that names the report in the tables of rows.
    pub link: String,
    /// A promise: no table has more rows for one report.
    pub rows: u32,
}

impl Default for Layout {
    fn default() -> Self {
        Self { dialect: Dialect::Sqlite, key: "id".to_owned(), link: "report".to_owned(), rows: 10_000 }
    }
}

/// A check as SQL over a report's row, which the query must call `"report"`; for a schema made by
/// [`Schema::for_row`], the row asked must be called `"row"`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sql {
    /// True, false or NULL: holds (if only within the printed precision), fails, unknown.
    pub condition: String,
    /// True where a number did not fit into 64 bits, so that `condition` says nothing; absent where that is ruled out.
    pub overflow: Option<String>,
}

impl Sql {
    /// An expression for `'holds'`, `'fails'`, `'unknown'` or `'overflow'`.
    #[must_use]
    pub fn verdict(&self) -> String {
        let overflow = self.overflow.as_ref().map(|when| format!("WHEN {when} THEN 'overflow' ")).unwrap_or_default();
        let condition = &self.condition;
        format!(
            "CASE {overflow}WHEN {condition} THEN 'holds' WHEN ({condition}) IS NULL THEN 'unknown' ELSE 'fails' END"
        )
    }
}

/// Why a formula has no SQL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SqlError {
    /// It is no condition.
    NoCondition,
    /// It could exceed 64 bits.
    Overflow,
    /// Its SQL would be too long.
    TooLarge,
    /// It adds up, over rows, quotients with a denominator of their own.
    QuotientOverRows,
    /// The schema is not the one that it was checked against.
    OtherSchema,
}

impl SqlError {
    /// Why, in Chinese.
    #[must_use]
    pub fn message_zh(&self) -> &'static str {
        match self {
            SqlError::NoCondition => "只有条件才能批量核查;这个公式的值不是真假",
            SqlError::Overflow => "数可能超出 64 位整数;请给各栏写明上限或减少小数位",
            SqlError::TooLarge => "公式译成 SQL 太长;请拆成几个公式",
            SqlError::QuotientOverRows => "逐行相除再合计、取最大最小,无法只用整数表示;请先合计再相除",
            SqlError::OtherSchema => "公式不是按这份数据项核对的",
        }
    }

    /// Why, in English.
    #[must_use]
    pub fn message_en(&self) -> &'static str {
        match self {
            SqlError::NoCondition => {
                "only a condition can be asked of many reports; this formula is neither true nor false"
            }
            SqlError::Overflow => "numbers could exceed 64 bits; declare bounds for the columns, or fewer decimals",
            SqlError::TooLarge => "the SQL would be too long; split the formula",
            SqlError::QuotientOverRows => {
                "a quotient for each row cannot be summed or ranked in integers; sum first, then divide"
            }
            SqlError::OtherSchema => "the formula was checked against another schema",
        }
    }
}

impl fmt::Display for SqlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} / {}", self.message_zh(), self.message_en())
    }
}

impl std::error::Error for SqlError {}

impl Formula {
    /// The check as SQL. `schema` must be the one that the formula was checked against.
    ///
    /// # Errors
    /// Why there is no such SQL.
    pub fn to_sql(&self, schema: &Schema, layout: &Layout) -> Result<Sql, SqlError> {
        let Value::Condition(condition) = self.typed() else { return Err(SqlError::NoCondition) };
        let mut writer = Writer { schema, layout, overflows: Vec::new() };
        let condition = writer.condition(condition)?;
        let overflow = (!writer.overflows.is_empty()).then(|| format!("({})", writer.overflows.join(" OR ")));
        Ok(Sql { condition, overflow })
    }
}

/// Writes one formula.
struct Writer<'s> {
    schema: &'s Schema,
    layout: &'s Layout,
    /// Conditions, true where a number of the rows being gone through, or of the report, turned into a float.
    overflows: Vec<String>,
}

/// An identifier, quoted.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A column with the table it is in. The table is always named: a database must not take a column that it does not
/// have for a text.
struct Column<'s> {
    field: &'s Field,
    of: &'static str,
}

impl Column<'_> {
    fn sql(&self) -> String {
        self.companion("")
    }

    fn companion(&self, suffix: &str) -> String {
        format!("\"{}\".{}", self.of, quoted(&format!("{}{suffix}", self.field.column)))
    }
}

impl<'s> Writer<'s> {
    fn column(&self, leaf: Leaf) -> Result<Column<'s>, SqlError> {
        let (field, of) = match leaf.slot {
            Slot::Scalar(slot) => {
                let of_row = self.schema.row().is_some_and(|(_, first)| slot >= first);
                (self.schema.scalars().get(slot), if of_row { "row" } else { "report" })
            }
            Slot::Column { table, column } => (self.table(table)?.columns.get(column), "each"),
            Slot::Table(_) => (None, ""),
        };
        Ok(Column { field: field.ok_or(SqlError::OtherSchema)?, of })
    }

    fn table(&self, table: usize) -> Result<&'s Table, SqlError> {
        self.schema.tables().get(table).ok_or(SqlError::OtherSchema)
    }

    /// The rows of a table that belong to the report.
    fn from(&self, table: usize) -> Result<String, SqlError> {
        let relation = quoted(&self.table(table)?.relation);
        let (link, key) = (quoted(&self.layout.link), quoted(&self.layout.key));
        Ok(format!("FROM {relation} AS \"each\" WHERE \"each\".{link} = \"report\".{key}"))
    }

    /// An argument of an aggregate function. One that names no column of the rows would belong to the outer query.
    fn of_each(&self, text: &str) -> String {
        if text.contains("\"each\".") {
            text.to_owned()
        } else {
            format!("CASE WHEN \"each\".{} IS NOT NULL THEN {text} END", quoted(&self.layout.link))
        }
    }

    /// Notes where a number that is about to be compared may have turned into a float, or refuses it.
    fn watch(&mut self, pieces: &[&Piece]) -> Result<(), SqlError> {
        for piece in pieces.iter().filter(|piece| piece.risky) {
            if self.layout.dialect == Dialect::Ansi {
                return Err(SqlError::Overflow);
            }
            let when = format!("typeof({}) = 'real'", piece.text);
            if !self.overflows.contains(&when) {
                self.overflows.push(when);
            }
            if self.overflows.iter().map(String::len).sum::<usize>() > piece::MAX_TEXT {
                return Err(SqlError::TooLarge);
            }
        }
        Ok(())
    }

    /// Runs `inner` on the rows of a table; what it notes about overflow is asked of every row.
    fn in_rows<T>(
        &mut self,
        table: usize,
        inner: impl FnOnce(&mut Self) -> Result<T, SqlError>,
    ) -> Result<T, SqlError> {
        let outside = std::mem::take(&mut self.overflows);
        let done = inner(self);
        let inside = std::mem::replace(&mut self.overflows, outside);
        if !inside.is_empty() {
            let from = self.from(table)?;
            self.overflows.push(format!("EXISTS (SELECT 1 {from} AND ({}))", inside.join(" OR ")));
        }
        done
    }
}
