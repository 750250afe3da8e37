//! Header rows: which column means what, and which cell of a row belongs to which column.

use kanhe_policy::terms::{TermGroup, Terms};
use kanhe_report::MoneyUnit;

use super::grid::{Grid, Slot};
use crate::number::{parse_amount, parse_percent, unit_in};

macro_rules! columns {
    ($($name:ident = $key:literal, $doc:literal;)*) => {
        /// What a column holds.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub(crate) enum Column { $(#[doc = $doc] $name,)* }

        impl Column {
            pub fn from_key(key: &str) -> Option<Self> {
                match key { $($key => Some(Self::$name),)* _ => None }
            }
        }
    };
}

columns! {
    Level1 = "level1", "一级指标";
    Level2 = "level2", "二级指标";
    Level3 = "level3", "三级指标";
    Sign = "sign", "指标性质";
    Unit = "unit", "度量单位";
    Review = "review_score", "复核分";
    Reason = "reason", "偏差原因";
    Deduction = "deduction", "扣分";
    Coefficient = "coefficient", "得分系数";
    Standard = "standard", "评分标准";
    Core = "core", "是否核心指标";
    Adjusted = "adjusted_target", "调整指标值";
    Weight = "weight", "分值";
    Score = "score", "得分";
    Target = "target", "年度指标值";
    Actual = "actual", "实际完成值";
    Rate = "rate", "执行率";
    Adjustment = "adjustment", "调整数";
    Initial = "initial", "年初预算数";
    Budget = "budget", "全年预算数";
    Executed = "executed", "全年执行数";
    Carryover = "carryover", "结转结余";
    Arrived = "arrived", "到位资金";
    Net = "net_budget", "扣除统筹整合后的预算";
    Project = "project_name", "项目名称";
    Source = "fund_source", "资金来源";
    Serial = "serial", "序号";
    Establishment = "establishment", "编制数";
    Staff = "staff", "在职人数";
    StaffRate = "staff_rate", "控制率";
    Note = "note", "备注";
    Level1Weight = "level1_weight", "一级指标分值";
    Level2Weight = "level2_weight", "二级指标分值";
}

impl Column {
    /// A column of money.
    pub fn is_money(self) -> bool {
        matches!(
            self,
            Self::Initial | Self::Adjustment | Self::Budget | Self::Executed | Self::Carryover | Self::Arrived
        )
    }

    /// A column that only an indicator table has.
    pub fn is_level(self) -> bool {
        matches!(self, Self::Level1 | Self::Level2 | Self::Level3)
    }
}

/// A column of a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Head {
    pub column: Column,
    pub from: u32,
    pub to: u32,
    /// Its cell in the header's table.
    pub cell: usize,
    /// Unit of money that the head prints.
    pub unit: Option<MoneyUnit>,
}

/// The columns of a header, left to right.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Header {
    pub heads: Vec<Head>,
    /// Grid width of the header's table.
    pub width: u32,
    /// Cells of the header's row, unnamed ones included.
    pub cells: usize,
    /// Cells of the row that hold text and mean nothing known.
    pub strangers: usize,
    /// Those of them that are numbers.
    pub numbers: usize,
    /// Cells of columns that mean nothing known: skipped, and said to be unread.
    pub unknown: Vec<usize>,
    /// Heads that repeat the one before them, where merged cells were filled across.
    pub copies: usize,
    /// For a second row: the cells that stand over its heads.
    pub above: Vec<usize>,
    /// For a second row: its columns that mean nothing known.
    pub skipped: Vec<(u32, u32)>,
}

