//! OLE compound files: the container of Word 97–2003, Excel 97–2003 and of encrypted packages. A file that breaks off
//! or breaks the rules gives what its chains still reach; a chain that runs in a circle ends where it closes.

use std::borrow::Cow;

/// The first bytes of every compound file.
pub(crate) const MAGIC: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// Numbers from here on are marks, not sectors.
const FIRST_MARK: u32 = 0xffff_fffa;

/// Bytes of a sector of the small streams.
const MINI_SECTOR: usize = 64;

/// Bytes of a directory entry.
const ENTRY: usize = 128;

/// Directory entries that are read, at most.
const ENTRIES: usize = 10_000;

/// A compound file with its directory read.
pub(crate) struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    /// Next sector by sector.
    fat: Vec<u32>,
    /// Next small sector by small sector.
    mini_fat: Vec<u32>,
    /// Sectors that hold the small streams.
    mini: Vec<u32>,
    /// Streams smaller than this are small.
    cutoff: u32,
    root: Vec<Entry>,
}

/// A stream or storage directly below the root.
#[derive(Debug)]
pub(crate) struct Entry {
    /// Its name.
    pub name: String,
    start: u32,
    size: u64,
    is_stream: bool,
}

/// A stream's bytes, and whether they are all there.
pub(crate) struct Stream<'a> {
    /// The bytes.
    pub bytes: Cow<'a, [u8]>,
    /// Some are missing: the file breaks off, or its chains are wrong.
    pub is_cut: bool,
}

impl<'a> Compound<'a> {
    /// Reads header, allocation table and directory; `None` if there is no directory to be found.
    pub fn open(bytes: &'a [u8]) -> Option<Self> {
        if !bytes.starts_with(&MAGIC) {
            return None;
        }
        let shift = u16_at(bytes, 30)?;
        if !(7..=12).contains(&shift) {
            return None;
        }
        let sector = 1_usize << shift;
        let mut file = Self {
            bytes,
            sector,
            fat: Vec::new(),
            mini_fat: Vec::new(),
            mini: Vec::new(),
            cutoff: u32_at(bytes, 56)?,
            root: Vec::new(),
        };
        file.fat = file.read_fat()?;
        let directory = file.chain(u32_at(bytes, 48)?);
        let mini_fat = file.chain(u32_at(bytes, 60)?);
        file.mini_fat = mini_fat.iter().flat_map(|at| words(file.at(*at))).collect();
        let entries: Vec<Raw> = directory.iter().flat_map(|at| entries(file.at(*at))).take(ENTRIES).collect();
        let root = entries.iter().find(|e| e.kind == ROOT)?;
        file.mini = file.chain(root.start);
        file.root = children(&entries, root.child);
        Some(file)
    }

    /// What stands directly below the root.
    pub fn entries(&self) -> &[Entry] {
        &self.root
    }

    /// A stream directly below the root, by its name.
    pub fn stream(&self, name: &str) -> Option<Stream<'a>> {
        let entry = self.root.iter().find(|e| e.is_stream && e.name.eq_ignore_ascii_case(name))?;
        let size = usize::try_from(entry.size).unwrap_or(usize::MAX);
        let mut pieces = Pieces { bytes: self.bytes, found: Vec::new(), left: size };
        if entry.size < u64::from(self.cutoff) {
            for at in chain(&self.mini_fat, entry.start) {
                let from = at as usize * MINI_SECTOR;
                let Some(sector) = self.mini.get(from / self.sector) else { break };
                if !pieces.take(self.place(*sector).saturating_add(from % self.sector), MINI_SECTOR) {
                    break;
                }
            }
        } else {
            for at in chain(&self.fat, entry.start) {
                if !pieces.take(self.place(at), self.sector) {
                    break;
                }
            }
        }
        let is_cut = pieces.left > 0;
        Some(Stream { bytes: pieces.join(), is_cut })
    }

    /// Where a sector begins.
    fn place(&self, sector: u32) -> usize {
        (sector as usize).saturating_add(1).saturating_mul(self.sector)
    }

    /// A sector's bytes, as far as the file goes.
    fn at(&self, sector: u32) -> &'a [u8] {
        let from = self.place(sector);
        let to = from.saturating_add(self.sector).min(self.bytes.len());
        self.bytes.get(from..to).unwrap_or_default()
    }

    fn chain(&self, start: u32) -> Vec<u32> {
        chain(&self.fat, start).collect()
    }

    /// The allocation table: its sectors are listed in the header, and from there on in sectors of their own.
    fn read_fat(&self) -> Option<Vec<u32>> {
        let most = self.bytes.len() / self.sector;
        let listed = words(self.bytes.get(76..512)?);
        let mut sectors: Vec<u32> = listed.take_while(|at| *at < FIRST_MARK).collect();
        let mut next = u32_at(self.bytes, 68)?;
        for _ in 0..most {
            if next >= FIRST_MARK || sectors.len() > most {
                break;
            }
            let list: Vec<u32> = words(self.at(next)).collect();
            let Some((last, list)) = list.split_last() else { break };
            sectors.extend(list.iter().take_while(|at| **at < FIRST_MARK));
            next = *last;
        }
        let mut fat = Vec::with_capacity(most);
        for at in sectors {
            if fat.len() >= most {
                break;
            }
            let before = fat.len();
            fat.extend(words(self.at(at)));
            // A table sector beyond the end of the file: what follows keeps its place.
            fat.resize(before + self.sector / 4, FIRST_MARK);
        }
        Some(fat)
    }
}

