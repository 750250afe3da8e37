//! Any text as a formula: read, printed, checked, evaluated, explained and turned into SQL without a panic.
#![no_main]

#[path = "../../crates/formula/tests/exercise/mod.rs"]
mod exercise;

libfuzzer_sys::fuzz_target!(|text: &str| exercise::exercise(text));
