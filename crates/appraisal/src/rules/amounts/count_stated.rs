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
        if *number == Decimal::from(listed) || (Decimal::from(listed) < *number && names_only_some(report, list)) {
            continue;
        }
        let mut places = vec![mention.place.clone()];
        places.extend(list.iter().map(|p| p.place.clone()));
        places.dedup();
        let values = [("个数", number.to_string()), ("列出", listed.to_string())];
        found.finding(check.finding(&values, Some(number.to_string()), Some(listed.to_string()), places));
    }
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
