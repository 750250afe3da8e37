//! Dates as targets and as results: `2023年12月底前`, `9月前`, `2023-12-31`, `2021年12月底前完成`.

use super::chars::starts_with;
use super::number::{Found, chinese_at, figures};

/// A day, month or year; what is not printed is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Date {
    /// Year.
    pub year: Option<i32>,
    /// Month.
    pub month: Option<u8>,
    /// Day; the last of the month for 底.
    pub day: Option<u8>,
    /// `9月前`: before it begins, unless 底 is meant.
    pub before: bool,
}

impl Date {
    /// Whether `done` keeps this deadline; `None` where it can't be told. A missing year is taken to be the other's.
    pub fn kept_by(&self, done: &Self) -> Option<bool> {
        if let Some((limit, year)) = self.year.zip(done.year)
            && year != limit
        {
            return Some(year < limit);
        }
        match (self.month, done.month) {
            (None, _) => Some(true), // in the year asked for
            (Some(_), None) => None,
            (Some(limit), Some(month)) if month != limit => Some(month < limit),
            // 9月前 kept in September: before its end or before its beginning?
            (Some(_), Some(_)) if self.before && self.day.is_none() && !done.before => None,
            (Some(_), Some(_)) => match (self.day, done.day) {
                (Some(limit), Some(day)) => Some(day <= limit),
                (Some(limit), None) if limit < 28 => None,
                _ => Some(true),
            },
        }
    }
}

/// Words that may stand before a date.
const BEFORE: &[&str] = &[
    "截至",
    "截止到",
    "截止",
    "不晚于",
    "不迟于",
    "应于",
    "已于",
    "于",
    "在",
    "至",
    "到",
    "≤",
    "<",
    "=",
    "完成时间",
    ":",
];

/// Words that may stand after a date, besides those that set its end.
const AFTER: &[&str] = &[
    "完成",
    "全部",
    "全面",
    "按时",
    "按期",
    "已",
    "竣工",
    "验收",
    "完工",
    "结束",
    "支付",
    "发放",
    "拨付",
    "到位",
    "上报",
    "提交",
    "前",
    "之前",
    "以前",
    "之内",
    "以内",
    "内",
    "份",
    "完毕",
    "达到",
    "目标",
    "预期",
    "任务",
    "建成",
    "投入使用",
    "实施",
    "开展",
    "交付",
    "开工",
    "。",
    "日",
    "兑现",
    "底",
    "末",
    "初",
    "止",
    "为止",
    "各项",
    "工作",
    "建设",
    "项目",
    "下达",
    "落实",
    "举办",
    "印发",
    "编制",
    "资金",
];

/// The whole text as a date; `None` where it is something else.
pub(super) fn whole(chars: &[char]) -> Option<Date> {
    let mut at = 0;
    while let Some(word) = BEFORE.iter().find(|w| starts_with(chars, at, w)) {
        at += word.chars().count();
    }
    let (mut date, end) = date_at(chars, at)?;
    date.before = ["前", "之前", "以前"].iter().any(|w| starts_with(chars, end, w));
    let mut at = end;
    while at < chars.len() {
        let word = AFTER.iter().filter(|w| starts_with(chars, at, w)).max_by_key(|w| w.chars().count())?;
        at += word.chars().count();
    }
    Some(date)
}

fn date_at(chars: &[char], start: usize) -> Option<(Date, usize)> {
    let found = figures(chars.get(start..)?);
    let at = |n: usize| found.get(n).map(|f| Found { start: f.start + start, end: f.end + start, ..*f });
    if let Some((date, end)) = words_only(chars, start) {
        return Some((date, end));
    }
    let first = at(0).filter(|f| f.start == start && !f.too_long)?;
    let year = year_of(&first);
    match (year, chars.get(first.end)) {
        (Some(year), Some('年')) => {
            let mut end = first.end + 1;
            let mut date = Date { year: Some(year), month: None, day: None, before: false };
            if starts_with(chars, end, "度") {
                end += 1;
            }
            if let Some((rest, to)) = words_only(chars, end) {
                date.month = rest.month;
                date.day = rest.day;
                end = to;
            } else if let Some(month) = at(1).filter(|f| f.start == end) {
                let (m, d, to) = month_day(chars, &month, at(2))?;
                date.month = Some(m);
                date.day = d;
                end = to;
            }
            Some((date, end))
        }
        (Some(year), Some('-' | '/' | '.')) => dashed(chars, year, &first, at(1)?, at(2)),
        // 2023.12.31 begins as the number 2023.12
        _ if first.decimals > 0 => dotted(chars, &first, at(1)),
        (None, Some('月')) => {
            let (m, d, end) = month_day(chars, &first, at(1))?;
            Some((Date { year: None, month: Some(m), day: d, before: false }, end))
        }
        _ => None,
    }
}

