//! `cargo xtask docs`: pages that are made from the policy. The generator is the test `generated_docs`, so that
//! `cargo test` alone notices a page that is out of date.

use crate::shell::{self, Done, cargo};
use crate::workspace::root;

/// Tells the test to write instead of comparing.
const WRITE: &str = "KANHE_WRITE_DOCS";

/// Writes the pages, or only says whether they are up to date.
pub fn run(write: bool) -> Done {
    let mut command = cargo(&["test", "--package", "xtask", "--test", "generated_docs", "--quiet"]);
    if write {
        command.env(WRITE, "1");
    }
    shell::run(command.current_dir(root()))
}
