//! Rows of projects: each line, and complete lists of them.

use kanhe_report::{Amount, Entry, Figure, FundKey, Mention, Money, ProjectLine, Report, holds_any};

use super::{Leaf, Row, Source, base, paragraph, whole};

/// 项目: every project line.
pub(super) fn rows<'a>(source: &Source<'a>) -> Vec<Row<'a>> {
    let row = |p: &'a ProjectLine| {
        Row::of([
            Leaf::text_at(&p.name, &p.place),
            Leaf::amount(&p.initial),
            Leaf::amount(&p.adjustment),
            Leaf::amount(&p.budget),
            Leaf::amount(&p.executed),
            Leaf::amount(&p.carryover),
        ])
        .with_parts(destination(p))
        .at(&p.place)
    };
    source.report.projects.iter().map(row).collect()
}

/// What initial budget and adjustment must add up to: the annual budget, or what was spent and what is left.
fn destination(p: &ProjectLine) -> Vec<(Leaf<'_>, Leaf<'_>)> {
    if p.budget.exists() {
        vec![(Leaf::text("全年预算"), Leaf::amount(&p.budget))]
    } else {
        vec![(Leaf::text("实际支出"), Leaf::amount(&p.executed)), (Leaf::text("结转结余"), Leaf::amount(&p.carryover))]
    }
}

/// The lists of the report, in order: lines with the same number.
pub(crate) fn by_list(report: &Report) -> Vec<Vec<&ProjectLine>> {
    let mut lists: Vec<Vec<&ProjectLine>> = Vec::new();
    for line in &report.projects {
        match lists.iter_mut().find(|l| l.first().is_some_and(|first| first.list == line.list)) {
            Some(list) => list.push(line),
            None => lists.push(vec![line]),
        }
    }
    lists
}

/// 项目清单: complete lists, with the project expenditure that they must add up to.
pub(super) fn lists<'a>(source: &Source<'a>) -> Vec<Row<'a>> {
    let report = source.report;
    let lists = by_list(report);
    let spent = spent_wholes(report);
    let planned = planned_wholes(report);
    let mut rows = Vec::new();
    for list in &lists {
        let Some(executed) = column(list, |p| &p.executed) else { continue };
        let sum = total(&executed);
        // A list that adds up is complete; one that does not must show that it is.
        let fits = spent.iter().find(|w| w.money() == sum);
        if fits.is_none() && !shows_to_be_complete(report, list, &lists, sum, &spent) {
            continue;
        }
        if let Some(whole) = fits.or(spent.first()) {
            rows.push(row("实际支出", *whole, list, executed));
        }
        let (Some(initial), true) = (column(list, |p| &p.initial), fits.is_some()) else { continue };
        let adjusted = column(list, |p| &p.adjustment).and_then(|a| total(&a)?.checked_add(total(&initial)?));
        let right = planned.iter().find(|w| w.money() == total(&initial) || w.money() == adjusted);
        if let (None, Some(whole)) = (right, planned.first()) {
            rows.push(row("年初预算", *whole, list, initial));
        }
    }
    rows
}

type Parts<'a> = Vec<(Leaf<'a>, Leaf<'a>)>;

fn row<'a>(name: &'static str, whole: Leaf<'a>, list: &[&'a ProjectLine], parts: Parts<'a>) -> Row<'a> {
    let row = Row::of([Leaf::text(name), whole]).with_parts(parts);
    match list.first() {
        Some(first) => row.at(&first.place),
        None => row,
    }
}

/// A column of a list, if every line has a value there.
fn column<'a>(list: &[&'a ProjectLine], of: for<'b> fn(&'b ProjectLine) -> &'b Entry<Amount>) -> Option<Parts<'a>> {
    let parts: Option<Parts<'a>> =
        list.iter().map(|p| of(p).sure().map(|_| (Leaf::text(&p.name), Leaf::amount(of(p))))).collect();
    parts.filter(|p| p.len() > 1)
}

fn total(parts: &Parts<'_>) -> Option<Money> {
    parts.iter().try_fold(Money::default(), |sum, (_, leaf)| sum.checked_add(leaf.money()?))
}

/// Project expenditure of the year wherever it stands: text, form, base data.
fn spent_wholes(report: &Report) -> Vec<Leaf<'_>> {
    let text =
        report.statements.iter().filter(|s| s.concept == "spending.project" && s.doubt.is_none()).filter_map(|s| {
            let mention = report.mentions.get(s.mention)?;
            match &mention.figure {
                Figure::Amount(amount) => Some(Leaf::amount_at(amount, &mention.place)),
                _ => None,
            }
        });
    let form = project_fund(report).map(|f| Leaf::amount(&f.executed));
    let base = base::item(report, "project").map(|b| Leaf::amount(&b.final_));
    text.chain(form).chain(base).filter(Leaf::is_known).collect()
}

/// The initial budget for projects wherever it stands.
fn planned_wholes(report: &Report) -> Vec<Leaf<'_>> {
    let form = project_fund(report).map(|f| Leaf::amount(&f.initial));
    let base = base::item(report, "project").map(|b| Leaf::amount(&b.budget));
    form.into_iter().chain(base).filter(Leaf::is_known).collect()
}

fn project_fund(report: &Report) -> Option<&kanhe_report::FundLine> {
    let form = whole::main_form(report)?;
    report.funds.iter().find(|f| f.form == form.form && f.line == FundKey::Project)
}

/// Words by which a list says that it names only some.
const SOME: [&str; 7] = ["等", "主要", "重点", "部分", "……", "例如", "其他"];

