//! KH308: the grade does not fit the total.

use kanhe_policy::Check;
use kanhe_report::Decimal;

use crate::Context;
use crate::rules::Found;

/// One finding a form. Silent where the grade's word is none of the rules', or the total is not out of all points.
pub(super) fn check(context: &Context<'_>, check: &Check, found: &mut Found) {
    let profile = context.policy.profile();
    for form in context.result_forms() {
        let (Some(&score), Some(word)) = (form.total.score.sure(), form.total.grade.sure()) else { continue };
        let of = form.total.weight.sure().copied().unwrap_or(profile.total.value);
        if of != profile.total.value || score < Decimal::ZERO || score > of {
            continue;
        }
        let (Some(printed), Some(due)) = (profile.grades.named(word), profile.grades.of(score, of)) else { continue };
        if printed.word != due.word {
            let values = [("等级", word.clone()), ("总分", score.to_string()), ("应为", due.word.clone())];
            let places = [&form.total.grade.place, &form.total.score.place].into_iter().flatten().cloned().collect();
            found.finding(check.finding(&values, Some(word.clone()), Some(due.word.clone()), places));
        }
    }
}
