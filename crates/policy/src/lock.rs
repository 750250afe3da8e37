//! The frozen list of check codes, from `checks.lock.toml`.

use serde::Deserialize;

use crate::check::CheckSeverity;

/// A code that was given out. It never changes its meaning.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LockedCheck {
    /// `KH101`.
    pub code: String,
    /// `basic-sum`.
    pub name: String,
    /// Its severity.
    pub severity: CheckSeverity,
    /// What it means.
    pub title: LockedTitle,
    /// No longer in use; the code is not given out again.
    #[serde(default)]
    pub retired: bool,
}

/// The meaning of a code, in the language in which it was agreed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LockedTitle {
    /// In Chinese.
    pub zh: String,
}

/// The whole list.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lock {
    /// All codes.
    #[serde(default, rename = "check")]
    pub checks: Vec<LockedCheck>,
}
