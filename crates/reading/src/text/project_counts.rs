//! How many projects the text says there are: 预算安排项目共3个, 共实施项目三个, 共安排3个项目.

use kanhe_report::{Figure, Statement};

use super::{
    context::Context,
    counts::{cores, statement},
    folded::{find, has_any, starts},
    mentions::Spot,
    vocabulary,
};

const WORDS: &[&str] = &["预算项目", "专项资金项目", "支出项目", "项目支出", "项目", "专项资金", "专项"];
/// Verbs that make 项目 the unit's budget projects.
const VERBS: &[&str] =
    &["实施", "安排", "涉及", "纳入", "设立", "开展", "申报", "批复", "包括", "包含", "涵盖", "管理"];
const FILLERS: &[&str] = &[
    "预算",
    "专项",
    "涉及",
    "纳入",
    "实施",
    "开展",
    "包含",
    "包括",
    "年初",
    "绩效",
    "自评",
    "管理",
    "一般公共",
    "财政",
    "申报",
    "设立",
    "设置",
    "组织",
    "对",
    "个数",
    "数量",
    "各类",
    "其中",
    "共有",
    "拨款",
    "支出",
    "涵盖",
    "评价",
    "覆盖",
    "承担",
    "执行",
    "年内",
    "总共",
    "共计",
    "全部",
    "范围",
    "一般公共预算",
    "部门预算",
    "本年度",
    "重点",
    "目标",
];

/// `projects.count`.
pub(crate) fn read(cx: &Context<'_>) -> Vec<Statement> {
    let mut out = Vec::new();
    let lexicon = vocabulary::lexicon(WORDS.iter().map(|w| (*w, ())), FILLERS);
    for (i, (mention, spot)) in cx.mentions.iter().zip(cx.spots).enumerate() {
        let Figure::Count { unit, number } = &mention.figure else { continue };
        if !matches!(unit.as_str(), "个" | "项") || !number.is_integer() || number.is_sign_negative() {
            continue;
        }
        let Some((label, _)) = cx.label(spot) else { continue };
        let Some(named) = cores(&lexicon, &label) else { continue };
        if find(&label, 0, "其中").is_some() || !cx.is_current(spot) || parts_of_a_whole(cx, spot) {
            continue;
        }
        let named_before = !named.is_empty();
        let named_after = names_projects(cx, spot);
        let nothing_else = named_before && ends(cx, spot);
        let sure = has_any(&label, &["共", "涉及", "纳入", "安排"]) || behind(cx, spot).first() == Some(&':');
        let rest = behind(cx, spot);
        let listed = has_any(rest, &[",共支出", ",支出", ",资金", ",合计"]) && has_any(rest, &[":"]);
        let sure = sure || listed;
        let verb = sure && has_any(&label, VERBS) || has_any(&label, &["共"]);
        let budgeted = has_any(around(cx, spot), &["预算", "安排", "专项资金", "项目支出", "纳入"]);
        let announced = has_any(behind(cx, spot), &["如下", "情况", "分别", "具体", "包括", ":", "为"]);
        let announced = announced || list_opens(rest) || numbered_line_follows(cx, spot);
        let before = named_before && (budgeted || nothing_else && verb);
        let after = named_after && announced && (budgeted || verb);
        if before || after {
            out.push(statement("projects.count", i));
        }
    }
    out
}

/// `3个项目`, `三个预算项目`, and no count of places or pieces behind it.
fn names_projects(cx: &Context<'_>, spot: &Spot) -> bool {
    let after = cx.chars(spot.line, spot.end, (spot.end + 8).min(spot.sentence.1));
    WORDS.iter().any(|w| starts(after, 0, w)) && !after.iter().any(|c| "个台处".contains(*c))
}

/// `一般项目2个，重点项目1个` behind a count are its parts; a count behind another one in its clause may be one.
fn parts_of_a_whole(cx: &Context<'_>, spot: &Spot) -> bool {
    let front = cx.chars(spot.line, spot.sentence.0.max(spot.start.saturating_sub(60)), spot.start);
    let counted = spot
        .previous
        .and_then(|p| cx.mentions.get(p))
        .is_some_and(|m| matches!(&m.figure, Figure::Count { unit, .. } if matches!(unit.as_str(), "个" | "项")));
    counted && has_any(front, &["其中", "包括"])
}

/// `3个项目。第一，…`, `3个专项：（1）…`: a list begins with the next sentence.
fn list_opens(rest: &[char]) -> bool {
    let Some(stop) = rest.iter().position(|c| *c == '。') else { return false };
    ["第一", "一是", "(1)", "1.", "1、", "(一)", "①", "其一"].iter().any(|w| starts(rest, stop + 1, w))
}

/// `共实施3个项目。` at the end of a line, and the next line is the first of a numbered list.
fn numbered_line_follows(cx: &Context<'_>, spot: &Spot) -> bool {
    let end = cx.folded.get(spot.line).map_or(0, |f| f.chars.len());
    let first = cx.facts.get(spot.line + 1).and_then(|f| f.label).is_some_and(|l| l.ordinal == 1 && l.level >= 2);
    first && spot.sentence.1 + 1 >= end && cx.lines.get(spot.line + 1).is_some_and(|l| l.text.chars().count() > 12)
}

/// The clause ends behind the figure.
fn ends(cx: &Context<'_>, spot: &Spot) -> bool {
    let end = cx.folded.get(spot.line).map_or(0, |f| f.chars.len());
    spot.end >= end || cx.chars(spot.line, spot.end, spot.end + 1).iter().all(|c| ",:。;( ".contains(*c))
}

fn around<'a>(cx: &'a Context<'_>, spot: &Spot) -> &'a [char] {
    let from = spot.sentence.0.max(spot.start.saturating_sub(120));
    cx.chars(spot.line, from, spot.sentence.1.min(spot.end + 60))
}

fn behind<'a>(cx: &'a Context<'_>, spot: &Spot) -> &'a [char] {
    let end = cx.folded.get(spot.line).map_or(0, |f| f.chars.len());
    cx.chars(spot.line, spot.end, spot.end.saturating_add(40).min(end))
}
