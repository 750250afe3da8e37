//! Numbers in front of headings and list items: 一、 （一） 1. （1） ① 第一部分.

use super::{
    folded::fold,
    numerals::{self, is_numeral},
};

/// A label: its level in the outline and its ordinal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Label {
    /// 0 for 第一部分, 1 for 一、, 2 for （一）, 3 for 1., 4 for （1）, 5 for ①.
    pub level: u8,
    /// Its number, from 1.
    pub ordinal: u64,
}

/// Splits a typed label off: the label, its characters, and the byte where the text goes on.
pub(crate) fn typed(text: &str) -> Option<(Label, usize)> {
    let chars: Vec<(usize, char)> = text.char_indices().take(14).map(|(i, c)| (i, fold(c))).collect();
    let c = |i: usize| chars.get(i).map(|p| p.1);
    let byte = |i: usize| chars.get(i).map_or(text.len(), |p| p.0);
    let run = |from: usize, ok: fn(char) -> bool| (from..chars.len()).take_while(|&i| c(i).is_some_and(ok)).count();
    let number = |from: usize, len: usize| -> Option<u64> {
        let part: Vec<char> = chars.iter().skip(from).take(len).map(|p| p.1).collect();
        if part.iter().all(char::is_ascii_digit) {
            part.iter().collect::<String>().parse().ok()
        } else {
            numerals::value(&part)
        }
    };
    let skip_blank = |mut i: usize| {
        while c(i) == Some(' ') {
            i += 1;
        }
        i
    };
    match c(0)? {
        circled @ '①'..='⑳' => {
            Some((Label { level: 5, ordinal: u64::from(circled as u32 - '①' as u32) + 1 }, byte(skip_blank(1))))
        }
        '第' => {
            let n = run(1, |c| is_numeral(c) || c.is_ascii_digit());
            let ordinal = number(1, n)?;
            let rest: String = chars.iter().skip(1 + n).take(2).map(|p| p.1).collect();
            let length = if rest == "部分" { 2 } else { usize::from(rest.starts_with(['章', '篇'])) };
            let end = 1 + n + length;
            let gap = matches!(c(end), None | Some(' ' | ':' | '、' | '.'));
            (n > 0 && length > 0 && gap).then(|| {
                let skip = usize::from(matches!(c(end), Some(':' | '、' | '.')));
                (Label { level: 0, ordinal }, byte(skip_blank(end + skip)))
            })
        }
        open @ ('(' | '〔') => {
            let from = skip_blank(1);
            let chinese = run(from, is_numeral);
            let arabic = run(from, |c| c.is_ascii_digit());
            let n = chinese.max(arabic);
            let close = skip_blank(from + n);
            let fits = n > 0 && n <= 3 && c(close) == Some(if open == '(' { ')' } else { '〕' });
            let ordinal = number(from, n)?;
            if !fits || ordinal == 0 || ordinal > 99 {
                return None;
            }
            let skip = usize::from(matches!(c(close + 1), Some('、' | '.')));
            Some((Label { level: if chinese > 0 { 2 } else { 4 }, ordinal }, byte(skip_blank(close + 1 + skip))))
        }
        first if is_numeral(first) => {
            let n = run(0, is_numeral);
            let stop = skip_blank(n);
            let ordinal = number(0, n)?;
            (n <= 3 && (1..100).contains(&ordinal) && matches!(c(stop), Some('、' | '.')))
                .then(|| (Label { level: 1, ordinal }, byte(skip_blank(stop + 1))))
        }
        first if first.is_ascii_digit() => {
            let n = run(0, |c| c.is_ascii_digit());
            let stop = skip_blank(n);
            let ordinal = number(0, n)?;
            let after = skip_blank(stop + 1);
            let year = run(after, |c| c.is_ascii_digit()) == 4 && c(after + 4) == Some('年');
            let plain =
                matches!(c(stop), Some('、' | '.' | ')')) && (year || !c(after).is_some_and(|a| a.is_ascii_digit()));
            (n <= 2 && (1..100).contains(&ordinal) && plain)
                .then(|| (Label { level: 3, ordinal }, byte(skip_blank(stop + 1))))
        }
        _ => None,
    }
}

