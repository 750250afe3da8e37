//! Compiles the `policy/` folder into the binary.
//!
//! The files are parsed here, once, and embedded as compact JSON (one line a file) that meets the same typed
//! structures: in a release build all of it loads in about 2 ms, where reading and parsing the TOML files takes 8, and
//! a command should be done in thirty. The files' own texts are embedded too, so that the folder can be written out for
//! editing, and their hash is taken here, so that it is the same as the folder's.

#![allow(missing_docs)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, process};

#[path = "src/files.rs"]
mod files;

fn main() {
    if let Err(message) = compile() {
        println!("cargo::error={message}");
        process::exit(1);
    }
}

fn compile() -> Result<(), String> {
    let here = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or("CARGO_MANIFEST_DIR is not set")?);
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    let root = here.join("../../policy");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/files.rs");
    println!("cargo::rerun-if-changed={}", root.display());
    let files = files::read_folder(&root).map_err(|e| format!("{}: {}", e.path.display(), e.error))?;
    let mut lines = String::new();
    let mut texts = String::from("&[\n");
    for (path, text) in &files {
        let value: toml::Table = toml::from_str(text).map_err(|e| format!("policy/{path}: {e}").replace('\n', " "))?;
        let json = serde_json::to_string(&value).map_err(|e| format!("policy/{path}: {e}"))?;
        writeln!(lines, "{path}\t{json}").map_err(|e| e.to_string())?;
        let absolute = root.join(path);
        writeln!(texts, "    ({path:?}, include_str!({:?})),", absolute.display().to_string())
            .map_err(|e| e.to_string())?;
    }
    texts.push_str("]\n");
    write(&out.join("policy.jsonl"), &lines)?;
    write(&out.join("texts.rs"), &texts)?;
    write(&out.join("hash.txt"), &files::hash(&files))
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|e| format!("{}: {e}", path.display()))
}
