//! Calendar dates to the serial numbers of a workbook.

/// `2023-12-31T08:30:00.000` as days since the end of 1899; `None` for anything else.
pub(super) fn serial(text: &str) -> Option<String> {
    let (date, time) = text.trim().split_once('T').unwrap_or((text.trim(), ""));
    let mut date = date.splitn(3, '-').map(|n| n.parse::<i64>().ok());
    let (year, month, day) = (date.next()??, date.next()??, date.next()??);
    if !(1899..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let time = time.split('.').next().unwrap_or_default();
    let mut time = time.splitn(3, ':').map(|n| n.parse::<i64>().unwrap_or(0).clamp(0, 59));
    let mut next = || time.next().unwrap_or(0);
    let seconds = next().min(23) * 3600 + next() * 60 + next();
    // Days from 1970-01-01 (Gregorian), then to the workbook's count with its 29 February 1900 that never was.
    let year = year - i64::from(month <= 2);
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let days = era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468;
    let days = if days + 25_569 < 61 { days + 25_568 } else { days + 25_569 };
    if days < 0 {
        return None;
    }
    Some(format!("{days}.{:010}", seconds * 10_000_000_000 / 86_400))
}
