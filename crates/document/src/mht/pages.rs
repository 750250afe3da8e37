//! Which pages a web archive shows, and in what order: the page itself, the sheets of a workbook that Excel saved,
//! the frames of a page.

use std::collections::HashMap;

use super::header::percent;
use super::mime::{Message, Part};

/// A page to be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Shown {
    /// Index of its part; `None` if it is missing from the archive.
    pub(super) part: Option<usize>,
    /// The sheet's name.
    pub(super) sheet: Option<String>,
}

/// Pages by the addresses that others know them by.
pub(super) struct Addresses<'m>(HashMap<String, usize>, &'m Message);

impl<'m> Addresses<'m> {
    pub(super) fn new(message: &'m Message) -> Self {
        let mut known = HashMap::new();
        for (index, part) in message.parts.iter().enumerate() {
            let names = [part.location.as_deref().map(file_name), part.id.clone()];
            for name in names.into_iter().flatten() {
                known.entry(name).or_insert(index);
            }
        }
        Self(known, message)
    }

    /// The part that an address means: `cid:…`, or a path whose last segment decides (the folder's name is the
    /// program's own).
    fn find(&self, address: &str) -> Option<usize> {
        match address.strip_prefix("cid:") {
            Some(id) => self.0.get(id).or_else(|| self.0.get(&text_of(id))).copied(),
            None => self.0.get(&file_name(address)).copied(),
        }
    }

    /// What a root page asks to be read: the sheets that it lists, else itself and its frames.
    pub(super) fn shown(&self, root: usize, page: &str) -> Vec<Shown> {
        let sheets = sheets(page);
        if sheets.iter().any(|(_, source)| source.is_some()) {
            return sheets
                .into_iter()
                .filter_map(|(name, source)| Some(Shown { part: self.find(&source?), sheet: Some(name) }))
                .collect();
        }
        let mut shown = vec![Shown { part: Some(root), sheet: None }];
        for source in frames(page) {
            let Some(part) = self.find(&source).filter(|p| self.1.parts.get(*p).is_some_and(Part::is_page)) else {
                continue;
            };
            if shown.iter().all(|s| s.part != Some(part)) {
                shown.push(Shown { part: Some(part), sheet: None });
            }
        }
        shown
    }
}

/// Frames of one page that are followed.
const FRAMES: usize = 64;

impl Part {
    /// Whether the part is a page.
    pub(super) fn is_page(&self) -> bool {
        matches!(self.kind.as_str(), "text/html" | "application/xhtml+xml")
    }
}

/// The last segment of an address, decoded, in lower case.
fn file_name(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or(address);
    text_of(path.rsplit(['/', '\\']).next().unwrap_or(path)).to_lowercase()
}

fn text_of(escaped: &str) -> String {
    String::from_utf8_lossy(&percent(escaped.as_bytes())).into_owned()
}

/// The worksheets that Excel lists in the root page, with the page that holds each.
fn sheets(page: &str) -> Vec<(String, Option<String>)> {
    let Some(start) = page.find("<x:ExcelWorksheets>") else { return vec![] };
    let list = page.get(start..).unwrap_or_default();
    let list = list.split_once("</x:ExcelWorksheets>").map_or(list, |(list, _)| list);
    list.split("<x:ExcelWorksheet>")
        .skip(1)
        .map(|sheet| {
            let name = between(sheet, "<x:Name>", "</x:Name>").unwrap_or_default();
            let source = sheet.split_once("<x:WorksheetSource").and_then(|(_, tag)| attribute(tag, "href"));
            (unescape(name.trim()), source)
        })
        .collect()
}

/// Whether the page of a sheet says that the sheet is hidden.
pub(super) fn is_hidden(page: &str) -> bool {
    between(page, "<x:Visible>", "</x:Visible>").is_some_and(|state| state.trim() != "SheetVisible")
}

/// The addresses of frames, in order.
fn frames(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in page.match_indices('<') {
        let tag = page.get(at + 1..).unwrap_or_default();
        let name = tag.get(..tag.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(tag.len())).unwrap_or_default();
        if (name.eq_ignore_ascii_case("frame") || name.eq_ignore_ascii_case("iframe"))
            && let Some(source) = attribute(tag, "src")
        {
            found.push(source);
            if found.len() >= FRAMES {
                break;
            }
        }
    }
    found
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    text.split_once(start)?.1.split_once(end).map(|(inner, _)| inner)
}

/// An attribute of the tag that the text starts in.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let tag = tag.get(..tag.find('>')?)?;
    let mut rest = tag;
    while let Some((before, after)) = rest.split_once('=') {
        let key = before.rsplit(|c: char| c.is_whitespace() || c == '"' || c == '\'').find(|k| !k.is_empty());
        let after = after.trim_start();
        let (value, next) = match after.chars().next() {
            Some(quote @ ('"' | '\'')) => after.get(1..)?.split_once(quote)?,
            _ => after.split_once(char::is_whitespace).unwrap_or((after, "")),
        };
        if key.is_some_and(|k| k.eq_ignore_ascii_case(name)) {
            return Some(unescape(value));
        }
        rest = next;
    }
    None
}

fn unescape(text: &str) -> String {
    quick_xml::escape::unescape(text).map_or_else(|_| text.to_owned(), |t| t.into_owned())
}
