//! The styles part: number formats by style index.

use crate::ReadError;
use crate::workbook::{Styles, xml};

/// Reads the styles part into `styles`.
pub(super) fn read(bytes: &[u8], part: &str, styles: &mut Styles) -> Result<(), ReadError> {
    let text = xml::text(bytes, part)?;
    // `xf` stands both in cellStyleXfs and in cellXfs; only the latter count.
    let mut in_cells = false;
    xml::starts(&text, part, |name, attributes| match name {
        "numFmt" => {
            let (mut id, mut code) = (None, None);
            for (key, value) in attributes {
                match key {
                    "numFmtId" => id = value.trim().parse().ok(),
                    "formatCode" => code = Some(value.into_owned()),
                    _ => {}
                }
            }
            if let (Some(id), Some(code)) = (id, code) {
                styles.push_code(id, code);
            }
        }
        "cellXfs" => in_cells = true,
        "cellStyles" | "dxfs" | "cellStyleXfs" => in_cells = false,
        "xf" if in_cells => {
            let id = attributes.into_iter().find(|(k, _)| *k == "numFmtId");
            styles.push_style(id.and_then(|(_, v)| v.trim().parse().ok()).unwrap_or(0));
        }
        _ => {}
    })
}
