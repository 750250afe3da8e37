//! Header fields of a message: folded lines, parameters (RFC 2231), encoded words (RFC 2047), and bare bytes in
//! whatever encoding a mail program of its time used.

use encoding_rs::{Encoding, GB18030};

use super::mime::{base64, quoted_printable};

/// Parameters of one field that count.
const PARAMETERS: usize = 64;
/// Bytes of one encoded word; the standard allows 75.
const WORD: usize = 1024;

/// A header field; the value may be folded.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field<'a> {
    name: &'a [u8],
    pub(super) value: &'a [u8],
}

impl Field<'_> {
    pub(super) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name.as_bytes())
    }
}

/// Whether a line is a header field or goes on with one.
pub(super) fn is_header_line(line: &[u8]) -> bool {
    matches!(line.first(), Some(b' ' | b'\t')) || field_name(line).is_some()
}

/// The name in front of the colon.
pub(super) fn field_name(line: &[u8]) -> Option<&[u8]> {
    let colon = line.iter().take(80).position(|b| *b == b':')?;
    let name = line.get(..colon)?.trim_ascii_end();
    let fits = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    (!name.is_empty() && name.iter().all(fits)).then_some(name)
}

/// The fields of a header.
pub(super) fn fields(header: &[u8]) -> Vec<Field<'_>> {
    let mut fields: Vec<Field<'_>> = Vec::new();
    let (mut start, mut at) = (0, 0);
    // One round more than there are lines ends the last field.
    loop {
        let line = header.get(at..).unwrap_or_default();
        let length = memchr::memchr(b'\n', line).map_or(line.len(), |i| i + 1);
        let folded = matches!(line.first(), Some(b' ' | b'\t'));
        if !folded && at > start {
            let whole = header.get(start..at).unwrap_or_default();
            if let Some(name) = field_name(whole)
                && let Some(colon) = whole.iter().position(|b| *b == b':')
            {
                fields.push(Field { name, value: whole.get(colon + 1..).unwrap_or_default().trim_ascii() });
            }
            start = at;
        }
        if length == 0 {
            return fields;
        }
        at += length;
    }
}

/// A value such as `text/html; charset="gb2312"`.
#[derive(Debug, Default)]
pub(super) struct Parameters {
    /// What stands in front of the parameters, in lower case.
    pub(super) head: String,
    list: Vec<(String, Vec<u8>)>,
}

/// Takes a value with parameters apart.
pub(super) fn parameters(value: &[u8]) -> Parameters {
    let mut pieces = split(value).into_iter();
    let head = pieces.next().unwrap_or_default();
    let head = String::from_utf8_lossy(head.trim_ascii()).to_ascii_lowercase();
    let list = pieces
        .take(PARAMETERS)
        .filter_map(|piece| {
            let equals = piece.iter().position(|b| *b == b'=')?;
            let key = String::from_utf8_lossy(piece.get(..equals)?.trim_ascii()).to_ascii_lowercase();
            let value = piece.get(equals + 1..)?.trim_ascii();
            Some((key, unquote(value)))
        })
        .collect();
    Parameters { head, list }
}

impl Parameters {
    /// A parameter's bytes as they stand.
    pub(super) fn raw(&self, key: &str) -> Option<&[u8]> {
        self.list.iter().find(|(k, _)| k == key).map(|(_, v)| v.as_slice())
    }

    /// A parameter decoded: encoded words, `key*=charset''%41`, and pieces `key*0*=`, `key*1=`.
    pub(super) fn text(&self, key: &str) -> Option<String> {
        if let Some(value) = self.raw(&format!("{key}*")) {
            return Some(extended(value));
        }
        if let Some(value) = self.raw(key) {
            return Some(words(value)).filter(|t| !t.is_empty());
        }
        let mut joined = Vec::new();
        let mut percent = false;
        for number in 0.. {
            if let Some(value) = self.raw(&format!("{key}*{number}*")) {
                percent = true;
                joined.extend_from_slice(value);
            } else if let Some(value) = self.raw(&format!("{key}*{number}")) {
                joined.extend_from_slice(value);
            } else {
                break;
            }
        }
        (!joined.is_empty()).then(|| if percent { extended(&joined) } else { words(&joined) })
    }
}

/// `charset'language'%41…`
fn extended(value: &[u8]) -> String {
    let mut pieces = value.splitn(3, |b| *b == b'\'');
    let (charset, text) = match (pieces.next(), pieces.next(), pieces.next()) {
        (Some(charset), Some(_), Some(text)) => (Encoding::for_label(charset), text),
        _ => (None, value),
    };
    bytes_to_text(&percent(text), charset)
}

