//! 逐项列全 of sums that the text adds up itself: `上述三个项目合计支出4240.90万元`, `三项合计1731.28万元`.

use std::collections::HashSet;

use kanhe_report::{Amount, Decimal, Entry, Figure, Mention, ProjectLine, Report};

use super::{amount, has, own_words, pairs};
use crate::engine::facts::projects::by_list;
use crate::engine::facts::{Leaf, Row, Source};

/// Words of a sum.
const SUM: [&str; 4] = ["合计", "共计", "总计", "合共"];
/// Words with which a figure is none of the parts.
const NO_PART: [&str; 12] = ["比", "较", "增", "减", "上年", "去年", "预算", "结转", "结余", "每", "标准", "其中"];

type Sum<'a> = (&'a Mention, &'a Amount);

/// The rows.
pub(in crate::engine::facts) fn rows<'a>(source: &Source<'a>) -> Vec<Row<'a>> {
    let report = source.report;
    let spending: HashSet<*const Mention> = report
        .statements
        .iter()
        .filter(|s| s.concept.starts_with("spending."))
        .filter_map(|s| report.mentions.get(s.mention).map(std::ptr::from_ref))
        .collect();
    let mut rows = Vec::new();
    for (at, mention) in report.mentions.iter().enumerate() {
        let Some(whole) = amount(mention).filter(|_| has(&SUM, &mention.before) && !pairs::about(mention)) else {
            continue;
        };
        // Sums of spending have checks of their own.
        let stated = |m: &Mention| spending.contains(&std::ptr::from_ref(m));
        if stated(mention) && at.checked_sub(2).and_then(|i| report.mentions.get(i)).is_some_and(stated) {
            continue;
        }
        let counted = at.checked_sub(1).and_then(|i| report.mentions.get(i)).filter(|m| counts(m, mention));
        let row = match counted {
            Some(count) => of_projects(report, whole, Some(count)).or_else(|| of_figures(report, at - 1, whole, count)),
            None if has(&["以上项目", "上述项目"], &mention.before) => of_projects(report, whole, None),
            None => None,
        };
        rows.extend(row);
    }
    rows
}

/// Whether the figure before a sum says how many parts it has: `三项合计`, `四个项目共计`, `三个项目合计支出`.
fn counts(count: &Mention, sum: &Mention) -> bool {
    let Figure::Count { unit, .. } = &count.figure else { return false };
    let words = sum.before.trim();
    let words = ["项目", "专项", "资金", "支出"].iter().find_map(|w| words.strip_prefix(w)).unwrap_or(words);
    let opens = SUM.iter().any(|w| words.starts_with(w)) && words.chars().count() <= 8;
    matches!(unit.as_str(), "个" | "项") && count.sentence == sum.sentence && opens
}

fn number(count: &Mention) -> Option<Decimal> {
    match &count.figure {
        Figure::Count { number, .. } => Some(*number),
        _ => None,
    }
}

/// The projects listed right above, as many as are said (or without a gap in their paragraphs).
fn of_projects<'a>(report: &'a Report, whole: Sum<'a>, count: Option<&Mention>) -> Option<Row<'a>> {
    let number_of = whole.0.place.paragraph?;
    let lists = by_list(report);
    let list = lists.iter().rev().find(|list| {
        list.last().and_then(|p| p.place.paragraph).is_some_and(|n| n < number_of && n + 1 >= number_of)
    })?;
    let complete = match count {
        Some(count) => number(count)? == Decimal::from(list.len()),
        None => {
            let first = list.first().and_then(|p| p.place.paragraph)?;
            let heads =
                report.sections.iter().any(|s| report.paragraphs.get(s.line).is_some_and(|l| l.number + 1 == first));
            heads && usize::try_from(number_of - first) == Ok(list.len())
        }
    };
    if !complete {
        return None;
    }
    let planned = has(&["预算", "安排", "下达"], &whole.0.before);
    let of: for<'b> fn(&'b ProjectLine) -> &'b Entry<Amount> = if planned { |p| &p.budget } else { |p| &p.executed };
    let parts: Option<Vec<_>> =
        list.iter().map(|p| of(p).sure().map(|_| (Leaf::text(&p.name), Leaf::amount(of(p))))).collect();
    Some(row(whole, parts?))
}

/// The last so many sums of the paragraph, with a full stop or nothing in front of the first.
fn of_figures<'a>(report: &'a Report, at: usize, whole: Sum<'a>, count: &Mention) -> Option<Row<'a>> {
    let wanted = number(count).and_then(|n| usize::try_from(n).ok()).filter(|n| (2..=12).contains(n))?;
    let line = report.paragraphs.get(count.line)?;
    let mut parts: Vec<Sum<'a>> = Vec::with_capacity(wanted);
    let mut cut = None;
    for mention in report.mentions.get(..at)?.iter().rev().take(60).take_while(|m| m.line == count.line) {
        let Some(part) = amount(mention) else { continue };
        if parts.len() == wanted {
            cut = Some(mention.span.1);
            break;
        }
        if has(&NO_PART, &mention.before) || pairs::about(mention) {
            return None;
        }
        parts.push(part);
    }
    parts.reverse();
    let (first, last) = (parts.first()?, parts.last()?);
    let inside = line.text.get(first.0.span.1..last.0.span.0)?;
    let front = line.text.get(cut.unwrap_or(0)..first.0.span.0)?;
    let apart = cut.is_none() || front.contains('。');
    (parts.len() == wanted && apart && !inside.contains('。')).then(|| {
        row(whole, parts.iter().map(|(m, a)| (Leaf::text(own_words(m)), Leaf::amount_at(a, &m.place))).collect())
    })
}

fn row<'a>(whole: Sum<'a>, parts: Vec<(Leaf<'a>, Leaf<'a>)>) -> Row<'a> {
    let total = Leaf::amount_at(whole.1, &whole.0.place);
    Row::of([Leaf::text("合计"), total]).with_parts(parts).at(&whole.0.place)
}
