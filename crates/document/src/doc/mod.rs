//! Word 97–2003 (`.doc`, `.dot`, and `.wps` of WPS Writer): an OLE compound file whose streams hold the text in
//! pieces, and properties by the byte at which the text stands → [`Document`].

mod adjacent;
mod boxes;
mod fib;
mod fonts;
mod form;
mod lists;
mod pieces;
mod plc;
mod properties;
mod row;
mod runs;
mod sprm;
mod story;
mod styles;
mod text;
mod word;

use std::collections::HashSet;

use self::fib::{Fib, Lengths, place};
use self::lists::Lists;
use self::plc::Plc;
use self::story::{Boxes, Counts, Story};
use self::text::Text;
use self::word::Word;
use crate::compound::Compound;
use crate::error::{Foreign, ReadError};
use crate::grid::Meter;
use crate::limits::Limits;
use crate::model::{Document, Format, Gap, Paragraph};
use crate::word::{marginal, number, unread};

/// The main stream's name: it says that a compound file is a Word document.
pub(crate) const MAIN: &str = "WordDocument";

/// Reads a compound file. What its tables do not reach any more is left out, and a gap says so.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let broken = |zh: &str, en: &str| ReadError::damaged(MAIN, zh, en);
    let lost = || broken("没有正文（WordDocument 流）", "there is no main stream (WordDocument)");
    let file = Compound::open(bytes).ok_or_else(lost)?;
    let main = file.stream(MAIN).ok_or_else(lost)?;
    let fib = Fib::read(&main.bytes)
        .ok_or_else(|| broken("开头的索引信息不对", "what should say where everything stands is wrong"))?;
    if fib.is_encrypted {
        return Err(ReadError::Encrypted);
    }
    if fib.is_ancient() {
        return Err(ReadError::Unsupported(Foreign::OldWord));
    }
    let [first, second] = if fib.second_table { ["1Table", "0Table"] } else { ["0Table", "1Table"] };
    let table = file.stream(first).or_else(|| file.stream(second)).ok_or_else(|| {
        broken(
            "缺少索引（1Table 流），文字无法定位",
            "the table stream (1Table) is missing, so the text cannot be found",
        )
    })?;
    let data = file.stream("Data");
    let data_bytes = data.as_ref().map(|data| &*data.bytes).unwrap_or_default();
    let word = Word::read(&fib, &main.bytes, &table.bytes, data_bytes)
        .ok_or_else(|| broken("文字的索引（片段表）读不出来", "the piece table cannot be read, so there is no text"))?;

    let mut lists = Lists::read(&fib, &table.bytes, &word.fonts, &word.styles);
    let mut meter = Meter::new(limits);
    let mut counts = Counts { tables: 0, room: meter.room() };
    let mut text = Text::new(&word, limits);
    let lengths = fib.lengths;

    let body = text.read(0, lengths.body)?;
    let (mut anchored, loose) = text_boxes(&fib, &table.bytes, &mut text)?;
    let mut blocks = Story::new(&mut lists, limits, &mut counts).build(body, &mut anchored)?;
    for paragraphs in loose {
        blocks.extend(Story::new(&mut lists, limits, &mut counts).build(paragraphs, &mut Boxes::new())?);
    }
    let blocks = number(blocks, &mut meter)?;

    lists.plain = true;
    let mut margins: Vec<Paragraph> = Vec::new();
    let mut texts = HashSet::new();
    for Margin { from, to, once } in margin_texts(&fib, &table.bytes) {
        let paragraphs = text.read(from, to)?;
        let blocks = Story::new(&mut lists, limits, &mut counts).build(paragraphs, &mut Boxes::new())?;
        for paragraph in blocks.into_iter().flat_map(marginal) {
            if once && !texts.insert(paragraph.text.clone()) {
                continue;
            }
            meter.text(paragraph.text.len(), || MAIN.to_owned())?;
            margins.push(paragraph);
        }
    }

    let is_cut = main.is_cut || table.is_cut || data.as_ref().is_some_and(|data| data.is_cut);
    if blocks.is_empty() && (is_cut || word.pieces.is_damaged) {
        return Err(broken("没有读到任何文字", "no text could be read"));
    }
    let mut gaps = Vec::new();
    if is_cut || word.pieces.is_damaged {
        gaps.push(cut_short());
    }
    gaps.extend(unread::gaps(MAIN, &text.met));
    Ok(Document { format: Format::Doc, blocks, margins, title: None, gaps })
}

/// Paragraphs of text boxes: by their anchors, and those whose anchor is not known.
fn text_boxes(
    fib: &Fib<'_>,
    table: &[u8],
    text: &mut Text<'_, '_>,
) -> Result<(Boxes, Vec<Vec<text::RawParagraph>>), ReadError> {
    let start = starts(fib.lengths).boxes;
    let (mut anchored, mut loose) = (Boxes::new(), Vec::new());
    for one in boxes::of_body(fib, table) {
        let to = one.to.min(fib.lengths.boxes);
        let paragraphs = text.read(start.saturating_add(one.from), start.saturating_add(to))?;
        match one.anchor {
            Some(anchor) => anchored.entry(anchor).or_default().extend(paragraphs),
            None => loose.push(paragraphs),
        }
    }
    Ok((anchored, loose))
}

/// Where each text begins, counted over all of them.
struct Starts {
    footnotes: u32,
    headers: u32,
    endnotes: u32,
    boxes: u32,
    header_boxes: u32,
}

fn starts(lengths: Lengths) -> Starts {
    let footnotes = lengths.body;
    let headers = footnotes.saturating_add(lengths.footnotes);
    let after_headers = headers.saturating_add(lengths.headers).saturating_add(lengths.macros);
    let endnotes = after_headers.saturating_add(lengths.comments);
    let boxes = endnotes.saturating_add(lengths.endnotes);
    Starts { footnotes, headers, endnotes, boxes, header_boxes: boxes.saturating_add(lengths.boxes) }
}

/// A text outside the body.
struct Margin {
    from: u32,
    to: u32,
    /// A paragraph that was given already is not given again: sections repeat their headers.
    once: bool,
}

/// Stories in front of the headers: separators of notes.
const SEPARATORS: usize = 6;

/// Headers and footers, text boxes in them, and notes.
fn margin_texts(fib: &Fib<'_>, table: &[u8]) -> Vec<Margin> {
    let lengths = fib.lengths;
    let starts = starts(lengths);
    let all = |from: u32, length: u32, once: bool| Margin { from, to: from.saturating_add(length), once };
    let ends: Vec<u32> = Plc::new(fib.part(table, place::HEADERS), 0).positions().collect();
    let first = ends.get(SEPARATORS).copied().unwrap_or(0).min(lengths.headers);
    vec![
        all(starts.headers.saturating_add(first), lengths.headers - first, true),
        all(starts.header_boxes, lengths.header_boxes, true),
        all(starts.footnotes, lengths.footnotes, false),
        all(starts.endnotes, lengths.endnotes, false),
    ]
}

fn cut_short() -> Gap {
    Gap {
        place: MAIN.to_owned(),
        zh: "文件不完整或索引出错，有一部分内容没有读到。请重新下载，或用 Word、WPS 打开检查后另存。".to_owned(),
        en: "the file is incomplete or its tables are wrong, so a part was not read; download it again, or open it in \
             Word, check it and save it"
            .to_owned(),
    }
}
