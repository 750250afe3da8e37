//! Comparison by printed precision: how far two sides may lie apart and still agree.

use crate::ast::Comparison;
use crate::exact::{self, Exact, ZERO};

/// A value with what its printing leaves open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Measured {
    pub value: Exact,
    /// How far the value may lie from what was meant: half a unit of the last printed digit for a figure, the sum of
    /// the parts' for a sum, zero for a product, quotient, rounded value or literal.
    pub tolerance: Exact,
    /// The decimals printed, when this is a printed figure itself.
    pub decimals: u8,
}

impl Measured {
    pub(crate) const fn exact(value: Exact) -> Self {
        Self { value, tolerance: ZERO, decimals: 0 }
    }
}

/// How a comparison came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub holds: bool,
    /// It comes out so by the tolerance only.
    pub within: bool,
    /// The two sides agree only because a last digit was cut off where it should be rounded.
    pub truncated: bool,
    pub difference: Exact,
    pub tolerance: Exact,
}

/// Whether `printed` is `exact` with everything behind `digits` decimals cut off instead of rounded, as 97.80 is for
/// 97.8069. Without decimals nothing counts as cut off.
///
/// ```
/// use kanhe_formula::{precision::truncated, parse_decimal};
/// let (printed, exact) = (parse_decimal("97.80").unwrap(), parse_decimal("97.8069").unwrap());
/// assert!(truncated(printed, exact, 2));
/// assert!(!truncated(parse_decimal("97.81").unwrap(), exact, 2)); // rounded, as it should be
/// ```
#[must_use]
pub fn truncated(printed: Exact, exact: Exact, digits: u8) -> bool {
    let unit = exact::decimal(1, digits);
    let rounded = exact::round(exact, i8::try_from(digits).unwrap_or(i8::MAX));
    digits > 0 && rounded != Some(printed) && unit.is_some_and(|unit| cut_off(printed, exact, unit).unwrap_or(false))
}

/// Whether `exact` lies less than one `unit` beyond `printed`, away from zero. `None` on overflow.
fn cut_off(printed: Exact, exact: Exact, unit: Exact) -> Option<bool> {
    let same_side = *printed.numer() == 0 || (*printed.numer() < 0) == (*exact.numer() < 0);
    let beyond = exact::sub(exact::abs(exact)?, exact::abs(printed)?)?;
    Some(same_side && beyond >= ZERO && beyond < unit)
}

/// A figure printed with decimals against a value that is exact.
fn cut_figure(figure: Measured, exact: Measured) -> Option<bool> {
    if figure.decimals == 0 || figure.tolerance == ZERO || exact.tolerance != ZERO {
        return Some(false);
    }
    cut_off(figure.value, exact.value, exact::mul(figure.tolerance, exact::whole(2))?)
}

/// Compares by printed precision: `=`, `≠`, `≤` and `≥` allow both sides' tolerance, `<` and `>` none. `None` on
/// overflow.
pub(crate) fn compare(left: Measured, sign: Comparison, right: Measured) -> Option<Outcome> {
    let difference = exact::sub(left.value, right.value)?;
    let tolerance = exact::add(left.tolerance, right.tolerance)?;
    let mut outcome = Outcome { holds: false, within: false, truncated: false, difference, tolerance };
    match sign {
        Comparison::Equal | Comparison::NotEqual => {
            let mut equal = difference == ZERO;
            if !equal {
                equal = exact::abs(difference)? <= tolerance;
                if !equal && (cut_figure(left, right)? || cut_figure(right, left)?) {
                    (equal, outcome.truncated) = (true, true);
                }
                outcome.within = equal;
            }
            outcome.holds = equal == (sign == Comparison::Equal);
        }
        Comparison::LessOrEqual => {
            outcome.holds = difference <= tolerance;
            outcome.within = outcome.holds && difference > ZERO;
        }
        Comparison::GreaterOrEqual => {
            outcome.holds = exact::negate(difference)? <= tolerance;
            outcome.within = outcome.holds && difference < ZERO;
        }
        Comparison::Less => outcome.holds = difference < ZERO,
        Comparison::Greater => outcome.holds = difference > ZERO,
    }
    Some(outcome)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::parse_decimal;

    fn d(text: &str) -> Exact {
        parse_decimal(text).unwrap()
    }

    /// A figure printed with two decimals.
    fn printed(text: &str) -> Measured {
        Measured { value: d(text), tolerance: d("0.005"), decimals: 2 }
    }

    #[test]
    fn a_rounded_rate_agrees_and_a_cut_one_is_noted() {
        let exact = Measured::exact(d("97.8069"));
        let rounded = compare(printed("97.81"), Comparison::Equal, exact).unwrap();
        assert!(rounded.holds && rounded.within && !rounded.truncated);
        let cut = compare(printed("97.80"), Comparison::Equal, exact).unwrap();
        assert!(cut.holds && cut.within && cut.truncated);
        assert!(!compare(printed("97.82"), Comparison::Equal, exact).unwrap().holds);
        assert!(!compare(printed("97.79"), Comparison::Equal, exact).unwrap().holds);
        assert!(!compare(printed("97.80"), Comparison::NotEqual, exact).unwrap().holds);
    }

    #[test]
    fn cutting_goes_towards_zero() {
        assert!(truncated(d("-1.23"), d("-1.239"), 2));
        assert!(!truncated(d("1.24"), d("1.239"), 2));
        assert!(truncated(ZERO, d("0.009"), 2));
        assert!(!truncated(d("-1.23"), d("1.239"), 2));
        assert!(!truncated(d("97"), d("97.9"), 0));
    }

    #[test]
    fn strict_signs_allow_nothing() {
        let (low, high) = (printed("10.00"), printed("10.01"));
        assert!(compare(high, Comparison::LessOrEqual, low).unwrap().within);
        assert!(compare(high, Comparison::Greater, low).unwrap().holds);
        assert!(!compare(high, Comparison::Less, low).unwrap().holds);
    }
}
