//! Ctrl-C: once to stop after the documents at work and keep what is done, twice to stop at once.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use kanhe_report::Lang;

use crate::output::say;

/// Exit code of a run that was stopped: as shells give it for a program ended by Ctrl-C.
pub const INTERRUPTED: u8 = 130;

static ASKED: AtomicBool = AtomicBool::new(false);
/// Files that are being written: a program that stops at once takes them away.
static DRAFTS: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// From now on Ctrl-C (and a request to end, or the terminal going away) is waited for.
///
/// A single document needs no such care: Ctrl-C ends it as ever.
pub fn listen(documents: &[PathBuf], lang: Lang) {
    if documents.len() < 2 {
        return;
    }
    // Without a handler Ctrl-C ends the program as ever.
    let _ = ctrlc::set_handler(move || {
        if ASKED.swap(true, Ordering::Relaxed) {
            for draft in DRAFTS.lock().unwrap_or_else(PoisonError::into_inner).iter() {
                let _ = std::fs::remove_file(draft);
            }
            std::process::exit(i32::from(INTERRUPTED));
        }
        say(match lang {
            Lang::Zh => "正在停止：写完已读的部分。再按一次 Ctrl-C 立即停止",
            Lang::En => "stopping: what was read is being written. Ctrl-C again to stop at once",
        });
    });
}

/// Whether the run is to stop.
pub fn asked() -> bool {
    ASKED.load(Ordering::Relaxed)
}

/// A file is being written here until [`written`].
pub fn writing(draft: &Path) {
    DRAFTS.lock().unwrap_or_else(PoisonError::into_inner).push(draft.to_owned());
}

/// The file is written, or given up.
pub fn written(draft: &Path) {
    DRAFTS.lock().unwrap_or_else(PoisonError::into_inner).retain(|d| d != draft);
}
