//! Figures in a line of text: money, counts, percentages. Dates, years, document numbers, ranges, telephone
//! numbers and codes are none.

use kanhe_report::{Amount, Decimal, Figure, MoneyUnit, Percent};

use super::{
    folded::{Folded, find, starts},
    measures,
    numerals::{self, is_numeral},
};

/// A figure with its characters, unit included.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    /// First character.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The figure.
    pub figure: Figure,
}

/// Fixed expressions that look like counts.
const IDIOMS: &[&str] = &[
    "方面", "层面", "维护", "确立", "意识", "自信", "全面", "规定", "责任", "坚持", "到位", "结合", "必须", "服从",
    "一", "更加", "转变", "环节", "补贴",
];

/// All figures of a line, in order. Words inside 《》 hold none.
pub(crate) fn scan(line: &Folded) -> Vec<Found> {
    let c = &line.chars;
    let mut out = Vec::new();
    let mut i = 0;
    while let Some(&ch) = c.get(i) {
        if ch == '《' {
            i = title_end(c, i).unwrap_or(i + 1);
        } else if ch.is_ascii_digit() {
            let (next, found) = arabic(line, i);
            out.extend(found);
            i = next.max(i + 1);
        } else if ch.is_ascii_alphabetic() {
            while c.get(i).is_some_and(char::is_ascii_alphanumeric) {
                i += 1;
            }
        } else if is_numeral(ch) {
            let (next, found) = chinese(line, i);
            out.extend(found);
            i = next.max(i + 1);
        } else {
            i += 1;
        }
    }
    out
}

fn title_end(c: &[char], from: usize) -> Option<usize> {
    let window = c.get(from..c.len().min(from + 120))?;
    find(window, 0, "》").map(|n| from + n + 1)
}

fn digits(c: &[char], from: usize) -> usize {
    from + c.get(from..).unwrap_or_default().iter().take_while(|d| d.is_ascii_digit()).count()
}

fn is_digit(c: &[char], at: usize) -> bool {
    c.get(at).is_some_and(char::is_ascii_digit)
}

