//! PDF: what a page draws, put back into paragraphs and tables.
#![allow(clippy::float_arithmetic, reason = "places on a page are measured; no amount or score is computed here")]

mod font;
mod geometry;
mod guard;
mod interpret;
mod layout;
mod page;
mod stream;

use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use crate::grid::Meter;
use crate::model::{Block, Cell, Document, Format, Gap, Paragraph, Table};
use crate::{Limits, Measure, ReadError};
use interpret::{Fonts, Layers};
use layout::{Pages, Piece};
use stream::Budget;

/// Reads a PDF file.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let mut budget = Budget::new(limits);
    guard::check(bytes, limits, &mut budget)?;
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => ReadError::Encrypted,
        LoadPdfError::Decryption(_) => {
            ReadError::damaged("", "加密方式不正确或不受支持", "its encryption is wrong or not supported")
        }
        LoadPdfError::Invalid => {
            ReadError::damaged("", "找不到页面，可能没有下载完", "no pages can be found, perhaps a broken download")
        }
    })?;
    let sheets = pdf.pages();
    if sheets.len() > limits.pages {
        return Err(ReadError::too_large(Measure::Pages, limits.pages as u64, ""));
    }
    let layers = Layers::read(&pdf);
    let mut fonts = Fonts::default();
    let mut pages = Pages::new();
    let mut doubts = Doubts::default();
    for (number, sheet) in (1..).zip(sheets.iter()) {
        let drawn = interpret::run(sheet, &mut fonts, &layers, &mut budget)?;
        doubts.note(number, &drawn);
        pages.add(drawn, number, &mut budget)?;
    }
    if doubts.text == 0 && !doubts.scanned.is_empty() {
        return Err(ReadError::Scanned { pages: doubts.scanned.len() });
    }
    let (pieces, margins) = pages.finish();
    let mut meter = Meter::new(limits);
    let mut document =
        Document { format: Format::Pdf, blocks: vec![], margins: vec![], title: None, gaps: doubts.gaps() };
    for text in margins {
        meter.text(text.len(), String::new)?;
        document.margins.push(Paragraph { text, ..Paragraph::default() });
    }
    for piece in pieces {
        match piece {
            Piece::Paragraph { text, page } => {
                document.blocks.extend(meter.paragraph(Paragraph {
                    text,
                    page: Some(page),
                    ..Paragraph::default()
                })?);
            }
            Piece::Table(cells, rows, cols, ruled) => {
                let number = meter.table()?;
                let mut table =
                    Table { number, rows: count(rows), cols: count(cols), aligned: !ruled, ..Table::default() };
                table.cells = cells
                    .into_iter()
                    .map(|c| Cell {
                        row: count(c.row),
                        col: count(c.col),
                        row_span: count(c.row_span),
                        col_span: count(c.col_span),
                        text: c.text,
                        uncomputed: false,
                        page: Some(c.page),
                    })
                    .collect();
                meter.lay_out(&mut table)?;
                document.blocks.push(Block::Table(table));
            }
        }
    }
    Ok(document)
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// What about the pages may be wrong or missing.
#[derive(Debug, Default)]
struct Doubts {
    /// Visible or hidden characters in all.
    text: usize,
    scanned: Vec<u32>,
    recognised: Vec<u32>,
    undecodable: Vec<(u32, usize)>,
    broken: Vec<u32>,
    outside: Vec<u32>,
}

impl Doubts {
    fn note(&mut self, number: u32, drawn: &page::Drawn) {
        let count = drawn.glyphs.iter().filter(|g| !g.ch.is_whitespace()).count();
        self.text += count;
        if drawn.images > 0.3 && count < 10 {
            self.scanned.push(number);
        }
        if drawn.invisible > 0 && drawn.invisible * 2 > count {
            self.recognised.push(number);
        }
        if drawn.unknown > 0 {
            self.undecodable.push((number, drawn.unknown));
        }
        if drawn.outside {
            self.outside.push(number);
        }
        if drawn.broken {
            self.broken.push(number);
        }
    }

    fn gaps(&self) -> Vec<Gap> {
        let mut gaps: Vec<Gap> = Vec::new();
        let mut add = |pages: &[u32], zh: String, en: String| {
            if !pages.is_empty() {
                gaps.push(Gap { place: format!("第 {} 页 (page {})", list(pages), list(pages)), zh, en });
            }
        };
        add(
            &self.scanned,
            "是扫描的图片，没有文字；请提供原件，或先做文字识别（OCR）并人工核对".into(),
            "a scanned picture without text; provide the original, or run OCR on it and check the result".into(),
        );
        add(
            &self.recognised,
            "文字是扫描后识别（OCR）得到的，可能有错字，数字请对照原件核对".into(),
            "the text was recognised from a scan (OCR) and may be wrong; compare its figures with the original".into(),
        );
        let pages: Vec<u32> = self.undecodable.iter().map(|(page, _)| *page).collect();
        let signs: usize = self.undecodable.iter().map(|(_, count)| count).sum();
        add(
            &pages,
            format!("有 {signs} 个字的字体没有说明是什么字，以“\u{fffd}”代替；请提供生成它的原件"),
            format!("the fonts do not say what {signs} characters are; shown as \u{fffd}: provide the original"),
        );
        add(
            &self.outside,
            "有文字超出页面边缘，打印出来看不到，仍按文件内容读取".into(),
            "text runs beyond the edge of the page, where no print shows it; it was read all the same".into(),
        );
        add(
            &self.broken,
            "页面内容有一部分损坏，没有读出".into(),
            "part of the page's content is damaged and was not read".into(),
        );
        gaps
    }
}

/// `1–3, 7`
fn list(pages: &[u32]) -> String {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for page in pages {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == *page => *last = *page,
            _ => ranges.push((*page, *page)),
        }
    }
    let texts: Vec<String> =
        ranges.iter().map(|(a, b)| if a == b { a.to_string() } else { format!("{a}–{b}") }).collect();
    texts.join(", ")
}
