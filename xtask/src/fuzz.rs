//! `cargo xtask fuzz`: the fuzz targets of `fuzz/`, on the stable compiler, and mutated files through the program.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::shell::{self, Done, answers, cargo, output};
use crate::workspace::root;

/// Seconds a target when none are given.
const SECONDS: &str = "60";
/// The target that must fail.
const CANARY: &str = "canary";
/// Seconds in which the fuzzer must find what is wrong with the canary.
const CANARY_SECONDS: &str = "60";
/// Mutated files when no number is given.
const FILES: &str = "5000";

/// Fuzzes one target, or each in turn; the canary first.
pub fn run(words: &[&str]) -> Done {
    let (target, seconds) = match words {
        ["mutated", rest @ ..] => return mutated(rest),
        [] => (None, SECONDS),
        [one] if one.parse::<u32>().is_ok() => (None, *one),
        [target] => (Some(*target), SECONDS),
        [target, seconds] => (Some(*target), *seconds),
        _ => return Err("usage: cargo xtask fuzz [TARGET] [SECONDS] | mutated [COUNT] [FOLDER]".to_owned()),
    };
    seconds.parse::<u32>().map_err(|_| format!("not a number of seconds: {seconds}"))?;
    if !answers(&mut cargo(&["fuzz", "--version"])) {
        return Err(
            "cargo-fuzz is not installed: cargo install cargo-fuzz --locked (it needs a C++ compiler)".to_owned()
        );
    }
    let listed = output(&mut cargo_fuzz(&["list"]))?;
    let all: Vec<&str> = listed.lines().map(str::trim).filter(|l| !l.is_empty() && *l != CANARY).collect();
    let chosen = match target {
        None => all,
        Some(name) if all.contains(&name) => vec![name],
        Some(name) => return Err(format!("no fuzz target {name}; there are: {}", all.join(", "))),
    };
    canary()?;
    let mut failed = Vec::new();
    for name in chosen {
        eprintln!("── {name}, {seconds} s");
        let mut command = cargo_fuzz(&["run", name]);
        command.args([found(name)?, folder("corpus").join(name)]);
        command.args(["--", &format!("-max_total_time={seconds}"), "-timeout=10", "-rss_limit_mb=2048"]);
        command.args(["-max_len=65536", "-print_final_stats=1"]);
        if let Err(error) = shell::run(&mut command) {
            eprintln!("── {error}");
            failed.push(name);
        }
    }
    if failed.is_empty() { Ok(()) } else { Err(format!("broken by what is in fuzz/artifacts: {}", failed.join(", "))) }
}

/// Runs the target that must fail, from an empty corpus: a fuzzer that does not break it finds nothing at all.
fn canary() -> Done {
    eprintln!("── {CANARY}: must fail within {CANARY_SECONDS} s");
    shell::run(&mut cargo_fuzz(&["build", CANARY]))?;
    let (seeds, artifacts) = (found(CANARY)?, folder("target").join("canary"));
    for empty in [&seeds, &artifacts] {
        let _ = std::fs::remove_dir_all(empty);
        make(empty)?;
    }
    let mut command = cargo_fuzz(&["run", CANARY]);
    command.arg(seeds).args(["--", &format!("-max_total_time={CANARY_SECONDS}")]);
    // What the last `/` of the prefix ends is a folder.
    command.arg(format!("-artifact_prefix={}/", artifacts.display()));
    let outcome = command.output().map_err(|e| format!("{CANARY}: {e}"))?;
    let left = std::fs::read_dir(&artifacts).map_err(|e| format!("{}: {e}", artifacts.display()))?.count();
    if outcome.status.success() || left == 0 {
        let said = String::from_utf8_lossy(&outcome.stderr).into_owned();
        return Err(format!("the fuzzer did not find the canary's word, so it would find nothing else either\n{said}"));
    }
    eprintln!("── {CANARY}: found, as it must be");
    Ok(())
}

/// `kanhe check` over mutated files, in a build that is quick enough for thousands of them.
fn mutated(words: &[&str]) -> Done {
    let (count, more) = match words {
        [] => (FILES, None),
        [count] => (*count, None),
        [count, folder] => (*count, Some(*folder)),
        _ => return Err("usage: cargo xtask fuzz mutated [COUNT] [FOLDER]".to_owned()),
    };
    count.parse::<u32>().map_err(|_| format!("not a number of files: {count}"))?;
    let mut command = cargo(&["test", "--package", "kanhe", "--test", "mutated", "--locked", "--profile", "mutated"]);
    command.args(["--", "--nocapture"]).current_dir(root()).env("KANHE_MUTATED", count);
    if let Some(folder) = more {
        let folder = Path::new(folder).canonicalize().map_err(|e| format!("{folder}: {e}"))?;
        command.env("KANHE_MUTATED_FROM", folder);
    }
    shell::run(&mut command)
}

fn folder(name: &str) -> PathBuf {
    root().join("fuzz").join(name)
}

/// Where a target keeps what it finds from run to run, apart from the corpus of the project.
fn found(target: &str) -> Done<PathBuf> {
    let found = folder("target").join("found").join(target);
    make(&found)?;
    Ok(found)
}

fn make(folder: &Path) -> Done {
    std::fs::create_dir_all(folder).map_err(|e| format!("{}: {e}", folder.display()))
}

/// `cargo fuzz` in its folder. The sanitizers are a nightly feature; the switch lets the stable compiler take it, here
/// only.
fn cargo_fuzz(arguments: &[&str]) -> Command {
    let mut command = cargo(&["fuzz"]);
    command.args(arguments).current_dir(folder("")).env("RUSTC_BOOTSTRAP", "1");
    command
}
