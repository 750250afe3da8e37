//! docs/limits.md states the limits that the readers keep.

mod common;

use std::collections::BTreeMap;

use common::{Outcome, read};
use kanhe_document::Limits;

/// The numbers in the page's table, by field.
fn stated(page: &str) -> BTreeMap<String, u64> {
    let rows = page.lines().filter_map(|line| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [_, value, field] = cells.as_slice() else { return None };
        let field = field.strip_prefix('`')?.strip_suffix('`')?;
        let (number, unit) = value.split_once(' ').unwrap_or((value, ""));
        let number: u64 = number.replace(',', "").parse().ok()?;
        Some((field.to_owned(), if unit == "MiB" { number << 20 } else { number }))
    });
    rows.collect()
}

/// The limits by field, from how they print themselves: a new field cannot be forgotten.
fn kept() -> BTreeMap<String, u64> {
    let shown = format!("{:?}", Limits::default());
    let fields = shown.split(['{', ',', '}']).filter_map(|field| field.split_once(':'));
    fields.filter_map(|(name, value)| Some((name.trim().to_owned(), value.trim().parse().ok()?))).collect()
}

#[test]
fn the_page_of_limits_states_the_numbers_of_the_code() -> Outcome {
    assert_eq!(stated(&read("docs/limits.md")?), kept());
    Ok(())
}