/// Whether a list that does not add up shows that it names every project: it exceeds the whole, a stated count agrees
/// with it, another list has as many lines, it stands alone under 项目支出 as bare names and amounts, or opens right behind
/// the whole.
fn shows_to_be_complete(
    report: &Report,
    list: &[&ProjectLine],
    lists: &[Vec<&ProjectLine>],
    sum: Option<Money>,
    wholes: &[Leaf<'_>],
) -> bool {
    if names_only_some(report, list) || wholes.iter().any(|w| unlisted_item(report, list, w.money(), sum)) {
        return false;
    }
    let exceeds = wholes.iter().all(|w| w.money() < sum) && !wholes.is_empty();
    let counted = report.statements.iter().filter(|s| s.concept == "projects.count" && s.doubt.is_none()).any(|s| {
        report.mentions.get(s.mention).is_some_and(|m| match &m.figure {
            Figure::Count { number, .. } => *number == kanhe_report::Decimal::from(list.len()),
            _ => false,
        })
    });
    let doubled = lists.iter().filter(|other| other.len() == list.len()).count() > 1;
    exceeds
        || counted
        || doubled
        || bare_under_heading(report, list)
        || follows_its_whole(report, list)
        || has_total_row(report, list)
}

/// A table that closes its list with a total names every project.
fn has_total_row(report: &Report, list: &[&ProjectLine]) -> bool {
    let Some((last, number)) = list.last().and_then(|p| p.place.row.zip(p.place.table)) else { return false };
    let total = |text: &str| matches!(text.split_whitespace().collect::<String>().as_str(), "合计" | "总计" | "小计");
    let table = report.tables.iter().find(|t| t.number == number);
    table.is_some_and(|t| t.cells.iter().any(|c| c.row == last.saturating_add(1) && total(&c.text)))
}

/// Whether the list's paragraphs name the missing amount itself: an item that was not read as a project.
fn unlisted_item(report: &Report, list: &[&ProjectLine], whole: Option<Money>, sum: Option<Money>) -> bool {
    let Some(gap) = whole.zip(sum).and_then(|(w, s)| w.checked_sub(s)) else { return false };
    let numbers: Vec<u32> = list.iter().filter_map(|p| p.place.paragraph).collect();
    let (Some(first), Some(last)) = (numbers.iter().min(), numbers.iter().max()) else { return false };
    let near = |m: &Mention| m.place.paragraph.is_some_and(|n| n >= *first && n <= last.saturating_add(1));
    let other = ["结转", "结余", "调", "预算", "追加"];
    report.mentions.iter().filter(|m| near(m) && !holds_any(&m.before, &other)).any(|m| match &m.figure {
        Figure::Amount(amount) => amount.money == gap,
        _ => false,
    })
}

/// 项目支出286.18万元（法律援助96.50万元、……）: the list opens right behind the figure that it makes up.
fn follows_its_whole(report: &Report, list: &[&ProjectLine]) -> bool {
    let number = list.first().and_then(|p| p.place.paragraph);
    if number.is_none() || list.iter().any(|p| p.place.paragraph != number) {
        return false;
    }
    let Some(text) = number.and_then(|n| paragraph(report, n)).map(|l| l.text.as_str()) else { return false };
    let first = list.first().and_then(|p| text.find(p.name.as_str()));
    report.statements.iter().filter(|s| s.concept == "spending.project" && s.doubt.is_none()).any(|s| {
        let whole = report.mentions.get(s.mention).filter(|m| m.place.paragraph == number);
        let between = whole.zip(first).and_then(|(m, first)| text.get(m.span.1..first));
        let opens = |b: &str| b.chars().count() <= 8 && holds_any(b, &["（", "(", "分别为", "包括", "由"]);
        between.is_some_and(opens)
    })
}

/// Whether the list's own lines, or the line before it, say that it is not complete.
pub(crate) fn names_only_some(report: &Report, list: &[&ProjectLine]) -> bool {
    let says_so = |text: &str| holds_any(text, &SOME);
    let named = list.iter().any(|p| p.name.ends_with('等') || p.name.contains("其他"));
    let first = list.first().and_then(|p| p.place.paragraph);
    let above = first.map(|n| report.paragraphs.partition_point(|l| l.number < n));
    let before = above.and_then(|at| report.paragraphs.get(at.checked_sub(1)?));
    let introduced = before.is_some_and(|l| {
        let last = l.text.rsplit('。').find(|s| !s.trim().is_empty()).unwrap_or(&l.text);
        says_so(last)
    });
    let last = list.last().and_then(|p| p.place.paragraph);
    let closed = last.and_then(|n| paragraph(report, n));
    let trailing = closed.is_some_and(|l| {
        let rest = holds_any(&l.text, &["其他项目", "其他专项", "其余", "其它项目", "其他支出"]);
        rest || l.text.trim_end_matches(['。', '；', ';', ' ']).ends_with('等')
    });
    named || introduced || trailing
}

fn bare_under_heading(report: &Report, list: &[&ProjectLine]) -> bool {
    let bare = list.iter().all(|p| !p.initial.exists() && !p.budget.exists() && !p.carryover.exists());
    let number = list.first().and_then(|p| p.place.paragraph);
    let line = number.and_then(|n| paragraph(report, n));
    let section = line.and_then(|l| l.section).and_then(|s| report.sections.get(s));
    bare && section.is_some_and(|s| s.title.contains("项目支出"))
}
