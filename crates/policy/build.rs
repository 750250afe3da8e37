//! Compiles the `policy/` folder into the binary.
//!
//! The files are parsed here, once, and embedded as compact JSON (one line a file) that meets the same typed
//! structures: all of it loads in less than a millisecond, where reading and parsing the TOML files takes 8. What only
//! `kanhe explain` shows stands apart on the line and is parsed when it is asked for. The files' own texts are embedded too, so that the folder can be written out for
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
        let mut value: toml::Table =
            toml::from_str(text).map_err(|e| format!("policy/{path}: {e}").replace('\n', " "))?;
        let explained = set_aside(path, &mut value);
        let json = |table: &toml::Table| serde_json::to_string(table).map_err(|e| format!("policy/{path}: {e}"));
        writeln!(lines, "{path}\t{}\t{}", json(&value)?, json(&explained)?).map_err(|e| e.to_string())?;
        let absolute = root.join(path);
        writeln!(texts, "    ({path:?}, include_str!({:?})),", absolute.display().to_string())
            .map_err(|e| e.to_string())?;
    }
    texts.push_str("]\n");
    write(&out.join("policy.jsonl"), &lines)?;
    write(&out.join("texts.rs"), &texts)?;
    write(&out.join("hash.txt"), &files::hash(&files))
}

/// Takes out of a check what only its reader needs: the explanation and the examples are more than half of all text.
fn set_aside(path: &str, file: &mut toml::Table) -> toml::Table {
    let mut aside = toml::Table::new();
    if !path.contains("/checks/") {
        return aside;
    }
    if let Some(examples) = file.remove("example") {
        aside.insert("example".into(), examples);
    }
    if let Some(explain) = file.get_mut("explain").and_then(toml::Value::as_table_mut) {
        aside.insert("explain".into(), explain.clone().into());
        explain.iter_mut().for_each(|(_, words)| *words = toml::Value::String(String::new()));
    }
    aside
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|e| format!("{}: {e}", path.display()))
}
