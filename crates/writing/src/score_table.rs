//! The scorecard as a table: weight, declared, recomputed, formula with the numbers put in, article.

use kanhe_report::{Lang, Scorecard};

use crate::columns::{aligned, row, total_width};
use crate::labels::pick;
use crate::verdict::{Verdict, score_words};
use crate::wide::crop;

/// Every form's scorecard as aligned text.
pub fn score_table(verdict: &Verdict, lang: Lang) -> String {
    let mut out = verdict.headline(lang);
    out.push('\n');
    if verdict.scorecards.is_empty() {
        out.push_str(pick(lang, "没有可以核算的自评表。\n", "There is no form with scores to recompute.\n"));
    }
    for card in verdict.scorecards {
        let name =
            verdict.report.forms.iter().find(|f| f.form == card.form).map(|f| f.name.as_str()).unwrap_or_default();
        out.push('\n');
        out.push_str(&crop(name, 80));
        out.push('\n');
        out.push_str(&one(card, lang));
    }
    out.push_str(&format!(
        "\nkanhe {} · {} {} · {}\n",
        verdict.stamp.version,
        pick(lang, "规则", "rules"),
        verdict.stamp.policy,
        verdict.stamp.profile
    ));
    out
}

fn one(card: &Scorecard, lang: Lang) -> String {
    let heads = match lang {
        Lang::Zh => ["指标", "分值", "自评", "核算", "算式", "办法", "依据"],
        Lang::En => ["indicator", "weight", "declared", "recomputed", "numbers", "rule", "article"],
    };
    let mut rows = vec![row(&heads)];
    for line in &card.lines {
        let dash = || "—".to_owned();
        let recomputed = match (line.recomputed, line.range) {
            (Some(score), _) => score.to_string(),
            (None, Some((low, high))) => format!("{low}–{high}"),
            (None, None) => dash(),
        };
        let differs = match (line.reported, line.recomputed) {
            (Some(a), Some(b)) if a != b => "*",
            _ => "",
        };
        let numbers = match (&line.reason, line.numbers.is_empty()) {
            (Some(reason), true) => reason.get(lang).to_owned(),
            _ => line.numbers.clone(),
        };
        let assumed = if line.assumed { pick(lang, "（假定）", " (assumed)") } else { "" };
        rows.push(vec![
            crop(&line.name, 28),
            line.weight.map_or_else(dash, |d| d.to_string()),
            line.reported.map_or_else(dash, |d| d.to_string()),
            format!("{recomputed}{differs}"),
            crop(&numbers, 44),
            crop(line.formula.get(lang), 40),
            format!("{}{assumed}", line.article),
        ]);
    }
    let mut out = String::new();
    let table = aligned(&rows, &[1, 2, 3]);
    let (head, body) = table.split_once('\n').unwrap_or((&table, ""));
    out.push_str(&format!("{head}\n{}\n{body}", "─".repeat(total_width(&rows))));
    if let Some(words) = score_words(card, lang) {
        out.push_str(&words);
        out.push('\n');
    }
    out
}
