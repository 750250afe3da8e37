//! How the codes of a composite font lie in its bytes, and what the national ones mean.

use encoding_rs::GB18030;
use hayro_syntax::object::Stream;
use memchr::memmem;

use crate::ReadError;
use crate::pdf::stream::Budget;

/// How bytes are cut into codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Codes {
    /// Two bytes each.
    Two,
    /// GB 2312 or GBK: one byte, or two from 0x81 up.
    Gb,
    /// GB 18030: one, two or four.
    Gb18030,
    /// UTF-16, big endian.
    Utf16,
    /// Shift-JIS: one byte, half-width kana included, or two.
    ShiftJis,
    /// Another national code of one or two bytes.
    Mixed,
    /// By the ranges that the map states: length, first and last code.
    Ranges(Vec<(usize, u32, u32)>),
}

impl Codes {
    /// By the name of a predefined map.
    pub fn named(name: &str) -> Self {
        match name {
            "H" | "V" => Self::Two,
            _ if name.starts_with("Identity") => Self::Two,
            _ if name.starts_with("GBK2K") => Self::Gb18030,
            _ if name.starts_with("GB") => Self::Gb,
            _ if name.contains("UCS2") || name.contains("UTF16") => Self::Utf16,
            _ if name.contains("RKSJ") => Self::ShiftJis,
            _ => Self::Mixed,
        }
    }

    /// By the code space ranges of an embedded map.
    pub fn embedded(map: &[u8]) -> Self {
        let mut ranges = Vec::new();
        let mut rest = map;
        while let Some(at) = memmem::find(rest, b"begincodespacerange") {
            rest = rest.get(at + 19..).unwrap_or_default();
            let end = memmem::find(rest, b"endcodespacerange").unwrap_or(rest.len());
            let body = String::from_utf8_lossy(rest.get(..end).unwrap_or_default()).into_owned();
            let mut hex = body.split(['<', '>']).skip(1).step_by(2);
            while let (Some(low), Some(high)) = (hex.next(), hex.next()) {
                let (low, high) = (low.replace(char::is_whitespace, ""), high.replace(char::is_whitespace, ""));
                if let (Ok(from), Ok(to)) = (u32::from_str_radix(&low, 16), u32::from_str_radix(&high, 16))
                    && (2..=8).contains(&low.len())
                    && ranges.len() < 256
                {
                    ranges.push((low.len().div_ceil(2), from, to));
                }
            }
        }
        if ranges.is_empty() { Self::Two } else { Self::Ranges(ranges) }
    }

    /// How many bytes the first code takes.
    pub fn length(&self, bytes: &[u8]) -> usize {
        let first = bytes.first().copied().unwrap_or(0);
        let second = bytes.get(1).copied().unwrap_or(0);
        let length = match self {
            Self::Two => 2,
            Self::Gb | Self::Mixed => {
                if (0x81..=0xfe).contains(&first) {
                    2
                } else {
                    1
                }
            }
            Self::Gb18030 => match (first, second) {
                (0x81..=0xfe, 0x30..=0x39) => 4,
                (0x81..=0xfe, _) => 2,
                _ => 1,
            },
            Self::Utf16 => {
                if (0xd8..=0xdb).contains(&first) {
                    4
                } else {
                    2
                }
            }
            Self::ShiftJis => {
                if matches!(first, 0x81..=0x9f | 0xe0..=0xfc) {
                    2
                } else {
                    1
                }
            }
            Self::Ranges(ranges) => {
                let fits = |length: usize| {
                    let code = code(bytes.get(..length)?);
                    ranges
                        .iter()
                        .any(|(l, from, to)| *l == length && in_range(code, *from, *to, length))
                        .then_some(length)
                };
                (1..=4).find_map(fits).or_else(|| ranges.iter().map(|(l, _, _)| *l).min()).unwrap_or(2)
            }
        };
        length.clamp(1, bytes.len().max(1))
    }

    /// The characters that a code of these bytes stands for, where the code itself says so.
    pub fn meaning(&self, bytes: &[u8]) -> Option<String> {
        match self {
            Self::Gb | Self::Gb18030 => {
                let (text, wrong) = GB18030.decode_without_bom_handling(bytes);
                (!wrong).then(|| text.into_owned())
            }
            Self::Utf16 => {
                let units = bytes.chunks_exact(2).map(|p| match p {
                    [a, b] => u16::from_be_bytes([*a, *b]),
                    _ => 0,
                });
                char::decode_utf16(units).collect::<Result<String, _>>().ok()
            }
            _ => None,
        }
    }
}

/// Each byte lies within its own range, as the standard has it.
fn in_range(code: u32, from: u32, to: u32, length: usize) -> bool {
    (0..length).all(|i| {
        let byte = |n: u32| n >> (8 * i) & 0xff;
        (byte(from)..=byte(to)).contains(&byte(code))
    })
}

/// A code as a number.
pub(super) fn code(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |code, byte| code << 8 | u32::from(*byte))
}

/// The map that a font brings along.
pub(super) fn load(stream: &Stream<'_>, budget: &mut Budget) -> Result<Vec<u8>, ReadError> {
    let data = budget.decode(stream)?.unwrap_or_default();
    budget.work(data.len() as u64 / 16)?;
    Ok(data)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gbk_mixes_one_and_two_bytes() {
        let (bytes, _, _) = encoding_rs::GBK.encode("加装50台");
        let (mut rest, mut text) = (&*bytes, String::new());
        while !rest.is_empty() {
            let length = Codes::Gb.length(rest);
            text += &Codes::Gb.meaning(&rest[..length]).unwrap_or_default();
            rest = &rest[length..];
        }
        assert_eq!(text, "加装50台");
    }

    #[test]
    fn ranges_of_an_embedded_map_cut_the_bytes() {
        let codes = Codes::embedded(b"2 begincodespacerange <00> <80> <8140> <FEFE> endcodespacerange");
        assert_eq!(codes, Codes::Ranges(vec![(1, 0, 0x80), (2, 0x8140, 0xfefe)]));
        assert_eq!((codes.length(b"A1"), codes.length(&[0xb0, 0xa1, 0x41])), (1, 2));
    }
}
