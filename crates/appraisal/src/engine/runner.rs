//! A check with a formula: asked of every row, each failure a finding.

use kanhe_formula::ast::{Comparison, Expr, Node};
use kanhe_formula::{
    Compared, Content as FormulaContent, Evaluation, Facts, Figure, Formula, LeafRead, Slot, State, Verdict,
};
use kanhe_policy::Check;
use kanhe_report::Place;

use super::compiled::Asked;
use super::facts::{Content, FieldKind, Leaf, Row, RowKind, Source, Style};
use super::show;
use crate::rules::Found;

/// Asks a check of all its rows.
pub(crate) fn ask(check: &Check, asked: &Asked, source: &Source<'_>, found: &mut Found) {
    for row in (asked.kind.rows)(source) {
        let facts = RowFacts(&row);
        let applies = asked.when.as_ref().is_none_or(|when| when.verdict(&facts).holds());
        if !applies {
            continue;
        }
        match asked.formula.verdict(&facts) {
            Verdict::Fails => {
                let evaluation = asked.formula.evaluate(&facts);
                found.findings.extend(finding(check, asked, &row, &evaluation));
            }
            Verdict::HoldsWithinPrecision { truncated } => {
                let evaluation = asked.formula.evaluate(&facts);
                if truncated || !only_rounded(&evaluation) {
                    let left = evaluation.comparisons.iter().rev().find(|c| c.within);
                    let left = left.and_then(|c| sides(asked.formula.expr(), c)).map(|(left, _)| left);
                    found.rounding(places(&asked.formula, &row, &evaluation, left).into_iter().take(1));
                }
            }
            Verdict::Holds | Verdict::Doubtful | Verdict::Unknown { .. } => {}
        }
    }
}

/// A row as a formula sees it.
struct RowFacts<'r, 'a>(&'r Row<'a>);

impl Facts for RowFacts<'_, '_> {
    fn scalar(&self, slot: usize) -> Figure<'_> {
        self.0.scalars.get(slot).map_or(Figure::blank(), |leaf| figure(leaf, scalar_id(slot)))
    }

    fn rows(&self, table: usize) -> Option<usize> {
        self.0.tables.get(table).map(Vec::len)
    }

    fn cell(&self, table: usize, row: usize, column: usize) -> Figure<'_> {
        let leaf = self.0.tables.get(table).and_then(|t| t.get(row)?.get(column));
        leaf.map_or(Figure::blank(), |leaf| figure(leaf, cell_id(table, row, column)))
    }
}

fn figure<'l>(leaf: &Leaf<'l>, id: u32) -> Figure<'l> {
    let content = match leaf.content {
        Content::Unknown if leaf.blank => FormulaContent::Blank,
        Content::Unknown => FormulaContent::Unreadable,
        Content::Money(money) => FormulaContent::Number(kanhe_formula::whole(i128::from(money.fen()))),
        Content::Ratio(value) | Content::Number(value) => FormulaContent::Number(value),
        Content::Text(text) => FormulaContent::Text(text),
        Content::Boolean(value) => FormulaContent::Boolean(value),
    };
    let decimals = match leaf.style {
        Style::Plain => 0,
        Style::Money(_, decimals) | Style::Percent(decimals, _) | Style::Number(decimals, _) => decimals,
    };
    Figure { content, half_unit: leaf.half_unit, decimals: u8::try_from(decimals).unwrap_or(u8::MAX), doubt: false, id }
}

/// Ids: a single value is its slot; a cell has its table (from 1), row and column in 8, 16 and 8 bits.
fn scalar_id(slot: usize) -> u32 {
    u32::try_from(slot).unwrap_or(u32::MAX)
}

fn cell_id(table: usize, row: usize, column: usize) -> u32 {
    let part = |n: usize, most: u32| u32::try_from(n).unwrap_or(most).min(most);
    (part(table + 1, 0xFF) << 24) | (part(row, 0xFFFF) << 8) | part(column, 0xFF)
}

/// The leaf that was read.
fn leaf_of<'r, 'a>(row: &'r Row<'a>, formula: &Formula, read: &LeafRead) -> Option<&'r Leaf<'a>> {
    match formula.leaves().get(read.leaf)?.slot {
        Slot::Scalar(slot) => row.scalars.get(slot),
        Slot::Table(_) => None,
        Slot::Column { table, column } => row.tables.get(table)?.get(read.row?)?.get(column),
    }
}

/// Whether sides that agree within precision do so because one printed figure was rounded as it should be.
fn only_rounded(evaluation: &Evaluation) -> bool {
    evaluation.comparisons.iter().filter(|c| c.within).all(|c| {
        let figures = evaluation.leaves.iter().filter(|l| l.state == State::Known && l.half_unit == c.tolerance);
        c.sign == Comparison::Equal && !c.truncated && figures.count() == 1
    })
}

