//! A report with everything that was found out about it.

use serde::{Deserialize, Serialize};

use kanhe_report::{Counts, Finding, Kind, Lang, Report, Scorecard};

use crate::labels::pick;

/// Which rule book was used; every output carries it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Stamp {
    /// Version of the program.
    pub version: String,
    /// Short hash of the policy folder.
    pub policy: String,
    /// Title of the rule profile.
    pub profile: String,
}

/// A report, its findings and its scorecards.
#[derive(Debug, Clone, Copy)]
pub struct Verdict<'a> {
    /// The report.
    pub report: &'a Report,
    /// Findings, consequences included.
    pub findings: &'a [Finding],
    /// One a form.
    pub scorecards: &'a [Scorecard],
    /// The rule book used.
    pub stamp: &'a Stamp,
}

impl<'a> Verdict<'a> {
    /// Findings that stand for themselves, worst first, else in their order.
    pub fn roots(&self) -> Vec<&'a Finding> {
        let mut roots: Vec<&Finding> = self.findings.iter().filter(|f| f.follows.is_none()).collect();
        roots.sort_by_key(|f| f.severity);
        roots
    }

    /// Consequences of a finding: those that name its code and share a place with it.
    pub fn consequences(&self, root: &Finding) -> Vec<&'a Finding> {
        self.findings
            .iter()
            .filter(|f| f.follows.as_deref() == Some(&root.code))
            .filter(|f| f.places.iter().any(|p| root.places.iter().any(|q| p.same_spot(q))))
            .collect()
    }

    /// The scorecard of the whole-unit form, or else of the first form that has one.
    pub fn main_scorecard(&self) -> Option<&'a Scorecard> {
        let whole = self.report.forms.iter().find(|f| f.kind == Kind::Whole).map(|f| f.form);
        self.scorecards.iter().find(|s| Some(s.form) == whole).or_else(|| self.scorecards.first())
    }

    /// `自评 83 良 → 核算 73.40 中`, where there is a declared score.
    pub fn score_line(&self, lang: Lang) -> Option<String> {
        self.main_scorecard().and_then(|card| score_words(card, lang))
    }

    /// Counts of root findings.
    pub fn counts(&self) -> Counts {
        Counts::of(self.findings)
    }

    /// The first line: pass or fail, counts, declared and recomputed score.
    pub fn headline(&self, lang: Lang) -> String {
        let counts = self.counts();
        let mark = if counts.error > 0 {
            '✗'
        } else if counts.warning > 0 {
            '!'
        } else {
            '✓'
        };
        let file = self.report.file.rsplit(['/', '\\']).next().unwrap_or_default();
        let mut parts = vec![format!("{mark} {file}")];
        let mut tallies = Vec::new();
        for (n, zh, en) in
            [(counts.error, "错误", "errors"), (counts.warning, "警告", "warnings"), (counts.note, "提示", "notes")]
        {
            if n > 0 {
                tallies.push(match lang {
                    Lang::Zh => format!("{n} {zh}"),
                    Lang::En => format!("{n} {}", if n == 1 { en.trim_end_matches('s') } else { en }),
                });
            }
        }
        if tallies.is_empty() {
            tallies.push(pick(lang, "未发现问题", "nothing found").to_owned());
        }
        parts.push(tallies.join(" "));
        if let Some(score) = self.score_line(lang) {
            parts.push(score);
        }
        parts.join("  ")
    }
}

/// `自评 83 良 → 核算 73.40 中`
pub(crate) fn score_words(card: &Scorecard, lang: Lang) -> Option<String> {
    let reported = card.reported?;
    let grade = card.grade_reported.as_ref().or(card.grade_of_reported.as_ref());
    let declared = format!("{} {reported}{}", pick(lang, "自评", "declared"), with_space(grade));
    let Some(recomputed) = card.recomputed else { return Some(declared) };
    Some(format!(
        "{declared} → {} {recomputed}{}",
        pick(lang, "核算", "recomputed"),
        with_space(card.grade_recomputed.as_ref())
    ))
}

fn with_space(word: Option<&String>) -> String {
    word.map(|w| format!(" {w}")).unwrap_or_default()
}
