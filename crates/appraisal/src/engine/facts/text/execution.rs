//! 执行率陈述 in running text: `全年预算2766.80万元；实际支出2641.27万元，预算执行率95.46%`.

use kanhe_report::{Amount, Figure, Mention, Money, Percent};

use super::{has, own_words};
use crate::engine::facts::{Leaf, Row, Source};

const BUDGET: [&str; 3] = ["全年预算", "调整后预算", "调整后"];
const SPENT: [&str; 6] = ["实际支出", "全年支出", "执行数", "实际使用", "支出", "决算"];

/// Figures looked at before a rate.
const REACH: usize = 12;

/// Rates of execution whose sentence names one budget and one spending before them.
pub(in crate::engine::facts) fn rows<'a>(source: &Source<'a>) -> Vec<Row<'a>> {
    let mentions = &source.report.mentions;
    let mut rows = Vec::new();
    for (at, mention) in mentions.iter().enumerate() {
        let Figure::Percent(percent) = &mention.figure else { continue };
        let words = own_words(mention);
        if !percent.sign
            || !words.trim_end_matches(['达', '到', '为']).ends_with("执行率")
            || of_project(source, mention)
        {
            continue;
        }
        let before = mentions.get(..at).unwrap_or_default().iter().rev();
        let near: Vec<(&Mention, &Amount)> = before
            .take(REACH)
            .take_while(|m| m.line == mention.line && !matches!(m.figure, Figure::Percent(_)))
            .filter_map(|m| match &m.figure {
                Figure::Amount(amount) => Some((m, amount)),
                _ => None,
            })
            .collect();
        rows.extend(row(mention, percent, &near));
    }
    rows
}

/// A project's own rate is in its line.
fn of_project(source: &Source<'_>, mention: &Mention) -> bool {
    let number = mention.place.paragraph;
    source.report.projects.iter().any(|p| p.place.paragraph.is_some() && p.place.paragraph == number)
}

fn row<'a>(mention: &'a Mention, percent: &Percent, near: &[(&'a Mention, &'a Amount)]) -> Option<Row<'a>> {
    let only = |words: &[&str], not: &[&str]| {
        let mut fits = near.iter().filter(|(m, _)| has(words, own_words(m)) && !has(not, own_words(m)));
        let first = fits.next().copied();
        first.filter(|_| fits.next().is_none())
    };
    let (budget, spent) = (only(&BUDGET, &["年初"])?, only(&SPENT, &["预算"])?);
    // Another pair in reach that gives the rate is the one that is meant.
    let another = near.iter().any(|(_, b)| near.iter().any(|(_, e)| gives(b.money, e.money, percent)));
    if another && !gives(budget.1.money, spent.1.money, percent) {
        return None;
    }
    let leaves = [
        Leaf::text(own_words(mention)),
        Leaf::amount_at(budget.1, &budget.0.place),
        Leaf::amount_at(spent.1, &spent.0.place),
        Leaf::percent_at(percent, percent.number, &mention.place),
    ];
    Some(Row::of(leaves).at(&mention.place))
}

/// Whether spending over budget is the rate, rounded as it is printed.
fn gives(budget: Money, spent: Money, percent: &Percent) -> bool {
    let part = kanhe_report::Decimal::from(spent.fen()).checked_mul(kanhe_report::Decimal::ONE_HUNDRED);
    let rate = part.and_then(|p| p.checked_div(kanhe_report::Decimal::from(budget.fen())));
    rate.is_some_and(|r| r.round_dp(percent.number.scale()) == percent.number)
}
