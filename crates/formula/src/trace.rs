//! What an evaluation found out, and how.

use std::ops::Range;

use crate::ast::Comparison;
use crate::exact::Exact;
use crate::facts::{Content, Figure, State};
use crate::precision;
use crate::schema::Type;

/// Why a value could not be calculated though everything it needs is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fault {
    /// A division by zero.
    DivisionByZero,
    /// Numbers beyond what is kept exactly.
    Overflow,
}

/// A value, or that there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// An amount in fen, a number, or a percentage as a fraction of one.
    Number(Exact),
    /// A text.
    Text(String),
    /// True or false.
    Boolean(bool),
    /// Unknown, because something is missing or by a fault.
    Unknown(Option<Fault>),
}

/// How a check came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// It holds.
    Holds,
    /// It holds within the printed precision, but not to the last digit.
    HoldsWithinPrecision {
        /// A last digit was cut off where it should be rounded.
        truncated: bool,
    },
    /// It does not hold.
    Fails,
    /// It does not hold, but rests on a figure that was read with doubt.
    Doubtful,
    /// Something it needs is missing ([`Evaluation::missing`]), or it cannot be calculated. Also the verdict of a
    /// formula that is no condition.
    Unknown {
        /// Why it cannot be calculated, when nothing is missing.
        fault: Option<Fault>,
    },
}

impl Verdict {
    /// Whether it holds, if only within the printed precision.
    #[must_use]
    pub fn holds(self) -> bool {
        matches!(self, Verdict::Holds | Verdict::HoldsWithinPrecision { .. })
    }
}

/// A figure that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeafRead {
    /// Which of [`Formula::leaves`](crate::Formula::leaves).
    pub leaf: usize,
    /// The row, inside a function over rows.
    pub row: Option<usize>,
    /// The caller's id of the place.
    pub id: u32,
    /// Its value.
    pub value: Outcome,
    /// Whether it has one.
    pub state: State,
    /// Half a unit of its last printed digit.
    pub half_unit: Exact,
    /// The decimals printed.
    pub decimals: u8,
    /// Whether it was read with doubt.
    pub doubt: bool,
    /// Whether the result went without it (`取`, `有值`, `假 且 …`).
    pub settled: bool,
}

/// An intermediate value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The bytes of the formula that it is the value of.
    pub span: Range<usize>,
    /// The row, inside a function over rows.
    pub row: Option<usize>,
    /// Its type.
    pub ty: Type,
    /// The value.
    pub value: Outcome,
}

/// One comparison of two numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// The bytes of the formula: the whole comparison, or chain of them.
    pub span: Range<usize>,
    /// The row, inside a function over rows.
    pub row: Option<usize>,
    /// The left side.
    pub left: Exact,
    /// The sign.
    pub sign: Comparison,
    /// The right side.
    pub right: Exact,
    /// Left less right.
    pub difference: Exact,
    /// How far the sides may lie apart by their printed precision.
    pub tolerance: Exact,
    /// Whether it holds.
    pub holds: bool,
    /// Whether it came out so by the tolerance only.
    pub within: bool,
    /// Whether the sides agree only because a last digit was cut off.
    pub truncated: bool,
}

/// How a formula came out, with everything that took part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evaluation {
    /// The verdict of a check.
    pub verdict: Verdict,
    /// The value.
    pub outcome: Outcome,
    /// Every figure read, in order.
    pub leaves: Vec<LeafRead>,
    /// Every intermediate value, parts before the whole.
    pub steps: Vec<Step>,
    /// Every comparison of numbers, in order.
    pub comparisons: Vec<Compared>,
}

impl Evaluation {
    /// The figures for want of which the result is unknown.
    pub fn missing(&self) -> impl Iterator<Item = &LeafRead> {
        let unknown = matches!(self.outcome, Outcome::Unknown(_));
        self.leaves.iter().filter(move |leaf| unknown && leaf.state != State::Known && !leaf.settled)
    }

    /// The figures read with doubt.
    pub fn doubtful(&self) -> impl Iterator<Item = &LeafRead> {
        self.leaves.iter().filter(|leaf| leaf.doubt)
    }

    /// The last comparison that came out false or, where none did, the last one: what a finding reports.
    #[must_use]
    pub fn decisive(&self) -> Option<&Compared> {
        self.comparisons.iter().rev().find(|compared| !compared.holds).or(self.comparisons.last())
    }
}

/// What the evaluator tells while it goes.
pub(crate) trait Tracer {
    fn leaf(&mut self, leaf: usize, row: Option<usize>, figure: &Figure<'_>, state: State);
    fn step(&mut self, span: &Range<usize>, row: Option<usize>, ty: Type, value: impl FnOnce() -> Outcome);
    fn compared(
        &mut self,
        span: &Range<usize>,
        row: Option<usize>,
        sides: (Exact, Comparison, Exact),
        outcome: precision::Outcome,
    );
    /// How many figures were read so far.
    fn mark(&self) -> usize;
    /// The result did not need any of the missing figures read since.
    fn settle(&mut self, mark: usize);
}

/// Tells nobody.
pub(crate) struct Silent;

impl Tracer for Silent {
    fn leaf(&mut self, _: usize, _: Option<usize>, _: &Figure<'_>, _: State) {}
    fn step(&mut self, _: &Range<usize>, _: Option<usize>, _: Type, _: impl FnOnce() -> Outcome) {}
    fn compared(&mut self, _: &Range<usize>, _: Option<usize>, _: (Exact, Comparison, Exact), _: precision::Outcome) {}
    fn mark(&self) -> usize {
        0
    }
    fn settle(&mut self, _: usize) {}
}

/// Keeps everything.
#[derive(Default)]
pub(crate) struct Recorder {
    pub leaves: Vec<LeafRead>,
    pub steps: Vec<Step>,
    pub comparisons: Vec<Compared>,
}

impl Tracer for Recorder {
    fn leaf(&mut self, leaf: usize, row: Option<usize>, figure: &Figure<'_>, state: State) {
        let value = match figure.content {
            _ if state != State::Known => Outcome::Unknown(None),
            Content::Number(value) => Outcome::Number(value),
            Content::Text(text) => Outcome::Text(text.to_owned()),
            Content::Boolean(value) => Outcome::Boolean(value),
            Content::Blank | Content::NotApplicable | Content::Unreadable => Outcome::Unknown(None),
        };
        let Figure { half_unit, decimals, doubt, id, .. } = *figure;
        self.leaves.push(LeafRead { leaf, row, id, value, state, half_unit, decimals, doubt, settled: false });
    }

    fn step(&mut self, span: &Range<usize>, row: Option<usize>, ty: Type, value: impl FnOnce() -> Outcome) {
        self.steps.push(Step { span: span.clone(), row, ty, value: value() });
    }

    fn compared(
        &mut self,
        span: &Range<usize>,
        row: Option<usize>,
        (left, sign, right): (Exact, Comparison, Exact),
        outcome: precision::Outcome,
    ) {
        let precision::Outcome { holds, within, truncated, difference, tolerance } = outcome;
        let span = span.clone();
        self.comparisons.push(Compared {
            span,
            row,
            left,
            sign,
            right,
            difference,
            tolerance,
            holds,
            within,
            truncated,
        });
    }

    fn mark(&self) -> usize {
        self.leaves.len()
    }

    fn settle(&mut self, mark: usize) {
        for leaf in self.leaves.iter_mut().skip(mark) {
            leaf.settled = true;
        }
    }
}
