//! Recognising a file agrees with reading it, from nothing but first bytes.
#![no_main]

use kanhe_fuzz::exercise;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| drop(exercise::document(bytes)));
