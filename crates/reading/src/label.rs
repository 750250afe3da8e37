//! Labels: folding for look-up, bracket content, points printed in heads, `label：value` pieces.

use kanhe_policy::terms::{TermGroup, Terms, fold};
use kanhe_report::Decimal;

use crate::number::{parse_decimal, scan_number};

/// Longest label, in folded characters, that is looked up.
const LONGEST: usize = 48;

/// A cell's text as a label.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Label {
    /// Folded, without bracket content and leading numbering.
    pub bare: String,
    /// Folded, with bracket content.
    pub full: String,
    /// What stands in brackets, one after the other.
    pub brackets: Vec<String>,
    /// A leading 其中 was cut off.
    pub of_which: bool,
}

impl Label {
    /// From a cell's text. A text that is too long to be a label gives an empty one.
    pub fn of(text: &str) -> Self {
        if text.len() > 8 * LONGEST {
            return Self::default();
        }
        let (of_which, rest) = strip_lead(text);
        let (outside, brackets) = split_brackets(rest);
        let bare = fold(&outside);
        let full = if brackets.is_empty() { bare.clone() } else { fold(rest) };
        if full.chars().count() > LONGEST {
            return Self::default();
        }
        Self { bare, full, brackets, of_which }
    }

    /// Nothing that could be a label.
    pub fn is_empty(&self) -> bool {
        self.full.is_empty()
    }

    /// Digits only: no label.
    pub fn is_number(&self) -> bool {
        self.full.bytes().all(|b| b.is_ascii_digit())
    }

    /// The key of the label, word by word first, then by pattern.
    pub fn key<'t>(&self, terms: &'t Terms, group: TermGroup) -> Option<&'t str> {
        if self.is_empty() || self.is_number() {
            return None;
        }
        self.exact(terms, group)
            .or_else(|| terms.like(group, &self.bare))
            .or_else(|| if self.brackets.is_empty() { None } else { terms.like(group, &self.full) })
    }

    /// The key of the label, word by word only.
    pub fn exact<'t>(&self, terms: &'t Terms, group: TermGroup) -> Option<&'t str> {
        terms
            .exact(group, &self.bare)
            .or_else(|| if self.brackets.is_empty() { None } else { terms.exact(group, &self.full) })
    }
}

/// Text outside brackets, and the contents of the brackets.
pub(crate) fn split_brackets(text: &str) -> (String, Vec<String>) {
    let mut outside = String::with_capacity(text.len());
    let mut brackets: Vec<String> = Vec::new();
    let mut depth = 0usize;
    for c in text.chars() {
        match c {
            '(' | '（' | '[' | '【' | '〔' | '［' => {
                depth += 1;
                if depth == 1 {
                    brackets.push(String::new());
                    continue;
                }
            }
            ')' | '）' | ']' | '】' | '〕' | '］' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    continue;
                }
            }
            _ => {}
        }
        if depth == 0 {
            outside.push(c);
        } else if let Some(last) = brackets.last_mut() {
            last.push(c);
        }
    }
    (outside, brackets)
}

/// Cuts off 其中 and numbering (`1、`, `（一）`, `3.`). The first value tells whether 其中 stood there.
pub(crate) fn strip_lead(text: &str) -> (bool, &str) {
    let mut rest = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let mut of_which = false;
    for _ in 0..3 {
        if let Some(r) = strip_of_which(rest) {
            of_which = true;
            rest = r;
        } else if let Some(r) = strip_number(rest) {
            rest = r;
        } else {
            break;
        }
        rest = rest.trim_start();
    }
    (of_which, rest)
}

fn strip_of_which(text: &str) -> Option<&str> {
    let rest = text.strip_prefix('其')?.trim_start().strip_prefix('中')?;
    Some(rest.trim_start().trim_start_matches([':', '：', '，', ',', '、']))
}

