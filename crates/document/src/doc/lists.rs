//! The lists: definitions with their levels, and the instances that paragraphs refer to.

use std::rc::Rc;

use super::fib::{Fib, place};
use super::fonts::Fonts;
use super::properties::{CharacterProperties, ParagraphProperties};
use super::styles::Styles;
use crate::compound::{u16_at, u32_at};
use crate::word::lists::{Counters, LEVELS, LONGEST_LABEL, Level, Levels, Scheme, Standing};
use crate::word::numeral::Numeral;

/// Bytes of a list's head, and of an instance's.
const LIST: usize = 28;
const USE: usize = 16;

/// Bytes of a level in front of its properties and text.
const LEVEL: usize = 28;

/// Lists that are read, at most.
const MOST: usize = 20_000;

#[derive(Debug)]
struct Definition {
    id: u32,
    levels: Levels,
}

#[derive(Debug, Default)]
struct Instance {
    id: u32,
    starts: [Option<u32>; LEVELS],
    own: Levels,
}

/// Lists and styles of a document: they say how a paragraph stands.
pub(super) struct Lists<'w, 'a> {
    styles: &'w Styles<'a>,
    definitions: Vec<Definition>,
    instances: Vec<Instance>,
    counters: Counters<u32>,
    /// Styles say nothing: in headers, footers and notes.
    pub plain: bool,
}

impl<'w, 'a> Lists<'w, 'a> {
    /// Reads the lists.
    pub fn read(fib: &Fib<'_>, table: &[u8], fonts: &Fonts<'_>, styles: &'w Styles<'a>) -> Self {
        Self {
            styles,
            definitions: definitions(fib, table, fonts),
            instances: instances(fib, table, fonts),
            counters: Counters::default(),
            plain: false,
        }
    }

    /// Label and heading level of a paragraph. Its list counts on, so each paragraph must ask exactly once.
    pub fn place(&mut self, properties: &ParagraphProperties) -> Standing {
        let style = if self.plain { Rc::default() } else { self.styles.get(properties.style) };
        let outline = properties.outline.or(style.outline).filter(|level| *level < 9);
        let heading = outline.map(|level| level + 1);
        let number = properties.list.or(style.list).unwrap_or(0);
        let level = usize::from(properties.level.or(style.level).unwrap_or(0));
        let instance = usize::from(number).checked_sub(1).and_then(|at| self.instances.get(at));
        let Some(instance) = instance else { return Standing { label: None, heading } };
        let at = self.definitions.binary_search_by_key(&instance.id, |d| d.id);
        let Some(definition) = at.ok().and_then(|at| self.definitions.get(at)) else {
            return Standing { label: None, heading };
        };
        let scheme = Scheme { levels: &definition.levels, own: &instance.own, starts: &instance.starts };
        Standing { label: self.counters.count(instance.id, u32::from(number), level, scheme), heading }
    }
}

/// The definitions, by id. The levels of all stand behind the heads of all.
fn definitions(fib: &Fib<'_>, table: &[u8], fonts: &Fonts<'_>) -> Vec<Definition> {
    let (from, _) = fib.span(place::LISTS);
    let rest = table.get(from..).unwrap_or_default();
    let heads = rest.get(2..).unwrap_or_default();
    let count = usize::from(u16_at(rest, 0).unwrap_or(0)).min(heads.len() / LIST).min(MOST);
    let mut levels_at = heads.get(count * LIST..).unwrap_or_default();
    let mut found = Vec::with_capacity(count);
    for head in heads.chunks_exact(LIST).take(count) {
        let is_simple = head.get(26).is_some_and(|flags| flags & 1 != 0);
        let mut levels = Levels::default();
        for slot in levels.iter_mut().take(if is_simple { 1 } else { LEVELS }) {
            let Some((level, length)) = level(levels_at, fonts) else { break };
            *slot = Some(level);
            levels_at = levels_at.get(length..).unwrap_or_default();
        }
        found.push(Definition { id: u32_at(head, 0).unwrap_or(0), levels });
    }
    found.sort_by_key(|d| d.id);
    found
}

/// The instances, in order: heads first, then what each changes.
fn instances(fib: &Fib<'_>, table: &[u8], fonts: &Fonts<'_>) -> Vec<Instance> {
    let list = fib.part(table, place::LIST_USES);
    let heads = list.get(4..).unwrap_or_default();
    let count = (u32_at(list, 0).unwrap_or(0) as usize).min(heads.len() / USE).min(MOST);
    let mut changes = heads.get(count * USE..).unwrap_or_default();
    let mut found = Vec::with_capacity(count);
    for head in heads.chunks_exact(USE).take(count) {
        let mut instance = Instance { id: u32_at(head, 0).unwrap_or(0), ..Instance::default() };
        // A mark without meaning stands in front of the changes.
        changes = changes.get(4..).unwrap_or_default();
        for _ in 0..head.get(12).copied().unwrap_or(0) {
            let Some(length) = change(changes, &mut instance, fonts) else { break };
            changes = changes.get(length..).unwrap_or_default();
        }
        found.push(instance);
    }
    found
}

/// Reads one change of an instance; gives its length.
fn change(bytes: &[u8], instance: &mut Instance, fonts: &Fonts<'_>) -> Option<usize> {
    let start = u32_at(bytes, 0)?;
    let flags = u32_at(bytes, 4)?;
    let at = (flags & 0xf) as usize;
    let mut length = 8;
    if flags & 0x10 != 0
        && let Some(slot) = instance.starts.get_mut(at)
    {
        *slot = Some(start);
    }
    if flags & 0x20 != 0 {
        let (level, taken) = level(bytes.get(8..)?, fonts)?;
        length += taken;
        if flags & 0x10 != 0
            && let Some(slot) = instance.starts.get_mut(at)
        {
            *slot = level.start;
        }
        if let Some(slot) = instance.own.get_mut(at) {
            *slot = Some(level);
        }
    }
    Some(length)
}

/// Reads a level; gives its length as well.
fn level(bytes: &[u8], fonts: &Fonts<'_>) -> Option<(Level, usize)> {
    let flags = *bytes.get(5)?;
    let [characters, paragraph, restart] = bytes.get(24..27)?.try_into().ok()?;
    let looks_at = LEVEL + usize::from(paragraph);
    let text_at = looks_at + usize::from(characters);
    let mut looks = CharacterProperties::default();
    looks.apply(bytes.get(looks_at..text_at)?);
    let count = usize::from(u16_at(bytes, text_at)?);
    let end = text_at + 2 + 2 * count;
    let units = bytes.get(text_at + 2..end)?.chunks_exact(2).map(|unit| u16_at(unit, 0).unwrap_or(0));
    let mut text = String::new();
    for sign in char::decode_utf16(units).take(LONGEST_LABEL) {
        match sign.unwrap_or(char::REPLACEMENT_CHARACTER) {
            // The number of a level stands for itself.
            sign @ '\0'..='\u{8}' => text.extend(['%', char::from_digit(u32::from(sign) + 1, 10).unwrap_or('1')]),
            sign => text.push(sign),
        }
    }
    let level = Level {
        start: u32_at(bytes, 0),
        numeral: Some(Numeral::of_code(*bytes.get(4)?)),
        text,
        restart: (flags & 8 != 0).then_some(u32::from(restart)),
        legal: flags & 4 != 0,
        tight: bytes.get(15) == Some(&2),
        style: None,
        font: looks.font.map(|font| fonts.name(font)).unwrap_or_default(),
    };
    Some((level, end))
}
