//! The side that keeps a worker: starts it, hands it documents, notices its death, and starts it again.

use std::io::{BufReader, BufWriter, Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread::JoinHandle;
use std::time::Duration;

use kanhe_report::Wording;

use super::Answer;
use super::caps::Caps;
use super::frame;
use super::worker::{Greeting, NAME, Orders, Reply};
use crate::pipeline::our_fault;

/// A worker is replaced after so many documents: what it may have leaked goes with it.
const SERVES: usize = 2_000;
/// How long a worker may take to load its rules.
const START: Duration = Duration::from_secs(60);
/// Of what a worker said on standard error before it died, so much is kept.
const LAST_WORDS: usize = 8 << 10;

/// How workers are started: the same for all of a run.
pub struct Launch {
    /// What every worker is told first, as it is sent.
    orders: Vec<u8>,
    caps: Caps,
    /// `--policy`.
    policy: Option<PathBuf>,
    /// Hash of the rules that this process loaded: a worker with others is not used.
    hash: String,
}

impl Launch {
    /// For workers with these orders, by the rules of this folder (the built-in ones if `None`).
    pub fn new(orders: &Orders, policy: Option<PathBuf>, hash: &str) -> Result<Self, Wording> {
        let caps = orders.caps;
        let orders = serde_json::to_vec(orders).map_err(|e| not_started(&e.to_string()))?;
        Ok(Self { orders, caps, policy, hash: hash.to_owned() })
    }
}

/// A worker, or the place of one.
pub struct Keeper<'a> {
    launch: &'a Launch,
    live: Option<Live>,
}

/// A running worker. Dropping it ends it.
struct Live {
    child: Child,
    input: Option<BufWriter<ChildStdin>>,
    answers: Receiver<Frames>,
    last_words: Option<JoinHandle<String>>,
    served: usize,
}

/// A reply and its text, as they came: what a cache keeps.
pub type Frames = (Vec<u8>, Vec<u8>);

impl<'a> Keeper<'a> {
    /// No worker runs until the first document.
    pub const fn new(launch: &'a Launch) -> Self {
        Self { launch, live: None }
    }

    /// Has a document worked on. If the worker dies of it, that is this document's failure; the next one gets a new one.
    pub fn ask(&mut self, name: &str, bytes: &[u8]) -> Result<Frames, Wording> {
        let mut live = match self.live.take() {
            Some(live) => live,
            None => Live::start(self.launch)?,
        };
        let caps = self.launch.caps;
        match live.ask(name, bytes, Duration::from_secs(caps.seconds)) {
            Ok(frames) => {
                if live.served < SERVES {
                    self.live = Some(live);
                }
                Ok(frames)
            }
            Err(end) => Err(live.obituary(&end, caps)),
        }
    }
}

/// The answer that two frames hold.
pub fn unpack((head, text): &Frames) -> Result<Answer, Wording> {
    let reply: Reply = serde_json::from_slice(head).unwrap_or_else(|_| Err(our_fault()));
    let mut answer = reply?;
    answer.text = String::from_utf8_lossy(text).into_owned();
    Ok(answer)
}

/// How it ended.
enum End {
    /// It did not answer in time.
    Late,
    /// It closed its output, or could not be written to.
    Gone,
}

impl Live {
    fn start(launch: &Launch) -> Result<Self, Wording> {
        let mut command = Command::new(program().map_err(|e| not_started(&e.to_string()))?);
        command.arg(NAME).args(&launch.policy).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        // The allocator sets aside a GiB of addresses at a time, which would eat up the cap: let it take less at once.
        command.env("MIMALLOC_ARENA_RESERVE", "64MiB");
        apart(&mut command);
        let mut child = command.spawn().map_err(|e| not_started(&e.to_string()))?;
        let input = child.stdin.take().map(BufWriter::new);
        let (Some(mut input), Some(output), Some(errors)) = (input, child.stdout.take(), child.stderr.take()) else {
            return Err(not_started("no pipes"));
        };
        let (sender, answers) = sync_channel(1);
        std::thread::spawn(move || listen(output, &sender));
        let last_words = Some(std::thread::spawn(move || tail(errors)));
        let told = frame::send(&mut input, &launch.orders).and_then(|()| input.flush());
        let live = Self { child, input: Some(input), answers, last_words, served: 0 };
        let heard = live.answers.recv_timeout(START).map(|(greeting, _)| serde_json::from_slice::<Greeting>(&greeting));
        match (told, heard) {
            (Ok(()), Ok(Ok(Ok(hash)))) if hash == launch.hash => Ok(live),
            (Ok(()), Ok(Ok(Ok(_)))) => Err(Wording::new(
                "规则目录在运行中被改动：请重新运行",
                "the rule folder was changed during the run: run it again",
            )),
            (_, Ok(Ok(Err(words)))) => Err(words),
            _ => {
                let caps = launch.caps;
                let words = live.obituary(&End::Gone, caps);
                Err(not_started(&words.en))
            }
        }
    }

    fn ask(&mut self, name: &str, bytes: &[u8], time: Duration) -> Result<Frames, End> {
        let Some(input) = &mut self.input else { return Err(End::Gone) };
        let sent =
            frame::send(input, name.as_bytes()).and_then(|()| frame::send(input, bytes)).and_then(|()| input.flush());
        sent.map_err(|_| End::Gone)?;
        self.served += 1;
        self.answers.recv_timeout(time).map_err(|error| match error {
            RecvTimeoutError::Timeout => End::Late,
            RecvTimeoutError::Disconnected => End::Gone,
        })
    }

