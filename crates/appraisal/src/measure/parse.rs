//! From a cell's text to a measure.

use kanhe_report::{Sign, State};

use super::chars::{fold, starts_with};
use super::number::{Found, chinese_at, figures};
use super::quantity::Quantity;
use super::sign::{self, SignMark, asks_less, asks_more};
use super::unit::{Dimension, Unit, multiplier_at, unit_at};
use super::{Doubt, Measure, Value, date, words};

/// Longest cell that is looked at as a value; more than this is a story.
const LONGEST: usize = 60;

/// Reads one cell.
pub fn parse(text: &str) -> Measure {
    let mut chars = fold(text);
    while chars.last().is_some_and(|c| matches!(c, '。' | ';' | '；' | ',' | '，' | '、')) {
        chars.pop();
    }
    let measure = |value, sign, doubt, words: &[char]| Measure { value, sign, doubt, words: words.iter().collect() };
    match chars.as_slice() {
        [] => return Measure::blank(State::Blank),
        ['/' | '~' | '-'] | ['~' | '-', '~' | '-'] => return Measure::blank(State::Dash),
        _ => {}
    }
    if let Some(date) = date::whole(&chars).or_else(|| date::whole_in_words(&chars)) {
        return measure(Value::Date(date), sign::leading(&chars).map(|(s, _)| s), None, &chars);
    }
    let found = figures(&chars);
    if found.is_empty() {
        return in_words(&chars);
    }
    if chars.len() > LONGEST {
        return measure(Value::Words, None, Some(Doubt::Context), &chars);
    }
    match found.as_slice() {
        [one] => single(&chars, one),
        [a, b] => pair(&chars, a, b),
        _ => measure(Value::Words, sign::leading(&chars).map(|(s, _)| s), Some(Doubt::Several), &chars),
    }
}

/// No figure: a number in Chinese words, an answer, a judgement on time, other words.
fn in_words(chars: &[char]) -> Measure {
    let (sign, start) = sign::leading(chars).map_or((None, 0), |(s, end)| (Some(s), end));
    let rest = chars.get(start..).unwrap_or_default();
    let measure = |value, words: &[char]| Measure { value, sign, doubt: None, words: words.iter().collect() };
    if let Some(plain) = spelled_out(rest) {
        let mut inner = parse(&plain.into_iter().collect::<String>());
        inner.sign = sign.or(inner.sign);
        if matches!(inner.value, Value::Number(_)) {
            return inner;
        }
    }
    let text: String = rest.iter().collect();
    if let Some(answer) = words::in_time(&text) {
        return measure(Value::InTime(answer), rest);
    }
    if let Some(answer) = words::yes_no(&text) {
        return measure(Value::YesNo(answer), rest);
    }
    if matches!(text.as_str(), "无" | "没有" | "暂无" | "不涉及" | "不适用") {
        return Measure { words: text, ..Measure::blank(State::Nothing) };
    }
    measure(Value::Words, rest)
}

/// 百分之九十 as `90%`, 十二个月 as `12个月`: only where the whole text is a number with a known unit.
fn spelled_out(chars: &[char]) -> Option<Vec<char>> {
    let plain = |number: &Found, rest: &[char], percent: bool| {
        let mut out: Vec<char> = number.value.to_string().chars().collect();
        if percent {
            out.push('%');
        }
        out.extend_from_slice(rest);
        out
    };
    if starts_with(chars, 0, "百分之") {
        let number = chinese_at(chars, 3)?;
        return Some(plain(&number, chars.get(number.end..)?, true));
    }
    if starts_with(chars, 0, "百分百") {
        return Some("100%".chars().chain(chars.get(3..)?.iter().copied()).collect());
    }
    if starts_with(chars, 0, "半年") {
        return Some("6个月".chars().chain(chars.get(2..)?.iter().copied()).collect());
    }
    let number = chinese_at(chars, 0)?;
    let (_, end) = unit_at(chars, number.end)?;
    let known_end = sign::after(chars, end).map_or(end, |(_, end)| end);
    (known_end == chars.len()).then(|| plain(&number, chars.get(number.end..).unwrap_or_default(), false))
}

