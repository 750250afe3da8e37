//! `kanhe`: reads, checks and scores budget-performance self-evaluations.

mod cli;
mod commands;
mod environment;
mod files;
mod output;
mod pipeline;
mod run;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    commands::dispatch(&cli)
}
