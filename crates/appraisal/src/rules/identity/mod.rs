//! Is it this unit's report of this year, in words of its own? KH601–KH609.

mod duplicates;
mod foreign_role;
mod numbering;
mod personal_data;
mod placeholder;
mod result_before_period;
mod unit_mismatch;
mod year_mismatch;

use kanhe_report::{Place, Report, SheetCell, SheetTable, TextLine};

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

/// A text of the document: a paragraph or a visible cell.
#[derive(Clone, Copy)]
struct Piece<'a> {
    text: &'a str,
    spot: Spot<'a>,
}

#[derive(Clone, Copy)]
enum Spot<'a> {
    Line(&'a TextLine),
    Cell(&'a SheetTable, &'a SheetCell),
}

impl Piece<'_> {
    fn in_cell(&self) -> bool {
        matches!(self.spot, Spot::Cell(..))
    }

    fn place(&self) -> Place {
        match self.spot {
            Spot::Line(line) => line.place(),
            Spot::Cell(table, cell) => {
                let mut place = Place::cell(table.number, cell.row, cell.col, cell.text.clone());
                place.sheet.clone_from(&table.sheet);
                place
            }
        }
    }
}

/// Every text of a document: paragraphs, then visible cells.
fn texts(report: &Report) -> impl Iterator<Item = Piece<'_>> {
    let lines = report.paragraphs.iter().map(|line| Piece { text: &line.text, spot: Spot::Line(line) });
    let cells = report.tables.iter().flat_map(|table| {
        table.cells.iter().map(move |cell| Piece { text: &cell.text, spot: Spot::Cell(table, cell) })
    });
    lines.chain(cells)
}