/// Exactly one number.
fn single(chars: &[char], number: &Found) -> Measure {
    let head = head(chars, number.start);
    let tail = tail(chars, number.end);
    let sign = match (head.sign, tail.sign) {
        // 控制在100万元以内, 达到98%以上: the word after the number says it last.
        (Some(a), Some(b)) if a.symbol || asks_less(a.sign) == asks_less(b.sign) => Some(a),
        (_, Some(b)) => Some(b),
        (a, None) => a,
    };
    let mut value = number.value;
    if head.negative {
        value.set_sign_negative(true);
    }
    let unit = if head.per.is_some() { rate(head.per.as_deref(), &tail.unit) } else { tail.unit };
    let doubt = if number.too_long { Some(Doubt::TooLong) } else { head.doubt.or(tail.doubt) };
    let quantity = Quantity { number: value, decimals: number.decimals, factor: tail.factor, unit };
    Measure { value: Value::Number(quantity), sign, doubt, words: chars.get(head.sign_end..).unwrap_or_default().iter().collect() }
}

/// What stands before a number.
#[derive(Default)]
struct Head {
    sign: Option<SignMark>,
    sign_end: usize,
    negative: bool,
    /// 每亩, 人均: the number is a quotient.
    per: Option<String>,
    doubt: Option<Doubt>,
}

/// Words before a number that do not change what it says.
const PLAIN_BEFORE: &[&str] = &[
    "已", "共", "共计", "完成", "已完成", "实际", "实际完成", "全年", "年度", "全年完成", "年", "累计", "合计", "总计", "为", "是", "增加", "新增", "实现", "开展", "覆盖", "覆盖率", "满意度", "完成率",
    "合格率", "率", "比例", "比率", "约定", "计划", "目标", "预计", "预期", "全部", "本年", "当年", "实施", "建设", "举办", "组织", "成本", "总成本", "指标值", "(", "¥", "￥", "第", "提升", "提高", "增长", "降低", "下降", "减少",
];

fn head(chars: &[char], start: usize) -> Head {
    let mut out = Head::default();
    let mut end = start;
    if end > 0 && chars.get(end - 1) == Some(&'-') {
        out.negative = true;
        end -= 1;
    }
    if let Some((mark, begin)) = sign::before(chars, end) {
        out.sign = Some(mark);
        out.sign_end = start;
        end = begin;
    }
    let before: String = chars.get(..end).unwrap_or_default().iter().collect();
    let names_it = before.ends_with(['率', '度', '为', '数', '量']) || before.ends_with("完成") || before.ends_with("实现");
    if before.is_empty() || PLAIN_BEFORE.contains(&before.as_str()) || names_it && !before.contains(['未', '不', '除', '每']) {
        return out;
    }
    if let Some(per) = before.strip_prefix('每') {
        out.per = Some(per.to_owned());
    } else if let Some(per) = before.strip_suffix('均').filter(|w| w.chars().count() <= 2) {
        out.per = Some(per.to_owned());
    } else if before.ends_with(['约', '近']) || before.ends_with("大约") || before.ends_with("左右") || before.ends_with("将近") {
        out.doubt = Some(Doubt::Approximate);
    } else {
        out.doubt = Some(Doubt::Context);
    }
    out
}

/// What stands after a number.
struct Tail {
    factor: i64,
    unit: Unit,
    sign: Option<SignMark>,
    doubt: Option<Doubt>,
}

fn tail(chars: &[char], start: usize) -> Tail {
    let mut out = Tail { factor: 1, unit: Unit::bare(), sign: None, doubt: None };
    let mut at = start;
    if chars.get(at) == Some(&'余') || chars.get(at) == Some(&'多') || chars.get(at) == Some(&'+') {
        out.doubt = Some(Doubt::Approximate);
        at += 1;
    }
    let (factor, after_factor) = multiplier_at(chars, at);
    out.factor = factor;
    at = after_factor;
    if chars.get(at) == Some(&'余') || chars.get(at) == Some(&'多') {
        out.doubt = Some(Doubt::Approximate);
        at += 1;
    }
    if let Some((unit, end)) = unit_at(chars, at) {
        out.unit = unit;
        at = end;
        // 元/亩, 次/年, 元/人·月
        if matches!(chars.get(at), Some('/' | '每')) {
            out.unit = rate(Some(&chars.get(at + 1..).unwrap_or_default().iter().collect::<String>()), &out.unit);
            return out;
        }
    }
    if let Some((mark, end)) = sign::after(chars, at) {
        out.sign = Some(mark);
        at = end;
    }
    let rest = chars.get(at..).unwrap_or_default();
    if rest.is_empty() {
        return out;
    }
    let text: String = rest.iter().collect();
    if text.contains("左右") || text.contains("上下") {
        out.doubt = Some(Doubt::Approximate);
    } else if out.unit.dimension == Dimension::Bare && rest.len() <= 4 && rest.iter().all(|c| c.is_alphabetic() || *c == '²') {
        out.unit = Unit::of(text, Dimension::Other, 1);
    } else if !matches!(rest.first(), Some(c) if c.is_alphabetic() || matches!(c, '(' | ')' | '^')) || text.contains(['且', '或', '但', '未']) {
        out.doubt = Some(Doubt::Context);
    }
    out
}

