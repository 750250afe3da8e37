//! `预算执行率（10分） | 10 | 9.75` below the indicators: the points of the fund block, printed there.

use kanhe_report::FundKey;

use super::Reader;
use super::grid::{Grid, Slot};
use super::header::{Column, Header};
use super::indicators::Row;
use super::value::{nothing, parse_points, score};

impl Reader<'_> {
    /// A row that gives the execution rate its points, without a target or a result. `true` if it was one.
    pub fn execution_row(&mut self, header: &Header, grid: &Grid<'_>, slots: &[Slot]) -> bool {
        let Some(label) = slots.iter().find(|s| s.own && !grid.is_blank(s.cell)) else { return false };
        let bare = &grid.label(label.cell).bare;
        let named = matches!(bare.as_str(), "预算执行率" | "执行率" | "资金执行率" | "预算执行" | "预算执行情况");
        if label.from != 0 && !header.overlaps(label.from, label.to, |c| c == Column::Level1) || !named {
            return false;
        }
        let row = Row::new(header, grid, slots);
        let points = |column| row.slot(column).filter(|s| s.own && parse_points(grid.text(s.cell)).is_some()).copied();
        let (weight, scored) = (points(Column::Weight), points(Column::Score));
        let others = slots.iter().filter(|s| s.own && s.cell != label.cell && !grid.is_blank(s.cell));
        let only = others.filter(|s| nothing(grid.text(s.cell)).is_none()).all(|s| {
            [weight, scored].into_iter().flatten().any(|p| p.cell == s.cell)
                || grid.text(s.cell) == grid.text(label.cell)
        });
        if !only || scored.is_none() {
            return false;
        }
        let number = self.number();
        let Some(line) = self.out.funds.iter_mut().rfind(|f| f.form == number && f.line == FundKey::Total) else {
            return false;
        };
        let unread = &mut self.out.unread;
        if line.weight.value.is_none()
            && let Some(slot) = weight
        {
            line.weight = score(grid, slot.cell, unread);
        }
        if line.score.value.is_none()
            && let Some(slot) = scored
        {
            line.score = score(grid, slot.cell, unread);
        }
        true
    }
}
