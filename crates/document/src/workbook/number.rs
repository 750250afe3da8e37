//! Stored numbers as exact decimals. A workbook stores binary doubles; Excel shows 15 significant digits of them,
//! and so does this module: `0.30000000000000004` is 0.3, `0.97219999999999995` is 0.9722.

use rust_decimal::Decimal;

/// The value to 15 significant digits; `None` if it is no finite number or beyond a decimal's range.
pub(crate) fn parse(raw: &str) -> Option<Decimal> {
    from_double(raw.trim().parse().ok()?)
}

/// The same for a double as stored.
pub(crate) fn from_double(value: f64) -> Option<Decimal> {
    if !value.is_finite() {
        return None;
    }
    let text = format!("{value:.14e}");
    let (mantissa, exponent) = text.split_once('e')?;
    let exponent: i32 = exponent.parse().ok()?;
    let mut digits: i128 = mantissa.replace('.', "").parse().ok()?;
    let mut scale = 14 - exponent;
    while digits != 0 && digits % 10 == 0 {
        digits /= 10;
        scale -= 1;
    }
    if digits == 0 || scale > 28 + 15 {
        return Some(Decimal::ZERO);
    }
    while scale > 28 {
        digits /= 10;
        scale -= 1;
    }
    if scale < 0 {
        let factor = 10_i128.checked_pow(scale.unsigned_abs())?;
        return Decimal::try_from_i128_with_scale(digits.checked_mul(factor)?, 0).ok();
    }
    Decimal::try_from_i128_with_scale(digits, scale.unsigned_abs()).ok()
}

/// The number as the format `General` shows it, with all its digits.
pub(crate) fn general(value: Decimal) -> String {
    value.normalize().to_string()
}
