//! A run of the program with an eye on its time and memory.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// What a run came to.
pub struct Ended {
    /// Exit code; `None` if a signal ended it, or this watch.
    pub code: Option<i32>,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
    /// The most memory that it or a process of its own filled, in bytes; 0 where the system does not tell.
    pub memory: u64,
    /// How long it took.
    pub time: Duration,
}

/// Runs the program in a folder for at most this long.
pub fn watch(arguments: &[&str], folder: &Path, most: Duration) -> Ended {
    // Output goes to files: a pipe that nobody empties would stop the program.
    let [out, err] = ["out", "err"].map(|name| folder.with_extension(name));
    let file = |path: &Path| File::create(path).map(Stdio::from).expect("room for output");
    let start = Instant::now();
    let mut program = Command::new(env!("CARGO_BIN_EXE_kanhe"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("KANHE_POLICY")
        .stdin(Stdio::null())
        .stdout(file(&out))
        .stderr(file(&err))
        .spawn()
        .expect("the program starts");
    let mut memory = 0;
    let code = loop {
        memory = memory.max(filled(program.id()));
        if let Some(status) = program.try_wait().expect("its own child") {
            break status.code();
        }
        if start.elapsed() > most {
            let _ = program.kill();
            let _ = program.wait();
            break None;
        }
        sleep(Duration::from_millis(10));
    };
    let text = |path: &Path| String::from_utf8_lossy(&fs::read(path).expect("what was written")).into_owned();
    Ended { code, stdout: text(&out), stderr: text(&err), memory, time: start.elapsed() }
}

/// The most that a process, or one that it started, has filled so far.
fn filled(process: u32) -> u64 {
    let own = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let own = own.lines().find_map(|line| line.strip_prefix("VmHWM:")?.split_whitespace().next()?.parse::<u64>().ok());
    let children = fs::read_to_string(format!("/proc/{process}/task/{process}/children")).unwrap_or_default();
    let children = children.split_whitespace().filter_map(|child| child.parse().ok()).map(filled);
    children.chain(own.map(|kilobytes| kilobytes << 10)).max().unwrap_or(0)
}
