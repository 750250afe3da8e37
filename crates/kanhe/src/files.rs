//! Which documents a path names: the file itself, those of a folder or an archive, in stable order.

use std::path::{Path, PathBuf};

use kanhe_document::container::{is_document, may_hold_documents};
use kanhe_report::Wording;

use crate::archives::{self, STDIN};

/// Folders inside folders are followed to this depth.
const DEPTH: usize = 32;
/// At most so many documents in one run.
const COUNT: usize = 1_000_000;

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

/// Collects the documents that the paths name. An archive or mail stands for the documents inside it, `-` for what
/// comes on standard input.
pub fn collect(paths: &[PathBuf]) -> Found {
    let mut found = Found::default();
    for path in paths {
        let before = (found.files.len(), found.failures.len());
        if path.is_dir() {
            found.folder = true;
            walk(path, DEPTH, &mut found);
            if before == (found.files.len(), found.failures.len()) {
                found.failures.push((
                    path.clone(),
                    Wording::new(
                        "目录里没有可读的文档：请放入 .docx .doc .xlsx .xls .pdf .html .txt 等文件，或它们的 .zip 压缩包",
                        "no documents in this folder: put .docx .doc .xlsx .xls .pdf .html .txt files there, or a .zip of them",
                    ),
                ));
            }
        } else if path.as_os_str() == STDIN || path.is_file() {
            look_into(path, &mut found);
            found.folder |= found.files.len() > before.0 + 1;
        } else {
            found.files.push(path.clone());
        }
    }
    found
}

/// A file that may be an archive: its documents, or the file itself.
fn look_into(path: &Path, found: &mut Found) {
    match archives::documents(path) {
        Ok(None) => found.files.push(path.to_owned()),
        Ok(Some(inside)) if inside.is_empty() => found.failures.push((
            path.to_owned(),
            Wording::new(
                "压缩包里没有可读的文档：里面要有 .docx .xlsx .html .txt 等文件",
                "no documents in this archive: it should hold .docx, .xlsx, .html or .txt files",
            ),
        )),
        Ok(Some(inside)) => found.files.extend(inside.into_iter().take(COUNT.saturating_sub(found.files.len()))),
        Err(words) => found.failures.push((path.to_owned(), words)),
    }
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
        let Ok(kind) = std::fs::symlink_metadata(&path) else { continue };
        if kind.is_dir() {
            if depth > 0 && !name.starts_with('.') && name != "__MACOSX" {
                walk(&path, depth - 1, found);
            }
        } else if is_document(&name) && path.is_file() && found.files.len() < COUNT {
            if may_hold_documents(&name) {
                look_into(&path, found);
            } else {
                found.files.push(path);
            }
        }
    }
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

/// A file beyond the limit in words, with the way out.
pub fn too_large(limit: u64) -> Wording {
    let mib = limit / (1024 * 1024);
    Wording::new(
        format!("文件超过 {mib} MB：请删去图片后另存，或拆开成几份"),
        format!("larger than {mib} MB: save it without pictures, or in parts"),
    )
}
