//! Rows from running text: wholes with their parts, counts, rates.

mod amounts;
mod changes;
mod counts;
mod execution;
mod kinds;
mod pairs;
mod rates;
mod sums;

use kanhe_report::{Amount, Figure, Mention, holds_any};

use super::whole::subject_of;
use super::{Row, Source, base, funds};

pub(super) use amounts::{Group, three_public};
pub(super) use changes::budget_moves;
pub(super) use counts::rows as counts;
pub(super) use execution::{behind_carryover, budgets as stated_budgets, left_over, rows as stated_execution};
pub(super) use rates::{percent_in, rows as bounded_rates};

/// 其中: parts that need not be complete.
pub(super) fn wholes_with_some_parts<'a>(source: &Source<'a>) -> Vec<Row<'a>> {
    let mut rows = funds::some_parts(source);
    rows.extend(base::some_parts(source));
    rows.extend(amounts::some_parts(source));
    rows
}

/// 逐项列全: parts that are complete.
pub(super) fn wholes_with_all_parts<'a>(source: &Source<'a>) -> Vec<Row<'a>> {
    let mut rows = base::all_parts(source);
    rows.extend(amounts::all_parts(source));
    rows.extend(sums::rows(source));
    rows.extend(kinds::rows(source));
    rows
}

/// The figure, if it is a sum of money.
fn amount(mention: &Mention) -> Option<(&Mention, &Amount)> {
    match &mention.figure {
        Figure::Amount(amount) => Some((mention, amount)),
        _ => None,
    }
}

/// A figure's own words: the last clause before it, without 其中.
fn own_words(mention: &Mention) -> &str {
    let words = subject_of(mention);
    let clause = words.rsplit([',', '，', '、', ':', '：', ';', '；']).find(|c| !c.trim().is_empty()).unwrap_or("");
    // A bracket that is still open holds the figure: what stands before it is another figure's.
    let opened = clause.rfind(['(', '（']).filter(|at| !clause.get(*at..).is_some_and(|c| c.contains([')', '）'])));
    let clause =
        opened.and_then(|at| clause.get(at..)).unwrap_or(clause).trim_start_matches(['(', '（', ')', '）']).trim();
    clause.strip_prefix("其中").unwrap_or(clause)
}

/// Whether one of the words stands in the text.
fn has(words: &[&str], text: &str) -> bool {
    holds_any(text, words)
}
