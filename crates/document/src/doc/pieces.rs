//! The piece table: which bytes of the main stream are which characters. A file that was saved fast has its text out
//! of order, and properties of whole pieces beside it.

use std::cell::Cell;

use super::fib::{Fib, place};
use super::plc::Plc;
use crate::compound::{u16_at, u32_at};

/// Bytes of modifiers of pieces that are applied, at most; a file that was saved fast for years has thousands.
const MODIFIERS: usize = 64 << 20;

/// A run of characters that stand together.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    /// First character.
    pub from: u32,
    /// The character after its last.
    pub to: u32,
    /// Its first byte in the main stream.
    pub at: u32,
    /// One byte a character, not two.
    pub is_narrow: bool,
    /// Properties of the piece: see [`Pieces::modifiers`].
    pub modifier: u16,
}

impl Piece {
    /// Bytes of a character.
    pub fn width(&self) -> u32 {
        if self.is_narrow { 1 } else { 2 }
    }

    /// The byte where a character stands.
    pub fn byte(&self, character: u32) -> u32 {
        self.at.saturating_add(character.saturating_sub(self.from).saturating_mul(self.width()))
    }
}

/// All pieces, by character.
#[derive(Debug)]
pub(super) struct Pieces<'a> {
    pieces: Vec<Piece>,
    modifiers: Vec<&'a [u8]>,
    /// Bytes of modifiers that may still be applied: many pieces may name the same long list.
    left: Cell<usize>,
    /// A piece lies outside the file, or there is more text than the file can hold.
    pub is_damaged: bool,
}

impl<'a> Pieces<'a> {
    /// Reads the table; `None` if there is none.
    pub fn read(fib: &Fib<'_>, table: &'a [u8], main: usize) -> Option<Self> {
        let mut rest = fib.part(table, place::PIECES);
        let mut found =
            Self { pieces: Vec::new(), modifiers: Vec::new(), left: Cell::new(MODIFIERS), is_damaged: false };
        loop {
            match rest.first()? {
                1 => {
                    let length = usize::from(u16_at(rest, 1)?);
                    found.modifiers.push(rest.get(3..3 + length)?);
                    rest = rest.get(3 + length..)?;
                }
                2 => {
                    let length = u32_at(rest, 1)? as usize;
                    let list = rest.get(5..)?;
                    found.take(Plc::new(list.get(..length).unwrap_or(list), 8), main);
                    return Some(found);
                }
                _ => return None,
            }
        }
    }

    fn take(&mut self, list: Plc<'_>, main: usize) {
        // Pieces may share bytes; many times the whole file is an attack on memory.
        let mut room = main.saturating_mul(2);
        let mut next = 0;
        for (from, to, item) in list.spans() {
            let (Some(place), Some(modifier)) = (u32_at(item, 2), u16_at(item, 6)) else { continue };
            let is_narrow = place & 1 << 30 != 0;
            let at = if is_narrow { (place & 0x3fff_ffff) / 2 } else { place & 0x3fff_ffff };
            if from < next || to <= from {
                self.is_damaged |= to != from;
                continue;
            }
            let mut piece = Piece { from, to, at, is_narrow, modifier };
            let held = main.saturating_sub(at as usize) / piece.width() as usize;
            let held = held.min(room);
            if ((to - from) as usize) > held {
                self.is_damaged = true;
                piece.to = from.saturating_add(u32::try_from(held).unwrap_or(u32::MAX));
                if held == 0 {
                    continue;
                }
            }
            room -= (piece.to - piece.from) as usize;
            next = to;
            self.pieces.push(piece);
        }
    }

    /// Pieces that hold characters from `from` on, in order.
    pub fn since(&self, from: u32) -> &[Piece] {
        let first = self.pieces.partition_point(|p| p.to <= from);
        self.pieces.get(first..).unwrap_or_default()
    }

    /// What the modifier of a piece says, as a list of property modifiers.
    pub fn modifiers(&self, modifier: u16) -> Modifiers<'a> {
        if modifier == 0 {
            return Modifiers::None;
        }
        if modifier & 1 != 0 {
            let list = self.modifiers.get(usize::from(modifier >> 1)).copied().unwrap_or_default();
            let Some(left) = self.left.get().checked_sub(list.len()) else { return Modifiers::None };
            self.left.set(left);
            return Modifiers::List(list);
        }
        let [code, value] = [(modifier >> 1) & 0x7f, modifier >> 8];
        // Short codes, of those that matter here.
        let long: u16 = match code {
            0x0c => 0x260a,
            0x18 => 0x2416,
            0x19 => 0x2417,
            0x41 => 0x0800,
            0x5c => 0x083c,
            _ => return Modifiers::None,
        };
        let [low, high] = long.to_le_bytes();
        Modifiers::One([low, high, value.to_le_bytes()[0]])
    }
}

/// Properties of a piece.
#[derive(Debug, Clone, Copy)]
pub(super) enum Modifiers<'a> {
    None,
    One([u8; 3]),
    List(&'a [u8]),
}

impl Modifiers<'_> {
    /// As a list of modifiers.
    pub fn list(&self) -> &[u8] {
        match self {
            Self::None => &[],
            Self::One(one) => one,
            Self::List(list) => list,
        }
    }
}