/// Decodes `%41`.
pub(super) fn percent(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if let (b'%', [high, low, more @ ..]) = (byte, after)
            && let (Some(high), Some(low)) = (hex(*high), hex(*low))
        {
            out.push(high << 4 | low);
            rest = more;
        } else {
            out.push(byte);
        }
    }
    out
}

/// The value of a hexadecimal digit.
pub(super) fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|d| u8::try_from(d).ok())
}

/// Pieces between semicolons that stand in no quotes.
fn split(value: &[u8]) -> Vec<&[u8]> {
    let mut quoted = false;
    let mut escaped = false;
    value
        .split(|b| {
            match b {
                _ if escaped => escaped = false,
                b'\\' if quoted => escaped = true,
                b'"' => quoted = !quoted,
                _ => {}
            }
            *b == b';' && !quoted
        })
        .collect()
}

fn unquote(value: &[u8]) -> Vec<u8> {
    let Some(inner) = value.strip_prefix(b"\"") else { return value.to_vec() };
    let inner = inner.strip_suffix(b"\"").unwrap_or(inner);
    // A backslash in front of anything else is part of a Windows path.
    let mut out = Vec::with_capacity(inner.len());
    let mut rest = inner;
    while let Some((&byte, after)) = rest.split_first() {
        if !(byte == b'\\' && matches!(after.first(), Some(b'"' | b'\\'))) {
            out.push(byte);
            rest = after;
        } else if let Some((&next, more)) = after.split_first() {
            out.push(next);
            rest = more;
        }
    }
    out
}

/// A value's text with its encoded words (`=?gb2312?B?…?=`) decoded and its folds undone.
pub(super) fn words(value: &[u8]) -> String {
    let mut out = String::new();
    // Neighbours in one charset are joined before they are decoded: some programs cut inside a character.
    let mut held: Option<(&'static Encoding, Vec<u8>)> = None;
    let flush = |held: &mut Option<(&'static Encoding, Vec<u8>)>, out: &mut String| {
        if let Some((encoding, bytes)) = held.take() {
            out.push_str(&bytes_to_text(&bytes, Some(encoding)));
        }
    };
    let mut rest = value;
    while !rest.is_empty() {
        if let Some((encoding, bytes, after)) = encoded_word(rest) {
            match &mut held {
                Some((same, joined)) if *same == encoding => joined.extend(bytes),
                _ => {
                    flush(&mut held, &mut out);
                    held = Some((encoding, bytes));
                }
            }
            rest = after;
            continue;
        }
        let next = memchr::memmem::find(rest.get(1..).unwrap_or_default(), b"=?").map_or(rest.len(), |i| i + 1);
        let (plain, after) = rest.split_at_checked(next).unwrap_or((rest, &[]));
        rest = after;
        // White space between two encoded words is not shown.
        let between = plain.iter().all(u8::is_ascii_whitespace);
        if !(between && held.is_some()) {
            flush(&mut held, &mut out);
            let unfolded: Vec<u8> = plain.iter().copied().filter(|b| !matches!(b, b'\r' | b'\n')).collect();
            out.push_str(&bytes_to_text(&unfolded, None));
        }
    }
    flush(&mut held, &mut out);
    out.trim().replace('\t', " ")
}

/// `=?charset?B?text?=` at the start.
fn encoded_word(text: &[u8]) -> Option<(&'static Encoding, Vec<u8>, &[u8])> {
    let inner = text.strip_prefix(b"=?")?;
    let near = inner.get(..WORD).unwrap_or(inner);
    let mut pieces = near.splitn(3, |b| *b == b'?');
    let (charset, how, rest) = (pieces.next()?, pieces.next()?, pieces.next()?);
    let end = memchr::memmem::find(rest, b"?=")?;
    let body = rest.get(..end)?;
    let after = inner.get(charset.len() + how.len() + end + 4..)?;
    let charset = charset.split(|b| *b == b'*').next().unwrap_or(charset);
    let encoding = Encoding::for_label(charset)?;
    let bytes = match how {
        b"B" | b"b" => base64(body),
        b"Q" | b"q" => quoted_printable(body, true),
        _ => return None,
    };
    Some((encoding, bytes, after))
}

/// Bytes in a declared encoding; without one UTF-8, else what Chinese programs write.
fn bytes_to_text(bytes: &[u8], declared: Option<&'static Encoding>) -> String {
    match (declared, std::str::from_utf8(bytes)) {
        (Some(encoding), _) if encoding != encoding_rs::UTF_8 => {
            encoding.decode_without_bom_handling(bytes).0.into_owned()
        }
        (_, Ok(text)) => text.to_owned(),
        _ => GB18030.decode_without_bom_handling(bytes).0.into_owned(),
    }
}
