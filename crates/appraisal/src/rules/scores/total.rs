//! KH304: the total is not the sum of the scores.

use kanhe_policy::Check;
use kanhe_report::{Decimal, Entry, Form, FundKey, Place, State};

use crate::Context;
use crate::rules::Found;
use crate::rules::rows::lines_of;
use crate::scoring::{half_unit, is_unread, sum_slack};

/// One finding a form. Silent where any score is missing or doubtful.
pub(super) fn check(context: &Context<'_>, check: &Check, found: &mut Found) {
    for form in context.result_forms() {
        let (Some(&total), Some(place)) = (form.total.score.sure(), form.total.score.place.clone()) else { continue };
        let Some(scores) = scores(context, form) else { continue };
        let Some(sum) = scores.iter().try_fold(Decimal::ZERO, |sum, (score, _)| sum.checked_add(*score)) else {
            continue;
        };
        let Some(more) = total.checked_sub(sum) else { continue };
        if more.is_zero() || scores.len() < 2 || is_unread(context.report, form, more, &context.policy) {
            continue;
        }
        let places = std::iter::once(place).chain(scores.iter().map(|(_, p)| p.clone())).collect::<Vec<_>>();
        let figures = scores.iter().map(|(score, _)| *score).chain([total]);
        let rounded_off = !sum.is_integer() && more.abs() <= half_unit(total.scale());
        if more.abs() <= sum_slack(figures) || rounded_off {
            found.rounding(places.first().cloned());
            continue;
        }
        let sum = sum.normalize().to_string();
        let values = [("总分", total.to_string()), ("合计", sum.clone())];
        found.finding(check.finding(&values, Some(total.to_string()), Some(sum), places));
    }
}

/// Every score of the form with its cell, a shared cell once; `None` where one is missing or doubtful.
fn scores(context: &Context<'_>, form: &Form) -> Option<Vec<(Decimal, Place)>> {
    let mut out: Vec<(Decimal, Place)> = Vec::new();
    if let Some(line) = context.funds(form.form).find(|f| f.line == FundKey::Total) {
        add(&mut out, &line.score, line.weight.get().is_some())?;
    }
    for line in lines_of(context, form.form) {
        let filled = line.cells.weight.get().is_some() || !line.row.target.is_blank() || !line.row.actual.is_blank();
        // The second row under a shared cell has none of its own.
        if line.cells.score_shared && line.cells.score.get().is_none() {
            continue;
        }
        add(&mut out, &line.cells.score, filled)?;
    }
    (!out.is_empty()).then_some(out)
}

fn add(out: &mut Vec<(Decimal, Place)>, score: &Entry<Decimal>, due: bool) -> Option<()> {
    match (score.state, score.sure(), &score.place) {
        (_, Some(&value), Some(place)) => {
            if !out.iter().any(|(_, p)| p.same_spot(place)) {
                out.push((value, place.clone()));
            }
            Some(())
        }
        (State::Value | State::Unreadable, ..) => None,
        _ if due => None,
        _ => Some(()),
    }
}
