//! Figures with the precision they were printed in.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::Money;

/// The unit in which a document prints money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum MoneyUnit {
    /// 元
    Yuan,
    /// 千元
    ThousandYuan,
    /// 万元
    #[default]
    WanYuan,
    /// 亿元
    YiYuan,
}

impl MoneyUnit {
    /// Fen in one unit.
    pub const fn fen(self) -> i64 {
        match self {
            Self::Yuan => 100,
            Self::ThousandYuan => 100_000,
            Self::WanYuan => 1_000_000,
            Self::YiYuan => 10_000_000_000,
        }
    }

    /// The Chinese word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Yuan => "元",
            Self::ThousandYuan => "千元",
            Self::WanYuan => "万元",
            Self::YiYuan => "亿元",
        }
    }
}

/// An amount as printed: its value, the unit of the document, and how precisely it was printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Amount {
    /// The value.
    pub money: Money,
    /// The unit it was printed in.
    pub unit: MoneyUnit,
    /// Decimals printed, in `unit`.
    pub decimals: u32,
}

impl Amount {
    /// From a number printed in `unit`. `None` where it does not fit whole fen (more digits than money has) or overflows.
    pub fn from_printed(number: Decimal, unit: MoneyUnit) -> Option<Self> {
        use rust_decimal::prelude::ToPrimitive;
        let fen = number.checked_mul(Decimal::from(unit.fen()))?;
        if !fen.fract().is_zero() {
            return None;
        }
        Some(Self { money: Money::from_fen(fen.trunc().to_i64()?), unit, decimals: number.scale() })
    }

    /// One unit of the last printed digit, in hundredths of a fen (so that half of it is whole for every unit).
    /// A plain `0` is exact: 0.
    pub fn last_digit_centifen(&self) -> i64 {
        if self.money.is_zero() && self.decimals == 0 {
            return 0;
        }
        let mut unit = self.unit.fen().saturating_mul(100);
        for _ in 0..self.decimals {
            unit /= 10;
        }
        unit
    }

    /// The number in the document's own unit and with its own digits: `128.98`, `4739769.22`.
    pub fn printed(&self) -> String {
        print_money(self.money, self.unit, self.decimals)
    }

    /// Another amount of money written as this one is (unit and digits at least as many as needed to be exact).
    pub fn same_style(&self, money: Money) -> String {
        print_money(money, self.unit, self.decimals)
    }
}

fn print_money(money: Money, unit: MoneyUnit, decimals: u32) -> String {
    let exact = Decimal::from(money.fen()) / Decimal::from(unit.fen());
    let shown = exact.normalize();
    let scale = shown.scale().max(decimals);
    let mut out = shown;
    out.rescale(scale);
    out.to_string()
}

/// Whether a gap (in fen) lies within half a unit of the last printed digit of each figure that took part.
pub fn within_precision<'a>(gap_fen: i128, figures: impl IntoIterator<Item = &'a Amount>) -> bool {
    let digits: i128 = figures.into_iter().map(|a| i128::from(a.last_digit_centifen())).sum();
    // Hundredths of a fen, doubled to stay whole.
    gap_fen.abs().saturating_mul(200) <= digits
}

/// A percentage or rate as printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Percent {
    /// The number as printed, without the sign: `99.63`. Its scale is the printed precision.
    pub number: Decimal,
    /// Whether a percent sign (or 百分之) stood there.
    pub sign: bool,
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::{Amount, MoneyUnit};

    fn wan(text: &str) -> Option<Amount> {
        Amount::from_printed(Decimal::from_str_exact(text).ok()?, MoneyUnit::WanYuan)
    }

    #[test]
    fn wan_yuan_become_fen_exactly_or_not_at_all() {
        assert_eq!(wan("128.98").map(|a| a.money.to_string()), Some("1289800.00".to_owned()));
        assert_eq!(wan("0.000001").map(|a| a.money.fen()), Some(1));
        assert_eq!(wan("0.0000001"), None);
    }

    #[test]
    fn an_amount_is_shown_as_it_was_printed() {
        assert_eq!(wan("520.90").map(|a| a.printed()), Some("520.90".to_owned()));
        assert_eq!(wan("0").map(|a| a.last_digit_centifen()), Some(0));
        assert_eq!(wan("0.00").map(|a| a.last_digit_centifen()), Some(1_000_000));
    }
}
