//! What share of its points an indicator has earned.

use kanhe_policy::{Level1, OverFulfilment, Policy, Satisfaction, Scoring};
use kanhe_report::{Decimal, Indicator, Sign, State, holds_any};
use rust_decimal::RoundingStrategy::MidpointAwayFromZero;

use super::execution::PERCENT_DECIMALS;
use super::{framework, numeric};
use crate::measure::{self, Dimension, Direction, Doubt, Measure, Quantity, Value};

/// The share of the points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Share {
    /// All.
    Full,
    /// numerator ÷ denominator.
    Part(Decimal, Decimal),
    /// None.
    Nothing,
    /// Between two shares, the lower included: a band, or room that the rules leave.
    Within {
        /// Lower end.
        low: Decimal,
        /// Upper end.
        high: Decimal,
        /// Whether the upper end belongs to it.
        closed: bool,
    },
    /// Anything below full: late, or not done.
    Less,
    /// Can't be told.
    Unknown(Why),
}

/// Why a share can't be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Why {
    /// No target.
    NoTarget,
    /// No actual.
    NoActual,
    /// The target is not clear.
    Target(Doubt),
    /// The actual is not clear.
    Actual(Doubt),
    /// The units do not compare.
    Units,
    /// A number is asked for and words stand there, or the other way round.
    Words,
    /// Whether more or less is better can't be told.
    Direction,
    /// Dates too coarse to compare.
    Date,
    /// Too large to compute.
    Overflow,
}

/// Which rule decided: its words and its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rule {
    /// More is better.
    Positive,
    /// `=`.
    Equal,
    /// Less is better, by ratio.
    Reverse,
    /// Less is better, linear.
    ReverseLinear,
    /// Less is better, all or nothing.
    ReverseAll,
    /// Target 0.
    Zero,
    /// Interval.
    Interval,
    /// Satisfaction by steps.
    Tiers,
    /// Steps of an evaluation framework.
    Steps,
    /// Qualitative band.
    Band,
    /// Date or duration.
    Deadline,
    /// 是否.
    YesNo,
}

/// A judgement: the share, the rule that gave it, other shares that practice gives, the figures put in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// The share.
    pub share: Share,
    /// The rule.
    pub rule: Rule,
    /// Shares by other accepted ways: a score that follows one of them is no contradiction.
    pub accepted: Vec<Share>,
    /// Target and actual as compared, as printed where they share a unit.
    pub figures: Option<(Decimal, Decimal)>,
    /// A difference is no finding: the row says two things.
    pub doubtful: bool,
}

impl Judgement {
    fn of(share: Share, rule: Rule) -> Self {
        Self { share, rule, accepted: Vec::new(), figures: None, doubtful: false }
    }

    fn unknown(why: Why, rule: Rule) -> Self {
        Self::of(Share::Unknown(why), rule)
    }

    /// A clerk may work out the completion rate first, as a percentage with two decimals, and then the points.
    fn accept_rounded_rates(&mut self) {
        let rounded = |share: &Share| match share {
            Share::Part(numerator, denominator) if *denominator != Decimal::ONE => {
                let rate = numerator.checked_div(*denominator)?;
                Some(Share::Part(rate.round_dp_with_strategy(PERCENT_DECIMALS, MidpointAwayFromZero), Decimal::ONE))
            }
            _ => None,
        };
        let more: Vec<Share> = std::iter::once(&self.share).chain(&self.accepted).filter_map(rounded).collect();
        self.accepted.extend(more);
    }

    /// Whether the target was reached, for sure.
    pub fn is_full(&self) -> bool {
        self.share == Share::Full && !self.doubtful
    }
}

