//! Folders as a bureau checks them: one workbook of everything, stopped and gone on with.

#![allow(clippy::expect_used)] // a test stops where its own fixture fails

use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use calamine::{Data, Reader, Xlsx};

fn scratch(name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("batch").join(name);
    let _ = std::fs::remove_dir_all(&dir);
    std::fs::create_dir_all(&dir).expect("a scratch folder");
    dir
}

fn kanhe(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kanhe"));
    command.args(arguments).env("KANHE_LANG", "zh").env_remove("KANHE_POLICY").env_remove("KANHE_CACHE");
    command
}

fn run(arguments: &[&str]) -> Output {
    kanhe(arguments).output().expect("the program starts")
}

/// So many copies of the reference report, each a file of its own.
fn folder(name: &str, copies: usize) -> PathBuf {
    let dir = scratch(name).join("报送材料");
    std::fs::create_dir_all(&dir).expect("a folder");
    let report = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("demo/report.txt")).expect("text");
    for number in 0..copies {
        let text = format!("{report}\n第{number}份\n");
        std::fs::write(dir.join(format!("{number:03}.txt")), text).expect("a copy");
    }
    dir
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

#[test]
fn a_folder_becomes_a_workbook_of_documents_findings_and_statistics() {
    let dir = folder("workbook", 3);
    std::fs::write(dir.join("坏.docx"), b"PK\x03\x04 broken").expect("a broken file");
    let out = dir.with_file_name("结果.xlsx");
    let output = run(&["check", &text(&dir), "--out", &text(&out)]);
    assert_eq!(output.status.code(), Some(2), "one could not be read");
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(printed.starts_with("4 份文件，1 份读不出"), "{printed}");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(std::fs::read(&out).expect("a workbook"))).expect("it opens");
    assert_eq!(book.sheet_names(), ["文件", "问题", "核算", "按规则", "按单位", "按表式"]);
    let documents = book.worksheet_range("文件").expect("the sheet");
    assert_eq!(documents.height(), 5, "a head and four documents, the unread one too");
    assert!(!documents.get_value((4, 11)).is_none_or(|cell| cell.to_string().is_empty()), "with the reason");
    let units = book.worksheet_range("按单位").expect("the sheet");
    assert_eq!(units.get_value((1, 1)), Some(&Data::Float(3.0)), "three reports of one unit");
    let rest = std::fs::read_dir(out.parent().expect("a folder")).expect("its files");
    assert_eq!(rest.count(), 2, "nothing half-written is left beside the documents and the workbook");
}

#[test]
fn results_are_in_the_order_of_the_names_whatever_the_number_of_workers() {
    let dir = folder("order", 12);
    let one = run(&["check", &text(&dir), "--format", "json", "--jobs", "1"]);
    let four = run(&["check", &text(&dir), "--format", "json", "--jobs", "4"]);
    assert_eq!(one.stdout, four.stdout);
    assert_eq!(String::from_utf8_lossy(&one.stdout).lines().count(), 12);
}

#[test]
fn what_did_not_change_is_not_read_again_and_says_the_same() {
    let dir = folder("resume", 4);
    let cache = dir.with_file_name("cache");
    let arguments = ["check", &text(&dir), "--format", "json", "--cache", &text(&cache)];
    let first = run(&arguments);
    let entries = || {
        let folders = std::fs::read_dir(&cache).expect("the cache").map(|e| e.expect("a folder").path());
        let mut files: Vec<PathBuf> =
            folders.flat_map(|f| std::fs::read_dir(f).expect("a folder").map(|e| e.expect("a file").path())).collect();
        files.sort();
        files
    };
    assert_eq!(entries().len(), 4);
    // Two entries suffer: they are found out, and written anew.
    std::fs::write(&entries()[0], b"nonsense").expect("damage");
    std::fs::write(&entries()[1], b"").expect("damage");
    let second = run(&arguments);
    assert_eq!(first.stdout, second.stdout);
    assert_eq!(entries().len(), 4);
    // One document changes: only it is worked on.
    std::fs::write(dir.join("000.txt"), "石桥区文化馆2023年度部门整体支出绩效自评报告\n").expect("a change");
    let third = run(&arguments);
    assert_ne!(first.stdout, third.stdout);
    assert_eq!(entries().len(), 5);
    // Another question has another answer.
    run(&["check", &text(&dir), "--format", "json", "--year", "2020", "--cache", &text(&cache)]);
    assert_eq!(entries().len(), 9);
}

#[cfg(unix)]
#[test]
fn ctrl_c_keeps_what_is_done_and_the_next_run_goes_on_from_there() {
    use std::io::{BufRead, BufReader, Read};
    use std::process::Stdio;

    let dir = folder("interrupt", 200);
    let cache = dir.with_file_name("cache");
    let out = dir.with_file_name("结果.xlsx");
    let mut command = kanhe(&["check", &text(&dir), "--out", &text(&out), "--cache", &text(&cache), "--jobs", "1"]);
    // The first document cannot be read, and says so as soon as it was tried: the run is under way.
    std::fs::write(dir.join("!.docx"), b"").expect("an empty file");
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    let mut errors = BufReader::new(child.stderr.take().expect("a pipe"));
    let mut said = String::new();
    errors.read_line(&mut said).expect("its first complaint");
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("a signal");
    assert!(sent.success());
    errors.read_to_string(&mut said).expect("its last words");
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(130), "{said}");
    assert!(said.contains("已中断：201 份做完") && said.contains("再运行一次"), "{said}");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(std::fs::read(&out).expect("a workbook"))).expect("it opens");
    let done = book.worksheet_range("文件").expect("the sheet").height();
    assert!((2..201).contains(&done), "some, not all: {done}");
    let whole = run(&["check", &text(&dir), "--out", &text(&out), "--cache", &text(&cache)]);
    assert_eq!(whole.status.code(), Some(2));
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(std::fs::read(&out).expect("a workbook"))).expect("it opens");
    assert_eq!(book.worksheet_range("文件").expect("the sheet").height(), 202);
}

#[cfg(unix)]
#[test]
fn a_file_whose_name_is_not_unicode_is_checked_too() {
    use std::os::unix::ffi::OsStrExt;
    let dir = folder("names", 1);
    let name = std::ffi::OsStr::from_bytes(b"\xb1\xa8\xb8\xe6.txt"); // 报告 in GBK
    if std::fs::copy(dir.join("000.txt"), dir.join(name)).is_err() {
        return; // this file system knows Unicode names only
    }
    let output = run(&["check", &text(&dir), "--format", "json"]);
    assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), 2);
}

#[test]
fn last_years_report_is_held_against_every_document_of_a_folder() {
    let dir = folder("prior", 2);
    let prior = Path::new(env!("CARGO_MANIFEST_DIR")).join("demo/report.docx");
    let output = run(&["check", &text(&dir), "--format", "json", "--prior", &text(&prior)]);
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), 2);
    let alone = run(&["check", &text(&dir.join("000.txt")), "--format", "json", "--prior", &text(&prior)]);
    let first = String::from_utf8_lossy(&output.stdout).lines().next().map(ToOwned::to_owned).unwrap_or_default();
    assert_eq!(first, String::from_utf8_lossy(&alone.stdout).trim_end(), "in a worker as in the program itself");
}