impl Header {
    /// Reads a row as a header.
    pub fn read(grid: &Grid<'_>, slots: &[Slot], terms: &Terms) -> Self {
        let mut out = Self { width: grid.width, cells: slots.len(), ..Self::default() };
        for (i, slot) in slots.iter().enumerate() {
            if !slot.own || grid.is_blank(slot.cell) {
                continue;
            }
            let label = grid.label(slot.cell);
            let column = label.key(terms, TermGroup::Column).and_then(Column::from_key);
            let Some(column) = column.filter(|_| !is_statement(grid.text(slot.cell))) else {
                // The side head of the block stands beside the header, not in it.
                if i > 0 || label.key(terms, TermGroup::Block).is_none() {
                    out.strangers += 1;
                    out.numbers += usize::from(label.is_number());
                    out.unknown.push(slot.cell);
                }
                continue;
            };
            if i == 0 && slots.len() > 3 && is_side_head(grid, slots, slot, terms) {
                continue;
            }
            let unit = label.brackets.iter().find_map(|b| unit_in(b)).or_else(|| unit_in(grid.text(slot.cell)));
            // 备注（未完成原因）
            let column = if column == Column::Note && label.full.contains("原因") { Column::Reason } else { column };
            if let Some(last) = out.heads.last_mut()
                && last.to == slot.from
                && grid.text(last.cell) == grid.text(slot.cell)
            {
                last.to = slot.to;
                out.copies += 1;
                continue;
            }
            out.heads.push(Head { column, from: slot.from, to: slot.to, cell: slot.cell, unit });
        }
        out.part_heads(grid, slots, terms);
        out.drop_block_names(grid, terms);
        out.name_plain_indicator_column(grid, slots, terms);
        out.name_weights_of_levels();
        out
    }

    /// `年度预算数（万元） | 年初预算 | 调整后预算数`: the first is the name of the block, not a column of the same kind.
    fn drop_block_names(&mut self, grid: &Grid<'_>, terms: &Terms) {
        let Some(first) = self.heads.first().copied() else { return };
        let twice = self.heads.iter().skip(1).any(|h| h.column == first.column);
        if twice && grid.label(first.cell).exact(terms, TermGroup::Block).is_some() {
            self.heads.remove(0);
        }
    }

    /// `绩效指标 | 指标值 | 完成值 | …` without level columns: the first column names the indicator.
    fn name_plain_indicator_column(&mut self, grid: &Grid<'_>, slots: &[Slot], terms: &Terms) {
        let values = self.count(|c| matches!(c, Column::Target | Column::Actual | Column::Weight | Column::Score));
        if values < 2 || self.count(|c| c.is_level() || c.is_money()) > 0 {
            return;
        }
        let named = |s: &&Slot| {
            !is_side_head(grid, slots, s, terms)
                && grid.label(s.cell).exact(terms, TermGroup::Block) == Some("indicators")
        };
        if let Some(slot) = slots.iter().take(3).find(named) {
            self.heads.push(Head { column: Column::Level3, from: slot.from, to: slot.to, cell: slot.cell, unit: None });
            self.heads.sort_by_key(|h| h.from);
        }
    }

    /// `一级指标 | 分值 | 二级指标 | 分值 | 三级指标 | 分值`: the first two weights are the heads'.
    pub fn name_weights_of_levels(&mut self) {
        let weights = self.heads.iter().filter(|h| h.column == Column::Weight).count();
        if weights < 2 {
            return;
        }
        let mut before: Option<Column> = None;
        let mut named = 0;
        for head in &mut self.heads {
            if head.column == Column::Weight && named + 1 < weights {
                match before {
                    Some(Column::Level1) => head.column = Column::Level1Weight,
                    Some(Column::Level2) => head.column = Column::Level2Weight,
                    _ => {}
                }
                named += 1;
            }
            before = Some(head.column);
        }
    }

    /// Whether it has a column.
    pub fn has(&self, column: Column) -> bool {
        self.heads.iter().any(|h| h.column == column)
    }

    /// How many of its columns fit.
    pub fn count(&self, fits: impl Fn(Column) -> bool) -> usize {
        self.heads.iter().filter(|h| fits(h.column)).count()
    }

