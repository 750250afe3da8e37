//! SpreadsheetML 2003 (`<Workbook>`), as Excel and many a budget system write it under the name of .xls, rewritten to
//! the parts of an .xlsx.

use std::collections::HashMap;
use std::fmt::Write;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::dates;
use super::package::zip;
use crate::{Limits, Measure, ReadError};

/// Most styles that a workbook may have.
const STYLES: usize = 70_000;
/// Merged cells are counted as used as far as this; what reaches further is cut to what is.
const MERGED: u32 = 1_000;
/// Hidden columns and styles of columns that are kept for a sheet.
const COLUMNS: usize = 1_000;
/// Highest row and column that the format knows, counted from 1.
const LAST: (u32, u32) = (1_048_576, 16_384);

/// The package that Excel would write for the workbook today.
pub(super) fn package(text: &str, limits: &Limits) -> Result<Vec<u8>, ReadError> {
    let mut book = Book::default();
    if !book.all(text, limits)? {
        return Err(ReadError::damaged(
            "",
            "工作簿没有正常结束，可能没有下载完",
            "the workbook does not end as it should, perhaps a broken download",
        ));
    }
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let (mut listed, mut relations) = (String::new(), String::new());
    for (at, sheet) in book.sheets.iter().enumerate() {
        let state = if sheet.hidden { "hidden" } else { "visible" };
        let _ = write!(listed, "<sheet name=\"{}\" state=\"{state}\" r:id=\"s{at}\"/>", sheet.name);
        let _ = write!(relations, "<Relationship Id=\"s{at}\" Type=\"{kind}/worksheet\" Target=\"sheet{at}.xml\"/>");
    }
    let _ = write!(relations, "<Relationship Id=\"t\" Type=\"{kind}/styles\" Target=\"styles.xml\"/>");
    let (mut formats, mut cells) = (String::new(), String::from("<xf numFmtId=\"0\"/>"));
    for (at, format) in book.formats.iter().enumerate() {
        let _ = write!(formats, "<numFmt numFmtId=\"{}\" formatCode=\"{format}\"/>", 1000 + at);
        let _ = write!(cells, "<xf numFmtId=\"{}\"/>", 1000 + at);
    }
    let mut parts = vec![
        ("xl/workbook.xml".to_owned(), format!("<workbook xmlns:r=\"{kind}\"><sheets>{listed}</sheets></workbook>")),
        ("xl/_rels/workbook.xml.rels".to_owned(), format!("<Relationships>{relations}</Relationships>")),
        (
            "xl/styles.xml".to_owned(),
            format!("<styleSheet><numFmts>{formats}</numFmts><cellXfs>{cells}</cellXfs></styleSheet>"),
        ),
    ];
    parts.extend(book.sheets.into_iter().enumerate().map(|(at, s)| (format!("xl/sheet{at}.xml"), s.xml())));
    let parts: Vec<(String, &str)> = parts.iter().map(|(name, text)| (name.clone(), text.as_str())).collect();
    zip(&parts)
}

#[derive(Debug, Default)]
struct Book {
    /// Number formats, escaped; a style's number counts from 1.
    formats: Vec<String>,
    by_code: HashMap<String, usize>,
    styles: HashMap<String, usize>,
    /// The style that is being defined.
    style: String,
    sheets: Vec<Sheet>,
}

#[derive(Debug, Default)]
struct Sheet {
    name: String,
    hidden: bool,
    columns: String,
    rows: String,
    merges: String,
    /// First and last column, and their style.
    column_styles: Vec<(u32, u32, usize)>,
    column: u32,
    /// The row and the column that come next, counted from 1.
    at: (u32, u32),
    row_style: usize,
    /// Rows that the one being read stands for besides itself.
    row_span: u32,
    cell: Option<Cell>,
}

#[derive(Debug, Default)]
struct Cell {
    style: usize,
    formula: bool,
    kind: String,
    /// Escaped.
    text: String,
    /// Columns and rows that the cell covers besides its own.
    merged: (u32, u32),
}

