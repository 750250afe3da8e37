//! Containers of documents: zip archives, gzip files, mails with documents attached, and these inside an archive
//! (one level). Documents are listed by name when a container is opened, and taken out one at a time.
//!
//! Nothing is ever written: a name is only shown, and [made harmless](Container::names) before.

mod listing;
mod names;
mod packed;

use std::collections::HashMap;
use std::io::{Cursor, Read, Seek, SeekFrom};

use zip::ZipArchive;

use crate::mht::{self, mime};
use crate::package::broken;
use crate::{Limits, Measure, ReadError, sniff};
use listing::Tally;
use packed::How;

pub use names::{is_document, may_hold_documents};
pub use packed::Packed;

/// Containers inside a container that are kept open, for their documents are asked for in order.
const OPEN: usize = 4;

/// An opened container.
pub struct Container<R> {
    body: Body<R>,
    entries: Vec<Entry>,
    by_name: HashMap<String, usize>,
    /// Containers inside this one that were opened last, by the entry that each is.
    inner: Vec<(usize, Container<Cursor<Vec<u8>>>)>,
    limits: Limits,
}

enum Body<R> {
    Zip(ZipArchive<listing::Metered<R>>),
    Gzip(Vec<u8>),
    Mail(Vec<u8>, mime::Message),
}

/// A document of a container.
struct Entry {
    name: String,
    /// Zip entry or part of the mail.
    at: usize,
    /// The document of the container that the entry itself is.
    within: Option<usize>,
}

impl<R: Read + Seek> Container<R> {
    /// Opens a container by its content; `None` if it is none (a document, or anything else). `name` is the file's
    /// own, which a gzip file's document takes.
    ///
    /// # Errors
    /// If it is damaged, made to exhaust memory, or holds more than the limits allow.
    pub fn open(reader: R, name: &str, limits: &Limits) -> Result<Option<Self>, ReadError> {
        Self::open_in(reader, name, limits, &mut Tally::new(limits), true)
    }

    /// The documents' names: relative paths without `..`, in the order of the archive, each once. A document of an
    /// archive inside the archive is `inner.zip/report.docx`.
    pub fn names(&self) -> impl ExactSizeIterator<Item = &str> {
        self.entries.iter().map(|e| e.name.as_str())
    }

    /// Takes a document out, still packed; `None` if there is none of that name.
    ///
    /// # Errors
    /// If it is encrypted, damaged or too large.
    pub fn take(&mut self, name: &str) -> Option<Result<Packed, ReadError>> {
        let entry = self.entries.get(*self.by_name.get(name)?)?;
        let (at, within) = (entry.at, entry.within);
        Some(match within {
            None => self.packed(at, name),
            Some(inner) => self.packed_within(at, inner, name),
        })
    }

    fn open_in(
        mut reader: R,
        name: &str,
        limits: &Limits,
        tally: &mut Tally<'_>,
        outermost: bool,
    ) -> Result<Option<Self>, ReadError> {
        let size = reader.seek(SeekFrom::End(0)).map_err(unreadable)?;
        let start = listing::start(&mut reader)?;
        let body = if sniff::is_zip(&start) {
            check_size(size, Measure::ContainerBytes, limits.container_bytes)?;
            match listing::archive(reader, size, limits, tally)? {
                Some(archive) => Body::Zip(archive),
                None => return Ok(None),
            }
        } else if start.starts_with(&[0x1f, 0x8b, 8]) {
            check_size(size, Measure::FileBytes, limits.file_bytes)?;
            Body::Gzip(listing::whole(reader, size)?)
        } else if mht::is_message(&start) && size <= limits.file_bytes {
            let bytes = listing::whole(reader, size)?;
            let message = mime::parse(&bytes, limits)?;
            Body::Mail(bytes, message)
        } else {
            return Ok(None);
        };
        let listed = listing::list(&body, name);
        if matches!(body, Body::Mail(..)) && listed.is_empty() {
            return Ok(None);
        }
        tally.entries(listed.len())?;
        let mut container =
            Self { body, entries: vec![], by_name: HashMap::new(), inner: vec![], limits: limits.clone() };
        let mut unique = names::Unique::default();
        for (at, name) in listed {
            let inner = (outermost && may_hold_documents(&name)).then(|| container.look_into(at, &name, tally));
            match inner.transpose()?.flatten() {
                Some(inside) => container.entries.extend(inside.into_iter().enumerate().map(|(within, document)| {
                    Entry { name: unique.name(format!("{name}/{document}")), at, within: Some(within) }
                })),
                None => container.entries.push(Entry { name: unique.name(name), at, within: None }),
            }
        }
        container.by_name = container.entries.iter().enumerate().map(|(i, e)| (e.name.clone(), i)).collect();
        Ok(Some(container))
    }

