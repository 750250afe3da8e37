//! Small helpers for comparing words.

/// The text without white space and punctuation, full-width letters and digits made half-width.
pub(crate) fn bare(text: &str) -> String {
    text.chars().filter_map(fold).collect()
}

/// The first characters of a text on one line, with `…` where it goes on.
pub(crate) fn leading(text: &str, chars: usize) -> String {
    let line: String = text.split_whitespace().collect();
    match line.char_indices().nth(chars) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}

fn fold(c: char) -> Option<char> {
    let c = match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0)?,
        _ => c,
    };
    (c.is_alphanumeric()).then(|| c.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::{bare, leading};

    #[test]
    fn words_are_compared_without_their_dress() {
        assert_eq!(bare("按计划 ，完成１００％。"), "按计划完成100");
        assert_eq!(leading("着力全面从严治党", 4), "着力全面…");
    }
}
