//! One pass over a story (body, header, footer, notes): paragraphs and tables in order.
//!
//! Every open element has an entry on an explicit stack, so nesting costs no recursion, and a part that breaks off
//! is closed the way its end tags would have closed it.

mod open;

use super::lists::Lists;
use super::properties::ParagraphProperties;
use super::xml::{Node, Quick, Stop, Xml};
use crate::error::{Measure, ReadError};
use crate::limits::Limits;
use crate::model::Block;
use crate::word::flow::{Flow, ParagraphBuilder};
use crate::word::lists::Standing;
use crate::word::symbols;
use crate::word::table::{CellProperties, RawCell, TableBuilder};
use crate::word::unread::Met;

/// What an open element means for its content and its end.
#[derive(Debug)]
enum Frame {
    /// Nothing: its content stands as if it were not there.
    Plain,
    Paragraph,
    Run,
    /// `w:t`; where its text began, and whether white space at its ends counts.
    Text {
        from: usize,
        keep: bool,
    },
    Instruction,
    Table,
    Row,
    Cell,
    TextBox,
    /// `mc:AlternateContent`, and whether a branch has given text.
    Alternatives {
        done: bool,
    },
    /// `mc:Choice` or `mc:Fallback`, and how much text there was before.
    Branch {
        before: u64,
    },
    /// `w:sdt`, and whether it shows its prompt instead of content.
    Control {
        prompt: bool,
    },
}

/// What a story holds.
#[derive(Debug)]
pub(super) struct Told {
    /// Paragraphs and tables, with provisional numbers.
    pub blocks: Vec<Block>,
    /// What else was met.
    pub met: Met,
    /// Where and why it broke off.
    pub broken: Option<(u64, String)>,
}

/// Reads a story.
pub(super) struct Story<'s, 'p, 'a> {
    lists: &'s mut Lists<'p, 'a>,
    limits: &'s Limits,
    room: usize,
    frames: Vec<Frame>,
    flows: Vec<Flow>,
    paragraphs: Vec<ParagraphBuilder<ParagraphProperties>>,
    tables: Vec<TableBuilder>,
    cells: Vec<CellProperties>,
    table_count: u32,
    prompts: usize,
    /// The root says `xml:space="preserve"`.
    keep: bool,
    met: Met,
}

impl<'s, 'p, 'a> Story<'s, 'p, 'a> {
    /// `room` is how many grid positions are still allowed.
    pub fn new(lists: &'s mut Lists<'p, 'a>, limits: &'s Limits, room: usize) -> Self {
        Self {
            lists,
            limits,
            room,
            frames: Vec::new(),
            flows: vec![Flow::default()],
            paragraphs: Vec::new(),
            tables: Vec::new(),
            cells: Vec::new(),
            table_count: 0,
            prompts: 0,
            keep: false,
            met: Met::default(),
        }
    }

    /// Reads to the end, or to where the XML breaks.
    pub fn read(mut self, xml: &mut Xml<'_>) -> Result<Told, ReadError> {
        let mut broken = None;
        match self.walk(xml) {
            Ok(()) => {}
            Err(Stop::Malformed { at, why }) => broken = Some((at, why)),
            Err(Stop::Fatal(error)) => return Err(error),
        }
        while let Some(frame) = self.frames.pop() {
            match self.close(frame) {
                Ok(()) => {}
                Err(Stop::Malformed { at, why }) => broken = broken.or(Some((at, why))),
                Err(Stop::Fatal(error)) => return Err(error),
            }
        }
        let mut flow = self.flows.pop().unwrap_or_default();
        flow.settle();
        Ok(Told { blocks: flow.blocks, met: self.met, broken })
    }

    fn walk(&mut self, xml: &mut Xml<'_>) -> Result<(), Stop> {
        loop {
            match xml.next()? {
                Node::Open { space, tag, empty } => {
                    if let Some(frame) = self.open(xml, space, &tag, empty)? {
                        if empty {
                            self.close(frame)?;
                        } else {
                            self.frames.push(frame);
                            self.look_ahead(xml)?;
                        }
                    }
                }
                Node::Close => {
                    if let Some(frame) = self.frames.pop() {
                        self.close(frame)?;
                    }
                }
                Node::Text(text) => self.text(&text)?,
                Node::End => return Ok(()),
            }
        }
    }

