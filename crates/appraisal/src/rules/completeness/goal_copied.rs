//! KH404: 实际完成情况 repeats 预期目标 word for word.

use kanhe_policy::Check;

use crate::Context;
use crate::rules::Found;
use crate::rules::words::{bare, leading};

/// Fewer characters say nothing that could be copied.
const SHORTEST: usize = 6;

/// One finding a goal block.
pub(super) fn check(context: &Context<'_>, check: &Check, found: &mut Found) {
    for form in context.result_forms() {
        for goal in &form.goals {
            let (Some(expected), Some(actual)) = (goal.expected.sure(), goal.actual.sure()) else { continue };
            let words = bare(expected);
            if words.chars().count() < SHORTEST || words != bare(actual) {
                continue;
            }
            let places = [&goal.actual.place, &goal.expected.place].into_iter().flatten().cloned().collect();
            found.finding(check.finding(&[("目标", leading(expected, 20))], None, None, places));
        }
    }
}
