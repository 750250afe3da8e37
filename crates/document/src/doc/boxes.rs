//! Text boxes: their texts stand together behind the body; the drawing tells at which character each is anchored.

use std::collections::HashMap;

use super::fib::{Fib, place};
use super::plc::Plc;
use crate::compound::{u16_at, u32_at};

/// Bytes of a text box's description, and of an anchor's.
const BOX: usize = 22;
const ANCHOR: usize = 26;

/// The text of one box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TextBox {
    /// First character, counted over the texts of boxes.
    pub from: u32,
    /// The character after its last.
    pub to: u32,
    /// The character of the body that anchors it, if that is known.
    pub anchor: Option<u32>,
}

/// The text boxes of the body.
pub(super) fn of_body(fib: &Fib<'_>, table: &[u8]) -> Vec<TextBox> {
    let boxes = Plc::new(fib.part(table, place::BOXES), BOX);
    if boxes.len() == 0 {
        return Vec::new();
    }
    let anchors = Plc::new(fib.part(table, place::SHAPES), ANCHOR);
    let anchors: HashMap<u32, u32> = anchors.spans().filter_map(|(at, _, item)| Some((u32_at(item, 0)?, at))).collect();
    let groups = groups(fib.part(table, place::DRAWINGS));
    let mut next = 0;
    boxes
        .spans()
        .filter_map(|(from, to, item)| {
            // A spare box, to be used again; or one that claims text of those before.
            if u16_at(item, 8)? != 0 || to <= from || from < next {
                return None;
            }
            next = to;
            let shape = u32_at(item, 14)?;
            let anchor = anchors.get(&shape).or_else(|| anchors.get(groups.get(&shape)?));
            Some(TextBox { from, to, anchor: anchor.copied() })
        })
        .collect()
}

/// Records of a drawing.
const GROUP: u16 = 0xf003;
const SHAPE: u16 = 0xf00a;

/// Shapes inside groups, with the first shape of the outermost group, which alone is anchored.
fn groups(drawings: &[u8]) -> HashMap<u32, u32> {
    let mut found = HashMap::new();
    let mut at = 0;
    // Ends of open groups; the outermost is the drawing itself.
    let mut open: Vec<usize> = Vec::new();
    let mut leader = None;
    while let (Some(head), Some(length)) = (u32_at(drawings, at), u32_at(drawings, at.saturating_add(4))) {
        let [head, kind] = [head as u16, (head >> 16) as u16];
        while open.last().is_some_and(|end| *end <= at) {
            open.pop();
        }
        let is_container = head & 0xf == 0xf;
        let content = at.saturating_add(8);
        if kind == GROUP {
            open.push(content.saturating_add(length as usize));
            if open.len() == 2 {
                leader = None;
            }
        }
        if kind == SHAPE
            && open.len() > 1
            && let Some(shape) = u32_at(drawings, content)
        {
            found.insert(shape, *leader.get_or_insert(shape));
        }
        at = if is_container { content } else { content.saturating_add(length as usize) };
        // Each drawing has a byte in front that says what it belongs to.
        if kind == DRAWING_GROUP {
            at = content.saturating_add(length as usize).saturating_add(1);
        }
    }
    found
}

/// The record in front of all drawings.
const DRAWING_GROUP: u16 = 0xf000;
