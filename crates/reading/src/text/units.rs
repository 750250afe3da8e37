//! Where the text names the reporting unit.

use kanhe_document::{Block, Document};
use kanhe_report::{Place, TextLine, UnitMention, UnitRole};

use super::{
    folded::{Folded, find_any, has_any},
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

/// The unit that a sheet's heading names, where nothing else does: a row above the table proper holds its title or
/// `填报单位：…` alone.
pub(crate) fn in_sheet_heads(document: &Document) -> Option<UnitMention> {
    let tables = document.blocks.iter().filter_map(|b| if let Block::Table(t) = b { Some(t) } else { None });
    for table in tables.filter(|t| !t.hidden).take(4) {
        for cell in table.cells.iter().take_while(|c| c.row < 4) {
            let alone = !table
                .cells
                .iter()
                .take_while(|c| c.row <= cell.row)
                .any(|c| c.row == cell.row && c.col != cell.col && !c.text.trim().is_empty());
            if !alone || cell.text.chars().count() > 90 || table.hidden_rows.contains(&cell.row) {
                continue;
            }
            let name = labelled_unit(&cell.text).or_else(|| super::head::unit_in(&cell.text).filter(|n| is_body(n)));
            let mut place = Place::cell(table.number, cell.row + 1, cell.col + 1, cell.text.trim());
            place.sheet.clone_from(&table.sheet);
            if let Some(name) = name {
                return Some(UnitMention { name, role: UnitRole::Line, form: None, place });
            }
        }
    }
    None
}

/// A form's caption that names the unit: `2021年林业局部门整体支出绩效自评表` above a table.
fn caption(line: &TextLine, fact: &LineFacts) -> Option<String> {
    fact.above_table.filter(|n| *n <= 3 && fact.label.is_none())?;
    super::head::unit_in(&line.text).filter(|n| is_body(n))
}

/// Words after the unit's name at the start of a sentence about it.
const ABOUT_ITSELF: &[&str] =
    &["主要承担以下职责", "主要承担以下职能", "的主要职责", "主要职责", "主要职能", "(以下简称"];
/// Words after the name of the unit that assessed itself.
const ASSESSED: &[&str] = &[
    "对20",
    "对二〇",
    "对照",
    "组织开展20",
    "组织开展了20",
    "组织开展部门",
    "组织对20",
    "开展了20",
    "开展20",
    "认真开展20",
    "认真组织开展",
    "高度重视",
    "对本单位20",
    "对本部门20",
    "对部门整体",
    "对整体支出",
];
/// Words of a sentence in which somebody tells others to assess themselves.
const ORDERS: &[&str] =
    &["部署", "布置", "通知要求各", "印发", "下发", "委托", "抽查", "复核", "组织各", "要求各", "对各", "重点评价"];

fn in_sentence(text: &Folded) -> Option<String> {
    let c = text.slice(0, text.chars.len().min(120));
    let sentence = text.slice(0, text.chars.len().min(200));
    // Each way of speaking of itself has one of these: most lines have none.
    if !sentence.iter().any(|c| matches!(c, '职' | '简' | '评')) {
        return None;
    }
    let (at, assessed) = match (find_any(c, ABOUT_ITSELF), find_any(c, ASSESSED)) {
        (Some(a), b) if b.is_none_or(|b| a < b) => (a, false),
        (_, b) => (b?, true),
    };
    let start = c.get(..at)?.iter().rposition(|c| matches!(c, ',' | '。' | ':' | '、' | '》')).map_or(0, |i| i + 1);
    let end = sentence.iter().skip(at).position(|c| *c == '。').map_or(sentence.len(), |n| at + n);
    let own = sentence.get(at..end).unwrap_or_default();
    if assessed && (!has_any(own, &["自评", "评价"]) || has_any(own, ORDERS)) {
        return None;
    }
    let years = years::scan(text);
    let start = years.iter().filter(|y| y.end <= at && y.start >= start).map(|y| y.end).max().unwrap_or(start);
    let name: String = c.get(start..at)?.iter().filter(|c| !c.is_whitespace()).collect();
    let name = ["根据要求", "我们", "现将", "我"]
        .iter()
        .fold(name, |n, lead| n.strip_prefix(lead).map(str::to_owned).unwrap_or(n));
    let general = ["本", "该", "各", "全", "县", "市", "区", "省", "州", "由", "经", "为", "单位", "部门", "中心"]
        .iter()
        .any(|w| name.starts_with(w));
    let other =
        assessed && ["财政局", "财政厅", "事务所", "公司", "小组", "科室", "办公室"].iter().any(|w| name.ends_with(w));
    (!general && !other && name.chars().count() >= 4 && is_body(&name)).then_some(name)
}
