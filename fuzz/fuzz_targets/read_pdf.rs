//! Reading what starts out as a .pdf file never panics, hangs or exhausts memory.
#![no_main]

use kanhe_document::{Limits, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Err(error) = read(bytes, &Limits::default()) {
        assert!(!error.zh().is_empty() && !error.en().is_empty());
    }
});
