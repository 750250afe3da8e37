//! Whether more or less is better.

use kanhe_policy::{Level1, Words};
use kanhe_report::{Indicator, Sign, holds_any};

use super::sign::{asks_less, asks_more};
use super::{Measure, SignMark};

/// Whether more or less is better, and how we know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// The more the better.
    More,
    /// The less the better.
    Less,
}

/// The direction of an indicator: from the sign, else from its name, else from its head. Without any of these more is
/// better.
pub fn direction(indicator: &Indicator, target: &Measure, words: &Words) -> Direction {
    match target.sign {
        Some(SignMark { sign, .. }) if asks_more(sign) => Direction::More,
        Some(SignMark { sign, .. }) if asks_less(sign) => Direction::Less,
        _ => by_name(indicator, words).unwrap_or(Direction::More),
    }
}

/// The direction that name and heads give, whatever the sign says; `None` where they say nothing.
pub(crate) fn by_name(indicator: &Indicator, words: &Words) -> Option<Direction> {
    let name = indicator.level3.get().map_or("", String::as_str);
    // The end of a Chinese name is its noun: 违规行为整改率 is a 整改率.
    if words.more_is_better.words.iter().any(|w| name.ends_with(w.as_str())) {
        return Some(Direction::More);
    }
    match words.less_is_better(name) {
        Some(true) => Some(Direction::Less),
        Some(false) => Some(Direction::More),
        None if holds_any(name, &SAVINGS) => Some(Direction::More),
        // An amount under a cost head is a limit; a rate there (使用合规率) is not.
        None => under_cost(indicator, words).then_some(if name.ends_with('率') {
            Direction::More
        } else {
            Direction::Less
        }),
    }
}

/// What is saved or brought down is better when larger: 节约资金, 污染物削减量.
const SAVINGS: [&str; 8] = ["节约", "节省", "压减", "压降", "降低", "减少", "下降", "削减"];

/// Whether a row stands under a cost head, as level 1 or level 2.
pub(crate) fn under_cost(indicator: &Indicator, words: &Words) -> bool {
    let is_cost = |label: &str| words.level1(label) == Some(Level1::Cost);
    indicator.level2.get().is_some_and(|l| is_cost(l)) || indicator.level1.get().is_some_and(|l| is_cost(l))
}

impl Direction {
    /// Whether a sign contradicts it.
    pub(crate) const fn contradicts(self, sign: Sign) -> bool {
        match self {
            Self::More => asks_less(sign),
            Self::Less => asks_more(sign),
        }
    }
}
