//! A thin layer over quick-xml: names resolved by namespace whatever the prefix, references resolved, comments
//! dropped, document types refused, depth counted. No recursion anywhere, so depth costs no stack.

use std::borrow::Cow;

use memchr::memmem::{self, Finder};
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use crate::error::{Measure, ReadError};

/// The vocabulary an element belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    /// WordprocessingML, transitional or strict.
    Word,
    /// Markup compatibility (`mc:`).
    Compat,
    /// Office mathematics.
    Math,
    /// Anything else.
    Other,
}

/// Why reading a part stopped before its end.
#[derive(Debug)]
pub(super) enum Stop {
    /// The XML breaks its own rules at this byte; what was read before stands.
    Malformed {
        /// Byte offset in the part.
        at: u64,
        /// What quick-xml says.
        why: String,
    },
    /// A limit or something refused: nothing of the document counts.
    Fatal(ReadError),
}

impl From<ReadError> for Stop {
    fn from(error: ReadError) -> Self {
        Self::Fatal(error)
    }
}

/// One thing met while walking a part.
#[derive(Debug)]
pub(super) enum Node<'a> {
    /// A start tag.
    Open {
        /// Its vocabulary.
        space: Space,
        /// The tag.
        tag: Tag<'a>,
        /// `<x/>`: no [`Node::Close`] follows.
        empty: bool,
    },
    /// The end tag that matches the last open start tag.
    Close,
    /// Characters, references resolved.
    Text(Cow<'a, str>),
    /// The part is over.
    End,
}

/// A start tag with its local name and attributes.
#[derive(Debug)]
pub(super) struct Tag<'a> {
    start: BytesStart<'a>,
    colon: usize,
}

impl Tag<'_> {
    /// The name without its prefix.
    pub fn local(&self) -> &str {
        self.start.name().into_inner().get(self.colon..).unwrap_or_default()
    }

    /// An attribute by local name, whatever its prefix.
    pub fn attr(&self, local: &str) -> Option<Cow<'_, str>> {
        let mut attributes = self.start.attributes();
        attributes.with_checks(false);
        let found = attributes.flatten().find(|a| {
            let key = a.key.into_inner();
            key.strip_suffix(local).is_some_and(|rest| rest.is_empty() || rest.ends_with(':'))
        })?;
        Some(match found.value {
            Cow::Borrowed(value) => unescaped(value),
            Cow::Owned(value) => Cow::Owned(unescaped(&value).into_owned()),
        })
    }

    /// `w:val` as a number.
    pub fn number(&self) -> Option<u32> {
        self.attr("val")?.trim().parse().ok()
    }

    /// `w:val` of an on/off property: absent means on.
    pub fn is_on(&self) -> bool {
        self.attr("val").is_none_or(|v| !matches!(v.trim(), "0" | "false" | "off" | "none"))
    }
}

fn unescaped(value: &str) -> Cow<'_, str> {
    if value.contains('&') { unescape(value).unwrap_or(Cow::Borrowed(value)) } else { Cow::Borrowed(value) }
}

/// Prefixes in force at once for the vocabularies that matter; a document has a handful.
const MOST_BINDINGS: usize = 64;

/// How far ahead the end of properties is looked for, in bytes.
const MOST_PROPERTIES: usize = 4096;

/// A namespace prefix in force.
#[derive(Debug)]
struct Binding {
    prefix: String,
    space: Space,
    depth: usize,
}

