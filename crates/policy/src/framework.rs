//! Indicator frameworks: the rates and points that a measure prescribes, with their formulas, from `frameworks/*.toml`.

use kanhe_report::{Decimal, Kind, Wording};
use serde::Deserialize;

use crate::profile::Level1;
use crate::value::{Number, Status, wording};

/// How points follow from a rate (in percent).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", tag = "way")]
pub enum PointsRule {
    /// Full points up to `full`; for each whole `step` more, `minus` points less, down to 0.
    Over {
        /// Highest rate with full points.
        #[serde(deserialize_with = "crate::value::number")]
        full: Decimal,
        /// Size of a step.
        #[serde(deserialize_with = "crate::value::number")]
        step: Decimal,
        /// Points off a step.
        #[serde(deserialize_with = "crate::value::number")]
        minus: Decimal,
    },
    /// Full points from `full` on; for each whole `step` less, `minus` points less, down to 0.
    Under {
        /// Lowest rate with full points.
        #[serde(deserialize_with = "crate::value::number")]
        full: Decimal,
        /// Size of a step.
        #[serde(deserialize_with = "crate::value::number")]
        step: Decimal,
        /// Points off a step.
        #[serde(deserialize_with = "crate::value::number")]
        minus: Decimal,
    },
    /// Full points at `full`; for each whole `step` off it either way, `minus` points less, down to 0.
    Off {
        /// The rate with full points.
        #[serde(deserialize_with = "crate::value::number")]
        full: Decimal,
        /// Size of a step.
        #[serde(deserialize_with = "crate::value::number")]
        step: Decimal,
        /// Points off a step.
        #[serde(deserialize_with = "crate::value::number")]
        minus: Decimal,
    },
    /// The first step whose upper end (included) is not passed; none beyond the last.
    UpTo {
        /// `[upper end, points]`, rising.
        steps: Vec<Step>,
    },
    /// The first step whose lower end (included) is reached; none below the last.
    From {
        /// `[lower end, points]`, falling.
        steps: Vec<Step>,
    },
    /// Points × rate, no more than the points.
    Proportional {},
    /// A list of requirements, points off a breach: not computed.
    Checklist {},
    /// A reviewer's judgement: not computed.
    Judgement {},
}

/// A step of a scale: an end of a range of rates, and its points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(from = "(Number, Number)")]
pub struct Step {
    /// The end of the range, in percent.
    pub at: Decimal,
    /// Points.
    pub points: Decimal,
}

impl From<(Number, Number)> for Step {
    fn from((at, points): (Number, Number)) -> Self {
        Self { at: at.0, points: points.0 }
    }
}

impl PointsRule {
    /// The points for a rate in percent, out of `most`; `None` where they are not computed.
    pub fn points(&self, rate: Decimal, most: Decimal) -> Option<Decimal> {
        let less = |far: Decimal, step: &Decimal, minus: &Decimal| {
            let steps = far.max(Decimal::ZERO).checked_div(*step)?.floor();
            Some((most - steps.checked_mul(*minus)?).max(Decimal::ZERO))
        };
        match self {
            Self::Over { full, step, minus } => less(rate - full, step, minus),
            Self::Under { full, step, minus } => less(full - rate, step, minus),
            Self::Off { full, step, minus } => less((rate - full).abs(), step, minus),
            Self::UpTo { steps } => Some(steps.iter().find(|s| rate <= s.at).map_or(Decimal::ZERO, |s| s.points)),
            Self::From { steps } => Some(steps.iter().find(|s| rate >= s.at).map_or(Decimal::ZERO, |s| s.points)),
            Self::Proportional {} => {
                let share = rate.clamp(Decimal::ZERO, Decimal::ONE_HUNDRED).checked_div(Decimal::ONE_HUNDRED)?;
                most.checked_mul(share)
            }
            Self::Checklist {} | Self::Judgement {} => None,
        }
    }
}

/// An indicator of a framework.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrameworkIndicator {
    /// `在职人员控制率`.
    pub name: String,
    /// Other names: `财政供养人员控制率`.
    #[serde(default)]
    pub also: Vec<String>,
    /// The head it stands under.
    pub level1: Level1,
    /// Full points, where the framework gives points.
    #[serde(default)]
    pub points: Option<Number>,
    /// How its value is computed: `在职人员数 ÷ 编制数 × 100%`.
    #[serde(default)]
    pub formula: Option<String>,
    /// How points follow from the value.
    #[serde(default)]
    pub rule: Option<PointsRule>,
    /// How well it is known.
    pub status: Status,
    /// What else there is to say.
    #[serde(default)]
    pub note: Option<String>,
}

/// A framework.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Framework {
    /// `cn/whole-2013`: place and file name.
    #[serde(skip)]
    pub id: String,
    /// Its name.
    #[serde(deserialize_with = "wording")]
    pub title: Wording,
    /// Whole unit or project.
    #[serde(deserialize_with = "crate::profile::kind")]
    pub kind: Kind,
    /// The measure that sets it.
    #[serde(default)]
    pub source: Option<String>,
    /// Where in that measure.
    #[serde(default)]
    pub article: Option<String>,
    /// How well it is known as a whole.
    pub status: Status,
    /// What else there is to say.
    #[serde(default)]
    pub note: Option<String>,
    /// Its indicators.
    #[serde(rename = "indicator")]
    pub indicators: Vec<FrameworkIndicator>,
}

impl Framework {
    /// The indicator of that name; where it is given with several full points, the one with `points`, else the first.
    pub fn indicator(&self, name: &str, points: Option<Decimal>) -> Option<&FrameworkIndicator> {
        let named = || self.indicators.iter().filter(|i| i.name == name || i.also.iter().any(|a| a == name));
        let exact = named().find(|i| points.is_some() && i.points.map(|p| p.0) == points);
        exact.or_else(|| named().next())
    }
}
