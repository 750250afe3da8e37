//! 总分: weight, score and grade, in a row of their own or in the head.

use kanhe_policy::terms::TermGroup;
use kanhe_report::{Entry, Place, State};

use super::Reader;
use super::grid::{Grid, Slot};
use super::header::{Column, Header};
use super::rows::Mode;
use super::value::{grade, graded_points, nothing, parse_points, score};
use crate::label::{Label, pieces, points};
use crate::number::scan_number;

impl Reader<'_> {
    /// The cell says 总分 or the like.
    pub fn is_total(&self, grid: &Grid<'_>, slot: &Slot) -> bool {
        let label = grid.label(slot.cell);
        if self.total_key(label) == Some("total") {
            return true;
        }
        // `总分：95`, `总分 95分`
        let text = grid.text(slot.cell);
        text.chars().count() <= 30
            && lead_of(text).is_some_and(|lead| self.total_key(&Label::of(lead)).is_some_and(|k| k != "grade"))
    }

    fn total_key(&self, label: &Label) -> Option<&str> {
        if label.is_empty() { None } else { label.exact(self.terms, TermGroup::Total) }
    }

    /// A total row. `true` if it was one.
    pub fn total_row(&mut self, grid: &Grid<'_>, slots: &[Slot]) -> bool {
        if self.form.is_none() {
            return false;
        }
        let Some(first) = slots.iter().position(|s| s.own && !grid.is_blank(s.cell)) else { return false };
        let first = self.total_behind(grid, slots, first).unwrap_or(first);
        let Some(slot) = slots.get(first) else { return false };
        // `自评总分 | 100 | 98.11` below the indicators
        let scored = slot.from == 0
            && matches!(self.mode, Mode::Indicators(_))
            && self.total_key(grid.label(slot.cell)) == Some("score")
            && slots.iter().skip(first + 1).any(|s| s.own && parse_points(grid.text(s.cell)).is_some());
        if !scored && !self.is_total(grid, slot) {
            return false;
        }
        let sum = matches!(grid.label(slot.cell).bare.as_str(), "合计" | "总计");
        let header = match &self.mode {
            Mode::Indicators(header) => {
                // A sum under a level-1 head that goes on: no total.
                let under =
                    slots.iter().take(first).any(|s| !s.own && header.overlaps(s.from, s.to, |c| c == Column::Level1));
                if under {
                    return true;
                }
                Some(header.clone())
            }
            Mode::Base(_) | Mode::Staff(_) => return false,
            Mode::Funds(_) | Mode::FundColumns(_) | Mode::Projects(_) if sum => return false,
            _ if sum && !self.form.as_ref().is_some_and(|f| f.indicators) => return false,
            _ => None,
        };
        self.read_total(grid, slots, first, header.as_ref());
        true
    }

    /// 总分 behind its figures, where the columns stand in another order.
    fn total_behind(&self, grid: &Grid<'_>, slots: &[Slot], first: usize) -> Option<usize> {
        let filled = || slots.iter().enumerate().skip(first).filter(|(_, s)| s.own && !grid.is_blank(s.cell));
        let figure = |s: &Slot| parse_points(grid.text(s.cell)).is_some();
        let last = filled().next_back().filter(|(i, _)| *i > first)?;
        let others = filled().filter(|(i, _)| *i < last.0).all(|(_, s)| figure(s));
        (others && self.total_key(grid.label(last.1.cell)).is_some_and(|k| k != "grade")).then_some(last.0)
    }

    fn read_total(&mut self, grid: &Grid<'_>, slots: &[Slot], first: usize, header: Option<&Header>) {
        let Some(label) = slots.get(first) else { return };
        let text = grid.text(label.cell);
        let place = grid.place(label.cell);
        let behind = slots.iter().take(first).any(|s| s.own && parse_points(grid.text(s.cell)).is_some());
        let after = if behind { 0 } else { first + 1 };
        let rest: Vec<&Slot> = slots.iter().skip(after).filter(|s| s.own && s.cell != label.cell).collect();
        let under = |column: Column| {
            let header = header?;
            let head = header.heads.iter().find(|h| h.column == column)?;
            rest.iter().find(|s| s.from < head.to && head.from < s.to).copied()
        };
        let mut weight_slot = under(Column::Weight);
        let mut score_slot = under(Column::Score);
        let numbers: Vec<&Slot> = rest.iter().filter(|s| parse_points(grid.text(s.cell)).is_some()).copied().collect();
        let usable = |s: Option<&Slot>| {
            s.is_some_and(|s| parse_points(grid.text(s.cell)).is_some() || nothing(grid.text(s.cell)).is_some())
        };
        // A row whose merged cells were left out does not stand under its heads.
        let compact =
            header.is_some_and(|h| slots.len() < h.cells) && slots.iter().all(|s| s.own && s.to - s.from == 1);
        let astray = compact && score_slot.is_some_and(|s| grid.is_blank(s.cell));
        if (score_slot.is_none() || astray || !usable(score_slot)) && !numbers.is_empty() {
            match numbers.as_slice() {
                [only] if weight_slot.is_none_or(|w| w.cell != only.cell) => score_slot = Some(only),
                [a, b, ..] => {
                    if header.is_some_and(|h| !h.has(Column::Weight)) {
                        score_slot = Some(a);
                    } else {
                        let swapped = header.is_some_and(score_first);
                        (weight_slot, score_slot) = if swapped { (Some(*b), Some(*a)) } else { (Some(*a), Some(*b)) };
                    }
                }
                _ => {}
            }
        }
        let score_free = score_slot.is_none();
        let mut weight = weight_slot.map_or_else(Entry::default, |s| score(grid, s.cell, &mut Vec::new()));
        let mut value = score_slot.map_or_else(Entry::default, |s| match grade(grid.text(s.cell)) {
            Some(_) if parse_points(grid.text(s.cell)).is_none() => scored_with_grade(grid, s),
            _ => score(grid, s.cell, &mut self.out.unread),
        });
        if score_free {
            if let Some(figure) = figure_in(text) {
                value = Entry::value(figure, place.clone());
            } else if let Some(blank) = rest.first() {
                value = Entry::empty(State::Blank, grid.place(blank.cell));
            }
        }
        if !weight.exists()
            && let (Some(points), _) = points(text, true)
        {
            weight = Entry::value(points, place.clone());
        }
        let graded = rest.iter().find_map(|s| grade(grid.text(s.cell)).map(|g| Entry::value(g, grid.place(s.cell))));
        if let Some(state) = &mut self.form {
            state.closed = true;
        }
        let Some(form) = self.current() else { return };
        form.total.place = place;
        if value.value.is_some() || form.total.score.value.is_none() {
            form.total.score = value;
        }
        if weight.value.is_some() || form.total.weight.value.is_none() {
            form.total.weight = weight;
        }
        if let Some(graded) = graded {
            form.total.grade = graded;
        }
    }

    /// 自评总分 or 自评等级 beside its label.
    pub fn total_pair(&mut self, key: &str, grid: &Grid<'_>, label: &Slot, value: &Slot) {
        let place = grid.place(label.cell);
        if self.form.is_none() {
            let text = grid.text(value.cell);
            let said = if key == "score" { Some(text.to_owned()) } else { grade(text) };
            self.pending.scores.extend(said.map(|said| (said, grid.place(value.cell))));
            return;
        }
        let text = grid.text(value.cell);
        let graded = grade(text).map(|g| Entry::value(g, grid.place(value.cell)));
        let entry = (key == "score").then(|| match &graded {
            Some(_) => scored_with_grade(grid, value),
            None => score(grid, value.cell, &mut self.out.unread),
        });
        let Some(form) = self.current() else { return };
        if let Some(entry) = entry
            && form.total.score.value.is_none()
        {
            form.total.score = entry;
            form.total.place = place;
        }
        if let Some(graded) = graded {
            form.total.grade = graded;
        }
    }

    /// A score printed beside the title or in the head: `项目总得分：95`.
    pub fn head_score(&mut self, text: &str, place: &Place) {
        let figure = parse_points(text).or_else(|| figure_in(text));
        let graded = grade(text);
        let Some(form) = self.current() else { return };
        if let Some(figure) = figure
            && form.total.score.value.is_none()
        {
            form.total.score = Entry::value(figure, place.clone());
            form.total.place = place.clone();
        }
        if let Some(graded) = graded {
            form.total.grade = Entry::value(graded, place.clone());
        }
    }
}

