//! Numbers as officials write them: full-width digits, thousands separators, Chinese numerals, units; always exact.

use kanhe_report::{Amount, Decimal, MoneyUnit, Percent};

/// Longest run of characters that is taken for one number.
const LONGEST: usize = 40;

/// A number found at the beginning of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scanned {
    /// The number, with the printed number of decimals.
    pub number: Decimal,
    /// Bytes of the text that it takes up.
    pub len: usize,
    /// Written in Chinese numerals (`二十五`).
    pub chinese: bool,
}

/// A digit in half or full width.
pub fn digit(c: char) -> Option<u8> {
    match c {
        '0'..='9' => Some(c as u8 - b'0'),
        '０'..='９' => u8::try_from(c as u32 - '０' as u32).ok(),
        _ => None,
    }
}

/// The unsigned number at the very beginning of `text`, without any unit: `1,367.76万元` gives 1367.76.
///
/// In running text a full-width comma separates clauses more often than thousands, so it counts as a separator
/// only between groups of three that end in decimals (`3，518.85`).
pub fn scan_number(text: &str) -> Option<Scanned> {
    scan(text, false).or_else(|| scan_chinese(text))
}

/// The unsigned number in Arabic digits at the very beginning of `text`. In a `cell` a full-width comma separates
/// thousands like a plain one.
fn scan(text: &str, cell: bool) -> Option<Scanned> {
    let chars: Vec<(usize, char)> = text.char_indices().take(LONGEST).collect();
    let at = |i: usize| chars.get(i).map(|&(_, c)| c);
    let end_of =
        |i: usize| chars.get(i).map_or_else(|| chars.last().map_or(0, |&(p, c)| p + c.len_utf8()), |&(p, _)| p);
    let digits_from = |i: usize| (i..chars.len()).take_while(|&j| at(j).and_then(digit).is_some()).count();
    let mut out = String::new();
    let push = |out: &mut String, from: usize, n: usize| {
        for j in from..from + n {
            if let Some(d) = at(j).and_then(digit) {
                out.push(char::from(b'0' + d));
            }
        }
    };
    let head = digits_from(0);
    if head == 0 {
        return None;
    }
    push(&mut out, 0, head);
    let mut i = head;
    if head <= 3 {
        let mut j = head;
        let mut wide = false;
        let mut groups = String::new();
        while matches!(at(j), Some(',' | '，')) && digits_from(j + 1) == 3 {
            wide |= at(j) == Some('，');
            push(&mut groups, j + 1, 3);
            j += 4;
        }
        let decimals = matches!(at(j), Some('.' | '．')) && digits_from(j + 1) > 0;
        if j > head && (cell || !wide || decimals) {
            out.push_str(&groups);
            i = j;
        }
    }
    if matches!(at(i), Some('.' | '．')) {
        let n = digits_from(i + 1);
        if n > 0 {
            out.push('.');
            push(&mut out, i + 1, n);
            i += 1 + n;
        }
    }
    let number = Decimal::from_str_exact(&out).ok()?;
    Some(Scanned { number, len: end_of(i), chinese: false })
}

/// The Chinese numeral at the very beginning of `text`: `二十五`, `三百零五`, `两`, `一万二千`.
pub fn scan_chinese(text: &str) -> Option<Scanned> {
    let (mut total, mut section, mut current): (i64, i64, Option<i64>) = (0, 0, None);
    let (mut len, mut count, mut zero, mut plain) = (0, 0, false, String::new());
    let mut last_unit = 1;
    for (p, c) in text.char_indices().take(LONGEST) {
        if let Some(d) = chinese_digit(c) {
            if current.is_some() && !zero {
                plain.push(char::from(b'0' + u8::try_from(d).ok()?));
                if section > 0 || total > 0 {
                    break;
                }
            } else if d == 0 {
                zero = true;
                plain.push('0');
            } else {
                zero = false;
                plain.push(char::from(b'0' + u8::try_from(d).ok()?));
            }
            current = Some(d);
        } else if let Some(unit) = chinese_unit(c) {
            if plain.chars().count() > 1 && section == 0 && total == 0 && !plain.starts_with('0') {
                break;
            }
            if unit >= 10_000 {
                let whole = section.checked_add(current.unwrap_or(0))?;
                if whole == 0 {
                    break;
                }
                total = total.checked_add(whole)?.checked_mul(unit)?;
                section = 0;
            } else {
                if current.is_none() && unit != 10 {
                    break;
                }
                section = section.checked_add(current.unwrap_or(1).max(1).checked_mul(unit)?)?;
            }
            last_unit = unit;
            current = None;
            zero = false;
            plain.clear();
        } else {
            break;
        }
        len = p + c.len_utf8();
        count += 1;
    }
    if count == 0 {
        return None;
    }
    let digits_only = section == 0 && total == 0 && last_unit == 1;
    let number = if digits_only {
        plain.parse::<i64>().ok()?
    } else {
        total.checked_add(section)?.checked_add(current.unwrap_or(0))?
    };
    Some(Scanned { number: Decimal::from(number), len, chinese: true })
}

