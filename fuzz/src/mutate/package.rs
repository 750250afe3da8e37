//! Zip packages: a part is taken out, changed, and packed again.

use std::io::{Cursor, Read, Write};

use libfuzzer_sys::fuzzer_mutate;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::markup::{Marks, change};
use super::put;
use crate::random::Random;

/// Mutates a package: mostly its parts, now and then its bytes. Parts are stored as they are, so that the fuzzer can
/// compare what it sees there.
pub fn package(data: &mut [u8], size: usize, max_size: usize, seed: u32) -> usize {
    let mut random = Random::new(seed);
    let parts = if random.below(24) == 0 { None } else { unpacked(&data[..size], max_size) };
    let Some(mut parts) = parts.filter(|parts| !parts.is_empty()) else {
        return fuzzer_mutate(data, size, max_size);
    };
    let at = random.below(parts.len());
    match random.below(40) {
        0 => drop(parts.swap_remove(at)),
        1 => {
            let other = random.below(parts.len());
            let name = parts[other].0.clone();
            parts[at].0 = name;
        }
        _ => change(&mut parts[at].1, &mut random, &Marks::Tags),
    }
    match packed(&parts) {
        Some(bytes) => put(data, size, max_size, &bytes),
        None => fuzzer_mutate(data, size, max_size),
    }
}

type Part = (String, Vec<u8>);

fn unpacked(bytes: &[u8], most: usize) -> Option<Vec<Part>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut parts = Vec::new();
    for index in 0..archive.len().min(32) {
        let mut file = archive.by_index(index).ok()?;
        let mut part = Vec::new();
        file.by_ref().take(most as u64).read_to_end(&mut part).ok()?;
        parts.push((file.name().ok()?.into_owned(), part));
    }
    Some(parts)
}

/// `None` if the parts do not make a package: two of one name, for one.
fn packed(parts: &[Part]) -> Option<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in parts {
        zip.start_file(name.as_str(), options).ok()?;
        zip.write_all(bytes).ok()?;
    }
    Some(zip.finish().ok()?.into_inner())
}
