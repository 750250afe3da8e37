//! What a report should have scored: every line of its scorecards, with the rule that gives it.
//!
//! [`mark`] reads every target and actual once ([`Row`]), judges it by the policy's score functions and sums it up. A row
//! that can't be judged keeps its printed score.

mod agree;
mod card;
mod execution;
mod explain;
mod framework;
mod implied;
mod judge;
mod numeric;
mod outcome;

pub use agree::{Agreement, agree, half_unit, sum_slack};
pub use execution::Execution;
pub(crate) use execution::is_unread;
pub use judge::{Judgement, Rule, Share, Why};
pub use outcome::{Outcome, plain};

use kanhe_policy::Policy;
use kanhe_report::{Decimal, Report, Scorecard, Stage, State};

use crate::measure::{Direction, Measure, direction};

/// A report's indicators read and judged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marking {
    /// One scorecard a scored form that states results, in order.
    pub cards: Vec<Scorecard>,
    /// One row an indicator, in the order of `Report::indicators`.
    pub rows: Vec<Row>,
    /// The execution lines.
    pub executions: Vec<Execution>,
}

/// An indicator read and judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Target, the adjusted one where the form has one and it is filled.
    pub target: Measure,
    /// Actual.
    pub actual: Measure,
    /// Whether more or less is better.
    pub direction: Direction,
    /// What share of its points it earned.
    pub judgement: Judgement,
    /// Its points: printed, or inferred.
    pub weight: Option<Decimal>,
    /// The points were inferred from its head's.
    pub implied: bool,
    /// What the score should be.
    pub outcome: Option<Outcome>,
    /// Some figure was read with doubt, or the row says two things: a difference is no finding.
    pub doubtful: bool,
}

/// Reads, judges and adds up.
pub fn mark(report: &Report, policy: &Policy) -> Marking {
    let mut rows: Vec<Row> = report.indicators.iter().map(|i| row(i, policy)).collect();
    implied::fill(report, &mut rows);
    let rounding = &policy.profile().rounding;
    for (row, indicator) in rows.iter_mut().zip(&report.indicators) {
        let weighed = row.weight.filter(|_| !indicator.weight_shared && !indicator.score_shared);
        row.outcome = weighed
            .and_then(|w| Outcome::of(&row.judgement.share, w, rounding))
            .map(|outcome| card::after_deduction(outcome, indicator, row.weight, rounding));
    }
    let scored = report.forms.iter().filter(|f| f.stage == Stage::Result && f.has_scores);
    let executions: Vec<Execution> =
        report.forms.iter().filter_map(|f| execution::of_form(report, f.form, policy)).collect();
    let cards = scored.map(|form| card::card(report, form, &rows, &executions, policy)).collect();
    Marking { cards, rows, executions }
}

fn row(indicator: &kanhe_report::Indicator, policy: &Policy) -> Row {
    let cell = match indicator.adjusted_target.state {
        State::Value if indicator.adjusted_target.value.is_some() => &indicator.adjusted_target,
        _ => &indicator.target,
    };
    let unit = indicator.unit.as_deref();
    let target = Measure::of(cell).with_sign_column(indicator.sign).with_unit_column(unit);
    let actual = Measure::of_result(&indicator.actual).with_unit_column(unit);
    let direction = direction(indicator, &target, policy.words());
    let judgement = judge::judge(indicator, &target, &actual, direction, policy);
    let doubtful = judgement.doubtful
        || [
            indicator.weight.doubt.as_ref(),
            indicator.score.doubt.as_ref(),
            cell.doubt.as_ref(),
            indicator.actual.doubt.as_ref(),
        ]
        .iter()
        .any(Option::is_some);
    Row {
        target,
        actual,
        direction,
        judgement,
        weight: indicator.weight.get().copied(),
        implied: false,
        outcome: None,
        doubtful,
    }
}
