//! `cargo xtask …`: everything that one does to this project besides using it.

mod bench;
mod docs;
mod fuzz;
mod score;
mod shell;
mod test;
mod workspace;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask <task>

  test                      every test there is: format, lints, policy, docs, doc tests, tests
  bench [--files N]         benchmarks in process, cold process, python-docx, N files in a folder (10000)
  docs [--check]            write docs/checks.md from policy/ (or only say whether it is up to date)
  fuzz [TARGET] [SECONDS]   fuzz one target, or each in turn, for so many seconds (60)
  fuzz mutated [COUNT] [FOLDER]
                            check so many mutated documents (5000) with the whole program, those of FOLDER too
  score FOLDER [SCORER]     build kanhe, and hold it against documents of known truth:
                            SCORER is a Python script, by default score.py in FOLDER or above it
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["test"] => test::run(),
        ["bench"] => bench::run(bench::FILES),
        ["bench", "--files", count] => count.parse().map_err(|e| format!("--files {count}: {e}")).and_then(bench::run),
        ["docs"] => docs::run(true),
        ["docs", "--check"] => docs::run(false),
        ["fuzz", rest @ ..] => fuzz::run(rest),
        ["score", folder] => score::run(folder, None),
        ["score", folder, scorer] => score::run(folder, Some(scorer)),
        [] | ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            Ok(())
        }
        _ => Err(format!("no such task: {}\n\n{HELP}", words.join(" "))),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("xtask: {message}");
            ExitCode::FAILURE
        }
    }
}
