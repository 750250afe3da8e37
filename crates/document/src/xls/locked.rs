//! Workbooks whose structure is protected. Excel 97 to 2003 encrypts these with a password that is the same for all,
//! and opens them without asking; so does this module. Any other password stays the user's secret.

use std::borrow::Cow;

use md5::{Digest, Md5};

use super::records::Records;
use super::{BOF, EOF};
use crate::ReadError;

const FILE_PASS: u16 = 0x002f;
const BOUND_SHEET: u16 = 0x0085;
/// Records that are never encrypted, and those that say how.
const PLAIN: [u16; 4] = [BOF, FILE_PASS, 0x00e1, 0x00e2];
/// The password that Excel tries by itself.
const PASSWORD: &str = "VelvetSweatshop";
/// Bytes after which the key changes.
const BLOCK: usize = 1024;

/// Decrypts the stream if it is encrypted and the common password opens it.
///
/// # Errors
/// [`ReadError::Encrypted`] if it takes another password or another method.
pub(super) fn unlock(stream: &mut Cow<'_, [u8]>) -> Result<(), ReadError> {
    let pass = Records::new(stream, 0).take_while(|r| r.kind != EOF).find(|r| r.kind == FILE_PASS);
    let Some(pass) = pass else { return Ok(()) };
    // RC4 in its first version: salt, verifier, the verifier's hash.
    let numbers = pass.data.first_chunk::<6>();
    let parts: Option<(&[u8; 16], &[u8])> = pass.data.get(6..54).and_then(<[u8]>::split_first_chunk);
    let (Some([1, 0, 1, 0, 1, 0]), Some((salt, check))) = (numbers, parts) else { return Err(ReadError::Encrypted) };
    let key = Key::new(salt);
    let mut verifier = check.to_vec();
    key.block(0).zip(&mut verifier).for_each(|(k, byte)| *byte ^= k);
    let (verifier, hash) = verifier.split_at_checked(16).unwrap_or_default();
    if Md5::digest(verifier).as_slice() != hash {
        return Err(ReadError::Encrypted);
    }
    decrypt(stream.to_mut(), &key);
    Ok(())
}

/// Decrypts what the records hold; their heads are plain, and so is where a sheet begins.
fn decrypt(stream: &mut [u8], key: &Key) {
    let mut encrypted = Vec::new();
    let mut at = 0;
    for record in Records::new(stream, 0) {
        let (from, to) = (at + 4, at + 4 + record.data.len());
        let plain = match record.kind {
            BOUND_SHEET => 4.min(record.data.len()),
            kind if PLAIN.contains(&kind) => record.data.len(),
            _ => 0,
        };
        encrypted.push(from + plain..to);
        at = to;
    }
    let mut ranges = encrypted.into_iter().peekable();
    for (number, block) in (0_u32..).zip(stream.chunks_mut(BLOCK)) {
        let start = number as usize * BLOCK;
        for (place, (byte, k)) in (start..).zip(block.iter_mut().zip(key.block(number))) {
            while ranges.next_if(|r| r.end <= place).is_some() {}
            if ranges.peek().is_some_and(|r| r.contains(&place)) {
                *byte ^= k;
            }
        }
    }
}

/// What the password and the file's salt come to.
struct Key([u8; 5]);

impl Key {
    fn new(salt: &[u8; 16]) -> Self {
        let password: Vec<u8> = PASSWORD.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let secret = first_five(&Md5::digest(password));
        Self(first_five(&Md5::digest([secret.as_slice(), salt].concat().repeat(16))))
    }

    /// The bytes that encrypt a block.
    fn block(&self, number: u32) -> impl Iterator<Item = u8> + use<> {
        Rc4::new(&Md5::digest([self.0.as_slice(), &number.to_le_bytes()].concat()))
    }
}

fn first_five(hash: &[u8]) -> [u8; 5] {
    hash.first_chunk().copied().unwrap_or_default()
}

/// The RC4 generator.
struct Rc4 {
    state: [u8; 256],
    i: u8,
    j: u8,
}

impl Rc4 {
    fn new(key: &[u8]) -> Self {
        let mut state: [u8; 256] = std::array::from_fn(|i| u8::try_from(i).unwrap_or(0));
        let mut j = 0_u8;
        for (i, k) in (0..=255_u8).zip(key.iter().cycle()) {
            j = j.wrapping_add(state[usize::from(i)]).wrapping_add(*k);
            state.swap(usize::from(i), usize::from(j));
        }
        Self { state, i: 0, j: 0 }
    }
}

impl Iterator for Rc4 {
    type Item = u8;

    fn next(&mut self) -> Option<u8> {
        self.i = self.i.wrapping_add(1);
        let a = self.state[usize::from(self.i)];
        self.j = self.j.wrapping_add(a);
        let b = self.state[usize::from(self.j)];
        self.state.swap(usize::from(self.i), usize::from(self.j));
        Some(self.state[usize::from(a.wrapping_add(b))])
    }
}
