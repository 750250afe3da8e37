//! The table of shared strings, and rich text in general: runs joined, phonetic guides left out.

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::workbook::xml;
use crate::{Limits, Measure, ReadError};

/// Reads the shared strings.
pub(super) fn read(bytes: &[u8], part: &str, limits: &Limits) -> Result<Vec<Box<str>>, ReadError> {
    let text = xml::text(bytes, part)?;
    let mut reader = xml::reader(&text);
    let mut strings = Vec::new();
    loop {
        match xml::next(&mut reader, part)? {
            Event::Start(e) if e.local_name().into_inner() == "si" => {
                strings.push(rich_text(&mut reader, "si", part, limits)?.into_boxed_str());
            }
            Event::Empty(e) if e.local_name().into_inner() == "si" => strings.push("".into()),
            Event::Eof => return Ok(strings),
            _ => {}
        }
    }
}

/// The text of an element (`si` or `is`) that has just been entered, up to its end.
pub(super) fn rich_text(
    reader: &mut Reader<&[u8]>,
    element: &str,
    part: &str,
    limits: &Limits,
) -> Result<String, ReadError> {
    let mut out = String::new();
    let (mut in_text, mut phonetic) = (false, 0_u32);
    loop {
        match xml::next(reader, part)? {
            Event::Start(e) => match e.local_name().into_inner() {
                "rPh" => phonetic += 1,
                "t" => in_text = phonetic == 0,
                _ => {}
            },
            Event::End(e) => match e.local_name().into_inner() {
                "rPh" => phonetic = phonetic.saturating_sub(1),
                "t" => in_text = false,
                name if name == element => break,
                _ => {}
            },
            Event::Text(t) if in_text => out.push_str(&t),
            Event::CData(t) if in_text => out.push_str(&t),
            Event::GeneralRef(r) if in_text => xml::push_reference(&mut out, &r, part)?,
            Event::Eof => return Err(xml_breaks_off(part)),
            _ => {}
        }
        if out.len() > limits.text_bytes {
            return Err(ReadError::too_large(Measure::TextBytes, limits.text_bytes as u64, part));
        }
    }
    Ok(xml::unescape_control(out))
}

/// The part ends inside an element.
pub(super) fn xml_breaks_off(part: &str) -> ReadError {
    ReadError::damaged(part, "XML 不完整，中途断开", "its XML breaks off")
}
