//! The names a formula may use, their types, and the slots by which they are read.

use std::collections::HashMap;

/// The type of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Type {
    /// A plain number: a count, a score, a weight.
    Number,
    /// An amount of money, in fen.
    Money,
    /// A percentage or quotient, as a fraction of one.
    Ratio,
    /// A text.
    Text,
    /// True or false.
    Boolean,
}

impl Type {
    /// The type in Chinese.
    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Type::Number => "数",
            Type::Money => "金额",
            Type::Ratio => "百分比",
            Type::Text => "文字",
            Type::Boolean => "真假值",
        }
    }

    /// The type in English.
    #[must_use]
    pub fn en(self) -> &'static str {
        match self {
            Type::Number => "a number",
            Type::Money => "an amount of money",
            Type::Ratio => "a percentage",
            Type::Text => "a text",
            Type::Boolean => "true or false",
        }
    }

    /// Whether one can calculate with it.
    #[must_use]
    pub fn is_numeric(self) -> bool {
        matches!(self, Type::Number | Type::Money | Type::Ratio)
    }

    /// Whether it is an amount of money.
    #[must_use]
    pub fn is_money(self) -> bool {
        self == Type::Money
    }
}

/// One named value: a cell of the report, or a column of a table in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The name, within its table for a column.
    pub name: String,
    /// The type.
    pub ty: Type,
    /// The column's name in a database; that of the field unless told.
    pub column: String,
    /// Decimals kept in a database: it stores `value × 10^scale` (for money: fen × 10^scale) as an integer.
    pub scale: u8,
    /// The largest magnitude that the stored integer may have; `i64::MAX` promises nothing.
    pub bound: i64,
}

impl Field {
    /// A field stored under its own name: money as whole fen, a number with 2 decimals, a percentage with 4
    /// (two decimals of the percentage).
    #[must_use]
    pub fn new(name: &str, ty: Type) -> Self {
        let scale = match ty {
            Type::Number => 2,
            Type::Ratio => 4,
            Type::Money | Type::Text | Type::Boolean => 0,
        };
        Self { name: name.to_owned(), ty, column: name.to_owned(), scale, bound: i64::MAX }
    }

    /// The same field with so many decimals stored.
    #[must_use]
    pub fn with_scale(self, scale: u8) -> Self {
        Self { scale, ..self }
    }

    /// The same field with a promise about the stored integer's magnitude.
    #[must_use]
    pub fn with_bound(self, bound: i64) -> Self {
        Self { bound, ..self }
    }

    /// The same field stored under another name.
    #[must_use]
    pub fn with_column(self, column: &str) -> Self {
        Self { column: column.to_owned(), ..self }
    }
}

/// A table inside the report: the project lines, the indicators.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The name.
    pub name: String,
    /// Its table in a database; its own name unless told.
    pub relation: String,
    /// Its columns, in slot order.
    pub columns: Vec<Field>,
}

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Slot {
    /// A single value.
    Scalar(usize),
    /// A table.
    Table(usize),
    /// A column of a table.
    Column {
        /// The table's slot.
        table: usize,
        /// The column's slot within it.
        column: usize,
    },
}

/// The names that a formula may use. Slots count from 0 in the order of declaration.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Schema {
    scalars: Vec<Field>,
    tables: Vec<Table>,
    names: HashMap<String, Slot>,
    /// The table that one row is asked of, and the first scalar slot of its columns.
    row: Option<(usize, usize)>,
}

impl Schema {
    /// No names.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Declares a single value and answers its slot. A later declaration of the same name hides an earlier one.
    pub fn add_scalar(&mut self, field: Field) -> usize {
        let slot = self.scalars.len();
        self.names.insert(field.name.clone(), Slot::Scalar(slot));
        self.scalars.push(field);
        slot
    }

    /// Declares a table and answers its slot.
    pub fn add_table(&mut self, name: &str, columns: impl IntoIterator<Item = Field>) -> usize {
        let table = self.tables.len();
        let columns: Vec<Field> = columns.into_iter().collect();
        self.names.insert(name.to_owned(), Slot::Table(table));
        for (column, field) in columns.iter().enumerate() {
            self.names.insert(format!("{name}.{}", field.name), Slot::Column { table, column });
        }
        self.tables.push(Table { name: name.to_owned(), relation: name.to_owned(), columns });
        table
    }

    /// The same schema with one more single value.
    #[must_use]
    pub fn scalar(mut self, name: &str, ty: Type) -> Self {
        self.add_scalar(Field::new(name, ty));
        self
    }

    /// The same schema with one more table.
    #[must_use]
    pub fn table(mut self, name: &str, columns: &[(&str, Type)]) -> Self {
        self.add_table(name, columns.iter().map(|(name, ty)| Field::new(name, *ty)));
        self
    }

    /// A second name for something declared before; answers whether there is such a thing.
    pub fn add_alias(&mut self, alias: &str, name: &str) -> bool {
        match self.names.get(name) {
            Some(slot) => {
                self.names.insert(alias.to_owned(), *slot);
                true
            }
            None => false,
        }
    }

    /// The schema for a formula that is asked of one row of `table`: that table's columns can also be used by
    /// their bare names. They take the scalar slots from [`Schema::scalars`]`.len()` on, in column order; read
    /// them through [`RowFacts`](crate::RowFacts). `None` when there is no such table.
    #[must_use]
    pub fn for_row(&self, table: &str) -> Option<Schema> {
        let Some(Slot::Table(slot)) = self.slot(table) else { return None };
        let mut schema = self.clone();
        schema.row = Some((slot, self.scalars.len()));
        for field in &self.tables.get(slot)?.columns {
            schema.add_scalar(field.clone());
        }
        Some(schema)
    }

    /// What a name stands for.
    #[must_use]
    pub fn slot(&self, name: &str) -> Option<Slot> {
        self.names.get(name).copied()
    }

    /// The table whose rows a formula is asked of, and the first scalar slot of its columns.
    pub(crate) fn row(&self) -> Option<(usize, usize)> {
        self.row
    }

    /// The single values, in slot order.
    #[must_use]
    pub fn scalars(&self) -> &[Field] {
        &self.scalars
    }

    /// The tables, in slot order.
    #[must_use]
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// All names, in no particular order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.keys().map(String::as_str)
    }
}
