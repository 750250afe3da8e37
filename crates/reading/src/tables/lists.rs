//! Lists of projects as tables: 项目名称 | 年初预算 | 调整 | 支出 | 结余.

use kanhe_policy::terms::TermGroup;
use kanhe_report::{Entry, ProjectLine, Stated, holds_any};

use super::Reader;
use super::grid::{Grid, Slot};
use super::header::{Column, Header, figure_like};
use super::rows::Mode;
use super::value::{amount, nothing, percent};
use crate::label::tidy;

impl Reader<'_> {
    /// Whether the rows below a head that says 项目 are items of an account (公务接待费, 基本支出) and no projects.
    pub fn lists_accounts(&self, grid: &Grid<'_>, row: u32, header: &Header) -> bool {
        let Some(head) = header.heads.iter().find(|h| h.column == Column::Project) else { return false };
        if grid.label(head.cell).bare != "项目" {
            return false;
        }
        let account = |slot: &Slot| {
            let label = grid.label(slot.cell);
            let base = label.key(self.terms, TermGroup::Base);
            let spending = matches!(label.exact(self.terms, TermGroup::Fund), Some("basic" | "general" | "gov_fund"));
            let item = matches!(base, Some("three_public" | "vehicle" | "abroad" | "reception" | "public" | "office"));
            spending || item && label.bare.chars().count() <= 14
        };
        (row..row.saturating_add(12).min(grid.table.rows))
            .any(|r| grid.slots(r).iter().filter(|s| s.own && s.from < head.to && head.from < s.to).any(account))
    }

    /// The list begins. Columns of money without a unit have that of the others, where these agree.
    pub fn begin_projects(&mut self, grid: &Grid<'_>, row: u32, mut header: Header) {
        self.list += 1;
        let printed: Vec<_> = header.heads.iter().filter(|h| h.column.is_money()).filter_map(|h| h.unit).collect();
        let common = printed.first().copied().filter(|u| printed.iter().all(|p| p == u));
        let over = self.pending.money.or(self.form.as_ref().and_then(|f| f.money));
        let unit = common.or(over).or_else(|| super::funds::guess(grid, row, &header));
        for head in header.heads.iter_mut().filter(|h| h.column.is_money()) {
            head.unit = head.unit.or(unit);
        }
        self.unknown_columns(grid, &header);
        self.mode = Mode::Projects(header);
    }

    /// A line of the list. `false` if the row is something else.
    pub fn project_row(&mut self, header: &Header, grid: &Grid<'_>, slots: &[Slot]) -> bool {
        let assigned = header.assign(grid, slots);
        let slot = |column: Column| {
            let at = header.heads.iter().position(|h| h.column == column)?;
            slots.get((*assigned.get(at)?)?).filter(|s| s.own)
        };
        let Some(name_slot) = slot(Column::Project).filter(|s| nothing(grid.text(s.cell)).is_none()) else {
            return false;
        };
        let name = tidy(grid.text(name_slot.cell));
        let figure = header.heads.iter().zip(&assigned).any(|(head, at)| {
            let text = at.and_then(|i| slots.get(i)).filter(|s| s.own).map(|s| grid.text(s.cell));
            head.column.is_money() && text.is_some_and(|t| nothing(t).is_none() && figure_like(head.column, t))
        });
        if !figure {
            return false;
        }
        let sum = matches!(
            grid.label(name_slot.cell).bare.as_str(),
            "合计" | "总计" | "小计" | "项目支出合计" | "项目合计" | "项目支出"
        );
        let sum = sum
            || ["合计", "总计", "小计"].iter().any(|w| grid.label(name_slot.cell).bare.ends_with(w))
                && grid.label(name_slot.cell).bare.chars().count() <= 8;
        let serial_sum = slot(Column::Serial).is_some_and(|s| grid.label(s.cell).bare.contains('计'));
        if sum || serial_sum {
            return true;
        }
        let mut line = ProjectLine {
            name,
            initial: Entry::default(),
            adjustment: Entry::default(),
            budget: Entry::default(),
            executed: Entry::default(),
            carryover: Entry::default(),
            rate: Entry::default(),
            list: self.list,
            reason: None,
            place: grid.place(name_slot.cell),
        };
        for (head, at) in header.heads.iter().zip(&assigned) {
            let Some(slot) = at.and_then(|i| slots.get(i)).filter(|s| s.own && s.cell != name_slot.cell) else {
                continue;
            };
            let unit = head.unit.unwrap_or_default();
            let unread = &mut self.out.unread;
            match head.column {
                Column::Initial => line.initial = amount(grid, slot.cell, unit, unread),
                Column::Adjustment => {
                    line.adjustment = amount(grid, slot.cell, unit, unread);
                    let label = &grid.label(head.cell).bare;
                    if label.contains("调减")
                        && !holds_any(label, &["增", "追加", "±"])
                        && let Some(value) = &mut line.adjustment.value
                        && value.money.fen() > 0
                    {
                        value.money = kanhe_report::Money::from_fen(-value.money.fen());
                    }
                }
                Column::Budget => line.budget = amount(grid, slot.cell, unit, unread),
                Column::Executed => line.executed = amount(grid, slot.cell, unit, unread),
                Column::Carryover => line.carryover = amount(grid, slot.cell, unit, unread),
                Column::Rate => line.rate = percent(grid, slot.cell, unread),
                Column::Reason | Column::Note => {
                    let text = grid.text(slot.cell);
                    if nothing(text).is_none() {
                        line.reason = Some(Stated { value: text.to_owned(), place: grid.place(slot.cell) });
                    }
                }
                _ => {}
            }
        }
        let stated = [&line.initial, &line.adjustment, &line.budget, &line.executed, &line.carryover];
        if stated.iter().any(|e| e.value.is_some()) {
            self.out.projects.push(line);
            return true;
        }
        false
    }
}
