//! Paragraphs within a cell: white space as OpenDocument counts it, notes and drawings left out.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{attribute, breaks_off};
use crate::workbook::xml;
use crate::{Limits, Measure, ReadError};

/// Most spaces that one element may stand for.
const MOST_SPACES: usize = 1000;

/// Skips what is left of the element that has just been entered.
pub(super) fn skip(reader: &mut Reader<&[u8]>, part: &str) -> Result<(), ReadError> {
    let mut depth = 1_usize;
    while depth > 0 {
        match xml::next(reader, part)? {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            Event::Eof => return Err(breaks_off(reader)),
            _ => {}
        }
    }
    Ok(())
}

/// Appends a paragraph that has just been entered, up to its end.
pub(super) fn paragraph(
    reader: &mut Reader<&[u8]>,
    part: &str,
    limits: &Limits,
    out: &mut String,
) -> Result<(), ReadError> {
    let mut depth = 1_usize;
    // White space counts once, and not at all at the beginning.
    let mut after_space = true;
    while depth > 0 {
        match xml::next(reader, part)? {
            Event::Start(e) => match e.local_name().into_inner() {
                // Comments, drawings, notes, and how to pronounce a word.
                "annotation" | "frame" | "note" | "ruby-text" | "custom-shape" | "text-box" => skip(reader, part)?,
                _ => {
                    depth += 1;
                    control(&e, out, &mut after_space);
                }
            },
            Event::Empty(e) => control(&e, out, &mut after_space),
            Event::End(_) => depth -= 1,
            Event::Text(text) => push(&text, out, &mut after_space),
            Event::CData(text) => push(&text, out, &mut after_space),
            Event::GeneralRef(reference) => {
                xml::push_reference(out, &reference, part)?;
                after_space = false;
            }
            Event::Eof => return Err(breaks_off(reader)),
            _ => {}
        }
        if out.len() > limits.text_bytes {
            return Err(ReadError::too_large(Measure::TextBytes, limits.text_bytes as u64, part));
        }
    }
    Ok(())
}

fn push(text: &str, out: &mut String, after_space: &mut bool) {
    for c in text.chars() {
        let blank = matches!(c, ' ' | '\t' | '\n' | '\r');
        if !blank {
            out.push(c);
        } else if !*after_space {
            out.push(' ');
        }
        *after_space = blank;
    }
}

/// Elements that stand for a character.
fn control(element: &BytesStart<'_>, out: &mut String, after_space: &mut bool) {
    match element.local_name().into_inner() {
        "s" => {
            let count = attribute(element, "c").and_then(|c| c.parse().ok()).unwrap_or(1_usize);
            out.extend(std::iter::repeat_n(' ', count.min(MOST_SPACES)));
        }
        "tab" => out.push('\t'),
        "line-break" => out.push('\n'),
        _ => return,
    }
    *after_space = false;
}
