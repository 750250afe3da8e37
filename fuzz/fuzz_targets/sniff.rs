//! Recognising a file agrees with reading it.
#![no_main]

use kanhe_document::{Limits, Sniffed, read, sniff};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let sniffed = sniff(bytes);
    if let Ok(document) = read(bytes, &Limits::default()) {
        assert_eq!(sniffed, Sniffed::Known(document.format));
    }
});