    /// Whether a stretch of columns lies under any head that fits.
    pub fn overlaps(&self, from: u32, to: u32, fits: impl Fn(Column) -> bool) -> bool {
        self.heads.iter().any(|h| fits(h.column) && from < h.to && h.from < to)
    }

    /// A header of an indicator table.
    pub fn is_indicators(&self) -> bool {
        let levels = self.count(Column::is_level);
        let values = self.count(|c| {
            matches!(
                c,
                Column::Target | Column::Actual | Column::Weight | Column::Score | Column::Standard | Column::Adjusted
            )
        });
        let money = self.count(Column::is_money);
        (levels >= 2 && values >= 1 || levels == 1 && values >= 2 || levels >= 3) && money == 0
    }

    /// A header of the fund block. A row with figures in it states them, label by label.
    pub fn is_funds(&self) -> bool {
        let money =
            self.count(|c| matches!(c, Column::Initial | Column::Budget | Column::Executed | Column::Adjustment));
        self.count(Column::is_level) == 0
            && self.numbers == 0
            && (money >= 2 || money == 1 && self.has(Column::Rate))
            && self.strangers <= self.heads.len()
    }

    /// A header of a list of projects.
    pub fn is_projects(&self) -> bool {
        self.has(Column::Project)
            && self.numbers == 0
            && self.count(Column::is_money) >= 1
            && self.heads.len() >= 3
            && self.count(Column::is_level) == 0
    }

    /// A head that says 项目 and no more, as every table of accounts has it, needs a budget, its execution and a third
    /// figure beside it to be a list of projects.
    pub fn lists_projects(&self, grid: &Grid<'_>) -> bool {
        let bare = self.heads.iter().any(|h| h.column == Column::Project && grid.label(h.cell).bare == "项目");
        let budget = self.has(Column::Initial) || self.has(Column::Budget);
        let third = self.count(|c| matches!(c, Column::Adjustment | Column::Carryover | Column::Rate)) > 0;
        self.is_projects() && (!bare || budget && third && self.has(Column::Executed))
    }

    /// The cells of a row whose leading cells are missing, as some texts leave out what was merged down: moved right where
    /// only that puts figures under heads of figures.
    pub fn realign(&self, grid: &Grid<'_>, slots: &[Slot], terms: &Terms) -> Option<Vec<Slot>> {
        let missing = u32::try_from(self.cells.checked_sub(slots.len())?).ok().filter(|k| (1..=6).contains(k))?;
        if slots.iter().any(|s| !s.own || s.to - s.from != 1) || self.heads.iter().any(|h| h.to - h.from != 1) {
            return None;
        }
        let fit = |shift: u32| {
            let under = |h: &Head| slots.iter().find(|s| s.from + shift == h.from).filter(|s| !grid.is_blank(s.cell));
            let worth = |h: &Head| {
                let Some(slot) = under(h) else { return 0 };
                let own = match h.column {
                    Column::Level1 => "level1",
                    Column::Level2 => "level2",
                    Column::Weight | Column::Score | Column::Rate => "",
                    c if c.is_money() => "",
                    _ => return 0,
                };
                let fits = match (own, grid.label(slot.cell).key(terms, TermGroup::Level)) {
                    ("", _) => figure_like(h.column, grid.text(slot.cell)),
                    (_, None) => return 0,
                    (own, Some(key)) => own == key,
                };
                if fits { 1 } else { -1 }
            };
            self.heads.iter().map(worth).sum::<i32>()
        };
        let mut best = (fit(0), 0);
        for shift in 1..=missing.min(3) {
            let here = fit(shift);
            if here > best.0 {
                best = (here, shift);
            }
        }
        let shift = best.1;
        (shift > 0).then(|| slots.iter().map(|s| Slot { from: s.from + shift, to: s.to + shift, ..*s }).collect())
    }

