//! `kanhe demo`: the bundled reference report, from file to verdict.

use std::path::Path;

use kanhe_policy::PolicySet;
use kanhe_report::{Lang, Wording};
use kanhe_writing::{Record, TerminalStyle, html_page, score_table, terminal_findings};

use super::GOOD;
use super::results::{Workbook, titles};
use crate::cli::Cli;
use crate::environment::{color, columns};
use crate::output::{print, write_file};
use crate::pipeline::{self, Bench};

/// A real report of a seven-person property-service guidance centre; names and numbers of persons are replaced.
const REPORT: &[u8] = include_bytes!("../../demo/report.docx");
const NAME: &str = "report.docx";

pub fn run(cli: &Cli, out: &Path, policies: &PolicySet, lang: Lang) -> Result<u8, Wording> {
    let report = pipeline::read_bytes(REPORT, NAME, policies)?;
    let bench = Bench::new(policies);
    let examined = pipeline::examine(report, &bench)?;
    let verdict = examined.verdict();
    print(&terminal_findings(&verdict, TerminalStyle { lang, color: color(cli), columns: columns() }));
    print("\n");
    print(&score_table(&verdict, lang));
    let page = out.join("report.findings.html");
    let book = out.join("report.findings.xlsx");
    write_file(&page, html_page(&verdict, lang).as_bytes())?;
    let mut sheets = Workbook::new(&book, lang)?;
    sheets.add(&Record::of(&verdict))?;
    sheets.finish(&titles(policies, lang))?;
    write_file(&out.join(NAME), REPORT)?;
    print(&match lang {
        Lang::Zh => format!(
            "\n结果写在：\n  {}（用浏览器打开）\n  {}（用 Excel 或 WPS 打开）\n",
            page.display(),
            book.display()
        ),
        Lang::En => format!(
            "\nWritten to:\n  {} (open in a browser)\n  {} (open in Excel or WPS)\n",
            page.display(),
            book.display()
        ),
    });
    Ok(GOOD)
}
