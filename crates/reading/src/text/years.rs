//! Years that the text mentions, and what each is about.

use std::collections::HashSet;

use kanhe_report::{Figure, YearMention, YearRole, holds_any};

use super::{
    context::Context,
    folded::{Folded, find, has_any, squeezed, starts},
    mentions::{is_comma, is_sentence_end},
    numerals,
};

/// A year expression in a line: the year, its first character, and one past 年 or 年度.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Year {
    pub year: i32,
    pub start: usize,
    pub end: usize,
}

/// All `2023年`, `2023年度`, `二〇二三年` of a line.
pub(crate) fn scan(line: &Folded) -> Vec<Year> {
    let c = &line.chars;
    let mut out = Vec::new();
    let mut i = 0;
    while i < c.len() {
        let window = c.get(i..i + 4).unwrap_or_default();
        let alone = !i.checked_sub(1).and_then(|p| c.get(p)).is_some_and(char::is_ascii_alphanumeric);
        let value = if window.len() == 4 && window.iter().all(char::is_ascii_digit) && alone {
            window.iter().collect::<String>().parse::<i32>().ok()
        } else if window.first() == Some(&'二') {
            numerals::positional(window).and_then(|v| i32::try_from(v).ok())
        } else {
            None
        };
        let blank = usize::from(c.get(i + 4) == Some(&' '));
        match value {
            Some(year) if (1990..2100).contains(&year) && c.get(i + 4 + blank) == Some(&'年') => {
                let end = i + 5 + blank;
                let end = end + usize::from(c.get(end) == Some(&'度'));
                out.push(Year { year, start: i, end });
                i = end;
            }
            _ => i += 1,
        }
    }
    out
}

/// Every year of the text. `title` are the title's lines; `stale` the lines with a sum that is stated for another year
/// only: elsewhere a sum of another year stands there for comparison.
pub(crate) fn read(cx: &Context<'_>, title: &std::ops::Range<usize>, stale: &HashSet<usize>) -> Vec<YearMention> {
    let mut out = Vec::new();
    for (i, ((line, fact), text)) in cx.lines.iter().zip(cx.facts).zip(cx.folded).enumerate() {
        let years = cx.years.get(i).map(Vec::as_slice).unwrap_or_default();
        if years.is_empty() || fact.contents {
            continue;
        }
        let head = squeezed(&line.text);
        let filled = holds_any(
            &head,
            &["填报日期", "填表日期", "填报时间", "填表时间", "报告日期", "报送日期", "编制日期", "日期:"],
        );
        let signed = is_date(&head);
        let caption = fact.above_table.is_some_and(|n| n <= 3) && text.chars.len() <= 50 && fact.label.is_none();
        for (n, year) in years.iter().enumerate() {
            let role = if title.contains(&i) {
                YearRole::Title
            } else if filled || signed {
                YearRole::FilledOn
            } else if caption {
                YearRole::FormTitle
            } else if speaks_of_the_year(text, years, n, cx.reported)
                && (Some(year.year) == cx.reported || stale.contains(&i) || !has_money(cx, i))
            {
                YearRole::Text
            } else {
                YearRole::OtherText
            };
            let words = if text.chars.len() <= 60 { line.place().text } else { around(text, year.start, year.end) };
            out.push(YearMention { year: year.year, role, place: line.words(words) });
        }
    }
    out
}

fn has_money(cx: &Context<'_>, line: usize) -> bool {
    cx.of_line(line).take(50).any(|m| cx.mentions.get(m).is_some_and(|m| matches!(m.figure, Figure::Amount(_))))
}

fn is_date(head: &str) -> bool {
    let body = head.trim_end_matches('日');
    head.len() > body.len()
        && head.chars().count() <= 11
        && head.chars().all(|c| c.is_ascii_digit() || "年月日〇零一二三四五六七八九十".contains(c))
}

/// The clause a year stands in.
fn around(text: &Folded, start: usize, end: usize) -> String {
    let (from, to) = clause(text, start, end);
    text.text(from, to).trim().to_owned()
}

fn clause(text: &Folded, start: usize, end: usize) -> (usize, usize) {
    let digit = |i: usize| text.chars.get(i).is_some_and(char::is_ascii_digit);
    let stop = |i: &usize| {
        let mark = text.chars.get(*i).is_some_and(|c| is_sentence_end(*c) || is_comma(*c));
        mark && !(digit(i.wrapping_sub(1)) && digit(i + 1))
    };
    let from = (start.saturating_sub(80)..start).rev().find(stop).map_or(start.saturating_sub(80), |i| i + 1);
    let to = (end..text.chars.len().min(end + 80)).find(stop).unwrap_or(text.chars.len().min(end + 80));
    (from, to)
}

