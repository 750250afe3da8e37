//! What a worker may take of the machine. It caps itself, after the rules are loaded and before the first document.

use serde::{Deserialize, Serialize};

/// Caps on a worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Caps {
    /// `--memory`: address space of a worker.
    pub mebibytes: u64,
    /// `--timeout`: for one document.
    pub seconds: u64,
}

/// Caps memory, forbids files, and asks to die with the program that started this one. Where a system does not offer
/// one of these, the others hold: the program's own clock is there everywhere.
#[cfg(unix)]
pub fn apply(caps: Caps) {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let set = |what, value| {
        let _ = setrlimit(what, Rlimit { current: Some(value), maximum: Some(value) });
    };
    set(Resource::As, caps.mebibytes.saturating_mul(1 << 20));
    set(Resource::Core, 0);
    set(Resource::Fsize, 0);
    #[cfg(target_os = "linux")]
    let _ = rustix::process::set_parent_process_death_signal(Some(rustix::process::Signal::KILL));
}

/// Gives the next document its processor time: what is used up so far, and as much as `--timeout` again.
#[cfg(unix)]
pub fn renew(caps: Caps) {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    use rustix::time::{ClockId, clock_gettime};
    let used = u64::try_from(clock_gettime(ClockId::ProcessCPUTime).tv_sec).unwrap_or(0);
    let maximum = getrlimit(Resource::Cpu).maximum;
    let current = Some(used.saturating_add(caps.seconds).saturating_add(1));
    let _ = setrlimit(Resource::Cpu, Rlimit { current, maximum });
}

/// This system offers no caps that the program could set: the clock of the other side must do.
#[cfg(not(unix))]
pub fn apply(_: Caps) {}

/// See [`apply`].
#[cfg(not(unix))]
pub fn renew(_: Caps) {}