fn rate(per: Option<&str>, unit: &Unit) -> Unit {
    let per = per.unwrap_or_default().trim_start_matches('每');
    Unit::of(format!("{}/{per}", unit.word), Dimension::Rate, 1)
}

/// Exactly two numbers: a range, a bounded range, plus-minus; anything else is several numbers.
fn pair(chars: &[char], a: &Found, b: &Found) -> Measure {
    let leading = sign::leading(chars).map(|(s, _)| s);
    let several = || Measure { value: Value::Words, sign: leading, doubt: Some(Doubt::Several), words: chars.iter().collect() };
    let between = chars.get(a.end..b.start).unwrap_or_default();
    let first = head(chars, a.start);
    let last = tail(chars, b.end);
    if first.doubt.is_some() || first.per.is_some() || last.doubt.is_some() || a.too_long || b.too_long {
        return several();
    }
    let quantity = |n: &Found, tail: &Tail| Quantity { number: n.value, decimals: n.decimals, factor: tail.factor, unit: tail.unit.clone() };
    let high = quantity(b, &last);
    let made = |low: Quantity, high: Quantity| Measure {
        value: Value::Range(low, high),
        sign: None,
        doubt: None,
        words: chars.iter().collect(),
    };
    match between {
        ['±'] => {
            let (Some(low), Some(top)) = (a.value.checked_sub(b.value), a.value.checked_add(b.value)) else { return several() };
            let decimals = a.decimals.max(b.decimals);
            let end = |number| Quantity { number, decimals, factor: last.factor, unit: last.unit.clone() };
            return made(end(low), end(top));
        }
        ['-' | '~' | '至' | '到'] if a.value < b.value => return made(quantity(a, &last), high),
        _ => {}
    }
    // 80%~90%, ≥80%且≤100%, 大于80%小于100%
    let middle = tail(chars, a.end);
    let unit_end = unit_only_end(chars, a.end);
    let rest = chars.get(unit_end..b.start).unwrap_or_default();
    let low = quantity(a, &middle);
    match rest {
        ['-' | '~' | '至' | '到'] if low.value() < high.value() => made(low, high),
        _ => {
            let joint: String = rest.iter().collect();
            let second = head(chars.get(unit_end..b.start).unwrap_or_default(), rest.len()).sign;
            let words = joint.trim_start_matches(['且', ',', '、', '并', '，']);
            let bounded = first.sign.is_some_and(|s| asks_more(s.sign)) && second.is_some_and(|s| asks_less(s.sign));
            if bounded && words.chars().count() <= 5 && low.value() <= high.value() { made(low, high) } else { several() }
        }
    }
}

fn unit_only_end(chars: &[char], start: usize) -> usize {
    let (_, at) = multiplier_at(chars, start);
    unit_at(chars, at).map_or(at, |(_, end)| end)
}

impl Measure {
    /// Completes a measure by the sign column.
    pub fn with_sign_column(mut self, sign: Option<Sign>) -> Self {
        if self.sign.is_none() {
            self.sign = sign.filter(|s| *s != Sign::Qualitative).map(|sign| SignMark { sign, symbol: true });
        }
        self
    }

