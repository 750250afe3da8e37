//! Rows of the fund block: its lines, its rates, its columns with their parts.

use kanhe_report::{
    Amount, Decimal, Entry, FundKey, FundLine, Percent, Place, ProjectLine, Report, State, within_precision,
};

use super::{Leaf, Row, Source, text};

/// 资金行: every line of every fund block.
pub(super) fn lines<'a>(source: &Source<'a>) -> Vec<Row<'a>> {
    let row = |f: &'a FundLine| {
        Row::of([
            Leaf::text_at(&f.label, &f.place),
            Leaf::boolean(f.line == FundKey::Total),
            Leaf::amount(&f.initial),
            Leaf::amount(&f.adjustment),
            Leaf::amount(&f.budget),
            Leaf::amount(&f.executed),
            rate(&f.rate, f.budget.sure(), f.executed.sure()),
            Leaf::number(&f.weight),
            Leaf::number(&f.score),
        ])
        .at(&f.place)
    };
    source.report.funds.iter().map(row).collect()
}

/// 预算执行: a budget and what was spent of it.
pub(super) fn budgets<'a>(source: &Source<'a>) -> Vec<Row<'a>> {
    let row = |name: &'a str, place: &'a Place, budget, executed| {
        Row::of([Leaf::text_at(name, place), Leaf::amount(budget), Leaf::amount(executed)]).at(place)
    };
    let funds = source.report.funds.iter().map(|f| row(&f.label, &f.place, &f.budget, &f.executed));
    let projects = source.report.projects.iter().map(|p| row(&p.name, &p.place, &p.budget, &p.executed));
    funds.chain(projects).chain(text::stated_budgets(source)).collect()
}

/// 执行率陈述: every printed rate with its two figures.
pub(super) fn rates<'a>(source: &Source<'a>) -> Vec<Row<'a>> {
    let fund = |f: &'a FundLine| stated_rate(&f.label, &f.place, &f.budget, &f.executed, &f.rate);
    let project = |p: &'a ProjectLine| stated_rate(&p.name, &p.place, &p.budget, &p.executed, &p.rate);
    let funds = source.report.funds.iter().map(fund);
    let projects = source.report.projects.iter().map(project);
    funds.chain(projects).chain(text::stated_execution(source)).collect()
}

fn stated_rate<'a>(
    name: &'a str,
    place: &'a Place,
    budget: &'a Entry<Amount>,
    executed: &'a Entry<Amount>,
    printed: &'a Entry<Percent>,
) -> Row<'a> {
    let rate = rate(printed, budget.sure(), executed.sure());
    Row::of([Leaf::text_at(name, place), Leaf::amount(budget), Leaf::amount(executed), rate]).at(place)
}

/// A rate's leaf: `1` and `0.9972` are ratios, `20` without a sign a percentage.
fn rate<'a>(entry: &'a Entry<Percent>, budget: Option<&Amount>, executed: Option<&Amount>) -> Leaf<'a> {
    let (Some(percent), Some(place)) = (entry.sure(), &entry.place) else { return Leaf::percent(entry) };
    Leaf::percent_at(percent, rate_as_percent(percent, budget, executed), place)
}

/// A printed rate as a percentage. Without a sign it may be a ratio: of the two readings the one nearer to the figures
/// is taken, and without figures a number up to 1 is a ratio.
pub(crate) fn rate_as_percent(rate: &Percent, budget: Option<&Amount>, executed: Option<&Amount>) -> Decimal {
    let number = rate.number;
    if rate.sign || number.abs() > Decimal::TWO {
        return number;
    }
    let Some(ratio) = number.checked_mul(Decimal::ONE_HUNDRED) else { return number };
    let figures = budget.zip(executed).filter(|(b, _)| !b.money.is_zero());
    let exact = figures.and_then(|(b, e)| {
        let fen = Decimal::from(e.money.fen()).checked_mul(Decimal::ONE_HUNDRED)?;
        fen.checked_div(Decimal::from(b.money.fen()))
    });
    match exact {
        Some(exact) if (exact - number).abs() < (exact - ratio).abs() => number,
        None if number.abs() > Decimal::ONE => number,
        _ => ratio,
    }
}

