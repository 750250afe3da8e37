//! The outline: headings, what stands under them, and whether it says anything.

use kanhe_report::{Section, TextLine, holds_any};

use super::{
    folded::{Folded, find, squeezed},
    lines::LineFacts,
};

/// Headings in order; sets `TextLine::section`. `first` is the first line after the title.
pub(crate) fn read(lines: &mut [TextLine], facts: &[LineFacts], first: usize) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut ended = None;
    let mut begun = false;
    for i in first..lines.len() {
        let Some((line, fact)) = lines.get(i).zip(facts.get(i)) else { break };
        if begun && fact.label.is_none() && is_attachment(&line.text) {
            ended = Some(i);
            break;
        }
        if let Some((level, title)) = heading(line, fact) {
            while let Some(&top) = open.last() {
                if sections.get(top).is_some_and(|s| s.level < level) {
                    break;
                }
                close(&mut sections, &mut open, i);
            }
            sections.push(Section {
                label: line.label.clone().unwrap_or_default(),
                title,
                level,
                parent: open.last().copied(),
                line: i,
                end: i + 1,
                says_nothing: false,
                place: line.place(),
            });
            open.push(sections.len() - 1);
            begun |= level <= 1;
        }
        if let Some(line) = lines.get_mut(i) {
            line.section = open.last().copied();
        }
    }
    let end = ended.unwrap_or(lines.len());
    while !open.is_empty() {
        close(&mut sections, &mut open, end);
    }
    let with_children: std::collections::HashSet<usize> = sections.iter().filter_map(|s| s.parent).collect();
    for (i, section) in sections.iter_mut().enumerate() {
        section.says_nothing = !with_children.contains(&i) && says_nothing(lines, section);
    }
    sections
}

fn close(sections: &mut [Section], open: &mut Vec<usize>, end: usize) {
    if let Some(section) = open.pop().and_then(|top| sections.get_mut(top)) {
        section.end = end;
    }
}

/// 附件2, 附表： … alone on a line.
pub(crate) fn is_attachment(text: &str) -> bool {
    if !text.trim_start().starts_with('附') {
        return false;
    }
    let text = squeezed(text);
    let rest = text.strip_prefix("附件").or_else(|| text.strip_prefix("附表")).or_else(|| text.strip_prefix("附:"));
    rest.is_some_and(|r| {
        let numbered = r.trim_start_matches(|c: char| {
            c.is_ascii_digit() || "一二三四五六七八九十".contains(c) || "-:、.".contains(c)
        });
        (numbered.is_empty() || r.len() > numbered.len() || text.starts_with("附:"))
            && text.chars().count() <= 60
            && !text.ends_with('。')
    })
}

/// Level and title, if the line is a heading.
fn heading(line: &TextLine, fact: &LineFacts) -> Option<(u8, String)> {
    if fact.contents || line.note {
        return None;
    }
    let length = line.text.chars().count();
    let sentence_end = line.text.ends_with(['。', '；', ';', '，', ',']);
    if let Some(label) = fact.label {
        let first = first_words(&line.text);
        let title = first.clone().unwrap_or_else(|| line.text.clone());
        let plain = super::figures::scan(&Folded::new(&title)).is_empty();
        let fits = match label.level {
            0 | 1 => length > 0 && title.chars().count() <= 60,
            2 => length > 0,
            _ => {
                length >= 2
                    && !sentence_end
                    && plain
                    && (length <= 45 || first.is_some_and(|f| f.chars().count() <= 20))
                    && !line.text.ends_with(['：', ':'])
            }
        };
        return fits.then(|| (label.level, title.chars().take(80).collect()));
    }
    let styled = fact
        .heading
        .filter(|_| length <= 50 && !sentence_end && fact.above_table.is_none() && !is_attachment(&line.text));
    styled.map(|level| (level.clamp(1, 6), line.text.clone()))
}

/// The words before the first full stop or colon, where more words follow: `三、…情况：无`, `（一）职能。本单位…`.
fn first_words(text: &str) -> Option<String> {
    let stop = text.find(['。', '：', ':', '；', '\n'])?;
    let head = text.get(..stop)?.trim();
    (!head.is_empty()).then(|| head.to_owned())
}

const NOTHING: &[&str] = &[
    "无此项",
    "无此类",
    "无相关",
    "无该",
    "无政府性",
    "无国有资本",
    "无社会保险",
    "无支出",
    "均无",
    "无预算",
    "没有",
    "未安排",
    "未发生",
    "未使用",
    "不涉及",
    "不存在",
    "不适用",
    "无收支",
    "无项目支出",
    "无专项",
    "未收到",
    "未编制",
    "暂无",
    "为0",
    "为零",
];

fn says_nothing(lines: &[TextLine], section: &Section) -> bool {
    let mut body = String::new();
    if let Some(rest) = lines.get(section.line).and_then(|head| head.text.strip_prefix(section.title.as_str())) {
        body.push_str(&squeezed(rest));
    }
    for line in lines.get(section.line + 1..section.end).unwrap_or_default() {
        if line.note {
            continue;
        }
        body.push_str(&squeezed(&line.text));
        if body.len() > 240 {
            return false;
        }
    }
    let bare = body.trim_matches(|c: char| "。.:：;；,，、()（）- ".contains(c));
    if matches!(
        bare,
        "无" | "没有"
            | "暂无"
            | "不涉及"
            | "不适用"
            | "空"
            | "零"
            | "—"
            | "——"
            | "/"
            | "无内容"
            | "本单位无"
            | "本部门无"
            | "我单位无"
    ) {
        return true;
    }
    let folded = Folded::new(bare);
    let figures = super::figures::scan(&folded);
    let only_zero = figures.iter().all(|f| match &f.figure {
        kanhe_report::Figure::Amount(a) => a.money.is_zero(),
        kanhe_report::Figure::Count { number, .. } => number.is_zero(),
        kanhe_report::Figure::Percent(p) => p.number.is_zero(),
    });
    !bare.is_empty()
        && bare.chars().count() <= 60
        && only_zero
        && NOTHING.iter().any(|w| find(&folded.chars, 0, w).is_some())
        && !holds_any(bare, &["没有完成", "没有及时", "没有达到", "没有充分", "没有形成", "没有独立", "没有建立"])
}
