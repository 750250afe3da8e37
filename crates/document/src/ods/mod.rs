//! OpenDocument workbooks (`.ods`): one table a sheet, with the text that each cell displays, which is stored.

mod sheet;
mod text;

use std::collections::HashSet;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::grid::Meter;
use crate::model::{Block, Document, Format};
use crate::package::Package;
use crate::workbook::{self, xml};
use crate::{Limits, ReadError};

/// The part that holds all sheets.
const CONTENT: &str = "content.xml";

/// Reads a workbook.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let Some(content) = Package::open(bytes, limits)?.part(CONTENT)? else {
        return Err(ReadError::damaged(CONTENT, "缺少工作簿主体", "the workbook's main part is missing"));
    };
    let content = xml::text(&content, CONTENT)?;
    let mut reader = xml::reader(&content);
    let mut meter = Meter::new(limits);
    let mut document = Document { format: Format::Ods, blocks: vec![], margins: vec![], title: None, gaps: vec![] };
    let (mut style, mut unseen) = (None, HashSet::new());
    loop {
        let element = match xml::next(&mut reader, CONTENT)? {
            Event::Start(e) => e,
            Event::Empty(e) => {
                if e.local_name().into_inner() == "table-properties"
                    && attribute(&e, "display").is_some_and(|v| v == "false")
                {
                    unseen.extend(style.take());
                }
                continue;
            }
            Event::Eof => return Ok(document),
            _ => continue,
        };
        match element.local_name().into_inner() {
            "style" => style = attribute(&element, "name"),
            // Sheets as they were before, and of other files.
            "tracked-changes" => text::skip(&mut reader, CONTENT)?,
            "table" => {
                let name = attribute(&element, "name").unwrap_or_default();
                let hidden = attribute(&element, "style-name").is_some_and(|s| unseen.contains(&s));
                let raw = sheet::read(&mut reader, &name, limits)?;
                let mut table = workbook::table(raw, &name, &meter, limits, &mut document.gaps)?;
                table.number = meter.table()?;
                table.hidden = hidden;
                meter.lay_out(&mut table)?;
                document.blocks.push(Block::Table(table));
            }
            _ => {}
        }
    }
}

/// An attribute by local name, unescaped.
fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    xml::attributes(element).into_iter().find(|(key, _)| *key == name).map(|(_, value)| value.into_owned())
}

/// The content breaks off within an element.
fn breaks_off(reader: &Reader<&[u8]>) -> ReadError {
    let at = reader.buffer_position();
    ReadError::damaged(
        CONTENT,
        format!("XML 不完整，在第 {at} 字节处中途断开"),
        format!("its XML breaks off at byte {at}"),
    )
}
