//! KH206, KH207: a change against last year that the text states.
//!
//! Understood are sentences of the form `收入792.22万元，比上年增加189.25万元，增长31.39%`,
//! `支出36.50万元，较上年32.10万元增加4.40万元，增长13.71%` and `比上年38.00万元减少1.50万元，下降3.95%`; anything else is left
//! alone. Where several sums stand before a change, it is wrong only if it is wrong for each of them.

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

/// Sums before a change that are looked at.
const REACH: usize = 12;

/// A change as stated.
struct Change<'a> {
    /// The sum of this year that stands nearest before it in its sentence.
    current: Option<&'a Mention>,
    /// Every sum before it in its paragraph: one of them may be what has changed.
    earlier: Vec<Amount>,
    /// Last year's amount, where it is printed.
    prior: Option<&'a Mention>,
    /// The difference, where it is printed.
    delta: Option<&'a Mention>,
    percent: Option<&'a Mention>,
    up: bool,
    word: &'static str,
}

impl Change<'_> {
    /// Whether prior and difference lead, in that direction, to a sum that stands before the change.
    fn leads(&self, up: bool) -> bool {
        let (Some(prior), Some(delta)) = (self.prior.and_then(amount), self.delta.and_then(amount)) else {
            return false;
        };
        let sum = if up { prior.money.checked_add(delta.money) } else { prior.money.checked_sub(delta.money) };
        self.earlier.iter().any(|a| Some(a.money) == sum)
    }

    /// The direction that the figures have, where they leave no doubt.
    fn direction(&self) -> Option<bool> {
        let prior = self.prior.and_then(amount)?;
        if self.delta.is_some() {
            match (self.leads(true), self.leads(false)) {
                (up, down) if up != down => return Some(up),
                _ => {}
            }
        }
        let current = self.current.and_then(amount)?;
        let alone = self.earlier.len() == 1 && current.money != prior.money;
        alone.then_some(current.money > prior.money)
    }

    /// What the percentage may have been taken from, in hundredths of yuan: sum and last year's sum.
    fn bases(&self) -> Vec<(Decimal, Decimal)> {
        let fen = |a: Amount| Decimal::from(a.money.fen());
        let prior = self.prior.and_then(amount).map(fen);
        let delta = self.delta.and_then(amount).map(fen);
        let currents = self.current.and_then(amount).into_iter().chain(self.earlier.iter().copied());
        let mut bases = Vec::new();
        match (prior, delta) {
            (Some(prior), _) => {
                bases.extend(currents.filter(|_| self.current.is_some()).map(|c| (fen(c), prior)));
                bases.extend(delta.map(|d| (if self.up { prior + d } else { prior - d }, prior)));
            }
            (None, Some(delta)) if self.current.is_some() => {
                bases.extend(currents.map(|c| (fen(c), if self.up { fen(c) - delta } else { fen(c) + delta })));
            }
            _ => {}
        }
        bases
    }
}

/// KH206: 增加, 减少 against the two figures.
pub(super) fn direction_word(context: &Context<'_>, check: &Check, found: &mut Found) {
    for change in changes(context.report) {
        let Some(risen) = change.direction().filter(|risen| *risen != change.up) else { continue };
        let right = if risen { "增加" } else { "减少" };
        let raw = |m: Option<&Mention>| m.map(|m| m.raw.clone()).unwrap_or_default();
        let values = [
            ("本年", raw(change.current)),
            ("上年", raw(change.prior)),
            ("用词", change.word.to_owned()),
            ("应为", right.to_owned()),
        ];
        let figures = [change.current, change.prior, change.delta.filter(|_| change.current.is_none())];
        let places = figures.into_iter().flatten().map(|m| m.place.clone()).collect();
        found.finding(check.finding(&values, Some(change.word.to_owned()), Some(right.to_owned()), places));
    }
}

/// KH207: the percentage against the amounts, taken as exact.
pub(super) fn percent_change(context: &Context<'_>, check: &Check, found: &mut Found) {
    for change in changes(context.report) {
        let Some(mention) = change.percent else { continue };
        let Figure::Percent(stated) = mention.figure else { continue };
        let bases = change.bases();
        let rates: Vec<Decimal> = bases.iter().filter_map(|(current, prior)| rate(*current, *prior)).collect();
        let digits = stated.number.scale();
        let agrees = |exact: &Decimal| {
            let gap = stated.number.abs().checked_sub(*exact).map(|gap| gap.abs());
            // Half a unit of the last digit, or the last digit cut off instead of rounded.
            let cut = digits > 0 && exact.trunc_with_scale(digits) == stated.number.abs();
            cut || gap.is_none_or(|gap| gap <= half_unit(digits))
        };
        let Some(exact) = rates.first().filter(|_| rates.len() == bases.len() && !rates.iter().any(agrees)) else {
            continue;
        };
        let expected =
            exact.round_dp_with_strategy(digits.max(2), rust_decimal::RoundingStrategy::MidpointAwayFromZero);
        let current = change.current.or(change.prior);
        let values = [
            ("本年", current.map(|m| m.raw.clone()).unwrap_or_default()),
            ("变动", change.delta.or(change.prior).map(|m| m.raw.clone()).unwrap_or_default()),
            ("现为", mention.raw.clone()),
            ("应为", format!("{expected}%")),
        ];
        let places = [Some(mention), change.current, change.delta, change.prior]
            .into_iter()
            .flatten()
            .map(|m| m.place.clone())
            .collect();
        found.finding(check.finding(&values, Some(stated.number.to_string()), Some(expected.to_string()), places));
    }
}