/// Sectors of a chain. One step a sector of the table: a circle ends.
fn chain(fat: &[u32], start: u32) -> impl Iterator<Item = u32> {
    let next = |at: &u32| fat.get(*at as usize).copied();
    std::iter::successors(Some(start), next).take_while(|at| *at < FIRST_MARK).take(fat.len())
}

/// Parts of the file that make a stream; those that follow each other are one.
struct Pieces<'a> {
    bytes: &'a [u8],
    found: Vec<(usize, usize)>,
    left: usize,
}

impl<'a> Pieces<'a> {
    /// Takes a sector; false when there is no more to take.
    fn take(&mut self, from: usize, length: usize) -> bool {
        let wanted = length.min(self.left);
        let to = from.saturating_add(wanted).min(self.bytes.len());
        if from >= to {
            return false;
        }
        self.left -= to - from;
        match self.found.last_mut() {
            Some((_, end)) if *end == from => *end = to,
            _ => self.found.push((from, to)),
        }
        self.left > 0 && to - from == wanted
    }

    fn join(self) -> Cow<'a, [u8]> {
        let part = |(from, to): &(usize, usize)| self.bytes.get(*from..*to).unwrap_or_default();
        match self.found.as_slice() {
            [] => Cow::Borrowed(&[]),
            [one] => Cow::Borrowed(part(one)),
            many => {
                let mut joined = Vec::with_capacity(many.iter().map(|(from, to)| to - from).sum());
                many.iter().for_each(|piece| joined.extend_from_slice(part(piece)));
                Cow::Owned(joined)
            }
        }
    }
}

const STREAM: u8 = 2;
const ROOT: u8 = 5;

/// A directory entry as it stands.
struct Raw {
    name: String,
    kind: u8,
    siblings: [u32; 2],
    child: u32,
    start: u32,
    size: u64,
}

fn entries(sector: &[u8]) -> impl Iterator<Item = Raw> {
    sector.chunks_exact(ENTRY).map(|entry| {
        let length = usize::from(u16_at(entry, 64).unwrap_or(0)).clamp(2, 64) - 2;
        let units = entry.get(..length).unwrap_or_default().chunks_exact(2);
        let units = units.map(|unit| u16_at(unit, 0).unwrap_or(0));
        let word = |at| u32_at(entry, at).unwrap_or(FIRST_MARK);
        Raw {
            name: char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect(),
            kind: entry.get(66).copied().unwrap_or(0),
            siblings: [word(68), word(72)],
            child: word(76),
            start: word(116),
            // Only files with large sectors use the upper half, and these are beyond every limit.
            size: u64::from(word(120)),
        }
    })
}

/// The entries of one storage: a tree of siblings, each visited once.
fn children(entries: &[Raw], first: u32) -> Vec<Entry> {
    let mut seen = vec![false; entries.len()];
    let mut open = vec![first];
    let mut found = Vec::new();
    while let Some(at) = open.pop() {
        let at = at as usize;
        let (Some(entry), Some(seen)) = (entries.get(at), seen.get_mut(at)) else { continue };
        if std::mem::replace(seen, true) || entry.kind == ROOT {
            continue;
        }
        open.extend(entry.siblings);
        if entry.kind != 0 {
            let (start, size, is_stream) = (entry.start, entry.size, entry.kind == STREAM);
            found.push(Entry { name: entry.name.clone(), start, size, is_stream });
        }
    }
    found
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).map(|word| u32_at(word, 0).unwrap_or(FIRST_MARK))
}

/// A little-endian number.
pub(crate) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at.checked_add(2)?).and_then(|b| b.try_into().ok()).map(u16::from_le_bytes)
}

/// A little-endian number.
pub(crate) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?).and_then(|b| b.try_into().ok()).map(u32::from_le_bytes)
}
