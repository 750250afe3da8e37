//! What a reader accepts before it gives up: stated first, checked before anything is allocated.

/// Upper bounds for one document. The defaults fit any budget report with room to spare; a document that
/// needs more is refused with [`ReadError::TooLarge`](crate::ReadError::TooLarge), never half read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Size of the file, in bytes.
    pub file_bytes: u64,
    /// Bytes that all parts of a package that are read may inflate to, together.
    pub inflated_bytes: u64,
    /// How many times its compressed size a part may inflate to, once it is larger than
    /// [`inflation_floor`](Self::inflation_floor).
    pub inflation_ratio: u64,
    /// Parts smaller than this (inflated) are never held to be a bomb.
    pub inflation_floor: u64,
    /// Entries in a zip package.
    pub zip_entries: usize,
    /// Size of a container (an archive of documents), in bytes.
    pub container_bytes: u64,
    /// Entries of a container, those of containers inside it included.
    pub container_entries: usize,
    /// Bytes that all entries of a container may inflate to, together.
    pub container_inflated_bytes: u64,
    /// Sheets of a workbook, and tables of any document.
    pub tables: usize,
    /// Grid positions of all tables together.
    pub cells: usize,
    /// Rows of one table.
    pub rows: u32,
    /// Columns of one table.
    pub columns: u32,
    /// Body paragraphs outside tables.
    pub paragraphs: usize,
    /// Bytes (UTF-8) of text in one cell or one paragraph.
    pub text_bytes: usize,
    /// Bytes (UTF-8) of text of the whole document.
    pub total_text_bytes: usize,
    /// Tables inside tables.
    pub table_depth: usize,
    /// Elements inside elements, in XML and HTML.
    pub element_depth: usize,
    /// Elements of an HTML page, in all.
    pub elements: usize,
    /// Pages of a PDF file.
    pub pages: usize,
    /// Drawing operators, characters and comparisons that reading a PDF file may take.
    pub operators: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 64 << 20,
            inflated_bytes: 256 << 20,
            inflation_ratio: 200,
            inflation_floor: 4 << 20,
            zip_entries: 10_000,
            container_bytes: 2_048 << 20,
            container_entries: 100_000,
            container_inflated_bytes: 16_384 << 20,
            tables: 4_000,
            cells: 400_000,
            rows: 120_000,
            columns: 256,
            paragraphs: 200_000,
            text_bytes: 1 << 20,
            total_text_bytes: 64 << 20,
            table_depth: 32,
            element_depth: 512,
            elements: 1_000_000,
            pages: 2_000,
            operators: 50_000_000,
        }
    }
}
