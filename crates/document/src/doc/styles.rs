//! The style sheet: what the paragraph and character styles say of structure. Only styles that are used are read.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::properties::{CharacterProperties, Data, ParagraphProperties, Switch};
use crate::compound::u16_at;

/// Styles based on one another, at most.
const LONGEST_CHAIN: usize = 32;

/// What a style, with those it is based on, says of structure.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Style {
    /// List, counted from 1; 0: none.
    pub list: Option<u16>,
    /// Level in the list, 0-based.
    pub level: Option<u8>,
    /// Outline level, 0-based.
    pub outline: Option<u8>,
    /// Its text is hidden.
    pub hidden: Option<bool>,
}

/// The style sheet.
#[derive(Debug)]
pub(super) struct Styles<'a> {
    /// Where each style stands; an empty one is not there.
    styles: Vec<&'a [u8]>,
    /// Bytes of the fixed part of each.
    fixed: usize,
    known: RefCell<HashMap<u16, Rc<Style>>>,
}

/// Kinds of styles.
const PARAGRAPH: u16 = 1;
const CHARACTER: u16 = 2;

impl<'a> Styles<'a> {
    /// Finds where each style lies.
    pub fn new(sheet: &'a [u8]) -> Self {
        let head = usize::from(u16_at(sheet, 0).unwrap_or(0));
        let count = u16_at(sheet, 2).unwrap_or(0);
        let fixed = usize::from(u16_at(sheet, 4).unwrap_or(0)).max(10);
        let mut styles = Vec::new();
        let mut rest = sheet.get(2 + head..).unwrap_or_default();
        for _ in 0..count {
            let Some(length) = u16_at(rest, 0).map(usize::from) else { break };
            let Some(style) = rest.get(2..2 + length) else { break };
            styles.push(style);
            rest = rest.get(2 + length..).unwrap_or_default();
        }
        Self { styles, fixed, known: RefCell::default() }
    }

    /// A style with what it inherits.
    pub fn get(&self, number: u16) -> Rc<Style> {
        if let Some(style) = self.known.borrow().get(&number) {
            return Rc::clone(style);
        }
        let mut whole = Style::default();
        let mut next = number;
        // A chain of styles that leads back to itself ends.
        for _ in 0..LONGEST_CHAIN {
            let Some((single, base)) = self.single(next) else { break };
            whole.list = whole.list.or(single.list);
            whole.level = whole.level.or(single.level);
            whole.outline = whole.outline.or(single.outline);
            whole.hidden = whole.hidden.or(single.hidden);
            next = base;
        }
        let whole = Rc::new(whole);
        self.known.borrow_mut().insert(number, Rc::clone(&whole));
        whole
    }

    /// One style by itself, and the number of the style it is based on.
    fn single(&self, number: u16) -> Option<(Style, u16)> {
        let bytes = self.styles.get(usize::from(number))?;
        let built_in = u16_at(bytes, 0)? & 0xfff;
        let kind_and_base = u16_at(bytes, 2)?;
        let name = usize::from(u16_at(bytes, self.fixed)?);
        let mut parts = Parts { bytes, at: self.fixed + 2 + 2 * name + 2 };
        let mut style = Style::default();
        let characters = match kind_and_base & 0xf {
            PARAGRAPH => {
                let paragraph = parts.next()?.get(2..).unwrap_or_default();
                let paragraph = ParagraphProperties::read(number, paragraph, &Data::new(&[]));
                style.list = paragraph.list;
                style.level = paragraph.level;
                style.outline = paragraph.outline;
                if let heading @ 1..=9 = built_in {
                    style.outline = style.outline.or(u8::try_from(heading - 1).ok());
                }
                parts.next()
            }
            CHARACTER => parts.next(),
            _ => None,
        };
        let mut run = CharacterProperties::default();
        run.apply(characters.unwrap_or_default());
        style.hidden = run.hidden.map(|hidden| hidden == Switch::On);
        Some((style, kind_and_base >> 4))
    }
}

/// The parts of a style after its name: each has its length in front and begins at an even place.
struct Parts<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Parts<'a> {
    fn next(&mut self) -> Option<&'a [u8]> {
        self.at = self.at.next_multiple_of(2);
        let length = usize::from(u16_at(self.bytes, self.at)?);
        let from = self.at + 2;
        self.at = from + length;
        self.bytes.get(from..self.at)
    }
}
