//! Amounts in a sentence: a whole, `其中` and its parts; `由……组成` and all parts.

use std::collections::{BTreeSet, HashSet};

use kanhe_report::{Amount, Mention, Report};

use super::{amount, has, own_words};
use crate::engine::facts::whole::subject_of;
use crate::engine::facts::{Leaf, Row, Source};

/// Words that make a figure no part of the whole before it: comparisons, other years, budgets, uses.
const NO_PART: [&str; 26] = [
    "增", "减", "比", "较", "上年", "去年", "预算", "调", "节约", "结余", "结转", "年初", "人均", "每", "标准", "累计",
    "历年", "计划", "目标", "用于", "含", "追加", "收入", "同期", "截至", "截止",
];
/// Words with which a sentence leaves its parts behind.
const LEAVES: [&str; 6] = ["另外", "此外", "另有", "同时", "年末", "剩余"];
/// Figures looked at for a whole.
const REACH: usize = 16;
/// A part after a semicolon has a short name or none.
const SHORT: usize = 12;

/// Running text with its figures: paragraphs, or cells of goals.
struct Prose<'a> {
    mentions: &'a [Mention],
    texts: Vec<&'a str>,
    /// For each figure: whether it stands inside brackets.
    bracketed: Vec<bool>,
}

impl<'a> Prose<'a> {
    fn of(source: &Source<'a>) -> [Self; 2] {
        let Source { report, extras, .. } = *source;
        let paragraphs = report.paragraphs.iter().map(|l| l.text.as_str()).collect();
        let cells = extras.cells.texts.iter().map(String::as_str).collect();
        [Self::new(&report.mentions, paragraphs), Self::new(&extras.cells.mentions, cells)]
    }

    fn new(mentions: &'a [Mention], texts: Vec<&'a str>) -> Self {
        let mut prose = Self { mentions, texts, bracketed: Vec::with_capacity(mentions.len()) };
        let (mut line, mut at, mut open) = (usize::MAX, 0, 0_usize);
        for mention in mentions {
            if mention.line != line {
                (line, at, open) = (mention.line, 0, 0);
            }
            for c in prose.text(mention, at, mention.span.0).chars() {
                match c {
                    '（' | '(' => open += 1,
                    '）' | ')' => open = open.saturating_sub(1),
                    _ => {}
                }
            }
            at = mention.span.0;
            prose.bracketed.push(open > 0);
        }
        prose
    }

    fn text(&self, mention: &Mention, from: usize, to: usize) -> &'a str {
        self.texts.get(mention.line).and_then(|t| t.get(from..to)).unwrap_or_default()
    }

    fn in_brackets(&self, at: usize) -> bool {
        self.bracketed.get(at).copied().unwrap_or(false)
    }

    /// Whether an enumeration can go on from one figure to the next: in the same sentence, or over a semicolon to a
    /// part with a short name.
    fn goes_on(&self, from: &Mention, to: &Mention) -> bool {
        if from.line != to.line {
            return false;
        }
        let between = self.text(from, from.span.1, to.span.0);
        let short = own_words(to).chars().count() <= SHORT && !has(&NO_PART, between);
        !between.contains(['。', '！', '？', '\n']) && (from.sentence == to.sentence || short)
    }
}

/// A whole with the parts named after it.
pub(in crate::engine::facts) struct Group<'a> {
    whole: (&'a Mention, &'a Amount),
    parts: Vec<(&'a Mention, &'a Amount)>,
    /// A figure stands among the parts whose meaning is open.
    unsure: bool,
}

