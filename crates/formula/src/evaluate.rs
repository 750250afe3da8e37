//! Typed tree + facts → value. Strict in numbers (unknown stays unknown), Kleene's three values in conditions.

use crate::ast::Comparison;
use crate::exact::{self, ZERO};
use crate::facts::{Content, Facts, Figure, State};
use crate::precision::{self, Measured};
use crate::schema::{Slot, Type};
use crate::trace::{Fault, Tracer};
use crate::typed::{Condition, ConditionKind, Counted, Fold, Leaf, Number, NumberKind, Text, Value};
use crate::values::{Extreme, Junction, Quantity, Total, Truth, Words};

/// One evaluation.
pub(crate) struct Run<'f, F: ?Sized, T> {
    pub facts: &'f F,
    pub tracer: T,
}

impl<'f, F: Facts + ?Sized, T: Tracer> Run<'f, F, T> {
    pub(crate) fn number(&mut self, node: &Number, row: Option<usize>) -> Quantity {
        let quantity = match &node.kind {
            NumberKind::Constant(value) => return Quantity::exact(*value),
            NumberKind::Leaf(leaf) => return self.number_leaf(*leaf, row),
            NumberKind::Negate(inner) => self.map(inner, row, exact::negate),
            NumberKind::Absolute(inner) => self.map(inner, row, exact::abs),
            NumberKind::Round(inner, unit) => {
                let mut rounded = self.map(inner, row, |value| exact::round_to(value, *unit));
                if let Ok(measured) = &mut rounded.known {
                    measured.tolerance = ZERO;
                }
                rounded
            }
            NumberKind::Sum(parts) => {
                let mut total = Total::new(false);
                for (minus, part) in parts {
                    total.add(self.number(part, row), *minus);
                }
                total.result()
            }
            NumberKind::SumKnown(parts) => {
                let (mark, mut total) = (self.tracer.mark(), Total::new(true));
                for part in parts {
                    total.add(self.number(part, row), false);
                }
                self.settle_number(mark, total.result())
            }
            NumberKind::Product(parts) => self.product(parts, row),
            NumberKind::Extreme(largest, parts) => {
                let mut extreme = Extreme::new(*largest);
                for part in parts {
                    extreme.add(self.number(part, row));
                }
                extreme.result()
            }
            NumberKind::Coalesce(parts) => self.coalesce(parts, row),
            NumberKind::If(branches) => {
                let (test, then, other) = &**branches;
                let test = self.condition(test, row);
                match test.value {
                    Some(first) => {
                        let mut chosen = self.number(if first { then } else { other }, row);
                        chosen.doubt |= test.doubt;
                        chosen.plain()
                    }
                    None => Quantity { known: Err(test.fault), doubt: test.doubt },
                }
            }
            NumberKind::Rows(fold, table, body) => self.fold(*fold, *table, body),
            NumberKind::Count(table, counted) => self.count(*table, counted),
        };
        self.tracer.step(&node.span, row, node.ty, || quantity.outcome());
        quantity
    }

    fn map(
        &mut self,
        inner: &Number,
        row: Option<usize>,
        apply: impl Fn(exact::Exact) -> Option<exact::Exact>,
    ) -> Quantity {
        let inner = self.number(inner, row);
        let known = inner.known.and_then(|measured| {
            let value = apply(measured.value).ok_or(Some(Fault::Overflow))?;
            Ok(Measured { value, tolerance: measured.tolerance, decimals: 0 })
        });
        Quantity { known, doubt: inner.doubt }
    }

    fn product(&mut self, parts: &[(bool, Number)], row: Option<usize>) -> Quantity {
        let mut result = Quantity::exact(exact::whole(1));
        for (divided, part) in parts {
            let part = self.number(part, row);
            result.doubt |= part.doubt;
            result.known = match (result.known, part.known) {
                (Err(a), Err(b)) => Err(a.max(b)),
                (Err(fault), _) | (_, Err(fault)) => Err(fault),
                (Ok(_), Ok(b)) if *divided && b.value == ZERO => Err(Some(Fault::DivisionByZero)),
                (Ok(a), Ok(b)) => {
                    let value = if *divided { exact::div(a.value, b.value) } else { exact::mul(a.value, b.value) };
                    value.map(Measured::exact).ok_or(Some(Fault::Overflow))
                }
            };
        }
        result
    }

