//! Rule profiles (评分口径): weights, score functions, rounding, grades and triggers of a place, kind and span of years.

use std::collections::BTreeMap;

use kanhe_report::{Decimal, Kind, Wording};
use serde::de::{Deserializer, Error as _};
use serde::{Deserialize, Serialize};

use crate::scoring::{Bands, Grades, Rounding, Scoring};
use crate::value::{Choice, Number, Setting, Status, wording};

/// A level-1 head that carries points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level1 {
    /// 预算执行率
    Execution,
    /// 投入
    Input,
    /// 决策
    Decision,
    /// 过程, 管理
    Process,
    /// 成本
    Cost,
    /// 产出
    Output,
    /// 效益, 效果
    Benefit,
    /// 满意度
    Satisfaction,
}

impl Level1 {
    /// All heads in the order in which forms print them.
    pub const ALL: [Self; 8] = [
        Self::Execution,
        Self::Input,
        Self::Decision,
        Self::Process,
        Self::Cost,
        Self::Output,
        Self::Benefit,
        Self::Satisfaction,
    ];

    /// As an office says it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Execution => "预算执行率",
            Self::Input => "投入",
            Self::Decision => "决策",
            Self::Process => "过程",
            Self::Cost => "成本指标",
            Self::Output => "产出指标",
            Self::Benefit => "效益指标",
            Self::Satisfaction => "满意度指标",
        }
    }
}

/// One allowed distribution of the points over the level-1 heads.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Split {
    /// `with-cost`.
    pub name: String,
    /// What it is for.
    #[serde(deserialize_with = "wording")]
    pub title: Wording,
    /// Points a head.
    #[serde(deserialize_with = "weights")]
    pub weights: BTreeMap<Level1, Decimal>,
    /// The measure that sets it.
    #[serde(default)]
    pub source: Option<String>,
    /// Where in that measure.
    #[serde(default)]
    pub article: Option<String>,
    /// How well it is known.
    pub status: Status,
}

impl Split {
    /// Points of a head; `None` where the split has no such head.
    pub fn weight(&self, head: Level1) -> Option<Decimal> {
        self.weights.get(&head).copied()
    }

    /// All points.
    pub fn total(&self) -> Decimal {
        self.weights.values().copied().sum()
    }

    /// Whether these heads carry exactly these points (a head with 0 points counts as absent).
    pub fn matches(&self, weights: &[(Level1, Decimal)]) -> bool {
        let given = |head| weights.iter().filter(|(h, _)| *h == head).map(|(_, w)| *w).sum::<Decimal>();
        Level1::ALL.iter().all(|head| given(*head) == self.weight(*head).unwrap_or_default())
    }
}

/// Which figure an execution rate is divided by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Denominator {
    /// 全年预算数, 调整后预算数.
    AdjustedBudget,
    /// 年初预算数.
    InitialBudget,
    /// 实际到位资金.
    ArrivedFunds,
}

/// The points for the execution rate: weight × min(rate, cap).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Execution {
    /// Its points, where the profile fixes them.
    pub weight: Setting,
    /// Highest rate that counts, in percent.
    pub cap: Setting,
    /// What the rate is divided by.
    pub denominator: Choice<Denominator>,
}

/// A level-2 kind of indicator that a form must have.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequiredKind {
    /// `数量指标`.
    pub name: String,
    /// A head that holds one of these words is of this kind.
    pub words: Vec<String>,
    /// The level-1 head it stands under.
    pub level1: Level1,
    /// Asked for only where the form prints such a head.
    #[serde(default)]
    pub where_head: bool,
    /// The measure that asks for it.
    #[serde(default)]
    pub source: Option<String>,
    /// Where in that measure.
    #[serde(default)]
    pub article: Option<String>,
    /// How well it is known.
    pub status: Status,
}

/// Thresholds from which a check speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Triggers {
    /// Actual ÷ target from which over-fulfilment asks for an explanation.
    pub over_fulfilment: Setting,
    /// Execution rate below which a reason is asked for.
    pub low_execution: Setting,
    /// Share of the initial budget above which an adjustment asks for a reason.
    pub large_adjustment: Setting,
    /// Change against last year above which a reason is asked for.
    pub year_on_year_jump: Setting,
    /// Final ÷ budget of a base-data item above which a reason is asked for.
    pub base_over_budget: Setting,
    /// Share of its level-1 points above which one indicator is too heavy.
    pub weight_concentration: Setting,
    /// Execution rate below which full output scores are remarkable.
    pub output_without_money: Setting,
    /// Likeness above which two texts count as the same.
    pub text_reuse: Setting,
    /// Cut of the initial budget from which "budget follows execution" is remarkable.
    pub budget_follows_execution: Setting,
    /// Head count ÷ establishment above which staff exceed it.
    pub over_establishment: Setting,
}

/// A rule profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// `cn/project-2020`: place and file name.
    pub id: String,
    /// Its name.
    pub title: Wording,
    /// Whole unit or project.
    pub kind: Kind,
    /// The place whose folder it stands in.
    pub place: String,
    /// First year reported on.
    pub from: i32,
    /// Last year reported on; open where `None`.
    pub to: Option<i32>,
    /// How well the profile as a whole is known.
    pub status: Status,
    /// What else there is to say.
    pub note: Option<String>,
    /// Id of the outline of the report's text.
    pub outline: Option<String>,
    /// All points.
    pub total: Setting,
    /// Allowed distributions of the points; empty where the rules leave it to the unit.
    pub splits: Vec<Split>,
    /// Points of the execution rate.
    pub execution: Execution,
    /// Score functions.
    pub scoring: Scoring,
    /// Qualitative bands.
    pub bands: Bands,
    /// Rounding.
    pub rounding: Rounding,
    /// Grades.
    pub grades: Grades,
    /// Level-2 kinds that must be there.
    pub required: Vec<RequiredKind>,
    /// Thresholds.
    pub triggers: Triggers,
}

impl Profile {
    /// Whether it is in force for reports on `year`.
    pub fn in_force(&self, year: i32) -> bool {
        self.from <= year && self.to.is_none_or(|to| year <= to)
    }

    /// The allowed split that a form's points follow exactly, if any.
    pub fn matching_split(&self, weights: &[(Level1, Decimal)]) -> Option<&Split> {
        self.splits.iter().find(|s| s.matches(weights))
    }

    /// The split meant for a form with these heads: the first that has the same heads, else the first.
    pub fn split_for(&self, heads: &[Level1]) -> Option<&Split> {
        let same = |split: &&Split| {
            Level1::ALL
                .iter()
                .filter(|head| **head != Level1::Execution)
                .all(|head| heads.contains(head) == split.weight(*head).is_some_and(|w| !w.is_zero()))
        };
        self.splits.iter().find(same).or(self.splits.first())
    }
}

fn weights<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<Level1, Decimal>, D::Error> {
    let map = BTreeMap::<Level1, Number>::deserialize(deserializer)?;
    Ok(map.into_iter().map(|(head, number)| (head, number.0)).collect())
}

/// Reads `whole` or `project`.
pub(crate) fn kind<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Kind, D::Error> {
    match String::deserialize(deserializer)?.as_str() {
        "whole" => Ok(Kind::Whole),
        "project" => Ok(Kind::Project),
        other => Err(D::Error::unknown_variant(other, &["whole", "project"])),
    }
}