/// 年底, 第四季度, 上半年, 当年: no figures, or only those of the quarter.
fn words_only(chars: &[char], start: usize) -> Option<(Date, usize)> {
    const WORDS: &[(&str, Option<u8>, Option<u8>)] = &[
        ("当年年底", Some(12), Some(31)),
        ("本年年底", Some(12), Some(31)),
        ("当年底", Some(12), Some(31)),
        ("全年底", Some(12), Some(31)),
        ("年底", Some(12), Some(31)),
        ("年末", Some(12), Some(31)),
        ("年终", Some(12), Some(31)),
        ("底", Some(12), Some(31)),
        ("末", Some(12), Some(31)),
        ("上半年", Some(6), Some(30)),
        ("下半年", Some(12), Some(31)),
    ];
    for (word, month, day) in WORDS {
        if starts_with(chars, start, word) && (*word != "底" && *word != "末" || start > 0) {
            return Some((Date { year: None, month: *month, day: *day, before: false }, start + word.chars().count()));
        }
    }
    let from = if starts_with(chars, start, "第") { start + 1 } else { start };
    let quarter = match chars.get(from)? {
        '1' | '一' => 3,
        '2' | '二' => 6,
        '3' | '三' => 9,
        '4' | '四' => 12,
        _ => return None,
    };
    starts_with(chars, from + 1, "季度").then(|| {
        (
            Date {
                year: None,
                month: Some(quarter),
                day: Some(if quarter == 6 || quarter == 9 { 30 } else { 31 }),
                before: false,
            },
            from + 3,
        )
    })
}

/// 12月31日, 12月底, 12月.
fn month_day(chars: &[char], month: &Found, day: Option<Found>) -> Option<(u8, Option<u8>, usize)> {
    if chars.get(month.end) != Some(&'月') || month.decimals > 0 {
        return None;
    }
    let m = small(month, 12)?;
    let mut end = month.end + 1;
    if starts_with(chars, end, "份") {
        end += 1;
    }
    if chars.get(end).is_some_and(|c| matches!(c, '底' | '末')) {
        return Some((m, Some(31), end + 1));
    }
    for (word, day) in [("上旬", 10), ("中旬", 20), ("下旬", 31), ("初", 10), ("中", 20)] {
        if starts_with(chars, end, word) {
            return Some((m, Some(day), end + word.chars().count()));
        }
    }
    match day {
        Some(d) if d.start == end && matches!(chars.get(d.end), Some('日' | '号')) => {
            Some((m, Some(small(&d, 31)?), d.end + 1))
        }
        _ => Some((m, None, end)),
    }
}

/// 2023-12-31, 2023/12.
fn dashed(chars: &[char], year: i32, first: &Found, month: Found, day: Option<Found>) -> Option<(Date, usize)> {
    if month.start != first.end + 1 {
        return None;
    }
    if month.decimals > 0 {
        return None;
    }
    let m = small(&month, 12)?;
    let separator = chars.get(first.end);
    match day {
        Some(d) if d.start == month.end + 1 && chars.get(month.end) == separator => {
            Some((Date { year: Some(year), month: Some(m), day: Some(small(&d, 31)?), before: false }, d.end))
        }
        // 2023-12 alone could be a range of numbers; a year in front makes it a month.
        _ => Some((Date { year: Some(year), month: Some(m), day: None, before: false }, month.end)),
    }
}

