//! Reads a report written as plain text.
#![allow(dead_code)]

use kanhe_document::Limits;
use kanhe_policy::terms::Terms;
use kanhe_report::Report;

/// Reads a whole document.
pub fn whole(text: &str) -> Report {
    let Ok(document) = kanhe_document::read(text.as_bytes(), &Limits::default()) else { return Report::default() };
    kanhe_reading::read(&document, &Terms::default(), "report.txt")
}

/// Reads a body under a title of 2023 and a first section.
pub fn body(text: &str) -> Report {
    whole(&format!("2023年度南山市北河区水利服务中心整体支出绩效自评报告\n一、基本情况\n{text}\n"))
}

/// What the body states, as `concept=figure`, `?` in front where it is doubtful.
pub fn stated(text: &str) -> Vec<String> {
    statements(&body(text))
}

/// The statements of a report.
pub fn statements(report: &Report) -> Vec<String> {
    let shown = report.statements.iter().filter_map(|s| {
        let doubt = if s.doubt.is_some() { "?" } else { "" };
        Some(format!("{doubt}{}={}", s.concept, report.mentions.get(s.mention)?.raw))
    });
    shown.collect()
}
