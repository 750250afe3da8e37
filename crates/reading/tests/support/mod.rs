#![allow(dead_code, clippy::expect_used)]
//! Documents in a few lines: `paragraph` and `table`. In a table a row is a line, cells stand between `|`; `<` goes on with
//! the cell to the left, `^` with the cell above.

use kanhe_document::{Block, Cell, Document, Format, Paragraph, Table};
use kanhe_policy::terms::Terms;
use kanhe_report::{FundLine, Indicator, Report};

/// A document being put together.
#[derive(Default)]
pub struct Paper {
    blocks: Vec<Block>,
    paragraphs: u32,
    tables: u32,
}

impl Paper {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn paragraph(mut self, text: &str) -> Self {
        self.paragraphs += 1;
        self.blocks.push(Block::Paragraph(Paragraph {
            number: self.paragraphs,
            text: text.to_owned(),
            ..Paragraph::default()
        }));
        self
    }

    pub fn table(self, rows: &str) -> Self {
        self.sheet(None, rows)
    }

    pub fn sheet(mut self, name: Option<&str>, rows: &str) -> Self {
        self.tables += 1;
        let mut table = grid(rows);
        table.number = self.tables;
        table.sheet = name.map(str::to_owned);
        self.blocks.push(Block::Table(table));
        self
    }

    /// Changes the last table.
    pub fn with(mut self, change: impl FnOnce(&mut Table)) -> Self {
        if let Some(Block::Table(table)) = self.blocks.last_mut() {
            change(table);
        }
        self
    }

    pub fn document(self) -> Document {
        Document { format: Format::Docx, blocks: self.blocks, margins: Vec::new(), title: None, gaps: Vec::new() }
    }

    pub fn read(self) -> Report {
        kanhe_reading::read(&self.document(), &terms(), "a.docx")
    }
}

pub fn terms() -> Terms {
    Terms::parse(include_str!("../../../../policy/cn/terms.toml")).expect("the dictionary is valid")
}

/// A table from its drawing.
pub fn grid(rows: &str) -> Table {
    let lines: Vec<Vec<&str>> =
        rows.lines().map(str::trim).filter(|l| !l.is_empty()).map(|l| l.split('|').map(str::trim).collect()).collect();
    let cols = lines.iter().map(Vec::len).max().unwrap_or(0);
    let mut table = Table {
        rows: lines.len() as u32,
        cols: cols as u32,
        grid: vec![u32::MAX; lines.len() * cols],
        ..Table::default()
    };
    for (r, line) in lines.iter().enumerate() {
        for (c, text) in line.iter().enumerate() {
            let at = r * cols + c;
            let from = match *text {
                "<" => Some(at - 1),
                "^" => Some(at - cols),
                _ => None,
            };
            if let Some(from) = from {
                let index = table.grid[from];
                table.grid[at] = index;
                let cell = &mut table.cells[index as usize];
                cell.row_span = cell.row_span.max(r as u32 - cell.row + 1);
                cell.col_span = cell.col_span.max(c as u32 - cell.col + 1);
            } else {
                table.grid[at] = table.cells.len() as u32;
                table.cells.push(Cell {
                    row: r as u32,
                    col: c as u32,
                    row_span: 1,
                    col_span: 1,
                    text: text.replace('↵', "\n"),
                    uncomputed: false,
                    page: None,
                });
            }
        }
    }
    table
}

/// An indicator as one line: level 1/2/3 target → actual, score/weight.
pub fn line(i: &Indicator) -> String {
    let show = |e: &kanhe_report::Entry<String>| e.value.clone().unwrap_or_else(|| "·".into());
    let number = |e: &kanhe_report::Entry<kanhe_report::Decimal>| e.value.map_or("·".to_owned(), |d| d.to_string());
    format!(
        "{}/{}/{} {}→{} {}/{}",
        show(&i.level1),
        show(&i.level2),
        show(&i.level3),
        show(&i.target),
        show(&i.actual),
        number(&i.score),
        number(&i.weight)
    )
}

/// All indicators as lines.
pub fn lines(report: &Report) -> Vec<String> {
    report.indicators.iter().map(line).collect()
}

/// A fund line as one line: key initial budget executed rate score/weight.
pub fn fund(f: &FundLine) -> String {
    let show = |e: &kanhe_report::Entry<kanhe_report::Amount>| e.value.map_or("·".to_owned(), |a| a.money.to_string());
    let number = |e: &kanhe_report::Entry<kanhe_report::Decimal>| e.value.map_or("·".to_owned(), |d| d.to_string());
    let rate = f.rate.value.map_or("·".to_owned(), |p| p.number.to_string());
    format!(
        "{} {} {} {} {rate} {}/{}",
        f.line.name(),
        show(&f.initial),
        show(&f.budget),
        show(&f.executed),
        number(&f.score),
        number(&f.weight)
    )
}

/// All fund lines as lines.
pub fn funds(report: &Report) -> Vec<String> {
    report.funds.iter().map(fund).collect()
}

/// Weight, score and grade of the report's total.
pub fn total(report: &Report) -> String {
    let number = |e: &kanhe_report::Entry<kanhe_report::Decimal>| e.value.map_or("·".to_owned(), |d| d.to_string());
    let grade = report.total.grade.value.clone().unwrap_or_else(|| "·".into());
    format!("{} {} {grade}", number(&report.total.weight), number(&report.total.score))
}
