//! `cargo xtask score FOLDER`: documents whose truth is known, held against what kanhe reads and finds.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::shell::{self, Done};
use crate::workspace::release;

/// Runs the scorer of a folder (`score.py` in it or above it, or the one given).
pub fn run(folder: &str, scorer: Option<&str>) -> Done {
    let folder = Path::new(folder);
    if !folder.is_dir() {
        return Err(format!("{} is no folder", folder.display()));
    }
    let nearby = [folder.join("score.py"), folder.join("../score.py")];
    let scorer: PathBuf = match scorer {
        Some(path) => PathBuf::from(path),
        None => nearby.into_iter().find(|p| p.is_file()).ok_or_else(|| {
            format!("no score.py in {} or above it: name one, cargo xtask score FOLDER SCORER", folder.display())
        })?,
    };
    let kanhe = release()?;
    shell::run(Command::new("python3").arg(scorer).arg(folder).arg("--kanhe").arg(kanhe))
}
