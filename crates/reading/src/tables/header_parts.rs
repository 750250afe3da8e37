//! One head cell over several columns of names: `二级指标 / 三级指标`, or 指标名称 over a kind and a name.

use kanhe_policy::terms::{TermGroup, Terms};

use super::grid::{Grid, Slot};
use super::header::{Column, Head, Header};
use crate::label::Label;

/// Rows below a head that are looked at.
const ROWS: u32 = 8;

impl Header {
    /// Divides heads that name several levels, and heads that stand over several columns of names.
    pub fn part_heads(&mut self, grid: &Grid<'_>, slots: &[Slot], terms: &Terms) {
        if self.copies > 0 || self.count(Column::is_level) == 0 {
            return;
        }
        let Some(row) = slots.iter().find(|s| s.own).and_then(|s| grid.get(s.cell)).map(|c| c.row) else { return };
        let mut at = 0;
        while let Some(head) = self.heads.get(at).copied() {
            at += 1;
            if !head.column.is_level() {
                continue;
            }
            let mut named = levels_named(grid.text(head.cell), terms);
            if head.to - head.from == 1 {
                if let [.., last] = named.as_slice()
                    && named.len() > 1
                    && let Some(head) = self.heads.get_mut(at - 1)
                {
                    // One column for both: its cells say `数量指标：养护里程`.
                    head.column = *last;
                }
                continue;
            }
            if named.len() < 2 {
                named = self.levels_unnamed(head);
            }
            let Some(starts) = starts(grid, row, head, named.len()) else { continue };
            let ends = starts.iter().skip(1).copied().chain([head.to]);
            let parts: Vec<Head> = named
                .into_iter()
                .zip(starts.iter().zip(ends))
                .map(|(column, (from, to))| Head { column, from: *from, to, ..head })
                .collect();
            self.heads.splice(at - 1..at, parts);
        }
    }

    /// The level of a wide head with the one that no other head names: 二级指标 and 三级指标 under 指标名称.
    fn levels_unnamed(&self, head: Head) -> Vec<Column> {
        match head.column {
            Column::Level3 if !self.has(Column::Level2) => vec![Column::Level2, Column::Level3],
            Column::Level2 if !self.has(Column::Level3) => vec![Column::Level2, Column::Level3],
            _ => Vec::new(),
        }
    }
}

/// The levels that a head names one after the other.
fn levels_named(text: &str, terms: &Terms) -> Vec<Column> {
    let mut out: Vec<Column> = Vec::new();
    for part in text.split(['/', '／', '、', '\n', '＋', '+', '及', '和', '-', '—', '－', '|']) {
        let label = Label::of(part);
        let column = label.exact(terms, TermGroup::Column).and_then(Column::from_key);
        if let Some(column) = column.filter(|c| c.is_level())
            && !out.contains(&column)
        {
            out.push(column);
        }
    }
    out
}

/// Where the columns under a head begin, from the first rows with as many cells there.
fn starts(grid: &Grid<'_>, row: u32, head: Head, parts: usize) -> Option<Vec<u32>> {
    if parts < 2 {
        return None;
    }
    (row + 1..row.saturating_add(ROWS)).find_map(|r| {
        let slots = grid.slots(r);
        let under = slots.iter().filter(|s| head.from <= s.from && s.to <= head.to && !grid.is_blank(s.cell));
        let starts: Vec<u32> = under.map(|s| s.from).collect();
        (starts.len() == parts && starts.first() == Some(&head.from)).then_some(starts)
    })
}
