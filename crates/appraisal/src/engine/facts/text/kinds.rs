//! 逐项列全 of counts: staff by kind, a score by its parts.

use kanhe_report::{Decimal, Figure, Mention};

use super::has;
use crate::engine::facts::{Leaf, Row, Source};

/// Kinds of staff that exclude one another, by the words that name them; each list is a partition of its own.
const KINDS: [&[&[&str]]; 2] = [
    &[&["行政", "公务员"], &["参公", "参照公务员"], &["事业"], &["工勤", "工人"]],
    &[&["专业技术", "卫生技术", "卫技"], &["管理"], &["工勤", "工人"]],
];
/// The kinds that show a list to be complete: two of the first partition (one of them 事业), all of the second.
const COMPLETE: [usize; 2] = [2, 3];
/// People who are no staff: with them another count begins.
const OTHERS: [&str; 14] =
    ["退休", "离休", "聘用", "临聘", "编外", "遗属", "合同", "借调", "劳务", "空编", "空缺", "临时", "抽调", "挂职"];
/// Words of the whole.
const STAFF: [&str; 8] = ["在职", "实有", "编制", "在编", "在岗", "人员", "人数", "职工"];

/// Figures of one sentence looked at.
const MOST: usize = 40;

/// The rows.
pub(in crate::engine::facts) fn rows<'a>(source: &Source<'a>) -> Vec<Row<'a>> {
    let mentions = &source.report.mentions;
    let mut rows = Vec::new();
    let mut at = 0;
    while let Some(first) = mentions.get(at) {
        let length = mentions.iter().skip(at).take_while(|m| m.sentence == first.sentence).count().max(1);
        if (3..=MOST).contains(&length) {
            staff(mentions.get(at..at + length).unwrap_or_default(), &mut rows);
        }
        at += length;
    }
    rows.extend(scores(source));
    rows
}

/// A count of people.
fn people(mention: &Mention) -> Option<Decimal> {
    match &mention.figure {
        Figure::Count { number, unit } if matches!(unit.as_str(), "人" | "名") && number.is_integer() => {
            Some(*number)
        }
        _ => None,
    }
}

/// The words of a count itself: those behind the last mark before it.
fn words(mention: &Mention) -> &str {
    let before = mention.before.trim_end_matches([':', '：', ' ', '　']);
    before.rsplit(['，', ',', '、', '；', '(', '（', '：', ':', '。']).next().unwrap_or(before).trim()
}

/// The partition and the kind that a count's words name.
fn kind(mention: &Mention, partition: &[&[&str]]) -> Option<usize> {
    let words = words(mention);
    partition.iter().position(|names| has(names, words)).filter(|_| !has(&OTHERS, words))
}

fn staff<'a>(sentence: &'a [Mention], rows: &mut Vec<Row<'a>>) {
    for (partition, complete) in KINDS.iter().zip(COMPLETE) {
        for (at, whole) in sentence.iter().enumerate() {
            let Some(number) = people(whole).filter(|_| has(&STAFF, words(whole)) || whole.before.contains("编制"))
            else {
                continue;
            };
            if kind(whole, partition).is_some() || has(&OTHERS, words(whole)) {
                continue;
            }
            let behind = sentence.get(at + 1..).unwrap_or_default();
            let opens = behind.first().is_some_and(|m| {
                let lead = m.before.trim_start();
                m.before.contains("其中") || lead.starts_with(['（', '(', '：', ':'])
            });
            if opens {
                rows.extend(divided(whole, number, behind, partition, complete));
            }
        }
        for (at, whole) in sentence.iter().enumerate() {
            // 行政编制40名，事业编制25名，共65名
            let Some(number) = people(whole).filter(|_| matches!(words(whole), "共" | "合计" | "共计" | "总计"))
            else {
                continue;
            };
            let front = sentence.get(..at).unwrap_or_default();
            let kinds = front.iter().take_while(|m| kind(m, partition).is_some()).count();
            if kinds == front.len() {
                rows.extend(divided(whole, number, front, partition, complete));
            }
        }
    }
}

