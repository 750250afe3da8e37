//! Cell references: `B7`, `A1:C3`.

/// Highest row and column that the format knows (0-based).
const LAST_ROW: u32 = 1_048_575;
const LAST_COL: u32 = 16_383;

/// A cell's row and column, 0-based.
pub(crate) fn cell(text: &str) -> Option<(u32, u32)> {
    let (mut row, mut col) = (0_u32, 0_u32);
    let mut digits = false;
    for byte in text.bytes() {
        match byte {
            b'$' => {}
            b'A'..=b'Z' | b'a'..=b'z' if !digits => {
                col = col.checked_mul(26)?.checked_add(u32::from(byte.to_ascii_uppercase() - b'A') + 1)?;
            }
            b'0'..=b'9' => {
                digits = true;
                row = row.checked_mul(10)?.checked_add(u32::from(byte - b'0'))?;
            }
            _ => return None,
        }
    }
    let (row, col) = (row.checked_sub(1)?, col.checked_sub(1)?);
    (row <= LAST_ROW && col <= LAST_COL).then_some((row, col))
}

/// An area's first and last cell, in order.
pub(crate) fn area(text: &str) -> Option<((u32, u32), (u32, u32))> {
    let (a, b) = text.split_once(':').unwrap_or((text, text));
    let ((r1, c1), (r2, c2)) = (cell(a)?, cell(b)?);
    Some(((r1.min(r2), c1.min(c2)), (r1.max(r2), c1.max(c2))))
}

/// A cell's name as Excel writes it.
pub(crate) fn name(row: u32, col: u32) -> String {
    let (mut letters, mut n) = (Vec::new(), col + 1);
    while n > 0 {
        n -= 1;
        letters.push(char::from(b'A' + u8::try_from(n % 26).unwrap_or(0)));
        n /= 26;
    }
    letters.iter().rev().chain(format!("{}", row + 1).chars().collect::<Vec<_>>().iter()).collect()
}
