//! Numeric nodes → quotients of integer expressions.

use super::piece::{Denominator, Piece, Quotient, Tolerance, aligned, common, common_denominator, divisor};
use super::{Dialect, SqlError, Writer};
use crate::exact::{self, Exact};
use crate::typed::{Counted, Fold, Leaf, Number, NumberKind, Value};

impl Writer<'_> {
    pub(super) fn number(&mut self, node: &Number) -> Result<Quotient, SqlError> {
        match &node.kind {
            NumberKind::Constant(value) => Ok(Quotient::constant(*value)),
            NumberKind::Leaf(leaf) => self.figure(*leaf),
            NumberKind::Negate(inner) => {
                let inner = self.number(inner)?;
                Ok(Quotient { numerator: inner.numerator.negated()?, decimals: None, ..inner })
            }
            NumberKind::Absolute(inner) => {
                let inner = self.number(inner)?;
                Ok(Quotient { numerator: inner.numerator.absolute()?, decimals: None, ..inner })
            }
            NumberKind::Round(inner, unit) => {
                let inner = self.number(inner)?;
                rounded(&inner, *unit)
            }
            NumberKind::Sum(parts) => {
                let mut total: Option<Quotient> = None;
                for (minus, part) in parts {
                    let part = self.number(part)?;
                    total = Some(match total {
                        None => Quotient { decimals: None, ..part },
                        Some(total) => joined(&total, *minus, &part)?,
                    });
                }
                total.ok_or(SqlError::OtherSchema)
            }
            NumberKind::Product(parts) => self.product(parts),
            NumberKind::SumKnown(parts) => {
                let parts = self.numbers(parts)?;
                sum_known(&parts)
            }
            NumberKind::Extreme(largest, parts) => {
                let parts = self.numbers(parts)?;
                self.extreme(*largest, &parts)
            }
            NumberKind::Coalesce(parts) => {
                let parts = self.numbers(parts)?;
                coalesced(&parts)
            }
            NumberKind::If(branches) => {
                let (test, then, other) = &**branches;
                let test = self.condition(test)?;
                let (then, other) = (self.number(then)?, self.number(other)?);
                chosen(&test, &then, &other)
            }
            NumberKind::Rows(fold, table, body) => self.fold(*fold, *table, body),
            NumberKind::Count(table, counted) => self.count(*table, counted),
        }
    }

    fn numbers(&mut self, parts: &[Number]) -> Result<Vec<Quotient>, SqlError> {
        parts.iter().map(|part| self.number(part)).collect()
    }

    fn figure(&mut self, leaf: Leaf) -> Result<Quotient, SqlError> {
        let column = self.column(leaf)?;
        let bound = i128::from(column.field.bound);
        let scale = exact::power_of_ten(u32::from(column.field.scale)).ok_or(SqlError::Overflow)?;
        let half = Piece::new(format!("COALESCE({}, 0)", column.companion("__half")), bound, &[])?;
        Ok(Quotient {
            numerator: Piece::new(column.sql(), bound, &[])?,
            denominator: Denominator::Constant(scale),
            tolerance: Tolerance { half: Some(half), per: scale.checked_mul(2).ok_or(SqlError::Overflow)? },
            decimals: Some(format!("COALESCE({}, 0)", column.companion("__decimals"))),
        })
    }

    fn product(&mut self, parts: &[(bool, Number)]) -> Result<Quotient, SqlError> {
        let mut constant = exact::whole(1);
        let mut above: Vec<Piece> = Vec::new();
        let mut below: Vec<Piece> = Vec::new();
        let mut by_zero = false;
        for (divided, part) in parts {
            if let NumberKind::Constant(value) = &part.kind {
                by_zero |= *divided && *value.numer() == 0;
                if !by_zero {
                    let next = if *divided { exact::div(constant, *value) } else { exact::mul(constant, *value) };
                    constant = next.ok_or(SqlError::Overflow)?;
                }
                continue;
            }
            let part = self.number(part)?;
            let by = match part.denominator {
                Denominator::Constant(by) => exact::fraction(1, by).ok_or(SqlError::Overflow)?,
                Denominator::Expression(by) => {
                    if *divided {
                        above.push(by)
                    } else {
                        below.push(by)
                    }
                    exact::whole(1)
                }
            };
            let next = if *divided { exact::div(constant, by) } else { exact::mul(constant, by) };
            constant = next.ok_or(SqlError::Overflow)?;
            if *divided {
                let text = &part.numerator.text;
                above.push(Piece::new(format!("(CASE WHEN {text} < 0 THEN -1 ELSE 1 END)"), 1, &[&part.numerator])?);
                let magnitude = part.numerator.absolute()?;
                below.push(Piece::new(format!("NULLIF({}, 0)", magnitude.text), magnitude.bound, &[&magnitude])?);
            } else {
                above.push(part.numerator);
            }
        }
        if by_zero {
            return Ok(Quotient::exact(Piece::new("NULL".to_owned(), 0, &[])?, Denominator::Constant(1)));
        }
        let numerator = multiplied(*constant.numer(), &above)?;
        let denominator = if below.is_empty() {
            Denominator::Constant(*constant.denom())
        } else {
            Denominator::Expression(multiplied(*constant.denom(), &below)?)
        };
        Ok(Quotient::exact(numerator, denominator))
    }

    /// The smallest or largest; unknown when one is.
    fn extreme(&mut self, largest: bool, parts: &[Quotient]) -> Result<Quotient, SqlError> {
        let tolerance = self.widest(parts)?;
        if let Some(by) = common_denominator(parts.iter())? {
            let numerators = over(parts, by)?;
            let numerator = self.of_several(largest, &numerators)?;
            return Ok(Quotient { tolerance, ..Quotient::exact(numerator, Denominator::Constant(by)) });
        }
        let mut best: Option<Quotient> = None;
        for part in parts {
            best = Some(match best {
                None => part.clone(),
                Some(best) => {
                    let (left, right, _) = aligned(&best, part)?;
                    self.watch(&[&left, &right])?;
                    let sign = if largest { ">=" } else { "<=" };
                    let condition = format!("({} {sign} {})", left.text, right.text);
                    chosen(&condition, &best, part)?
                }
            });
        }
        let best = best.ok_or(SqlError::OtherSchema)?;
        Ok(Quotient { tolerance, decimals: None, ..best })
    }

    /// The widest tolerance.
    fn widest(&mut self, parts: &[Quotient]) -> Result<Tolerance, SqlError> {
        let open: Vec<&Tolerance> = parts.iter().map(|part| &part.tolerance).filter(|t| t.half.is_some()).collect();
        let per = open.iter().try_fold(1, |per, tolerance| common(per, tolerance.per))?;
        let halves = open.iter().map(|tolerance| tolerance.in_units(per)).collect::<Result<Vec<_>, _>>()?;
        Ok(match halves.as_slice() {
            [] => Tolerance::NONE,
            halves => Tolerance { half: Some(self.of_several(true, halves)?), per },
        })
    }

    fn of_several(&mut self, largest: bool, pieces: &[Piece]) -> Result<Piece, SqlError> {
        if let [only] = pieces {
            return Ok(only.clone());
        }
        let parts: Vec<&Piece> = pieces.iter().collect();
        self.watch(&parts)?;
        let texts: Vec<&str> = pieces.iter().map(|piece| piece.text.as_str()).collect();
        let list = texts.join(", ");
        let text = match (self.layout.dialect, largest) {
            (Dialect::Sqlite, true) => format!("MAX({list})"),
            (Dialect::Sqlite, false) => format!("MIN({list})"),
            (Dialect::Ansi, _) => {
                let unknown: Vec<String> = texts.iter().map(|text| format!("{text} IS NULL")).collect();
                let function = if largest { "GREATEST" } else { "LEAST" };
                format!("(CASE WHEN {} THEN NULL ELSE {function}({list}) END)", unknown.join(" OR "))
            }
        };
        Piece::new(text, pieces.iter().map(|piece| piece.bound).max().unwrap_or(0), &parts)
    }

    fn fold(&mut self, fold: Fold, table: usize, body: &Number) -> Result<Quotient, SqlError> {
        let body = self.in_rows(table, |writer| writer.number(body))?;
        let Denominator::Constant(by) = body.denominator else { return Err(SqlError::QuotientOverRows) };
        let from = self.from(table)?;
        let value = self.of_each(&body.numerator.text);
        let rows = i128::from(self.layout.rows);
        let strict =
            |aggregate: &str| format!("(SELECT CASE WHEN COUNT(*) = COUNT({value}) THEN {aggregate} END {from})");
        let (text, bound) = match fold {
            Fold::Sum => (strict(&format!("COALESCE(SUM({value}), 0)")), body.numerator.bound.saturating_mul(rows)),
            Fold::SumKnown => (format!("(SELECT SUM({value}) {from})"), body.numerator.bound.saturating_mul(rows)),
            Fold::Min => (strict(&format!("MIN({value})")), body.numerator.bound),
            Fold::Max => (strict(&format!("MAX({value})")), body.numerator.bound),
        };
        let numerator = Piece::new(text, bound, &[&body.numerator])?;
        let half = match &body.tolerance.half {
            None => None,
            Some(half) => {
                let each = self.of_each(&half.text);
                let (aggregate, bound) = match fold {
                    Fold::Sum => (format!("SUM({each})"), half.bound.saturating_mul(rows)),
                    Fold::SumKnown => {
                        (format!("SUM(CASE WHEN {value} IS NOT NULL THEN {each} END)"), half.bound.saturating_mul(rows))
                    }
                    Fold::Min | Fold::Max => (format!("MAX({each})"), half.bound),
                };
                Some(Piece::new(format!("(SELECT COALESCE({aggregate}, 0) {from})"), bound, &[half])?)
            }
        };
        let tolerance = Tolerance { half, per: body.tolerance.per };
        Ok(Quotient { tolerance, ..Quotient::exact(numerator, Denominator::Constant(by)) })
    }

    fn count(&mut self, table: usize, counted: &Counted) -> Result<Quotient, SqlError> {
        let from = self.from(table)?;
        let text = match counted {
            Counted::Rows => format!("(SELECT COUNT(*) {from})"),
            Counted::Holding(condition) => {
                let condition = self.in_rows(table, |writer| writer.condition(condition))?;
                let each = self.of_each(&condition);
                format!(
                    "(SELECT CASE WHEN COUNT(*) = COUNT({each}) THEN COUNT(CASE WHEN {condition} THEN \"each\".{} END) END {from})",
                    super::quoted(&self.layout.link)
                )
            }
            Counted::Known(value) => {
                let known = self.in_rows(table, |writer| writer.known(value))?;
                format!(
                    "(SELECT COUNT(CASE WHEN {known} THEN \"each\".{} END) {from})",
                    super::quoted(&self.layout.link)
                )
            }
        };
        let piece = Piece::new(text, i128::from(self.layout.rows), &[])?;
        Ok(Quotient::exact(piece, Denominator::Constant(1)))
    }

    /// SQL that tells whether a value is known; itself never NULL.
    pub(super) fn known(&mut self, value: &Value) -> Result<String, SqlError> {
        Ok(match value {
            Value::Number(number) => {
                let number = self.number(number)?;
                self.watch(&[&number.numerator, &number.below()])?;
                number.known()
            }
            Value::Condition(condition) => format!("({} IS NOT NULL)", self.condition(condition)?),
            Value::Text(text) => format!("({} IS NOT NULL)", self.text(text)?),
        })
    }
}

