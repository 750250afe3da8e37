//! The indicators that a figure of the text may be about.

use kanhe_report::{Indicator, Report};

use super::{folded::folded, likeness::Name, measures::canonical};

/// An indicator that counts or rates something.
pub(crate) struct Subject {
    /// Index into `Report::indicators`.
    pub index: usize,
    /// Its name.
    pub name: Name,
    /// Measures of target and actual, canonical; empty where none is printed.
    pub units: Vec<String>,
    /// Its name as printed.
    pub printed: String,
    /// Some other indicator of another form bears the same name.
    pub twin: bool,
}

/// Indicators with a measurable target or result, each name once.
pub(crate) fn subjects(report: &Report) -> Vec<Subject> {
    let mut out: Vec<Subject> = Vec::new();
    let mut seen: std::collections::HashMap<String, usize> = std::collections::HashMap::new();
    for (index, indicator) in report.indicators.iter().enumerate() {
        let Some(printed) = indicator.level3.get().map(|s| s.trim().to_owned()) else { continue };
        let units = units(indicator);
        let Some(name) = Name::new(&printed).filter(|_| measurable(indicator)) else { continue };
        if let Some(&first) = seen.get(&printed) {
            if let Some(first) = out.get_mut(first) {
                first.twin = true;
                first.units.extend(units);
            }
            continue;
        }
        seen.insert(printed.clone(), out.len());
        out.push(Subject { index, name, units, printed, twin: false });
        if out.len() >= 400 {
            break;
        }
    }
    out
}

fn measurable(indicator: &Indicator) -> bool {
    [&indicator.target, &indicator.actual]
        .into_iter()
        .filter_map(|e| e.get())
        .any(|t| t.chars().any(|c| super::folded::fold(c).is_ascii_digit()))
}

fn units(indicator: &Indicator) -> Vec<String> {
    let mut out = Vec::new();
    for text in [&indicator.target, &indicator.actual].into_iter().filter_map(|e| e.get()) {
        let text = folded(text);
        let unit: String = text
            .trim_start_matches(|c: char| !c.is_ascii_digit())
            .trim_start_matches(|c: char| c.is_ascii_digit() || ",. ".contains(c))
            .chars()
            .take_while(|c| !"(;,。 ".contains(*c))
            .collect();
        if text.chars().any(|c| c.is_ascii_digit()) && !unit.is_empty() {
            out.push(canonical(&unit));
        }
    }
    if out.is_empty() {
        out.extend(indicator.unit.as_deref().map(canonical).filter(|u| !u.is_empty()));
    }
    out.dedup();
    out
}

/// Counters that may stand for one another: 次 and 场, and 个 for things.
pub(crate) fn compatible(a: &str, b: &str) -> bool {
    let pair = |x: &str, y: &str| (a == x && b == y) || (a == y && b == x);
    let thing = |u: &str| ["家", "所", "处", "座", "项", "台", "套", "栋", "条"].contains(&u);
    pair("次", "场")
        || pair("次", "期")
        || pair("次", "班")
        || pair("台", "部")
        || (a == "个" && thing(b))
        || (b == "个" && thing(a))
}