/// Reads the number at `i`: where to go on, and the figure if it is one.
fn arabic(line: &Folded, i: usize) -> (usize, Option<Found>) {
    let c = &line.chars;
    let (mut end, grouped) = whole(line, i);
    let whole_digits = end - i;
    let mut decimals = 0;
    if c.get(end) == Some(&'.') && is_digit(c, end + 1) {
        let stop = digits(c, end + 1);
        decimals = stop - end - 1;
        end = stop;
        if c.get(end) == Some(&'.') && is_digit(c, end + 1) {
            while is_digit(c, end) || (c.get(end) == Some(&'.') && is_digit(c, end + 1)) {
                end += 1;
            }
            return (end, None);
        }
    }
    let before = i.checked_sub(1).and_then(|p| c.get(p)).copied();
    let digit_before = i >= 2 && is_digit(c, i - 2);
    let percent_before = i >= 2 && matches!(c.get(i - 2), Some('%'));
    let joins = |ch: char| matches!(ch, '-' | '~' | '～' | '—' | '至' | '/' | ':' | '×' | '*');
    let mut start = i;
    let mut negative = false;
    match before {
        Some('第' | '〔' | '[' | '［') => return (tail(c, end), None),
        Some(b) if joins(b) && (digit_before || percent_before) => return (tail(c, end), None),
        Some('-' | '负') => {
            let letter = i >= 2 && c.get(i - 2).is_some_and(char::is_ascii_alphanumeric);
            if letter {
                return (end, None);
            }
            negative = true;
            start = i - 1;
        }
        _ => {}
    }
    let mut unit_at = end;
    while unit_at < end + 2 && c.get(unit_at) == Some(&' ') {
        unit_at += 1;
    }
    let next = c.get(unit_at).copied();
    if next.is_some_and(joins) && (is_digit(c, unit_at + 1) || c.get(unit_at + 1) == Some(&'-')) {
        return (end, None);
    }
    let text: String = c.get(i..end).unwrap_or_default().iter().filter(|d| **d != ',').collect();
    let Ok(mut number) = Decimal::from_str_exact(&text) else { return (end, None) };
    if negative {
        number = -number;
    }
    let found = |stop: usize, figure: Figure| (stop, Some(Found { start, end: stop, figure }));
    if next == Some('%') {
        return found(unit_at + 1, Figure::Percent(Percent { number, sign: true }));
    }
    if let Some((stop, figure)) = with_money(c, unit_at, number) {
        return found(stop, figure);
    }
    if matches!(before, Some('¥' | '￥'))
        && let Some(amount) = Amount::from_printed(number, MoneyUnit::Yuan)
    {
        return (end, Some(Found { start: start.saturating_sub(1), end, figure: Figure::Amount(amount) }));
    }
    let year_like =
        decimals == 0 && !grouped && whole_digits == 4 && ('1'..='2').contains(&c.get(i).copied().unwrap_or(' '));
    match next {
        Some('年') if year_like => return (unit_at + 1, None),
        Some(
            '月' | '日' | '号' | '时' | '点' | '#' | '楼' | '版' | '款' | '级' | '届' | '型' | '路' | '度' | '℃' | '季',
        ) if !starts(c, unit_at, "级别") => {
            return (unit_at + 1, None);
        }
        Some('分') if matches!(before, Some('时' | '点')) => return (unit_at + 1, None),
        _ => {}
    }
    let code = !grouped && decimals == 0 && (whole_digits >= 7 || (whole_digits > 1 && c.get(i) == Some(&'0')));
    if code && (unit_at > end || whole_digits >= 10) {
        return (end, None);
    }
    if let Some(length) = measures::counter(c, unit_at) {
        let mut stop = unit_at + length;
        if c.get(stop) == Some(&'/') && c.get(stop + 1).is_some_and(|h| super::folded::is_han(*h)) {
            stop += 2;
        }
        let unit = line.text(unit_at, stop).trim().to_owned();
        return found(stop, Figure::Count { number, unit });
    }
    if matches!(next, Some('余' | '多' | '几')) {
        let stop = tail(c, unit_at + 1);
        return found(stop, Figure::Count { number, unit: line.text(unit_at, stop) });
    }
    let numbered = matches!(before, Some('件' | '表' | '图' | '款' | '条' | '章' | '页' | 'A'..='Z' | 'a'..='z'));
    let letter = next.is_some_and(|n| n.is_ascii_alphabetic()) && unit_at == end;
    if year_like || code || numbered || letter || matches!(next, Some(')' | '.' | '、')) && before.is_none() {
        return (end, None);
    }
    found(end, Figure::Count { number, unit: String::new() })
}

/// The end of a run of digits with thousands separators, and whether it has any.
fn whole(line: &Folded, i: usize) -> (usize, bool) {
    let c = &line.chars;
    let first = digits(c, i);
    if first - i > 3 {
        return (first, false);
    }
    let mut end = first;
    let mut wide = false;
    while c.get(end) == Some(&',') && digits(c, end + 1) == end + 4 {
        wide |= line.raw.get(end) != Some(&',');
        end += 4;
    }
    if wide && !(c.get(end) == Some(&'.') && is_digit(c, end + 1)) && measures::money(c, end).is_none() {
        return (first, false);
    }
    (end, end > first)
}

/// Past a counter that follows a number which is no figure of its own.
fn tail(c: &[char], end: usize) -> usize {
    measures::money(c, end).or_else(|| measures::counter(c, end)).map_or(end, |n| end + n)
}

