//! What a finance officer sees on the terminal.

#![allow(clippy::expect_used)] // a test stops where its own fixture fails

mod common;

use common::case;
use kanhe_report::Lang;
use kanhe_writing::{TerminalStyle, score_table, terminal_findings, width};

fn text(lang: Lang) -> String {
    terminal_findings(&case().verdict(), TerminalStyle { lang, color: false, columns: 120 })
}

#[test]
fn the_verdict_comes_first_and_errors_before_warnings() {
    let text = text(Lang::Zh);
    let first = text.lines().next().unwrap_or_default();
    assert_eq!(first, "✗ 示例 <1>.docx  1 错误 1 警告  自评 83 良 → 核算 73.40 中");
    assert!(text.find("KH301") < text.find("KH202"));
}

#[test]
fn the_caret_stands_under_the_faulty_cell() {
    let text = text(Lang::Zh);
    let lines: Vec<&str> = text.lines().collect();
    let at = lines.iter().position(|l| l.contains("加装电梯 │ 50台")).expect("the row is shown");
    let row = lines[at];
    let carets = lines[at + 1..].iter().find(|l| l.contains("━━") || l.contains("^^")).expect("carets follow");
    let column = |line: &str, what: char| width(&line[..line.find(what).unwrap_or(line.len())]);
    let cell = width(&row[..row.rfind("12").unwrap_or(0)]);
    let mark = carets.char_indices().rev().find(|(_, c)| matches!(c, '━' | '^')).map(|(i, _)| i).unwrap_or(0);
    assert!(carets.contains("现为 12，应为 6.40"), "{carets}");
    assert_eq!(width(&carets[..mark]), cell + 1, "{row}\n{carets}");
    assert!(column(row, '产') > 0);
}

#[test]
fn a_long_paragraph_is_shown_around_its_words() {
    let text = text(Lang::Zh);
    assert!(text.contains("审查22台"));
    assert!(!text.contains("老旧小区改造"), "{text}");
}

#[test]
fn a_consequence_stands_under_its_cause_and_not_by_itself() {
    let text = text(Lang::Zh);
    assert_eq!(text.matches("KH304").count(), 1);
    assert!(text.contains("由此: KH304 总分随之不符"), "{text}");
}

#[test]
fn english_is_complete() {
    let text = text(Lang::En);
    assert!(text.starts_with("✗ 示例 <1>.docx  1 error 1 warning  declared 83 良 → recomputed 73.40 中"));
    assert!(text.contains("basis") && text.contains("help"));
}

#[test]
fn the_score_table_puts_the_numbers_in() {
    let table = score_table(&case().verdict(), Lang::Zh);
    assert!(table.contains("20 × 16 ÷ 50 = 6.40"));
    assert!(table.contains("6.40*"), "a score that differs is marked");
}
