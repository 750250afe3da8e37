//! Results of documents that were worked on before: `--resume`.
//!
//! A result is found by everything that it depends on: the document's bytes and name, the rules, the program, and what
//! was asked. An entry that is damaged, cut, or of another program is passed over, and written anew.

use std::io::Write;
use std::path::{Path, PathBuf};

use kanhe_report::Wording;
use sha2::{Digest, Sha256};

use crate::output::not_written;
use crate::work::Setup;
use crate::work::keeper::Frames;

/// How an entry begins; the number changes with its layout.
const MARK: &[u8] = b"kanhe result 1\n";
/// Bytes of a checksum.
const SUM: usize = 32;

/// A folder of results.
pub struct Cache {
    dir: PathBuf,
    /// What all results of this run depend on.
    run: [u8; SUM],
}

/// What a result is kept under.
pub struct Key(String);

impl Cache {
    /// Results of this run in the folder, or where the system keeps such things.
    pub fn open(dir: Option<&Path>, setup: &Setup, policy: &str) -> Result<Self, Wording> {
        let dir = match dir {
            Some(dir) => dir.to_owned(),
            None => home().ok_or_else(no_home)?,
        };
        std::fs::create_dir_all(&dir).map_err(|e| not_written(&dir, &e))?;
        let mut hash = Sha256::new();
        for part in [env!("CARGO_PKG_VERSION").as_bytes(), &build(), policy.as_bytes()] {
            add(&mut hash, part);
        }
        add(&mut hash, &serde_json::to_vec(setup).unwrap_or_default());
        Ok(Self { dir, run: hash.finalize().into() })
    }

    /// The key of a document.
    pub fn key(&self, name: &str, bytes: &[u8]) -> Key {
        let mut hash = Sha256::new();
        for part in [&self.run, name.as_bytes(), bytes] {
            add(&mut hash, part);
        }
        Key(hex(&hash.finalize()))
    }

    /// What was kept, if it is there and whole.
    pub fn get(&self, key: &Key) -> Option<Frames> {
        let entry = std::fs::read(self.path(key)).ok()?;
        let rest = entry.strip_prefix(MARK)?;
        let (sum, body) = rest.split_at_checked(SUM)?;
        if Sha256::digest(body).as_slice() != sum {
            return None;
        }
        let (length, body) = body.split_first_chunk::<8>()?;
        let (head, text) = body.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
        Some((head.to_vec(), text.to_vec()))
    }

    /// Keeps a result, whole or not at all. A full disk costs the next run time, this one nothing.
    pub fn put(&self, key: &Key, (head, text): &Frames) {
        let mut body = Vec::with_capacity(8 + head.len() + text.len());
        body.extend((head.len() as u64).to_le_bytes());
        body.extend(head);
        body.extend(text);
        let path = self.path(key);
        let write = || {
            let dir = path.parent().unwrap_or(&self.dir);
            std::fs::create_dir_all(dir)?;
            let mut draft = tempfile::Builder::new().prefix(".draft").tempfile_in(dir)?;
            draft.write_all(MARK)?;
            draft.write_all(&Sha256::digest(&body))?;
            draft.write_all(&body)?;
            draft.persist(&path).map_err(|e| e.error)
        };
        let _: std::io::Result<std::fs::File> = write();
    }

    /// `ab/cdef…`: no folder gets too many files.
    fn path(&self, key: &Key) -> PathBuf {
        let (folder, name) = key.0.split_at_checked(2).unwrap_or(("", &key.0));
        self.dir.join(folder).join(name)
    }
}

/// Adds a part, so that no two lists of parts give the same hash.
fn add(hash: &mut Sha256, part: &[u8]) {
    hash.update((part.len() as u64).to_le_bytes());
    hash.update(part);
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// Tells one build of a version from another: size and time of the program's file.
fn build() -> Vec<u8> {
    let file = std::env::current_exe().and_then(std::fs::metadata);
    let time = file.as_ref().ok().and_then(|m| m.modified().ok());
    let time = time.and_then(|t| t.duration_since(std::time::UNIX_EPOCH).ok()).unwrap_or_default();
    format!("{} {}", file.map(|m| m.len()).unwrap_or(0), time.as_nanos()).into_bytes()
}

/// `$XDG_CACHE_HOME/kanhe`, `~/.cache/kanhe`; elsewhere where that system keeps caches.
fn home() -> Option<PathBuf> {
    let var = |name| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    let base = if cfg!(windows) {
        var("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        var("HOME").map(|home| home.join("Library/Caches"))
    } else {
        var("XDG_CACHE_HOME").filter(|p| p.is_absolute()).or_else(|| var("HOME").map(|home| home.join(".cache")))
    };
    base.map(|base| base.join("kanhe"))
}

fn no_home() -> Wording {
    Wording::new(
        "不知道结果该保存在哪里：请用 --cache 指定目录",
        "there is no place to keep results in: name a folder by --cache",
    )
}

#[cfg(test)]
mod tests {
    use kanhe_report::Lang;

    use super::*;
    use crate::work::Product;

    fn cache(dir: &Path, policy: &str) -> Cache {
        Cache::open(Some(dir), &Setup::new(Product::FindingsJson, Lang::Zh), policy).expect("a cache")
    }

    fn frames() -> Frames {
        (b"head".to_vec(), b"text".to_vec())
    }

    #[test]
    fn a_result_is_found_again_by_the_same_document_rules_and_question_only() {
        let dir = tempfile::tempdir().expect("a folder");
        let first = cache(dir.path(), "rules");
        first.put(&first.key("a.docx", b"bytes"), &frames());
        let kept = Some(frames());
        let again = cache(dir.path(), "rules");
        assert_eq!(again.get(&again.key("a.docx", b"bytes")), kept);
        assert_eq!(again.get(&again.key("a.docx", b"other bytes")), None, "the document changed");
        assert_eq!(again.get(&again.key("b.docx", b"bytes")), None, "another document");
        let other = cache(dir.path(), "other rules");
        assert_eq!(other.get(&other.key("a.docx", b"bytes")), None, "the rules changed");
    }

    #[test]
    fn a_damaged_or_cut_result_is_passed_over() {
        let dir = tempfile::tempdir().expect("a folder");
        let cache = cache(dir.path(), "rules");
        let key = cache.key("a.docx", b"bytes");
        cache.put(&key, &frames());
        let path = cache.path(&key);
        let whole = std::fs::read(&path).expect("an entry");
        for length in 0..whole.len() {
            std::fs::write(&path, &whole[..length]).expect("written");
            assert_eq!(cache.get(&key), None, "cut after {length} bytes");
        }
        let mut damaged = whole.clone();
        *damaged.last_mut().expect("bytes") ^= 1;
        std::fs::write(&path, &damaged).expect("written");
        assert_eq!(cache.get(&key), None);
        cache.put(&key, &frames());
        assert_eq!(std::fs::read(&path).expect("an entry"), whole, "written anew");
    }
}
