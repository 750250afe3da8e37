//! KH603: mobile numbers and identity numbers in a text that will be published.

use kanhe_policy::Check;
use kanhe_report::Place;

use super::texts;
use crate::Context;
use crate::rules::Found;

/// One finding a document, listing every number. The finding shows numbers masked.
pub(super) fn check(context: &Context<'_>, check: &Check, found: &mut Found) {
    let mut places: Vec<Place> = Vec::new();
    let mut kinds: Vec<&str> = Vec::new();
    for piece in texts(context.report) {
        if !has_long_number(piece.text) {
            continue;
        }
        for run in digit_runs(piece.text) {
            let kind = match run {
                r if is_mobile(r) => "手机号",
                r if is_identity(r) => "身份证号",
                _ => continue,
            };
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
            places.push(piece.place());
            break;
        }
    }
    if places.is_empty() {
        return;
    }
    let values = [("种类", kinds.join("、")), ("处数", places.len().to_string())];
    found.finding(check.finding(&values, None, None, places));
}

/// Whether eleven digits stand in a row: few texts need the closer look.
fn has_long_number(text: &str) -> bool {
    let longest = |(run, longest): (usize, usize), byte: u8| {
        let run = if byte.is_ascii_digit() { run + 1 } else { 0 };
        (run, longest.max(run))
    };
    text.bytes().fold((0, 0), longest).1 >= 11
}

/// Runs of digits (with a closing X) that no letter, digit or point touches.
fn digit_runs(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '@' | '-' | '*')))
        .flat_map(|piece| piece.split('-').filter(move |_| piece.matches('-').count() <= 1))
        .filter(|run| run.len() >= 11 && run.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'X' | b'x')))
}

/// 1, then 3 to 9, then nine digits.
fn is_mobile(run: &str) -> bool {
    let bytes = run.as_bytes();
    bytes.len() == 11 && bytes[0] == b'1' && (b'3'..=b'9').contains(&bytes[1]) && bytes.iter().all(u8::is_ascii_digit)
}

/// Eighteen characters with the check character of GB 11643, and a month and day that exist.
fn is_identity(run: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECK: &[u8; 11] = b"10X98765432";
    let bytes = run.as_bytes();
    if bytes.len() != 18 || !bytes[..17].iter().all(u8::is_ascii_digit) {
        return false;
    }
    let number = |range: std::ops::Range<usize>| run.get(range).and_then(|s| s.parse::<u32>().ok()).unwrap_or(0);
    let plausible = (1900..2100).contains(&number(6..10))
        && (1..=12).contains(&number(10..12))
        && (1..=31).contains(&number(12..14));
    let sum: u32 = bytes[..17].iter().zip(WEIGHTS).map(|(b, w)| u32::from(b - b'0') * w).sum();
    plausible && CHECK[(sum % 11) as usize] == bytes[17].to_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use super::{digit_runs, is_identity, is_mobile};

    fn mobile_in(text: &str) -> bool {
        digit_runs(text).any(is_mobile)
    }

    #[test]
    fn a_mobile_number_is_seen_and_a_masked_or_land_line_number_is_not() {
        assert!(mobile_in("联系人电话：13800000072。"));
        assert!(mobile_in("联系电话:0000-13800000072"));
        assert!(!mobile_in("138****0072"));
        assert!(!mobile_in("0000-8526229"));
        assert!(!mobile_in("预算13800000072.50元"));
        assert!(!mobile_in("项目编码51000021R000000019951"));
    }

    #[test]
    fn an_identity_number_needs_its_check_character() {
        // The example of GB 11643 itself.
        assert!(is_identity("11010519491231002X"));
        assert!(!is_identity("110105194912310021"));
    }
}
