//! Signs of the picture fonts (Wingdings, Symbol) as the characters they look like.

/// The character that code `code` of `font` looks like. Codes come as 0x20–0xFF or shifted to U+F020–U+F0FF.
/// An unnamed font counts as Wingdings, from which check boxes mostly come.
pub(crate) fn look(font: &str, code: u32) -> Option<char> {
    let low = if (0xF000..=0xF0FF).contains(&code) { code - 0xF000 } else { code };
    let font = font.to_ascii_lowercase();
    let known = match font.as_str() {
        "" | "wingdings" => wingdings(low),
        "wingdings 2" => wingdings_2(low),
        "webdings" => webdings(low),
        "symbol" => symbol(low),
        // Any other font: a plain character code.
        _ if !(0xF000..=0xF0FF).contains(&code) => char::from_u32(code).filter(|c| !c.is_control()),
        _ => wingdings(low),
    };
    known.or_else(|| (low == 0x20).then_some(' '))
}

/// Signs of the private use area that picture fonts put into plain text, replaced by their looks.
pub(crate) fn has_private_use(text: &str) -> bool {
    // U+F020–U+F0FF are EF 80 A0 – EF 83 BF in UTF-8.
    memchr::memchr_iter(0xEF, text.as_bytes()).any(|at| matches!(text.as_bytes().get(at + 1), Some(0x80..=0x83)))
}

fn wingdings(code: u32) -> Option<char> {
    Some(match code {
        0x6C => '●',
        0x6D => '❍',
        0x6E => '■',
        0x6F | 0x70 | 0x71 | 0x72 | 0xA8 => '□',
        0x73..=0x77 => '◆',
        0x80 => '⓪',
        0x81..=0x8A => char::from_u32(0x2460 + code - 0x81)?,
        0x8B => '⓿',
        0x8C..=0x95 => char::from_u32(0x2776 + code - 0x8C)?,
        0x9E | 0x9F => '•',
        0xA1 => '○',
        0xA7 => '▪',
        0xAB | 0xB6 => '★',
        0x52 | 0xFE => '☑',
        0x54 | 0x78 | 0xFD => '☒',
        0xD8 => '➢',
        0xDF => '←',
        0xE0 => '→',
        0xE1 => '↑',
        0xE2 => '↓',
        0xF0 => '⇨',
        0xFB => '✗',
        0xFC => '✓',
        0x46 => '☞',
        0xA4 => '◉',
        _ => return None,
    })
}

fn wingdings_2(code: u32) -> Option<char> {
    Some(match code {
        0x4F | 0xCF => '✗',
        0x50 => '✓',
        0x51 | 0x53 | 0x54 => '☒',
        0x52 => '☑',
        0x2A | 0x30 | 0xA3 => '□',
        0x96..=0x98 => '●',
        0x99..=0x9B => '○',
        0x9F | 0xA0 | 0xA2 => '■',
        0x6A..=0x73 => char::from_u32(0x2460 + code - 0x6A)?,
        _ => return None,
    })
}

fn webdings(code: u32) -> Option<char> {
    Some(match code {
        0x61 => '✓',
        0x63 => '□',
        0x67 => '■',
        0x6E => '●',
        0x72 => '✗',
        _ => return None,
    })
}

fn symbol(code: u32) -> Option<char> {
    const GREEK: &str = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ";
    const GREEK_SMALL: &str = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ";
    Some(match code {
        0x41..=0x5A => GREEK.chars().nth((code - 0x41) as usize)?,
        0x61..=0x7A => GREEK_SMALL.chars().nth((code - 0x61) as usize)?,
        0x20..=0x3F => char::from_u32(code)?,
        0x7E => '∼',
        0xA3 => '≤',
        0xA5 => '∞',
        0xAC => '←',
        0xAD => '↑',
        0xAE => '→',
        0xAF => '↓',
        0xB0 => '°',
        0xB1 => '±',
        0xB3 => '≥',
        0xB4 => '×',
        0xB7 => '•',
        0xB8 => '÷',
        0xB9 => '≠',
        0xBB => '≈',
        0xD6 => '√',
        0xA8 => '♦',
        _ => return None,
    })
}
