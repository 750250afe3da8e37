//! KH313 and KH315: cells that are scored twice, cells that several rows share.

use kanhe_policy::Check;
use kanhe_report::{FundKey, Place};

use crate::Context;
use crate::rules::Found;
use crate::rules::rows::lines_of;

/// KH313: a `其中` row that repeats the points or the score of the line above it.
pub(super) fn sub_rows(context: &Context<'_>, check: &Check, found: &mut Found) {
    for form in context.result_forms() {
        if let Some(total) = context.fund(form.form, FundKey::Total).filter(|f| f.score.get().is_some()) {
            for part in context.funds(form.form).filter(|f| f.line != FundKey::Total) {
                // Lines that share the points out among themselves repeat nothing.
                let same_score =
                    part.score.get().is_some_and(|s| !s.is_zero()) && part.score.get() == total.score.get();
                let same_weight = part.weight.get().is_some() && part.weight.get() == total.weight.get();
                let repeats = part.score.get().is_some() && (same_score || same_weight);
                if repeats {
                    let mut places: Vec<Place> =
                        [&part.score.place, &part.weight.place].into_iter().flatten().cloned().collect();
                    places.push(part.place.clone());
                    places.extend(total.score.place.clone());
                    let values = [
                        ("名称", part.label.clone()),
                        ("得分", part.score.get().map(ToString::to_string).unwrap_or_default()),
                    ];
                    found.finding(check.finding(&values, part.score.get().map(ToString::to_string), None, places));
                }
            }
        }
        for row in context.report.indicators.iter().filter(|i| i.form == form.form && i.sub_row) {
            if let (Some(score), Some(_)) = (row.score.get(), row.weight.get()) {
                let mut places: Vec<Place> =
                    [&row.score.place, &row.weight.place].into_iter().flatten().cloned().collect();
                places.push(row.place.clone());
                let values = [("名称", row.level3.get().cloned().unwrap_or_default()), ("得分", score.to_string())];
                found.finding(check.finding(&values, Some(score.to_string()), None, places));
            }
        }
    }
}

/// KH315: one note a form, with every shared cell and the rows that share it.
pub(super) fn shared(context: &Context<'_>, check: &Check, found: &mut Found) {
    for form in context.result_forms() {
        let rows: Vec<_> =
            lines_of(context, form.form).filter(|l| l.cells.score_shared || l.cells.weight_shared).collect();
        if rows.is_empty() {
            continue;
        }
        let mut places: Vec<Place> = Vec::new();
        for row in &rows {
            let cells =
                [(row.cells.score_shared, &row.cells.score.place), (row.cells.weight_shared, &row.cells.weight.place)];
            for place in cells.into_iter().filter(|(shared, _)| *shared).filter_map(|(_, place)| place.clone()) {
                if !places.iter().any(|p| p.same_spot(&place)) {
                    places.push(place);
                }
            }
        }
        places.extend(rows.iter().map(|r| r.cells.place.clone()));
        let names = rows.iter().map(|r| r.name()).collect::<Vec<_>>().join("、");
        found.finding(check.finding(&[("指标", names), ("个数", rows.len().to_string())], None, None, places));
    }
}
