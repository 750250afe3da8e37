//! Declared against recomputed scores: a chart and, beside it, the table with every point explained.

use kanhe_report::{Lang, Scorecard};

use super::chart;
use super::escape;
use super::marks::Spot;
use crate::labels::pick;
use crate::verdict::{Verdict, score_words};

pub(crate) fn section(verdict: &Verdict, lang: Lang, out: &mut String) {
    for card in verdict.scorecards {
        if card.lines.is_empty() {
            continue;
        }
        let form = verdict.report.forms.iter().find(|f| f.form == card.form);
        out.push_str("<section class=\"scores\">\n<h2>");
        out.push_str(pick(lang, "自评比核算高多少", "Declared against recomputed"));
        if verdict.scorecards.len() > 1 {
            out.push_str(" · ");
            escape(form.map(|f| f.name.as_str()).unwrap_or_default(), out);
        }
        out.push_str("</h2>\n");
        if let Some(words) = score_words(card, lang) {
            out.push_str("<p class=\"sum\">");
            escape(&words, out);
            out.push_str("</p>\n");
        }
        chart::bars(card, lang, out);
        table(card, lang, out);
        out.push_str("</section>\n");
    }
}

fn table(card: &Scorecard, lang: Lang, out: &mut String) {
    out.push_str("<div class=\"scroll\"><table class=\"lines\">\n<thead><tr>");
    for head in match lang {
        Lang::Zh => ["指标", "分值", "自评", "核算", "算式", "依据"],
        Lang::En => ["Indicator", "Weight", "Declared", "Recomputed", "Numbers", "Article"],
    } {
        out.push_str(&format!("<th scope=\"col\">{head}</th>"));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for line in &card.lines {
        let differs = matches!((line.reported, line.recomputed), (Some(a), Some(b)) if a != b);
        out.push_str(if differs { "<tr class=\"differs\"><td>" } else { "<tr><td>" });
        match Spot::of(&line.place) {
            Some(spot) => {
                out.push_str(&format!("<a href=\"#{}\">", spot.id()));
                escape(&line.name, out);
                out.push_str("</a>");
            }
            None => escape(&line.name, out),
        }
        out.push_str("</td>");
        let recomputed = match (line.recomputed, line.range) {
            (Some(score), _) => score.to_string(),
            (None, Some((low, high))) => format!("{low}–{high}"),
            (None, None) => "—".to_owned(),
        };
        for value in [
            line.weight.map_or_else(|| "—".to_owned(), |d| d.to_string()),
            line.reported.map_or_else(|| "—".to_owned(), |d| d.to_string()),
            recomputed,
        ] {
            out.push_str("<td class=\"figure\">");
            escape(&value, out);
            out.push_str("</td>");
        }
        out.push_str("<td>");
        escape(&line.numbers, out);
        if let Some(reason) = &line.reason {
            out.push_str(" <span class=\"why\">");
            escape(reason.get(lang), out);
            out.push_str("</span>");
        }
        out.push_str("</td><td>");
        escape(&line.article, out);
        if line.assumed {
            out.push_str(pick(lang, "（假定）", " (assumed)"));
        }
        out.push_str("</td></tr>\n");
    }
    out.push_str("</tbody>\n</table></div>\n");
}
