//! Office Open XML text (`.docx`, `.docm`, `.dotx`): the package's parts → [`Document`].

mod catalog;
mod fields;
mod flow;
mod lists;
mod numbering;
mod numeral;
mod parts;
mod properties;
mod story;
mod styles;
pub(crate) mod symbols;
mod table;
mod xml;

use std::collections::{HashMap, HashSet};

use self::lists::Lists;
use self::parts::{Parts, Relation};
use self::story::{Met, Story, Told};
use self::xml::Xml;
use crate::error::ReadError;
use crate::grid::Meter;
use crate::limits::Limits;
use crate::model::{Block, Document, Format, Gap, Paragraph};

/// With pictures and less text than this (bytes), a document is taken for a scan.
const SCAN_TEXT: u64 = 120;

/// Reads a package. Damage after the beginning gives what stands before it, and a gap.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let mut parts = Parts::open(bytes, limits)?;
    let missing = || {
        ReadError::damaged("", "压缩包里没有正文部件（word/document.xml）", "the package holds no main document part")
    };
    let main = parts.main_part()?.ok_or_else(missing)?;
    let text = parts.part(&main)?.ok_or_else(missing)?;
    let relations = parts.relations(&main)?;
    let mut meter = Meter::new(limits);
    let mut lists = Lists::new(&mut parts, &relations, &main, limits);
    let mut gaps = Vec::new();

    let room = meter.room();
    let mut xml = Xml::part(&text, &main, limits.element_depth);
    let Told { blocks: body, met, broken } = Story::new(&mut lists, limits, room).read(&mut xml)?;
    if let Some((at, why)) = broken {
        if at == 0 || body.is_empty() {
            return Err(ReadError::damaged(
                main,
                format!("正文的 XML 有错（第 {at} 字节处），没有读到任何内容"),
                format!("its XML is wrong at byte {at} and nothing was read ({why})"),
            ));
        }
        gaps.push(cut_short(&main, at, &why));
    }
    let blocks = number(body, &mut meter)?;
    let margins = margins(&relations, &mut lists, limits, &mut meter, &mut gaps)?;
    gaps.extend(unread(&main, &met));
    gaps.append(&mut parts.gaps);
    Ok(Document { format: Format::Docx, blocks, margins, title: None, gaps })
}

/// Gives paragraphs and tables their numbers in document order, and lays the tables out.
fn number(body: Vec<Block>, meter: &mut Meter<'_>) -> Result<Vec<Block>, ReadError> {
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

/// Headers, footers and notes: each text once.
fn margins(
    relations: &[Relation],
    lists: &mut Lists<'_, '_>,
    limits: &Limits,
    meter: &mut Meter<'_>,
    gaps: &mut Vec<Gap>,
) -> Result<Vec<Paragraph>, ReadError> {
    let mut margins: Vec<Paragraph> = Vec::new();
    let mut seen: HashSet<&str> = HashSet::new();
    let mut texts: HashSet<String> = HashSet::new();
    lists.plain = true;
    for relation in relations {
        let is_note = matches!(relation.kind.as_str(), "footnotes" | "endnotes");
        let is_margin = matches!(relation.kind.as_str(), "header" | "footer");
        if !(is_note || is_margin) || !seen.insert(&relation.target) {
            continue;
        }
        let Some(text) = lists.parts().optional(&relation.target)? else { continue };
        let mut xml = Xml::part(&text, &relation.target, limits.element_depth);
        let Told { blocks, broken, .. } = Story::new(lists, limits, meter.room()).read(&mut xml)?;
        if let Some((at, why)) = broken {
            gaps.push(cut_short(&relation.target, at, &why));
        }
        for paragraph in blocks.into_iter().flat_map(paragraphs) {
            if is_margin && !texts.insert(paragraph.text.clone()) {
                continue;
            }
            meter.text(paragraph.text.len(), || relation.target.clone())?;
            margins.push(paragraph);
        }
    }
    Ok(margins)
}

/// A block of a header or note as paragraphs; a table there is layout, so each cell is one.
fn paragraphs(block: Block) -> Vec<Paragraph> {
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

fn cut_short(part: &str, at: u64, why: &str) -> Gap {
    Gap {
        place: format!("{part}, {at}"),
        zh: format!("XML 在第 {at} 字节处出错，之后的内容没有读到。请用 Word 或 WPS 打开检查后另存。"),
        en: format!("the XML is wrong at byte {at}, so what follows was not read ({why}); save the file again in Word"),
    }
}

/// Gaps for what a text reader cannot show.
fn unread(main: &str, met: &Met) -> Vec<Gap> {
    let mut gaps = Vec::new();
    let mut gap = |zh: String, en: String| gaps.push(Gap { place: main.to_owned(), zh, en });
    if met.pictures > 0 && met.text < SCAN_TEXT {
        gap(
            format!(
                "文档几乎没有文字，只有 {} 张图片，像是扫描件；图片里的文字读不出来，请提供可编辑的原件。",
                met.pictures
            ),
            format!("{} picture(s) and hardly any text: this looks like a scan, which cannot be read", met.pictures),
        );
    }
    if met.objects > 0 {
        gap(
            format!("文档中有 {} 个嵌入对象（如 Excel 表格、公式），其中的内容没有读取。", met.objects),
            format!("{} embedded object(s) such as worksheets or equations were not read", met.objects),
        );
    }
    if met.chunks > 0 {
        gap(
            format!("文档中有 {} 处引用的外部文档块（altChunk），没有读取；请用 Word 打开后另存再试。", met.chunks),
            format!(
                "{} embedded foreign document(s) (altChunk) were not read; save the file again in Word",
                met.chunks
            ),
        );
    }
    if met.signs > 0 {
        gap(
            format!("有 {} 个特殊符号字体的字符无法识别，已略去。", met.signs),
            format!("{} sign(s) of a picture font are unknown and were left out", met.signs),
        );
    }
    gaps
}