impl Book {
    /// Reads all; whether the workbook ends as it should.
    fn all(&mut self, text: &str, limits: &Limits) -> Result<bool, ReadError> {
        let mut reader = Reader::from_str(text);
        let (mut in_data, mut in_visible, mut whole) = (false, false, false);
        loop {
            let Ok(event) = reader.read_event() else { return Ok(false) };
            match event {
                Event::Start(element) => match element.local_name().into_inner() {
                    // A comment has data of its own.
                    "Comment" => {
                        if reader.read_to_end(element.name()).is_err() {
                            return Ok(false);
                        }
                    }
                    "Data" => {
                        in_data = true;
                        self.data(&element);
                    }
                    "Visible" => in_visible = true,
                    name => self.start(name, &element, limits)?,
                },
                Event::Empty(element) => {
                    let name = element.local_name().into_inner();
                    self.start(name, &element, limits)?;
                    self.end(name);
                }
                Event::End(element) => match element.local_name().into_inner() {
                    "Data" => in_data = false,
                    "Visible" => in_visible = false,
                    "Workbook" => whole = true,
                    name => self.end(name),
                },
                Event::Text(text) if in_data => self.text(&text),
                Event::CData(text) if in_data => self.text(&quick_xml::escape::escape(&*text)),
                Event::GeneralRef(name) if in_data => self.text(&format!("&{};", &*name)),
                Event::Text(text) if in_visible => {
                    if let Some(sheet) = self.sheets.last_mut() {
                        sheet.hidden = text.trim() != "SheetVisible";
                    }
                }
                Event::DocType(_) => {
                    return Err(ReadError::damaged(
                        "",
                        "含有文档类型声明（DTD），工作簿中不允许，疑似恶意构造",
                        "it holds a document type declaration, which no workbook may",
                    ));
                }
                Event::Eof => return Ok(whole),
                _ => {}
            }
        }
    }

