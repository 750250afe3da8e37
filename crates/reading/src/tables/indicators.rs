//! The indicator block: rows, the heads that they stand under, and the points printed in heads and names.

use kanhe_policy::terms::TermGroup;
use kanhe_report::{Entry, GroupLevel, Indicator, Place, Sign, State};

use super::Reader;
use super::goals::{GoalHeader, GoalSide, first_place};
use super::grid::{Grid, Slot};
use super::header::{Column, Head, Header};
use super::levels::led_by_kind;
use super::rows::Mode;
use super::value::{nothing, score, short, words};
use crate::label::{points, strip_lead, tidy};

impl Reader<'_> {
    /// Level columns beside 预期目标 and 实际完成情况: these are the target and actual columns then.
    pub fn goals_as_indicators(&mut self, header: &mut Header, goals: Option<&GoalHeader>) -> bool {
        let Some(goals) = goals else { return header.is_indicators() };
        if header.count(Column::is_level) < 2 {
            return header.is_indicators();
        }
        for goal in &goals.heads {
            let column = match goal.side {
                GoalSide::Expected => Column::Target,
                GoalSide::Adjusted => Column::Adjusted,
                GoalSide::Actual => Column::Actual,
            };
            if !header.has(column) && !header.heads.iter().any(|h| h.cell == goal.cell) {
                header.heads.push(Head { column, from: goal.from, to: goal.to, cell: goal.cell, unit: None });
            }
        }
        header.heads.sort_by_key(|h| h.from);
        header.is_indicators()
    }

    /// The indicator block begins, or goes on under a repeated header.
    pub fn begin_indicators(&mut self, grid: &Grid<'_>, slots: &[Slot], header: Header) {
        // A header that comes again goes on with the form, unless another title or another form's end stands between.
        let another =
            |f: &super::form::FormState| f.closed && self.pending.title.is_some() || f.indicators && self.other_title();
        if self.form.as_ref().is_some_and(another) {
            self.close();
        }
        let going_on = self.form.as_ref().is_some_and(|f| f.indicators);
        self.enter(grid.table.number, || first_place(grid, slots));
        if let Some(form) = &mut self.form {
            form.indicators = true;
        }
        if let Some(form) = self.current() {
            form.has_weights |= header.has(Column::Weight);
            form.has_scores |= header.has(Column::Score);
            form.has_reasons |= header.has(Column::Reason);
            form.has_targets |= header.has(Column::Target);
            form.has_actuals |= header.has(Column::Actual);
        }
        self.block(grid, slots, &header, going_on);
        self.mode = Mode::Indicators(header);
    }

    /// A row left blank as far as it is its own.
    pub fn blank_indicator_row(&mut self, header: &Header, slots: &[Slot]) {
        let named = header.heads.iter().find(|h| h.column == Column::Level3).or(header.heads.first());
        let Some(head) = named else { return };
        if slots.iter().any(|s| s.own && s.from < head.to && head.from < s.to) {
            self.count_blank();
        }
    }

    /// A row of the indicator block.
    pub fn indicator_row(&mut self, header: &Header, grid: &Grid<'_>, slots: &[Slot]) {
        let row = Row::new(header, grid, slots);
        self.enter(grid.table.number, Place::default);
        if self.levels_of(&row) {
            return;
        }
        let name_slot = row.slot(Column::Level3);
        if let Some(slot) = name_slot.filter(|_| !row.header.has(Column::Level2)) {
            self.go_under_lead(grid, slot);
        }
        let name = name_slot.map(|s| grid.text(s.cell)).unwrap_or_default();
        let template = is_template(name);
        let target = self.target(&row, Column::Target);
        let adjusted = self.target(&row, Column::Adjusted);
        let actual = row.slot(Column::Actual).map_or_else(Entry::default, |s| short(grid, s.cell));
        let said = |e: &Entry<String>| {
            e.state != State::Absent && e.state != State::Blank && !e.value.as_deref().is_some_and(is_template)
        };
        if (name.is_empty() || template) && !said(&target) && !said(&actual) && !said(&adjusted) {
            self.count_blank();
            return;
        }
        if matches!(tidy(name).as_str(), "小计" | "合计") {
            return;
        }
        let own = |c: Column| row.slot(c).is_some_and(|s| s.own && !grid.is_blank(s.cell));
        let filled =
            [Column::Level3, Column::Target, Column::Actual, Column::Weight, Column::Score].into_iter().any(own);
        if !filled && !own(Column::Adjusted) {
            return;
        }
        let scored = score_like(&row);
        if self.form.as_ref().is_some_and(|f| f.closed) && !(scored && (said(&target) || said(&actual))) {
            // Below the total only a whole row goes on (the total was that of one head).
            return;
        }
        let indicator = self.indicator(&row, target, adjusted, actual);
        let index = self.out.indicators.len();
        let groups: Vec<usize> = self.form.as_ref().map(|f| f.levels.groups().collect()).unwrap_or_default();
        for group in groups {
            if let Some(group) = self.out.groups.get_mut(group) {
                group.indicators.push(index);
            }
        }
        if let Some(form) = self.current() {
            form.has_weights |= indicator.weight.value.is_some();
        }
        self.out.indicators.push(indicator);
    }

    /// The heads of a row. `true` if the row is a head and nothing more.
    fn levels_of(&mut self, row: &Row<'_, '_>) -> bool {
        let grid = row.grid;
        let lone: Vec<&Slot> = row.slots.iter().filter(|s| s.own && !grid.is_blank(s.cell)).collect();
        if let [only] = lone.as_slice()
            && !row.header.has(Column::Level1)
        {
            let label = grid.label(only.cell);
            let key = label.exact(self.terms, TermGroup::Level);
            if let Some(key) = key {
                let level = if key == "level1" { GroupLevel::Level1 } else { GroupLevel::Level2 };
                self.go_under(level, grid, only, None);
                return true;
            }
        }
        if let Some(slot) = row.slot(Column::Level1)
            && !grid.is_blank(slot.cell)
        {
            if lone.len() == 1 && slot.own && grid.label(slot.cell).full.is_empty() {
                return true;
            }
            let weight = row.slot(Column::Level1Weight).filter(|s| !grid.is_blank(s.cell)).map(|s| s.cell);
            self.go_under(GroupLevel::Level1, grid, slot, weight);
        }
        if let Some(slot) = row.slot(Column::Level2) {
            if !grid.is_blank(slot.cell) {
                let weight = row.slot(Column::Level2Weight).filter(|s| !grid.is_blank(s.cell)).map(|s| s.cell);
                self.go_under(GroupLevel::Level2, grid, slot, weight);
            } else if let Some(form) = &mut self.form
                && form.levels.level2.as_ref().is_some_and(|o| o.merged && o.table == grid.table.number)
            {
                // Where heads are merged over their rows, a blank cell is blank.
                form.levels.level2 = None;
            }
        }
        false
    }

    /// 指标值 with the columns of sign and unit put together.
    fn target(&mut self, row: &Row<'_, '_>, column: Column) -> Entry<String> {
        let Some(slot) = row.slot(column) else { return Entry::default() };
        let mut entry = short(row.grid, slot.cell);
        let Some(value) = entry.value.take() else { return entry };
        let sign = row.sign().map(|(_, text)| text).filter(|_| !value.starts_with(is_sign_char));
        let sign = sign.filter(|s| s.chars().all(is_sign_char));
        let unit = row.unit().filter(|u| !value.ends_with(u.as_str()));
        entry.value = Some(format!("{}{value}{}", sign.unwrap_or_default(), unit.unwrap_or_default()));
        entry
    }

    fn indicator(
        &mut self,
        row: &Row<'_, '_>,
        target: Entry<String>,
        adjusted: Entry<String>,
        actual: Entry<String>,
    ) -> Indicator {
        let grid = row.grid;
        let levels = self.form.as_ref().map(|f| f.levels.clone()).unwrap_or_default();
        let name_slot = row.slot(Column::Level3);
        let (in_name, level3) = match name_slot {
            Some(slot) => {
                let text = grid.text(slot.cell);
                let lead = led_by_kind(text, self.terms).filter(|_| !row.header.has(Column::Level2));
                let (weight, name) = points(lead.map_or(text, |(_, name)| name), false);
                let mut entry = short(grid, slot.cell);
                if entry.value.is_some() {
                    entry.value = Some(name);
                }
                (weight.map(|w| Entry::value(w, grid.place(slot.cell))), entry)
            }
            None => (None, Entry::default()),
        };
        let lead = |column| row.slot(column).filter(|s| !grid.is_blank(s.cell));
        let place = name_slot
            .filter(|s| !grid.is_blank(s.cell))
            .or_else(|| lead(Column::Target))
            .or_else(|| row.slots.iter().find(|s| s.own && !grid.is_blank(s.cell)))
            .map(|s| grid.place(s.cell))
            .unwrap_or_default();
        let tall = |s: Option<&Slot>| s.and_then(|s| grid.get(s.cell)).map_or(1, |c| c.row_span);
        let height = tall(name_slot).min(tall(row.slot(Column::Target)));
        let mut figure = |column| {
            let Some(slot) = row.slot(column) else { return (Entry::default(), false) };
            let shared = tall(Some(slot)) > height;
            let entry = if slot.own { score(grid, slot.cell, &mut self.out.unread) } else { Entry::default() };
            (entry, shared)
        };
        let (mut weight, weight_shared) = figure(Column::Weight);
        let (score, score_shared) = figure(Column::Score);
        let (deduction, _) = figure(Column::Deduction);
        let (review_score, _) = figure(Column::Review);
        if weight.value.is_none()
            && let Some(printed) = in_name
        {
            weight = printed;
        }
        let sub_row = level3.value.as_deref().is_some_and(|n| strip_lead(n).0);
        let text = |column| row.slot(column).map_or_else(Entry::default, |s| words(grid, s.cell));
        let target = if adjusted.value.is_some() { adjusted.clone() } else { target };
        Indicator {
            form: self.number(),
            level1: levels.level1.as_ref().map_or_else(Entry::default, |o| o.name.clone()),
            level2: levels.level2.as_ref().map_or_else(Entry::default, |o| o.name.clone()),
            level3,
            level1_weight: levels.level1.as_ref().map_or_else(Entry::default, |o| o.weight.clone()),
            target,
            adjusted_target: adjusted,
            actual,
            sign: row.sign().map(|(sign, _)| sign),
            unit: row.unit(),
            weight,
            score,
            deduction,
            review_score,
            reason: text(Column::Reason),
            standard: text(Column::Standard),
            score_shared,
            weight_shared,
            sub_row,
            place,
        }
    }
}

