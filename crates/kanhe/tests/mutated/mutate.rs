//! One broken document for every seed.

use std::io::{Cursor, Read, Write};
use std::ops::Range;

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::sources::Sources;

/// The document of a seed, with its name.
pub fn mutated(sources: &Sources, seed: u64) -> (String, Vec<u8>) {
    let mut random = Random(seed);
    let (ending, document, other) = sources.pair(|bound| random.below(bound));
    // Most changes to a package only break its checksums: change what is inside as often.
    let inside = (random.below(3) > 0).then(|| inside(document, &mut random)).flatten();
    let bytes = inside.unwrap_or_else(|| {
        let mut bytes = document.to_vec();
        for _ in 0..=random.below(3) {
            change(&mut bytes, other, &mut random);
        }
        bytes
    });
    (format!("{seed:06}.{ending}"), bytes)
}

/// A package of which one part is changed; `None` if it is none.
fn inside(document: &[u8], random: &mut Random) -> Option<Vec<u8>> {
    let mut package = ZipArchive::new(Cursor::new(document)).ok()?;
    let chosen = random.below(package.len());
    let mut changed = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..package.len() {
        let mut file = package.by_index(index).ok()?;
        let mut part = Vec::new();
        file.read_to_end(&mut part).ok()?;
        if index == chosen {
            let other = part.clone();
            change(&mut part, &other, random);
        }
        changed.start_file(file.name().ok()?, SimpleFileOptions::default()).ok()?;
        changed.write_all(&part).ok()?;
    }
    Some(changed.finish().ok()?.into_inner())
}

/// What happens to files: bytes flip, the end is missing, two are one, a range is zero, twice there, lost or filled.
fn change(bytes: &mut Vec<u8>, other: &[u8], random: &mut Random) {
    match random.below(8) {
        0 => bytes.truncate(random.below(bytes.len())),
        1 => {
            bytes.truncate(random.below(bytes.len()));
            bytes.extend_from_slice(&other[random.below(other.len())..]);
        }
        2 => {
            let range = random.range(bytes.len());
            bytes[range].fill(0);
        }
        3 => {
            let copy = bytes[random.range(bytes.len())].repeat(1 + random.below(4));
            let at = random.below(bytes.len());
            bytes.splice(at..at, copy);
        }
        4 => drop(bytes.drain(random.range(bytes.len()))),
        5 => {
            let from = other[random.range(other.len())].to_vec();
            let at = random.below(bytes.len());
            bytes.splice(at..(at + from.len()).min(bytes.len()), from);
        }
        _ => {
            for _ in 0..=random.below(32) {
                let at = random.below(bytes.len());
                let flip = 1 << random.below(8);
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = if random.below(4) == 0 { 0xff } else { *byte ^ flip };
                }
            }
        }
    }
}

/// SplitMix64: the same numbers on every machine.
struct Random(u64);

impl Random {
    /// A number below `bound`, or 0.
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) >> 33).map_or(0, |number| number % bound.max(1))
    }

    /// A range of bytes, short ones more often.
    fn range(&mut self, length: usize) -> Range<usize> {
        let start = self.below(length);
        let most = 1 << self.below(14);
        start..(start + self.below(most) + 1).min(length)
    }
}
