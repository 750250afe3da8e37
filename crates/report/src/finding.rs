//! A finding: what is wrong, where, by which rule.

use serde::{Deserialize, Serialize};

use crate::Place;

/// Language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Lang {
    /// Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

/// The same words in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Wording {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Wording {
    /// Both wordings.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// In one language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

/// How severe a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The report contradicts itself or the regulation.
    Error,
    /// A reviewer would send it back or ask.
    Warning,
    /// Worth a look.
    Note,
}

impl Severity {
    /// As the contract writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }

    /// As an office says it.
    pub const fn word(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Error, Lang::Zh) => "错误",
            (Self::Warning, Lang::Zh) => "警告",
            (Self::Note, Lang::Zh) => "提示",
            (Self::Error, Lang::En) => "error",
            (Self::Warning, Lang::En) => "warning",
            (Self::Note, Lang::En) => "note",
        }
    }
}

/// What is wrong with a report: a code, a sentence, both values, every place, the rule and its basis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// `KH301`.
    pub code: String,
    /// `score-follows-value`.
    pub name: String,
    /// How severe.
    pub severity: Severity,
    /// One sentence.
    pub message: Wording,
    /// What to do.
    pub help: Wording,
    /// Legal basis, as printed.
    pub basis: String,
    /// The basis was not confirmed in the printed source.
    pub assumed: bool,
    /// The rule with the numbers put in, if it has one.
    pub rule: Option<String>,
    /// What stands there, in the document's own unit.
    pub found: Option<String>,
    /// What should stand there, in the document's own unit.
    pub expected: Option<String>,
    /// The place to correct first, then every other figure that took part. Never empty: a missing thing points at
    /// the place where it should stand.
    pub places: Vec<Place>,
    /// Code of the root cause, if this only follows from another finding.
    pub follows: Option<String>,
}

/// Findings by severity; consequences are not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counts {
    /// Errors.
    pub error: usize,
    /// Warnings.
    pub warning: usize,
    /// Notes.
    pub note: usize,
}

impl Counts {
    /// Counts root findings.
    pub fn of(findings: &[Finding]) -> Self {
        let mut counts = Self::default();
        for finding in findings.iter().filter(|f| f.follows.is_none()) {
            match finding.severity {
                Severity::Error => counts.error += 1,
                Severity::Warning => counts.warning += 1,
                Severity::Note => counts.note += 1,
            }
        }
        counts
    }
}
