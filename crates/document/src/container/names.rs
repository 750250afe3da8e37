//! Names of files inside containers: decoded, made harmless, unique; and which of them are documents.

use std::collections::HashSet;

use encoding_rs::{BIG5, GB18030, SHIFT_JIS};

/// Endings that documents have; other files of a folder or archive are passed over.
const ENDINGS: &[&str] = &[
    "docx", "docm", "dotx", "doc", "dot", "wps", "xlsx", "xlsm", "xlsb", "xls", "et", "ods", "odt", "pdf", "ofd",
    "html", "htm", "xhtml", "mht", "mhtml", "txt", "rtf",
];

/// Endings of what can be looked into.
const CONTAINERS: &[&str] = &["zip", "gz", "tgz", "eml"];

/// Endings of archives that cannot; saying so is better than passing over them.
const SEALED: &[&str] = &["rar", "7z", "tar"];

/// Whether a file of this name in a folder or an archive is worked on, by its ending alone. Lock files, hidden files
/// and what operating systems leave behind are not.
pub fn is_document(name: &str) -> bool {
    let junk = name.split('/').any(|segment| segment.starts_with('.') || segment == "__MACOSX");
    let last = name.rsplit('/').next().unwrap_or(name);
    !junk && !last.starts_with("~$") && [ENDINGS, CONTAINERS, SEALED].iter().any(|list| has_ending(last, list))
}

/// Whether a file of this name may hold documents: an archive, or a mail.
pub fn may_hold_documents(name: &str) -> bool {
    has_ending(name, CONTAINERS)
}

fn has_ending(name: &str, endings: &[&str]) -> bool {
    name.rsplit_once('.').is_some_and(|(_, e)| endings.iter().any(|ending| ending.eq_ignore_ascii_case(e)))
}

/// A name's bytes as text. What is no UTF-8 was written by a program that used its system's own encoding: in China
/// GBK, else Big5 or Shift-JIS.
pub(super) fn decode(raw: &[u8]) -> String {
    if let Ok(name) = std::str::from_utf8(raw) {
        return name.to_owned();
    }
    let whole = |encoding: &'static encoding_rs::Encoding| {
        encoding.decode_without_bom_handling_and_without_replacement(raw).map(std::borrow::Cow::into_owned)
    };
    whole(GB18030)
        .or_else(|| whole(BIG5))
        .or_else(|| whole(SHIFT_JIS))
        .unwrap_or_else(|| String::from_utf8_lossy(raw).into_owned())
}

/// The name as a relative path that stays below where it is put: no `..`, no root, no drive, no character that a
/// terminal or a file system takes for an order.
pub(super) fn harmless(name: &str) -> String {
    let mut segments: Vec<String> = Vec::new();
    for segment in name.split(['/', '\\']) {
        let drive = segments.is_empty() && segment.len() == 2 && segment.ends_with(':');
        let segment: String = segment
            .trim()
            .chars()
            .take(SEGMENT)
            .map(|c| {
                if c.is_control() || is_bidi(c) || matches!(c, ':' | '*' | '?' | '"' | '<' | '>' | '|') {
                    '_'
                } else {
                    c
                }
            })
            .collect();
        if !drive && !matches!(segment.as_str(), "" | "." | "..") {
            segments.push(segment);
        }
    }
    segments.join("/")
}

/// Characters of one segment of a path.
const SEGMENT: usize = 200;

/// Marks that turn the direction of text, so that a name reads as another.
fn is_bidi(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Gives names out once: a second `表.docx` is `表 (2).docx`, or the next number that is free.
#[derive(Debug, Default)]
pub(super) struct Unique {
    given: HashSet<String>,
    /// The last number given; it only grows, so that no archive can make the search for a free one long.
    number: usize,
}

impl Unique {
    pub(super) fn name(&mut self, name: String) -> String {
        if self.given.insert(name.clone()) {
            return name;
        }
        let (stem, ending) = name.rsplit_once('.').unwrap_or((&name, ""));
        self.number = self.number.max(1);
        loop {
            self.number += 1;
            let other = format!("{stem} ({}).{ending}", self.number);
            if self.given.insert(other.clone()) {
                return other;
            }
        }
    }
}
