//! KH202 inside a form: a count that the cell of 实际完成情况 or 预期目标 states for an indicator of the same form.
//!
//! Only where nothing else can be meant: the figure carries the indicator's unit and stands directly after the indicator's
//! name, or inside it (`举办57场阅读推广活动` for 举办阅读推广活动).

use kanhe_policy::Check;
use kanhe_report::{Entry, Indicator};

use super::counts::{number, slack};
use crate::Context;
use crate::measure::{Quantity, Value, parse};
use crate::rules::Found;

/// Goals and indicators of a form that are looked at.
const MOST: usize = 100;
/// Longest text, in bytes, that is looked at.
const LONGEST: usize = 6000;
/// What may stand between a name and its figure.
const LINKS: [&str; 8] = ["数量", "共计", "达到", "数", "共", "了", "为", "达"];
/// Words of a clause in which a figure may be another's: a part, a plan, another year, a comparison.
const OTHERS: [&str; 20] = [
    "其中", "包括", "计划", "上年", "去年", "同比", "较", "比", "累计", "原", "预计", "全市", "全县", "全区", "全省",
    "约", "近", "超", "剩", "每",
];
/// Words after a figure that make it a rough one, or a part.
const ROUGH: [&str; 7] = ["余", "多", "左右", "以上", "以下", "上下", "/"];

/// One finding for each figure that is neither the indicator's actual (for 实际完成情况) nor its target.
pub(super) fn check(context: &Context<'_>, check: &Check, found: &mut Found) {
    for form in context.result_forms().filter(|f| !f.goals.is_empty()) {
        let rows: Vec<&Indicator> =
            context.report.indicators.iter().filter(|i| i.form == form.form).take(MOST).collect();
        for goal in form.goals.iter().take(MOST) {
            side(&goal.actual, "goal-actual", &rows, check, found);
            side(&goal.expected, "goal-target", &rows, check, found);
        }
    }
}

fn side(goal: &Entry<String>, variant: &str, rows: &[&Indicator], check: &Check, found: &mut Found) {
    let (Some(text), Some(place)) = (goal.sure(), goal.place.as_ref()) else { return };
    if text.len() > LONGEST || !text.bytes().any(|b| b.is_ascii_digit()) {
        return;
    }
    let text = compact(text);
    let result = variant == "goal-actual";
    for row in rows.iter().filter(|r| r.adjusted_target.get().is_none()) {
        let Some(name) = row.level3.sure() else { continue };
        let (cell, other) = if result { (&row.actual, &row.target) } else { (&row.target, &row.actual) };
        let figure = |cell: &Entry<String>| number(cell, row.unit.as_deref()).filter(|q| !q.is_percent());
        let (Some(printed), Some(unit)) = (figure(cell), unit_of(row)) else { continue };
        let Some((raw, stated)) = stated(&text, &compact(name), &unit) else { continue };
        let agrees = |q: &Quantity| {
            let gap = stated.comparable(q).and_then(|(a, b)| a.checked_sub(b));
            gap.is_none_or(|gap| gap.abs() <= slack(&stated) + slack(q))
        };
        let twice = rows.iter().filter(|r| r.level3.value == row.level3.value).count() > 1;
        if twice || agrees(&printed) || figure(other).is_some_and(|q| agrees(&q)) {
            continue;
        }
        let shown = cell.get().cloned().unwrap_or_default();
        let values = [("指标", name.clone()), ("正文", raw.clone()), ("表中", shown.clone())];
        let places = [Some(place.clone()), cell.place.clone(), Some(row.place.clone())].into_iter().flatten().collect();
        let severity = check.severity.of(true);
        found.finding(check.finding_variant(variant, severity, &values, Some(raw), Some(shown), places));
    }
}

/// Without white space, full-width digits folded.
fn compact(text: &str) -> String {
    let fold = |c: char| match c {
        '０'..='９' | '．' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    };
    text.chars().filter(|c| !c.is_whitespace()).map(fold).collect()
}

/// The unit that an indicator's row prints: its own column, else what follows the actual's figure.
fn unit_of(row: &Indicator) -> Option<String> {
    let behind = |cell: &Entry<String>| {
        let text = compact(cell.sure()?);
        let unit = text.trim_start_matches(|c: char| !c.is_ascii_digit());
        let unit = unit.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
        (!unit.is_empty() && unit.chars().count() <= 4).then(|| unit.to_owned())
    };
    row.unit.as_deref().map(compact).or_else(|| behind(&row.actual)).or_else(|| behind(&row.target))
}

/// The only figure in that unit which a text states for the name.
fn stated(text: &str, name: &str, unit: &str) -> Option<(String, Quantity)> {
    if !(3..=30).contains(&name.chars().count()) {
        return None;
    }
    let mut only = None;
    for clause in text.split(['。', '；', ';', '，', '、', '：', ':']) {
        for (before, figure, rest) in figures(clause) {
            let Some(after) = rest.strip_prefix(unit) else { continue };
            if !about(before, after, name) || ROUGH.iter().any(|w| after.starts_with(w)) {
                continue;
            }
            let said = clause.replace(name, "");
            if only.is_some() || OTHERS.iter().any(|w| said.contains(w)) {
                return None;
            }
            let raw = format!("{figure}{unit}");
            let measure = parse(&raw);
            let (Value::Number(quantity), None) = (measure.value, measure.doubt) else { return None };
            only = Some((raw, quantity));
        }
    }
    only
}

/// The figures of a clause, each with the words before and behind it.
fn figures(clause: &str) -> impl Iterator<Item = (&str, &str, &str)> {
    let part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + clause.get(from..)?.find(|c: char| c.is_ascii_digit())?;
        let (before, rest) = clause.split_at_checked(start)?;
        let end = rest.find(|c| !part(c)).unwrap_or(rest.len());
        from = start + end;
        rest.split_at_checked(end).map(|(figure, rest)| (before, figure, rest))
    })
}

/// Whether a figure between two texts is that of the name.
fn about(before: &str, after: &str, name: &str) -> bool {
    let before = LINKS.iter().find_map(|w| before.strip_suffix(w)).unwrap_or(before);
    let mut cuts = name.char_indices().skip(2).filter_map(|(at, _)| name.split_at_checked(at));
    before.ends_with(name)
        || cuts.any(|(front, back)| back.chars().count() >= 2 && before.ends_with(front) && after.starts_with(back))
}

#[cfg(test)]
mod tests {
    use super::stated;

    fn said(text: &str, name: &str, unit: &str) -> Option<String> {
        stated(text, name, unit).map(|(raw, _)| raw)
    }

    #[test]
    fn a_figure_directly_behind_the_name_or_inside_it_is_the_indicators() {
        assert_eq!(said("全年新购图书8420册，读者反映良好。", "新购图书", "册").as_deref(), Some("8420册"));
        assert_eq!(said("举办57场阅读推广活动。", "举办阅读推广活动", "场").as_deref(), Some("57场"));
        assert_eq!(said("目标1：建成垃圾分类亭共26座；", "建成垃圾分类亭", "座").as_deref(), Some("26座"));
    }

    #[test]
    fn what_could_be_another_figure_is_left_alone() {
        for text in [
            "其中新购图书420册。",
            "新购图书约8400册。",
            "新购图书8400余册。",
            "较上年新购图书8400册有所增加",
            "城区新购图书5000册，乡镇新购图书3420册。",
            "馆藏图书120000册。",
            "新购图书经费8420元。",
            "计划新购图书8000册。",
        ] {
            assert_eq!(said(text, "新购图书", "册"), None, "{text}");
        }
    }
}
