//! KH604: placeholders, filling-in notes or unresolved choices were left in.

use kanhe_policy::Check;
use kanhe_report::{Place, holds_any};

use super::texts;
use crate::Context;
use crate::rules::Found;
use crate::rules::words::leading;

/// More places than these are not listed.
const LISTED: usize = 30;
/// Words of a filling-in note inside brackets.
const TO_FILL: [&str; 12] =
    ["填写", "填入", "请填", "待填", "待补", "输入", "此处", "具体内容", "单位名称", "项目名称", "插入", "自行"];
/// Beginnings of the forms' own filling-in notes.
const NOTES: [&str; 4] = ["请填写", "请在此", "此处填写", "（请填"];
/// Beginnings that make a note together with a word of [`ASKS`].
const NOTES_IF_ASKING: [&str; 4] = ["对照年度目标", "对照绩效目标", "对照年度绩效目标", "请对照"];
const ASKS: [&str; 5] = ["说明", "填写", "描述", "简述", "字以内"];
/// Choices of which one had to be struck out.
const CHOICES: [(&str, &str); 9] = [
    ("增加", "减少"),
    ("减少", "增加"),
    ("增长", "下降"),
    ("下降", "增长"),
    ("上升", "下降"),
    ("提高", "降低"),
    ("增加", "下降"),
    ("调增", "调减"),
    ("节约", "超支"),
];
/// What stands for a name or a figure.
const CROSSES: [char; 6] = ['×', 'X', 'Ｘ', '○', '〇', '╳'];
/// After these a line is left to be signed by hand.
const TO_SIGN: [&str; 10] = ["签字", "签名", "签章", "盖章", "负责人", "填表人", "填报人", "电话", "日期", "年"];

/// One finding a document, listing every place.
pub(super) fn check(context: &Context<'_>, check: &Check, found: &mut Found) {
    let mut places: Vec<Place> = Vec::new();
    let mut first = String::new();
    for piece in texts(context.report) {
        if let Some(words) = left_over(piece.text, piece.in_cell()) {
            if places.is_empty() {
                first = words;
            }
            places.push(piece.place());
        }
    }
    if places.is_empty() {
        return;
    }
    let count = places.len().to_string();
    places.truncate(LISTED);
    found.finding(check.finding(&[("占位", first.clone()), ("处数", count)], Some(first), None, places));
}

/// The words left over in a text, if any.
fn left_over(text: &str, in_cell: bool) -> Option<String> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return None;
    }
    template_row(trimmed, in_cell).or_else(|| filling_note(trimmed)).or_else(|| marked(trimmed))
}

/// What is told by a bracket, a cross, a line or a slash: most texts have none of them.
fn marked(text: &str) -> Option<String> {
    let (mut bracket, mut cross, mut line, mut slash) = (false, false, false, false);
    for c in text.chars() {
        match c {
            '（' | '(' => (bracket, slash) = (true, true),
            '【' | '［' | '〔' | '<' | '＜' => bracket = true,
            '/' | '或' => slash = true,
            '_' | '＿' => line = true,
            c if CROSSES.contains(&c) => cross = true,
            _ => {}
        }
    }
    let look = |at: bool, look: fn(&str) -> Option<String>| if at { look(text) } else { None };
    look(bracket, bracketed)
        .or_else(|| look(cross, crosses))
        .or_else(|| look(line, underscores))
        .or_else(|| look(slash, choice))
}

/// `指标2：`, `……`: rows of the template without content.
fn template_row(text: &str, in_cell: bool) -> Option<String> {
    if !in_cell {
        return None;
    }
    let dots = text.chars().all(|c| matches!(c, '…' | '.' | '。')) && text.contains('…');
    let rest = text
        .strip_prefix("指标")
        .map(|r| r.trim_start_matches(|c: char| c.is_ascii_digit() || ('１'..='９').contains(&c)));
    let numbered = rest.is_some_and(|r| {
        r.len() < text.len() - "指标".len() && matches!(r.trim(), "：" | ":" | "：……" | ":……" | "：…" | "")
    });
    (dots || numbered).then(|| text.to_owned())
}

/// `对照年度目标，说明……（100字以内）`: the form's own words, short and in the imperative.
fn filling_note(text: &str) -> Option<String> {
    let asks = || text.chars().count() <= 60 && holds_any(text, &ASKS) && !text.contains('。');
    let note =
        NOTES.iter().any(|n| text.starts_with(n)) || (NOTES_IF_ASKING.iter().any(|n| text.starts_with(n)) && asks());
    note.then(|| leading(text, 16))
}

