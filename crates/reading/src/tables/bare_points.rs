//! `新建管网（15）`: points in brackets without 分, in a form that prints no points elsewhere. They are points where every name
//! has such a figure and the figures add up to what the form's points add up to.

use kanhe_report::{Decimal, Entry, Form, FundKey, FundLine, Group, GroupLevel, Indicator};

use crate::label::points;

/// Takes the points out of the names of a form's indicators, where the names carry them.
pub(crate) fn settle(form: &mut Form, indicators: &mut [Indicator], funds: &[FundLine], groups: &[Group]) {
    let own = |i: &&Indicator| i.form == form.form;
    if form.has_weights || indicators.iter().filter(own).any(|i| i.weight.exists()) {
        return;
    }
    let read = |i: &Indicator| -> Option<(Decimal, String)> {
        let (number, name) = points(i.level3.value.as_deref()?, true);
        Some((number?, name))
    };
    let Some(found) = indicators.iter().filter(own).map(read).collect::<Option<Vec<_>>>() else { return };
    let Some(sum) = found.iter().try_fold(Decimal::ZERO, |sum, (number, _)| sum.checked_add(*number)) else { return };
    if found.len() < 3 || !adds_up(sum, form, funds, groups) {
        return;
    }
    for (row, (number, name)) in indicators.iter_mut().filter(|i| i.form == form.form).zip(found) {
        if let Some(place) = row.level3.place.clone() {
            row.weight = Entry::value(number, place);
            row.level3.value = Some(name);
        }
    }
    form.has_weights = true;
}

/// To 100, with the points of the execution rate or without, or to the points of the heads.
fn adds_up(sum: Decimal, form: &Form, funds: &[FundLine], groups: &[Group]) -> bool {
    let full = Decimal::ONE_HUNDRED;
    let execution = funds.iter().find(|f| f.form == form.form && f.line == FundKey::Total).and_then(|f| f.weight.value);
    let beside = form.fields.iter().filter(|f| f.key == "execution_weight");
    let beside = beside.filter_map(|f| f.value.get().and_then(|v| v.parse::<Decimal>().ok()));
    let heads = groups.iter().filter(|g| g.form == form.form && g.level == GroupLevel::Level1);
    let heads = heads.map(|g| g.weight.value).try_fold(Decimal::ZERO, |all, w| all.checked_add(w?));
    let with = |more: Decimal| sum.checked_add(more) == Some(full);
    sum == full
        || execution.into_iter().chain(beside).any(with)
        || with(Decimal::TEN)
        || heads.is_some_and(|heads| heads == sum && sum > Decimal::TEN)
}
