//! `kanhe explain KH301`: what a check means, on what basis, with examples.

use std::fmt::Write;

use kanhe_policy::{ExampleKind, Judgement, PolicySet};
use kanhe_report::{Lang, Wording};

use super::GOOD;
use crate::output::print;

pub fn run(code: &str, policies: &PolicySet, lang: Lang) -> Result<u8, Wording> {
    let wanted = code.trim().to_ascii_uppercase();
    let Some(check) = policies.checks().iter().find(|c| c.code == wanted || c.name.eq_ignore_ascii_case(code.trim()))
    else {
        let near: Vec<&str> =
            policies.checks().iter().map(|c| c.code.as_str()).filter(|c| c.get(..3) == wanted.get(..3)).collect();
        let near = near.join(" ");
        return Err(Wording::new(
            format!("没有代码 {code}。相近的：{near}。全部代码见 kanhe checks"),
            format!("there is no code {code}. Near it: {near}. All of them: kanhe checks"),
        ));
    };
    let explained = policies.explained(check).map_err(|e| Wording::new(e.zh(), e.to_string()))?;
    let zh = lang == Lang::Zh;
    let mut out = format!(
        "{} {}  [{}]\n{}\n\n{}\n",
        check.code,
        check.name,
        check.severity.name(),
        check.title.get(lang),
        explained.explain.get(lang).trim()
    );
    let mut line = |head: &str, words: &str| {
        if !words.is_empty() {
            let _ = writeln!(out, "\n{head}: {words}");
        }
    };
    match &check.judgement {
        Judgement::Formula(formula) => line(if zh { "公式" } else { "formula" }, formula),
        Judgement::Rule(rule) => line(if zh { "规则函数" } else { "rule" }, rule),
    }
    for basis in &check.basis {
        let cited = policies.measure(&basis.measure).map(|m| m.cite(basis.article.as_deref())).unwrap_or_default();
        let assumed = match (basis.assumed, zh) {
            (true, true) => "（假定，未核对原文）",
            (true, false) => " (assumed: printed source not checked)",
            (false, _) => "",
        };
        line(if zh { "依据" } else { "basis" }, &format!("{cited}{assumed} {}", basis.why));
    }
    line(if zh { "建议" } else { "what to do" }, check.help.get(lang));

    for example in &explained.examples {
        let head = match (example.kind, zh) {
            (ExampleKind::Breaks, true) => "违反",
            (ExampleKind::Holds, true) => "符合",
            (ExampleKind::Silent, true) => "不适用",
            (ExampleKind::Breaks, false) => "breaks",
            (ExampleKind::Holds, false) => "holds",
            (ExampleKind::Silent, false) => "does not apply",
        };
        let _ = writeln!(out, "\n{} [{head}] {}", if zh { "例" } else { "example" }, example.note);
        for text in example.text.trim().lines() {
            let _ = writeln!(out, "    {text}");
        }
    }
    print(&out);
    Ok(GOOD)
}
