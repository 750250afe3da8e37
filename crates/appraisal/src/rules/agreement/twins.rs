//! KH201, KH203, KH204: the same amount stands in two places and differs.
//!
//! A twin is a pair of figures that are the same by their meaning: 公用经费 of the text and of 附件2. All three checks
//! look at the same twins; a factor of ten thousand is a slip of units and nothing else.

use kanhe_policy::Check;
use kanhe_report::{
    Amount, BaseItem, Entry, Figure, Finding, Form, FundKey, FundLine, Indicator, Kind, MoneyUnit, Percent, Place,
    Report, State, within_precision,
};

use crate::Context;
use crate::measure::{Dimension, Measure, Value, parse};
use crate::rules::Found;

/// KH201: text against table.
pub(super) fn text_amount(context: &Context<'_>, check: &Check, found: &mut Found) {
    tell(check, found, text_twins(context), |twin| twin.gap() == Gap::Differs);
}

/// KH203: table against table.
pub(super) fn tables_disagree(context: &Context<'_>, check: &Check, found: &mut Found) {
    tell(check, found, table_twins(context), |twin| twin.gap() == Gap::Differs);
    if let Some(finding) = control_rates(context, check) {
        found.finding(finding);
    }
}

/// KH204: the same figure in 元 under a 万元 head, or the reverse.
pub(super) fn unit_slip(context: &Context<'_>, check: &Check, found: &mut Found) {
    let twins = text_twins(context).into_iter().chain(table_twins(context)).collect();
    tell(check, found, twins, |twin| twin.gap() == Gap::Slip);
}

/// Two figures that are the same by their meaning.
struct Twin {
    /// What both are: `公用经费决算数`.
    name: &'static str,
    /// The figure to look at first: the text's, or the form's.
    a: Seen,
    /// The other.
    b: Seen,
}

#[derive(Clone)]
struct Seen {
    amount: Amount,
    place: Place,
}

#[derive(Debug, PartialEq, Eq)]
enum Gap {
    /// The same within printed precision.
    None,
    /// Ten thousand times.
    Slip,
    Differs,
}

impl Twin {
    fn gap(&self) -> Gap {
        let (a, b) = (i128::from(self.a.amount.money.fen()), i128::from(self.b.amount.money.fen()));
        if within_precision(a - b, [&self.a.amount, &self.b.amount]) {
            return Gap::None;
        }
        let (small, large, of_small) = if a.abs() < b.abs() { (a, b, &self.a.amount) } else { (b, a, &self.b.amount) };
        let digit = i128::from(of_small.last_digit_centifen());
        if small != 0 && (small * 10_000 - large).abs() * 200 <= digit * 10_000 {
            return Gap::Slip;
        }
        Gap::Differs
    }
}

fn tell(check: &Check, found: &mut Found, twins: Vec<Twin>, wanted: impl Fn(&Twin) -> bool) {
    let mut told: Vec<(Place, Place)> = Vec::new();
    for twin in twins {
        let pair = (twin.a.place.clone(), twin.b.place.clone());
        if !wanted(&twin) || told.contains(&pair) {
            continue;
        }
        let words = |seen: &Seen| format!("{}{}", seen.amount.printed(), seen.amount.unit.word());
        let values = [("名称", twin.name.to_owned()), ("甲", words(&twin.a)), ("乙", words(&twin.b))];
        // Which of two differing figures is right nobody can tell; a slip of units has one right way of writing.
        let expected = (twin.gap() == Gap::Slip).then(|| twin.a.amount.same_style(twin.b.amount.money));
        let places = vec![twin.a.place, twin.b.place];
        found.finding(check.finding(&values, Some(twin.a.amount.printed()), expected, places));
        told.push(pair);
    }
}

