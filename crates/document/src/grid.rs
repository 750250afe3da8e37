//! Building [`Table`]s from placed cells, and counting what a document may hold.

use crate::model::{Block, Cell, Paragraph, Table};
use crate::{Limits, Measure, ReadError};

/// Grid entry for a position that no cell covers.
pub(crate) const NO_CELL: u32 = u32::MAX;

/// Counts what has been read so far against the limits.
#[derive(Debug)]
pub(crate) struct Meter<'a> {
    limits: &'a Limits,
    cells: usize,
    tables: usize,
    text: usize,
    paragraphs: u32,
}

impl<'a> Meter<'a> {
    pub(crate) fn new(limits: &'a Limits) -> Self {
        Self { limits, cells: 0, tables: 0, text: 0, paragraphs: 0 }
    }

    /// Grid positions still allowed.
    pub(crate) fn room(&self) -> usize {
        self.limits.cells.saturating_sub(self.cells)
    }

    /// Checks a text's size and adds it to the total.
    pub(crate) fn text(&mut self, bytes: usize, place: impl Fn() -> String) -> Result<(), ReadError> {
        if bytes > self.limits.text_bytes {
            return Err(ReadError::too_large(Measure::TextBytes, self.limits.text_bytes as u64, place()));
        }
        self.text += bytes;
        if self.text > self.limits.total_text_bytes {
            return Err(ReadError::too_large(Measure::TotalTextBytes, self.limits.total_text_bytes as u64, place()));
        }
        Ok(())
    }

    /// Takes the next table number.
    pub(crate) fn table(&mut self) -> Result<u32, ReadError> {
        if self.tables >= self.limits.tables {
            return Err(ReadError::too_large(Measure::Tables, self.limits.tables as u64, ""));
        }
        self.tables += 1;
        Ok(u32::try_from(self.tables).unwrap_or(u32::MAX))
    }

    /// Gives the paragraph its number and checks it; nothing comes of a paragraph without visible text.
    pub(crate) fn paragraph(&mut self, mut paragraph: Paragraph) -> Result<Option<Block>, ReadError> {
        if paragraph.text.chars().all(char::is_whitespace) {
            return Ok(None);
        }
        if self.paragraphs as usize >= self.limits.paragraphs {
            return Err(ReadError::too_large(Measure::Paragraphs, self.limits.paragraphs as u64, ""));
        }
        self.paragraphs += 1;
        paragraph.number = self.paragraphs;
        let number = self.paragraphs;
        self.text(paragraph.text.len(), || format!("第 {number} 段 (paragraph {number})"))?;
        Ok(Some(Block::Paragraph(paragraph)))
    }

    /// Lays the table's cells out on a grid of `rows × cols`. Cells come in reading order; one that reaches
    /// beyond the grid is cut, one that starts outside it or on a covered position is dropped.
    pub(crate) fn lay_out(&mut self, table: &mut Table) -> Result<(), ReadError> {
        let place = || match &table.sheet {
            Some(sheet) => format!("{sheet} (表 {})", table.number),
            None => format!("表 {} (table {})", table.number, table.number),
        };
        if table.rows > self.limits.rows {
            return Err(ReadError::too_large(Measure::Rows, self.limits.rows, place()));
        }
        if table.cols > self.limits.columns {
            return Err(ReadError::too_large(Measure::Columns, self.limits.columns, place()));
        }
        let size = table.rows as usize * table.cols as usize;
        if size > self.room() {
            return Err(ReadError::too_large(Measure::Cells, self.limits.cells as u64, place()));
        }
        self.cells += size;
        let mut text = 0;
        for cell in &table.cells {
            if cell.text.len() > self.limits.text_bytes {
                let at = format!("{}, {}:{}", place(), cell.row + 1, cell.col + 1);
                return Err(ReadError::too_large(Measure::TextBytes, self.limits.text_bytes as u64, at));
            }
            text += cell.text.len();
        }
        self.text += text;
        if self.text > self.limits.total_text_bytes {
            return Err(ReadError::too_large(Measure::TotalTextBytes, self.limits.total_text_bytes as u64, place()));
        }
        table.grid = vec![NO_CELL; size];
        let (rows, cols, width) = (table.rows, table.cols, table.cols as usize);
        let grid = &mut table.grid;
        let mut index = 0_u32;
        table.cells.retain_mut(|cell| {
            if cell.row >= rows || cell.col >= cols {
                return false;
            }
            let at = cell.row as usize * width + cell.col as usize;
            if grid.get(at).copied() != Some(NO_CELL) {
                return false;
            }
            cell.row_span = cell.row_span.clamp(1, rows - cell.row);
            cell.col_span = cell.col_span.clamp(1, cols - cell.col);
            cut_to_free(grid, width, cell);
            for row in cell.row..cell.row + cell.row_span {
                let start = row as usize * width + cell.col as usize;
                if let Some(slots) = grid.get_mut(start..start + cell.col_span as usize) {
                    slots.fill(index);
                }
            }
            index += 1;
            true
        });
        Ok(())
    }
}

/// Shrinks a cell's span to positions that no earlier cell covers.
fn cut_to_free(grid: &[u32], width: usize, cell: &mut Cell) {
    if cell.row_span == 1 && cell.col_span == 1 {
        return;
    }
    for row in cell.row..cell.row + cell.row_span {
        let start = row as usize * width + cell.col as usize;
        let free = grid
            .get(start..start + cell.col_span as usize)
            .map_or(0, |slots| slots.iter().take_while(|s| **s == NO_CELL).count());
        if row == cell.row {
            cell.col_span = u32::try_from(free).unwrap_or(1).max(1);
        } else if free < cell.col_span as usize {
            cell.row_span = row - cell.row;
            return;
        }
    }
}
