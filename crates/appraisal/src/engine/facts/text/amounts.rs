//! Amounts in a sentence: a whole, `其中` and its parts; `由……组成` and all parts.

use kanhe_report::{Amount, Figure, Mention, Report};

use super::has;
use crate::engine::facts::whole::subject_of;
use crate::engine::facts::{Leaf, Row, Source};

/// Words that make a figure no part of the whole before it: comparisons, other years, budgets, uses.
const NO_PART: [&str; 26] = [
    "增", "减", "比", "较", "上年", "去年", "预算", "调", "节约", "结余", "结转", "年初", "人均", "每", "标准", "累计", "历年", "计划",
    "目标", "用于", "含", "追加", "收入", "同期", "截至", "截止",
];
/// Words with which a sentence leaves its parts behind.
const LEAVES: [&str; 6] = ["另外", "此外", "另有", "同时", "年末", "剩余"];

/// A whole with the parts named after it.
struct Group<'a> {
    whole: (&'a Mention, &'a Amount),
    parts: Vec<(&'a Mention, &'a Amount)>,
    /// A figure stands among the parts whose meaning is open.
    unsure: bool,
}

impl<'a> Group<'a> {
    fn row(&self) -> Row<'a> {
        let name = Leaf::text_at(subject_of(self.whole.0), &self.whole.0.place);
        let total = Leaf::amount_at(self.whole.1, &self.whole.0.place);
        let part = |(m, a): &(&'a Mention, &'a Amount)| (Leaf::text(subject_of(m)), Leaf::amount_at(a, &m.place));
        Row::of([name, total]).with_parts(self.parts.iter().map(part)).at(&self.whole.0.place)
    }
}

fn amount(mention: &Mention) -> Option<(&Mention, &Amount)> {
    match &mention.figure {
        Figure::Amount(amount) => Some((mention, amount)),
        _ => None,
    }
}

/// Whether a figure stands inside brackets that were opened in its paragraph.
fn in_brackets(report: &Report, mention: &Mention) -> bool {
    let text = report.paragraphs.get(mention.line).and_then(|l| l.text.get(..mention.span.0)).unwrap_or_default();
    let count = |marks: [char; 2]| text.matches(marks).count();
    count(['（', '(']) > count(['）', ')'])
}

/// 其中-groups of the text, except the chains of spending figures, which have rows of their own.
pub(super) fn some_parts<'a>(source: &Source<'a>) -> Vec<Row<'a>> {
    let report = source.report;
    let three_public = |g: &&Group<'a>| complete_three_public(g);
    groups(report).iter().filter(|g| !g.unsure && !is_spending_chain(report, g) && !three_public(g)).map(Group::row).collect()
}

/// 三公 in the text, with all three parts named.
pub(in crate::engine::facts) fn three_public<'a>(source: &Source<'a>) -> Vec<Row<'a>> {
    groups(source.report).iter().filter(|g| !g.unsure && complete_three_public(g)).map(Group::row).collect()
}

fn complete_three_public(group: &Group<'_>) -> bool {
    let kinds = [&["接待"][..], &["用车", "公车"][..], &["出国"][..]];
    let kind_of = |m: &Mention| kinds.iter().position(|words| has(words, &m.before));
    let mut seen: Vec<Option<usize>> = group.parts.iter().map(|(m, _)| kind_of(m)).collect();
    seen.sort_unstable();
    has(&["三公"], subject_of(group.whole.0)) && seen == [Some(0), Some(1), Some(2)]
}

fn groups(report: &Report) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut open: Option<Group<'_>> = None;
    let mut previous: Option<&Mention> = None;
    for mention in &report.mentions {
        let same_line = previous.is_some_and(|p| p.line == mention.line);
        let same_sentence = previous.is_some_and(|p| p.sentence == mention.sentence);
        if !same_sentence {
            groups.extend(open.take());
        }
        let before = mention.before.as_str();
        if let Some(part) = amount(mention) {
            if in_brackets(report, mention) {
                if let Some(group) = &mut open {
                    group.unsure |= before.contains("其中");
                }
                continue;
            }
            if before.contains("其中") {
                let nested = open.take();
                let whole = previous.filter(|_| same_line).and_then(amount).filter(|w| may_be_whole(report, w.0, mention));
                groups.extend(nested);
                open = whole.map(|whole| Group { whole, parts: vec![part], unsure: has(&NO_PART, before) });
            } else if let Some(mut group) = open.take() {
                if has(&LEAVES, before) {
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

/// A figure right before 其中 is the whole; one in the sentence before only if it is the only one there.
fn may_be_whole(report: &Report, whole: &Mention, part: &Mention) -> bool {
    if has(&["其中", "比", "较", "增", "减"], &whole.before) && whole.sentence != part.sentence {
        return false;
    }
    whole.sentence == part.sentence
        || report.mentions.iter().filter(|m| m.sentence == whole.sentence && amount(m).is_some()).count() == 1
}

fn is_spending_chain(report: &Report, group: &Group<'_>) -> bool {
    let stated = |mention: &Mention| {
        report.statements.iter().any(|s| {
            s.concept.starts_with("spending.") && report.mentions.get(s.mention).is_some_and(|m| std::ptr::eq(m, mention))
        })
    };
    stated(group.whole.0) && group.parts.iter().any(|(m, _)| stated(m))
}

/// 由……组成: a whole with all of its parts.
pub(super) fn all_parts<'a>(source: &Source<'a>) -> Vec<Row<'a>> {
    let report = source.report;
    let mut rows = Vec::new();
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
    if parts.len() < 2 || rest || last.after.contains('等') || sentence.iter().skip(opening).any(|m| amount(m).is_none()) {
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
    let concept = [("项目支出", "spending.project"), ("基本支出", "spending.basic")].iter().find(|(word, _)| subject.ends_with(word))?.1;
    let earlier = report.statements.iter().filter(|s| s.concept == concept && s.doubt.is_none());
    earlier.filter_map(|s| report.mentions.get(s.mention)).filter(|m| m.sentence < said.sentence).filter_map(amount).next_back()
}
