//! What every reader produces: plain data, in document order.

/// A file format, recognised by content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Word 97–2003.
    Doc,
    /// Office Open XML text.
    Docx,
    /// Office Open XML workbook.
    Xlsx,
    /// Binary workbook of Excel 5 to 2003, or of WPS.
    Xls,
    /// OpenDocument workbook.
    Ods,
    /// Rich Text Format.
    Rtf,
    /// HTML page.
    Html,
    /// Web archive or mail message.
    Mht,
    /// Word 2003 XML.
    WordXml,
    /// SpreadsheetML 2003.
    SheetXml,
    /// An Office Open XML package in one XML file.
    PackageXml,
    /// Plain text, tables as tab-separated cells.
    Txt,
    /// PDF.
    Pdf,
}

/// A document as read: blocks in order, and what could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The format the bytes turned out to have.
    pub format: Format,
    /// Body paragraphs and tables, in document order. A nested table follows the table that holds it.
    pub blocks: Vec<Block>,
    /// Headers, footers, footnotes: apart from the body, each once.
    pub margins: Vec<Paragraph>,
    /// The page's or file's own title (`<title>`), if it has one.
    pub title: Option<String>,
    /// What could not be read, or only in part.
    pub gaps: Vec<Gap>,
}

/// A piece of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph that is not empty.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
}

/// A paragraph outside tables that holds at least one character other than white space.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Paragraph {
    /// Counted from 1 over the non-empty body paragraphs outside tables; 0 in margins.
    pub number: u32,
    /// The number that the word processor prints in front (`一、`, `（一）`, `1.`), recovered; not part of `text`.
    pub label: Option<String>,
    /// The text, with tabs and line breaks (`\n`) kept, other runs of white space as they stand.
    pub text: String,
    /// Outline level of a heading style, 1 the highest.
    pub heading: Option<u8>,
    /// The page that it begins on, from 1, for PDF.
    pub page: Option<u32>,
}

/// A table as a grid. Every grid position belongs to exactly one cell or to none (a ragged row).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// Counted from 1 in document order, nested tables and sheets included.
    pub number: u32,
    /// The sheet's name, for a workbook.
    pub sheet: Option<String>,
    /// A hidden sheet: its cells state nothing.
    pub hidden: bool,
    /// Number of the table that holds this one.
    pub parent: Option<u32>,
    /// Caption, if the format has one apart from the paragraphs.
    pub caption: Option<String>,
    /// Grid height.
    pub rows: u32,
    /// Grid width.
    pub cols: u32,
    /// Cells by first grid position, in reading order.
    pub cells: Vec<Cell>,
    /// `rows * cols` entries: index into `cells`, or `u32::MAX` where the row is ragged.
    pub grid: Vec<u32>,
    /// Hidden rows (0-based), ascending: they state nothing.
    pub hidden_rows: Vec<u32>,
    /// No line is drawn between its cells (.pdf): rows and columns were told by how the words are aligned, and may be wrong.
    pub aligned: bool,
}

/// A cell with its span. Rows and columns are 0-based grid positions; a place counts from 1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// First grid row, 0-based.
    pub row: u32,
    /// First grid column, 0-based.
    pub col: u32,
    /// Rows covered, at least 1.
    pub row_span: u32,
    /// Columns covered, at least 1.
    pub col_span: u32,
    /// The whole text as displayed (a percent format shows `97.22%`); paragraphs and line breaks as `\n`;
    /// not trimmed. The text of nested tables is not included.
    pub text: String,
    /// A formula cell without a cached value: the text is unknown, not blank.
    pub uncomputed: bool,
    /// The page that it begins on, from 1, for PDF.
    pub page: Option<u32>,
}

/// Something that was there and could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Where: part of the package, table, row, or byte offset, in words.
    pub place: String,
    /// What is missing and why, in Chinese.
    pub zh: String,
    /// The same in English.
    pub en: String,
}

impl Table {
    /// The cell that covers a grid position (0-based), if any.
    pub fn cell(&self, row: u32, col: u32) -> Option<&Cell> {
        if row >= self.rows || col >= self.cols {
            return None;
        }
        let index = (row as usize).checked_mul(self.cols as usize)?.checked_add(col as usize)?;
        self.cells.get(*self.grid.get(index)? as usize)
    }

    /// Cells whose first row is `row`, left to right.
    pub fn row(&self, row: u32) -> impl Iterator<Item = &Cell> {
        self.cells.iter().filter(move |c| c.row == row)
    }

    /// Whether a row (0-based) is hidden.
    pub fn is_hidden_row(&self, row: u32) -> bool {
        self.hidden_rows.binary_search(&row).is_ok()
    }
}

impl Document {
    /// Body paragraphs in order.
    pub fn paragraphs(&self) -> impl Iterator<Item = &Paragraph> {
        self.blocks.iter().filter_map(|b| match b {
            Block::Paragraph(p) => Some(p),
            Block::Table(_) => None,
        })
    }

    /// Tables in order.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.blocks.iter().filter_map(|b| match b {
            Block::Table(t) => Some(t),
            Block::Paragraph(_) => None,
        })
    }
}
