//! Bytes of an office file → [`Document`]: ordered paragraphs (with recovered numbering) and table grids
//! (merged cells resolved). One module a format; formats are recognised by content, never by name.

mod compound;
pub mod container;
mod doc;
mod docx;
mod encoding;
mod error;
mod grid;
mod html;
mod inflate;
mod limits;
mod mht;
mod model;
mod ods;
mod officexml;
mod package;
mod pdf;
mod rtf;
mod sniff;
mod txt;
mod word;
mod workbook;
mod xls;
mod xlsx;

pub use error::{Foreign, Measure, ReadError};
pub use limits::Limits;
pub use model::{Block, Cell, Document, Format, Gap, Paragraph, Table};
pub use sniff::{Sniffed, sniff};

/// Reads a document. The format is recognised by content ([`sniff()`]); the file's name plays no part.
///
/// # Errors
/// [`ReadError`] says what is wrong, where, why and what to do, in Chinese and English.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    if bytes.len() as u64 > limits.file_bytes {
        return Err(ReadError::too_large(Measure::FileBytes, limits.file_bytes, ""));
    }
    if let Some(sniffed) = sniff::magic(bytes) {
        return match sniffed {
            Sniffed::Known(Format::Doc) => doc::read(bytes, limits),
            Sniffed::Known(Format::Docx) => docx::read(bytes, limits),
            Sniffed::Known(Format::Xlsx) => xlsx::read(bytes, limits),
            Sniffed::Known(Format::Xls) => xls::read(bytes, limits),
            Sniffed::Known(Format::Ods) => ods::read(bytes, limits),
            Sniffed::Known(Format::Rtf) => rtf::read(bytes, limits),
            Sniffed::Known(Format::Pdf) => pdf::read(bytes, limits),
            Sniffed::Known(Format::Mht) => mht::read(bytes, limits),
            other => Err(refuse(other)),
        };
    }
    let decoded = encoding::decode(bytes, None)?;
    let mut document = match sniff::text(&decoded.text) {
        Sniffed::Known(Format::Html) => html::read(&decoded.text, limits)?,
        Sniffed::Known(format @ (Format::WordXml | Format::PackageXml)) => {
            officexml::read(&decoded.text, format, limits)?
        }
        Sniffed::Known(Format::Txt) => txt::read(&decoded.text, limits)?,
        other => return Err(refuse(other)),
    };
    document.gaps.extend(decoded.gap);
    Ok(document)
}

/// The error for what cannot be read.
fn refuse(sniffed: Sniffed) -> ReadError {
    match sniffed {
        Sniffed::Empty => ReadError::Empty,
        Sniffed::Foreign(foreign) => ReadError::Unsupported(foreign),
        Sniffed::Picture(kind) => ReadError::Picture { kind },
        Sniffed::Encrypted => ReadError::Encrypted,
        Sniffed::BrokenPackage => ReadError::damaged(
            "",
            "文件不完整或目录出错，可能没有下载完",
            "it is incomplete or its directory is wrong, perhaps a broken download",
        ),
        Sniffed::Known(_) | Sniffed::Binary => ReadError::NotADocument,
    }
}
