//! Builds small Word packages in code.

use std::io::{Cursor, Write};

use kanhe_document::{Document, Limits, Table, read};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

pub const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
pub const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A package of the given parts.
pub fn package(parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in parts {
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A `.docx` as Word lays it out, built part by part.
#[derive(Default)]
pub struct Docx {
    document: String,
    others: Vec<(&'static str, &'static str, String)>,
}

impl Docx {
    pub fn body(body: &str) -> Self {
        Self::document(&format!("<w:document {}><w:body>{body}<w:sectPr/></w:body></w:document>", spaces()))
    }

    pub fn document(xml: &str) -> Self {
        Self { document: format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>{xml}"), others: Vec::new() }
    }

    pub fn with(mut self, kind: &'static str, file: &'static str, xml: String) -> Self {
        self.others.push((kind, file, xml));
        self
    }

    pub fn numbering(self, inside: &str) -> Self {
        self.with("numbering", "numbering.xml", format!("<w:numbering {}>{inside}</w:numbering>", spaces()))
    }

    pub fn styles(self, inside: &str) -> Self {
        self.with("styles", "styles.xml", format!("<w:styles {}>{inside}</w:styles>", spaces()))
    }

    pub fn bytes(&self) -> Vec<u8> {
        let rels = |items: String| {
            format!(
                r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{items}</Relationships>"#
            )
        };
        let links: String = self
            .others
            .iter()
            .enumerate()
            .map(|(i, (kind, file, _))| format!(r#"<Relationship Id="rId{i}" Type="{R}/{kind}" Target="{file}"/>"#))
            .collect();
        let root = rels(format!(r#"<Relationship Id="r" Type="{R}/officeDocument" Target="word/document.xml"/>"#));
        let names: Vec<String> = self.others.iter().map(|(_, file, _)| format!("word/{file}")).collect();
        let mut parts = vec![
            ("_rels/.rels", root.into_bytes()),
            ("word/document.xml", self.document.clone().into_bytes()),
            ("word/_rels/document.xml.rels", rels(links).into_bytes()),
        ];
        for ((_, _, xml), name) in self.others.iter().zip(&names) {
            parts.push((name, xml.clone().into_bytes()));
        }
        package(&parts)
    }

    pub fn read(&self) -> Document {
        read(&self.bytes(), &Limits::default()).unwrap()
    }
}

pub fn spaces() -> String {
    format!(
        r#"xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="urn:wps" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math""#
    )
}

pub fn p(text: &str) -> String {
    format!("<w:p>{}</w:p>", r(text))
}

pub fn r(text: &str) -> String {
    format!(r#"<w:r><w:rPr><w:sz w:val="32"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>"#)
}

/// A paragraph with properties.
pub fn pp(properties: &str, text: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr>{}</w:p>", r(text))
}

pub fn listed(num: u32, level: u32, text: &str) -> String {
    pp(&format!(r#"<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>"#), text)
}

pub fn tbl(rows: &[String]) -> String {
    format!("<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>{}</w:tbl>", rows.concat())
}

pub fn tr(cells: &[String]) -> String {
    format!("<w:tr>{}</w:tr>", cells.concat())
}

pub fn tc(text: &str) -> String {
    tcp("", text)
}

pub fn tcp(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr><w:tcW w:w=\"900\"/>{properties}</w:tcPr>{}</w:tc>", p(text))
}

pub fn lvl(level: u32, format: &str, text: &str) -> String {
    format!(
        r#"<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/><w:pPr><w:ind w:left="0"/></w:pPr></w:lvl>"#
    )
}

/// 一、 （一） 1. as instance 1.
pub fn report_list() -> String {
    format!(
        r#"<w:abstractNum w:abstractNumId="7">{}{}{}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>"#,
        lvl(0, "chineseCountingThousand", "%1、"),
        lvl(1, "chineseCounting", "（%2）"),
        lvl(2, "decimal", "%3.")
    )
}

/// Paragraphs as `label|text`.
pub fn lines(document: &Document) -> Vec<String> {
    document.paragraphs().map(|p| format!("{}|{}", p.label.as_deref().unwrap_or(""), p.text)).collect()
}

pub fn texts(document: &Document) -> Vec<&str> {
    document.paragraphs().map(|p| p.text.as_str()).collect()
}

pub fn table(document: &Document, number: u32) -> &Table {
    document.tables().find(|t| t.number == number).unwrap()
}

/// The text at a grid position.
pub fn at(table: &Table, row: u32, col: u32) -> &str {
    table.cell(row, col).map_or("~", |c| c.text.as_str())
}
