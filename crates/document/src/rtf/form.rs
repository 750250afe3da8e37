//! Fields whose instruction shows something: signs of picture fonts, circled numbers, check boxes, lists to choose from.

use crate::word::fields::Field;
use crate::word::symbols;

/// Bytes of an instruction or a label that are looked at.
pub(super) const LONGEST: usize = 1000;
/// Entries of a list to choose from.
const MOST: usize = 100;
/// The result that a form field has while nothing was chosen.
const UNSET: i32 = 25;

/// A field's instruction and form.
#[derive(Debug, Default)]
pub(super) struct FormField {
    code: String,
    kind: Option<i32>,
    result: Option<i32>,
    default: i32,
    entries: Vec<String>,
    entry: String,
}

impl FormField {
    pub(super) fn word(&mut self, name: &str, value: Option<i32>) {
        match name {
            "fftype" => self.kind = value,
            "ffres" => self.result = value.filter(|v| *v != UNSET),
            "ffdefres" => self.default = value.unwrap_or(0),
            "ffl" => self.entry.clear(),
            _ => {}
        }
    }

    pub(super) fn push(&mut self, text: &str) {
        if self.code.len() < LONGEST {
            self.code.push_str(text);
        }
        if self.entry.len() < LONGEST {
            self.entry.push_str(text);
        }
    }

    pub(super) fn end_entry(&mut self) {
        let entry = std::mem::take(&mut self.entry);
        if self.entries.len() < MOST {
            self.entries.push(entry);
        }
    }

    /// What the field shows, if its stored result does not say.
    pub(super) fn shown(self, has_result: bool) -> Option<String> {
        let chosen = self.result.unwrap_or(self.default);
        match self.kind {
            Some(1) => return Some(if chosen == 1 { "☑" } else { "□" }.to_owned()),
            Some(2) => return self.entries.into_iter().nth(usize::try_from(chosen).ok()?),
            _ if has_result => return None,
            _ => {}
        }
        sign(&self.code).or_else(|| Field { code: self.code, ..Field::default() }.shown())
    }
}

/// `SYMBOL 254 \f "Wingdings" \s 12`.
fn sign(code: &str) -> Option<String> {
    let mut words = code.split_whitespace();
    if !words.next()?.eq_ignore_ascii_case("symbol") {
        return None;
    }
    let number = words.next()?;
    let number = match number.strip_prefix("0x") {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => number.parse().ok()?,
    };
    let font = code.split_once("\\f").and_then(|(_, rest)| rest.split('"').nth(1)).unwrap_or_default();
    symbols::look(font, number).map(String::from)
}
