//! KH111: `共N个项目` and the list that follows.

use kanhe_policy::Check;
use kanhe_report::{Decimal, Figure, Mention, ProjectLine, Report};

use crate::Context;
use crate::engine::facts::{by_list, names_only_some, paragraph};
use crate::rules::Found;

/// A list further away than this many paragraphs is not the one that is counted.
const REACH: u32 = 2;

pub(super) fn rule(context: &Context<'_>, check: &Check, found: &mut Found) {
    let report = context.report;
    let lists = by_list(report);
    for statement in report.statements.iter().filter(|s| s.concept == "projects.count" && s.doubt.is_none()) {
        let Some(mention) = report.mentions.get(statement.mention) else { continue };
        let Figure::Count { number, .. } = &mention.figure else { continue };
        let Some(list) = following(report, mention, &lists) else { continue };
        let listed = list.len();
        let fewer = Decimal::from(listed) < *number;
        let as_many_lines = || *number == Decimal::from(numbered_lines(report, list));
        if *number == Decimal::from(listed) || fewer && (names_only_some(report, list) || as_many_lines()) {
            continue;
        }
        let mut places = vec![mention.place.clone()];
        places.extend(list.iter().map(|p| p.place.clone()));
        places.dedup();
        let values = [("个数", number.to_string()), ("列出", listed.to_string())];
        found.finding(check.finding(&values, Some(number.to_string()), Some(listed.to_string()), places));
    }
}

/// Numbered lines from the list's first item on: as many as stated, one of them was only not understood.
fn numbered_lines(report: &Report, list: &[&ProjectLine]) -> usize {
    let first = list.first().and_then(|p| p.place.paragraph);
    let from = report.paragraphs.iter().position(|line| Some(line.number) == first).unwrap_or(report.paragraphs.len());
    let dress =
        |label: &Option<String>| label.as_ref().map(|l| l.chars().filter(|c| !c.is_alphanumeric()).collect::<String>());
    let lines = &report.paragraphs[from..];
    let own = lines.first().and_then(|line| dress(&line.label));
    lines.iter().take_while(|line| own.is_some() && dress(&line.label) == own).count()
}

/// The list that begins in the same paragraph or right after it, in the same section.
fn following<'l, 'a>(
    report: &Report,
    mention: &Mention,
    lists: &'l [Vec<&'a ProjectLine>],
) -> Option<&'l Vec<&'a ProjectLine>> {
    let line = report.paragraphs.get(mention.line)?;
    let section = |number: u32| paragraph(report, number).map(|l| l.section);
    lists.iter().find(|list| {
        let Some(place) = list.first().map(|p| &p.place) else { return false };
        match (place.paragraph, place.table) {
            (Some(first), _) => {
                let near = first >= line.number && first - line.number <= REACH;
                near && section(first) == Some(line.section)
            }
            // A table that stands right behind the paragraph.
            (None, Some(number)) => {
                report.tables.iter().any(|t| t.number == number && t.before_line == mention.line.saturating_add(1))
            }
            (None, None) => false,
        }
    })
}
