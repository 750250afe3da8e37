//! Characters: as bytes in a font's encoding, by their number, as signs of picture fonts.

use super::super::form;
use super::{Target, Walk};
use crate::error::{Measure, ReadError};
use crate::word::symbols;

impl Walk<'_> {
    pub(super) fn symbol(&mut self, symbol: u8) -> Result<(), ReadError> {
        match symbol {
            b'\\' | b'{' | b'}' => self.take(&[symbol]),
            b'~' => self.character('\u{a0}'),
            b'_' => self.character('-'),
            b'\n' | b'\r' => self.word("par", None, None),
            b'\t' => self.character('\t'),
            _ => Ok(()),
        }
    }

    fn character(&mut self, c: char) -> Result<(), ReadError> {
        self.flush()?;
        self.push(c.encode_utf8(&mut [0; 4]))
    }

    /// A character by its number: a unit of UTF-16, negative from 0x8000 on.
    pub(super) fn unit(&mut self, value: i32) -> Result<(), ReadError> {
        self.pass = self.state.stand_ins;
        let code = if value < 0 { value.saturating_add(0x1_0000) } else { value };
        let code = u32::try_from(code).unwrap_or(0);
        let half = self.half.take();
        match u16::try_from(code) {
            Ok(unit @ 0xd800..=0xdbff) => {
                self.half = Some(unit);
                Ok(())
            }
            Ok(unit @ 0xdc00..=0xdfff) => {
                let units = half.into_iter().chain([unit]);
                let text: String =
                    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
                self.push(&text)
            }
            _ if (0xf020..=0xf0ff).contains(&code) => self.sign(code),
            _ => match char::from_u32(code).filter(|c| !c.is_control()) {
                Some(c) => self.push(c.encode_utf8(&mut [0; 4])),
                None => Ok(()),
            },
        }
    }

    /// A sign of a picture font.
    fn sign(&mut self, code: u32) -> Result<(), ReadError> {
        let font = self.state.font.and_then(|f| self.tables.font(f)).filter(|f| f.pictures);
        match symbols::look(font.map_or("", |f| &f.name), code) {
            Some(sign) => self.push(sign.encode_utf8(&mut [0; 4])),
            None => {
                self.met.signs += usize::from(self.state.target == Target::Story);
                Ok(())
            }
        }
    }

    /// Characters as bytes, in the font's encoding.
    pub(super) fn take(&mut self, bytes: &[u8]) -> Result<(), ReadError> {
        let is_font = self.state.target == Target::Fonts;
        if is_font || self.state.target == Target::Styles {
            bytes.iter().for_each(|b| self.tables.byte(*b, is_font, self.encoding));
            return Ok(());
        }
        if matches!(self.state.target, Target::Nowhere | Target::Drawing) {
            return Ok(());
        }
        let font = self.state.font.or(self.default_font).and_then(|f| self.tables.font(f));
        if font.is_some_and(|f| f.pictures) {
            return bytes.iter().try_for_each(|b| self.sign(u32::from(*b)));
        }
        // Characters of several bytes may come in pieces: the first by its number, the second as it stands.
        self.bytes.extend_from_slice(bytes);
        if self.bytes.len() > self.counts.limits.text_bytes {
            return Err(ReadError::too_large(Measure::TextBytes, self.counts.limits.text_bytes as u64, ""));
        }
        Ok(())
    }

    /// Decodes the bytes that wait.
    pub(super) fn flush(&mut self) -> Result<(), ReadError> {
        if self.bytes.is_empty() {
            return Ok(());
        }
        let mut bytes = std::mem::take(&mut self.bytes);
        let font = self.state.font.or(self.default_font).and_then(|f| self.tables.font(f));
        let encoding = font.and_then(|f| f.encoding).unwrap_or(self.encoding);
        let (text, malformed) = encoding.decode_without_bom_handling(&bytes);
        self.undecoded += usize::from(malformed);
        let result = self.push(&text);
        bytes.clear();
        self.bytes = bytes;
        result
    }

    /// Displayed text, to where the group's text goes.
    pub(super) fn push(&mut self, text: &str) -> Result<(), ReadError> {
        match self.state.target {
            Target::Label if self.label.len() < form::LONGEST => self.label.push_str(text),
            Target::Instruction | Target::FormEntry => self.form.push(text),
            Target::Story if !self.state.hidden && !self.state.deleted => {
                if let Some(story) = self.stories.last_mut() {
                    return story.push(text, &mut self.counts);
                }
            }
            _ => {}
        }
        Ok(())
    }
}
