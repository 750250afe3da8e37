//! Tables of positions: `n + 1` ascending positions, then `n` items that stand between them.

use crate::compound::u32_at;

/// Such a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plc<'a> {
    bytes: &'a [u8],
    item: usize,
    count: usize,
}

impl<'a> Plc<'a> {
    /// A table whose items have `item` bytes.
    pub fn new(bytes: &'a [u8], item: usize) -> Self {
        let count = bytes.len().saturating_sub(4) / (item + 4);
        Self { bytes, item, count }
    }

    /// Number of items.
    pub fn len(&self) -> usize {
        self.count
    }

    /// A position; there is one more than items.
    pub fn position(&self, index: usize) -> Option<u32> {
        if index > self.count { None } else { u32_at(self.bytes, index * 4) }
    }

    /// An item.
    pub fn item(&self, index: usize) -> Option<&'a [u8]> {
        if index >= self.count {
            return None;
        }
        let from = (self.count + 1) * 4 + index * self.item;
        self.bytes.get(from..from + self.item)
    }

    /// Items with the positions between which they stand.
    pub fn spans(self) -> impl Iterator<Item = (u32, u32, &'a [u8])> {
        (0..self.count).filter_map(move |i| Some((self.position(i)?, self.position(i + 1)?, self.item(i)?)))
    }

    /// All positions.
    pub fn positions(self) -> impl Iterator<Item = u32> {
        (0..=self.count).filter_map(move |i| self.position(i))
    }
}
