//! KH706: the sign of a target says the opposite of what the measure means.

use kanhe_policy::{Check, Level1};
use kanhe_report::{Sign, holds_any};

use crate::Context;
use crate::measure::{Dimension, Direction, by_name, under_cost};
use crate::rules::Found;
use crate::rules::rows::{Line, lines};

/// Words of things of which fewer are wanted although they are counted: meetings, changes, complaints.
const FEWER: [&str; 26] = [
    "会议", "接待", "出国", "车辆", "公车", "编制", "变更", "调整", "超", "限", "控制", "减少", "压减", "压缩", "下降",
    "降低", "费", "支出", "成本", "损", "失", "误", "缺", "天数", "时间", "距离",
];

/// People who are served and not entertained: of their visits more is better.
const GUESTS: [&str; 6] = ["接待读者", "接待游客", "接待观众", "接待群众", "接待旅客", "接待患者"];

/// One finding a row.
pub(super) fn check(context: &Context<'_>, check: &Check, found: &mut Found) {
    for line in lines(context) {
        let Some(target) = line.row.target.number() else { continue };
        let Some(sign) = line.row.target.sign.map(|s| s.sign) else { continue };
        let variant = match sign {
            Sign::AtMost | Sign::Below if wants_more(context, &line) && !target.number.is_zero() => "at-most",
            Sign::AtLeast | Sign::Above if wants_less(context, &line) && !target.number.is_zero() => "at-least",
            _ => continue,
        };
        let places = line.places(&[&line.target().place]);
        let severity = check.severity.of(true);
        found.finding(check.finding_variant(
            variant,
            severity,
            &line.values(),
            line.target().get().cloned(),
            None,
            places,
        ));
    }
}

fn wants_more(context: &Context<'_>, line: &Line<'_>) -> bool {
    let name = line.name();
    let words = context.policy.words();
    let fewer = holds_any(&name, &FEWER) && !holds_any(&name, &GUESTS);
    if under_cost(line.cells, words) || fewer {
        return false;
    }
    let counted = line.row.target.number().is_some_and(|q| {
        matches!(
            q.unit.dimension,
            Dimension::Things
                | Dimension::Events
                | Dimension::People
                | Dimension::Visits
                | Dimension::Households
                | Dimension::Area
                | Dimension::Mu
                | Dimension::Length
        )
    });
    let quantity = line.cells.level2.get().is_some_and(|l| l.contains("数量")) && counted;
    let named = words.more_is_better.words.iter().any(|w| name.ends_with(w.as_str()));
    match by_name(line.cells, words) {
        Some(Direction::Less) => false,
        _ => quantity || named || line.class(context) == Some(Level1::Satisfaction),
    }
}

/// Spending and faults: 成本 ≥ 100万元, 投诉率 ≥ 95%.
fn wants_less(context: &Context<'_>, line: &Line<'_>) -> bool {
    let name = line.name();
    let words = context.policy.words();
    let saving = [
        "节约", "节省", "降低", "下降", "减少", "压减", "标准", "补助", "补贴", "达标", "完成", "覆盖", "处理", "办结",
        "整改",
    ];
    if saving.iter().any(|w| name.contains(w)) {
        return false;
    }
    let money = line.row.target.number().is_some_and(|q| q.unit.dimension == Dimension::Money);
    words.less_is_better.found_in(&name) && by_name(line.cells, words) == Some(Direction::Less)
        || under_cost(line.cells, words) && money && by_name(line.cells, words) == Some(Direction::Less)
}
