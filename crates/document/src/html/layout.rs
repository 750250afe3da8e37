//! Tables that only arrange a page, told from tables that hold data.

use super::flow::Item;
use super::place::{PlacedCell, PlacedTable};

/// What a cell holds.
#[derive(Default)]
struct Content {
    paragraphs: usize,
    /// Characters, nested tables included.
    chars: usize,
    tables: usize,
}

/// Whether a table only arranges what it holds, so that its content is read as if there were no table.
pub(super) fn is_layout(table: &PlacedTable) -> bool {
    let contents: Vec<(&PlacedCell, Content)> =
        table.cells.iter().map(|c| (c, content(&c.items))).filter(|(_, c)| c.chars > 0 || c.tables > 0).collect();
    let Some((first, _)) = contents.first() else { return table.cells.len() <= 1 };
    let total: usize = contents.iter().map(|(_, c)| c.chars).sum();
    let rows_of = |leaf: bool| {
        let rows: Vec<u32> = contents.iter().filter(|(_, c)| !leaf || c.tables == 0).map(|(c, _)| c.row).collect();
        rows.chunk_by(|a, b| a == b).filter(|r| r.len() > 1).count()
    };
    if contents.iter().any(|(_, c)| c.tables > 0) {
        let holding: usize = contents.iter().filter(|(_, c)| c.tables > 0).map(|(_, c)| c.chars).sum();
        let rows = rows_of(true);
        return rows < 3 && (rows == 0 || holding * 10 >= total * 7);
    }
    if table.cells.len() == 1 {
        return true;
    }
    let most = contents.iter().map(|(_, c)| c.paragraphs).max().unwrap_or(0);
    let one_column = table.cols == 1;
    let one_filled = contents.iter().all(|(c, _)| c.col == first.col);
    if one_column && most > 1 || one_filled && most > 3 {
        return true;
    }
    let one_row = contents.iter().all(|(c, _)| c.row == first.row);
    if one_row && most >= 10 {
        return true;
    }
    // A page's frame: few rows, and nearly all text in one cell.
    let largest = contents.iter().map(|(_, c)| c.chars).max().unwrap_or(0);
    table.rows <= 5 && most >= 20 && largest * 10 >= total * 6
}

fn content(items: &[Item]) -> Content {
    let mut content = Content::default();
    for item in items {
        match item {
            Item::Paragraph(p) => {
                let chars = p.text.chars().filter(|c| !c.is_whitespace()).count();
                content.chars += chars;
                content.paragraphs += p.text.split('\n').filter(|l| !l.trim().is_empty()).count();
            }
            Item::Table(table) => {
                content.tables += 1;
                content.chars += table.chars();
            }
        }
    }
    content
}

impl PlacedTable {
    /// Characters that the table shows. The recursion is no deeper than tables may be nested.
    fn chars(&self) -> usize {
        self.cells.iter().map(|c| content(&c.items).chars).sum()
    }
}
