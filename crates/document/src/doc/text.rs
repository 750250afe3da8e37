//! The characters of a text (body, header, notes, text box) → its paragraphs with their properties, in order.

use std::collections::HashMap;
use std::rc::Rc;

use super::form;
use super::properties::{CharacterProperties, ParagraphProperties};
use super::runs::split;
use super::word::Word;
use crate::compound::u16_at;
use crate::error::{Measure, ReadError};
use crate::limits::Limits;
use crate::word::fields::Field;
use crate::word::flow::ParagraphBuilder;
use crate::word::symbols;
use crate::word::unread::Met;

/// What the mark at a paragraph's end ends as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// Nothing but the paragraph.
    Paragraph,
    /// A cell.
    Cell,
    /// A row; such a paragraph holds nothing.
    Row,
}

/// A paragraph as it stands in the text.
#[derive(Debug)]
pub(super) struct RawParagraph {
    /// The displayed text.
    pub text: String,
    /// Its properties.
    pub properties: Rc<ParagraphProperties>,
    /// What ends with it.
    pub end: End,
    /// The mark is a tracked deletion: the text joins the next paragraph.
    pub mark_deleted: bool,
    /// The mark is hidden.
    pub mark_hidden: bool,
    /// Its style hides it.
    pub hidden: bool,
    /// Characters that anchor a drawing.
    pub anchors: Vec<u32>,
}

/// Reads texts. What is known of runs serves them all.
pub(super) struct Text<'w, 'a> {
    word: &'w Word<'a>,
    limits: &'w Limits,
    characters: HashMap<usize, CharacterProperties>,
    paragraphs: HashMap<usize, Rc<ParagraphProperties>>,
    /// What was met and cannot be shown.
    pub met: Met,
    paragraph: ParagraphBuilder<Option<Rc<ParagraphProperties>>>,
    anchors: Vec<u32>,
    done: Vec<RawParagraph>,
    /// Half of a character beyond the first plane.
    half: Option<u16>,
}

/// A character's place and looks.
struct Place {
    position: u32,
    byte: u32,
    modifier: u16,
    looks: CharacterProperties,
}

impl<'w, 'a> Text<'w, 'a> {
    /// Nothing is read yet.
    pub fn new(word: &'w Word<'a>, limits: &'w Limits) -> Self {
        Self {
            word,
            limits,
            characters: HashMap::new(),
            paragraphs: HashMap::new(),
            met: Met::default(),
            paragraph: ParagraphBuilder::default(),
            anchors: Vec::new(),
            done: Vec::new(),
            half: None,
        }
    }

    /// The paragraphs of the characters from `from` to `to`.
    pub fn read(&mut self, from: u32, to: u32) -> Result<Vec<RawParagraph>, ReadError> {
        let word = self.word;
        for piece in word.pieces.since(from) {
            if piece.from >= to {
                break;
            }
            let mut position = piece.from.max(from);
            let end = piece.to.min(to);
            while position < end {
                // Characters of one run at a time.
                let byte = piece.byte(position);
                let found = word.characters.find(byte);
                let until = match found {
                    Some((_, until)) => until,
                    None => word.characters.next_start(byte).unwrap_or(u32::MAX),
                };
                let count = (until - byte).div_ceil(piece.width()).clamp(1, end - position);
                let mut looks = found.map(|(run, _)| self.looks(run)).unwrap_or_default();
                if piece.modifier != 0 {
                    looks.apply(word.pieces.modifiers(piece.modifier).list());
                }
                let place = Place { position, byte, modifier: piece.modifier, looks };
                self.run(place, count, piece.is_narrow)?;
                position += count;
            }
        }
        let is_rest = !self.paragraph.text.is_empty() || !self.anchors.is_empty();
        if is_rest {
            let properties = self.paragraph.properties.take().unwrap_or_default();
            self.end(properties, CharacterProperties::default(), End::Paragraph)?;
        }
        self.paragraph = ParagraphBuilder::default();
        Ok(std::mem::take(&mut self.done))
    }

    fn looks(&mut self, run: usize) -> CharacterProperties {
        let word = self.word;
        *self.characters.entry(run).or_insert_with(|| {
            let mut looks = CharacterProperties::default();
            looks.apply(word.characters.properties(run));
            looks
        })
    }

