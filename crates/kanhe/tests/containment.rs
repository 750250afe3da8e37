//! A document that brings its reader down costs that document, and no other.
//!
//! Canaries make a worker fail in every way a reader could; programs built for release do not know them.
#![cfg(debug_assertions)]
#![allow(clippy::expect_used)] // a test stops where its own fixture fails

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn scratch(name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("containment").join(name);
    let _ = std::fs::remove_dir_all(&dir);
    std::fs::create_dir_all(&dir).expect("a scratch folder");
    dir
}

/// Three good documents, and among them one that does what it says.
fn folder(song: &str) -> PathBuf {
    let dir = scratch(song);
    for name in ["1.docx", "3.docx", "4.docx"] {
        let report = Path::new(env!("CARGO_MANIFEST_DIR")).join("demo/report.docx");
        std::fs::copy(report, dir.join(name)).expect("a copy");
    }
    std::fs::write(dir.join("2.docx"), format!("canary: {song}")).expect("a canary");
    dir
}

fn check(dir: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kanhe"))
        .arg("check")
        .arg(dir)
        .args(["--format", "json", "--jobs", "1", "--lang", "en"])
        .args(arguments)
        .env("KANHE_TEST_CANARIES", "1")
        .env_remove("KANHE_POLICY")
        .output()
        .expect("the program starts")
}

/// The three others are checked, the canary is named with the reason, and the exit code says that one is missing.
fn costs_only_itself(song: &str, arguments: &[&str], reason: &str) {
    let dir = folder(song);
    let output = check(&dir, arguments);
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(2), "{song}: {err}");
    let files: Vec<String> = out
        .lines()
        .map(|line| {
            let verdict: serde_json::Value = serde_json::from_str(line).expect("JSON");
            let file = verdict["file"].as_str().unwrap_or_default();
            Path::new(file).file_name().unwrap_or_default().to_string_lossy().into_owned()
        })
        .collect();
    assert_eq!(files, ["1.docx", "3.docx", "4.docx"], "{song}: {err}");
    let said: Vec<&str> = err.lines().filter(|line| line.starts_with("kanhe:")).collect();
    assert_eq!(said.len(), 1, "one line for one document: {err}");
    assert!(said[0].contains("2.docx") && said[0].contains(reason), "{song}: {err}");
}

#[test]
fn a_reader_that_panics_costs_its_document() {
    costs_only_itself("panic", &[], "not the file's fault");
}

#[test]
fn a_reader_that_aborts_costs_its_document() {
    costs_only_itself("abort", &[], "not the file's fault");
}

#[test]
fn a_reader_that_exits_costs_its_document() {
    costs_only_itself("exit", &[], "not the file's fault");
}

#[test]
fn a_reader_that_writes_nonsense_costs_its_document() {
    costs_only_itself("babble", &[], "not the file's fault");
}

#[test]
fn a_reader_that_overflows_its_stack_costs_its_document() {
    costs_only_itself("stack", &[], "nested too deeply");
}

#[test]
fn a_reader_that_never_comes_back_costs_its_document_and_no_more_time_than_allowed() {
    costs_only_itself("sleep", &["--timeout", "3"], "not done within 3 seconds");
}

#[test]
fn a_reader_that_turns_in_circles_costs_its_document() {
    costs_only_itself("spin", &["--timeout", "3"], "not done within 3 seconds");
}

#[cfg(target_os = "linux")]
#[test]
fn a_reader_that_eats_memory_costs_its_document_and_no_more_memory_than_allowed() {
    costs_only_itself("memory", &["--memory", "512"], "more than 512 MB of memory");
}
