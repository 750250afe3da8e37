//! Paragraphs in order → blocks: rows and cells end with marks of paragraphs, so tables are built while they pass.

use std::collections::{HashMap, VecDeque};
use std::rc::Rc;

use super::adjacent::{Edges, breaks};
use super::lists::Lists;
use super::row::Row;
use super::text::{End, RawParagraph};
use crate::error::{Measure, ReadError};
use crate::limits::Limits;
use crate::model::Block;
use crate::word::columns::{Columns, straight};
use crate::word::flow::Flow;
use crate::word::lists::Standing;
use crate::word::table::{CellProperties, Merge, RawCell, RowProperties, TableBuilder};

/// A table being read.
#[derive(Debug, Default)]
struct OpenTable {
    number: u32,
    parent: Option<u32>,
    rows: Vec<RawRow>,
    /// Cells of the row being read.
    cells: Vec<RawCell>,
}

/// A row as read.
#[derive(Debug)]
struct RawRow {
    cells: Vec<RawCell>,
    edges: Vec<i32>,
    properties: RowProperties,
}

/// Paragraphs of text boxes, by the character that anchors them.
pub(super) type Boxes = HashMap<u32, Vec<RawParagraph>>;

/// Counted over a document.
#[derive(Debug)]
pub(super) struct Counts {
    /// Tables so far.
    pub tables: u32,
    /// Grid positions still allowed.
    pub room: usize,
}

/// Builds the blocks of a story.
pub(super) struct Story<'s, 'w, 'a> {
    lists: &'s mut Lists<'w, 'a>,
    limits: &'s Limits,
    counts: &'s mut Counts,
    flows: Vec<Flow>,
    tables: Vec<OpenTable>,
    /// Rows to come, by depth: a cell must know how it merges before it is read.
    rows: Vec<VecDeque<NextRow>>,
}

/// A row that is still being read: its definition stands at its end.
#[derive(Debug)]
struct NextRow {
    row: Option<Rc<Row>>,
    /// The marks of its cells and its own are deleted, or hidden. Its own alone tells nothing: some writers let the
    /// looks of the next row begin one mark too early.
    deleted: bool,
    hidden: bool,
}

impl<'s, 'w, 'a> Story<'s, 'w, 'a> {
    /// An empty story.
    pub fn new(lists: &'s mut Lists<'w, 'a>, limits: &'s Limits, counts: &'s mut Counts) -> Self {
        let flows = vec![Flow::default()];
        Self { lists, limits, counts, flows, tables: Vec::new(), rows: Vec::new() }
    }

    /// Builds the blocks of these paragraphs.
    pub fn build(mut self, paragraphs: Vec<RawParagraph>, boxes: &mut Boxes) -> Result<Vec<Block>, ReadError> {
        self.look_ahead(&paragraphs)?;
        for paragraph in paragraphs {
            let depth = self.depth(&paragraph)?;
            while self.tables.len() > depth {
                self.close_table()?;
            }
            while self.tables.len() < depth {
                self.open_table()?;
            }
            if paragraph.end == End::Row && depth > 0 {
                self.close_row();
                continue;
            }
            let ends_cell = paragraph.end == End::Cell && depth > 0;
            self.place(paragraph, boxes)?;
            if ends_cell {
                self.close_cell();
            }
        }
        while !self.tables.is_empty() {
            self.close_table()?;
        }
        let mut flow = self.flows.pop().unwrap_or_default();
        flow.settle();
        Ok(flow.blocks)
    }

