//! Replays the fuzzers' corpus: every file is an error or a sound document.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use std::io::Cursor;
use std::path::Path;

use common::{assert_sound, open};
use kanhe_document::container::Container;
use kanhe_document::{Limits, Sniffed, sniff};

#[test]
fn every_file_of_the_corpus_is_an_error_or_a_document() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus");
    let mut read = 0;
    for target in [
        "read_docx",
        "read_xlsx",
        "read_html",
        "read_txt",
        "read_xls",
        "read_ods",
        "read_rtf",
        "read_mht",
        "read_pdf",
        "sniff",
    ] {
        for entry in std::fs::read_dir(corpus.join(target)).unwrap() {
            let path = entry.unwrap().path();
            let bytes = std::fs::read(&path).unwrap();
            let sniffed = sniff(&bytes);
            match open(&bytes) {
                Ok(document) => {
                    assert_eq!(sniffed, Sniffed::Known(document.format), "{}", path.display());
                    assert_sound(&document);
                    read += 1;
                }
                Err(error) => assert!(!error.zh().is_empty() && !error.en().is_empty(), "{}", path.display()),
            }
        }
    }
    assert!(read > 10, "only {read} files of the corpus could be read");
}

#[test]
fn a_report_saved_as_rich_text_says_what_its_docx_says() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus");
    let [docx, rtf] = ["read_docx/report.docx", "read_rtf/report.rtf"]
        .map(|file| open(&std::fs::read(corpus.join(file)).unwrap()).unwrap());
    assert!(docx.paragraphs().any(|p| p.label.is_some()) && docx.tables().count() > 0);
    assert_eq!(docx.blocks, rtf.blocks);
}

#[test]
fn every_container_of_the_corpus_is_an_error_or_gives_its_documents() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus/container");
    let mut unpacked = 0;
    for entry in std::fs::read_dir(corpus).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        let Ok(Some(mut container)) = Container::open(Cursor::new(&bytes), "corpus", &Limits::default()) else {
            continue;
        };
        let names: Vec<String> = container.names().map(str::to_owned).collect();
        for name in names {
            unpacked += usize::from(container.take(&name).unwrap().and_then(|p| p.unpack(&Limits::default())).is_ok());
        }
    }
    assert!(unpacked > 5, "only {unpacked} documents came out of the corpus");
}
