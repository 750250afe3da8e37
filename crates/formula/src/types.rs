//! Syntax tree + schema → typed tree. The first thing that makes no sense is reported.

use std::ops::Range;

use crate::ast::{Comparison, Expr, Node, Number as Literal, Unit};
use crate::error::{ErrorKind, FormulaError, Need};
use crate::schema::{Schema, Slot, Type};
use crate::suggest;
use crate::typed::{Condition, ConditionKind, Leaf, Number, NumberKind, Text, Value};

pub(crate) type Checked<T> = Result<T, FormulaError>;

/// A place that a formula reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeafInfo {
    /// The name as written, its parts joined by dots.
    pub name: String,
    /// What it stands for.
    pub slot: Slot,
    /// Its type.
    pub ty: Type,
    /// The bytes of the formula where it is named.
    pub span: Range<usize>,
}

/// Gives every node its type, and every name its slot.
pub(crate) fn check(expr: &Expr, schema: &Schema) -> Checked<(Value, Vec<LeafInfo>)> {
    let mut checker = Checker { schema, leaves: Vec::new(), table: None };
    let value = checker.value(expr)?;
    Ok((value, checker.leaves))
}

/// Checks one formula.
pub(crate) struct Checker<'s> {
    pub schema: &'s Schema,
    leaves: Vec<LeafInfo>,
    /// The table whose rows are being gone through.
    pub table: Option<usize>,
}

pub(crate) fn fail<T>(span: &Range<usize>, kind: ErrorKind) -> Checked<T> {
    Err(FormulaError::new(span.clone(), kind))
}

fn span_of(expr: &Expr) -> Range<usize> {
    expr.span.clone()
}

