//! Cell styles: which number format a style index stands for.

use std::collections::HashMap;

use super::numfmt::NumberFormat;
use super::xml;
use crate::ReadError;

/// Most styles and formats that a workbook may have; Excel allows 65,490.
const MOST: usize = 70_000;

/// Number formats by style index.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// Index into `formats` for each `cellXfs` entry.
    cells: Vec<usize>,
    formats: Vec<NumberFormat>,
}

impl Styles {
    /// The number format of a style index; `None` is `General`.
    pub(super) fn format(&self, index: usize) -> Option<&NumberFormat> {
        self.formats.get(*self.cells.get(index)?)
    }
}

/// Reads the styles part.
pub(super) fn read(bytes: &[u8], part: &str) -> Result<Styles, ReadError> {
    let text = xml::text(bytes, part)?;
    let mut styles = Styles::default();
    let mut codes: HashMap<u32, String> = HashMap::new();
    let mut known: HashMap<u32, usize> = HashMap::new();
    // `xf` stands both in cellStyleXfs and in cellXfs; only the latter count.
    let mut in_cells = false;
    xml::starts(&text, part, |name, attributes| match name {
        "numFmt" if codes.len() < MOST => {
            let (mut id, mut code) = (None, None);
            for (key, value) in attributes {
                match key {
                    "numFmtId" => id = value.trim().parse().ok(),
                    "formatCode" => code = Some(value.into_owned()),
                    _ => {}
                }
            }
            if let (Some(id), Some(code)) = (id, code) {
                codes.insert(id, code);
            }
        }
        "cellXfs" => in_cells = true,
        "cellStyles" | "dxfs" | "cellStyleXfs" => in_cells = false,
        "xf" if in_cells && styles.cells.len() < MOST => {
            let id = attributes.into_iter().find(|(k, _)| *k == "numFmtId");
            let id = id.and_then(|(_, v)| v.trim().parse().ok()).unwrap_or(0);
            let index = *known.entry(id).or_insert_with(|| {
                let format = codes.get(&id).map_or_else(|| NumberFormat::built_in(id), |c| NumberFormat::new(c));
                styles.formats.push(format);
                styles.formats.len() - 1
            });
            styles.cells.push(index);
        }
        _ => {}
    })?;
    Ok(styles)
}
