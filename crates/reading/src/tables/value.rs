//! A cell's text to an entry: the value, or which kind of nothing stands there.

use kanhe_report::{Amount, Decimal, Entry, MoneyUnit, Percent, State, Unread};

use super::grid::Grid;
use crate::label::{split_brackets, tidy};
use crate::number::{parse_amount, parse_decimal, parse_percent};

/// What a text is when it is no value.
pub(crate) fn nothing(text: &str) -> Option<State> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}');
    if text.is_empty() {
        return Some(State::Blank);
    }
    let dash = |c: char| {
        matches!(c, '-' | '—' | '－' | '–' | '―' | '─' | '━' | '_' | '/' | '／' | '\\' | '＼' | '*' | '×' | '一')
    };
    // `—%`
    let signless = text.trim_end_matches(['%', '％']);
    if !signless.is_empty()
        && signless.len() < text.len()
        && signless.chars().count() <= 6
        && signless.chars().all(dash)
    {
        return Some(State::Dash);
    }
    if text.chars().count() <= 6 && text.chars().all(|c| dash(c) || c.is_whitespace()) {
        return Some(State::Dash);
    }
    match text {
        "无" | "没有" | "无。" | "（无）" | "(无)" | "暂无" | "零" => Some(State::Nothing),
        "不适用" | "N/A" | "n/a" | "不涉及" => Some(State::Dash),
        _ => None,
    }
}

/// The cell as an amount of money; `无` is zero.
pub(crate) fn amount(grid: &Grid<'_>, cell: usize, unit: MoneyUnit, unread: &mut Vec<Unread>) -> Entry<Amount> {
    number(grid, cell, unread, "金额", "amount", |text| parse_amount(text, unit))
        .map_nothing(|| Amount::from_printed(Decimal::ZERO, unit))
}

/// The cell as points: `9.96`, `10分`.
pub(crate) fn score(grid: &Grid<'_>, cell: usize, unread: &mut Vec<Unread>) -> Entry<Decimal> {
    let text = grid.text(cell);
    if parse_points(text).is_none()
        && let Some((points, doubt)) = graded_points(text)
    {
        return Entry { state: State::Value, value: Some(points), place: Some(grid.place(cell)), doubt };
    }
    number(grid, cell, unread, "分数", "score", parse_points)
}

/// The cell as a count of persons: `11`, `11人`.
pub(crate) fn count(grid: &Grid<'_>, cell: usize, unread: &mut Vec<Unread>) -> Entry<Decimal> {
    number(grid, cell, unread, "人数", "head count", |text| {
        parse_decimal(text.trim().trim_end_matches(['人', '名', '个']))
    })
}

/// The cell as a rate.
pub(crate) fn percent(grid: &Grid<'_>, cell: usize, unread: &mut Vec<Unread>) -> Entry<Percent> {
    number(grid, cell, unread, "比率", "rate", parse_percent)
}

/// The cell as words.
pub(crate) fn words(grid: &Grid<'_>, cell: usize) -> Entry<String> {
    let place = grid.place(cell);
    let text = grid.text(cell);
    if grid.get(cell).is_some_and(|c| c.uncomputed) {
        return Entry::empty(State::Unreadable, place);
    }
    match nothing(text) {
        Some(state @ (State::Blank | State::Dash)) => Entry::empty(state, place),
        Some(state) => Entry { state, value: Some(text.to_owned()), place: Some(place), doubt: None },
        None => Entry::value(text.to_owned(), place),
    }
}

/// The cell as a short text (a target, an actual value), line breaks dropped.
pub(crate) fn short(grid: &Grid<'_>, cell: usize) -> Entry<String> {
    let mut entry = words(grid, cell);
    entry.value = entry.value.map(|v| tidy(&v));
    entry
}

/// `9.96`, `10分`, `10%`.
pub(crate) fn parse_points(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let text = text.strip_suffix('分').or_else(|| text.strip_suffix(['%', '％'])).unwrap_or(text);
    parse_decimal(text)
}

/// `优（95）`, `95分/优`: points with the grade beside them; `9.96/10`: of how many, taken with doubt.
pub(crate) fn graded_points(text: &str) -> Option<(Decimal, Option<String>)> {
    let parts: Vec<&str> = text
        .split(['(', '（', ')', '）', '/', '／', '，', ',', '、', ' ', '\n', '：', ':'])
        .map(str::trim)
        .filter(|p| !p.is_empty())
        .collect();
    let [first, second] = parts.as_slice() else { return None };
    match (parse_points(first), parse_points(second)) {
        (Some(points), None) if grade(second).is_some() => Some((points, None)),
        (None, Some(points)) if grade(first).is_some() => Some((points, None)),
        (Some(points), Some(of)) if text.contains(['/', '／']) && points <= of => {
            Some((points, Some("连同满分写在一格".into())))
        }
        _ => None,
    }
}