    fn coalesce(&mut self, parts: &[Number], row: Option<usize>) -> Quantity {
        let mark = self.tracer.mark();
        let mut fault = None;
        let mut doubt = false;
        for part in parts {
            let value = self.number(part, row);
            doubt |= value.doubt;
            match value.known {
                Err(why) if value.is_lacking() => fault = fault.max(why),
                _ => return self.settle_number(mark, Quantity { doubt, ..value }.plain()),
            }
        }
        Quantity { known: Err(fault), doubt }
    }

    fn settle_number(&mut self, mark: usize, quantity: Quantity) -> Quantity {
        if quantity.known.is_ok() {
            self.tracer.settle(mark);
        }
        quantity
    }

    fn settle_truth(&mut self, mark: usize, truth: Truth) -> Truth {
        if truth.value.is_some() {
            self.tracer.settle(mark);
        }
        truth
    }

    fn fold(&mut self, fold: Fold, table: usize, body: &Number) -> Quantity {
        let Some(rows) = self.facts.rows(table) else { return Quantity::unknown(None) };
        let mark = self.tracer.mark();
        match fold {
            Fold::Sum | Fold::SumKnown => {
                let mut total = Total::new(fold == Fold::SumKnown);
                for row in 0..rows {
                    total.add(self.number(body, Some(row)), false);
                }
                self.settle_number(mark, total.result())
            }
            Fold::Min | Fold::Max => {
                let mut extreme = Extreme::new(fold == Fold::Max);
                for row in 0..rows {
                    extreme.add(self.number(body, Some(row)));
                }
                extreme.result()
            }
        }
    }

    fn count(&mut self, table: usize, counted: &Counted) -> Quantity {
        let Some(rows) = self.facts.rows(table) else { return Quantity::unknown(None) };
        let (mut count, mut doubt, mut unknown) = (0_i128, false, None);
        let mark = self.tracer.mark();
        match counted {
            Counted::Rows => count = i128::try_from(rows).unwrap_or(i128::MAX),
            Counted::Holding(condition) => {
                for row in 0..rows {
                    let truth = self.condition(condition, Some(row));
                    doubt |= truth.doubt;
                    match truth.value {
                        Some(holds) => count += i128::from(holds),
                        None => unknown = unknown.max(Some(truth.fault)),
                    }
                }
            }
            Counted::Known(value) => {
                for row in 0..rows {
                    let known = self.is_known(value, Some(row));
                    doubt |= known.doubt;
                    match known.value {
                        Some(known) => count += i128::from(known),
                        None => unknown = unknown.max(Some(known.fault)),
                    }
                }
                self.tracer.settle(mark);
            }
        }
        match unknown {
            None => Quantity { doubt, ..Quantity::exact(exact::whole(count)) },
            Some(fault) => Quantity { known: Err(fault), doubt },
        }
    }

    /// Whether a value is known; unknown itself only after an overflow.
    fn is_known(&mut self, value: &Value, row: Option<usize>) -> Truth {
        let (known, doubt, fault) = match value {
            Value::Number(number) => {
                let quantity = self.number(number, row);
                (quantity.known.is_ok(), quantity.doubt, quantity.known.err().flatten())
            }
            Value::Condition(condition) => {
                let truth = self.condition(condition, row);
                (truth.value.is_some(), truth.doubt, truth.fault.filter(|_| truth.value.is_none()))
            }
            Value::Text(text) => {
                let words = self.text(text, row);
                (words.known.is_some(), words.doubt, None)
            }
        };
        match fault {
            Some(Fault::Overflow) => Truth { doubt, ..Truth::unknown(fault) },
            _ => Truth { doubt, ..Truth::certain(known) },
        }
    }

