//! KH310: more was spent than the cost indicator allows, and the row has its full points.

use kanhe_policy::{Check, Level1};

use super::follows_value::explained;
use crate::Context;
use crate::measure::{Direction, by_name};
use crate::rules::Found;
use crate::rules::rows::lines;
use crate::scoring::{Agreement, Outcome};

/// One finding a row.
pub(super) fn check(context: &Context<'_>, check: &Check, found: &mut Found) {
    let rounding = &context.policy.profile().rounding;
    let words = context.policy.words();
    for line in lines(context).filter(|l| !l.row.doubtful && l.row.direction == Direction::Less) {
        let cost_head = [&line.cells.level1, &line.cells.level2]
            .iter()
            .any(|head| head.get().is_some_and(|label| words.level1(label) == Some(Level1::Cost)));
        let cost_name =
            by_name(line.cells, words) == Some(Direction::Less) && line.name().contains(['本', '费', '支', '额', '资']);
        let (Some(weight), Some(&score), Some(Outcome::Exact(exact))) =
            (line.row.weight, line.cells.score.sure(), &line.row.outcome)
        else {
            continue;
        };
        let overrun = *exact < weight && line.row.judgement.figures.is_some_and(|(t, a)| a > t);
        let full = score >= weight && crate::scoring::agree(score, *exact, rounding) != Agreement::Exact;
        if (cost_head || cost_name) && overrun && full {
            let expected = rounding.round(*exact).to_string();
            let mut values = line.values();
            values.push(("应得", expected.clone()));
            let mut finding = check.finding(&values, Some(score.to_string()), Some(expected), line.score_places());
            finding.rule = explained(context, line.index);
            found.finding(finding);
        }
    }
}