/// 2023.12.31, and 2023.12 with two digits.
fn dotted(chars: &[char], first: &Found, rest: Option<Found>) -> Option<(Date, usize)> {
    let text: String = chars.get(first.start..first.end)?.iter().collect();
    let (year, month) = text.split_once('.')?;
    let year = year.parse::<i32>().ok().filter(|y| (1990..=2100).contains(y))?;
    let month = month.parse::<u8>().ok().filter(|m| (1..=12).contains(m))?;
    match rest {
        Some(d) if d.start == first.end + 1 && chars.get(first.end) == Some(&'.') => {
            Some((Date { year: Some(year), month: Some(month), day: Some(small(&d, 31)?), before: false }, d.end))
        }
        _ if chars.get(first.end).is_some() => None,
        _ => Some((Date { year: Some(year), month: Some(month), day: None, before: false }, first.end)),
    }
}

fn year_of(found: &Found) -> Option<i32> {
    let year = i32::try_from(found.value.trunc().mantissa()).ok()?;
    (found.decimals == 0 && (1990..=2100).contains(&year)).then_some(year)
}

fn small(found: &Found, most: u8) -> Option<u8> {
    let value = u8::try_from(found.value.mantissa()).ok()?;
    (found.decimals == 0 && (1..=most).contains(&value)).then_some(value)
}

/// A month in Chinese words: 十二月底前.
pub(super) fn whole_in_words(chars: &[char]) -> Option<Date> {
    let number = chinese_at(chars, 0)?;
    if chars.get(number.end) != Some(&'月') {
        return None;
    }
    let mut plain: Vec<char> = number.value.to_string().chars().collect();
    plain.extend_from_slice(chars.get(number.end..)?);
    whole(&plain)
}

#[cfg(test)]
mod tests {
    use super::{Date, whole};
    use crate::measure::chars::fold;

    fn date(text: &str) -> Option<Date> {
        whole(&fold(text))
    }

    fn ymd(year: Option<i32>, month: Option<u8>, day: Option<u8>, before: bool) -> Option<Date> {
        Some(Date { year, month, day, before })
    }

    #[test]
    fn deadlines_as_offices_write_them() {
        assert_eq!(date("2023年12月底前"), ymd(Some(2023), Some(12), Some(31), true));
        assert_eq!(date("12月底之前"), ymd(None, Some(12), Some(31), true));
        assert_eq!(date("9月前"), ymd(None, Some(9), None, true));
        assert_eq!(date("2023年12月"), ymd(Some(2023), Some(12), None, false));
        assert_eq!(date("2023-12-31"), ymd(Some(2023), Some(12), Some(31), false));
        assert_eq!(date("2023.12.31前"), ymd(Some(2023), Some(12), Some(31), true));
        assert_eq!(date("6月30日前"), ymd(None, Some(6), Some(30), true));
        assert_eq!(date("2021年12月底前完成"), ymd(Some(2021), Some(12), Some(31), true));
        assert_eq!(date("2022年底前"), ymd(Some(2022), Some(12), Some(31), true));
        assert_eq!(date("年底前"), ymd(None, Some(12), Some(31), true));
        assert_eq!(date("第四季度"), ymd(None, Some(12), Some(31), false));
    }

    #[test]
    fn durations_and_numbers_are_no_dates() {
        for text in ["12个月", "1年", "100%", "2023", "50台", "3-5天", "2023年完成50台", "20.12"] {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn a_deadline_is_kept_missed_or_unclear() {
        let kept = |limit: &str, done: &str| date(limit).zip(date(done)).and_then(|(l, d)| l.kept_by(&d));
        assert_eq!(kept("2023年12月", "2023年10月"), Some(true));
        assert_eq!(kept("9月前", "7月"), Some(true));
        assert_eq!(kept("9月前", "9月"), None);
        assert_eq!(kept("2023年12月底前", "2024年1月"), Some(false));
        assert_eq!(kept("2021年12月底前", "2021年12月底前完成"), Some(true));
        assert_eq!(kept("6月30日前", "6月"), Some(true));
        assert_eq!(kept("6月15日前", "6月"), None);
    }
}
