//! KH305 and KH306: points that do not add up, over the form and under its heads.

use kanhe_policy::{Check, Level1};
use kanhe_report::{Decimal, Entry, Form, FundKey, Group, GroupLevel, Place};

use crate::Context;
use crate::rules::Found;
use crate::rules::rows::lines_of;
use crate::scoring::sum_slack;

/// The points of a form with their cells.
pub(super) struct Weights {
    /// Points of the execution line, if it has any.
    pub execution: Option<(Decimal, Place)>,
    /// The execution line has a cell for points, and it is empty.
    pub execution_blank: Option<Place>,
    /// Points of each row with its cell and index, a shared cell once.
    pub rows: Vec<(Decimal, Place, usize)>,
}

impl Weights {
    /// All points of a form; `None` where a row has none or a cell is doubtful.
    pub fn of(context: &Context<'_>, form: &Form) -> Option<Self> {
        let mut rows: Vec<(Decimal, Place, usize)> = Vec::new();
        for line in lines_of(context, form.form) {
            let cells = line.cells;
            match (cells.weight.sure(), &cells.weight.place) {
                (Some(&weight), Some(place)) => {
                    if !rows.iter().any(|(_, p, _)| p.same_spot(place)) {
                        rows.push((weight, place.clone(), line.index));
                    }
                }
                _ if cells.weight_shared => {}
                _ if cells.score.get().is_none() && line.row.target.is_blank() && line.row.actual.is_blank() => {}
                _ => return None,
            }
        }
        let fund = context.fund(form.form, FundKey::Total);
        let cell = fund.map(|f| &f.weight);
        if cell.is_some_and(|c| c.doubt.is_some()) {
            return None;
        }
        let execution = cell.and_then(|c| c.get().copied().zip(c.place.clone())).or_else(|| beside_funds(form));
        let execution_blank = cell.filter(|c| c.get().is_none() && c.exists()).and_then(|c| c.place.clone());
        (!rows.is_empty()).then_some(Self { execution, execution_blank, rows })
    }

    /// The sum, the execution line included.
    pub fn sum(&self) -> Option<Decimal> {
        let start = self.execution.as_ref().map_or(Decimal::ZERO, |(w, _)| *w);
        self.rows.iter().try_fold(start, |sum, (w, ..)| sum.checked_add(*w))
    }

    fn figures(&self) -> impl Iterator<Item = Decimal> + '_ {
        self.rows.iter().map(|(w, ..)| *w).chain(self.execution.as_ref().map(|(w, _)| *w))
    }

    fn places(&self) -> impl Iterator<Item = Place> + '_ {
        self.execution.iter().map(|(_, p)| p.clone()).chain(self.rows.iter().map(|(_, p, _)| p.clone()))
    }
}

/// 预算执行情况（20分）: the points of the execution rate, printed in the name of the fund block.
fn beside_funds(form: &Form) -> Option<(Decimal, Place)> {
    let field = form.fields.iter().find(|f| f.key == "execution_weight")?;
    Some((field.value.sure()?.parse().ok()?, field.value.place.clone()?))
}

/// Whether the form is whole: it has its total row, and something stands in it.
pub(super) fn is_whole(form: &Form) -> bool {
    form.total.score.get().is_some() || form.total.weight.get().is_some()
}

/// KH305. Silent where a row has no points or the form is cut.
pub(super) fn total(context: &Context<'_>, check: &Check, found: &mut Found) {
    let full = context.policy.profile().total.value;
    let share = context.policy.profile().execution.weight.value;
    for form in context.result_forms().filter(|f| f.has_weights && is_whole(f)) {
        let Some(weights) = Weights::of(context, form) else { continue };
        let Some(sum) = weights.sum() else { continue };
        let printed = form.total.weight.sure().copied();
        let Some(off) = sum.checked_sub(full) else { continue };
        if off.abs() <= sum_slack(weights.figures()) {
            continue;
        }
        // 90 points where the execution rate stands outside, or was not found.
        let fund = context.fund(form.form, FundKey::Total);
        // A score of the execution rate without a cell for its points: they are not printed.
        let unprinted = fund.is_some_and(|f| f.score.get().is_some() && !f.weight.exists());
        let unread = fund.is_none() || unprinted;
        if weights.execution.is_none()
            && sum == full - share
            && (unread || printed.is_none_or(|p| p == sum || weights.execution_blank.is_some()))
        {
            continue;
        }
        let places = culprits(context, form, &weights);
        let shown = sum.normalize().to_string();
        let values = [("合计", shown.clone()), ("应为", full.normalize().to_string())];
        found.finding(check.finding(&values, Some(shown), Some(full.normalize().to_string()), places));
    }
}

