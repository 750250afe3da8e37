//! Web archives (`.mht`) and mails (`.eml`): the page that they hold, read as a page.

mod header;
pub(crate) mod mime;
mod pages;

use crate::encoding::{self, Decoded};
use crate::html::{self, Page};
use crate::model::{Document, Format, Gap};
use crate::{Limits, ReadError, txt};
use mime::{Message, Part};
use pages::{Addresses, Shown};

/// Whether bytes start like the header of a message: header lines only, and among them what it takes.
pub(crate) fn is_message(bytes: &[u8]) -> bool {
    let head = bytes.get(..HEADER).unwrap_or(bytes).trim_ascii_start();
    if header::field_name(head).is_none() {
        return false;
    }
    let (mut typed, mut from, mut sent) = (false, false, false);
    for (number, line) in head.split(|b| *b == b'\n').enumerate() {
        if line.trim_ascii().is_empty() || !header::is_header_line(line) {
            return number > 0 && (typed || from && sent);
        }
        let is = |name: &str| header::field_name(line).is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes()));
        typed |= is("content-type");
        from |= is("from");
        sent |= is("date") || is("message-id") || is("received");
    }
    typed || from && sent
}

/// Bytes in which a message's header is looked for.
const HEADER: usize = 1 << 16;

/// Reads the page or text that a message holds.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let message = mime::parse(bytes, limits)?;
    let mut gaps = Vec::new();
    if message.unclosed {
        gaps.push(Gap {
            place: "MIME".into(),
            zh: "文件没有正常结束，可能没有下载完，末尾的内容也许缺失".into(),
            en: "the file does not end as it should, perhaps a broken download; its end may be missing".into(),
        });
    }
    let mut document = match root(&message) {
        Some(root) => read_pages(bytes, &message, root, limits, &mut gaps)?,
        None => read_text(bytes, &message, limits, &mut gaps)?,
    };
    document.format = Format::Mht;
    document.title = document.title.or(message.subject);
    gaps.extend(message.parts.iter().filter_map(|part| {
        let name = attachment(part)?;
        Some(Gap {
            place: name.to_owned(),
            zh: format!("附件“{name}”不在正文里，未读"),
            en: format!("the attachment “{name}” is not part of the text and was not read"),
        })
    }));
    document.gaps.extend(gaps);
    Ok(document)
}

/// The part that the archive is about: the one that `start=` names, else its first page.
fn root(message: &Message) -> Option<usize> {
    let body = |part: &Part| part.is_page() && attachment(part).is_none();
    let named = message
        .start
        .as_ref()
        .and_then(|start| message.parts.iter().position(|p| p.id.as_ref() == Some(start) && body(p)));
    named.or_else(|| message.parts.iter().position(body))
}

/// The name of a part that is attached, and not shown in the page as its pictures are.
pub(crate) fn attachment(part: &Part) -> Option<&str> {
    let name = part.name.as_deref()?;
    let shown = ["text/", "image/"].iter().any(|kind| part.kind.starts_with(kind));
    let apart = !shown && part.id.is_none() && part.location.is_none();
    // Some programs name the whole path that the file had.
    (part.attached || apart).then(|| name.rsplit(['/', '\\']).next().unwrap_or(name))
}

fn read_pages(
    bytes: &[u8],
    message: &Message,
    root: usize,
    limits: &Limits,
    gaps: &mut Vec<Gap>,
) -> Result<Document, ReadError> {
    let page = page_text(bytes, message, root, gaps)?;
    let mut pages = Vec::new();
    for Shown { part, sheet } in Addresses::new(message).shown(root, &page) {
        let text = match part {
            Some(part) if part == root => page.clone(),
            Some(part) => page_text(bytes, message, part, gaps)?,
            None => {
                let name = sheet.unwrap_or_default();
                gaps.push(Gap {
                    place: name.clone(),
                    zh: format!("工作表“{name}”的内容不在文件里"),
                    en: format!("the content of the sheet “{name}” is not in the file"),
                });
                continue;
            }
        };
        let hidden = sheet.is_some() && pages::is_hidden(&text);
        pages.push(Page { text: text.into(), sheet, hidden });
    }
    html::read_pages(&pages, limits)
}

/// A page decoded by the character set of its part or its own.
fn page_text(bytes: &[u8], message: &Message, part: usize, gaps: &mut Vec<Gap>) -> Result<String, ReadError> {
    let Some(part) = message.parts.get(part) else { return Ok(String::new()) };
    let content = part.content(bytes);
    let Decoded { text, gap } = encoding::decode(&content, part.charset.as_deref())?;
    gaps.extend(gap);
    Ok(text.into_owned())
}

/// A mail without a page: its text.
fn read_text(bytes: &[u8], message: &Message, limits: &Limits, gaps: &mut Vec<Gap>) -> Result<Document, ReadError> {
    let text = message.parts.iter().find(|p| p.kind == "text/plain" && attachment(p).is_none());
    let content = text.map(|part| part.content(bytes)).unwrap_or_default();
    if content.trim_ascii().is_empty() {
        return Err(ReadError::Empty);
    }
    let Decoded { text, gap } = encoding::decode(&content, text.and_then(|p| p.charset.as_deref()))?;
    gaps.extend(gap);
    txt::read(&text, limits)
}
