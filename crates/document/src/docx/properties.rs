//! What the property elements of paragraphs, runs, tables, rows and cells say about text and structure; the looks
//! are passed over.

use super::xml::{Node, Quick, Space, Stop, Xml};
use crate::word::table::{CellProperties, Merge, RowProperties};

/// `w:pPr`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ParagraphProperties {
    /// Style id.
    pub style: Option<String>,
    /// Numbering instance; 0 switches numbering off.
    pub num_id: Option<u32>,
    /// Numbering level, 0-based.
    pub level: Option<u32>,
    /// Outline level, 0-based; 9 is body text.
    pub outline: Option<u32>,
    /// The paragraph mark is a tracked deletion: the text joins the next paragraph.
    pub mark_deleted: bool,
    /// The paragraph mark is hidden.
    pub mark_hidden: bool,
}

/// `w:rPr`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct RunProperties {
    /// Hidden text.
    pub hidden: bool,
    /// On a paragraph mark: a tracked deletion.
    pub deleted: bool,
}

/// Reads `w:pPr`, whose start tag was just read.
pub(super) fn paragraph(xml: &mut Xml<'_>) -> Result<ParagraphProperties, Stop> {
    let mut properties = ParagraphProperties::default();
    if xml.hop(Quick::Paragraph)? {
        return Ok(properties);
    }
    let floor = xml.depth();
    while xml.depth() >= floor {
        let Node::Open { space: Space::Word, tag, empty } = xml.next()? else { continue };
        match tag.local() {
            "pStyle" => properties.style = tag.attr("val").map(|v| v.into_owned()),
            "numId" => properties.num_id = tag.number(),
            "ilvl" => properties.level = tag.number(),
            "outlineLvl" => properties.outline = tag.number(),
            "rPr" if !empty => {
                let mark = run(xml)?;
                properties.mark_deleted = mark.deleted;
                properties.mark_hidden = mark.hidden;
            }
            "pPrChange" | "sectPr" | "tabs" | "pBdr" if !empty => xml.skip()?,
            _ => {}
        }
    }
    Ok(properties)
}

/// Reads `w:rPr`, whose start tag was just read.
pub(super) fn run(xml: &mut Xml<'_>) -> Result<RunProperties, Stop> {
    let mut properties = RunProperties::default();
    let floor = xml.depth();
    while xml.depth() >= floor {
        let Node::Open { space: Space::Word, tag, empty } = xml.next()? else { continue };
        match tag.local() {
            "vanish" => properties.hidden = tag.is_on(),
            "del" | "moveFrom" => properties.deleted = true,
            "rPrChange" if !empty => xml.skip()?,
            _ => {}
        }
    }
    Ok(properties)
}

/// Reads `w:tcPr`, whose start tag was just read.
pub(super) fn cell(xml: &mut Xml<'_>) -> Result<CellProperties, Stop> {
    let mut properties = CellProperties::default();
    if xml.hop(Quick::Cell)? {
        return Ok(properties);
    }
    let floor = xml.depth();
    while xml.depth() >= floor {
        let Node::Open { space: Space::Word, tag, empty } = xml.next()? else { continue };
        let merge = || if tag.attr("val").is_some_and(|v| v == "restart") { Merge::Restart } else { Merge::Continue };
        match tag.local() {
            "gridSpan" => properties.span = tag.number().unwrap_or(1),
            "vMerge" => properties.vertical = merge(),
            "hMerge" => properties.horizontal = merge(),
            "cellDel" => properties.deleted = true,
            "tcPrChange" | "tcBorders" | "tcMar" if !empty => xml.skip()?,
            _ => {}
        }
    }
    Ok(properties)
}

/// Reads `w:trPr`, whose start tag was just read.
pub(super) fn row(xml: &mut Xml<'_>) -> Result<RowProperties, Stop> {
    let mut properties = RowProperties::default();
    let floor = xml.depth();
    while xml.depth() >= floor {
        let Node::Open { space: Space::Word, tag, empty } = xml.next()? else { continue };
        match tag.local() {
            "gridBefore" => properties.before = tag.number().unwrap_or(0),
            "del" => properties.deleted = true,
            "hidden" => properties.hidden = tag.is_on(),
            "trPrChange" if !empty => xml.skip()?,
            _ => {}
        }
    }
    Ok(properties)
}

/// Reads `w:tblPr`, whose start tag was just read: the table's caption.
pub(super) fn table(xml: &mut Xml<'_>) -> Result<Option<String>, Stop> {
    let mut caption = None;
    let floor = xml.depth();
    while xml.depth() >= floor {
        let Node::Open { space: Space::Word, tag, empty } = xml.next()? else { continue };
        match tag.local() {
            "tblCaption" => caption = tag.attr("val").map(|v| v.into_owned()).filter(|v| !v.trim().is_empty()),
            "tblPrChange" | "tblBorders" | "tblCellMar" if !empty => xml.skip()?,
            _ => {}
        }
    }
    Ok(caption)
}
