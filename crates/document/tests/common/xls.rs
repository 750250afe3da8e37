//! Binary workbooks made in code, record by record.

use kanhe_document::Document;

use super::{compound, open};

/// A record.
pub fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    [&kind.to_le_bytes(), &length.to_le_bytes(), data].concat()
}

/// Numbers of two bytes.
pub fn words(words: &[u16]) -> Vec<u8> {
    words.iter().flat_map(|w| w.to_le_bytes()).collect()
}

/// A text with its length in two bytes, as Excel 97 stores it.
pub fn unicode(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut bytes = words(&[u16::try_from(units.len()).unwrap()]);
    bytes.push(1);
    bytes.extend(words(&units));
    bytes
}

/// A cell's record: row, column, style, and what it holds.
pub fn cell(kind: u16, at: (u16, u16), style: u16, data: &[u8]) -> Vec<u8> {
    record(kind, &[words(&[at.0, at.1, style]).as_slice(), data].concat())
}

/// A number.
pub fn number(at: (u16, u16), style: u16, value: f64) -> Vec<u8> {
    cell(0x0203, at, style, &value.to_le_bytes())
}

/// A shared string.
pub fn shared(at: (u16, u16), index: u32) -> Vec<u8> {
    cell(0x00fd, at, 0, &index.to_le_bytes())
}

/// A formula with eight bytes of result and its tokens.
pub fn formula(at: (u16, u16), style: u16, result: [u8; 8], tokens: &[u8]) -> Vec<u8> {
    let length = u16::try_from(tokens.len()).unwrap();
    cell(0x0006, at, style, &[&result, [0; 6].as_slice(), &length.to_le_bytes(), tokens].concat())
}

/// A workbook under construction.
pub struct Xls {
    /// `0x0600` for Excel 97, `0x0500` before.
    pub version: u16,
    /// Records of the first part.
    pub book: Vec<u8>,
    /// Name (as stored behind its length), state, records.
    pub sheets: Vec<(Vec<u8>, u8, Vec<u8>)>,
}

impl Xls {
    /// One visible sheet with these records.
    pub fn sheet(records: &[Vec<u8>]) -> Self {
        Self { version: 0x0600, book: vec![], sheets: vec![] }.and("自评表", 0, records)
    }

    /// One more sheet: 1 is hidden, 2 very hidden.
    pub fn and(mut self, name: &str, state: u8, records: &[Vec<u8>]) -> Self {
        let mut stored = unicode(name);
        stored.remove(1);
        self.sheets.push((stored, state, records.concat()));
        self
    }

    /// Records of the first part: formats, styles, strings.
    pub fn book(mut self, records: &[Vec<u8>]) -> Self {
        self.book.extend(records.concat());
        self
    }

    /// Number formats of the styles 1, 2, … by code.
    pub fn formats(self, codes: &[&str]) -> Self {
        let id = |i: usize| u16::try_from(164 + i).unwrap();
        let formats = codes.iter().enumerate().map(|(i, c)| record(0x041e, &[words(&[id(i)]), unicode(c)].concat()));
        let mut records: Vec<Vec<u8>> = formats.collect();
        records.push(record(0x00e0, &words(&[0; 10])));
        records.extend((0..codes.len()).map(|i| record(0x00e0, &words(&[0, id(i), 0, 0, 0, 0, 0, 0, 0, 0]))));
        self.book(&records)
    }

    /// The shared strings.
    pub fn strings(self, strings: &[&str]) -> Self {
        let count = u32::try_from(strings.len()).unwrap().to_le_bytes();
        let mut data = [count, count].concat();
        strings.iter().for_each(|s| data.extend(unicode(s)));
        self.book(&[record(0x00fc, &data)])
    }

    /// The stream.
    pub fn stream(&self) -> Vec<u8> {
        let begin = |kind: u16| record(0x0809, &words(&[self.version, kind, 0, 0]));
        let mut book = begin(5);
        book.extend(&self.book);
        let listed: usize = self.sheets.iter().map(|(name, ..)| 4 + 6 + name.len()).sum();
        let mut at = book.len() + listed + 4;
        let mut sheets = Vec::new();
        for (name, state, records) in &self.sheets {
            let place = u32::try_from(at).unwrap().to_le_bytes();
            book.extend(record(0x0085, &[&place, [*state, 0].as_slice(), name].concat()));
            let sheet = [begin(0x10), records.clone(), record(0x000a, &[])].concat();
            at += sheet.len();
            sheets.extend(sheet);
        }
        book.extend(record(0x000a, &[]));
        book.extend(sheets);
        book
    }

    /// The file.
    pub fn bytes(&self) -> Vec<u8> {
        compound(&[(if self.version == 0x0600 { "Workbook" } else { "Book" }, self.stream())])
    }

    /// The document read back.
    pub fn read(&self) -> Document {
        open(&self.bytes()).unwrap()
    }
}