    pub(crate) fn condition(&mut self, node: &Condition, row: Option<usize>) -> Truth {
        let truth = match &node.kind {
            ConditionKind::Constant(value) => return Truth::certain(*value),
            ConditionKind::Leaf(leaf) => return self.truth_leaf(*leaf, row),
            ConditionKind::Compare(first, rest) => self.compare(node, first, rest, row),
            ConditionKind::SameText(same, pair) => {
                let (left, right) = (self.text(&pair.0, row), self.text(&pair.1, row));
                let value = left.known.zip(right.known).map(|(left, right)| (left == right) == *same);
                Truth { value, doubt: left.doubt || right.doubt, ..Truth::unknown(None) }
            }
            ConditionKind::SameTruth(same, pair) => {
                let (left, right) = (self.condition(&pair.0, row), self.condition(&pair.1, row));
                Truth {
                    value: left.value.zip(right.value).map(|(left, right)| (left == right) == *same),
                    fault: left.fault.max(right.fault),
                    doubt: left.doubt || right.doubt,
                    within: left.within || right.within,
                    truncated: left.truncated || right.truncated,
                }
            }
            ConditionKind::Not(inner) => {
                let inner = self.condition(inner, row);
                Truth { value: inner.value.map(|value| !value), ..inner }
            }
            ConditionKind::And(parts) => self.junction(false, parts, row),
            ConditionKind::Or(parts) => self.junction(true, parts, row),
            ConditionKind::Known(value) => {
                let mark = self.tracer.mark();
                let known = self.is_known(value, row);
                self.tracer.settle(mark);
                known
            }
            ConditionKind::Blank(leaf) => {
                let (mark, figure) = (self.tracer.mark(), self.figure(*leaf, row));
                self.tracer.leaf(leaf.index, row, &figure, figure.content.state());
                self.tracer.settle(mark);
                Truth { doubt: figure.doubt, ..Truth::certain(figure.content.state() == State::Blank) }
            }
            ConditionKind::Coalesce(parts) => {
                let (mark, mut result) = (self.tracer.mark(), Truth::unknown(None));
                for part in parts {
                    let truth = self.condition(part, row);
                    result =
                        Truth { doubt: truth.doubt || result.doubt, fault: truth.fault.max(result.fault), ..truth };
                    if result.value.is_some() || truth.fault == Some(Fault::Overflow) {
                        break;
                    }
                }
                self.settle_truth(mark, result)
            }
            ConditionKind::If(branches) => {
                let (test, then, other) = &**branches;
                let test = self.condition(test, row);
                match test.value {
                    Some(first) => {
                        let chosen = self.condition(if first { then } else { other }, row);
                        Truth { doubt: chosen.doubt || test.doubt, ..chosen }
                    }
                    None => test,
                }
            }
            ConditionKind::Rows(every, table, body) => match self.facts.rows(*table) {
                None => Truth::unknown(None),
                Some(rows) => {
                    let (mark, mut junction) = (self.tracer.mark(), Junction::new(!every));
                    for row in 0..rows {
                        if junction.add(self.condition(body, Some(row))) {
                            break;
                        }
                    }
                    self.settle_truth(mark, junction.result())
                }
            },
        };
        self.tracer.step(&node.span, row, Type::Boolean, || truth.outcome());
        truth
    }

    fn junction(&mut self, decisive: bool, parts: &[Condition], row: Option<usize>) -> Truth {
        let (mark, mut junction) = (self.tracer.mark(), Junction::new(decisive));
        for part in parts {
            if junction.add(self.condition(part, row)) {
                break;
            }
        }
        self.settle_truth(mark, junction.result())
    }

