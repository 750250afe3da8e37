//! Documents broken in every way that a disk, a mail or a person breaks them, through the whole program.
//!
//! A few hundred with every run of the tests; `cargo xtask fuzz mutated` makes thousands, of more documents.
#![allow(clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

mod mutate;
mod sources;
mod watch;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use mutate::mutated;
use sources::Sources;
use watch::{Ended, watch};

/// Files of one run of the program.
const FOLDER: usize = 200;
/// Mutated files where nothing else is asked for.
const FILES: usize = 300;
/// What one run over a folder may take.
const TIME: Duration = Duration::from_secs(240);
/// Memory that the program may fill, of all its processes the largest.
const MEMORY: u64 = 1 << 30;

#[test]
fn mutated_documents_are_checked_or_refused_in_words() {
    let count = std::env::var("KANHE_MUTATED").map_or(FILES, |count| count.parse().expect("KANHE_MUTATED: a number"));
    let more = std::env::var_os("KANHE_MUTATED_FROM").map(PathBuf::from);
    let sources = Sources::read(more.as_deref());
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR")).join("mutated");
    let mut sum = Sum::default();
    let start = Instant::now();
    for (number, first) in (0..count).step_by(FOLDER).enumerate() {
        let _ = fs::remove_dir_all(&scratch);
        fs::create_dir_all(&scratch).expect("a scratch folder");
        let names: Vec<String> = (first..count.min(first + FOLDER))
            .map(|seed| {
                let (name, bytes) = mutated(&sources, seed as u64);
                fs::write(scratch.join(&name), bytes).expect("room for a file");
                name
            })
            .collect();
        let lang = if number % 2 == 0 { "zh" } else { "en" };
        let run = watch(&["check", ".", "--format", "json", "--lang", lang], &scratch, TIME);
        sum.add(&names, &run, lang);
    }
    eprintln!("{sum} in {} s", start.elapsed().as_secs());
    assert!(sum.faults.is_empty(), "the documents are in {}\n{}", scratch.display(), sum.faults.join("\n"));
    assert!(sum.checked > count / 10, "{sum}: too few are still readable");
    assert!(sum.refused > count / 10, "{sum}: too few are broken");
}

/// What came of all files.
#[derive(Debug, Default)]
struct Sum {
    checked: usize,
    refused: usize,
    memory: u64,
    /// The longest run over a folder.
    time: Duration,
    faults: Vec<String>,
}

impl Sum {
    fn add(&mut self, names: &[String], run: &Ended, lang: &str) {
        self.memory = self.memory.max(run.memory);
        self.time = self.time.max(run.time);
        let mut fault = |what: String| self.faults.push(what);
        let first = names.first().map(String::as_str).unwrap_or_default();
        if run.memory > MEMORY {
            fault(format!("{first} and after: {} MB of memory", run.memory >> 20));
        }
        let Some(code) = run.code else {
            return fault(format!("{first} and after: not done within {} s, or ended by a signal", TIME.as_secs()));
        };
        let answers = answers(&run.stdout);
        let refusals = refusals(&run.stderr);
        let failed = refusals.values().flatten().count();
        let errors = answers.values().any(|errors| *errors > 0);
        let right = if failed > 0 { 2 } else { i32::from(errors) };
        if code != right {
            fault(format!("{first} and after: exit code {code}, and {right} says what happened"));
        }
        for line in run.stderr.lines().filter(|line| !line.starts_with("kanhe: ")) {
            fault(format!("on standard error: {line}"));
        }
        for words in refusals.values().flatten() {
            let ours = ["不是文件的错", "not the file's fault"].iter().any(|sign| words.contains(sign));
            let chinese = words.chars().any(|c| matches!(c, '\u{3001}' | '\u{3002}' | '\u{ff0c}' | '\u{ff1a}'));
            if ours || chinese != (lang == "zh") {
                fault(format!("{lang}: {words}"));
            }
        }
        let known: BTreeSet<&str> = answers.keys().chain(refusals.keys()).map(String::as_str).collect();
        for name in names.iter().filter(|name| !known.contains(name.as_str())) {
            fault(format!("{name}: neither checked nor refused"));
        }
        self.checked += answers.len();
        self.refused += refusals.len();
    }
}

impl std::fmt::Display for Sum {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { checked, refused, memory, time, .. } = self;
        write!(f, "{checked} checked, {refused} refused, at most {} MB and {} s a folder", memory >> 20, time.as_secs())
    }
}

/// The file of a folder that a path leads to, or into: archives hold others.
fn file(path: &str) -> String {
    path.trim_start_matches("./").split('/').next().unwrap_or_default().to_owned()
}

/// Errors found in each file that was checked.
fn answers(stdout: &str) -> BTreeMap<String, u64> {
    let mut answers = BTreeMap::new();
    for line in stdout.lines() {
        let verdict: serde_json::Value =
            serde_json::from_str(line).unwrap_or_else(|error| panic!("no JSON: {error}: {line}"));
        let path = verdict["file"].as_str().expect("a verdict names its file");
        *answers.entry(file(path)).or_default() += verdict["counts"]["error"].as_u64().expect("a verdict counts");
    }
    answers
}

/// What is said of each file that was not.
fn refusals(stderr: &str) -> BTreeMap<String, Vec<String>> {
    let mut refusals: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in stderr.lines().filter_map(|line| line.strip_prefix("kanhe: ")) {
        refusals.entry(file(line.split(": ").next().unwrap_or_default())).or_default().push(line.to_owned());
    }
    refusals
}

#[test]
fn what_would_be_wrong_is_noticed() {
    let faults = |code, stdout: &str, stderr: &str, memory| {
        let run = Ended { code, stdout: stdout.to_owned(), stderr: stderr.to_owned(), memory, time: Duration::ZERO };
        let mut sum = Sum::default();
        sum.add(&["a.docx".to_owned()], &run, "zh");
        sum.faults
    };
    let (good, refused) =
        ("{\"file\": \"./a.docx\", \"counts\": {\"error\": 1}}", "kanhe: ./a.docx: 文件是空的，没有内容。");
    assert!(faults(Some(1), good, "", 0).is_empty() && faults(Some(2), "", refused, 0).is_empty());
    for (code, stdout, stderr, memory) in [
        (None, good, "", 0),
        (Some(101), good, "", 0),
        (Some(0), good, "", 0),
        (Some(1), "", refused, 0),
        (Some(0), "", "", 0),
        (Some(1), good, "thread 'main' panicked at a.rs", 0),
        (Some(2), "", "kanhe: ./a.docx: 程序在这份文件上出错（不是文件的错）：请交给维护者", 0),
        (Some(2), "", "kanhe: ./a.docx: the file is empty", 0),
        (Some(1), good, "", 2 * MEMORY),
    ] {
        assert!(!faults(code, stdout, stderr, memory).is_empty(), "{code:?} {stdout} {stderr} {memory}");
    }
}
