//! HTML pages, those that Word, Excel and WPS save included: what a browser would show, as paragraphs and tables.

mod flow;
mod layout;
mod lists;
mod names;
mod place;
mod prescan;
mod walk;

use scraper::Html;

use crate::grid::Meter;
use crate::model::{Block, Cell, Document, Format, Paragraph, Table};
use crate::{Limits, ReadError};
use flow::Item;

/// Reads a decoded page.
pub(crate) fn read(text: &str, limits: &Limits) -> Result<Document, ReadError> {
    prescan::check(text, limits)?;
    let page = Html::parse_document(text);
    let walked = walk::walk(&page, limits)?;
    let mut document =
        Document { format: Format::Html, blocks: vec![], margins: vec![], title: walked.title, gaps: vec![] };
    emit(walked.items, None, &mut Meter::new(limits), &mut document.blocks)?;
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
