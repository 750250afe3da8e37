//! Where paragraphs go while a story is read: the body, a cell, a text box; and how a paragraph is finished.

use super::fields::Field;
use super::lists::Standing;
use crate::model::{Block, Paragraph};

/// A run of paragraphs and tables.
#[derive(Debug, Default)]
pub(crate) struct Flow {
    /// A cell of the innermost table; otherwise the body or a text box.
    pub is_cell: bool,
    /// Its content counts for nothing: a deleted row, a cell that continues the one above.
    pub is_void: bool,
    /// Blocks in order. In a cell: nested tables and text boxes only.
    pub blocks: Vec<Block>,
    /// In a cell: the text.
    pub text: String,
    /// In a cell: paragraphs so far.
    paragraphs: usize,
    /// Text of paragraphs whose mark is deleted: it joins the next paragraph.
    pub carry: String,
}

/// A paragraph being read.
#[derive(Debug, Default)]
pub(crate) struct ParagraphBuilder<P> {
    /// Its properties, as the format has them.
    pub properties: P,
    /// Its text so far.
    pub text: String,
    /// The run being read is hidden.
    pub run_hidden: bool,
    /// Hidden by its style.
    pub hidden: bool,
    /// Open fields, outermost first.
    pub fields: Vec<Field>,
    /// How many of them are still in their instruction.
    pub instructions: usize,
    /// A page or column break that becomes a line break if text follows.
    pub page_break: bool,
    /// Text boxes anchored here.
    pub boxes: Vec<Block>,
}

impl<P> ParagraphBuilder<P> {
    /// Whether text met now is displayed.
    pub fn is_shown(&self) -> bool {
        !self.run_hidden && !self.hidden && self.instructions == 0
    }

    /// Adds displayed text.
    pub fn push(&mut self, text: &str) {
        if std::mem::take(&mut self.page_break) && !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(text);
    }
}

impl Flow {
    /// An empty flow.
    pub fn new(is_cell: bool, is_void: bool) -> Self {
        Self { is_cell, is_void, ..Self::default() }
    }

    /// Takes a finished paragraph.
    pub fn take(&mut self, text: String, standing: Standing) {
        if !self.is_cell {
            if text.chars().any(|c| !c.is_whitespace()) {
                let label = standing.label.map(|l| l.text);
                self.blocks.push(Block::Paragraph(Paragraph {
                    number: 0,
                    label,
                    text,
                    heading: standing.heading,
                    page: None,
                }));
            }
            return;
        }
        if self.paragraphs > 0 {
            self.text.push('\n');
        }
        self.paragraphs += 1;
        let is_blank = text.trim().is_empty();
        if let Some(label) = standing.label
            && !(label.bullet && is_blank)
        {
            self.text.push_str(&label.text);
            // "1." before "5%" must not read as 1.5%.
            if !is_blank && !label.tight && label.text.ends_with(|c: char| c.is_ascii()) {
                self.text.push(' ');
            }
        }
        self.text.push_str(&text);
    }

    /// Ends the flow: what was carried and found no next paragraph stands by itself.
    pub fn settle(&mut self) {
        if !self.carry.trim().is_empty() {
            let carry = std::mem::take(&mut self.carry);
            self.take(carry, Standing::default());
        }
    }
}
