//! KH707: an output indicator that only counts what was put in.

use kanhe_policy::{Check, Level1};

use crate::Context;
use crate::rules::Found;
use crate::rules::rows::lines;

/// What may follow the word of an input in a name that is nothing else.
const MEASURES: [&str; 9] = ["", "率", "数", "额", "金额", "数额", "情况", "规模", "总额"];

/// One finding a row of an output indicator. Money in time is a time indicator and no input.
pub(super) fn check(context: &Context<'_>, check: &Check, found: &mut Found) {
    let words = context.policy.words();
    for line in lines(context).filter(|l| l.class(context) == Some(Level1::Output)) {
        if line.cells.level2.get().is_some_and(|l| l.contains("时效") || l.contains("成本") || l.contains("进度"))
        {
            continue;
        }
        let name = line.name();
        let only_input = words
            .input
            .find(&name)
            .is_some_and(|word| name.rsplit_once(word).is_some_and(|(_, after)| MEASURES.contains(&after)));
        if only_input {
            let places = line.places(&[&line.cells.level2.place, &line.target().place]);
            found.finding(check.finding(&line.values(), Some(name), None, places));
        }
    }
}
