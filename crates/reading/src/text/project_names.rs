//! The names of projects in prose: what is one, and what it is without quotes and a 项目 at its end.

use kanhe_report::holds_any;
use std::collections::HashSet;

use super::{context::Context, folded::is_han, vocabulary};

pub(crate) fn folded_chars(text: &str) -> Vec<char> {
    text.chars().map(super::folded::fold).collect()
}

/// The name without quotes and without a 项目 at its end that no table prints.
pub(crate) fn clean_name(printed: &str, names: &HashSet<String>) -> String {
    let marks = |c: char| c.is_whitespace() || "“”\"‘’「」《》：:，,、。.".contains(c);
    let bullet = |c: char| c.is_whitespace() || "●○■□◆◇▪▲△•·★☆✓√➢➤※*—-".contains(c);
    let mut name = unquoted(printed.trim_start_matches(bullet).trim_matches(marks), printed);
    let mut opening = name.chars();
    if opening.next().is_some_and(|c| "甲乙丙丁戊己庚辛壬癸".contains(c))
        && opening.next().is_some_and(|c| "、.．".contains(c))
    {
        name = opening.as_str().to_owned();
    }
    if let Some(inner) = name.strip_prefix("关于").or_else(|| name.strip_prefix("用于")) {
        name = inner.to_owned();
    }
    if names.contains(&name) {
        return name;
    }
    // 在某某项目上
    let inside =
        name.strip_prefix('在').and_then(|n| ["项目上", "项目方面", "项目中"].iter().find_map(|w| n.strip_suffix(w)));
    if let Some(inner) = inside.filter(|n| n.chars().count() >= 2) {
        return inner.to_owned();
    }
    match name.strip_suffix("项目") {
        Some(front) if front.chars().count() >= 2 && !front.ends_with(['类', '目', '该', '本', '个', '等']) => {
            unquoted(front.trim_matches(marks), front)
        }
        _ => name,
    }
}

/// Puts back a quotation mark whose partner stands inside the name: `“智慧水利”建设`.
fn unquoted(name: &str, printed: &str) -> String {
    let open = name.matches('“').count();
    let close = name.matches('”').count();
    match open.cmp(&close) {
        std::cmp::Ordering::Less if printed.contains('“') => format!("“{name}"),
        std::cmp::Ordering::Greater if printed.contains('”') => format!("{name}”"),
        _ => name.to_owned(),
    }
}

/// The heading above a line as a project's name: `1.既有住宅加装电梯` over `该项目年初预算…`.
pub(crate) fn heading_name(cx: &Context<'_>, line: usize, names: &HashSet<String>) -> Option<String> {
    let section = cx.sections.get(cx.lines.get(line)?.section?)?;
    let near = section.line < line && line <= section.line + 2 && section.level >= 2;
    let name = clean_name(&section.title, names);
    let general = [
        "情况",
        "绩效",
        "支出",
        "收入",
        "预算",
        "问题",
        "改进",
        "措施",
        "职能",
        "职责",
        "机构",
        "人员",
        "概况",
        "资金管理",
        "项目管理",
        "预算管理",
        "财务管理",
        "资产管理",
        "内部管理",
        "组织管理",
        "过程管理",
        "管理制度",
        "总体",
        "目标",
        "分析",
        "结果",
        "资金使用",
        "组织实施",
        "组织领导",
        "组织架构",
        "组织保障",
        "项目组织",
    ];
    (near && !holds_any(&name, &general)).then_some(name)
}

pub(crate) fn plausible(name: &str, cx: &Context<'_>) -> bool {
    let length = name.chars().count();
    let unit = cx.names.iter().any(|n| n.iter().collect::<String>() == name);
    let odd = [
        "合计",
        "总计",
        "年度",
        "其中",
        "截至",
        "本单位",
        "本部门",
        "我单位",
        "另外",
        "收入",
        "全年",
        "三公",
        "公务接待",
        "共安排",
        "预算安排",
        "较上年",
        "比上年",
        "自评",
        "资金来源",
        "一般公共预算",
        "财政拨款",
        "政府性基金",
        "国有资本经营预算",
        "社会保险基金预算",
    ];
    (2..=50).contains(&length)
        && !unit
        && name.chars().filter(|c| is_han(*c)).count() >= 2
        && !holds_any(name, &odd)
        && vocabulary::words(&folded_chars(name)).is_none()
}
