//! Message templates: text with `{placeholders}`.

use std::ops::Range;

/// The placeholders of a template with the bytes of their names, in order. An opening brace without a closing one is
/// text.
pub(crate) fn placeholders(template: &str) -> Vec<(&str, Range<usize>)> {
    let mut out = Vec::new();
    let mut from = 0;
    while let Some((open, close)) = next(template, from) {
        if let Some(name) = template.get(open + 1..close) {
            out.push((name, open + 1..close));
        }
        from = close + 1;
    }
    out
}

/// Puts the values in. A placeholder without a value stays as it is, so that it is seen.
pub(crate) fn fill(template: &str, values: &[(&str, String)]) -> String {
    let mut out = String::with_capacity(template.len() + 32);
    let mut from = 0;
    while let Some((open, close)) = next(template, from) {
        let name = template.get(open + 1..close).unwrap_or_default();
        out.push_str(template.get(from..open).unwrap_or_default());
        match values.iter().find(|(key, _)| *key == name) {
            Some((_, value)) => out.push_str(value),
            None => out.push_str(template.get(open..=close).unwrap_or_default()),
        }
        from = close + 1;
    }
    out.push_str(template.get(from..).unwrap_or_default());
    out
}

fn next(template: &str, from: usize) -> Option<(usize, usize)> {
    let open = from + template.get(from..)?.find('{')?;
    let close = open + template.get(open..)?.find('}')?;
    Some((open, close))
}

#[cfg(test)]
mod tests {
    use super::{fill, placeholders};

    #[test]
    fn the_clerk_reads_the_figures_as_printed() {
        let values = [("基本支出", "128.98".to_owned()), ("右", "128.97".to_owned())];
        assert_eq!(fill("基本支出{基本支出}，应为{右}", &values), "基本支出128.98，应为128.97");
        assert_eq!(fill("{缺}留下，{", &values), "{缺}留下，{");
    }

    #[test]
    fn placeholders_are_found_with_their_place() {
        let found = placeholders("甲{左}乙{右}");
        assert_eq!(found.iter().map(|(name, _)| *name).collect::<Vec<_>>(), ["左", "右"]);
        assert_eq!(found.first().map(|(_, span)| span.clone()), Some(4..7));
    }
}
