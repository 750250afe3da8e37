//! KH401: an indicator was missed or lost points, and no reason is given.

use kanhe_policy::Check;
use kanhe_report::{Form, Indicator, Place};

use crate::Context;
use crate::rules::Found;
use crate::scoring::{Row, Share};

/// Texts that fill a reason cell without giving a reason.
const NO_REASON: [&str; 9] = ["0", "无", "没有", "—", "——", "/", "-", "无偏差", "正常"];

/// Keys of the blocks below a form that explain its deviations.
const EXPLAINING: [&str; 2] = ["deviation", "explanation"];

/// One finding an indicator. Silent where the form asks for no reasons, or gives one for the whole form.
pub(super) fn check(context: &Context<'_>, check: &Check, found: &mut Found) {
    for form in context.result_forms().filter(|f| f.has_reasons && !explained_below(f)) {
        for (index, indicator) in context.report.indicators.iter().enumerate() {
            if indicator.form != form.form || indicator.sub_row || gives_reason(indicator) {
                continue;
            }
            let Some(why) = loss(indicator, context.marking.rows.get(index)) else { continue };
            let name = indicator.level3.get().cloned().unwrap_or_default();
            let values = [
                ("指标", name),
                ("目标", shown(&indicator.target)),
                ("完成", shown(&indicator.actual)),
                ("得分", shown(&indicator.score)),
                ("分值", shown(&indicator.weight)),
            ];
            let severity = check.severity.of(true);
            found.finding(check.finding_variant(why, severity, &values, None, None, places(indicator)));
        }
    }
}

/// Which of the two faults it is: points lost, or the target missed though the points were given (or none are printed).
fn loss(indicator: &Indicator, row: Option<&Row>) -> Option<&'static str> {
    let (score, weight) = (indicator.score.sure(), indicator.weight.sure());
    if !indicator.score_shared
        && !indicator.weight_shared
        && let (Some(score), Some(weight)) = (score, weight)
        && score < weight
    {
        return Some("points-lost");
    }
    let row = row.filter(|r| !r.doubtful && !r.judgement.doubtful)?;
    let missed = match row.judgement.share {
        Share::Part(reached, asked) => reached < asked,
        Share::Nothing => true,
        _ => false,
    };
    (missed && indicator.actual.sure().is_some() && indicator.target.sure().is_some()).then_some("target-missed")
}

fn gives_reason(indicator: &Indicator) -> bool {
    indicator.reason.get().is_some_and(|reason| {
        let reason = reason.trim().trim_end_matches(['。', '.', '；']);
        !reason.is_empty() && !NO_REASON.contains(&reason)
    })
}

/// A block under the form that explains the deviations of all rows.
fn explained_below(form: &Form) -> bool {
    form.fields.iter().any(|f| {
        EXPLAINING.contains(&f.key.as_str())
            && f.value.get().is_some_and(|text| !NO_REASON.contains(&text.trim()) && text.trim().chars().count() > 3)
    })
}

/// The reason cell first, then the score and the values.
fn places(indicator: &Indicator) -> Vec<Place> {
    let cells = [&indicator.reason.place, &indicator.score.place, &indicator.actual.place, &indicator.target.place];
    let mut places: Vec<Place> = cells.into_iter().flatten().cloned().collect();
    places.push(indicator.place.clone());
    places
}

fn shown<T: ToString>(entry: &kanhe_report::Entry<T>) -> String {
    entry.get().map_or_else(|| "—".to_owned(), ToString::to_string)
}
