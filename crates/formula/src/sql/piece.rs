//! Integer SQL expressions that know how large they can get.

use super::SqlError;
use crate::exact::Exact;

/// The longest SQL text that a formula may become.
pub(super) const MAX_TEXT: usize = 256 * 1024;

/// An integer expression.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub text: String,
    /// No value of it is larger in magnitude.
    pub bound: i128,
    /// Whether it, or a part of it, could exceed 64 bits.
    pub risky: bool,
}

impl Piece {
    pub fn new(text: String, bound: i128, parts: &[&Piece]) -> Result<Self, SqlError> {
        if text.len() > MAX_TEXT {
            return Err(SqlError::TooLarge);
        }
        let risky = bound > i128::from(i64::MAX) || parts.iter().any(|part| part.risky);
        Ok(Self { text, bound, risky })
    }

    pub fn constant(value: i128) -> Self {
        let text = if value < 0 { format!("({value})") } else { value.to_string() };
        let bound = value.saturating_abs();
        Self { text, bound, risky: bound > i128::from(i64::MAX) }
    }

    pub fn times(&self, factor: &Piece) -> Result<Piece, SqlError> {
        let bound = self.bound.saturating_mul(factor.bound);
        Piece::new(format!("({} * {})", self.text, factor.text), bound, &[self, factor])
    }

    pub fn scaled(&self, factor: i128) -> Result<Piece, SqlError> {
        if factor == 1 { Ok(self.clone()) } else { self.times(&Piece::constant(factor)) }
    }

    pub fn plus(&self, other: &Piece) -> Result<Piece, SqlError> {
        self.joined("+", other)
    }

    pub fn minus(&self, other: &Piece) -> Result<Piece, SqlError> {
        self.joined("-", other)
    }

    fn joined(&self, sign: &str, other: &Piece) -> Result<Piece, SqlError> {
        let bound = self.bound.saturating_add(other.bound);
        Piece::new(format!("({} {sign} {})", self.text, other.text), bound, &[self, other])
    }

    pub fn negated(&self) -> Result<Piece, SqlError> {
        Piece::new(format!("(-{})", self.text), self.bound, &[self])
    }

    pub fn absolute(&self) -> Result<Piece, SqlError> {
        Piece::new(format!("ABS({})", self.text), self.bound, &[self])
    }

    /// One of two, by a condition that may be unknown.
    pub fn choice(condition: &str, then: &Piece, other: &Piece) -> Result<Piece, SqlError> {
        let text =
            format!("CASE WHEN {condition} THEN {} WHEN ({condition}) IS NOT NULL THEN {} END", then.text, other.text);
        Piece::new(format!("({text})"), then.bound.max(other.bound), &[then, other])
    }
}

/// What a value is divided by: always positive.
#[derive(Debug, Clone)]
pub(super) enum Denominator {
    Constant(i128),
    Expression(Piece),
}

/// A numeric value: a quotient that is never carried out.
#[derive(Debug, Clone)]
pub(super) struct Quotient {
    pub numerator: Piece,
    pub denominator: Denominator,
    pub tolerance: Tolerance,
    /// The SQL for the printed decimals, when this is a printed figure itself.
    pub decimals: Option<String>,
}

/// How far a value is open by its printing: `half / per`.
#[derive(Debug, Clone)]
pub(super) struct Tolerance {
    /// Nothing for zero.
    pub half: Option<Piece>,
    pub per: i128,
}

impl Tolerance {
    pub const NONE: Tolerance = Tolerance { half: None, per: 1 };

    pub fn plus(&self, other: &Tolerance) -> Result<Tolerance, SqlError> {
        let (Some(a), Some(b)) = (&self.half, &other.half) else {
            return Ok(if self.half.is_some() { self.clone() } else { other.clone() });
        };
        let per = common(self.per, other.per)?;
        let half = a.scaled(per / self.per)?.plus(&b.scaled(per / other.per)?)?;
        Ok(Tolerance { half: Some(half), per })
    }

    /// The half in units of `1 / per`.
    pub fn in_units(&self, per: i128) -> Result<Piece, SqlError> {
        match &self.half {
            Some(half) => half.scaled(per / self.per),
            None => Ok(Piece::constant(0)),
        }
    }
}

impl Quotient {
    pub fn exact(numerator: Piece, denominator: Denominator) -> Self {
        Self { numerator, denominator, tolerance: Tolerance::NONE, decimals: None }
    }

    pub fn constant(value: Exact) -> Self {
        Self::exact(Piece::constant(*value.numer()), Denominator::Constant(*value.denom()))
    }

    /// SQL that tells whether it is known.
    pub fn known(&self) -> String {
        match &self.denominator {
            Denominator::Constant(_) => format!("({} IS NOT NULL)", self.numerator.text),
            Denominator::Expression(by) => {
                format!("({} IS NOT NULL AND {} IS NOT NULL)", self.numerator.text, by.text)
            }
        }
    }

    /// The denominator as an expression.
    pub fn below(&self) -> Piece {
        match &self.denominator {
            Denominator::Constant(by) => Piece::constant(*by),
            Denominator::Expression(by) => by.clone(),
        }
    }

    /// The numerator of the same value over the constant `by`, when its own denominator is a constant.
    pub fn over(&self, by: i128) -> Result<Option<Piece>, SqlError> {
        match self.denominator {
            Denominator::Constant(own) => self.numerator.scaled(by / own).map(Some),
            Denominator::Expression(_) => Ok(None),
        }
    }
}

/// The least common denominator of values that all have a constant one.
pub(super) fn common_denominator<'q>(values: impl Iterator<Item = &'q Quotient>) -> Result<Option<i128>, SqlError> {
    let mut all = 1_i128;
    for value in values {
        match value.denominator {
            Denominator::Constant(by) => all = common(all, by)?,
            Denominator::Expression(_) => return Ok(None),
        }
    }
    Ok(Some(all))
}

/// Two numerators over one denominator.
pub(super) fn aligned(a: &Quotient, b: &Quotient) -> Result<(Piece, Piece, Denominator), SqlError> {
    if let (Denominator::Constant(x), Denominator::Constant(y)) = (&a.denominator, &b.denominator) {
        let by = common(*x, *y)?;
        return Ok((a.numerator.scaled(by / x)?, b.numerator.scaled(by / y)?, Denominator::Constant(by)));
    }
    let (x, y) = (a.below(), b.below());
    Ok((a.numerator.times(&y)?, b.numerator.times(&x)?, Denominator::Expression(x.times(&y)?)))
}

/// The least common multiple.
pub(super) fn common(a: i128, b: i128) -> Result<i128, SqlError> {
    (a / divisor(a, b)).checked_mul(b).ok_or(SqlError::Overflow)
}

/// The greatest common divisor, at least 1.
pub(super) fn divisor(mut a: i128, mut b: i128) -> i128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.saturating_abs().max(1)
}