fn multiplied(constant: i128, pieces: &[Piece]) -> Result<Piece, SqlError> {
    let mut pieces = pieces.iter();
    let Some(first) = pieces.next() else { return Ok(Piece::constant(constant)) };
    pieces.try_fold(first.clone(), |product, piece| product.times(piece))?.scaled(constant)
}

fn joined(total: &Quotient, minus: bool, part: &Quotient) -> Result<Quotient, SqlError> {
    let (left, right, denominator) = aligned(total, part)?;
    let numerator = if minus { left.minus(&right)? } else { left.plus(&right)? };
    let tolerance = total.tolerance.plus(&part.tolerance)?;
    Ok(Quotient { tolerance, ..Quotient::exact(numerator, denominator) })
}

/// Rounded to a multiple of `unit`, a half away from zero. Integer division drops what is behind the point.
fn rounded(inner: &Quotient, unit: Exact) -> Result<Quotient, SqlError> {
    let (above, below) = (*unit.numer(), *unit.denom());
    // In units: numerator × below over denominator × above.
    let (number, by) = match &inner.denominator {
        Denominator::Constant(by) => {
            let by = by.checked_mul(above).ok_or(SqlError::Overflow)?;
            let shared = divisor(by, below);
            (inner.numerator.scaled(below / shared)?, Piece::constant(by / shared))
        }
        Denominator::Expression(by) => (inner.numerator.scaled(below)?, by.scaled(above)?),
    };
    let (twice, around) = (number.scaled(2)?, by.scaled(2)?);
    let bound = twice.bound.saturating_add(by.bound);
    let text = format!(
        "(({} + CASE WHEN {} < 0 THEN -{} ELSE {} END) / {})",
        twice.text, number.text, by.text, by.text, around.text
    );
    let units = Piece::new(text, bound, &[&twice, &around])?;
    Ok(Quotient::exact(units.scaled(above)?, Denominator::Constant(below)))
}

