//! Many documents: handed to workers, answered in stable order, with progress, until done or stopped.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use kanhe_policy::PolicySet;
use kanhe_report::{Lang, Report, Wording};

use crate::cache::Cache;
use crate::cli::{self, Cli};
use crate::output::say_failure;
use crate::pipeline::{Failure, our_fault};
use crate::progress::Progress;
use crate::work::caps::Caps;
use crate::work::keeper::{Frames, Keeper, Launch, late, unpack};
use crate::work::worker::Orders;
use crate::work::{Answer, Product, Setup, perform};
use crate::{archives, commands, interrupt};

/// A single document up to this size is read in this process: starting a worker would take longer than reading it.
const ALONE: u64 = 1 << 20;
/// Answers that wait for an earlier document to be done: no more bytes than this …
const WAITING_BYTES: usize = 24 << 20;
/// … and no more documents.
const WAITING: usize = 8192;
/// How often a request to stop is looked for.
const LOOK: Duration = Duration::from_millis(100);

/// How documents are worked on, as the command line says.
pub struct Run<'a> {
    policies: &'a PolicySet,
    /// `--policy`, for the workers.
    folder: Option<PathBuf>,
    jobs: usize,
    caps: Caps,
    /// `--resume`, and `--cache`.
    keep: bool,
    cache: Option<&'a Path>,
    lang: Lang,
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// All documents were worked on.
    Whole,
    /// Stopped by Ctrl-C after so many.
    Interrupted(usize),
}

impl<'a> Run<'a> {
    /// As the command line says.
    pub fn new(cli: &Cli, input: &'a cli::Input, policies: &'a PolicySet, lang: Lang) -> Self {
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            policies,
            folder: cli.policy.clone(),
            jobs: input.jobs.map_or_else(cores, usize::from),
            caps: Caps { mebibytes: input.memory, seconds: input.timeout },
            keep: input.resume || input.cache.is_some(),
            cache: input.cache.as_deref(),
            lang,
        }
    }

    /// Whether results are kept for the next run.
    pub const fn resumes(&self) -> bool {
        self.keep
    }

    /// Reads reports that others are held against; the first that cannot be read ends it.
    pub fn reports(&self, paths: &[PathBuf]) -> Result<Vec<Report>, Wording> {
        let mut reports = Vec::with_capacity(paths.len());
        let mut trouble = None;
        self.in_order(paths, &Setup::new(Product::Report, self.lang), |input, outcome| {
            match outcome {
                Ok(answer) => reports.extend(answer.report.map(|r| *r)),
                Err(words) => {
                    let name = input.to_string_lossy();
                    trouble = Some(Wording::new(format!("{name}: {}", words.zh), format!("{name}: {}", words.en)));
                }
            }
            trouble.is_none()
        })?;
        trouble.map_or(Ok(reports), Err)
    }

    /// Has every document worked on, and hands each outcome to `give` in the documents' order. Stops when `give`
    /// answers `false` (nobody reads the output any more).
    pub fn in_order(
        &self,
        inputs: &[PathBuf],
        setup: &Setup,
        mut give: impl FnMut(&Path, Result<Answer, Wording>) -> bool,
    ) -> Result<Ended, Wording> {
        let cache = if self.keep { Some(Cache::open(self.cache, setup, self.policies.hash())?) } else { None };
        if let [input] = inputs
            && cache.is_none()
            && std::fs::metadata(input).is_ok_and(|m| m.is_file() && m.len() <= ALONE)
        {
            give(input, self.alone(input, setup));
            return Ok(Ended::Whole);
        }
        let orders = Orders { setup: setup.clone(), caps: self.caps };
        let launch = Launch::new(&orders, self.folder.clone(), self.policies.hash())?;
        let queue = Queue::new(inputs.len());
        let mut progress = Progress::new(inputs.len(), self.lang);
        let mut given = 0;
        std::thread::scope(|scope| {
            for _ in 0..self.jobs.min(inputs.len()) {
                scope.spawn(|| serve(inputs, &queue, &launch, cache.as_ref()));
            }
            while let Some((input, outcome)) = inputs.get(given).and_then(|input| Some((input, queue.give(given)?))) {
                progress.done(outcome.is_ok());
                given += 1;
                if !progress.aside(|| give(input, outcome)) {
                    queue.stop();
                }
            }
        });
        drop(progress);
        Ok(if given < inputs.len() && interrupt::asked() { Ended::Interrupted(given) } else { Ended::Whole })
    }

    /// A single small document, in this process. What a worker's keeper would do about the time, a thread does.
    fn alone(&self, input: &Path, setup: &Setup) -> Result<Answer, Wording> {
        let (done, waiting) = channel::<()>();
        let failure = Failure { path: input.to_owned(), words: late(self.caps.seconds) };
        let (seconds, lang) = (self.caps.seconds, self.lang);
        std::thread::spawn(move || {
            if waiting.recv_timeout(Duration::from_secs(seconds)) == Err(RecvTimeoutError::Timeout) {
                say_failure(&failure, lang);
                std::process::exit(i32::from(commands::TROUBLE));
            }
        });
        let outcome = archives::load(input)
            .and_then(|bytes| perform(setup, &setup.bench(self.policies), &input.to_string_lossy(), &bytes));
        drop(done);
        outcome
    }
}