impl Checker<'_> {
    pub(crate) fn value(&mut self, expr: &Expr) -> Checked<Value> {
        let span = span_of(expr);
        let number = |kind, ty| Value::Number(Number { kind, ty, span: span.clone() });
        let condition = |kind| Value::Condition(Condition { kind, span: span.clone() });
        Ok(match &expr.node {
            Node::Number(literal) => number(NumberKind::Constant(literal.value), type_of(*literal)),
            Node::Text(text) => Value::Text(Text::Constant(text.clone())),
            Node::Boolean(value) => condition(ConditionKind::Constant(*value)),
            Node::Name(name) => self.leaf(name, &span)?,
            Node::Negate(inner) => {
                let inner = self.number(inner)?;
                let ty = inner.ty;
                number(NumberKind::Negate(Box::new(inner)), ty)
            }
            Node::Sum(parts) => {
                let (parts, ty) = self.sum(parts)?;
                number(NumberKind::Sum(parts), ty)
            }
            Node::Product(parts) => {
                let (parts, ty) = self.product(parts, &span)?;
                number(NumberKind::Product(parts), ty)
            }
            Node::Compare(first, rest) => condition(self.compare(first, rest)?),
            Node::Not(inner) => condition(ConditionKind::Not(Box::new(self.condition(inner)?))),
            Node::And(parts) => condition(ConditionKind::And(self.conditions(parts)?)),
            Node::Or(parts) => condition(ConditionKind::Or(self.conditions(parts)?)),
            Node::Call(function, arguments) => self.call(*function, arguments, &span)?,
        })
    }

    pub(crate) fn number(&mut self, expr: &Expr) -> Checked<Number> {
        match self.value(expr)? {
            Value::Number(number) => Ok(number),
            other => fail(&expr.span, ErrorKind::WrongType { needed: Need::Numeric, found: other.ty() }),
        }
    }

    pub(crate) fn condition(&mut self, expr: &Expr) -> Checked<Condition> {
        match self.value(expr)? {
            Value::Condition(condition) => Ok(condition),
            other => fail(&expr.span, ErrorKind::WrongType { needed: Need::Condition, found: other.ty() }),
        }
    }

    fn conditions(&mut self, parts: &[Expr]) -> Checked<Vec<Condition>> {
        parts.iter().map(|part| self.condition(part)).collect()
    }

    fn leaf(&mut self, name: &str, span: &Range<usize>) -> Checked<Value> {
        let Some(slot) = self.schema.slot(name) else { return self.unknown(name, span) };
        let field = match slot {
            Slot::Table(table) => {
                let table = self.table_name(table);
                return fail(span, ErrorKind::TableAsValue { table });
            }
            Slot::Scalar(scalar) => self.schema.scalars().get(scalar),
            Slot::Column { table, column } => {
                match self.table {
                    Some(inside) if inside == table => {}
                    Some(inside) => {
                        let (first, second) = (self.table_name(inside), self.table_name(table));
                        return fail(span, ErrorKind::TwoTables { first, second });
                    }
                    None => {
                        let error = FormulaError::new(
                            span.clone(),
                            ErrorKind::ColumnOutsideAggregate { column: name.to_owned() },
                        );
                        return Err(error.suggest(Some(format!("合计({name})"))));
                    }
                }
                self.schema.tables().get(table).and_then(|table| table.columns.get(column))
            }
        };
        let Some(ty) = field.map(|field| field.ty) else { return self.unknown(name, span) };
        let leaf = Leaf { index: self.leaves.len(), slot };
        self.leaves.push(LeafInfo { name: name.to_owned(), slot, ty, span: span.clone() });
        Ok(match ty {
            Type::Number | Type::Money | Type::Ratio => {
                Value::Number(Number { kind: NumberKind::Leaf(leaf), ty, span: span.clone() })
            }
            Type::Boolean => Value::Condition(Condition { kind: ConditionKind::Leaf(leaf), span: span.clone() }),
            Type::Text => Value::Text(Text::Leaf(leaf)),
        })
    }

    fn unknown<T>(&self, name: &str, span: &Range<usize>) -> Checked<T> {
        if matches!(name, "空" | "空值" | "null" | "NULL" | "无") {
            return fail(span, ErrorKind::BlankIsNoValue);
        }
        let table = name.split_once('.').and_then(|(table, _)| match self.schema.slot(table) {
            Some(Slot::Table(table)) => self.schema.tables().get(table),
            _ => None,
        });
        let columns = table.map(|t| (t.name.clone(), t.columns.iter().map(|c| c.name.clone()).collect()));
        let meant = suggest::field(name, self.schema, |slot| match slot {
            Slot::Scalar(_) => table.is_none(),
            Slot::Table(_) => false,
            Slot::Column { .. } => table.is_some() || self.table.is_some(),
        })
        .or_else(|| suggest::field(name, self.schema, |slot| !matches!(slot, Slot::Table(_))));
        Err(FormulaError::new(span.clone(), ErrorKind::UnknownName { name: name.to_owned(), table: columns })
            .suggest(meant))
    }

    fn table_name(&self, table: usize) -> String {
        self.schema.tables().get(table).map(|table| table.name.clone()).unwrap_or_default()
    }

    /// Several numeric values that must go together, and the type they have in common.
    pub(crate) fn alike<'e>(&mut self, parts: impl Iterator<Item = &'e Expr>) -> Checked<(Vec<Number>, Type)> {
        let mut numbers: Vec<Number> = Vec::new();
        let mut common: Option<Type> = None;
        for part in parts {
            let number = self.number(part)?;
            if !part.is_zero() {
                common = Some(match common {
                    None => number.ty,
                    Some(common) => together(common, number.ty).ok_or_else(|| mismatch(part, common, number.ty))?,
                });
            }
            numbers.push(number);
        }
        Ok((numbers, common.unwrap_or(Type::Number)))
    }

    fn sum(&mut self, parts: &[(bool, Expr)]) -> Checked<(Vec<(bool, Number)>, Type)> {
        let (numbers, ty) = self.alike(parts.iter().map(|(_, part)| part))?;
        Ok((parts.iter().map(|(minus, _)| *minus).zip(numbers).collect(), ty))
    }

    fn product(&mut self, parts: &[(bool, Expr)], span: &Range<usize>) -> Checked<(Vec<(bool, Number)>, Type)> {
        let mut power = 0_i32;
        let (mut plain, mut numbers) = (false, Vec::with_capacity(parts.len()));
        for (divided, part) in parts {
            let number = self.number(part)?;
            match number.ty {
                Type::Money => power += if *divided { -1 } else { 1 },
                Type::Number => plain = true,
                _ => {}
            }
            numbers.push((*divided, number));
        }
        match (power, plain) {
            (1, _) => Ok((numbers, Type::Money)),
            (0, true) => Ok((numbers, Type::Number)),
            (0, false) => Ok((numbers, Type::Ratio)),
            _ => fail(span, ErrorKind::MoneyPower),
        }
    }

    pub(crate) fn compare(&mut self, first: &Expr, rest: &[(Comparison, Expr)]) -> Checked<ConditionKind> {
        let left = self.value(first)?;
        let single = match rest {
            [(sign, right)] => Some((*sign, right)),
            _ => None,
        };
        match (left, single) {
            (Value::Number(left), _) => self.compare_numbers(first, left, rest),
            (Value::Text(left), Some((sign @ (Comparison::Equal | Comparison::NotEqual), right))) => {
                match self.value(right)? {
                    Value::Text(text) => Ok(ConditionKind::SameText(sign == Comparison::Equal, Box::new((left, text)))),
                    other => Err(mismatch(right, Type::Text, other.ty())),
                }
            }
            (Value::Condition(left), Some((sign @ (Comparison::Equal | Comparison::NotEqual), right))) => {
                match self.value(right)? {
                    Value::Condition(truth) => {
                        Ok(ConditionKind::SameTruth(sign == Comparison::Equal, Box::new((left, truth))))
                    }
                    other => Err(mismatch(right, Type::Boolean, other.ty())),
                }
            }
            (other, _) => fail(&first.span, ErrorKind::WrongType { needed: Need::Ordered, found: other.ty() }),
        }
    }

    fn compare_numbers(&mut self, first: &Expr, left: Number, rest: &[(Comparison, Expr)]) -> Checked<ConditionKind> {
        let mut common = (!first.is_zero()).then_some(left.ty);
        let mut numbers = Vec::with_capacity(rest.len());
        for (sign, part) in rest {
            let number = match self.value(part)? {
                Value::Number(number) => number,
                other => return Err(mismatch(part, common.unwrap_or(Type::Number), other.ty())),
            };
            if !part.is_zero() {
                common = Some(match common {
                    None => number.ty,
                    Some(common) => together(common, number.ty).ok_or_else(|| mismatch(part, common, number.ty))?,
                });
            }
            numbers.push((*sign, number));
        }
        Ok(ConditionKind::Compare(Box::new(left), numbers))
    }
}

fn type_of(literal: Literal) -> Type {
    match literal.unit {
        Unit::None => Type::Number,
        Unit::Percent => Type::Ratio,
        Unit::Yuan | Unit::TenThousandYuan | Unit::HundredMillionYuan => Type::Money,
    }
}

/// The type that two numeric types have together: money goes with money only, numbers and percentages mix.
pub(crate) fn together(a: Type, b: Type) -> Option<Type> {
    match (a, b) {
        (Type::Number, Type::Ratio) | (Type::Ratio, Type::Number) => Some(Type::Number),
        (a, b) if a == b && a.is_numeric() => Some(a),
        _ => None,
    }
}

pub(crate) fn either(then: &Expr, a: Type, other: &Expr, b: Type) -> Checked<Type> {
    if then.is_zero() {
        return Ok(b);
    }
    if other.is_zero() {
        return Ok(a);
    }
    together(a, b).ok_or_else(|| mismatch(other, a, b))
}

pub(crate) fn mismatch(at: &Expr, left: Type, right: Type) -> FormulaError {
    FormulaError::new(at.span.clone(), ErrorKind::Mismatch { left, right })
}