    fn compare(
        &mut self,
        node: &Condition,
        first: &Number,
        rest: &[(Comparison, Number)],
        row: Option<usize>,
    ) -> Truth {
        let (mark, mut junction) = (self.tracer.mark(), Junction::new(false));
        let mut left = self.number(first, row);
        for (sign, right) in rest {
            let right = self.number(right, row);
            let mut truth = match (left.known, right.known) {
                (Ok(a), Ok(b)) => match precision::compare(a, *sign, b) {
                    Some(outcome) => {
                        self.tracer.compared(&node.span, row, (a.value, *sign, b.value), outcome);
                        let precision::Outcome { holds, within, truncated, .. } = outcome;
                        Truth { within, truncated, ..Truth::certain(holds) }
                    }
                    None => Truth::unknown(Some(Fault::Overflow)),
                },
                (a, b) => Truth::unknown(a.err().flatten().max(b.err().flatten())),
            };
            truth.doubt = left.doubt || right.doubt;
            junction.add(truth);
            left = right;
        }
        self.settle_truth(mark, junction.result())
    }

    pub(crate) fn text<'t>(&mut self, node: &'t Text, row: Option<usize>) -> Words<'t>
    where
        'f: 't,
    {
        match node {
            Text::Constant(text) => Words { known: Some(text), doubt: false },
            Text::Leaf(leaf) => {
                let figure = self.figure(*leaf, row);
                match figure.content {
                    Content::Text(text) => {
                        self.tracer.leaf(leaf.index, row, &figure, State::Known);
                        Words { known: Some(text), doubt: figure.doubt }
                    }
                    other => {
                        self.tracer.leaf(leaf.index, row, &figure, lacking(other));
                        Words { known: None, doubt: figure.doubt }
                    }
                }
            }
            Text::Coalesce(parts) => {
                let mark = self.tracer.mark();
                let mut doubt = false;
                for part in parts {
                    let words = self.text(part, row);
                    doubt |= words.doubt;
                    if words.known.is_some() {
                        self.tracer.settle(mark);
                        return Words { doubt, ..words };
                    }
                }
                Words { known: None, doubt }
            }
            Text::If(branches) => {
                let (test, then, other) = &**branches;
                let test = self.condition(test, row);
                match test.value {
                    Some(first) => {
                        let words = self.text(if first { then } else { other }, row);
                        Words { doubt: words.doubt || test.doubt, ..words }
                    }
                    None => Words { known: None, doubt: test.doubt },
                }
            }
        }
    }

    fn figure(&self, leaf: Leaf, row: Option<usize>) -> Figure<'f> {
        match (leaf.slot, row) {
            (Slot::Scalar(slot), _) => self.facts.scalar(slot),
            (Slot::Column { table, column }, Some(row)) => self.facts.cell(table, row, column),
            (Slot::Column { .. } | Slot::Table(_), _) => Figure::new(Content::Unreadable),
        }
    }

    fn number_leaf(&mut self, leaf: Leaf, row: Option<usize>) -> Quantity {
        let figure = self.figure(leaf, row);
        let row = row.filter(|_| matches!(leaf.slot, Slot::Column { .. }));
        match figure.content {
            Content::Number(value) => {
                self.tracer.leaf(leaf.index, row, &figure, State::Known);
                let tolerance = figure.half_unit;
                Quantity { known: Ok(Measured { value, tolerance, decimals: figure.decimals }), doubt: figure.doubt }
            }
            other => {
                self.tracer.leaf(leaf.index, row, &figure, lacking(other));
                Quantity { known: Err(None), doubt: figure.doubt }
            }
        }
    }

    fn truth_leaf(&mut self, leaf: Leaf, row: Option<usize>) -> Truth {
        let figure = self.figure(leaf, row);
        match figure.content {
            Content::Boolean(value) => {
                self.tracer.leaf(leaf.index, row, &figure, State::Known);
                Truth { doubt: figure.doubt, ..Truth::certain(value) }
            }
            other => {
                self.tracer.leaf(leaf.index, row, &figure, lacking(other));
                Truth { doubt: figure.doubt, ..Truth::unknown(None) }
            }
        }
    }
}

/// Why a place has no value of the type it was declared with.
fn lacking(content: Content<'_>) -> State {
    match content.state() {
        State::Known => State::Unreadable,
        state => state,
    }
}