    /// For each head, the slot that holds its value in a row. A slot belongs to one head only, the first it covers.
    pub fn assign(&self, grid: &Grid<'_>, slots: &[Slot]) -> Vec<Option<usize>> {
        let mut out: Vec<Option<usize>> = vec![None; self.heads.len()];
        let mut taken: Vec<bool> = vec![false; slots.len()];
        let mut clash = false;
        for (s, slot) in slots.iter().enumerate() {
            let Some(h) = self.heads.iter().position(|h| slot.from < h.to && h.from < slot.to) else { continue };
            let Some(place) = out.get_mut(h) else { continue };
            match *place {
                None => *place = Some(s),
                Some(other) => {
                    let text = |i: usize| slots.get(i).map_or("", |x| grid.text(x.cell));
                    let filled = |i: usize| slots.get(i).is_some_and(|x| !grid.is_blank(x.cell));
                    if filled(s) && filled(other) {
                        // The same again: a merged cell that was filled across.
                        clash |= text(s) != text(other);
                    } else if filled(s) {
                        *place = Some(s);
                    }
                }
            }
            if let Some(t) = taken.get_mut(s) {
                *t = true;
            }
        }
        let unplaced = taken.iter().zip(slots).any(|(t, s)| !t && !grid.is_blank(s.cell) && s.own);
        let other_grid = grid.width != self.width && grid.columns_in_all() != self.width;
        if (clash || (unplaced && other_grid)) && slots.len() >= self.heads.len() {
            // Spans that do not line up: the cells stand in the header's order, counted from the right.
            let shift = slots.len().saturating_sub(self.heads.len());
            if self.copies == 0 && (slots.len() == self.cells || self.heads.len() == slots.len()) {
                return (0..self.heads.len()).map(|h| Some(h + shift)).collect();
            }
        }
        out
    }
}

/// What a column of figures may hold: a figure of its kind, or one of the signs for nothing.
pub(crate) fn figure_like(column: Column, text: &str) -> bool {
    super::value::nothing(text).is_some()
        || match column {
            Column::Rate => parse_percent(text).is_some(),
            Column::Weight | Column::Score => !text.contains(['%', '％']) && super::value::parse_points(text).is_some(),
            _ => parse_amount(text, MoneyUnit::Yuan).is_some(),
        }
}

/// `项目总得分：95分`: a label with its value, no head.
fn is_statement(text: &str) -> bool {
    let (outside, _) = crate::label::split_brackets(text);
    outside.trim_end().trim_end_matches([':', '：']).contains([':', '：'])
}

/// The first cell of a row that heads a block beside it (`绩效指标`, `项目资金`) and not a column: it is merged over the
/// block's rows, or, in a grid without merged cells, followed by the blank head of the labels.
fn is_side_head(grid: &Grid<'_>, slots: &[Slot], slot: &Slot, terms: &Terms) -> bool {
    let first_of_two = slots.first() == Some(slot) && slots.get(1).is_some_and(|s| grid.is_blank(s.cell));
    // Where merged cells were filled, the row below or above says it again.
    let says =
        |row: u32| grid.slots(row).iter().any(|s| s.from == slot.from && grid.text(s.cell) == grid.text(slot.cell));
    let again = |row: u32| says(row + 1) || row.checked_sub(1).is_some_and(says);
    let tall = grid.get(slot.cell).is_some_and(|c| c.row_span > 1 || again(c.row));
    (first_of_two || tall) && grid.label(slot.cell).key(terms, TermGroup::Block).is_some()
}

#[cfg(test)]
mod tests {
    use super::Column;

    #[test]
    fn every_column_of_the_dictionary_is_known() {
        let text = include_str!("../../../../policy/cn/terms.toml");
        let column = text.split("\nfund = [").next().unwrap_or_default();
        for line in column.lines().filter(|l| l.trim_start().starts_with("{ key")) {
            let key = line.split('"').nth(1).unwrap_or_default();
            assert!(Column::from_key(key).is_some(), "{key}");
        }
    }
}
