//! Which files a path names: the file itself, or the documents of a folder, in stable order.

use std::path::{Path, PathBuf};

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

/// What a path came to.
#[derive(Debug, Default)]
pub struct Found {
    /// Documents, in order.
    pub files: Vec<PathBuf>,
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
                        "目录里没有可读的文档：请放入 .docx .xlsx .xls .html .txt 等文件",
                        "no documents in this folder: put .docx, .xlsx, .xls, .html, .txt files there",
                    ),
                ));
            }
        } else {
            found.files.push(path.clone());
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
            found.files.push(path);
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
