//! 报告, 结转陈述: the year's money as a whole.

use kanhe_report::{Amount, Figure, Form, FundKey, FundLine, Kind, Mention, Money, Report, Stage, holds_any};

use super::{Leaf, Row, Source, text};

/// The form that speaks for the whole report: the one whole-unit form, or the only form.
pub(crate) fn main_form(report: &Report) -> Option<&Form> {
    let results = || report.forms.iter().filter(|f| f.stage == Stage::Result);
    let mut whole = results().filter(|f| f.kind == Kind::Whole);
    match (whole.next(), whole.next()) {
        (Some(form), None) => Some(form),
        (Some(_), Some(_)) => None,
        (None, _) => {
            let mut all = results();
            all.next().filter(|_| all.next().is_none())
        }
    }
}

/// The line of that kind, if the form has it once.
fn fund(report: &Report, key: FundKey) -> Option<&FundLine> {
    let form = main_form(report)?;
    let mut same = report.funds.iter().filter(|f| f.form == form.form && f.line == key);
    same.next().filter(|_| same.next().is_none())
}

/// Income or spending of the year as the text states it: of the general budget, or of all funds.
struct Stated<'a> {
    leaf: Leaf<'a>,
    general: bool,
}

/// Words that make a figure something other than the year's own income or spending.
const NOT_THE_YEAR: [&str; 19] = [
    "上年",
    "去年",
    "比",
    "较",
    "增",
    "减",
    "其中",
    "非税",
    "事业收入",
    "经营",
    "政府性基金",
    "国有资本",
    "利息",
    "财政专户",
    "预算支出",
    "预算收入",
    "人均",
    "年初",
    "专项",
];

/// The first figure whose words end in `subject` (`2021年收入`), not counting words of number.
fn stated<'a>(report: &'a Report, subject: &str, general: bool) -> Option<Stated<'a>> {
    report.mentions.iter().find_map(|m| {
        let Figure::Amount(amount) = &m.figure else { return None };
        let words = subject_of(m);
        let of_general = words.contains("一般公共预算") || words.contains("财政拨款");
        let fits = words.ends_with(subject) && of_general == general && !holds_any(words, &NOT_THE_YEAR);
        fits.then(|| Stated { leaf: Leaf::amount_at(amount, &m.place), general: of_general })
    })
}

/// The words right before a figure, without 为, 合计 and the like at their end.
pub(super) fn subject_of(mention: &Mention) -> &str {
    let mut words = mention.before.trim();
    loop {
        let shorter = words.trim_end_matches([' ', '：', ':', '　', '为', '是', '约', '共', '计', '达', '的', '额']);
        let shorter =
            ["合计", "共计", "总计", "总额", "合共"].iter().find_map(|w| shorter.strip_suffix(w)).unwrap_or(shorter);
        if shorter.len() == words.len() {
            return words;
        }
        words = shorter;
    }
}

/// The first undoubted statement of a concept.
pub(super) fn statement<'a>(report: &'a Report, concept: &str) -> Option<(&'a Mention, &'a Amount)> {
    report.statements.iter().filter(|s| s.concept == concept && s.doubt.is_none()).find_map(|s| {
        let mention = report.mentions.get(s.mention)?;
        match &mention.figure {
            Figure::Amount(amount) => Some((mention, amount)),
            _ => None,
        }
    })
}

fn leaf_of<'a>(stated: Option<(&'a Mention, &'a Amount)>) -> Leaf<'a> {
    stated.map_or(Leaf::unknown(), |(m, a)| Leaf::amount_at(a, &m.place))
}

