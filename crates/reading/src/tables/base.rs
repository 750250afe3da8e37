//! The base-data table (附件2): staff, 三公经费, project spending, public funds, procurement.

use kanhe_policy::terms::{TermGroup, Terms};
use kanhe_report::{BaseItem, Entry, FormField, MoneyUnit, YearMention, YearRole, holds_any};

use super::grid::{Grid, Slot};
use super::header::{Column, Header};
use super::rows::Mode;
use super::value::{amount, count, percent, words};
use super::{Reader, TitleKind};
use crate::label::{strip_lead, tidy, year_in};
use crate::number::{parse_decimal, unit_in};

/// A column of the amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Account {
    PriorFinal,
    Budget,
    Final,
}

#[derive(Debug, Clone, Copy)]
struct AccountHead {
    account: Account,
    from: u32,
    to: u32,
    cell: usize,
    unit: Option<MoneyUnit>,
}

/// 上年决算数 | 本年预算数 | 本年决算数, in any order.
#[derive(Debug, Clone, Default)]
pub(crate) struct BaseHeader {
    heads: Vec<AccountHead>,
    unit: Option<MoneyUnit>,
    /// Heads of the 楼堂馆所 block: label and columns, values in the next row.
    buildings: Vec<(String, u32, u32)>,
}

impl BaseHeader {
    /// The columns of amounts, if the row has them. Unless the table is `certain` to hold base data, the heads must name
    /// years.
    pub fn read(grid: &Grid<'_>, slots: &[Slot], terms: &Terms, certain: bool) -> Option<Self> {
        let spent = ["决算", "实际支出", "执行数"];
        if !slots.iter().any(|s| s.own && holds_any(&grid.label(s.cell).full, &spent)) {
            return None;
        }
        let mut found: Vec<(AccountHead, Option<i32>, bool)> = Vec::new();
        let mut out = Self::default();
        for slot in slots.iter().filter(|s| s.own && !grid.is_blank(s.cell)) {
            let label = grid.label(slot.cell);
            let text = label.full.as_str();
            // The same head again beside itself: a merged cell that was filled by repeating it.
            if let Some((last, ..)) = found.last_mut()
                && last.to + 1 >= slot.from
                && grid.label(last.cell).full == text
            {
                last.to = slot.to;
                continue;
            }
            if label.is_empty() || text.chars().count() > 24 {
                return None;
            }
            let spent = holds_any(text, &["实际支出", "执行数"]) && text.contains('年') && !text.contains("全年");
            let accounts = text.contains("决算") || spent;
            let budget = text.contains("预算") && !accounts;
            if !accounts && !budget {
                if label
                    .key(terms, TermGroup::Column)
                    .is_some_and(|k| !matches!(k, "note" | "serial" | "project_name" | "reason"))
                {
                    return None;
                }
                out.unit = out.unit.or_else(|| unit_in(grid.text(slot.cell)));
                continue;
            }
            if !spent && holds_any(text, &["执行", "完成", "差额", "变动", "增减"]) {
                continue;
            }
            if budget && text.contains("年初") && text.contains("申请") {
                return None;
            }
            let year = year_in(grid.text(slot.cell)).or_else(|| bare_year(text));
            let prior = text.contains("上年") || text.contains("去年") || text.contains("上一年");
            let unit = label.brackets.iter().find_map(|b| unit_in(b));
            let account = if budget { Account::Budget } else { Account::Final };
            let head = AccountHead { account, from: slot.from, to: slot.to, cell: slot.cell, unit };
            found.push((head, year, prior));
        }
        let accounts = found.iter().filter(|(h, ..)| h.account == Account::Final).count();
        let this_year = |h: &AccountHead| holds_any(&grid.label(h.cell).full, &["本年", "当年"]);
        let certain =
            certain || slots.iter().any(|s| grid.label(s.cell).key(terms, TermGroup::Block) == Some("spending"));
        let dated = certain || found.iter().any(|(h, year, prior)| year.is_some() || *prior || this_year(h));
        if found.len() < 2 || accounts == 0 || !dated {
            return None;
        }
        let latest = found.iter().filter_map(|(_, y, _)| *y).max();
        let current = found.iter().any(|(h, ..)| h.account == Account::Final && this_year(h));
        let marked = current || found.iter().any(|(_, y, prior)| *prior || y.is_some() && *y < latest);
        let mut first = true;
        for (mut head, year, prior) in found {
            if head.account == Account::Final {
                let older = matches!((year, latest), (Some(y), Some(l)) if y < l);
                // Of two the one that is not this year's; where nothing tells them apart, the first.
                let other = accounts == 2 && (current && !this_year(&head) || !marked && first);
                if prior || older || other {
                    head.account = Account::PriorFinal;
                }
                first = false;
            }
            if out.heads.iter().all(|h| h.account != head.account) {
                out.heads.push(head);
            }
        }
        Some(out)
    }
}

