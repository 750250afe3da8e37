//! The worker: this program started by itself, reading documents that come over standard input.
//!
//! It opens no document and writes no file. A panic is answered as a failure; everything else that goes wrong ends the
//! process, which the other side notices.

use std::ffi::OsStr;
use std::io::{BufWriter, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::ExitCode;

use kanhe_policy::PolicySet;
use kanhe_report::Wording;
use serde::{Deserialize, Serialize};

use super::caps::{self, Caps};
use super::{Answer, Setup, frame, perform};
use crate::pipeline::our_fault;

/// The first argument of a worker's command line; the second is the folder of `--policy`, if there is one.
pub const NAME: &str = "__worker";

/// What a worker is told first.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Orders {
    /// What to make of each document.
    pub setup: Setup,
    /// What it may take of the machine.
    pub caps: Caps,
}

/// What a worker answers first: the hash of its rules, or why it has none.
pub type Greeting = Result<String, Wording>;

/// What a worker answers to a document; the text follows in a frame of its own.
pub type Reply = Result<Answer, Wording>;

/// Works until nothing more comes.
pub fn run(policy: Option<&OsStr>) -> ExitCode {
    let outcome = serve(policy, &mut std::io::stdin().lock(), &mut BufWriter::new(std::io::stdout().lock()));
    if outcome.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn serve(policy: Option<&OsStr>, from: &mut impl Read, to: &mut impl Write) -> std::io::Result<()> {
    let Orders { setup, caps } = frame::receive_value(from)?;
    let loaded = match policy {
        None => PolicySet::builtin(),
        Some(dir) => PolicySet::from_dir(Path::new(dir)),
    };
    let policies = match loaded {
        Ok(policies) => policies,
        Err(error) => {
            frame::send_value(to, &Greeting::Err(Wording::new(error.zh(), error.to_string())))?;
            return to.flush();
        }
    };
    let bench = setup.bench(&policies);
    caps::apply(caps);
    frame::send_value(to, &Greeting::Ok(policies.hash().to_owned()))?;
    to.flush()?;
    while let Some(name) = frame::receive(from)? {
        let Some(bytes) = frame::receive(from)? else { return Ok(()) };
        caps::renew(caps);
        let name = String::from_utf8_lossy(&name);
        let work = || {
            #[cfg(debug_assertions)]
            super::canary::sing(&bytes);
            perform(&setup, &bench, &name, &bytes)
        };
        let reply: Reply = catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(our_fault()));
        frame::send_value(to, &reply)?;
        frame::send(to, reply.map(|answer| answer.text).unwrap_or_default().as_bytes())?;
        to.flush()?;
    }
    Ok(())
}
