//! Must fail: it proves that the fuzzer finds what it looks for. `cargo xtask fuzz` runs it first.
#![no_main]

use kanhe_fuzz::exercise;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| exercise::canary(bytes));