/// A column of the fund block.
type Column = (&'static str, for<'a> fn(&'a FundLine) -> &'a Entry<Amount>);

const COLUMNS: [Column; 3] =
    [("年初预算数", |f| &f.initial), ("全年预算数", |f| &f.budget), ("全年执行数", |f| &f.executed)];

/// A way of splitting the total that is complete when its last part has a line of its own.
const SPLITS: [(&str, &[FundKey]); 4] = [
    ("按资金来源", &[FundKey::Appropriation, FundKey::Carried, FundKey::SpecialAccount, FundKey::Other]),
    (
        "按收入性质分",
        &[
            FundKey::General,
            FundKey::GovFund,
            FundKey::StateCapital,
            FundKey::SocialInsurance,
            FundKey::SpecialAccount,
            FundKey::Other,
        ],
    ),
    ("按资金级次", &[FundKey::Central, FundKey::Provincial, FundKey::Local, FundKey::Other]),
    ("按支出性质分", &[FundKey::Basic, FundKey::Project]),
];

/// Name and lines of the split by kind of spending.
const BY_SPENDING: usize = 3;

/// A way in which a form splits its total.
pub(super) struct FormSplit<'a> {
    /// Its name.
    pub name: &'static str,
    /// The total line.
    pub total: &'a FundLine,
    /// The parts' lines.
    pub parts: Vec<&'a FundLine>,
    /// All parts have their line, so that they must add up to the total.
    pub complete: bool,
}

/// The ways in which a form splits its total. Of the splits by source at most one is taken: the outermost.
pub(super) fn form_splits(report: &Report, form: u32) -> Vec<FormSplit<'_>> {
    let lines: Vec<&FundLine> = report.funds.iter().filter(|f| f.form == form).collect();
    let mut totals = lines.iter().copied().filter(|f| f.line == FundKey::Total);
    let (Some(total), None) = (totals.next(), totals.next()) else { return Vec::new() };
    let of =
        |keys: &[FundKey]| -> Vec<&FundLine> { lines.iter().copied().filter(|f| keys.contains(&f.line)).collect() };
    let has = |key| lines.iter().any(|f| f.line == key);
    let mut out = Vec::new();
    let source_split = SPLITS
        .iter()
        .take(BY_SPENDING)
        .find(|(_, keys)| keys.iter().any(|k| has(*k) && !matches!(k, FundKey::Other | FundKey::SpecialAccount)));
    let spending_split = SPLITS.get(BY_SPENDING).filter(|(_, keys)| keys.iter().all(|k| has(*k)));
    for (name, keys) in source_split.into_iter().chain(spending_split) {
        let parts = of(keys);
        if distinct(&parts) {
            let complete = *name == "按支出性质分" || has(FundKey::Other);
            out.push(FormSplit { name, total, parts, complete });
        }
    }
    out
}

/// No line is printed twice: a repeated block after a page break says nothing about the sum.
fn distinct(parts: &[&FundLine]) -> bool {
    parts.iter().enumerate().all(|(i, a)| parts.iter().skip(i + 1).all(|b| a.line != b.line || a.label != b.label))
}

/// The filled parts of a column. `None` where a part has no such column or could not be read, or where nothing is
/// filled in.
pub(super) fn filled<'a>(
    parts: &[&'a FundLine],
    column: for<'b> fn(&'b FundLine) -> &'b Entry<Amount>,
) -> Option<Vec<(Leaf<'a>, Leaf<'a>)>> {
    let mut out = Vec::new();
    for part in parts {
        let entry = column(part);
        match entry.state {
            State::Absent | State::Unreadable => return None,
            State::Blank | State::Dash => {}
            State::Value | State::Nothing => {
                entry.sure()?;
                out.push((Leaf::text(&part.label), Leaf::amount(entry)));
            }
        }
    }
    (!out.is_empty()).then_some(out)
}

