//! Tables: which is a scored form, a fund block, an indicator block, base data, a list of projects; what they state.
//!
//! Rows are read one after the other. A header row is known by the labels in it, never by its position; what follows is
//! read by its columns until the next header, title or total. A form may go on over several tables and sheets.

mod across;
mod bare_points;
mod base;
mod execution_row;
mod fields;
mod form;
mod funds;
mod goals;
mod grid;
mod header;
mod header_parts;
mod header_points;
mod header_rows;
mod in_label;
mod indicators;
mod levels;
mod lists;
mod pairs;
mod rows;
mod total;
mod value;

use kanhe_document::{Block, Document, Table};
use kanhe_policy::terms::{TermGroup, Terms};
use kanhe_report::{
    BaseItem, Form, FormField, FundLine, Group, Indicator, Kind, Place, ProjectLine, SheetCell, SheetTable,
    UnitMention, Unread, YearMention,
};

use crate::label::Label;
use form::{FormState, Pending};
use rows::Mode;

/// What the tables of a document state.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    pub forms: Vec<Form>,
    pub funds: Vec<FundLine>,
    pub projects: Vec<ProjectLine>,
    pub indicators: Vec<Indicator>,
    pub groups: Vec<Group>,
    pub base: Vec<BaseItem>,
    pub base_table: Option<u32>,
    pub base_fields: Vec<FormField>,
    pub sheets: Vec<SheetTable>,
    pub units: Vec<UnitMention>,
    pub years: Vec<YearMention>,
    pub unread: Vec<Unread>,
    /// Titles of forms inside tables, in order.
    pub titles: Vec<(String, Place)>,
}

/// Which kind of form a title announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TitleKind {
    Base,
    Target,
    Result,
}

/// Reads every visible table of the document.
pub(crate) fn read(document: &Document, terms: &Terms) -> Tables {
    let mut reader = Reader {
        terms,
        out: Tables::default(),
        form: None,
        pending: Pending::default(),
        mode: Mode::None,
        list: 0,
        prose: 0,
    };
    let mut lines = 0;
    for block in &document.blocks {
        match block {
            Block::Paragraph(p) => {
                lines += 1;
                reader.paragraph(&p.text, p.number);
            }
            Block::Table(t) if !t.hidden => {
                reader.out.sheets.push(sheet(t, lines));
                reader.table(t);
            }
            Block::Table(_) => {}
        }
    }
    reader.finish();
    reader.out
}

/// The state while reading.
pub(crate) struct Reader<'t> {
    terms: &'t Terms,
    out: Tables,
    /// The form that rows belong to.
    form: Option<FormState>,
    /// What was seen above a form that has not begun yet.
    pending: Pending,
    mode: Mode,
    /// Lists of projects so far.
    list: u32,
    /// Characters of running text since the last table.
    prose: usize,
}

impl Reader<'_> {
    /// A paragraph between tables: a title, a year, a unit of money, a labelled unit, or running text.
    fn paragraph(&mut self, text: &str, number: u32) {
        let length = text.chars().take(200).count();
        let place = || Place::paragraph(number, text.trim());
        if length <= 90 && self.caption(text, place()) {
            if matches!(self.mode, Mode::Projects(_)) && self.pending.title.is_some() {
                self.mode = Mode::None;
            }
            return;
        }
        if length <= 90 && self.head_line(text, &place()) {
            return;
        }
        self.prose += length;
        if self.prose > 60 {
            self.mode = Mode::None;
        }
    }

    /// A line above or inside a table that is no value: title, year, unit of money. `true` if it was one.
    fn caption(&mut self, text: &str, place: Place) -> bool {
        if let Some(kind) = title_kind(text, self.terms) {
            self.title(text, kind, place);
            return true;
        }
        if form::is_year_line(text) {
            self.pending.year_line(text, place);
            return true;
        }
        if let Some(unit) = form::money_line(text) {
            self.money_line(unit);
            return true;
        }
        false
    }

    fn table(&mut self, table: &Table) {
        self.prose = 0;
        if table.cells.is_empty() {
            return;
        }
        if let Some(caption) = &table.caption {
            self.caption(caption, Place::cell(table.number, 1, 1, caption.clone()));
        }
        rows::read(self, table);
    }

    fn finish(&mut self) {
        self.close();
        for form in &mut self.out.forms {
            form::settle(form);
            bare_points::settle(form, &mut self.out.indicators, &self.out.funds, &self.out.groups);
        }
    }
}

/// What a line announces, if it is the title of a form.
pub(crate) fn title_kind(text: &str, terms: &Terms) -> Option<TitleKind> {
    let text = text.trim();
    if text.is_empty()
        || text.len() > 270
        || text.ends_with(['。', '；', ';', '：', ':', '，'])
        || text.contains(['。', '；'])
    {
        return None;
    }
    let label = Label::of(text);
    if label.full.is_empty()
        || label.full.chars().count() > 60
        || label.full.starts_with('注')
        || label.full.ends_with("附后")
    {
        return None;
    }
    let key = terms.find(TermGroup::Title, &label.full).or_else(|| terms.find(TermGroup::Title, &label.bare))?;
    Some(match key {
        "base" => TitleKind::Base,
        "target" => TitleKind::Target,
        _ => TitleKind::Result,
    })
}

/// What a title says about the kind of report.
pub(crate) fn kind_of(title: &str) -> Option<Kind> {
    let label = crate::label::tidy(title);
    if label.contains("整体") {
        return Some(Kind::Whole);
    }
    if label.contains("项目") || label.contains("专项") || label.contains("转移支付") {
        return Some(Kind::Project);
    }
    (label.contains("部门支出") || label.contains("单位支出") || label.contains("部门预算支出")).then_some(Kind::Whole)
}

/// The table as it stands, without hidden rows.
fn sheet(table: &Table, before_line: usize) -> SheetTable {
    SheetTable {
        number: table.number,
        sheet: table.sheet.clone(),
        before_line,
        rows: table.rows,
        cols: table.cols,
        aligned: table.aligned,
        cells: table
            .cells
            .iter()
            .filter(|c| !table.is_hidden_row(c.row))
            .map(|c| SheetCell {
                row: c.row + 1,
                col: c.col + 1,
                row_span: c.row_span,
                col_span: c.col_span,
                text: c.text.clone(),
            })
            .collect(),
    }
}
