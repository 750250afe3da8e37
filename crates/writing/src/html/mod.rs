//! One self-contained page: the verdict, a problem list that jumps to the faulty cells, the report's own tables and
//! text with them marked, a chart of declared against recomputed scores. Nothing is loaded from elsewhere; prints well.

mod chart;
mod marks;
mod paper;
mod problems;
mod scores;

use kanhe_report::Lang;

use crate::labels::pick;
use crate::verdict::Verdict;
use marks::Marks;

/// The whole page.
pub fn page(verdict: &Verdict, lang: Lang) -> String {
    let mut out = String::with_capacity(64 * 1024);
    let unit = verdict.report.unit.as_ref().map(|u| u.value.as_str()).unwrap_or_default();
    let title = match verdict.report.year.as_ref().map(|y| y.value) {
        Some(year) => format!("{unit} {year}{}", pick(lang, "年度绩效自评核查", " self-evaluation, checked")),
        None => format!("{unit} {}", pick(lang, "绩效自评核查", "self-evaluation, checked")),
    };
    let roots = verdict.roots();
    let marks = Marks::of(&roots);
    out.push_str("<!DOCTYPE html>\n<html lang=\"");
    out.push_str(pick(lang, "zh-CN", "en"));
    out.push_str("\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    escape(title.trim(), &mut out);
    out.push_str("</title>\n<style>\n");
    out.push_str(include_str!("page.css"));
    out.push_str("</style>\n</head>\n<body>\n");
    header(verdict, lang, title.trim(), &mut out);
    out.push_str("<div class=\"desk\">\n");
    problems::list(verdict, &roots, lang, &mut out);
    out.push_str("<main id=\"report\">\n");
    scores::section(verdict, lang, &mut out);
    paper::section(verdict.report, &marks, lang, &mut out);
    out.push_str("</main>\n</div>\n<footer>");
    escape(
        &format!(
            "{} kanhe {} · {} {} · {}",
            pick(lang, "核查程序", "checked by"),
            verdict.stamp.version,
            pick(lang, "规则版本", "rules"),
            verdict.stamp.policy,
            verdict.stamp.profile
        ),
        &mut out,
    );
    out.push_str("</footer>\n</body>\n</html>\n");
    out
}

fn header(verdict: &Verdict, lang: Lang, title: &str, out: &mut String) {
    let counts = verdict.counts();
    let (class, word) = if counts.error > 0 {
        ("fail", pick(lang, "未通过", "does not pass"))
    } else {
        ("pass", pick(lang, "通过", "passes"))
    };
    out.push_str("<header>\n<p class=\"brand\">勘合</p>\n<h1>");
    escape(title, out);
    out.push_str("</h1>\n<p class=\"verdict ");
    out.push_str(class);
    out.push_str("\"><strong>");
    out.push_str(word);
    out.push_str("</strong>");
    for (n, class, zh, en) in [
        (counts.error, "error", "错误", "errors"),
        (counts.warning, "warning", "警告", "warnings"),
        (counts.note, "note", "提示", "notes"),
    ] {
        out.push_str(&format!("<span class=\"tally {class}\">{n} {}</span>", pick(lang, zh, en)));
    }
    if let Some(words) = verdict.score_line(lang) {
        out.push_str("<span class=\"score\">");
        escape(&words, out);
        out.push_str("</span>");
    }
    out.push_str("</p>\n<p class=\"file\">");
    escape(&verdict.report.file, out);
    out.push_str("</p>\n</header>\n");
}

/// Text as HTML text or attribute value.
pub(crate) fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() && c != '\n' && c != '\t' => {}
            c => out.push(c),
        }
    }
}

/// Escaped, as a value.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape(text, &mut out);
    out
}