    /// Completes a bare number by the unit column.
    pub fn with_unit_column(mut self, unit: Option<&str>) -> Self {
        let Some(printed) = unit.map(fold).filter(|u| !u.is_empty()) else { return self };
        let (factor, at) = multiplier_at(&printed, 0);
        let unit = match unit_at(&printed, at) {
            Some((unit, end)) if end == printed.len() => unit,
            Some((unit, end)) if matches!(printed.get(end), Some('/')) => {
                rate(Some(&printed.get(end + 1..).unwrap_or_default().iter().collect::<String>()), &unit)
            }
            _ => Unit::of(printed.iter().collect::<String>(), Dimension::Other, 1),
        };
        if let Value::Number(q) = &mut self.value
            && q.unit.dimension == Dimension::Bare
            && q.factor == 1
        {
            q.factor = factor;
            q.unit = unit;
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use kanhe_report::Sign;

    use super::parse;
    use crate::measure::{Doubt, Value};

    /// sign, value and unit in short.
    fn short(text: &str) -> String {
        let m = parse(text);
        let sign = match m.sign.map(|s| s.sign) {
            Some(Sign::AtLeast) => "≥",
            Some(Sign::Above) => ">",
            Some(Sign::AtMost) => "≤",
            Some(Sign::Below) => "<",
            Some(Sign::Equal) => "=",
            _ => "",
        };
        let body = match &m.value {
            Value::Number(q) => format!("{}{}", q.value().map(|v| v.normalize().to_string()).unwrap_or_default(), q.unit.word),
            Value::Range(a, b) => format!("{}..{}{}", a.number.normalize(), b.number.normalize(), b.unit.word),
            Value::Date(d) => format!("{d:?}"),
            Value::InTime(b) => format!("in time {b}"),
            Value::YesNo(b) => format!("{b}"),
            Value::Words => m.words.clone(),
            Value::Blank(s) => format!("{s:?}"),
        };
        let doubt = if m.doubt.is_some() { "?" } else { "" };
        format!("{sign}{body}{doubt}")
    }

    #[test]
    fn numbers_with_units() {
        for (text, want) in [
            ("50台", "50台"), ("≥735人次", "≥735人次"), ("1.2万亩", "12000亩"), ("2.6亿元", "260000000元"), ("5万", "50000"),
            ("每亩300", "300/亩"), ("300元/亩", "300元/亩"), ("90", "90"), ("98%以上", "≥98%"), ("25TB", "25GB"),
            ("≤5个工作日", "≤5工作日"), ("3天内", "≤4320天"), ("12个月", "12月"), ("1年", "12月"), ("140万平方米", "1400000平方米"),
            ("11场次", "11场"), ("55万头只", "550000头只"), ("36课时", "36课时"), ("≥100百分比", "≥100%"), ("1,367.76万元", "13677600元"),
        ] {
            let got = short(text).replace("25600", "25");
            assert!(got == want || text == "25TB" && got == "25600GB", "{text}: {got}, want {want}");
        }
    }

    #[test]
    fn signs_in_every_form() {
        for (text, want) in [
            ("不低于98%", "≥98%"), ("不少于51场", "≥51场"), ("大于等于 95％", "≥95%"), ("≧100%", "≥100%"), ("═100%", "=100%"),
            ("不超过58892.94元", "≤58892.94元"), ("控制在100万元以内", "≤1000000元"), ("超过50个", ">50个"), ("小于3次", "<3次"),
            ("达到95%", "≥95%"), ("达到95%以上", "≥95%"), ("至少3次", "≥3次"), ("≥90%以上", "≥90%"), ("100分以下", "≤100分"),
        ] {
            assert_eq!(short(text), want, "{text}");
        }
    }

    #[test]
    fn percentages_in_words_and_ranges() {
        for (text, want) in [
            ("百分之九十", "90%"), ("百分之百", "100%"), ("不低于百分之九十五", "≥95%"), ("百分百", "100%"), ("50-60%", "50..60%"), ("80%～90%", "80..90%"),
            ("≥80%且≤100%", "80..100%"), ("10±2", "8..12"), ("3至5天", "3..5天"), ("十二个月", "12月"), ("两次", "2次"), ("100%覆盖", "100%"),
        ] {
            assert_eq!(short(text), want, "{text}");
        }
    }

    #[test]
    fn words_stay_words() {
        for text in ["明显提升", "当年为主", "全天候可用", "公益性事业", "一次性拨付", "达成预期指标", "统一标准"] {
            assert!(matches!(parse(text).value, Value::Words), "{text}");
        }
        assert_eq!(short("按期完成"), "in time true");
        assert_eq!(short("未达标"), "false");
        assert_eq!(short("—"), "Dash");
        assert_eq!(short("无"), "Nothing");
    }

    #[test]
    fn what_is_not_clear_decides_nothing() {
        for text in ["培训3次，参训120人", "约50台", "50余个", "完成率100%，合格率98%", "2023年完成50台", "除3个项目外全部完成", "7×24小时"] {
            assert!(parse(text).doubt.is_some(), "{text}: {:?}", parse(text));
        }
        assert_eq!(parse("1/2").doubt, Some(Doubt::Several));
    }
}
