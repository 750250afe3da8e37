//! The column grid of a table from where its rows' cells begin and end. Rows state positions, not columns; positions
//! that differ by less than a cell can be wide are one.

use std::collections::HashMap;

/// Positions nearer than this, in twentieths of a point, are one (2 mm are 113).
pub(crate) const NEAR: i32 = 40;

/// The grid of a table.
#[derive(Debug, Default)]
pub(crate) struct Columns {
    /// Column by position.
    columns: HashMap<i32, u32>,
}

impl Columns {
    /// The grid of rows with these edges, each row's ascending (see [`straight`]).
    pub fn new<'r>(rows: impl Iterator<Item = &'r [i32]> + Clone) -> Self {
        // Edges of one row are never one.
        let mut apart: HashMap<i32, i32> = HashMap::new();
        for row in rows.clone() {
            for pair in row.windows(2) {
                if let [left, right] = pair
                    && right.saturating_sub(*left) <= NEAR
                {
                    let most = apart.entry(*right).or_insert(*left);
                    *most = (*most).max(*left);
                }
            }
        }
        let mut edges: Vec<i32> = rows.flatten().copied().collect();
        edges.sort_unstable();
        edges.dedup();
        let mut columns = HashMap::with_capacity(edges.len());
        let mut column = 0;
        let mut first = None;
        for edge in edges {
            if let Some(start) = first
                && (edge.saturating_sub(start) > NEAR || apart.get(&edge).is_some_and(|left| *left >= start))
            {
                column += 1;
                first = Some(edge);
            }
            first = first.or(Some(edge));
            columns.insert(edge, column);
        }
        Self { columns }
    }

    /// The column that begins at a position.
    pub fn at(&self, edge: i32) -> u32 {
        self.columns.get(&edge).copied().unwrap_or(0)
    }
}

/// Makes a row's edges ascend, one for each cell and one more.
pub(crate) fn straight(edges: &[i32], cells: usize) -> Vec<i32> {
    let mut straight: Vec<i32> = Vec::with_capacity(cells + 1);
    for at in 0..=cells {
        let least = straight.last().map(|last| last.saturating_add(1));
        let edge = edges.get(at).copied().or_else(|| straight.last().map(|last| last.saturating_add(STANDARD)));
        let edge = edge.unwrap_or(0);
        straight.push(least.map_or(edge, |least| edge.max(least)));
    }
    straight
}

/// Width of a cell whose row does not state it.
const STANDARD: i32 = 1440;
