//! Finds single elements of a large part (styles.xml, numbering.xml) by their id without parsing the rest.

use std::collections::HashMap;
use std::ops::Range;

use memchr::memmem;
use quick_xml::events::BytesStart;

/// Where each `<prefix:element … id="…">` of a part lies.
#[derive(Debug, Default)]
pub(super) struct Catalog {
    places: HashMap<String, Range<usize>>,
}

impl Catalog {
    /// Finds all elements `name` and keys them by attribute `id`; the first of equal ids counts.
    pub fn build(text: &str, prefix: &str, name: &str, id: &str) -> Self {
        let colon = if prefix.is_empty() { "" } else { ":" };
        let open = format!("<{prefix}{colon}{name}");
        let close = format!("</{prefix}{colon}{name}>");
        let close = memmem::Finder::new(close.as_bytes());
        let bytes = text.as_bytes();
        let mut places = HashMap::new();
        let mut from = 0;
        for start in memmem::find_iter(bytes, open.as_bytes()) {
            let after = start + open.len();
            // `<w:num` is also the start of `<w:numPr`; and what lies inside the last element is not looked at.
            if start < from || !bytes.get(after).is_some_and(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/')) {
                continue;
            }
            let Some(tag) = bytes.get(after..).and_then(|rest| memchr::memchr(b'>', rest)).map(|at| after + at) else {
                break;
            };
            let is_empty = bytes.get(tag - 1) == Some(&b'/');
            let end = if is_empty {
                tag + 1
            } else {
                let Some(at) = bytes.get(tag..).and_then(|rest| close.find(rest)) else { break };
                tag + at + close.needle().len()
            };
            from = end;
            let content = text.get(start + 1..if is_empty { tag - 1 } else { tag }).unwrap_or_default();
            if let Some(key) = attribute(content, open.len() - 1, id) {
                places.entry(key).or_insert(start..end);
            }
        }
        Self { places }
    }

    /// The element with this id.
    pub fn get<'t>(&self, text: &'t str, id: &str) -> Option<&'t str> {
        text.get(self.places.get(id)?.clone())
    }
}

fn attribute(tag: &str, name_length: usize, id: &str) -> Option<String> {
    let start = BytesStart::from_content(tag, name_length);
    let mut attributes = start.attributes();
    attributes.with_checks(false);
    let found = attributes
        .flatten()
        .find(|a| a.key.into_inner().strip_suffix(id).is_some_and(|rest| rest.is_empty() || rest.ends_with(':')))?;
    Some(found.value.trim().to_owned())
}

/// The prefix of a part's root element, without colon.
pub(super) fn root_prefix(text: &str) -> &str {
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = rest.get(at + 1..).unwrap_or_default();
        if rest.starts_with(|c: char| c.is_alphabetic() || c == '_') {
            let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(rest.len());
            return rest.get(..end).and_then(|name| name.split_once(':')).map_or("", |(prefix, _)| prefix);
        }
        if rest.starts_with("!--") {
            rest = rest.find("-->").and_then(|end| rest.get(end..)).unwrap_or_default();
        }
    }
    ""
}
