//! The points of the execution rate.

use kanhe_policy::{Denominator, Policy, Rounding};
use kanhe_report::{Amount, Decimal, Form, FundKey, FundLine, GroupLevel, Report};
use rust_decimal::RoundingStrategy;

use super::agree::{Agreement, agree};

/// What the fund block's total line should score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Execution {
    /// Number of its form.
    pub form: u32,
    /// Index into `Report::funds`.
    pub fund: usize,
    /// Points: printed, or what the form's other weights leave over.
    pub weight: Option<Decimal>,
    /// The points were not printed.
    pub implied: bool,
    /// Executed and budget as printed, where the rate was recomputed.
    pub figures: Option<(String, String)>,
    /// The score from the recomputed rate, unrounded; from the printed one where that can't be had.
    pub exact: Option<Decimal>,
    /// The scores from the rate as a form prints it: with two decimals, and with those that this form prints, if it is
    /// the recomputed rate rounded.
    pub from_rounded: Vec<Decimal>,
    /// A figure was read with doubt.
    pub doubtful: bool,
}

impl Execution {
    /// Holds the printed score against the one from the exact rate, then against those from the rounded rate: a clerk
    /// multiplies what the form prints. `None` where there is nothing to hold it against.
    pub fn hold(&self, printed: Decimal, rounding: &Rounding) -> Option<Agreement> {
        let by_exact = agree(printed, self.exact?, rounding);
        let others = self.from_rounded.iter().map(|score| agree(printed, *score, rounding));
        let best = std::iter::once(by_exact).chain(others).filter(|a| a.holds()).min_by_key(|a| *a != Agreement::Exact);
        Some(best.unwrap_or(by_exact))
    }
}

/// The execution line of a form, if it has one.
pub(super) fn of_form(report: &Report, form: u32, policy: &Policy) -> Option<Execution> {
    let (fund, line) = report.funds.iter().enumerate().find(|(_, f)| f.form == form && f.line == FundKey::Total)?;
    let weight = line.weight.get().copied().or_else(|| left_over(report, form, line, policy));
    let cap = policy.profile().execution.cap.value.checked_div(Decimal::ONE_HUNDRED)?;
    let points = |rate: Decimal| weight?.checked_mul(rate.clamp(Decimal::ZERO, cap));
    let recomputed = recomputed_rate(line, policy);
    let printed = printed_rate(line);
    let exact = match recomputed {
        // weight × executed ÷ budget, divided last: a half stays a half.
        Some((executed, budget)) if executed < budget && executed > Decimal::ZERO => {
            weight.and_then(|w| w.checked_mul(executed)?.checked_div(budget))
        }
        Some((executed, budget)) => executed.checked_div(budget).and_then(points),
        None => printed.and_then(points),
    };
    let figures = recomputed.and_then(|_| Some((line.executed.get()?.printed(), denominator(line, policy)?.printed())));
    let doubtful = line.weight.doubt.is_some()
        || line.score.doubt.is_some()
        || recomputed.is_none()
            && (line.rate.doubt.is_some() || line.executed.doubt.is_some() || line.budget.doubt.is_some());
    Some(Execution {
        form,
        fund,
        weight,
        implied: line.weight.get().is_none(),
        figures,
        exact,
        from_rounded: rounded_rates(recomputed, line).into_iter().filter_map(points).collect(),
        doubtful,
    })
}

fn denominator<'a>(line: &'a FundLine, policy: &Policy) -> Option<&'a Amount> {
    match policy.profile().execution.denominator.value {
        Denominator::InitialBudget => line.initial.sure(),
        Denominator::AdjustedBudget | Denominator::ArrivedFunds => line.budget.sure(),
    }
}

/// Executed and budget in fen, where both are sure and the budget is not nothing.
fn recomputed_rate(line: &FundLine, policy: &Policy) -> Option<(Decimal, Decimal)> {
    let budget = denominator(line, policy)?.money.fen();
    let executed = line.executed.sure()?.money.fen();
    (budget > 0).then(|| (Decimal::from(executed), Decimal::from(budget)))
}

/// The recomputed rate as a form may print it.
fn rounded_rates(recomputed: Option<(Decimal, Decimal)>, line: &FundLine) -> Vec<Decimal> {
    let Some(exact) = recomputed.and_then(|(executed, budget)| executed.checked_div(budget)) else { return Vec::new() };
    let rounded = |decimals| exact.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
    let mut rates = vec![rounded(PERCENT_DECIMALS)];
    if let Some((printed, rate)) = printed_rate(line).zip(line.rate.get())
        && rounded(rate.number.scale().saturating_add(2)) == printed
    {
        rates.push(printed);
    }
    rates
}

/// Decimals of a fraction that is a percentage with two decimals.
pub(super) const PERCENT_DECIMALS: u32 = 4;

/// The printed rate as a fraction: `99.63%`, `100`; a bare 1 could be 1 % or 100 %.
fn printed_rate(line: &FundLine) -> Option<Decimal> {
    let rate = line.rate.sure()?;
    let clear = rate.sign || rate.number > Decimal::ONE || rate.number.is_zero();
    if clear { rate.number.checked_div(Decimal::ONE_HUNDRED) } else { None }
}

/// The points that the rows leave over, or the heads where rows have none, where the form prints no points for the
/// execution rate but a score, and what is left over is what the rules give it.
fn left_over(report: &Report, form: u32, line: &FundLine, policy: &Policy) -> Option<Decimal> {
    line.score.sure()?;
    let profile = policy.profile();
    let rows = report.indicators.iter().filter(|i| i.form == form && !i.sub_row);
    let by_rows = sum(rows.map(|row| row.weight.sure()));
    let by_heads = || {
        let heads = |level| report.groups.iter().filter(move |g| g.form == form && g.level == level);
        let level = [GroupLevel::Block, GroupLevel::Level1].into_iter().find(|level| heads(*level).next().is_some())?;
        sum(heads(level).map(|head| head.weight.sure()))
    };
    let left = profile.total.value.checked_sub(by_rows.or_else(by_heads)?)?;
    (left == profile.execution.weight.value).then_some(left)
}

/// Whether the form scores the execution rate where it was not found: the rows leave just its points over, and the total
/// has some points more than they.
pub(crate) fn is_unread(report: &Report, form: &Form, more: Decimal, policy: &Policy) -> bool {
    let points = policy.profile().execution.weight.value;
    let scored =
        report.funds.iter().any(|f| f.form == form.form && f.line == FundKey::Total && f.score.get().is_some());
    let rows = report.indicators.iter().filter(|i| i.form == form.form && !i.sub_row);
    let left = sum(rows.map(|row| row.weight.get())).and_then(|sum| policy.profile().total.value.checked_sub(sum));
    !scored && left == Some(points) && more > Decimal::ZERO && more <= points
}

/// The sum of all points; `None` where some have none.
fn sum<'a>(mut points: impl Iterator<Item = Option<&'a Decimal>>) -> Option<Decimal> {
    points.try_fold(Decimal::ZERO, |sum, points| sum.checked_add(*points?))
}
