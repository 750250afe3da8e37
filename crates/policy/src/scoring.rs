//! Score functions, qualitative bands, rounding and grades.

use kanhe_report::Decimal;
use serde::Deserialize;

use crate::value::{Choice, Setting, Status};

/// How a score follows from target and actual where more is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Positive {
    /// Reached: full points; else points × actual ÷ target.
    Ratio,
    /// Reached: full points; else none.
    AllOrNothing,
}

/// How a score follows where the target is `=`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Equal {
    /// As where more is better.
    AsPositive,
    /// points × smaller ÷ larger.
    SmallerOverLarger,
    /// Equal: full points; else none.
    AllOrNothing,
}

/// How a score follows where less is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reverse {
    /// Kept: full points; else points × target ÷ actual.
    Ratio,
    /// Kept: full points; else points × (1 − (actual − target) ÷ target), from twice the target on none.
    Linear,
    /// Kept: full points; else none.
    AllOrNothing,
}

/// How a score follows where the target is 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ZeroTarget {
    /// Actual 0: full points; else none.
    AllOrNothing,
}

/// How a score follows where the target is an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Interval {
    /// Inside: full points; below: actual ÷ lower end; above: 1 − (actual − upper end) ÷ upper end.
    ByDeviation,
    /// Inside: full points; else none.
    AllOrNothing,
}

/// How a score follows for satisfaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Satisfaction {
    /// As where more is better.
    AsPositive,
    /// By the steps in `satisfaction_tiers`.
    Tiers,
}

/// What over-fulfilment does to the score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OverFulfilment {
    /// Nothing: it asks for an explanation only.
    None,
    /// Points are taken off by the steps in `over_fulfilment_tiers`.
    Tiers,
}

/// What happens to indicators that do not apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NotApplicable {
    /// They keep their points and score as printed.
    AsPrinted,
    /// They are dropped and the rest is scaled up to the total.
    Rescale,
}

/// A step of a scale: from `from` on, this share of the points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// Lower end, included.
    #[serde(deserialize_with = "crate::value::number")]
    pub from: Decimal,
    /// Share of the points.
    #[serde(deserialize_with = "crate::value::number")]
    pub share: Decimal,
}

/// Score functions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scoring {
    /// More is better.
    pub positive: Choice<Positive>,
    /// `=`.
    pub equal: Choice<Equal>,
    /// Less is better.
    pub reverse: Choice<Reverse>,
    /// Target 0.
    pub zero_target: Choice<ZeroTarget>,
    /// Target is an interval.
    pub interval: Choice<Interval>,
    /// Satisfaction.
    pub satisfaction: Choice<Satisfaction>,
    /// Scale for satisfaction, from the best step down; of use with `Tiers`.
    pub satisfaction_tiers: Vec<Tier>,
    /// Over-fulfilment.
    pub over_fulfilment: Choice<OverFulfilment>,
    /// Scale for over-fulfilment by actual ÷ target, from the lowest step up; of use with `Tiers`.
    pub over_fulfilment_tiers: Vec<Tier>,
    /// Below this share of the target there are no points at all; 0 where there is no such threshold.
    pub pass_threshold: Setting,
    /// Indicators that do not apply.
    pub not_applicable: Choice<NotApplicable>,
}

/// A band of a qualitative score: from `lower` × points (included) to `upper` × points.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// The grade as the measure words it: `达成年度指标`.
    pub name: String,
    /// Words of an actual that name this band.
    pub words: Vec<String>,
    /// Lower end as a share of the points, included.
    #[serde(deserialize_with = "crate::value::number")]
    pub lower: Decimal,
    /// Upper end as a share of the points.
    #[serde(deserialize_with = "crate::value::number")]
    pub upper: Decimal,
    /// Whether the upper end belongs to the band.
    #[serde(default)]
    pub upper_included: bool,
}

/// The bands with their source.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bands {
    /// From the best down.
    pub band: Vec<Band>,
    /// The measure that sets them.
    #[serde(default)]
    pub source: Option<String>,
    /// Where in that measure.
    #[serde(default)]
    pub article: Option<String>,
    /// How well they are known.
    pub status: Status,
}

/// A grade: from `from` points (of 100) on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grade {
    /// `优`.
    pub word: String,
    /// Other ways of writing it: `优秀`.
    #[serde(default)]
    pub also: Vec<String>,
    /// Lower end in percent of the total, included.
    #[serde(deserialize_with = "crate::value::number")]
    pub from: Decimal,
}

/// The grades with their source.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grades {
    /// From the best down.
    pub grade: Vec<Grade>,
    /// The measure that sets them.
    #[serde(default)]
    pub source: Option<String>,
    /// Where in that measure.
    #[serde(default)]
    pub article: Option<String>,
    /// How well they are known.
    pub status: Status,
}

impl Grades {
    /// The grade of a score out of `total`.
    pub fn of(&self, score: Decimal, total: Decimal) -> Option<&Grade> {
        let percent = score.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(total)?;
        self.grade.iter().find(|g| percent >= g.from)
    }

    /// The grade that a word names.
    pub fn named(&self, word: &str) -> Option<&Grade> {
        let word = word.trim();
        self.grade.iter().find(|g| g.word == word || g.also.iter().any(|a| a == word))
    }
}

/// How scores are rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RoundingMode {
    /// A half goes up.
    HalfUp,
    /// What is too much is cut off.
    Down,
}

/// How scores are rounded, with its source.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rounding {
    /// The way.
    pub mode: RoundingMode,
    /// Decimals kept.
    pub decimals: u32,
    /// The measure that sets it.
    #[serde(default)]
    pub source: Option<String>,
    /// How well it is known.
    pub status: Status,
    /// What else there is to say.
    #[serde(default)]
    pub note: Option<String>,
}

impl Rounding {
    /// Rounds.
    pub fn round(&self, value: Decimal) -> Decimal {
        use rust_decimal::RoundingStrategy::{MidpointAwayFromZero, ToZero};
        let how = match self.mode {
            RoundingMode::HalfUp => MidpointAwayFromZero,
            RoundingMode::Down => ToZero,
        };
        value.round_dp_with_strategy(self.decimals, how)
    }
}
