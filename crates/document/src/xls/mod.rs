//! Workbooks of Excel 5 to 2003 and of WPS (`.xls`, `.et`): one table a sheet, as from the same book saved as .xlsx.

mod book;
mod locked;
mod records;
mod sheet;

use crate::compound::Compound;
use crate::grid::Meter;
use crate::model::{Block, Document, Format, Gap};
use crate::{Limits, ReadError, workbook};

/// The record that begins a part of the stream.
const BOF: u16 = 0x0809;
/// The record that ends it.
const EOF: u16 = 0x000a;

/// Reads a workbook.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    // A file for Excel 95 and 97 alike holds both; the newer one says more.
    let stream = Compound::open(bytes).and_then(|file| file.stream("Workbook").or_else(|| file.stream("Book")));
    let Some(mut stream) = stream else {
        return Err(ReadError::damaged("Workbook", "找不到工作簿主体", "the workbook's main part cannot be found"));
    };
    locked::unlock(&mut stream.bytes)?;
    let book = book::read(&stream.bytes, limits)?;
    let mut meter = Meter::new(limits);
    let mut document = Document { format: Format::Xls, blocks: vec![], margins: vec![], title: None, gaps: vec![] };
    // Sheets that hold only a chart or macros state nothing.
    for listed in book.sheets.iter().filter(|s| s.cells) {
        let Some(read) = sheet::read(&stream.bytes, listed.at, &listed.name, &book, limits)? else {
            return Err(ReadError::damaged(
                format!("Workbook → {}", listed.name),
                format!("工作表“{}”的内容缺失", listed.name),
                format!("the sheet “{}” has no content", listed.name),
            ));
        };
        if !read.whole {
            document.gaps.push(breaks_off(&listed.name));
        }
        let mut table = workbook::table(read.sheet, &listed.name, &meter, limits, &mut document.gaps)?;
        table.number = meter.table()?;
        table.hidden = listed.hidden;
        meter.lay_out(&mut table)?;
        document.blocks.push(Block::Table(table));
    }
    Ok(document)
}

fn breaks_off(name: &str) -> Gap {
    Gap {
        place: name.to_owned(),
        zh: format!("工作表“{name}”中途断开，之后的单元格没有读到，文件可能没有下载完"),
        en: format!("the sheet “{name}” breaks off; the cells behind were not read, perhaps a broken download"),
    }
}
