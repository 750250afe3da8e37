//! 支出陈述: chains of spending figures in running text.

use kanhe_report::{Figure, Mention, Section, Statement, holds_any};

use super::{Leaf, Row, Source};

/// What a chain may hold, in field order.
const CONCEPTS: [&str; 6] = [
    "spending.total",
    "spending.basic",
    "spending.project",
    "spending.personnel",
    "spending.public",
    "spending.general",
];

/// Words of funds whose figures form chains of their own.
const OTHER_FUNDS: [&str; 4] = ["政府性基金", "国有资本", "社会保险基金", "社保基金"];

#[derive(Default)]
struct Chain<'a> {
    /// Total, basic, project, personnel, public.
    leaves: [Option<Leaf<'a>>; 5],
    /// Another total stated just before, with nothing in between.
    rival: Option<Leaf<'a>>,
    /// Paragraph of the last figure.
    line: usize,
    section: Option<usize>,
}

impl<'a> Chain<'a> {
    fn is_empty(&self) -> bool {
        self.leaves.iter().all(Option::is_none)
    }

    fn only_total(&self) -> bool {
        self.leaves.iter().skip(1).all(Option::is_none)
    }

    fn row(self) -> Row<'a> {
        let [mut total, basic, project, personnel, public] = self.leaves;
        // Two totals before the same parts: the parts belong to the one that they add up to.
        if let Some(rival) = self.rival {
            let sum = basic.zip(project).and_then(|(b, p)| b.money()?.checked_add(p.money()?));
            if sum.is_some() && sum == rival.money() {
                total = Some(rival);
            }
        }
        Row::of([total, basic, project, personnel, public].map(|leaf| leaf.unwrap_or(Leaf::unknown())))
    }
}

/// The chains, in order.
pub(super) fn rows<'a>(source: &Source<'a>) -> Vec<Row<'a>> {
    let report = source.report;
    let mut rows = Vec::new();
    let mut chain = Chain::default();
    for (statement, mention, slot) in in_order(source) {
        let Some(line) = report.paragraphs.get(mention.line) else { continue };
        if of_other_funds(mention, line.section, &report.sections) {
            continue;
        }
        let slot_taken = chain.leaves.get(slot).is_some_and(Option::is_some);
        let moved_on = line.section != chain.section || mention.line > chain.line + 1;
        let mut rival = None;
        if !chain.is_empty() && (slot_taken || moved_on || slot == 0) {
            let done = std::mem::take(&mut chain);
            if slot == 0 && done.only_total() && done.line == mention.line {
                rival = done.leaves.first().copied().flatten();
            } else {
                rows.push(done.row());
            }
        }
        let leaf = match (&mention.figure, &statement.doubt) {
            (Figure::Amount(amount), None) => Leaf::amount_at(amount, &mention.place),
            _ => Leaf::unknown(),
        };
        if let Some(cell) = chain.leaves.get_mut(slot) {
            *cell = Some(leaf);
        }
        if rival.is_some() {
            chain.rival = rival;
        }
        chain.line = mention.line;
        chain.section = line.section;
    }
    if !chain.is_empty() {
        rows.push(chain.row());
    }
    rows
}

/// Spending statements in the order of the text, each with its slot; general and total spending share one.
fn in_order<'a>(source: &Source<'a>) -> Vec<(&'a Statement, &'a Mention, usize)> {
    let report = source.report;
    let mut all: Vec<_> = report
        .statements
        .iter()
        .filter_map(|s| {
            let slot = CONCEPTS.iter().position(|c| *c == s.concept)?;
            Some((s, report.mentions.get(s.mention)?, if slot == 5 { 0 } else { slot }))
        })
        .collect();
    all.sort_by_key(|(s, ..)| s.mention);
    all
}

fn of_other_funds(mention: &Mention, section: Option<usize>, sections: &[Section]) -> bool {
    let named = |text: &str| holds_any(text, &OTHER_FUNDS);
    named(&mention.before) || section.and_then(|s| sections.get(s)).is_some_and(|s| named(&s.title))
}