/// 报告: one row.
pub(super) fn rows<'a>(source: &Source<'a>) -> Vec<Row<'a>> {
    let report = source.report;
    let total = fund(report, FundKey::Total);
    let carried = fund(report, FundKey::Carried);
    let scopes = [false, true];
    let pair = scopes.iter().find_map(|general| {
        let income = stated(report, "收入", *general)?;
        let spending = stated(report, "支出", income.general)?;
        Some((income, spending))
    });
    let initial = match total.filter(|t| t.initial.sure().is_some()) {
        Some(total) => Leaf::amount(&total.initial),
        None => leaf_of(statement(report, "budget.initial")),
    };
    let opening = carried.filter(|c| c.budget.sure().is_some());
    let prior_closing = source
        .prior
        .and_then(|prior| only_closing(prior))
        .map_or(Leaf::unknown(), |(m, a)| Leaf::amount_at(a, &m.place));
    let row = Row::of([
        initial,
        total.map_or(Leaf::unknown(), |t| Leaf::amount(&t.budget)),
        total.map_or(Leaf::unknown(), |t| Leaf::amount(&t.executed)),
        match (opening, stated_opening(report)) {
            (Some(line), _) => Leaf::amount(&line.budget),
            (None, opening) => leaf_of(opening),
        },
        pair.as_ref().map_or(Leaf::unknown(), |(income, _)| income.leaf),
        pair.as_ref().map_or(Leaf::unknown(), |(_, spending)| spending.leaf),
        leaf_of(only_closing(report)),
        prior_closing,
        stated_rate(report, &["结转结余率", "结余结转率", "结转率", "结余率"]),
        stated_rate(report, &["预算执行率"]),
        Leaf::boolean(mentions_other_money(report)),
    ]);
    vec![row]
}

/// 上年结转 as the text states it.
fn stated_opening(report: &Report) -> Option<(&Mention, &Amount)> {
    report.mentions.iter().find_map(|m| {
        let Figure::Amount(amount) = &m.figure else { return None };
        let words = subject_of(m);
        ["上年结转", "年初结转", "上年结转结余", "上年结转和结余", "年初结转和结余"]
            .iter()
            .any(|w| words.ends_with(w))
            .then_some((m, amount))
    })
}

/// A rate that the text states, if it states one value only.
fn stated_rate<'a>(report: &'a Report, names: &[&str]) -> Leaf<'a> {
    let mut found: Option<Leaf<'a>> = None;
    let indicators = report.indicators.iter().filter_map(|i| {
        let named = i.level3.sure().is_some_and(|name| names.iter().any(|n| name.ends_with(n)));
        let place = i.actual.place.as_ref().filter(|_| named)?;
        Some((text::percent_in(i.actual.sure()?)?, place))
    });
    let mentions = report.mentions.iter().filter_map(|mention| {
        let Figure::Percent(percent) = &mention.figure else { return None };
        let words = subject_of(mention);
        let named = names.iter().any(|n| words.ends_with(n)) && !words.contains("上年");
        named.then_some((*percent, &mention.place))
    });
    for (percent, place) in mentions.chain(indicators).filter(|(p, _)| p.sign) {
        let leaf = Leaf::percent_at(&percent, percent.number, place);
        match found {
            Some(other) if other.content != leaf.content => return Leaf::unknown(),
            Some(_) => {}
            None => found = Some(leaf),
        }
    }
    found.unwrap_or(Leaf::unknown())
}

/// Whether the text says that money beside the year's income was spent.
fn mentions_other_money(report: &Report) -> bool {
    let words = ["结转", "结余", "其他资金", "其他收入", "上级补助", "往来"];
    report.funds.iter().any(|f| f.line == FundKey::Carried && f.budget.sure().is_some_and(|a| !a.money.is_zero()))
        || report.paragraphs.iter().any(|p| holds_any(&p.text, &words))
}

/// The year's closing carry-over, if the text states one value for it.
fn only_closing(report: &Report) -> Option<(&Mention, &Amount)> {
    let mut all = closings(report);
    let first = all.next()?;
    all.all(|(_, a)| a.money == first.1.money).then_some(first)
}

/// Every closing carry-over of the unit that the text states.
fn closings(report: &Report) -> impl Iterator<Item = (&Mention, &Amount)> {
    let part = ["上年", "年初", "以前年度", "项目", "基本支出", "其中", "政府性基金", "专项"];
    report.statements.iter().filter(|s| s.concept == "carryover.total" && s.doubt.is_none()).filter_map(move |s| {
        let mention = report.mentions.get(s.mention)?;
        let Figure::Amount(amount) = &mention.figure else { return None };
        (!holds_any(&mention.before, &part)).then_some((mention, amount))
    })
}

