//! What a file is, told by its content alone: names and endings lie.

use crate::compound::{self, Compound};
use crate::package::Package;
use crate::{Foreign, Format, Limits, ReadError, mht};

/// What a file turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sniffed {
    /// No bytes.
    Empty,
    /// A format that [`read`](crate::read) reads.
    Known(Format),
    /// A known format that is not read.
    Foreign(Foreign),
    /// A picture.
    Picture(&'static str),
    /// Encrypted.
    Encrypted,
    /// Starts like a zip package or a compound file, and its directory cannot be read.
    BrokenPackage,
    /// Nothing known.
    Binary,
}

/// Recognises a file by its content.
pub fn sniff(bytes: &[u8]) -> Sniffed {
    magic(bytes).unwrap_or_else(|| match crate::encoding::decode(bytes, None) {
        Ok(decoded) => text(&decoded.text),
        Err(_) => Sniffed::Binary,
    })
}

/// Formats told by their first bytes; `None` for what is text, or may be.
pub(crate) fn magic(bytes: &[u8]) -> Option<Sniffed> {
    if bytes.is_empty() {
        return Some(Sniffed::Empty);
    }
    if is_zip(bytes) {
        return Some(package(bytes));
    }
    if bytes.starts_with(&compound::MAGIC) {
        return Some(compound_file(bytes));
    }
    if bytes.starts_with(b"{\\rtf") {
        return Some(Sniffed::Known(Format::Rtf));
    }
    if let Some(kind) = picture(bytes) {
        return Some(Sniffed::Picture(kind));
    }
    let start = bytes.get(..1024).unwrap_or(bytes);
    if start.windows(5).any(|w| w == b"%PDF-") && !start.starts_with(b"<") {
        return Some(Sniffed::Known(Format::Pdf));
    }
    let foreign = if bytes.starts_with(b"Rar!\x1a\x07") {
        Some(Foreign::Archive("RAR"))
    } else if bytes.starts_with(b"7z\xbc\xaf\x27\x1c") {
        Some(Foreign::Archive("7-Zip"))
    } else if bytes.starts_with(&[0x1f, 0x8b, 8]) {
        Some(Foreign::Archive("gzip"))
    } else if bytes.get(257..262) == Some(b"ustar") {
        Some(Foreign::Archive("tar"))
    } else if bytes.starts_with(b"\x7fELF") || (bytes.starts_with(b"MZ") && start.contains(&0)) {
        Some(Foreign::Program)
    } else if is_biff(bytes) {
        Some(Foreign::OldExcel)
    } else if mht::is_message(bytes) {
        return Some(Sniffed::Known(Format::Mht));
    } else {
        None
    };
    if let Some(foreign) = foreign {
        return Some(Sniffed::Foreign(foreign));
    }
    looks_binary(bytes).then_some(Sniffed::Binary)
}

/// Excel 2–4 streams, which stand in no compound file.
fn is_biff(bytes: &[u8]) -> bool {
    matches!(bytes, [0x09, 0x00 | 0x02 | 0x04, 0x04 | 0x06 | 0x08, 0x00, ..])
}

/// Control characters that no text holds, and that are not halves of UTF-16 characters.
fn looks_binary(bytes: &[u8]) -> bool {
    let sample = bytes.get(..1 << 16).unwrap_or(bytes);
    if sample.starts_with(&[0xff, 0xfe]) || sample.starts_with(&[0xfe, 0xff]) {
        return false;
    }
    let zeros = sample.iter().filter(|b| **b == 0).count();
    let controls = sample.iter().filter(|b| matches!(b, 1..=8 | 0x0e..=0x19 | 0x1c..=0x1f | 0x7f)).count();
    (zeros * 100 > sample.len() || controls * 50 > sample.len()) && !crate::encoding::is_utf16(bytes)
}