trait Nothing<T> {
    fn map_nothing(self, zero: impl FnOnce() -> Option<T>) -> Self;
}

impl<T> Nothing<T> for Entry<T> {
    fn map_nothing(mut self, zero: impl FnOnce() -> Option<T>) -> Self {
        if self.state == State::Nothing {
            self.value = zero();
        }
        self
    }
}

fn number<T>(
    grid: &Grid<'_>,
    cell: usize,
    unread: &mut Vec<Unread>,
    zh: &str,
    en: &str,
    parse: impl Fn(&str) -> Option<T>,
) -> Entry<T> {
    let place = grid.place(cell);
    let text = grid.text(cell);
    if grid.get(cell).is_some_and(|c| c.uncomputed) {
        unread.push(Unread {
            place: Some(place.clone()),
            zh: "公式没有保存计算结果，请打开后重新保存".into(),
            en: "a formula without a stored result; open the file and save it again".into(),
        });
        return Entry::empty(State::Unreadable, place);
    }
    if let Some(state) = nothing(text) {
        return Entry::empty(state, place);
    }
    if matches!(text, "%" | "％" | "分" | "元" | "万元") {
        // What the template left in a blank cell.
        return Entry::empty(State::Blank, place);
    }
    if let Some(value) = parse(text) {
        return Entry::value(value, place);
    }
    let (outside, brackets) = split_brackets(text);
    if !brackets.is_empty()
        && let Some(value) = parse(&outside)
    {
        return Entry {
            state: State::Value,
            value: Some(value),
            place: Some(place),
            doubt: Some("数字后另有括号说明".into()),
        };
    }
    if let Some(value) = text.strip_prefix(['约', '近', '≈']).and_then(|t| parse(t.trim_start())) {
        let doubt = Some("约数".into());
        return Entry { state: State::Value, value: Some(value), place: Some(place), doubt };
    }
    unread.push(Unread {
        zh: format!("此处应为{zh}，“{}”无法识别", tidy(text)),
        en: format!("\"{}\" cannot be read as a {en}", tidy(text)),
        place: Some(place.clone()),
    });
    Entry::empty(State::Unreadable, place)
}

/// The grade in a text: `优`, `评价等级：优`, `98.5分（良）`.
pub(crate) fn grade(text: &str) -> Option<String> {
    const GRADES: [&str; 12] =
        ["优秀", "良好", "中等", "一般", "较差", "不合格", "合格", "不及格", "优", "良", "中", "差"];
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if compact.chars().count() > 24 {
        return None;
    }
    let mut parts: Vec<&str> = compact
        .split(|c: char| {
            matches!(
                c,
                ':' | '：'
                    | '('
                    | ')'
                    | '（'
                    | '）'
                    | '“'
                    | '”'
                    | '"'
                    | '，'
                    | ','
                    | '、'
                    | '。'
                    | '；'
                    | ';'
                    | '【'
                    | '】'
                    | '分'
                    | '-'
                    | '—'
                    | '/'
                    | '／'
                    | '「'
                    | '」'
                    | '为'
            )
        })
        .collect();
    parts.retain(|p| !p.is_empty());
    let strip = |part: &str| {
        let mut part = part.to_owned();
        for lead in [
            "评价等级",
            "自评等级",
            "自评等次",
            "绩效等级",
            "评定等级",
            "等级",
            "等次",
            "评价结果",
            "自评结果",
            "结果",
            "评级",
            "档次",
        ] {
            if let Some(rest) = part.strip_prefix(lead) {
                part = rest.to_owned();
                break;
            }
        }
        for tail in ["等级", "等次", "级", "等", "档"] {
            if let Some(rest) = part.strip_suffix(tail) {
                part = rest.to_owned();
                break;
            }
        }
        part
    };
    parts.iter().rev().map(|p| strip(p)).find(|p| GRADES.contains(&p.as_str()))
}

#[cfg(test)]
mod tests {
    use kanhe_report::State;

    use super::{grade, nothing};

    #[test]
    fn several_kinds_of_nothing_are_told_apart() {
        assert_eq!(nothing(" \u{3000}"), Some(State::Blank));
        assert_eq!(nothing("——"), Some(State::Dash));
        assert_eq!(nothing("/"), Some(State::Dash));
        assert_eq!(nothing("无"), Some(State::Nothing));
        assert_eq!(nothing("0"), None);
    }

    #[test]
    fn a_grade_is_found_with_words_around_it() {
        for text in ["优", "评价等级：优", "自评等级:优", "98.5分（优）", "“优”", "优等", "等级为优"]
        {
            assert_eq!(grade(text).as_deref(), Some("优"), "{text}");
        }
        assert_eq!(grade("优秀").as_deref(), Some("优秀"));
        assert_eq!(grade("资金不足"), None);
        assert_eq!(grade(""), None);
    }
}
