//! 数量构成: a count in the text and the counts of its parts or stages.

use kanhe_report::{Decimal, Figure, Mention};

use super::{has, own_words};
use crate::engine::facts::{Leaf, Row, Source};

/// A sentence with more counts than this is an enumeration of its own kind.
const MOST: usize = 40;

/// What came in.
const INTAKE: [&str; 11] = ["受理", "接收", "收到", "接到", "申报", "申请", "登记", "立案", "报名", "移送", "承接"];
/// What is finished.
const DONE: [&str; 14] =
    ["已", "通过", "办结", "完成", "结案", "验收", "竣工", "完工", "修复", "解决", "建成", "审结", "整改", "化解"];
/// What is not.
const UNDER_WAY: [&str; 11] = ["在建", "正在", "在办", "未", "待", "尚", "推进中", "办理中", "剩余", "在途", "施工中"];
/// Words of ways and kinds that exclude one another.
const APART: [&str; 38] = [
    "现场",
    "网上",
    "线上",
    "线下",
    "网络",
    "电话",
    "窗口",
    "上门",
    "当日",
    "次日",
    "当天",
    "即时",
    "限时",
    "男",
    "女",
    "城市",
    "城镇",
    "城区",
    "农村",
    "乡镇",
    "上半年",
    "下半年",
    "集中",
    "分散",
    "委托",
    "新增",
    "新建",
    "续建",
    "国内",
    "国外",
    "省级",
    "市级",
    "县级",
    "首次",
    "再次",
    "民事",
    "刑事",
    "行政",
];
/// Words that make a count no part of the one before.
const NO_PART: [&str; 27] = [
    "增",
    "减",
    "比",
    "较",
    "上年",
    "去年",
    "任务为",
    "任务数",
    "目标任务",
    "目标",
    "计划",
    "每",
    "平均",
    "累计",
    "另",
    "此外",
    "还",
    "涉及",
    "惠及",
    "编制",
    "空编",
    "退休",
    "离休",
    "聘用",
    "临聘",
    "遗属",
    "学生",
];

/// The rows.
pub(in crate::engine::facts) fn rows<'a>(source: &Source<'a>) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    let mentions = &source.report.mentions;
    let mut at = 0;
    while let Some(first) = mentions.get(at) {
        let length = mentions.iter().skip(at).take_while(|m| m.sentence == first.sentence).count().max(1);
        let sentence: Vec<Count<'a>> = mentions.iter().skip(at).take(length).filter_map(Count::of).collect();
        rows.extend(in_sentence(&sentence));
        at += length;
    }
    rows
}

#[derive(Clone, Copy)]
struct Count<'a> {
    mention: &'a Mention,
    number: Decimal,
    unit: &'a str,
    /// Its own words.
    words: &'a str,
}

impl<'a> Count<'a> {
    fn of(mention: &'a Mention) -> Option<Self> {
        let Figure::Count { number, unit } = &mention.figure else { return None };
        let words = own_words(mention);
        let counted =
            !unit.is_empty() && !matches!(unit.as_str(), "年" | "月" | "日" | "分" | "岁" | "个月" | "天" | "倍");
        counted.then_some(Self { mention, number: *number, unit, words })
    }

    fn leaf(&self) -> Leaf<'a> {
        Leaf::number_at(self.number, &self.mention.place).counted_in(self.unit)
    }

    fn done(&self) -> bool {
        has(&DONE, self.words) && !self.under_way()
    }

    fn under_way(&self) -> bool {
        has(&UNDER_WAY, self.words)
    }
}

fn in_sentence<'a>(counts: &[Count<'a>]) -> Option<Row<'a>> {
    if counts.len() > MOST {
        return None;
    }
    for (i, whole) in counts.iter().enumerate() {
        let parts: Vec<Count<'a>> = counts
            .iter()
            .skip(i + 1)
            .take_while(|c| c.unit == whole.unit && !has(&NO_PART, c.words))
            .copied()
            .collect();
        let (Some(first), false) = (parts.first(), has(&NO_PART, whole.words)) else { continue };
        let said = first.mention.before.contains("其中");
        let taken = if said { explicit(whole, &parts) } else { by_stage(whole, &parts) };
        if let Some(taken) = taken {
            let rows = taken.iter().map(|c| vec![Leaf::text(c.words), c.leaf()]).collect();
            let name = Leaf::text_at(whole.words, &whole.mention.place);
            return Some(Row::of([name, whole.leaf()]).with_rows(rows).at(&whole.mention.place));
        }
    }
    None
}

/// After 其中: one part that is too large, or parts that exclude one another.
fn explicit<'a>(whole: &Count<'a>, parts: &[Count<'a>]) -> Option<Vec<Count<'a>>> {
    if let Some(large) = parts.iter().find(|p| p.number > whole.number) {
        return Some(vec![*large]);
    }
    let apart = parts.len() > 1 && (same_kind(parts) || classes(parts) || ways(parts));
    stages(parts).or_else(|| apart.then(|| parts.to_vec()))
}

/// Without 其中: what came in, against what is finished and what is not.
fn by_stage<'a>(whole: &Count<'a>, parts: &[Count<'a>]) -> Option<Vec<Count<'a>>> {
    if has(&INTAKE, whole.words) { stages(parts) } else { None }
}

/// The largest of the finished (finishing has steps of its own) and everything under way; `None` where one is missing.
fn stages<'a>(parts: &[Count<'a>]) -> Option<Vec<Count<'a>>> {
    let done = parts.iter().filter(|p| p.done()).max_by_key(|p| p.number)?;
    let mut taken: Vec<Count<'a>> = parts.iter().filter(|p| p.under_way()).copied().collect();
    if taken.is_empty() {
        return None;
    }
    taken.push(*done);
    taken.sort_by_key(|c| c.mention.span);
    Some(taken)
}

/// A类98件，B类42件: classes exclude one another.
fn classes(parts: &[Count<'_>]) -> bool {
    parts.iter().all(|p| p.words.trim_end().ends_with('类'))
        && parts.iter().enumerate().all(|(i, a)| parts.iter().skip(i + 1).all(|b| a.words != b.words))
}

/// 线上46场、线下122场: nothing but the ways themselves.
fn ways(parts: &[Count<'_>]) -> bool {
    let differ = parts.iter().enumerate().all(|(i, a)| parts.iter().skip(i + 1).all(|b| a.words != b.words));
    differ && parts.iter().all(|p| p.words != "新增" && APART.contains(&p.words))
}

/// 现场查档64人次、网上查档106人次: the same thing, with the same last two characters, in ways that exclude one another.
fn same_kind(parts: &[Count<'_>]) -> bool {
    let tail = |words: &str| -> Option<String> {
        let mut chars = words.chars().rev();
        let (last, before) = (chars.next()?, chars.next()?);
        Some([before, last].iter().collect())
    };
    let first = parts.first().and_then(|p| tail(p.words));
    let all_differ = parts.iter().enumerate().all(|(i, a)| parts.iter().skip(i + 1).all(|b| a.words != b.words));
    first.is_some() && all_differ && parts.iter().all(|p| tail(p.words) == first && has(&APART, p.words))
}