/// Walks one part, or one element of it.
#[derive(Debug)]
pub(super) struct Xml<'a> {
    text: &'a str,
    reader: Reader<&'a [u8]>,
    bindings: Vec<Binding>,
    /// The usual prefix of [`Space::Word`] with its colon; empty if that is the default namespace.
    word: String,
    depth: usize,
    deepest: usize,
    part: String,
    /// Start and end tags of the elements that can be passed over unread.
    quick: [(String, Finder<'static>); 3],
    /// The usual tags of a text: `<w:t>`, `<w:t xml:space="preserve">`, `</w:t>`.
    usual: [String; 3],
}

/// An element whose content can be passed over unread, unless it holds one of a few words.
#[derive(Debug, Clone, Copy)]
pub(super) enum Quick {
    /// `w:rPr`.
    Run = 0,
    /// `w:pPr`.
    Paragraph = 1,
    /// `w:tcPr`.
    Cell = 2,
}

impl<'a> Xml<'a> {
    /// Starts at the top of a part.
    pub fn part(text: &'a str, part: &str, deepest: usize) -> Self {
        Self::new(text, part, deepest, Vec::new())
    }

    /// Starts at an element cut out of a part whose WordprocessingML prefix is `prefix` (without colon).
    pub fn fragment(text: &'a str, part: &str, deepest: usize, prefix: &str) -> Self {
        Self::new(text, part, deepest, vec![Binding { prefix: prefix.to_owned(), space: Space::Word, depth: 0 }])
    }

    fn new(text: &'a str, part: &str, deepest: usize, bindings: Vec<Binding>) -> Self {
        let mut xml = Self {
            text,
            reader: Reader::from_str(text),
            bindings,
            word: String::new(),
            depth: 0,
            deepest,
            part: part.to_owned(),
            quick: quick_tags(""),
            usual: usual_tags(""),
        };
        xml.rebind();
        xml
    }

    /// Open elements.
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// The next node.
    pub fn next(&mut self) -> Result<Node<'a>, Stop> {
        if self.bindings.last().is_some_and(|b| b.depth > self.depth) {
            let depth = self.depth;
            self.bindings.retain(|b| b.depth <= depth);
            self.rebind();
        }
        loop {
            match self.reader.read_event() {
                Ok(Event::Start(start)) => {
                    self.depth += 1;
                    if self.depth > self.deepest {
                        return Err(self.too_deep());
                    }
                    return Ok(self.open(start, false));
                }
                Ok(Event::Empty(start)) => return Ok(self.open(start, true)),
                Ok(Event::End(_)) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Node::Close);
                }
                Ok(Event::Text(text)) => return Ok(Node::Text(text.into_inner())),
                Ok(Event::CData(text)) => return Ok(Node::Text(text.into_inner())),
                Ok(Event::GeneralRef(name)) => return Ok(Node::Text(reference(&name))),
                Ok(Event::DocType(_)) => {
                    return Err(Stop::Fatal(ReadError::damaged(
                        self.part.as_str(),
                        "含有文档类型声明（DTD），Word 文档中不允许，疑似恶意构造",
                        "it holds a document type declaration, which no Word document may",
                    )));
                }
                Ok(Event::Eof) if self.depth > 0 => {
                    return Err(Stop::Malformed { at: self.text.len() as u64, why: "unexpected end".to_owned() });
                }
                Ok(Event::Eof) => return Ok(Node::End),
                Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_)) => {}
                Err(error) => return Err(self.malformed(&error)),
            }
        }
    }

    /// Passes over the element whose start tag was just read.
    pub fn skip(&mut self) -> Result<(), Stop> {
        let mut level = 1usize;
        while level > 0 {
            match self.reader.read_event() {
                Ok(Event::Start(_)) => level += 1,
                Ok(Event::End(_)) => level -= 1,
                Ok(Event::Eof) => {
                    return Err(Stop::Malformed { at: self.text.len() as u64, why: "unexpected end".to_owned() });
                }
                Ok(_) => {}
                Err(error) => return Err(self.malformed(&error)),
            }
        }
        self.depth = self.depth.saturating_sub(1);
        Ok(())
    }

    /// Passes over the property element whose start tag was just read without parsing its content, if that
    /// content states nothing that changes the text. Returns whether it did; its end tag has then been read.
    pub fn hop(&mut self, quick: Quick) -> Result<bool, Stop> {
        let rest: &'a [u8] = self.reader.get_ref();
        let Some(length) = self.plain_length(rest, quick) else { return Ok(false) };
        *self.reader.get_mut() = rest.get(length..).unwrap_or_default();
        match self.next()? {
            Node::Close => Ok(true),
            _ => Err(Stop::Malformed { at: self.position() as u64, why: "unexpected end of properties".to_owned() }),
        }
    }

    /// Passes over a property element that begins right here, if its content states nothing that changes the text.
    pub fn hop_ahead(&mut self, quick: Quick) {
        let rest: &'a [u8] = self.reader.get_ref();
        let Some((start, end)) = self.quick.get(quick as usize) else { return };
        let Some(inside) = rest.strip_prefix(start.as_bytes()) else { return };
        if let Some(length) = self.plain_length(inside, quick) {
            *self.reader.get_mut() = inside.get(length + end.needle().len()..).unwrap_or_default();
        }
    }

    /// The characters of a text element that begins right here, and whether white space at its ends counts; `None` if
    /// it has other attributes, or references inside.
    pub fn text_ahead(&mut self) -> Option<(&'a str, bool)> {
        let rest: &'a [u8] = self.reader.get_ref();
        let [start, preserving, end] = self.usual.each_ref().map(String::as_bytes);
        let (inside, keep) = match (rest.strip_prefix(start), rest.strip_prefix(preserving)) {
            (Some(inside), _) => (inside, false),
            (None, Some(inside)) => (inside, true),
            (None, None) => return None,
        };
        let length = memchr::memchr2(b'<', b'&', inside)?;
        let after = inside.get(length..)?.strip_prefix(end)?;
        let from = self.text.len() - inside.len();
        let content = self.text.get(from..from + length)?;
        *self.reader.get_mut() = after;
        Some((content, keep))
    }

    /// Length of a property element's content, if its end is near and nothing in it changes the text.
    fn plain_length(&self, content: &[u8], quick: Quick) -> Option<usize> {
        let (_, end) = self.quick.get(quick as usize)?;
        let length = end.find(content.get(..MOST_PROPERTIES).unwrap_or(content))?;
        is_plain(content.get(..length)?, quick).then_some(length)
    }

    fn open(&mut self, start: BytesStart<'a>, empty: bool) -> Node<'a> {
        let attributes = start.attributes_raw().as_bytes();
        // Few attributes hold an x at all, and looking for one byte is cheap.
        if memchr::memchr(b'x', attributes).is_some() && memmem::find(attributes, b"xmlns").is_some() {
            self.declare(&start);
        }
        let name = start.name().into_inner();
        let (space, colon) = if !self.word.is_empty() && name.starts_with(self.word.as_str()) {
            (Space::Word, self.word.len())
        } else {
            let colon = name.find(':');
            let prefix = colon.and_then(|at| name.get(..at)).unwrap_or_default();
            (self.resolve(prefix), colon.map_or(0, |at| at + 1))
        };
        Node::Open { space, tag: Tag { start, colon }, empty }
    }

    fn resolve(&self, prefix: &str) -> Space {
        self.bindings.iter().rev().find(|b| b.prefix == prefix).map_or(Space::Other, |b| b.space)
    }

    fn declare(&mut self, start: &BytesStart<'_>) {
        // An empty element's bindings lie one level below the open elements, and go with the next node.
        let depth = self.depth.max(1);
        let mut attributes = start.attributes();
        attributes.with_checks(false);
        for attribute in attributes.flatten() {
            let key = attribute.key.into_inner();
            let prefix = match key.strip_prefix("xmlns") {
                Some("") => "",
                Some(rest) => match rest.strip_prefix(':') {
                    Some(prefix) => prefix,
                    None => continue,
                },
                None => continue,
            };
            let space = space_of(&attribute.value);
            // What is bound to an unknown vocabulary counts as unbound.
            if self.resolve(prefix) != space && self.bindings.len() < MOST_BINDINGS {
                self.bindings.push(Binding { prefix: prefix.to_owned(), space, depth });
            }
        }
        self.rebind();
    }

    fn rebind(&mut self) {
        let found = self
            .bindings
            .iter()
            .rev()
            .find(|b| b.space == Space::Word && !b.prefix.is_empty() && self.resolve(&b.prefix) == Space::Word)
            .map(|b| format!("{}:", b.prefix))
            .unwrap_or_default();
        if found != self.word || self.depth <= 1 {
            self.quick = quick_tags(&found);
            self.usual = usual_tags(&found);
            self.word = found;
        }
    }

    fn position(&self) -> usize {
        self.text.len().saturating_sub(self.reader.get_ref().len())
    }

    fn malformed(&self, error: &quick_xml::Error) -> Stop {
        Stop::Malformed { at: self.position() as u64, why: error.to_string() }
    }

    fn too_deep(&self) -> Stop {
        Stop::Fatal(ReadError::too_large(Measure::ElementDepth, self.deepest as u64, self.part.as_str()))
    }
}

