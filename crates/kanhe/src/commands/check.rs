//! `kanhe check`: what is wrong with documents.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use kanhe_policy::PolicySet;
use kanhe_report::{Counts, Lang, Report, Wording, findings_json};
use kanhe_writing::{
    SummaryRow, TerminalStyle, Verdict, findings_workbook, html_page, sarif_log, summary_table, terminal_findings,
};

use super::{FAULTY, GOOD, TROUBLE, check_place, say_found};
use crate::cli::{CheckArgs, CheckFormat, Cli};
use crate::environment::{color, columns};
use crate::files::{Found, collect};
use crate::output::{print, print_line, say_failure, write_file};
use crate::pipeline::{self, Bench, Examined, Failure};
use crate::run;

pub fn run(cli: &Cli, args: &CheckArgs, policies: &PolicySet, lang: Lang) -> Result<u8, Wording> {
    check_place(&args.rules, policies)?;
    let prior = args.prior.as_deref().map(|p| pipeline::read(p, policies)).transpose().map_err(named)?;
    let against: Vec<Report> =
        args.against.iter().map(|p| pipeline::read(p, policies)).collect::<Result<_, _>>().map_err(named)?;
    let bench = Bench {
        place: args.rules.place.as_deref(),
        year: args.rules.year,
        prior: prior.as_ref(),
        against: &against,
        ..Bench::new(policies)
    };
    let found = collect(&args.input.paths);
    let mut outcome = Outcome { code: say_found(&found, lang) };
    match args.format {
        CheckFormat::Text => text(cli, args, &bench, &found, lang, &mut outcome)?,
        CheckFormat::Json => json(args, &bench, &found, lang, &mut outcome)?,
        CheckFormat::Html => html(args, &bench, &found, lang, &mut outcome)?,
        CheckFormat::Xlsx | CheckFormat::Sarif => together(args, &bench, &found, lang, &mut outcome)?,
    }
    Ok(outcome.code)
}

/// The exit code so far: trouble outweighs faults, faults outweigh good.
struct Outcome {
    code: u8,
}

impl Outcome {
    fn failed(&mut self, failure: &Failure, lang: Lang) {
        say_failure(failure, lang);
        self.code = TROUBLE;
    }

    fn counted(&mut self, counts: Counts) {
        if counts.error > 0 && self.code == GOOD {
            self.code = FAULTY;
        }
    }
}

fn named(failure: Failure) -> Wording {
    let path = failure.path.display();
    Wording::new(format!("{path}: {}", failure.words.zh), format!("{path}: {}", failure.words.en))
}

fn examine(path: &Path, bench: &Bench) -> Result<Examined, Failure> {
    pipeline::read(path, bench.policies).and_then(|report| pipeline::examine(report, bench))
}

/// Text and JSON go to standard output or, whole, to `--out`.
struct Sink<'a> {
    out: Option<&'a PathBuf>,
    kept: String,
}

impl Sink<'_> {
    fn put(&mut self, text: &str) -> bool {
        if self.out.is_some() {
            self.kept.push_str(text);
            return true;
        }
        print(text)
    }

    fn close(self) -> Result<(), Wording> {
        match self.out {
            Some(path) => write_file(path, self.kept.as_bytes()),
            None => Ok(()),
        }
    }
}

fn text(
    cli: &Cli,
    args: &CheckArgs,
    bench: &Bench,
    found: &Found,
    lang: Lang,
    outcome: &mut Outcome,
) -> Result<(), Wording> {
    let style = TerminalStyle { lang, color: args.out.is_none() && color(cli), columns: columns() };
    let many = found.files.len() > 1;
    let mut rows: Vec<SummaryRow> = Vec::new();
    let mut sink = Sink { out: args.out.as_ref(), kept: String::new() };
    run::in_order(
        &found.files,
        args.input.jobs,
        lang,
        |path| {
            examine(path, bench).map(|examined| {
                let verdict = examined.verdict();
                (terminal_findings(&verdict, style), summary_row(&verdict, inside(path, &args.input.paths), lang))
            })
        },
        |path, answer| match answer {
            Ok((text, row)) => {
                outcome.counted(row.counts);
                rows.push(row);
                sink.put(&text) && (!many || sink.put("\n"))
            }
            Err(failure) => {
                outcome.failed(&failure, lang);
                let words = failure.words.get(lang).to_owned();
                rows.push(SummaryRow {
                    file: path.display().to_string(),
                    failure: Some(words),
                    ..SummaryRow::default()
                });
                true
            }
        },
    );
    if many {
        sink.put(&summary_table(&rows, &titles(bench.policies, lang), lang));
    }
    sink.close()
}

