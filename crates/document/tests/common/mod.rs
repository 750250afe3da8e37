//! Fixtures made in code: packages, workbooks, and short ways to look at what was read.
#![allow(clippy::unwrap_used, reason = "a test may panic")]
#![allow(dead_code, reason = "each test file uses some of it")]

use std::io::{Cursor, Write};

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

/// An OLE compound file with these streams below its root, each in sectors of its own.
pub fn compound(streams: &[(&str, Vec<u8>)]) -> Vec<u8> {
    const SECTOR: usize = 512;
    const END: u32 = 0xffff_fffe;
    let mut entries = vec![("Root Entry", 5_u8, END, 0_usize)];
    let mut sectors: Vec<u8> = Vec::new();
    let mut next: Vec<u32> = Vec::new();
    let mut add = |bytes: &[u8]| {
        let first = u32::try_from(next.len()).unwrap();
        sectors.extend(bytes);
        sectors.resize(sectors.len().next_multiple_of(SECTOR), 0);
        let count = sectors.len() / SECTOR;
        while next.len() < count {
            next.push(u32::try_from(next.len() + 1).unwrap());
        }
        match next.last_mut() {
            Some(last) if count > first as usize => *last = END,
            _ => return END,
        }
        first
    };
    for (name, bytes) in streams {
        entries.push((name, 2, add(bytes), bytes.len()));
    }
    let mut directory = Vec::new();
    for (at, (name, kind, start, size)) in entries.iter().enumerate() {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let length = u16::try_from(entry.len() + 2).unwrap();
        entry.resize(64, 0);
        entry.extend(length.to_le_bytes());
        entry.extend([*kind, 1]);
        // The tree of siblings is a list to the right.
        let none = u32::MAX;
        let right = if at == 0 || at + 1 == entries.len() { none } else { u32::try_from(at + 1).unwrap() };
        let child = if at == 0 && entries.len() > 1 { 1 } else { none };
        for link in [none, right, child] {
            entry.extend(link.to_le_bytes());
        }
        entry.resize(116, 0);
        entry.extend(start.to_le_bytes());
        entry.extend(u64::try_from(*size).unwrap().to_le_bytes());
        directory.extend(entry);
    }
    let directory_at = add(&directory);
    let tables = next.len() / (SECTOR / 4 - 1) + 1;
    let table_at = next.len();
    next.resize(table_at + tables, 0xffff_fffd);
    next.resize(next.len().next_multiple_of(SECTOR / 4), u32::MAX);
    let mut file = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    file.resize(24, 0);
    file.extend([0x3e, 0, 3, 0, 0xfe, 0xff, 9, 0, 6, 0]);
    file.resize(44, 0);
    // No stream is small: the limit is zero.
    for word in [u32::try_from(tables).unwrap(), directory_at, 0, 0, END, 0, END, 0] {
        file.extend(word.to_le_bytes());
    }
    for at in 0..109 {
        let listed = if at < tables { u32::try_from(table_at + at).unwrap() } else { u32::MAX };
        file.extend(listed.to_le_bytes());
    }
    file.extend(sectors);
    file.extend(next.iter().flat_map(|n| n.to_le_bytes()));
    file
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

/// Every grid position points at the cell that covers it, and no other does.
pub fn assert_sound(document: &Document) {
    for table in document.tables() {
        assert_eq!(table.grid.len(), (table.rows * table.cols) as usize);
        for (i, cell) in table.cells.iter().enumerate() {
            assert!(cell.row + cell.row_span <= table.rows && cell.col + cell.col_span <= table.cols);
            for row in cell.row..cell.row + cell.row_span {
                for col in cell.col..cell.col + cell.col_span {
                    assert_eq!(table.grid[(row * table.cols + col) as usize] as usize, i);
                }
            }
        }
        let covered: usize = table.cells.iter().map(|c| (c.row_span * c.col_span) as usize).sum();
        assert_eq!(covered, table.grid.iter().filter(|i| **i != u32::MAX).count());
    }
    for (i, paragraph) in document.paragraphs().enumerate() {
        assert_eq!(paragraph.number as usize, i + 1);
        assert!(!paragraph.text.trim().is_empty());
    }
}
