//! A story (body, header, note, text box) as it grows: paragraphs, and rows of tables inside each other.

use super::place::{self, Content, Row, RowShape};
use crate::error::{Measure, ReadError};
use crate::limits::Limits;
use crate::model::Block;
use crate::word::flow::Flow;
use crate::word::lists::{Label, Standing};

/// Where a story goes in the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Body,
    /// A text box: behind the paragraph that anchors it.
    Box,
    /// Header or footer: each text once.
    Margin,
    Note,
}

/// What is counted over all stories of a document.
#[derive(Debug)]
pub(super) struct Counts<'a> {
    pub(super) limits: &'a Limits,
    /// Bytes of text so far.
    pub(super) text: u64,
    tables: u32,
    /// Grid positions still allowed.
    room: usize,
}

impl<'a> Counts<'a> {
    pub(super) fn new(limits: &'a Limits) -> Self {
        Self { limits, text: 0, tables: 0, room: limits.cells }
    }

    fn table(&mut self) -> Result<u32, ReadError> {
        if self.tables as usize >= self.limits.tables {
            return Err(ReadError::too_large(Measure::Tables, self.limits.tables as u64, ""));
        }
        self.tables += 1;
        Ok(self.tables)
    }
}

/// A table that is open: its rows, and the row that is being read.
#[derive(Debug)]
struct Level {
    number: u32,
    rows: Vec<Row>,
    cells: Vec<Content>,
    cell: Flow,
}

/// A story being read.
#[derive(Debug)]
pub(super) struct Story {
    pub(super) place: Place,
    flow: Flow,
    levels: Vec<Level>,
    /// The paragraph being read.
    pub(super) text: String,
    pub(super) label: Option<Label>,
    boxes: Vec<Block>,
    page_break: bool,
    /// The rows to come, in the outer table and in nested ones.
    pub(super) shape: RowShape,
    pub(super) nested_shape: RowShape,
}

impl Story {
    pub(super) fn new(place: Place) -> Self {
        Self {
            place,
            flow: Flow::new(false, false),
            levels: Vec::new(),
            text: String::new(),
            label: None,
            boxes: Vec::new(),
            page_break: false,
            shape: RowShape::default(),
            nested_shape: RowShape::default(),
        }
    }

    /// Adds displayed text.
    pub(super) fn push(&mut self, text: &str, counts: &mut Counts<'_>) -> Result<(), ReadError> {
        if std::mem::take(&mut self.page_break) && !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(text);
        counts.text += text.len() as u64;
        if self.text.len() > counts.limits.text_bytes {
            return Err(ReadError::too_large(Measure::TextBytes, counts.limits.text_bytes as u64, ""));
        }
        if counts.text > counts.limits.total_text_bytes as u64 {
            return Err(ReadError::too_large(Measure::TotalTextBytes, counts.limits.total_text_bytes as u64, ""));
        }
        Ok(())
    }

    /// A page or column break: a line break if text of the same paragraph follows.
    pub(super) fn page_break(&mut self) {
        self.page_break = true;
    }

    /// Takes the blocks of a text box.
    pub(super) fn anchor(&mut self, blocks: Vec<Block>) {
        self.boxes.extend(blocks);
    }

    /// Ends the paragraph in the table of this depth; 0 is the text outside tables.
    pub(super) fn end_paragraph(
        &mut self,
        depth: usize,
        heading: Option<u8>,
        counts: &mut Counts<'_>,
    ) -> Result<(), ReadError> {
        // A row that has begun holds all that comes before its end, though its paragraphs may not say so.
        let depth = if depth == 0 && self.levels.first().is_some_and(|l| !l.cells.is_empty()) { 1 } else { depth };
        self.enter(depth, counts)?;
        let standing = Standing { label: self.label.take(), heading };
        self.page_break = false;
        let text = std::mem::take(&mut self.text);
        let boxes = std::mem::take(&mut self.boxes);
        let flow = self.levels.last_mut().map_or(&mut self.flow, |level| &mut level.cell);
        flow.take(text, standing);
        flow.blocks.extend(boxes);
        if flow.text.len() > counts.limits.text_bytes {
            return Err(ReadError::too_large(Measure::TextBytes, counts.limits.text_bytes as u64, ""));
        }
        Ok(())
    }

