//! python-docx doing a part of the work: paragraphs and table cells of the same file.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

pub use super::process::Times;

use super::process::cold;
use crate::shell::{Done, answers, output, run};
use crate::workspace::target;

/// What the usual loop over a document looks like. Prints the seconds of each round.
const SCRIPT: &str = "\
import sys, time
import docx
for _ in range(int(sys.argv[1])):
    start = time.perf_counter()
    document = docx.Document(sys.argv[2])
    texts = [paragraph.text for paragraph in document.paragraphs]
    cells = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    print(int((time.perf_counter() - start) * 1e6))
";

/// Rounds in one interpreter.
const ROUNDS: usize = 30;
/// Processes.
const RUNS: usize = 10;

/// What was measured.
pub struct Extraction {
    /// In an interpreter that has done it before.
    pub warm: Times,
    /// Interpreter, imports and one document.
    pub process: Times,
}

/// Measures python-docx on a file, installing it into the target folder if need be.
pub fn python_docx(file: &Path) -> Done<Extraction> {
    let (python, script) = set_up()?;
    let rounds = ROUNDS.to_string();
    let printed = output(Command::new(&python).arg(&script).arg(&rounds).arg(file))?;
    let micros = printed.lines().filter_map(|line| line.trim().parse().ok());
    let warm = Times::of(micros.map(Duration::from_micros).collect())?;
    let script = script.to_string_lossy();
    Ok(Extraction { warm, process: cold(&python, &[&script, "1"], file, RUNS)? })
}

fn set_up() -> Done<(PathBuf, PathBuf)> {
    let folder = target()?.join("python-docx");
    let python = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    if !answers(Command::new(&python).args(["-c", "import docx"])) {
        run(Command::new("python3").args(["-m", "venv"]).arg(&folder))
            .map_err(|e| format!("{e}; it needs python3 with venv (apt-get install python3-venv)"))?;
        run(Command::new(&python).args(["-m", "pip", "install", "--quiet", "python-docx"]))?;
    }
    let script = folder.join("extract.py");
    std::fs::write(&script, SCRIPT).map_err(|e| format!("{}: {e}", script.display()))?;
    Ok((python, script))
}