/// The sides of a comparison in the formula's text.
fn sides<'e>(expr: &'e Expr, compared: &Compared) -> Option<(&'e Expr, &'e Expr)> {
    let inner = |e: &'e Expr| sides(e, compared);
    match &expr.node {
        Node::Compare(left, rest) if expr.span == compared.span => rest.last().map(|(_, right)| (&**left, right)),
        Node::Compare(left, rest) => inner(left).or_else(|| rest.iter().find_map(|(_, e)| inner(e))),
        Node::Negate(e) | Node::Not(e) => inner(e),
        Node::Sum(parts) | Node::Product(parts) => parts.iter().find_map(|(_, e)| inner(e)),
        Node::And(parts) | Node::Or(parts) | Node::Call(_, parts) => parts.iter().find_map(inner),
        Node::Number(_) | Node::Text(_) | Node::Boolean(_) | Node::Name(_) => None,
    }
}

/// The places of all figures that took part, the left side's first.
fn places(formula: &Formula, row: &Row<'_>, evaluation: &Evaluation, left: Option<&Expr>) -> Vec<Place> {
    let mut first: Vec<&Place> = Vec::new();
    let mut rest: Vec<&Place> = Vec::new();
    for read in evaluation.leaves.iter().filter(|l| l.state == State::Known) {
        let Some(info) = formula.leaves().get(read.leaf) else { continue };
        let Some(place) =
            leaf_of(row, formula, read).filter(|l| !matches!(l.content, Content::Text(_))).and_then(|l| l.place)
        else {
            continue;
        };
        let on_left = left.is_some_and(|l| l.span.start <= info.span.start && info.span.end <= l.span.end);
        if on_left { first.push(place) } else { rest.push(place) }
    }
    let mut out: Vec<Place> = Vec::with_capacity(first.len() + rest.len());
    for place in first.into_iter().chain(rest) {
        if !out.contains(place) {
            out.push(place.clone());
        }
    }
    if out.is_empty() {
        out.extend(row.anchor.cloned());
    }
    out
}

fn finding(check: &Check, asked: &Asked, row: &Row<'_>, evaluation: &Evaluation) -> Option<kanhe_report::Finding> {
    let compared = evaluation.decisive();
    let sides = compared.and_then(|c| sides(asked.formula.expr(), c));
    let places = places(&asked.formula, row, evaluation, sides.map(|(left, _)| left));
    if places.is_empty() {
        return None;
    }
    let style = style(&asked.formula, row, evaluation, sides.map(|(left, _)| left));
    let mut values = row_values(asked.kind, row);
    let (mut found, mut expected) = (None, None);
    if let Some(compared) = compared {
        let show = |exact| show::value(exact, style);
        let with_unit = |text: String| text + show::unit(style);
        let sign = match compared.sign {
            Comparison::Equal | Comparison::NotEqual => "",
            other => other.sign(),
        };
        values.push(("左", with_unit(show(compared.left))));
        values.push(("右", with_unit(show(compared.right))));
        let gap = if *compared.difference.numer() < 0 { -compared.difference } else { compared.difference };
        values.push(("差", with_unit(show(gap))));
        found = Some(show(compared.left));
        expected = Some(format!("{sign}{}", show(compared.right)));
    }
    Some(check.finding(&values, found, expected, places))
}

/// How the first figure of the left side (or of all) is written.
fn style<'a>(formula: &Formula, row: &Row<'a>, evaluation: &Evaluation, left: Option<&Expr>) -> Style<'a> {
    let mut reads = evaluation.leaves.iter().filter(|l| l.state == State::Known).filter_map(|read| {
        let info = formula.leaves().get(read.leaf)?;
        let leaf = leaf_of(row, formula, read).filter(|l| l.style != Style::Plain)?;
        let on_left = left.is_none_or(|l| l.span.start <= info.span.start && info.span.end <= l.span.end);
        Some((on_left, leaf.style))
    });
    let first = reads.next();
    match first {
        Some((true, style)) => style,
        _ => reads.find(|(on_left, _)| *on_left).or(first).map_or(Style::Plain, |(_, style)| style),
    }
}

/// What the placeholders of a message stand for: every field of the row as printed, rows as a list.
fn row_values(kind: &'static RowKind, row: &Row<'_>) -> Vec<(&'static str, String)> {
    let mut values = Vec::with_capacity(kind.fields.len() + 3);
    let (mut scalars, mut tables) = (row.scalars.iter(), row.tables.iter());
    for (name, field) in kind.fields {
        let text = match field {
            FieldKind::Rows(_) => tables.next().map(|rows| list(rows)),
            _ => scalars.next().and_then(show::with_unit),
        };
        values.push((*name, text.unwrap_or_default()));
    }
    values
}

/// `基本支出900.47万元、项目支出1025.20万元`.
fn list(rows: &[Vec<Leaf<'_>>]) -> String {
    let one = |cells: &Vec<Leaf<'_>>| cells.iter().filter_map(show::with_unit).collect::<Vec<_>>().concat();
    let mut items: Vec<String> = rows.iter().take(LISTED).map(one).collect();
    if rows.len() > LISTED {
        items.push("……".to_owned());
    }
    items.join("、")
}

/// Parts that a message names at most.
const LISTED: usize = 8;