/// Figures of the text and of the tables. Only for a report with one whole-unit form: with several, the text may speak of
/// any of them.
fn text_twins(context: &Context<'_>) -> Vec<Twin> {
    let report = context.report;
    let mut twins: Vec<(&str, Twin)> = Vec::new();
    let form = only_whole_form(context);
    for statement in report.statements.iter().filter(|s| s.doubt.is_none()) {
        let Some(mention) = report.mentions.get(statement.mention) else { continue };
        let Figure::Amount(amount) = mention.figure else { continue };
        let stated = Seen { amount, place: mention.place.clone() };
        for (name, other) in counterparts(context, form, &statement.concept) {
            twins.push((&statement.concept, Twin { name, a: stated.clone(), b: other }));
        }
    }
    // A concept stated with several sums, one of which is the table's: the others are about something else.
    let agreed: Vec<(&str, Place)> =
        twins.iter().filter(|(_, t)| t.gap() == Gap::None).map(|(c, t)| (*c, t.b.place.clone())).collect();
    let open = |(concept, twin): &(&str, Twin)| {
        twin.gap() != Gap::Differs || !agreed.iter().any(|(c, place)| c == concept && *place == twin.b.place)
    };
    twins.into_iter().filter(open).map(|(_, twin)| twin).collect()
}

/// Where a concept of the text stands in the tables.
fn counterparts(context: &Context<'_>, form: Option<&Form>, concept: &str) -> Vec<(&'static str, Seen)> {
    let report = context.report;
    let mut out: Vec<(&'static str, Option<Seen>)> = Vec::new();
    let fund = |line| form.and_then(|f| context.fund(f.form, line)).filter(|f| !f.in_label);
    match concept {
        "budget.initial" => out.push(("年初预算数", fund(FundKey::Total).and_then(|f| seen(&f.initial)))),
        "spending.total" => out.push(("全年执行数", fund(FundKey::Total).and_then(|f| seen(&f.executed)))),
        "spending.general" => {
            let own = fund(FundKey::General).and_then(|f| seen(&f.executed));
            let only =
                || form.filter(|f| only_general(context, f)).and(fund(FundKey::Total)).and_then(|f| seen(&f.executed));
            out.push(("一般公共预算财政拨款支出", own.or_else(only)));
        }
        "spending.basic" => {
            out.push(("基本支出", fund(FundKey::Basic).and_then(|f| seen(&f.executed))));
            out.push(("基本支出", cost_actual(report, "基本支出")));
        }
        "spending.project" => {
            out.push(("项目支出", fund(FundKey::Project).and_then(|f| seen(&f.executed))));
            out.push(("项目支出", base(report, "project").and_then(|b| seen(&b.final_))));
        }
        "spending.public" => {
            out.push(("公用经费", base(report, "public").and_then(|b| seen(&b.final_))));
            out.push(("公用经费", cost_actual(report, "公用经费")));
        }
        _ => {}
    }
    out.into_iter().filter_map(|(name, seen)| Some((name, seen?))).collect()
}

/// Figures of two tables, or of two parts of one.
fn table_twins(context: &Context<'_>) -> Vec<Twin> {
    let report = context.report;
    let fund =
        |line| only_whole_form(context).and_then(|f| context.fund(f.form, line)).filter(|f: &&FundLine| !f.in_label);
    let pairs = [
        (
            "项目支出",
            fund(FundKey::Project).and_then(|f| seen(&f.executed)),
            base(report, "project").and_then(|b| seen(&b.final_)),
        ),
        ("三公经费", cost_actual(report, "三公经费"), base(report, "three_public").and_then(|b| seen(&b.final_))),
        ("公用经费", cost_actual(report, "公用经费"), base(report, "public").and_then(|b| seen(&b.final_))),
        ("基本支出", cost_actual(report, "基本支出"), fund(FundKey::Basic).and_then(|f| seen(&f.executed))),
    ];
    pairs.into_iter().filter_map(|(name, a, b)| Some(Twin { name, a: a?, b: b? })).collect()
}

/// 在职人员控制率 as an indicator and in 附件2.
fn control_rates(context: &Context<'_>, check: &Check) -> Option<Finding> {
    let report = context.report;
    let staff = base(report, "staff")?;
    let rate: &Percent = staff.rate.sure()?;
    let indicator = report.indicators.iter().find(|i| {
        i.level3.sure().is_some_and(|name| name.contains("在职人员控制率") || name.contains("人员编制控制率"))
    })?;
    let Value::Number(actual) = parse(indicator.actual.sure()?).value else { return None };
    if !(actual.is_percent() || actual.unit.dimension == Dimension::Bare) || actual.factor != 1 {
        return None;
    }
    let gap = actual.number.checked_sub(rate.number)?.abs();
    let digit = |scale: u32| kanhe_report::Decimal::new(1, scale.min(12));
    // Half a unit of each last digit.
    let slack = digit(actual.decimals) + digit(rate.number.scale());
    if gap.checked_add(gap).is_some_and(|both| both <= slack) {
        return None;
    }
    let values = [
        ("名称", "在职人员控制率".to_owned()),
        ("甲", format!("{}%", actual.number)),
        ("乙", format!("{}%", rate.number)),
    ];
    let places = vec![indicator.actual.place.clone()?, staff.rate.place.clone()?, indicator.place.clone()];
    Some(check.finding(&values, Some(actual.number.to_string()), None, places))
}

fn seen(entry: &Entry<Amount>) -> Option<Seen> {
    Some(Seen { amount: *entry.sure()?, place: entry.place.clone()? })
}

fn base<'a>(report: &'a Report, item: &str) -> Option<&'a BaseItem> {
    report.base.iter().find(|b| b.item == item)
}

