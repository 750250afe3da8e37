//! A fund block whose columns are the fund lines: `中央 | 省 | 本级 | 其他 | 合计`, figures below, a row for each kind or one.

use kanhe_policy::terms::{TermGroup, Terms};
use kanhe_report::FundKey;

use super::Reader;
use super::funds::{fund_key, label_text};
use super::goals::first_place;
use super::grid::{Grid, Slot};
use super::header::{Column, Header};
use super::rows::Mode;
use super::value::{amount, percent, score};
use crate::number::unit_in;

/// A row of fund lines as columns: `中央 | 省 | 本级 | 其他 | 合计 | 执行数 | 执行率`.
#[derive(Debug, Clone, Default)]
pub(crate) struct Across {
    lines: Vec<(FundKey, u32, u32, usize)>,
    header: Header,
    /// Where the lines stand among the fund lines, once their first row is read.
    made: Option<usize>,
}

impl Across {
    /// Recognises such a row: at least three lines and nothing unknown.
    pub fn read(grid: &Grid<'_>, slots: &[Slot], header: &Header, terms: &Terms) -> Option<Self> {
        let mut out = Self { header: header.clone(), ..Self::default() };
        out.header
            .heads
            .retain(|h| matches!(h.column, Column::Executed | Column::Rate | Column::Score | Column::Weight));
        for (i, slot) in slots.iter().enumerate() {
            if !slot.own || grid.is_blank(slot.cell) || out.header.heads.iter().any(|h| h.cell == slot.cell) {
                continue;
            }
            let label = grid.label(slot.cell);
            // 项目资金 beside 资金来源 heads the block, though a line may be called so too.
            let source = |s: &Slot| grid.label(s.cell).exact(terms, TermGroup::Column) == Some("fund_source");
            if i == 0 && label.key(terms, TermGroup::Block).is_some() && slots.get(1).is_some_and(source) {
                continue;
            }
            let short = label.bare.chars().count() <= 6;
            let known = label.exact(terms, TermGroup::Fund);
            let known = known.or_else(|| label.key(terms, TermGroup::Fund).filter(|_| short && !out.lines.is_empty()));
            match known.and_then(fund_key) {
                Some(key) => out.lines.push((key, slot.from, slot.to, slot.cell)),
                None if i == 0 && label.key(terms, TermGroup::Block).is_some() => {}
                None if out.lines.is_empty() && label.exact(terms, TermGroup::Column) == Some("fund_source") => {}
                None if i == 0 && (label.bare.contains("资金") || label.bare.contains("预算")) => {}
                None => return None,
            }
        }
        (out.lines.len() >= 3).then_some(out)
    }
}

impl Reader<'_> {
    /// A row of figures: the budget, or what the label before it says. `false` if the row is something else.
    pub fn fund_columns_row(&mut self, mut across: Across, grid: &Grid<'_>, slots: &[Slot]) -> bool {
        // The side head's cell, merged down, may be left out.
        let single = slots.iter().all(|s| s.own && s.to - s.from == 1);
        let left_out = u32::from(single && slots.len() + 1 == across.header.cells);
        let moved: Vec<Slot> =
            slots.iter().map(|s| Slot { from: s.from + left_out, to: s.to + left_out, ..*s }).collect();
        let slots = moved.as_slice();
        let first = across.lines.iter().map(|l| l.1).min().unwrap_or(0);
        let named = slots.iter().rfind(|s| s.own && s.to <= first && !grid.is_blank(s.cell));
        let says = named.and_then(|s| grid.label(s.cell).exact(self.terms, TermGroup::Column));
        let kind = says
            .and_then(Column::from_key)
            .filter(|c| c.is_money() || matches!(c, Column::Rate | Column::Weight | Column::Score));
        if kind.is_none() && across.made.is_some() {
            return false;
        }
        let made = match across.made {
            Some(at) => at,
            None => {
                let at = self.out.funds.len();
                for &(key, _, _, cell) in &across.lines {
                    let line = self.line(key, label_text(grid.text(cell)), grid.place(cell));
                    self.out.funds.push(line);
                }
                at
            }
        };
        let row_unit = named.and_then(|s| grid.label(s.cell).brackets.iter().find_map(|b| unit_in(b)));
        let figures =
            across.lines.iter().enumerate().map(|(i, l)| (i, (l.1, l.2), l.3, kind.unwrap_or(Column::Budget)));
        let total = across.lines.iter().position(|l| l.0 == FundKey::Total);
        let beside = across.header.heads.iter().filter(|_| kind.is_none());
        let beside = beside.filter_map(|h| Some((total?, (h.from, h.to), h.cell, h.column)));
        let all: Vec<_> = figures.chain(beside).collect();
        for (line, (from, to), head, column) in all {
            let Some(slot) = slots.iter().find(|s| s.own && s.from < to && from < s.to) else { continue };
            let unit = self.money_unit(grid.label(head).brackets.iter().find_map(|b| unit_in(b)).or(row_unit));
            let unread = &mut self.out.unread;
            let Some(line) = self.out.funds.get_mut(made + line) else { continue };
            match column {
                Column::Initial => line.initial = amount(grid, slot.cell, unit, unread),
                Column::Adjustment => line.adjustment = amount(grid, slot.cell, unit, unread),
                Column::Budget => line.budget = amount(grid, slot.cell, unit, unread),
                Column::Executed => line.executed = amount(grid, slot.cell, unit, unread),
                Column::Rate => line.rate = percent(grid, slot.cell, unread),
                Column::Score => line.score = score(grid, slot.cell, unread),
                Column::Weight => line.weight = score(grid, slot.cell, unread),
                _ => {}
            }
        }
        if kind.is_some() {
            across.made = Some(made);
            self.mode = Mode::FundColumns(across);
        }
        true
    }

    /// A fund block with its lines as columns begins.
    pub fn begin_fund_columns(&mut self, grid: &Grid<'_>, slots: &[Slot], across: Across) {
        self.begin_fund_form();
        self.enter(grid.table.number, || first_place(grid, slots));
        self.side_head(grid, slots, &across.header);
        if let Some(form) = &mut self.form {
            form.funds = true;
        }
        self.mode = Mode::FundColumns(across);
    }
}
