//! Conditions and texts → SQL.

use super::piece::{Denominator, Piece, Quotient, aligned, divisor};
use super::{SqlError, Writer};
use crate::ast::Comparison;
use crate::typed::{Condition, ConditionKind, Number, Text};

const TRUE: &str = "(1 = 1)";
const FALSE: &str = "(1 = 0)";

impl Writer<'_> {
    /// An expression that is true, false or NULL, in parentheses.
    pub(super) fn condition(&mut self, node: &Condition) -> Result<String, SqlError> {
        let text = match &node.kind {
            ConditionKind::Constant(value) => (if *value { TRUE } else { FALSE }).to_owned(),
            ConditionKind::Leaf(leaf) => self.column(*leaf)?.sql(),
            ConditionKind::Compare(first, rest) => self.comparison(first, rest)?,
            ConditionKind::SameText(same, pair) => {
                let (left, right) = (self.text(&pair.0)?, self.text(&pair.1)?);
                format!("({left} {} {right})", if *same { "=" } else { "<>" })
            }
            ConditionKind::SameTruth(same, pair) => {
                let (left, right) = (self.condition(&pair.0)?, self.condition(&pair.1)?);
                format!("({left} {} {right})", if *same { "=" } else { "<>" })
            }
            ConditionKind::Not(inner) => format!("(NOT {})", self.condition(inner)?),
            ConditionKind::And(parts) => format!("({})", self.conditions(parts)?.join(" AND ")),
            ConditionKind::Or(parts) => format!("({})", self.conditions(parts)?.join(" OR ")),
            ConditionKind::Known(value) => self.known(value)?,
            ConditionKind::Blank(leaf) => {
                let column = self.column(*leaf)?;
                format!("({} IS NULL AND COALESCE({}, 1) = 1)", column.sql(), column.companion("__blank"))
            }
            ConditionKind::Coalesce(parts) => format!("COALESCE({})", self.conditions(parts)?.join(", ")),
            ConditionKind::If(branches) => {
                let (test, then, other) = &**branches;
                let test = self.condition(test)?;
                choice(&test, &self.condition(then)?, &self.condition(other)?)
            }
            ConditionKind::Rows(every, table, body) => {
                let body = self.in_rows(*table, |writer| writer.condition(body))?;
                let (from, each) = (self.from(*table)?, self.of_each(&body));
                let link = super::quoted(&self.layout.link);
                let (deciding, decided, otherwise) =
                    if *every { (format!("NOT {body}"), FALSE, TRUE) } else { (body, TRUE, FALSE) };
                format!(
                    "(SELECT CASE WHEN COUNT(CASE WHEN {deciding} THEN \"each\".{link} END) > 0 THEN {decided} \
                     WHEN COUNT(*) = COUNT({each}) THEN {otherwise} END {from})"
                )
            }
        };
        limited(text)
    }

    fn conditions(&mut self, parts: &[Condition]) -> Result<Vec<String>, SqlError> {
        parts.iter().map(|part| self.condition(part)).collect()
    }

    fn comparison(&mut self, first: &Number, rest: &[(Comparison, Number)]) -> Result<String, SqlError> {
        let mut left = self.number(first)?;
        let mut pairs = Vec::with_capacity(rest.len());
        for (sign, right) in rest {
            let right = self.number(right)?;
            pairs.push(self.pair(&left, *sign, &right)?);
            left = right;
        }
        Ok(format!("({})", pairs.join(" AND ")))
    }

    fn pair(&mut self, left: &Quotient, sign: Comparison, right: &Quotient) -> Result<String, SqlError> {
        let (l, r, by) = aligned(left, right)?;
        let plainly = |l: &Piece, sign: &str, r: &Piece| format!("({} {sign} {})", l.text, r.text);
        self.watch(&[&l, &r])?;
        match sign {
            Comparison::Less => return Ok(plainly(&l, "<", &r)),
            Comparison::Greater => return Ok(plainly(&l, ">", &r)),
            _ => {}
        }
        let open = left.tolerance.plus(&right.tolerance)?;
        let Some(half) = &open.half else {
            let sign = match sign {
                Comparison::Equal => "=",
                Comparison::NotEqual => "<>",
                Comparison::LessOrEqual => "<=",
                _ => ">=",
            };
            return Ok(plainly(&l, sign, &r));
        };
        let apart = match sign {
            Comparison::LessOrEqual => l.minus(&r)?,
            Comparison::GreaterOrEqual => r.minus(&l)?,
            _ => l.minus(&r)?.absolute()?,
        };
        let (apart, allowed) = sides(&apart, half, &by, open.per)?;
        self.watch(&[&apart, &allowed])?;
        let mut text = plainly(&apart, "<=", &allowed);
        if matches!(sign, Comparison::Equal | Comparison::NotEqual) {
            for (figure, other, printed, exact) in [(left, right, &l, &r), (right, left, &r, &l)] {
                if let Some(cut) = self.cut_off(figure, other, printed, exact, &by)? {
                    text = format!("({text} OR {cut})");
                }
            }
        }
        Ok(if sign == Comparison::NotEqual { format!("(NOT {text})") } else { text })
    }

    /// Whether a printed figure is the other, exact side with its last digits cut off.
    fn cut_off(
        &mut self,
        figure: &Quotient,
        other: &Quotient,
        printed: &Piece,
        exact: &Piece,
        by: &Denominator,
    ) -> Result<Option<String>, SqlError> {
        let (Some(decimals), Some(half)) = (&figure.decimals, &figure.tolerance.half) else { return Ok(None) };
        let beyond = exact.absolute()?.minus(&printed.absolute()?)?;
        let (apart, allowed) = sides(&beyond, &half.scaled(2)?, by, figure.tolerance.per)?;
        self.watch(&[&beyond, &apart, &allowed])?;
        let sharp = match &other.tolerance.half {
            Some(open) => format!(" AND {} = 0", open.text),
            None => String::new(),
        };
        let (p, e) = (&printed.text, &exact.text);
        Ok(Some(format!(
            "({decimals} > 0 AND {} > 0{sharp} AND {} >= 0 AND {} < {} \
             AND ({p} = 0 OR ({p} < 0 AND {e} < 0) OR ({p} > 0 AND {e} >= 0)))",
            half.text, beyond.text, apart.text, allowed.text
        )))
    }

    pub(super) fn text(&mut self, node: &Text) -> Result<String, SqlError> {
        let text = match node {
            Text::Constant(text) => format!("'{}'", text.replace('\'', "''")),
            Text::Leaf(leaf) => self.column(*leaf)?.sql(),
            Text::Coalesce(parts) => {
                let parts = parts.iter().map(|part| self.text(part)).collect::<Result<Vec<_>, _>>()?;
                format!("COALESCE({})", parts.join(", "))
            }
            Text::If(branches) => {
                let (test, then, other) = &**branches;
                let test = self.condition(test)?;
                choice(&test, &self.text(then)?, &self.text(other)?)
            }
        };
        limited(text)
    }
}

/// `apart / by ≤ half / per` with nothing divided: `apart × per` and `half × by`.
fn sides(apart: &Piece, half: &Piece, by: &Denominator, per: i128) -> Result<(Piece, Piece), SqlError> {
    match by {
        Denominator::Constant(by) => {
            let shared = divisor(*by, per);
            Ok((apart.scaled(per / shared)?, half.scaled(by / shared)?))
        }
        Denominator::Expression(by) => Ok((apart.scaled(per)?, half.times(by)?)),
    }
}

fn choice(test: &str, then: &str, other: &str) -> String {
    format!("(CASE WHEN {test} THEN {then} WHEN {test} IS NOT NULL THEN {other} END)")
}

fn limited(text: String) -> Result<String, SqlError> {
    if text.len() > super::piece::MAX_TEXT { Err(SqlError::TooLarge) } else { Ok(text) }
}
