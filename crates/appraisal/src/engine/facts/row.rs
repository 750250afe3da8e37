//! A row of facts: what a formula is asked of.

use kanhe_report::Place;

use super::leaf::Leaf;

/// The leaves of a row, in the order of its kind's fields: single values first counted on their own, then the rows of
/// each field that holds rows.
#[derive(Debug, Clone, Default)]
pub(crate) struct Row<'a> {
    /// Single values, in field order.
    pub scalars: Vec<Leaf<'a>>,
    /// For each field of rows, in field order: its rows.
    pub tables: Vec<Vec<Vec<Leaf<'a>>>>,
    /// Where the row stands, for a row whose figures have no place.
    pub anchor: Option<&'a Place>,
}

impl<'a> Row<'a> {
    /// A row of single values.
    pub fn of(scalars: impl IntoIterator<Item = Leaf<'a>>) -> Self {
        Self { scalars: scalars.into_iter().collect(), tables: Vec::new(), anchor: None }
    }

    /// The same row with a field of rows, each a name and a figure.
    pub fn with_parts(mut self, parts: impl IntoIterator<Item = (Leaf<'a>, Leaf<'a>)>) -> Self {
        self.tables.push(parts.into_iter().map(|(name, figure)| vec![name, figure]).collect());
        self
    }

    /// The same row with a field of rows.
    pub fn with_rows(mut self, rows: Vec<Vec<Leaf<'a>>>) -> Self {
        self.tables.push(rows);
        self
    }

    /// The same row with a place of its own.
    pub fn at(mut self, place: &'a Place) -> Self {
        self.anchor = Some(place);
        self
    }
}

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FieldKind {
    /// Money.
    Money,
    /// A count, weight or score.
    Number,
    /// A percentage.
    Percent,
    /// A text.
    Text,
    /// Yes or no.
    Boolean,
    /// Rows of that kind.
    Rows(&'static str),
}

/// A kind of row: its name, its fields in slot order, and how its rows are taken from a report.
pub(crate) struct RowKind {
    /// The name, as in `facts.toml`.
    pub name: &'static str,
    /// Fields in slot order.
    pub fields: &'static [(&'static str, FieldKind)],
    /// Its rows; none for a kind that only stands inside others.
    pub rows: for<'a> fn(&super::Source<'a>) -> Vec<Row<'a>>,
}
