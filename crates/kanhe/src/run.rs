//! Many files: worked through on all cores, answered in stable order, with progress on a terminal.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use kanhe_report::Lang;
use rayon::prelude::*;

/// Files worked on before their answers are given out: bounds the memory.
const BATCH: usize = 128;

/// Applies `work` to every file on `jobs` threads (all cores if `None`) and hands each answer to `give` in the files'
/// order. Stops when `give` answers `false` (nobody reads the output any more).
pub fn in_order<T: Send>(
    files: &[PathBuf],
    jobs: Option<usize>,
    lang: Lang,
    work: impl Fn(&PathBuf) -> T + Sync,
    mut give: impl FnMut(&PathBuf, T) -> bool,
) {
    if let [file] = files {
        give(file, work(file));
        return;
    }
    let bar = progress(files.len(), lang);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs.unwrap_or(0)).build();
    for batch in files.chunks(BATCH) {
        let one = |file: &PathBuf| {
            let answer = work(file);
            bar.inc(1);
            answer
        };
        let answers: Vec<T> = match &pool {
            Ok(pool) => pool.install(|| batch.par_iter().map(one).collect()),
            Err(_) => batch.iter().map(one).collect(),
        };
        for (file, answer) in batch.iter().zip(answers) {
            if !bar.suspend(|| give(file, answer)) {
                bar.finish_and_clear();
                return;
            }
        }
    }
    bar.finish_and_clear();
}

fn progress(len: usize, lang: Lang) -> ProgressBar {
    let target =
        if std::io::stderr().is_terminal() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(Some(len as u64), target);
    let template = match lang {
        Lang::Zh => "{bar:30} {pos}/{len} 份  {per_sec}  还需 {eta}",
        Lang::En => "{bar:30} {pos}/{len} files  {per_sec}  {eta} left",
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