/// Words before a year that make it a year of comparison, or of something else.
const DIRECTLY: &[char] = &['较', '比', '与', '同', '自', '从', '到', '至', '于', '和', '及', '、'];
const ELSEWHERE: &[&str] =
    &["上年", "去年", "早在", "始建", "成立于", "设立于", "制定", "印发", "根据", "依据", "按照", "较上", "比上"];
/// Words after a year that make it something else.
const OTHERWISE: &[&str] = &[
    "修订",
    "修正",
    "印发",
    "版",
    "以来",
    "起",
    "至",
    "-",
    "—",
    "结转",
    "结余",
    "相比",
    "同期",
    "底以前",
    "以前",
    "及以前",
    "的《",
    "成立",
    "建成",
    "底成立",
];
/// What a year stands before when it is the year reported on.
const SUBJECTS: &[&str] = &[
    "预算",
    "支出",
    "收入",
    "决算",
    "绩效",
    "自评",
    "项目",
    "部门",
    "单位",
    "年初",
    "年末",
    "全年",
    "专项",
    "财政",
    "资金",
    "整体",
    "一般公共",
    "末",
    "底",
    "12月",
    "完成",
    "我",
    "本",
    "目标",
    "工作",
    "核定编制",
];

/// Whether a year in running text is the year that the report speaks of. Where in doubt: not.
pub(super) fn speaks_of_the_year(text: &Folded, years: &[Year], n: usize, reported: Option<i32>) -> bool {
    let Some(year) = years.get(n) else { return false };
    let c = &text.chars;
    if in_title_marks(c, year.start) {
        return false;
    }
    if Some(year.year) == reported {
        return true;
    }
    let (from, to) = clause(text, year.start, year.end);
    let before = text.slice(from, year.start);
    let after = text.slice(year.end, to);
    let neighbours = years.get(n.saturating_sub(2)..years.len().min(n + 3)).unwrap_or_default();
    let other_years =
        neighbours.iter().any(|y| y.year != year.year && y.start + 120 > year.start && y.start < year.end + 120);
    let until = ["截至", "截止", "截止到", "截至到"].iter().any(|w| before.ends_with(&w.chars().collect::<Vec<_>>()));
    let published = starts(after, 0, "部门决算") || starts(after, 0, "决算");
    let linked = before.last().is_some_and(|c| DIRECTLY.contains(c))
        && !until
        && !(published && has_any(text.slice(year.end, c.len().min(year.end + 20)), &["一并", "一起", "同时"]));
    let near = |words: &[&str]| words.iter().any(|w| starts(after, 0, w));
    let day = after.first().is_some_and(char::is_ascii_digit) && !near(&["12月"]);
    let future = reported.is_some_and(|r| year.year > r)
        || has_any(text.slice(from, to), &["计划", "下一步", "下年", "明年", "将于", "拟", "以前年度", "上年", "跨年"]);
    !other_years
        && !future
        && !day
        && !near(OTHERWISE)
        && !linked
        && !has_any(before, ELSEWHERE)
        && !has_any(after, &["修订", "修正", "增长", "增加", "减少", "相比", "第"])
        && SUBJECTS.iter().any(|w| find(after, 0, w).is_some_and(|at| at <= 12))
}

/// Inside 《…》, the name of a document.
fn in_title_marks(c: &[char], at: usize) -> bool {
    let window = c.get(at.saturating_sub(60)..at).unwrap_or_default();
    let open = window.iter().rposition(|c| *c == '《');
    let close = window.iter().rposition(|c| *c == '》');
    match (open, close) {
        (Some(o), Some(k)) => o > k,
        (Some(_), None) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Folded, scan, speaks_of_the_year};

    fn of_the_year(text: &str) -> bool {
        let line = Folded::new(text);
        speaks_of_the_year(&line, &scan(&line), 0, Some(2023))
    }

    #[test]
    fn a_year_left_over_from_last_time_is_taken_for_the_year_reported_on() {
        for text in [
            "2022年度项目支出开展了绩效自评",
            "按规定，东山县图书馆对2022年度项目支出开展了绩效自评",
            "2022年年初预算100万元",
            "截至2022年12月31日，实有10人",
        ] {
            assert!(of_the_year(text), "{text}");
        }
    }

    #[test]
    fn other_years_have_their_reasons() {
        for text in [
            "根据《2022年民生实事实施方案》，任务为20台",
            "支出较2022年增加10万元",
            "与2022年相比减少5%",
            "《预算法》（2018年修订）",
            "我中心成立于2015年5月",
            "2022年结转项目资金12万元",
            "2024年计划安排项目3个",
            "2022年支出100万元，2023年支出120万元",
        ] {
            assert!(!of_the_year(text), "{text}");
        }
    }
}
