//! KH301: an indicator's score is not what target, actual and points give.

use kanhe_policy::Check;

use crate::Context;
use crate::rules::Found;
use crate::rules::rows::lines;
use crate::scoring::{Agreement, Share};

/// One finding a row; rows that agree within the printed digits go to the rounding note.
pub(super) fn check(context: &Context<'_>, check: &Check, found: &mut Found) {
    let rounding = &context.policy.profile().rounding;
    for line in lines(context).filter(|l| !l.row.doubtful && !l.cells.score_shared) {
        let (Some(outcome), Some(weight), Some(&score)) = (&line.row.outcome, line.row.weight, line.cells.score.sure())
        else {
            continue;
        };
        let agreement = outcome.hold(score, rounding);
        let severity = match agreement {
            Agreement::Exact => continue,
            Agreement::Rounding => {
                found.rounding(line.cells.score.place.clone());
                continue;
            }
            _ if line.row.judgement.accepts(score, weight, rounding) => continue,
            Agreement::Over => check.severity.of(true),
            // A unit may judge itself strictly and say why.
            Agreement::Under if matches!(line.row.judgement.share, Share::Within { .. }) && line.has_reason() => {
                continue;
            }
            Agreement::Under => check.severity.of(false),
        };
        let expected = outcome.expected(rounding);
        let mut values = line.values();
        values.push(("应得", expected.clone()));
        let variant = match (agreement, &line.row.judgement.share) {
            (Agreement::Over, Share::Less) => "late",
            (Agreement::Over, _) => "over",
            _ if line.row.implied => "implied",
            (_, Share::Full) => "reached",
            _ => "under",
        };
        let mut finding = check.finding_variant(
            variant,
            severity,
            &values,
            Some(score.to_string()),
            Some(expected),
            line.score_places(),
        );
        finding.rule = explained(context, line.index);
        found.finding(finding);
    }
}

/// The rule with the numbers put in, from the scorecard.
pub(super) fn explained(context: &Context<'_>, index: usize) -> Option<String> {
    let line = context
        .marking
        .cards
        .iter()
        .flat_map(|c| &c.lines)
        .find(|l| l.subject == kanhe_report::ScoreSubject::Indicator(index))?;
    (!line.numbers.is_empty()).then(|| line.numbers.clone())
}
