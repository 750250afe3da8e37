//! Replays the fuzzers' corpus: every file is an error or a sound document, for every target there is.
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "a test may panic")]

mod exercise;

use std::collections::BTreeMap;
use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

use kanhe_document::{Document, Format, Limits, ReadError, read};

/// The targets that other crates replay.
const ELSEWHERE: &[&str] = &["formula", "report"];

fn fuzz(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz").join(folder)
}

fn open(bytes: &[u8]) -> Result<Document, ReadError> {
    read(bytes, &Limits::default())
}

/// Files of a folder, by name.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// The targets of which a file lies in `fuzz/fuzz_targets`.
fn targets() -> Vec<String> {
    let name = |path: &PathBuf| path.file_stem().unwrap().to_str().unwrap().to_owned();
    files(&fuzz("fuzz_targets")).iter().map(name).filter(|n| !ELSEWHERE.contains(&n.as_str())).collect()
}

/// The files of a target's corpus that break what the target holds.
fn broken(target: &str) -> Vec<PathBuf> {
    let mut broken = files(&fuzz("corpus").join(target));
    assert!(!broken.is_empty(), "{target} has no corpus");
    broken.retain(|path| {
        let bytes = fs::read(path).unwrap();
        catch_unwind(|| exercise::run(target, &bytes).expect("what the target does is known")).is_err()
    });
    broken
}

#[test]
fn no_file_of_the_corpus_breaks_a_reader() {
    for target in targets().iter().filter(|t| *t != "canary") {
        assert_eq!(broken(target), [] as [PathBuf; 0]);
    }
}

#[test]
fn the_replay_notices_a_panic() {
    assert_eq!(broken("canary").len(), 1);
}

#[test]
fn every_format_is_in_the_corpus() {
    let mut read = BTreeMap::new();
    for target in targets() {
        for path in files(&fuzz("corpus").join(target)) {
            if let Ok(document) = open(&fs::read(path).unwrap()) {
                *read.entry(format!("{:?}", document.format)).or_insert(0) += 1;
            }
        }
    }
    let all = [
        Format::Doc,
        Format::Docx,
        Format::Xlsx,
        Format::Xls,
        Format::Ods,
        Format::Rtf,
        Format::Html,
        Format::Mht,
        Format::WordXml,
        Format::PackageXml,
        Format::Txt,
        Format::Pdf,
    ];
    for format in all {
        assert!(read.contains_key(&format!("{format:?}")), "no readable {format:?} among {read:?}");
    }
}

#[test]
fn every_target_is_in_the_manifest() {
    let manifest = fs::read_to_string(fuzz("Cargo.toml")).unwrap();
    for target in targets() {
        assert!(manifest.contains(&format!("name = \"{target}\"\npath = \"fuzz_targets/{target}.rs\"")), "{target}");
    }
}

#[test]
fn a_report_saved_as_rich_text_says_what_its_docx_says() {
    let corpus = fuzz("corpus");
    let [docx, rtf] = ["read_docx/report.docx", "read_rtf/report.rtf"]
        .map(|file| open(&fs::read(corpus.join(file)).unwrap()).unwrap());
    assert!(docx.paragraphs().any(|p| p.label.is_some()) && docx.tables().count() > 0);
    assert_eq!(docx.blocks, rtf.blocks);
}
