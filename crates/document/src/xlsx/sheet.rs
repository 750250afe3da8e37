//! A sheet's part to the cells it displays.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::strings;
use crate::workbook::{RawCell, RawSheet, Styles, number, reference, xml};
use crate::{Limits, Measure, ReadError};

/// What cells refer to.
pub(super) struct Context<'a> {
    pub(super) strings: &'a [Box<str>],
    pub(super) styles: &'a Styles,
    pub(super) limits: &'a Limits,
}

/// Reads a worksheet part.
pub(super) fn read(bytes: &[u8], part: &str, context: &Context<'_>) -> Result<RawSheet, ReadError> {
    let text = xml::text(bytes, part)?;
    let mut reader = xml::reader(&text);
    let mut sheet = RawSheet::default();
    let (mut row, mut col) = (0_u32, 0_u32);
    let mut complete = false;
    loop {
        let (element, empty) = match xml::next(&mut reader, part)? {
            Event::Start(e) => (e, false),
            Event::Empty(e) => (e, true),
            Event::End(e) => {
                match e.local_name().into_inner() {
                    "row" => (row, col) = (row.saturating_add(1), 0),
                    "worksheet" => complete = true,
                    _ => {}
                }
                continue;
            }
            Event::Eof => break,
            _ => continue,
        };
        match element.local_name().into_inner() {
            "row" => {
                row_start(&element, &mut row, &mut sheet);
                col = 0;
                if empty {
                    row = row.saturating_add(1);
                }
            }
            "c" => {
                let start = CellStart::new(&element, row, col);
                (row, col) = (start.row, start.col.saturating_add(1));
                if empty {
                    sheet.touch(start.row, start.col);
                } else {
                    let cell = cell(&mut reader, start, part, context)?;
                    sheet.push(cell, context.limits, part)?;
                }
            }
            "col" => hidden_columns(&element, &mut sheet),
            "mergeCell" => {
                let area = attribute(&element, "ref").as_deref().and_then(reference::area);
                sheet.merges.extend(area.filter(|(a, b)| a != b));
            }
            _ => {}
        }
    }
    if !complete && !sheet_is_empty_element(&text) {
        return Err(strings::xml_breaks_off(part));
    }
    Ok(sheet)
}

/// `<worksheet/>`: nothing in it and nothing missing.
fn sheet_is_empty_element(text: &str) -> bool {
    text.trim_end().ends_with("/>")
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    element
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|a| a.key.local_name().into_inner() == name)
        .map(|a| a.value.into_owned())
}

fn row_start(element: &BytesStart<'_>, row: &mut u32, sheet: &mut RawSheet) {
    let (mut hidden, mut height_zero) = (false, false);
    for a in element.attributes().with_checks(false).flatten() {
        match a.key.local_name().into_inner() {
            "r" => *row = a.value.trim().parse().ok().and_then(|r: u32| r.checked_sub(1)).unwrap_or(*row),
            "hidden" => hidden = xml::is_true(&a.value),
            "ht" => height_zero = is_zero(&a.value),
            _ => {}
        }
    }
    if hidden || height_zero {
        sheet.hidden_rows.push(*row);
    }
}

fn is_zero(size: &str) -> bool {
    let size = size.trim();
    !size.is_empty() && size.bytes().all(|b| matches!(b, b'0' | b'.'))
}

