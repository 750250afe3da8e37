//! What stands around a sum: other sums, rates, comparisons, a project or a fund that it belongs to.

use kanhe_report::{Figure, holds_any};

use super::{
    context::Context,
    folded::{find, has_any, starts},
    label::enumerated,
    mentions::Spot,
    money::Known,
    vocabulary::{self, Word},
};

/// `项目支出120万元，其中人员经费20万元`, `政府性基金支出50万元，其中项目支出50万元`: a part of project spending or of a
/// fund is none of the unit's parts.
pub(super) fn of_something_else(cx: &Context<'_>, spot: &Spot, known: &[Known]) -> bool {
    let from = spot.sentence.0.max(spot.start.saturating_sub(150));
    let front = cx.chars(spot.line, from, spot.start);
    let opens = |i: &usize| AMONG.iter().any(|w| starts(front, *i, w));
    let Some(among) = (0..front.len()).rev().find(opens).map(|i| from + i) else { return false };
    let mut previous = spot.previous;
    for _ in 0..20 {
        let Some((at, own)) = previous.and_then(|p| Some((p, cx.spots.get(p)?))) else { return false };
        let amount = cx.mentions.get(at).is_some_and(|m| matches!(m.figure, Figure::Amount(_)));
        if own.end <= among && amount {
            let label = cx.chars(own.line, own.since.max(own.start.saturating_sub(40)), own.start);
            return known.get(at) == Some(&Known::Yes(Word::Project)) || has_any(label, FUNDS);
        }
        previous = own.previous;
    }
    false
}

/// `局机关基本支出50万元，项目支出30万元`: behind a part of a branch come the branch's other parts.
pub(super) fn of_a_branch(cx: &Context<'_>, spot: &Spot, known: &[Known]) -> bool {
    let mut previous = spot.previous;
    for _ in 0..6 {
        let Some((at, own)) = previous.and_then(|p| Some((p, cx.spots.get(p)?))) else { return false };
        let amount = cx.mentions.get(at).is_some_and(|m| matches!(m.figure, Figure::Amount(_)));
        if amount && known.get(at) == Some(&Known::No) {
            let label = cx.chars(own.line, cx.label_start(own).max(own.start.saturating_sub(24)), own.start);
            let opens = vocabulary::words(label).is_none();
            let part = ["基本支出", "项目支出", "基本支出为", "项目支出为"]
                .iter()
                .any(|w| label.ends_with(&w.chars().collect::<Vec<_>>()));
            if opens && part {
                return true;
            }
        }
        previous = own.previous;
    }
    false
}

pub(super) const AMONG: &[&str] = &["其中", "包括", "包含"];

/// Money beside the general budget.
const FUNDS: &[&str] = &["政府性基金", "国有资本", "社会保险基金", "社保基金", "三公", "政府采购", "专户"];

/// `结转结余20万元，其中：财政拨款结转15万元`: a part of what is carried over.
pub(super) fn carried_in_part(cx: &Context<'_>, spot: &Spot, known: &[Known]) -> bool {
    let whole = sum_before(cx, spot).map(|p| known.get(p) == Some(&Known::Yes(Word::Carry)));
    whole.unwrap_or(true) && has_any(cx.chars(spot.line, spot.since.max(spot.sentence.0), spot.start), AMONG)
}

/// `该项目年初预算…`, `项目一：…`.
fn speaks_of_a_project(front: &[char]) -> bool {
    has_any(front, &["该项目", "本项目", "此项目", "该专项"])
        || (starts(front, 0, "项目") && enumerated(front, 0).is_some())
}

/// The sum before a figure in its sentence. Rates, shares and comparisons in between (`比上年增加3万元，增长2.1%`) say
/// nothing of what it is about.
pub(super) fn sum_before(cx: &Context<'_>, spot: &Spot) -> Option<usize> {
    let mut previous = spot.previous;
    for _ in 0..8 {
        let at = previous?;
        let (mention, own) = (cx.mentions.get(at)?, cx.spots.get(at)?);
        let label = cx.chars(own.line, cx.label_start(own).max(own.start.saturating_sub(24)), own.start);
        let compares = has_any(label, COMPARISONS);
        let passes = match &mention.figure {
            Figure::Percent(_) => compares || has_any(label, SHARES),
            Figure::Amount(_) => compares,
            // 两项合计
            Figure::Count { .. } => {
                ["合计", "共计", "总计"].iter().any(|w| starts(cx.chars(own.line, own.end, own.end + 2), 0, w))
            }
        };
        if !passes {
            return Some(at);
        }
        previous = own.previous;
    }
    previous
}

/// Whether the figures in front of a sum in its sentence are rates of the unit's own budget: `预算执行率98%，年末结转…`.
fn rates_are_plain(cx: &Context<'_>, spot: &Spot) -> bool {
    let mut previous = spot.previous;
    for _ in 0..4 {
        let Some(own) = previous.and_then(|p| cx.spots.get(p)) else { return true };
        let front = cx.bare(own.line, own.since.max(own.sentence.0), own.start).map(|(label, _)| label);
        let bare = front.map(|l| l.into_iter().filter(|c| !matches!(c, ',' | '、')).collect::<Vec<char>>());
        if bare.is_none_or(|label| vocabulary::words(&label).is_none()) {
            return false;
        }
        previous = own.previous;
    }
    false
}