impl<'a> Group<'a> {
    fn row(&self) -> Row<'a> {
        let name = Leaf::text_at(own_words(self.whole.0), &self.whole.0.place);
        let total = Leaf::amount_at(self.whole.1, &self.whole.0.place);
        let part = |(m, a): &(&'a Mention, &'a Amount)| (Leaf::text(own_words(m)), Leaf::amount_at(a, &m.place));
        Row::of([name, total]).with_parts(self.parts.iter().map(part)).at(&self.whole.0.place)
    }

    fn adds_up(&self) -> bool {
        let sum = self.parts.iter().try_fold(0_i64, |sum, (_, a)| sum.checked_add(a.money.fen()));
        sum == Some(self.whole.1.money.fen())
    }

    /// Parts on both sides of a semicolon with the same sum: the whole by its sources, then by its uses.
    fn divided_twice(&self) -> bool {
        let sum =
            |parts: &[(&Mention, &Amount)]| parts.iter().try_fold(0_i64, |sum, (_, a)| sum.checked_add(a.money.fen()));
        let cut = self.parts.windows(2).position(|pair| pair[0].0.sentence != pair[1].0.sentence);
        cut.and_then(|at| self.parts.split_at_checked(at + 1)).is_some_and(|(front, back)| {
            front.len() > 1 && back.len() > 1 && sum(front).is_some() && sum(front) == sum(back)
        })
    }

    /// The names of its parts.
    fn names(&self) -> Vec<&'a str> {
        self.parts.iter().map(|(m, _)| own_words(m)).collect()
    }
}

/// Every 其中-group of which nothing is open.
fn sure_groups<'s, 'a>(source: &'s Source<'a>) -> &'s [Group<'a>] {
    source
        .groups
        .get_or_init(|| Prose::of(source).iter().flat_map(groups).filter(|g| !g.unsure && !g.divided_twice()).collect())
}

/// Three or more parts that add up in one sentence show that the same parts are complete elsewhere, too.
fn shown_complete<'a>(groups: &[Group<'a>]) -> impl Fn(&Group<'a>) -> bool + use<'a> {
    let adding = groups.iter().filter(|g| g.parts.len() > 2 && g.adds_up());
    let names: BTreeSet<Vec<&'a str>> = adding.map(Group::names).collect();
    move |g| g.parts.len() > 2 && names.contains(&g.names())
}

/// 其中-groups of the text, except the chains of spending figures and those that are complete, which have rows of
/// their own.
pub(super) fn some_parts<'a>(source: &Source<'a>) -> Vec<Row<'a>> {
    let groups = sure_groups(source);
    let (complete, chain) = (shown_complete(groups), spending_chains(source.report));
    let open = |g: &&Group<'a>| !chain(g) && !complete_three_public(g) && !complete(g);
    groups.iter().filter(open).map(Group::row).collect()
}

/// 三公 in the text, with all three parts named.
pub(in crate::engine::facts) fn three_public<'a>(source: &Source<'a>) -> Vec<Row<'a>> {
    sure_groups(source).iter().filter(|g| complete_three_public(g)).map(Group::row).collect()
}

fn complete_three_public(group: &Group<'_>) -> bool {
    let kinds = [&["接待"][..], &["用车", "公车"][..], &["出国"][..]];
    let kind_of = |m: &Mention| kinds.iter().position(|words| has(words, &m.before));
    let mut seen: Vec<Option<usize>> = group.parts.iter().map(|(m, _)| kind_of(m)).collect();
    seen.sort_unstable();
    has(&["三公"], subject_of(group.whole.0)) && seen == [Some(0), Some(1), Some(2)]
}

fn groups<'a>(prose: &Prose<'a>) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    let mut open: Option<Group<'a>> = None;
    let mut previous: Option<&'a Mention> = None;
    for (at, mention) in prose.mentions.iter().enumerate() {
        if previous.is_some_and(|p| !prose.goes_on(p, mention)) {
            groups.extend(open.take());
        }
        let before = mention.before.as_str();
        if let Some(part) = amount(mention) {
            if prose.in_brackets(at) {
                continue;
            }
            if before.contains("其中") {
                groups.extend(open.take());
                open = whole_before(prose, at).map(|whole| Group {
                    whole,
                    parts: vec![part],
                    unsure: has(&NO_PART, before),
                });
            } else if let Some(mut group) = open.take() {
                // 其中：财政拨款…、其他资金…；基本支出…、项目支出…: what adds up already is divided once more.
                let crossed = previous.is_some_and(|p| p.sentence != mention.sentence);
                let settled = before.contains("决算") && !own_words(group.whole.0).contains("决算");
                let again = crossed && (settled || (group.parts.len() > 1 && group.adds_up()));
                if again || has(&LEAVES, before) {
                    groups.push(group);
                } else {
                    group.unsure |= has(&NO_PART, before);
                    group.parts.push(part);
                    open = Some(group);
                }
            }
        }
        previous = Some(mention);
    }
    groups.extend(open);
    groups
}

