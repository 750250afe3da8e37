//! What a check may look at.

use kanhe_policy::Policy;
use kanhe_report::{Decimal, Form, FundKey, FundLine, Report, Scorecard, Stage};

/// What stands beside the report itself; everything may be left out.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options<'a> {
    /// The same unit's report of the year before.
    pub prior: Option<&'a Report>,
    /// Reports to hold the wording against (of the year before, of other units).
    pub against: &'a [Report],
    /// Figures counted from the unit's own registers.
    pub evidence: &'a [Evidence],
}

/// What a register says about an indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The indicator's name, as in 三级指标.
    pub indicator: String,
    /// The figure counted.
    pub value: Decimal,
    /// Its unit of measure, may be empty.
    pub unit: String,
    /// Where it was counted, in words: `加装电梯台账,2023年已验收`.
    pub source: String,
}

/// Everything that a check may look at. Plain references: a check reads and answers, and changes nothing.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The report under examination.
    pub report: &'a Report,
    /// What the place and the year ask for.
    pub policy: Policy<'a>,
    /// One scorecard a scored form, in order.
    pub scorecards: &'a [Scorecard],
    /// Every indicator read and judged, the execution lines, and the scorecards: made once by [`crate::scoring::mark`]
    /// (`scorecards` is its `cards`).
    pub marking: &'a crate::scoring::Marking,
    /// The same unit's report of the year before.
    pub prior: Option<&'a Report>,
    /// Reports to hold the wording against.
    pub against: &'a [Report],
    /// Figures counted from registers.
    pub evidence: &'a [Evidence],
}

impl<'a> Context<'a> {
    /// The form of that number.
    pub fn form(&self, number: u32) -> Option<&'a Form> {
        self.report.forms.iter().find(|f| f.form == number)
    }

    /// The scorecard of that form.
    pub fn scorecard(&self, form: u32) -> Option<&'a Scorecard> {
        self.scorecards.iter().find(|s| s.form == form)
    }

    /// The forms that state results.
    pub fn result_forms(&self) -> impl Iterator<Item = &'a Form> {
        self.report.forms.iter().filter(|f| f.stage == Stage::Result)
    }

    /// The fund lines of a form, in order.
    pub fn funds(&self, form: u32) -> impl Iterator<Item = &'a FundLine> {
        self.report.funds.iter().filter(move |f| f.form == form)
    }

    /// The first fund line of that kind in a form.
    pub fn fund(&self, form: u32, line: FundKey) -> Option<&'a FundLine> {
        self.funds(form).find(|f| f.line == line)
    }
}