/// Words of shares and rates.
const SHARES: &[&str] = &["占", "率", "进度", "比重", "比例", "完成"];

/// Words of a comparison with another sum.
const COMPARISONS: &[&str] = &["较", "比", "同比", "增长", "下降", "增幅", "降幅", "增加", "减少"];

/// Wages or goods and services are the whole of personnel or public funds only inside 基本支出, with nothing beside them.
pub(super) fn alone(cx: &Context<'_>, i: usize, spot: &Spot, known: &[Known]) -> bool {
    let line =
        cx.chars(spot.line, spot.sentence.0.max(spot.start.saturating_sub(150)), spot.sentence.1.min(spot.end + 150));
    let basic = (cx.of_line(spot.line).start.max(i.saturating_sub(8))..i)
        .any(|p| known.get(p) == Some(&Known::Yes(Word::Basic)));
    let others = ["对个人和家庭", "资本性", "债务"].iter().any(|w| find(line, 0, w).is_some());
    (basic || find(line, 0, "基本支出").is_some()) && !others
}

/// Where sums of projects stand.
pub(super) struct Taken {
    /// Lines that begin with one.
    lines: Vec<bool>,
    /// Whether each mention is one.
    mentions: Vec<bool>,
}

impl Taken {
    pub fn new(cx: &Context<'_>, taken: &[bool]) -> Self {
        let mut lines = vec![false; cx.lines.len()];
        let mut last = usize::MAX;
        for ((mention, spot), taken) in cx.mentions.iter().zip(cx.spots).zip(taken) {
            if spot.line == last || !matches!(mention.figure, Figure::Amount(_)) {
                continue;
            }
            last = spot.line;
            if let Some(line) = lines.get_mut(spot.line) {
                *line = *taken;
            }
        }
        Self { lines, mentions: taken.to_vec() }
    }

    /// Whether a sum stands in a project's line, or in one sentence with a project's sums.
    fn around(&self, cx: &Context<'_>, spot: &Spot) -> bool {
        self.lines.get(spot.line) == Some(&true)
            || cx.between(spot.line, spot.sentence.0, spot.sentence.1).any(|i| self.mentions.get(i) == Some(&true))
    }
}

/// `“三公”经费。全年预算12.50万元，支出9.86万元`: the line's own heading says that it is about something else.
fn headed_apart(front: &[char]) -> bool {
    let lead = front.iter().take(20).position(|c| matches!(c, '。' | ':')).and_then(|end| front.get(..end));
    lead.is_some_and(|l| has_any(l, &["三公", "政府采购", "政府性基金", "国有资本", "资产"]))
}

/// A word such as 支出 alone is the unit's only where nothing in its sentence makes it another's.
pub(super) fn context_is_plain(cx: &Context<'_>, spot: &Spot, projects: &Taken, known: &[Known]) -> bool {
    let project_section = cx
        .titles(spot.line)
        .next()
        .is_some_and(|t| holds_any(t, PROJECTS) && !t.contains("基本支出") && !t.contains("整体"));
    let front = cx.chars(spot.line, 0, spot.start.min(160));
    if project_section || projects.around(cx, spot) || speaks_of_a_project(front) || headed_apart(front) {
        return false;
    }
    if let Some(previous) = sum_before(cx, spot) {
        return known.get(previous).is_some_and(|k| *k != Known::No);
    }
    let from = spot.sentence.0;
    let to = cx.label_start(spot);
    if to <= from {
        return true;
    }
    // Rates that stand in front are not words.
    let from = spot.previous.and_then(|p| cx.spots.get(p)).filter(|p| p.start >= from).map_or(from, |p| p.end);
    let rates = spot.previous.is_none() || rates_are_plain(cx, spot);
    rates
        && cx.bare(spot.line, from, to.max(from)).is_some_and(|(label, _)| {
            let bare: Vec<char> = label.into_iter().filter(|c| !matches!(c, ',' | ':' | '、')).collect();
            vocabulary::words(&bare).is_some()
        })
}

/// `支出5万元购买…`: a purpose right behind the figure makes it a part.
pub(super) fn after_is_plain(cx: &Context<'_>, spot: &Spot) -> bool {
    let after = cx.chars(spot.line, spot.end, spot.end + 6);
    let after: &[char] = if after.is_empty() { cx.chars(spot.line, spot.end, spot.sentence.1) } else { after };
    !["用于", "购", "支付", "开展", "奖励", "补助", "采购", "专项", "的"].iter().any(|w| starts(after, 0, w))
}

const PROJECTS: &[&str] = &["项目支出", "项目绩效", "专项资金", "项目情况"];
