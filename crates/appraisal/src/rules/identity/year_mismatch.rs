//! KH601: the year is not the same throughout (last year's text was left in).

use kanhe_policy::Check;
use kanhe_report::{Place, YearMention, YearRole, holds_any};

use crate::Context;
use crate::rules::Found;

/// One finding for each wrong year, listing all its places; the places of the right year come last.
pub(super) fn check(context: &Context<'_>, check: &Check, found: &mut Found) {
    let Some(year) = context.report.year.as_ref() else { return };
    let mut wrong: Vec<(i32, i32, Vec<Place>)> = Vec::new();
    for mention in &context.report.years {
        let Some(expected) = expected(mention, year.value) else { continue };
        if mention.year == expected || speaks_of_last_year(mention, expected) {
            continue;
        }
        match wrong.iter_mut().find(|(y, e, _)| (*y, *e) == (mention.year, expected)) {
            Some((_, _, places)) => places.push(mention.place.clone()),
            None => wrong.push((mention.year, expected, vec![mention.place.clone()])),
        }
    }
    for (stated, expected, mut places) in wrong {
        places.push(year.place.clone());
        let values = [("年度", stated.to_string()), ("应为", expected.to_string())];
        found.finding(check.finding(&values, Some(stated.to_string()), Some(expected.to_string()), places));
    }
}

/// A paragraph that compares with the year before may name it (`4.上年度情况。2022年度支出合计…`).
fn speaks_of_last_year(mention: &YearMention, expected: i32) -> bool {
    const LAST_YEAR: [&str; 4] = ["上年", "上一年", "去年", "以前年度"];
    mention.role == YearRole::Text && mention.year == expected - 1 && holds_any(&mention.place.text, &LAST_YEAR)
}

/// The year that should stand there; `None` where any year may.
fn expected(mention: &YearMention, year: i32) -> Option<i32> {
    match mention.role {
        YearRole::Title | YearRole::FormTitle | YearRole::CurrentColumn | YearRole::Text => Some(year),
        YearRole::PriorColumn => Some(year - 1),
        YearRole::OtherText | YearRole::FilledOn => None,
    }
}
