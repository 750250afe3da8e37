//! The files of a policy folder: which belong to it, in which order, and their hash. Used by the build script too.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

use sha2::{Digest, Sha256};

/// Path below the folder, with `/`, to the file's text; sorted by path.
pub(crate) type Files = BTreeMap<String, String>;

/// Deepest folder that is looked into, and the largest file and number of files that are read: far above any real
/// policy folder, far below what would hurt.
const DEEPEST: usize = 12;
const LARGEST: u64 = 4 << 20;
const MOST: usize = 5000;

/// A file or folder that could not be read.
#[derive(Debug)]
pub(crate) struct FileError {
    /// Which.
    pub path: PathBuf,
    /// Why.
    pub error: io::Error,
}

/// Reads every `.toml` file below `root`. Hidden files and folders do not belong to it.
pub(crate) fn read_folder(root: &Path) -> Result<Files, FileError> {
    let mut files = Files::new();
    walk(root, "", 0, &mut files)?;
    Ok(files)
}

fn walk(folder: &Path, prefix: &str, depth: usize, files: &mut Files) -> Result<(), FileError> {
    let failed = |path: &Path, error| FileError { path: path.to_owned(), error };
    if depth > DEEPEST {
        return Err(failed(folder, io::Error::other("folders nested too deeply")));
    }
    for entry in fs::read_dir(folder).map_err(|e| failed(folder, e))? {
        let path = entry.map_err(|e| failed(folder, e))?.path();
        let Some(name) = path.file_name().and_then(|n| n.to_str()) else { continue };
        if name.starts_with('.') {
            continue;
        }
        let below = format!("{prefix}{name}");
        let meta = fs::metadata(&path).map_err(|e| failed(&path, e))?;
        if meta.is_dir() {
            walk(&path, &format!("{below}/"), depth + 1, files)?;
        } else if meta.is_file() && name.ends_with(".toml") {
            if meta.len() > LARGEST || files.len() >= MOST {
                return Err(failed(&path, io::Error::other("too large for a policy file, or too many files")));
            }
            let text = fs::read_to_string(&path).map_err(|e| failed(&path, e))?;
            files.insert(below, text);
        }
    }
    Ok(())
}

/// SHA-256 over all paths and texts, as hexadecimal digits. Line ends count as LF, so that a checkout on Windows has
/// the same hash.
pub(crate) fn hash(files: &Files) -> String {
    let mut sha = Sha256::new();
    for (path, text) in files {
        let text = text.replace("\r\n", "\n");
        sha.update(path.as_bytes());
        sha.update([0]);
        sha.update((text.len() as u64).to_be_bytes());
        sha.update(text.as_bytes());
    }
    sha.finalize().iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
