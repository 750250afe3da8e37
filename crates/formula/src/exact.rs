//! Exact rational arithmetic. Every operation answers `None` instead of overflowing.

use num_rational::Ratio;

/// An exact value: money in fen, everything else in its own unit (30 % is 3/10).
pub type Exact = Ratio<i128>;

/// Magnitudes above this are reported as overflow, which keeps every intermediate step inside `i128`.
const LIMIT: i128 = 1 << 120;

/// Zero.
pub const ZERO: Exact = Ratio::new_raw(0, 1);

/// A whole number as an exact value.
#[must_use]
pub const fn whole(value: i128) -> Exact {
    Ratio::new_raw(value, 1)
}

/// `numerator / 10^decimals`, reduced: the value that a printed decimal stands for.
#[must_use]
pub fn decimal(numerator: i128, decimals: u8) -> Option<Exact> {
    fraction(numerator, power_of_ten(u32::from(decimals))?)
}

/// `numerator / denominator`, reduced; `None` when the denominator is zero or a part is too large.
#[must_use]
pub fn fraction(numerator: i128, denominator: i128) -> Option<Exact> {
    if denominator == 0 || numerator.unsigned_abs() > LIMIT as u128 || denominator.unsigned_abs() > LIMIT as u128 {
        return None;
    }
    let (n, d) = if denominator < 0 { (-numerator, -denominator) } else { (numerator, denominator) };
    if d == 1 {
        return Some(whole(n));
    }
    let g = gcd(n, d);
    Some(Ratio::new_raw(n / g, d / g))
}

/// `10^exponent`.
#[must_use]
pub fn power_of_ten(exponent: u32) -> Option<i128> {
    10_i128.checked_pow(exponent).filter(|p| *p <= LIMIT)
}

/// The sum.
#[must_use]
#[inline]
pub fn add(a: Exact, b: Exact) -> Option<Exact> {
    let (an, ad, bn, bd) = parts(a, b)?;
    if ad == 1 && bd == 1 {
        return bounded(an + bn, 1);
    }
    let g = gcd(ad, bd);
    let n = an.checked_mul(bd / g)?.checked_add(bn.checked_mul(ad / g)?)?;
    let d = (ad / g).checked_mul(bd)?;
    // n and ad/g (or bd/g) have no common factor, so that only g is left to cancel.
    let h = gcd(n % g, g);
    bounded(n / h, d / h)
}

/// The difference.
#[must_use]
#[inline]
pub fn sub(a: Exact, b: Exact) -> Option<Exact> {
    add(a, negate(b)?)
}

/// The product.
#[must_use]
#[inline]
pub fn mul(a: Exact, b: Exact) -> Option<Exact> {
    let (an, ad, bn, bd) = parts(a, b)?;
    let (g, h) = (gcd(an, bd), gcd(bn, ad));
    bounded((an / g).checked_mul(bn / h)?, (ad / h).checked_mul(bd / g)?)
}

/// The quotient; `None` also when `b` is zero, which a caller tells apart beforehand.
#[must_use]
pub fn div(a: Exact, b: Exact) -> Option<Exact> {
    let (n, d) = (*b.numer(), *b.denom());
    match n {
        0 => None,
        n if n > 0 => mul(a, Ratio::new_raw(d, n)),
        n => mul(a, Ratio::new_raw(d.checked_neg()?, n.checked_neg()?)),
    }
}

/// The value with its sign turned.
#[must_use]
#[inline]
pub fn negate(a: Exact) -> Option<Exact> {
    Some(Ratio::new_raw(a.numer().checked_neg()?, *a.denom()))
}

/// The magnitude.
#[must_use]
#[inline]
pub fn abs(a: Exact) -> Option<Exact> {
    if *a.numer() < 0 { negate(a) } else { Some(a) }
}

/// Rounds to a multiple of `unit` (positive), a half going away from zero, as 四舍五入 and Excel do.
#[must_use]
pub fn round_to(a: Exact, unit: Exact) -> Option<Exact> {
    if *unit.numer() <= 0 {
        return None;
    }
    let quotient = div(a, unit)?;
    let (n, d) = (*quotient.numer(), *quotient.denom());
    let magnitude = n.checked_abs()?.checked_mul(2)?.checked_add(d)? / d.checked_mul(2)?;
    mul(whole(if n < 0 { -magnitude } else { magnitude }), unit)
}

/// Rounds to `digits` decimals (negative: tens, hundreds, …).
#[must_use]
pub fn round(a: Exact, digits: i8) -> Option<Exact> {
    let power = power_of_ten(u32::from(digits.unsigned_abs()))?;
    round_to(a, if digits < 0 { whole(power) } else { Ratio::new_raw(1, power) })
}

