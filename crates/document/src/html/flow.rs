//! Text as a browser lays it out: white space collapsed, blocks and line breaks ending lines.

use super::place::PlacedTable;
use crate::model::Paragraph;

/// A piece of a page or a cell.
#[derive(Debug)]
pub(super) enum Item {
    /// Text with its line breaks; may be blank.
    Paragraph(Paragraph),
    /// A data table.
    Table(PlacedTable),
}

/// A point of the text, to find later what was added: the paragraph and the bytes it had.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    items: usize,
    bytes: usize,
}

/// The content of the page or of a cell as it grows.
#[derive(Debug, Default)]
pub(super) struct Flow {
    pub(super) items: Vec<Item>,
    text: String,
    /// White space that waits for a character to follow; true if it is one line end and nothing else.
    space: Option<bool>,
    pub(super) label: Option<String>,
    pub(super) heading: Option<u8>,
}

impl Flow {
    /// Appends text, collapsing its white space.
    pub(super) fn push(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '\n' if self.space.is_none() => self.space = Some(true),
                ' ' | '\t' | '\u{c}' | '\n' | '\r' => self.space = Some(false),
                // Zero width: nothing to see.
                '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => {}
                _ => self.push_visible(if c == '\u{a0}' { ' ' } else { c }),
            }
        }
    }

    /// Appends preformatted text.
    pub(super) fn push_preformatted(&mut self, text: &str) {
        self.text.extend(text.chars().filter(|c| *c != '\r').map(|c| if c == '\u{a0}' { ' ' } else { c }));
    }

    fn push_visible(&mut self, c: char) {
        if let Some(line_end) = self.space.take()
            && let Some(last) = self.text.chars().next_back()
            && last != '\n'
            // A bare line end between two Chinese characters only wraps the source.
            && !(line_end && is_wide(last) && is_wide(c))
        {
            self.text.push(' ');
        }
        self.text.push(c);
    }

    /// `<br>`.
    pub(super) fn line_break(&mut self) {
        self.space = None;
        self.text.push('\n');
    }

    /// Ends the paragraph; a line break at its end shows nothing.
    pub(super) fn end_paragraph(&mut self) {
        self.space = None;
        if self.text.is_empty() {
            return;
        }
        let mut text = std::mem::take(&mut self.text);
        if text.ends_with('\n') {
            text.pop();
        }
        let label = if text.trim().is_empty() { None } else { self.label.take() };
        self.items.push(Item::Paragraph(Paragraph { number: 0, label, text, heading: self.heading, page: None }));
    }

    /// Where the text stands now.
    pub(super) fn mark(&self) -> Mark {
        Mark { items: self.items.len(), bytes: self.text.len() }
    }

    /// What the open paragraph holds before and from a mark on; `None` if the mark's paragraph has ended since.
    fn split_at(&self, mark: Mark) -> Option<(&str, &str)> {
        (mark.items == self.items.len()).then(|| self.text.split_at_checked(mark.bytes)).flatten()
    }

    /// Takes a printed list number, which starts at a mark, out of the text.
    pub(super) fn take_label(&mut self, mark: Mark) {
        let Some((before, label)) = self.split_at(mark) else { return };
        let label = label.trim().to_owned();
        if label.is_empty() || !before.trim().is_empty() {
            return;
        }
        self.text.truncate(mark.bytes);
        self.space = None;
        self.label = Some(label);
    }

    /// Raises or lowers what was added since a mark, if all of it can be: `m²`, `97.22¹`.
    pub(super) fn shift_script(&mut self, mark: Mark, digits: &str) {
        let Some((_, added)) = self.split_at(mark) else { return };
        let Some(shifted) = added
            .chars()
            .map(|c| if c == ' ' { Some(' ') } else { "0123456789+-=()".find(c).and_then(|i| digits.chars().nth(i)) })
            .collect::<Option<String>>()
        else {
            return;
        };
        self.text.truncate(mark.bytes);
        self.text.push_str(&shifted);
    }
}

/// East Asian wide characters, for line ends in the source.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}')
        || matches!(c, '“' | '”' | '‘' | '’' | '—' | '…' | '·')
}

/// A cell's text, its paragraphs joined by line breaks; nested tables go to `nested`.
pub(super) fn cell_text(items: Vec<Item>, nested: &mut Vec<Item>) -> String {
    let mut out: Option<String> = None;
    for item in items {
        match item {
            Item::Table(_) => nested.push(item),
            Item::Paragraph(paragraph) => {
                let text = out.get_or_insert_default();
                if !text.is_empty() {
                    text.push('\n');
                }
                text.push_str(paragraph.label.as_deref().unwrap_or_default());
                text.push_str(&paragraph.text);
            }
        }
    }
    out.unwrap_or_default()
}
