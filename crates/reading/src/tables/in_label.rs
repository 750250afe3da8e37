//! Fund lines whose figure stands inside the label's cell: `其中：一般公共预算：271.90`, several in one cell.

use kanhe_policy::terms::{TermGroup, Terms};
use kanhe_report::FundKey;

use super::funds::{fund_key, label_text};
use super::value::nothing;
use crate::label::{Label, strip_lead};
use crate::number::{scan_number, scan_unit};

/// A label with the figure that stands behind it in the same cell.
pub(crate) struct Found {
    pub key: Option<FundKey>,
    /// Key of the terms file where the label heads a split (`按支出性质分`) and is no line.
    pub split: &'static str,
    pub label: String,
    pub figure: String,
}

/// The labels of fund lines in a cell with what stands behind each. Empty if the cell holds anything else.
pub(crate) fn figures(text: &str, terms: &Terms) -> Vec<Found> {
    if text.len() > 600 {
        return Vec::new();
    }
    let mut out = Vec::new();
    for part in text.split(['\n', ';', '；', '\u{b}']) {
        let mut rest = part.trim();
        while !rest.is_empty() {
            let (_, body) = strip_lead(rest);
            let Some((label, figure, after)) = label_and_figure(body) else { return out };
            let folded = Label::of(label);
            // Without a colon between them only a plain label has a figure; `地方资金到位15620万元` is a sentence.
            let colon = body.find([':', '：']).is_some_and(|at| at <= label.len() + 8);
            let key = if colon || figure.is_empty() {
                folded.key(terms, TermGroup::Fund)
            } else {
                terms.exact(TermGroup::Fund, &folded.full)
            };
            match key {
                Some(split @ ("by_source" | "by_spending")) => {
                    let split = if split == "by_source" { "by_source" } else { "by_spending" };
                    out.push(Found { key: None, split, label: label_text(label), figure: figure.to_owned() });
                }
                Some(key) => out.push(Found {
                    key: fund_key(key),
                    split: "",
                    label: label_text(label),
                    figure: figure.to_owned(),
                }),
                None => return out,
            }
            rest = after.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '，' | ',' | '、' | '。'));
        }
    }
    out
}

/// `基本支出：128.98万元 项目支出…`: the label, its figure (may be empty), and what follows.
fn label_and_figure(text: &str) -> Option<(&str, &str, &str)> {
    let digit_at = text.char_indices().find(|(_, c)| crate::number::digit(*c).is_some()).map(|(p, _)| p);
    let colon_at = text.char_indices().find(|(_, c)| matches!(c, ':' | '：')).map(|(p, c)| (p, p + c.len_utf8()));
    let Some(digit) = digit_at else {
        let Some((colon, after)) = colon_at else { return Some((text.trim(), "", "")) };
        let value = text.get(after..)?.trim();
        return Some(if nothing(value).is_some() {
            (text.get(..colon)?.trim(), value, "")
        } else {
            (text.get(..colon)?.trim(), "", value)
        });
    };
    if let Some((colon, after)) = colon_at
        && colon < digit
        && !text.get(after..digit)?.trim().trim_matches(['-', '－', '¥', '￥']).is_empty()
    {
        let value = text.get(after..)?.trim();
        return Some((text.get(..colon)?.trim(), "", value));
    }
    let mut start = digit;
    let head = text.get(..digit)?;
    if head.ends_with(['-', '－', '−']) && head.trim_end_matches(['-', '－', '−']).trim_end().ends_with([':', '：'])
    {
        start = head.trim_end_matches(['-', '－', '−']).len();
    }
    let scanned = scan_number(text.get(digit..)?)?;
    let mut end = digit + scanned.len;
    // In a cell a full-width comma between groups of three separates thousands.
    while let Some(tail) = text.get(end..)
        && tail.starts_with(['，', ','])
        && tail.chars().skip(1).take(3).filter(char::is_ascii_digit).count() == 3
        && !tail.chars().nth(4).is_some_and(|c| c.is_ascii_digit())
        && end - digit <= 12
    {
        let comma = tail.chars().next().map_or(1, char::len_utf8);
        end += comma;
        end += scan_number(text.get(end..)?)?.len;
    }
    if let Some((_, n)) = scan_unit(text.get(end..)?) {
        end += n;
    }
    // 30日内, 28个: a figure that counts something is no sum of money.
    if text.get(end..)?.starts_with(['日', '天', '个', '人', '月', '年', '%', '％', '次', '项']) {
        return None;
    }
    let label = text.get(..start)?.trim().trim_end_matches(['-', '－', '¥', '￥', ':', '：', '(', '（']).trim();
    Some((label, text.get(start..end)?, text.get(end..)?.trim_start_matches([')', '）'])))
}

#[cfg(test)]
mod tests {
    use super::label_and_figure;

    #[test]
    fn the_figure_is_told_from_its_label() {
        assert_eq!(label_and_figure("基本支出:128.98"), Some(("基本支出", "128.98", "")));
        assert_eq!(label_and_figure("项目支出 2985.5万元"), Some(("项目支出", "2985.5万元", "")));
        assert_eq!(label_and_figure("其他资金："), Some(("其他资金", "", "")));
        assert_eq!(label_and_figure("其他资金：无"), Some(("其他资金", "无", "")));
        assert_eq!(
            label_and_figure("基本支出：1，128.98，项目支出：3"),
            Some(("基本支出", "1，128.98", "，项目支出：3"))
        );
        assert_eq!(label_and_figure("一般公共预算：政府性基金：5"), Some(("一般公共预算", "", "政府性基金：5")));
    }
}