fn quick_tags(word: &str) -> [(String, Finder<'static>); 3] {
    ["rPr", "pPr", "tcPr"]
        .map(|name| (format!("<{word}{name}>"), Finder::new(format!("</{word}{name}>").as_bytes()).into_owned()))
}

fn usual_tags(word: &str) -> [String; 3] {
    [format!("<{word}t>"), format!("<{word}t xml:space=\"preserve\">"), format!("</{word}t>")]
}

fn space_of(uri: &str) -> Space {
    match uri.trim_end_matches('/') {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Space::Word,
        "http://schemas.openxmlformats.org/markup-compatibility/2006" => Space::Compat,
        "http://schemas.openxmlformats.org/officeDocument/2006/math"
        | "http://purl.oclc.org/ooxml/officeDocument/math" => Space::Math,
        _ => Space::Other,
    }
}

/// `&name;` and `&#n;` as the text they stand for. A name that XML does not define stays as written.
fn reference(name: &quick_xml::events::BytesRef<'_>) -> Cow<'static, str> {
    if let Ok(Some(c)) = name.resolve_char_ref() {
        return Cow::Owned(c.to_string());
    }
    match resolve_predefined_entity(name) {
        Some(text) => Cow::Borrowed(text),
        None if name.is_char_ref() => Cow::Borrowed(""),
        None => Cow::Owned(format!("&{};", &**name)),
    }
}

/// Whether properties hold nothing but looks: each element's name is checked, no value is.
fn is_plain(content: &[u8], quick: Quick) -> bool {
    let mut rest = content;
    while let Some(at) = memchr::memchr(b'<', rest) {
        rest = rest.get(at + 1..).unwrap_or_default();
        rest = rest.strip_prefix(b"/").unwrap_or(rest);
        let end =
            rest.iter().position(|b| matches!(b, b' ' | b'>' | b'/' | b'\t' | b'\r' | b'\n')).unwrap_or(rest.len());
        let name = rest.get(..end).unwrap_or_default();
        let local = memchr::memrchr(b':', name).map_or(name, |at| name.get(at + 1..).unwrap_or_default());
        let telling = match quick {
            Quick::Run => matches!(local, b"vanish" | b"rPrChange" | b"rPr"),
            Quick::Paragraph => matches!(
                local,
                b"pStyle"
                    | b"numPr"
                    | b"outlineLvl"
                    | b"vanish"
                    | b"del"
                    | b"moveFrom"
                    | b"pPrChange"
                    | b"sectPr"
                    | b"pPr"
            ),
            Quick::Cell => matches!(local, b"gridSpan" | b"vMerge" | b"hMerge" | b"cellDel" | b"tcPrChange" | b"tcPr"),
        };
        if telling || name.first().is_some_and(|b| matches!(b, b'!' | b'?')) {
            return false;
        }
    }
    true
}
