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

fn book(styles: &str, sheets: &[(&str, &str)]) -> String {
    let sheets: String =
        sheets.iter().map(|(name, content)| format!("<Worksheet ss:Name=\"{name}\">{content}</Worksheet>")).collect();
    format!(
        "<?xml version=\"1.0\"?>\r\n<?mso-application progid=\"Excel.Sheet\"?>\r\n<Workbook \
         xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\" \
         xmlns:x=\"urn:schemas-microsoft-com:office:excel\" xmlns:html=\"http://www.w3.org/TR/REC-html40\"><Styles>{styles}</Styles>\
         {sheets}</Workbook>"
    )
}

#[test]
fn excel_2003_xml_shows_what_its_cells_display() {
    let styles = "<Style ss:ID=\"Default\"/><Style ss:ID=\"p\"><NumberFormat ss:Format=\"Percent\"/></Style>\
        <Style ss:ID=\"m\"><NumberFormat ss:Format=\"#,##0.00&quot;万&quot;\"/></Style><Style ss:ID=\"c\" ss:Parent=\"p\"/>\
        <Style ss:ID=\"d\"><NumberFormat ss:Format=\"yyyy\\-mm\\-dd\"/></Style>";
    let row = |cells: &str| format!("<Row>{cells}</Row>");
    let number = |style: &str, value: &str| {
        format!("<Cell ss:StyleID=\"{style}\"><Data ss:Type=\"Number\">{value}</Data></Cell>")
    };
    let table = format!(
        "<Table><Column ss:Index=\"2\" ss:StyleID=\"p\"/><Column ss:Hidden=\"1\"/>{}{}{}{}</Table>",
        row(
            "<Cell ss:MergeAcross=\"3\"><Data ss:Type=\"String\">自评 &amp; 表</Data><Comment><ss:Data>批注</ss:Data></Comment></Cell>"
        ),
        "<Row ss:Index=\"3\"><Cell ss:MergeDown=\"1\"><ss:Data ss:Type=\"String\" xmlns=\"x\"><Font>产出</Font>&#10;<B>指标</B></ss:Data></Cell>\
         <Cell><Data ss:Type=\"Number\">0.97219999999999995</Data></Cell><Cell><Data ss:Type=\"String\">看不见</Data></Cell>\
         <Cell ss:StyleID=\"m\"><Data ss:Type=\"Number\">12345.6</Data></Cell></Row>",
        row("<Cell ss:Index=\"2\" ss:StyleID=\"d\"><Data ss:Type=\"DateTime\">2023-12-31T08:30:00.000</Data></Cell>\
             <Cell ss:Index=\"4\" ss:Formula=\"=RC[-1]\"/>"),
        "<Row ss:Hidden=\"1\">".to_owned() + &number("c", "1") + "</Row>",
    );
    let hidden = format!(
        "<Table>{}</Table><x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>",
        row(&number("Default", "7"))
    );
    let document = open(book(styles, &[("整体 &amp; 项目", &table), ("旧表", &hidden)]).as_bytes()).unwrap();
    assert_eq!(document.format, Format::SheetXml);
    assert_sound(&document);
    let tables: Vec<_> = document.tables().collect();
    assert_eq!((tables[0].sheet.as_deref(), tables[0].hidden), (Some("整体 & 项目"), false));
    assert_eq!((tables[1].sheet.as_deref(), tables[1].hidden), (Some("旧表"), true));
    let text = |row: u32, col: u32| tables[0].cell(row, col).map(|c| c.text.as_str());
    assert_eq!((text(0, 0), text(0, 3)), (Some("自评 & 表"), Some("自评 & 表")));
    assert_eq!((text(2, 0), text(3, 0)), (Some("产出\n指标"), Some("产出\n指标")));
    assert_eq!((text(2, 1), text(2, 2), text(2, 3)), (Some("97.22%"), Some(""), Some("12,345.60万")));
    assert_eq!(text(3, 1), Some("2023-12-31"));
    assert!(tables[0].cell(3, 3).unwrap().uncomputed);
    assert!(tables[0].is_hidden_row(4));
    assert_eq!(text(4, 0), Some("100.00%"));
}

#[test]
fn dates_of_excel_2003_xml_are_the_days_they_name() {
    let styles = "<Style ss:ID=\"d\"><NumberFormat ss:Format=\"Short Date\"/></Style>";
    for day in ["1900-01-01", "1900-02-28", "1900-03-01", "1999-12-31", "2000-02-29", "2024-02-29", "2024-03-01"] {
        let cell = format!(
            "<Table><Row><Cell ss:StyleID=\"d\"><Data ss:Type=\"DateTime\">{day}T00:00:00.000</Data></Cell></Row></Table>"
        );
        let document = open(book(styles, &[("a", &cell)]).as_bytes()).unwrap();
        assert_eq!(only_table(&document).cells[0].text, day);
    }
}

#[test]
fn a_workbook_of_2003_that_is_cut_or_out_of_bounds_is_refused_or_read() {
    let cell = "<Cell ss:Index=\"4294967295\" ss:MergeAcross=\"4294967295\" ss:MergeDown=\"9\"><Data ss:Type=\"Number\">1</Data></Cell>";
    let whole = book(
        "",
        &[(
            "a",
            &format!("<Table><Row ss:Index=\"0\" ss:Span=\"4294967295\">{cell}{cell}</Row><Row>{cell}</Row></Table>"),
        )],
    );
    assert!(open(whole.as_bytes()).is_err());
    for (length, _) in whole.char_indices() {
        if let Err(error) = open(&whole.as_bytes()[..length]) {
            assert!(!error.zh().is_empty());
        }
    }
    let two = book(
        "",
        &[("a", "<Table><Row><Cell><Data ss:Type=\"Number\">1</Data></Cell></Row></Table>"), ("b", "<Table/>")],
    );
    let cut = &two[..two.find("<Worksheet ss:Name=\"b\"").unwrap()];
    assert!(matches!(open(cut.as_bytes()), Err(ReadError::Damaged { .. })));
    assert!(open(book("", &[("a", "<Table/>")]).as_bytes()).is_ok());
}
