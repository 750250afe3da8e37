//! Rows of a table, whose cells state where their right edge is, to a grid of columns.

use crate::error::ReadError;
use crate::limits::Limits;
use crate::model::Block;
use crate::word::columns::{Columns, straight};
use crate::word::table::{CellProperties, Merge, RawCell, TableBuilder};

/// What `\trowd` and the words behind it say of a row.
#[derive(Debug, Clone, Default)]
pub(super) struct RowShape {
    pub(super) left: i32,
    /// It is its table's last, as some writers say.
    pub(super) last: bool,
    pub(super) cells: Vec<CellShape>,
    /// What is said of the cell whose edge comes next.
    pub(super) next: CellShape,
}

#[derive(Debug, Clone, Copy, Default)]
pub(super) struct CellShape {
    pub(super) edge: i32,
    pub(super) vertical: Merge,
    pub(super) horizontal: Merge,
}

/// A cell's content.
#[derive(Debug, Default)]
pub(super) struct Content {
    pub(super) text: String,
    /// Nested tables and text boxes.
    pub(super) inside: Vec<Block>,
}

/// A row with its content: one edge more than cells, ascending.
#[derive(Debug)]
pub(super) struct Row {
    edges: Vec<i32>,
    cells: Vec<(CellShape, Content)>,
}

impl Row {
    /// Brings shape and content together: a shape without a cell is blank.
    pub(super) fn new(shape: &RowShape, content: Vec<Content>) -> Self {
        let count = shape.cells.len().max(content.len());
        let stated: Vec<i32> = std::iter::once(shape.left).chain(shape.cells.iter().map(|cell| cell.edge)).collect();
        let mut content = content.into_iter();
        let cells =
            (0..count).map(|at| (shape.cells.get(at).copied().unwrap_or_default(), content.next().unwrap_or_default()));
        Self { edges: straight(&stated, count), cells: cells.collect() }
    }

    pub(super) fn cells(&self) -> usize {
        self.cells.len()
    }
}

/// Lays the rows out. `number` and `parent` are provisional, `room` is how many grid positions are still allowed.
pub(super) fn table(
    rows: Vec<Row>,
    (number, parent): (u32, Option<u32>),
    limits: &Limits,
    room: usize,
) -> Result<Vec<Block>, ReadError> {
    let mut builder = TableBuilder::default();
    (builder.table.number, builder.table.parent) = (number, parent);
    let columns = Columns::new(rows.iter().map(|row| row.edges.as_slice()));
    for row in rows {
        builder.open_row();
        let mut edges = row.edges.iter().map(|edge| columns.at(*edge));
        let mut col = edges.next().unwrap_or(0);
        builder.row.before = col;
        for ((shape, content), end) in row.cells.into_iter().zip(edges) {
            let properties = CellProperties {
                span: end.saturating_sub(col),
                vertical: shape.vertical,
                horizontal: shape.horizontal,
                deleted: false,
            };
            builder.push(RawCell { properties, text: content.text, inside: content.inside });
            col = end;
        }
        builder.close_row(limits, room)?;
    }
    Ok(builder.finish())
}
