//! The list of fonts: their names, for signs of picture fonts.

use crate::compound::u16_at;

/// Bytes of a font's description in front of its name.
const BEFORE_NAME: usize = 39;

/// Names of fonts by number.
#[derive(Debug)]
pub(super) struct Fonts<'a>(Vec<&'a [u8]>);

impl<'a> Fonts<'a> {
    /// Finds where each font lies.
    pub fn new(list: &'a [u8]) -> Self {
        let count = u16_at(list, 0).unwrap_or(0);
        let mut rest = list.get(4..).unwrap_or_default();
        let mut fonts = Vec::new();
        for _ in 0..count {
            let Some((length, after)) = rest.split_first() else { break };
            let Some((font, others)) = after.split_at_checked(usize::from(*length)) else { break };
            fonts.push(font);
            rest = others;
        }
        Self(fonts)
    }

    /// A font's name; empty if there is none.
    pub fn name(&self, number: u16) -> String {
        let font = self.0.get(usize::from(number)).copied().unwrap_or_default();
        let name = font.get(BEFORE_NAME..).unwrap_or_default().chunks_exact(2);
        let units = name.map(|unit| u16_at(unit, 0).unwrap_or(0)).take_while(|unit| *unit != 0);
        char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    }
}
