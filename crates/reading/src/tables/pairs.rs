//! Fund figures beside their labels, without heads: `预算数： | 66.15 | 执行数： | 64.50`, one label a row or several.

use kanhe_policy::terms::TermGroup;
use kanhe_report::{FundKey, Unread, holds_any};

use super::Reader;
use super::funds::{fund_key, label_text};
use super::grid::{Grid, Slot};
use super::header::{Column, figure_like};
use super::value::{amount, nothing, percent, score};
use crate::label::{Label, tidy};
use crate::number::unit_in;

impl Reader<'_> {
    /// 预算数, 执行数 or 执行率 with its figure beside it: of the form's total. `true` if it was one.
    pub fn column_pair(&mut self, grid: &Grid<'_>, slots: &[Slot], label: &Slot, value: &Slot) -> bool {
        let Some(column) = self.paired_column(grid, label) else { return false };
        let text = grid.text(value.cell);
        if nothing(text).is_some() || !figure_like(column, text) || !self.beside_funds(grid, slots) {
            return false;
        }
        self.begin_pairs(grid, slots);
        let line = match self.total_line() {
            Some(line) => line,
            None => {
                let line = self.line(FundKey::Total, label_text(grid.text(label.cell)), grid.place(label.cell));
                self.out.funds.push(line);
                self.out.funds.len() - 1
            }
        };
        if !self.put_figure(line, column, grid, label, value) {
            self.out.unread.push(Unread {
                place: Some(grid.place(value.cell)),
                zh: format!("“{}”出现两次，后一个没有读", tidy(grid.text(label.cell))),
                en: format!("\"{}\" occurs twice; the second one was not read", tidy(grid.text(label.cell))),
            });
        }
        let row = label_row(grid, label);
        if let Some(form) = &mut self.form {
            if form.beside_row != Some((grid.table.number, row)) {
                form.beside.clear();
            }
            form.beside_row = Some((grid.table.number, row));
            form.beside.push(column);
        }
        true
    }

    /// `其中：财政拨款 | 66.15 | 其中：财政拨款 | 64.50` below `预算数： | … | 执行数： | …`: one line, a figure for each of these.
    /// `true` if the row was one.
    pub fn repeated_fund_row(&mut self, grid: &Grid<'_>, slots: &[Slot]) -> bool {
        let Some(form) = &self.form else { return false };
        let above = form.beside_row.filter(|(table, _)| *table == grid.table.number).map(|(_, row)| row);
        let here = slots.first().map(|s| s.cell).and_then(|_| slots.iter().find(|s| s.own)).map(|s| label_row(grid, s));
        if form.beside.len() < 2 || !matches!((above, here), (Some(a), Some(h)) if h > a && h <= a + 8) {
            return false;
        }
        let columns = form.beside.clone();
        let key = |s: &Slot| grid.label(s.cell).key(self.terms, TermGroup::Fund).and_then(fund_key);
        let mut pairs: Vec<(FundKey, Slot, Slot)> = Vec::new();
        for (i, slot) in slots.iter().enumerate().filter(|(_, s)| s.own && !grid.is_blank(s.cell)) {
            let text = grid.text(slot.cell);
            if let Some(key) = key(slot)
                && slots.get(i.wrapping_sub(1)).is_none_or(|s| grid.text(s.cell) != text)
                && let Some(value) = slots.iter().skip(i + 1).find(|s| s.own && grid.text(s.cell) != text)
            {
                pairs.push((key, *slot, *value));
            }
        }
        let Some((key, first, _)) = pairs.first().copied() else { return false };
        if pairs.len() != columns.len() || pairs.iter().any(|(k, ..)| *k != key) {
            return false;
        }
        let line = self.line(key, label_text(grid.text(first.cell)), grid.place(first.cell));
        self.out.funds.push(line);
        let line = self.out.funds.len() - 1;
        for ((_, label, value), column) in pairs.iter().zip(columns) {
            self.put_figure(line, column, grid, label, value);
        }
        true
    }

    /// The column that a label beside its figure names.
    fn paired_column(&self, grid: &Grid<'_>, label: &Slot) -> Option<Column> {
        let folded = grid.label(label.cell);
        let column = folded.exact(self.terms, TermGroup::Column).and_then(Column::from_key)?;
        let points = matches!(column, Column::Weight | Column::Score) && folded.bare.contains("执行率");
        let fits = points
            || matches!(
                column,
                Column::Initial | Column::Adjustment | Column::Budget | Column::Executed | Column::Rate
            );
        (fits && folded.bare.chars().count() >= 3).then_some(column)
    }

    /// The current form's line of the total.
    fn total_line(&self) -> Option<usize> {
        let number = self.number();
        self.out.funds.iter().rposition(|f| f.form == number && f.line == FundKey::Total)
    }

    /// `false` where the line has that figure already.
    fn put_figure(&mut self, line: usize, column: Column, grid: &Grid<'_>, label: &Slot, value: &Slot) -> bool {
        let unit = self.money_unit(grid.label(label.cell).brackets.iter().find_map(|b| unit_in(b)));
        let unread = &mut self.out.unread;
        let Some(line) = self.out.funds.get_mut(line) else { return false };
        let cell = value.cell;
        let taken = match column {
            Column::Initial => line.initial.exists(),
            Column::Adjustment => line.adjustment.exists(),
            Column::Budget => line.budget.exists(),
            Column::Executed => line.executed.exists(),
            Column::Rate => line.rate.exists(),
            Column::Weight => line.weight.exists(),
            _ => line.score.exists(),
        };
        if taken {
            return false;
        }
        match column {
            Column::Initial => line.initial = amount(grid, cell, unit, unread),
            Column::Adjustment => line.adjustment = amount(grid, cell, unit, unread),
            Column::Budget => line.budget = amount(grid, cell, unit, unread),
            Column::Executed => line.executed = amount(grid, cell, unit, unread),
            Column::Rate => line.rate = percent(grid, cell, unread),
            Column::Weight => line.weight = score(grid, cell, unread),
            _ => line.score = score(grid, cell, unread),
        }
        true
    }

    /// A fund line's label and its figure side by side: the budget. Of 项目总预算, over all its years, and 当年预算 it is
    /// the latter.
    pub fn fund_pair(&mut self, key: FundKey, grid: &Grid<'_>, label: &Slot, value: &Slot) {
        let unit = self.money_unit(grid.label(label.cell).brackets.iter().find_map(|b| unit_in(b)));
        let mut line = self.line(key, label_text(grid.text(label.cell)), grid.place(label.cell));
        line.budget = amount(grid, value.cell, unit, &mut self.out.unread);
        let whole = |text: &str| {
            let bare = Label::of(text).bare;
            bare.contains("项目总") || bare == "总投资"
        };
        let yearly = |text: &str| holds_any(text, &["当年", "本年", "年度"]);
        let before = self.total_line().filter(|_| key == FundKey::Total).and_then(|at| self.out.funds.get_mut(at));
        match before {
            Some(before) if whole(&before.label) && yearly(&line.label) => *before = line,
            Some(before) if whole(&line.label) && yearly(&before.label) => {}
            _ => self.out.funds.push(line),
        }
    }

    /// The row stands beside a side head of the fund block.
    pub fn beside_funds(&self, grid: &Grid<'_>, slots: &[Slot]) -> bool {
        slots
            .iter()
            .any(|s| !grid.is_blank(s.cell) && grid.label(s.cell).key(self.terms, TermGroup::Block) == Some("funds"))
            || self.pending.title.is_some()
            || self.form.as_ref().is_some_and(|f| f.funds && !f.indicators)
    }

    /// The fund block begins with a label and its figure.
    pub fn begin_pairs(&mut self, grid: &Grid<'_>, slots: &[Slot]) {
        if self.form.as_ref().is_some_and(|f| f.closed || f.indicators) {
            self.close();
        }
        self.enter(grid.table.number, || super::goals::first_place(grid, slots));
        let unit = slots
            .iter()
            .filter(|s| grid.label(s.cell).key(self.terms, TermGroup::Block) == Some("funds"))
            .find_map(|s| unit_in(grid.text(s.cell)));
        if let Some(form) = &mut self.form {
            form.funds = true;
            form.money = unit.or(form.money);
        }
    }
}

/// The row that a cell begins in.
fn label_row(grid: &Grid<'_>, slot: &Slot) -> u32 {
    grid.get(slot.cell).map_or(0, |c| c.row)
}