    /// Ends a cell, and the paragraph with which it ends.
    pub(super) fn end_cell(&mut self, depth: usize, counts: &mut Counts<'_>) -> Result<(), ReadError> {
        self.end_paragraph(depth.max(1), None, counts)?;
        self.close_cell(counts)
    }

    fn close_cell(&mut self, counts: &Counts<'_>) -> Result<(), ReadError> {
        let Some(level) = self.levels.last_mut() else { return Ok(()) };
        let flow = std::mem::replace(&mut level.cell, Flow::new(true, false));
        level.cells.push(Content { text: flow.text, inside: flow.blocks });
        if level.cells.len() > counts.limits.columns as usize {
            return Err(ReadError::too_large(Measure::Columns, counts.limits.columns, ""));
        }
        Ok(())
    }

    /// Ends a row of the outer table or of the innermost one.
    pub(super) fn end_row(&mut self, nested: bool, counts: &mut Counts<'_>) -> Result<(), ReadError> {
        let depth = if nested { self.levels.len() } else { 1 };
        if depth < 1 + usize::from(nested) || self.levels.len() < depth {
            return Ok(());
        }
        if !self.text.trim().is_empty() {
            self.end_cell(depth, counts)?;
        }
        self.enter(depth, counts)?;
        let shape = if nested { &self.nested_shape } else { &self.shape };
        let Some(level) = self.levels.last_mut() else { return Ok(()) };
        let cells = std::mem::take(&mut level.cells);
        if cells.is_empty() {
            return Ok(());
        }
        let (row, is_last) = (Row::new(shape, cells), shape.last);
        counts.room = counts
            .room
            .checked_sub(row.cells())
            .ok_or_else(|| ReadError::too_large(Measure::Cells, counts.limits.cells as u64, ""))?;
        level.rows.push(row);
        if is_last { self.close_table(counts) } else { Ok(()) }
    }

    /// Makes the table of this depth the innermost one.
    fn enter(&mut self, depth: usize, counts: &mut Counts<'_>) -> Result<(), ReadError> {
        if depth > counts.limits.table_depth {
            return Err(ReadError::too_large(Measure::TableDepth, counts.limits.table_depth as u64, ""));
        }
        while self.levels.len() > depth {
            self.close_table(counts)?;
        }
        while self.levels.len() < depth {
            let number = counts.table()?;
            self.levels.push(Level { number, rows: vec![], cells: vec![], cell: Flow::new(true, false) });
        }
        Ok(())
    }

    fn close_table(&mut self, counts: &mut Counts<'_>) -> Result<(), ReadError> {
        let nested = self.levels.len() > 1;
        let Some(mut level) = self.levels.pop() else { return Ok(()) };
        // A file that breaks off within a row.
        let flow = std::mem::take(&mut level.cell);
        if !flow.text.is_empty() || !flow.blocks.is_empty() {
            level.cells.push(Content { text: flow.text, inside: flow.blocks });
        }
        if !level.cells.is_empty() {
            let shape = if nested { &self.nested_shape } else { &self.shape };
            level.rows.push(Row::new(shape, level.cells));
        }
        let parent = self.levels.last().map(|outer| outer.number);
        let blocks = place::table(level.rows, (level.number, parent), counts.limits, counts.limits.cells)?;
        let flow = self.levels.last_mut().map_or(&mut self.flow, |outer| &mut outer.cell);
        flow.blocks.extend(blocks);
        Ok(())
    }

    /// Ends the story.
    pub(super) fn finish(mut self, counts: &mut Counts<'_>) -> Result<Vec<Block>, ReadError> {
        if !self.text.trim().is_empty() || !self.boxes.is_empty() {
            // The last paragraph may lack its end; it stands in a table only if its row has begun.
            let is_open = |level: &Level| !level.cells.is_empty() || !level.cell.text.is_empty();
            let depth = self.levels.iter().rposition(is_open).map_or(0, |at| at + 1);
            self.end_paragraph(depth, None, counts)?;
        }
        self.enter(0, counts)?;
        Ok(self.flow.blocks)
    }
}
