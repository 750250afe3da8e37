//! What the text formats of word processors (.docx, .doc) have in common: list labels, fields, signs of picture
//! fonts, cells that merge, and how paragraphs and tables become a document.

pub(crate) mod columns;
pub(crate) mod fields;
pub(crate) mod flow;
pub(crate) mod lists;
pub(crate) mod numeral;
pub(crate) mod symbols;
pub(crate) mod table;
pub(crate) mod unread;

use std::collections::HashMap;

use crate::error::ReadError;
use crate::grid::Meter;
use crate::model::{Block, Paragraph};

/// Gives paragraphs and tables their numbers in document order, and lays the tables out.
pub(crate) fn number(body: Vec<Block>, meter: &mut Meter<'_>) -> Result<Vec<Block>, ReadError> {
    let mut blocks = Vec::with_capacity(body.len());
    let mut numbers = HashMap::new();
    for block in body {
        match block {
            Block::Paragraph(paragraph) => blocks.extend(meter.paragraph(paragraph)?),
            Block::Table(mut table) => {
                let number = meter.table()?;
                numbers.insert(table.number, number);
                table.number = number;
                table.parent = table.parent.and_then(|parent| numbers.get(&parent).copied());
                meter.lay_out(&mut table)?;
                blocks.push(Block::Table(table));
            }
        }
    }
    Ok(blocks)
}

/// A block of a header or note as paragraphs; a table there is layout, so each cell is one.
pub(crate) fn marginal(block: Block) -> Vec<Paragraph> {
    match block {
        Block::Paragraph(paragraph) => vec![paragraph],
        Block::Table(table) => table
            .cells
            .into_iter()
            .filter(|cell| !cell.text.trim().is_empty())
            .map(|cell| Paragraph { text: cell.text, ..Paragraph::default() })
            .collect(),
    }
}