/// 结转陈述: the unit's carry-over, and each project's.
pub(super) fn carryovers<'a>(source: &Source<'a>) -> Vec<Row<'a>> {
    let report = source.report;
    let mut rows = Vec::new();
    let sides = sides(report);
    for (mention, amount) in closings(report) {
        let at = report.mentions.iter().position(|m| std::ptr::eq(m, mention));
        let beside = at.and_then(|at| text::behind_carryover(&report.mentions, at)).map(beside);
        let sides = || sides.iter().chain(&beside);
        let balanced = sides().find(|s| s.balance() == Some(amount.money));
        // What was brought forward may go unsaid in a text: there only money that is left over is a contradiction.
        let gap = |s: &&Side<'_>| {
            s.balance().map_or(i64::MAX, |b| b.fen().saturating_sub(amount.money.fen()).saturating_abs())
        };
        let told = sides().filter(|s| s.of_form || s.balance() > Some(amount.money)).min_by_key(gap);
        let leaf = Leaf::amount_at(amount, &mention.place);
        let row = match balanced.or(told) {
            Some(side) => Row::of([Leaf::text("单位"), side.spent, leaf]).with_parts(side.parts()),
            None => Row::of([Leaf::text("单位"), Leaf::unknown(), leaf]).with_parts([]),
        };
        rows.push(row.at(&mention.place));
    }
    rows.extend(text::left_over(source));
    for p in &report.projects {
        let row = Row::of([Leaf::text_at(&p.name, &p.place), Leaf::amount(&p.executed), Leaf::amount(&p.carryover)]);
        rows.push(row.with_parts([(Leaf::text("全年预算"), Leaf::amount(&p.budget))]).at(&p.place));
    }
    rows
}

/// Money at hand and money spent, of one scope.
struct Side<'a> {
    at_hand: Vec<(&'static str, Leaf<'a>)>,
    spent: Leaf<'a>,
    /// The figures stand in the form, which leaves nothing out.
    of_form: bool,
}

impl<'a> Side<'a> {
    fn balance(&self) -> Option<Money> {
        let sum = self.at_hand.iter().try_fold(Money::default(), |sum, (_, leaf)| sum.checked_add(leaf.money()?))?;
        sum.checked_sub(self.spent.money()?)
    }

    fn parts(&self) -> Vec<(Leaf<'a>, Leaf<'a>)> {
        self.at_hand.iter().map(|(name, leaf)| (Leaf::text(name), *leaf)).collect()
    }
}

/// The budget and the spending that stand before a carry-over in its paragraph.
fn beside<'a>((budget, spent): ((&'a Mention, &'a Amount), (&'a Mention, &'a Amount))) -> Side<'a> {
    let at_hand = vec![("预算", Leaf::amount_at(budget.1, &budget.0.place))];
    Side { at_hand, spent: Leaf::amount_at(spent.1, &spent.0.place), of_form: true }
}

/// The readings under which a carry-over may be right: by the form, by the general budget, by all that the text names.
fn sides(report: &Report) -> Vec<Side<'_>> {
    let mut sides = Vec::new();
    if let Some(total) =
        fund(report, FundKey::Total).filter(|t| t.budget.sure().is_some() && t.executed.sure().is_some())
    {
        let at_hand = vec![("全年预算", Leaf::amount(&total.budget))];
        sides.push(Side { at_hand, spent: Leaf::amount(&total.executed), of_form: true });
    }
    let spent = statement(report, "spending.total").or_else(|| statement(report, "spending.general"));
    let Some(spent) = spent else { return sides };
    let line = spent.0.line;
    let incomes = report.mentions.iter().filter_map(|m| {
        let Figure::Amount(amount) = &m.figure else { return None };
        let words = subject_of(m);
        let near = m.line.abs_diff(line) <= 3;
        let income = words.ends_with("收入") || words.ends_with("收入决算");
        (near && income && !words.contains("其中") && !words.contains("上年")).then_some((m, amount))
    });
    let additions: Vec<_> = report
        .mentions
        .iter()
        .filter_map(|m| {
            let Figure::Amount(amount) = &m.figure else { return None };
            let words = subject_of(m);
            let other = ["其他资金", "上年结转", "年初结转", "上年结转结余", "年初结转和结余"]
                .iter()
                .any(|w| words.ends_with(w));
            (other && m.line.abs_diff(line) <= 3).then(|| ("其他资金", Leaf::amount_at(amount, &m.place)))
        })
        .collect();
    for (mention, amount) in incomes {
        let income = ("收入", Leaf::amount_at(amount, &mention.place));
        let spent = leaf_of(Some(spent));
        if !additions.is_empty() {
            let at_hand = std::iter::once(income).chain(additions.iter().copied()).collect();
            sides.push(Side { at_hand, spent, of_form: false });
        }
        sides.push(Side { at_hand: vec![income], spent, of_form: false });
    }
    sides
}
