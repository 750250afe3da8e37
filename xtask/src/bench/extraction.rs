//! Python libraries doing a part of the work: the words and cells of the same file.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

pub use super::process::Times;

use super::process::cold;
use crate::shell::{Done, answers, output, run};
use crate::workspace::target;

/// What the usual loop over a document looks like in each library. Prints the microseconds of each round.
const SCRIPT: &str = "\
import importlib, sys, time
tool, rounds, path = sys.argv[1], int(sys.argv[2]), sys.argv[3]
library = importlib.import_module(tool)

def docx():
    document = library.Document(path)
    texts = [paragraph.text for paragraph in document.paragraphs]
    cells = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]

def openpyxl():
    cells = [[cell.value for cell in row] for sheet in library.load_workbook(path) for row in sheet.iter_rows()]

def xlrd():
    book = library.open_workbook(path, formatting_info=True)
    cells = [sheet.row_values(row) for sheet in book.sheets() for row in range(sheet.nrows)]

def pdfplumber():
    with library.open(path) as document:
        texts = [(page.extract_text(), page.extract_tables()) for page in document.pages]

work = locals()[tool]
for _ in range(rounds):
    start = time.perf_counter()
    work()
    print(int((time.perf_counter() - start) * 1e6))
";

/// Rounds in one interpreter.
const ROUNDS: usize = 15;
/// Processes.
const RUNS: usize = 5;

/// A library: its name on the package index, and as it is imported.
pub struct Library(pub &'static str, pub &'static str);

/// What was measured.
pub struct Extraction {
    /// In an interpreter that has done it before.
    pub warm: Times,
    /// Interpreter, imports and one document.
    pub process: Times,
}

/// Measures a library on a file, installing it into the target folder if need be.
pub fn python(library: &Library, file: &Path) -> Done<Extraction> {
    let (python, script) = set_up(library)?;
    let rounds = ROUNDS.to_string();
    let printed = output(Command::new(&python).arg(&script).args([library.1, &rounds]).arg(file))?;
    let micros = printed.lines().filter_map(|line| line.trim().parse().ok());
    let warm = Times::of(micros.map(Duration::from_micros).collect())?;
    let script = script.to_string_lossy();
    Ok(Extraction { warm, process: cold(&python, &[&script, library.1, "1"], file, RUNS)? })
}

fn set_up(library: &Library) -> Done<(PathBuf, PathBuf)> {
    let Library(package, module) = library;
    let folder = target()?.join("python-readers");
    let python = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    if !answers(Command::new(&python).args(["-c", &format!("import {module}")])) {
        run(Command::new("python3").args(["-m", "venv"]).arg(&folder))
            .map_err(|e| format!("{e}; it needs python3 with venv (apt-get install python3-venv)"))?;
        run(Command::new(&python).args(["-m", "pip", "install", "--quiet", package]))?;
    }
    let script = folder.join("extract.py");
    std::fs::write(&script, SCRIPT).map_err(|e| format!("{}: {e}", script.display()))?;
    Ok((python, script))
}
