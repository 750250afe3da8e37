//! Property modifiers: a list of codes with operands, as characters, paragraphs and table rows carry them.

use crate::compound::{u16_at, u32_at};

/// One modifier.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sprm<'a> {
    /// What it sets.
    pub code: u16,
    /// To what. Without the length that stands in front of operands of varying size.
    pub operand: &'a [u8],
}

impl Sprm<'_> {
    /// The operand's first byte.
    pub fn byte(&self) -> u8 {
        self.operand.first().copied().unwrap_or(0)
    }

    /// The operand as a number of two bytes.
    pub fn word(&self) -> u16 {
        u16_at(self.operand, 0).unwrap_or(0)
    }

    /// The operand as a number of four bytes.
    pub fn long(&self) -> u32 {
        u32_at(self.operand, 0).unwrap_or(0)
    }
}

/// Codes that say something about text or structure.
pub(super) mod code {
    pub const P_STYLE: u16 = 0x4600;
    pub const P_LEVEL: u16 = 0x260a;
    pub const P_LIST: u16 = 0x460b;
    pub const P_IN_TABLE: u16 = 0x2416;
    pub const P_ROW_END: u16 = 0x2417;
    pub const P_OUTLINE: u16 = 0x2640;
    pub const P_INNER_CELL: u16 = 0x244b;
    pub const P_INNER_ROW_END: u16 = 0x244c;
    pub const P_HUGE: u16 = 0x6646;
    pub const P_HUGE_OLD: u16 = 0x6645;
    pub const P_DEPTH: u16 = 0x6649;
    pub const P_DEPTH_CHANGE: u16 = 0x664a;
    pub const P_TABLE: u16 = 0x646b;
    pub const P_TABS: u16 = 0xc615;

    pub const C_DELETED: u16 = 0x0800;
    pub const C_DATA: u16 = 0x0806;
    pub const C_PICTURE: u16 = 0x6a03;
    pub const C_HIDDEN: u16 = 0x083c;
    pub const C_SPECIAL: u16 = 0x0855;
    pub const C_STYLE: u16 = 0x4a30;
    pub const C_SYMBOL: u16 = 0x6a09;
    pub const C_FONT: u16 = 0x4a4f;
    pub const C_PLAIN: u16 = 0x2a33;

    pub const T_DEFINITION: u16 = 0xd608;
    pub const T_DEFINITION_OLD: u16 = 0xd606;
    pub const T_INSERT: u16 = 0x7621;
    pub const T_DELETE: u16 = 0x5622;
    pub const T_WIDTH: u16 = 0x7623;
    pub const T_MERGE: u16 = 0x5624;
    pub const T_SPLIT: u16 = 0x5625;
    pub const T_VERTICAL_MERGE: u16 = 0xd62b;
}

/// The modifiers of a list, in order; one that breaks off ends it.
pub(super) fn sprms(mut list: &[u8]) -> impl Iterator<Item = Sprm<'_>> {
    std::iter::from_fn(move || {
        let code = u16_at(list, 0)?;
        let rest = list.get(2..)?;
        let (skip, length) = size(code, rest)?;
        let operand = rest.get(skip..)?;
        // Some writers end the list before the last operand ends.
        let operand = operand.get(..length).unwrap_or(operand);
        list = rest.get(skip.checked_add(length)?..).unwrap_or_default();
        Some(Sprm { code, operand })
    })
}

/// Bytes in front of the operand, and of the operand.
fn size(code: u16, rest: &[u8]) -> Option<(usize, usize)> {
    Some(match code >> 13 {
        0 | 1 => (0, 1),
        2 | 4 | 5 => (0, 2),
        3 => (0, 4),
        7 => (0, 3),
        _ => match code {
            // The length counts one byte more than there are.
            code::T_DEFINITION | code::T_DEFINITION_OLD => (2, usize::from(u16_at(rest, 0)?).saturating_sub(1)),
            code::P_TABS if rest.first() == Some(&255) => (1, tabs(rest)?),
            _ => (1, usize::from(*rest.first()?)),
        },
    })
}

/// A list of tab stops too long for its length byte: the counts inside tell.
fn tabs(rest: &[u8]) -> Option<usize> {
    let deleted = usize::from(*rest.get(1)?);
    let added = usize::from(*rest.get(2 + deleted * 4)?);
    Some(2 + deleted * 4 + added * 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_gives_each_code_with_its_operand_and_ends_where_it_breaks_off() {
        let list = [0x0b, 0x46, 7, 0, 0x2b, 0xd6, 2, 1, 3, 0x16, 0x24, 1, 0x0a];
        let found: Vec<_> = sprms(&list).map(|s| (s.code, s.operand.to_vec())).collect();
        assert_eq!(
            found,
            [(code::P_LIST, vec![7, 0]), (code::T_VERTICAL_MERGE, vec![1, 3]), (code::P_IN_TABLE, vec![1])]
        );
    }
}
