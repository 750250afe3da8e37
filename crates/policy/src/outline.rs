//! What a report's text must hold: its parts, and the wordings that satisfy each.

use kanhe_report::{Kind, Wording};
use serde::Deserialize;

use crate::value::{Status, wording};
use crate::words::holds;

/// A part of the outline.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutlineItem {
    /// Its number in the outline: `一`, `（一）`.
    pub label: String,
    /// 1 for 一、, 2 for （一）.
    pub level: u8,
    /// Its title as the outline prints it.
    #[serde(deserialize_with = "wording")]
    pub title: Wording,
    /// A heading that holds one of these words is this part. A wording of several words that must all stand in the
    /// heading is written with `+`: `问题+原因`.
    pub words: Vec<String>,
    /// A report without it is incomplete.
    pub required: bool,
    /// `无` is a full answer.
    #[serde(default)]
    pub may_be_none: bool,
    /// How well this is known.
    pub status: Status,
}

impl OutlineItem {
    /// Whether a heading with this title is this part.
    pub fn satisfied_by(&self, heading: &str) -> bool {
        self.words.iter().any(|wording| wording.split('+').all(|word| holds(heading, word)))
    }
}

/// An outline, from `outlines/*.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outline {
    /// `cn/whole-report`: place and file name.
    #[serde(skip)]
    pub id: String,
    /// Its name.
    #[serde(deserialize_with = "wording")]
    pub title: Wording,
    /// Whole unit or project.
    #[serde(deserialize_with = "crate::profile::kind")]
    pub kind: Kind,
    /// The measure that asks for it.
    #[serde(default)]
    pub source: Option<String>,
    /// Where in that measure.
    #[serde(default)]
    pub article: Option<String>,
    /// How well the outline as a whole is known.
    pub status: Status,
    /// What else there is to say.
    #[serde(default)]
    pub note: Option<String>,
    /// Its parts in order.
    #[serde(rename = "item")]
    pub items: Vec<OutlineItem>,
}
