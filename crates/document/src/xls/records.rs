//! A workbook stream's records: a kind, a length, bytes; what is too long goes on in records of its own.

use encoding_rs::{Encoding, UTF_16LE};

use crate::compound::{u16_at, u32_at};

/// A record that goes on with the one before it.
const CONTINUE: u16 = 0x003c;

/// Records from a place in the stream on; ends where the bytes do.
#[derive(Debug, Clone)]
pub(super) struct Records<'a> {
    rest: &'a [u8],
}

/// A record, and the bytes behind it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record<'a> {
    pub(super) kind: u16,
    pub(super) data: &'a [u8],
    rest: &'a [u8],
}

impl<'a> Records<'a> {
    pub(super) fn new(stream: &'a [u8], at: usize) -> Self {
        Self { rest: stream.get(at..).unwrap_or_default() }
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let record = record(self.rest)?;
        self.rest = record.rest;
        Some(record)
    }
}

fn record(bytes: &[u8]) -> Option<Record<'_>> {
    let (kind, length) = (u16_at(bytes, 0)?, usize::from(u16_at(bytes, 2)?));
    let (data, rest) = bytes.get(4..)?.split_at_checked(length)?;
    Some(Record { kind, data, rest })
}

impl<'a> Record<'a> {
    pub(super) fn u16(&self, at: usize) -> Option<u16> {
        u16_at(self.data, at)
    }

    pub(super) fn u32(&self, at: usize) -> Option<u32> {
        u32_at(self.data, at)
    }

    /// The record's content from a byte on, together with the records that continue it.
    pub(super) fn content(&self, at: usize) -> Content<'a> {
        Content { chunk: self.data.get(at..).unwrap_or_default(), rest: self.rest }
    }
}

/// A record's content, read over the borders between it and the records that continue it.
#[derive(Debug, Clone)]
pub(super) struct Content<'a> {
    chunk: &'a [u8],
    rest: &'a [u8],
}

impl<'a> Content<'a> {
    /// Goes to the next record if that continues this one.
    fn go_on(&mut self) -> Option<()> {
        let next = record(self.rest).filter(|r| r.kind == CONTINUE)?;
        (self.chunk, self.rest) = (next.data, next.rest);
        Some(())
    }

    pub(super) fn u8(&mut self) -> Option<u8> {
        loop {
            if let Some((first, rest)) = self.chunk.split_first() {
                self.chunk = rest;
                return Some(*first);
            }
            self.go_on()?;
        }
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.u8()?, self.u8()?]))
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        Some(u32::from(self.u16()?) | u32::from(self.u16()?) << 16)
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        loop {
            if let Some(rest) = self.chunk.get(count..) {
                self.chunk = rest;
                return Some(());
            }
            count -= self.chunk.len();
            self.go_on()?;
        }
    }

    /// A text of `count` characters as Excel 97 and later store it: flags first, then one or two bytes each, then
    /// runs of formatting and a phonetic guide, which are left out.
    pub(super) fn unicode(&mut self, count: usize) -> Option<String> {
        let flags = self.u8()?;
        let runs = if flags & 8 != 0 { usize::from(self.u16()?) } else { 0 };
        let guide = if flags & 4 != 0 { self.u32()? as usize } else { 0 };
        let text = self.characters(count, flags & 1 != 0)?;
        // A file that ends behind the text has lost nothing to read.
        let _ = self.skip(runs * 4).and_then(|()| self.skip(guide));
        Some(text)
    }

    /// Characters over borders: each further record says anew how many bytes a character has.
    fn characters(&mut self, count: usize, mut wide: bool) -> Option<String> {
        let mut text = String::new();
        let mut left = count;
        while left > 0 {
            if self.chunk.is_empty() {
                self.go_on()?;
                wide = self.u8()? & 1 != 0;
            }
            let size = if wide { 2 } else { 1 };
            let here = left.min(self.chunk.len() / size);
            if here == 0 && !self.chunk.is_empty() {
                return None;
            }
            let (bytes, rest) = self.chunk.split_at_checked(here * size)?;
            self.chunk = rest;
            left -= here;
            if wide {
                text.push_str(&UTF_16LE.decode_without_bom_handling(bytes).0);
            } else {
                text.extend(bytes.iter().map(|b| char::from(*b)));
            }
        }
        Some(text)
    }

    /// A text of `count` bytes as Excel 5 and 95 store it.
    pub(super) fn encoded(&mut self, count: usize, encoding: &'static Encoding) -> Option<String> {
        let mut bytes = Vec::new();
        while bytes.len() < count {
            bytes.push(self.u8()?);
        }
        Some(encoding.decode_without_bom_handling(&bytes).0.into_owned())
    }
}
