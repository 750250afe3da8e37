//! Form fields: what a check box or a drop-down list shows.

use crate::compound::{u16_at, u32_at};

/// Kinds of form fields.
const CHECK_BOX: u16 = 1;
const LIST: u16 = 2;

/// Nothing was chosen: the default counts.
const UNCHOSEN: u16 = 25;

/// Reads a form field from its version mark on.
pub(super) fn shown(bytes: &[u8]) -> Option<String> {
    let flags = u16_at(bytes, 4)?;
    let chosen = flags >> 2 & 0x1f;
    // Name, then the default, then texts and macros, then the entries of a list.
    let mut at = 10;
    skip_text(bytes, &mut at)?;
    let default = u16_at(bytes, at)?;
    at += 2;
    let chosen = if chosen == UNCHOSEN { default } else { chosen };
    match flags & 3 {
        CHECK_BOX => Some(if chosen == 1 { "☑" } else { "□" }.to_owned()),
        LIST => {
            for _ in 0..5 {
                skip_text(bytes, &mut at)?;
            }
            entry(bytes.get(at..)?, chosen)
        }
        _ => None,
    }
}

/// Passes over a text with its length in front and a zero behind.
fn skip_text(bytes: &[u8], at: &mut usize) -> Option<()> {
    *at += 4 + 2 * usize::from(u16_at(bytes, *at)?);
    (*at <= bytes.len()).then_some(())
}

/// An entry of the list's texts.
fn entry(bytes: &[u8], number: u16) -> Option<String> {
    if u16_at(bytes, 0)? != 0xffff || u32_at(bytes, 2)? <= u32::from(number) {
        return None;
    }
    let mut at = 8;
    for _ in 0..number {
        at += 2 + 2 * usize::from(u16_at(bytes, at)?);
    }
    let length = usize::from(u16_at(bytes, at)?);
    let units = bytes.get(at + 2..at + 2 + 2 * length)?.chunks_exact(2).map(|unit| u16_at(unit, 0).unwrap_or(0));
    Some(char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
}
