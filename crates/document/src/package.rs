//! A zip package (.docx, .xlsx) under limits: parts by name, inflated no further than the limits allow.

use std::io::Cursor;

use zip::ZipArchive;
use zip::result::ZipError;

use crate::{Limits, Measure, ReadError, inflate};

/// An opened package. Part names are matched without regard to case, a leading `/` or the slash's direction.
pub(crate) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    names: Vec<(String, usize)>,
    limits: &'a Limits,
    inflated: u64,
}

impl<'a> Package<'a> {
    /// Opens the package and reads its directory.
    pub(crate) fn open(bytes: &'a [u8], limits: &'a Limits) -> Result<Self, ReadError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| broken("", &e))?;
        if archive.len() > limits.zip_entries {
            return Err(ReadError::too_large(Measure::ZipEntries, limits.zip_entries as u64, ""));
        }
        let mut names: Vec<(String, usize)> =
            archive.file_names_raw().enumerate().map(|(i, n)| (canonical(&String::from_utf8_lossy(n)), i)).collect();
        names.sort();
        Ok(Self { archive, names, limits, inflated: 0 })
    }

    /// Part names, in canonical form (lower case, `/`), sorted.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|(n, _)| n.as_str())
    }

    /// A part's bytes; `None` if there is no such part.
    ///
    /// # Errors
    /// If the part is encrypted, broken, or inflates beyond the limits.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let wanted = canonical(name);
        let Ok(at) = self.names.binary_search_by(|(n, _)| n.as_str().cmp(&wanted)) else { return Ok(None) };
        let Some(&(_, index)) = self.names.get(at) else { return Ok(None) };
        let limits = self.limits;
        let file = self.archive.by_index(index).map_err(|e| broken(name, &e))?;
        let room = limits.inflated_bytes.saturating_sub(self.inflated);
        let sizes = (file.compressed_size(), file.size());
        let measure = (Measure::InflatedBytes, limits.inflated_bytes);
        let bytes = inflate::read_all(file, sizes, room, measure, name, limits)?;
        self.inflated += bytes.len() as u64;
        Ok(Some(bytes))
    }

    /// Whether any part is encrypted (a zip with a password).
    pub(crate) fn is_encrypted(&mut self) -> bool {
        (0..self.archive.len().min(64)).any(|i| self.archive.by_index_raw(i).is_ok_and(|f| f.encrypted()))
    }
}

/// A part name for comparison.
fn canonical(name: &str) -> String {
    name.trim_start_matches(['/', '\\']).chars().map(|c| if c == '\\' { '/' } else { c.to_ascii_lowercase() }).collect()
}

/// What is wrong with a package, in our words.
pub(crate) fn broken(part: &str, error: &ZipError) -> ReadError {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => ReadError::Encrypted,
        ZipError::CompressionMethodNotSupported(_) => ReadError::damaged(
            part,
            "使用了不支持的压缩方式",
            "it uses a compression method that office files do not use",
        ),
        _ => ReadError::damaged(
            part,
            "压缩包不完整或目录出错，可能没有下载完",
            format!("the package is incomplete or its directory is wrong, perhaps a broken download ({error})"),
        ),
    }
}
