//! KH710: satisfaction exactly as wished for, and no word on who was asked.

use kanhe_policy::{Check, Level1};

use crate::Context;
use crate::rules::Found;
use crate::rules::rows::{Line, lines};

/// One note a row. Silent where row, form or text speak of a sample.
pub(super) fn check(context: &Context<'_>, check: &Check, found: &mut Found) {
    let words = context.policy.words();
    let mut text_says = None;
    for line in lines(context).filter(|l| is_satisfaction(context, l)) {
        let (Some(target), Some(actual)) = (line.row.target.number(), line.row.actual.number()) else { continue };
        let equal = target.comparable(actual).is_some_and(|(t, a)| t == a);
        if !equal
            || [&line.cells.reason, &line.cells.actual, &line.cells.standard]
                .iter()
                .any(|c| c.get().is_some_and(|t| words.sample.found_in(t)))
        {
            continue;
        }
        let in_text = *text_says.get_or_insert_with(|| {
            let fields = context.report.forms.iter().flat_map(|f| &f.fields).filter_map(|f| f.value.get());
            let texts = context.report.paragraphs.iter().map(|p| &p.text).chain(fields);
            texts.into_iter().any(|t| t.contains("满意") && words.sample.found_in(t))
        });
        if !in_text {
            let places = line.places(&[&line.cells.actual.place, &line.target().place]);
            found.finding(check.finding(&line.values(), line.cells.actual.get().cloned(), None, places));
        }
    }
}

fn is_satisfaction(context: &Context<'_>, line: &Line<'_>) -> bool {
    line.class(context) == Some(Level1::Satisfaction) || context.policy.words().satisfaction.found_in(&line.name())
}