    /// What an element usually begins with is taken without parsing it: looks, and the text of a run.
    fn look_ahead(&mut self, xml: &mut Xml<'_>) -> Result<(), Stop> {
        match self.frames.last() {
            Some(Frame::Paragraph) => xml.hop_ahead(Quick::Paragraph),
            Some(Frame::Cell) => xml.hop_ahead(Quick::Cell),
            Some(Frame::Run) => {
                xml.hop_ahead(Quick::Run);
                while let Some((text, keep)) = xml.text_ahead() {
                    let from = self.paragraphs.last().map_or(0, |p| p.text.len());
                    self.frames.push(Frame::Text { from, keep: self.keep || keep });
                    self.text(text)?;
                    if let Some(frame) = self.frames.pop() {
                        self.close(frame)?;
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn is_void(&self) -> bool {
        self.flows.last().is_some_and(|f| f.is_void)
    }

    /// Characters between tags.
    fn text(&mut self, text: &str) -> Result<(), Stop> {
        match self.frames.last() {
            Some(Frame::Text { .. }) => {}
            Some(Frame::Instruction) => {
                if let Some(field) = self.paragraphs.last_mut().and_then(|p| p.fields.last_mut()) {
                    field.code.push_str(text);
                }
                return Ok(());
            }
            _ => return Ok(()),
        }
        // A line end in the XML is a space to Word.
        let has_line_end = text.bytes().any(|b| b == b'\n' || b == b'\r');
        if !has_line_end && !symbols::has_private_use(text) {
            return self.push(text);
        }
        let text: String = text
            .replace("\r\n", " ")
            .chars()
            .map(|c| match c {
                '\n' | '\r' => ' ',
                '\u{F020}'..='\u{F0FF}' => symbols::look("", u32::from(c)).unwrap_or(c),
                c => c,
            })
            .collect();
        self.push(&text)
    }

    /// Adds displayed characters to the paragraph being read.
    fn push(&mut self, text: &str) -> Result<(), Stop> {
        if self.prompts > 0 {
            return Ok(());
        }
        let Some(paragraph) = self.paragraphs.last_mut().filter(|p| p.is_shown()) else { return Ok(()) };
        paragraph.push(text);
        self.met.text += text.len() as u64;
        if paragraph.text.len() > self.limits.text_bytes {
            let limit = self.limits.text_bytes as u64;
            return Err(Stop::Fatal(ReadError::too_large(Measure::TextBytes, limit, "")));
        }
        if self.met.text > self.limits.total_text_bytes as u64 {
            let limit = self.limits.total_text_bytes as u64;
            return Err(Stop::Fatal(ReadError::too_large(Measure::TotalTextBytes, limit, "")));
        }
        Ok(())
    }

    /// An element closes.
    fn close(&mut self, frame: Frame) -> Result<(), Stop> {
        match frame {
            Frame::Plain | Frame::Run | Frame::Instruction | Frame::Alternatives { .. } => {}
            Frame::Text { from, keep } => {
                if let Some(paragraph) = self.paragraphs.last_mut().filter(|_| !keep) {
                    trim_from(&mut paragraph.text, from);
                }
            }
            Frame::Paragraph => self.close_paragraph()?,
            Frame::Cell => {
                if let (Some(mut flow), Some(properties)) = (self.flows.pop(), self.cells.pop())
                    && let Some(table) = self.tables.last_mut()
                {
                    flow.settle();
                    table.push(RawCell { properties, text: flow.text, inside: flow.blocks });
                }
            }
            Frame::Row => {
                if let Some(table) = self.tables.last_mut() {
                    table.close_row(self.limits, self.room)?;
                }
            }
            Frame::Table => {
                if let (Some(table), Some(flow)) = (self.tables.pop(), self.flows.last_mut()) {
                    self.room = self.room.saturating_sub(table.positions());
                    flow.blocks.extend(table.finish());
                }
            }
            Frame::TextBox => {
                if let Some(mut flow) = self.flows.pop() {
                    flow.settle();
                    match (self.paragraphs.last_mut(), self.flows.last_mut()) {
                        (Some(paragraph), _) => paragraph.boxes.extend(flow.blocks),
                        (None, Some(outer)) => outer.blocks.extend(flow.blocks),
                        (None, None) => {}
                    }
                }
            }
            Frame::Branch { before } => {
                let gave_text = self.met.text > before;
                if let Some(Frame::Alternatives { done }) = self.frames.last_mut() {
                    *done |= gave_text;
                }
            }
            Frame::Control { prompt } => self.prompts -= usize::from(prompt && self.prompts > 0),
        }
        Ok(())
    }

    fn close_paragraph(&mut self) -> Result<(), Stop> {
        let Some(paragraph) = self.paragraphs.pop() else { return Ok(()) };
        let Some(flow) = self.flows.last_mut() else { return Ok(()) };
        let properties = paragraph.properties;
        let mut text = paragraph.text;
        if properties.mark_deleted {
            flow.carry.push_str(&text);
            flow.blocks.extend(paragraph.boxes);
            return Ok(());
        }
        if !flow.carry.is_empty() {
            text.insert_str(0, &std::mem::take(&mut flow.carry));
        }
        let is_absent = flow.is_void || paragraph.hidden || (properties.mark_hidden && text.trim().is_empty());
        let standing = if is_absent { Standing::default() } else { self.lists.place(&properties)? };
        self.met.text += standing.label.as_ref().map_or(0, |l| l.text.len() as u64);
        flow.take(text, standing);
        flow.blocks.extend(paragraph.boxes);
        if self.met.text > self.limits.total_text_bytes as u64 {
            let limit = self.limits.total_text_bytes as u64;
            return Err(Stop::Fatal(ReadError::too_large(Measure::TotalTextBytes, limit, "")));
        }
        if flow.text.len() > self.limits.text_bytes {
            let limit = self.limits.text_bytes as u64;
            return Err(Stop::Fatal(ReadError::too_large(Measure::TextBytes, limit, "")));
        }
        Ok(())
    }
}

/// Takes white space of XML from both ends of what was added since `from`.
fn trim_from(text: &mut String, from: usize) {
    let blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
    let Some(added) = text.get(from..) else { return };
    let end = from + added.trim_end_matches(blank).len();
    text.truncate(end);
    let start = text.get(from..).map_or(0, |added| added.len() - added.trim_start_matches(blank).len());
    if start > 0 {
        text.drain(from..from + start);
    }
}
