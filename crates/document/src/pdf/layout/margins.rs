//! Headers, footers and page numbers, which are not part of the text.

use std::collections::HashMap;

use super::chunks::Line;
use super::page::{Item, Laid};

/// How many lines at either end of a page may be a header or footer.
const DEEP: usize = 3;

/// Takes headers, footers and page numbers out of the pages; each text is given once.
pub(super) fn take(pages: &mut [Laid]) -> Vec<String> {
    let mut seen: HashMap<(bool, String), usize> = HashMap::new();
    for page in pages.iter() {
        for (top, index) in ends(page) {
            if let Some(Item::Line(line)) = page.items.get(index) {
                *seen.entry((top, pattern(&line.text))).or_default() += 1;
            }
        }
    }
    let many = pages.len();
    // Where each page's text begins and ends, without what is on every page.
    let repeated = |top, line: &Line| seen.get(&(top, pattern(&line.text))).is_some_and(|n| *n >= 2);
    let bodies: Vec<(f32, f32)> = pages
        .iter()
        .map(|page| {
            let outside = |i: &&Item| match i {
                Item::Line(l) => !is_page_number(&l.text) && !repeated(true, l) && !repeated(false, l),
                Item::Table(_) => true,
            };
            let rects = page.items.iter().filter(outside).map(Item::rect);
            rects.fold((f32::MAX, f32::MIN), |(top, bottom), r| (top.min(r.y0), bottom.max(r.y1)))
        })
        .collect();
    let mut out: Vec<String> = Vec::new();
    for page in pages.iter_mut() {
        let mut taken: Vec<usize> = Vec::new();
        for (top, index) in ends(page) {
            let Some(Item::Line(line)) = page.items.get(index) else { continue };
            // Only what stands at the very edge, or behind something that does.
            let outermost =
                (0..page.items.len()).filter(|i| if top { *i < index } else { *i > index }).all(|i| taken.contains(&i));
            let edge = if top { line.rect.y1 < page.height * 0.1 } else { line.rect.y0 > page.height * 0.88 };
            // A title over the form of each page looks much the same: it is larger, or stands where the text does.
            let small = line.size < 12.6;
            let repeated = seen.get(&(top, pattern(&line.text))).copied().unwrap_or(0);
            let usual = small && repeated >= 2 && repeated * 5 >= many * 3 && beyond(line.rect.y0, top, &bodies);
            let printed = is_print_mark(&line.text) && line.size < 11.0;
            if outermost && edge && (is_page_number(&line.text) || usual || printed) {
                taken.push(index);
                if !is_page_number(&line.text) && !out.contains(&line.text) {
                    out.push(line.text.clone());
                }
            }
        }
        taken.sort_unstable();
        for index in taken.into_iter().rev() {
            page.items.remove(index);
        }
        if !page.watermark.trim().is_empty() {
            let text = std::mem::take(&mut page.watermark);
            if !out.contains(&text) {
                out.push(text);
            }
        }
    }
    out
}

/// Whether a line stands above (or below) the text of every page.
fn beyond(y: f32, top: bool, bodies: &[(f32, f32)]) -> bool {
    bodies.iter().all(|(first, last)| if top { y < first - 1.0 } else { y > last - 1.0 })
}

/// The first and last items of a page, from the edge inwards.
fn ends(page: &Laid) -> Vec<(bool, usize)> {
    let count = page.items.len();
    let top = (0..count.min(DEEP)).map(|i| (true, i));
    let bottom = (0..count.min(DEEP)).map(|i| (false, count - 1 - i));
    top.chain(bottom).collect()
}

/// A text with its figures blotted out.
fn pattern(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        let figure = c.is_ascii_digit();
        if !(figure && out.ends_with('#')) {
            out.push(if figure { '#' } else { c });
        }
    }
    out
}

/// What a browser prints around a page: its address, and the date.
fn is_print_mark(text: &str) -> bool {
    let plain = pattern(text).to_lowercase();
    ["https://", "http://", "file:///"].iter().any(|scheme| plain.starts_with(scheme))
        || ["#/#/#,#:#", "#/#/##:#"].iter().any(|date| plain.starts_with(date))
}

/// `3`, `- 3 -`, `第3页 共9页`, `3/9`, `Page 3 of 9`.
fn is_page_number(text: &str) -> bool {
    let plain = pattern(text).to_lowercase();
    let inner = plain.trim_matches(|c: char| matches!(c, '-' | '—' | '–' | '－' | '─' | '―' | '‐' | '·' | '~' | '•'));
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let forms = [
        "#",
        "#/#",
        "第#页",
        "第#页共#页",
        "第#页/共#页",
        "第#页,共#页",
        "第#页，共#页",
        "共#页第#页",
        "page#",
        "page#of#",
        "#of#",
    ];
    (1..=8).contains(&digits) && forms.contains(&inner) && !text.contains('.')
}

#[cfg(test)]
mod tests {
    use super::is_page_number;

    #[test]
    fn page_numbers_are_told_from_figures() {
        for text in ["3", "- 3 -", "— 12 —", "第 3 页 共 9 页", "第3页，共9页", "3/9", "Page 3 of 9"] {
            assert!(is_page_number(text), "{text}");
        }
        for text in ["98.5", "2024年", "第三页", "", "共9项", "—"] {
            assert!(!is_page_number(text), "{text}");
        }
    }
}
