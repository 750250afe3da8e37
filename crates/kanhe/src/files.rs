//! Which files a path names: the file itself, or the documents of a folder, in stable order.

use std::io::Read;
use std::path::{Path, PathBuf};

use kanhe_document::Limits;
use kanhe_report::Wording;

/// Folders inside folders are followed to this depth.
const DEPTH: usize = 32;
/// At most so many documents in one run.
const COUNT: usize = 1_000_000;

/// Endings that office documents have; other files of a folder are passed over.
const ENDINGS: [&str; 21] = [
    "docx", "docm", "dotx", "doc", "dot", "wps", "xlsx", "xlsm", "xls", "et", "ods", "odt", "pdf", "ofd", "html",
    "htm", "xhtml", "mht", "mhtml", "txt", "rtf",
];

/// A document to be read: what it is called, and where its bytes come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Where it is, as the user would write it.
    pub path: PathBuf,
}

impl Input {
    /// As outputs name it.
    pub fn name(&self) -> String {
        self.path.to_string_lossy().into_owned()
    }

    /// Its size, where that can be told without reading it.
    pub fn size(&self) -> Option<u64> {
        std::fs::metadata(&self.path).ok().filter(std::fs::Metadata::is_file).map(|m| m.len())
    }

    /// All of it, if it is no larger than a document may be.
    pub fn bytes(&self) -> Result<Vec<u8>, Wording> {
        let limit = Limits::default().file_bytes;
        let file = std::fs::File::open(&self.path).map_err(|e| io_words(&e))?;
        // A pipe has no size, and a file may grow: what counts is what comes.
        let size = file.metadata().map_err(|e| io_words(&e))?.len();
        let mut bytes = Vec::with_capacity(usize::try_from(size.min(limit)).unwrap_or(0));
        file.take(limit + 1).read_to_end(&mut bytes).map_err(|e| io_words(&e))?;
        if u64::try_from(bytes.len()).is_ok_and(|n| n > limit) { Err(too_large(limit)) } else { Ok(bytes) }
    }
}

/// What a path came to.
#[derive(Debug, Default)]
pub struct Found {
    /// Documents, in order.
    pub files: Vec<Input>,
    /// Whether a folder was named (then output is JSON Lines, a summary, …).
    pub folder: bool,
    /// Paths that could not be looked into, with the reason.
    pub failures: Vec<(PathBuf, Wording)>,
}

/// Collects the documents that the paths name.
pub fn collect(paths: &[PathBuf]) -> Found {
    let mut found = Found::default();
    for path in paths {
        if path.is_dir() {
            found.folder = true;
            let before = (found.files.len(), found.failures.len());
            walk(path, DEPTH, &mut found);
            if before == (found.files.len(), found.failures.len()) {
                found.failures.push((
                    path.clone(),
                    Wording::new(
                        "目录里没有可读的文档：请放入 .docx .xlsx .html .txt 文件",
                        "no documents in this folder: put .docx .xlsx .html .txt files there",
                    ),
                ));
            }
        } else {
            found.files.push(Input { path: path.clone() });
        }
    }
    found
}

fn walk(dir: &Path, depth: usize, found: &mut Found) {
    let entries = match std::fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) => {
            found.failures.push((dir.to_owned(), io_words(&error)));
            return;
        }
    };
    let mut paths: Vec<PathBuf> = entries.filter_map(|e| e.ok().map(|e| e.path())).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        if name.starts_with('.') || name.starts_with("~$") {
            continue;
        }
        let Ok(kind) = std::fs::symlink_metadata(&path) else { continue };
        if kind.is_dir() {
            if depth > 0 {
                walk(&path, depth - 1, found);
            }
        } else if is_document(&path) && path.is_file() && found.files.len() < COUNT {
            found.files.push(Input { path });
        }
    }
}

fn is_document(path: &Path) -> bool {
    let ending = path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase());
    ending.is_some_and(|e| ENDINGS.contains(&e.as_str()))
}

/// An IO error in words, with the way out.
pub fn io_words(error: &std::io::Error) -> Wording {
    match error.kind() {
        std::io::ErrorKind::NotFound => Wording::new("找不到文件：请核对路径", "no such file: check the path"),
        std::io::ErrorKind::PermissionDenied => Wording::new(
            "没有读取权限：请检查文件权限，或复制一份再试",
            "no permission to read it: check its permissions, or copy it and try again",
        ),
        _ => Wording::new(format!("读取出错：{error}"), format!("cannot be read: {error}")),
    }
}

fn too_large(limit: u64) -> Wording {
    let mib = limit / (1024 * 1024);
    Wording::new(
        format!("文件超过 {mib} MB：请删去图片后另存，或拆开成几份"),
        format!("larger than {mib} MB: save it without pictures, or in parts"),
    )
}
