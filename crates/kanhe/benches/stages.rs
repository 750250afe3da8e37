//! The bundled reference report, stage by stage, warm and on one core. `cargo bench --package kanhe`
#![allow(missing_docs, reason = "a program, made by a macro")]
#![allow(clippy::unwrap_used, reason = "a benchmark may panic")]

use std::hint::black_box;
use std::io::{Cursor, Read};

use divan::Bencher;
use kanhe_appraisal::{Appraisal, Engine, Options};
use kanhe_document::{Document, Limits};
use kanhe_policy::{FormHints, Level1, PolicySet};
use kanhe_report::{Kind, Report};

const DOCX: &[u8] = include_bytes!("../demo/report.docx");
const TXT: &[u8] = include_bytes!("../demo/report.txt");
const XLSX: &[u8] = include_bytes!("../tests/samples/sheet-clean.xlsx");
const XLS: &[u8] = include_bytes!("../tests/samples/sheet-clean.xls");
const ODS: &[u8] = include_bytes!("../tests/samples/sheet-weights.ods");
const DOC: &[u8] = include_bytes!("../tests/twins/open0013.doc");
const RTF: &[u8] = include_bytes!("../../../fuzz/corpus/read_rtf/report.rtf");
const PDF: &[u8] = include_bytes!("../../../fuzz/corpus/read_pdf/printed.pdf");
const HTML: &[u8] = include_bytes!("../tests/samples/project-score.html");

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

fn open(bytes: &[u8]) -> Document {
    kanhe_document::read(bytes, &Limits::default()).unwrap()
}

fn understand(document: &Document, policies: &PolicySet) -> Report {
    kanhe_reading::read(document, policies.terms(), "report")
}

fn judge(engine: &Engine, report: &Report, policies: &PolicySet) -> Appraisal {
    let unit = report.unit.as_ref().map(|u| u.value.as_str()).unwrap_or_default();
    let place = policies.place_of(unit).unwrap_or(kanhe_policy::ROOT);
    let year = report.year.as_ref().map_or(i32::MAX, |y| y.value);
    let form = report.forms.iter().find(|f| f.kind == Kind::Whole).or(report.forms.first());
    let heads = form.map(|f| f.heads.as_slice()).unwrap_or_default();
    let heads: Vec<Level1> = heads.iter().filter_map(|head| policies.words().level1(&head.value)).collect();
    let policy = policies.select(place, report.kind, year, FormHints { heads: &heads });
    engine.appraise(report, &policy, Options::default())
}

/// No reader can be faster: the document's main part inflated, and every tag in it met once.
#[divan::bench]
fn a_floor_inflate_and_scan(bencher: Bencher) {
    bencher.bench(|| {
        let mut package = zip::ZipArchive::new(Cursor::new(black_box(DOCX))).unwrap();
        let mut xml = Vec::new();
        package.by_name("word/document.xml").unwrap().read_to_end(&mut xml).unwrap();
        memchr::memchr_iter(b'<', &xml).count()
    });
}

#[divan::bench(args = ["docx", "doc", "txt", "xlsx", "xls", "ods", "rtf", "pdf", "html"])]
fn b_document(bencher: Bencher, format: &str) {
    let bytes = match format {
        "docx" => DOCX,
        "doc" => DOC,
        "txt" => TXT,
        "xlsx" => XLSX,
        "xls" => XLS,
        "ods" => ODS,
        "rtf" => RTF,
        "pdf" => PDF,
        _ => HTML,
    };
    bencher.bench(|| open(black_box(bytes)));
}

#[divan::bench]
fn c_reading(bencher: Bencher) {
    let policies = PolicySet::builtin().unwrap();
    let document = open(DOCX);
    bencher.bench(|| understand(black_box(&document), &policies));
}

#[divan::bench]
fn d_appraisal(bencher: Bencher) {
    let policies = PolicySet::builtin().unwrap();
    let engine = Engine::new(&policies);
    let report = understand(&open(DOCX), &policies);
    bencher.bench(|| judge(&engine, black_box(&report), &policies));
}

#[divan::bench]
fn e_whole_docx_read_checked_scored(bencher: Bencher) {
    let policies = PolicySet::builtin().unwrap();
    let engine = Engine::new(&policies);
    bencher.bench(|| judge(&engine, &understand(&open(black_box(DOCX)), &policies), &policies));
}

#[divan::bench]
fn f_start_policy_load() -> PolicySet {
    PolicySet::builtin().unwrap()
}

#[divan::bench]
fn g_start_formulas_of_all_checks(bencher: Bencher) {
    let policies = PolicySet::builtin().unwrap();
    bencher.bench(|| Engine::new(black_box(&policies)).broken().len());
}
