//! The program as its user runs it: exit codes, outputs, bad input.

#![allow(clippy::expect_used)] // a test stops where its own fixture fails

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn kanhe(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kanhe"))
        .args(args)
        .env("KANHE_LANG", "zh")
        .env_remove("KANHE_POLICY")
        .output()
        .expect("the program starts")
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn demo(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("demo").join(name).to_string_lossy().into_owned()
}

/// A folder of this test's own.
fn scratch(name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&dir);
    std::fs::create_dir_all(&dir).expect("a scratch folder");
    dir
}

#[test]
fn the_reference_report_declares_83_and_deserves_73_40() {
    let output = kanhe(&["check", &demo("report.docx"), "--format", "json"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let verdict: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one JSON document");
    assert_eq!(verdict["score"]["reported"], "83");
    assert_eq!(verdict["score"]["recomputed"], "73.40");
    assert_eq!(verdict["score"]["grade_recomputed"], "中");
}

#[test]
fn the_first_line_is_the_verdict() {
    let output = kanhe(&["check", &demo("report.docx")]);
    let text = stdout(&output);
    let first = text.lines().next().unwrap_or_default();
    assert!(first.starts_with("✗ report.docx"), "{first}");
    assert!(first.contains("自评 83 良 → 核算 73.40 中"), "{first}");
    assert!(!text.contains('\u{1b}'), "no colour in a pipe");
}

#[test]
fn text_and_word_file_of_one_report_get_one_verdict() {
    let codes = |name: &str| {
        let output = kanhe(&["check", &demo(name), "--format", "json"]);
        let verdict: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one JSON document");
        let findings = verdict["findings"].as_array().cloned().unwrap_or_default();
        let roots = findings.into_iter().filter(|f| f.get("follows").is_none());
        let mut codes: Vec<String> = roots.map(|f| f["code"].as_str().unwrap_or_default().to_owned()).collect();
        codes.sort();
        codes
    };
    assert_eq!(codes("report.docx"), codes("report.txt"));
}

#[test]
fn a_file_that_is_not_there_is_named_with_the_way_out() {
    let output = kanhe(&["check", "没有这份.docx"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("没有这份.docx"));
    assert!(stderr(&output).contains("请核对路径"));
    assert!(stdout(&output).is_empty());
}

#[test]
fn one_bad_file_of_a_folder_does_not_stop_the_others() {
    let dir = scratch("one_bad_file");
    std::fs::copy(demo("report.docx"), dir.join("a.docx")).expect("a copy");
    std::fs::write(dir.join("b.docx"), b"PK\x03\x04 broken").expect("a broken file");
    std::fs::write(dir.join("c.xlsx"), b"").expect("an empty file");
    std::fs::write(dir.join("photo.docx"), b"\xff\xd8\xff\xe0\x00\x10JFIF\x00").expect("a photo");
    let output = kanhe(&["check", &dir.to_string_lossy(), "--format", "json"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(stdout(&output).lines().count(), 1, "one document could be read");
    for name in ["b.docx", "c.xlsx", "photo.docx"] {
        assert!(stderr(&output).contains(name), "{name} is named: {}", stderr(&output));
    }
}

#[test]
fn a_folder_without_documents_says_so() {
    let dir = scratch("no_documents");
    let output = kanhe(&["read", &dir.to_string_lossy()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("没有可读的文档"));
}

#[test]
fn a_folder_ends_with_a_summary_worst_first() {
    let dir = scratch("summary");
    std::fs::copy(demo("report.docx"), dir.join("2.docx")).expect("a copy");
    std::fs::write(dir.join("1.txt"), "石桥区文化馆2023年度部门整体支出绩效自评报告\n").expect("a small report");
    let output = kanhe(&["check", &dir.to_string_lossy()]);
    let text = stdout(&output);
    let summary = &text[text.find("2 份文件").expect("a summary")..];
    assert!(summary.find("2.docx") < summary.find("1.txt"), "{summary}");
    assert!(summary.contains("KH301"));
}

#[test]
fn every_format_of_a_verdict_can_be_written() {
    let dir = scratch("formats");
    for (format, name, magic) in [
        ("html", "findings.html", &b"<!DOCTYPE html>"[..]),
        ("xlsx", "findings.xlsx", b"PK"),
        ("sarif", "findings.sarif", b"{"),
        ("json", "findings.json", b"{"),
        ("text", "findings.txt", "✗".as_bytes()),
    ] {
        let path = dir.join(name);
        let output = kanhe(&["check", &demo("report.docx"), "--format", format, "--out", &path.to_string_lossy()]);
        assert_eq!(output.status.code(), Some(1), "{format}: {}", stderr(&output));
        let bytes = std::fs::read(&path).expect("the file is there");
        assert!(bytes.starts_with(magic), "{format}");
    }
}

#[cfg(unix)]
#[test]
fn a_device_or_a_link_takes_the_results_and_stays_what_it_is() {
    let dir = scratch("links");
    let plain = stdout(&kanhe(&["check", &demo("report.txt"), "--format", "json"]));
    let (file, link) = (dir.join("file.json"), dir.join("link.json"));
    std::fs::write(&file, "old").expect("a file");
    std::os::unix::fs::symlink(&file, &link).expect("a link");
    kanhe(&["check", &demo("report.txt"), "--out", &link.to_string_lossy()]);
    assert!(link.is_symlink());
    assert_eq!(std::fs::read_to_string(&file).expect("the results"), plain);
    let poured = kanhe(&["check", &demo("report.txt"), "--format", "json", "--out", "/dev/stdout"]);
    assert_eq!(stdout(&poured), plain, "{}", stderr(&poured));
    let gone = kanhe(&["check", &demo("report.txt"), "--format", "json", "--out", "/dev/null"]);
    assert_eq!(gone.status.code(), Some(1), "{}", stderr(&gone));
    assert!(!Path::new("/dev/null").is_file());
}

#[test]
fn a_workbook_without_a_place_to_go_is_refused_with_the_way_out() {
    let output = kanhe(&["check", &demo("report.docx"), "--format", "xlsx"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("--out"));
}

#[test]
fn a_code_is_explained_and_a_wrong_one_gets_its_neighbours() {
    let output = kanhe(&["explain", "kh301"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(stdout(&output).contains("KH301") && stdout(&output).contains("依据"));
    let output = kanhe(&["explain", "KH399"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("kanhe checks"));
}

#[test]
fn all_82_checks_are_listed() {
    let output = kanhe(&["checks"]);
    assert_eq!(stdout(&output).lines().count(), 82);
}

#[test]
fn english_is_spoken_when_asked_for() {
    let output = kanhe(&["check", &demo("report.docx"), "--lang", "en"]);
    let text = stdout(&output);
    assert!(text.lines().next().unwrap_or_default().contains("declared 83"), "{text}");
    assert!(text.contains("basis"));
}

#[test]
fn the_demo_writes_its_results_where_it_says() {
    let dir = scratch("demo");
    let output = kanhe(&["demo", "--out", &dir.to_string_lossy()]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(dir.join("report.findings.html").exists() && dir.join("report.findings.xlsx").exists());
    assert!(stdout(&output).contains("73.40"));
}

#[test]
fn the_ending_of_the_file_tells_the_format() {
    let dir = scratch("endings");
    for (name, magic) in [("a.xlsx", "PK"), ("a.json", "{"), ("a.html", "<!DOCTYPE html>"), ("a.txt", "✗")] {
        kanhe(&["check", &demo("report.docx"), "--out", &dir.join(name).to_string_lossy()]);
        assert!(std::fs::read(dir.join(name)).expect("the file is there").starts_with(magic.as_bytes()), "{name}");
    }
}

#[test]
fn an_unknown_place_lists_the_known_ones() {
    let output = kanhe(&["check", &demo("report.docx"), "--place", "cn/nowhere"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("cn/hunan/zhuzhou"));
}

#[test]
fn completions_and_manual_page_are_printed() {
    assert!(stdout(&kanhe(&["completions", "bash"])).contains("_kanhe"));
    assert!(stdout(&kanhe(&["man"])).contains(".TH"));
}

/// An archive of the reference report under a Chinese folder, and of whatever else is given.
fn archive(path: &Path, others: &[(&str, &[u8])]) {
    let report = std::fs::read(demo("report.docx")).expect("the reference report");
    let mut zip = zip::ZipWriter::new(std::fs::File::create(path).expect("an archive"));
    for (name, bytes) in std::iter::once(("内部/文件.docx", report.as_slice())).chain(others.iter().copied()) {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("an entry");
        std::io::Write::write_all(&mut zip, bytes).expect("its content");
    }
    zip.finish().expect("a whole archive");
}

fn files_of(output: &Output) -> Vec<String> {
    let lines = stdout(output);
    let file = |line: &str| serde_json::from_str::<serde_json::Value>(line).ok()?["file"].as_str().map(str::to_owned);
    lines.lines().map(|line| file(line).unwrap_or_default()).collect()
}

#[test]
fn an_archive_stands_for_the_documents_inside_it() {
    let dir = scratch("archives");
    let (one, many) = (dir.join("一份.zip"), dir.join("多份.zip"));
    archive(&one, &[("照片.jpg", b"x"), ("内部/~$文件.docx", b"x")]);
    archive(&many, &[("说明.txt", "一、概况\n".as_bytes()), ("坏.docx", b"PK\x03\x04")]);
    let single = kanhe(&["check", &one.to_string_lossy()]);
    assert_eq!(single.status.code(), Some(1), "{}", stderr(&single));
    assert!(stdout(&single).starts_with("✗ 文件.docx"), "{}", stdout(&single));
    let inside = |archive: &Path, name: &str| archive.join(name).to_string_lossy().into_owned();
    let all = kanhe(&["check", &many.to_string_lossy(), "--format", "json"]);
    assert_eq!(files_of(&all), [inside(&many, "内部/文件.docx"), inside(&many, "说明.txt")]);
    assert_eq!(all.status.code(), Some(2));
    assert!(stderr(&all).contains(&format!("{}: 文件已损坏", inside(&many, "坏.docx"))), "{}", stderr(&all));
    let named = kanhe(&["read", &inside(&one, "内部/文件.docx"), "--format", "json"]);
    assert_eq!(files_of(&named), [inside(&one, "内部/文件.docx")]);
    let folder = kanhe(&["read", &dir.to_string_lossy(), "--format", "json"]);
    assert_eq!(files_of(&folder).len(), 3, "{}", stderr(&folder));
    let pages = dir.join("结果");
    kanhe(&["check", &many.to_string_lossy(), "--format", "html", "--out", &pages.to_string_lossy()]);
    assert!(pages.join("内部/文件.docx.html").is_file());
}

#[test]
fn an_archive_without_documents_says_so() {
    let dir = scratch("empty-archive");
    let path = dir.join("空.zip");
    let zip = zip::ZipWriter::new(std::fs::File::create(&path).expect("an archive"));
    zip.finish().expect("a whole archive");
    let output = kanhe(&["check", &path.to_string_lossy()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("压缩包里没有可读的文档"), "{}", stderr(&output));
}

#[test]
fn a_dash_is_what_comes_on_standard_input() {
    let dir = scratch("standard-input");
    let path = dir.join("a.zip");
    archive(&path, &[("b.txt", "一、概况\n".as_bytes())]);
    let piped = |file: &str| {
        Command::new(env!("CARGO_BIN_EXE_kanhe"))
            .args(["read", "-", "--format", "json"])
            .stdin(std::fs::File::open(file).expect("the file"))
            .output()
            .expect("the program starts")
    };
    assert_eq!(files_of(&piped(&demo("report.docx"))), ["-"]);
    assert_eq!(files_of(&piped(&path.to_string_lossy())), ["-/内部/文件.docx", "-/b.txt"]);
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_back_into_its_folder_is_not_followed() {
    let dir = scratch("loop");
    std::os::unix::fs::symlink(&dir, dir.join("again")).expect("a link");
    archive(&dir.join("a.zip"), &[]);
    assert_eq!(files_of(&kanhe(&["read", &dir.to_string_lossy(), "--format", "json"])).len(), 1);
}
