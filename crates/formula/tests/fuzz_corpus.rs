//! Replays the fuzz target's seeds, and every text that ever broke it, on the stable compiler.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod exercise;

use std::path::Path;

#[test]
fn every_seed_is_survived() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus/formula");
    let mut count = 0;
    for entry in std::fs::read_dir(&seeds).expect("the seeds are part of the project") {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        exercise::exercise(&String::from_utf8_lossy(&bytes));
        // A seed cut short at any character must be survived as well.
        let text = String::from_utf8_lossy(&bytes);
        for (end, _) in text.char_indices().take(400) {
            exercise::exercise(&text[..end]);
        }
        count += 1;
    }
    assert!(count >= 10, "{count} seeds in {}", seeds.display());
}
