//! The list of fonts: their names, for signs of picture fonts.

use crate::compound::u16_at;

/// Bytes of a font's description in front of its name.
const BEFORE_NAME: usize = 39;

/// Names of fonts by number.
#[derive(Debug)]
pub(super) struct Fonts<'a>(&'a [u8]);

impl<'a> Fonts<'a> {
    /// The list, not read yet.
    pub fn new(list: &'a [u8]) -> Self {
        Self(list)
    }

    /// A font's name; empty if there is none.
    pub fn name(&self, number: u16) -> String {
        let mut rest = self.0.get(4..).unwrap_or_default();
        for _ in 0..number {
            let length = rest.first().map_or(0, |n| usize::from(*n));
            rest = rest.get(1 + length..).unwrap_or_default();
        }
        let length = rest.first().map_or(0, |n| usize::from(*n));
        let font = rest.get(1..=length).unwrap_or_default();
        let name = font.get(BEFORE_NAME..).unwrap_or_default().chunks_exact(2);
        let units = name.map(|unit| u16_at(unit, 0).unwrap_or(0)).take_while(|unit| *unit != 0);
        char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    }
}
