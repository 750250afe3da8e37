//! Office documents as one XML file: the same document as the package that the program would write today.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use common::{assert_sound, only_table, open, rows};
use kanhe_document::{Block, Document, Format, ReadError};

fn word(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><?mso-application progid=\"Word.Document\"?>\
         <w:wordDocument xmlns:w=\"http://schemas.microsoft.com/office/word/2003/wordml\" \
         xmlns:wx=\"http://schemas.microsoft.com/office/word/2003/auxHint\" xmlns:aml=\"http://schemas.microsoft.com/aml/2001/core\" \
         xmlns:o=\"urn:schemas-microsoft-com:office:office\" xml:space=\"preserve\">\
         <o:DocumentProperties><o:Title>标题</o:Title></o:DocumentProperties>\
         <w:lists><w:listDef w:listDefId=\"4\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:nfc w:val=\"37\"/><w:lvlText w:val=\"%1、\"/>\
         </w:lvl></w:listDef><w:list w:ilfo=\"7\"><w:ilst w:val=\"4\"/></w:list></w:lists>\
         <w:styles><w:style w:type=\"paragraph\" w:styleId=\"1\"><w:name w:val=\"heading 1\"/><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr>\
         </w:style></w:styles><w:body><wx:sect>{body}<w:sectPr><w:ftr><w:p><w:r><w:t>页脚</w:t></w:r></w:p></w:ftr></w:sectPr>\
         </wx:sect></w:body></w:wordDocument>"
    )
}

fn paragraph(properties: &str, text: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn lines(document: &Document) -> Vec<String> {
    document.paragraphs().map(|p| format!("{}{}", p.label.as_deref().unwrap_or_default(), p.text)).collect()
}

#[test]
fn word_2003_xml_keeps_numbers_headings_and_merged_cells() {
    let list = "<w:listPr><w:ilvl w:val=\"0\"/><w:ilfo w:val=\"7\"/><wx:t wx:val=\"一、\"/></w:listPr>";
    let cell =
        |properties: &str, text: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", paragraph("", text));
    let table = format!(
        "<wx:sub-section><w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl></wx:sub-section>",
        cell("<w:vmerge w:val=\"restart\"/>", "产出 &amp; 效益"),
        cell("", "12.50"),
        cell("<w:vmerge/>", ""),
        cell("", "0")
    );
    let body =
        paragraph("<w:pStyle w:val=\"1\"/>", "自评报告") + &paragraph(list, "概况") + &table + &paragraph(list, "结论");
    let document = open(word(&body).as_bytes()).unwrap();
    assert_eq!(document.format, Format::WordXml);
    assert_eq!(lines(&document), ["自评报告", "一、概况", "二、结论"]);
    assert_eq!(document.paragraphs().next().unwrap().heading, Some(1));
    let table = only_table(&document);
    assert_eq!(rows(table), [vec!["产出 & 效益", "12.50"], vec!["0"]]);
    assert_eq!(table.cells[0].row_span, 2);
    assert_sound(&document);
}

#[test]
fn deleted_text_and_comments_of_word_2003_are_not_read() {
    let body = "<w:p><aml:annotation aml:id=\"0\" w:type=\"Word.Deletion\"><aml:content><w:r><w:delText>旧</w:delText><w:t>旧</w:t></w:r>\
        </aml:content></aml:annotation><aml:annotation aml:id=\"1\" w:type=\"Word.Insertion\"><aml:content><w:r><w:t>新</w:t></w:r>\
        </aml:content></aml:annotation><aml:annotation aml:id=\"2\" w:type=\"Word.Comment\"><aml:content><w:p><w:r><w:t>批注</w:t></w:r>\
        </w:p></aml:content></aml:annotation><aml:annotation aml:id=\"3\" w:type=\"Word.Bookmark.Start\" w:name=\"a\"/></w:p>";
    assert_eq!(lines(&open(word(body).as_bytes()).unwrap()), ["新"]);
}

#[test]
fn a_word_2003_file_that_breaks_off_is_read_with_a_gap() {
    let whole = word(&(paragraph("", "一") + &paragraph("", "二")));
    let cut = &whole[..whole.find("二").unwrap()];
    let document = open(cut.as_bytes()).unwrap();
    assert_eq!(lines(&document), ["一"]);
    assert!(!document.gaps.is_empty());
    let entities = whole.replace("<?mso-application", "<!DOCTYPE w [<!ENTITY a \"b\">]><?mso-application");
    assert!(matches!(open(entities.as_bytes()), Err(ReadError::Damaged { .. })));
}

/// A package in one file, of parts of XML.
fn package(parts: &[(&str, &str)]) -> String {
    let parts: String = parts
        .iter()
        .map(|(name, xml)| format!("<pkg:part pkg:name=\"/{name}\"><pkg:xmlData>{xml}</pkg:xmlData></pkg:part>"))
        .collect();
    format!(
        "<?xml version=\"1.0\"?><pkg:package xmlns:pkg=\"http://schemas.microsoft.com/office/2006/xmlPackage\">{parts}\
         <pkg:part pkg:name=\"/word/media/a.png\"><pkg:binaryData>AAAA</pkg:binaryData></pkg:part></pkg:package>"
    )
}

#[test]
fn a_package_in_one_file_is_read_as_the_package() {
    let main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let document =
        format!("<w:document xmlns:w=\"{main}\"><w:body>{}</w:body></w:document>", paragraph("", "一、概况"));
    let read = open(package(&[("word/document.xml", &document)]).as_bytes()).unwrap();
    assert_eq!((read.format, read.blocks.len()), (Format::PackageXml, 1));
    assert!(matches!(&read.blocks[0], Block::Paragraph(p) if p.text == "一、概况"));
    for bad in [package(&[]), package(&[("word/other.xml", "<a/>")]), package(&[("../x", "<a/>"), ("", "<b/>")])] {
        assert!(open(bad.as_bytes()).is_err());
    }
}
