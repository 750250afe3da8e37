//! What the fuzz targets of `fuzz/` do with any bytes, and the replay of their corpus as well.

pub mod sound;

use std::io::Cursor;

use kanhe_document::container::Container;
use kanhe_document::{Block, Document, Limits, ReadError, Sniffed, read, sniff};

use sound::{assert_both, assert_sound, assert_within};

/// Runs what a target of this name does; `None` if there is none.
pub fn run(target: &str, bytes: &[u8]) -> Option<()> {
    match target {
        "canary" => canary(bytes),
        "container" => container(bytes),
        "sniff" => drop(document(bytes)),
        reader if reader.starts_with("read_") => drop(document(bytes)),
        _ => return None,
    }
    Some(())
}

/// Reads bytes: an error in two languages, or a sound document of the recognised format within the limits. Where
/// limits are tight, less is read only if a gap says so.
pub fn document(bytes: &[u8]) -> Result<Document, ReadError> {
    let whole = within(bytes, &Limits::default());
    if let Ok(document) = &whole {
        assert_eq!(sniff(bytes), Sniffed::Known(document.format));
    }
    if let Ok(tight) = within(bytes, &tight()) {
        let whole = whole.as_ref().expect("wide limits let pass what tight ones do");
        assert!(
            tight.gaps.len() > whole.gaps.len() || texts(&tight) == texts(whole),
            "a text is missing and no gap says so: {tight:?}, with wide limits {whole:?}"
        );
    }
    whole
}

/// All that a document says, in order.
fn texts(document: &Document) -> Vec<&str> {
    let texts = document.blocks.iter().flat_map(|block| match block {
        Block::Paragraph(paragraph) => vec![paragraph.text.as_str()],
        Block::Table(table) => table.cells.iter().map(|cell| cell.text.as_str()).collect(),
    });
    texts.filter(|text| !text.is_empty()).collect()
}

fn within(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let result = read(bytes, limits);
    match &result {
        Ok(document) => {
            assert_sound(document);
            assert_within(document, limits);
        }
        Err(error) => assert_both(&error.zh(), &error.en()),
    }
    result
}

/// Limits that a page of text keeps.
fn tight() -> Limits {
    Limits {
        tables: 3,
        cells: 60,
        rows: 12,
        columns: 8,
        paragraphs: 12,
        text_bytes: 200,
        total_text_bytes: 2_000,
        table_depth: 2,
        element_depth: 24,
        elements: 200,
        pages: 1,
        operators: 20_000,
        ..Limits::default()
    }
}

/// Opens a container: no name of a document leads out of it, and each comes once and out or with an error.
pub fn container(bytes: &[u8]) {
    let limits = Limits {
        file_bytes: 4 << 20,
        container_bytes: 4 << 20,
        container_entries: 400,
        container_inflated_bytes: 32 << 20,
        ..Limits::default()
    };
    let mut container = match Container::open(Cursor::new(bytes), "fuzz.gz", &limits) {
        Ok(Some(container)) => container,
        Ok(None) => return,
        Err(error) => return assert_both(&error.zh(), &error.en()),
    };
    let names: Vec<String> = container.names().map(str::to_owned).collect();
    assert!(names.len() <= limits.container_entries);
    for (i, name) in names.iter().enumerate() {
        assert!(name.split('/').all(|segment| !matches!(segment, "" | "." | "..")), "{name}");
        assert!(!name.contains(['\\', '\0', '\n']), "{name:?}");
        assert!(!names[..i].contains(name), "{name} twice");
        match container.take(name).map(|packed| packed.and_then(|p| p.unpack(&limits))) {
            Some(Ok(unpacked)) => assert!(unpacked.len() as u64 <= limits.file_bytes),
            Some(Err(error)) => assert_both(&error.zh(), &error.en()),
            None => panic!("{name} is listed and not there"),
        }
    }
}

/// Fails on a word that a fuzzer can only find by looking at what the code compares: one that does not find it would
/// find nothing else either.
pub fn canary(bytes: &[u8]) {
    const WORD: &[u8] = b"kanhe";
    let right = bytes.iter().zip(WORD).take_while(|(a, b)| a == b).count();
    assert!(right < WORD.len(), "the canary's word");
}
