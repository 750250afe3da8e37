//! How far a run is: a bar on a terminal, lines on a terminal that cannot do bars, nothing elsewhere.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use kanhe_report::Lang;

use crate::output::say;

/// On a terminal without bars: a line this often.
const LINES: Duration = Duration::from_secs(10);

/// The progress of a run.
pub struct Progress {
    bar: ProgressBar,
    /// When the last line was printed, where lines are.
    line: Option<Instant>,
    unread: u64,
    lang: Lang,
}

impl Progress {
    /// Of so many documents.
    pub fn new(len: usize, lang: Lang) -> Self {
        let terminal = std::io::stderr().is_terminal();
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let target = if terminal && !dumb { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(len as u64), target);
        let template = match lang {
            Lang::Zh => "{bar:30} {human_pos}/{human_len} 份  {percent}%  每秒 {per_sec:.0} 份  还需 {eta}{msg}",
            Lang::En => "{bar:30} {human_pos}/{human_len} files  {percent}%  {per_sec:.0} a second  {eta} left{msg}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.with_key(
                "per_sec",
                |state: &indicatif::ProgressState, w: &mut dyn std::fmt::Write| {
                    let _ = write!(w, "{:.0}", state.per_sec());
                },
            ));
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        Self { bar, line: (terminal && dumb).then(Instant::now), unread: 0, lang }
    }

    /// One more document is done.
    pub fn done(&mut self, readable: bool) {
        self.bar.inc(1);
        if !readable {
            self.unread += 1;
            self.bar.set_message(match self.lang {
                Lang::Zh => format!("  读不出 {}", self.unread),
                Lang::En => format!("  {} not read", self.unread),
            });
        }
        if self.line.is_some_and(|at| at.elapsed() >= LINES) {
            self.line = Some(Instant::now());
            let (done, len, left) = (self.bar.position(), self.bar.length().unwrap_or(0), self.bar.eta().as_secs());
            say(&match self.lang {
                Lang::Zh => format!("{done}/{len} 份，还需 {left} 秒"),
                Lang::En => format!("{done}/{len} files, {left} seconds left"),
            });
        }
    }

    /// Prints something without the bar in the way.
    pub fn aside<T>(&self, print: impl FnOnce() -> T) -> T {
        self.bar.suspend(print)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
