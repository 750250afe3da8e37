//! Headers of two rows: `预算数` over `年初 | 调整 | 全年`, `绩效指标` over the levels, with merged cells or without.

use kanhe_policy::terms::{TermGroup, Terms, fold};

use super::grid::{Grid, Slot};
use super::header::{Column, Head, Header};
use crate::label::Label;

impl Header {
    /// The row below as this header's second row, if it is one.
    pub fn second_row(&self, grid: &Grid<'_>, row: u32, slots: &[Slot], terms: &Terms) -> Option<Self> {
        let next = row.checked_add(1)?;
        if self.heads.is_empty() || next >= grid.table.rows || grid.table.is_hidden_row(next) {
            return None;
        }
        let below = grid.slots(next);
        let own: Vec<&Slot> = below.iter().filter(|s| s.own && !grid.is_blank(s.cell)).collect();
        let mut second = Self::read(grid, &below, terms);
        let tops: Vec<Top> =
            slots.iter().filter(|s| !grid.is_blank(s.cell)).map(|s| self.top(grid, slots, s)).collect();
        for slot in &own {
            let Some(top) = tops.iter().find(|t| t.from <= slot.from && slot.to <= t.to) else { continue };
            second.read_with(grid, slot, top, terms);
        }
        second.heads.sort_by_key(|h| h.from);
        for head in second.heads.iter_mut().filter(|h| h.unit.is_none()) {
            let top = tops.iter().find(|t| t.from <= head.from && head.to <= t.to);
            head.unit = top.and_then(|t| self.heads.iter().find(|h| h.cell == t.cell)).and_then(|h| h.unit);
        }
        second.strangers = second.unknown.len();
        let under = |t: &&Top| second.heads.iter().filter(|h| t.from <= h.from && h.to <= t.to).count();
        second.above = tops.iter().filter(|t| under(t) >= 2 && t.to - t.from > 1).map(|t| t.cell).collect();
        let wide = |cell: &usize| {
            let slot = own.iter().find(|s| s.cell == *cell);
            slot.is_some_and(|s| {
                tops.iter().any(|t| t.to - t.from > 1 && t.from <= s.from && s.to <= t.to && under(&t) >= 1)
            })
        };
        let unknown = own.iter().filter(|s| second.unknown.contains(&s.cell));
        let skipped = unknown.map(|s| (s.from, s.to)).collect();
        let fits = !second.heads.is_empty()
            && second.numbers == 0
            && second.unknown.iter().all(wide)
            && own.len() <= second.heads.len() + second.strangers + 1;
        let valued = |c: Column| matches!(c, Column::Target | Column::Actual | Column::Weight | Column::Score);
        let rival = self.is_indicators() && second.is_indicators() && second.count(valued) > 0;
        second.skipped = skipped;
        (fits && !rival && self.may_have(&second, grid, &tops, terms)).then_some(second)
    }

    /// Whether a row below may be the second row of this header: it is a header by itself, or a cell of it spans several
    /// heads of the other.
    fn may_have(&self, below: &Self, grid: &Grid<'_>, tops: &[Top], terms: &Terms) -> bool {
        let spanned = |s: &&Top| below.heads.iter().filter(|h| s.from <= h.from && h.to <= s.to).count() >= 2;
        if self.heads.len() < 2 {
            let block = |s: &Top| grid.label(s.cell).key(terms, TermGroup::Block).is_some();
            return below.heads.len() >= 2 && tops.iter().filter(spanned).any(block);
        }
        self.is_indicators() || self.is_funds() || self.is_projects() || tops.iter().any(|s| spanned(&s))
    }

    /// A cell of the upper row with the columns that it stands over: its own, and the blank ones beside it where the text
    /// has lost its merged cells.
    fn top(&self, grid: &Grid<'_>, slots: &[Slot], slot: &Slot) -> Top {
        let text = grid.text(slot.cell);
        let blank = |s: &&Slot| s.own && s.from >= slot.to && (grid.is_blank(s.cell) || grid.text(s.cell) == text);
        let mut to = slot.to;
        for next in slots.iter().filter(blank) {
            if next.from == to {
                to = next.to;
            }
        }
        let column = self.heads.iter().find(|h| h.cell == slot.cell).map(|h| h.column);
        Top { cell: slot.cell, from: slot.from, to, column }
    }

