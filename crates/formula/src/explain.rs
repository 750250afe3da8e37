//! A formula with the numbers put in: `支出.基本 128.98 = 支出.人员 116.76 + 支出.公用 12.22 → 128.98`.

use crate::ast::{Expr, Function, Node};
use crate::compile::Formula;
use crate::print::{Printer, Tightness, is_plain};
use crate::schema::Type;
use crate::trace::{Evaluation, LeafRead, Outcome};
use crate::types::LeafInfo;

/// A value to be shown in an explanation.
#[derive(Debug, Clone, Copy)]
pub enum Shown<'a> {
    /// A figure of the report, and what the formula calls it.
    Figure(&'a LeafRead, &'a LeafInfo),
    /// A value calculated on the way, and its type.
    Calculated(&'a Outcome, Type),
}

impl Formula {
    /// Writes the formula with the value behind each name and each function, and behind a calculated side of a
    /// comparison `→` and what it comes to. `show` writes a value.
    pub fn explain(&self, evaluation: &Evaluation, show: impl FnMut(Shown<'_>) -> String) -> String {
        let mut explainer = Explainer { formula: self, evaluation, show, text: String::new() };
        explainer.print(self.expr(), Tightness::If);
        if self.ty() != Type::Boolean && !is_plain(self.expr()) {
            explainer.result(self.expr());
        }
        explainer.text
    }
}

struct Explainer<'a, S> {
    formula: &'a Formula,
    evaluation: &'a Evaluation,
    show: S,
    text: String,
}

impl<'a, S: FnMut(Shown<'_>) -> String> Explainer<'a, S> {
    fn result(&mut self, expr: &Expr) {
        if let Some((value, ty)) = self.calculated(expr) {
            let shown = (self.show)(Shown::Calculated(value, ty));
            self.text.push_str(" → ");
            self.text.push_str(&shown);
        }
    }

    fn calculated(&self, expr: &Expr) -> Option<(&'a Outcome, Type)> {
        let steps = &self.evaluation.steps;
        let step = steps.iter().rev().find(|step| step.row.is_none() && step.span == expr.span)?;
        Some((&step.value, step.ty))
    }
}

impl<S: FnMut(Shown<'_>) -> String> Printer for Explainer<'_, S> {
    fn write(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn name(&mut self, expr: &Expr, name: &str) {
        self.text.push_str(name);
        let leaves = self.formula.leaves();
        let read = self
            .evaluation
            .leaves
            .iter()
            .find(|read| read.row.is_none() && leaves.get(read.leaf).is_some_and(|leaf| leaf.span == expr.span));
        if let Some((read, leaf)) = read.and_then(|read| Some((read, leaves.get(read.leaf)?))) {
            let shown = (self.show)(Shown::Figure(read, leaf));
            self.text.push(' ');
            self.text.push_str(&shown);
        }
    }

    fn behind_call(&mut self, expr: &Expr) {
        let conditional = matches!(expr.node, Node::Call(Function::Known | Function::Blank, _));
        if let Some((value, ty)) = self.calculated(expr).filter(|_| !conditional) {
            let shown = (self.show)(Shown::Calculated(value, ty));
            self.text.push(' ');
            self.text.push_str(&shown);
        }
    }

    fn behind_side(&mut self, expr: &Expr) {
        if !is_plain(expr) {
            self.result(expr);
        }
    }
}