/// The total's cell, then the rows under a head whose points they do not add up to; all rows where no head tells.
fn culprits(context: &Context<'_>, form: &Form, weights: &Weights) -> Vec<Place> {
    let heads = context.report.groups.iter().filter(|g| g.form == form.form && g.level == GroupLevel::Level1);
    let under = |g: &Group| {
        let rows = weights.rows.iter().filter(|(.., i)| g.indicators.contains(i));
        rows.map(|(w, ..)| *w).try_fold(Decimal::ZERO, |sum, w| sum.checked_add(w))
    };
    let (odd, even): (Vec<&Group>, Vec<&Group>) =
        heads.partition(|g| g.weight.sure().is_some_and(|points| under(g) != Some(*points)));
    let meant = if odd.is_empty() { even } else { odd.clone() };
    let mut places: Vec<Place> = form.total.weight.place.iter().cloned().collect();
    if odd.is_empty() {
        places.extend(weights.places());
    } else {
        let rows = weights.rows.iter().filter(|(.., i)| odd.iter().any(|g| g.indicators.contains(i)));
        places.extend(rows.map(|(_, place, _)| place.clone()));
    }
    places.extend(meant.iter().map(|g| g.place.clone()));
    places
}

/// KH306. A head against its rows, or against the heads below it where the rows have no points. Silent about the last
/// head of a form that is cut.
pub(super) fn groups(context: &Context<'_>, check: &Check, found: &mut Found) {
    let report = context.report;
    for form in context.result_forms() {
        let last = report.indicators.iter().rposition(|i| i.form == form.form);
        for (at, group) in report.groups.iter().enumerate().filter(|(_, g)| g.form == form.form) {
            let (Some(&points), Some(place)) = (group.weight.sure(), group.weight.place.clone()) else { continue };
            let rows = rows_below(report, at);
            let open_end = !is_whole(form) && last.is_none_or(|last| rows.contains(&last));
            if open_end || group.blank_rows > 0 && rows.is_empty() {
                continue;
            }
            let Some(parts) = row_points(report, &rows).or_else(|| head_points(report, group)) else { continue };
            let Some(sum) = parts.iter().try_fold(Decimal::ZERO, |sum, (w, _)| sum.checked_add(*w)) else { continue };
            let Some(off) = sum.checked_sub(points) else { continue };
            if off.abs() <= sum_slack(parts.iter().map(|(w, _)| *w).chain([points])) || parts.is_empty() {
                continue;
            }
            let mut places = vec![place];
            if !places.iter().any(|p| p.same_spot(&group.place)) {
                places.push(group.place.clone());
            }
            places.extend(parts.iter().map(|(_, p)| p.clone()));
            let shown = sum.normalize().to_string();
            let values = [("名称", group.name.clone()), ("分值", points.to_string()), ("合计", shown.clone())];
            found.finding(check.finding(&values, Some(points.to_string()), Some(shown), places));
        }
    }
}

fn rows_below(report: &kanhe_report::Report, at: usize) -> Vec<usize> {
    let mut out = Vec::new();
    let mut waiting = vec![at];
    let mut left = report.groups.len() + 1;
    while let (Some(at), 1..) = (waiting.pop(), left) {
        left -= 1;
        if let Some(group) = report.groups.get(at) {
            out.extend(group.indicators.iter().copied());
            waiting.extend(group.groups.iter().copied());
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// The rows' points, a shared cell once; `None` where a row has none.
fn row_points(report: &kanhe_report::Report, rows: &[usize]) -> Option<Vec<(Decimal, Place)>> {
    let mut out: Vec<(Decimal, Place)> = Vec::new();
    for row in rows.iter().filter_map(|i| report.indicators.get(*i)).filter(|i| !i.sub_row) {
        let (weight, place) = pair(&row.weight)?;
        if !out.iter().any(|(_, p)| p.same_spot(&place)) {
            out.push((weight, place));
        }
    }
    (!out.is_empty()).then_some(out)
}

/// The points of the heads directly below; `None` where one has none.
fn head_points(report: &kanhe_report::Report, group: &Group) -> Option<Vec<(Decimal, Place)>> {
    let parts: Option<Vec<_>> =
        group.groups.iter().map(|i| report.groups.get(*i).and_then(|g| pair(&g.weight))).collect();
    parts.filter(|p| !p.is_empty())
}

fn pair(cell: &Entry<Decimal>) -> Option<(Decimal, Place)> {
    cell.sure().copied().zip(cell.place.clone())
}

/// The points of each class, summed over the rows; `None` where a row stands under no head that we know.
pub(super) fn by_class(context: &Context<'_>, weights: &Weights) -> Option<Vec<(Level1, Decimal, Place)>> {
    let mut out: Vec<(Level1, Decimal, Place)> = Vec::new();
    for (weight, _, index) in &weights.rows {
        let head = context.report.indicators.get(*index)?.level1.clone();
        let class = context.policy.words().level1(head.get()?)?;
        match out.iter_mut().find(|(c, ..)| *c == class) {
            Some((_, sum, _)) => *sum = sum.checked_add(*weight)?,
            None => out.push((class, *weight, head.place?)),
        }
    }
    Some(out)
}
