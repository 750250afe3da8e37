//! Office documents as one XML file. Each is put into the package that the same program would write today, and read
//! as that: Word 2003 XML after its names were brought up to date, and a package in one file (`pkg:package`) as it is.

mod package;
mod word;

use crate::model::Document;
use crate::{Format, Limits, ReadError, docx, xlsx};

/// Reads Word 2003 XML, or a package in one file.
pub(crate) fn read(text: &str, format: Format, limits: &Limits) -> Result<Document, ReadError> {
    let mut document = match format {
        Format::WordXml => docx::read(&word::package(text)?, limits)?,
        _ => {
            let package = package::zipped(text)?;
            if package.is_workbook { xlsx::read(&package.bytes, limits)? } else { docx::read(&package.bytes, limits)? }
        }
    };
    document.format = format;
    Ok(document)
}
