//! The typed tree: names are slots, every node has a type that the shape of the tree guarantees.

use std::ops::Range;

use crate::ast::Comparison;
use crate::exact::Exact;
use crate::schema::{Slot, Type};

/// A formula's value: numeric, a condition or a text.
#[derive(Debug, Clone)]
pub(crate) enum Value {
    Number(Number),
    Condition(Condition),
    Text(Text),
}

/// A place that is read: an index into the formula's leaves, and the slot.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Leaf {
    pub index: usize,
    pub slot: Slot,
}

/// A numeric node.
#[derive(Debug, Clone)]
pub(crate) struct Number {
    pub kind: NumberKind,
    pub ty: Type,
    pub span: Range<usize>,
}

#[derive(Debug, Clone)]
pub(crate) enum NumberKind {
    Constant(Exact),
    Leaf(Leaf),
    Negate(Box<Number>),
    /// `true`: subtracted.
    Sum(Vec<(bool, Number)>),
    /// `true`: divided by.
    Product(Vec<(bool, Number)>),
    Absolute(Box<Number>),
    /// Rounded to a multiple of the unit.
    Round(Box<Number>, Exact),
    SumKnown(Vec<Number>),
    /// The smallest (`false`) or largest (`true`).
    Extreme(bool, Vec<Number>),
    Coalesce(Vec<Number>),
    If(Box<(Condition, Number, Number)>),
    Rows(Fold, usize, Box<Number>),
    Count(usize, Counted),
}

/// How the rows of a table are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fold {
    Sum,
    SumKnown,
    Min,
    Max,
}

/// Which rows are counted.
#[derive(Debug, Clone)]
pub(crate) enum Counted {
    /// Every row.
    Rows,
    /// Rows for which a condition holds.
    Holding(Box<Condition>),
    /// Rows with a value.
    Known(Box<Value>),
}

/// A condition.
#[derive(Debug, Clone)]
pub(crate) struct Condition {
    pub kind: ConditionKind,
    pub span: Range<usize>,
}

#[derive(Debug, Clone)]
pub(crate) enum ConditionKind {
    Constant(bool),
    Leaf(Leaf),
    Compare(Box<Number>, Vec<(Comparison, Number)>),
    /// Two texts are the same (`true`) or different.
    SameText(bool, Box<(Text, Text)>),
    /// Two conditions are the same (`true`) or different.
    SameTruth(bool, Box<(Condition, Condition)>),
    Not(Box<Condition>),
    And(Vec<Condition>),
    Or(Vec<Condition>),
    Known(Box<Value>),
    Blank(Leaf),
    Coalesce(Vec<Condition>),
    If(Box<(Condition, Condition, Condition)>),
    /// For every row (`true`), or for one at least.
    Rows(bool, usize, Box<Condition>),
}

/// A text.
#[derive(Debug, Clone)]
pub(crate) enum Text {
    Constant(String),
    Leaf(Leaf),
    Coalesce(Vec<Text>),
    If(Box<(Condition, Text, Text)>),
}

impl Value {
    pub(crate) fn ty(&self) -> Type {
        match self {
            Value::Number(number) => number.ty,
            Value::Condition(_) => Type::Boolean,
            Value::Text(_) => Type::Text,
        }
    }
}
