//! The small types that every policy file uses: a wording in both languages, a value with its source, a status.

use std::fmt;
use std::str::FromStr;

use kanhe_report::{Decimal, Wording};
use serde::de::{self, Deserializer, Visitor};
use serde::{Deserialize, Serialize};

/// How well a value or an article is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Read in the printed source.
    Confirmed,
    /// Well known and cited by published documents; the printed source was not compared.
    General,
    /// Taken as the likely rule; every output that rests on it says so.
    Assumed,
}

impl Status {
    /// As a file writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::General => "general",
            Self::Assumed => "assumed",
        }
    }

    /// As an office says it.
    pub fn wording(self) -> Wording {
        match self {
            Self::Confirmed => Wording::new("已核对原文", "compared with the printed source"),
            Self::General => Wording::new("通行做法，未核对印本", "well known, printed source not compared"),
            Self::Assumed => Wording::new("推定，尚待确认", "assumed, to be confirmed"),
        }
    }
}

/// A number of the rules with its source.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Setting {
    /// The number.
    #[serde(deserialize_with = "number")]
    pub value: Decimal,
    /// Id of the measure it comes from: `cn/2020-10`.
    #[serde(default)]
    pub source: Option<String>,
    /// Article of that measure: `第十三条`.
    #[serde(default)]
    pub article: Option<String>,
    /// How well it is known.
    pub status: Status,
    /// What else there is to say about it.
    #[serde(default)]
    pub note: Option<String>,
}

impl Setting {
    /// Whether outputs that rest on it must say so.
    pub fn assumed(&self) -> bool {
        self.status == Status::Assumed
    }
}

/// One of several ways in which the rules may do a thing, with its source.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice<T> {
    /// The way that this profile takes.
    pub value: T,
    /// Other ways seen in practice: a score that one of them gives is no contradiction of the rules.
    #[serde(default = "Vec::new")]
    pub accepts: Vec<T>,
    /// Id of the measure it comes from.
    #[serde(default)]
    pub source: Option<String>,
    /// Article of that measure.
    #[serde(default)]
    pub article: Option<String>,
    /// How well it is known.
    pub status: Status,
    /// What else there is to say about it.
    #[serde(default)]
    pub note: Option<String>,
}

impl<T> Choice<T> {
    /// Whether outputs that rest on it must say so.
    pub fn assumed(&self) -> bool {
        self.status == Status::Assumed
    }

    /// The way taken, then the accepted ones.
    pub fn ways(&self) -> impl Iterator<Item = &T> {
        std::iter::once(&self.value).chain(&self.accepts)
    }
}

/// A wording of which both languages must be given.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Both {
    zh: String,
    en: String,
}

/// Reads a [`Wording`], asking for both languages and nothing else.
pub(crate) fn wording<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Wording, D::Error> {
    Both::deserialize(deserializer).map(|both| Wording::new(trimmed(both.zh), trimmed(both.en)))
}

/// A text without white space at its ends; most have none.
fn trimmed(text: String) -> String {
    if text.trim().len() == text.len() { text } else { text.trim().to_owned() }
}

/// The same for a wording that may be left out.
pub(crate) fn some_wording<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Wording>, D::Error> {
    wording(deserializer).map(Some)
}

/// A decimal: `10`, `1.3` or `"1.3"`. A TOML number with a fraction is taken by its shortest decimal digits, which are
/// those that were written.
pub(crate) fn number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
    deserializer.deserialize_any(NumberVisitor)
}

struct NumberVisitor;

impl Visitor<'_> for NumberVisitor {
    type Value = Decimal;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a number")
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Decimal, E> {
        Ok(Decimal::from(value))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Decimal, E> {
        Ok(Decimal::from(value))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Decimal, E> {
        self.visit_str(&value.to_string())
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Decimal, E> {
        Decimal::from_str(value).map_err(|_| E::invalid_value(de::Unexpected::Str(value), &self))
    }
}

/// A [`Decimal`] as an entry of a list or map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Number(#[serde(deserialize_with = "number")] pub Decimal);
