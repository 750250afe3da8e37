//! The lines of a document that a finding points at: a table row or a piece of a paragraph, with the byte range of
//! each place in it.

use std::ops::Range;

use kanhe_report::{Lang, Part, Place, Report, SheetCell, SheetTable};

use crate::labels::pick;
use crate::wide::{crop, one_line};

/// Columns of a cell in a row's excerpt.
const CELL: usize = 24;
/// Characters of a paragraph shown on each side of the words pointed at.
const AROUND: usize = 22;

/// One line of the document, and where the places stand in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Excerpt {
    /// `表4 第17行`
    pub address: String,
    /// The line number to print: row or paragraph.
    pub line: usize,
    /// The line.
    pub text: String,
    /// Index into the finding's places, and its range in `text`.
    pub marks: Vec<(usize, Range<usize>)>,
}

/// The lines for a finding's places: one a row or paragraph, in the order in which the places name them.
pub(crate) fn excerpts(report: &Report, places: &[Place], lang: Lang) -> Vec<Excerpt> {
    let mut out: Vec<Excerpt> = Vec::new();
    let mut done: Vec<bool> = vec![false; places.len()];
    for (index, place) in places.iter().enumerate() {
        if done[index] {
            continue;
        }
        let mates: Vec<usize> = (index..places.len()).filter(|&j| !done[j] && same_line(&places[j], place)).collect();
        for &j in &mates {
            done[j] = true;
        }
        let excerpt = match place.part {
            Part::Table => row_excerpt(report, places, &mates, lang),
            Part::Text => paragraph_excerpt(report, places, &mates, lang),
        };
        out.push(excerpt);
    }
    out
}

fn same_line(a: &Place, b: &Place) -> bool {
    a.part == b.part && a.table == b.table && a.row == b.row && a.paragraph == b.paragraph
}

fn row_excerpt(report: &Report, places: &[Place], mates: &[usize], lang: Lang) -> Excerpt {
    let first = &places[mates[0]];
    let (table, row) = (first.table.unwrap_or(0), first.row.unwrap_or(0));
    let address = match (&first.sheet, lang) {
        (Some(sheet), Lang::Zh) => format!("{} 第{row}行", one_line(sheet)),
        (Some(sheet), Lang::En) => format!("{} row {row}", one_line(sheet)),
        (None, Lang::Zh) => format!("表{table} 第{row}行"),
        (None, Lang::En) => format!("table {table} row {row}"),
    };
    let mut text = String::new();
    let mut marks = Vec::new();
    let cells = report.tables.iter().find(|t| t.number == table).map(|t| cells_of_row(t, row)).unwrap_or_default();
    for cell in &cells {
        if !text.is_empty() {
            text.push_str(" │ ");
        }
        let start = text.len();
        let shown = crop(&cell.text, CELL);
        text.push_str(if shown.is_empty() { pick(lang, "（空）", "(blank)") } else { &shown });
        for &m in mates {
            if places[m].col == Some(cell.col) {
                marks.push((m, start..text.len()));
            }
        }
    }
    if marks.is_empty() {
        // The grid is not at hand (a report that came without its tables): show the cells' own words.
        text.clear();
        for &m in mates {
            if !text.is_empty() {
                text.push_str(" │ ");
            }
            let start = text.len();
            let shown = crop(&places[m].text, 60);
            text.push_str(if shown.is_empty() { pick(lang, "（空）", "(blank)") } else { &shown });
            marks.push((m, start..text.len()));
        }
    }
    Excerpt { address, line: row as usize, text, marks }
}

/// Cells that cover a row, left to right; a cell merged from above is shown too.
pub(crate) fn cells_of_row(table: &SheetTable, row: u32) -> Vec<&SheetCell> {
    let mut cells: Vec<&SheetCell> =
        table.cells.iter().filter(|c| c.row <= row && row < c.row.saturating_add(c.row_span.max(1))).collect();
    cells.sort_by_key(|c| c.col);
    cells
}

fn paragraph_excerpt(report: &Report, places: &[Place], mates: &[usize], lang: Lang) -> Excerpt {
    let first = &places[mates[0]];
    let number = first.paragraph.unwrap_or(0);
    let address = match lang {
        Lang::Zh => format!("正文 第{number}段"),
        Lang::En => format!("text, paragraph {number}"),
    };
    let whole = report
        .paragraphs
        .iter()
        .find(|p| p.number == number)
        .map(|p| one_line(&p.place().text))
        .unwrap_or_else(|| one_line(&first.text));
    // Where each place's words stand in the whole line.
    let spots: Vec<(usize, Range<usize>)> = mates
        .iter()
        .map(|&m| {
            let words = one_line(&places[m].text);
            let range = whole.find(&words).map(|s| s..s + words.len()).filter(|r| !r.is_empty());
            (m, range.unwrap_or(0..whole.len()))
        })
        .collect();
    let from = spots.iter().map(|(_, r)| r.start).min().unwrap_or(0);
    let to = spots.iter().map(|(_, r)| r.end).max().unwrap_or(whole.len());
    let start = step_back(&whole, from, AROUND);
    let end = step_forward(&whole, to, AROUND);
    let lead = if start > 0 { "…" } else { "" };
    let text = format!("{lead}{}{}", &whole[start..end], if end < whole.len() { "…" } else { "" });
    let marks = spots.into_iter().map(|(m, r)| (m, r.start - start + lead.len()..r.end - start + lead.len())).collect();
    Excerpt { address, line: number as usize, text, marks }
}

fn step_back(text: &str, from: usize, chars: usize) -> usize {
    text[..from].char_indices().rev().take(chars).last().map_or(from, |(i, _)| i)
}

fn step_forward(text: &str, to: usize, chars: usize) -> usize {
    text[to..].char_indices().nth(chars).map_or(text.len(), |(i, _)| to + i)
}