    /// Finds the rows to come.
    fn look_ahead(&mut self, paragraphs: &[RawParagraph]) -> Result<(), ReadError> {
        // Whether all marks of the row so far are deleted, or hidden, by depth.
        let mut all: Vec<(bool, bool)> = Vec::new();
        for paragraph in paragraphs.iter().filter(|p| p.end != End::Paragraph) {
            let depth = self.depth(paragraph)?;
            if self.rows.len() < depth {
                self.rows.resize_with(depth, VecDeque::new);
                all.resize(depth, (true, true));
            }
            let at = depth.saturating_sub(1);
            let (Some(rows), Some(marks)) = (self.rows.get_mut(at), all.get_mut(at)) else { continue };
            marks.0 &= paragraph.mark_deleted;
            marks.1 &= paragraph.mark_hidden;
            if paragraph.end == End::Row {
                let (deleted, hidden) = std::mem::replace(marks, (true, true));
                rows.push_back(NextRow { row: paragraph.properties.row.clone(), deleted, hidden });
            }
        }
        Ok(())
    }

    /// How many tables a paragraph stands in.
    fn depth(&self, paragraph: &RawParagraph) -> Result<usize, ReadError> {
        let least = usize::from(paragraph.end != End::Paragraph);
        let depth = paragraph.properties.depth().max(least);
        if depth > self.limits.table_depth {
            return Err(ReadError::too_large(Measure::TableDepth, self.limits.table_depth as u64, ""));
        }
        Ok(depth)
    }

    fn open_table(&mut self) -> Result<(), ReadError> {
        self.counts.tables += 1;
        if self.counts.tables as usize > self.limits.tables {
            return Err(ReadError::too_large(Measure::Tables, self.limits.tables as u64, ""));
        }
        let parent = self.tables.last().map(|table| table.number);
        self.tables.push(OpenTable { number: self.counts.tables, parent, ..OpenTable::default() });
        self.open_cell();
        Ok(())
    }

    /// Begins the next cell of the innermost table.
    fn open_cell(&mut self) {
        let Some(table) = self.tables.last() else { return };
        let next = self.rows.get(self.tables.len() - 1).and_then(VecDeque::front);
        let merge = next.and_then(|n| n.row.as_ref()).and_then(|row| row.cells.get(table.cells.len()));
        let continues = merge.is_some_and(|merge| merge.vertical == Merge::Continue);
        let is_void = continues || next.is_some_and(|n| n.deleted) || self.flows.last().is_some_and(|f| f.is_void);
        self.flows.push(Flow::new(true, is_void));
    }

    fn close_cell(&mut self) {
        let Some(mut flow) = self.flows.pop() else { return };
        flow.settle();
        if let Some(table) = self.tables.last_mut() {
            let properties = CellProperties { span: 1, ..CellProperties::default() };
            table.cells.push(RawCell { properties, text: flow.text, inside: flow.blocks });
        }
        self.open_cell();
    }

    fn close_row(&mut self) {
        self.flows.pop();
        let next = self.rows.get_mut(self.tables.len().saturating_sub(1)).and_then(VecDeque::pop_front);
        if let (Some(table), Some(NextRow { row, deleted, hidden })) = (self.tables.last_mut(), next) {
            table.end_row(row.as_deref().unwrap_or(&Row::default()), RowProperties { before: 0, deleted, hidden });
        }
        self.open_cell();
    }

    fn close_table(&mut self) -> Result<(), ReadError> {
        let (Some(mut flow), Some(mut table)) = (self.flows.pop(), self.tables.pop()) else { return Ok(()) };
        flow.settle();
        // A row that breaks off.
        if !flow.text.is_empty() || !flow.blocks.is_empty() {
            let properties = CellProperties { span: 1, ..CellProperties::default() };
            table.cells.push(RawCell { properties, text: flow.text, inside: flow.blocks });
        }
        if !table.cells.is_empty() {
            table.end_row(&Row::default(), RowProperties::default());
        }
        for table in table.part(self.counts) {
            let builder = table.lay(self.limits, self.counts.room)?;
            self.counts.room = self.counts.room.saturating_sub(builder.positions());
            if let Some(flow) = self.flows.last_mut()
                && builder.table.rows > 0
            {
                flow.blocks.extend(builder.finish());
            }
        }
        Ok(())
    }

