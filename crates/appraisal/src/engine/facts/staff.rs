//! 人员: posts and staff, from the base data and from the text.

use kanhe_report::{Figure, Mention, holds_any};

use super::{Leaf, Row, Source};

const POSTS: [&str; 3] = ["编制", "核定", "定编"];
const STAFF: [&str; 5] = ["实有", "在职", "在编", "在岗", "实际"];
/// Words of people who are no staff, and of other times.
const OTHERS: [&str; 8] = ["退休", "离休", "临聘", "聘用", "遗属", "编外", "上年", "合同"];

/// The rows.
pub(super) fn rows<'a>(source: &Source<'a>) -> Vec<Row<'a>> {
    let base = source.report.base.iter().filter(|b| b.item == "staff");
    let mut rows: Vec<Row<'a>> = base
        .map(|b| {
            let leaves = [Leaf::number(&b.establishment), Leaf::number(&b.actual), Leaf::percent(&b.rate)];
            Row::of(leaves).at(&b.place)
        })
        .collect();
    rows.extend(stated(&source.report.mentions));
    rows
}

/// Posts and staff that stand side by side in a paragraph, once each.
fn stated(mentions: &[Mention]) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    let mut at = 0;
    while let Some(first) = mentions.get(at) {
        let end = at + mentions.iter().skip(at).take_while(|m| m.line == first.line).count();
        rows.extend(in_paragraph(mentions.get(at..end).unwrap_or_default()));
        at = end.max(at + 1);
    }
    rows
}

fn in_paragraph(mentions: &[Mention]) -> Option<Row<'_>> {
    let posts = only(mentions, |text| has(&POSTS, text) && !has(&STAFF, text))?;
    let staff = only(mentions, |text| has(&STAFF, text))?;
    // One kind of post against all staff says nothing.
    let kinds = ["行政", "事业", "工勤", "参公"];
    let kind = |m: &Mention| kinds.map(|k| m.before.contains(k));
    if kind(posts.0) != kind(staff.0) {
        return None;
    }
    Some(Row::of([posts.1, staff.1, Leaf::unknown()]).at(&posts.0.place))
}

/// The one count of people whose words fit; `None` where there are none or several.
fn only<'a>(mentions: &'a [Mention], fits: impl Fn(&str) -> bool) -> Option<(&'a Mention, Leaf<'a>)> {
    let mut found = None;
    for mention in mentions {
        let Figure::Count { number, unit } = &mention.figure else { continue };
        let people = matches!(unit.as_str(), "人" | "名" | "个" | "");
        if people && fits(last_clause(&mention.before)) && !has(&OTHERS, last_clause(&mention.before)) {
            if found.is_some() {
                return None;
            }
            found = Some((mention, Leaf::number_at(*number, &mention.place)));
        }
    }
    found
}

fn last_clause(before: &str) -> &str {
    before.rsplit(['，', '、', ',', '；', '（', '(']).find(|part| !part.trim().is_empty()).unwrap_or(before)
}

fn has(words: &[&str], text: &str) -> bool {
    holds_any(text, words)
}