/// Money at `at`: `万元`, `（万元）`, and unit prices and round figures, which are counts.
fn with_money(c: &[char], at: usize, number: Decimal) -> Option<(usize, Figure)> {
    let round = usize::from(matches!(c.get(at), Some('余' | '多')) || starts(c, at, "万余") || starts(c, at, "万多"))
        + usize::from(starts(c, at, "万余") || starts(c, at, "万多"));
    let bracket = usize::from(c.get(at) == Some(&'('));
    let from = at + round + bracket;
    let length = measures::money(c, from)?;
    let mut stop = from + length;
    if bracket == 1 {
        if c.get(stop) != Some(&')') {
            return None;
        }
        stop += 1;
    }
    let word: String = c.get(from..from + length)?.iter().collect();
    if round > 0 || c.get(stop) == Some(&'/') {
        let mut far = stop;
        while c.get(far).is_some_and(|h| matches!(h, '/' | '·') || (super::folded::is_han(*h) && far < stop + 3)) {
            far += 1;
        }
        let far = if round > 0 { stop } else { far };
        return Some((far, Figure::Count { number, unit: c.get(at..far)?.iter().collect() }));
    }
    let unit = match word.as_str() {
        "亿元" => MoneyUnit::YiYuan,
        "万元" => MoneyUnit::WanYuan,
        "千元" => MoneyUnit::ThousandYuan,
        _ => MoneyUnit::Yuan,
    };
    Some((stop, Amount::from_printed(number, unit).map_or(Figure::Count { number, unit: word }, Figure::Amount)))
}

/// Reads the Chinese numeral at `i`.
fn chinese(line: &Folded, i: usize) -> (usize, Option<Found>) {
    let c = &line.chars;
    let before = i.checked_sub(1).and_then(|p| c.get(p)).copied();
    if starts(c, i, "百分之") {
        return percent_in_words(c, i);
    }
    let end = i + c.get(i..).unwrap_or_default().iter().take_while(|d| is_numeral(**d)).count();
    let run = c.get(i..end).unwrap_or_default();
    if starts(c, end, "分之") {
        let stop = end + 2;
        return (stop + c.get(stop..).unwrap_or_default().iter().take_while(|d| is_numeral(**d)).count(), None);
    }
    if matches!(
        before,
        Some(
            '第' | '几'
                | '数'
                | '每'
                | '逐'
                | '“'
                | '"'
                | '「'
                | '上'
                | '下'
                | '前'
                | '后'
                | '同'
                | '另'
                | '进'
                | '唯'
                | '统'
                | '十'
        )
    ) {
        return (end, None);
    }
    let Some(value) = numerals::value(run) else { return (end, None) };
    let found = |stop: usize, figure: Figure| (stop, Some(Found { start: i, end: stop, figure }));
    if c.get(end) == Some(&'元') && measures::money(c, end).is_some() {
        let (number, unit) = match run.last() {
            Some('万') => (Decimal::from(value / 10_000), MoneyUnit::WanYuan),
            Some('亿') => (Decimal::from(value / 100_000_000), MoneyUnit::YiYuan),
            _ => (Decimal::from(value), MoneyUnit::Yuan),
        };
        return Amount::from_printed(number, unit).map_or((end, None), |a| found(end + 1, Figure::Amount(a)));
    }
    if value <= 1 {
        return (end, None);
    }
    match measures::numeral_counter(c, end) {
        Some(n) if !IDIOMS.iter().any(|w| starts(c, end + n, w)) => {
            found(end + n, Figure::Count { number: Decimal::from(value), unit: line.text(end, end + n) })
        }
        _ => (end, None),
    }
}

