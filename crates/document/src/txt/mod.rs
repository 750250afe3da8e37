//! Plain text as converters print it: paragraphs a line each, tables as tabbed cells.

mod cells;
mod delimited;
#[cfg(test)]
mod tests;

use crate::grid::Meter;
use crate::model::{Block, Cell, Document, Format, Paragraph, Table};
use crate::{Limits, ReadError};

/// Reads decoded text.
pub(crate) fn read(text: &str, limits: &Limits) -> Result<Document, ReadError> {
    let lines = lines(text);
    let mut meter = Meter::new(limits);
    let mut document = Document { format: Format::Txt, blocks: vec![], margins: vec![], title: None, gaps: vec![] };
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        if let Some((rows, end)) = delimited::table(&lines, at).or_else(|| cells::table(&lines, at)) {
            document.blocks.push(Block::Table(table(rows, &mut meter)?));
            at = end;
            continue;
        }
        at += 1;
        let paragraph = Paragraph { text: (*line).to_owned(), ..Paragraph::default() };
        if is_page_number(line) {
            document.margins.push(paragraph);
        } else if let Some(block) = meter.paragraph(paragraph)? {
            document.blocks.push(block);
        }
    }
    Ok(document)
}

/// Lines, whichever way they end: LF, CR, CR LF, vertical tab, form feed, NEL, line and paragraph separator.
fn lines(text: &str) -> Vec<&str> {
    let text = text.trim_start_matches('\u{feff}');
    let mut lines = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{1a}') {
            continue;
        }
        lines.push(text.get(start..at).unwrap_or_default());
        start = at + c.len_utf8();
        if c == '\r' && chars.next_if(|(_, next)| *next == '\n').is_some() {
            start += 1;
        }
    }
    let last = text.get(start..).unwrap_or_default();
    if !last.is_empty() {
        lines.push(last);
    }
    lines
}

/// `—— 9 ——`, `- 3 -`, `第 3 页 共 9 页`: a page number that the converter left in the text.
fn is_page_number(line: &str) -> bool {
    let line = line.trim();
    if line.len() > 60 {
        return false;
    }
    let dash = |c: char| matches!(c, '-' | '—' | '–' | '－' | '─' | '―' | '‐' | '‑' | '−' | '~' | '·') || c == ' ';
    let inner = line.trim_start_matches(dash).trim_end_matches(dash);
    let number = |s: &str| (1..=4).contains(&s.trim().len()) && s.trim().bytes().all(|b| b.is_ascii_digit());
    if number(inner) {
        return line.starts_with(dash) && line.ends_with(dash);
    }
    let Some((page, rest)) = inner.strip_prefix('第').and_then(|r| r.split_once('页')) else { return false };
    let rest = rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, '/' | '／' | ',' | '，'));
    let total = rest.strip_prefix('共').and_then(|r| r.strip_suffix('页'));
    number(page) && (rest.is_empty() || total.is_some_and(number))
}

/// Rows of cell texts to a table; rows may differ in length.
fn table(rows: Vec<Vec<String>>, meter: &mut Meter<'_>) -> Result<Table, ReadError> {
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let mut table = Table {
        number: meter.table()?,
        rows: count(rows.len()),
        cols: count(rows.iter().map(Vec::len).max().unwrap_or(0)),
        ..Table::default()
    };
    for (row, texts) in rows.into_iter().enumerate() {
        for (col, text) in texts.into_iter().enumerate() {
            table.cells.push(Cell {
                row: count(row),
                col: count(col),
                row_span: 1,
                col_span: 1,
                text,
                uncomputed: false,
                page: None,
            });
        }
    }
    meter.lay_out(&mut table)?;
    Ok(table)
}
