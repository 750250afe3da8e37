//! Start tags: what each element means.

use super::super::fields;
use super::super::properties;
use super::super::xml::{Node, Quick, Space, Stop, Tag, Xml};
use super::{Frame, Story};
use crate::error::{Measure, ReadError};
use crate::word::fields::Field;
use crate::word::flow::{Flow, ParagraphBuilder};
use crate::word::symbols;
use crate::word::table::{CellProperties, Merge, TableBuilder};

impl Story<'_, '_, '_> {
    /// An element opens: its frame, or `None` if it has been read to its end (or is empty and means nothing).
    pub(super) fn open(
        &mut self,
        xml: &mut Xml<'_>,
        space: Space,
        tag: &Tag<'_>,
        empty: bool,
    ) -> Result<Option<Frame>, Stop> {
        if self.frames.is_empty() {
            self.keep = tag.attr("space").is_some_and(|v| v == "preserve");
        }
        match space {
            Space::Word => self.open_word(xml, tag, empty),
            Space::Compat => match tag.local() {
                "AlternateContent" => Ok(Some(Frame::Alternatives { done: false })),
                "Choice" | "Fallback" => {
                    if matches!(self.frames.last(), Some(Frame::Alternatives { done: true })) {
                        return skip(xml, empty);
                    }
                    Ok(Some(Frame::Branch { before: self.met.text }))
                }
                _ => Ok(Some(Frame::Plain)),
            },
            Space::Math => match tag.local() {
                "t" => Ok(Some(self.text_frame(tag))),
                "r" => Ok(Some(self.run_frame())),
                "den" => {
                    self.push("/")?;
                    Ok(Some(Frame::Plain))
                }
                _ => Ok(Some(Frame::Plain)),
            },
            Space::Other => {
                if matches!(tag.local(), "blip" | "imagedata") {
                    self.met.pictures += 1;
                }
                Ok(Some(Frame::Plain))
            }
        }
    }

    fn open_word(&mut self, xml: &mut Xml<'_>, tag: &Tag<'_>, empty: bool) -> Result<Option<Frame>, Stop> {
        match tag.local() {
            "r" => return Ok(Some(self.run_frame())),
            "t" => return Ok(Some(self.text_frame(tag))),
            "rPr" => {
                let in_run = matches!(self.frames.last(), Some(Frame::Run));
                if !empty && !xml.hop(Quick::Run)? {
                    let run = properties::run(xml)?;
                    if let Some(paragraph) = self.paragraphs.last_mut().filter(|_| in_run) {
                        paragraph.run_hidden = run.hidden;
                    }
                }
                return Ok(None);
            }
            "p" => {
                self.paragraphs.push(ParagraphBuilder::default());
                return Ok(Some(Frame::Paragraph));
            }
            "pPr" => {
                if empty || !matches!(self.frames.last(), Some(Frame::Paragraph)) {
                    return skip(xml, empty);
                }
                let properties = properties::paragraph(xml)?;
                let hidden = properties.style.is_some() && self.lists.is_hidden(&properties)?;
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.properties = properties;
                    paragraph.hidden = hidden;
                }
                return Ok(None);
            }
            "tc" if self.tables.is_empty() => return Ok(Some(Frame::Plain)),
            "tc" => {
                let is_void = self.tables.last().is_some_and(|t| t.row.deleted) || self.is_void();
                self.flows.push(Flow::new(true, is_void));
                self.cells.push(CellProperties::default());
                return Ok(Some(Frame::Cell));
            }
            "tcPr" if !empty => {
                let properties = properties::cell(xml)?;
                if matches!(self.frames.last(), Some(Frame::Cell)) {
                    let hides = properties.vertical == Merge::Continue || properties.deleted;
                    if let Some(cell) = self.cells.last_mut() {
                        *cell = properties;
                    }
                    if let Some(flow) = self.flows.last_mut() {
                        flow.is_void |= hides;
                    }
                }
                return Ok(None);
            }
            "tr" if self.tables.is_empty() => return Ok(Some(Frame::Plain)),
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.open_row();
                }
                return Ok(Some(Frame::Row));
            }
            "trPr" if !empty => {
                let row = properties::row(xml)?;
                if let Some(table) = self.tables.last_mut() {
                    table.row = row;
                }
                return Ok(None);
            }
            "tbl" => return self.open_table(),
            "tblPr" if !empty => {
                let caption = properties::table(xml)?;
                if let Some(table) = self.tables.last_mut() {
                    table.table.caption = caption;
                }
                return Ok(None);
            }
            "txbxContent" => {
                let is_void = self.is_void();
                self.flows.push(Flow::new(false, is_void));
                return Ok(Some(Frame::TextBox));
            }
            "sdt" => return Ok(Some(Frame::Control { prompt: false })),
            "sdtPr" if !empty => {
                self.control_properties(xml)?;
                return Ok(None);
            }
            "instrText" => return Ok(Some(Frame::Instruction)),
            // Left out, whatever they hold.
            "del" | "moveFrom" | "delText" | "delInstrText" | "sectPr" | "tblGrid" | "tblPrEx" | "sdtEndPr" | "rt"
            | "rubyPr" | "customXmlPr" | "smartTagPr" | "fldData" | "pPrChange" | "rPrChange" | "numPr" => {
                return skip(xml, empty);
            }
            "tcPr" | "trPr" | "tblPr" | "sdtPr" => return Ok(None),
            _ => {}
        }
        self.open_mark(xml, tag, empty)
    }

    /// Elements that stand for characters, and those that cannot be read.
    fn open_mark(&mut self, xml: &mut Xml<'_>, tag: &Tag<'_>, empty: bool) -> Result<Option<Frame>, Stop> {
        match tag.local() {
            "tab" | "ptab" => self.push("\t")?,
            "cr" => self.push("\n")?,
            "br" => {
                if tag.attr("type").is_some_and(|kind| kind == "page" || kind == "column") {
                    if let Some(paragraph) = self.paragraphs.last_mut() {
                        paragraph.page_break = true;
                    }
                } else {
                    self.push("\n")?;
                }
            }
            "noBreakHyphen" => self.push("-")?,
            "sym" => self.symbol(tag)?,
            "fldChar" => self.field(tag)?,
            "ffData" if !empty => {
                let form = fields::form(xml)?;
                if let Some(field) = self.paragraphs.last_mut().and_then(|p| p.fields.last_mut()) {
                    field.form = form;
                }
                return Ok(None);
            }
            "object" => self.met.objects += 1,
            "altChunk" | "subDoc" => self.met.chunks += 1,
            _ => {}
        }
        Ok(Some(Frame::Plain))
    }

    fn open_table(&mut self) -> Result<Option<Frame>, Stop> {
        if self.tables.len() >= self.limits.table_depth {
            let limit = self.limits.table_depth as u64;
            return Err(Stop::Fatal(ReadError::too_large(Measure::TableDepth, limit, "")));
        }
        self.table_count += 1;
        if self.table_count as usize > self.limits.tables {
            let limit = self.limits.tables as u64;
            return Err(Stop::Fatal(ReadError::too_large(Measure::Tables, limit, "")));
        }
        let parent = self.tables.last().filter(|_| self.flows.last().is_some_and(|f| f.is_cell));
        let parent = parent.map(|t| t.table.number);
        let mut builder = TableBuilder::default();
        builder.table.number = self.table_count;
        builder.table.parent = parent;
        self.tables.push(builder);
        Ok(Some(Frame::Table))
    }

    fn run_frame(&mut self) -> Frame {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.run_hidden = false;
        }
        Frame::Run
    }

    fn text_frame(&self, tag: &Tag<'_>) -> Frame {
        let from = self.paragraphs.last().map_or(0, |p| p.text.len());
        Frame::Text { from, keep: self.keep || tag.attr("space").is_some_and(|v| v == "preserve") }
    }

    fn control_properties(&mut self, xml: &mut Xml<'_>) -> Result<(), Stop> {
        let floor = xml.depth();
        let mut shows_prompt = false;
        while xml.depth() >= floor {
            if let Node::Open { space: Space::Word, tag, .. } = xml.next()?
                && tag.local() == "showingPlcHdr"
            {
                shows_prompt = tag.is_on();
            }
        }
        if let Some(Frame::Control { prompt }) = self.frames.last_mut()
            && shows_prompt
            && !*prompt
        {
            *prompt = true;
            self.prompts += 1;
        }
        Ok(())
    }

    fn field(&mut self, tag: &Tag<'_>) -> Result<(), Stop> {
        let Some(paragraph) = self.paragraphs.last_mut() else { return Ok(()) };
        match tag.attr("fldCharType").as_deref() {
            Some("begin") => {
                paragraph.fields.push(Field::default());
                paragraph.instructions += 1;
            }
            Some("separate") => {
                if let Some(field) = paragraph.fields.last_mut().filter(|f| !f.in_result) {
                    field.in_result = true;
                    paragraph.instructions -= 1;
                }
            }
            Some("end") => {
                let Some(field) = paragraph.fields.pop() else { return Ok(()) };
                paragraph.instructions -= usize::from(!field.in_result);
                if let Some(shown) = field.shown() {
                    self.push(&shown)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn symbol(&mut self, tag: &Tag<'_>) -> Result<(), Stop> {
        let code = tag.attr("char").and_then(|c| u32::from_str_radix(c.trim(), 16).ok());
        match code.and_then(|code| symbols::look(tag.attr("font").unwrap_or_default().trim(), code)) {
            Some(sign) => self.push(sign.encode_utf8(&mut [0; 4])),
            None => {
                self.met.signs += 1;
                Ok(())
            }
        }
    }
}

fn skip(xml: &mut Xml<'_>, empty: bool) -> Result<Option<Frame>, Stop> {
    if !empty {
        xml.skip()?;
    }
    Ok(None)
}
