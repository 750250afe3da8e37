//! Streams, inflated within the limits of the document.

use std::io::Read;

use flate2::read::{DeflateDecoder, ZlibDecoder};
use hayro_syntax::Filter;
use hayro_syntax::object::dict::keys::{DECODE_PARMS, PREDICTOR};
use hayro_syntax::object::{Array, Dict, Stream};

use crate::{Limits, Measure, ReadError};

/// What is left of the document's limits on work and memory.
#[derive(Debug)]
pub(super) struct Budget {
    inflated: u64,
    inflated_limit: u64,
    operators: u64,
    operators_limit: u64,
}

impl Budget {
    pub fn new(limits: &Limits) -> Self {
        Self { inflated: 0, inflated_limit: limits.inflated_bytes, operators: 0, operators_limit: limits.operators }
    }

    /// Counts drawing operators, glyphs and comparisons.
    pub fn work(&mut self, count: u64) -> Result<(), ReadError> {
        self.operators = self.operators.saturating_add(count);
        if self.operators > self.operators_limit {
            return Err(ReadError::too_large(Measure::Operators, self.operators_limit, ""));
        }
        Ok(())
    }

    /// Bytes that may still be inflated.
    pub fn room(&self) -> u64 {
        self.inflated_limit.saturating_sub(self.inflated)
    }

    /// Counts inflated bytes.
    pub fn inflated(&mut self, bytes: u64) -> Result<(), ReadError> {
        self.inflated = self.inflated.saturating_add(bytes);
        if self.inflated > self.inflated_limit {
            return Err(ReadError::too_large(Measure::InflatedBytes, self.inflated_limit, ""));
        }
        Ok(())
    }

    /// A stream's content; `None` where it is broken from its first byte, or an image.
    pub fn decode(&mut self, stream: &Stream<'_>) -> Result<Option<Vec<u8>>, ReadError> {
        let mut data = stream.raw_data();
        for (index, filter) in stream.filters().into_iter().enumerate() {
            let decoded = match filter {
                Filter::Crypt if index == 0 => continue,
                Filter::FlateDecode => self.inflate(&data)?,
                Filter::Ascii85Decode => ascii85(&data),
                Filter::AsciiHexDecode => hexadecimal(&data),
                Filter::RunLengthDecode => run_length(&data),
                Filter::LzwDecode => lzw(&data, self.room()),
                _ => return Ok(None),
            };
            if decoded.is_empty() && !data.is_empty() {
                return Ok(None);
            }
            self.inflated(decoded.len() as u64)?;
            data = decoded.into();
        }
        if has_predictor(stream.dict()) {
            // Seldom, and its size has just been counted.
            return Ok(stream.decoded_data().ok().map(std::borrow::Cow::into_owned));
        }
        Ok(Some(data.into_owned()))
    }

    fn inflate(&self, data: &[u8]) -> Result<Vec<u8>, ReadError> {
        let room = self.room().saturating_add(1);
        let mut out = Vec::new();
        // What comes before a fault is used: a stream may be cut off.
        let failed = ZlibDecoder::new(data).take(room).read_to_end(&mut out).is_err();
        if failed && out.is_empty() {
            let body = data.get(2..).unwrap_or_default();
            if DeflateDecoder::new(body).take(room).read_to_end(&mut out).is_err() && out.is_empty() {
                let _ = DeflateDecoder::new(data).take(room).read_to_end(&mut out);
            }
        }
        if out.len() as u64 >= room {
            return Err(ReadError::too_large(Measure::InflatedBytes, self.inflated_limit, ""));
        }
        Ok(out)
    }
}

fn has_predictor(dict: &Dict<'_>) -> bool {
    let predicts = |parameters: Dict<'_>| parameters.get::<i32>(PREDICTOR).is_some_and(|p| p > 1);
    match dict.get::<Dict<'_>>(DECODE_PARMS) {
        Some(parameters) => predicts(parameters),
        None => dict.get::<Array<'_>>(DECODE_PARMS).is_some_and(|all| all.iter::<Dict<'_>>().any(predicts)),
    }
}

