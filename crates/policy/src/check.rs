//! A check: one file, with its wording, its basis and its examples. Format: `docs/policy.md`.

use kanhe_report::{Finding, Place, Severity, Wording};
use serde::Deserialize;

use crate::template;
use crate::value::{some_wording, wording};

/// How severe the findings of a check are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
pub enum CheckSeverity {
    /// The report contradicts itself or the regulation.
    #[serde(rename = "error")]
    Error,
    /// A reviewer would send it back or ask.
    #[serde(rename = "warning")]
    Warning,
    /// Worth a look.
    #[serde(rename = "note")]
    Note,
    /// Error where the report flatters itself, warning where it sells itself short.
    #[serde(rename = "over/under")]
    OverUnder,
}

impl CheckSeverity {
    /// As a file writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
            Self::OverUnder => "over/under",
        }
    }

    /// The severity of a finding; `flatters` decides where it depends on the direction.
    pub const fn of(self, flatters: bool) -> Severity {
        match (self, flatters) {
            (Self::Error, _) | (Self::OverUnder, true) => Severity::Error,
            (Self::Warning, _) | (Self::OverUnder, false) => Severity::Warning,
            (Self::Note, _) => Severity::Note,
        }
    }
}

/// Where the rule behind a check is written.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Basis {
    /// Id of the measure: `cn/2020-10`.
    pub measure: String,
    /// `第二十五条`; left out where the measure as a whole is meant.
    #[serde(default)]
    pub article: Option<String>,
    /// Why it applies, in a few words.
    pub why: String,
    /// That it applies was not confirmed in the printed text.
    #[serde(default)]
    pub assumed: bool,
}

/// What decides whether a check fires.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Judgement {
    /// A formula that must hold, in the language of `kanhe-formula`.
    Formula(String),
    /// A function of the appraisal registered under this name.
    Rule(String),
}

/// What an example shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ExampleKind {
    /// The check fires.
    Breaks,
    /// The check looks and is satisfied.
    Holds,
    /// The check does not apply, or too little is known to say anything.
    Silent,
}

impl ExampleKind {
    /// All kinds; a check has at least one example of each.
    pub const ALL: [Self; 3] = [Self::Breaks, Self::Holds, Self::Silent];

    /// As a file writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Breaks => "breaks",
            Self::Holds => "holds",
            Self::Silent => "silent",
        }
    }
}

/// A tiny document and what the check says to it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// What it shows.
    pub kind: ExampleKind,
    /// What is special about it, in a few words.
    pub note: String,
    /// The document as plain text; table rows as `| a | b |`.
    pub text: String,
    /// Last year's report, for checks that compare with it.
    #[serde(default)]
    pub prior: Option<String>,
    /// Another unit's report, for checks that compare with others.
    #[serde(default)]
    pub against: Option<String>,
    /// Records (CSV), for checks that compare with evidence.
    #[serde(default)]
    pub evidence: Option<String>,
    /// The place whose rules apply, where it matters: `cn/sichuan`.
    #[serde(default)]
    pub place: Option<String>,
    /// What the finding says is there.
    #[serde(default)]
    pub found: Option<String>,
    /// What the finding says should be there.
    #[serde(default)]
    pub expected: Option<String>,
    /// A text that one of the finding's places holds.
    #[serde(default)]
    pub at: Option<String>,
}

/// Another way of saying what a check found, for a rule that finds several kinds of the same fault.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Variant {
    /// Its name, used by the rule.
    pub name: String,
    /// The sentence.
    #[serde(deserialize_with = "wording")]
    pub message: Wording,
    /// What to do, where it differs from the check's own.
    #[serde(default, deserialize_with = "some_wording")]
    pub help: Option<Wording>,
}

/// A check file as written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CheckFile {
    pub code: String,
    pub name: String,
    pub severity: CheckSeverity,
    #[serde(deserialize_with = "wording")]
    pub title: Wording,
    #[serde(default)]
    pub basis: Vec<Basis>,
    #[serde(default, rename = "for")]
    pub row: Option<String>,
    #[serde(default)]
    pub when: Option<String>,
    #[serde(default)]
    pub formula: Option<String>,
    #[serde(default)]
    pub rule: Option<String>,
    #[serde(deserialize_with = "wording")]
    pub message: Wording,
    #[serde(deserialize_with = "wording")]
    pub explain: Wording,
    #[serde(deserialize_with = "wording")]
    pub help: Wording,
    #[serde(default)]
    pub follows: Vec<String>,
    #[serde(default, rename = "variant")]
    pub variants: Vec<Variant>,
    #[serde(default, rename = "example")]
    pub examples: Vec<Example>,
}

