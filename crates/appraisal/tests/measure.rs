//! Wordings of targets and results as offices write them.

use kanhe_appraisal::measure::{Date, Doubt, Value, parse};
use kanhe_report::Sign;

fn sign(text: &str) -> Option<Sign> {
    parse(text).sign.map(|s| s.sign)
}

/// Value in base units and canonical unit, without sign.
fn plain(text: &str) -> Option<(String, String)> {
    match parse(text) {
        m if m.doubt.is_some() => None,
        m => match m.value {
            Value::Number(q) => Some((q.value()?.normalize().to_string(), q.unit.word)),
            _ => None,
        },
    }
}

fn is(text: &str, value: &str, unit: &str) {
    assert_eq!(plain(text), Some((value.to_owned(), unit.to_owned())), "{text}");
}

#[test]
fn quantities_come_with_every_unit() {
    is("50台", "50", "台");
    is("25 TB", "25600", "GB");
    is("3.45万亩", "34500", "亩");
    is("22852.59元", "22852.59", "元");
    is("不少于15360吨", "15360000", "公斤");
    is("≥23公里", "23000", "米");
    is("204.46㎡", "204.46", "平方米");
    is("已完成50台", "50", "台");
    is("共培训120人次", "120", "人次");
    is("100％", "100", "%");
    is("８５．５％", "85.5", "%");
    is("不低于百分之八十五", "85", "%");
    is("-3.5%", "-3.5", "%");
    is("控制在5万元以内", "50000", "元");
    is("每亩300元", "300", "元/亩");
    is("2次/年", "2", "次/年");
    is("人均2000元", "2000", "元/人");
    is("95.6%（有效问卷200份）", "95.6", "%");
    is("3‰", "3", "‰");
}

#[test]
fn a_sign_is_a_sign_in_any_spelling() {
    for text in [
        "≥90%",
        "≧90%",
        ">=90%",
        "＞＝90%",
        "不低于90%",
        "不少于90%",
        "大于等于90%",
        "大于或等于90%",
        "至少90%",
        "90%以上",
        "90%及以上",
        "达到90%",
    ] {
        assert_eq!(sign(text), Some(Sign::AtLeast), "{text}");
    }
    for text in [
        "≤90%",
        "≦90%",
        "<=90%",
        "不超过90%",
        "不高于90%",
        "小于等于90%",
        "控制在90%以内",
        "90%以内",
        "90%以下",
        "90%及以下",
    ] {
        assert_eq!(sign(text), Some(Sign::AtMost), "{text}");
    }
    assert_eq!(
        (sign("超过90%"), sign("＞90%"), sign("﹥90%")),
        (Some(Sign::Above), Some(Sign::Above), Some(Sign::Above))
    );
    assert_eq!((sign("小于90%"), sign("＜90%")), (Some(Sign::Below), Some(Sign::Below)));
    assert_eq!(
        (sign("=90%"), sign("═90%"), sign("＝90%"), sign("等于90%")),
        (Some(Sign::Equal), Some(Sign::Equal), Some(Sign::Equal), Some(Sign::Equal))
    );
    assert!(parse("≥90%").sign.is_some_and(|s| s.symbol) && parse("不低于90%").sign.is_some_and(|s| !s.symbol));
}

#[test]
fn numbers_spelled_out_are_numbers() {
    is("百分之九十", "90", "%");
    is("百分之百", "100", "%");
    is("十二个月", "12", "月");
    is("两次", "2", "次");
    is("半年", "6", "月");
    for text in ["一次性拨付", "统一标准", "三公经费", "十分满意"] {
        assert_eq!(parse(text).value, Value::Words, "{text}");
    }
}

#[test]
fn what_is_not_clear_decides_nothing() {
    for text in [
        "约50台",
        "50余个",
        "50左右",
        "较上年增长5%",
        "除3个项目外全部完成",
        "7×24小时",
        "完成率100%，合格率98%",
        "2023年完成50台",
    ] {
        assert!(parse(text).doubt.is_some(), "{text}: {:?}", parse(text));
    }
}

