//! The problem list.

use kanhe_report::{Finding, Lang};

use super::escape;
use super::marks::Spot;
use crate::labels::pick;
use crate::verdict::Verdict;
use crate::wide::crop;

pub(crate) fn list(verdict: &Verdict, roots: &[&Finding], lang: Lang, out: &mut String) {
    out.push_str("<aside aria-labelledby=\"problems\">\n<h2 id=\"problems\">");
    out.push_str(pick(lang, "问题", "Problems"));
    out.push_str("</h2>\n");
    if roots.is_empty() {
        out.push_str("<p class=\"none\">");
        out.push_str(pick(lang, "没有发现问题。", "Nothing was found."));
        out.push_str("</p>\n");
    }
    out.push_str("<ol>\n");
    for (index, finding) in roots.iter().enumerate() {
        item(verdict, finding, index + 1, lang, out);
    }
    out.push_str("</ol>\n");
    if !verdict.report.unread.is_empty() {
        out.push_str("<h2>");
        out.push_str(pick(lang, "没有读出的内容", "Not read"));
        out.push_str("</h2>\n<ul>\n");
        for unread in &verdict.report.unread {
            out.push_str("<li>");
            if let Some(place) = &unread.place {
                escape(&if lang == Lang::Zh { place.address_zh() } else { place.address_en() }, out);
                out.push(' ');
            }
            escape(if lang == Lang::Zh { &unread.zh } else { &unread.en }, out);
            out.push_str("</li>\n");
        }
        out.push_str("</ul>\n");
    }
    out.push_str("</aside>\n");
}

fn item(verdict: &Verdict, finding: &Finding, number: usize, lang: Lang, out: &mut String) {
    let severity = finding.severity;
    out.push_str(&format!(
        "<li id=\"k{number}\" class=\"{}\">\n<p class=\"say\"><span class=\"badge\">",
        severity.name()
    ));
    out.push_str(severity.word(lang));
    out.push_str("</span> ");
    escape(finding.message.get(lang), out);
    out.push_str(" <span class=\"code\">");
    escape(&finding.code, out);
    out.push_str("</span></p>\n");
    if finding.found.is_some() || finding.expected.is_some() {
        out.push_str("<p class=\"values\">");
        for (value, class, zh, en) in
            [(&finding.found, "found", "现为", "found"), (&finding.expected, "expected", "应为", "should be")]
        {
            if let Some(value) = value {
                out.push_str(&format!("<span class=\"{class}\">{} <b>", pick(lang, zh, en)));
                escape(value, out);
                out.push_str("</b></span> ");
            }
        }
        out.push_str("</p>\n");
    }
    out.push_str("<ul class=\"places\">\n");
    for place in &finding.places {
        out.push_str("<li>");
        let address = if lang == Lang::Zh { place.address_zh() } else { place.address_en() };
        match Spot::of(place) {
            Some(spot) => {
                out.push_str(&format!("<a href=\"#{}\">", spot.id()));
                escape(&address, out);
                out.push_str("</a>");
            }
            None => escape(&address, out),
        }
        let words = crop(&place.text, 60);
        out.push_str(" <q>");
        escape(if words.is_empty() { pick(lang, "（空）", "(blank)") } else { &words }, out);
        out.push_str("</q></li>\n");
    }
    out.push_str("</ul>\n<dl>\n");
    let mut entry = |term: &str, words: &str| {
        if !words.is_empty() {
            out.push_str("<dt>");
            out.push_str(term);
            out.push_str("</dt><dd>");
            escape(words, out);
            out.push_str("</dd>\n");
        }
    };
    entry(pick(lang, "规则", "Rule"), finding.rule.as_deref().unwrap_or_default());
    let assumed = if finding.assumed {
        pick(lang, "（假定，未核对原文）", " (assumed: printed source not checked)")
    } else {
        ""
    };
    entry(
        pick(lang, "依据", "Basis"),
        &if finding.basis.is_empty() { String::new() } else { format!("{}{assumed}", finding.basis) },
    );
    for consequence in verdict.consequences(finding) {
        entry(pick(lang, "由此", "Hence"), &format!("{} {}", consequence.code, consequence.message.get(lang)));
    }
    entry(pick(lang, "建议", "What to do"), finding.help.get(lang));
    out.push_str("</dl>\n</li>\n");
}
