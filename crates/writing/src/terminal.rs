//! Findings on a terminal, as a compiler prints them.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use kanhe_report::{Finding, Lang, Severity};

use crate::excerpt::{Excerpt, excerpts};
use crate::labels::pick;
use crate::verdict::Verdict;

/// At most so many lines of the document are shown for one finding.
const LINES_SHOWN: usize = 6;

/// How to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TerminalStyle {
    /// Language of messages.
    pub lang: Lang,
    /// ANSI colours.
    pub color: bool,
    /// Columns of the terminal.
    pub columns: usize,
}

/// The verdict in one line, then each finding with the cells it speaks of.
pub fn findings(verdict: &Verdict, style: TerminalStyle) -> String {
    let renderer = if style.color { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Unicode).term_width(style.columns.max(60));
    let mut out = verdict.headline(style.lang);
    out.push('\n');
    for finding in verdict.roots() {
        out.push('\n');
        out.push_str(&one(verdict, finding, style.lang, &renderer));
        out.push('\n');
    }
    for unread in &verdict.report.unread {
        let place = unread.place.as_ref().map(|p| match style.lang {
            Lang::Zh => p.address_zh() + " ",
            Lang::En => p.address_en() + " ",
        });
        let words = if style.lang == Lang::Zh { &unread.zh } else { &unread.en };
        out.push_str(&format!(
            "\n{}{}{}",
            pick(style.lang, "未读出: ", "not read: "),
            place.unwrap_or_default(),
            words
        ));
    }
    if !verdict.report.unread.is_empty() {
        out.push('\n');
    }
    out.push_str(&format!(
        "\n{} kanhe {} · {} {} · {}\n",
        pick(style.lang, "依据", "by"),
        verdict.stamp.version,
        pick(style.lang, "规则", "rules"),
        verdict.stamp.policy,
        verdict.stamp.profile
    ));
    out
}

fn one(verdict: &Verdict, finding: &Finding, lang: Lang, renderer: &Renderer) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let name = finding.severity.word(lang);
    let lines = excerpts(verdict.report, &finding.places, lang);
    let title = level.with_name(name).primary_title(finding.message.get(lang)).id(finding.code.as_str());
    let mut group = Group::with_title(title);
    for excerpt in lines.iter().take(LINES_SHOWN) {
        group = group.element(snippet(excerpt, finding, lang));
    }
    if lines.len() > LINES_SHOWN {
        let more = lines.len() - LINES_SHOWN;
        let words = match lang {
            Lang::Zh => format!("另有 {more} 处"),
            Lang::En => format!("and {more} more places"),
        };
        group = group.element(Level::NOTE.with_name(pick(lang, "其余", "more")).message(words));
    }
    if let Some(rule) = &finding.rule {
        group = group.element(Level::NOTE.with_name(pick(lang, "规则", "rule")).message(rule.clone()));
    }
    if !finding.basis.is_empty() {
        let assumed = if finding.assumed {
            pick(lang, "（假定，未核对原文）", " (assumed: printed source not checked)")
        } else {
            ""
        };
        let basis = format!("{}{assumed}", finding.basis);
        group = group.element(Level::NOTE.with_name(pick(lang, "依据", "basis")).message(basis));
    }
    for consequence in verdict.consequences(finding) {
        let words = format!("{} {}", consequence.code, consequence.message.get(lang));
        group = group.element(Level::NOTE.with_name(pick(lang, "由此", "hence")).message(words));
    }
    if !finding.help.get(lang).is_empty() {
        group = group.element(Level::HELP.with_name(pick(lang, "建议", "help")).message(finding.help.get(lang)));
    }
    let mut rendered = renderer.render(&[group]);
    for excerpt in &lines {
        rendered = without_line_and_column(&rendered, &excerpt.address);
    }
    rendered
}

/// The renderer adds `:1:24` to every address, as for a source file; a row of a table has no such thing.
fn without_line_and_column(rendered: &str, address: &str) -> String {
    let mut out = String::with_capacity(rendered.len());
    let suffixed = format!("{address}:1:");
    let mut rest = rendered;
    while let Some(at) = rest.find(&suffixed) {
        out.push_str(&rest[..at + address.len()]);
        rest = rest[at + suffixed.len()..].trim_start_matches(|c: char| c.is_ascii_digit());
    }
    out.push_str(rest);
    out
}

fn snippet<'a>(
    excerpt: &'a Excerpt,
    finding: &'a Finding,
    lang: Lang,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let mut snippet =
        Snippet::source(excerpt.text.as_str()).path(excerpt.address.as_str()).line_numbering(false).fold(false);
    for (index, range) in &excerpt.marks {
        let annotation = if *index == 0 {
            let annotation = AnnotationKind::Primary.span(range.clone());
            match label(finding, lang) {
                Some(words) => annotation.label(words),
                None => annotation,
            }
        } else {
            AnnotationKind::Context.span(range.clone())
        };
        snippet = snippet.annotation(annotation);
    }
    snippet
}

/// `现为 12，应为 6.40`
fn label(finding: &Finding, lang: Lang) -> Option<String> {
    match (&finding.found, &finding.expected, lang) {
        (Some(found), Some(expected), Lang::Zh) => Some(format!("现为 {found}，应为 {expected}")),
        (Some(found), Some(expected), Lang::En) => Some(format!("{found}, should be {expected}")),
        _ => None,
    }
}