fn summary_row(verdict: &Verdict, file: &Path, lang: Lang) -> SummaryRow {
    SummaryRow {
        file: file.display().to_string(),
        unit: verdict.report.unit.as_ref().map(|u| u.value.clone()),
        counts: verdict.counts(),
        score: verdict.score_line(lang),
        codes: verdict.roots().into_iter().map(|f| f.code.clone()).collect(),
        failure: None,
    }
}

fn titles(policies: &PolicySet, lang: Lang) -> BTreeMap<String, String> {
    policies.checks().iter().map(|c| (c.code.clone(), c.title.get(lang).to_owned())).collect()
}

fn json(args: &CheckArgs, bench: &Bench, found: &Found, lang: Lang, outcome: &mut Outcome) -> Result<(), Wording> {
    let mut sink = Sink { out: args.out.as_ref(), kept: String::new() };
    run::in_order(
        &found.files,
        args.input.jobs,
        lang,
        |path| {
            examine(path, bench).map(|examined| {
                let verdict = examined.verdict();
                let value = findings_json(&examined.report, &examined.appraisal.findings, verdict.main_scorecard());
                (value.to_string() + "\n", verdict.counts())
            })
        },
        |_, answer| match answer {
            Ok((text, counts)) => {
                outcome.counted(counts);
                sink.put(&text)
            }
            Err(failure) => {
                outcome.failed(&failure, lang);
                true
            }
        },
    );
    sink.close()
}

/// One document: a page on standard output or to `--out`. Several: a page each in the folder `--out`.
fn html(args: &CheckArgs, bench: &Bench, found: &Found, lang: Lang, outcome: &mut Outcome) -> Result<(), Wording> {
    let many = found.folder || found.files.len() > 1;
    if many && args.out.is_none() {
        return Err(Wording::new(
            "多份文件的网页要写到目录：请加 --out 目录",
            "pages of several documents go into a folder: add --out DIR",
        ));
    }
    let mut trouble = None;
    run::in_order(
        &found.files,
        args.input.jobs,
        lang,
        |path| {
            examine(path, bench).map(|examined| {
                let verdict = examined.verdict();
                (html_page(&verdict, lang), verdict.counts())
            })
        },
        |path, answer| match answer {
            Ok((page, counts)) => {
                outcome.counted(counts);
                let written = match &args.out {
                    None => return print(&page),
                    Some(out) if !many => write_file(out, page.as_bytes()),
                    Some(out) => write_file(&out.join(page_name(path, &args.input.paths)), page.as_bytes()),
                };
                trouble = written.err();
                trouble.is_none()
            }
            Err(failure) => {
                outcome.failed(&failure, lang);
                true
            }
        },
    );
    trouble.map_or(Ok(()), Err)
}

/// `b.docx.html` for `a/b.docx` under the folder `a`; the ending stays, so that two formats of a name do not collide.
fn page_name(path: &Path, roots: &[PathBuf]) -> PathBuf {
    let mut name = inside(path, roots).as_os_str().to_owned();
    name.push(".html");
    PathBuf::from(name)
}

/// The path below the folder that was asked for; the file's name where it was asked for itself.
fn inside<'a>(path: &'a Path, roots: &[PathBuf]) -> &'a Path {
    let below = roots.iter().find_map(|root| path.strip_prefix(root).ok()).filter(|p| !p.as_os_str().is_empty());
    below.or_else(|| path.file_name().map(Path::new)).unwrap_or(path)
}

/// Workbook and SARIF log: all documents in one.
fn together(args: &CheckArgs, bench: &Bench, found: &Found, lang: Lang, outcome: &mut Outcome) -> Result<(), Wording> {
    let mut all: Vec<Examined> = Vec::new();
    run::in_order(
        &found.files,
        args.input.jobs,
        lang,
        |path| {
            examine(path, bench).map(|mut examined| {
                // The findings carry their own words: the document's text need not stay in memory.
                examined.report.tables = Vec::new();
                examined.report.mentions = Vec::new();
                examined.report.paragraphs = Vec::new();
                examined
            })
        },
        |_, answer| {
            match answer {
                Ok(examined) => {
                    outcome.counted(examined.verdict().counts());
                    all.push(examined);
                }
                Err(failure) => outcome.failed(&failure, lang),
            }
            true
        },
    );
    let verdicts: Vec<Verdict> = all.iter().map(Examined::verdict).collect();
    if args.format == CheckFormat::Sarif {
        let log = sarif_log(&verdicts, &titles(bench.policies, lang), lang).to_string();
        return match &args.out {
            Some(out) => write_file(out, log.as_bytes()),
            None => {
                print_line(&log);
                Ok(())
            }
        };
    }
    let Some(out) = &args.out else {
        return Err(Wording::new(
            "工作簿要写到文件：请加 --out 结果.xlsx",
            "a workbook goes into a file: add --out results.xlsx",
        ));
    };
    let bytes = findings_workbook(&verdicts, lang).map_err(|e| Wording::new(e.to_string(), e.to_string()))?;
    write_file(out, &bytes)
}
