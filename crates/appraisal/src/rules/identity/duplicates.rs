//! KH607: an indicator stands twice in one form.

use std::collections::HashMap;

use kanhe_policy::Check;

use crate::Context;
use crate::rules::Found;
use crate::rules::words::bare;

/// One finding for each name that comes again under the same level-1 head of a form.
pub(super) fn check(context: &Context<'_>, check: &Check, found: &mut Found) {
    let mut seen: HashMap<(u32, String, String), usize> = HashMap::new();
    let indicators = &context.report.indicators;
    for (index, indicator) in indicators.iter().enumerate() {
        let Some(name) = indicator.level3.sure() else { continue };
        let key = own_name(name);
        if key.is_empty() || indicator.sub_row {
            continue;
        }
        let head = indicator.level1.get().map(|h| bare(h)).unwrap_or_default();
        match seen.get(&(indicator.form, head.clone(), key.clone())) {
            Some(first) => {
                let places = vec![indicator.place.clone(), indicators[*first].place.clone()];
                found.finding(check.finding(&[("指标", name.clone())], Some(name.clone()), None, places));
            }
            None => {
                seen.insert((indicator.form, head, key), index);
            }
        }
    }
}

/// The name without a leading `指标1：`.
fn own_name(name: &str) -> String {
    let rest = name.trim().strip_prefix("指标").map(|r| r.trim_start_matches(|c: char| c.is_ascii_digit()));
    match rest.and_then(|r| r.strip_prefix(['：', ':'])) {
        Some(own) => bare(own),
        None => bare(name),
    }
}
