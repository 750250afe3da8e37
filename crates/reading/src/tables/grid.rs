//! A table as rows of slots: the cells of a row, those merged down from above included.

use std::cell::OnceCell;

use kanhe_document::{Cell, Table};
use kanhe_report::Place;

use crate::label::Label;

/// A cell as one row sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Slot {
    /// Index into the table's cells.
    pub cell: usize,
    /// First grid column, counted from the first that holds any text.
    pub from: u32,
    /// One past the last grid column.
    pub to: u32,
    /// The cell begins in this row (it is not merged down from above).
    pub own: bool,
}

/// A table with its labels worked out once.
pub(crate) struct Grid<'d> {
    pub table: &'d Table,
    labels: Vec<OnceCell<Label>>,
    /// The first column that holds any text.
    left: u32,
    /// Columns from there to the last that holds any text.
    pub width: u32,
}

impl<'d> Grid<'d> {
    pub fn new(table: &'d Table) -> Self {
        let width = table
            .cells
            .iter()
            .filter(|c| !c.text.trim().is_empty() || c.row_span > 1 || c.col_span > 1)
            .map(|c| c.col.saturating_add(c.col_span))
            .max()
            .unwrap_or(0)
            .min(table.cols);
        let left = table.cells.iter().filter(|c| !c.text.trim().is_empty() || c.uncomputed).map(|c| c.col).min();
        let left = left.unwrap_or(0).min(width);
        Self { table, labels: vec![OnceCell::new(); table.cells.len()], left, width: width - left }
    }

    /// The cells of a row, left to right.
    pub fn slots(&self, row: u32) -> Vec<Slot> {
        let mut out: Vec<Slot> = Vec::new();
        let start = (row as usize).saturating_mul(self.table.cols as usize).saturating_add(self.left as usize);
        let Some(indexes) = self.table.grid.get(start..start.saturating_add(self.width as usize)) else { return out };
        for (col, &index) in (0u32..).zip(indexes) {
            let cell = index as usize;
            let Some(found) = self.table.cells.get(cell) else { continue };
            match out.last_mut() {
                Some(last) if last.cell == cell => last.to = col + 1,
                _ => out.push(Slot { cell, from: col, to: col + 1, own: found.row == row }),
            }
        }
        out
    }

    /// The cell's text, untrimmed.
    pub fn raw(&self, cell: usize) -> &'d str {
        self.table.cells.get(cell).map_or("", |c| c.text.as_str())
    }

    /// The cell's text, trimmed.
    pub fn text(&self, cell: usize) -> &'d str {
        self.raw(cell).trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}')
    }

    /// Nothing stands in the cell.
    pub fn is_blank(&self, cell: usize) -> bool {
        self.text(cell).is_empty() && !self.get(cell).is_some_and(|c| c.uncomputed)
    }

    /// A row that numbers the columns: `栏次 | 1 | 2 | 3`, `A | B | C=B/A`.
    pub fn is_numbering(&self, row: u32) -> bool {
        if row >= self.table.rows || self.table.is_hidden_row(row) {
            return false;
        }
        let filled = |s: &Slot| s.own && !self.is_blank(s.cell);
        let mut texts: Vec<&str> = self.slots(row).iter().filter(|s| filled(s)).map(|s| self.text(s.cell)).collect();
        if texts.first().is_some_and(|t| matches!(*t, "栏次" | "列次" | "行次" | "序号")) {
            texts.remove(0);
        }
        let formula = |t: &str| t.chars().all(|c| c.is_ascii_graphic() || "（）÷×－＝％".contains(c)) && t.len() <= 24;
        let letters = |t: &&str| t.starts_with(|c: char| c.is_ascii_uppercase() || matches!(c, '(' | '（'));
        let counted = |(n, t): (usize, &&str)| {
            let digits: String = t.chars().take_while(char::is_ascii_digit).collect();
            digits.parse() == Ok(n + 1) && (digits.len() == t.len() || t.contains(['=', '＝']))
        };
        texts.len() >= 3
            && texts.iter().all(|t| formula(t))
            && (texts.iter().enumerate().all(counted) || texts.iter().all(letters))
    }

    /// The cell.
    pub fn get(&self, cell: usize) -> Option<&'d Cell> {
        self.table.cells.get(cell)
    }

    /// The cell's text as a label.
    pub fn label(&self, cell: usize) -> &Label {
        static EMPTY: Label = Label { bare: String::new(), full: String::new(), brackets: Vec::new(), of_which: false };
        self.labels.get(cell).map_or(&EMPTY, |l| l.get_or_init(|| Label::of(self.text(cell))))
    }

    /// Columns from the first that holds any text, blank ones on the right included.
    pub fn columns_in_all(&self) -> u32 {
        self.table.cols.saturating_sub(self.left)
    }

    /// The cell's columns as slots count them.
    pub fn columns(&self, cell: &Cell) -> (u32, u32) {
        let from = cell.col.saturating_sub(self.left);
        (from, cell.col.saturating_add(cell.col_span).saturating_sub(self.left))
    }

    /// Where the cell stands.
    pub fn place(&self, cell: usize) -> Place {
        let Some(c) = self.get(cell) else { return Place::default() };
        let mut place = Place::cell(self.table.number, c.row + 1, c.col + 1, c.text.clone());
        place.sheet.clone_from(&self.table.sheet);
        place.page = c.page;
        place
    }
}
