//! Chinese numerals: 十二, 一百零五, 二〇二三.

/// Whether a character may stand in a Chinese numeral.
pub(crate) fn is_numeral(c: char) -> bool {
    digit(c).is_some() || power(c).is_some() || matches!(c, '万' | '亿')
}

/// The value of a digit character.
pub(crate) fn digit(c: char) -> Option<u64> {
    Some(match c {
        '零' | '〇' | '○' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

fn power(c: char) -> Option<u64> {
    Some(match c {
        '十' => 10,
        '百' => 100,
        '千' => 1000,
        _ => return None,
    })
}

/// The value of a well-formed numeral (`二十三`, `一百零五`, `三万五千`); digit strings (`二〇二三`, `十四五`) are none.
pub(crate) fn value(run: &[char]) -> Option<u64> {
    let (mut total, mut section, mut pending, mut last_power) = (0u64, 0u64, None::<u64>, u64::MAX);
    for (i, &c) in run.iter().enumerate() {
        if let Some(d) = digit(c) {
            if pending.is_some_and(|p| p != 0) || (d != 0 && pending.is_none() && i > 0 && last_power == 1) {
                return None;
            }
            pending = Some(d);
        } else if let Some(p) = power(c) {
            let factor = match pending.take() {
                Some(0) | None if p == 10 && section == 0 => 1,
                Some(d) if d > 0 => d,
                _ => return None,
            };
            if p >= last_power {
                return None;
            }
            last_power = p;
            section = section.checked_add(factor.checked_mul(p)?)?;
        } else {
            let big = if c == '万' { 10_000 } else { 100_000_000 };
            let head = section.checked_add(pending.take().unwrap_or(0))?;
            if head == 0 && total == 0 {
                return None;
            }
            total = total.checked_add(head)?.checked_mul(big)?;
            (section, last_power) = (0, u64::MAX);
        }
    }
    total.checked_add(section)?.checked_add(pending.unwrap_or(0))
}

/// Four digit characters in a row, as in `二〇二三年`.
pub(crate) fn positional(run: &[char]) -> Option<u64> {
    run.iter().try_fold(0u64, |n, &c| n.checked_mul(10)?.checked_add(digit(c)?))
}

#[cfg(test)]
mod tests {
    use super::{positional, value};

    fn of(text: &str) -> Option<u64> {
        value(&text.chars().collect::<Vec<_>>())
    }

    #[test]
    fn numerals_have_values() {
        for (text, want) in [
            ("三", 3),
            ("十二", 12),
            ("二十", 20),
            ("一百零五", 105),
            ("三百二十", 320),
            ("两千", 2000),
            ("三万五千", 35_000),
        ] {
            assert_eq!(of(text), Some(want), "{text}");
        }
        assert_eq!(positional(&['二', '〇', '二', '三']), Some(2023));
    }

    #[test]
    fn a_plan_period_is_no_number() {
        for text in ["十四五", "一二", "百", "千", "万", "三四"] {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
