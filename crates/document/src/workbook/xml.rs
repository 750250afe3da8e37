//! What the parts of a workbook need of XML: element starts, attributes, text. No entity is ever expanded beyond
//! the five of XML and character references, so no document can grow by them.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::ReadError;

/// A part's text. Parts are UTF-8 or, with a byte order mark, UTF-16.
pub(crate) fn text<'a>(bytes: &'a [u8], part: &str) -> Result<Cow<'a, str>, ReadError> {
    let not_text = || ReadError::damaged(part, "不是 UTF-8 编码的 XML", "it is not XML in UTF-8");
    match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, bom)) => encoding
            .decode_without_bom_handling_and_without_replacement(bytes.get(bom..).unwrap_or_default())
            .ok_or_else(not_text),
        None => std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|_| not_text()),
    }
}

/// A reader over a part's text.
pub(crate) fn reader(text: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    reader
}

/// The next event; an error says where the part stops being XML.
pub(crate) fn next<'t>(reader: &mut Reader<&'t [u8]>, part: &str) -> Result<Event<'t>, ReadError> {
    match reader.read_event() {
        Ok(event) => Ok(event),
        Err(error) => {
            let at = reader.error_position();
            Err(ReadError::damaged(
                part,
                format!("第 {at} 字节处 XML 出错"),
                format!("its XML is broken at byte {at} ({error})"),
            ))
        }
    }
}

/// Calls `f` with each element's local name and attributes.
pub(crate) fn starts(
    text: &str,
    part: &str,
    mut f: impl FnMut(&str, Vec<(&str, Cow<'_, str>)>),
) -> Result<(), ReadError> {
    let mut reader = reader(text);
    loop {
        match next(&mut reader, part)? {
            Event::Start(e) | Event::Empty(e) => f(e.local_name().into_inner(), attributes(&e)),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// Attributes by local name, unescaped; broken ones are left out.
pub(crate) fn attributes<'e>(element: &'e BytesStart<'_>) -> Vec<(&'e str, Cow<'e, str>)> {
    element
        .attributes()
        .with_checks(false)
        .flatten()
        .map(|a| {
            let value = quick_xml::escape::unescape(&a.value).map(Cow::into_owned);
            (a.key.local_name().into_inner(), value.map_or(a.value, Cow::Owned))
        })
        .collect()
}

/// Whether an attribute says yes.
pub(crate) fn is_true(value: &str) -> bool {
    matches!(value, "1" | "true" | "on")
}

/// Appends what `&…;` stands for.
///
/// # Errors
/// If it is none of XML's own: office files declare no entities.
pub(crate) fn push_reference(out: &mut String, reference: &BytesRef<'_>, part: &str) -> Result<(), ReadError> {
    let name: &str = reference;
    let c = match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => reference.resolve_char_ref().ok().flatten(),
    };
    match c {
        Some(c) => out.push(c),
        None => {
            return Err(ReadError::damaged(
                part,
                format!("含有办公文档不应有的实体 &{};", clip(name)),
                format!("it refers to &{};, an entity that office files do not have", clip(name)),
            ));
        }
    }
    Ok(())
}

fn clip(name: &str) -> String {
    name.chars().take(20).collect()
}

/// Decodes `_x000D_` and the like, as workbooks write control characters; carriage returns go.
pub(crate) fn unescape_control(text: String) -> String {
    let text = super::line_ends(text);
    if !text.contains("_x") {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find("_x") {
        out.push_str(rest.get(..at).unwrap_or_default());
        let code = rest.get(at + 2..at + 6).filter(|h| h.bytes().all(|b| b.is_ascii_hexdigit()));
        let decoded = code
            .filter(|_| rest.get(at + 6..at + 7) == Some("_"))
            .and_then(|h| u32::from_str_radix(h, 16).ok())
            .and_then(char::from_u32);
        match decoded {
            Some('\r') => {}
            Some(c) => out.push(c),
            None => out.push_str("_x"),
        }
        rest = rest.get(at + if decoded.is_some() { 7 } else { 2 }..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}
