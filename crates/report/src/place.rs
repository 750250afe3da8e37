//! Where in a document something stands.

use serde::{Deserialize, Serialize};

/// Table or running text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// A cell of a table.
    #[default]
    Table,
    /// Running text.
    Text,
}

/// A place as the contract prints it. Table, row, column and paragraph are counted from 1 in document order;
/// row and column are those of the merged cell's first grid position.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Place {
    /// Table or text.
    pub part: Part,
    /// Table number.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub table: Option<u32>,
    /// Grid row.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub row: Option<u32>,
    /// Grid column.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub col: Option<u32>,
    /// Paragraph number.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub paragraph: Option<u32>,
    /// Sheet name, for workbooks.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub sheet: Option<String>,
    /// Page, for PDF.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub page: Option<u32>,
    /// The cell's whole text, or the words of the paragraph that carry the value.
    pub text: String,
}

impl Place {
    /// A cell. `row` and `col` count from 1.
    pub fn cell(table: u32, row: u32, col: u32, text: impl Into<String>) -> Self {
        Self {
            part: Part::Table,
            table: Some(table),
            row: Some(row),
            col: Some(col),
            text: text.into(),
            ..Self::default()
        }
    }

    /// Words of a paragraph.
    pub fn paragraph(number: u32, text: impl Into<String>) -> Self {
        Self { part: Part::Text, paragraph: Some(number), text: text.into(), ..Self::default() }
    }

    /// Whether both stand in the same cell or paragraph.
    pub fn same_spot(&self, other: &Self) -> bool {
        self.part == other.part
            && self.table == other.table
            && self.row == other.row
            && self.col == other.col
            && self.paragraph == other.paragraph
    }

    /// A short address for people: `表2 第17行 第7列`, `第31段`.
    pub fn address_zh(&self) -> String {
        match (self.table, self.row, self.col, self.paragraph) {
            (Some(t), Some(r), Some(c), _) => match &self.sheet {
                Some(s) => format!("{s} 第{r}行第{c}列"),
                None => format!("表{t} 第{r}行第{c}列"),
            },
            (_, _, _, Some(p)) => format!("正文第{p}段"),
            _ => String::new(),
        }
    }

    /// The same in English.
    pub fn address_en(&self) -> String {
        match (self.table, self.row, self.col, self.paragraph) {
            (Some(t), Some(r), Some(c), _) => match &self.sheet {
                Some(s) => format!("{s} R{r}C{c}"),
                None => format!("table {t} R{r}C{c}"),
            },
            (_, _, _, Some(p)) => format!("paragraph {p}"),
            _ => String::new(),
        }
    }
}
