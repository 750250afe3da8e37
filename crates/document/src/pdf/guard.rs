//! What is checked before the syntax library opens a file: the streams that it inflates on its own.

use std::io::Read;

use flate2::read::ZlibDecoder;
use memchr::memmem;

use super::stream::Budget;
use crate::{Limits, ReadError};

/// Inflates object streams and cross-reference streams into nothing, so that none of them is a bomb.
pub(super) fn check(bytes: &[u8], limits: &Limits, budget: &mut Budget) -> Result<(), ReadError> {
    let mut spare = vec![0; 1 << 14];
    for at in memmem::find_iter(bytes, b"stream") {
        let before = bytes.get(at.saturating_sub(512)..at).unwrap_or_default();
        if before.ends_with(b"end") {
            continue;
        }
        let dictionary = memmem::rfind(before, b"obj").and_then(|start| before.get(start..)).unwrap_or(before);
        let is = |name: &[u8]| memmem::find(dictionary, name).is_some();
        if !(is(b"ObjStm") || is(b"XRef")) {
            continue;
        }
        let data = bytes.get(at + 6..).unwrap_or_default();
        let lead = data.iter().take_while(|b| matches!(b, b'\r' | b'\n' | b' ')).count();
        let data = data.get(lead..).unwrap_or_default();
        let mut decoder = ZlibDecoder::new(data);
        let mut inflated = 0_u64;
        while let Ok(count @ 1..) = decoder.read(&mut spare) {
            inflated += count as u64;
            budget.inflated(count as u64)?;
            if inflated > limits.inflation_floor && inflated / limits.inflation_ratio > decoder.total_in() {
                return Err(ReadError::Bomb { part: format!("byte {at}") });
            }
        }
    }
    Ok(())
}
