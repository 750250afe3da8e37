//! Columns on a terminal: Chinese characters take two.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns that a text takes (ambiguous characters count as one).
pub fn width(text: &str) -> usize {
    text.width()
}

/// Padded with spaces on the right to `columns`.
pub fn pad_right(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

/// Padded with spaces on the left to `columns`.
pub fn pad_left(text: &str, columns: usize) -> String {
    format!("{}{text}", " ".repeat(columns.saturating_sub(width(text))))
}

/// Cropped to at most `columns`, with `…` where something was left out. Line breaks and tabs become single spaces;
/// control characters (a hostile file's escape sequences) are dropped.
pub fn crop(text: &str, columns: usize) -> String {
    let line = one_line(text);
    if width(&line) <= columns {
        return line;
    }
    let mut out = String::new();
    let mut used = 0;
    for c in line.chars() {
        let w = c.width().unwrap_or(0);
        if used + w + 1 > columns {
            break;
        }
        used += w;
        out.push(c);
    }
    out.push('…');
    out
}

/// One line of printable text: white space runs become one space, control characters are dropped.
pub(crate) fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut space = false;
    for c in text.chars() {
        if c.is_whitespace() {
            space = !out.is_empty();
        } else if !c.is_control()
            && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        {
            if std::mem::take(&mut space) {
                out.push(' ');
            }
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{crop, pad_right, width};

    #[test]
    fn chinese_columns_line_up() {
        assert_eq!(width("加装电梯12"), 10);
        assert_eq!(pad_right("得分", 6), "得分  ");
        assert_eq!(crop("产出指标\n(40分)", 20), "产出指标 (40分)");
        assert_eq!(crop("资金紧张，未能如期支付", 9), "资金紧张…");
    }

    #[test]
    fn a_cell_cannot_steer_the_terminal() {
        assert_eq!(crop("\u{1b}[31m12\u{202e}", 20), "[31m12");
    }
}