fn over(parts: &[Quotient], by: i128) -> Result<Vec<Piece>, SqlError> {
    parts.iter().map(|part| part.over(by)?.ok_or(SqlError::QuotientOverRows)).collect()
}

/// The sum of those that are known; unknown when none is.
fn sum_known(parts: &[Quotient]) -> Result<Quotient, SqlError> {
    let mut total = Quotient::constant(exact::ZERO);
    for part in parts {
        let known = part.known();
        let or = |piece: &Piece, otherwise: i128| {
            Piece::new(
                format!("(CASE WHEN {known} THEN {} ELSE {otherwise} END)", piece.text),
                piece.bound.max(otherwise),
                &[piece],
            )
        };
        let denominator = match &part.denominator {
            Denominator::Constant(by) => Denominator::Constant(*by),
            Denominator::Expression(by) => Denominator::Expression(or(by, 1)?),
        };
        let half = part.tolerance.half.as_ref().map(|half| or(half, 0)).transpose()?;
        let tolerance = Tolerance { half, per: part.tolerance.per };
        let known_part = Quotient { tolerance, ..Quotient::exact(or(&part.numerator, 0)?, denominator) };
        total = joined(&total, false, &known_part)?;
    }
    let any: Vec<String> = parts.iter().map(Quotient::known).collect();
    let text = format!("(CASE WHEN {} THEN {} END)", any.join(" OR "), total.numerator.text);
    let numerator = Piece::new(text, total.numerator.bound, &[&total.numerator])?;
    Ok(Quotient { numerator, ..total })
}

