//! Fixtures made in code: packages, workbooks, and short ways to look at what was read.
#![allow(clippy::unwrap_used, reason = "a test may panic")]
#![allow(dead_code, unused_imports, reason = "each test file uses some of it")]

mod compound;
pub mod doc;
#[path = "../exercise/sound.rs"]
mod sound;
pub mod xls;

use std::io::{Cursor, Write};

pub use self::compound::compound;
pub use self::sound::assert_sound;
use kanhe_document::{Document, Limits, ReadError, Table, read};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A zip package of parts.
pub fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// An OpenDocument workbook with this content.
pub fn ods(content: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content><office:body><office:spreadsheet>{content}</office:spreadsheet>\
         </office:body></office:document-content>"
    );
    package(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content.as_bytes())])
}

/// A workbook under construction; parts are written by hand so that every oddity can be.
pub struct Workbook {
    pub sheets: Vec<(String, String, String)>,
    pub strings: String,
    pub styles: String,
    pub book: String,
}

impl Workbook {
    /// One visible sheet with this `<worksheet>` content.
    pub fn sheet(content: &str) -> Self {
        Self {
            sheets: vec![("自评表".into(), String::new(), content.into())],
            strings: String::new(),
            styles: String::new(),
            book: String::new(),
        }
    }

    /// Adds a sheet with a state (`hidden`, `veryHidden`).
    pub fn and(mut self, name: &str, state: &str, content: &str) -> Self {
        self.sheets.push((name.into(), format!("state=\"{state}\""), content.into()));
        self
    }

    /// Number formats of the styles 1, 2, … by code.
    pub fn formats(mut self, codes: &[&str]) -> Self {
        let formats: String = codes
            .iter()
            .enumerate()
            .map(|(i, c)| format!("<numFmt numFmtId=\"{}\" formatCode=\"{}\"/>", 164 + i, c.replace('"', "&quot;")))
            .collect();
        let cells: String = (0..codes.len()).map(|i| format!("<xf numFmtId=\"{}\"/>", 164 + i)).collect();
        self.styles = format!(
            "<styleSheet><numFmts>{formats}</numFmts><cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs>\
             <cellXfs><xf numFmtId=\"0\"/>{cells}</cellXfs></styleSheet>"
        );
        self
    }

    /// The file.
    pub fn bytes(&self) -> Vec<u8> {
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let (mut listed, mut relations) = (String::new(), String::new());
        for (i, (name, state, _)) in self.sheets.iter().enumerate() {
            listed += &format!("<sheet name=\"{name}\" sheetId=\"{}\" {state} r:id=\"rId{i}\"/>", i + 1);
            relations += &format!(
                "<Relationship Id=\"rId{i}\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet{}.xml\"/>",
                i + 1
            );
        }
        relations += &format!("<Relationship Id=\"s\" Type=\"{office}/styles\" Target=\"styles.xml\"/>");
        relations +=
            &format!("<Relationship Id=\"t\" Type=\"{office}/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/>");
        let root = format!(
            "<Relationships><Relationship Id=\"a\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        );
        let book = format!("<workbook xmlns:r=\"{office}\">{}<sheets>{listed}</sheets></workbook>", self.book);
        let relations = format!("<Relationships>{relations}</Relationships>");
        let strings = format!("<sst>{}</sst>", self.strings);
        let mut parts: Vec<(String, Vec<u8>)> = vec![
            ("[Content_Types].xml".into(), b"<Types/>".to_vec()),
            ("_rels/.rels".into(), root.into_bytes()),
            ("xl/workbook.xml".into(), book.into_bytes()),
            ("xl/_rels/workbook.xml.rels".into(), relations.into_bytes()),
            ("xl/sharedStrings.xml".into(), strings.into_bytes()),
        ];
        if !self.styles.is_empty() {
            parts.push(("xl/styles.xml".into(), self.styles.clone().into_bytes()));
        }
        for (i, (_, _, content)) in self.sheets.iter().enumerate() {
            let xml = format!("<?xml version=\"1.0\"?><worksheet>{content}</worksheet>");
            parts.push((format!("xl/worksheets/sheet{}.xml", i + 1), xml.into_bytes()));
        }
        let parts: Vec<(&str, &[u8])> = parts.iter().map(|(n, b)| (n.as_str(), b.as_slice())).collect();
        package(&parts)
    }

    /// The document read back.
    pub fn read(&self) -> Document {
        open(&self.bytes()).unwrap()
    }
}

/// Reads with the default limits.
pub fn open(bytes: &[u8]) -> Result<Document, ReadError> {
    read(bytes, &Limits::default())
}

/// The texts of a table's rows; a merged cell once, where it starts.
pub fn rows(table: &Table) -> Vec<Vec<&str>> {
    (0..table.rows).map(|r| table.row(r).map(|c| c.text.as_str()).collect()).collect()
}

/// The document's only table.
pub fn only_table(document: &Document) -> &Table {
    assert_eq!(document.tables().count(), 1, "{:?}", document.blocks);
    document.tables().next().unwrap()
}

/// The body paragraphs' texts.
pub fn paragraphs(document: &Document) -> Vec<&str> {
    document.paragraphs().map(|p| p.text.as_str()).collect()
}
