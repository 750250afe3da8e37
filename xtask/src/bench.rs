//! `cargo xtask bench`: how fast, against what. The tables of docs/performance.md come from here.

mod extraction;
mod folder;
mod formats;
mod process;

use std::time::Duration;

use crate::shell::{self, Done, cargo, time};
use crate::workspace::{release, root};

/// Files of the folder run.
pub const FILES: usize = 10_000;

/// Cold processes measured.
const RUNS: usize = 60;

/// Runs everything and prints the tables.
pub fn run(files: usize) -> Done {
    eprintln!("── stages in process (divan)");
    shell::run(cargo(&["bench", "--package", "kanhe", "--bench", "stages"]).current_dir(root()))?;
    eprintln!("── readers in process, held against their limits");
    let readers = shell::run(cargo(&["bench", "--package", "kanhe", "--bench", "formats"]).current_dir(root()));
    let kanhe = release()?;
    let report = root().join("crates/kanhe/demo/report.docx");

    eprintln!("── cold process, {RUNS} runs");
    let check = process::cold(&kanhe, &["check", "--format", "json"], &report, RUNS)?;
    let bare = process::cold(&kanhe, &["--version"], &report, RUNS)?;

    eprintln!("── python-docx");
    let python = extraction::python(&extraction::Library("python-docx", "docx"), &report);

    eprintln!("── {files} files in a folder");
    let many = folder::run(&kanhe, files)?;

    println!("\n| what | least | median |\n|---|---|---|");
    println!("| kanhe check report.docx, whole process | {} | {} |", time(check.least), time(check.median));
    println!("| kanhe --version, whole process | {} | {} |", time(bare.least), time(bare.median));
    match &python {
        Ok(python) => {
            let row =
                |what: &str, t: &extraction::Times| println!("| {what} | {} | {} |", time(t.least), time(t.median));
            row("python-docx, paragraphs and row.cells, in a warm interpreter", &python.warm);
            row("the same, whole process", &python.process);
            println!(
                "\nkanhe's whole process is {} faster than the whole Python process.",
                times(python.process.median, check.median)
            );
            println!("For the ratio to the work alone, hold python-docx's warm line against the divan line e_whole….");
        }
        Err(why) => println!("\npython-docx was not measured: {why}"),
    }
    println!("\n{many}");

    eprintln!("── each format, beside other programs");
    println!("{}", formats::run(&kanhe)?);
    readers.map_err(|_| "a reader takes longer than its limit: see the table of the readers".to_owned())
}

/// `25.3 times`
fn times(slow: Duration, fast: Duration) -> String {
    let tenths = slow.as_micros() * 10 / fast.as_micros().max(1);
    format!("{}.{} times", tenths / 10, tenths % 10)
}
