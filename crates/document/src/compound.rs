//! Compound files (OLE2), the containers of old Office formats: streams by name, read without trust in any table.
//!
//! A chain of sectors ends after as many steps as the file has sectors, whatever the tables say; nothing is
//! allocated that the file does not hold.

use crate::ReadError;
use crate::bytes::{u16_at, u32_at};

/// The first bytes of every compound file.
pub(crate) const MAGIC: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/// Sector numbers from here on are marks: end of chain, free, table.
const FIRST_MARK: u32 = 0xffff_fffa;
/// Sectors of the allocation table that the header lists itself.
const LISTED_IN_HEADER: usize = 109;
/// Size of a directory entry.
const ENTRY: usize = 128;

/// An opened compound file.
#[derive(Debug)]
pub(crate) struct Compound<'a> {
    bytes: &'a [u8],
    /// Size of a sector, and of a small sector, in powers of two.
    shift: u32,
    small_shift: u32,
    /// Streams shorter than this lie in small sectors.
    cutoff: u64,
    /// Sectors of the allocation table.
    table: Vec<u32>,
    /// The allocation table of small sectors, and the sectors themselves.
    small_table: Vec<u8>,
    small: Vec<u8>,
    /// Streams of the root storage.
    streams: Vec<Entry>,
}

/// A stream's bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stream {
    pub(crate) bytes: Vec<u8>,
    /// False if the stream should be longer than what the file holds of it.
    pub(crate) whole: bool,
}

#[derive(Debug, Clone)]
struct Entry {
    name: String,
    kind: u8,
    left: u32,
    right: u32,
    child: u32,
    start: u32,
    size: u64,
}

impl<'a> Compound<'a> {
    /// Opens a compound file and reads its directory.
    ///
    /// # Errors
    /// If the header or the directory makes no sense.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, ReadError> {
        let shift = u32::from(u16_at(bytes, 0x1e).unwrap_or(0));
        let small_shift = u32::from(u16_at(bytes, 0x20).unwrap_or(0));
        if !bytes.starts_with(&MAGIC) || !(7..=16).contains(&shift) || !(3..shift).contains(&small_shift) {
            return Err(broken("文件头"));
        }
        let word = |at| u32_at(bytes, at).unwrap_or(u32::MAX);
        let mut file = Self {
            bytes,
            shift,
            small_shift,
            cutoff: u64::from(word(0x38)),
            table: Vec::new(),
            small_table: Vec::new(),
            small: Vec::new(),
            streams: Vec::new(),
        };
        file.table = file.table_sectors();
        let entries: Vec<Entry> = file.chain(word(0x30), u64::MAX).bytes.chunks_exact(ENTRY).map(entry).collect();
        let Some(root) = entries.iter().find(|e| e.kind == 5) else { return Err(broken("目录")) };
        file.small_table = file.chain(word(0x3c), u64::MAX).bytes;
        file.small = file.chain(root.start, root.size).bytes;
        file.streams = in_root(&entries, root.child);
        Ok(file)
    }

    /// Whether the root storage holds a stream of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.streams.iter().any(|e| e.name.eq_ignore_ascii_case(name))
    }

    /// A stream of the root storage; `None` if there is none of this name.
    pub(crate) fn stream(&self, name: &str) -> Option<Stream> {
        let entry = self.streams.iter().find(|e| e.name.eq_ignore_ascii_case(name))?;
        Some(if entry.size < self.cutoff {
            self.small_chain(entry.start, entry.size)
        } else {
            self.chain(entry.start, entry.size)
        })
    }

    /// The sectors that hold the allocation table: from the header, then from a chain of lists.
    fn table_sectors(&self) -> Vec<u32> {
        let most = self.sectors();
        let mut table: Vec<u32> = (0..LISTED_IN_HEADER)
            .filter_map(|i| u32_at(self.bytes, 0x4c + 4 * i))
            .take_while(|sector| *sector < FIRST_MARK)
            .collect();
        let mut list = u32_at(self.bytes, 0x44).unwrap_or(u32::MAX);
        let mut steps = 0;
        while list < FIRST_MARK && steps < most && table.len() <= most {
            let Some((last, sectors)) = self.sector(list).and_then(|s| s.split_last_chunk::<4>().map(|(s, l)| (l, s)))
            else {
                break;
            };
            table.extend(words(sectors).take_while(|sector| *sector < FIRST_MARK));
            list = u32::from_le_bytes(*last);
            steps += 1;
        }
        table
    }

    /// How many sectors the file has, a broken last one included.
    fn sectors(&self) -> usize {
        (self.bytes.len() >> self.shift) + 1
    }

    /// A sector's bytes; fewer than a sector at the end of a file that breaks off.
    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        let start = (number as usize).checked_add(1)?.checked_shl(self.shift)?;
        let rest = self.bytes.get(start..)?;
        Some(rest.get(..1 << self.shift).unwrap_or(rest)).filter(|s| !s.is_empty())
    }

    /// The sector after this one in its chain.
    fn next(&self, number: u32) -> Option<u32> {
        let in_sector = self.shift - 2;
        let table = self.table.get((number >> in_sector) as usize)?;
        let at = (number & ((1 << in_sector) - 1)) as usize * 4;
        u32_at(self.sector(*table)?, at)
    }

    /// The bytes of a chain of sectors, up to `size`.
    fn chain(&self, start: u32, size: u64) -> Stream {
        let most = self.sectors();
        collect(start, size, most, |n| self.sector(n), |n| self.next(n))
    }

    /// The bytes of a chain of small sectors.
    fn small_chain(&self, start: u32, size: u64) -> Stream {
        let sector = |n: u32| {
            let start = (n as usize).checked_shl(self.small_shift)?;
            let rest = self.small.get(start..)?;
            Some(rest.get(..1 << self.small_shift).unwrap_or(rest)).filter(|s| !s.is_empty())
        };
        let most = (self.small.len() >> self.small_shift) + 1;
        collect(start, size, most, sector, |n| u32_at(&self.small_table, (n as usize).checked_mul(4)?))
    }
}

