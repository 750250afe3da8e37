//! MIME messages: the leaf parts of a web archive or a mail, found in one pass over the lines.

use std::ops::Range;

use super::header::{self, Field};
use crate::{Limits, Measure, ReadError};

/// Multiparts inside multiparts; mail programs use three.
const DEPTH: usize = 16;

/// A message taken apart.
#[derive(Debug, Default)]
pub(crate) struct Message {
    /// The leaf parts, in order.
    pub(crate) parts: Vec<Part>,
    /// The subject.
    pub(crate) subject: Option<String>,
    /// Content-ID of the part that the others belong to (`start=`).
    pub(crate) start: Option<String>,
    /// A multipart was not closed: the file breaks off.
    pub(crate) unclosed: bool,
}

/// A part that is no multipart.
#[derive(Debug, Default)]
pub(crate) struct Part {
    /// `text/html`, in lower case.
    pub(crate) kind: String,
    /// Declared character set.
    pub(crate) charset: Option<String>,
    /// File name, decoded.
    pub(crate) name: Option<String>,
    /// Content-Location.
    pub(crate) location: Option<String>,
    /// Content-ID without its brackets.
    pub(crate) id: Option<String>,
    /// Declared to be an attachment.
    pub(crate) attached: bool,
    encoding: Encoding,
    body: Range<usize>,
}

/// How a part's bytes are written down.
#[derive(Debug, Default, Clone, Copy)]
enum Encoding {
    #[default]
    Plain,
    Base64,
    QuotedPrintable,
}

/// Takes a message apart.
pub(crate) fn parse(bytes: &[u8], limits: &Limits) -> Result<Message, ReadError> {
    let mut scan = Scan { bytes, at: 0, open: vec![] };
    let mut message = Message::default();
    let mut first = true;
    loop {
        let fields = scan.fields();
        if first {
            message.subject = fields.iter().find(|f| f.is("subject")).map(|f| header::words(f.value));
            message.start = fields
                .iter()
                .find(|f| f.is("content-type"))
                .and_then(|f| header::parameters(f.value).text("start"))
                .map(|id| bare_id(&id));
            first = false;
        }
        let (part, boundary) = Part::describe(&fields);
        let more = match boundary {
            Some(boundary) => {
                if scan.open.len() >= DEPTH {
                    return Err(ReadError::too_large(Measure::ElementDepth, DEPTH, "MIME"));
                }
                scan.open.push(boundary);
                scan.next_part().1
            }
            None => {
                if message.parts.len() >= limits.zip_entries {
                    return Err(ReadError::too_large(Measure::ZipEntries, limits.zip_entries, "MIME"));
                }
                let start = scan.at;
                let (end, more) = scan.next_part();
                message.parts.push(Part { body: start..end.max(start), ..part });
                more
            }
        };
        if !more {
            message.unclosed = !scan.open.is_empty();
            return Ok(message);
        }
    }
}

/// The lines of a message and the multiparts that are open.
struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Boundaries of the open multiparts, outermost first.
    open: Vec<Vec<u8>>,
}

impl<'a> Scan<'a> {
    /// The line at the cursor with its end, which the cursor then passes.
    fn line(&mut self) -> Option<&'a [u8]> {
        let rest = self.bytes.get(self.at..).filter(|r| !r.is_empty())?;
        let length = memchr::memchr(b'\n', rest).map_or(rest.len(), |i| i + 1);
        self.at += length;
        rest.get(..length)
    }

    /// The header fields at the cursor, and the blank line after them.
    fn fields(&mut self) -> Vec<Field<'a>> {
        let start = self.at;
        let mut end = start;
        while let Some(line) = self.line() {
            if line.trim_ascii().is_empty() {
                // Some programs leave a blank line in front of the header.
                if end == start && start == 0 {
                    continue;
                }
                break;
            }
            if !header::is_header_line(line) {
                self.at -= line.len();
                break;
            }
            end = self.at;
        }
        header::fields(self.bytes.get(start..end).unwrap_or_default())
    }

    /// Goes behind the next line that starts a part: where the content before it ended, and whether there is one.
    fn next_part(&mut self) -> (usize, bool) {
        let mut ended = None;
        loop {
            let start = self.at;
            let Some(line) = self.line() else { return (ended.unwrap_or(self.bytes.len()), false) };
            let Some((level, closing)) = self.delimiter(line) else { continue };
            // The line end in front of a delimiter belongs to the delimiter.
            ended = ended.or_else(|| {
                let before = self.bytes.get(..start).unwrap_or_default();
                let before = before.strip_suffix(b"\n").unwrap_or(before);
                Some(before.strip_suffix(b"\r").unwrap_or(before).len())
            });
            self.open.truncate(level + usize::from(!closing));
            if !closing {
                return (ended.unwrap_or(start), true);
            }
            if self.open.is_empty() {
                return (ended.unwrap_or(start), false);
            }
        }
    }

    /// Which open multipart a line divides or closes.
    fn delimiter(&self, line: &[u8]) -> Option<(usize, bool)> {
        let text = line.strip_prefix(b"--")?.trim_ascii_end();
        self.open.iter().enumerate().rev().find_map(|(level, boundary)| {
            let rest = text.strip_prefix(boundary.as_slice())?;
            (rest.is_empty() || rest == b"--").then_some((level, !rest.is_empty()))
        })
    }
}

