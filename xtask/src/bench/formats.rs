//! The same files by Kanhe and by the programs that people extract text with.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::extraction::{Library, python};
use super::process::cold;
use crate::shell::{Done, time};
use crate::workspace::{root, target};

/// Processes of a fast program, and of an office program.
const RUNS: usize = 20;
const OFFICE_RUNS: usize = 3;

/// A file of `tests/twins`, and the library that reads its format.
const FILES: [(&str, Option<Library>); 5] = [
    ("open0057.docx", Some(Library("python-docx", "docx"))),
    ("open0057.doc", None),
    ("open0057.pdf", Some(Library("pdfplumber", "pdfplumber"))),
    ("open0036.xlsx", Some(Library("openpyxl", "openpyxl"))),
    ("open0036.xls", Some(Library("xlrd", "xlrd"))),
];

/// The table, a line for each program and file; a program that is not there is skipped with a word.
pub fn run(kanhe: &Path) -> Done<String> {
    let mut table = "| file | program | warm | whole process |\n|---|---|---|---|\n".to_owned();
    for (name, library) in &FILES {
        let file = root().join("crates/kanhe/tests/twins").join(name);
        let ours = cold(kanhe, &["read", "--format", "json"], &file, RUNS)?;
        table += &line(name, "kanhe read", "", Ok(ours.median));
        if let Some(library) = library {
            table += &match python(library, &file) {
                Ok(took) => line(name, library.0, &time(took.warm.median), Ok(took.process.median)),
                Err(why) => line(name, library.0, "", Err(why)),
            };
        }
        if name.ends_with(".pdf") {
            let took = cold(Path::new("pdftotext"), &["-layout"], &file, RUNS);
            table += &line(name, "pdftotext -layout", "", took.map(|t| t.median));
        }
        let converted = if name.contains(".xls") { "csv" } else { "txt" };
        if !name.ends_with(".pdf") {
            table += &line(name, "LibreOffice, to text", "", office(&file, converted));
        }
    }
    Ok(table)
}

/// LibreOffice without a window, with a profile of its own.
fn office(file: &Path, format: &str) -> Done<Duration> {
    let folder = target()?.join("office");
    let profile = format!("-env:UserInstallation=file://{}", folder.display());
    let out: PathBuf = folder.join("out");
    let out = out.to_string_lossy();
    let arguments = [profile.as_str(), "--headless", "--convert-to", format, "--outdir", &out];
    cold(Path::new("soffice"), &arguments, file, OFFICE_RUNS).map(|t| t.median)
}

fn line(file: &str, program: &str, warm: &str, process: Done<Duration>) -> String {
    let (format, process) = (
        file.rsplit('.').next().unwrap_or(file),
        process.map_or_else(|why| format!("not measured: {}", why.lines().next().unwrap_or_default()), time),
    );
    format!("| .{format} | {program} | {warm} | {process} |\n")
}
