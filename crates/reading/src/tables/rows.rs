//! Row by row: what each row of a table is, and who reads it.

use kanhe_document::Table;
use kanhe_policy::terms::TermGroup;

use super::across::Across;
use super::base::BaseHeader;
use super::goals::GoalHeader;
use super::grid::{Grid, Slot};
use super::header::{Column, Header};
use super::{Reader, TitleKind};

/// What the rows that follow are read as.
#[derive(Debug, Default)]
pub(crate) enum Mode {
    /// Nothing known.
    #[default]
    None,
    /// The fund block.
    Funds(Header),
    /// A fund block whose columns are the fund lines.
    FundColumns(Across),
    /// The goal block.
    Goals(GoalHeader),
    /// The indicator block.
    Indicators(Header),
    /// The amounts of the base-data table.
    Base(BaseHeader),
    /// 编制数 and the like, values in the next row.
    Staff(Header),
    /// A list of projects.
    Projects(Header),
}

/// Reads a table.
pub(crate) fn read(reader: &mut Reader<'_>, table: &Table) {
    let grid = Grid::new(table);
    if let Some(name) = &table.sheet
        && reader.pending.title.is_none()
        && let Some(kind) = super::title_kind(name, reader.terms)
        && reader.form.is_none()
    {
        let place = kanhe_report::Place::cell(table.number, 1, 1, name.clone());
        reader.pending.title = Some((name.clone(), kind, place));
    }
    let mut row = 0;
    while row < table.rows {
        if !table.is_hidden_row(row) {
            let slots = grid.slots(row);
            let taken = reader.row(&grid, row, &slots);
            row = row.saturating_add(taken.max(1));
        } else {
            row += 1;
        }
    }
    if matches!(reader.mode, Mode::Staff(_) | Mode::Base(_) | Mode::FundColumns(_)) {
        reader.mode = Mode::None;
    }
}

impl Reader<'_> {
    /// One row. Gives how many rows were used.
    fn row(&mut self, grid: &Grid<'_>, row: u32, slots: &[Slot]) -> u32 {
        let filled: Vec<&Slot> = slots.iter().filter(|s| s.own && !grid.is_blank(s.cell)).collect();
        if filled.is_empty() {
            self.blank_row(grid, slots);
            return 1;
        }
        if let [only] = filled.as_slice()
            && self.lone_cell(grid, only, slots)
        {
            return 1;
        }
        if let Some(whole) = filled_across(grid, slots)
            && self.lone_cell(grid, &whole, &[whole])
        {
            return 1;
        }
        if let [title, note] = filled.as_slice()
            && title.from == 0
            && is_remark(grid.text(note.cell))
            && super::title_kind(grid.text(title.cell), self.terms).is_some()
            && self.lone_cell(grid, title, slots)
        {
            return 1;
        }
        if let Some(used) = self.header_row(grid, row, slots) {
            return used;
        }
        if self.total_row(grid, slots) || self.data_row(grid, slots) || self.field_row(grid, slots) {
            return 1;
        }
        1
    }

    /// A row without any text of its own.
    fn blank_row(&mut self, grid: &Grid<'_>, slots: &[Slot]) {
        match std::mem::take(&mut self.mode) {
            Mode::Indicators(header) => {
                self.blank_indicator_row(&header, slots);
                self.mode = Mode::Indicators(header);
            }
            Mode::Goals(header) => self.goal_row(&header, grid, slots),
            Mode::Staff(header) => self.staff_row(&header, grid, slots),
            other => self.mode = other,
        }
    }

    /// A row with one text only: title, year, unit of money, signature line. `true` if it was one.
    fn lone_cell(&mut self, grid: &Grid<'_>, slot: &Slot, slots: &[Slot]) -> bool {
        let text = grid.text(slot.cell);
        if is_page_mark(text) {
            return true;
        }
        let first = slots.first().is_some_and(|s| s.cell == slot.cell);
        let wide = slot.to - slot.from == grid.width;
        let outermost = first || slots.iter().all(|s| s.own);
        let inside = matches!(self.mode, Mode::Indicators(_) | Mode::Goals(_) | Mode::Base(_));
        let title = slot.from == 0 && super::title_kind(text, self.terms).is_some();
        if outermost && (wide || title || !inside) {
            if self.caption(text, grid.place(slot.cell)) {
                if matches!(self.pending.title, Some((_, TitleKind::Base, _)))
                    || self.form.is_none()
                    || self.other_title()
                {
                    self.mode = Mode::None;
                }
                return true;
            }
            if !matches!(self.mode, Mode::Goals(_)) && self.piece_fields(grid, slot) {
                return true;
            }
        }
        if slot.from == 0 && matches!(self.mode, Mode::Indicators(_)) && self.piece_fields(grid, slot) {
            return true;
        }
        if wide
            && grid.width > 1
            && let Mode::Indicators(_) = self.mode
        {
            return !self.is_total(grid, slot) && self.level_row(grid, slot);
        }
        false
    }

    /// A header row begins another block.
    fn header_row(&mut self, grid: &Grid<'_>, row: u32, slots: &[Slot]) -> Option<u32> {
        if let Some(header) = BaseHeader::read(grid, slots, self.terms, self.in_base(grid)) {
            self.begin_base(grid, slots, header);
            return Some(1);
        }
        let goals = GoalHeader::read(grid, slots, self.terms);
        let mut header = Header::read(grid, slots, self.terms);
        let mut used = 1;
        while used < 3
            && let Some(second) = header.second_row(grid, row + used - 1, slots, self.terms)
        {
            header.refine(&second);
            used += 1;
        }
        if grid.is_numbering(row + used) {
            used += 1;
        }
        header.settle_points(grid, row + used);
        if header.is_indicators() || self.goals_as_indicators(&mut header, goals.as_ref()) {
            self.begin_indicators(grid, slots, header);
            return Some(used);
        }
        if header.lists_projects(grid) && !self.lists_accounts(grid, row + used, &header) {
            self.begin_projects(grid, row + used - 1, header);
            return Some(used);
        }
        let across = Across::read(grid, slots, &header, self.terms);
        if across.is_none() && header.is_funds() && self.may_be_funds(grid, row, slots, &header) {
            self.begin_funds(grid, slots, header);
            return Some(used);
        }
        if header.has(Column::Establishment) && header.has(Column::Staff) && header.strangers - header.numbers <= 1 {
            return Some(self.begin_staff(grid, row, slots, header));
        }
        if let Some(across) = across {
            self.begin_fund_columns(grid, slots, across);
            return Some(1);
        }
        if let Some(goals) = goals
            && goals.is_header()
        {
            self.begin_goals(grid, slots, goals);
            return Some(1);
        }
        None
    }

    /// A row of the block being read. `true` if it was one.
    fn data_row(&mut self, grid: &Grid<'_>, slots: &[Slot]) -> bool {
        match std::mem::take(&mut self.mode) {
            Mode::Funds(header) => {
                let moved = header.realign(grid, slots, self.terms);
                let read = self.fund_row(&header, grid, moved.as_deref().unwrap_or(slots));
                self.mode = Mode::Funds(header);
                read
            }
            Mode::FundColumns(across) => self.fund_columns_row(across, grid, slots),
            Mode::Goals(header) => {
                self.goal_row(&header, grid, slots);
                true
            }
            Mode::Indicators(header) => {
                if self.is_foot(grid, slots) {
                    return self.field_row(grid, slots);
                }
                let moved = header.realign(grid, slots, self.terms);
                let slots = moved.as_deref().unwrap_or(slots);
                if !self.execution_row(&header, grid, slots) {
                    self.indicator_row(&header, grid, slots);
                }
                self.mode = Mode::Indicators(header);
                true
            }
            Mode::Base(header) => {
                let read = self.base_row(&header, grid, slots);
                self.mode = Mode::Base(header);
                read
            }
            Mode::Staff(header) => {
                self.staff_row(&header, grid, slots);
                true
            }
            Mode::Projects(header) => {
                let read = self.project_row(&header, grid, slots);
                self.mode = Mode::Projects(header);
                read
            }
            Mode::None => false,
        }
    }

    /// A labelled cell of the head or foot, not an indicator.
    fn is_foot(&self, grid: &Grid<'_>, slots: &[Slot]) -> bool {
        let Some(first) = slots.iter().find(|s| !grid.is_blank(s.cell)) else { return false };
        if !first.own || first.from != 0 {
            return false;
        }
        let label = grid.label(first.cell);
        let named = label.exact(self.terms, TermGroup::Field).is_some()
            || label.exact(self.terms, TermGroup::Total) == Some("grade");
        named && label.exact(self.terms, TermGroup::Level).is_none()
    }
}

