//! KH206, KH207: a change against last year that the text states.
//!
//! Understood are sentences of the form `收入792.22万元，比上年增加189.25万元，增长31.39%` and
//! `支出36.50万元，较上年32.10万元增加4.40万元，增长13.71%`; anything else is left alone.

use kanhe_policy::Check;
use kanhe_report::{Amount, Decimal, Figure, Mention, Report, holds_any};

use crate::Context;
use crate::rules::Found;
use crate::scoring::half_unit;

const UP: [&str; 6] = ["增加", "增长", "上升", "提高", "增幅", "多"];
const DOWN: [&str; 6] = ["减少", "下降", "降低", "减幅", "压减", "少"];
const AGAINST: [&str; 8] = ["比上年", "较上年", "比去年", "较去年", "同比", "与上年相比", "比上一年", "较上一年"];

/// Words that make a sum last year's.
const LAST_YEAR: [&str; 4] = ["上年", "去年", "上一年", "以前年度"];

/// A change as stated.
struct Change<'a> {
    current: &'a Mention,
    /// Last year's amount, where it is printed.
    prior: Option<&'a Mention>,
    /// The difference, where it is printed.
    delta: Option<&'a Mention>,
    percent: Option<&'a Mention>,
    up: bool,
    word: &'static str,
}

/// KH206: 增加, 减少 against the two figures.
pub(super) fn direction_word(context: &Context<'_>, check: &Check, found: &mut Found) {
    for change in changes(context.report) {
        let (Some(current), Some(prior)) = (amount(change.current), change.prior.and_then(amount)) else { continue };
        let risen = current.money > prior.money;
        if current.money == prior.money || risen == change.up {
            continue;
        }
        let right = if risen { "增加" } else { "减少" };
        let values = [
            ("本年", change.current.raw.clone()),
            ("上年", change.prior.map(|m| m.raw.clone()).unwrap_or_default()),
            ("用词", change.word.to_owned()),
            ("应为", right.to_owned()),
        ];
        let places = [Some(change.current), change.prior].into_iter().flatten().map(|m| m.place.clone()).collect();
        found.finding(check.finding(&values, Some(change.word.to_owned()), Some(right.to_owned()), places));
    }
}

/// KH207: the percentage against the amounts, taken as exact.
pub(super) fn percent_change(context: &Context<'_>, check: &Check, found: &mut Found) {
    for change in changes(context.report) {
        let Some(mention) = change.percent else { continue };
        let Figure::Percent(stated) = mention.figure else { continue };
        let Some(current) = amount(change.current) else { continue };
        let current_fen = Decimal::from(current.money.fen());
        let delta = change.delta.and_then(amount).map(|d| Decimal::from(d.money.fen()));
        let prior = match (change.prior.and_then(amount), delta) {
            (Some(prior), _) => Decimal::from(prior.money.fen()),
            (None, Some(delta)) if change.up => current_fen - delta,
            (None, Some(delta)) => current_fen + delta,
            (None, None) => continue,
        };
        if prior <= Decimal::ZERO {
            continue;
        }
        let Some(exact) =
            (current_fen - prior).abs().checked_mul(Decimal::ONE_HUNDRED).and_then(|n| n.checked_div(prior))
        else {
            continue;
        };
        let digits = stated.number.scale();
        let Some(gap) = stated.number.abs().checked_sub(exact).map(|gap| gap.abs()) else { continue };
        // Half a unit of the last digit, or the last digit cut off instead of rounded.
        let cut = digits > 0 && exact.trunc_with_scale(digits) == stated.number.abs();
        if gap <= half_unit(digits) || cut {
            continue;
        }
        let expected =
            exact.round_dp_with_strategy(digits.max(2), rust_decimal::RoundingStrategy::MidpointAwayFromZero);
        let values = [
            ("本年", change.current.raw.clone()),
            ("变动", change.delta.or(change.prior).map(|m| m.raw.clone()).unwrap_or_default()),
            ("现为", mention.raw.clone()),
            ("应为", format!("{expected}%")),
        ];
        let places = [Some(mention), Some(change.current), change.delta, change.prior]
            .into_iter()
            .flatten()
            .map(|m| m.place.clone())
            .collect();
        found.finding(check.finding(&values, Some(stated.number.to_string()), Some(expected.to_string()), places));
    }
}

