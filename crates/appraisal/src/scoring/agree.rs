//! Whether a printed score is what the rule gives, at the precision it was printed in.

use kanhe_policy::Rounding;
use kanhe_report::Decimal;

/// How a printed figure stands to the exact one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreement {
    /// The same after the rules' rounding.
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
    let digits = printed.scale();
    let cut = digits > 0 && exact.trunc_with_scale(digits) == printed;
    if cut || (printed - exact).abs() <= half_unit(digits) {
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
