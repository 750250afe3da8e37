//! Points from a share and a weight.

use kanhe_policy::Rounding;
use kanhe_report::Decimal;

use super::agree::{Agreement, agree};
use super::judge::{Judgement, Share};

/// What the score should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Exactly this, before rounding.
    Exact(Decimal),
    /// From the first to the second, both allowed.
    Range(Decimal, Decimal),
    /// Less than the weight.
    Below(Decimal),
}

impl Outcome {
    /// The points of a share; `None` where it can't be told.
    pub fn of(share: &Share, weight: Decimal, rounding: &Rounding) -> Option<Self> {
        if weight < Decimal::ZERO {
            return None;
        }
        match share {
            Share::Full => Some(Self::Exact(weight)),
            Share::Nothing => Some(Self::Exact(Decimal::ZERO)),
            Share::Part(numerator, denominator) => {
                let exact = weight.checked_mul(*numerator)?.checked_div(*denominator)?;
                Some(Self::Exact(exact.clamp(Decimal::ZERO, weight)))
            }
            Share::Within { low, high, closed } => {
                let low = rounding.round(weight.checked_mul(*low)?);
                let high = rounding.round(weight.checked_mul(*high)?);
                let step = Decimal::new(1, rounding.decimals.min(27));
                Some(Self::Range(low, if *closed { high } else { high.checked_sub(step)?.max(low) }))
            }
            Share::Less => Some(Self::Below(weight)),
            Share::Unknown(_) => None,
        }
    }

    /// Holds a printed score against it.
    pub fn hold(&self, printed: Decimal, rounding: &Rounding) -> Agreement {
        match self {
            Self::Exact(exact) => agree(printed, *exact, rounding),
            Self::Range(low, _) if printed < *low => Agreement::Under,
            Self::Range(_, high) if printed > *high => Agreement::Over,
            Self::Below(weight) if printed >= *weight => Agreement::Over,
            Self::Range(..) | Self::Below(_) => Agreement::Exact,
        }
    }

    /// The score that stands in the recomputed card: the exact one rounded, or the printed one moved into the range.
    pub fn settle(&self, printed: Option<Decimal>, rounding: &Rounding) -> Option<Decimal> {
        match self {
            Self::Exact(exact) => Some(rounding.round(*exact)),
            Self::Range(low, high) => printed.map(|p| p.clamp(*low, (*high).max(*low))),
            Self::Below(weight) => printed.filter(|p| p < weight),
        }
    }

    /// In words, for a finding's `expected`.
    pub fn expected(&self, rounding: &Rounding) -> String {
        match self {
            Self::Exact(exact) => plain(rounding.round(*exact), rounding),
            Self::Range(low, high) => format!("{}–{}", plain(*low, rounding), plain(*high, rounding)),
            Self::Below(weight) => format!("<{}", weight.normalize()),
        }
    }
}

impl Judgement {
    /// Whether some accepted way gives the printed score. Full points for a target that was missed are never accepted.
    pub fn accepts(&self, printed: Decimal, weight: Decimal, rounding: &Rounding) -> bool {
        self.accepted.iter().filter_map(|share| Outcome::of(share, weight, rounding)).any(|outcome| match &outcome {
            Outcome::Exact(exact) if *exact >= weight && self.share != Share::Full => false,
            _ => outcome.hold(printed, rounding).holds(),
        })
    }
}

/// A score as a card prints it: whole points plain, else with the rules' decimals (`20`, `6.40`).
pub fn plain(score: Decimal, rounding: &Rounding) -> String {
    let mut shown = score.normalize();
    if !shown.is_integer() {
        shown.rescale(rounding.decimals);
    }
    shown.to_string()
}
