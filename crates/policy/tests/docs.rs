//! The examples of docs/policy.md are files that the compiler accepts.

#![allow(clippy::unwrap_used)]

mod common;

use std::fs;
use std::path::Path;

use kanhe_policy::validate_files;
use kanhe_report::Lang;

#[test]
fn what_the_handbook_shows_is_accepted() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let handbook = fs::read_to_string(here.join("../../docs/policy.md")).unwrap();
    let mut files = common::good();
    let mut shown = 0;
    for block in handbook.split("```toml\n").skip(1) {
        let block = block.split("```").next().unwrap();
        let (head, text) = block.split_once('\n').unwrap();
        if let Some(file) = head.strip_prefix("# file: ") {
            files.insert(file.to_owned(), text.to_owned());
        } else if let Some(file) = head.strip_prefix("# append to: ") {
            *files.get_mut(file).unwrap() += text;
        } else {
            panic!("say which file this is: {head}");
        }
        shown += 1;
    }
    assert_eq!(shown, 6);
    let faults: String = validate_files(&files).iter().map(|f| f.render(Lang::En, false) + "\n").collect();
    assert!(faults.is_empty(), "{faults}");
}
