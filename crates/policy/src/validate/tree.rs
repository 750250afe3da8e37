//! A TOML file as a tree of which every key and value knows its place.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A well-formed file.
pub(super) struct Doc<'a> {
    text: &'a str,
    root: Spanned<DeTable<'a>>,
}

impl<'a> Doc<'a> {
    /// Reads a file; all syntax errors at once where it is not well-formed.
    pub fn parse(text: &'a str) -> Result<Self, Vec<toml::de::Error>> {
        let (root, errors) = DeTable::parse_recoverable(text);
        if errors.is_empty() { Ok(Self { text, root }) } else { Err(errors) }
    }

    /// The file's text.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The place of the value that `keys` lead to (numbers count entries of lists from 0), or of the last thing on
    /// the way there.
    pub fn span(&self, keys: &[&str]) -> Range<usize> {
        let mut span = 0..0;
        let mut value: Option<&DeValue> = None;
        for key in keys {
            let next = match value {
                None => self.root.get_ref().get(*key),
                Some(DeValue::Table(table)) => table.get(*key),
                Some(DeValue::Array(list)) => key.parse::<usize>().ok().and_then(|i| list.get(i)),
                Some(_) => None,
            };
            let Some(next) = next else { break };
            span = next.span();
            value = Some(next.get_ref());
        }
        span
    }

    /// The bytes of `part` inside the value that `keys` lead to; the whole value where it is written with escapes.
    pub fn part(&self, keys: &[&str], part: &str) -> Range<usize> {
        let span = self.span(keys);
        let at = self.text.get(span.clone()).and_then(|raw| raw.find(part));
        at.map_or(span.clone(), |at| span.start + at..span.start + at + part.len())
    }

    /// Visits every table: the keys that lead to it, and the table.
    pub fn tables(&self, visit: &mut dyn FnMut(&[String], &DeTable)) {
        walk(&mut Vec::new(), self.root.get_ref(), visit);
    }
}

fn walk(keys: &mut Vec<String>, table: &DeTable, visit: &mut dyn FnMut(&[String], &DeTable)) {
    visit(keys, table);
    for (key, value) in table {
        keys.push(key.get_ref().to_string());
        below(keys, value.get_ref(), visit);
        keys.pop();
    }
}

fn below(keys: &mut Vec<String>, value: &DeValue, visit: &mut dyn FnMut(&[String], &DeTable)) {
    match value {
        DeValue::Table(table) => walk(keys, table, visit),
        DeValue::Array(list) => {
            for (i, entry) in list.iter().enumerate() {
                keys.push(i.to_string());
                below(keys, entry.get_ref(), visit);
                keys.pop();
            }
        }
        _ => {}
    }
}