    fn place(&mut self, paragraph: RawParagraph, boxes: &mut Boxes) -> Result<(), ReadError> {
        let mut inside = Vec::new();
        for anchor in paragraph.anchors {
            // A text box holds no further ones.
            if let Some(inner) = boxes.remove(&anchor) {
                inside.extend(Story::new(self.lists, self.limits, self.counts).build(inner, &mut Boxes::new())?);
            }
        }
        let Some(flow) = self.flows.last_mut() else { return Ok(()) };
        let mut text = paragraph.text;
        if paragraph.mark_deleted && paragraph.end == End::Paragraph {
            flow.carry.push_str(&text);
        } else {
            if !flow.carry.is_empty() {
                text.insert_str(0, &std::mem::take(&mut flow.carry));
            }
            let is_absent = flow.is_void || paragraph.hidden || (paragraph.mark_hidden && text.trim().is_empty());
            let standing = if is_absent { Standing::default() } else { self.lists.place(&paragraph.properties) };
            flow.take(text, standing);
        }
        flow.blocks.extend(inside);
        if flow.text.len().max(flow.carry.len()) > self.limits.text_bytes {
            return Err(ReadError::too_large(Measure::TextBytes, self.limits.text_bytes as u64, ""));
        }
        Ok(())
    }
}

impl OpenTable {
    /// Ends the row being read.
    fn end_row(&mut self, row: &Row, properties: RowProperties) {
        let mut cells = std::mem::take(&mut self.cells);
        for (cell, merge) in cells.iter_mut().zip(&row.cells) {
            cell.properties.vertical = merge.vertical;
            cell.properties.horizontal = merge.horizontal;
        }
        let edges = straight(&row.edges, cells.len());
        self.rows.push(RawRow { cells, edges, properties });
    }

    /// Parts it where another table begins; each gets a number.
    fn part(self, counts: &mut Counts) -> Vec<OpenTable> {
        let is_continued = |cell: &RawCell| cell.properties.vertical == Merge::Continue;
        let edges: Vec<Edges<'_>> = self
            .rows
            .iter()
            .map(|row| Edges { edges: &row.edges, continues: row.cells.iter().any(is_continued) })
            .collect();
        let breaks = breaks(&edges);
        let (number, parent) = (self.number, self.parent);
        let mut tables = vec![OpenTable { number, parent, ..OpenTable::default() }];
        for (at, mut row) in self.rows.into_iter().enumerate() {
            if breaks.binary_search(&at).is_ok() {
                counts.tables += 1;
                tables.push(OpenTable { number: counts.tables, parent, ..OpenTable::default() });
            }
            let Some(table) = tables.last_mut() else { break };
            if table.number != number {
                row.cells.iter_mut().for_each(|cell| adopt(&mut cell.inside, number, table.number));
            }
            table.rows.push(row);
        }
        tables
    }

    /// Gives the cells their columns.
    fn lay(self, limits: &Limits, room: usize) -> Result<TableBuilder, ReadError> {
        let columns = Columns::new(self.rows.iter().map(|row| row.edges.as_slice()));
        let mut builder = TableBuilder::default();
        builder.table.number = self.number;
        builder.table.parent = self.parent;
        for row in self.rows {
            builder.open_row();
            builder.row = row.properties;
            builder.row.before = row.edges.first().map_or(0, |edge| columns.at(*edge));
            for (mut cell, edges) in row.cells.into_iter().zip(row.edges.windows(2)) {
                if let [left, right] = edges {
                    cell.properties.span = columns.at(*right).saturating_sub(columns.at(*left)).max(1);
                }
                builder.push(cell);
            }
            builder.close_row(limits, room)?;
        }
        Ok(builder)
    }
}

/// Tables inside one that got another number belong to that.
fn adopt(blocks: &mut [Block], old: u32, new: u32) {
    for block in blocks {
        if let Block::Table(table) = block
            && table.parent == Some(old)
        {
            table.parent = Some(new);
        }
    }
}