fn bare_year(text: &str) -> Option<i32> {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    (digits.len() == 4).then(|| digits.parse().ok()).flatten().filter(|y| (1990..2100).contains(y))
}

impl Reader<'_> {
    /// Rows are those of the base-data table.
    pub fn in_base(&self, grid: &Grid<'_>) -> bool {
        self.out.base_table == Some(grid.table.number) || matches!(self.pending.title, Some((_, TitleKind::Base, _)))
    }

    /// Amount columns begin. Without a title or a side head the rows below must be those of base data.
    pub fn begin_base(&mut self, grid: &Grid<'_>, slots: &[Slot], mut header: BaseHeader) {
        let headed = slots
            .iter()
            .any(|s| matches!(grid.label(s.cell).key(self.terms, TermGroup::Block), Some("spending" | "staff")));
        let row = slots.first().and_then(|s| grid.get(s.cell)).map_or(0, |c| c.row);
        if !headed && !self.in_base(grid) && !self.rows_of_base_data(grid, row) {
            self.mode = Mode::None;
            return;
        }
        header.unit = header.unit.or(self.pending.money);
        for head in &header.heads {
            let place = grid.place(head.cell);
            if let Some(year) = year_in(grid.text(head.cell)) {
                let role =
                    if head.account == Account::PriorFinal { YearRole::PriorColumn } else { YearRole::CurrentColumn };
                self.out.years.push(YearMention { year, role, place });
            }
        }
        self.out.base_table = self.out.base_table.or(Some(grid.table.number));
        self.close();
        self.mode = Mode::Base(header);
    }

    fn rows_of_base_data(&self, grid: &Grid<'_>, row: u32) -> bool {
        let mut keys: Vec<&str> = Vec::new();
        for r in row..row.saturating_add(30).min(grid.table.rows) {
            for slot in grid.slots(r).iter().filter(|s| s.own).take(3) {
                if let Some(key) = grid.label(slot.cell).exact(self.terms, TermGroup::Base)
                    && !keys.contains(&key)
                {
                    keys.push(key);
                }
            }
        }
        keys.len() >= 4 && (keys.contains(&"public") || keys.contains(&"procurement"))
    }

    /// A row of amounts. `false` if the row is something else.
    pub fn base_row(&mut self, header: &BaseHeader, grid: &Grid<'_>, slots: &[Slot]) -> bool {
        let mut header = header.clone();
        let used = self.base_line(&mut header, grid, slots);
        if used && !header.buildings.is_empty() {
            self.building_values(&header, grid, slots);
        }
        used
    }

    fn base_line(&mut self, header: &mut BaseHeader, grid: &Grid<'_>, slots: &[Slot]) -> bool {
        let under = |s: &Slot| header.heads.iter().any(|h| s.from < h.to && h.from < s.to);
        let labels: Vec<&Slot> = slots.iter().filter(|s| s.own && !grid.is_blank(s.cell)).collect();
        let Some(first) = labels.first().copied() else { return false };
        let text = grid.text(first.cell);
        if text.contains("楼堂馆所") {
            let above = grid.get(first.cell).and_then(|c| c.row.checked_sub(1)).map(|row| grid.slots(row));
            let repeated = |s: &Slot| s.from == first.from && grid.text(s.cell) == text;
            if above.is_some_and(|slots| slots.iter().any(repeated)) {
                // The label again beside the values, where merged cells were filled: read with their heads.
                return true;
            }
            header.buildings = labels.iter().skip(1).map(|s| (tidy(grid.text(s.cell)), s.from, s.to)).collect();
            let row = grid.get(first.cell).map_or(0, |c| c.row) + 1;
            let below = grid.slots(row);
            self.building_values(header, grid, &below);
            header.buildings.clear();
            return true;
        }
        // The name stands left of the amounts, possibly in the second of two label columns.
        let Some(label) = labels.iter().copied().rfind(|s| !under(s) && header.heads.iter().any(|h| h.from >= s.to))
        else {
            return false;
        };
        let key = grid.label(label.cell).key(self.terms, TermGroup::Base);
        let value = |account: Account| {
            let head = header.heads.iter().find(|h| h.account == account)?;
            slots.iter().find(|s| s.own && s.from < head.to && head.from < s.to).map(|s| (s.cell, head.unit))
        };
        let shown = tidy(strip_lead(grid.text(label.cell)).1).trim_end_matches([':', '：']).to_owned();
        match key {
            None if grid.label(label.cell).exact(self.terms, TermGroup::Field).is_some() => return false,
            None | Some("thrift" | "basic_adjustment" | "project_special") => {
                let key = key.unwrap_or("line");
                let cell = [Account::Final, Account::Budget, Account::PriorFinal]
                    .into_iter()
                    .filter_map(value)
                    .find(|(c, _)| !grid.is_blank(*c))
                    .or_else(|| value(Account::PriorFinal))
                    .or_else(|| value(Account::Budget));
                let place = grid.place(label.cell);
                let entry = cell.map_or_else(Entry::default, |(c, _)| words(grid, c));
                self.out.base_fields.push(FormField { key: key.to_owned(), label: shown, value: entry, place });
            }
            Some(item) => {
                let mut line = BaseItem {
                    item: item.to_owned(),
                    label: shown,
                    place: grid.place(label.cell),
                    ..BaseItem::default()
                };
                let whole = grid.label(label.cell).brackets.iter().find_map(|b| unit_in(b)).or(header.unit);
                for account in [Account::PriorFinal, Account::Budget, Account::Final] {
                    let Some((cell, unit)) = value(account) else { continue };
                    let entry = amount(grid, cell, unit.or(whole).unwrap_or_default(), &mut self.out.unread);
                    match account {
                        Account::PriorFinal => line.prior_final = entry,
                        Account::Budget => line.budget = entry,
                        Account::Final => line.final_ = entry,
                    }
                }
                if !self.out.base.iter().any(|b| b.item == line.item) {
                    self.out.base.push(line);
                }
            }
        }
        true
    }

    fn building_values(&mut self, header: &BaseHeader, grid: &Grid<'_>, slots: &[Slot]) {
        for (label, from, to) in &header.buildings {
            let Some(slot) = slots.iter().find(|s| s.own && s.from < *to && *from < s.to) else { continue };
            let place = grid.place(slot.cell);
            let field =
                FormField { key: "buildings".into(), label: label.clone(), value: words(grid, slot.cell), place };
            self.out.base_fields.push(field);
        }
    }

    /// 编制数 | 实际在职人数 | 控制率. Gives how many rows were used.
    pub fn begin_staff(&mut self, grid: &Grid<'_>, _row: u32, slots: &[Slot], header: Header) -> u32 {
        self.out.base_table = self.out.base_table.or(Some(grid.table.number));
        self.close();
        for head in header.heads.iter().filter(|h| matches!(h.column, Column::Staff | Column::Establishment)) {
            if let Some(year) = year_in(grid.text(head.cell)) {
                let place = grid.place(head.cell);
                self.out.years.push(YearMention { year, role: YearRole::CurrentColumn, place });
            }
        }
        let beside = header.heads.iter().all(|h| {
            let next = slots.iter().position(|s| s.cell == h.cell).and_then(|i| slots.get(i + 1));
            next.is_some_and(|s| {
                parse_decimal(grid.text(s.cell).trim_end_matches(['%', '％', '人'])).is_some() || grid.is_blank(s.cell)
            })
        });
        let numbers = slots.iter().any(|s| parse_decimal(grid.text(s.cell)).is_some());
        if beside && numbers {
            let mut item = staff_item(grid, &header);
            for head in &header.heads {
                let next = slots.iter().position(|s| s.cell == head.cell).and_then(|i| slots.get(i + 1));
                if let Some(slot) = next {
                    self.staff_value(&mut item, head.column, grid, slot.cell);
                }
            }
            self.put_staff(item);
            self.mode = Mode::None;
        } else {
            self.mode = Mode::Staff(header);
        }
        1
    }

    /// The head counts below their heads.
    pub fn staff_row(&mut self, header: &Header, grid: &Grid<'_>, slots: &[Slot]) {
        let mut item = staff_item(grid, header);
        let assigned = header.assign(grid, slots);
        for (head, at) in header.heads.iter().zip(assigned) {
            if let Some(slot) = at.and_then(|i| slots.get(i)).filter(|s| s.own) {
                self.staff_value(&mut item, head.column, grid, slot.cell);
            }
        }
        self.put_staff(item);
    }

    fn staff_value(&mut self, item: &mut BaseItem, column: Column, grid: &Grid<'_>, cell: usize) {
        match column {
            Column::Establishment => item.establishment = count(grid, cell, &mut self.out.unread),
            Column::Staff => item.actual = count(grid, cell, &mut self.out.unread),
            Column::StaffRate => item.rate = percent(grid, cell, &mut self.out.unread),
            _ => {}
        }
    }

    fn put_staff(&mut self, item: BaseItem) {
        if !self.out.base.iter().any(|b| b.item == "staff") {
            self.out.base.push(item);
        }
    }
}

fn staff_item(grid: &Grid<'_>, header: &Header) -> BaseItem {
    let place = header.heads.first().map(|h| grid.place(h.cell)).unwrap_or_default();
    BaseItem { item: "staff".into(), label: "财政供养人员情况".into(), place, ..BaseItem::default() }
}
