//! KH701: a target that nobody can measure.

use kanhe_policy::{Check, Level1};
use kanhe_report::holds_any;

use crate::Context;
use crate::measure::{Value, squeeze};
use crate::rules::Found;
use crate::rules::rows::{Line, lines};

/// Longest wording that is taken for a mere wish; a longer one describes something.
const LONGEST: usize = 8;

/// Parts of a wording that set a standard: a frequency, a document, a whole, a round-the-clock service.
const STANDARDS: [&str; 24] = [
    "每",
    "月",
    "年",
    "季",
    "日",
    "周",
    "次",
    "全覆盖",
    "全天",
    "全部",
    "全年",
    "当期",
    "当年",
    "《",
    "标准化",
    "国标",
    "国家",
    "行业",
    "规范》",
    "零",
    "无",
    "批复",
    "合同",
    "方案",
];

/// One finding a row of a quantity, quality, time or cost indicator; benefits may be qualitative.
pub(super) fn check(context: &Context<'_>, check: &Check, found: &mut Found) {
    for line in lines(context).filter(|l| measured_kind(context, l)) {
        let target = &line.row.target;
        let wish = match target.value {
            Value::Words => is_wish(context, &squeeze(&target.words)),
            // 按计划完成 may stand for a deadline, and never for a number.
            Value::InTime(true) => context.policy.words().vague.is(&target.words) || is_quantity(&line),
            Value::YesNo(true) => {
                matches!(target.words.as_str(), "完成" | "已完成" | "全部完成" | "全面完成" | "符合" | "实现")
            }
            _ => false,
        };
        if wish && target.doubt.is_none() {
            let places = line.places(&[&line.target().place, &line.cells.level2.place]);
            found.finding(check.finding(&line.values(), line.target().get().cloned(), None, places));
        }
    }
}

fn measured_kind(context: &Context<'_>, line: &Line<'_>) -> bool {
    match line.cells.level2.get() {
        Some(level2) => holds_any(level2, &["数量", "质量", "时效", "进度", "成本"]),
        None => matches!(line.class(context), Some(Level1::Output | Level1::Cost)),
    }
}

fn is_quantity(line: &Line<'_>) -> bool {
    line.cells.level2.get().is_some_and(|l| l.contains("数量"))
}

fn is_wish(context: &Context<'_>, words: &str) -> bool {
    let lists = context.policy.words();
    // 优良中低差, 高中低: the grades of a scale.
    if words.chars().count() >= 3 && words.chars().all(|c| "优良中低差高好坏一般较".contains(c)) {
        return false;
    }
    if lists.qualitative.is(words) && words != "是否" || lists.vague.is(words) {
        return !matches!(words, "达标" | "合格" | "是否");
    }
    let short = words.chars().count() <= LONGEST && !holds_any(words, &STANDARDS);
    short && !words.contains("合格") && !words.contains("达标") && (lists.vague.found_in(words) || lists.done.is(words))
}
