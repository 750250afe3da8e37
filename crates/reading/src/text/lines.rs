//! Paragraphs outside tables as lines, with their typed labels cut off; which of them are notes to a table.

use kanhe_document::{Block, Document};
use kanhe_report::TextLine;

use super::{
    folded::squeezed,
    label::{self, Label},
};

/// What is known of a line beside its `TextLine`.
#[derive(Debug, Clone, Default)]
pub(crate) struct LineFacts {
    /// The label, understood.
    pub label: Option<Label>,
    /// Level of a heading style.
    pub heading: Option<u8>,
    /// Number of the last table before it, 0 if none.
    pub table_before: u32,
    /// How many lines further the next table stands, if it is among the next few blocks: 1 for directly below.
    pub above_table: Option<usize>,
    /// Directly below a table, or below lines that are.
    pub below_table: bool,
    /// A line of a table of contents.
    pub contents: bool,
}

const NOTE_STARTS: &[&str] = &[
    "说明",
    "备注",
    "注:",
    "注：",
    "注1",
    "填表人",
    "填报人",
    "填报日期",
    "填表日期",
    "填报单位负责人",
    "联系电话",
    "联系人",
    "联系方式",
    "单位负责人",
    "负责人",
    "金额单位",
    "单位:万元",
    "单位:元",
    "单位:千元",
    "(单位:",
    "单位：",
    "计量单位",
    "审核人",
    "制表人",
    "经办人",
    "财务负责人",
    "分管领导",
    "盖章",
    "(盖章)",
];

/// Lines of the document, in order, with their facts. A paragraph with soft line breaks gives a line each where the
/// break ends a sentence or a short line.
pub(crate) fn read(document: &Document) -> (Vec<TextLine>, Vec<LineFacts>, Vec<(u32, usize)>) {
    let (mut lines, mut facts, mut tables) = (Vec::new(), Vec::<LineFacts>::new(), Vec::new());
    let mut last_table = 0;
    for block in &document.blocks {
        match block {
            Block::Table(table) => {
                last_table = table.number;
                tables.push((table.number, lines.len()));
            }
            Block::Paragraph(p) => {
                for (i, piece) in pieces(&p.text).into_iter().enumerate() {
                    let recovered =
                        if i == 0 { p.label.as_deref().map(str::trim).filter(|l| !l.is_empty()) } else { None };
                    let (line, known) = line(p.number, recovered, piece);
                    lines.push(TextLine { page: p.page, ..line });
                    facts.push(LineFacts {
                        label: known,
                        heading: if i == 0 { p.heading } else { None },
                        table_before: last_table,
                        ..LineFacts::default()
                    });
                }
            }
        }
    }
    around_tables(&mut lines, &mut facts, &tables);
    contents(&lines, &mut facts);
    (lines, facts, tables)
}

fn line(number: u32, recovered: Option<&str>, text: &str) -> (TextLine, Option<Label>) {
    let base = TextLine {
        number,
        label: None,
        typed_label: false,
        text: text.to_owned(),
        section: None,
        note: false,
        page: None,
    };
    if let Some(word) = recovered {
        let known = label::recovered(word);
        return (TextLine { label: Some(word.to_owned()), ..base }, known);
    }
    match label::typed(text) {
        Some((known, at)) => {
            let (front, rest) = (text.get(..at).unwrap_or_default(), text.get(at..).unwrap_or_default());
            let line = TextLine {
                label: Some(front.trim().to_owned()),
                typed_label: true,
                text: rest.trim().to_owned(),
                ..base
            };
            (line, Some(known))
        }
        None => (base, None),
    }
}

fn pieces(text: &str) -> Vec<&str> {
    if !text.contains(['\n', '\r', '\u{b}']) {
        let whole = text.trim();
        return if whole.is_empty() { Vec::new() } else { vec![whole] };
    }
    let mut out = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(['\n', '\r', '\u{b}']) {
        let piece = text.get(start..at).unwrap_or_default().trim();
        let rest = text.get(at + 1..).unwrap_or_default().trim_start();
        let ends = piece.ends_with(['。', '；', ';', '：', ':', '！', '？']) || piece.chars().take(30).count() < 30;
        if ends || label::typed(rest).is_some() {
            if !piece.is_empty() {
                out.push(piece);
            }
            start = at + 1;
        }
    }
    let last = text.get(start..).unwrap_or_default().trim();
    if !last.is_empty() {
        out.push(last);
    }
    out
}

/// Marks captions above and notes below tables.
fn around_tables(lines: &mut [TextLine], facts: &mut [LineFacts], tables: &[(u32, usize)]) {
    for &(_, at) in tables {
        for back in 1..=4usize {
            let Some(i) = at.checked_sub(back) else { break };
            let Some((line, fact)) = lines.get(i).zip(facts.get_mut(i)) else { break };
            if line.text.chars().count() > 60 || line.text.ends_with(['。', '；', ';']) {
                break;
            }
            fact.above_table.get_or_insert(back);
        }
        let mut i = at;
        while let Some((line, fact)) = lines.get_mut(i).zip(facts.get_mut(i)) {
            let head = squeezed(&line.text);
            let starts = NOTE_STARTS.iter().any(|w| head.starts_with(w));
            let listed = fact.label.is_some_and(|l| l.level >= 3) && i > at && fact.above_table.is_none_or(|n| n > 2);
            if i - at > 12 || !(starts || listed && facts_note(facts, i)) {
                break;
            }
            line.note = true;
            if let Some(fact) = facts.get_mut(i) {
                fact.below_table = true;
            }
            i += 1;
        }
    }
    for (line, fact) in lines.iter_mut().zip(facts.iter()) {
        if fact.above_table.is_none() {
            continue;
        }
        let head = squeezed(&line.text);
        let unit_line = head.chars().count() <= 16
            && (head.contains("单位:万元") || head.contains("单位:元") || head.contains("单位:千元"));
        if unit_line || NOTE_STARTS.iter().any(|w| w.starts_with("填") && head.starts_with(w)) {
            line.note = true;
        }
    }
}

fn facts_note(facts: &[LineFacts], i: usize) -> bool {
    i.checked_sub(1).and_then(|p| facts.get(p)).is_some_and(|f| f.below_table)
}

/// Marks tables of contents: leaders and page numbers, or the lines under 目录 whose words come again.
fn contents(lines: &[TextLine], facts: &mut [LineFacts]) {
    for (line, fact) in lines.iter().zip(facts.iter_mut()) {
        let text = line.text.trim_end();
        let body =
            text.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '(' | ')' | '（' | '）' | '-' | ' '));
        let page = body.len() < text.len();
        fact.contents = page
            && (body.ends_with(['…', '\t', '·'])
                || body.ends_with("...")
                || body.ends_with("．．")
                || body.ends_with("——"));
    }
    let Some(start) =
        lines.iter().take(60).position(|l| l.text.len() < 60 && matches!(squeezed(&l.text).as_str(), "目录" | "目次"))
    else {
        return;
    };
    let bare = |l: &TextLine| squeezed(l.text.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace()));
    let later: std::collections::HashMap<String, usize> = lines
        .iter()
        .enumerate()
        .skip(start + 1)
        .filter(|(_, l)| l.text.len() < 200)
        .map(|(i, l)| (bare(l), i))
        .collect();
    for (i, (line, fact)) in lines.iter().zip(facts.iter_mut()).enumerate().skip(start).take(120) {
        let repeated = later.get(&bare(line)).is_some_and(|&last| last > i);
        if i > start && !fact.contents && !repeated {
            break;
        }
        fact.contents = true;
    }
}
