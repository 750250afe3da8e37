//! Counts of the text that the indicator table also measures: `indicator:NAME`.
//!
//! Precision counts more than recall: a figure is linked only where its measure fits and the indicator's name, or its
//! key noun, stands with it.

use kanhe_report::{Figure, Report, Role, Statement};

use super::{
    context::Context,
    folded::{folded, has_any, starts},
    likeness::Likeness,
    link_subjects::{Subject, compatible, subjects},
    link_words::{DONE, TARGETS, is_plain, role},
    measures::canonical,
    mentions::Spot,
};

/// Statements that link a figure with an indicator row.
pub(crate) fn read(cx: &Context<'_>, report: &Report, taken: &[bool], known: &[Statement]) -> Vec<Statement> {
    let subjects = subjects(report);
    if subjects.is_empty() {
        return Vec::new();
    }
    let mut used: Vec<bool> = taken.to_vec();
    for s in known {
        if let Some(u) = used.get_mut(s.mention) {
            *u = true;
        }
    }
    let mut links: Vec<Option<(usize, Role, Option<String>)>> = vec![None; cx.mentions.len()];
    for (i, spot) in cx.spots.iter().enumerate() {
        if used.get(i) == Some(&true) || skipped(cx, spot) {
            continue;
        }
        let Some(unit) = unit_of(cx, i) else { continue };
        let own = own_from(spot);
        let named = named_from(cx, spot);
        let link = by_name(cx, &subjects, i, (spot, own), &unit)
            .or_else(|| (named < own).then(|| by_name(cx, &subjects, i, (spot, named), &unit))?)
            .or_else(|| by_topic(cx, &subjects, i, spot, &unit));
        if let Some(slot) = links.get_mut(i) {
            *slot = link;
        }
    }
    pair_targets(cx, &mut links, &used);
    pair_results(cx, &mut links, &used);
    let named = |n: usize| subjects.get(n).map(|s| (s.index, s.printed.clone()));
    links
        .into_iter()
        .enumerate()
        .filter_map(|(mention, link)| {
            let (subject, role, doubt) = link?;
            let (index, name) = named(subject)?;
            let indicator = twin_by_value(cx, report, &subjects, subject, mention).unwrap_or(index);
            let doubt = doubt.or_else(|| {
                (subjects.get(subject)?.twin && indicator == index).then(|| "几个项目有同名指标".to_owned())
            });
            Some(Statement { concept: format!("indicator:{name}"), mention, role, indicator: Some(indicator), doubt })
        })
        .collect()
}

/// The canonical measure of a mention; `None` for money and bare numbers.
fn unit_of(cx: &Context<'_>, i: usize) -> Option<String> {
    match &cx.mentions.get(i)?.figure {
        Figure::Count { unit, .. } if !unit.is_empty() && !unit.contains(['余', '多', '/']) => Some(canonical(unit)),
        Figure::Percent(p) if p.sign => Some("%".to_owned()),
        _ => None,
    }
}

/// Figures that state no result: notes, other years, comparisons, parts.
fn skipped(cx: &Context<'_>, spot: &Spot) -> bool {
    let note = cx.lines.get(spot.line).is_some_and(|l| l.note) || cx.facts.get(spot.line).is_some_and(|f| f.contents);
    let clause = cx.chars(spot.line, spot.clause.0.max(spot.start.saturating_sub(60)), spot.start);
    let compared = has_any(
        clause,
        &[
            "比上",
            "较上",
            "同比",
            "环比",
            "较去",
            "比去",
            "增长",
            "增幅",
            "超出",
            "超目标",
            "高于",
            "低于",
            "提高了",
            "下降",
            "提升了",
            "减少了",
            "增加了",
            "还差",
            "尚有",
            "未完成",
            "扣",
            "占",
            "较目标",
            "比目标",
            "较计划",
            "比计划",
            "多完成",
            "少完成",
            "超过",
            "下一步",
            "明年",
            "下年",
            "季度",
            "半年",
            "月份",
        ],
    );
    let surplus =
        ["超额完成", "超额", "超", "多", "少"].iter().any(|w| clause.ends_with(&w.chars().collect::<Vec<_>>()));
    let plans = cx.within(spot.line, &["改进", "打算", "下一步", "下年", "建议", "存在的", "职能", "职责"]);
    note || compared || surplus || plans || !cx.is_current(spot)
}

/// A part of a figure before it in the same sentence: `…362起，其中当日修复258起、次日修复2起`.
fn is_part(cx: &Context<'_>, i: usize, spot: &Spot, unit: &str) -> bool {
    let from = spot.sentence.0.max(spot.start.saturating_sub(160));
    let sentence = cx.chars(spot.line, from, spot.start);
    let Some(at) = (0..sentence.len()).rev().find(|&k| starts(sentence, k, "其中") || starts(sentence, k, "分别"))
    else {
        return false;
    };
    (i.saturating_sub(6)..i).any(|p| {
        cx.spots.get(p).is_some_and(|s| s.line == spot.line && s.end <= from + at && s.start >= spot.sentence.0)
            && unit_of(cx, p).as_deref() == Some(unit)
    })
}

