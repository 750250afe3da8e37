//! The documents that mutated ones are made of.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Documents by the ending of their names.
pub struct Sources(Vec<(String, Vec<Vec<u8>>)>);

/// Larger ones take too long, thousands of times.
const LARGEST: usize = 256 << 10;

/// Endings of what the program reads.
const ENDINGS: &[&str] = &["docx", "xlsx", "ods", "doc", "xls", "rtf", "pdf", "html", "mht", "eml", "txt", "zip", "gz"];

impl Sources {
    /// The samples, the fuzzers' corpus, and those of a further folder.
    pub fn read(more: Option<&Path>) -> Self {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut by_ending = BTreeMap::new();
        for folder in ["demo", "tests/samples", "../../fuzz/corpus"] {
            collect(&here.join(folder), 4, &mut by_ending);
        }
        if let Some(folder) = more {
            collect(folder, 4, &mut by_ending);
        }
        for ending in ENDINGS {
            assert!(by_ending.contains_key(*ending), "no .{ending} among the samples");
        }
        Self(by_ending.into_iter().collect())
    }

    /// A document of an ending, and another of any; each ending comes as often as every other.
    pub fn pair(&self, mut number: impl FnMut(usize) -> usize) -> (&str, &[u8], &[u8]) {
        let (ending, documents) = &self.0[number(self.0.len())];
        let other = if number(4) == 0 { &self.0[number(self.0.len())].1 } else { documents };
        (ending, &documents[number(documents.len())], &other[number(other.len())])
    }
}

fn collect(folder: &Path, depth: usize, into: &mut BTreeMap<String, Vec<Vec<u8>>>) {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() && depth > 0 {
            collect(&path, depth - 1, into);
            continue;
        }
        // Word and Excel name their XML .doc and .xls as well, and .xml alone says nothing.
        let ending = path.extension().unwrap_or_default().to_string_lossy().replace("xml", "doc");
        let Ok(bytes) = fs::read(&path) else { continue };
        if ENDINGS.contains(&ending.as_str()) && bytes.len() <= LARGEST {
            into.entry(ending).or_default().push(bytes);
        }
    }
}