    /// Ends the worker, and says in both languages what it died of and what to do.
    fn obituary(mut self, end: &End, caps: Caps) -> Wording {
        if matches!(end, End::Late) {
            return late(caps.seconds);
        }
        // Its output is closed: it is dead, or will be when its input is.
        self.input = None;
        let mut status = None;
        for _ in 0..100 {
            status = self.child.try_wait().ok().flatten();
            if status.is_some() {
                break;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        let _ = self.child.kill();
        let words = self.last_words.take().and_then(|thread| thread.join().ok()).unwrap_or_default();
        cause(status, &words, caps)
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        self.input = None;
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// This program. On Linux the very file that runs, were it replaced or removed since.
fn program() -> std::io::Result<PathBuf> {
    let running = PathBuf::from("/proc/self/exe");
    if cfg!(target_os = "linux") && running.exists() { Ok(running) } else { std::env::current_exe() }
}

/// Ctrl-C on the terminal is for the program, which ends its workers when it sees fit. A list of processes names both.
#[cfg(unix)]
fn apart(command: &mut Command) {
    use std::os::unix::process::CommandExt;
    command.process_group(0).arg0("kanhe");
}

/// See above.
#[cfg(windows)]
fn apart(command: &mut Command) {
    use std::os::windows::process::CommandExt;
    const CREATE_NEW_PROCESS_GROUP: u32 = 0x0000_0200;
    command.creation_flags(CREATE_NEW_PROCESS_GROUP);
}

/// Passes on what a worker sends: its greeting, which is one frame, then pairs of frames.
fn listen(output: ChildStdout, to: &SyncSender<Frames>) {
    let mut output = BufReader::new(output);
    let Ok(Some(greeting)) = frame::receive(&mut output) else { return };
    let mut frames = (greeting, Vec::new());
    while to.send(frames).is_ok() {
        let (Ok(Some(head)), Ok(Some(text))) = (frame::receive(&mut output), frame::receive(&mut output)) else {
            return;
        };
        frames = (head, text);
    }
}

/// The end of what is said.
fn tail(mut from: impl Read) -> String {
    let mut kept = Vec::new();
    let mut piece = [0; 1024];
    while let Ok(count @ 1..) = from.read(&mut piece) {
        kept.extend(piece.iter().take(count));
        let surplus = kept.len().saturating_sub(LAST_WORDS);
        kept.drain(..surplus);
    }
    String::from_utf8_lossy(&kept).into_owned()
}

fn not_started(why: &str) -> Wording {
    Wording::new(
        format!("读取进程没有启动：{why}。请确认程序文件还在原处，内存没有用尽"),
        format!(
            "no worker process could be started: {why}. See that the program is still in its place and memory is left"
        ),
    )
}

/// What is said of a document that takes too long.
pub fn late(seconds: u64) -> Wording {
    Wording::new(
        format!("{seconds} 秒内没有读完，已停止：请另存为 .docx 或 .xlsx 再试，或用 --timeout 放宽"),
        format!(
            "not done within {seconds} seconds, stopped: save it anew as .docx or .xlsx, or allow more by --timeout"
        ),
    )
}

/// What a worker died of, told by its exit and its last words.
fn cause(status: Option<ExitStatus>, words: &str, caps: Caps) -> Wording {
    let signal = signal(status);
    if signal == Some(Signal::Killed) {
        return Wording::new(
            "读取进程被系统停止，多半是内存不足：请关闭别的程序，或用 --jobs 1 再试",
            "its worker was stopped by the system, most likely short of memory: close other programs, or try --jobs 1",
        );
    }
    if words.contains("memory allocation of") {
        let mib = caps.mebibytes;
        return Wording::new(
            format!("所需内存超过 {mib} MB，已停止：请拆成几份，或用 --memory 放宽"),
            format!("needs more than {mib} MB of memory, stopped: split it into parts, or allow more by --memory"),
        );
    }
    if words.contains("has overflowed its stack") {
        return Wording::new(
            "内容嵌套太深，读取进程已停止：请另存为 .docx 或 .xlsx 再试，并把文件交给维护者",
            "nested too deeply, its worker stopped: save it anew as .docx or .xlsx, and give the file to the maintainers",
        );
    }
    if signal == Some(Signal::Time) {
        return late(caps.seconds);
    }
    let status = status.map(|s| s.to_string()).unwrap_or_default();
    let fault = our_fault();
    Wording::new(format!("{}（{status}）", fault.zh), format!("{} ({status})", fault.en))
}

/// Signals that say something about the document.
#[derive(PartialEq, Eq)]
enum Signal {
    /// By the system, which was short of memory.
    Killed,
    /// Out of processor time.
    Time,
}

#[cfg(unix)]
fn signal(status: Option<ExitStatus>) -> Option<Signal> {
    use std::os::unix::process::ExitStatusExt;
    let number = status?.signal()?;
    if number == rustix::process::Signal::KILL.as_raw() {
        Some(Signal::Killed)
    } else if number == rustix::process::Signal::XCPU.as_raw() {
        Some(Signal::Time)
    } else {
        None
    }
}

#[cfg(not(unix))]
fn signal(_: Option<ExitStatus>) -> Option<Signal> {
    None
}