fn coalesced(parts: &[Quotient]) -> Result<Quotient, SqlError> {
    let known: Vec<String> = parts.iter().map(Quotient::known).collect();
    let pick = |pieces: &[Piece]| {
        let arms: String =
            known.iter().zip(pieces).map(|(known, piece)| format!(" WHEN {known} THEN {}", piece.text)).collect();
        let bound = pieces.iter().map(|piece| piece.bound).max().unwrap_or(0);
        Piece::new(format!("(CASE{arms} END)"), bound, &pieces.iter().collect::<Vec<_>>())
    };
    let tolerance = tolerance_of_one(parts, pick)?;
    if let Some(by) = common_denominator(parts.iter())? {
        return Ok(Quotient { tolerance, ..Quotient::exact(pick(&over(parts, by)?)?, Denominator::Constant(by)) });
    }
    let numerators: Vec<Piece> = parts.iter().map(|part| part.numerator.clone()).collect();
    let denominators: Vec<Piece> = parts.iter().map(Quotient::below).collect();
    Ok(Quotient { tolerance, ..Quotient::exact(pick(&numerators)?, Denominator::Expression(pick(&denominators)?)) })
}

/// The tolerance of the part that is picked.
fn tolerance_of_one(
    parts: &[Quotient],
    pick: impl Fn(&[Piece]) -> Result<Piece, SqlError>,
) -> Result<Tolerance, SqlError> {
    if parts.iter().all(|part| part.tolerance.half.is_none()) {
        return Ok(Tolerance::NONE);
    }
    let per = parts.iter().try_fold(1, |per, part| common(per, part.tolerance.per))?;
    let halves = parts.iter().map(|part| part.tolerance.in_units(per)).collect::<Result<Vec<_>, _>>()?;
    Ok(Tolerance { half: Some(pick(&halves)?), per })
}

/// One of two values, by a condition that may be unknown.
fn chosen(test: &str, then: &Quotient, other: &Quotient) -> Result<Quotient, SqlError> {
    let pair = [then.clone(), other.clone()];
    let pick = |pieces: &[Piece]| match pieces {
        [then, other] => Piece::choice(test, then, other),
        _ => Err(SqlError::OtherSchema),
    };
    let tolerance = tolerance_of_one(&pair, pick)?;
    if let Some(by) = common_denominator(pair.iter())? {
        return Ok(Quotient { tolerance, ..Quotient::exact(pick(&over(&pair, by)?)?, Denominator::Constant(by)) });
    }
    let numerator = Piece::choice(test, &then.numerator, &other.numerator)?;
    let denominator = Piece::choice(test, &then.below(), &other.below())?;
    Ok(Quotient { tolerance, ..Quotient::exact(numerator, Denominator::Expression(denominator)) })
}