/// Reads a plain decimal such as `-12.50`. Nothing else is accepted, and at most 30 digits.
#[must_use]
pub fn parse_decimal(text: &str) -> Option<Exact> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole_part, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let all = || whole_part.bytes().chain(decimals.bytes());
    if whole_part.is_empty() || digits.len() > 31 || digits.ends_with('.') || !all().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let magnitude = all().try_fold(0_i128, |n, b| n.checked_mul(10)?.checked_add(i128::from(b - b'0')))?;
    decimal(if negative { -magnitude } else { magnitude }, u8::try_from(decimals.len()).ok()?)
}

/// The value as a decimal: exact when it ends within 12 decimals, else rounded there and marked with `≈`.
#[must_use]
pub fn display_decimal(a: Exact) -> String {
    match exact_decimal(a) {
        Some(text) => text,
        None => match round(a, 12).and_then(exact_decimal) {
            Some(text) => format!("≈{text}"),
            None => format!("{}/{}", a.numer(), a.denom()),
        },
    }
}

/// The value as a decimal without trailing zeros, when it is a finite one.
#[must_use]
pub fn exact_decimal(a: Exact) -> Option<String> {
    let (mut scale, mut power) = (0_usize, 1_i128);
    while power % a.denom() != 0 {
        scale += 1;
        power = power.checked_mul(10).filter(|p| *p <= LIMIT)?;
    }
    let scaled = a.numer().checked_mul(power / a.denom())?;
    let digits = format!("{:0>width$}", scaled.unsigned_abs(), width = scale + 1);
    let (whole_part, decimals) = digits.split_at(digits.len() - scale);
    let sign = if scaled < 0 { "-" } else { "" };
    Some(if scale == 0 { format!("{sign}{whole_part}") } else { format!("{sign}{whole_part}.{decimals}") })
}

#[inline]
fn parts(a: Exact, b: Exact) -> Option<(i128, i128, i128, i128)> {
    let (an, ad, bn, bd) = (*a.numer(), *a.denom(), *b.numer(), *b.denom());
    let fits = |n: i128| n.unsigned_abs() <= LIMIT as u128;
    (fits(an) && fits(bn) && fits(ad) && fits(bd) && ad > 0 && bd > 0).then_some((an, ad, bn, bd))
}

#[inline]
fn bounded(numerator: i128, denominator: i128) -> Option<Exact> {
    let fits = numerator.unsigned_abs() <= LIMIT as u128 && denominator <= LIMIT;
    fits.then_some(Ratio::new_raw(numerator, denominator))
}

/// Greatest common divisor, at least 1; 64-bit steps where both fit, which is nearly always.
fn gcd(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.unsigned_abs(), b.unsigned_abs());
    while b != 0 {
        if let (Ok(x), Ok(y)) = (u64::try_from(a), u64::try_from(b)) {
            return i128::from(gcd64(x, y).max(1));
        }
        (a, b) = (b, a % b);
    }
    i128::try_from(a).unwrap_or(1).max(1)
}

fn gcd64(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Exact {
        parse_decimal(text).unwrap()
    }

    #[test]
    fn sums_and_ratios_are_exact() {
        assert_eq!(add(d("0.1"), d("0.2")), Some(d("0.3")));
        assert_eq!(mul(d("1.5"), d("-0.4")), Some(d("-0.6")));
        assert_eq!(div(d("2709000"), d("2719000")), fraction(2709, 2719));
        assert_eq!(div(d("1"), ZERO), None);
        assert_eq!(sub(fraction(1, 6).unwrap(), fraction(1, 3).unwrap()), fraction(-1, 6));
    }

    #[test]
    fn halves_round_away_from_zero() {
        assert_eq!(round(d("2.345"), 2), Some(d("2.35")));
        assert_eq!(round(d("-2.345"), 2), Some(d("-2.35")));
        assert_eq!(round(d("1250"), -2), Some(d("1300")));
    }

    #[test]
    fn too_large_is_none_and_never_a_panic() {
        let big = whole(LIMIT);
        assert_eq!(add(big, big), None);
        assert_eq!(mul(big, big), None);
        assert_eq!(add(whole(i128::MIN), whole(1)), None);
        assert_eq!(negate(whole(i128::MIN)), None);
        assert_eq!(div(whole(1), whole(i128::MIN)), None);
        assert_eq!(round_to(big, Ratio::new_raw(1, LIMIT)), None);
        assert_eq!(fraction(1, i128::MIN), None);
        assert_eq!(add(big, Ratio::new_raw(1, LIMIT)), None);
    }

    #[test]
    fn decimals_are_read_and_written() {
        assert_eq!(exact_decimal(d("-0.050")).unwrap(), "-0.05");
        assert_eq!(display_decimal(fraction(1, 3).unwrap()), "≈0.333333333333");
        for wrong in ["", "-", "1.", ".5", "1.2.3", "１", "1e3"] {
            assert_eq!(parse_decimal(wrong), None, "{wrong}");
        }
    }
}
