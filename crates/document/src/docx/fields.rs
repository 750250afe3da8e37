//! Fields: the instruction is dropped, the result kept; the few fields that show something without a result.

use super::numeral::circled;
use super::xml::{Node, Space, Stop, Xml};

/// A field that has begun and not ended.
#[derive(Debug, Default)]
pub(super) struct Field {
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

/// Reads `w:ffData`, whose start tag was just read: what a check box or a drop-down list shows.
pub(super) fn form(xml: &mut Xml<'_>) -> Result<Option<String>, Stop> {
    let floor = xml.depth();
    let (mut is_box, mut ticked, mut is_list) = (false, false, false);
    let mut chosen = 0;
    let mut entries = Vec::new();
    while xml.depth() >= floor {
        let Node::Open { space: Space::Word, tag, .. } = xml.next()? else { continue };
        match tag.local() {
            "checkBox" => is_box = true,
            "ddList" => is_list = true,
            "default" if is_box => ticked = tag.is_on(),
            "checked" if is_box => ticked = tag.is_on(),
            "default" if is_list => chosen = tag.number().unwrap_or(0),
            "result" if is_list => chosen = tag.number().unwrap_or(0),
            "listEntry" => entries.extend(tag.attr("val").map(|v| v.into_owned())),
            _ => {}
        }
    }
    if is_box {
        return Ok(Some(if ticked { "☑" } else { "□" }.to_owned()));
    }
    Ok(if is_list { entries.into_iter().nth(chosen as usize) } else { None })
}