type Link = (usize, Role, Option<String>);

/// The indicator's name stands in the words from `from` to the figure, or right behind it.
fn by_name(cx: &Context<'_>, subjects: &[Subject], i: usize, (spot, from): (&Spot, usize), unit: &str) -> Option<Link> {
    let before = cx.chars(spot.line, from, spot.start);
    let to = cx
        .spots
        .get(i + 1)
        .filter(|s| s.line == spot.line)
        .map_or(usize::MAX, |s| s.start)
        .min(spot.clause.1)
        .min(spot.end + 20);
    let after = cx.chars(spot.line, spot.end, to);
    let mut best: Option<(Likeness, usize, usize)> = None;
    let mut tie = false;
    for (n, subject) in subjects.iter().enumerate() {
        let same = subject.units.iter().any(|u| u == unit);
        let near = unit != "%" && (subject.units.is_empty() || subject.units.iter().any(|u| compatible(u, unit)));
        if !same && !near {
            continue;
        }
        let likeness = subject.name.likeness(before).max(subject.name.likeness(after).map(Likeness::weaker));
        let Some(likeness) = likeness else { continue };
        if !same && likeness < Likeness::Whole {
            continue;
        }
        let size = subject.name.len();
        match best {
            Some((l, s, _)) if (l, s) > (likeness, size) => {}
            Some((l, s, _)) if (l, s) == (likeness, size) => tie = true,
            _ => {
                best = Some((likeness, size, n));
                tie = false;
            }
        }
    }
    let (likeness, _, n) = best?;
    let subject = subjects.get(n)?;
    if (unit == "%" && likeness < Likeness::Whole) || tie || is_part(cx, i, spot, unit) {
        return None;
    }
    let (role, sure) = role(before, &subject.name);
    // 检测样品300批次的年度目标
    let aim = cx.chars(spot.line, spot.end, (spot.end + 10).min(spot.clause.1));
    let named_aim = aim.first() == Some(&'的') && has_any(aim, &["目标", "任务", "计划"]);
    let role = if named_aim && role == Role::Achieved { Role::Target } else { role };
    if role == Role::Other || (likeness == Likeness::Noun && !only_of_its_kind(subjects, n, unit)) {
        return None;
    }
    let doubt = (likeness == Likeness::Noun).then(|| "名称与指标只有一部分相同".to_owned());
    let doubt = doubt.or_else(|| (!sure).then(|| "不能确定是任务数还是完成数".to_owned()));
    Some((n, role, doubt))
}

/// Where a figure's clause begins.
fn own_from(spot: &Spot) -> usize {
    spot.since.max(spot.clause.0).max(spot.start.saturating_sub(60))
}

/// Where the words of a figure begin: its clause, with the name in front of a colon: `检测样品：年度目标300批次`.
fn named_from(cx: &Context<'_>, spot: &Spot) -> usize {
    let from = own_from(spot);
    if from <= spot.since {
        return from;
    }
    let floor = spot.since.max(from.saturating_sub(31));
    let front = cx.chars(spot.line, floor, from - 1);
    let about = cx.chars(spot.line, from - 1, from) == [','] && front.ends_with(&['方', '面']);
    if !about && cx.chars(spot.line, from - 1, from) != [':'] {
        return from;
    }
    floor + front.iter().rposition(|c| matches!(c, ',' | ':')).map_or(0, |i| i + 1)
}

fn only_of_its_kind(subjects: &[Subject], n: usize, unit: &str) -> bool {
    let Some(own) = subjects.get(n) else { return false };
    subjects
        .iter()
        .enumerate()
        .all(|(k, s)| k == n || s.name.noun() != own.name.noun() || !s.units.iter().any(|u| u == unit))
}

/// Measures that say what is counted: machines, areas, lengths. 个, 次, 人 do not.
const SPEAKING: &[&str] = &[
    "台",
    "辆",
    "公里",
    "米",
    "亩",
    "万亩",
    "平方米",
    "万平方米",
    "公顷",
    "座",
    "吨",
    "万吨",
    "栋",
    "株",
    "万株",
    "所",
    "卷",
    "册",
    "万册",
];

