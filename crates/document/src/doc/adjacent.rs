//! Tables that follow each other with nothing between are one run of rows in this format. Rows of one table share
//! edges of cells, if not with the next row then over some others; where no edge reaches across, another table begins.

use crate::word::columns::NEAR;

/// A row, as far as it tells tables apart.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edges<'r> {
    /// Left edge of each cell and right edge of the last.
    pub edges: &'r [i32],
    /// A cell continues the one above: it is one table for certain.
    pub continues: bool,
}

impl<'r> Edges<'r> {
    /// The edges between cells.
    fn inner(&self) -> &'r [i32] {
        self.edges.get(1..self.edges.len().saturating_sub(1)).unwrap_or_default()
    }
}

/// Differences, in twentieths of a point, that rounding makes.
const SAME: i32 = 3;

/// Fewer edges between cells, or fewer rows, make no table: the last row of a form often has places of its own for
/// signatures.
const FEWEST: usize = 2;

/// The rows with which another table begins, in order.
pub(super) fn breaks(rows: &[Edges<'_>]) -> Vec<usize> {
    let mut places: Vec<(i32, usize)> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        places.extend(row.inner().iter().map(|edge| (*edge, at)));
    }
    places.sort_unstable();
    // How far down the edges of each row reach.
    let mut reach: Vec<usize> = (0..rows.len()).collect();
    for same in places.chunk_by(|left, right| right.0.saturating_sub(left.0) <= SAME) {
        let first = same.iter().map(|(_, at)| *at).min().unwrap_or(0);
        let last = same.iter().map(|(_, at)| *at).max().unwrap_or(0);
        if let Some(reach) = reach.get_mut(first) {
            *reach = last.max(*reach);
        }
    }
    let mut found = Vec::new();
    let (mut bottom, mut above): (usize, Option<Vec<i32>>) = (0, None);
    let mut start = 0;
    for at in 0..rows.len() {
        bottom = bottom.max(reach.get(at).copied().unwrap_or(at));
        let goes_on = bottom > at || rows.get(at + 1).is_some_and(|next| next.continues);
        if goes_on {
            continue;
        }
        // A group of rows ends here. A title without edges belongs to what follows.
        let edges = rows.get(start..=at).and_then(table);
        if let Some(edges) = edges {
            let is_apart = above.as_ref().is_some_and(|above| near(&edges, above) <= edges.len() / 2);
            if is_apart {
                found.push(start);
            }
            above = Some(edges);
            start = at + 1;
        }
    }
    found
}

/// The edges of rows that are enough for a table, ascending.
fn table(rows: &[Edges<'_>]) -> Option<Vec<i32>> {
    let mut edges: Vec<i32> = rows.iter().flat_map(|row| row.inner()).copied().collect();
    edges.sort_unstable();
    edges.dedup();
    let divided = rows.iter().filter(|row| !row.inner().is_empty()).count();
    (edges.len() >= FEWEST && divided >= FEWEST).then_some(edges)
}

/// How many edges have one in `others` that is so near that a hand has drawn them to be one.
fn near(edges: &[i32], others: &[i32]) -> usize {
    let has = |edge: &&i32| {
        let next = others.partition_point(|other| *other < edge.saturating_sub(NEAR));
        others.get(next).is_some_and(|other| *other <= edge.saturating_add(NEAR))
    };
    edges.iter().filter(has).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(rows: &[&[i32]]) -> Vec<usize> {
        breaks(&rows.iter().map(|edges| Edges { edges, continues: false }).collect::<Vec<_>>())
    }

    #[test]
    fn two_forms_one_below_the_other_are_two_tables() {
        let funds: &[i32] = &[0, 1157, 2902, 4025, 10205];
        let indicators: &[i32] = &[0, 802, 2050, 4181, 6312, 10205];
        let title: &[i32] = &[0, 10205];
        assert_eq!(of(&[title, funds, funds, indicators, indicators]), [3]);
        assert_eq!(of(&[funds, funds, title, indicators, indicators]), [2]);
    }

    #[test]
    fn rows_of_one_form_stay_together() {
        let head: &[i32] = &[0, 1157, 5000, 7000, 10205];
        let all: &[i32] = &[0, 1157, 2902, 4025, 10205];
        let title: &[i32] = &[0, 10205];
        let signatures: &[i32] = &[0, 3400, 6800, 10205];
        assert_eq!(of(&[title, head, all, all, title, all, signatures]), []);
        // One row of another cut, after which the form goes on.
        assert_eq!(of(&[all, all, signatures, all, all]), []);
        // The head shares no edge with the funds below it, and both do with the indicators.
        let (unit, funds): (&[i32], &[i32]) = (&[0, 1600, 5000, 6800, 10205], &[0, 800, 2400, 4200, 10205]);
        assert_eq!(of(&[unit, unit, funds, funds, &[0, 800, 1600, 2400, 4200, 5000, 6800, 10205]]), []);
    }
}