fn picture(bytes: &[u8]) -> Option<&'static str> {
    let is = |magic: &[u8]| bytes.starts_with(magic);
    let riff_webp = is(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
    let heif = bytes.get(4..8) == Some(b"ftyp")
        && matches!(bytes.get(8..12), Some(b"heic" | b"heix" | b"mif1" | b"msf1" | b"avif"));
    Some(match () {
        () if is(&[0xff, 0xd8, 0xff]) => "JPEG",
        () if is(b"\x89PNG\r\n\x1a\n") => "PNG",
        () if is(b"GIF87a") || is(b"GIF89a") => "GIF",
        () if is(b"BM") && bytes.len() > 26 && bytes.get(6..10) == Some(&[0; 4]) => "BMP",
        () if is(b"II*\0") || is(b"MM\0*") => "TIFF",
        () if riff_webp => "WebP",
        () if heif => "HEIF",
        () if is(b"AT&TFORM") => "DjVu",
        () => return None,
    })
}

/// Whether a file starts as zip packages do.
pub(crate) fn is_zip(start: &[u8]) -> bool {
    start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06") || start.starts_with(b"PK\x07\x08")
}

fn package(bytes: &[u8]) -> Sniffed {
    let limits = Limits::default();
    let mut package = match Package::open(bytes, &limits) {
        Ok(package) => package,
        Err(ReadError::Encrypted) => return Sniffed::Encrypted,
        Err(ReadError::TooLarge { .. }) => return Sniffed::Foreign(Foreign::Zip),
        Err(_) => return Sniffed::BrokenPackage,
    };
    let kind = parts(|wanted| package.names().any(wanted)).unwrap_or(Sniffed::Foreign(Foreign::Zip));
    if package.is_encrypted() {
        return Sniffed::Encrypted;
    }
    if kind == Sniffed::Foreign(Foreign::OpenDocument) {
        return open_document(&mut package);
    }
    if kind != Sniffed::Foreign(Foreign::Zip) {
        return kind;
    }
    // Parts may have other names; the content types tell.
    let types = package.part("[Content_Types].xml").ok().flatten().unwrap_or_default();
    let types = String::from_utf8_lossy(&types);
    if types.contains("wordprocessingml.document.main+xml") {
        Sniffed::Known(Format::Docx)
    } else if types.contains("spreadsheetml.sheet.main+xml") {
        Sniffed::Known(Format::Xlsx)
    } else {
        kind
    }
}

/// The office format of a package, told by its parts' names (in lower case); `None` if they are those of no format.
pub(crate) fn parts(has: impl Fn(&dyn Fn(&str) -> bool) -> bool) -> Option<Sniffed> {
    Some(if has(&|n| n.starts_with("word/document") && n.ends_with(".xml")) {
        Sniffed::Known(Format::Docx)
    } else if has(&|n| n.starts_with("xl/workbook") && n.ends_with(".xml")) {
        Sniffed::Known(Format::Xlsx)
    } else if has(&|n| n == "xl/workbook.bin") {
        Sniffed::Foreign(Foreign::Xlsb)
    } else if has(&|n| n.starts_with("ppt/")) {
        Sniffed::Foreign(Foreign::Slides)
    } else if has(&|n| n == "ofd.xml") {
        Sniffed::Foreign(Foreign::Ofd)
    } else if has(&|n| n == "content.xml") {
        Sniffed::Foreign(Foreign::OpenDocument)
    } else {
        return None;
    })
}

/// An OpenDocument package: told by its type, which stands in a part of its own.
fn open_document(package: &mut Package<'_>) -> Sniffed {
    let mut has = |part: &str, word: &[u8]| {
        let bytes = package.part(part).ok().flatten().unwrap_or_default();
        memchr::memmem::find(&bytes, word).is_some()
    };
    if has("META-INF/manifest.xml", b"encryption-data") {
        return Sniffed::Encrypted;
    }
    if has("mimetype", b"opendocument.spreadsheet") {
        return Sniffed::Known(Format::Ods);
    }
    Sniffed::Foreign(Foreign::OpenDocument)
}