/// A row with its cells put under the header's columns.
pub(crate) struct Row<'g, 'd> {
    header: &'g Header,
    grid: &'g Grid<'d>,
    slots: &'g [Slot],
    assigned: Vec<Option<usize>>,
}

impl<'g, 'd> Row<'g, 'd> {
    pub fn new(header: &'g Header, grid: &'g Grid<'d>, slots: &'g [Slot]) -> Self {
        Self { header, grid, slots, assigned: header.assign(grid, slots) }
    }

    /// The cell under the first head of that kind.
    pub fn slot(&self, column: Column) -> Option<&'g Slot> {
        let at = self.header.heads.iter().position(|h| h.column == column)?;
        self.slots.get((*self.assigned.get(at)?)?)
    }

    /// 指标性质: of several such columns the one that holds a sign.
    fn sign(&self) -> Option<(Sign, String)> {
        self.header.heads.iter().zip(&self.assigned).filter(|(h, _)| h.column == Column::Sign).find_map(|(_, slot)| {
            let text = tidy(self.grid.text(self.slots.get((*slot)?)?.cell));
            Some((sign_of(&text)?, text))
        })
    }

    /// 度量单位, if it is filled.
    fn unit(&self) -> Option<String> {
        let text = tidy(self.grid.text(self.slot(Column::Unit)?.cell));
        (nothing(&text).is_none()).then_some(text)
    }
}

