//! A package in one file (`pkg:package`), as Word saves it, put into a zip.

use std::io::{Cursor, Write};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::ReadError;

/// A package, and which program's.
pub(super) struct Zipped {
    pub(super) bytes: Vec<u8>,
    pub(super) is_workbook: bool,
}

/// Puts the parts that are XML into a zip; the others are pictures.
pub(super) fn zipped(text: &str) -> Result<Zipped, ReadError> {
    let mut parts: Vec<(String, &str)> = Vec::new();
    let mut reader = Reader::from_str(text);
    let mut name = String::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(element)) => match element.local_name().into_inner() {
                "part" => {
                    let mut attributes = element.attributes();
                    let named = attributes.with_checks(false).flatten().find(|a| a.key.into_inner().ends_with(":name"));
                    name = named.map(|a| a.value.trim_start_matches('/').to_owned()).unwrap_or_default();
                }
                "xmlData" => {
                    let end = element.name();
                    let Ok(span) = reader.read_to_end(end) else { break };
                    let content = usize::try_from(span.start).ok().zip(usize::try_from(span.end).ok());
                    let content = content.and_then(|(start, end)| text.get(start..end)).unwrap_or_default();
                    parts.push((std::mem::take(&mut name), content));
                }
                _ => {}
            },
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    let is_workbook = parts.iter().any(|(name, _)| name.starts_with("xl/"));
    Ok(Zipped { bytes: zip(&parts)?, is_workbook })
}

/// A zip of named parts, stored. A name that comes twice counts once.
pub(super) fn zip(parts: &[(String, &str)]) -> Result<Vec<u8>, ReadError> {
    let failed = |error: &dyn std::fmt::Display| {
        ReadError::damaged("", "里面的部件无法整理", format!("its parts cannot be put in order ({error})"))
    };
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut seen = std::collections::HashSet::new();
    for (name, content) in parts.iter().filter(|(name, _)| !name.is_empty() && seen.insert(name.as_str())) {
        zip.start_file(name.as_str(), options).map_err(|e| failed(&e))?;
        zip.write_all(content.as_bytes()).map_err(|e| failed(&e))?;
    }
    zip.finish().map(Cursor::into_inner).map_err(|e| failed(&e))
}
