//! Heads of an evaluation framework (投入, 决策, 过程): their indicators lose points by steps, not in proportion.

use kanhe_policy::{Level1, Policy};
use kanhe_report::{Decimal, Indicator};

use super::judge::{Judgement, Rule, Share};
use crate::measure::Measure;

/// Under such a head the framework's own rule decides where it is known; where it is not, a difference is no finding.
/// A row with a scoring rule of its own in words (每超一个百分点扣0.5分) is left alone too.
pub(super) fn apply(judgement: &mut Judgement, row: &Indicator, actual: &Measure, policy: &Policy) {
    if row.standard.get().is_some_and(|rule| rule.contains('扣') && !rule.contains("比例")) {
        judgement.doubtful = true;
    }
    let class = row.level1.get().and_then(|label| policy.words().level1(label));
    let Some(class @ (Level1::Input | Level1::Decision | Level1::Process)) = class else { return };
    match by_steps(row, actual, class, policy) {
        Some(share) => {
            let proportional = std::mem::replace(&mut judgement.share, share);
            judgement.accepted.push(proportional);
            judgement.rule = Rule::Steps;
        }
        None if judgement.share != Share::Full => judgement.doubtful = true,
        None => {}
    }
}

/// The points that a framework of the place gives for the rate reached, as a share of the row's points.
fn by_steps(row: &Indicator, actual: &Measure, class: Level1, policy: &Policy) -> Option<Share> {
    let (name, weight) = (row.level3.get()?, row.weight.sure().copied().filter(|w| *w > Decimal::ZERO)?);
    let rate = actual.number().filter(|q| q.factor == 1)?.number;
    let known = policy.frameworks().find_map(|framework| {
        let indicator = framework.indicator(name.trim(), Some(weight))?;
        (indicator.level1 == class).then_some(indicator.rule.as_ref()?)
    })?;
    let points = known.points(rate, weight)?;
    Some(if points >= weight { Share::Full } else { Share::Part(points, weight) })
}
