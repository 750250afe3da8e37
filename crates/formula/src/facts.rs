//! Where values come from: the caller answers by slot.

use crate::exact::{Exact, ZERO};
use crate::schema::{Schema, Slot};

/// What a place holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content<'a> {
    /// An amount in fen, a number, or a percentage as a fraction of one.
    Number(Exact),
    /// A text.
    Text(&'a str),
    /// True or false.
    Boolean(bool),
    /// Nothing was filled in.
    Blank,
    /// A dash: nothing is to be filled in.
    NotApplicable,
    /// Something stands there that could not be read.
    Unreadable,
}

/// Whether a place has a value, and if not, why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// It has a value.
    Known,
    /// It was left blank.
    Blank,
    /// It holds a dash.
    NotApplicable,
    /// It holds something unreadable, or something of another type than declared.
    Unreadable,
}

/// One figure of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure<'a> {
    /// What the place holds.
    pub content: Content<'a>,
    /// Half a unit of the last printed digit, in the value's own unit; zero when the value is exact.
    pub half_unit: Exact,
    /// How many decimals are printed.
    pub decimals: u8,
    /// Whether it was read with doubt.
    pub doubt: bool,
    /// By which the caller finds the place again.
    pub id: u32,
}

impl<'a> Figure<'a> {
    /// An exact figure without doubt, under the id 0.
    #[must_use]
    pub const fn new(content: Content<'a>) -> Self {
        Self { content, half_unit: ZERO, decimals: 0, doubt: false, id: 0 }
    }

    /// An exact number.
    #[must_use]
    pub const fn number(value: Exact) -> Self {
        Self::new(Content::Number(value))
    }

    /// A place left blank.
    #[must_use]
    pub const fn blank() -> Self {
        Self::new(Content::Blank)
    }

    /// The same figure printed with so many decimals in a unit that is worth `unit` (fen for an amount, 1/100 for a
    /// percentage, 1 for a number).
    #[must_use]
    pub fn printed(self, decimals: u8, unit: Exact) -> Self {
        let half_unit = crate::exact::decimal(5, decimals.saturating_add(1)).and_then(|h| crate::exact::mul(h, unit));
        Self { half_unit: half_unit.unwrap_or(ZERO), decimals, ..self }
    }

    /// The same figure, read with doubt.
    #[must_use]
    pub const fn doubtful(self) -> Self {
        Self { doubt: true, ..self }
    }

    /// The same figure under an id.
    #[must_use]
    pub const fn with_id(self, id: u32) -> Self {
        Self { id, ..self }
    }
}

impl Content<'_> {
    /// Whether there is a value, and if not, why.
    #[must_use]
    pub const fn state(&self) -> State {
        match self {
            Content::Number(_) | Content::Text(_) | Content::Boolean(_) => State::Known,
            Content::Blank => State::Blank,
            Content::NotApplicable => State::NotApplicable,
            Content::Unreadable => State::Unreadable,
        }
    }
}

/// Answers what a report states, by the slots of the [`Schema`] that a formula was checked against.
pub trait Facts {
    /// A single value.
    fn scalar(&self, slot: usize) -> Figure<'_>;
    /// How many rows a table has; `None` when the report has no such table, which makes every function over its
    /// rows unknown.
    fn rows(&self, table: usize) -> Option<usize>;
    /// A cell of a table.
    fn cell(&self, table: usize, row: usize, column: usize) -> Figure<'_>;
}

impl<F: Facts + ?Sized> Facts for &F {
    fn scalar(&self, slot: usize) -> Figure<'_> {
        (**self).scalar(slot)
    }

    fn rows(&self, table: usize) -> Option<usize> {
        (**self).rows(table)
    }

    fn cell(&self, table: usize, row: usize, column: usize) -> Figure<'_> {
        (**self).cell(table, row, column)
    }
}

/// The facts as one row of a table sees them: for a formula checked against [`Schema::for_row`].
#[derive(Debug, Clone, Copy)]
pub struct RowFacts<'f, F: ?Sized> {
    facts: &'f F,
    table: usize,
    row: usize,
    first: usize,
}

impl<'f, F: Facts + ?Sized> RowFacts<'f, F> {
    /// `schema` is the one without the row; `table` and `row` say which row is asked.
    #[must_use]
    pub fn new(facts: &'f F, schema: &Schema, table: usize, row: usize) -> Self {
        Self { facts, table, row, first: schema.scalars().len() }
    }
}

impl<F: Facts + ?Sized> Facts for RowFacts<'_, F> {
    fn scalar(&self, slot: usize) -> Figure<'_> {
        match slot.checked_sub(self.first) {
            Some(column) => self.facts.cell(self.table, self.row, column),
            None => self.facts.scalar(slot),
        }
    }

    fn rows(&self, table: usize) -> Option<usize> {
        self.facts.rows(table)
    }

    fn cell(&self, table: usize, row: usize, column: usize) -> Figure<'_> {
        self.facts.cell(table, row, column)
    }
}

/// Facts kept in memory. What is not set is blank; a table has no rows until one is pushed or it is declared empty.
#[derive(Debug, Clone, Default)]
pub struct Sheet<'a> {
    scalars: Vec<Figure<'a>>,
    tables: Vec<Option<Vec<Vec<Figure<'a>>>>>,
}

impl<'a> Sheet<'a> {
    /// Everything blank, every table absent.
    #[must_use]
    pub fn new(schema: &Schema) -> Self {
        Self {
            scalars: vec![Figure::blank(); schema.scalars().len()],
            tables: schema.tables().iter().map(|_| None).collect(),
        }
    }

    /// Sets a single value by its name; answers whether there is such a name.
    pub fn set(&mut self, schema: &Schema, name: &str, figure: Figure<'a>) -> bool {
        let place = match schema.slot(name) {
            Some(Slot::Scalar(slot)) => self.scalars.get_mut(slot),
            _ => None,
        };
        place.map(|place| *place = figure).is_some()
    }

    /// Declares that a table is there, though perhaps without rows.
    pub fn open(&mut self, table: usize) {
        if let Some(rows) = self.tables.get_mut(table) {
            rows.get_or_insert_with(Vec::new);
        }
    }

    /// Adds a row: the cells in column order.
    pub fn push(&mut self, table: usize, row: Vec<Figure<'a>>) {
        if let Some(rows) = self.tables.get_mut(table) {
            rows.get_or_insert_with(Vec::new).push(row);
        }
    }
}

impl Facts for Sheet<'_> {
    fn scalar(&self, slot: usize) -> Figure<'_> {
        self.scalars.get(slot).copied().unwrap_or(Figure::blank())
    }

    fn rows(&self, table: usize) -> Option<usize> {
        self.tables.get(table)?.as_ref().map(Vec::len)
    }

    fn cell(&self, table: usize, row: usize, column: usize) -> Figure<'_> {
        let rows = self.tables.get(table).and_then(Option::as_ref);
        rows.and_then(|rows| rows.get(row)?.get(column)).copied().unwrap_or(Figure::blank())
    }
}