fn only_whole_form<'a>(context: &Context<'a>) -> Option<&'a Form> {
    let mut whole = context.result_forms().filter(|f| f.kind == Kind::Whole);
    let first = whole.next()?;
    whole.next().is_none().then_some(first)
}

/// The form knows no money but the general budget's: every other source is blank, nothing or zero.
fn only_general(context: &Context<'_>, form: &Form) -> bool {
    let empty = |e: &Entry<Amount>| e.get().is_none_or(|a| a.money.is_zero());
    context
        .funds(form.form)
        .filter(|f| {
            !matches!(
                f.line,
                FundKey::Total | FundKey::General | FundKey::Basic | FundKey::Project | FundKey::Appropriation
            )
        })
        .all(|f| [&f.initial, &f.budget, &f.executed].into_iter().all(|e| empty(e) && e.state != State::Unreadable))
}

/// The actual of a cost indicator that is nothing but that expenditure: `公用经费控制数`, `基本支出`.
fn cost_actual(report: &Report, name: &str) -> Option<Seen> {
    const SUFFIXES: [&str; 9] = ["", "控制数", "支出", "支出控制数", "控制额", "金额", "总额", "成本", "成本控制数"];
    let mut matching = report.indicators.iter().filter(|i: &&Indicator| {
        let own: String =
            i.level3.sure().map(|n| n.chars().filter(|c| !c.is_whitespace()).collect()).unwrap_or_default();
        own.strip_prefix(name).is_some_and(|rest| SUFFIXES.contains(&rest))
    });
    let indicator = matching.next()?;
    if matching.next().is_some() {
        return None;
    }
    let Measure { value: Value::Number(quantity), doubt: None, .. } = parse(indicator.actual.sure()?) else {
        return None;
    };
    if quantity.unit.dimension != Dimension::Money {
        return None;
    }
    let unit = money_unit(indicator.actual.sure()?)?;
    Some(Seen { amount: Amount::from_printed(quantity.number, unit)?, place: indicator.actual.place.clone()? })
}

/// The unit at the end of `486.18万元`; `万元` ends in `元` too, so the longer ones come first.
fn money_unit(text: &str) -> Option<MoneyUnit> {
    let units = [MoneyUnit::WanYuan, MoneyUnit::ThousandYuan, MoneyUnit::YiYuan, MoneyUnit::Yuan];
    units.into_iter().find(|unit| text.trim().ends_with(unit.word()))
}