/// 资金构成: columns of the fund block whose parts are all there.
pub(super) fn splits<'a>(source: &Source<'a>) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    for form in &source.report.forms {
        for split in form_splits(source.report, form.form).iter().filter(|s| s.complete) {
            for (name, column) in COLUMNS {
                if let Some(parts) = filled(&split.parts, column) {
                    if name == "全年预算数" && splits_what_was_spent(split) {
                        continue;
                    }
                    let total = Leaf::amount(column(split.total));
                    let row = Row::of([Leaf::text(name), Leaf::text(split.name), total]).with_parts(parts);
                    rows.push(row.at(&split.total.place));
                }
            }
        }
    }
    rows.extend(subtotals(source));
    rows
}

/// Figures inside labels have one column for budget and execution: where they make up what was spent, that is what they
/// divide.
fn splits_what_was_spent(split: &FormSplit<'_>) -> bool {
    let Some(spent) = split.total.executed.sure() else { return false };
    let amounts: Vec<&Amount> = split.parts.iter().filter_map(|p| p.budget.sure()).collect();
    let sum: i128 = amounts.iter().map(|a| i128::from(a.money.fen())).sum();
    let gap = sum - i128::from(spent.money.fen());
    split.parts.iter().all(|p| p.in_label) && within_precision(gap, amounts.into_iter().chain([spent]))
}

/// 按支出性质分：1925.67: the subtotal printed in the label is the sum of its lines.
fn subtotals<'a>(source: &Source<'a>) -> impl Iterator<Item = Row<'a>> {
    source.extras.subtotals.iter().filter_map(|subtotal| {
        let splits = form_splits(source.report, subtotal.form);
        let split = splits.iter().find(|s| (s.name == "按支出性质分") == subtotal.by_spending && s.complete)?;
        let total = Leaf::amount_at(&subtotal.amount, &subtotal.place);
        let parts = filled(&split.parts, |f| &f.budget)?;
        let sum = parts.iter().try_fold(0_i64, |sum, (_, part)| sum.checked_add(part.money()?.fen()))?;
        let whole = split.total.budget.sure()?.money.fen();
        // Where the lines add up to the column's total, it is the label that is wrong; otherwise the column's own row
        // speaks, and the label is one of its figures.
        let alone = sum == whole && subtotal.amount.money.fen() != whole;
        alone.then(|| {
            Row::of([Leaf::text("全年预算数"), Leaf::text(split.name), total]).with_parts(parts).at(&subtotal.place)
        })
    })
}

/// 其中: parts of a total that are not all there, per column.
pub(super) fn some_parts<'a>(source: &Source<'a>) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    for form in &source.report.forms {
        for split in form_splits(source.report, form.form).iter().filter(|s| !s.complete) {
            for (_, column) in COLUMNS {
                if let Some(parts) = filled_or_missing(&split.parts, column) {
                    let total = Leaf::amount(column(split.total));
                    rows.push(
                        Row::of([Leaf::text(&split.total.label), total]).with_parts(parts).at(&split.total.place),
                    );
                }
            }
        }
    }
    rows
}

/// The filled parts, passing over those without a value; `None` where nothing is filled in.
fn filled_or_missing<'a>(
    parts: &[&'a FundLine],
    column: for<'b> fn(&'b FundLine) -> &'b Entry<Amount>,
) -> Option<Vec<(Leaf<'a>, Leaf<'a>)>> {
    let out: Vec<_> = parts
        .iter()
        .filter(|p| column(p).sure().is_some())
        .map(|p| (Leaf::text(&p.label), Leaf::amount(column(p))))
        .collect();
    (!out.is_empty()).then_some(out)
}

/// The total line and the lines 基本支出 and 项目支出 of a form that has all three once.
pub(crate) fn spending_parts(report: &Report, form: u32) -> Option<(&FundLine, Vec<&FundLine>)> {
    form_splits(report, form).into_iter().find(|s| s.name == "按支出性质分").map(|s| (s.total, s.parts))
}
