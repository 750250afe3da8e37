//! Office Open XML text (`.docx`, `.docm`, `.dotx`): the package's parts → [`Document`].

mod catalog;
mod fields;
mod lists;
mod numbering;
mod parts;
mod properties;
mod story;
mod styles;
mod xml;

use std::collections::HashSet;

pub(crate) use self::styles::heading_level;

use self::lists::Lists;
use self::parts::{Parts, Relation};
use self::story::{Story, Told};
use self::xml::Xml;
use crate::error::ReadError;
use crate::grid::Meter;
use crate::limits::Limits;
use crate::model::{Document, Format, Gap, Paragraph};
use crate::word::{marginal, number, unread};

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
    gaps.extend(unread::gaps(&main, &met));
    gaps.append(&mut parts.gaps);
    Ok(Document { format: Format::Docx, blocks, margins, title: None, gaps })
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
        for paragraph in blocks.into_iter().flat_map(marginal) {
            if is_margin && !texts.insert(paragraph.text.clone()) {
                continue;
            }
            meter.text(paragraph.text.len(), || relation.target.clone())?;
            margins.push(paragraph);
        }
    }
    Ok(margins)
}

fn cut_short(part: &str, at: u64, why: &str) -> Gap {
    Gap {
        place: format!("{part}, {at}"),
        zh: format!("XML 在第 {at} 字节处出错，之后的内容没有读到。请用 Word 或 WPS 打开检查后另存。"),
        en: format!("the XML is wrong at byte {at}, so what follows was not read ({why}); save the file again in Word"),
    }
}
