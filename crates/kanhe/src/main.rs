//! `kanhe`: reads, checks and scores budget-performance self-evaluations.

mod archives;
mod cache;
mod cli;
mod commands;
mod environment;
mod files;
mod interrupt;
mod output;
mod pipeline;
mod progress;
mod run;
mod work;

use std::process::ExitCode;

use clap::Parser;

/// A document is read into many small pieces of text: this allocator takes a tenth off the whole run.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    if arguments.next().is_some_and(|name| name == work::worker::NAME) {
        return work::worker::run(arguments.next().as_deref());
    }
    let cli = cli::Cli::parse();
    commands::dispatch(&cli)
}