/// Reads a label recovered by the word processor.
pub(crate) fn recovered(label: &str) -> Option<Label> {
    let label = label.trim();
    typed(label).or_else(|| typed(&format!("{label}、"))).map(|(l, _)| l)
}

/// 一是, 二是 …, 第一， …: the ordinal and the length in characters, if such an enumeration word stands here.
pub(crate) fn enumerated(chars: &[char], at: usize) -> Option<(u64, usize)> {
    if let Some(found) = in_turn(chars, at).or_else(|| numbered_project(chars, at)) {
        return Some(found);
    }
    let lead = usize::from(chars.get(at) == Some(&'第'));
    let from = at + lead;
    let n = chars.get(from..)?.iter().take(4).take_while(|c| is_numeral(**c)).count();
    let fits =
        if lead == 1 { matches!(chars.get(from + n), Some(',' | '、')) } else { chars.get(from + n) == Some(&'是') };
    (n > 0 && n <= 3 && fits).then(|| numerals::value(chars.get(from..from + n)?).map(|v| (v, lead + n + 1))).flatten()
}

/// 首先， 其次， 再次， 最后，
fn in_turn(chars: &[char], at: usize) -> Option<(u64, usize)> {
    let word: String = chars.get(at..at + 2)?.iter().collect();
    let ordinal = match word.as_str() {
        "首先" => 1,
        "其次" => 2,
        "再次" => 3,
        "最后" => 99,
        _ => return None,
    };
    matches!(chars.get(at + 2), Some(',' | '、')).then_some((ordinal, 3))
}

/// `项目一：` in front of a project's name.
fn numbered_project(chars: &[char], at: usize) -> Option<(u64, usize)> {
    let run = chars.get(at..)?.strip_prefix(&['项', '目'])?;
    let n = run.iter().take(3).take_while(|c| is_numeral(**c)).count();
    let figures = run.iter().take(2).take_while(|c| c.is_ascii_digit()).count();
    let stop = matches!(run.get(n.max(figures)), Some(':' | '、' | '.' | ','));
    let ordinal = if figures > 0 {
        run.get(..figures)?.iter().collect::<String>().parse().ok()
    } else {
        numerals::value(run.get(..n)?).filter(|_| n > 0)
    };
    ordinal.filter(|_| stop).map(|ordinal| (ordinal, 3 + n.max(figures)))
}

#[cfg(test)]
mod tests {
    use super::typed;

    fn level_and_rest(text: &str) -> Option<(u8, &str)> {
        typed(text).map(|(l, at)| (l.level, text.get(at..).unwrap_or_default()))
    }

    #[test]
    fn headings_in_every_dress_give_up_their_number() {
        for (text, level, rest) in [
            ("一、单位基本情况", 1, "单位基本情况"),
            ("十一、其他", 1, "其他"),
            ("（一）主要职能", 2, "主要职能"),
            ("(二) 机构情况", 2, "机构情况"),
            ("1.贯彻执行政策", 3, "贯彻执行政策"),
            ("１．贯彻执行政策", 3, "贯彻执行政策"),
            ("2、运行维护经费", 3, "运行维护经费"),
            ("（3）水费", 4, "水费"),
            ("①电费", 5, "电费"),
            ("1.2023年预算资金520.90万元。", 3, "2023年预算资金520.90万元。"),
            ("第一部分 部门概况", 0, "部门概况"),
        ] {
            assert_eq!(level_and_rest(text), Some((level, rest)), "{text}");
        }
    }

    #[test]
    fn figures_years_and_enumerations_are_no_labels() {
        for text in [
            "1.2万亩造林",
            "2023.5.1",
            "（2023年度）",
            "一是加强领导",
            "3、4月份",
            "第一次会议",
            "一般公共预算",
            "2023年度",
            "三公经费",
        ] {
            assert_eq!(typed(text), None, "{text}");
        }
    }
}