fn percent_in_words(c: &[char], i: usize) -> (usize, Option<Found>) {
    let from = i + 3;
    let stop_digits = digits(c, from);
    if stop_digits > from {
        let mut end = stop_digits;
        if c.get(end) == Some(&'.') && is_digit(c, end + 1) {
            end = digits(c, end + 1);
        }
        let text: String = c.get(from..end).unwrap_or_default().iter().collect();
        let figure = Decimal::from_str_exact(&text).ok().map(|number| Figure::Percent(Percent { number, sign: true }));
        return (end, figure.map(|figure| Found { start: i, end, figure }));
    }
    let run_end = |at: usize| at + c.get(at..).unwrap_or_default().iter().take_while(|d| is_numeral(**d)).count();
    let end = run_end(from);
    let run = c.get(from..end).unwrap_or_default();
    let base = if run == ['百'] { Some(100) } else { numerals::value(run) };
    let (end, text) = if c.get(end) == Some(&'点') && run_end(end + 1) > end + 1 {
        let stop = run_end(end + 1);
        let places: Option<String> = c
            .get(end + 1..stop)
            .unwrap_or_default()
            .iter()
            .map(|d| numerals::digit(*d).map(|n| n.to_string()))
            .collect();
        (stop, base.zip(places).map(|(b, p)| format!("{b}.{p}")))
    } else {
        (end, base.map(|b| b.to_string()))
    };
    let number = text.and_then(|t| Decimal::from_str_exact(&t).ok());
    (end, number.map(|number| Found { start: i, end, figure: Figure::Percent(Percent { number, sign: true }) }))
}

#[cfg(test)]
mod tests {
    use kanhe_report::Figure;

    use super::{Folded, scan};

    fn shown(text: &str) -> Vec<String> {
        let line = Folded::new(text);
        scan(&line)
            .into_iter()
            .map(|f| match f.figure {
                Figure::Amount(a) => format!("{}{}", a.printed(), a.unit.word()),
                Figure::Count { number, unit } => format!("{number}|{unit}"),
                Figure::Percent(p) => format!("{}%", p.number),
            })
            .collect()
    }

    #[test]
    fn money_is_read_with_its_unit_and_its_separators() {
        assert_eq!(
            shown("支出270.90万元，结余-11,005.85元，另有3，518.85元和2.6亿元"),
            ["270.90万元", "-11005.85元", "3518.85元", "2.6亿元"]
        );
        assert_eq!(shown("预算１２８.９８万元，补助一百二十万元，五千元"), ["128.98万元", "120万元", "5000元"]);
        assert_eq!(shown("结余负3.5万元，支出5（万元）"), ["-3.5万元", "5万元"]);
    }

    #[test]
    fn counts_keep_their_measure() {
        assert_eq!(
            shown("完成22台，造林1.2万亩，保洁185万平方米，免疫48万头只"),
            ["22|台", "1.2|万亩", "185|万平方米", "48|万头只"]
        );
        assert_eq!(shown("召开三次会议，购置二十台电脑，走访两百户"), ["3|次", "20|台", "200|户"]);
        assert_eq!(shown("接待1，200人次"), ["1|", "200|人次"]);
    }

    #[test]
    fn percentages_in_figures_and_words() {
        assert_eq!(
            shown("增长31.39%，占百分之三十，合格率百分之九十五点六，百分之百"),
            ["31.39%", "30%", "95.6%", "100%"]
        );
        assert_eq!(shown("提高2.5个百分点"), ["2.5|个百分点"]);
    }

    #[test]
    fn dates_numbers_of_documents_and_phones_are_no_figures() {
        for text in [
            "2023年12月31日",
            "财预〔2020〕10号",
            "联系电话：0000-8526229",
            "手机13800000000",
            "第3次会议",
            "9月至12月",
            "2021-2023年",
            "10时30分",
            "2022.5.3",
            "比例为3:2",
            "《2023年100个小区实施方案》",
            "科目2080506",
            "附件2",
            "联系电话：13800000000  单位负责人",
        ] {
            assert_eq!(shown(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn set_phrases_are_no_counts() {
        for text in [
            "一是加强领导",
            "第三，完善制度",
            "一方面",
            "三重一大",
            "中央八项规定",
            "十四五规划",
            "“五红”",
            "四个意识",
            "两个维护",
            "进一步",
            "三分之二",
            "几十个",
            "一个中心",
            "三个方面",
            "千家万户",
            "残疾人两项补贴",
        ] {
            assert_eq!(shown(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn unit_prices_and_round_figures_are_not_sums_of_money() {
        assert_eq!(shown("每人300元/月，共10余万元"), ["300|元/月", "10|余万元"]);
    }
}
