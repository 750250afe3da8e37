//! Figures that the running text states.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{Amount, Percent, Place};

/// A figure in running text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Figure {
    /// Money: `128.98万元`.
    Amount(Amount),
    /// A number with a counter or unit: `22台`, `95分`, `1.2万亩` (the number is 1.2, the unit 万亩).
    Count {
        /// As printed, thousands separators removed.
        number: Decimal,
        /// The counter or unit, may be empty.
        unit: String,
    },
    /// `31.39%`, 百分之三十.
    Percent(Percent),
}

/// What a stated count is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Role {
    /// 完成, 达到, 实际 …: what was done.
    Achieved,
    /// 任务为, 目标, 计划 …: what was to be done.
    Target,
    /// Some other stage (受理, 在建, 申报), or unclear.
    Other,
}

/// Every figure of the running text, in order, with its words around it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// The figure.
    pub figure: Figure,
    /// As printed, unit included: `128.98万元`.
    pub raw: String,
    /// Words before it in its clause chain, back to the previous figure or the sentence's start.
    pub before: String,
    /// Words after it, up to the next figure or the end of the clause.
    pub after: String,
    /// Index into `Report::paragraphs`.
    pub line: usize,
    /// Sentence number over the whole report (split at 。；！？ and paragraph ends).
    pub sentence: u32,
    /// Clause number over the whole report (split at ， and 、 too).
    pub clause: u32,
    /// Byte range inside the paragraph's text (label not included).
    pub span: (usize, usize),
    /// The place; its text is the figure with its nearest words, or the sentence.
    pub place: Place,
}

/// A figure of the text that was understood: the contract's `statements`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// `spending.basic`, `score.total`, `indicator:加装电梯` …
    pub concept: String,
    /// Index into `Report::mentions`.
    pub mention: usize,
    /// Achieved, target or other, for `indicator:` statements.
    pub role: Role,
    /// Index into `Report::indicators`, for `indicator:` statements.
    pub indicator: Option<usize>,
    /// Read with doubt: why.
    pub doubt: Option<String>,
}