#[test]
fn a_deadline_keeps_what_is_printed() {
    let date = |text: &str| match parse(text).value {
        Value::Date(d) => Some(d),
        _ => None,
    };
    let want = |year, month, day, before| Some(Date { year, month, day, before });
    assert_eq!(date("2023年12月底前"), want(Some(2023), Some(12), Some(31), true));
    assert_eq!(date("2023年12月底前完成"), want(Some(2023), Some(12), Some(31), true));
    assert_eq!(date("12月底之前"), want(None, Some(12), Some(31), true));
    assert_eq!(date("2023/6/30"), want(Some(2023), Some(6), Some(30), false));
    assert_eq!(date("2023年10月"), want(Some(2023), Some(10), None, false));
    assert_eq!(date("7月"), want(None, Some(7), None, false));
    assert_eq!(date("截至2023年11月30日"), want(Some(2023), Some(11), Some(30), false));
    assert_eq!(date("十二月底前"), want(None, Some(12), Some(31), true));
    assert_eq!(date("于2023年9月竣工验收"), want(Some(2023), Some(9), None, false));
    assert_eq!(date("2023年度"), want(Some(2023), None, None, false));
    for text in ["12个月", "1年", "365天", "2023.5万元", "3-5天"] {
        assert_eq!(date(text), None, "{text}");
    }
}

#[test]
fn two_numbers_are_a_range_or_several() {
    for text in
        ["50-60%", "50%-60%", "50%～60%", "50%—60%", "50至60%", "≥50%且≤60%", "大于50%小于60%", "55%±5%", "55±5%"]
    {
        let Value::Range(low, high) = parse(text).value else { panic!("{text}: {:?}", parse(text)) };
        assert_eq!(
            (low.number.normalize().to_string(), high.number.normalize().to_string()),
            ("50".into(), "60".into()),
            "{text}"
        );
    }
    for text in ["培训5次，200人", "1个平台2个数据库", "3/5", "60-50%"] {
        assert!(matches!(parse(text).doubt, Some(Doubt::Several)), "{text}: {:?}", parse(text));
    }
}

#[test]
fn words_are_told_apart() {
    let value = |text: &str| parse(text).value;
    assert_eq!(value("按期完成"), Value::InTime(true));
    assert_eq!(value("已按时完成。"), Value::InTime(true));
    assert_eq!(value("未按期完成"), Value::InTime(false));
    assert_eq!(value("是"), Value::YesNo(true));
    assert_eq!(value("未达标"), Value::YesNo(false));
    for text in ["明显提升", "有效保障", "定性", "全天候", "当年为主", "健全", "公益性事业", "达成预期指标"]
    {
        assert_eq!(value(text), Value::Words, "{text}");
    }
    assert_eq!(parse("达成预期指标").words, "达成预期指标");
    for text in ["", "  ", "—", "——", "/", "无", "不适用"] {
        assert!(parse(text).is_blank(), "{text}");
    }
}

#[test]
fn no_text_whatever_breaks_the_reading() {
    let alphabet: Vec<char> =
        "0123456789.,，-~±%％≥≤=><万亿千百元台次人个月日年底前至且约余（）()每/十二百分之完成未无是".chars().collect();
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    for _ in 0..40_000 {
        let mut text = String::new();
        for _ in 0..(state >> 60) + 1 {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            let index = usize::try_from(state % 1_000_003).unwrap_or(0) % alphabet.len();
            text.push(alphabet[index]);
        }
        let first = parse(&text);
        assert_eq!(first, parse(&text), "{text}");
        if let Value::Number(q) = &first.value {
            let _ = q.value();
        }
    }
    assert_eq!(parse(&"9".repeat(5000)).doubt, Some(Doubt::Context));
    assert_eq!(parse(&"9".repeat(40)).doubt, Some(Doubt::TooLong));
}
