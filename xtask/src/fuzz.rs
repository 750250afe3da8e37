//! `cargo xtask fuzz`: the fuzz targets of `fuzz/`, on the stable compiler.

use crate::shell::{self, Done, answers, cargo, output};
use crate::workspace::root;

/// Seconds a target when none are given.
const SECONDS: &str = "60";

/// Fuzzes one target, or each in turn.
pub fn run(words: &[&str]) -> Done {
    let (target, seconds) = match words {
        [] => (None, SECONDS),
        [one] if one.parse::<u32>().is_ok() => (None, *one),
        [target] => (Some(*target), SECONDS),
        [target, seconds] => (Some(*target), *seconds),
        _ => return Err("usage: cargo xtask fuzz [TARGET] [SECONDS]".to_owned()),
    };
    seconds.parse::<u32>().map_err(|_| format!("not a number of seconds: {seconds}"))?;
    if !answers(&mut cargo(&["fuzz", "--version"])) {
        return Err(
            "cargo-fuzz is not installed: cargo install cargo-fuzz --locked (it needs a C++ compiler)".to_owned()
        );
    }
    let fuzz = root().join("fuzz");
    let listed = output(cargo(&["fuzz", "list"]).current_dir(&fuzz).env("RUSTC_BOOTSTRAP", "1"))?;
    let all: Vec<&str> = listed.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    let chosen = match target {
        None => all,
        Some(name) if all.contains(&name) => vec![name],
        Some(name) => return Err(format!("no fuzz target {name}; there are: {}", all.join(", "))),
    };
    for name in chosen {
        eprintln!("── {name}, {seconds} s");
        let limit = format!("-max_total_time={seconds}");
        // The sanitizers are a nightly feature; this switch lets the stable compiler take it, here only.
        let mut command = cargo(&["fuzz", "run", name, "--", &limit, "-timeout=10", "-rss_limit_mb=2048"]);
        shell::run(command.current_dir(&fuzz).env("RUSTC_BOOTSTRAP", "1"))?;
    }
    Ok(())
}
