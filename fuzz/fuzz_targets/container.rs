//! Looking into what starts out as an archive or a mail: no name leads out, and every document comes out or says why not.
#![no_main]

use kanhe_fuzz::exercise;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| exercise::container(bytes));