/// An OLE compound file: told by what stands directly below its root, as embedded files bring their own streams.
fn compound_file(bytes: &[u8]) -> Sniffed {
    let Some(file) = Compound::open(bytes) else { return Sniffed::BrokenPackage };
    let has = |names: &[&str]| file.entries().iter().any(|e| names.iter().any(|n| e.name.eq_ignore_ascii_case(n)));
    match () {
        () if has(&["EncryptedPackage"]) => Sniffed::Encrypted,
        () if has(&[crate::doc::MAIN]) => Sniffed::Known(Format::Doc),
        () if has(&["Workbook", "Book"]) => Sniffed::Known(Format::Xls),
        () if has(&["PowerPoint Document"]) => Sniffed::Foreign(Foreign::Slides),
        () if has(&["MatOST", "WpsContent", "EtWorkbook"]) => Sniffed::Foreign(Foreign::Wps),
        () => Sniffed::Foreign(Foreign::Ole),
    }
}

/// Tells HTML and XML from plain text.
pub(crate) fn text(text: &str) -> Sniffed {
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    if rest.is_empty() {
        return Sniffed::Empty;
    }
    let mut xml = false;
    while let Some(after) = rest.strip_prefix('<') {
        let skipped = if after.starts_with("!--") {
            rest.split_once("-->").map(|(_, r)| r)
        } else if after.starts_with('?') {
            xml |= after.get(1..4).is_some_and(|p| p.eq_ignore_ascii_case("xml"));
            rest.split_once('>').map(|(_, r)| r)
        } else if after.get(..8).is_some_and(|p| p.eq_ignore_ascii_case("!doctype")) {
            if after.get(8..).unwrap_or_default().trim_start().get(..4).is_some_and(|n| n.eq_ignore_ascii_case("html"))
            {
                return Sniffed::Known(Format::Html);
            }
            rest.split_once('>').map(|(_, r)| r)
        } else if after.starts_with("![") {
            rest.split_once('>').map(|(_, r)| r)
        } else {
            break;
        };
        rest = skipped.unwrap_or_default().trim_start();
    }
    let head: String = rest.chars().take(4096).collect::<String>().to_ascii_lowercase();
    let name: String = head
        .strip_prefix('<')
        .unwrap_or_default()
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || *c == ':')
        .collect();
    if HTML_TAGS.contains(&name.as_str()) {
        return Sniffed::Known(Format::Html);
    }
    if xml || name.contains(':') {
        if head.contains("schemas.microsoft.com/office/word/2003/wordml") {
            return Sniffed::Known(Format::WordXml);
        }
        if head.contains("schemas.microsoft.com/office/2006/xmlpackage") {
            return Sniffed::Known(Format::PackageXml);
        }
        let foreign = if head.contains("schemas-microsoft-com:office") || head.contains("schemas.microsoft.com/office")
        {
            Foreign::OfficeXml
        } else if head.contains("opendocument") {
            Foreign::OpenDocument
        } else if head.contains("<html") {
            return Sniffed::Known(Format::Html);
        } else {
            Foreign::Xml
        };
        return Sniffed::Foreign(foreign);
    }
    // A page with a stray line of text in front of its first tag.
    let page = ["<html", "<body", "<table", "<!doctype html"].iter().any(|t| head.contains(t))
        && ["</", "<td", "<p>", "<br"].iter().any(|t| head.contains(t));
    Sniffed::Known(if page { Format::Html } else { Format::Txt })
}

/// Elements that a page or a piece of one may start with.
const HTML_TAGS: &[&str] = &[
    "html",
    "head",
    "body",
    "meta",
    "title",
    "link",
    "script",
    "style",
    "base",
    "table",
    "thead",
    "tbody",
    "tr",
    "td",
    "th",
    "caption",
    "colgroup",
    "col",
    "div",
    "p",
    "span",
    "center",
    "font",
    "b",
    "strong",
    "i",
    "em",
    "u",
    "a",
    "br",
    "hr",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "dl",
    "form",
    "img",
    "iframe",
    "frameset",
    "section",
    "article",
    "main",
    "header",
    "nav",
    "footer",
    "aside",
    "pre",
    "blockquote",
    "input",
    "o:p",
    "figure",
    "noscript",
];
