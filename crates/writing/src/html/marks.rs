//! Which cell and paragraph each problem marks.

use std::collections::HashMap;

use kanhe_report::{Finding, Part, Place, Severity};

/// A spot of the document: table, row and column, or paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Spot {
    Cell(u32, u32, u32),
    Paragraph(u32),
}

impl Spot {
    /// The spot of a place, if it names one.
    pub(crate) fn of(place: &Place) -> Option<Self> {
        match place.part {
            Part::Table => Some(Self::Cell(place.table?, place.row?, place.col?)),
            Part::Text => Some(Self::Paragraph(place.paragraph?)),
        }
    }

    /// The element's id.
    pub(crate) fn id(self) -> String {
        match self {
            Self::Cell(t, r, c) => format!("t{t}r{r}c{c}"),
            Self::Paragraph(p) => format!("p{p}"),
        }
    }
}

/// One problem's mark on a spot.
#[derive(Debug, Clone)]
pub(crate) struct Mark<'a> {
    /// Number of the problem in the list, from 1.
    pub number: usize,
    pub severity: Severity,
    /// The problem is about this spot first of all.
    pub first: bool,
    /// The words it points at.
    pub words: &'a str,
}

/// All marks by spot.
pub(crate) struct Marks<'a>(HashMap<Spot, Vec<Mark<'a>>>);

impl<'a> Marks<'a> {
    pub(crate) fn of(findings: &[&'a Finding]) -> Self {
        let mut marks: HashMap<Spot, Vec<Mark<'a>>> = HashMap::new();
        for (index, finding) in findings.iter().enumerate() {
            for (order, place) in finding.places.iter().enumerate() {
                let Some(spot) = Spot::of(place) else { continue };
                let at = marks.entry(spot).or_default();
                if at.iter().all(|m| m.number != index + 1) {
                    at.push(Mark {
                        number: index + 1,
                        severity: finding.severity,
                        first: order == 0,
                        words: &place.text,
                    });
                }
            }
        }
        Self(marks)
    }

    pub(crate) fn at(&self, spot: Spot) -> &[Mark<'a>] {
        self.0.get(&spot).map_or(&[], Vec::as_slice)
    }
}

/// The class of the worst mark.
pub(crate) fn class(marks: &[Mark]) -> &'static str {
    match marks.iter().map(|m| m.severity).min() {
        Some(Severity::Error) => "error",
        Some(Severity::Warning) => "warning",
        Some(Severity::Note) => "note",
        None => "",
    }
}

/// The small numbers that link back to the problem list.
pub(crate) fn links(marks: &[Mark], out: &mut String) {
    for mark in marks {
        let class = if mark.first { "ref first" } else { "ref" };
        out.push_str(&format!(
            "<a class=\"{class} {}\" href=\"#k{}\">{}</a>",
            mark.severity.name(),
            mark.number,
            mark.number
        ));
    }
}
