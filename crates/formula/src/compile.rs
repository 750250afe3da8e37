//! A formula ready to be asked: checked once, names resolved to slots.

use std::ops::Range;

use crate::ast::Expr;
use crate::error::{ErrorKind, FormulaError, Need};
use crate::evaluate::Run;
use crate::facts::Facts;
use crate::parser::parse;
use crate::schema::{Schema, Type};
use crate::trace::{Evaluation, Outcome, Recorder, Silent, Tracer, Verdict};
use crate::typed::Value;
use crate::types::{self, LeafInfo};

/// A formula that makes sense in its schema.
#[derive(Debug, Clone)]
pub struct Formula {
    expr: Expr,
    value: Value,
    leaves: Vec<LeafInfo>,
}

/// Checks the names and types of a formula.
///
/// # Errors
/// The first thing that makes no sense, with its place and what was probably meant.
pub fn type_check(expr: &Expr, schema: &Schema) -> Result<Formula, FormulaError> {
    let (value, leaves) = types::check(expr, schema)?;
    Ok(Formula { expr: expr.clone(), value, leaves })
}

impl Formula {
    /// Reads and checks a formula of any type.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn compile(text: &str, schema: &Schema) -> Result<Formula, FormulaError> {
        type_check(&parse(text)?, schema)
    }

    /// Reads and checks a condition.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check(text: &str, schema: &Schema) -> Result<Formula, FormulaError> {
        Self::compile(text, schema)?.needing(Need::Condition, |ty| ty == Type::Boolean)
    }

    /// Reads and checks a formula whose value is an amount, a number or a percentage.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn number(text: &str, schema: &Schema) -> Result<Formula, FormulaError> {
        Self::compile(text, schema)?.needing(Need::Numeric, Type::is_numeric)
    }

    fn needing(self, needed: Need, fits: impl Fn(Type) -> bool) -> Result<Formula, FormulaError> {
        let found = self.ty();
        if fits(found) {
            return Ok(self);
        }
        let span: Range<usize> = self.expr.span;
        Err(FormulaError::new(span, ErrorKind::WrongType { needed, found }))
    }

    /// The type of its value.
    #[must_use]
    pub fn ty(&self) -> Type {
        self.value.ty()
    }

    /// It as written.
    #[must_use]
    pub fn expr(&self) -> &Expr {
        &self.expr
    }

    /// The places it reads, in the order in which they are named; a place named twice is there twice.
    #[must_use]
    pub fn leaves(&self) -> &[LeafInfo] {
        &self.leaves
    }

    pub(crate) fn typed(&self) -> &Value {
        &self.value
    }

    /// How a check comes out. Nothing is recorded: ask [`Formula::evaluate`] when the reasons are wanted.
    #[must_use]
    pub fn verdict<F: Facts + ?Sized>(&self, facts: &F) -> Verdict {
        self.run(facts, Silent).0
    }

    /// The value. Nothing is recorded.
    #[must_use]
    pub fn value<F: Facts + ?Sized>(&self, facts: &F) -> Outcome {
        self.run(facts, Silent).1
    }

    /// The verdict and value with every figure read, every intermediate value and every comparison.
    #[must_use]
    pub fn evaluate<F: Facts + ?Sized>(&self, facts: &F) -> Evaluation {
        let (verdict, outcome, Recorder { leaves, steps, comparisons }) = self.run(facts, Recorder::default());
        Evaluation { verdict, outcome, leaves, steps, comparisons }
    }

    fn run<F: Facts + ?Sized, T: Tracer>(&self, facts: &F, tracer: T) -> (Verdict, Outcome, T) {
        let mut run = Run { facts, tracer };
        let no_condition = Verdict::Unknown { fault: None };
        let (verdict, outcome) = match &self.value {
            Value::Number(number) => (no_condition, run.number(number, None).outcome()),
            Value::Condition(condition) => {
                let truth = run.condition(condition, None);
                (truth.verdict(), truth.outcome())
            }
            Value::Text(text) => (no_condition, run.text(text, None).outcome()),
        };
        (verdict, outcome, run.tracer)
    }
}
