//! The heads that indicator rows stand under, and the groups they make.

use kanhe_policy::terms::{TermGroup, Terms};
use kanhe_report::{Decimal, Entry, Group, GroupLevel, Place, Stated};

use super::Reader;
use super::grid::{Grid, Slot};
use super::header::Header;
use super::value::score;
use crate::label::{Label, points};

/// A head that rows stand under.
#[derive(Debug, Clone)]
pub(crate) struct Open {
    pub table: u32,
    cell: usize,
    /// Merged over its rows.
    pub merged: bool,
    text: String,
    group: usize,
    pub name: Entry<String>,
    pub weight: Entry<Decimal>,
}

/// The heads that the next row stands under.
#[derive(Debug, Clone, Default)]
pub(crate) struct Levels {
    block: Option<usize>,
    pub level1: Option<Open>,
    pub level2: Option<Open>,
}

impl Levels {
    /// The innermost group.
    fn innermost(&self) -> Option<usize> {
        self.level2.as_ref().or(self.level1.as_ref()).map(|o| o.group).or(self.block)
    }

    /// Every group that the next row belongs to, outermost first.
    pub fn groups(&self) -> impl Iterator<Item = usize> {
        [self.block, self.level1.as_ref().map(|o| o.group), self.level2.as_ref().map(|o| o.group)].into_iter().flatten()
    }
}

/// A level-2 head and the name behind it: `数量指标：养护里程`.
pub(crate) fn led_by_kind<'t>(text: &'t str, terms: &Terms) -> Option<(&'t str, &'t str)> {
    let at = text.char_indices().find(|(_, c)| matches!(c, '：' | ':' | '-' | '—' | '－' | '\n'))?.0;
    let (kind, rest) = text.split_at_checked(at)?;
    let name = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '：' | ':' | '-' | '—' | '－'));
    let label = Label::of(kind);
    let level = label.exact(terms, TermGroup::Level);
    let known = level == Some("level2") || level.is_some() && label.bare.ends_with("指标");
    (known && !name.is_empty()).then_some((kind, name))
}

impl Reader<'_> {
    /// 年度绩效目标1（80分）beside the header.
    pub fn block(&mut self, grid: &Grid<'_>, slots: &[Slot], header: &Header, going_on: bool) {
        let beside = slots
            .iter()
            .take_while(|s| !header.heads.iter().any(|h| h.cell == s.cell))
            .find(|s| !grid.is_blank(s.cell));
        let Some(slot) = beside else { return };
        let (weight, name) = points(grid.text(slot.cell), false);
        let numbered =
            name.contains("目标") && name.ends_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
        if weight.is_none() && !numbered {
            return;
        }
        if going_on
            && let Some(open) = self.form.as_ref().and_then(|f| f.levels.block)
            && self.out.groups.get(open).is_some_and(|g| g.name == name)
        {
            return;
        }
        let place = grid.place(slot.cell);
        let weight = weight.map_or_else(Entry::default, |w| Entry::value(w, place.clone()));
        let group = self.group(GroupLevel::Block, name, weight, place);
        if let Some(form) = &mut self.form {
            form.levels = Levels { block: Some(group), ..Levels::default() };
        }
    }

    fn group(&mut self, level: GroupLevel, name: String, weight: Entry<Decimal>, place: Place) -> usize {
        self.out.groups.push(Group {
            form: self.number(),
            level,
            name,
            weight,
            indicators: Vec::new(),
            groups: Vec::new(),
            blank_rows: 0,
            place,
        });
        self.out.groups.len() - 1
    }

    /// Goes under a level-1 or level-2 head, unless it is the one that rows already stand under.
    pub fn go_under(&mut self, level: GroupLevel, grid: &Grid<'_>, slot: &Slot, weight_cell: Option<usize>) {
        self.go_under_text(level, grid, slot, grid.text(slot.cell), weight_cell);
    }

    /// `数量指标：养护里程` in a cell for both: the row stands under 数量指标.
    pub fn go_under_lead(&mut self, grid: &Grid<'_>, slot: &Slot) {
        if let Some((kind, _)) = led_by_kind(grid.text(slot.cell), self.terms) {
            self.go_under_text(GroupLevel::Level2, grid, slot, kind, None);
        }
    }

    fn go_under_text(
        &mut self,
        level: GroupLevel,
        grid: &Grid<'_>,
        slot: &Slot,
        text: &str,
        weight_cell: Option<usize>,
    ) {
        let (printed, name) = points(text, true);
        if name.is_empty() {
            return;
        }
        let table = grid.table.number;
        let Some(form) = &self.form else { return };
        let open = if level == GroupLevel::Level1 { &form.levels.level1 } else { &form.levels.level2 };
        if let Some(open) = open
            && (open.table == table && open.cell == slot.cell || open.text == name)
        {
            return;
        }
        let place = grid.place(slot.cell);
        let mut weight = printed.map_or_else(Entry::default, |w| Entry::value(w, place.clone()));
        if let Some(cell) = weight_cell {
            weight = score(grid, cell, &mut self.out.unread);
        }
        let parent = if level == GroupLevel::Level1 {
            form.levels.block
        } else {
            form.levels.level1.as_ref().map(|o| o.group).or(form.levels.block)
        };
        let group = self.group(level, name.clone(), weight.clone(), place.clone());
        if let Some(parent) = parent.and_then(|p| self.out.groups.get_mut(p)) {
            parent.groups.push(group);
        }
        let merged = grid.get(slot.cell).is_some_and(|c| c.row_span > 1);
        let entry = Entry::value(name.clone(), place.clone());
        let opened = Open { table, cell: slot.cell, merged, text: name.clone(), group, name: entry, weight };
        if let Some(form) = &mut self.form {
            if level == GroupLevel::Level1 {
                form.levels.level1 = Some(opened);
                form.levels.level2 = None;
            } else {
                form.levels.level2 = Some(opened);
            }
        }
        if let Some(form) = self.current() {
            form.heads.push(Stated { value: name, place });
        }
    }

    /// A row that holds nothing but a head (`一、产出指标（50分）`) or a note. `true` if it was read.
    pub fn level_row(&mut self, grid: &Grid<'_>, slot: &Slot) -> bool {
        let label = grid.label(slot.cell);
        match label.key(self.terms, TermGroup::Level) {
            Some("level1") => self.go_under(GroupLevel::Level1, grid, slot, None),
            Some(_) => self.go_under(GroupLevel::Level2, grid, slot, None),
            None => return label.is_empty() || label.full.chars().count() > 16,
        }
        true
    }

    /// A row under the current head is left blank.
    pub fn count_blank(&mut self) {
        let Some(group) = self.form.as_ref().and_then(|f| f.levels.innermost()) else { return };
        if let Some(group) = self.out.groups.get_mut(group) {
            group.blank_rows = group.blank_rows.saturating_add(1);
        }
    }
}
