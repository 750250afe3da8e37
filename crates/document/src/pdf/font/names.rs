//! Names of glyphs, and the encodings of simple fonts.

use std::collections::HashMap;
use std::sync::LazyLock;

use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1252};

/// An encoding that a simple font starts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Base {
    Standard,
    WinAnsi,
    MacRoman,
}

impl Base {
    pub fn named(name: &[u8]) -> Option<Self> {
        match name {
            b"StandardEncoding" => Some(Self::Standard),
            b"WinAnsiEncoding" => Some(Self::WinAnsi),
            b"MacRomanEncoding" => Some(Self::MacRoman),
            _ => None,
        }
    }

    pub fn character(self, code: u8) -> Option<char> {
        match self {
            Self::Standard => standard(code),
            // A code without a glyph shows a bullet in this encoding.
            Self::WinAnsi if matches!(code, 0x7f | 0x81 | 0x8d | 0x8f | 0x90 | 0x9d) => Some('•'),
            Self::WinAnsi => single(WINDOWS_1252, code),
            Self::MacRoman => single(MACINTOSH, code),
        }
    }
}

fn single(encoding: &'static Encoding, code: u8) -> Option<char> {
    if code < 0x20 {
        return None;
    }
    let bytes = [code];
    let (text, wrong) = encoding.decode_without_bom_handling(&bytes);
    (!wrong).then(|| text.chars().next()).flatten()
}

fn standard(code: u8) -> Option<char> {
    match code {
        0x27 => Some('’'),
        0x60 => Some('‘'),
        0x20..=0x7e => Some(char::from(code)),
        _ => HIGH.iter().find(|(c, _)| *c == code).map(|(_, ch)| *ch),
    }
}

/// The upper half of StandardEncoding.
const HIGH: &[(u8, char)] = &[
    (0xa1, '¡'),
    (0xa2, '¢'),
    (0xa3, '£'),
    (0xa4, '⁄'),
    (0xa5, '¥'),
    (0xa6, 'ƒ'),
    (0xa7, '§'),
    (0xa8, '¤'),
    (0xa9, '\''),
    (0xaa, '“'),
    (0xab, '«'),
    (0xac, '‹'),
    (0xad, '›'),
    (0xae, 'ﬁ'),
    (0xaf, 'ﬂ'),
    (0xb1, '–'),
    (0xb2, '†'),
    (0xb3, '‡'),
    (0xb4, '·'),
    (0xb6, '¶'),
    (0xb7, '•'),
    (0xb8, '‚'),
    (0xb9, '„'),
    (0xba, '”'),
    (0xbb, '»'),
    (0xbc, '…'),
    (0xbd, '‰'),
    (0xbf, '¿'),
    (0xc1, '`'),
    (0xc2, '´'),
    (0xc3, 'ˆ'),
    (0xc4, '˜'),
    (0xc5, '¯'),
    (0xd0, '—'),
    (0xe1, 'Æ'),
    (0xe3, 'ª'),
    (0xe8, 'Ł'),
    (0xe9, 'Ø'),
    (0xea, 'Œ'),
    (0xeb, 'º'),
    (0xf1, 'æ'),
    (0xf5, 'ı'),
    (0xf8, 'ł'),
    (0xf9, 'ø'),
    (0xfa, 'œ'),
    (0xfb, 'ß'),
];

/// The character that a glyph's name stands for: `seven`, `uni6570`, `u20BB7`; with what follows a dot cut off.
pub(super) fn character(name: &str) -> Option<char> {
    let name = name.split('.').next().unwrap_or_default();
    if name.is_empty() {
        return None;
    }
    if let Some(ch) = NAMED.get(name) {
        return Some(*ch);
    }
    let hex = |digits: &str| {
        let valid = digits.bytes().all(|b| b.is_ascii_digit() || (b'A'..=b'F').contains(&b));
        if valid { u32::from_str_radix(digits, 16).ok().and_then(char::from_u32) } else { None }
    };
    match name.strip_prefix("uni") {
        Some(digits) if digits.len() == 4 => hex(digits),
        _ => name.strip_prefix('u').filter(|d| (4..=6).contains(&d.len())).and_then(hex),
    }
}

/// All names that are known.
static NAMED: LazyLock<HashMap<&str, char>> = LazyLock::new(|| {
    let listed =
        |names: &'static str, from: u32| names.split_ascii_whitespace().zip((from..).filter_map(char::from_u32));
    listed(ASCII, 0x20).chain(listed(LATIN, 0xa1)).chain(OTHERS.iter().copied()).collect()
});

