//! Composite fonts: codes of several bytes, glyphs by number (CID).

use std::collections::HashMap;
use std::rc::Rc;

use hayro_cmap::{BfString, CMap, CMapName, CidFamily, WritingMode};
use hayro_syntax::object::dict::keys::{
    CID_TO_GID_MAP, DESCENDANT_FONTS, DW, DW2, ENCODING, FONT_DESC, ORDERING, REGISTRY, W,
};
use hayro_syntax::object::{Array, Dict, Object, Stream, String as Bytes};

use super::codes::{self, Codes};
use super::program::{self, Glyphs, Program};
use super::{Sign, Text, base_name, character, mapped, to_unicode};
use crate::ReadError;
use crate::pdf::stream::Budget;

/// A font of type 0 with its descendant.
pub(super) struct Composite {
    pub vertical: bool,
    name: String,
    codes: Codes,
    /// Code → glyph number; `None` where they are the same.
    map: Option<CMap>,
    to_unicode: Option<CMap>,
    /// Glyph number → character of the collection that the font is ordered by.
    collection: Option<CMap>,
    /// Glyph → character of an embedded font, for glyph numbers through `glyph_map`.
    glyphs: Option<Glyphs>,
    glyph_map: Option<Vec<u8>>,
    widths: HashMap<u32, f32>,
    ranges: Vec<(u32, u32, f32)>,
    default_width: f32,
    down: f32,
    cache: HashMap<u32, Sign>,
}

