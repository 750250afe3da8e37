//! What holds for every document that a reader gives back.
#![allow(dead_code, reason = "each user has use for some of it")]

use kanhe_document::{Document, Limits, Paragraph, Table};

/// Every grid position points at the cell that covers it, and no other does; paragraphs are counted and hold text;
/// tables are counted, and lie in earlier ones; what is missing is said in both languages.
pub fn assert_sound(document: &Document) {
    for (table, number) in document.tables().zip(1..) {
        assert_eq!(table.number, number);
        assert!(table.parent.is_none_or(|parent| parent < number), "table {number} in {:?}", table.parent);
        assert!(table.hidden_rows.is_sorted_by(|a, b| a < b));
        assert_grid(table);
    }
    for (paragraph, number) in document.paragraphs().zip(1..) {
        assert_eq!(paragraph.number, number);
        assert!(!paragraph.text.trim().is_empty());
    }
    for gap in &document.gaps {
        assert!(!gap.place.is_empty(), "a gap without a place: {}", gap.en);
        assert_both(&gap.zh, &gap.en);
    }
}

/// A message in Chinese, and the same in English.
pub fn assert_both(zh: &str, en: &str) {
    assert!(zh.chars().any(|c| matches!(c, '\u{4e00}'..='\u{9fff}')), "not Chinese: {zh}");
    assert!(en.chars().any(|c| c.is_ascii_alphabetic()), "not English: {en}");
}

fn assert_grid(table: &Table) {
    assert_eq!(table.grid.len(), (table.rows * table.cols) as usize);
    for (i, cell) in table.cells.iter().enumerate() {
        assert!(cell.row + cell.row_span <= table.rows && cell.col + cell.col_span <= table.cols);
        for row in cell.row..cell.row + cell.row_span {
            for col in cell.col..cell.col + cell.col_span {
                assert_eq!(table.grid[(row * table.cols + col) as usize] as usize, i);
            }
        }
    }
    let covered: usize = table.cells.iter().map(|c| (c.row_span * c.col_span) as usize).sum();
    assert_eq!(covered, table.grid.iter().filter(|i| **i != u32::MAX).count());
}

/// No document is larger than its reader was allowed.
pub fn assert_within(document: &Document, limits: &Limits) {
    let held = |what: &str, size: usize, limit: usize| assert!(size <= limit, "{size} {what}, {limit} allowed");
    held("tables", document.tables().count(), limits.tables);
    held("cells", document.tables().map(|t| t.grid.len()).sum(), limits.cells);
    held("paragraphs", document.paragraphs().count(), limits.paragraphs);
    for table in document.tables() {
        held("rows", table.rows as usize, limits.rows as usize);
        held("columns", table.cols as usize, limits.columns as usize);
    }
    let size = |p: &Paragraph| p.text.len();
    let texts = document.paragraphs().chain(&document.margins).map(size);
    let texts = texts.chain(document.tables().flat_map(|t| &t.cells).map(|c| c.text.len()));
    let total = texts.inspect(|size| held("bytes in a text", *size, limits.text_bytes)).sum();
    held("bytes of text", total, limits.total_text_bytes);
}