/// The change in per cent; nothing where last year had nothing.
fn rate(current: Decimal, prior: Decimal) -> Option<Decimal> {
    let change = current.checked_sub(prior)?.abs().checked_mul(Decimal::ONE_HUNDRED)?;
    (prior > Decimal::ZERO).then(|| change.checked_div(prior)).flatten()
}

fn amount(mention: &Mention) -> Option<Amount> {
    match mention.figure {
        Figure::Amount(amount) => Some(amount),
        _ => None,
    }
}

fn changes(report: &Report) -> Vec<Change<'_>> {
    let last_year = report.year.as_ref().map(|y| format!("{}年", y.value - 1));
    let of_last_year = |m: &Mention| {
        holds_any(&m.before, &LAST_YEAR) || last_year.as_ref().is_some_and(|y| m.before.contains(y.as_str()))
    };
    let against = |before: &str| against(before) || last_year.as_ref().is_some_and(|y| against_year(before, y));
    let mentions = &report.mentions;
    let mut out = Vec::new();
    for (at, mention) in mentions.iter().enumerate() {
        let sums = amount(mention).is_some();
        let previous = at.checked_sub(1).and_then(|i| mentions.get(i)).filter(|m| m.sentence == mention.sentence);
        let beside = previous.filter(|m| amount(m).is_some() && of_last_year(m) && word(&m.before, true).is_none());
        let next = mentions.get(at + 1).filter(|m| m.sentence == mention.sentence);
        let mut change = match (word(&mention.before, true), sums) {
            (Some((up, word)), true) => {
                let percent = next.filter(|m| matches!(m.figure, Figure::Percent(_)) && follows_on(m));
                Change { current: None, earlier: Vec::new(), prior: beside, delta: Some(mention), percent, up, word }
            }
            // 较上年32.10万元增长13.71%
            (Some((up, word)), false) if beside.is_some() && matches!(mention.figure, Figure::Percent(_)) => Change {
                current: None,
                earlier: Vec::new(),
                prior: beside,
                delta: None,
                percent: Some(mention),
                up,
                word,
            },
            // 较上年32.10万元有所增加: the word stands after the figure.
            (None, true) if against(&mention.before) && of_last_year(mention) => {
                let Some((up, word)) = word(&mention.after, false) else { continue };
                Change {
                    current: None,
                    earlier: Vec::new(),
                    prior: Some(mention),
                    delta: None,
                    percent: None,
                    up,
                    word,
                }
            }
            _ => continue,
        };
        let first = change.prior.unwrap_or(mention);
        if !(change.prior.is_some() || against(&mention.before)) || of_a_plan(first) || of_a_plan(mention) {
            continue;
        }
        if change.prior.is_none() {
            // 增长2.91%（2022年支出390.00万元）
            let behind = mentions.get(at + 1 + usize::from(change.percent.is_some()));
            let behind = behind.filter(|m| m.sentence == mention.sentence && amount(m).is_some() && of_last_year(m));
            change.prior = behind.filter(|m| m.before.trim_start().starts_with(['（', '(']));
        }
        let front = mentions.iter().take(at).rev().take(REACH).take_while(|m| m.line == mention.line);
        let own = |m: &&Mention| {
            let change = word(&m.before, true).is_some() && against(&m.before);
            !std::ptr::eq(*m, first) && amount(m).is_some() && !of_last_year(m) && !change && !against(&m.before)
        };
        let earlier: Vec<&Mention> = front.filter(own).collect();
        change.current = earlier.first().copied().filter(|m| m.sentence == mention.sentence);
        change.earlier = earlier.into_iter().filter_map(amount).collect();
        out.push(change);
    }
    out
}

/// 较年初预算增加, 比计划减少: no change against last year.
fn of_a_plan(mention: &Mention) -> bool {
    holds_any(&mention.before, &["预算", "计划", "任务", "目标", "年初"]) && !mention.before.contains("上年预算")
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
    let near = if at_end {
        text.char_indices().rev().nth(5).and_then(|(at, _)| text.get(at..)).unwrap_or(text)
    } else {
        text.char_indices().nth(6).and_then(|(at, _)| text.get(..at)).unwrap_or(text)
    };
    if !holds_any(near, &UP) && !holds_any(near, &DOWN) {
        return None;
    }
    let position = |w: &str| if at_end { near.rfind(w) } else { near.find(w) };
    let all = UP.iter().map(|w| (true, *w)).chain(DOWN.iter().map(|w| (false, *w)));
    let hits = all.filter_map(|(up, w)| position(w).map(|p| (p, up, w)));
    if at_end { hits.max_by_key(|(p, ..)| *p) } else { hits.min_by_key(|(p, ..)| *p) }.map(|(_, up, w)| (up, w))
}