/// Follows a chain for at most `most` steps, so that one that bites its tail ends too.
fn collect<'s>(
    start: u32,
    size: u64,
    most: usize,
    sector: impl Fn(u32) -> Option<&'s [u8]>,
    next: impl Fn(u32) -> Option<u32>,
) -> Stream {
    let mut bytes = Vec::new();
    let mut at = Some(start).filter(|n| *n < FIRST_MARK);
    for _ in 0..most {
        let Some(number) = at.filter(|_| (bytes.len() as u64) < size) else { break };
        let Some(content) = sector(number) else { break };
        bytes.extend_from_slice(content);
        at = next(number).filter(|n| *n < FIRST_MARK);
    }
    let whole = size == u64::MAX || bytes.len() as u64 >= size;
    bytes.truncate(usize::try_from(size).unwrap_or(usize::MAX));
    Stream { bytes, whole }
}

/// The streams of the root storage: a tree of entries. Where the tree is damaged, all streams of the file.
fn in_root(entries: &[Entry], root: u32) -> Vec<Entry> {
    let mut seen = vec![false; entries.len()];
    let mut open = vec![root];
    let mut streams = Vec::new();
    while let Some(index) = open.pop() {
        if index >= FIRST_MARK {
            continue;
        }
        let (Some(entry), Some(seen)) = (entries.get(index as usize), seen.get_mut(index as usize)) else {
            return entries.iter().filter(|e| e.kind == 2).cloned().collect();
        };
        if std::mem::replace(seen, true) {
            return entries.iter().filter(|e| e.kind == 2).cloned().collect();
        }
        open.extend([entry.left, entry.right]);
        if entry.kind == 2 {
            streams.push(entry.clone());
        }
    }
    streams
}

fn entry(bytes: &[u8]) -> Entry {
    let word = |at| u32_at(bytes, at).unwrap_or(u32::MAX);
    let length = usize::from(u16_at(bytes, 64).unwrap_or(0)).saturating_sub(2).min(62);
    let name = bytes.get(..length).unwrap_or_default();
    let name: Vec<u16> = name.chunks_exact(2).filter_map(|pair| u16_at(pair, 0)).collect();
    Entry {
        name: String::from_utf16_lossy(&name),
        kind: bytes.get(66).copied().unwrap_or(0),
        left: word(68),
        right: word(72),
        child: word(76),
        start: word(116),
        // The upper half is undefined in files with sectors of 512 bytes, and no file is that large.
        size: u64::from(word(120)),
    }
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).filter_map(|b| u32_at(b, 0))
}

fn broken(place: &str) -> ReadError {
    ReadError::damaged(
        place,
        "复合文件的结构出错，可能没有下载完",
        "the compound file's structure is wrong, perhaps a broken download",
    )
}