    /// The names in a container inside this one. `None` where there is nothing to be had from it: reading it as a
    /// document then says why.
    fn look_into(&mut self, at: usize, name: &str, tally: &mut Tally<'_>) -> Result<Option<Vec<String>>, ReadError> {
        let limits = self.limits.clone();
        let Ok(bytes) = self.packed(at, name).and_then(|p| p.unpack(&limits)) else { return Ok(None) };
        let inner = Container::open_in(Cursor::new(bytes), name, &limits, tally, false);
        match inner {
            Ok(Some(inner)) if !inner.entries.is_empty() => {
                Ok(Some(inner.entries.into_iter().map(|e| e.name).collect()))
            }
            // The sums over the whole were exceeded: that is the whole's fault, not this entry's.
            Err(error) if tally.exceeded() => Err(error),
            _ => Ok(None),
        }
    }

    fn packed(&mut self, at: usize, name: &str) -> Result<Packed, ReadError> {
        let name = name.to_owned();
        match &mut self.body {
            Body::Gzip(bytes) => Ok(Packed { name, bytes: bytes.clone(), how: How::Gzip }),
            Body::Mail(bytes, message) => {
                let content = message.parts.get(at).map(|part| part.content(bytes)).unwrap_or_default();
                Ok(Packed { name, bytes: content, how: How::Plain })
            }
            Body::Zip(archive) => {
                let file = archive.by_index_raw(at).map_err(|e| broken(&name, &e))?;
                if file.encrypted() {
                    return Err(ReadError::EncryptedEntry);
                }
                check_size(file.compressed_size(), Measure::FileBytes, self.limits.file_bytes)?;
                let how = How::Zip { method: file.compression(), size: file.size(), crc: file.crc32() };
                let mut bytes = Vec::new();
                let mut file = file;
                file.read_to_end(&mut bytes).map_err(unreadable)?;
                Ok(Packed { name, bytes, how })
            }
        }
    }

    /// A document of a container inside this one, which is opened if it is not open still.
    fn packed_within(&mut self, at: usize, within: usize, name: &str) -> Result<Packed, ReadError> {
        let held = self.inner.iter().position(|(entry, _)| *entry == at);
        let mut inner = match held {
            Some(index) => self.inner.remove(index).1,
            None => {
                let limits = self.limits.clone();
                let bytes = self.packed(at, name)?.unpack(&limits)?;
                let opened = Container::open_in(Cursor::new(bytes), name, &limits, &mut Tally::new(&limits), false)?;
                opened.ok_or(ReadError::NotADocument)?
            }
        };
        let packed = match inner.entries.get(within).map(|e| e.at) {
            Some(inside) => inner.packed(inside, name),
            None => Err(ReadError::NotADocument),
        };
        self.inner.truncate(OPEN - 1);
        self.inner.insert(0, (at, inner));
        packed
    }
}

fn check_size(size: u64, what: Measure, limit: u64) -> Result<(), ReadError> {
    if size > limit { Err(ReadError::too_large(what, limit, "")) } else { Ok(()) }
}

fn unreadable(error: std::io::Error) -> ReadError {
    ReadError::damaged("", format!("读取出错（{error}）"), format!("it cannot be read ({error})"))
}
