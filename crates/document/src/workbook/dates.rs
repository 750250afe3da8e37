//! Date serials to calendar dates.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// A moment on the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moment {
    pub(crate) year: i64,
    pub(crate) month: u32,
    pub(crate) day: u32,
    pub(crate) hour: i64,
    pub(crate) minute: i64,
    pub(crate) second: i64,
    /// 0 is Sunday.
    pub(crate) weekday: usize,
    /// Whole seconds since the serial 0, for elapsed time.
    pub(crate) elapsed: i64,
}

const SECONDS: i64 = 86_400;

/// The moment of a serial in the 1900 or 1904 system; `None` for what Excel shows as `####`.
pub(crate) fn moment(serial: Decimal, date1904: bool) -> Option<Moment> {
    let elapsed = serial.checked_mul(Decimal::from(SECONDS))?.round().to_i64()?;
    let (days, time) = (elapsed.div_euclid(SECONDS), elapsed.rem_euclid(SECONDS));
    if !(0..=2_958_465).contains(&days) {
        return None;
    }
    // Days from 1970-01-01. The 1900 system counts a 29 February 1900 that never was.
    let unix = if date1904 {
        days - 24_107
    } else if days < 60 {
        days - 25_568
    } else {
        days - 25_569
    };
    let (year, month, day) = civil(unix)?;
    let weekday = usize::try_from((unix + 4).rem_euclid(7)).ok()?;
    Some(Moment { year, month, day, hour: time / 3600, minute: time / 60 % 60, second: time % 60, weekday, elapsed })
}

/// Days from 1970-01-01 to year, month, day (Gregorian).
fn civil(days: i64) -> Option<(i64, u32, u32)> {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let day_of_era = z.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = u32::try_from(day_of_year - (153 * shifted + 2) / 5 + 1).ok()?;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    Some((year, u32::try_from(month).ok()?, day))
}