/// Judges one row.
pub(super) fn judge(
    row: &Indicator,
    target: &Measure,
    actual: &Measure,
    direction: Direction,
    policy: &Policy,
) -> Judgement {
    let rule = rule_for(target, direction);
    if target.words == "无" && actual.words == "无" {
        return Judgement::of(Share::Full, Rule::YesNo);
    }
    let none_wanted = target.number().is_some_and(|q| q.number.is_zero());
    if none_wanted && matches!(actual.words.as_str(), "无" | "没有" | "未发生") {
        return Judgement::of(Share::Full, Rule::Zero);
    }
    if actual.is_blank() {
        return Judgement::unknown(Why::NoActual, rule);
    }
    if target.is_blank() && target.words != "无" {
        return Judgement::unknown(Why::NoTarget, rule);
    }
    let same = same_words(target, actual);
    if let Some(change) = same_frame(target, actual) {
        let (target, actual) = (Measure { doubt: None, ..target.clone() }, Measure { doubt: None, ..actual.clone() });
        return by_number(row, &target, &actual, change.unwrap_or(direction), policy);
    }
    if let Some(doubt) = target.doubt {
        return if same { about_full(policy) } else { Judgement::unknown(Why::Target(doubt), rule) };
    }
    if let Some(doubt) = actual.doubt {
        return Judgement::unknown(Why::Actual(doubt), rule);
    }
    let mut judgement = match (&target.value, &actual.value) {
        (Value::Number(_) | Value::Range(..), Value::Number(_) | Value::Range(..)) => {
            by_number(row, target, actual, direction, policy)
        }
        (Value::Date(limit), Value::Date(done)) => Judgement::of(deadline(limit.kept_by(done)), Rule::Deadline),
        (Value::Date(_) | Value::InTime(true), Value::InTime(kept)) => {
            Judgement::of(deadline(Some(*kept)), Rule::Deadline)
        }
        (Value::Number(q), Value::InTime(kept)) if is_time(q.unit.dimension) => {
            Judgement::of(deadline(Some(*kept)), Rule::Deadline)
        }
        (Value::YesNo(asked), Value::YesNo(given)) => yes_no(target, *asked, *given),
        (Value::YesNo(true), Value::Blank(_)) => Judgement::of(Share::Nothing, Rule::YesNo),
        (Value::Number(_) | Value::Range(..) | Value::Date(_), _) => Judgement::unknown(Why::Words, rule),
        _ => by_words(target, actual, same, policy),
    };
    framework::apply(&mut judgement, row, actual, policy);
    judgement.accept_rounded_rates();
    let by_name = measure::by_name(row, policy.words());
    if let (Some(mark), Some(named)) = (target.sign, by_name) {
        judgement.doubtful |= named.contradicts(mark.sign);
    }
    judgement
}

fn rule_for(target: &Measure, direction: Direction) -> Rule {
    match (&target.value, direction) {
        (Value::Range(..), _) => Rule::Interval,
        (Value::Date(_) | Value::InTime(_), _) => Rule::Deadline,
        (Value::YesNo(_), _) => Rule::YesNo,
        (Value::Words | Value::Blank(_), _) => Rule::Band,
        (Value::Number(q), Direction::Less) if q.number.is_zero() => Rule::Zero,
        (Value::Number(_), Direction::More) => Rule::Positive,
        (Value::Number(_), Direction::Less) => Rule::Reverse,
    }
}

const fn is_time(dimension: Dimension) -> bool {
    matches!(dimension, Dimension::Months | Dimension::Time | Dimension::Workdays)
}

fn deadline(kept: Option<bool>) -> Share {
    match kept {
        Some(true) => Share::Full,
        Some(false) => Share::Less,
        None => Share::Unknown(Why::Date),
    }
}

fn yes_no(target: &Measure, asked: bool, given: bool) -> Judgement {
    let share = match (asked, given) {
        _ if asked == given => Share::Full,
        (true, false) if matches!(target.words.as_str(), "是" | "有") => Share::Nothing,
        (true, false) => Share::Less,
        _ => Share::Unknown(Why::Words),
    };
    Judgement::of(share, Rule::YesNo)
}

fn by_number(row: &Indicator, target: &Measure, actual: &Measure, direction: Direction, policy: &Policy) -> Judgement {
    let scoring = &policy.profile().scoring;
    let (t, a) = match (&target.value, &actual.value) {
        (Value::Number(t), Value::Number(a)) => (t, a),
        (Value::Range(low, high), Value::Number(a)) => return numeric::interval(low, high, a, scoring),
        (Value::Range(..), Value::Range(..)) if target.words == actual.words => {
            return Judgement::of(Share::Full, Rule::Interval);
        }
        _ => return Judgement::unknown(Why::Actual(Doubt::Several), Rule::Interval),
    };
    let rule = rule_for(target, direction);
    let Some((tv, av)) = t.comparable(a) else { return Judgement::unknown(Why::Units, rule) };
    let one_scale = t.factor == a.factor && t.unit.scale == a.unit.scale;
    let shown =
        if one_scale || t.unit.word.is_empty() || a.unit.word.is_empty() { (t.number, a.number) } else { (tv, av) };
    if tv == av {
        return Judgement { figures: Some(shown), ..Judgement::of(Share::Full, rule) };
    }
    if is_grade(row, t) || is_grade(row, a) {
        return Judgement { figures: Some(shown), ..Judgement::unknown(Why::Direction, rule) };
    }
    if target.sign.is_none() && is_time(t.unit.dimension) && is_time_row(row, policy) {
        return Judgement { figures: Some(shown), ..Judgement::unknown(Why::Direction, Rule::Deadline) };
    }
    let satisfaction = row.level1.get().is_some_and(|l| policy.words().level1(l) == Some(Level1::Satisfaction));
    let mut judgement =
        if satisfaction && scoring.satisfaction.value == Satisfaction::Tiers && direction == Direction::More {
            tiers(av, tv, scoring)
        } else {
            numeric::number(tv, av, target.sign.map(|s| s.sign), direction, scoring)
        };
    if satisfaction && scoring.satisfaction.accepts.contains(&Satisfaction::Tiers) && judgement.share != Share::Full {
        judgement.accepted.push(tiers(av, tv, scoring).share);
    }
    if judgement.share == Share::Full && direction == Direction::More {
        judgement.accepted.extend(over_fulfilled(tv, av, scoring));
    }
    // A result with a limit of its own (98%以上, ≤3天) is only known to be beyond it.
    let limited = actual.sign.is_some_and(|s| s.sign != Sign::Equal);
    if limited && judgement.share != Share::Full {
        judgement = Judgement::unknown(Why::Actual(Doubt::Approximate), rule);
    }
    judgement.figures = Some(shown);
    judgement
}

