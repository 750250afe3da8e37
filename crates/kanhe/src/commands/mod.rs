//! One file a command.

mod check;
mod checks;
mod demo;
mod explain;
mod policy;
mod read;
mod results;
mod score;

use std::process::ExitCode;

use clap::CommandFactory;
use kanhe_policy::PolicySet;
use kanhe_report::{Lang, Wording};

use crate::cli::{Cli, Command, Rules};
use crate::environment::language;
use crate::files::Found;
use crate::interrupt;
use crate::output::{print, say, say_failure};
use crate::pipeline::Failure;
use crate::run::{Ended, Run};

/// Nothing is wrong.
const GOOD: u8 = 0;
/// At least one error-severity finding.
const FAULTY: u8 = 1;
/// A file could not be read, or the command could not be carried out.
pub const TROUBLE: u8 = 2;

/// Carries out the command.
pub fn dispatch(cli: &Cli) -> ExitCode {
    let lang = language(cli);
    let outcome = match &cli.command {
        Command::Read(args) => with_policies(cli, |p| read::run(cli, args, p, lang)),
        Command::Check(args) => with_policies(cli, |p| check::run(cli, args, p, lang)),
        Command::Score(args) => with_policies(cli, |p| score::run(cli, args, p, lang)),
        Command::Explain { code } => with_policies(cli, |p| explain::run(code, p, lang)),
        Command::Checks { format } => with_policies(cli, |p| checks::run(*format, p, lang)),
        Command::Policy { command } => policy::run(cli, command, lang),
        Command::Demo { out } => with_policies(cli, |p| demo::run(cli, out, p, lang)),
        Command::Completions { shell } => {
            clap_complete::generate(*shell, &mut Cli::command(), "kanhe", &mut std::io::stdout());
            Ok(GOOD)
        }
        Command::Man => man(),
    };
    ExitCode::from(outcome.unwrap_or_else(|words| {
        say(words.get(lang));
        TROUBLE
    }))
}

fn man() -> Result<u8, Wording> {
    let mut page = Vec::new();
    let made = clap_mangen::Man::new(Cli::command()).render(&mut page);
    made.map_err(|e| Wording::new(format!("手册页没有写成：{e}"), format!("manual page not made: {e}")))?;
    print(&String::from_utf8_lossy(&page));
    Ok(GOOD)
}

/// Loads the built-in rules or those of `--policy`.
fn with_policies(cli: &Cli, run: impl FnOnce(&PolicySet) -> Result<u8, Wording>) -> Result<u8, Wording> {
    let loaded = match &cli.policy {
        None => PolicySet::builtin(),
        Some(dir) => PolicySet::from_dir(dir),
    };
    run(&loaded.map_err(|e| Wording::new(e.zh(), e.to_string()))?)
}

/// Says which paths failed before any document was read; the exit code so far.
fn say_found(found: &Found, lang: Lang) -> u8 {
    for (path, words) in &found.failures {
        say_failure(&Failure { path: path.clone(), words: words.clone() }, lang);
    }
    if found.failures.is_empty() { GOOD } else { TROUBLE }
}

/// Says that a run was stopped, and how to go on; the exit code of all.
fn say_ended(ended: Ended, code: u8, found: &Found, run: &Run, lang: Lang) -> u8 {
    let Ended::Interrupted(done) = ended else { return code };
    let of = found.files.len();
    let (zh, en) = if run.resumes() {
        ("；再运行一次即从这里继续", "; run it again to go on from here")
    } else {
        ("；要能接着做，请加 --resume", "; add --resume to be able to go on")
    };
    say(&match lang {
        Lang::Zh => format!("已中断：{of} 份做完 {done} 份，做完的结果都在{zh}"),
        Lang::En => format!("stopped: {done} of {of} documents are done, and their results are kept{en}"),
    });
    interrupt::INTERRUPTED
}

fn check_place(rules: &Rules, policies: &PolicySet) -> Result<(), Wording> {
    match &rules.place {
        Some(place) if policies.places().iter().all(|p| p.id != *place) => {
            let known: Vec<&str> = policies.places().iter().map(|p| p.id.as_str()).collect();
            let known = known.join(", ");
            Err(Wording::new(
                format!("没有地区 {place} 的规则；现有：{known}"),
                format!("no rules for the place {place}; there are: {known}"),
            ))
        }
        _ => Ok(()),
    }
}