fn amount(mention: &Mention) -> Option<Amount> {
    match mention.figure {
        Figure::Amount(amount) => Some(amount),
        _ => None,
    }
}

fn changes(report: &Report) -> Vec<Change<'_>> {
    let mut out = Vec::new();
    let mentions = &report.mentions;
    let last_year = report.year.as_ref().map(|y| format!("{}年", y.value - 1));
    let against = |before: &str| against(before) || last_year.as_ref().is_some_and(|y| against_year(before, y));
    for (at, current) in mentions.iter().enumerate() {
        let follows: Vec<&Mention> =
            mentions[at + 1..].iter().take(3).take_while(|m| m.sentence == current.sentence).collect();
        let Some(first) = follows.first() else { continue };
        if amount(current).is_none() || !against(&first.before) || against(&current.before) {
            continue;
        }
        if word(&current.before, true).is_some() {
            continue;
        }
        // 上年支出3190.77万元，本年比上年增加…: the sum is last year's.
        if holds_any(&current.before, &LAST_YEAR)
            || last_year.as_ref().is_some_and(|y| current.before.contains(y.as_str()))
        {
            continue;
        }
        // With other sums before it in the sentence (a whole and its parts) nobody can tell which of them changed.
        let earlier = mentions[..at].iter().rev().take_while(|m| m.sentence == current.sentence);
        if earlier.into_iter().any(|m| amount(m).is_some()) {
            continue;
        }
        let (prior, rest) = match (amount(first), word(&first.before, true)) {
            // 较上年32.10万元增加…
            (Some(_), None) => (Some(*first), &follows[1..]),
            _ => (None, &follows[..]),
        };
        let Some(next) = rest.first() else {
            // 较上年32.10万元有所增加: the word stands after the figure.
            if let Some((up, word)) = prior.and_then(|p| word(&p.after, false)) {
                out.push(Change { current, prior, delta: None, percent: None, up, word });
            }
            continue;
        };
        let Some((up, said)) = word(&next.before, true) else { continue };
        let (delta, percent) = match next.figure {
            Figure::Amount(_) => (Some(*next), rest.get(1).copied().filter(|m| follows_on(m))),
            Figure::Percent(_) => (None, Some(*next)),
            Figure::Count { .. } => continue,
        };
        let percent = percent.filter(|m| matches!(m.figure, Figure::Percent(_)));
        out.push(Change { current, prior, delta, percent, up, word: said });
    }
    out
}

fn against(before: &str) -> bool {
    holds_any(before, &AGAINST)
}

/// `较2022年度`, `与2022年决算数`: last year by its number.
fn against_year(before: &str, year: &str) -> bool {
    before.find(year).is_some_and(|at| before.get(..at).unwrap_or_default().ends_with(['较', '比', '与', '同']))
}

/// A percentage that belongs to the difference before it: nothing but a word of change stands between them.
fn follows_on(mention: &Mention) -> bool {
    let between = mention.before.trim_start_matches(['，', ',', '、', ' ', '（', '(']);
    between.chars().count() <= 5 && word(between, true).is_some()
}

/// The word of change next to a figure, and whether it goes up.
fn word(text: &str, at_end: bool) -> Option<(bool, &'static str)> {
    let text = text.trim_end_matches(['了', ' ', '约', '率', '幅', '度', '为']);
    let near: String = if at_end {
        let tail: Vec<char> = text.chars().rev().take(6).collect();
        tail.into_iter().rev().collect()
    } else {
        text.chars().take(6).collect()
    };
    let position = |w: &str| if at_end { near.rfind(w) } else { near.find(w) };
    let all = UP.iter().map(|w| (true, *w)).chain(DOWN.iter().map(|w| (false, *w)));
    let hits = all.filter_map(|(up, w)| position(w).map(|p| (p, up, w)));
    if at_end { hits.max_by_key(|(p, ..)| *p) } else { hits.min_by_key(|(p, ..)| *p) }.map(|(_, up, w)| (up, w))
}