/// The whole that 其中 divides: the figure right before it, or the one figure of its sentence (else of the sentence
/// before) that is no comparison.
fn whole_before<'a>(prose: &Prose<'a>, at: usize) -> Option<(&'a Mention, &'a Amount)> {
    let part = prose.mentions.get(at)?;
    let last = prose.mentions.get(at.checked_sub(1)?).filter(|m| m.line == part.line)?;
    let earlier = prose.mentions.iter().enumerate().take(at).rev().take(REACH);
    let of_sentence = earlier.take_while(|(_, m)| m.line == part.line && m.sentence == last.sentence);
    let outside = of_sentence.filter(|(i, m)| !prose.in_brackets(*i) && !compares(m));
    let mut wholes = outside.filter_map(|(_, m)| amount(m));
    let first = wholes.next()?;
    let right_before = std::ptr::eq(first.0, last) && last.sentence == part.sentence;
    (right_before || wholes.next().is_none()).then_some(first)
}

fn compares(mention: &Mention) -> bool {
    has(&["比", "较", "增", "减"], own_words(mention))
}

/// Whether a group is one of the chains that 支出陈述 holds.
fn spending_chains(report: &Report) -> impl Fn(&Group<'_>) -> bool + '_ {
    let spending = report.statements.iter().filter(|s| s.concept.starts_with("spending."));
    let stated: HashSet<*const Mention> =
        spending.filter_map(|s| report.mentions.get(s.mention)).map(std::ptr::from_ref).collect();
    move |group| {
        let stated = |m: &Mention| stated.contains(&std::ptr::from_ref(m));
        stated(group.whole.0) && group.parts.iter().any(|(m, _)| stated(m))
    }
}

/// A whole with all of its parts: 由……组成, or the same parts adding up elsewhere.
pub(super) fn all_parts<'a>(source: &Source<'a>) -> Vec<Row<'a>> {
    let report = source.report;
    let groups = sure_groups(source);
    let (complete, chain) = (shown_complete(groups), spending_chains(report));
    let listed = |g: &&Group<'a>| !chain(g) && !complete_three_public(g) && complete(g);
    let mut rows: Vec<Row<'a>> = groups.iter().filter(listed).map(Group::row).collect();
    let mut at = 0;
    while let Some(first) = report.mentions.get(at) {
        let count = report.mentions.iter().skip(at).take_while(|m| m.sentence == first.sentence).count().max(1);
        let sentence = report.mentions.get(at..at + count).unwrap_or_default();
        rows.extend(composed(report, sentence).map(|g| g.row()));
        at += count;
    }
    rows
}

/// The group of a sentence that says what a whole is made of.
fn composed<'a>(report: &'a Report, sentence: &'a [Mention]) -> Option<Group<'a>> {
    let opening = sentence.iter().position(|m| has(&["组成", "构成"], &m.before) && m.before.contains('由'))?;
    let said = sentence.get(opening)?;
    let parts: Vec<_> = sentence.iter().skip(opening).filter_map(amount).collect();
    let last = sentence.last()?;
    let rest = parts.iter().skip(1).any(|(m, _)| has(&NO_PART, &m.before) || has(&LEAVES, &m.before));
    if parts.len() < 2
        || rest
        || last.after.contains('等')
        || sentence.iter().skip(opening).any(|m| amount(m).is_none())
    {
        return None;
    }
    let whole = match opening.checked_sub(1).and_then(|i| sentence.get(i)).and_then(amount) {
        Some(whole) => whole,
        None => whole_by_subject(report, said)?,
    };
    Some(Group { whole, parts, unsure: false })
}

/// 项目支出由四部分组成: the figure last stated for that subject.
fn whole_by_subject<'a>(report: &'a Report, said: &Mention) -> Option<(&'a Mention, &'a Amount)> {
    let subject = said.before.split('由').next()?;
    let concepts = [("项目支出", "spending.project"), ("基本支出", "spending.basic")];
    let (_, concept) = concepts.iter().find(|(word, _)| subject.ends_with(word))?;
    let earlier = report.statements.iter().filter(|s| s.concept == *concept && s.doubt.is_none());
    earlier
        .filter_map(|s| report.mentions.get(s.mention))
        .filter(|m| m.sentence < said.sentence)
        .filter_map(amount)
        .next_back()
}