fn strip_number(text: &str) -> Option<&str> {
    let inner = text.strip_prefix(['(', '（']);
    let body = inner.unwrap_or(text);
    let digits: usize = body
        .chars()
        .take(3)
        .take_while(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(*c))
        .map(char::len_utf8)
        .sum();
    if digits == 0 {
        return None;
    }
    let rest = body.get(digits..)?;
    if inner.is_some() {
        return rest.strip_prefix([')', '）']);
    }
    let after = rest.strip_prefix(['、', '．', '.'])?;
    if after.starts_with(|c: char| c.is_ascii_digit()) && !rest.starts_with('、') {
        return None;
    }
    Some(after)
}

/// Points printed in a head: 40 of `产出指标（40分）`, `产出指标(50)`, `产出指标40分`. With `loose`, a bare number in brackets
/// counts too. The second value is the head without them.
pub(crate) fn points(text: &str, loose: bool) -> (Option<Decimal>, String) {
    let (outside, brackets) = split_brackets(text);
    for content in &brackets {
        if let Some(number) = points_of(content, loose) {
            return (Some(number), tidy(&remove_bracket(text, content)));
        }
    }
    let trimmed = outside.trim_end();
    if let Some(front) = trimmed.strip_suffix('分') {
        let digits: usize =
            front.chars().rev().take_while(|c| c.is_ascii_digit() || *c == '.').map(char::len_utf8).sum();
        let at = front.len() - digits;
        if digits > 0
            && at > 0
            && let (Some(head), Some(number)) = (front.get(..at), front.get(at..).and_then(parse_decimal))
        {
            return (Some(number), tidy(head.trim_end_matches([':', '：', '-', '—'])));
        }
    }
    (None, tidy(text))
}

fn points_of(content: &str, loose: bool) -> Option<Decimal> {
    let content: String = content.chars().filter(|c| !c.is_whitespace()).collect();
    let mut body = content.as_str();
    for lead in ["权重", "分值", "满分", "共", "计", "合计", ":", "："] {
        body = body.strip_prefix(lead).unwrap_or(body);
    }
    let scanned = scan_number(body)?;
    if scanned.chinese {
        return None;
    }
    let rest = body.get(scanned.len..)?;
    let led = body.len() < content.len();
    let ok = matches!(rest, "分" | "分值") || ((loose || led) && matches!(rest, "" | "%" | "％"));
    (ok && scanned.number > Decimal::ZERO && scanned.number <= Decimal::from(1000)).then_some(scanned.number)
}

fn remove_bracket(text: &str, content: &str) -> String {
    let Some(at) = text.find(content) else { return text.to_owned() };
    let before = text.get(..at).unwrap_or_default();
    let after = text.get(at + content.len()..).unwrap_or_default();
    let before = before.trim_end().trim_end_matches(['(', '（', '[', '【', '〔', '［']);
    let after = after.trim_start().trim_start_matches([')', '）', ']', '】', '〕', '］']);
    format!("{before}{after}")
}

/// A label or value as people read it: line breaks and white space beside a Chinese character dropped, else one blank.
pub(crate) fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        if c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}' {
            gap = true;
            continue;
        }
        if gap && !out.is_empty() && c.is_ascii() && out.ends_with(|p: char| p.is_ascii()) {
            out.push(' ');
        }
        gap = false;
        out.push(c);
    }
    out
}

/// A piece `label：value` of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece<'t> {
    /// What stands before the colon.
    pub label: &'t str,
    /// What stands after it, trimmed.
    pub value: &'t str,
}

/// Splits `填表人：赵六    填报日期：2023年5月11日` into its pieces.
pub(crate) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let colons: Vec<(usize, usize)> = text
        .char_indices()
        .filter(|(p, c)| matches!(c, ':' | '：' | '﹕') && !clock(text, *p))
        .map(|(p, c)| (p, p + c.len_utf8()))
        .take(40)
        .collect();
    let mut out: Vec<Piece<'_>> = Vec::new();
    let mut starts = Vec::with_capacity(colons.len());
    let mut previous = 0;
    for &(colon, after) in &colons {
        let span = text.get(previous..colon).unwrap_or_default();
        let body = span.trim_end();
        let cut = body
            .char_indices()
            .rev()
            .find(|(_, c)| c.is_whitespace() || matches!(c, '；' | ';' | '，' | '。' | '|'))
            .map_or(0, |(p, c)| p + c.len_utf8());
        starts.push(previous + cut);
        previous = after;
    }
    for (i, &(colon, after)) in colons.iter().enumerate() {
        let start = starts.get(i).copied().unwrap_or(colon);
        let end = starts.get(i + 1).copied().unwrap_or(text.len()).max(after);
        if let (Some(label), Some(value)) = (text.get(start..colon), text.get(after..end)) {
            out.push(Piece { label: label.trim(), value: value.trim().trim_end_matches(['；', ';']).trim() });
        }
    }
    out
}

