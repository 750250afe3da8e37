//! Parts of the package as text, found the way OPC says.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::xml::{Node, Stop, Xml};
use crate::error::ReadError;
use crate::limits::Limits;
use crate::model::Gap;
use crate::package::Package;

/// The parts of one package.
pub(super) struct Parts<'a> {
    package: Package<'a>,
    limits: &'a Limits,
    /// What could be read only in part.
    pub gaps: Vec<Gap>,
}

/// A relationship from one part to another.
#[derive(Debug)]
pub(super) struct Relation {
    /// The last word of the relationship type: `styles`, `header`, …
    pub kind: String,
    /// Full name of the part it leads to.
    pub target: String,
}

impl<'a> Parts<'a> {
    /// Reads the package's directory; nothing is inflated yet.
    pub fn open(bytes: &'a [u8], limits: &'a Limits) -> Result<Self, ReadError> {
        Ok(Self { package: Package::open(bytes, limits)?, limits, gaps: Vec::new() })
    }

    /// Name of the main document part.
    pub fn main_part(&mut self) -> Result<Option<String>, ReadError> {
        let linked = self.relations("")?.into_iter().find(|r| r.kind == "officeDocument").map(|r| r.target);
        if let Some(name) = linked
            && self.has(&name)
        {
            return Ok(Some(name));
        }
        if let Some(name) = self.declared_main()?
            && self.has(&name)
        {
            return Ok(Some(name));
        }
        Ok(self.has("word/document.xml").then(|| "word/document.xml".to_owned()))
    }

    fn has(&self, name: &str) -> bool {
        self.package.names().any(|n| n.eq_ignore_ascii_case(name))
    }

    /// The part that `[Content_Types].xml` declares to be the main one.
    fn declared_main(&mut self) -> Result<Option<String>, ReadError> {
        let Some(text) = self.optional("[Content_Types].xml")? else { return Ok(None) };
        let mut xml = Xml::part(&text, "[Content_Types].xml", self.limits.element_depth);
        loop {
            match xml.next() {
                Ok(Node::Open { tag, .. }) if tag.local() == "Override" => {
                    let kind = tag.attr("ContentType").unwrap_or_default();
                    let is_main = ["document.main+xml", "template.main+xml"].iter().any(|e| kind.ends_with(e))
                        && kind.contains("wordprocessingml")
                        || kind.starts_with("application/vnd.ms-word.") && kind.ends_with(".main+xml");
                    if is_main {
                        return Ok(tag.attr("PartName").map(|n| n.trim_start_matches('/').to_owned()));
                    }
                }
                Ok(Node::End) | Err(Stop::Malformed { .. }) => return Ok(None),
                Err(Stop::Fatal(error)) => return Err(error),
                Ok(_) => {}
            }
        }
    }

    /// Relationships of a part (`""`: of the package) that lead to parts of the package.
    pub fn relations(&mut self, part: &str) -> Result<Vec<Relation>, ReadError> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") };
        let Some(text) = self.optional(&name)? else { return Ok(Vec::new()) };
        let mut relations = Vec::new();
        let mut xml = Xml::part(&text, &name, self.limits.element_depth);
        loop {
            match xml.next() {
                Ok(Node::Open { tag, .. }) if tag.local() == "Relationship" => {
                    if tag.attr("TargetMode").is_some_and(|m| m == "External") {
                        continue;
                    }
                    if let (Some(kind), Some(target)) = (tag.attr("Type"), tag.attr("Target")) {
                        let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                        relations.push(Relation { kind, target: resolve(folder, &target) });
                    }
                }
                Ok(Node::End) | Err(Stop::Malformed { .. }) => return Ok(relations),
                Err(Stop::Fatal(error)) => return Err(error),
                Ok(_) => {}
            }
        }
    }

    /// The text of a part, or `None` if there is no such part.
    pub fn part(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        let Some(bytes) = self.package.part(name)? else { return Ok(None) };
        let (text, intact) = decode(bytes);
        if !intact {
            self.gaps.push(Gap {
                place: name.to_owned(),
                zh: "这个部件里有无法解码的字节，已用“\u{FFFD}”代替。".to_owned(),
                en: "this part holds bytes that cannot be decoded; they are shown as \u{FFFD}".to_owned(),
            });
        }
        Ok(Some(text))
    }

    /// As [`part`](Self::part), for a part without which the document still reads: damage is noted as a gap.
    pub fn optional(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        match self.part(name) {
            Err(ReadError::Damaged { part, zh, en }) => {
                self.gaps.push(Gap { place: part, zh, en });
                Ok(None)
            }
            other => other,
        }
    }
}

/// A relationship's target as a full part name.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut path: Vec<&str> = Vec::new();
    if !target.starts_with('/') {
        path.extend(folder.split('/').filter(|s| !s.is_empty()));
    }
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.join("/")
}

/// A part's bytes as text: byte order mark, else zero bytes of UTF-16, else the declared encoding, else UTF-8.
fn decode(bytes: Vec<u8>) -> (String, bool) {
    let encoding = if let Some((encoding, _)) = Encoding::for_bom(&bytes) {
        encoding
    } else {
        match bytes.get(..2) {
            Some([0, b'<']) => UTF_16BE,
            Some([b'<', 0]) => UTF_16LE,
            _ => declared_encoding(&bytes).unwrap_or(UTF_8),
        }
    };
    if encoding == UTF_8 && !bytes.starts_with(b"\xEF\xBB\xBF") {
        return match String::from_utf8(bytes) {
            Ok(text) => (text, true),
            Err(error) => (String::from_utf8_lossy(error.as_bytes()).into_owned(), false),
        };
    }
    let (text, malformed) = encoding.decode_with_bom_removal(&bytes);
    (text.into_owned(), !malformed)
}

/// The encoding named in `<?xml … encoding="…"?>`, if it is one and not UTF-16 (whose bytes would show).
fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(200))?;
    let head = head.strip_prefix(b"<?xml")?;
    let head = head.get(..memchr::memmem::find(head, b"?>")?)?;
    let after = head.get(memchr::memmem::find(head, b"encoding")? + 8..)?.trim_ascii_start();
    let after = after.strip_prefix(b"=")?.trim_ascii_start();
    let quote = *after.first()?;
    let label = after.get(1..)?;
    let label = label.get(..memchr::memchr(quote, label)?)?;
    Encoding::for_label(label).filter(|e| *e != UTF_16LE && *e != UTF_16BE)
}