/// Steps taken off for over-fulfilment, where practice has them.
fn over_fulfilled(target: Decimal, actual: Decimal, scoring: &Scoring) -> Option<Share> {
    let times = actual.checked_div(target)?;
    let tier = scoring.over_fulfilment_tiers.iter().rev().find(|t| times >= t.from)?;
    scoring.over_fulfilment.ways().any(|w| *w == OverFulfilment::Tiers).then_some(Share::Part(tier.share, Decimal::ONE))
}

/// 三级以上, Ⅳ类水质: the higher grade may have the lower number.
fn is_grade(row: &Indicator, quantity: &Quantity) -> bool {
    let water = || row.level3.get().is_some_and(|name| name.contains(['水', '气', '土']));
    quantity.unit.word == "级" || quantity.unit.word == "类" && water()
}

/// A duration under 时效 without a sign: finished sooner, or shorter than asked?
fn is_time_row(row: &Indicator, policy: &Policy) -> bool {
    measure::by_name(row, policy.words()).is_none()
        && row.level2.get().is_some_and(|l| l.contains("时效") || l.contains("进度"))
}

fn tiers(actual: Decimal, target: Decimal, scoring: &Scoring) -> Judgement {
    let share = match scoring.satisfaction_tiers.iter().find(|t| actual >= t.from) {
        _ if actual >= target => Share::Full,
        Some(tier) => Share::Part(tier.share, Decimal::ONE),
        None => Share::Nothing,
    };
    Judgement { accepted: vec![Share::Part(actual, target)], ..Judgement::of(share, Rule::Tiers) }
}

fn by_words(target: &Measure, actual: &Measure, same: bool, policy: &Policy) -> Judgement {
    let bands = &policy.profile().bands.band;
    let named = bands.iter().find(|b| b.name == actual.words || b.words.contains(&actual.words));
    if let Some(band) = named {
        return Judgement::of(
            Share::Within { low: band.lower, high: band.upper, closed: band.upper_included },
            Rule::Band,
        );
    }
    if same {
        return about_full(policy);
    }
    match actual.value {
        Value::YesNo(true) | Value::InTime(true) => about_full(policy),
        Value::YesNo(false) | Value::InTime(false) => Judgement::of(Share::Less, Rule::Band),
        Value::Blank(State::Nothing) if target.words == "有" => Judgement::of(Share::Nothing, Rule::YesNo),
        Value::Words if policy.words().undone.is(&actual.words) => Judgement::of(Share::Less, Rule::Band),
        _ => Judgement::unknown(Why::Words, Rule::Band),
    }
}

/// The result is worded as the target is: the first band.
fn about_full(policy: &Policy) -> Judgement {
    let lower = policy.profile().bands.band.first().map_or(Decimal::ONE, |b| b.lower);
    Judgement::of(Share::Within { low: lower, high: Decimal::ONE, closed: true }, Rule::Band)
}

/// Both cells put one number into the same words (较上年增长5%, 较上年增长6%): the numbers compare. A decline that is
/// aimed at is better when larger. `None` where the words differ.
fn same_frame(target: &Measure, actual: &Measure) -> Option<Option<Direction>> {
    let framed = |m: &Measure| m.doubt == Some(Doubt::Context) && matches!(m.value, Value::Number(_));
    let frame = |m: &Measure| m.words.chars().filter(|c| !c.is_ascii_digit() && *c != '.').collect::<String>();
    let words = frame(target);
    let equal = framed(target) && framed(actual) && words == frame(actual) && !words.contains(['未', '不', '除']);
    equal.then(|| (target.sign.is_none() && words.contains(['降', '减', '压', '省'])).then_some(Direction::More))
}

/// The actual repeats the target's words, with nothing that takes them back.
fn same_words(target: &Measure, actual: &Measure) -> bool {
    let (t, a) = (measure::squeeze(&target.words), measure::squeeze(&actual.words));
    !t.is_empty() && (t == a || a.contains(&t) && !holds_any(&a, &["未", "部分", "没有", "基本", "不"]))
}
