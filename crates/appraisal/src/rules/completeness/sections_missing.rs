//! KH406: a part that the report's outline asks for is missing.

use kanhe_policy::{Check, Outline, OutlineItem};
use kanhe_report::{Kind, Place, Section};

use crate::Context;
use crate::rules::Found;

/// One finding a document. Silent for documents without an outline of their own (a form, a fragment) and for texts that
/// follow some other outline (fewer than half of the required parts are there).
pub(super) fn check(context: &Context<'_>, check: &Check, found: &mut Found) {
    let sections = &context.report.sections;
    let tops = sections.iter().filter(|s| s.level == 1).count();
    // The outline of annex 3 is that of an evaluation report; a unit's own work report on its projects is free in form.
    if tops < 3 || context.policy.profile().kind == Kind::Project {
        return;
    }
    let Some(outline) = best(context, sections) else { return };
    let required: Vec<_> = outline.items.iter().filter(|i| i.required && i.level == 1).collect();
    let missing: Vec<_> = required
        .iter()
        .filter(|item| !sections.iter().any(|s| item.satisfied_by(&s.title)))
        .filter(|item| !in_other_words(outline, item, sections))
        .collect();
    let there = required.len() - missing.len();
    if missing.is_empty() || there * 2 < required.len() || missing.len() > there {
        return;
    }
    let titles: Vec<&str> = missing.iter().map(|i| i.title.zh.as_str()).collect();
    let english: Vec<&str> = missing.iter().map(|i| i.title.en.as_str()).collect();
    let values = [("部分", titles.join("、")), ("parts", english.join(", "))];
    found.finding(check.finding(&values, None, None, neighbours(outline, sections, &titles)));
}

/// A heading that is none of the outline's stands where the part should stand: it may be that part in other words.
fn in_other_words(outline: &Outline, item: &OutlineItem, sections: &[Section]) -> bool {
    let tops: Vec<Option<usize>> = sections
        .iter()
        .filter(|s| s.level == 1)
        .map(|s| outline.items.iter().position(|i| i.level == 1 && i.satisfied_by(&s.title)))
        .collect();
    let Some(own) = outline.items.iter().position(|i| std::ptr::eq(i, item)) else { return false };
    let before = tops.iter().rposition(|p| p.is_some_and(|p| p < own)).map_or(0, |at| at + 1);
    let after = tops.iter().position(|p| p.is_some_and(|p| p > own)).unwrap_or(tops.len());
    tops.get(before..after).is_some_and(|between| between.iter().any(Option::is_none))
}

/// Of the outlines for this kind of report, the one that the headings follow best; the profile's own wins a tie.
fn best<'a>(context: &Context<'a>, sections: &[Section]) -> Option<&'a Outline> {
    let own = context.policy.outline();
    let kind = context.policy.profile().kind;
    // Only headings of the report's own can be parts; a list item is none.
    let tops: Vec<&str> = sections.iter().filter(|s| s.level <= 2).map(|s| s.title.as_str()).collect();
    let fit = |outline: &Outline| {
        let required: Vec<_> = outline.items.iter().filter(|i| i.required && i.level == 1).collect();
        let there = required.iter().filter(|item| tops.iter().any(|title| item.satisfied_by(title))).count();
        // Share of required parts that are there, in thousandths.
        (there * 1000).checked_div(required.len()).unwrap_or(0)
    };
    let mut best = own.map(|o| (fit(o), o));
    if best.is_some_and(|(share, _)| share == 1000) {
        return own;
    }
    for outline in context.policy.set().outlines().iter().filter(|o| o.kind == kind) {
        let share = fit(outline);
        if best.is_none_or(|(s, _)| share > s) {
            best = Some((share, outline));
        }
    }
    best.map(|(_, outline)| outline)
}

/// The headings between which the missing part should stand.
fn neighbours(outline: &Outline, sections: &[Section], missing: &[&str]) -> Vec<Place> {
    let at = outline.items.iter().position(|i| missing.contains(&i.title.zh.as_str())).unwrap_or(0);
    let stands = |i: &OutlineItem| sections.iter().find(|s| i.satisfied_by(&s.title));
    let before = outline.items[..at].iter().rev().filter(|i| i.level == 1).find_map(stands);
    let after = outline.items[at..].iter().filter(|i| i.level == 1).find_map(stands);
    let mut places: Vec<Place> = before.into_iter().chain(after).map(|s| s.place.clone()).collect();
    if places.is_empty() {
        places.extend(sections.first().map(|s| s.place.clone()));
    }
    places
}
