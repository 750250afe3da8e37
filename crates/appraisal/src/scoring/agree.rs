//! Whether a printed score is what the rule gives, at the precision it was printed in.

use kanhe_policy::Rounding;
use kanhe_report::Decimal;
use rust_decimal::RoundingStrategy;

/// How a printed figure stands to the exact one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreement {
    /// The same after the rules' rounding, or rounded to the digits printed.
    Exact,
    /// The same within the printed digits, or cut off at the last of them.
    Rounding,
    /// Printed more.
    Over,
    /// Printed less.
    Under,
}

impl Agreement {
    /// Whether there is nothing wrong with it.
    pub const fn holds(self) -> bool {
        matches!(self, Self::Exact | Self::Rounding)
    }
}

/// Holds a printed score against the exact one. Half a unit of the last printed digit is allowed, and a last decimal that
/// was cut off instead of rounded.
pub fn agree(printed: Decimal, exact: Decimal, rounding: &Rounding) -> Agreement {
    if printed == rounding.round(exact) {
        return Agreement::Exact;
    }
    // Rounded as it should be at its own digits; a sheet drops a trailing zero, so that 8 may be 8.0.
    let digits = printed.scale();
    if exact.round_dp_with_strategy(digits.max(1), RoundingStrategy::MidpointAwayFromZero) == printed {
        return Agreement::Exact;
    }
    let cut = digits > 0 && exact.trunc_with_scale(digits) == printed;
    let near = printed.checked_sub(exact).is_some_and(|difference| difference.abs() <= half_unit(digits));
    if cut || near {
        Agreement::Rounding
    } else if printed > exact {
        Agreement::Over
    } else {
        Agreement::Under
    }
}

/// Half a unit of the last of so many decimals.
pub fn half_unit(decimals: u32) -> Decimal {
    Decimal::new(5, decimals.min(27) + 1)
}

/// The tolerance of a sum: whole figures are exact, a figure with decimals carries half a unit of its last digit.
pub fn sum_slack(figures: impl IntoIterator<Item = Decimal>) -> Decimal {
    figures.into_iter().filter(|f| f.scale() > 0).map(|f| half_unit(f.scale())).sum()
}
