//! A program started again and again.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::shell::Done;

/// Wall times of many runs.
pub struct Times {
    /// The least.
    pub least: Duration,
    /// The one in the middle.
    pub median: Duration,
}

impl Times {
    /// Of these runs.
    pub fn of(mut runs: Vec<Duration>) -> Done<Self> {
        runs.sort();
        match (runs.first(), runs.get(runs.len() / 2)) {
            (Some(least), Some(median)) => Ok(Self { least: *least, median: *median }),
            _ => Err("nothing was measured".to_owned()),
        }
    }
}

/// Starts the program so many times on the file, and throws the output away.
pub fn cold(program: &Path, arguments: &[&str], file: &Path, runs: usize) -> Done<Times> {
    let mut took = Vec::with_capacity(runs);
    for _ in 0..runs {
        let mut command = Command::new(program);
        command.args(arguments).arg(file).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let start = Instant::now();
        let status = command.status().map_err(|e| format!("{}: {e}", program.display()))?;
        took.push(start.elapsed());
        if status.code().is_none_or(|code| code > 1) {
            return Err(format!("{} {}: {status}", program.display(), arguments.join(" ")));
        }
    }
    Times::of(took)
}
