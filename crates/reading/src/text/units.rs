//! Where the text names the reporting unit.

use kanhe_report::{TextLine, UnitMention, UnitRole};

use super::{
    folded::{Folded, find},
    head::{Head, is_body, labelled_unit},
    lines::LineFacts,
    years,
};

/// Mentions in title, in lines beside forms, and in sentences that are about the unit itself.
pub(crate) fn read(lines: &[TextLine], facts: &[LineFacts], folded: &[Folded], head: &Head) -> Vec<UnitMention> {
    let mut out = Vec::new();
    if let Some(unit) = &head.unit {
        out.push(UnitMention {
            name: unit.value.clone(),
            role: UnitRole::Title,
            form: None,
            place: unit.place.clone(),
        });
    }
    for (i, ((line, fact), text)) in lines.iter().zip(facts).zip(folded).enumerate() {
        if head.lines.contains(&i) || fact.contents {
            continue;
        }
        let short = text.chars.len() <= 80;
        let found =
            if short && fact.label.is_none() { labelled_unit(&line.text).map(|n| (n, UnitRole::Line)) } else { None };
        let found = found.or_else(|| caption(line, fact).map(|n| (n, UnitRole::Line)));
        let found = found.or_else(|| in_sentence(text).map(|n| (n, UnitRole::Text)));
        if let Some((name, role)) = found {
            out.push(UnitMention { name, role, form: None, place: line.place() });
        }
    }
    out
}

/// A form's caption that names the unit: `2021年林业局部门整体支出绩效自评表` above a table.
fn caption(line: &TextLine, fact: &LineFacts) -> Option<String> {
    fact.above_table.filter(|n| *n <= 3 && fact.label.is_none())?;
    super::head::unit_in(&line.text).filter(|n| is_body(n))
}

/// Words after the unit's name at the start of a sentence about it.
const ABOUT_ITSELF: &[&str] =
    &["主要承担以下职责", "主要承担以下职能", "的主要职责", "主要职责", "主要职能", "(以下简称", "对20", "对二〇"];

fn in_sentence(text: &Folded) -> Option<String> {
    let c = text.slice(0, text.chars.len().min(80));
    let at = ABOUT_ITSELF.iter().filter_map(|w| find(c, 0, w)).min()?;
    let start = c.get(..at)?.iter().rposition(|c| matches!(c, ',' | '。' | ':' | '、')).map_or(0, |i| i + 1);
    let assessed = find(text.slice(0, text.chars.len().min(160)), at, "自评").is_some()
        || find(text.slice(0, text.chars.len().min(160)), at, "评价").is_some();
    if c.get(at) == Some(&'对') && !assessed {
        return None;
    }
    let years = years::scan(text);
    let start = years.iter().filter(|y| y.end <= at && y.start >= start).map(|y| y.end).max().unwrap_or(start);
    let name: String = c.get(start..at)?.iter().filter(|c| !c.is_whitespace()).collect();
    let name = ["根据要求", "我们", "现将", "我"]
        .iter()
        .fold(name, |n, lead| n.strip_prefix(lead).map(str::to_owned).unwrap_or(n));
    let own =
        ["本单位", "本部门", "单位", "部门", "中心", "本中心", "本局", "局", "本院", "本级"].contains(&name.as_str());
    (!own && name.chars().count() >= 4 && is_body(&name)).then_some(name)
}
