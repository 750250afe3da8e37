//! Every reader on the documents of `tests/twins`, warm and on one core, held against what it may take.
//! `cargo bench --package kanhe --bench formats` prints a table, and fails if a limit is passed.
#![allow(missing_docs, reason = "a program")]
#![allow(clippy::unwrap_used, reason = "a benchmark may panic")]

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use kanhe_document::{Document, Limits};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Milliseconds a file of the format may take, a page of it in .pdf.
const FORMATS: [(&str, u64); 9] =
    [("docx", 3), ("doc", 3), ("rtf", 3), ("xlsx", 4), ("xls", 4), ("ods", 4), ("pdf", 4), ("html", 20), ("mht", 20)];

/// Rounds a file is read: the least of them is what it needs, whatever else the machine does.
const ROUNDS: usize = 30;

fn pages(document: &Document) -> u32 {
    let cells = document.tables().flat_map(|table| &table.cells).filter_map(|cell| cell.page);
    document.paragraphs().filter_map(|line| line.page).chain(cells).max().unwrap_or(1)
}

/// The least time to read a file, for each of its pages.
fn least(path: &Path) -> Duration {
    let bytes = std::fs::read(path).unwrap();
    let read = || kanhe_document::read(black_box(&bytes), &Limits::default()).unwrap();
    let pages = pages(&read());
    let rounds = (0..ROUNDS).map(|_| {
        let start = Instant::now();
        drop(black_box(read()));
        start.elapsed()
    });
    rounds.min().unwrap() / pages
}

fn main() -> ExitCode {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/twins");
    let all: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    let mut over = false;
    println!("| format | files | mean | slowest | limit |\n|---|---|---|---|---|");
    for (format, limit) in FORMATS {
        let took: Vec<Duration> =
            all.iter().filter(|path| path.extension().is_some_and(|e| e == format)).map(|path| least(path)).collect();
        let count = u32::try_from(took.len()).unwrap();
        let (mean, slowest) = (took.iter().sum::<Duration>() / count, *took.iter().max().unwrap());
        let limit = Duration::from_millis(limit);
        over |= slowest > limit;
        let name = if format == "pdf" { ".pdf, a page" } else { format };
        let dot = if format == "pdf" { "" } else { "." };
        let word = if slowest > limit { " **over**" } else { "" };
        println!("| {dot}{name} | {count} | {mean:.2?} | {slowest:.2?}{word} | {limit:.0?} |");
    }
    ExitCode::from(u8::from(over))
}