    /// A cell of the second row that means nothing, or something too general, without the head above it.
    fn read_with(&mut self, grid: &Grid<'_>, slot: &Slot, top: &Top, terms: &Terms) {
        let label = grid.label(slot.cell);
        let at = self.heads.iter().position(|h| h.cell == slot.cell);
        let alone = at.and_then(|i| self.heads.get(i)).map(|h| h.column);
        if label.is_empty() || alone.is_some_and(|c| !matches!(c, Column::Initial | Column::Budget)) {
            return;
        }
        let Some(column) = together(label, grid.label(top.cell), top.column, terms).or(alone) else { return };
        match at.and_then(|i| self.heads.get_mut(i)) {
            Some(head) => head.column = column,
            None => {
                let unit = label.brackets.iter().find_map(|b| crate::number::unit_in(b));
                self.heads.push(Head { column, from: slot.from, to: slot.to, cell: slot.cell, unit });
                self.unknown.retain(|c| *c != slot.cell);
            }
        }
    }

    /// Puts the cells of a second header row in place of the ones above them.
    pub fn refine(&mut self, below: &Self) {
        if self.refine_compact(below) {
            return;
        }
        for head in &below.heads {
            self.heads.retain(|h| h.to <= head.from || h.from >= head.to || h.to - h.from > head.to - head.from);
        }
        self.heads.retain(|h| !below.heads.iter().any(|b| h.from < b.to && b.from < h.to));
        self.heads.retain(|h| !below.skipped.iter().any(|(from, to)| h.from < *to && *from < h.to));
        for head in &below.heads {
            self.heads.push(*head);
        }
        self.heads.sort_by_key(|h| h.from);
        self.cells = self.cells.max(self.heads.len());
        self.unknown.retain(|cell| !below.above.contains(cell));
        self.unknown.extend(&below.unknown);
        self.strangers = self.unknown.len();
        self.name_weights_of_levels();
    }

    /// `指标性质 | 指标值 | 度量单位` alone in its row, in a text without merged cells: it stands in place of 年度指标值.
    fn refine_compact(&mut self, below: &Self) -> bool {
        let parts = |h: &Head| matches!(h.column, Column::Sign | Column::Target | Column::Unit);
        let alone = below.cells == below.heads.len() && below.heads.iter().all(parts) && below.cells < self.cells;
        let Some(at) = self.heads.iter().position(|h| h.column == Column::Target).filter(|_| alone) else {
            return false;
        };
        let Some(target) = self.heads.get(at).copied().filter(|t| t.to - t.from == 1) else { return false };
        let more = u32::try_from(below.heads.len().saturating_sub(1)).unwrap_or(0);
        for head in self.heads.iter_mut().skip(at + 1) {
            head.from += more;
            head.to += more;
        }
        let parts = below.heads.iter().zip(target.from..).map(|(b, from)| Head { from, to: from + 1, ..*b });
        self.heads.splice(at..=at, parts);
        self.cells += more as usize;
        true
    }
}

/// A cell of the upper row.
struct Top {
    cell: usize,
    from: u32,
    to: u32,
    column: Option<Column>,
}

/// What `年初` under `预算数`, `全年` under `支出数`, `合计` under `执行数` means.
fn together(label: &Label, above: &Label, column: Option<Column>, terms: &Terms) -> Option<Column> {
    let exact = |text: String| terms.exact(TermGroup::Column, &text).and_then(Column::from_key);
    if let Some(found) =
        exact(format!("{}{}", label.bare, above.bare)).or_else(|| exact(format!("{}{}", above.bare, label.bare)))
    {
        return Some(found);
    }
    let sum = ["合计", "小计", "总计", "金额", "总额", "数额", "总数", "数值"];
    column.filter(|_| sum.iter().any(|w| fold(w) == label.bare))
}
