use super::super::number::parse;
use super::NumberFormat;

fn shown(code: &str, raw: &str) -> String {
    NumberFormat::new(code).number(parse(raw).unwrap(), false)
}

#[test]
fn a_rate_shows_as_its_format_prints_it() {
    assert_eq!(shown("0.00%", "0.97219999999999995"), "97.22%");
    assert_eq!(shown("0%", "0.995"), "100%");
    assert_eq!(shown("0.0%", "1"), "100.0%");
    assert_eq!(shown("0.00%", "0.99625"), "99.63%");
    assert_eq!(shown("#.##%", "0.5"), "50.%");
}

#[test]
fn amounts_show_their_decimals_and_groups() {
    assert_eq!(shown("0.00", "1.0049999999999999"), "1.01");
    assert_eq!(shown("#,##0.00", "1289800"), "1,289,800.00");
    assert_eq!(shown("#,##0.00_);(#,##0.00)", "-1289800.5"), "(1,289,800.50)");
    assert_eq!(shown("_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "0"), "-");
    assert_eq!(shown("_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "-12.3"), "-12.30");
    assert_eq!(shown("0.00_ ", "128.98"), "128.98");
    assert_eq!(shown("[$¥-804]#,##0", "1234"), "¥1,234");
    assert_eq!(shown("0!.0,\"万\"", "12345"), "1.2万");
    assert_eq!(shown("0.00,,", "12345678"), "12.35");
    assert_eq!(shown("0.00", "-0.001"), "0.00");
    assert_eq!(shown("00000", "42"), "00042");
    assert_eq!(shown("0\"万元\"", "42"), "42万元");
    assert_eq!(shown("[Red][<60]0.0;[Blue]0.0\"分\"", "59"), "59.0");
    assert_eq!(shown("[Red][<60]0.0;[Blue]0.0\"分\"", "61"), "61.0分");
}

#[test]
fn general_shows_no_noise() {
    assert_eq!(shown("General", "0.30000000000000004"), "0.3");
    assert_eq!(shown("General", "1E-3"), "0.001");
    assert_eq!(shown("General", "128980000000"), "128980000000");
    assert_eq!(shown("General", "-5"), "-5");
    assert_eq!(shown("0.00E+00", "270.9"), "270.9");
    assert_eq!(shown("# ?/?", "0.5"), "0.5");
    assert_eq!(shown("General\"台\"", "16"), "16台");
}

#[test]
fn dates_show_as_their_format_says() {
    assert_eq!(shown("yyyy\"年\"m\"月\"d\"日\"", "45291"), "2023年12月31日");
    assert_eq!(shown("yyyy\"年\"m\"月\"d\"日\";@", "45291"), "2023年12月31日");
    assert_eq!(shown("[$-804]yyyy/mm/dd", "45291"), "2023/12/31");
    assert_eq!(shown("h:mm:ss", "0.5"), "12:00:00");
    assert_eq!(shown("yyyy-mm-dd hh:mm", "45291.75"), "2023-12-31 18:00");
    assert_eq!(shown("aaaa", "45291"), "星期日");
    assert_eq!(shown("[h]:mm", "1.5"), "36:00");
    assert_eq!(NumberFormat::built_in(14).number(parse("45291").unwrap(), false), "2023-12-31");
    assert_eq!(NumberFormat::built_in(14).number(parse("43829").unwrap(), true), "2023-12-31");
}

#[test]
fn a_text_format_leaves_text_and_hiding_formats_hide() {
    assert_eq!(NumberFormat::new("@").text("甲".into()), "甲");
    assert_eq!(NumberFormat::new("0.00").text("甲".into()), "甲");
    assert_eq!(NumberFormat::new("0;0;0;\"附\"@").text("件".into()), "附件");
    assert_eq!(NumberFormat::new(";;;").text("甲".into()), "");
    assert_eq!(shown(";;;", "5"), "");
}
