//! Fonts: from the bytes that a page shows to characters and widths.
//!
//! A code whose character cannot be known is [`Text::Unknown`]; nothing is ever guessed from the code alone.

mod codes;
mod composite;
mod metrics;
mod names;
mod program;
mod radicals;
mod simple;

use std::rc::Rc;

use hayro_cmap::{BfString, CMap};
use hayro_syntax::object::dict::keys::{BASE_FONT, SUBTYPE, TO_UNICODE, TYPE0, TYPE3};
use hayro_syntax::object::{Dict, Name, Stream};

use super::stream::Budget;
use crate::ReadError;
use crate::word::symbols;
use composite::Composite;
use simple::Simple;

/// What a code shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Text {
    /// Something, and it cannot be known what.
    Unknown,
    /// One character.
    Char(char),
    /// Several: a ligature. May be empty.
    Chars(Rc<str>),
}

/// A code of a font.
#[derive(Debug, Clone)]
pub(super) struct Sign {
    pub text: Text,
    /// How far it moves on, as a share of the font's size; down in vertical writing.
    pub advance: f32,
    /// The one-byte code 32, which word spacing widens.
    pub space: bool,
}

/// A font of the file.
pub(super) struct Font {
    kind: Kind,
}

enum Kind {
    Simple(Box<Simple>),
    Composite(Box<Composite>),
}

impl Font {
    /// Reads a font's dictionary.
    pub fn load(dict: &Dict<'_>, budget: &mut Budget) -> Result<Self, ReadError> {
        let kind = match dict.get::<Name<'_>>(SUBTYPE).as_deref() {
            Some(TYPE0) => Kind::Composite(Box::new(Composite::load(dict, budget)?)),
            subtype => Kind::Simple(Box::new(Simple::load(dict, subtype == Some(TYPE3), budget)?)),
        };
        Ok(Self { kind })
    }

    /// Whether text runs down the page.
    pub fn is_vertical(&self) -> bool {
        matches!(&self.kind, Kind::Composite(font) if font.vertical)
    }

    /// The first code of the bytes, and how many bytes it takes (at least one).
    pub fn next(&mut self, bytes: &[u8]) -> Option<(Sign, usize)> {
        match &mut self.kind {
            Kind::Simple(font) => font.next(bytes),
            Kind::Composite(font) => font.next(bytes),
        }
    }
}

/// The font's own map from codes to text.
fn to_unicode(dict: &Dict<'_>, budget: &mut Budget) -> Result<Option<CMap>, ReadError> {
    let Some(stream) = dict.get::<Stream<'_>>(TO_UNICODE) else { return Ok(None) };
    let Some(data) = budget.decode(&stream)? else { return Ok(None) };
    budget.work(data.len() as u64 / 16)?;
    Ok(CMap::parse(&data, hayro_cmap::load_embedded))
}

/// What the font's map says of a code, if it says anything that means something.
fn mapped(map: &CMap, code: u32, font: &str) -> Option<Text> {
    match map.lookup_bf_string(code)? {
        BfString::Char(ch) => character(ch, font).map(text_of),
        BfString::String(text) if text.chars().all(|c| matches!(c, '\0' | '\u{fffd}')) => None,
        BfString::String(text) => {
            let clean: String = text.chars().filter_map(|c| character(c, font)).collect();
            Some(Text::Chars(Rc::from(clean)))
        }
    }
}

/// A character, or those of a ligature.
fn text_of(ch: char) -> Text {
    radicals::ligature(ch).map_or(Text::Char(ch), |letters| Text::Chars(Rc::from(letters)))
}

/// A character as it is to be read: signs of picture fonts by their looks, `None` for what means nothing.
fn character(ch: char, font: &str) -> Option<char> {
    match ch {
        '\u{f000}'..='\u{f0ff}' => symbols::look(font, u32::from(ch)),
        '\u{e000}'..='\u{f8ff}' | '\u{fffd}' | '\u{fffe}' | '\u{ffff}' => None,
        '\t' | '\u{a0}' => Some(' '),
        c if c.is_control() => None,
        c => Some(radicals::meant(c)),
    }
}

/// The name of the font without the tag of a subset.
fn base_name(dict: &Dict<'_>) -> String {
    let name = dict.get::<Name<'_>>(BASE_FONT);
    let name = name.as_ref().map(Name::as_str).unwrap_or_default();
    name.split_once('+').filter(|(tag, _)| tag.len() == 6).map_or(name, |(_, rest)| rest).to_owned()
}
