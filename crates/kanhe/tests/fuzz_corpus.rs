//! Replays the corpus of the fuzz target `report`, the samples and the demo: every place is there.
#![allow(clippy::expect_used, clippy::panic, reason = "a test may panic")]

mod exercise;

use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

#[test]
fn every_place_that_is_named_says_what_it_is_said_to_say() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<PathBuf> = ["demo", "tests/samples", "../../fuzz/corpus/report"]
        .iter()
        .flat_map(|folder| std::fs::read_dir(here.join(folder)).expect("a folder of the project"))
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_none_or(|ending| ending != "json"))
        .collect();
    files.sort();
    let broken = |path: &&PathBuf| {
        let bytes = std::fs::read(path).expect("a file of the project");
        catch_unwind(|| exercise::report(&bytes)).is_err()
    };
    assert_eq!(files.iter().filter(broken).collect::<Vec<_>>(), [] as [&PathBuf; 0]);
}
