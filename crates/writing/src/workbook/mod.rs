//! Findings as a workbook: documents, findings, recomputed scores, statistics.
//!
//! Documents are written as they come, and only the row at work is in memory: the workbook library keeps the rest in
//! temporary files of its own.

mod parts;
mod statistics;
mod style;

use std::collections::BTreeMap;
use std::io::{Seek, Write};

use kanhe_report::Lang;
use rust_xlsxwriter::{Url, Workbook, XlsxError};

use crate::record::Record;
use parts::{Part, document_row, finding_row, score_row};
use statistics::Statistics;
use style::{Style, cleaned, heads, row_height, text, wrapped};

/// Rows of a sheet, head included: Excel's 1,048,576 with room to spare.
const ROW_LIMIT: u32 = 1_000_000;
/// Links of a sheet: Excel's 65,530 with room to spare.
const LINK_LIMIT: u32 = 65_000;

/// The workbook could not be made.
#[derive(Debug, thiserror::Error)]
#[error("工作簿没有写成 (workbook not written): {0}")]
pub struct WriteError(#[from] XlsxError);

/// A workbook in the making. Text is written as text: nothing in a report can become a formula.
pub struct Book {
    book: Workbook,
    style: Style,
    lang: Lang,
    documents: Growing,
    findings: Growing,
    scores: Growing,
    statistics: Statistics,
}

impl Book {
    /// With its sheets, and nothing on them but heads.
    pub fn new(lang: Lang) -> Result<Self, WriteError> {
        Self::with_rows(lang, ROW_LIMIT)
    }

    /// With fewer rows a sheet than Excel allows.
    fn with_rows(lang: Lang, limit: u32) -> Result<Self, WriteError> {
        let mut book = Workbook::new();
        let style = Style::new();
        let mut start = |part| Growing::start(&mut book, part, limit, lang, &style);
        let (documents, findings, scores) = (start(Part::Documents)?, start(Part::Findings)?, start(Part::Scores)?);
        Ok(Self { book, style, lang, documents, findings, scores, statistics: Statistics::default() })
    }

    /// Adds a document.
    pub fn add(&mut self, record: &Record) -> Result<(), WriteError> {
        let Self { book, style, lang, documents, findings, scores, statistics } = self;
        statistics.add(record);
        let mut first = None;
        for finding in &record.findings {
            let row = findings.row(book, *lang, style)?;
            finding_row(book.worksheet_from_index(findings.index)?, row, record, finding, *lang, style)?;
            first = first.or_else(|| Some(format!("internal:'{}'!A{}", findings.name(*lang), row + 1)));
        }
        for card in &record.scorecards {
            for line in &card.lines {
                let row = scores.row(book, *lang, style)?;
                score_row(book.worksheet_from_index(scores.index)?, row, record, card.form, line, *lang, style)?;
            }
        }
        let row = documents.row(book, *lang, style)?;
        let sheet = book.worksheet_from_index(documents.index)?;
        match first {
            Some(place) if row < LINK_LIMIT => {
                let url = Url::new(place).set_text(cleaned(&record.file));
                sheet.write_url_with_format(row, 0, url, &style.link)?;
            }
            _ => text(sheet, row, 0, &record.file, &style.text)?,
        }
        Ok(document_row(sheet, row, record, style)?)
    }

    /// Adds a document that could not be read.
    pub fn add_failure(&mut self, file: &str, why: &str) -> Result<(), WriteError> {
        let Self { book, style, lang, documents, .. } = self;
        let row = documents.row(book, *lang, style)?;
        let sheet = book.worksheet_from_index(documents.index)?;
        text(sheet, row, 0, file, &style.text)?;
        let last = documents.last_column();
        for col in 1..last {
            sheet.write_blank(row, col, &style.text)?;
        }
        text(sheet, row, last, why, &style.reason)?;
        Ok(row_height(sheet, row, wrapped(&[(file, 34), (why, 44)]))?)
    }

    /// Writes statistics and the whole file; `titles` gives each code's title.
    pub fn finish(
        mut self,
        titles: &BTreeMap<String, String>,
        to: &mut (impl Write + Seek + Send),
    ) -> Result<(), WriteError> {
        for growing in [&self.documents, &self.findings, &self.scores] {
            growing.close(&mut self.book)?;
        }
        self.statistics.write(&mut self.book, titles, self.lang, &self.style)?;
        Ok(self.book.save_to_writer(to)?)
    }
}

/// A sheet that grows, and goes on in a further one when it is full.
struct Growing {
    part: Part,
    /// Index of the sheet at work.
    index: usize,
    /// How many sheets of this part there are.
    number: usize,
    /// The next free row.
    next: u32,
    /// Rows of a sheet.
    limit: u32,
}

impl Growing {
    fn start(book: &mut Workbook, part: Part, limit: u32, lang: Lang, style: &Style) -> Result<Self, XlsxError> {
        let mut growing = Self { part, index: 0, number: 0, next: 0, limit };
        growing.sheet(book, lang, style)?;
        Ok(growing)
    }

    /// Begins a sheet, of which only the row at work is held in memory.
    fn sheet(&mut self, book: &mut Workbook, lang: Lang, style: &Style) -> Result<(), XlsxError> {
        self.index = book.worksheets().len();
        self.number += 1;
        self.next = 1;
        let sheet = book.add_worksheet_with_constant_memory()?;
        heads(sheet, &self.name(lang), self.part.columns(lang), style)
    }

    /// The next free row of the sheet at work.
    fn row(&mut self, book: &mut Workbook, lang: Lang, style: &Style) -> Result<u32, XlsxError> {
        if self.next >= self.limit {
            self.close(book)?;
            self.sheet(book, lang, style)?;
        }
        self.next += 1;
        Ok(self.next - 1)
    }

    /// Nothing more comes on the sheet at work: its head gets filters.
    fn close(&self, book: &mut Workbook) -> Result<(), XlsxError> {
        let last = self.next.saturating_sub(1);
        book.worksheet_from_index(self.index)?.autofilter(0, 0, last, self.last_column())?;
        Ok(())
    }

    fn name(&self, lang: Lang) -> String {
        self.part.name(self.number, lang)
    }

    fn last_column(&self) -> u16 {
        u16::try_from(self.part.columns(Lang::Zh).len()).unwrap_or(1).saturating_sub(1)
    }
}

#[cfg(test)]
mod tests;