/// A colon between digits, as in `12:30`.
fn clock(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|t| t.chars().next_back());
    let after = text.get(at..).and_then(|t| t.chars().nth(1));
    matches!((before, after), (Some(b), Some(a)) if b.is_ascii_digit() && a.is_ascii_digit())
}

/// The year in a text such as `2023年`, `（2023年度）`, `2023-03-10`: the first one.
pub(crate) fn year_in(text: &str) -> Option<i32> {
    let chars: Vec<char> = text.chars().take(400).collect();
    let mut i = 0;
    while i < chars.len() {
        let run = chars.iter().skip(i).take_while(|c| crate::number::digit(**c).is_some()).count();
        if run == 0 {
            i += 1;
            continue;
        }
        if run == 4 {
            let year =
                chars.iter().skip(i).take(4).fold(0, |y, c| y * 10 + i32::from(crate::number::digit(*c).unwrap_or(0)));
            let next = chars.get(i + 4).copied().filter(|c| !c.is_whitespace()).or_else(|| chars.get(i + 5).copied());
            if (1990..2100).contains(&year) && matches!(next, Some('年' | '-' | '.' | '/' | '－')) {
                return Some(year);
            }
        }
        i += run;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Label, pieces, points, strip_lead, tidy, year_in};

    #[test]
    fn heads_carry_their_points() {
        let read = |text, loose| {
            let (n, name) = points(text, loose);
            (n.map(|n| n.to_string()), name)
        };
        assert_eq!(read("产出指标\n\n（40分）", true), (Some("40".into()), "产出指标".into()));
        assert_eq!(read("满意度\n指标\n（10分）", true), (Some("10".into()), "满意度指标".into()));
        assert_eq!(read("产出(50)", true), (Some("50".into()), "产出".into()));
        assert_eq!(read("加装电梯(5分)", false), (Some("5".into()), "加装电梯".into()));
        assert_eq!(read("公务用车（12）", false), (None, "公务用车（12）".into()));
        assert_eq!(read("效益指标30分", true), (Some("30".into()), "效益指标".into()));
    }

    #[test]
    fn a_label_is_bare_of_brackets_numbers_and_of_which() {
        assert_eq!(Label::of("全年预算数(A)").bare, "全年预算数");
        assert_eq!(Label::of("   1、公务用车购置和维护经费").bare, "公务用车购置和维护经费");
        let part = Label::of("       其中：公车购置");
        assert!(part.of_which);
        assert_eq!(part.bare, "公车购置");
        assert_eq!(strip_lead("2.5万亩"), (false, "2.5万亩"));
    }

    #[test]
    fn a_signature_line_falls_into_pieces() {
        let line = "填表人：赵六    填报日期：2023年5月11日    联系电话：0000-3388680    单位负责人：";
        let found: Vec<(&str, &str)> = pieces(line).iter().map(|p| (p.label, p.value)).collect();
        assert_eq!(
            found,
            [("填表人", "赵六"), ("填报日期", "2023年5月11日"), ("联系电话", "0000-3388680"), ("单位负责人", "")]
        );
    }

    #[test]
    fn words_split_over_lines_are_put_together() {
        assert_eq!(tidy("经济效\n益指标"), "经济效益指标");
        assert_eq!(tidy("Windows 10 系统"), "Windows 10系统");
    }

    #[test]
    fn years_are_told_from_other_numbers() {
        assert_eq!(year_in("（2023年度）"), Some(2023));
        assert_eq!(year_in("2022 年决算数"), Some(2022));
        assert_eq!(year_in("12345年"), None);
        assert_eq!(year_in("公开2014表"), None);
    }
}