/// `【填写具体内容】`, `【】`, `（请填写…）`.
fn bracketed(text: &str) -> Option<String> {
    for (open, close) in [('【', '】'), ('［', '］'), ('〔', '〕'), ('（', '）'), ('(', ')'), ('<', '>'), ('＜', '＞')]
    {
        for (at, _) in text.match_indices(open) {
            let rest = &text[at + open.len_utf8()..];
            let Some(end) = rest.find(close) else { continue };
            let inside = rest[..end].trim();
            let blank = inside.is_empty() && matches!(open, '【' | '［');
            let note =
                inside.chars().count() <= 30 && holds_any(inside, &TO_FILL) && !matches!(open, '（' | '(' | '〔');
            let asks = matches!(open, '（' | '(') && (inside.starts_with("请填") || inside.starts_with("此处填"));
            if blank || note || asks {
                return Some(text[at..at + open.len_utf8() + end + close.len_utf8()].to_owned());
            }
        }
    }
    None
}

/// `××局`, `XX万元`: crosses for a name or figure; not a masked number or a masked personal name.
fn crosses(text: &str) -> Option<String> {
    const THINGS: &str = "局单部年月日万元项个次人台家户所处区县市镇乡街村校中院公预经等度份亩米吨场期％%";
    let mut rest = 0;
    while let Some(at) = text.get(rest..).and_then(|t| t.find(CROSSES)).map(|p| p + rest) {
        let cross = text[at..].chars().next()?;
        let count = text[at..].chars().take_while(|c| *c == cross).count();
        let end = at + count * cross.len_utf8();
        let (before, after) = (text[..at].chars().next_back(), text[end..].chars().next());
        let touches = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '*' | '〇' | '零'));
        let names_a_thing = after.is_some_and(|c| THINGS.contains(c));
        let year_in_hanzi =
            matches!(cross, '○' | '〇') && before.is_some_and(|c| "一二三四五六七八九〇○零".contains(c));
        if count >= 2 && names_a_thing && !touches(before) && !touches(after) && !year_in_hanzi {
            let from = text[..at].char_indices().rev().take(4).last().map_or(at, |(i, _)| i);
            let to = text[end..].char_indices().nth(4).map_or(text.len(), |(i, _)| end + i);
            return Some(text[from..to].to_owned());
        }
        rest = end;
    }
    None
}

/// `____`: a blank to be filled in; not one that is signed by hand.
fn underscores(text: &str) -> Option<String> {
    let at = text.find("___").or_else(|| text.find("＿＿"))?;
    let before = text[..at].trim_end_matches([' ', ':', '：', '\u{3000}']);
    let near = before.char_indices().rev().take(8).last().map_or(before, |(i, _)| &before[i..]);
    (!holds_any(near, &TO_SIGN)).then(|| leading(text, 20))
}

/// `增加（减少）`, `增加/减少`, `增长或下降` in a sentence; a head such as `增加（减少）额` names both on purpose.
fn choice(text: &str) -> Option<String> {
    for (at, joint) in text.match_indices(['（', '(', '/', '或']) {
        let after = &text[at + joint.len()..];
        let hit = CHOICES.iter().find(|(a, b)| text[..at].ends_with(a) && after.starts_with(b));
        let Some((a, b)) = hit else { continue };
        let close = match joint {
            "（" => "）",
            "(" => ")",
            _ => "",
        };
        let Some(rest) = after[b.len()..].strip_prefix(close) else { continue };
        let choice = &text[at - a.len()..text.len() - rest.len()];
        let is_figure = rest.trim_start().starts_with(|c: char| c.is_ascii_digit());
        let is_head = text.chars().count() <= choice.chars().count() + 8;
        if is_figure || !is_head {
            return Some(choice.to_owned());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::left_over;

    #[test]
    fn what_a_template_leaves_behind_is_seen() {
        for text in [
            "完成【填写具体内容】等任务",
            "××局2023年度",
            "收入XX万元",
            "较上年增加（减少）12万元",
            "____万元",
            "对照年度目标，说明完成情况（100字以内）",
        ] {
            assert!(left_over(text, false).is_some(), "{text}");
        }
        for text in ["指标2：", "……", "指标1:"] {
            assert!(left_over(text, true).is_some(), "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_it_is_left_alone() {
        for text in [
            "1、部门预算项目□  2、专项□  3、转移支付项目□",
            "公猪舍≥**平方米",
            "指标1：工程完工率",
            "联系电话：138××××0072",
            "填表人：______ 单位负责人签字：________",
            "二〇二三年度",
            "本年增加（减少）额",
            "《××》",
            "财预〔2020〕10号",
            "XXL 号工作服",
            "评价结论（200字以内）",
            "对照绩效目标，本部门整体支出绩效自评得分95.54分，评价等级为“优”。",
        ] {
            assert!(left_over(text, true).is_none(), "{text}");
        }
    }
}