/// 得分 stands left of 分值.
fn score_first(header: &Header) -> bool {
    let at = |column: Column| header.heads.iter().position(|h| h.column == column);
    matches!((at(Column::Score), at(Column::Weight)), (Some(score), Some(weight)) if score < weight)
}

fn scored_with_grade(grid: &Grid<'_>, slot: &Slot) -> Entry<kanhe_report::Decimal> {
    let place = grid.place(slot.cell);
    let points = graded_points(grid.text(slot.cell)).map(|(points, _)| points);
    match points.or_else(|| figure_in(grid.text(slot.cell))) {
        Some(figure) => Entry::value(figure, place),
        None => Entry::empty(State::Blank, place),
    }
}

/// The words before a colon or a figure.
fn lead_of(text: &str) -> Option<&str> {
    if let Some(piece) = pieces(text).first() {
        return (!piece.label.is_empty() && text.starts_with(piece.label)).then_some(piece.label);
    }
    let at = text.char_indices().find(|(_, c)| c.is_ascii_digit())?.0;
    text.get(..at).map(|t| t.trim_end_matches([' ', '(', '（']))
}

/// The last figure in a short text: 95 of `总得分：95分`.
fn figure_in(text: &str) -> Option<kanhe_report::Decimal> {
    let (outside, _) = crate::label::split_brackets(text);
    let outside = outside.as_str();
    let mut found = None;
    let mut skip = 0;
    for (p, c) in outside.char_indices() {
        if p < skip || crate::number::digit(c).is_none() {
            continue;
        }
        let scanned = scan_number(outside.get(p..)?)?;
        skip = p + scanned.len;
        found = Some(scanned.number);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{figure_in, lead_of};

    #[test]
    fn a_score_is_found_beside_its_label() {
        assert_eq!(figure_in("项目总得分：95.5分").map(|d| d.to_string()).as_deref(), Some("95.5"));
        assert_eq!(lead_of("总分：95"), Some("总分"));
        assert_eq!(lead_of("总分 95分"), Some("总分"));
        assert_eq!(lead_of("加装电梯"), None);
    }
}
