//! Automatic numbers, as Word prints them.

use crate::support::{Docx, lines, listed, lvl, pp, report_list, texts};

#[test]
fn automatic_numbers_come_out_as_word_prints_them() {
    let body = [
        listed(1, 0, "单位基本情况"),
        listed(1, 1, "主要职能"),
        listed(1, 2, "贯彻执行政策"),
        listed(1, 2, "调解纠纷"),
        listed(1, 1, "机构情况"),
        listed(1, 2, "内设三个股"),
        listed(1, 0, "支出情况"),
        listed(1, 1, "基本支出"),
    ];
    let document = Docx::body(&body.concat()).numbering(&report_list()).read();
    assert_eq!(
        lines(&document),
        [
            "一、|单位基本情况",
            "（一）|主要职能",
            "1.|贯彻执行政策",
            "2.|调解纠纷",
            "（二）|机构情况",
            "1.|内设三个股",
            "二、|支出情况",
            "（一）|基本支出"
        ]
    );
}

#[test]
fn a_second_instance_continues_the_list_unless_it_overrides_the_start() {
    let second = report_list().replace(
        "<w:num w:numId=\"2\">",
        r#"<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2">"#,
    );
    let body = [listed(1, 0, "甲"), listed(3, 0, "乙"), listed(2, 0, "丙"), listed(2, 0, "丁"), listed(1, 0, "戊")];
    let document = Docx::body(&body.concat()).numbering(&second).read();
    assert_eq!(lines(&document), ["一、|甲", "二、|乙", "一、|丙", "二、|丁", "三、|戊"]);
}

#[test]
fn numbers_may_come_from_heading_styles_and_zero_switches_them_off() {
    let styles = r#"
      <w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
      <w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
      <w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="a"/><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>
      <w:style w:type="paragraph" w:styleId="my"><w:name w:val="我的标题"/><w:basedOn w:val="2"/></w:style>
      <w:style w:type="paragraph" w:styleId="loop"><w:name w:val="x"/><w:basedOn w:val="loop"/></w:style>"#;
    let linked = |level: u32, style: &str, text: &str| {
        lvl(level, "chineseCountingThousand", text)
            .replace("<w:lvlText", &format!(r#"<w:pStyle w:val="{style}"/><w:lvlText"#))
    };
    let numbering = format!(
        r#"<w:abstractNum w:abstractNumId="3">{}{}</w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="3"/></w:num>"#,
        linked(0, "1", "%1、"),
        linked(1, "2", "（%2）")
    );
    let styled = |style: &str, text: &str| pp(&format!(r#"<w:pStyle w:val="{style}"/>"#), text);
    let off = pp(r#"<w:pStyle w:val="1"/><w:numPr><w:numId w:val="0"/></w:numPr>"#, "附件");
    let body = [
        styled("1", "概况"),
        styled("2", "职能"),
        styled("my", "机构"),
        off,
        styled("1", "支出"),
        styled("loop", "正文"),
    ];
    let document = Docx::body(&body.concat()).numbering(&numbering).styles(styles).read();
    assert_eq!(lines(&document), ["一、|概况", "（一）|职能", "（二）|机构", "|附件", "二、|支出", "|正文"]);
    let headings: Vec<Option<u8>> = document.paragraphs().map(|p| p.heading).collect();
    assert_eq!(headings, [Some(1), Some(2), Some(2), Some(1), Some(1), None]);
}

#[test]
fn a_list_may_take_its_levels_from_a_numbering_style() {
    let styles = r#"<w:style w:type="numbering" w:styleId="L"><w:name w:val="公文"/><w:pPr><w:numPr><w:numId w:val="9"/></w:numPr></w:pPr></w:style>"#;
    let numbering = format!(
        r#"<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="L"/></w:abstractNum><w:abstractNum w:abstractNumId="1"><w:styleLink w:val="L"/>{}</w:abstractNum><w:num w:numId="8"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="9"><w:abstractNumId w:val="1"/></w:num>"#,
        lvl(0, "decimalEnclosedCircle", "%1")
    );
    let document =
        Docx::body(&[listed(8, 0, "甲"), listed(9, 0, "乙")].concat()).numbering(&numbering).styles(styles).read();
    assert_eq!(lines(&document), ["①|甲", "②|乙"]);
}

#[test]
fn every_common_number_format_is_written_in_its_own_signs() {
    let cases = [
        ("decimal", 12, "12"),
        ("decimalZero", 3, "03"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedParen", 2, "⑵"),
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 21, "二十一"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 105, "一百〇五"),
        ("taiwaneseCounting", 11, "十一"),
        ("japaneseCounting", 19, "十九"),
        ("ideographDigital", 12, "一二"),
        ("ideographTraditional", 3, "丙"),
        ("ideographZodiac", 12, "亥"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("upperLetter", 28, "BB"),
        ("lowerLetter", 3, "c"),
        ("upperRoman", 4, "IV"),
        ("lowerRoman", 9, "ix"),
        ("ordinal", 2, "2nd"),
        ("madeUpByAFutureWord", 7, "7"),
    ];
    for (format, n, expected) in cases {
        let level = lvl(0, format, "%1").replace(r#"<w:start w:val="1"/>"#, &format!(r#"<w:start w:val="{n}"/>"#));
        let numbering = format!(
            r#"<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#
        );
        let document = Docx::body(&listed(1, 0, "数量指标")).numbering(&numbering).read();
        assert_eq!(lines(&document), [format!("{expected}|数量指标")], "{format}");
    }
}

#[test]
fn legal_levels_bullets_and_levels_that_never_restart() {
    let numbering = format!(
        r#"<w:abstractNum w:abstractNumId="0">{}{}{}</w:abstractNum><w:abstractNum w:abstractNumId="1">{}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>"#,
        lvl(0, "chineseCounting", "第%1章"),
        lvl(1, "decimal", "%1.%2").replace("<w:lvlText", "<w:isLgl/><w:lvlText"),
        lvl(2, "lowerLetter", "%3)").replace("<w:lvlText", r#"<w:lvlRestart w:val="0"/><w:lvlText"#),
        lvl(0, "bullet", "\u{F0B7}").replace("<w:pPr>", r#"<w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr><w:pPr>"#),
    );
    let body = [
        listed(1, 0, "甲"),
        listed(1, 1, "乙"),
        listed(1, 2, "丙"),
        listed(1, 1, "丁"),
        listed(1, 2, "戊"),
        listed(2, 0, "己"),
        listed(99, 0, "没有这个列表"),
    ];
    let document = Docx::body(&body.concat()).numbering(&numbering).read();
    assert_eq!(lines(&document), ["第一章|甲", "1.1|乙", "a)|丙", "1.2|丁", "b)|戊", "•|己", "|没有这个列表"]);
}

#[test]
fn missing_numbering_and_styles_leave_the_text() {
    let body = [listed(1, 0, "单位概况"), pp(r#"<w:pStyle w:val="Heading2"/>"#, "职能")];
    let document = Docx::body(&body.concat()).read();
    assert_eq!(texts(&document), ["单位概况", "职能"]);
}
