//! Form fields: what a check box or a drop-down list shows.

use super::xml::{Node, Space, Stop, Xml};

/// Reads `w:ffData`, whose start tag was just read: what a check box or a drop-down list shows.
pub(super) fn form(xml: &mut Xml<'_>) -> Result<Option<String>, Stop> {
    let floor = xml.depth();
    let (mut is_box, mut ticked, mut is_list) = (false, false, false);
    let mut chosen = 0;
    let mut entries = Vec::new();
    while xml.depth() >= floor {
        let Node::Open { space: Space::Word, tag, .. } = xml.next()? else { continue };
        match tag.local() {
            "checkBox" => is_box = true,
            "ddList" => is_list = true,
            "default" if is_box => ticked = tag.is_on(),
            "checked" if is_box => ticked = tag.is_on(),
            "default" if is_list => chosen = tag.number().unwrap_or(0),
            "result" if is_list => chosen = tag.number().unwrap_or(0),
            "listEntry" => entries.extend(tag.attr("val").map(|v| v.into_owned())),
            _ => {}
        }
    }
    if is_box {
        return Ok(Some(if ticked { "☑" } else { "□" }.to_owned()));
    }
    Ok(if is_list { entries.into_iter().nth(chosen as usize) } else { None })
}