    /// Properties of the paragraph that a byte belongs to.
    fn properties(&mut self, byte: u32, modifier: u16) -> Rc<ParagraphProperties> {
        let word = self.word;
        let Some((run, _)) = word.paragraphs.find(byte) else { return Rc::default() };
        let known = self.paragraphs.entry(run).or_insert_with(|| {
            let (style, list) = split(word.paragraphs.properties(run));
            Rc::new(ParagraphProperties::read(style, list, &word.data))
        });
        if modifier == 0 {
            return Rc::clone(known);
        }
        let mut changed = ParagraphProperties::clone(known);
        changed.apply(word.pieces.modifiers(modifier).list(), &word.data);
        Rc::new(changed)
    }

    /// Reads characters of one run.
    fn run(&mut self, mut place: Place, count: u32, is_narrow: bool) -> Result<(), ReadError> {
        let width = if is_narrow { 1 } else { 2 };
        let from = place.byte as usize;
        let bytes = self.word.main.get(from..from + (count * width) as usize).unwrap_or_default();
        for unit in bytes.chunks_exact(width as usize) {
            let sign = match unit {
                [byte] => Some(narrow(*byte)),
                _ => self.wide(u16_at(unit, 0).unwrap_or(0)),
            };
            if let Some(sign) = sign {
                self.sign(sign, &place)?;
            }
            place.position += 1;
            place.byte += width;
        }
        Ok(())
    }

    /// A character of two bytes; the first half of a pair waits for the second.
    fn wide(&mut self, unit: u16) -> Option<char> {
        let first = self.half.take();
        match (first, unit) {
            (_, 0xd800..=0xdbff) => {
                self.half = Some(unit);
                None
            }
            (Some(first), 0xdc00..=0xdfff) => char::decode_utf16([first, unit]).next().and_then(Result::ok),
            (_, unit) => char::from_u32(u32::from(unit)),
        }
    }

    fn sign(&mut self, sign: char, place: &Place) -> Result<(), ReadError> {
        if self.paragraph.properties.is_none() {
            let properties = self.properties(place.byte, place.modifier);
            self.paragraph.hidden = self.word.hides(properties.style).unwrap_or(false);
            self.paragraph.properties = Some(properties);
        }
        let looks = place.looks;
        self.paragraph.run_hidden = looks.deleted || self.is_hidden(looks);
        match sign {
            '(' if looks.special && looks.symbol.is_some() => self.symbol(looks),
            '\u{1}'..='\u{8}' | '\0' if sign != '\u{7}' => {
                self.mark(sign, place);
                Ok(())
            }
            '\t' => self.push('\t'),
            '\u{b}' => self.push('\n'),
            '\u{c}' if !self.word.ends_section(place.position) => {
                self.paragraph.page_break = true;
                Ok(())
            }
            '\u{e}' => {
                self.paragraph.page_break = true;
                Ok(())
            }
            '\u{7}' | '\r' | '\u{c}' => self.close(sign, place),
            '\u{13}' if self.paragraph.fields.len() < DEEPEST => {
                self.paragraph.fields.push(Field::default());
                self.paragraph.instructions += 1;
                Ok(())
            }
            '\u{14}' => {
                self.separate();
                Ok(())
            }
            '\u{15}' => self.end_field(),
            '\u{1e}' => self.push('-'),
            '\0'..='\u{1f}' => Ok(()),
            '\u{f020}'..='\u{f0ff}' => self.push(symbols::look("", u32::from(sign)).unwrap_or(sign)),
            sign => self.push(sign),
        }
    }

    fn is_hidden(&self, looks: CharacterProperties) -> bool {
        let by_style = looks.style.and_then(|style| self.word.hides(style)).unwrap_or(self.paragraph.hidden);
        looks.hidden.map_or(by_style, |hidden| hidden.under(by_style))
    }

