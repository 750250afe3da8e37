//! Running text: its lines, its outline, the names and years it mentions.

use serde::{Deserialize, Serialize};

use crate::Place;

/// A paragraph of running text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextLine {
    /// Paragraph number in the document, from 1.
    pub number: u32,
    /// Recovered or typed number in front: `（一）`, `1.`.
    pub label: Option<String>,
    /// The label was typed as text (and cut off from `text`).
    pub typed_label: bool,
    /// The text without its label.
    pub text: String,
    /// Index into `Report::sections` of the innermost section it stands in.
    pub section: Option<usize>,
    /// Stands after a table that it belongs to (notes, signature lines).
    pub note: bool,
    /// Page, for PDF.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub page: Option<u32>,
}

impl TextLine {
    /// The place of the whole line; the text includes the label as a reader sees it.
    pub fn place(&self) -> Place {
        let label = self.label.as_deref().unwrap_or_default();
        self.words(format!("{label}{}", self.text))
    }

    /// The place of some of its words.
    pub fn words(&self, text: impl Into<String>) -> Place {
        Place { page: self.page, ..Place::paragraph(self.number, text) }
    }
}

/// A heading of the outline and what stands under it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// `一、`, `（二）`; empty for a heading without one.
    pub label: String,
    /// The heading's words.
    pub title: String,
    /// 1 for 一、, 2 for （一）, 3 for 1.
    pub level: u8,
    /// The section above.
    pub parent: Option<usize>,
    /// Index of the heading in `Report::paragraphs`.
    pub line: usize,
    /// Lines of the body: `line + 1 .. end`.
    pub end: usize,
    /// The body only says 无 / 本单位无此项支出.
    pub says_nothing: bool,
    /// The heading's place.
    pub place: Place,
}

/// Where a unit's name was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum UnitRole {
    /// In the document's title.
    Title,
    /// In a form's unit cell (预算单位名称, 实施单位 …).
    Form,
    /// A line such as `部门：…` beside a form.
    Line,
    /// In running text as the reporting unit (`…（以下简称本单位）`, `…主要承担以下职责`, `…对2023年度…开展了自评`).
    Text,
}

/// A unit's name as mentioned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitMention {
    /// The name.
    pub name: String,
    /// Where it was seen.
    pub role: UnitRole,
    /// The form it belongs to, if any.
    pub form: Option<u32>,
    /// The place.
    pub place: Place,
}

/// What a year is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum YearRole {
    /// The document's title: the year reported on.
    Title,
    /// A form's title or `（2023年度）` line: the year reported on.
    FormTitle,
    /// A column head that means the reported year (`2023年决算数` of the current year, `2023年实际在职人数`).
    CurrentColumn,
    /// A column head that means the year before (`2022年决算数`).
    PriorColumn,
    /// Running text that speaks of the reported year (`2023年度…支出`, `截至2023年12月31日`).
    Text,
    /// Running text: any other year.
    OtherText,
    /// 填报日期: the day the form was filled in.
    FilledOn,
}

/// A year as mentioned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearMention {
    /// The year.
    pub year: i32,
    /// What it is about.
    pub role: YearRole,
    /// The place.
    pub place: Place,
}