/// Names of U+0020 to U+007E.
const ASCII: &str = "space exclam quotedbl numbersign dollar percent ampersand quotesingle parenleft parenright asterisk \
    plus comma hyphen period slash zero one two three four five six seven eight nine colon semicolon less equal greater \
    question at A B C D E F G H I J K L M N O P Q R S T U V W X Y Z bracketleft backslash bracketright asciicircum \
    underscore grave a b c d e f g h i j k l m n o p q r s t u v w x y z braceleft bar braceright asciitilde";

/// Names of U+00A1 to U+00FF.
const LATIN: &str = "exclamdown cent sterling currency yen brokenbar section dieresis copyright ordfeminine \
    guillemotleft logicalnot softhyphen registered macron degree plusminus twosuperior threesuperior acute mu paragraph \
    periodcentered cedilla onesuperior ordmasculine guillemotright onequarter onehalf threequarters questiondown Agrave \
    Aacute Acircumflex Atilde Adieresis Aring AE Ccedilla Egrave Eacute Ecircumflex Edieresis Igrave Iacute Icircumflex \
    Idieresis Eth Ntilde Ograve Oacute Ocircumflex Otilde Odieresis multiply Oslash Ugrave Uacute Ucircumflex Udieresis \
    Yacute Thorn germandbls agrave aacute acircumflex atilde adieresis aring ae ccedilla egrave eacute ecircumflex \
    edieresis igrave iacute icircumflex idieresis eth ntilde ograve oacute ocircumflex otilde odieresis divide oslash \
    ugrave uacute ucircumflex udieresis yacute thorn ydieresis";

const OTHERS: &[(&str, char)] = &[
    ("nbspace", ' '),
    ("nonbreakingspace", ' '),
    ("minus", '−'),
    ("sfthyphen", '-'),
    ("endash", '–'),
    ("emdash", '—'),
    ("quoteleft", '‘'),
    ("quoteright", '’'),
    ("quotedblleft", '“'),
    ("quotedblright", '”'),
    ("quotesinglbase", '‚'),
    ("quotedblbase", '„'),
    ("guilsinglleft", '‹'),
    ("guilsinglright", '›'),
    ("bullet", '•'),
    ("ellipsis", '…'),
    ("dagger", '†'),
    ("daggerdbl", '‡'),
    ("perthousand", '‰'),
    ("fraction", '⁄'),
    ("fi", 'ﬁ'),
    ("fl", 'ﬂ'),
    ("florin", 'ƒ'),
    ("circumflex", 'ˆ'),
    ("tilde", '˜'),
    ("dotlessi", 'ı'),
    ("Lslash", 'Ł'),
    ("lslash", 'ł'),
    ("OE", 'Œ'),
    ("oe", 'œ'),
    ("Scaron", 'Š'),
    ("scaron", 'š'),
    ("Zcaron", 'Ž'),
    ("zcaron", 'ž'),
    ("Ydieresis", 'Ÿ'),
    ("Euro", '€'),
    ("trademark", '™'),
    ("lessequal", '≤'),
    ("greaterequal", '≥'),
    ("notequal", '≠'),
    ("approxequal", '≈'),
    ("infinity", '∞'),
    ("summation", '∑'),
    ("radical", '√'),
    ("middot", '·'),
    ("arrowleft", '←'),
    ("arrowup", '↑'),
    ("arrowright", '→'),
    ("arrowdown", '↓'),
    ("alpha", 'α'),
    ("beta", 'β'),
    ("delta", 'δ'),
    ("Delta", 'Δ'),
    ("pi", 'π'),
    ("sigma", 'σ'),
    ("Omega", 'Ω'),
    ("filledbox", '■'),
    ("H22073", '□'),
    ("circle", '○'),
    ("H18533", '●'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glyph_names_stand_for_characters() {
        for (name, expected) in [
            ("seven", Some('7')),
            ("asciitilde", Some('~')),
            ("ydieresis", Some('ÿ')),
            ("exclamdown", Some('¡')),
            ("uni6570", Some('数')),
            ("u20BB7", Some('𠮷')),
            ("one.oldstyle", Some('1')),
            ("g17", None),
            ("cid1234", None),
            (".notdef", None),
        ] {
            assert_eq!(character(name), expected, "{name}");
        }
    }

    #[test]
    fn base_encodings_differ_where_they_should() {
        assert_eq!(Base::WinAnsi.character(0x93), Some('“'));
        assert_eq!(Base::Standard.character(0x27), Some('’'));
        assert_eq!(Base::MacRoman.character(0xd1), Some('—'));
        assert_eq!(Base::WinAnsi.character(0x07), None);
    }
}