/// What a page break leaves between rows: `— 2 —`, `第2页`, `（续表）`.
fn is_page_mark(text: &str) -> bool {
    let plain = |c: char| !c.is_whitespace() && !matches!(c, '(' | ')' | '（' | '）' | '[' | ']' | '【' | '】');
    let compact: String = text.chars().take(40).filter(|c| plain(*c)).collect();
    if matches!(compact.as_str(), "续表" | "续上表" | "接上表" | "接上页" | "续上页" | "续" | "转下页" | "接下页")
    {
        return true;
    }
    let dash = |c: char| matches!(c, '-' | '—' | '－' | '–' | '―' | '─' | '·');
    let dashed = compact.trim_matches(dash);
    let paged = compact.strip_prefix('第').and_then(|t| t.split_once('页')).map_or("", |(number, _)| number);
    let number = if dashed.len() < compact.len() { dashed } else { paged };
    let both = compact.starts_with(dash) && compact.ends_with(dash) || !paged.is_empty();
    both && (1..=3).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit())
}

/// A row of one text over all columns, said again in each of them where merged cells were filled.
fn filled_across(grid: &Grid<'_>, slots: &[Slot]) -> Option<Slot> {
    let [first, .., last] = slots else { return None };
    let text = grid.text(first.cell);
    let same = slots.len() > 2
        && text.chars().any(|c| !c.is_ascii() && c.is_alphabetic())
        && slots.iter().all(|s| s.own && grid.text(s.cell) == text);
    same.then_some(Slot { to: last.to, ..*first })
}

/// `填报说明：…` in a cell beside a title.
fn is_remark(text: &str) -> bool {
    ["填报说明", "填表说明", "说明", "备注", "注"]
        .iter()
        .any(|lead| text.strip_prefix(lead).is_some_and(|rest| rest.starts_with(['：', ':'])))
}

#[cfg(test)]
mod tests {
    use super::is_page_mark;

    #[test]
    fn a_page_number_between_rows_is_no_head() {
        for text in ["— 2 —", "-2-", "第 3 页", "第3页 共5页", "（续表）", "续上表"] {
            assert!(is_page_mark(text), "{text}");
        }
        for text in ["2", "产出指标", "——", "—", "第一页", "续建项目", "-2"] {
            assert!(!is_page_mark(text), "{text}");
        }
    }
}
