//! 年度总体目标: what was expected, what was reached.

use kanhe_policy::terms::{TermGroup, Terms};
use kanhe_report::{Goal, Stated};

use super::Reader;
use super::grid::{Grid, Slot};
use super::rows::Mode;
use super::value::words;
use crate::label::tidy;

/// Which side of a goal a label heads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum GoalSide {
    Expected,
    Adjusted,
    Actual,
}

impl GoalSide {
    pub fn from_key(key: &str) -> Option<Self> {
        match key {
            "expected" => Some(Self::Expected),
            "adjusted" => Some(Self::Adjusted),
            "actual" => Some(Self::Actual),
            _ => None,
        }
    }
}

/// A head of the goal block.
#[derive(Debug, Clone, Copy)]
pub(crate) struct GoalHead {
    pub side: GoalSide,
    pub from: u32,
    pub to: u32,
    pub cell: usize,
}

/// 预期目标 | 实际完成情况, texts in the next row.
#[derive(Debug, Clone, Default)]
pub(crate) struct GoalHeader {
    pub heads: Vec<GoalHead>,
    strangers: usize,
}

impl GoalHeader {
    /// The goal heads of a row, if it has any.
    pub fn read(grid: &Grid<'_>, slots: &[Slot], terms: &Terms) -> Option<Self> {
        let mut out = Self::default();
        for slot in slots.iter().filter(|s| s.own && !grid.is_blank(s.cell)) {
            let label = grid.label(slot.cell);
            match label.key(terms, TermGroup::Goal).and_then(GoalSide::from_key) {
                // 全年（调整）绩效目标
                Some(GoalSide::Expected) if label.full.contains("调整") => {
                    out.heads.push(GoalHead {
                        side: GoalSide::Adjusted,
                        from: slot.from,
                        to: slot.to,
                        cell: slot.cell,
                    });
                }
                Some(side) => out.heads.push(GoalHead { side, from: slot.from, to: slot.to, cell: slot.cell }),
                None => out.strangers += 1,
            }
        }
        if out.heads.len() > 1
            && let [first, rest @ ..] = out.heads.as_slice()
            && rest.iter().any(|h| h.side == first.side)
        {
            // The block's own name beside its heads.
            out.heads.remove(0);
        }
        (!out.heads.is_empty()).then_some(out)
    }

    /// A row of heads: both sides, and nothing that could be a text.
    pub fn is_header(&self) -> bool {
        let has = |side| self.heads.iter().any(|h| h.side == side);
        has(GoalSide::Expected) && has(GoalSide::Actual) && self.strangers <= 1
    }
}

impl Reader<'_> {
    /// The goal block begins.
    pub fn begin_goals(&mut self, grid: &Grid<'_>, slots: &[Slot], mut header: GoalHeader) {
        if self.form.as_ref().is_some_and(|f| f.closed) {
            self.close();
        }
        self.enter(grid.table.number, || first_place(grid, slots));
        let starts: Vec<u32> = header.heads.iter().map(|h| h.from).collect();
        for head in &mut header.heads {
            head.to = starts.iter().copied().filter(|s| *s > head.from).min().unwrap_or(grid.width).max(head.to);
        }
        self.mode = Mode::Goals(header);
    }

    /// The texts below the heads.
    pub fn goal_row(&mut self, header: &GoalHeader, grid: &Grid<'_>, slots: &[Slot]) {
        self.goal_year(header, grid, slots);
        let mut goal = Goal::default();
        let texts: Vec<&Slot> = slots.iter().filter(|s| s.own && !grid.is_blank(s.cell)).collect();
        // A row whose merged cells were left out holds one text a head.
        let in_order = texts.len() == header.heads.len() && slots.len() == texts.len();
        for (n, head) in header.heads.iter().enumerate() {
            let under = |s: &&Slot| s.own && s.from < head.to && head.from < s.to;
            let ordered = texts.get(n).copied().filter(|_| in_order);
            let filled = || slots.iter().filter(under).find(|s| !grid.is_blank(s.cell));
            let slot = ordered.or_else(filled).or_else(|| slots.iter().find(under));
            let Some(slot) = slot else { continue };
            let entry = words(grid, slot.cell);
            match head.side {
                GoalSide::Expected => goal.expected = entry,
                GoalSide::Adjusted if !entry.is_blank() => goal.expected = entry,
                GoalSide::Adjusted => {}
                GoalSide::Actual => goal.actual = entry,
            }
        }
        if let Some(form) = self.current()
            && (goal.expected.exists() || goal.actual.exists())
        {
            form.goals.push(goal);
        }
    }

    /// The year in a column of its own: `财政年度 | 目标 | 实际完成情况`.
    fn goal_year(&mut self, header: &GoalHeader, grid: &Grid<'_>, slots: &[Slot]) {
        let beside = |s: &&Slot| s.own && !header.heads.iter().any(|h| s.from < h.to && h.from < s.to);
        let found = slots.iter().filter(beside).find_map(|s| {
            let text = tidy(grid.text(s.cell));
            let year = text.trim_end_matches(['年', '度']).parse::<i32>().ok().filter(|y| (1990..2100).contains(y))?;
            Some(Stated { value: year, place: grid.place(s.cell) })
        });
        if let (Some(year), Some(form)) = (found, self.current())
            && form.year.is_none()
        {
            form.year = Some(year);
        }
    }

    /// A goal's text beside its label.
    pub fn goal_pair(&mut self, side: GoalSide, grid: &Grid<'_>, label: &Slot, value: &Slot) {
        if self.form.as_ref().is_some_and(|f| f.closed) {
            return;
        }
        self.enter(grid.table.number, || grid.place(label.cell));
        let entry = words(grid, value.cell);
        let Some(form) = self.current() else { return };
        match side {
            GoalSide::Expected => form.goals.push(Goal { expected: entry, ..Goal::default() }),
            GoalSide::Adjusted => {
                if let Some(goal) = form.goals.last_mut()
                    && !entry.is_blank()
                {
                    goal.expected = entry;
                }
            }
            GoalSide::Actual => match form.goals.last_mut() {
                Some(goal) if !goal.actual.exists() => goal.actual = entry,
                _ => form.goals.push(Goal { actual: entry, ..Goal::default() }),
            },
        }
    }
}

/// Where a block begins.
pub(crate) fn first_place(grid: &Grid<'_>, slots: &[Slot]) -> kanhe_report::Place {
    slots.iter().find(|s| !grid.is_blank(s.cell)).map(|s| grid.place(s.cell)).unwrap_or_default()
}
