//! Scorecards: one line an execution rate or indicator, the total, the grades.

use kanhe_policy::{Policy, Rounding};
use kanhe_report::{Decimal, Form, Indicator, Place, Report, ScoreLine, ScoreSubject, Scorecard, Wording};

use super::judge::Share;
use super::{Execution, Outcome, Row, explain};

/// The scorecard of one form.
pub(super) fn card(report: &Report, form: &Form, rows: &[Row], executions: &[Execution], policy: &Policy) -> Scorecard {
    let mut lines = Vec::new();
    if let Some(execution) = executions.iter().find(|e| e.form == form.form) {
        lines.extend(execution_line(report, execution, policy));
    }
    for (index, (indicator, row)) in report.indicators.iter().zip(rows).enumerate() {
        if indicator.form == form.form && !indicator.sub_row {
            lines.push(indicator_line(index, indicator, row, policy));
        }
    }
    let profile = policy.profile();
    let reported = form.total.score.get().copied();
    let whole = !misses_execution(report, form, &lines, policy);
    let recomputed = total(&lines).filter(|_| whole).map(|sum| shown(sum, &profile.rounding));
    let of = form.total.weight.get().copied().filter(|w| *w > Decimal::ZERO).unwrap_or(profile.total.value);
    let grade = |score: Decimal| profile.grades.of(score, of).map(|g| g.word.clone());
    Scorecard {
        form: form.form,
        profile: profile.id.clone(),
        reported,
        recomputed,
        grade_reported: form.total.grade.get().cloned(),
        grade_recomputed: recomputed.and_then(grade),
        grade_of_reported: reported.and_then(grade),
        lines,
    }
}

/// The points of the execution rate are in the total, and nowhere else: no sum can be made.
fn misses_execution(report: &Report, form: &Form, lines: &[ScoreLine], policy: &Policy) -> bool {
    let printed: Option<Decimal> =
        lines.iter().filter_map(|l| l.reported).try_fold(Decimal::ZERO, |sum, score| sum.checked_add(score));
    let more = form.total.score.get().zip(printed).and_then(|(total, sum)| total.checked_sub(sum));
    more.is_some_and(|more| super::is_unread(report, form, more, policy))
}

fn execution_line(report: &Report, execution: &Execution, policy: &Policy) -> Option<ScoreLine> {
    let line = report.funds.get(execution.fund)?;
    if execution.weight.is_none() && line.score.get().is_none() {
        return None;
    }
    let setting = &policy.profile().execution.cap;
    let rounding = &policy.profile().rounding;
    let numbers = match (execution.weight, execution.exact) {
        (Some(w), Some(exact)) => explain::execution_numbers(w, execution.figures.clone(), exact, policy),
        _ => String::new(),
    };
    Some(ScoreLine {
        subject: ScoreSubject::Execution(execution.fund),
        name: "预算执行率".to_owned(),
        weight: execution.weight,
        reported: line.score.get().copied(),
        recomputed: execution.exact.map(|e| rounding.round(e)),
        range: None,
        formula: Wording::new("得分 = 分值 × 预算执行率（最高 100%）", "points × execution rate, at most 100%"),
        numbers,
        article: policy.cite(setting.source.as_deref(), setting.article.as_deref()),
        assumed: setting.assumed(),
        reason: execution.exact.is_none().then(|| {
            Wording::new(
                "分值、预算数或执行数不全，按填报得分计",
                "points or amounts are missing: the printed score stands",
            )
        }),
        doubtful: execution.doubtful,
        place: line.score.place.clone().unwrap_or_else(|| line.place.clone()),
    })
}

fn indicator_line(index: usize, indicator: &Indicator, row: &Row, policy: &Policy) -> ScoreLine {
    let rounding = &policy.profile().rounding;
    let reported = indicator.score.get().copied();
    let (article, assumed) = row.judgement.rule.source(policy);
    let numbers = match (&row.outcome, row.weight) {
        (Some(outcome), Some(weight)) => explain::numbers(&row.judgement, weight, outcome, policy),
        _ => String::new(),
    };
    ScoreLine {
        subject: ScoreSubject::Indicator(index),
        name: indicator.level3.get().cloned().unwrap_or_else(|| indicator.place.text.clone()),
        weight: row.weight,
        reported,
        recomputed: row.outcome.as_ref().and_then(|o| o.settle(reported, rounding)),
        range: match &row.outcome {
            Some(Outcome::Range(low, high)) => Some((*low, *high)),
            _ => None,
        },
        formula: row.judgement.rule.wording(),
        numbers,
        article,
        assumed,
        reason: why_printed(indicator, row),
        doubtful: row.doubtful,
        place: indicator.score.place.clone().unwrap_or_else(|| indicator.place.clone()),
    }
}

/// Why the printed score stands, if it does.
fn why_printed(indicator: &Indicator, row: &Row) -> Option<Wording> {
    if row.outcome.is_some() {
        return row
            .implied
            .then(|| Wording::new("分值按所属目标块的分值推得", "points inferred from those of its head"));
    }
    Some(match row.judgement.share {
        Share::Unknown(why) => why.wording(),
        _ if indicator.score_shared || indicator.weight_shared => Wording::new(
            "与其他指标共用一个得分或分值单元格，按填报得分计",
            "shares a cell with other indicators: the printed score stands",
        ),
        _ => Wording::new("没有分值，按填报得分计", "no points printed: the printed score stands"),
    })
}

/// Whole points plain, others with the rules' decimals: `100`, `73.40`.
fn shown(sum: Decimal, rounding: &Rounding) -> Decimal {
    let mut sum = rounding.round(sum).normalize();
    if !sum.is_integer() {
        sum.rescale(rounding.decimals);
    }
    sum
}

/// Recomputed scores where there are any, printed ones else; a shared cell once. `None` where a line has neither and
/// carries points, or where there is nothing to add.
fn total(lines: &[ScoreLine]) -> Option<Decimal> {
    let mut sum = Decimal::ZERO;
    let mut counted = 0;
    let mut printed_at: Vec<&Place> = Vec::new();
    for line in lines {
        match (line.recomputed, line.reported) {
            (Some(score), _) => sum = sum.checked_add(score)?,
            (None, Some(score)) => {
                if printed_at.iter().any(|p| p.same_spot(&line.place)) {
                    continue;
                }
                printed_at.push(&line.place);
                sum = sum.checked_add(score)?;
            }
            (None, None) if line.weight.is_some() => return None,
            (None, None) => continue,
        }
        counted += 1;
    }
    (counted > 0).then_some(sum)
}

/// A deduction column: what was deducted with a reason comes off, unless it is the shortfall itself.
pub(super) fn after_deduction(
    outcome: Outcome,
    indicator: &Indicator,
    weight: Option<Decimal>,
    rounding: &Rounding,
) -> Outcome {
    let (Outcome::Exact(exact), Some(deduction), Some(weight)) =
        (&outcome, indicator.deduction.sure().copied(), weight)
    else {
        return outcome;
    };
    let off = deduction.abs();
    let printed = indicator.score.get().copied();
    let is_shortfall = printed.and_then(|p| p.checked_add(off)) == Some(weight);
    let explained = off.is_zero() || printed.is_some_and(|p| super::agree(p, *exact, rounding).holds());
    if explained || is_shortfall && *exact < weight {
        return outcome;
    }
    Outcome::Exact(exact.checked_sub(off).unwrap_or_default().max(Decimal::ZERO))
}