/// The parts of a whole, where each is of a kind of its own and they show that none is missing.
fn divided<'a>(
    whole: &'a Mention,
    number: Decimal,
    others: &'a [Mention],
    partition: &[&[&str]],
    complete: usize,
) -> Option<Row<'a>> {
    let mut parts: Vec<(&'a Mention, Decimal)> = Vec::new();
    let mut seen: Vec<usize> = Vec::new();
    for mention in others {
        let Some(count) = people(mention) else { break };
        let Some(kind) = kind(mention, partition) else {
            // 其中行政13人、事业44人，借调3人: what it counts is open, unless it is something else altogether.
            let another = has(&OTHERS, words(mention)) || has(&STAFF, words(mention));
            if another {
                break;
            }
            return None;
        };
        if seen.contains(&kind) {
            break;
        }
        seen.push(kind);
        parts.push((mention, count));
    }
    let named = if complete == 2 { seen.contains(&2) } else { true };
    let open = parts.last().is_some_and(|(m, _)| m.after.trim_start().starts_with('等'));
    let enough = parts.len() >= complete && named && !open;
    // 行政编制36名、参公编制21名: posts are compared with posts only.
    let posts = |m: &Mention| m.before.contains("编制");
    let summed = matches!(words(whole), "共" | "合计" | "共计" | "总计");
    let alike = summed || posts(whole) || !parts.iter().any(|(m, _)| posts(m));
    (enough && alike).then(|| {
        let leaf = |m: &'a Mention, n: Decimal| Leaf::number_at(n, &m.place).counted_in("人");
        let parts = parts.iter().map(|(m, n)| (Leaf::text(words(m)), leaf(m, *n)));
        Row::of([Leaf::text(words(whole)), leaf(whole, number)]).with_parts(parts).at(&whole.place)
    })
}

/// Score words that make up a whole report's score.
const SCORED: [&[&str]; 4] = [&["产出"], &["效益", "效果"], &["投入", "决策", "执行"], &["过程", "满意度", "满意"]];

/// 自评总分93分，其中：投入10分得10分、…: the parts of the score that the text states.
fn scores<'a>(source: &Source<'a>) -> Vec<Row<'a>> {
    let report = source.report;
    let mut stated = report.statements.iter().filter(|s| s.concept == "score.total" && s.doubt.is_none());
    let Some(whole) = stated.next().and_then(|s| report.mentions.get(s.mention)) else { return Vec::new() };
    let Figure::Count { number, .. } = &whole.figure else { return Vec::new() };
    let from = report.mentions.partition_point(|m| m.line < whole.line);
    let line: Vec<(&Mention, Decimal)> = report
        .mentions
        .get(from..)
        .unwrap_or_default()
        .iter()
        .take_while(|m| m.line == whole.line)
        .filter(|m| !std::ptr::eq(*m, whole))
        .filter_map(|m| match &m.figure {
            Figure::Count { number, unit } if unit == "分" => Some((m, *number)),
            _ => None,
        })
        .collect();
    let parts = out_of_maxima(&line).or_else(|| named_parts(whole, &line));
    let row = parts.map(|parts| {
        let leaf = |m: &'a Mention, n: Decimal| Leaf::number_at(n, &m.place).counted_in("分");
        let parts = parts.into_iter().map(|(name, m, n)| (Leaf::text(name), leaf(m, n)));
        Row::of([Leaf::text("自评得分"), leaf(whole, *number)]).with_parts(parts).at(&whole.place)
    });
    row.into_iter().collect()
}

type Part<'a> = (&'a str, &'a Mention, Decimal);

/// `投入15分得15分，过程25分得23分`, `得9.7分（满分10分）`: maxima that make up 100 show that no part is missing.
fn out_of_maxima<'a>(line: &[(&'a Mention, Decimal)]) -> Option<Vec<Part<'a>>> {
    if line.len() < 4 || line.len() % 2 == 1 {
        return None;
    }
    let mut parts = Vec::new();
    let mut sum = Decimal::ZERO;
    for pair in line.chunks_exact(2) {
        let [(a, x), (b, y)] = pair else { return None };
        let between = b.before.trim();
        let short = between.chars().count() <= 8;
        let (name, scored, value, most) = if between.contains("满分") || between.contains("分值") {
            (words(a), *a, *x, *y)
        } else if short && has(&["得", "自评", "评"], between) && a.sentence == b.sentence {
            (words(a), *b, *y, *x)
        } else {
            return None;
        };
        if value > most {
            return None;
        }
        sum = sum.checked_add(most)?;
        parts.push((name, scored, value));
    }
    (sum == Decimal::ONE_HUNDRED).then_some(parts)
}

/// `其中：预算执行9.9分、产出指标48分、效益指标27.7分、满意度指标9分`: the level-1 parts, all of them.
fn named_parts<'a>(whole: &Mention, line: &[(&'a Mention, Decimal)]) -> Option<Vec<Part<'a>>> {
    let parts: Vec<&(&'a Mention, Decimal)> = line.iter().filter(|(m, _)| m.span.0 > whole.span.1).collect();
    let opened = parts.first().is_some_and(|(m, _)| has(&["其中", "具体"], &m.before));
    let plain = parts.iter().all(|(m, _)| {
        let named: usize = SCORED.iter().filter(|names| has(names, words(m))).count();
        named == 1 && !has(&["扣", "满分", "加"], words(m))
    });
    let all = SCORED.iter().all(|names| parts.iter().filter(|(m, _)| has(names, words(m))).count() == 1);
    (opened && plain && all && parts.len() == SCORED.len())
        .then(|| parts.iter().map(|(m, n)| (words(m), *m, *n)).collect())
}
