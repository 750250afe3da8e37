//! Values while they are being calculated: with what is unknown, in doubt, or held only by the printed precision.

use crate::exact::{self, ZERO};
use crate::precision::Measured;
use crate::trace::{Fault, Outcome, Verdict};

/// A numeric value, or none: by a fault, or (without one) because something is missing.
#[derive(Clone, Copy)]
pub(crate) struct Quantity {
    pub known: Result<Measured, Option<Fault>>,
    pub doubt: bool,
}

/// A truth value with what it rests on.
#[derive(Clone, Copy)]
pub(crate) struct Truth {
    pub value: Option<bool>,
    pub fault: Option<Fault>,
    pub doubt: bool,
    pub within: bool,
    pub truncated: bool,
}

/// A text, or none.
#[derive(Clone, Copy)]
pub(crate) struct Words<'a> {
    pub known: Option<&'a str>,
    pub doubt: bool,
}

impl Quantity {
    pub(crate) fn unknown(fault: Option<Fault>) -> Self {
        Self { known: Err(fault), doubt: false }
    }

    pub(crate) fn exact(value: exact::Exact) -> Self {
        Self { known: Ok(Measured::exact(value)), doubt: false }
    }

    /// Whether there is no value. An overflow is not a want of a value but a failure to tell, which nothing may hide.
    pub(crate) fn is_lacking(self) -> bool {
        matches!(self.known, Err(None | Some(Fault::DivisionByZero)))
    }

    /// The same, no longer a printed figure of its own.
    pub(crate) fn plain(mut self) -> Self {
        if let Ok(measured) = &mut self.known {
            measured.decimals = 0;
        }
        self
    }

    pub(crate) fn outcome(self) -> Outcome {
        match self.known {
            Ok(measured) => Outcome::Number(measured.value),
            Err(fault) => Outcome::Unknown(fault),
        }
    }
}

impl Truth {
    pub(crate) fn certain(value: bool) -> Self {
        Self { value: Some(value), fault: None, doubt: false, within: false, truncated: false }
    }

    pub(crate) fn unknown(fault: Option<Fault>) -> Self {
        Self { value: None, fault, doubt: false, within: false, truncated: false }
    }

    pub(crate) fn outcome(self) -> Outcome {
        self.value.map_or(Outcome::Unknown(self.fault), Outcome::Boolean)
    }

    pub(crate) fn verdict(self) -> Verdict {
        match self.value {
            Some(true) if self.within => Verdict::HoldsWithinPrecision { truncated: self.truncated },
            Some(true) => Verdict::Holds,
            Some(false) if self.doubt => Verdict::Doubtful,
            Some(false) => Verdict::Fails,
            None => Verdict::Unknown { fault: self.fault },
        }
    }

    /// Whether another part cannot improve on this one as the one that decides.
    pub(crate) fn is_final(self, decisive: bool) -> bool {
        self.value == Some(decisive) && !self.doubt && !self.within
    }
}

impl Words<'_> {
    pub(crate) fn outcome(self) -> Outcome {
        self.known.map_or(Outcome::Unknown(None), |text| Outcome::Text(text.to_owned()))
    }
}

/// `且` (decided by a false part) or `或` (decided by a true one) of parts that come one by one. The part that decides
/// best is kept: one without doubt before one in doubt, one that is exact before one within precision.
pub(crate) struct Junction {
    decisive: bool,
    decided: Option<Truth>,
    all: Truth,
}

impl Junction {
    pub(crate) fn new(decisive: bool) -> Self {
        Self { decisive, decided: None, all: Truth::certain(!decisive) }
    }

    /// Takes the next part; answers whether the rest cannot change anything.
    pub(crate) fn add(&mut self, part: Truth) -> bool {
        if part.value == Some(self.decisive) {
            let rank = |truth: Truth| (truth.doubt, truth.within);
            if self.decided.is_none_or(|before| rank(part) < rank(before)) {
                self.decided = Some(part);
            }
        }
        if part.value.is_none() {
            self.all.value = None;
        }
        self.all.fault = self.all.fault.max(part.fault);
        self.all.doubt |= part.doubt;
        self.all.within |= part.within;
        self.all.truncated |= part.truncated;
        part.is_final(self.decisive)
    }

    pub(crate) fn result(self) -> Truth {
        self.decided.unwrap_or(self.all)
    }
}

/// Sums up quantities, strictly or those that are known.
pub(crate) struct Total {
    only_known: bool,
    sum: Quantity,
    any: bool,
}

impl Total {
    pub(crate) fn new(only_known: bool) -> Self {
        Self { only_known, sum: Quantity::exact(ZERO), any: false }
    }

    pub(crate) fn add(&mut self, part: Quantity, minus: bool) {
        if self.only_known && part.is_lacking() {
            return;
        }
        self.any = true;
        self.sum.doubt |= part.doubt;
        self.sum.known = match (self.sum.known, part.known) {
            (Err(a), Err(b)) => Err(a.max(b)),
            (Err(fault), _) | (_, Err(fault)) => Err(fault),
            (Ok(a), Ok(b)) => {
                let value = if minus { exact::sub(a.value, b.value) } else { exact::add(a.value, b.value) };
                let tolerance = exact::add(a.tolerance, b.tolerance);
                match (value, tolerance) {
                    (Some(value), Some(tolerance)) => Ok(Measured { value, tolerance, decimals: 0 }),
                    _ => Err(Some(Fault::Overflow)),
                }
            }
        };
    }

    pub(crate) fn result(self) -> Quantity {
        if self.only_known && !self.any { Quantity::unknown(None) } else { self.sum }
    }
}

/// The smallest or largest of quantities; its tolerance is the widest of theirs.
pub(crate) struct Extreme {
    largest: bool,
    best: Option<Quantity>,
}

impl Extreme {
    pub(crate) fn new(largest: bool) -> Self {
        Self { largest, best: None }
    }

    pub(crate) fn add(&mut self, part: Quantity) {
        let Some(before) = self.best else {
            self.best = Some(part);
            return;
        };
        let known = match (before.known, part.known) {
            (Err(a), Err(b)) => Err(a.max(b)),
            (Err(fault), _) | (_, Err(fault)) => Err(fault),
            (Ok(a), Ok(b)) => {
                let better = if self.largest { b.value > a.value } else { b.value < a.value };
                let value = if better { b.value } else { a.value };
                Ok(Measured { value, tolerance: a.tolerance.max(b.tolerance), decimals: 0 })
            }
        };
        self.best = Some(Quantity { known, doubt: before.doubt || part.doubt });
    }

    pub(crate) fn result(self) -> Quantity {
        self.best.unwrap_or(Quantity::unknown(None)).plain()
    }
}
