//! The stream's first part: sheets, formats, styles and shared strings.

use encoding_rs::{Encoding, GB18030};

use super::records::{Content, Record, Records};
use super::{BOF, EOF};
use crate::encoding::of_code_page;
use crate::workbook::{Styles, line_ends};
use crate::{Limits, Measure, ReadError};

const DATE_MODE: u16 = 0x0022;
const CODE_PAGE: u16 = 0x0042;
const BOUND_SHEET: u16 = 0x0085;
const XF: u16 = 0x00e0;
const SST: u16 = 0x00fc;
const FORMAT: u16 = 0x041e;

/// What the sheets refer to.
#[derive(Debug)]
pub(super) struct Book {
    pub(super) texts: Texts,
    pub(super) styles: Styles,
    pub(super) strings: Vec<Box<str>>,
    pub(super) sheets: Vec<Listed>,
}

/// How the stream stores text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Texts {
    /// Excel 97 or later.
    unicode: bool,
    /// The code page before that.
    encoding: &'static Encoding,
}

/// A sheet as the workbook lists it.
#[derive(Debug)]
pub(super) struct Listed {
    pub(super) name: String,
    pub(super) hidden: bool,
    /// Cells, not a chart or macros.
    pub(super) cells: bool,
    /// Where its records begin.
    pub(super) at: usize,
}

impl Texts {
    /// A text with its length in front: `long` in two bytes, else in one.
    pub(super) fn read(self, mut content: Content<'_>, long: bool) -> Option<String> {
        let length = if long { content.u16()? } else { u16::from(content.u8()?) };
        let length = usize::from(length);
        let text = if self.unicode { content.unicode(length) } else { content.encoded(length, self.encoding) };
        text.map(line_ends)
    }
}

/// Reads the stream's first part.
pub(super) fn read(stream: &[u8], limits: &Limits) -> Result<Book, ReadError> {
    let mut book = Book {
        texts: Texts { unicode: true, encoding: GB18030 },
        styles: Styles::default(),
        strings: Vec::new(),
        sheets: Vec::new(),
    };
    let mut records = Records::new(stream, 0);
    let first = records.next().filter(|r| r.kind == BOF);
    match first.and_then(|r| r.u16(0)) {
        Some(0x0600) => {}
        Some(0x0500) => book.texts.unicode = false,
        _ => return Err(ReadError::damaged("Workbook", "开头不是工作簿", "it does not begin as a workbook")),
    }
    for record in records {
        match record.kind {
            EOF => return Ok(book),
            DATE_MODE if record.u16(0) == Some(1) => book.styles.count_from_1904(),
            CODE_PAGE => book.texts.encoding = of_code_page(u32::from(record.u16(0).unwrap_or(0))),
            FORMAT => {
                let code = book.texts.read(record.content(2), book.texts.unicode);
                if let (Some(id), Some(code)) = (record.u16(0), code) {
                    book.styles.push_code(u32::from(id), code);
                }
            }
            XF => book.styles.push_style(u32::from(record.u16(2).unwrap_or(0))),
            BOUND_SHEET => {
                book.sheets.extend(listed(&record, book.texts));
                if book.sheets.len() > limits.tables {
                    return Err(ReadError::too_large(Measure::Tables, limits.tables as u64, "Workbook"));
                }
            }
            SST => book.strings = strings(&record),
            _ => {}
        }
    }
    Err(ReadError::damaged(
        "Workbook",
        "工作簿主体中途断开，可能没有下载完",
        "its main part breaks off, perhaps a broken download",
    ))
}

fn listed(record: &Record<'_>, texts: Texts) -> Option<Listed> {
    let state = record.u16(4)?;
    Some(Listed {
        name: texts.read(record.content(6), false)?,
        hidden: state & 3 != 0,
        cells: state >> 8 == 0,
        at: record.u32(0)? as usize,
    })
}

/// The shared strings, as far as they can be read; the count that the record claims is not believed.
fn strings(record: &Record<'_>) -> Vec<Box<str>> {
    let mut strings = Vec::new();
    let mut content = record.content(8);
    let count = record.u32(4).unwrap_or(0) as usize;
    while strings.len() < count
        && let Some(text) = content.u16().and_then(|length| content.unicode(usize::from(length)))
    {
        strings.push(line_ends(text).into_boxed_str());
    }
    strings
}
