//! Simple fonts: one byte a character. Type 1, TrueType and Type 3.

use std::collections::HashMap;

use hayro_syntax::object::dict::keys::{
    BASE_ENCODING, DIFFERENCES, ENCODING, FIRST_CHAR, FLAGS, FONT_DESC, FONT_MATRIX, MISSING_WIDTH, WIDTHS,
};
use hayro_syntax::object::{Array, Dict, Name, Object};

use super::names::{self, Base};
use super::program::{self, Program};
use super::{Sign, Text, base_name, character, mapped, metrics, text_of, to_unicode};
use crate::ReadError;
use crate::pdf::stream::Budget;

/// The 256 codes of a font.
pub(super) struct Simple {
    signs: Vec<Sign>,
}

impl Simple {
    pub fn load(dict: &Dict<'_>, type_3: bool, budget: &mut Budget) -> Result<Self, ReadError> {
        let name = base_name(dict);
        let descriptor = dict.get::<Dict<'_>>(FONT_DESC).unwrap_or_default();
        let map = to_unicode(dict, budget)?;
        let encoding = Encoding::read(dict, &descriptor, &name);
        let widths = Widths::read(dict, &descriptor, type_3);

        let mut texts: Vec<Option<Text>> = (0..=255_u8)
            .map(|code| {
                let own = map.as_ref().and_then(|m| mapped(m, u32::from(code), &name));
                own.or_else(|| encoding.character(code).and_then(|c| character(c, &name)).map(text_of))
            })
            .collect();
        // The font program is opened only where something that may be shown is still unknown.
        let stated = |code: usize| widths.list.is_empty() || widths.get(code).is_some_and(|w| w > 0.0);
        if !type_3 && encoding.base.is_none() && texts.iter().enumerate().any(|(c, t)| t.is_none() && stated(c)) {
            let program = program::load(&descriptor, budget)?;
            for (code, text) in (0..=255_u8).zip(&mut texts) {
                if text.is_none() {
                    let found = match &program {
                        Some(Program::Glyphs(glyphs)) => glyphs.by_code(code),
                        Some(Program::Codes(codes)) => codes.get(&code).copied(),
                        None => None,
                    };
                    *text = found.and_then(|c| character(c, &name)).map(text_of);
                }
            }
        }
        let signs = texts.into_iter().enumerate().map(|(code, text)| {
            let text = text.unwrap_or(Text::Unknown);
            let advance = widths.get(code).unwrap_or_else(|| match &text {
                Text::Char(ch) if widths.list.is_empty() => metrics::standard_width(&name, *ch) / 1000.0,
                _ => widths.missing,
            });
            Sign { text, advance, space: code == 32 }
        });
        Ok(Self { signs: signs.collect() })
    }

    pub fn next(&self, bytes: &[u8]) -> Option<(Sign, usize)> {
        let code = usize::from(*bytes.first()?);
        self.signs.get(code).cloned().map(|sign| (sign, 1))
    }
}

/// Which code is which glyph.
struct Encoding {
    base: Option<Base>,
    /// Names of glyphs by code, instead of those of the base.
    differences: HashMap<u8, String>,
}

impl Encoding {
    fn read(dict: &Dict<'_>, descriptor: &Dict<'_>, font: &str) -> Self {
        let symbolic = descriptor.get::<i32>(FLAGS).is_some_and(|flags| flags & 4 != 0);
        let embedded = [&b"FontFile"[..], b"FontFile2", b"FontFile3"].iter().any(|k| descriptor.contains_key(k));
        // Picture fonts that are not embedded have an encoding of their own.
        let pictures = ["Symbol", "ZapfDingbats", "Wingdings", "Webdings"].iter().any(|n| font.starts_with(n));
        let default = if symbolic || embedded || pictures { None } else { Some(Base::Standard) };
        match dict.get::<Object<'_>>(ENCODING) {
            Some(Object::Name(name)) => Self { base: Base::named(&name).or(default), differences: HashMap::new() },
            Some(Object::Dict(encoding)) => {
                let base = encoding.get::<Name<'_>>(BASE_ENCODING).and_then(|n| Base::named(&n)).or(default);
                let listed = encoding.get::<Array<'_>>(DIFFERENCES);
                Self { base, differences: listed.map(|d| differences(&d)).unwrap_or_default() }
            }
            _ => Self { base: default, differences: HashMap::new() },
        }
    }

    fn character(&self, code: u8) -> Option<char> {
        match self.differences.get(&code) {
            Some(name) => names::character(name),
            None => self.base?.character(code),
        }
    }
}

fn differences(list: &Array<'_>) -> HashMap<u8, String> {
    let mut found = HashMap::new();
    let mut code = Some(0_u8);
    for item in list.iter::<Object<'_>>().take(1024) {
        match item {
            Object::Number(number) => code = u8::try_from(number.as_i64()).ok(),
            Object::Name(name) => {
                if let Some(at) = code {
                    found.insert(at, name.as_str().to_owned());
                    code = at.checked_add(1);
                }
            }
            _ => {}
        }
    }
    found
}

struct Widths {
    first: usize,
    list: Vec<f32>,
    missing: f32,
}

impl Widths {
    fn read(dict: &Dict<'_>, descriptor: &Dict<'_>, type_3: bool) -> Self {
        let scale = if type_3 {
            let matrix = dict.get::<Array<'_>>(FONT_MATRIX);
            matrix.and_then(|m| m.iter::<f32>().next()).filter(|a| a.is_finite()).map_or(0.001, f32::abs)
        } else {
            0.001
        };
        let list = dict.get::<Array<'_>>(WIDTHS);
        let list = list.map(|l| l.iter::<f32>().take(256).map(|w| w * scale).collect()).unwrap_or_default();
        let first = dict.get::<i32>(FIRST_CHAR).and_then(|f| usize::try_from(f).ok()).unwrap_or(0);
        Self { first, list, missing: descriptor.get::<f32>(MISSING_WIDTH).unwrap_or(0.0) * scale }
    }

    fn get(&self, code: usize) -> Option<f32> {
        self.list.get(code.checked_sub(self.first)?).copied()
    }
}
