//! Mutations that know a little of a format, so that the fuzzer gets behind its first bytes.

mod markup;
mod package;

pub use markup::{Marks, markup};
pub use package::package;

use libfuzzer_sys::fuzzer_mutate;

use crate::random::Random;

/// A file in sectors or records that are found by their offsets: bytes change, and nothing moves.
pub fn in_place(data: &mut [u8], size: usize, max_size: usize, seed: u32) -> usize {
    let mut random = Random::new(seed);
    if random.below(16) == 0 || size < 64 {
        return fuzzer_mutate(data, size, max_size);
    }
    for _ in 0..=random.below(3) {
        let length = 1 << random.below(9);
        let start = random.below(size.saturating_sub(length));
        let window = &mut data[start..size.min(start + length)];
        let whole = window.len();
        fuzzer_mutate(window, whole, whole);
    }
    size
}

/// What the fuzzer itself does to bytes.
fn plain(bytes: &mut Vec<u8>, room: usize) {
    let size = bytes.len();
    let most = size.saturating_add(room);
    bytes.resize(most, 0);
    let size = fuzzer_mutate(bytes, size, most);
    bytes.truncate(size);
}

/// Puts the bytes back where the fuzzer wants them, or does without the change if they do not fit.
fn put(data: &mut [u8], size: usize, max_size: usize, bytes: &[u8]) -> usize {
    if bytes.len() > max_size {
        return fuzzer_mutate(data, size, max_size);
    }
    data[..bytes.len()].copy_from_slice(bytes);
    bytes.len()
}
