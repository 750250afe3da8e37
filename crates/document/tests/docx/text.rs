//! Paragraphs: what is text and what is not.

use kanhe_document::Block;

use crate::support::{Docx, W, at, lines, p, pp, r, report_list, table, tbl, tc, texts, tr};

#[test]
fn paragraphs_and_tables_keep_their_order_and_numbers() {
    let grid = tbl(&[tr(&[tc("项目"), tc("金额")])]);
    let document = Docx::body(&[p("附件2"), grid.clone(), p("　"), p("说明"), grid].concat()).read();
    let kinds: Vec<String> = document
        .blocks
        .iter()
        .map(|b| match b {
            Block::Paragraph(p) => format!("{}{}", p.number, p.text),
            Block::Table(t) => format!("表{}", t.number),
        })
        .collect();
    assert_eq!(kinds, ["1附件2", "表1", "2说明", "表2"]);
    assert!(document.gaps.is_empty());
}

#[test]
fn a_text_box_is_read_once_after_its_paragraph() {
    let content = format!("<w:txbxContent>{}</w:txbxContent>", p("注：单位万元"));
    let both = format!(
        r#"<w:p>{}<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{content}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>{}</w:p>"#,
        r("填表"),
        r("说明")
    );
    let old = format!("<w:p><w:r><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></w:r></w:p>");
    let only_fallback = format!(
        r#"<w:p><w:r><mc:AlternateContent><mc:Choice Requires="x"/><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r></w:p>"#,
        r("后备").replace("<w:r>", "").replace("</w:r>", "")
    );
    let in_cell = tbl(&[tr(&[format!("<w:tc><w:tcPr/>{}</w:tc>", old.replace("万元", "元"))])]);
    let document = Docx::body(&[both, old, only_fallback, in_cell].concat()).read();
    assert_eq!(texts(&document), ["填表说明", "注：单位万元", "注：单位万元", "后备", "注：单位元"]);
    assert_eq!(at(table(&document, 1), 0, 0), "");
}

#[test]
fn insertions_stay_and_deletions_go() {
    let change = r#"w:id="1" w:author="x""#;
    let edited = format!(
        "<w:p>{}<w:del {change}><w:r><w:delText>20</w:delText><w:t>20</w:t></w:r></w:del><w:ins {change}>{}</w:ins><w:moveFrom {change}>{}</w:moveFrom><w:moveTo {change}>{}</w:moveTo></w:p>",
        r("完成"),
        r("22台"),
        r("挪走"),
        r("，超额")
    );
    let joined = format!("<w:p><w:pPr><w:rPr><w:del {change}/></w:rPr></w:pPr>{}</w:p>{}", r("上半段"), p("下半段"));
    let gone = format!("<w:tr><w:trPr><w:del {change}/></w:trPr>{}</w:tr>", tc("删掉的行"));
    let was = format!(r#"<w:pPrChange {change}><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange>"#);
    let document = Docx::body(&[edited, joined, pp(&was, "原来有编号"), tbl(&[tr(&[tc("留")]), gone])].concat())
        .numbering(&report_list())
        .read();
    assert_eq!(lines(&document), ["|完成22台，超额", "|上半段下半段", "|原来有编号"]);
    assert_eq!((table(&document, 1).rows, at(table(&document, 1), 0, 0)), (1, "留"));
}

#[test]
fn references_tabs_breaks_and_signs_become_text() {
    let run = r#"<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="1"/></w:tabs></w:pPr><w:r><w:t>A&amp;B &#x4E00;&lt;</w:t><w:tab/><w:t><![CDATA[<甲&乙>]]></w:t><w:br/><w:t>下</w:t><w:noBreakHyphen/><w:softHyphen/><w:t>行</w:t><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:font="Wingdings" w:char="F0A8"/></w:r></w:p>"#;
    let trimmed = r#"<w:p><w:r><w:t>
      甲 </w:t></w:r><w:r><w:t xml:space="preserve"> 乙</w:t></w:r></w:p>"#;
    let page = r#"<w:p><w:r><w:br w:type="page"/><w:t>附件3</w:t><w:br w:type="page"/></w:r></w:p>"#;
    let document = Docx::body(&[run, trimmed, page].concat()).read();
    assert_eq!(texts(&document), ["A&B 一<\t<甲&乙>\n下-行☑□", "甲 乙", "附件3"]);
}

#[test]
fn hidden_text_field_codes_and_prompts_are_not_content() {
    let hidden = r#"<w:p><w:r><w:t>看得见</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>也看得见</w:t></w:r></w:p>"#;
    let char = |kind: &str| format!(r#"<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>"#);
    let field = format!(
        "<w:p>{}<w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:t>指令</w:t></w:r>{}{}{}<w:fldSimple w:instr=\"DATE\" xmlns:w=\"{W}\">{}</w:fldSimple></w:p>",
        char("begin"),
        char("separate"),
        r("12"),
        char("end"),
        r("月")
    )
    .replace(&format!(" xmlns:w=\"{W}\""), "")
    .replace("<fldSimple", "<w:fldSimple");
    let ring = format!(
        "<w:p>{}<w:r><w:instrText>eq \\o\\ac(○,3)</w:instrText></w:r>{}{}</w:p>",
        char("begin"),
        char("end"),
        r("其他")
    );
    let never_ended = format!("<w:p>{}{}</w:p>{}", char("begin"), r("丢失"), p("照常"));
    let prompt = format!(
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
        p("单击此处输入文字。")
    );
    let tick = r#"<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>是</w:t></w:r></w:p>"#;
    let document = Docx::body(&[hidden, &field, &ring, &never_ended, &prompt, tick].concat()).read();
    assert_eq!(texts(&document), ["看得见也看得见", "12月", "③其他", "照常", "☑是"]);
}

#[test]
fn wrappers_are_transparent() {
    let inline = format!(
        "<w:p><w:hyperlink>{}</w:hyperlink><w:smartTag><w:smartTagPr/>{}</w:smartTag><w:customXml>{}</w:customXml><w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt></w:p>",
        r("甲"),
        r("乙"),
        r("丙"),
        r("丁")
    );
    let block = format!("<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", p("块"));
    let cells = format!("<w:tr><w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>{}</w:tr>", tc("控件"), tc("常"));
    let rows = format!("<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", tr(&[tc("x"), tc("y")]));
    let document = Docx::body(&[inline, block, tbl(&[cells, rows])].concat()).read();
    assert_eq!(texts(&document), ["甲乙丙丁", "块"]);
    assert_eq!((at(table(&document, 1), 0, 0), at(table(&document, 1), 1, 1)), ("控件", "y"));
}

#[test]
fn what_cannot_be_shown_is_said() {
    let scan = r#"<w:p><w:r><w:drawing><a:blip xmlns:a="urn:a"/></w:drawing></w:r></w:p><w:altChunk/>"#;
    let document = Docx::body(scan).read();
    assert_eq!(document.gaps.len(), 2);
    assert!(document.gaps.iter().any(|g| g.zh.contains("扫描")));
    let object = Docx::body(&format!("{}<w:p><w:r><w:object/></w:r></w:p>", p("附表见下"))).read();
    assert!(object.gaps.iter().any(|g| g.zh.contains("嵌入对象")));
}
