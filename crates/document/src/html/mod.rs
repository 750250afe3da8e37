//! HTML pages, those that Word, Excel and WPS save included: what a browser would show, as paragraphs and tables.

mod flow;
mod layout;
mod lists;
mod names;
mod place;
mod prescan;
mod walk;

use std::borrow::Cow;

use scraper::Html;

use crate::grid::Meter;
use crate::model::{Block, Cell, Document, Format, Paragraph, Table};
use crate::{Limits, ReadError};
use flow::Item;

/// A decoded page; several make a document where each is a sheet of a workbook, or a frame.
pub(crate) struct Page<'a> {
    pub(crate) text: Cow<'a, str>,
    /// The sheet's name.
    pub(crate) sheet: Option<String>,
    /// A hidden sheet.
    pub(crate) hidden: bool,
}

/// Reads a decoded page.
pub(crate) fn read(text: &str, limits: &Limits) -> Result<Document, ReadError> {
    read_pages(&[Page { text: text.into(), sheet: None, hidden: false }], limits)
}

/// Reads decoded pages as one document, in order. The title is that of the first page that has one.
pub(crate) fn read_pages(pages: &[Page<'_>], limits: &Limits) -> Result<Document, ReadError> {
    let mut document = Document { format: Format::Html, blocks: vec![], margins: vec![], title: None, gaps: vec![] };
    let mut meter = Meter::new(limits);
    for page in pages {
        prescan::check(&page.text, limits)?;
        let parsed = Html::parse_document(&page.text);
        let walked = walk::walk(&parsed, limits)?;
        let start = document.blocks.len();
        emit(walked.items, None, &mut meter, &mut document.blocks)?;
        for block in document.blocks.iter_mut().skip(start) {
            if let Block::Table(table) = block {
                table.sheet.clone_from(&page.sheet);
                table.hidden = page.hidden;
            }
        }
        document.title = document.title.or(walked.title);
    }
    Ok(document)
}

/// Numbers paragraphs and tables in document order; a nested table follows the one that holds it. The depth of the
/// recursion is that of data tables in data tables, which walking has bounded.
fn emit(
    items: Vec<Item>,
    parent: Option<u32>,
    meter: &mut Meter<'_>,
    blocks: &mut Vec<Block>,
) -> Result<(), ReadError> {
    for item in items {
        match item {
            Item::Paragraph(paragraph) if paragraph.heading.is_some() => blocks.extend(meter.paragraph(paragraph)?),
            Item::Paragraph(mut paragraph) => {
                for line in paragraph.text.split('\n') {
                    let label = if line.trim().is_empty() { None } else { paragraph.label.take() };
                    let line = Paragraph { label, text: line.to_owned(), ..Paragraph::default() };
                    blocks.extend(meter.paragraph(line)?);
                }
            }
            Item::Table(placed) => {
                let mut table = Table {
                    number: meter.table()?,
                    parent,
                    caption: placed.caption,
                    rows: placed.rows,
                    cols: placed.cols,
                    ..Table::default()
                };
                let mut nested = Vec::new();
                for cell in placed.cells {
                    table.cells.push(Cell {
                        row: cell.row,
                        col: cell.col,
                        row_span: cell.row_span,
                        col_span: cell.col_span,
                        text: flow::cell_text(cell.items, &mut nested),
                        uncomputed: false,
                        page: None,
                    });
                }
                meter.lay_out(&mut table)?;
                let number = table.number;
                blocks.push(Block::Table(table));
                emit(nested, Some(number), meter, blocks)?;
            }
        }
    }
    Ok(())
}
