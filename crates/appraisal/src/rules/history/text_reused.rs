//! KH903: the narrative is largely that of last year or of another unit.

use std::collections::HashSet;

use kanhe_policy::Check;
use kanhe_report::{Decimal, Place, Report, holds_any};

use crate::Context;
use crate::rules::Found;
use crate::rules::words::leading;

/// Shorter sentences are common property.
const SENTENCE: usize = 14;
/// Fewer characters make no narrative.
const NARRATIVE: usize = 120;
/// Passages listed.
const LISTED: usize = 8;

/// One finding for each report compared with. Duties, staff and the outline itself are the same every year and do not count;
/// figures and the units' own names are left out before comparing.
pub(super) fn check(context: &Context<'_>, check: &Check, found: &mut Found) {
    let threshold = context.policy.profile().triggers.text_reuse.value;
    if context.prior.is_none() && context.against.is_empty() {
        return;
    }
    let own = sentences(context.report);
    let total: usize = own.iter().map(|s| s.1).sum();
    if total < NARRATIVE {
        return;
    }
    for other in context.prior.into_iter().chain(context.against) {
        let theirs: HashSet<String> = sentences(other).into_iter().map(|(words, ..)| words).collect();
        let shared: Vec<_> = own.iter().filter(|(words, ..)| theirs.contains(words)).collect();
        let same: usize = shared.iter().map(|s| s.1).sum();
        let limit = threshold.checked_mul(Decimal::from(total)).unwrap_or(Decimal::MAX);
        if Decimal::from(same) < limit {
            continue;
        }
        let mut places: Vec<Place> = Vec::new();
        for (_, _, place) in &shared {
            if !places.contains(place) && places.len() < LISTED {
                places.push(place.clone());
            }
        }
        let file = other.file.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        let name = other.unit.as_ref().map_or(file, |u| u.value.clone());
        let year = other.year.as_ref().map(|y| y.value.to_string()).unwrap_or_default();
        let percent = (same * 100 / total).to_string();
        let first = shared.first().map(|s| leading(&s.2.text, 24)).unwrap_or_default();
        let values = [("报告", format!("{name}{year}")), ("比例", percent.clone()), ("文字", first)];
        found.finding(check.finding(&values, Some(format!("{percent}%")), None, places));
    }
}

/// Sentences of the narrative: words without figures, dress and the unit's name; their length; their paragraph.
fn sentences(report: &Report) -> Vec<(String, usize, Place)> {
    let unit: String = report.unit.as_ref().map(|u| u.value.clone()).unwrap_or_default();
    let mut out = Vec::new();
    for line in report.paragraphs.iter().filter(|l| !l.note && !is_standing(report, l.section)) {
        if report.sections.iter().any(|s| report.paragraphs.get(s.line).is_some_and(|h| h.number == line.number)) {
            continue;
        }
        let text = if unit.is_empty() { line.text.clone() } else { line.text.replace(&unit, "") };
        for sentence in text.split(['。', '；', '！', '？', '\n']) {
            let words: String = sentence.chars().filter(|c| c.is_alphabetic()).collect();
            let length = words.chars().count();
            if length >= SENTENCE {
                out.push((words, length, line.place()));
            }
        }
    }
    out
}

/// Sections that stay the same every year: the unit's duties and set-up.
fn is_standing(report: &Report, section: Option<usize>) -> bool {
    let mut at = section;
    while let Some((i, s)) = at.and_then(|i| Some((i, report.sections.get(i)?))) {
        if holds_any(&s.title, &["基本情况", "概况", "职能", "职责", "机构"]) {
            return true;
        }
        // A section stands below one before it.
        at = s.parent.filter(|p| *p < i);
    }
    false
}
