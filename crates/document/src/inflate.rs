//! Inflating under limits: no further than they allow, and no more memory than what comes out.

use std::io::Read;

use crate::{Limits, Measure, ReadError};

/// Reads all of what inflates from `packed` bytes. `declared` only tells how much to reserve, and no more than a fair
/// guess; `room` is what the limit called `measure` leaves.
pub(crate) fn read_all(
    reader: impl Read,
    (packed, declared): (u64, u64),
    room: u64,
    measure: (Measure, u64),
    name: &str,
    limits: &Limits,
) -> Result<Vec<u8>, ReadError> {
    let packed = packed.max(1);
    let ratio_cap = packed.saturating_mul(limits.inflation_ratio).max(limits.inflation_floor);
    let cap = room.min(ratio_cap);
    let mut bytes = Vec::with_capacity(declared.min(packed.saturating_mul(16)).min(cap) as usize);
    reader.take(cap.saturating_add(1)).read_to_end(&mut bytes).map_err(|e| {
        ReadError::damaged(name, "压缩数据不完整或校验不符", format!("its compressed data is broken ({e})"))
    })?;
    if bytes.len() as u64 > cap {
        return Err(if ratio_cap <= room {
            ReadError::Bomb { part: name.into() }
        } else {
            ReadError::too_large(measure.0, measure.1, name)
        });
    }
    Ok(bytes)
}