fn ascii85(data: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(data.len() / 5 * 4);
    let (mut group, mut count) = (0_u32, 0_usize);
    let data = data.strip_prefix(b"<~").unwrap_or(data);
    for byte in data {
        match byte {
            b'z' if count == 0 => out.extend([0; 4]),
            b'!'..=b'u' => {
                group = group.wrapping_mul(85).wrapping_add(u32::from(byte - b'!'));
                count += 1;
                if count == 5 {
                    out.extend(group.to_be_bytes());
                    (group, count) = (0, 0);
                }
            }
            b'~' => break,
            _ => {}
        }
    }
    if count > 1 {
        for _ in count..5 {
            group = group.wrapping_mul(85).wrapping_add(84);
        }
        out.extend(group.to_be_bytes().into_iter().take(count - 1));
    }
    out
}

fn hexadecimal(data: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(data.len() / 2);
    let mut high = None;
    for byte in data.iter().take_while(|b| **b != b'>') {
        let Some(digit) = char::from(*byte).to_digit(16).and_then(|d| u8::try_from(d).ok()) else { continue };
        match high.take() {
            None => high = Some(digit),
            Some(high) => out.push(high << 4 | digit),
        }
    }
    out.extend(high.map(|h| h << 4));
    out
}

fn run_length(data: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut bytes = data.iter().copied();
    while let Some(length) = bytes.next() {
        match length {
            0..=127 => out.extend(bytes.by_ref().take(usize::from(length) + 1)),
            128 => break,
            129.. => {
                let Some(byte) = bytes.next() else { break };
                out.extend(std::iter::repeat_n(byte, 257 - usize::from(length)));
            }
        }
    }
    out
}

/// LZW with codes of 9 to 12 bits that widen one code early, as nearly all PDF files have it.
fn lzw(data: &[u8], room: u64) -> Vec<u8> {
    const CLEAR: usize = 256;
    const END: usize = 257;
    let mut out: Vec<u8> = Vec::new();
    // Each code beyond 257 repeats a stretch of the output.
    let mut table: Vec<(usize, usize)> = Vec::new();
    let mut last: Option<(usize, usize)> = None;
    let (mut bits, mut held, mut width) = (0_u32, 0_u32, 9_u32);
    for byte in data {
        bits = bits << 8 | u32::from(*byte);
        held += 8;
        if held < width {
            continue;
        }
        held -= width;
        let code = (bits >> held) as usize & ((1 << width) - 1);
        match code {
            CLEAR => {
                table.clear();
                (last, width) = (None, 9);
                continue;
            }
            END => break,
            _ => {}
        }
        let start = out.len();
        if let Ok(byte) = u8::try_from(code) {
            out.push(byte);
        } else {
            let known = table.get(code - 258).copied().or_else(|| {
                // The code that is being made just now: the last stretch and its first byte.
                (code - 258 == table.len()).then_some(last).flatten().map(|(from, to)| (from, to + 1))
            });
            let Some((from, to)) = known else { break };
            for at in from..to {
                let byte = out.get(at).copied().unwrap_or_default();
                out.push(byte);
            }
        }
        if let Some((from, to)) = last
            && table.len() < 4096 - 258
        {
            table.push((from, to + 1));
        }
        last = Some((start, out.len()));
        width = match table.len() + 258 + 1 {
            0..=511 => 9,
            512..=1023 => 10,
            1024..=2047 => 11,
            _ => 12,
        };
        if out.len() as u64 > room {
            break;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_filters_give_back_the_bytes() {
        assert_eq!(hexadecimal(b"48 65 6C6c 6F>zz"), b"Hello");
        assert_eq!(ascii85(b"87cURD]i,\"Ebo80~>"), b"Hello World!");
        assert_eq!(run_length(&[2, b'a', b'b', b'c', 254, b'x', 128, 9]), b"abcxxx");
    }

    #[test]
    fn lzw_reads_the_example_of_the_standard() {
        assert_eq!(lzw(&[0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01], 100), b"-----A---B");
    }
}