/// The clause names nothing (`我区任务为20台`, `通过市级部门联合审查22台`), but its paragraph speaks of the one indicator
/// that has this measure.
fn by_topic(cx: &Context<'_>, subjects: &[Subject], i: usize, spot: &Spot, unit: &str) -> Option<Link> {
    if !SPEAKING.contains(&unit) || is_part(cx, i, spot, unit) {
        return None;
    }
    let mut fitting = subjects.iter().enumerate().filter(|(_, s)| s.units.iter().any(|u| u == unit));
    let (n, subject) = fitting.next()?;
    if fitting.next().is_some() {
        return None;
    }
    let from = spot.since.max(spot.clause.0);
    let clause = cx.chars(spot.line, from, spot.start);
    if clause.len() > 30 || !is_plain(clause) {
        return None;
    }
    let (role, sure) = role(clause, &subject.name);
    let stated = has_any(clause, TARGETS) || has_any(clause, DONE);
    let paragraph = cx.chars(spot.line, spot.start.saturating_sub(400), spot.start);
    let heading: Vec<char> = cx.titles(spot.line).next().unwrap_or_default().chars().collect();
    let speaks = [paragraph, &heading].into_iter().any(|words| subject.name.likeness(words) >= Some(Likeness::Whole));
    let project = stage_list(cx, i, spot, unit);
    (speaks && stated && sure && role != Role::Other && !project).then_some((n, role, None))
}

/// The figure stands in `其中已通过…95台、在建46台` or after it.
fn stage_list(cx: &Context<'_>, i: usize, spot: &Spot, unit: &str) -> bool {
    is_part(cx, i, spot, unit)
        || has_any(cx.chars(spot.line, spot.clause.0.max(spot.start.saturating_sub(80)), spot.start), &["其中"])
}

fn set(links: &mut [Option<Link>], at: usize, link: Link) {
    if let Some(slot) = links.get_mut(at) {
        *slot = Some(link);
    }
}

/// `年度目标任务为350批次，全年开展水质检测377批次`: a target without a name belongs to the next named figure of its measure.
fn pair_targets(cx: &Context<'_>, links: &mut [Option<Link>], used: &[bool]) {
    for i in 0..links.len() {
        let (Some(spot), Some(next)) = (cx.spots.get(i), cx.spots.get(i + 1)) else { continue };
        let free = links.get(i).is_some_and(Option::is_none) && used.get(i) == Some(&false);
        let same = spot.line == next.line && spot.sentence == next.sentence;
        let Some(Some((subject, Role::Achieved, doubt))) = links.get(i + 1).cloned() else { continue };
        let clause = cx.chars(spot.line, spot.since.max(spot.clause.0), spot.start);
        let plain = clause.len() <= 24 && is_plain(clause) && has_any(clause, TARGETS);
        let unit = unit_of(cx, i);
        if free && same && plain && unit.is_some() && unit == unit_of(cx, i + 1) && cx.is_current(spot) {
            set(links, i, (subject, Role::Target, doubt));
        }
    }
}

/// `计划加装电梯20台，实际完成22台`: a result without a name belongs to the target before it.
fn pair_results(cx: &Context<'_>, links: &mut [Option<Link>], used: &[bool]) {
    for i in 1..links.len() {
        let (Some(before), Some(spot)) = (cx.spots.get(i - 1), cx.spots.get(i)) else { continue };
        let free = links.get(i).is_some_and(Option::is_none) && used.get(i) == Some(&false);
        let same = spot.line == before.line && spot.sentence == before.sentence;
        let Some(Some((subject, Role::Target, doubt))) = links.get(i - 1).cloned() else { continue };
        let clause = cx.chars(spot.line, spot.since.max(spot.clause.0), spot.start);
        let plain = clause.len() <= 16 && is_plain(clause) && has_any(clause, DONE) && !has_any(clause, TARGETS);
        let unit = unit_of(cx, i);
        if free && same && plain && unit.is_some() && unit == unit_of(cx, i - 1) && !skipped(cx, spot) {
            set(links, i, (subject, Role::Achieved, doubt));
        }
    }
}

/// Of several indicators with the same name the one whose target or actual is the figure.
fn twin_by_value(
    cx: &Context<'_>,
    report: &Report,
    subjects: &[Subject],
    subject: usize,
    mention: usize,
) -> Option<usize> {
    let subject = subjects.get(subject).filter(|s| s.twin)?;
    let number = match &cx.mentions.get(mention)?.figure {
        Figure::Count { number, .. } => number.normalize().to_string(),
        Figure::Percent(p) => p.number.normalize().to_string(),
        Figure::Amount(_) => return None,
    };
    report.indicators.iter().position(|k| {
        k.level3.get().is_some_and(|n| n.trim() == subject.printed)
            && [&k.target, &k.actual].into_iter().filter_map(|e| e.get()).any(|t| {
                let digits: String = folded(t).chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
                kanhe_report::Decimal::from_str_exact(&digits).is_ok_and(|d| d.normalize().to_string() == number)
            })
    })
}
