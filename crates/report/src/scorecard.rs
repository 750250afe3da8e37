//! What the report should have scored, every point explained.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{Place, Wording};

/// What a line of the scorecard is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ScoreSubject {
    /// 预算执行率: index into `Report::funds`.
    Execution(usize),
    /// An indicator: index into `Report::indicators`.
    Indicator(usize),
}

/// One line: weight, declared and recomputed score, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoreLine {
    /// What it is about.
    pub subject: ScoreSubject,
    /// Its name as printed: `预算执行率`, `加装电梯`.
    pub name: String,
    /// 分值.
    pub weight: Option<Decimal>,
    /// 得分 as printed.
    pub reported: Option<Decimal>,
    /// The score by the rules; `None` where it can't be computed (see `reason`).
    pub recomputed: Option<Decimal>,
    /// The lowest and highest score that the rules allow where they leave room (qualitative bands).
    pub range: Option<(Decimal, Decimal)>,
    /// The rule as a formula: `得分 = 分值 × 完成值 ÷ 目标值`.
    pub formula: Wording,
    /// The formula with the numbers put in: `20 × 16 ÷ 50 = 6.40`.
    pub numbers: String,
    /// Regulation and article.
    pub article: String,
    /// The rule's value was not confirmed in the printed source.
    pub assumed: bool,
    /// Why there is no recomputed score, or why the printed one was taken.
    pub reason: Option<Wording>,
    /// Some figure it rests on was read with doubt: a difference is no finding.
    pub doubtful: bool,
    /// The score's cell.
    pub place: Place,
}

/// The scorecard of one form.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Scorecard {
    /// The form's number.
    pub form: u32,
    /// The profile used: its id.
    pub profile: String,
    /// Execution first, then the indicators in order.
    pub lines: Vec<ScoreLine>,
    /// 总分 as printed.
    pub reported: Option<Decimal>,
    /// The recomputed total: lines that can't be recomputed count with their printed score. `None` where there is
    /// nothing to add up.
    pub recomputed: Option<Decimal>,
    /// Grade as printed.
    pub grade_reported: Option<String>,
    /// Grade of the recomputed total.
    pub grade_recomputed: Option<String>,
    /// Grade that the printed total deserves.
    pub grade_of_reported: Option<String>,
}
