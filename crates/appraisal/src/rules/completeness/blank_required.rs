//! KH405: cells that have to be filled in are blank.

use kanhe_policy::Check;
use kanhe_report::{BaseItem, FormField, Place, State, TextLine};

use crate::Context;
use crate::rules::Found;

/// Keys of head and foot cells that every form needs, with the words for the message.
const FIELDS: [&str; 6] = ["unit", "project", "filled_on", "filler", "head", "total"];

/// One finding a document, listing every blank.
pub(super) fn check(context: &Context<'_>, check: &Check, found: &mut Found) {
    let mut blanks: Vec<(String, Place)> = Vec::new();
    for form in context.result_forms() {
        blanks.extend(fields(&form.fields, &FIELDS));
        let scored = context.report.indicators.iter().any(|i| i.form == form.form && i.score.get().is_some());
        if form.total.score.is_blank() && scored {
            blanks.push(("总分".to_owned(), form.total.place.clone()));
        }
    }
    blanks.extend(fields(&context.report.base_fields, &["filled_on", "filler", "head", "thrift", "buildings"]));
    blanks.extend(base(&context.report.base));
    blanks.extend(context.report.paragraphs.iter().filter(|l| l.note).flat_map(foot));
    let mut seen: Vec<Place> = Vec::new();
    blanks.retain(|(_, place)| {
        let new = !seen.iter().any(|s| s.same_spot(place) && s.text == place.text);
        seen.push(place.clone());
        new
    });
    // A signature is given on paper: its absence alone says nothing of the file.
    if blanks.iter().all(|(name, _)| name.contains("负责人")) {
        return;
    }
    let mut names: Vec<String> = Vec::new();
    for (name, _) in &blanks {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    let places = blanks.into_iter().map(|(_, place)| place).collect();
    found.finding(check.finding(&[("栏目", names.join("、")), ("个数", names.len().to_string())], None, None, places));
}

/// Labels whose cell is blank. The label is the place: it tells what should stand there.
fn fields<'a>(fields: &'a [FormField], keys: &'a [&str]) -> impl Iterator<Item = (String, Place)> + 'a {
    // A label has words; `无` in its place is a value that a repeated merged cell brought there.
    let is_label = |f: &FormField| f.label.chars().filter(|c| c.is_alphabetic()).count() >= 2;
    let asked = fields.iter().filter(move |f| keys.contains(&f.key.as_str()) && f.value.is_blank() && is_label(f));
    asked.map(|f| (clean(&f.label), f.place.clone()))
}

/// The three-public block when nothing at all stands in it: blank is not "none".
fn base(items: &[BaseItem]) -> Vec<(String, Place)> {
    const BLOCK: [&str; 6] = ["three_public", "vehicle", "vehicle_purchase", "vehicle_running", "abroad", "reception"];
    let block: Vec<&BaseItem> = items.iter().filter(|i| BLOCK.contains(&i.item.as_str())).collect();
    let empty = |i: &&BaseItem| [&i.prior_final, &i.budget, &i.final_].iter().all(|e| e.state == State::Blank);
    if block.is_empty() || !block.iter().all(empty) {
        return Vec::new();
    }
    block.iter().map(|i| (clean(&i.label), i.place.clone())).collect()
}

/// Blanks of the line under a form: `填表人：张三  填报日期：    联系电话：…`.
fn foot(line: &TextLine) -> Vec<(String, Place)> {
    const LABELS: [&str; 2] = ["填报日期", "单位负责人签字"];
    let filled_in = |label: &str| {
        let at = line.text.find(label)?;
        let rest = line.text[at + label.len()..].trim_start().strip_prefix(['：', ':'])?;
        // The value ends where the next label begins; `  年  月  日` is no date.
        let end = rest.find(['：', ':']).map_or(rest.len(), |colon| {
            let words = rest[..colon].trim_end();
            words.rfind(char::is_whitespace).map_or(0, |space| space)
        });
        let value = rest[..end]
            .trim()
            .trim_matches(|c: char| c.is_whitespace() || matches!(c, '年' | '月' | '日' | '_' | '＿'));
        Some(!value.is_empty())
    };
    let blank = LABELS.iter().filter(|label| filled_in(label) == Some(false));
    blank.map(|label| ((*label).to_owned(), line.words(*label))).collect()
}

fn clean(label: &str) -> String {
    label.chars().filter(|c| !c.is_whitespace() && !matches!(c, ':' | '：')).collect()
}
