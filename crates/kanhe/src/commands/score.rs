//! `kanhe score`: the scores recomputed, every point explained.

use kanhe_policy::PolicySet;
use kanhe_report::{Lang, Wording};

use super::{TROUBLE, check_place, say_ended, say_found};
use crate::cli::{Cli, ReadFormat, ScoreArgs};
use crate::files::collect;
use crate::interrupt;
use crate::output::{print, say_failure};
use crate::pipeline::Failure;
use crate::run::Run;
use crate::work::{Product, Setup};

pub fn run(cli: &Cli, args: &ScoreArgs, policies: &PolicySet, lang: Lang) -> Result<u8, Wording> {
    check_place(&args.rules, policies)?;
    let found = collect(&args.input.paths);
    let mut code = say_found(&found, lang);
    let product = match args.format {
        ReadFormat::Text => Product::ScoreText,
        ReadFormat::Json => Product::ScoreJson,
    };
    let setup = Setup { place: args.rules.place.clone(), year: args.rules.year, ..Setup::new(product, lang) };
    let run = Run::new(cli, &args.input, policies, lang);
    interrupt::listen(&found.files, lang);
    let ended = run.in_order(&found.files, &setup, |input, outcome| match outcome {
        Ok(answer) => print(&answer.text),
        Err(words) => {
            code = TROUBLE;
            say_failure(&Failure { path: input.to_owned(), words }, lang);
            true
        }
    })?;
    Ok(say_ended(ended, code, &found, &run, lang))
}
