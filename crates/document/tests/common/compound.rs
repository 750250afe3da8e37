//! Compound files made in code.

const END: u32 = 0xffff_fffe;
const FREE: u32 = 0xffff_ffff;
const SECTOR: usize = 512;
/// Streams shorter than this lie in small sectors.
const CUTOFF: usize = 4096;

fn chain(table: &mut Vec<u32>, length: usize) -> u32 {
    if length == 0 {
        return END;
    }
    let first = u32::try_from(table.len()).unwrap();
    table.extend((1..length).map(|i| first + u32::try_from(i).unwrap()));
    table.push(END);
    first
}

fn pad(bytes: &mut Vec<u8>, size: usize) {
    bytes.resize(bytes.len().next_multiple_of(size), 0);
}

/// An OLE compound file with these streams below its root; those shorter than 4096 bytes lie in small sectors.
pub fn compound(streams: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let (mut table, mut small_table) = (Vec::new(), Vec::new());
    let (mut body, mut small) = (Vec::new(), Vec::new());
    let mut entries = vec![("Root Entry", 5_u8, END, 0)];
    for (name, bytes) in streams {
        let (table, sectors, size) =
            if bytes.len() < CUTOFF { (&mut small_table, &mut small, 64) } else { (&mut table, &mut body, SECTOR) };
        entries.push((*name, 2, chain(table, bytes.len().div_ceil(size)), bytes.len()));
        sectors.extend_from_slice(bytes);
        pad(sectors, size);
    }
    entries[0].3 = small.len();
    entries[0].2 = chain(&mut table, small.len().div_ceil(SECTOR));
    body.extend(small);
    pad(&mut body, SECTOR);
    let small_table: Vec<u8> = small_table.into_iter().flat_map(u32::to_le_bytes).collect();
    let small_table_at = chain(&mut table, small_table.len().div_ceil(SECTOR));
    body.extend(small_table);
    pad(&mut body, SECTOR);
    let directory = directory(&entries);
    let directory_at = chain(&mut table, directory.len() / SECTOR);
    body.extend(directory);
    let table_at = table.len();
    let sectors = table_at / (SECTOR / 4 - 1) + 1;
    table.resize(table_at + sectors, 0xffff_fffd);
    table.resize(sectors * SECTOR / 4, FREE);
    let mut file = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    file.resize(24, 0);
    file.extend([0x3e, 0, 3, 0, 0xfe, 0xff, 9, 0, 6, 0]);
    file.resize(44, 0);
    for word in [u32::try_from(sectors).unwrap(), directory_at, 0, 4096, small_table_at, 0, END, 0] {
        file.extend(word.to_le_bytes());
    }
    for at in 0..109 {
        let listed = if at < sectors { u32::try_from(table_at + at).unwrap() } else { FREE };
        file.extend(listed.to_le_bytes());
    }
    file.extend(body);
    file.extend(table.into_iter().flat_map(u32::to_le_bytes));
    file
}

/// The directory; its tree of siblings is a list to the right.
fn directory(entries: &[(&str, u8, u32, usize)]) -> Vec<u8> {
    let mut directory = Vec::new();
    for (at, (name, kind, start, size)) in entries.iter().enumerate() {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let length = u16::try_from(entry.len() + 2).unwrap();
        entry.resize(64, 0);
        entry.extend(length.to_le_bytes());
        entry.extend([*kind, 1]);
        let right = if at == 0 || at + 1 == entries.len() { FREE } else { u32::try_from(at + 1).unwrap() };
        let child = if at == 0 && entries.len() > 1 { 1 } else { FREE };
        for link in [FREE, right, child] {
            entry.extend(link.to_le_bytes());
        }
        entry.resize(116, 0);
        entry.extend(start.to_le_bytes());
        entry.extend(u64::try_from(*size).unwrap().to_le_bytes());
        directory.extend(entry);
    }
    pad(&mut directory, SECTOR);
    directory
}
