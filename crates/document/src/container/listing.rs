//! What a container holds, before any of it is unpacked.

use std::io::{Error, Read, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::GzDecoder;
use zip::ZipArchive;
use zip::result::ZipError;

use super::{Body, check_size, names, unreadable};
use crate::package::broken;
use crate::{Limits, Measure, ReadError, mht, sniff};

/// Bytes of a zip's directory for each entry that is allowed.
const DIRECTORY: u64 = 512;
/// Bytes at the end of a zip in which its end record lies: the record, and the longest comment.
const END: u64 = 22 + 65_535 + 20;
/// Bytes in which a container's kind is looked for.
const START: u64 = 1 << 16;

/// Counts what a container and those inside it hold.
pub(super) struct Tally<'l> {
    limits: &'l Limits,
    entries: usize,
    inflated: u64,
    exceeded: bool,
}

impl<'l> Tally<'l> {
    pub(super) fn new(limits: &'l Limits) -> Self {
        Self { limits, entries: 0, inflated: 0, exceeded: false }
    }

    /// Whether a sum over the whole was exceeded.
    pub(super) fn exceeded(&self) -> bool {
        self.exceeded
    }

    pub(super) fn entries(&mut self, count: usize) -> Result<(), ReadError> {
        self.entries = self.entries.saturating_add(count);
        let limit = self.limits.container_entries;
        self.exceeded |= self.entries > limit;
        check_size(self.entries as u64, Measure::ContainerEntries, limit as u64)
    }

    fn inflated(&mut self, bytes: u64) -> Result<(), ReadError> {
        self.inflated = self.inflated.saturating_add(bytes);
        let limit = self.limits.container_inflated_bytes;
        self.exceeded |= self.inflated > limit;
        check_size(self.inflated, Measure::ContainerInflatedBytes, limit)
    }
}

/// A reader with a budget: a directory that claims millions of entries ends with the budget, not with the memory.
pub(super) struct Metered<R> {
    inner: R,
    left: Arc<AtomicU64>,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(buffer)?;
        let left = self.left.load(Ordering::Relaxed);
        let Some(rest) = left.checked_sub(read as u64) else { return Err(Error::other("directory too large")) };
        if left != u64::MAX {
            self.left.store(rest, Ordering::Relaxed);
        }
        Ok(read)
    }
}

impl<R: Seek> Seek for Metered<R> {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.inner.seek(to)
    }
}

/// The first bytes; the reader then stands at the start again.
pub(super) fn start(reader: &mut (impl Read + Seek)) -> Result<Vec<u8>, ReadError> {
    let mut start = Vec::new();
    reader.seek(SeekFrom::Start(0)).map_err(unreadable)?;
    reader.by_ref().take(START).read_to_end(&mut start).map_err(unreadable)?;
    reader.seek(SeekFrom::Start(0)).map_err(unreadable)?;
    Ok(start)
}

/// All bytes up to a size.
pub(super) fn whole(reader: impl Read, size: u64) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    reader.take(size).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(bytes)
}

/// Opens a zip archive; `None` if it is an office file's package. Refuses one whose entries overlap (they would
/// inflate the same bytes again and again), or would inflate to more than the limits allow in all.
pub(super) fn archive<R: Read + Seek>(
    mut reader: R,
    size: u64,
    limits: &Limits,
    tally: &mut Tally<'_>,
) -> Result<Option<ZipArchive<Metered<R>>>, ReadError> {
    // Without its end record, a long search through all of it would only show that the archive breaks off.
    reader.seek(SeekFrom::Start(size.saturating_sub(END))).map_err(unreadable)?;
    if memchr::memmem::rfind(&whole(&mut reader, END)?, b"PK\x05\x06").is_none() {
        return Err(broken("", &ZipError::InvalidArchive("no end record".into())));
    }
    let budget = DIRECTORY.saturating_mul(limits.container_entries as u64).saturating_add(START);
    let left = Arc::new(AtomicU64::new(budget));
    let too_many = || ReadError::too_large(Measure::ContainerEntries, limits.container_entries, "");
    let opened = ZipArchive::new(Metered { inner: reader, left: left.clone() });
    let archive = opened.map_err(|e| if left.load(Ordering::Relaxed) < START { too_many() } else { broken("", &e) })?;
    left.store(u64::MAX, Ordering::Relaxed);
    let part = |wanted: &dyn Fn(&str) -> bool| {
        archive.file_names_raw().any(|raw| std::str::from_utf8(raw).is_ok_and(|n| wanted(&n.to_ascii_lowercase())))
    };
    if sniff::parts(part).is_some() || part(&|n| n == "[content_types].xml") {
        return Ok(None);
    }
    if archive.len() > limits.container_entries {
        return Err(too_many());
    }
    let (mut packed, mut inflated) = (0_u64, 0_u64);
    for index in 0..archive.len() {
        let Ok(file) = archive.by_index_data(index) else { continue };
        packed = packed.saturating_add(file.compressed_size());
        inflated = inflated.saturating_add(file.size());
    }
    if packed > size {
        return Err(ReadError::Bomb { part: String::from("zip") });
    }
    tally.inflated(inflated)?;
    Ok(Some(archive))
}

/// The documents of a container: which entry, and its name.
pub(super) fn list<R: Read + Seek>(body: &Body<R>, own_name: &str) -> Vec<(usize, String)> {
    match body {
        Body::Gzip(bytes) => vec![(0, gzip_name(bytes, own_name))],
        Body::Mail(_, message) => message
            .parts
            .iter()
            .enumerate()
            .filter_map(|(index, part)| Some((index, names::harmless(mht::attachment(part)?))))
            .filter(|(_, name)| names::is_document(name))
            .collect(),
        Body::Zip(archive) => (0..archive.len())
            .filter_map(|index| {
                let file = archive.by_index_data(index).ok().filter(|f| !f.is_dir() && !f.is_symlink())?;
                Some((index, names::harmless(&names::decode(file.name_raw()))))
            })
            .filter(|(_, name)| names::is_document(name))
            .collect(),
    }
}

/// The name of a gzip file's document: the one stored in it, else the file's own without its ending.
fn gzip_name(bytes: &[u8], own_name: &str) -> String {
    let decoder = GzDecoder::new(bytes);
    let stored = decoder.header().and_then(|h| h.filename()).map(names::decode).unwrap_or_default();
    let own = own_name.rsplit(['/', '\\']).next().unwrap_or(own_name);
    let stored = if stored == own { String::new() } else { stored };
    let own = match own.rsplit_once('.') {
        Some((stem, ending)) if ending.eq_ignore_ascii_case("gz") => stem.to_owned(),
        Some((stem, ending)) if ending.eq_ignore_ascii_case("tgz") => format!("{stem}.tar"),
        _ => own.to_owned(),
    };
    let name = [stored, own].iter().map(|n| names::harmless(n)).find(|n| !n.is_empty());
    name.unwrap_or_else(|| "document".into())
}
