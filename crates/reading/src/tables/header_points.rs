//! Two heads that both may say a score (评分 | 自评, 分数 | 评分): the figures below tell points from scores.

use kanhe_report::Decimal;

use super::grid::Grid;
use super::header::{Column, Head, Header};
use super::value::parse_points;

/// Rows below a header that are looked at.
const ROWS: u32 = 200;

impl Header {
    /// Settles what columns of points hold that their heads leave open. `row` is the first row below the header.
    pub fn settle_points(&mut self, grid: &Grid<'_>, row: u32) {
        let scores: Vec<Head> = self.heads.iter().filter(|h| h.column == Column::Score).copied().collect();
        if scores.len() < 2 {
            return;
        }
        if self.has(Column::Weight) {
            self.own_score_first(grid, &scores);
            return;
        }
        let [first, second, ..] = scores.as_slice() else { return };
        let pairs = figures(grid, row, *first, *second);
        let open = |head: &Head| may_be_points(&grid.label(head.cell).bare);
        let (above, below) = (pairs.iter().any(|(a, b)| a > b), pairs.iter().any(|(a, b)| a < b));
        let points = match (above, below) {
            _ if pairs.is_empty() => return,
            (true, false) if open(first) => first,
            (false, true) if open(second) => second,
            // Everything scored in full: points stand left of scores.
            (false, false) if open(first) => first,
            (false, false) if open(second) => second,
            _ => return,
        };
        if let Some(head) = self.heads.iter_mut().find(|h| h.cell == points.cell && h.from == points.from) {
            head.column = Column::Weight;
        }
        self.name_weights_of_levels();
    }

    /// Beside 自评得分 any other score is that of a review.
    fn own_score_first(&mut self, grid: &Grid<'_>, scores: &[Head]) {
        let own = |h: &Head| {
            let label = &grid.label(h.cell).bare;
            label.contains("自评") || label.contains("自我")
        };
        let Some(kept) = scores.iter().find(|h| own(h)).filter(|_| scores.iter().filter(|h| own(h)).count() == 1)
        else {
            return;
        };
        for head in self.heads.iter_mut().filter(|h| h.column == Column::Score && h.from != kept.from) {
            head.column = Column::Review;
        }
    }
}

/// 评分, 分数 say neither points nor what was reached.
fn may_be_points(label: &str) -> bool {
    !["得", "自评", "自我", "实", "复核", "审核", "最终", "打分"].iter().any(|w| label.contains(w))
}

/// The figures of two columns, row by row, to the end of the block.
fn figures(grid: &Grid<'_>, row: u32, first: Head, second: Head) -> Vec<(Decimal, Decimal)> {
    let mut out = Vec::new();
    for r in row..row.saturating_add(ROWS).min(grid.table.rows) {
        let slots = grid.slots(r);
        let under = |h: Head| slots.iter().find(|s| s.own && s.from < h.to && h.from < s.to).map(|s| grid.text(s.cell));
        let (Some(a), Some(b)) = (under(first), under(second)) else { continue };
        match (parse_points(a), parse_points(b)) {
            (Some(a), Some(b)) => out.push((a, b)),
            // Another header.
            (None, None) if !a.is_empty() && !b.is_empty() && a != b => break,
            _ => {}
        }
    }
    out
}
