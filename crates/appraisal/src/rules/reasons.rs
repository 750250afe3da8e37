//! Where a report gives reasons.

use std::collections::BTreeSet;

use kanhe_report::{Entry, ProjectLine, Report, Section, State, TextLine, holds_any};

use crate::engine::facts::paragraph;

/// Words that open a reason.
const WHY: [&str; 9] = ["由于", "因为", "因", "受", "主要是", "原因是", "系", "所致", "导致"];
/// Words in which they mean something else.
const NOT_WHY: [&str; 21] = [
    "因地制宜",
    "因公",
    "原因分析",
    "受理",
    "受益",
    "受助",
    "受众",
    "享受",
    "接受",
    "受训",
    "受到",
    "受托",
    "受灾",
    "受检",
    "体系",
    "联系",
    "系统",
    "系列",
    "关系",
    "因病",
    "因素",
];

/// Whether a sentence gives a reason.
pub(crate) fn gives_reason(sentence: &str) -> bool {
    holds_any(sentence, &WHY)
        && WHY.iter().any(|word| sentence.match_indices(word).any(|(at, _)| !excepted(sentence, at, at + word.len())))
}

fn excepted(text: &str, start: usize, end: usize) -> bool {
    NOT_WHY.iter().any(|phrase| text.match_indices(phrase).any(|(at, _)| at <= start && end <= at + phrase.len()))
}

/// The sentences of a text.
pub(crate) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(['。', '；', ';', '！', '？', '\n']).map(str::trim).filter(|s| !s.is_empty())
}

/// Whether a sentence outside the projects' own paragraphs gives a reason and holds one of the words.
pub(crate) fn text_explains(report: &Report, words: &[&str]) -> bool {
    let own: BTreeSet<u32> = report.projects.iter().filter_map(|p| p.place.paragraph).collect();
    let of_project = |line: &TextLine| own.contains(&line.number);
    let speaks =
        |line: &&TextLine| holds_any(&line.text, words) && !of_project(line) && !about_improvement(report, line);
    report
        .paragraphs
        .iter()
        .filter(speaks)
        .any(|line| sentences(&line.text).any(|s| holds_any(s, words) && gives_reason(s)))
}

/// 存在的问题, 改进措施: general words about budgeting there explain no figure, unless they name one.
fn about_improvement(report: &Report, line: &TextLine) -> bool {
    let title = |s: &Section| holds_any(&s.title, &["改进", "建议", "下一步"]);
    line.section.and_then(|s| report.sections.get(s)).is_some_and(title)
}

/// Whether a project's line gives a reason.
pub(crate) fn project_explains(report: &Report, project: &ProjectLine) -> bool {
    if project.reason.is_some() {
        return true;
    }
    let Some(number) = project.place.paragraph else { return false };
    // A paragraph may hold several projects: only the part from this one's name to the next one's is its own.
    let Some(line) = paragraph(report, number) else { return false };
    let start = line.text.find(project.name.as_str()).unwrap_or(0);
    let own = line.text.get(start..).unwrap_or(&line.text);
    let others = report.projects.iter().filter(|p| p.place.paragraph == Some(number) && p.name != project.name);
    let end = others.filter_map(|p| own.find(p.name.as_str())).filter(|at| *at > 0).min().unwrap_or(own.len());
    sentences(own.get(..end).unwrap_or(own)).any(gives_reason)
}

/// Whether a reason's cell says something.
pub(crate) fn is_filled(entry: &Entry<String>) -> bool {
    entry.state == State::Value && entry.get().is_some_and(|t| t.chars().filter(|c| c.is_alphabetic()).count() >= 2)
}
