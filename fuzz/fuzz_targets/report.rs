//! The whole way from bytes to findings and pages: every place that is named is there.
#![no_main]

#[path = "../../crates/kanhe/tests/exercise/mod.rs"]
mod exercise;

use kanhe_fuzz::mutate;
use libfuzzer_sys::{fuzz_mutator, fuzz_target};

fuzz_target!(|bytes: &[u8]| exercise::report(bytes));

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutate::markup(data, size, max_size, seed, &mutate::Marks::Lines)
});
