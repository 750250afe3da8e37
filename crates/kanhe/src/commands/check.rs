//! `kanhe check`: what is wrong with documents.

use std::path::{Path, PathBuf};

use kanhe_policy::PolicySet;
use kanhe_report::{Lang, Wording};
use kanhe_writing::{SummaryRow, summary_table};

use super::results::{Results, Stream, Workbook, titles};
use super::{FAULTY, GOOD, TROUBLE, check_place, say_ended, say_found};
use crate::cli::{CheckArgs, CheckFormat, Cli};
use crate::environment::{color, columns};
use crate::files::collect;
use crate::interrupt;
use crate::output::{print, say_failure};
use crate::pipeline::Failure;
use crate::run::Run;
use crate::work::{Answer, Product, Setup};

pub fn run(cli: &Cli, args: &CheckArgs, policies: &PolicySet, lang: Lang) -> Result<u8, Wording> {
    check_place(&args.rules, policies)?;
    let format = format(args);
    let found = collect(&args.input.paths);
    let many = found.folder || found.files.len() > 1;
    interrupt::listen(&found.files, lang);
    let run = Run::new(cli, &args.input, policies, lang);
    let setup = Setup {
        place: args.rules.place.clone(),
        year: args.rules.year,
        prior: run.reports(args.prior.as_slice())?.pop(),
        against: run.reports(&args.against)?,
        ..Setup::new(product(format, cli, args), lang)
    };
    let names = titles(policies, lang);
    let mut results = match (format, &args.out) {
        (CheckFormat::Text | CheckFormat::Json, out) => Results::Stream(Stream::new(out.as_ref())?),
        (CheckFormat::Sarif, out) => Results::sarif(Stream::new(out.as_ref())?, &names)?,
        (CheckFormat::Html, Some(out)) if many => Results::Pages(out.clone()),
        (CheckFormat::Html, None) if many => return Err(pages_need_a_folder()),
        (CheckFormat::Html, out) => Results::Stream(Stream::new(out.as_ref())?),
        (CheckFormat::Xlsx, Some(out)) => Results::Workbook(Box::new(Workbook::new(out, lang)?)),
        (CheckFormat::Xlsx, None) => return Err(workbook_needs_a_file()),
    };
    let mut outcome = Outcome { code: say_found(&found, lang), rows: Vec::new(), trouble: None };
    let spaced = format == CheckFormat::Text && found.files.len() > 1;
    let ended = run.in_order(&found.files, &setup, |input, answer| {
        let inside = inside(input, &args.input.paths);
        match answer {
            Ok(mut answer) => {
                if spaced {
                    answer.text.push('\n');
                }
                outcome.add(&mut answer, inside);
                outcome.keep(results.add(&answer, inside))
            }
            Err(words) => {
                let added = results.add_failure(&input.to_string_lossy(), &words).map(|()| true);
                outcome.fail(&Failure { path: input.to_owned(), words }, inside, lang);
                outcome.keep(added)
            }
        }
    })?;
    if let Some(words) = outcome.trouble {
        return Err(words);
    }
    // A folder's results end with a summary; where they are pages or a workbook, it is all that the terminal shows.
    let summary = || summary_table(&outcome.rows, &names, lang);
    if spaced {
        results.close_with(&summary())?;
    }
    results.finish(&names)?;
    if many && args.out.is_some() && matches!(format, CheckFormat::Xlsx | CheckFormat::Html) {
        print(&summary());
    }
    Ok(say_ended(ended, outcome.code, &found, &run, lang))
}

/// `--format`, else by the ending of `--out`, else for people.
fn format(args: &CheckArgs) -> CheckFormat {
    args.format.unwrap_or_else(|| {
        let ending = args.out.as_ref().and_then(|out| out.extension());
        match ending.map(|e| e.to_string_lossy().to_ascii_lowercase()).as_deref() {
            Some("xlsx") => CheckFormat::Xlsx,
            Some("json" | "jsonl") => CheckFormat::Json,
            Some("html" | "htm") => CheckFormat::Html,
            Some("sarif") => CheckFormat::Sarif,
            _ => CheckFormat::Text,
        }
    })
}

fn product(format: CheckFormat, cli: &Cli, args: &CheckArgs) -> Product {
    match format {
        CheckFormat::Text => Product::FindingsText { color: args.out.is_none() && color(cli), columns: columns() },
        CheckFormat::Json => Product::FindingsJson,
        CheckFormat::Html => Product::Page,
        CheckFormat::Xlsx => Product::Record,
        CheckFormat::Sarif => Product::Sarif,
    }
}

/// What a run comes to.
struct Outcome {
    /// The exit code so far: trouble outweighs faults, faults outweigh good.
    code: u8,
    rows: Vec<SummaryRow>,
    /// Why results could not be written.
    trouble: Option<Wording>,
}

impl Outcome {
    fn add(&mut self, answer: &mut Answer, inside: &Path) {
        if let Some(row) = answer.row.take() {
            if row.counts.error > 0 && self.code == GOOD {
                self.code = FAULTY;
            }
            self.rows.push(SummaryRow { file: inside.display().to_string(), ..row });
        }
    }

    fn fail(&mut self, failure: &Failure, inside: &Path, lang: Lang) {
        say_failure(failure, lang);
        self.code = TROUBLE;
        self.rows.push(SummaryRow {
            file: inside.display().to_string(),
            failure: Some(failure.words.get(lang).to_owned()),
            ..SummaryRow::default()
        });
    }

    /// Whether to go on.
    fn keep(&mut self, written: Result<bool, Wording>) -> bool {
        match written {
            Ok(go_on) => go_on,
            Err(words) => {
                self.trouble = Some(words);
                false
            }
        }
    }
}

/// The path below the folder that was asked for; the file's name where it was asked for itself.
fn inside<'a>(path: &'a Path, roots: &[PathBuf]) -> &'a Path {
    let below = roots.iter().find_map(|root| path.strip_prefix(root).ok()).filter(|p| !p.as_os_str().is_empty());
    below.or_else(|| path.file_name().map(Path::new)).unwrap_or(path)
}

fn pages_need_a_folder() -> Wording {
    Wording::new(
        "多份文件的网页要写到目录：请加 --out 目录",
        "pages of several documents go into a folder: add --out DIR",
    )
}

fn workbook_needs_a_file() -> Wording {
    Wording::new("工作簿要写到文件：请加 --out 结果.xlsx", "a workbook goes into a file: add --out results.xlsx")
}
