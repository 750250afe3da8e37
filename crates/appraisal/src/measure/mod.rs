//! The wording of 指标值 and 实际完成值, read into typed measures.
//!
//! `不低于98%`, `1.2万亩`, `12月底之前`, `≥80%且≤100%`, `按期完成`, `明显提升`: every wording becomes a [`Measure`]. What is not
//! clear carries a [`Doubt`] and decides nothing.

mod chars;
mod date;
mod direction;
mod number;
mod parse;
mod quantity;
mod range;
mod sign;
mod single;
mod unit;
mod words;

pub use date::Date;
pub use direction::{Direction, direction};
pub(crate) use direction::{by_name, under_cost};
pub use parse::parse;
pub use quantity::Quantity;
pub use sign::SignMark;
pub use unit::{Dimension, Kinship, Unit, kinship};

pub(crate) use chars::squeeze;

use kanhe_report::{Entry, Sign, State};

/// What a cell of the target or the actual column says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// The value.
    pub value: Value,
    /// Its sign, from a symbol or from words; a property column counts as a symbol.
    pub sign: Option<SignMark>,
    /// Why it must not decide anything, if so.
    pub doubt: Option<Doubt>,
    /// The words of the cell without spaces and sign, for comparing wordings.
    pub words: String,
}

/// The value of a measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// The form has no such cell, or it is empty, 无 or a dash.
    Blank(State),
    /// A number with its unit: `50台`, `90%`, `1.2万亩`, `每亩300`, `12个月`.
    Number(Quantity),
    /// From … to …: `50-60%`, `10±2`.
    Range(Quantity, Quantity),
    /// A day, a month or a year: `2023年12月底前`.
    Date(Date),
    /// 按期完成 (true), 逾期 (false): in time or not, without a date.
    InTime(bool),
    /// 是, 有, 达标 (true), 否, 未达标 (false).
    YesNo(bool),
    /// Any other words: 明显提升, 达成年度指标, 定性.
    Words,
}

/// Why a measure decides nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Doubt {
    /// Several numbers that do not make a range.
    Several,
    /// 约, 左右, 余: not exact.
    Approximate,
    /// Words around the number that could change its meaning.
    Context,
    /// More digits than any real figure has.
    TooLong,
    /// The reader had doubts about the cell.
    Reading,
}

impl Doubt {
    /// In Chinese, to go after a value.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Several => "含有几个数",
            Self::Approximate => "只是约数",
            Self::Context => "另有限定的文字",
            Self::TooLong => "位数过长",
            Self::Reading => "读取存疑",
        }
    }

    /// In English.
    pub const fn en(self) -> &'static str {
        match self {
            Self::Several => "holds several numbers",
            Self::Approximate => "is only approximate",
            Self::Context => "is qualified by other words",
            Self::TooLong => "has too many digits",
            Self::Reading => "was read with doubt",
        }
    }
}

/// `定性优良中低差` without the property.
fn own_value(text: &str) -> &str {
    let text = text.trim();
    match text.strip_prefix("定性") {
        Some(rest) if !rest.is_empty() && !rest.starts_with("指标") && !rest.starts_with("描述") => {
            rest.trim_start()
        }
        _ => text,
    }
}

impl Measure {
    /// The measure of a cell. A leading 定性 from the property column is no part of the value.
    pub fn of(cell: &Entry<String>) -> Self {
        let mut measure = match cell.get() {
            Some(text) if cell.state == State::Value || cell.state == State::Unreadable => parse(own_value(text)),
            Some(text) => Self { words: text.trim().to_owned(), ..Self::blank(cell.state) },
            None => Self::blank(cell.state),
        };
        if cell.doubt.is_some() && measure.doubt.is_none() {
            measure.doubt = Some(Doubt::Reading);
        }
        measure
    }

    /// The measure of a result: 达到95% is 95 %, and no lower limit.
    pub fn of_result(cell: &Entry<String>) -> Self {
        let mut measure = Self::of(cell);
        let reached = cell.get().is_some_and(|text| text.contains("达到") || text.trim_start().starts_with('达'));
        if reached && measure.sign.is_some_and(|s| !s.symbol && s.sign == Sign::AtLeast) {
            measure.sign = None;
        }
        measure
    }

    /// A cell with nothing in it.
    pub fn blank(state: State) -> Self {
        Self { value: Value::Blank(state), sign: None, doubt: None, words: String::new() }
    }

    /// Whether nothing stands there.
    pub fn is_blank(&self) -> bool {
        matches!(self.value, Value::Blank(_))
    }

    /// The quantity, if it is a plain number without doubt.
    pub fn number(&self) -> Option<&Quantity> {
        match &self.value {
            Value::Number(q) if self.doubt.is_none() => Some(q),
            _ => None,
        }
    }

    /// Whether it can be measured: a number, a range or a date, however doubtful.
    pub fn is_measurable(&self) -> bool {
        matches!(self.value, Value::Number(_) | Value::Range(..) | Value::Date(_))
    }
}
