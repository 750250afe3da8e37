//! From what is drawn on pages to paragraphs and tables.

mod align;
mod chunks;
mod flow;
mod grid;
mod join;
mod margins;
mod page;
mod rules;
mod table;
mod wrap;

use super::page::Drawn;
use super::stream::Budget;
use crate::ReadError;
use flow::Flow;
use page::{Item, Laid};
use table::RawTable;

/// A page laid out, waiting for the others.
pub(super) struct Pages {
    pages: Vec<Laid>,
}

/// A piece of the document.
pub(super) enum Piece {
    Paragraph {
        text: String,
        page: u32,
    },
    /// Cells, rows, columns, and whether lines are drawn between them.
    Table(Vec<Placed>, usize, usize, bool),
}

/// A table cell.
pub(super) struct Placed {
    pub row: usize,
    pub col: usize,
    pub row_span: usize,
    pub col_span: usize,
    pub text: String,
    pub page: u32,
}

impl Pages {
    pub fn new() -> Self {
        Self { pages: vec![] }
    }

    /// Lays out what is drawn on the page of this number.
    pub fn add(&mut self, drawn: Drawn, number: u32, budget: &mut Budget) -> Result<(), ReadError> {
        self.pages.push(page::lay_out(drawn, number, budget)?);
        Ok(())
    }

    /// Paragraphs and tables in order, and the texts of headers and footers.
    pub fn finish(mut self) -> (Vec<Piece>, Vec<String>) {
        let margins = margins::take(&mut self.pages);
        let mut pieces: Vec<Piece> = Vec::new();
        let mut open: Option<RawTable> = None;
        let (pitch, spaced) = pitch(&self.pages);
        let mut flow = Flow::new(pitch, spaced);
        let ends: Vec<(f32, f32)> = self.pages.iter().map(|p| text_ends(p, &self.pages)).collect();
        for (page, (left, right)) in self.pages.into_iter().zip(ends) {
            (flow.left, flow.right) = (left, right);
            for item in page.items {
                match item {
                    Item::Table(table) => {
                        if let Some(first) = &mut open
                            && first.last_page + 1 == page.number
                            && join::continues(first, &table)
                        {
                            join::append(first, table);
                            continue;
                        }
                        pieces.extend(flow.finish().map(paragraph));
                        pieces.extend(open.replace(table).map(finished));
                    }
                    Item::Line(line) => {
                        if open.is_some() && is_continuation_mark(&line.text) {
                            continue;
                        }
                        pieces.extend(open.take().map(finished));
                        pieces.extend(flow.push(line, page.number).map(paragraph));
                    }
                }
            }
        }
        pieces.extend(flow.finish().map(paragraph));
        pieces.extend(open.map(finished));
        (pieces, margins)
    }
}

/// `续表`, `（续）`, `接上页` over the rest of a table.
fn is_continuation_mark(text: &str) -> bool {
    let bare: String = text.chars().filter(|c| !c.is_whitespace() && !"（()）：:".contains(*c)).collect();
    matches!(bare.as_str(), "续" | "续表" | "续上表" | "接上表" | "接上页" | "续上页")
}

fn paragraph((text, page): (String, u32)) -> Piece {
    Piece::Paragraph { text, page }
}

fn finished(table: RawTable) -> Piece {
    let (rows, cols, ruled) = (table.rows, table.cols(), table.ruled);
    let cells = table.cells.into_iter().map(|cell| Placed {
        row: cell.row,
        col: cell.col,
        row_span: cell.row_span,
        col_span: cell.col_span,
        text: cell.text(),
        page: cell.page,
    });
    let mut cells: Vec<Placed> = cells.collect();
    cells.sort_by_key(|c| (c.row, c.col));
    Piece::Table(cells, rows, cols, ruled)
}

/// The usual distance of two lines of a paragraph, in font sizes: a small one among those that occur; and whether
/// paragraphs stand farther apart than their lines.
fn pitch(pages: &[Laid]) -> (f32, bool) {
    let mut steps: Vec<f32> = Vec::new();
    for page in pages {
        for pair in page.items.windows(2) {
            let [Item::Line(a), Item::Line(b)] = pair else { continue };
            let step = (b.base - a.base) / a.size.max(0.1);
            if (a.size - b.size).abs() < 0.1 * a.size && (0.9..4.0).contains(&step) {
                steps.push(step);
            }
        }
    }
    steps.sort_by(f32::total_cmp);
    let usual = steps.get(steps.len() / 4).copied().unwrap_or(1.5);
    let wide = steps.iter().filter(|s| **s > usual * 1.25).count();
    (usual, wide * 6 > steps.len())
}

/// Where text begins and ends on pages of this width.
fn text_ends(page: &Laid, pages: &[Laid]) -> (f32, f32) {
    let same = pages.iter().filter(|p| (p.width - page.width).abs() < 2.0);
    let mut left = f32::MAX;
    let mut rights: Vec<f32> = Vec::new();
    for item in same.flat_map(|p| &p.items) {
        if let Item::Line(line) = item
            && line.rect.x1 < page.width
        {
            left = left.min(line.rect.x0);
            // Punctuation may hang out over the end of the lines.
            let hangs = line.text.ends_with(['，', '。', '、', '；', '：', '”', '）']);
            rights.push(line.rect.x1 - if hangs { line.size } else { 0.0 });
        }
    }
    rights.sort_by(f32::total_cmp);
    // A single line may run farther than the text does.
    let few = (rights.len() / 30).max(1);
    let ends = |x: f32| rights.len() - rights.partition_point(|r| *r < x - 12.0) > few;
    let right = rights.iter().rev().copied().find(|x| ends(*x)).or(rights.last().copied());
    (left, right.unwrap_or(f32::MIN))
}
