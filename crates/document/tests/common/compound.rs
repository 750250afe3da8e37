//! Compound files made in code.

const END: u32 = 0xffff_fffe;
const FREE: u32 = 0xffff_ffff;
const SECTOR: usize = 512;
/// Streams shorter than this lie in small sectors.
const CUTOFF: usize = 4096;

fn put(bytes: &mut [u8], at: usize, value: u32) {
    bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
}

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

/// A compound file with these streams below its root.
pub fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    // Sector 0 is the allocation table, 1 that of small sectors.
    let (mut table, mut small_table) = (vec![0xffff_fffd, END], Vec::new());
    let (mut body, mut small, mut entries) = (Vec::new(), Vec::new(), Vec::new());
    let mut directory = vec![];
    pad(&mut directory, SECTOR);
    directory.resize((streams.len() + 1).next_multiple_of(4) * 128, 0);
    let directory_at = chain(&mut table, directory.len() / SECTOR);
    for (name, bytes) in streams {
        let start = if bytes.len() < CUTOFF {
            let start = chain(&mut small_table, bytes.len().div_ceil(64));
            small.extend_from_slice(bytes);
            pad(&mut small, 64);
            start
        } else {
            let start = chain(&mut table, bytes.len().div_ceil(SECTOR));
            body.extend_from_slice(bytes);
            pad(&mut body, SECTOR);
            start
        };
        entries.push((*name, 2_u8, start, bytes.len()));
    }
    let small_length = small.len();
    pad(&mut small, SECTOR);
    let small_at = chain(&mut table, small.len() / SECTOR);
    body.extend(small);
    entries.insert(0, ("Root Entry", 5, small_at, small_length));
    for (i, (name, kind, start, size)) in entries.iter().enumerate() {
        let entry = &mut directory[i * 128..(i + 1) * 128];
        let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry[..units.len()].copy_from_slice(&units);
        entry[64] = u8::try_from(units.len() + 2).unwrap();
        entry[66] = *kind;
        put(entry, 68, FREE);
        put(entry, 72, if i > 0 && i + 1 < entries.len() { u32::try_from(i + 1).unwrap() } else { FREE });
        put(entry, 76, if i == 0 && entries.len() > 1 { 1 } else { FREE });
        put(entry, 116, *start);
        put(entry, 120, u32::try_from(*size).unwrap());
    }
    assert!(table.len() <= 128 && small_table.len() <= 128, "one sector of each table is enough for tests");
    let mut file = vec![0; SECTOR];
    file[..8].copy_from_slice(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    file[0x18..0x22].copy_from_slice(&[0x3e, 0, 3, 0, 0xfe, 0xff, 9, 0, 6, 0]);
    for (at, value) in [(0x2c, 1), (0x30, directory_at), (0x38, 4096), (0x3c, 1), (0x40, 1), (0x44, END), (0x4c, 0)] {
        put(&mut file, at, value);
    }
    for i in 1..109 {
        put(&mut file, 0x4c + 4 * i, FREE);
    }
    for mut table in [table, small_table] {
        table.resize(128, FREE);
        file.extend(table.into_iter().flat_map(u32::to_le_bytes));
    }
    file.extend(directory);
    file.extend(body);
    file
}
