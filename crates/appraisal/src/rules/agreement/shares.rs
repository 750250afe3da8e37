//! KH208: shares that are printed for all parts of a whole do not add up to 100 %.
//!
//! Understood are basic and project spending (personnel and public funds) with their shares, and two kinds of lists: parts with amounts that make up a printed whole (`442.75万元，占51.42%；…`), and a
//! partition named as one (`按支出性质分：…占…，…占…`). Everything else may be incomplete and is left alone.

use kanhe_policy::Check;
use kanhe_report::{Amount, Decimal, Figure, Mention, holds_any, within_precision};

use crate::Context;
use crate::rules::Found;

/// Words that make a list a partition of something: `按支出性质分：`, `从资金来源看，`.
const PARTITION: [(&str, &[&str]); 2] =
    [("按", &["分：", "分:", "分，", "分为"]), ("从", &["看，", "看：", "看:", "来看"])];
/// Words by which a list owns up to being incomplete.
const INCOMPLETE: [&str; 5] = ["等", "主要", "其他", "其余", "另有"];

/// One finding a list.
pub(super) fn check(context: &Context<'_>, check: &Check, found: &mut Found) {
    let mentions = &context.report.mentions;
    for (at, first) in mentions.iter().enumerate() {
        if introduces(&first.before) {
            named_partition(context, at, check, found);
        } else if let Some(total) = amount(first) {
            with_amounts(&mentions[at + 1..], first, total, check, found);
        }
    }
    if found.findings.is_empty() {
        for pair in PAIRS {
            by_concept(context, pair, check, found);
        }
    }
}

/// Two kinds of spending that make up a third, by concept; the words of that third, where it must be named.
type Pair = (&'static str, &'static str, &'static str);

/// Basic and project spending are all there is; personnel and public funds are all of basic spending.
const PAIRS: [Pair; 2] =
    [("spending.basic", "spending.project", ""), ("spending.personnel", "spending.public", "基本支出")];

/// `基本支出60万元，占60%；项目支出40万元，占40%`: both shares of the same whole, each stated once.
fn by_concept(context: &Context<'_>, (a, b, named): Pair, check: &Check, found: &mut Found) {
    let (Some((left, of_left)), Some((right, of_right))) = (share_of(context, a), share_of(context, b)) else { return };
    let agree = of_left == of_right || (left.line == right.line && (of_left.is_empty() || of_right.is_empty()));
    let whole = if of_left.is_empty() { of_right } else { of_left };
    let near = left.line == right.line || !whole.is_empty();
    let other = named.is_empty() && (whole.contains("基本") || whole.contains("项目") || whole.contains("预算"));
    if agree && near && !other && whole.contains(named) {
        tell(&[left, right], None, check, found);
    }
}

/// The share printed right behind a kind of spending, if the text states that kind and such a share once.
fn share_of<'a>(context: &Context<'a>, concept: &str) -> Option<(&'a Mention, &'a str)> {
    let report = context.report;
    let stated = report.statements.iter().filter(|s| s.concept == concept && s.doubt.is_none());
    let mut shares = stated.filter_map(|s| {
        let (amount, share) = (report.mentions.get(s.mention)?, report.mentions.get(s.mention + 1)?);
        let percent = matches!(share.figure, Figure::Percent(_)) && share.sentence == amount.sentence;
        let whole = whole_of(share).filter(|_| percent && share.before.chars().count() <= 14)?;
        Some((share, whole))
    });
    let first = shares.next()?;
    shares.next().is_none().then_some(first)
}

/// Parts one after the other whose amounts make up the whole.
fn with_amounts(following: &[Mention], whole: &Mention, total: Amount, check: &Check, found: &mut Found) {
    let is_part = |pair: &[Mention]| {
        pair.iter().all(|m| m.line == whole.line && !introduces(&m.before))
            && amount(&pair[0]).is_some()
            && matches!(pair[1].figure, Figure::Percent(_))
            && pair[1].before.contains('占')
    };
    let parts: Vec<&[Mention]> = following.chunks_exact(2).take_while(|pair| is_part(pair)).collect();
    let amounts: Vec<Amount> = parts.iter().filter_map(|pair| amount(&pair[0])).collect();
    let sum: i128 = amounts.iter().map(|a| i128::from(a.money.fen())).sum();
    let gap = sum - i128::from(total.money.fen());
    if parts.len() >= 2 && within_precision(gap, amounts.iter().chain([&total])) {
        let shares: Vec<&Mention> = parts.iter().map(|pair| &pair[1]).collect();
        tell(&shares, Some(whole), check, found);
    }
}

/// A list introduced as a partition, all shares of the same whole, nothing left open.
fn named_partition(context: &Context<'_>, at: usize, check: &Check, found: &mut Found) {
    let mentions = &context.report.mentions[at..];
    let Some(first) = mentions.first() else { return };
    let Some(line) = context.report.paragraphs.get(first.line) else { return };
    let mut shares: Vec<&Mention> = Vec::new();
    let mut end = first.span.0;
    for (index, mention) in mentions.iter().take_while(|m| m.line == first.line).enumerate() {
        let between = line.text.get(end..mention.span.0).unwrap_or("。");
        if between.contains('。') || (index > 0 && introduces(&mention.before)) {
            break;
        }
        if holds_any(between, &INCOMPLETE) {
            return;
        }
        if matches!(mention.figure, Figure::Percent(_)) && whole_of(mention).is_some() {
            shares.push(mention);
        }
        end = mention.span.1;
    }
    let rest = line.text.get(end..).and_then(|t| t.split('。').next()).unwrap_or_default();
    let same_whole = shares.windows(2).all(|w| whole_of(w[0]) == whole_of(w[1]));
    if shares.len() >= 2 && same_whole && !holds_any(rest, &INCOMPLETE) {
        tell(&shares, None, check, found);
    }
}

fn introduces(before: &str) -> bool {
    PARTITION.iter().any(|(open, close)| before.contains(open) && close.iter().any(|c| before.contains(c)))
}

/// What a share is a share of: the words between 占 and the figure, `总支出`; empty where none stand there.
fn whole_of(mention: &Mention) -> Option<&str> {
    let (_, whole) = mention.before.rsplit_once('占')?;
    (whole.chars().count() <= 10).then(|| whole.trim_start_matches('比').trim_matches(['的', ' ', '为']))
}

/// Tells shares that do not make up 100 within their printed digits.
fn tell(shares: &[&Mention], whole: Option<&Mention>, check: &Check, found: &mut Found) {
    let number = |m: &&Mention| if let Figure::Percent(p) = m.figure { Some(p.number) } else { None };
    let numbers: Vec<Decimal> = shares.iter().filter_map(number).collect();
    let sum: Decimal = numbers.iter().copied().sum();
    let slack: Decimal = numbers.iter().map(|n| Decimal::new(1, n.scale().min(12))).sum();
    if (sum - Decimal::ONE_HUNDRED).abs() <= slack {
        return;
    }
    let shown: Vec<String> = shares.iter().map(|m| m.raw.clone()).collect();
    let values = [("占比", shown.join(" + ")), ("合计", sum.to_string())];
    let places = shares.iter().copied().chain(whole).map(|m| m.place.clone()).collect();
    found.finding(check.finding(&values, Some(sum.to_string()), Some("100".to_owned()), places));
}

fn amount(mention: &Mention) -> Option<Amount> {
    match mention.figure {
        Figure::Amount(amount) => Some(amount),
        _ => None,
    }
}
