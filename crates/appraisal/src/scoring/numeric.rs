//! Score functions for numbers: more is better, less is better, equal, zero, interval.

use kanhe_policy::{Equal, Interval, Positive, Reverse, Scoring};
use kanhe_report::{Decimal, Sign};

use super::judge::{Judgement, Rule, Share, Why};
use crate::measure::{Direction, Quantity};

fn judged(share: Share, rule: Rule) -> Judgement {
    Judgement { share, rule, accepted: Vec::new(), figures: None, doubtful: false }
}

/// A number against a number that it does not equal.
pub(super) fn number(
    target: Decimal,
    actual: Decimal,
    sign: Option<Sign>,
    direction: Direction,
    scoring: &Scoring,
) -> Judgement {
    match direction {
        Direction::Less => less(target, actual, scoring),
        Direction::More if sign == Some(Sign::Equal) => equal(target, actual, scoring),
        Direction::More => more(target, actual, scoring),
    }
}

fn more(target: Decimal, actual: Decimal, scoring: &Scoring) -> Judgement {
    if actual >= target {
        return judged(Share::Full, Rule::Positive);
    }
    if target <= Decimal::ZERO {
        return judged(Share::Unknown(Why::Direction), Rule::Positive);
    }
    let share = |way: &Positive| match way {
        Positive::Ratio => part(actual, target, scoring.pass_threshold.value),
        Positive::AllOrNothing => Share::Nothing,
    };
    let choice = &scoring.positive;
    Judgement { accepted: choice.accepts.iter().map(share).collect(), ..judged(share(&choice.value), Rule::Positive) }
}

/// actual ÷ target, nothing below the threshold.
fn part(actual: Decimal, target: Decimal, threshold: Decimal) -> Share {
    if actual <= Decimal::ZERO || target.checked_mul(threshold).is_some_and(|least| actual < least) {
        return Share::Nothing;
    }
    Share::Part(actual, target)
}

fn equal(target: Decimal, actual: Decimal, scoring: &Scoring) -> Judgement {
    if target.is_zero() {
        return judged(Share::Nothing, Rule::Zero);
    }
    if target < Decimal::ZERO {
        return judged(Share::Unknown(Why::Direction), Rule::Equal);
    }
    let share = |way: &Equal| match way {
        Equal::AsPositive if actual >= target => Share::Full,
        Equal::AsPositive => part(actual, target, scoring.pass_threshold.value),
        Equal::SmallerOverLarger if actual <= Decimal::ZERO => Share::Nothing,
        Equal::SmallerOverLarger => Share::Part(actual.min(target), actual.max(target)),
        Equal::AllOrNothing => Share::Nothing,
    };
    let choice = &scoring.equal;
    Judgement { accepted: choice.accepts.iter().map(share).collect(), ..judged(share(&choice.value), Rule::Equal) }
}

fn less(target: Decimal, actual: Decimal, scoring: &Scoring) -> Judgement {
    let choice = &scoring.reverse;
    let rule = match choice.value {
        Reverse::Ratio => Rule::Reverse,
        Reverse::Linear => Rule::ReverseLinear,
        Reverse::AllOrNothing => Rule::ReverseAll,
    };
    if actual <= target {
        return judged(Share::Full, if target.is_zero() { Rule::Zero } else { rule });
    }
    if target.is_zero() {
        return judged(Share::Nothing, Rule::Zero);
    }
    if target < Decimal::ZERO {
        return judged(Share::Unknown(Why::Direction), rule);
    }
    let share = |way: &Reverse| match way {
        Reverse::Ratio => Share::Part(target, actual),
        Reverse::Linear => match target.checked_add(target).and_then(|double| double.checked_sub(actual)) {
            Some(left) if left > Decimal::ZERO => Share::Part(left, target),
            Some(_) => Share::Nothing,
            None => Share::Unknown(Why::Overflow),
        },
        Reverse::AllOrNothing => Share::Nothing,
    };
    Judgement { accepted: choice.accepts.iter().map(share).collect(), ..judged(share(&choice.value), rule) }
}

/// A number against an interval.
pub(super) fn interval(low: &Quantity, high: &Quantity, actual: &Quantity, scoring: &Scoring) -> Judgement {
    let (Some((lo, a)), Some((hi, top))) = (low.comparable(actual), high.comparable(actual)) else {
        return judged(Share::Unknown(Why::Units), Rule::Interval);
    };
    let figures = |end: Decimal| Some((end, a));
    if lo <= a && top <= hi {
        return Judgement { figures: figures(hi), ..judged(Share::Full, Rule::Interval) };
    }
    let below = a < lo;
    let share = match scoring.interval.value {
        Interval::AllOrNothing => Share::Nothing,
        Interval::ByDeviation if below && lo > Decimal::ZERO => part(a, lo, Decimal::ZERO),
        // More than the upper end may be welcome (满意度 80%-90%): the rules leave room up to full points.
        Interval::ByDeviation if !below && hi > Decimal::ZERO => {
            match hi.checked_add(hi).and_then(|d| d.checked_sub(a)) {
                Some(left) if left > Decimal::ZERO => match left.checked_div(hi) {
                    Some(least) => Share::Within { low: least, high: Decimal::ONE, closed: true },
                    None => Share::Unknown(Why::Overflow),
                },
                _ => Share::Within { low: Decimal::ZERO, high: Decimal::ONE, closed: true },
            }
        }
        Interval::ByDeviation => Share::Unknown(Why::Direction),
    };
    Judgement { figures: figures(if below { lo } else { hi }), ..judged(share, Rule::Interval) }
}
