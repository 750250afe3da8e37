//! Is it this unit's report of this year, in words of its own? KH601–KH609.

mod duplicates;
mod foreign_role;
mod numbering;
mod personal_data;
mod placeholder;
mod result_before_period;
mod unit_mismatch;
mod year_mismatch;

use super::Rule;

/// The rules of this family.
pub(super) const RULES: &[(&str, Rule)] = &[
    ("year-mismatch", year_mismatch::check),
    ("unit-mismatch", unit_mismatch::check),
    ("personal-data", personal_data::check),
    ("placeholder-left", placeholder::check),
    ("numbering-broken", numbering::check),
    ("indicator-duplicated", duplicates::check),
    ("result-before-period", result_before_period::check),
    ("foreign-role", foreign_role::check),
];

/// Every text of a document with its place: paragraphs, then visible cells.
fn texts(report: &kanhe_report::Report) -> impl Iterator<Item = (String, kanhe_report::Place)> + '_ {
    let lines = report.paragraphs.iter().map(|line| {
        let place = line.place();
        (place.text.clone(), place)
    });
    let cells = report.tables.iter().flat_map(|table| {
        table.cells.iter().map(move |cell| {
            let mut place = kanhe_report::Place::cell(table.number, cell.row, cell.col, cell.text.clone());
            place.sheet.clone_from(&table.sheet);
            (cell.text.clone(), place)
        })
    });
    lines.chain(cells)
}