impl Composite {
    pub fn load(dict: &Dict<'_>, budget: &mut Budget) -> Result<Self, ReadError> {
        let descendant = dict.get::<Array<'_>>(DESCENDANT_FONTS).and_then(|a| a.iter::<Dict<'_>>().next());
        let descendant = descendant.unwrap_or_default();
        let (mut codes, mut map, mut vertical, mut identity) = (Codes::Two, None, false, true);
        match dict.get::<Object<'_>>(ENCODING) {
            Some(Object::Name(name)) => {
                codes = Codes::named(name.as_str());
                vertical = name.ends_with(b"V");
                identity = name.starts_with(b"Identity");
                // Glyph numbers are needed only for widths, and for codes that do not say what they mean.
                let needed = descendant.contains_key(W) || matches!(codes, Codes::Two | Codes::ShiftJis | Codes::Mixed);
                if !identity && needed {
                    let embedded = hayro_cmap::load_embedded(CMapName::from_bytes(&name));
                    map = embedded.and_then(|data| CMap::parse(data, hayro_cmap::load_embedded));
                }
            }
            Some(Object::Stream(stream)) => {
                let data = codes::load(&stream, budget)?;
                codes = Codes::embedded(&data);
                map = CMap::parse(&data, hayro_cmap::load_embedded);
                vertical = map.as_ref().is_some_and(|m| m.metadata().writing_mode == Some(WritingMode::Vertical));
                identity = map.is_none();
            }
            _ => {}
        }
        let to_unicode = to_unicode(dict, budget)?;
        let family = family(&descendant);
        let says_itself = matches!(codes, Codes::Gb | Codes::Gb18030 | Codes::Utf16);
        let (mut glyphs, mut glyph_map, mut collection) = (None, None, None);
        if to_unicode.is_none() && !says_itself {
            if identity {
                let descriptor = descendant.get::<Dict<'_>>(FONT_DESC).unwrap_or_default();
                if let Some(Program::Glyphs(found)) = program::load(&descriptor, budget)? {
                    glyphs = Some(found);
                }
                if let Some(stream) = descendant.get::<Stream<'_>>(CID_TO_GID_MAP) {
                    glyph_map = budget.decode(&stream)?;
                }
            }
            let embedded = family.and_then(|f| f.ucs2_cmap()).and_then(hayro_cmap::load_embedded);
            collection = embedded.and_then(|data| CMap::parse(data, hayro_cmap::load_embedded));
        }
        let mut font = Self {
            vertical,
            name: base_name(dict),
            codes,
            map,
            to_unicode,
            collection,
            glyphs,
            glyph_map,
            widths: HashMap::new(),
            ranges: vec![],
            default_width: descendant.get::<f32>(DW).unwrap_or(1000.0) / 1000.0,
            down: 1.0,
            cache: HashMap::new(),
        };
        if let Some(list) = descendant.get::<Array<'_>>(W) {
            font.read_widths(&list, budget)?;
        }
        if let Some(list) = descendant.get::<Array<'_>>(DW2) {
            font.down = list.iter::<f32>().nth(1).map_or(1.0, |w| -w / 1000.0);
        }
        Ok(font)
    }

    /// `[c [w1 w2 …] first last w …]`
    fn read_widths(&mut self, list: &Array<'_>, budget: &mut Budget) -> Result<(), ReadError> {
        let mut waiting: Vec<u32> = Vec::new();
        for item in list.iter::<Object<'_>>() {
            budget.work(1)?;
            match item {
                Object::Array(widths) => {
                    let Some(first) = waiting.pop() else { continue };
                    for (cid, width) in (first..).zip(widths.iter::<f32>().take(65_536)) {
                        self.widths.insert(cid, width / 1000.0);
                    }
                    budget.work(widths.data().len() as u64 / 4)?;
                    waiting.clear();
                }
                Object::Number(number) => {
                    if let [first, last] = waiting.as_slice() {
                        self.ranges.push((*first, *last, number.as_f32() / 1000.0));
                        waiting.clear();
                    } else {
                        waiting.push(u32::try_from(number.as_i64()).unwrap_or(u32::MAX));
                    }
                }
                _ => waiting.clear(),
            }
        }
        self.ranges.sort_by_key(|r| r.0);
        Ok(())
    }

    pub fn next(&mut self, bytes: &[u8]) -> Option<(Sign, usize)> {
        if bytes.is_empty() {
            return None;
        }
        let length = self.codes.length(bytes);
        let own = bytes.get(..length)?;
        let code = codes::code(own);
        let key = code | if length == 1 { 1 << 31 } else { 0 };
        if let Some(sign) = self.cache.get(&key) {
            return Some((sign.clone(), length));
        }
        let cid = match &self.map {
            Some(map) => map.lookup_cid_code(code, u8::try_from(length).unwrap_or(4)).unwrap_or(0),
            None => code,
        };
        let advance = if self.vertical { self.down } else { self.width(cid) };
        let text = self.text(own, code, cid).unwrap_or(Text::Unknown);
        let sign = Sign { text, advance, space: length == 1 && code == 32 };
        self.cache.insert(key, sign.clone());
        Some((sign, length))
    }

    fn width(&self, cid: u32) -> f32 {
        if let Some(width) = self.widths.get(&cid) {
            return *width;
        }
        let end = self.ranges.partition_point(|r| r.0 <= cid);
        let found = end.checked_sub(1).and_then(|i| self.ranges.get(i)).filter(|r| cid <= r.1);
        found.map_or(self.default_width, |r| r.2)
    }

    fn text(&self, bytes: &[u8], code: u32, cid: u32) -> Option<Text> {
        if let Some(text) = self.to_unicode.as_ref().and_then(|m| mapped(m, code, &self.name)) {
            return Some(text);
        }
        if let Some(text) = self.codes.meaning(bytes) {
            let clean: String = text.chars().filter_map(|c| character(c, &self.name)).collect();
            return (!clean.is_empty()).then(|| Text::Chars(Rc::from(clean)));
        }
        if let Some(glyphs) = &self.glyphs {
            let glyph = match &self.glyph_map {
                Some(map) => {
                    let at = usize::try_from(cid).ok()?.checked_mul(2)?;
                    u16::try_from(codes::code(map.get(at..at + 2)?)).ok()?
                }
                None => u16::try_from(cid).ok()?,
            };
            if let Some(ch) = glyphs.character(glyph).and_then(|c| character(c, &self.name)) {
                return Some(Text::Char(ch));
            }
        }
        match self.collection.as_ref()?.lookup_bf_string(cid)? {
            BfString::Char(ch) => character(ch, &self.name).map(Text::Char),
            // Variant selectors say how a character looks, not what it is.
            BfString::String(text) => {
                let plain = text.chars().filter(|c| !matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}'));
                Some(Text::Chars(Rc::from(plain.collect::<String>())))
            }
        }
    }
}

/// The character collection that glyph numbers refer to.
fn family(descendant: &Dict<'_>) -> Option<CidFamily> {
    let info = descendant.get::<Dict<'_>>(b"CIDSystemInfo")?;
    let registry = info.get::<Bytes<'_>>(REGISTRY)?;
    let ordering = info.get::<Bytes<'_>>(ORDERING)?;
    Some(CidFamily::from_registry_ordering(&registry, &ordering))
}
