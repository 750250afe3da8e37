//! The functions of the language: what each takes and what type it gives.

use std::ops::Range;

use crate::ast::{Comparison, Expr, Function, Node, Number as Literal, Unit};
use crate::error::{ErrorKind, FormulaError};
use crate::exact::{self, Exact};
use crate::schema::{Slot, Type};
use crate::typed::{Condition, ConditionKind, Counted, Fold, Leaf, Number, NumberKind, Text, Value};
use crate::types::{Checked, Checker, either, fail, mismatch, together};

impl Checker<'_> {
    pub(crate) fn call(&mut self, function: Function, arguments: &[Expr], span: &Range<usize>) -> Checked<Value> {
        let number = |kind, ty| Value::Number(Number { kind, ty, span: span.clone() });
        let condition = |kind| Value::Condition(Condition { kind, span: span.clone() });
        Ok(match (function, arguments) {
            (Function::Sum | Function::SumKnown | Function::Min | Function::Max, [over]) => {
                let (table, body) = self.over_rows(function, over, |checker| checker.number(over))?;
                let ty = body.ty;
                let fold = match function {
                    Function::Sum => Fold::Sum,
                    Function::SumKnown => Fold::SumKnown,
                    Function::Min => Fold::Min,
                    _ => Fold::Max,
                };
                number(NumberKind::Rows(fold, table, Box::new(body)), ty)
            }
            (Function::Sum, parts) => {
                let (numbers, ty) = self.alike(parts.iter())?;
                number(NumberKind::Sum(numbers.into_iter().map(|n| (false, n)).collect()), ty)
            }
            (Function::SumKnown, parts) => {
                let (numbers, ty) = self.alike(parts.iter())?;
                number(NumberKind::SumKnown(numbers), ty)
            }
            (Function::Min | Function::Max, parts) => {
                let (numbers, ty) = self.alike(parts.iter())?;
                number(NumberKind::Extreme(function == Function::Max, numbers), ty)
            }
            (Function::Count, [over]) => self.count(over, span)?,
            (Function::Any | Function::All, [over]) => {
                let (table, body) = self.over_rows(function, over, |checker| checker.condition(over))?;
                condition(ConditionKind::Rows(function == Function::All, table, Box::new(body)))
            }
            (Function::Abs, [inner]) => {
                let inner = self.number(inner)?;
                let ty = inner.ty;
                number(NumberKind::Absolute(Box::new(inner)), ty)
            }
            (Function::Round, [inner, digits]) => {
                let inner = self.number(inner)?;
                let ty = inner.ty;
                let unit = rounding_unit(digits, ty)?;
                number(NumberKind::Round(Box::new(inner), unit), ty)
            }
            (Function::Known, [inner]) => condition(ConditionKind::Known(Box::new(self.value(inner)?))),
            (Function::Blank, [inner]) => condition(ConditionKind::Blank(self.blank(inner)?)),
            (Function::Between, [middle, low, high]) => {
                let rest = [(Comparison::LessOrEqual, middle.clone()), (Comparison::LessOrEqual, high.clone())];
                condition(self.compare(low, &rest)?)
            }
            (Function::If, [test, then, other]) => {
                let test = self.condition(test)?;
                self.choice(test, then, other, span)?
            }
            (_, parts) => self.coalesce(parts, span)?,
        })
    }

    fn choice(&mut self, test: Condition, then: &Expr, other: &Expr, span: &Range<usize>) -> Checked<Value> {
        let span = span.clone();
        Ok(match (self.value(then)?, self.value(other)?) {
            (Value::Number(a), Value::Number(b)) => {
                let ty = either(then, a.ty, other, b.ty)?;
                Value::Number(Number { kind: NumberKind::If(Box::new((test, a, b))), ty, span })
            }
            (Value::Condition(a), Value::Condition(b)) => {
                Value::Condition(Condition { kind: ConditionKind::If(Box::new((test, a, b))), span })
            }
            (Value::Text(a), Value::Text(b)) => Value::Text(Text::If(Box::new((test, a, b)))),
            (a, b) => return Err(mismatch(other, a.ty(), b.ty())),
        })
    }

    fn coalesce(&mut self, parts: &[Expr], span: &Range<usize>) -> Checked<Value> {
        let span = span.clone();
        let (mut numbers, mut conditions, mut texts) = (Vec::new(), Vec::new(), Vec::new());
        let mut common: Option<Type> = None;
        for part in parts {
            let value = self.value(part)?;
            let ty = value.ty();
            if !part.is_zero() {
                let merged =
                    common.map_or(Some(ty), |common| if common == ty { Some(ty) } else { together(common, ty) });
                common = Some(merged.ok_or_else(|| mismatch(part, common.unwrap_or(ty), ty))?);
            }
            match value {
                Value::Number(number) => numbers.push(number),
                Value::Condition(condition) => conditions.push(condition),
                Value::Text(text) => texts.push(text),
            }
        }
        let ty = common.unwrap_or(Type::Number);
        Ok(match ty {
            Type::Text if numbers.is_empty() => Value::Text(Text::Coalesce(texts)),
            Type::Boolean if numbers.is_empty() => {
                Value::Condition(Condition { kind: ConditionKind::Coalesce(conditions), span })
            }
            Type::Text | Type::Boolean => {
                return fail(&span, ErrorKind::Mismatch { left: ty, right: Type::Number });
            }
            _ => Value::Number(Number { kind: NumberKind::Coalesce(numbers), ty, span }),
        })
    }

    fn count(&mut self, over: &Expr, span: &Range<usize>) -> Checked<Value> {
        let named = match &over.node {
            Node::Name(name) => self.schema.slot(name),
            _ => None,
        };
        let (table, counted) = if let Some(Slot::Table(table)) = named {
            if self.table.is_some() {
                return fail(span, ErrorKind::NestedAggregate);
            }
            (table, Counted::Rows)
        } else {
            let (table, value) = self.over_rows(Function::Count, over, |checker| checker.value(over))?;
            let counted = match value {
                Value::Condition(condition) => Counted::Holding(Box::new(condition)),
                other => Counted::Known(Box::new(other)),
            };
            (table, counted)
        };
        Ok(Value::Number(Number { kind: NumberKind::Count(table, counted), ty: Type::Number, span: span.clone() }))
    }

    /// Checks the argument of a function that goes through the rows of the table it names.
    fn over_rows<T>(
        &mut self,
        function: Function,
        over: &Expr,
        body: impl FnOnce(&mut Self) -> Checked<T>,
    ) -> Checked<(usize, T)> {
        if self.table.is_some() {
            return fail(&over.span, ErrorKind::NestedAggregate);
        }
        let Some(table) = self.first_table(over) else {
            // A name that does not exist is the likelier mistake.
            self.value(over)?;
            return fail(&over.span, ErrorKind::NoColumn { function: function.name() });
        };
        self.table = Some(table);
        let checked = body(self);
        self.table = None;
        Ok((table, checked?))
    }

    /// The table of the first column named in an expression.
    fn first_table(&self, expr: &Expr) -> Option<usize> {
        let pairs = |parts: &[(bool, Expr)]| parts.iter().find_map(|(_, part)| self.first_table(part));
        match &expr.node {
            Node::Name(name) => match self.schema.slot(name) {
                Some(Slot::Column { table, .. }) => Some(table),
                _ => {
                    let (table, _) = name.split_once('.')?;
                    match self.schema.slot(table) {
                        Some(Slot::Table(table)) => Some(table),
                        _ => None,
                    }
                }
            },
            Node::Negate(inner) | Node::Not(inner) => self.first_table(inner),
            Node::Sum(parts) | Node::Product(parts) => pairs(parts),
            Node::Compare(first, rest) => {
                self.first_table(first).or_else(|| rest.iter().find_map(|(_, part)| self.first_table(part)))
            }
            Node::And(parts) | Node::Or(parts) | Node::Call(_, parts) => {
                parts.iter().find_map(|part| self.first_table(part))
            }
            Node::Number(_) | Node::Text(_) | Node::Boolean(_) => None,
        }
    }

    fn blank(&mut self, expr: &Expr) -> Checked<Leaf> {
        match self.value(expr)? {
            Value::Number(Number { kind: NumberKind::Leaf(leaf), .. })
            | Value::Condition(Condition { kind: ConditionKind::Leaf(leaf), .. })
            | Value::Text(Text::Leaf(leaf)) => Ok(leaf),
            _ => fail(&expr.span, ErrorKind::BlankNeedsName),
        }
    }
}

/// What to round to: so many decimals, of yuan where it is money.
fn rounding_unit(digits: &Expr, ty: Type) -> Checked<Exact> {
    let literal = match &digits.node {
        Node::Number(Literal { value, unit: Unit::None }) => Some(*value),
        Node::Negate(inner) => match &inner.node {
            Node::Number(Literal { value, unit: Unit::None }) => exact::negate(*value),
            _ => None,
        },
        _ => None,
    };
    let digits_of = |value: Exact| value.is_integer().then(|| i8::try_from(*value.numer()).ok())?;
    let unit = literal.and_then(digits_of).filter(|d| (-8..=8).contains(d)).and_then(|digits| {
        let one = exact::power_of_ten(u32::from(digits.unsigned_abs()))?;
        let unit = if digits < 0 { exact::whole(one) } else { exact::fraction(1, one)? };
        if ty.is_money() { exact::mul(unit, exact::whole(100)) } else { Some(unit) }
    });
    unit.ok_or_else(|| FormulaError::new(digits.span.clone(), ErrorKind::Digits))
}
