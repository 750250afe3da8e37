//! `cargo xtask test`: every test there is.
//!
//! Cheap steps first, the tests last, so that the test runner's own closing lines close the output. A step that fails
//! does not keep the others from running.

use std::process::Command;
use std::time::Instant;

use crate::shell::{self, Done, answers, cargo, shown, time};
use crate::workspace::{kanhe, root};

/// Runs all steps.
fn run_all(steps: Vec<Step>) -> Done {
    let count = steps.len();
    let mut failed: Vec<String> = Vec::new();
    for (at, step) in steps.into_iter().enumerate() {
        let mut command = step.command;
        eprintln!("\n── {}/{count} {}: {}", at + 1, step.name, shown(&command));
        let start = Instant::now();
        let outcome = shell::run(command.current_dir(root()));
        let mark = if outcome.is_ok() { "ok" } else { "FAILED" };
        if at + 1 < count || outcome.is_err() {
            eprintln!("── {} {mark} in {}", step.name, time(start.elapsed()));
        }
        if outcome.is_err() {
            failed.push(step.name.to_owned());
        }
        if outcome.is_err() && step.needed {
            break;
        }
    }
    if failed.is_empty() { Ok(()) } else { Err(format!("failed: {}", failed.join(", "))) }
}

/// One step.
struct Step {
    name: &'static str,
    command: Command,
    /// Whether the steps after it make no sense without it.
    needed: bool,
}

fn step(name: &'static str, command: Command) -> Step {
    Step { name, command, needed: false }
}

/// `cargo xtask test`
pub fn run() -> Done {
    needs()?;
    let nextest = answers(&mut cargo(&["nextest", "--version"]));
    let mut lints = cargo(&["clippy", "--workspace", "--all-targets", "--locked", "--", "--deny", "warnings"]);
    lints.env("CARGO_TERM_COLOR", "auto");
    let mut pages = cargo(&["doc", "--workspace", "--no-deps", "--document-private-items", "--locked", "--quiet"]);
    pages.env("RUSTDOCFLAGS", "--deny warnings --allow rustdoc::private_intra_doc_links");
    let mut policy = Command::new(kanhe("debug")?);
    policy.args(["policy", "check", "policy", "--lang", "en"]);
    let (build, tests) = if nextest {
        (
            cargo(&["nextest", "run", "--workspace", "--locked", "--no-run"]),
            cargo(&["nextest", "run", "--workspace", "--locked", "--no-fail-fast"]),
        )
    } else {
        eprintln!("cargo-nextest is not installed; cargo test runs the tests, more slowly.");
        eprintln!("For the faster one: cargo install cargo-nextest --locked");
        (
            cargo(&["test", "--workspace", "--locked", "--no-run"]),
            cargo(&["test", "--workspace", "--locked", "--lib", "--bins", "--tests", "--no-fail-fast"]),
        )
    };
    run_all(vec![
        step("format", cargo(&["fmt", "--all", "--", "--check", "-l"])),
        step("lints", lints),
        step("pages of the code", pages),
        Step { name: "build", command: build, needed: true },
        step("policy", policy),
        step("examples in the pages", cargo(&["test", "--workspace", "--locked", "--doc", "--quiet"])),
        step("tests", tests),
    ])
}

/// Says what is missing, and how to get it, before an hour is spent.
fn needs() -> Done {
    let mut missing = Vec::new();
    for (tool, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if !answers(&mut cargo(&[tool, "--version"])) {
            missing.push(format!("cargo {tool}: install it with `rustup component add {component}`"));
        }
    }
    let compiler = std::env::var_os("CC").unwrap_or_else(|| "cc".into());
    if cfg!(unix) && !answers(Command::new(&compiler).arg("--version")) {
        missing.push(
            "a C compiler (the formula tests embed SQLite): install it with `apt-get install gcc libc6-dev`, \
             `dnf install gcc` or `xcode-select --install`"
                .to_owned(),
        );
    }
    if missing.is_empty() { Ok(()) } else { Err(format!("this machine lacks\n  {}", missing.join("\n  "))) }
}