fn hidden_columns(element: &BytesStart<'_>, sheet: &mut RawSheet) {
    let (mut hidden, mut from, mut to) = (false, None, None);
    for a in element.attributes().with_checks(false).flatten() {
        let number = || a.value.trim().parse::<u32>().ok().and_then(|n| n.checked_sub(1));
        match a.key.local_name().into_inner() {
            "hidden" => hidden |= xml::is_true(&a.value),
            "width" => hidden |= is_zero(&a.value),
            "min" => from = number(),
            "max" => to = number(),
            _ => {}
        }
    }
    if hidden && let (Some(from), Some(to)) = (from, to) {
        sheet.hidden_cols.push((from, to));
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Shared,
    Inline,
    /// The text of a formula's result, or an ISO date.
    Plain,
    Boolean,
    Error,
}

struct CellStart {
    row: u32,
    col: u32,
    kind: Kind,
    style: usize,
}

impl CellStart {
    fn new(element: &BytesStart<'_>, row: u32, col: u32) -> Self {
        let mut start = Self { row, col, kind: Kind::Number, style: 0 };
        for a in element.attributes().with_checks(false).flatten() {
            match a.key.local_name().into_inner() {
                "r" => {
                    if let Some((row, col)) = reference::cell(&a.value) {
                        (start.row, start.col) = (row, col);
                    }
                }
                "s" => start.style = a.value.trim().parse().unwrap_or(0),
                "t" => {
                    start.kind = match a.value.as_ref() {
                        "s" => Kind::Shared,
                        "inlineStr" => Kind::Inline,
                        "str" | "d" => Kind::Plain,
                        "b" => Kind::Boolean,
                        "e" => Kind::Error,
                        _ => Kind::Number,
                    }
                }
                _ => {}
            }
        }
        start
    }
}

/// Reads a cell up to its end.
fn cell(reader: &mut Reader<&[u8]>, start: CellStart, part: &str, context: &Context<'_>) -> Result<RawCell, ReadError> {
    let (mut value, mut inline) = (String::new(), None);
    let (mut has_formula, mut has_value, mut in_value) = (false, false, false);
    loop {
        match xml::next(reader, part)? {
            Event::Start(e) => match e.local_name().into_inner() {
                "f" => has_formula = true,
                "v" => (has_value, in_value) = (true, true),
                "is" => inline = Some(strings::rich_text(reader, "is", part, context.limits)?),
                _ => {}
            },
            Event::Empty(e) => match e.local_name().into_inner() {
                "f" => has_formula = true,
                "v" => has_value = true,
                _ => {}
            },
            Event::End(e) => match e.local_name().into_inner() {
                "v" => in_value = false,
                "c" => break,
                _ => {}
            },
            Event::Text(t) if in_value => value.push_str(&t),
            Event::CData(t) if in_value => value.push_str(&t),
            Event::GeneralRef(r) if in_value => xml::push_reference(&mut value, &r, part)?,
            Event::Eof => return Err(strings::xml_breaks_off(part)),
            _ => {}
        }
        if value.len() > context.limits.text_bytes {
            let place = reference::name(start.row, start.col);
            return Err(ReadError::too_large(Measure::TextBytes, context.limits.text_bytes as u64, place));
        }
    }
    // A text formula may have come to the empty text; any other without a value was never computed.
    let computed_empty = start.kind == Kind::Plain && has_value;
    let uncomputed = has_formula && value.is_empty() && inline.is_none() && !computed_empty;
    let text = match inline {
        Some(text) => context.styles.text(text, start.style),
        None if value.is_empty() => String::new(),
        None => displayed(value, &start, part, context)?,
    };
    Ok(RawCell { row: start.row, col: start.col, text, uncomputed })
}

/// The text that a stored value displays.
fn displayed(value: String, start: &CellStart, part: &str, context: &Context<'_>) -> Result<String, ReadError> {
    Ok(match start.kind {
        Kind::Shared => {
            let text = value.trim().parse().ok().and_then(|i: usize| context.strings.get(i)).ok_or_else(|| {
                let cell = reference::name(start.row, start.col);
                ReadError::damaged(
                    format!("{part} {cell}"),
                    format!("单元格引用的第 {} 条文字不存在", value.trim()),
                    format!("the cell refers to text {}, which does not exist", value.trim()),
                )
            })?;
            context.styles.text(text.to_string(), start.style)
        }
        Kind::Inline | Kind::Plain => context.styles.text(xml::unescape_control(value), start.style),
        Kind::Boolean => if xml::is_true(value.trim()) { "TRUE" } else { "FALSE" }.into(),
        Kind::Error => value,
        Kind::Number => match number::parse(&value) {
            Some(decimal) => context.styles.number(decimal, start.style),
            None => value,
        },
    })
}
