//! What an embedded font program knows about its characters.

use std::collections::HashMap;

use hayro_syntax::object::Dict;
use hayro_syntax::object::Stream;
use hayro_syntax::object::dict::keys::{FONT_FILE, FONT_FILE2, FONT_FILE3};
use memchr::memmem;
use ttf_parser::{Face, GlyphId, PlatformId, cff};

use super::names;
use crate::ReadError;
use crate::pdf::stream::Budget;

/// An embedded font.
pub(super) enum Program {
    /// TrueType or OpenType: glyph → character, and code → glyph of a symbolic font.
    Glyphs(Glyphs),
    /// Type 1 or bare CFF: code → character by the built-in encoding and the glyphs' names.
    Codes(HashMap<u8, char>),
}

/// The character maps of a TrueType font.
#[derive(Default)]
pub(super) struct Glyphs {
    characters: HashMap<u16, char>,
    codes: HashMap<u8, u16>,
}

impl Glyphs {
    pub fn character(&self, glyph: u16) -> Option<char> {
        self.characters.get(&glyph).copied()
    }

    /// The character of a code of a simple font.
    pub fn by_code(&self, code: u8) -> Option<char> {
        self.character(*self.codes.get(&code)?)
    }
}

/// The font program of a descriptor, if it can be read.
pub(super) fn load(descriptor: &Dict<'_>, budget: &mut Budget) -> Result<Option<Program>, ReadError> {
    for key in [FONT_FILE2, FONT_FILE3, FONT_FILE] {
        if let Some(stream) = descriptor.get::<Stream<'_>>(key) {
            let Some(data) = budget.decode(&stream)? else { return Ok(None) };
            budget.work(data.len() as u64 / 64)?;
            return Ok(read(&data));
        }
    }
    Ok(None)
}

fn read(data: &[u8]) -> Option<Program> {
    if let Ok(face) = Face::parse(data, 0) {
        return Some(Program::Glyphs(true_type(&face)));
    }
    if let Some(table) = cff::Table::parse(data) {
        let codes = (0..=255).filter_map(|code| {
            let glyph = table.glyph_index(code).filter(|g| g.0 != 0)?;
            Some((code, names::character(table.glyph_name(glyph)?)?))
        });
        return Some(Program::Codes(codes.collect()));
    }
    data.starts_with(b"%!").then(|| Program::Codes(type_1(data)))
}

fn true_type(face: &Face<'_>) -> Glyphs {
    let mut glyphs = Glyphs::default();
    for table in face.tables().cmap.iter().flat_map(|cmap| cmap.subtables) {
        let symbolic = table.platform_id == PlatformId::Windows && table.encoding_id == 0;
        let macintosh = table.platform_id == PlatformId::Macintosh;
        // A map that claims millions of characters is not walked.
        let mut left = 70_000_u32;
        table.codepoints(|code| {
            left = left.saturating_sub(1);
            if left == 0 {
                return;
            }
            let Some(GlyphId(glyph @ 1..)) = table.glyph_index(code) else { return };
            if table.is_unicode() && !symbolic {
                let Some(ch) = char::from_u32(code) else { return };
                let known = glyphs.characters.entry(glyph).or_insert(ch);
                if rank(ch) < rank(*known) {
                    *known = ch;
                }
            }
            if let (true, Ok(low)) = (symbolic || macintosh, u8::try_from(code & 0xff)) {
                glyphs.codes.entry(low).or_insert(glyph);
            }
        });
    }
    for glyph in 0..face.number_of_glyphs() {
        if let Some(ch) = face.glyph_name(GlyphId(glyph)).and_then(names::character) {
            glyphs.characters.entry(glyph).or_insert(ch);
        }
    }
    glyphs
}

/// Characters that a glyph is rather meant to be come first: not compatibility forms or radicals.
fn rank(ch: char) -> u8 {
    match ch {
        '\u{20}'..='\u{7e}' | '\u{4e00}'..='\u{9fff}' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ff5e}' => 0,
        '\u{e000}'..='\u{f8ff}' => 3,
        '\u{2e80}'..='\u{2fdf}' | '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}' => 2,
        _ => 1,
    }
}

/// The encoding in the clear text of a Type 1 font: `dup 65 /A put`.
fn type_1(data: &[u8]) -> HashMap<u8, char> {
    let clear = memmem::find(data, b"eexec").and_then(|end| data.get(..end)).unwrap_or(data);
    let text = String::from_utf8_lossy(clear);
    let Some((_, encoding)) = text.split_once("/Encoding") else { return HashMap::new() };
    if encoding.trim_start().starts_with("StandardEncoding") {
        return (0..=255).filter_map(|c| Some((c, names::Base::Standard.character(c)?))).collect();
    }
    let mut found = HashMap::new();
    let mut words = encoding.split_ascii_whitespace();
    while let Some(word) = words.next() {
        match word {
            "def" | "readonly" if !found.is_empty() => break,
            "dup" => {}
            _ => continue,
        }
        let (Some(code), Some(name)) = (words.next(), words.next()) else { break };
        if let (Ok(code), Some(name)) = (code.parse(), name.strip_prefix('/'))
            && let Some(ch) = names::character(name)
        {
            found.insert(code, ch);
        }
    }
    found
}
