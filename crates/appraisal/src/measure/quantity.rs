//! A number with its unit.

use kanhe_report::Decimal;

use super::unit::{Dimension, Kinship, Unit, kinship};

/// A number as printed, its multiplier and its unit: `1.2万亩` is 1.2 × 10000 亩.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// As printed.
    pub number: Decimal,
    /// Decimals printed.
    pub decimals: u32,
    /// 10000 for 万.
    pub factor: i64,
    /// The unit.
    pub unit: Unit,
}

impl Quantity {
    /// The value in base units of its dimension, `None` on overflow.
    pub fn value(&self) -> Option<Decimal> {
        self.number.checked_mul(Decimal::from(self.factor))?.checked_mul(self.unit.scale)
    }

    /// Both values on one scale, or `None` where the units do not compare. Where only one of them prints a unit (or 万),
    /// the other's bare number is read in it: `≤202.6万元` and `132.9`.
    pub fn comparable(&self, other: &Self) -> Option<(Decimal, Decimal)> {
        let (bare, full) = match (self.is_bare(), other.is_bare()) {
            (false, false) => {
                return matches!(kinship(&self.unit, &other.unit), Kinship::Same | Kinship::Near)
                    .then(|| Some((self.value()?, other.value()?)))
                    .flatten();
            }
            (false, true) => (other, self),
            _ => (self, other),
        };
        let as_ratio =
            full.is_percent() && bare.number <= Decimal::ONE && full.number > Decimal::ONE && !bare.number.is_zero();
        let scaled = bare.factor > 1 || full.is_bare();
        let read = |q: &Self| if scaled { q.number.checked_mul(Decimal::from(q.factor)) } else { Some(q.number) };
        let (a, b) = (read(self)?, read(other)?);
        (!as_ratio && !share_and_percent(a, b) && !far_apart(a, b)).then_some((a, b))
    }

    fn is_bare(&self) -> bool {
        self.unit.dimension == Dimension::Bare
    }

    /// A share: `%`, or a bare number whose partner is one.
    pub fn is_percent(&self) -> bool {
        self.unit.dimension == Dimension::Percent
    }
}

/// 0.96 beside 95: a share beside a percentage.
fn share_and_percent(a: Decimal, b: Decimal) -> bool {
    let (small, large) = if a <= b { (a, b) } else { (b, a) };
    small > Decimal::ZERO && small < Decimal::ONE && small.scale() > 0 && large >= Decimal::from(50)
}

/// A factor of a thousand between two figures means two units, not two results.
fn far_apart(a: Decimal, b: Decimal) -> bool {
    let (small, large) = if a <= b { (a, b) } else { (b, a) };
    small > Decimal::ZERO && small.checked_mul(Decimal::ONE_THOUSAND).is_some_and(|limit| large >= limit)
}

#[cfg(test)]
mod tests {
    use crate::measure::{Value, parse};

    fn compare(target: &str, actual: &str) -> Option<(String, String)> {
        let (Value::Number(t), Value::Number(a)) = (parse(target).value, parse(actual).value) else { return None };
        t.comparable(&a).map(|(t, a)| (t.normalize().to_string(), a.normalize().to_string()))
    }

    #[test]
    fn multiples_and_units_come_to_one_scale() {
        assert_eq!(compare("2.6亿元", "24500万元"), Some(("260000000".into(), "245000000".into())));
        assert_eq!(compare("1.2万亩", "12000亩"), Some(("12000".into(), "12000".into())));
        assert_eq!(compare("1年", "12个月"), Some(("12".into(), "12".into())));
    }

    #[test]
    fn a_number_without_unit_is_read_in_the_others() {
        assert_eq!(compare("≤202.6万元", "132.9"), Some(("202.6".into(), "132.9".into())));
        assert_eq!(compare("100", "98%"), Some(("100".into(), "98".into())));
        assert_eq!(compare("5万", "50000元"), Some(("50000".into(), "50000".into())));
    }

    #[test]
    fn different_measures_do_not_compare() {
        assert_eq!(compare("4次", "4人次"), None);
        assert_eq!(compare("50个", "100%"), None);
    }
}