    /// Adds a displayed character, or one of a field's instruction.
    fn push(&mut self, sign: char) -> Result<(), ReadError> {
        let paragraph = &mut self.paragraph;
        if paragraph.instructions > 0 {
            if let Some(field) = paragraph.fields.last_mut().filter(|f| !f.in_result && f.code.len() < LONGEST_CODE) {
                field.code.push(sign);
            }
            return Ok(());
        }
        if paragraph.run_hidden {
            return Ok(());
        }
        paragraph.push(sign.encode_utf8(&mut [0; 4]));
        self.met.text += sign.len_utf8() as u64;
        if paragraph.text.len() > self.limits.text_bytes {
            return Err(ReadError::too_large(Measure::TextBytes, self.limits.text_bytes as u64, ""));
        }
        if self.met.text > self.limits.total_text_bytes as u64 {
            return Err(ReadError::too_large(Measure::TotalTextBytes, self.limits.total_text_bytes as u64, ""));
        }
        Ok(())
    }

    fn symbol(&mut self, looks: CharacterProperties) -> Result<(), ReadError> {
        let Some((font, code)) = looks.symbol else { return Ok(()) };
        match symbols::look(self.word.fonts.name(font).trim(), u32::from(code)) {
            Some(sign) => self.push(sign),
            None => {
                self.met.signs += 1;
                Ok(())
            }
        }
    }

    /// A character that stands for something that is no text.
    fn mark(&mut self, sign: char, place: &Place) {
        match sign {
            '\u{1}' if place.looks.is_form => {
                if let (Some(field), Some(at)) = (self.paragraph.fields.last_mut(), place.looks.picture) {
                    field.form = self.word.data.form(at).and_then(form::shown);
                }
            }
            '\u{1}' => self.met.pictures += 1,
            '\u{8}' if !self.paragraph.run_hidden && self.anchors.len() < MOST_ANCHORS => {
                self.anchors.push(place.position)
            }
            _ => {}
        }
    }

    fn separate(&mut self) {
        if let Some(field) = self.paragraph.fields.last_mut().filter(|f| !f.in_result) {
            field.in_result = true;
            self.paragraph.instructions -= 1;
            let name = field.code.trim_start().get(..5).unwrap_or_default();
            self.met.objects += usize::from(name.eq_ignore_ascii_case("embed"));
        }
    }

    fn end_field(&mut self) -> Result<(), ReadError> {
        let Some(field) = self.paragraph.fields.pop() else { return Ok(()) };
        self.paragraph.instructions -= usize::from(!field.in_result);
        field.shown().map_or(Ok(()), |shown| shown.chars().try_for_each(|sign| self.push(sign)))
    }

    /// A character that ends a paragraph.
    fn close(&mut self, sign: char, place: &Place) -> Result<(), ReadError> {
        let properties = self.properties(place.byte, place.modifier);
        let end = match sign {
            '\u{7}' if properties.ends_row => End::Row,
            '\u{7}' => End::Cell,
            _ if properties.ends_inner_row => End::Row,
            _ if properties.ends_inner_cell => End::Cell,
            _ => End::Paragraph,
        };
        self.end(properties, place.looks, end)
    }

    fn end(
        &mut self,
        properties: Rc<ParagraphProperties>,
        mark: CharacterProperties,
        end: End,
    ) -> Result<(), ReadError> {
        if self.done.len() > self.limits.paragraphs + self.limits.cells {
            return Err(ReadError::too_large(Measure::Paragraphs, self.limits.paragraphs as u64, ""));
        }
        let mark_hidden = self.is_hidden(mark);
        let paragraph = std::mem::take(&mut self.paragraph);
        self.half = None;
        self.done.push(RawParagraph {
            text: paragraph.text,
            properties,
            end,
            mark_deleted: mark.deleted,
            mark_hidden,
            hidden: paragraph.hidden && mark_hidden,
            anchors: std::mem::take(&mut self.anchors),
        });
        Ok(())
    }
}

/// Fields inside fields.
const DEEPEST: usize = 100;

/// Drawings anchored in one paragraph.
const MOST_ANCHORS: usize = 10_000;

/// Bytes of a field's instruction, at most; only its beginning matters.
const LONGEST_CODE: usize = 4096;

/// A character of one byte, in the Western code page whatever the language.
fn narrow(byte: u8) -> char {
    const UPPER: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    let at = usize::from(byte).wrapping_sub(0x80);
    UPPER.get(at).copied().unwrap_or(char::from(byte))
}