/// A figure stands under 分值 or 得分.
fn score_like(row: &Row<'_, '_>) -> bool {
    [Column::Weight, Column::Score]
        .into_iter()
        .filter_map(|c| row.slot(c))
        .any(|s| super::value::parse_points(row.grid.text(s.cell)).is_some())
}

fn is_sign_char(c: char) -> bool {
    matches!(c, '≥' | '≤' | '＞' | '＜' | '>' | '<' | '=' | '＝' | '≧' | '≦' | '═' | '⩾' | '⩽' | '﹥' | '﹤')
}

/// The sign that a cell of 指标性质 prints.
fn sign_of(text: &str) -> Option<Sign> {
    Some(match text {
        "≥" | "≧" | "⩾" | ">=" | "＞＝" | ">＝" | "大于等于" | "不低于" | "不少于" | "不小于" => {
            Sign::AtLeast
        }
        ">" | "＞" | "﹥" | "大于" | "高于" => Sign::Above,
        "≤" | "≦" | "⩽" | "<=" | "＜＝" | "<＝" | "小于等于" | "不超过" | "不高于" | "不大于" => {
            Sign::AtMost
        }
        "<" | "＜" | "﹤" | "小于" | "低于" => Sign::Below,
        "=" | "＝" | "═" | "==" | "等于" => Sign::Equal,
        "定性" | "定性指标" => Sign::Qualitative,
        _ => return None,
    })
}

/// What a form's template leaves in an unused row: `指标2：`, `……`.
fn is_template(name: &str) -> bool {
    let text: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    if text.is_empty() {
        return false;
    }
    if text.chars().all(|c| matches!(c, '…' | '.' | '。' | '·' | '．' | '⋯' | '—' | '-' | '/')) {
        return true;
    }
    let rest = text.strip_prefix("三级").unwrap_or(&text);
    let Some(rest) = rest.strip_prefix("指标") else { return false };
    rest.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '：' | '…' | '.' | '、' | '０'..='９' | '一'..='十'))
        && rest.chars().count() <= 4
}

#[cfg(test)]
mod tests {
    use super::is_template;

    #[test]
    fn rows_that_the_template_left_are_no_names() {
        for text in ["指标2：", "……", "...", "指标 1:"] {
            assert!(is_template(text), "{text}");
        }
        for text in ["指标1：工程完工率", "指标完成率", "", "一"] {
            assert!(!is_template(text), "{text}");
        }
    }
}