fn chinese_digit(c: char) -> Option<i64> {
    Some(match c {
        '零' | '〇' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

fn chinese_unit(c: char) -> Option<i64> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        '万' => 10_000,
        '亿' => 100_000_000,
        _ => return None,
    })
}

/// A whole cell that is one number: `1,367.76`, `３，518.85`, `(12.50)` for −12.50, `-235`.
pub fn parse_decimal(text: &str) -> Option<Decimal> {
    let (number, rest) = signed_number(&compact(text)?)?;
    rest.is_empty().then_some(number)
}

/// A whole cell that is one amount of money: a number with or without its unit. Without one, `default_unit` holds.
pub fn parse_amount(text: &str, default_unit: MoneyUnit) -> Option<Amount> {
    let compact = compact(text)?;
    let bare = compact.trim_start_matches(['￥', '¥', '人', '民', '币']);
    let (number, rest) = signed_number(bare)?;
    let unit = if rest.is_empty() { default_unit } else { unit_word(&rest)? };
    Amount::from_printed(number, unit)
}

/// A whole cell that is one percentage or rate: `99.63%`, `100％`, `1`, `百分之二十`.
pub fn parse_percent(text: &str) -> Option<Percent> {
    let compact = compact(text)?;
    if let Some(rest) = compact.strip_prefix("百分之") {
        let scanned = scan(rest, true).or_else(|| scan_chinese(rest))?;
        return (scanned.len == rest.len()).then_some(Percent { number: scanned.number, sign: true });
    }
    let (number, rest) = signed_number(&compact)?;
    match rest.as_str() {
        "" => Some(Percent { number, sign: false }),
        "%" | "％" | "﹪" => Some(Percent { number, sign: true }),
        _ => None,
    }
}

/// A unit of money that is the whole of `word`: `万元`, `元`, `亿元`, `万`, `千元`.
pub fn unit_word(word: &str) -> Option<MoneyUnit> {
    Some(match word {
        "元" | "圆" | "元整" => MoneyUnit::Yuan,
        "千元" => MoneyUnit::ThousandYuan,
        "万元" | "万" | "萬元" => MoneyUnit::WanYuan,
        "亿元" | "亿" => MoneyUnit::YiYuan,
        _ => return None,
    })
}

/// The unit of money at the beginning of `text`, and its length in bytes: `万元，其中…` gives 万元, 6.
/// A bare 万 or 亿 is none: it may count anything.
pub fn scan_unit(text: &str) -> Option<(MoneyUnit, usize)> {
    const WORDS: [(&str, MoneyUnit); 4] = [
        ("万元", MoneyUnit::WanYuan),
        ("亿元", MoneyUnit::YiYuan),
        ("千元", MoneyUnit::ThousandYuan),
        ("元", MoneyUnit::Yuan),
    ];
    WORDS.iter().find(|(w, _)| text.starts_with(w)).map(|&(w, u)| (u, w.len()))
}

/// The last unit of money that a head or a line names: `项目资金（万元）`, `单位：元`.
pub fn unit_in(text: &str) -> Option<MoneyUnit> {
    let mut found = None;
    let mut rest = text;
    while let Some(p) = rest.find('元') {
        let before = rest.get(..p)?;
        found = Some(match before.chars().rev().find(|c| !c.is_whitespace()) {
            Some('万') => MoneyUnit::WanYuan,
            Some('亿') => MoneyUnit::YiYuan,
            Some('千') => MoneyUnit::ThousandYuan,
            _ => MoneyUnit::Yuan,
        });
        rest = rest.get(p + '元'.len_utf8()..)?;
    }
    found
}

/// A signed number at the beginning of a compact text, and what follows it.
fn signed_number(text: &str) -> Option<(Decimal, String)> {
    if let Some(inner) = text.strip_prefix(['(', '（']) {
        let close = inner.find([')', '）'])?;
        let body = inner.get(..close)?;
        let scanned = scan(body, true)?;
        let rest = format!("{}{}", body.get(scanned.len..)?, inner.get(close..)?.trim_start_matches([')', '）']));
        return Some((-scanned.number, rest));
    }
    let (negative, body) = match text.chars().next()? {
        '-' | '－' | '−' | '﹣' => (true, text.trim_start_matches(['-', '－', '−', '﹣'])),
        '+' | '＋' => (false, text.trim_start_matches(['+', '＋'])),
        _ => (false, text),
    };
    let scanned = scan(body, true).or_else(|| decimal_only(body))?;
    let number = if negative { -scanned.number } else { scanned.number };
    Some((number, body.get(scanned.len..)?.to_owned()))
}

