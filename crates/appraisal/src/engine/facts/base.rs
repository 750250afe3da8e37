//! Rows of the base-data table: its columns, its items, the three public expenses.

use kanhe_report::{Amount, BaseItem, Entry, Report, State};

use super::{Leaf, Row, Source};

type Column = (&'static str, for<'a> fn(&'a BaseItem) -> &'a Entry<Amount>);

const COLUMNS: [Column; 3] =
    [("上年决算数", |b| &b.prior_final), ("本年预算数", |b| &b.budget), ("本年决算数", |b| &b.final_)];

/// Items in the order of the row's fields.
const ITEMS: [&str; 14] = [
    "three_public",
    "vehicle",
    "vehicle_purchase",
    "vehicle_running",
    "abroad",
    "reception",
    "project",
    "project_business",
    "project_running",
    "public",
    "office",
    "utilities_travel",
    "meeting_training",
    "procurement",
];

const THREE_PUBLIC: [&str; 6] =
    ["three_public", "vehicle", "vehicle_purchase", "vehicle_running", "abroad", "reception"];

/// Whether an item belongs to the three public expenses.
fn is_three_public(item: &str) -> bool {
    THREE_PUBLIC.contains(&item)
}

/// An item that stands once in the table.
pub(super) fn item<'a>(report: &'a Report, key: &str) -> Option<&'a BaseItem> {
    let mut same = report.base.iter().filter(|b| b.item == key);
    same.next().filter(|_| same.next().is_none())
}

/// 基础列.
pub(super) fn columns<'a>(source: &Source<'a>) -> Vec<Row<'a>> {
    if source.report.base.is_empty() {
        return Vec::new();
    }
    let row = |(name, column): Column| {
        let leaves =
            ITEMS.iter().map(|key| item(source.report, key).map_or(Leaf::unknown(), |b| Leaf::amount(column(b))));
        Row::of(std::iter::once(Leaf::text(name)).chain(leaves))
    };
    COLUMNS.map(row).into()
}

/// 基础项.
pub(super) fn items<'a>(source: &Source<'a>) -> Vec<Row<'a>> {
    let row = |b: &'a BaseItem| {
        Row::of([
            Leaf::text_at(&b.label, &b.place),
            Leaf::boolean(is_three_public(&b.item)),
            Leaf::boolean(matches!(b.item.as_str(), "three_public" | "public" | "project")),
            Leaf::amount(&b.prior_final),
            Leaf::amount(&b.budget),
            Leaf::amount(&b.final_),
        ])
        .at(&b.place)
    };
    source.report.base.iter().filter(|b| b.item != "staff").map(row).collect()
}

/// Wholes of the table with their parts.
const WHOLES: [(&str, &[&str]); 4] = [
    ("three_public", &["vehicle", "abroad", "reception"]),
    ("vehicle", &["vehicle_purchase", "vehicle_running"]),
    ("project", &["project_business", "project_running"]),
    ("public", &["office", "utilities_travel", "meeting_training"]),
];

/// A whole in one column, with its parts that have a value; the flag says whether all parts have.
fn wholes<'a>(source: &Source<'a>) -> Vec<(&'static str, Row<'a>, bool)> {
    let mut out = Vec::new();
    for (key, parts) in WHOLES {
        let Some(whole) = item(source.report, key) else { continue };
        for (_, column) in COLUMNS {
            let mut known = Vec::new();
            let mut all = true;
            for part in parts {
                match item(source.report, part).map(|b| (b, column(b))) {
                    Some((b, entry)) if entry.sure().is_some() => {
                        known.push((Leaf::text(&b.label), Leaf::amount(entry)))
                    }
                    Some((_, entry)) if entry.state == State::Dash => {}
                    _ => all = false,
                }
            }
            if !known.is_empty() {
                let total = Leaf::amount(column(whole));
                let row =
                    Row::of([Leaf::text_at(&whole.label, &whole.place), total]).with_parts(known).at(&whole.place);
                out.push((key, row, all));
            }
        }
    }
    out
}

/// 三公构成: the three public expenses and the vehicles, where every part is filled in.
pub(super) fn three_public<'a>(source: &Source<'a>) -> Vec<Row<'a>> {
    let complete = |(key, row, all): (&str, Row<'a>, bool)| (is_three_public(key) && all).then_some(row);
    let table = wholes(source).into_iter().filter_map(complete);
    table.chain(super::text::three_public(source)).collect()
}

/// 其中: wholes of which some part is blank, or whose parts need not be complete.
pub(super) fn some_parts<'a>(source: &Source<'a>) -> Vec<Row<'a>> {
    let special = has_special_rows(source.report);
    let partial = |(key, row, all): (&str, Row<'a>, bool)| {
        let complete = (is_three_public(key) && all) || (key == "project" && all && !special);
        (!complete).then_some(row)
    };
    wholes(source).into_iter().filter_map(partial).collect()
}

/// 逐项列全: project expenditure = business + running, where the table fills no row for special funds.
pub(super) fn all_parts<'a>(source: &Source<'a>) -> Vec<Row<'a>> {
    if has_special_rows(source.report) {
        return Vec::new();
    }
    wholes(source).into_iter().filter_map(|(key, row, all)| (key == "project" && all).then_some(row)).collect()
}

/// Whether the rows below 市级专项资金（一个专项一行） hold any figure: they are parts of the project expenditure too.
fn has_special_rows(report: &Report) -> bool {
    let Some(table) = report.base_table.and_then(|n| report.tables.iter().find(|t| t.number == n)) else { return true };
    let row_of = |key: &str| item(report, key).and_then(|b| b.place.row);
    let (Some(first), Some(end)) = (row_of("project_running"), row_of("public")) else { return true };
    let digit = |text: &str| text.chars().any(|c| c.is_ascii_digit());
    let label_column = item(report, "project_running").and_then(|b| b.place.col).unwrap_or(1);
    table.cells.iter().any(|c| c.row > first && c.row < end && c.col > label_column && digit(&c.text))
}
