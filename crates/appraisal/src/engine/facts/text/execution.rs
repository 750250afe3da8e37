//! 执行率陈述 in running text: `全年预算2766.80万元；实际支出2641.27万元，预算执行率95.46%`; and the budgets with their
//! spending that stand there.

use kanhe_report::{Decimal, Figure, Mention, Money, Percent};

use super::pairs::{Before, Sum};
use super::{has, own_words};
use crate::engine::facts::{Leaf, Row, Source};

/// Names of the rate.
const RATES: [&str; 8] =
    ["执行率", "支出率", "支付率", "预算完成率", "资金使用率", "完成预算", "完成全年预算", "占调整后预算"];
/// Characters of the words that may stand in front of the name; anything else makes it the rate of a part.
const OF_THE_WHOLE: &str = "预算资金总体整项目年度全部门单位财政支出实际的本0123456789 、";

/// Rates of execution whose paragraph names one budget and one spending before them.
pub(in crate::engine::facts) fn rows<'a>(source: &Source<'a>) -> Vec<Row<'a>> {
    let mentions = &source.report.mentions;
    let mut rows = Vec::new();
    for (at, mention) in mentions.iter().enumerate() {
        let Figure::Percent(percent) = &mention.figure else { continue };
        if percent.sign && is_rate(own_words(mention)) && !of_project(source, mention) {
            rows.extend(row(mentions, at, percent));
        }
    }
    rows
}

fn is_rate(words: &str) -> bool {
    let words = words.trim_end_matches(['达', '到', '为', '约', '(', '（']);
    let front = RATES.iter().find_map(|name| words.strip_suffix(name));
    front.is_some_and(|f| f.chars().all(|c| OF_THE_WHOLE.contains(c)))
}

/// A project's own sums are in its line.
pub(super) fn of_project(source: &Source<'_>, mention: &Mention) -> bool {
    let number = mention.place.paragraph;
    source.report.projects.iter().any(|p| p.place.paragraph.is_some() && p.place.paragraph == number)
}

fn row<'a>(mentions: &'a [Mention], at: usize, percent: &Percent) -> Option<Row<'a>> {
    let mention = mentions.get(at)?;
    let before = Before::of(mentions, at, |m| has(&["到位率", "增长", "下降"], own_words(m)))?;
    let (budget, spent) = before.pair()?;
    // Another pair in reach that gives the rate is the one that is meant.
    if !gives(budget.1.money, spent.1.money, percent) && before.any(|b, e| gives(b, e, percent)) {
        return None;
    }
    let leaves = [
        Leaf::text("预算"),
        Leaf::amount_at(budget.1, &budget.0.place),
        Leaf::amount_at(spent.1, &spent.0.place),
        Leaf::percent_at(percent, percent.number, &mention.place),
    ];
    Some(Row::of(leaves).at(&mention.place))
}

/// Whether spending over budget is the rate, rounded as it is printed.
fn gives(budget: Money, spent: Money, percent: &Percent) -> bool {
    let part = Decimal::from(spent.fen()).checked_mul(Decimal::ONE_HUNDRED);
    let rate = part.and_then(|p| p.checked_div(Decimal::from(budget.fen())));
    rate.is_some_and(|r| r.round_dp(percent.number.scale()) == percent.number)
}

/// 预算执行: an annual budget and the spending right behind it.
pub(in crate::engine::facts) fn budgets<'a>(source: &Source<'a>) -> Vec<Row<'a>> {
    let row = |pair: &'a [Mention]| {
        let (budget, spent) = (super::amount(pair.first()?)?, super::amount(pair.get(1)?)?);
        let annual = ["全年预算", "调整后预算"].iter().any(|w| own_words(budget.0).ends_with(w));
        let of_it = ["支出", "实际支出", "全年支出", "执行", "全年执行", "决算支出"].contains(&own_words(spent.0));
        let same = budget.0.line == spent.0.line && spent.0.sentence == budget.0.sentence;
        (annual && of_it && same && !of_project(source, budget.0)).then(|| pair_row(budget, spent))
    };
    source.report.mentions.windows(2).filter_map(row).collect()
}

fn pair_row<'a>(budget: Sum<'a>, spent: Sum<'a>) -> Row<'a> {
    let name = Leaf::text_at(own_words(budget.0), &budget.0.place);
    let leaves = [name, Leaf::amount_at(budget.1, &budget.0.place), Leaf::amount_at(spent.1, &spent.0.place)];
    Row::of(leaves).at(&budget.0.place)
}

/// The budget and the spending that a carry-over at `at` must be the difference of; nothing where other sums there lead
/// to it, or where it is split or given back.
pub(in crate::engine::facts) fn behind_carryover<'a>(mentions: &'a [Mention], at: usize) -> Option<(Sum<'a>, Sum<'a>)> {
    let mention = mentions.get(at)?;
    let Figure::Amount(left) = &mention.figure else { return None };
    if super::pairs::about(mention) {
        return None;
    }
    let beside = |m: &&Mention| m.line == mention.line && m.span != mention.span && super::amount(m).is_some();
    let near = mentions.iter().skip(at.saturating_sub(8)).take(16);
    if near.filter(beside).any(|m| has(&super::pairs::LEFT, own_words(m))) {
        return None;
    }
    let before = Before::of(mentions, at, |m| is_rate(own_words(m)))?;
    let (budget, spent) = before.pair()?;
    let leads = |b: Money, e: Money| b.checked_sub(e) == Some(left.money);
    (leads(budget.1.money, spent.1.money) || !before.any(leads)).then_some((budget, spent))
}

/// Words of what is left, with nothing else beside them.
const LEFT_OVER: [&str; 9] =
    ["结余", "结转", "年末结余", "年末结转", "结转结余", "年末结转结余", "结余资金", "结转资金", "结转下年"];

/// 结转陈述 of sums that are no statement of the unit's: `到位480万元，支出456万元，结余24万元` in a project's report.
pub(in crate::engine::facts) fn left_over<'a>(source: &Source<'a>) -> Vec<Row<'a>> {
    let report = source.report;
    let stated = |at: usize| report.statements.iter().any(|s| s.mention == at);
    let mut rows = Vec::new();
    for (at, mention) in report.mentions.iter().enumerate() {
        let Some((_, left)) = super::amount(mention).filter(|_| LEFT_OVER.contains(&own_words(mention))) else {
            continue;
        };
        if stated(at) || mention.before.contains("其中") || of_project(source, mention) {
            continue;
        }
        let Some((budget, spent)) = behind_carryover(&report.mentions, at) else { continue };
        let leaves =
            [Leaf::text("资金"), Leaf::amount_at(spent.1, &spent.0.place), Leaf::amount_at(left, &mention.place)];
        let at_hand = [(Leaf::text("预算"), Leaf::amount_at(budget.1, &budget.0.place))];
        rows.push(Row::of(leaves).with_parts(at_hand).at(&mention.place));
    }
    rows
}
