//! `kanhe read`: what documents state, as printed.

use kanhe_policy::PolicySet;
use kanhe_report::{Lang, Wording};

use super::{TROUBLE, say_ended, say_found};
use crate::cli::{Cli, ReadArgs, ReadFormat};
use crate::files::collect;
use crate::interrupt;
use crate::output::{print, print_line, say_failure};
use crate::pipeline::Failure;
use crate::run::{Ended, Run};
use crate::work::{Product, Setup};

pub fn run(cli: &Cli, args: &ReadArgs, policies: &PolicySet, lang: Lang) -> Result<u8, Wording> {
    let found = collect(&args.input.paths);
    let mut code = say_found(&found, lang);
    let product = match args.format {
        ReadFormat::Json => Product::ReadJson,
        ReadFormat::Text => Product::ReadText,
    };
    let run = Run::new(cli, &args.input, policies, lang);
    interrupt::listen(&found.files, lang);
    let ended = run.in_order(&found.files, &Setup::new(product, lang), |input, outcome| match outcome {
        Ok(answer) => print(&answer.text),
        Err(words) => {
            code = TROUBLE;
            say_failure(&Failure { path: input.to_owned(), words }, lang);
            true
        }
    })?;
    if found.folder && args.format == ReadFormat::Text && !found.files.is_empty() && ended == Ended::Whole {
        let n = found.files.len();
        print_line(&match lang {
            Lang::Zh => format!("共 {n} 份"),
            Lang::En => format!("{n} documents"),
        });
    }
    Ok(say_ended(ended, code, &found, &run, lang))
}