/// One keeper's work: the next document, from the cache or by its worker, until none is left.
fn serve(inputs: &[PathBuf], queue: &Queue, launch: &Launch, cache: Option<&Cache>) {
    let mut keeper = Keeper::new(launch);
    while let Some((index, input)) = queue.take().and_then(|index| Some((index, inputs.get(index)?))) {
        let one = || one(input, &mut keeper, cache);
        // A document that is taken must be answered, come what may: the others wait for it.
        let outcome = catch_unwind(AssertUnwindSafe(one)).unwrap_or_else(|_| Err(our_fault()));
        queue.put(index, outcome);
    }
}

fn one(input: &Path, keeper: &mut Keeper, cache: Option<&Cache>) -> Result<(Answer, usize), Wording> {
    let (name, bytes) = (input.to_string_lossy(), archives::load(input)?);
    let key = cache.map(|cache| (cache, cache.key(&name, &bytes)));
    let size = |(head, text): &Frames| head.len() + text.len();
    if let Some(frames) = key.as_ref().and_then(|(cache, key)| cache.get(key))
        && let Ok(answer) = unpack(&frames)
    {
        return Ok((answer, size(&frames)));
    }
    let frames = keeper.ask(&name, &bytes)?;
    let answer = unpack(&frames)?;
    if let Some((cache, key)) = &key {
        cache.put(key, &frames);
    }
    Ok((answer, size(&frames)))
}

/// Which document is next, and which answers wait for an earlier one.
struct Queue {
    len: usize,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    /// The next document to be taken.
    next: usize,
    /// Documents that were handed on.
    given: usize,
    waiting: BTreeMap<usize, (Result<Answer, Wording>, usize)>,
    /// Bytes of the answers that wait.
    bytes: usize,
    stopped: bool,
}

impl Queue {
    fn new(len: usize) -> Self {
        Self { len, state: Mutex::default(), changed: Condvar::new() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next document to work on; waits while too many answers are waiting to be handed on.
    fn take(&self) -> Option<usize> {
        let mut state = self.state();
        loop {
            if state.stopped || interrupt::asked() || state.next >= self.len {
                state.stopped = true;
                self.changed.notify_all();
                return None;
            }
            let room = state.bytes < WAITING_BYTES && state.next - state.given < WAITING;
            if room || state.next == state.given {
                state.next += 1;
                return Some(state.next - 1);
            }
            state = self.wait(state);
        }
    }

    fn put(&self, index: usize, outcome: Result<(Answer, usize), Wording>) {
        let (outcome, size) = match outcome {
            Ok((answer, size)) => (Ok(answer), size),
            Err(words) => (Err(words), 0),
        };
        let mut state = self.state();
        state.bytes += size;
        state.waiting.insert(index, (outcome, size));
        self.changed.notify_all();
    }

    /// The outcome of this document, which is waited for; `None` where nobody will work on it any more.
    fn give(&self, index: usize) -> Option<Result<Answer, Wording>> {
        let mut state = self.state();
        loop {
            if let Some((outcome, size)) = state.waiting.remove(&index) {
                state.bytes = state.bytes.saturating_sub(size);
                state.given = index + 1;
                self.changed.notify_all();
                return Some(outcome);
            }
            if state.stopped && index >= state.next {
                return None;
            }
            state = self.wait(state);
        }
    }

    /// No further document is taken.
    fn stop(&self) {
        self.state().stopped = true;
        self.changed.notify_all();
    }

    fn wait<'a>(&self, state: MutexGuard<'a, State>) -> MutexGuard<'a, State> {
        self.changed.wait_timeout(state, LOOK).unwrap_or_else(PoisonError::into_inner).0
    }
}