impl Part {
    /// What the header says of the part; the boundary if it is a multipart.
    fn describe(fields: &[Field<'_>]) -> (Self, Option<Vec<u8>>) {
        let mut part = Self { kind: "text/plain".into(), ..Self::default() };
        let mut boundary = None;
        for field in fields {
            if field.is("content-type") {
                let parameters = header::parameters(field.value);
                boundary = parameters.raw("boundary").filter(|b| !b.is_empty()).map(<[u8]>::to_vec);
                part.charset = parameters.text("charset");
                part.name = part.name.or_else(|| parameters.text("name"));
                part.kind = parameters.head;
            } else if field.is("content-disposition") {
                let parameters = header::parameters(field.value);
                part.name = parameters.text("filename").or(part.name);
                part.attached = parameters.head == "attachment";
            } else if field.is("content-transfer-encoding") {
                part.encoding = match field.value.trim_ascii().to_ascii_lowercase().as_slice() {
                    b"base64" => Encoding::Base64,
                    b"quoted-printable" => Encoding::QuotedPrintable,
                    _ => Encoding::Plain,
                };
            } else if field.is("content-location") {
                part.location = Some(header::words(field.value));
            } else if field.is("content-id") {
                part.id = Some(bare_id(&header::words(field.value)));
            }
        }
        if part.kind == "message/rfc822" {
            part.attached = true;
            part.name = part.name.or_else(|| Some("message.eml".into()));
        }
        let boundary = boundary.filter(|_| part.kind.starts_with("multipart/"));
        (part, boundary)
    }

    /// The part's content.
    pub(crate) fn content(&self, message: &[u8]) -> Vec<u8> {
        let body = message.get(self.body.clone()).unwrap_or_default();
        match self.encoding {
            Encoding::Plain => body.to_vec(),
            Encoding::Base64 => base64(body),
            Encoding::QuotedPrintable => quoted_printable(body, false),
        }
    }
}

/// A Content-ID without its brackets.
fn bare_id(id: &str) -> String {
    id.trim().trim_start_matches('<').trim_end_matches('>').to_owned()
}

/// Decodes base64, passing over what is none of its characters.
pub(crate) fn base64(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut held) = (0_u32, 0_u32);
    for byte in text {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => break,
            _ => continue,
        };
        held = (held << 6) | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push((held >> bits) as u8);
            held &= (1 << bits) - 1;
        }
    }
    out
}

/// Decodes quoted-printable; in a header's word `_` is a space.
pub(crate) fn quoted_printable(text: &[u8], word: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        match byte {
            b'=' => match after {
                [high, low, more @ ..] if header::hex(*high).is_some() && header::hex(*low).is_some() => {
                    out.push(header::hex(*high).unwrap_or(0) << 4 | header::hex(*low).unwrap_or(0));
                    rest = more;
                }
                [b'\r', b'\n', more @ ..] | [b'\n', more @ ..] => rest = more,
                [] => {}
                _ => out.push(byte),
            },
            b'_' if word => out.push(b' '),
            _ => out.push(byte),
        }
    }
    out
}
