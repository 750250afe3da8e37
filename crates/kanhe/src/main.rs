//! `kanhe`: reads, checks and scores budget-performance self-evaluations.

mod archives;
mod cli;
mod commands;
mod environment;
mod files;
mod output;
mod pipeline;
mod run;

use std::process::ExitCode;

use clap::Parser;

/// A document is read into many small pieces of text: this allocator takes a tenth off the whole run.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    commands::dispatch(&cli)
}