/// A check, ready for use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// `KH101`. A code never changes its meaning.
    pub code: String,
    /// `basic-sum`.
    pub name: String,
    /// How severe its findings are.
    pub severity: CheckSeverity,
    /// The rule in one line.
    pub title: Wording,
    /// Where the rule is written.
    pub basis: Vec<Basis>,
    /// The basis as printed: `财预〔2020〕10号 第二十五条`.
    pub basis_text: String,
    /// Some part of the basis was not confirmed in the printed source.
    pub assumed: bool,
    /// The row of `facts.toml` that it is asked of.
    pub row: Option<String>,
    /// Guard: where it does not hold, the check does not apply.
    pub when: Option<String>,
    /// What decides.
    pub judgement: Judgement,
    /// The sentence, with `{placeholders}`.
    pub message: Wording,
    /// What to do.
    pub help: Wording,
    /// Codes of checks of whose findings this one's are consequences.
    pub follows: Vec<String>,
    /// Other ways of saying it.
    pub variants: Vec<Variant>,
    /// The place whose folder it stands in.
    pub place: String,
    /// Its file below the policy folder.
    pub(crate) path: String,
}

/// What a reader is told of a check beside its wording: see [`crate::PolicySet::explained`].
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Explained {
    /// What it checks, why it matters, when it stays silent.
    #[serde(deserialize_with = "wording")]
    pub explain: Wording,
    /// Examples.
    #[serde(default, rename = "example")]
    pub examples: Vec<Example>,
}

impl Check {
    /// The formula, if it is a formula that decides.
    pub fn formula(&self) -> Option<&str> {
        match &self.judgement {
            Judgement::Formula(formula) => Some(formula),
            Judgement::Rule(_) => None,
        }
    }

    /// The rule's name, if it is a rule that decides.
    pub fn rule(&self) -> Option<&str> {
        match &self.judgement {
            Judgement::Rule(rule) => Some(rule),
            Judgement::Formula(_) => None,
        }
    }

    /// A finding of this check with its own severity (an "over/under" check counts as flattering: use
    /// [`Check::finding_as`] there). `values` fill the message's `{placeholders}`; `places` holds the place to correct
    /// first.
    pub fn finding(
        &self,
        values: &[(&str, String)],
        found: Option<String>,
        expected: Option<String>,
        places: Vec<Place>,
    ) -> Finding {
        self.finding_as(self.severity.of(true), values, found, expected, places)
    }

    /// A finding with a severity of its own.
    pub fn finding_as(
        &self,
        severity: Severity,
        values: &[(&str, String)],
        found: Option<String>,
        expected: Option<String>,
        places: Vec<Place>,
    ) -> Finding {
        Finding {
            code: self.code.clone(),
            name: self.name.clone(),
            severity,
            message: fill(&self.message, values),
            help: fill(&self.help, values),
            basis: self.basis_text.clone(),
            assumed: self.assumed,
            rule: None,
            found,
            expected,
            places,
            follows: None,
        }
    }

    /// A finding said in the words of one of the check's variants; in the check's own words where it has no such one.
    pub fn finding_variant(
        &self,
        variant: &str,
        severity: Severity,
        values: &[(&str, String)],
        found: Option<String>,
        expected: Option<String>,
        places: Vec<Place>,
    ) -> Finding {
        let mut finding = self.finding_as(severity, values, found, expected, places);
        if let Some(variant) = self.variants.iter().find(|v| v.name == variant) {
            finding.message = fill(&variant.message, values);
            if let Some(help) = &variant.help {
                finding.help = fill(help, values);
            }
        }
        finding
    }
}

fn fill(wording: &Wording, values: &[(&str, String)]) -> Wording {
    Wording::new(template::fill(&wording.zh, values), template::fill(&wording.en, values))
}
