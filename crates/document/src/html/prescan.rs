//! A quick look at the tags before the parser builds its tree: the parser's work grows with the depth of the
//! elements and with formatting elements left open, so both are bounded up front.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

use super::names;
use crate::{Limits, Measure, ReadError};

/// Most attributes of one tag.
const ATTRIBUTES: usize = 1_000;

/// Refuses a page whose tree would be too deep or too large.
pub(super) fn check(text: &str, limits: &Limits) -> Result<(), ReadError> {
    let mut scan =
        Scan { open: vec![], reopened: 0, seen: HashMap::new(), hasher: RandomState::new(), elements: 0, limits };
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = rest.get(at + 1..).unwrap_or_default();
        rest = scan.tag(rest)?;
    }
    Ok(())
}

struct Scan<'t, 'l> {
    /// Open elements that matter for the depth.
    open: Vec<Open<'t>>,
    /// Formatting elements that their block has closed and that the parser will open again in each block.
    reopened: usize,
    seen: HashMap<u64, usize>,
    hasher: RandomState,
    elements: usize,
    limits: &'l Limits,
}

struct Open<'t> {
    name: &'t str,
    /// The whole tag, for formatting elements.
    tag: &'t str,
}

impl<'t> Scan<'t, '_> {
    /// Looks at what follows a `<` and returns what follows that.
    fn tag(&mut self, after: &'t str) -> Result<&'t str, ReadError> {
        if let Some(comment) = after.strip_prefix("!--") {
            return Ok(comment.find("-->").and_then(|i| comment.get(i + 3..)).unwrap_or_default());
        }
        let (closing, body) = match after.strip_prefix('/') {
            Some(body) => (true, body),
            None => (false, after),
        };
        if !body.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return Ok(after);
        }
        let end = tag_end(body)?;
        let tag = body.get(..end).unwrap_or_default();
        let rest = body.get(end..).unwrap_or_default();
        let name_end = tag.find(|c: char| c.is_ascii_whitespace() || c == '/').unwrap_or(tag.len());
        let name = tag.get(..name_end).unwrap_or_default();
        let mut lower = [0_u8; 16];
        let known = lower.get_mut(..name.len()).and_then(|buffer| {
            buffer.copy_from_slice(name.as_bytes());
            buffer.make_ascii_lowercase();
            std::str::from_utf8(buffer).ok()
        });
        let known = known.unwrap_or("");
        if closing {
            self.close(name, known);
            return Ok(rest);
        }
        self.open(name, known, tag)?;
        Ok(match known {
            "script" | "style" | "textarea" | "title" | "xmp" | "noscript" | "iframe" | "noframes" => {
                self.close(name, known);
                skip_raw(rest, name)
            }
            _ => rest,
        })
    }

    fn open(&mut self, name: &'t str, known: &str, tag: &'t str) -> Result<(), ReadError> {
        self.elements += 1 + self.reopened;
        if self.elements > self.limits.elements {
            return Err(ReadError::too_large(Measure::Elements, self.limits.elements as u64, "HTML"));
        }
        match known {
            "td" | "th" | "tr" | "tbody" | "thead" | "tfoot" | "caption" | "col" | "colgroup" => {
                if let Some(table) = self.open.iter().rposition(|o| o.name.eq_ignore_ascii_case("table")) {
                    self.open.truncate(table + 1);
                    self.forget();
                }
                return Ok(());
            }
            "li" | "dt" | "dd" | "option" => self.close_inside(name, &["ul", "ol", "dl", "table", "select"]),
            _ if names::is_block(known) => self.close_inside("p", &["table"]),
            _ => {}
        }
        if names::is_void(known) {
            return Ok(());
        }
        self.open.push(Open { name, tag: if names::is_formatting(known) { tag } else { "" } });
        if self.open.len() + self.reopened > self.limits.element_depth {
            return Err(ReadError::too_large(Measure::ElementDepth, self.limits.element_depth as u64, "HTML"));
        }
        Ok(())
    }

    fn close(&mut self, name: &str, known: &str) {
        match known {
            "td" | "th" | "tr" | "tbody" | "thead" | "tfoot" | "caption" => {
                if let Some(table) = self.open.iter().rposition(|o| o.name.eq_ignore_ascii_case("table")) {
                    self.open.truncate(table + 1);
                    self.forget();
                }
            }
            "table" => self.close_inside(name, &[]),
            _ => self.close_inside(name, &["table"]),
        }
    }

    /// Closes the innermost element of a name, if it stands inside the innermost of the bounds.
    fn close_inside(&mut self, name: &str, bounds: &[&str]) {
        for (at, open) in self.open.iter().enumerate().rev() {
            if open.name.eq_ignore_ascii_case(name) {
                let closed: Vec<Open<'t>> = self.open.drain(at..).skip(1).collect();
                for open in closed.iter().filter(|o| !o.tag.is_empty()) {
                    // The parser keeps no more than three of the same kind.
                    let count = self.seen.entry(self.hasher.hash_one(open.tag)).or_insert(0);
                    if *count < 3 {
                        *count += 1;
                        self.reopened += 1;
                    }
                }
                return;
            }
            if bounds.iter().any(|b| open.name.eq_ignore_ascii_case(b)) {
                return;
            }
        }
    }

    /// A table cell's end: formatting elements left open inside it are closed for good.
    fn forget(&mut self) {
        if self.reopened > 0 {
            self.reopened = 0;
            self.seen.clear();
        }
    }
}

/// Bytes of a tag up to its `>`, quoted attribute values observed.
fn tag_end(body: &str) -> Result<usize, ReadError> {
    let (mut quote, mut attributes, mut space, mut value) = (None, 0_usize, false, false);
    for (at, byte) in body.bytes().enumerate() {
        match (quote, byte) {
            (Some(q), _) if byte == q => quote = None,
            (Some(_), _) => {}
            (None, b'>') => return Ok(at),
            (None, b'"' | b'\'') if value => (quote, value) = (Some(byte), false),
            (None, b'=') => value = true,
            (None, _) if byte.is_ascii_whitespace() || byte == b'/' => space = true,
            (None, _) => {
                value = false;
                attributes += usize::from(space);
                space = false;
                if attributes > ATTRIBUTES {
                    return Err(ReadError::too_large(Measure::Elements, ATTRIBUTES as u64, "HTML"));
                }
            }
        }
    }
    Ok(body.len())
}

/// What follows the end tag of an element whose content is no markup.
fn skip_raw<'t>(text: &'t str, name: &str) -> &'t str {
    let mut rest = text;
    while let Some(at) = rest.find("</") {
        rest = rest.get(at + 2..).unwrap_or_default();
        if rest.get(..name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name)) {
            return rest;
        }
    }
    ""
}