    fn start(&mut self, name: &str, element: &BytesStart<'_>, limits: &Limits) -> Result<(), ReadError> {
        let text = |key: &str| attribute(element, key);
        let number = |key: &str| text(key).and_then(|v| v.trim().parse::<u32>().ok());
        match name {
            "Style" => {
                self.style = text("ID").unwrap_or_default();
                let parent = text("Parent").and_then(|p| self.styles.get(&p).copied()).unwrap_or(0);
                if self.styles.len() < STYLES {
                    self.styles.insert(self.style.clone(), parent);
                }
            }
            "NumberFormat" => {
                let code = text("Format").map(|code| code_of(&code)).unwrap_or_default();
                let index = self.format(code);
                if let Some(style) = self.styles.get_mut(&self.style) {
                    *style = index;
                }
            }
            "Worksheet" => {
                if self.sheets.len() >= limits.tables {
                    return Err(ReadError::too_large(Measure::Tables, limits.tables, ""));
                }
                self.sheets.push(Sheet {
                    name: text("Name").unwrap_or_default(),
                    at: (1, 1),
                    column: 1,
                    ..Sheet::default()
                });
            }
            "Column" | "Row" | "Cell" => {
                let style = text("StyleID").and_then(|id| self.styles.get(&id).copied());
                let Some(sheet) = self.sheets.last_mut() else { return Ok(()) };
                let place = Place { index: number("Index"), span: number("Span").unwrap_or(0), style };
                let unseen = ["Width", "Height"].iter().any(|key| text(key).is_some_and(|v| v.trim() == "0"));
                let hidden = text("Hidden").is_some_and(|h| h.trim() == "1") || unseen;
                match name {
                    "Column" => sheet.start_column(&place, hidden),
                    "Row" => sheet.start_row(&place, hidden),
                    _ => {
                        let merged = (number("MergeAcross").unwrap_or(0), number("MergeDown").unwrap_or(0));
                        sheet.start_cell(&place, merged, text("Formula").is_some());
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// A style number for a format code; 0 for none.
    fn format(&mut self, code: String) -> usize {
        if code.is_empty() {
            return 0;
        }
        if let Some(index) = self.by_code.get(&code) {
            return *index;
        }
        self.formats.push(code.clone());
        self.by_code.insert(code, self.formats.len());
        self.formats.len()
    }

    fn cell(&mut self) -> Option<&mut Cell> {
        self.sheets.last_mut()?.cell.as_mut()
    }

    fn data(&mut self, element: &BytesStart<'_>) {
        let kind = attribute(element, "Type").unwrap_or_default();
        if let Some(cell) = self.cell() {
            cell.kind = kind;
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(cell) = self.cell() {
            cell.text.push_str(text);
        }
    }

    fn end(&mut self, name: &str) {
        let Some(sheet) = self.sheets.last_mut() else { return };
        match name {
            "Cell" => sheet.end_cell(),
            "Row" => {
                sheet.rows.push_str("</row>");
                sheet.at = (sheet.at.0.saturating_add(sheet.row_span).saturating_add(1), 1);
            }
            _ => {}
        }
    }
}

/// What columns, rows and cells have in common.
struct Place {
    index: Option<u32>,
    span: u32,
    style: Option<usize>,
}

impl Sheet {
    fn start_column(&mut self, place: &Place, hidden: bool) {
        let first = place.index.unwrap_or(self.column).clamp(1, LAST.1);
        let last = first.saturating_add(place.span).min(LAST.1);
        self.column = last.saturating_add(1);
        if self.column_styles.len() >= COLUMNS {
            return;
        }
        self.column_styles.push((first, last, place.style.unwrap_or(0)));
        if hidden {
            let _ = write!(self.columns, "<col min=\"{first}\" max=\"{last}\" hidden=\"1\"/>");
        }
    }

    fn start_row(&mut self, place: &Place, hidden: bool) {
        let row = place.index.unwrap_or(self.at.0).clamp(1, LAST.0);
        self.at = (row, 1);
        self.row_style = place.style.unwrap_or(0);
        self.row_span = place.span;
        let _ = write!(self.rows, "<row r=\"{row}\" hidden=\"{}\">", u8::from(hidden));
    }

    fn start_cell(&mut self, place: &Place, merged: (u32, u32), formula: bool) {
        self.at.1 = place.index.unwrap_or(self.at.1).clamp(1, LAST.1);
        let column = self.at.1;
        let of_column = || self.column_styles.iter().find(|(from, to, _)| (*from..=*to).contains(&column));
        let of_row = || Some(self.row_style).filter(|s| *s != 0);
        let style = place.style.or_else(of_row).or_else(|| of_column().map(|(_, _, style)| *style)).unwrap_or(0);
        self.cell = Some(Cell { style, formula, merged, ..Cell::default() });
    }

    fn end_cell(&mut self) {
        let Some(cell) = self.cell.take() else { return };
        let (row, column) = self.at;
        let _ = write!(self.rows, "<c r=\"{}\" s=\"{}\"", name(row, column), cell.style);
        let (kind, value) = match cell.kind.as_str() {
            "Number" => ("n", cell.text),
            "Boolean" => ("b", cell.text),
            "Error" => ("e", cell.text),
            "DateTime" => match dates::serial(&cell.text) {
                Some(serial) => ("n", serial),
                None => ("str", cell.text),
            },
            _ => ("str", cell.text),
        };
        let formula = if cell.formula && cell.kind.is_empty() { "<f/>" } else { "" };
        let value = if cell.kind.is_empty() { String::new() } else { format!("<v>{value}</v>") };
        let _ = write!(self.rows, " t=\"{}\">{formula}{value}</c>", if formula.is_empty() { kind } else { "n" });
        let (across, down) = (cell.merged.0.min(LAST.1), cell.merged.1.min(LAST.0));
        let last = (row.saturating_add(down).min(LAST.0), column.saturating_add(across).min(LAST.1));
        if last != self.at {
            let _ = write!(self.merges, "<mergeCell ref=\"{}:{}\"/>", name(row, column), name(last.0, last.1));
            // The cells that a merged area covers are not listed; the last of them makes the sheet large enough.
            if across < MERGED && down < MERGED {
                let _ = write!(self.rows, "<c r=\"{}\"/>", name(last.0, last.1));
            }
        }
        self.at.1 = last.1.saturating_add(1);
    }

    fn xml(self) -> String {
        format!(
            "<worksheet><cols>{}</cols><sheetData>{}</sheetData><mergeCells>{}</mergeCells></worksheet>",
            self.columns, self.rows, self.merges
        )
    }
}

/// An attribute's value, still escaped and fit for double quotes.
fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let found = attributes.with_checks(false).flatten().find(|a| a.key.local_name().into_inner() == name);
    found.map(|a| a.value.replace('"', "&quot;"))
}

/// A cell's name; rows and columns count from 1.
fn name(row: u32, column: u32) -> String {
    let (mut letters, mut rest) = (String::new(), column);
    while rest > 0 {
        rest -= 1;
        letters.insert(0, char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    format!("{letters}{row}")
}

/// The code of a format that has a name, as a Chinese Excel shows it; any other is a code itself.
fn code_of(format: &str) -> String {
    match format {
        "General" | "General Number" | "Yes/No" | "True/False" | "On/Off" => "",
        "General Date" => "yyyy-mm-dd h:mm",
        "Short Date" | "Medium Date" => "yyyy-mm-dd",
        "Long Date" => "yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;",
        "Short Time" | "Medium Time" => "h:mm",
        "Long Time" => "h:mm:ss",
        "Fixed" => "0.00",
        "Standard" => "#,##0.00",
        "Currency" | "Euro Currency" => "¥#,##0.00",
        "Percent" => "0.00%",
        "Scientific" => "0.00E+00",
        code => return code.to_owned(),
    }
    .to_owned()
}