/// `.50` as some spreadsheets print it.
fn decimal_only(text: &str) -> Option<Scanned> {
    let rest = text.strip_prefix('.')?;
    let n = rest.chars().take(LONGEST).take_while(char::is_ascii_digit).count();
    if n == 0 {
        return None;
    }
    let number = Decimal::from_str_exact(&format!("0.{}", rest.get(..n)?)).ok()?;
    Some(Scanned { number, len: n + 1, chinese: false })
}

/// Without white space. White space between two digits makes it no number, unless it groups thousands.
fn compact(text: &str) -> Option<String> {
    let text = text.trim();
    if text.is_empty() || text.len() > 4 * LONGEST {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    let mut line = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}' {
            gap = true;
            line |= c == '\n';
            continue;
        }
        if gap && digit(c).is_some() && out.chars().next_back().and_then(digit).is_some() {
            let ahead = chars.clone().take_while(|c| digit(*c).is_some()).count();
            if line || ahead != 2 {
                return None;
            }
        }
        gap = false;
        line = false;
        out.push(c);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use kanhe_report::{Decimal, MoneyUnit};

    use super::{parse_amount, parse_decimal, parse_percent, scan_chinese, scan_number, unit_in};

    fn dec(text: &str) -> Option<String> {
        parse_decimal(text).map(|d| d.to_string())
    }

    #[test]
    fn cells_hold_numbers_in_every_spelling() {
        assert_eq!(dec("3，518.85").as_deref(), Some("3518.85"));
        assert_eq!(dec(" 1,367.76\n").as_deref(), Some("1367.76"));
        assert_eq!(dec("９９．６３").as_deref(), Some("99.63"));
        assert_eq!(dec("(12.50)").as_deref(), Some("-12.50"));
        assert_eq!(dec("－235").as_deref(), Some("-235"));
        assert_eq!(dec("1 234.5").as_deref(), Some("1234.5"));
        assert_eq!(dec(".5").as_deref(), Some("0.5"));
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in ["", "无", "—", "10\n20", "3台", "2023年", "12,34", "8 9.5", "1.2.3"] {
            assert_eq!(dec(text), None, "{text}");
        }
    }

    #[test]
    fn an_amount_brings_its_own_unit_or_takes_the_tables() {
        let yuan = |text| parse_amount(text, MoneyUnit::WanYuan).map(|a| a.money.to_string());
        assert_eq!(yuan("128.98").as_deref(), Some("1289800.00"));
        assert_eq!(yuan("620.82万元").as_deref(), Some("6208200.00"));
        assert_eq!(yuan("￥387,664.62元").as_deref(), Some("387664.62"));
        assert_eq!(yuan("1.2亿元").as_deref(), Some("120000000.00"));
        assert_eq!(yuan("50台"), None);
    }

    #[test]
    fn rates_keep_their_digits_and_their_sign() {
        let read = |text| parse_percent(text).map(|p| (p.number.to_string(), p.sign));
        assert_eq!(read("97.80%"), Some(("97.80".into(), true)));
        assert_eq!(read("1"), Some(("1".into(), false)));
        assert_eq!(read("百分之九十五"), Some(("95".into(), true)));
        assert_eq!(read("优"), None);
    }

    #[test]
    fn chinese_numerals_count_like_digits() {
        let read = |text| scan_chinese(text).map(|s| s.number);
        for (text, number) in [
            ("二十五个", 25),
            ("三百零五", 305),
            ("十", 10),
            ("两家", 2),
            ("一万二千", 12_000),
            ("二〇二三年", 2023),
            ("五", 5),
        ] {
            assert_eq!(read(text), Some(Decimal::from(number)), "{text}");
        }
        assert_eq!(read("万元"), None);
        assert_eq!(read("台"), None);
    }

    #[test]
    fn in_running_text_a_wide_comma_ends_the_number() {
        assert_eq!(scan_number("12，150人").map(|s| s.number), Some(Decimal::from(12)));
        assert_eq!(scan_number("3，518.85万元").map(|s| s.number.to_string()).as_deref(), Some("3518.85"));
        assert_eq!(scan_number("1.2万亩").map(|s| (s.number.to_string(), s.len)), Some(("1.2".into(), 3)));
    }

    #[test]
    fn heads_name_the_unit_of_their_amounts() {
        assert_eq!(unit_in("项目资金（万元）"), Some(MoneyUnit::WanYuan));
        assert_eq!(unit_in("单位：元"), Some(MoneyUnit::Yuan));
        assert_eq!(unit_in("全年预算数"), None);
    }
}
