//! Rich Text Format (`.rtf`, and many a `.doc` that is none): paragraphs with the list labels that the writer stored,
//! tables with merged cells, headers, footers and notes apart.

mod fonts;
mod form;
mod lexer;
mod names;
mod place;
mod story;
mod walk;

use std::collections::HashSet;

use self::story::Place;
use self::walk::{Told, Walk};
use crate::error::ReadError;
use crate::grid::Meter;
use crate::limits::Limits;
use crate::model::{Block, Document, Format, Gap, Paragraph};
use crate::word::{self, unread};

/// Reads a file.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let Told { body, margins, met, undecoded, broken } = Walk::new(bytes, limits).read()?;
    if broken && body.is_empty() {
        return Err(ReadError::damaged("RTF", "文件中途断开，没有读到任何内容", "it breaks off and nothing was read"));
    }
    let mut meter = Meter::new(limits);
    let blocks = word::number(body, &mut meter)?;
    let margins = marginal(margins, &mut meter)?;
    let mut gaps = unread::gaps("RTF", &met);
    if undecoded > 0 {
        gaps.push(Gap {
            place: "RTF".to_owned(),
            zh: format!("有 {undecoded} 处字节不成字，以“\u{fffd}”代替。"),
            en: format!("{undecoded} runs of bytes stand for no character; shown as \u{fffd}"),
        });
    }
    if broken {
        gaps.push(Gap {
            place: format!("RTF, {}", bytes.len()),
            zh: "文件在末尾中断，之后的内容没有读到，可能没有下载完。".to_owned(),
            en: "the file breaks off at its end; what should follow was not read, perhaps a broken download".to_owned(),
        });
    }
    Ok(Document { format: Format::Rtf, blocks, margins, title: None, gaps })
}

/// Headers and footers, each text once, and notes.
fn marginal(stories: Vec<(Place, Vec<Block>)>, meter: &mut Meter<'_>) -> Result<Vec<Paragraph>, ReadError> {
    let mut margins = Vec::new();
    let mut seen = HashSet::new();
    for (place, blocks) in stories {
        for paragraph in blocks.into_iter().flat_map(word::marginal) {
            if place == Place::Margin && !seen.insert(paragraph.text.clone()) {
                continue;
            }
            meter.text(paragraph.text.len(), || "RTF".to_owned())?;
            margins.push(paragraph);
        }
    }
    Ok(margins)
}
