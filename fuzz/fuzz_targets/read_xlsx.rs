//! Reading what starts out as a .xlsx file: an error or a sound document, whatever becomes of the bytes.
#![no_main]

use kanhe_fuzz::{exercise, mutate};
use libfuzzer_sys::{fuzz_mutator, fuzz_target};

fuzz_target!(|bytes: &[u8]| drop(exercise::document(bytes)));

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutate::package(data, size, max_size, seed)
});
