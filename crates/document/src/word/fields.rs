//! Fields: the instruction is dropped, the result kept; the few fields that show something without a result.

use super::numeral::circled;

/// A field that has begun and not ended.
#[derive(Debug, Default)]
pub(crate) struct Field {
    /// Past `separate`: what follows is the result.
    pub in_result: bool,
    /// The instruction.
    pub code: String,
    /// What a form field shows.
    pub form: Option<String>,
}

impl Field {
    /// What the field shows without a stored result: a check box, or characters set over each other by `EQ`.
    pub fn shown(&self) -> Option<String> {
        if let Some(form) = &self.form {
            return Some(form.clone());
        }
        if self.in_result { None } else { overstrike(&self.code) }
    }
}

/// `eq \o\ac(○,1)`, as Word writes a circled character: ① if there is such a character, else the inner one.
fn overstrike(code: &str) -> Option<String> {
    let code = code.trim();
    if !code.get(..2)?.eq_ignore_ascii_case("eq") || !code.to_ascii_lowercase().contains("\\o") {
        return None;
    }
    let open = code.find('(')?;
    let close = code.rfind(')').filter(|close| *close > open)?;
    let inside = code.get(open + 1..close)?;
    let (ring, inner) = inside.split_once([',', ';', '，'])?;
    let ring = ring.trim();
    let inner = inner.trim();
    if matches!(ring, "○" | "〇" | "◯") {
        let sign = inner.parse().ok().and_then(circled);
        return Some(sign.map_or_else(|| inner.to_owned(), String::from));
    }
    Some(inner.to_owned())
}
