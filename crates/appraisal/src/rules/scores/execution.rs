//! KH307 and KH314: the points of the execution rate, and the same thing scored again as an indicator.

use kanhe_policy::{Check, Level1};
use kanhe_report::{Decimal, FundKey, FundLine, MoneyUnit, Place, holds_any};

use crate::Context;
use crate::measure::{Dimension, Quantity, Value};
use crate::rules::Found;
use crate::rules::rows::{Line, lines};
use crate::scoring::{Agreement, plain};

/// KH307: points × execution rate, from the recomputed rate.
pub(super) fn score(context: &Context<'_>, check: &Check, found: &mut Found) {
    let rounding = &context.policy.profile().rounding;
    for execution in context.marking.executions.iter().filter(|e| !e.doubtful) {
        if !context.result_forms().any(|f| f.form == execution.form) {
            continue;
        }
        let Some(line) = context.report.funds.get(execution.fund) else { continue };
        let (Some(weight), Some(exact), Some(&score)) = (execution.weight, execution.exact, line.score.sure()) else {
            continue;
        };
        let over = match execution.hold(score, rounding) {
            None | Some(Agreement::Exact) => continue,
            Some(Agreement::Rounding) => {
                found.rounding(line.score.place.clone());
                continue;
            }
            Some(Agreement::Over) => true,
            Some(Agreement::Under) => false,
        };
        let expected = plain(rounding.round(exact), rounding);
        let rate = weight.checked_div(Decimal::ONE_HUNDRED).and_then(|one| exact.checked_div(one)).unwrap_or_default();
        let values = [
            ("得分", score.to_string()),
            ("分值", weight.to_string()),
            ("执行率", format!("{}%", rounding.round(rate).normalize())),
            ("应得", expected.clone()),
        ];
        let variant = if over { "over" } else { "under" };
        let severity = check.severity.of(over);
        let mut finding = check.finding_variant(
            variant,
            severity,
            &values,
            Some(score.to_string()),
            Some(expected.clone()),
            places(line),
        );
        finding.rule = execution
            .figures
            .as_ref()
            .map(|(executed, budget)| format!("{} × {executed} ÷ {budget} = {expected}", weight.normalize()));
        found.finding(finding);
    }
}

/// The score first, then the rate and the amounts.
fn places(line: &FundLine) -> Vec<Place> {
    [&line.score.place, &line.rate.place, &line.executed.place, &line.budget.place, &line.weight.place]
        .into_iter()
        .flatten()
        .cloned()
        .collect()
}

/// KH314: an indicator that is the execution rate itself, or the money of the fund block, where the block is scored too.
pub(super) fn counted_twice(context: &Context<'_>, check: &Check, found: &mut Found) {
    for line in lines(context) {
        let Some(fund) = context.fund(line.form.form, FundKey::Total).filter(|f| f.score.get().is_some()) else {
            continue;
        };
        if line.cells.score.get().is_none() && line.cells.weight.get().is_none() {
            continue;
        }
        let named = is_execution_rate(context, &line);
        if named || is_the_money(context, &line, fund) {
            let mut places = line.places(&[]);
            places.extend([&line.cells.score.place, &fund.score.place].into_iter().flatten().cloned());
            let variant = if named { "rate" } else { "money" };
            let severity = check.severity.of(true);
            found.finding(check.finding_variant(variant, severity, &line.values(), None, None, places));
        }
    }
}

fn is_execution_rate(context: &Context<'_>, line: &Line<'_>) -> bool {
    const OTHER: [&str; 8] = ["及时率", "采购", "三公", "公用", "公务", "到位率", "知晓", "覆盖"];
    let name = line.name();
    let paid = ["资金支付率", "资金支出率", "经费支付率", "资金支付进度", "预算支付率", "预算支出进度"];
    (context.policy.words().execution_rate.found_in(&name) || paid.iter().any(|w| name.contains(w)))
        && !holds_any(&name, &OTHER)
}

/// 工程资金金额 43.2 / 37.24 where budget and executed are 43.2 and 37.24: the money is no output. A cost limit is none
/// of this: there it belongs.
fn is_the_money(context: &Context<'_>, line: &Line<'_>, fund: &FundLine) -> bool {
    let output =
        line.class(context) == Some(Level1::Output) && !line.cells.level2.get().is_some_and(|l| l.contains("成本"));
    let name = line.name();
    let about_money = holds_any(&name, &["资金", "金额", "支付", "支出", "经费", "拨付"]) && !name.contains('率');
    let (Value::Number(target), Value::Number(actual)) = (&line.row.target.value, &line.row.actual.value) else {
        return false;
    };
    output && about_money && is_amount(target, fund.budget.sure()) && is_amount(actual, fund.executed.sure())
}

fn is_amount(quantity: &Quantity, amount: Option<&kanhe_report::Amount>) -> bool {
    let Some(amount) = amount else { return false };
    let yuan = match (quantity.unit.dimension, quantity.factor) {
        (Dimension::Money, _) => quantity.value(),
        (Dimension::Bare, 1) => quantity.number.checked_mul(Decimal::from(unit_of(amount.unit))),
        (Dimension::Bare, factor) => quantity.number.checked_mul(Decimal::from(factor)),
        _ => None,
    };
    yuan.and_then(|y| y.checked_mul(Decimal::ONE_HUNDRED)) == Some(Decimal::from(amount.money.fen()))
}

const fn unit_of(unit: MoneyUnit) -> i64 {
    unit.fen() / 100
}
