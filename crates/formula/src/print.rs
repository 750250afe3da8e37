//! Syntax tree → text in the canonical spelling; `parse` reads it back as the same tree.

use std::fmt;

use crate::ast::{Expr, Function, Node, Number, Unit};
use crate::exact;

/// How tightly a node holds together, loosest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tightness {
    If,
    Or,
    And,
    Not,
    Compare,
    Sum,
    Product,
    Sign,
    Operand,
}

impl Tightness {
    pub(crate) fn of(expr: &Expr) -> Self {
        match &expr.node {
            Node::Call(Function::If, _) => Tightness::If,
            Node::Or(_) => Tightness::Or,
            Node::And(_) => Tightness::And,
            Node::Not(_) => Tightness::Not,
            Node::Compare(..) | Node::Call(Function::Between, _) => Tightness::Compare,
            Node::Sum(_) => Tightness::Sum,
            Node::Product(_) => Tightness::Product,
            Node::Negate(_) => Tightness::Sign,
            _ => Tightness::Operand,
        }
    }
}

/// Writes a tree; what is written for a name, and behind a node, is left to the implementor.
pub(crate) trait Printer {
    fn write(&mut self, text: &str);

    /// A name.
    fn name(&mut self, expr: &Expr, name: &str);

    /// Called behind each call of a function.
    fn behind_call(&mut self, _: &Expr) {}

    /// Called behind each side of a comparison.
    fn behind_side(&mut self, _: &Expr) {}

    /// Writes `expr`, in parentheses when it holds together less than `least`.
    fn print(&mut self, expr: &Expr, least: Tightness) {
        if Tightness::of(expr) < least {
            self.write("(");
            self.print(expr, Tightness::If);
            self.write(")");
            return;
        }
        match &expr.node {
            Node::Number(number) => self.write(&literal(*number)),
            Node::Text(text) => self.write(&quoted(text)),
            Node::Boolean(value) => self.write(if *value { "真" } else { "假" }),
            Node::Name(name) => self.name(expr, name),
            Node::Negate(inner) => {
                self.write("-");
                self.print(inner, Tightness::Sign);
            }
            Node::Not(inner) => {
                self.write("非 ");
                self.print(inner, Tightness::Not);
            }
            Node::Sum(parts) => self.chain(parts, [" + ", " - "], Tightness::Product),
            Node::Product(parts) => self.chain(parts, [" × ", " ÷ "], Tightness::Sign),
            Node::Compare(first, rest) => {
                self.print(first, Tightness::Sum);
                self.behind_side(first);
                for (sign, part) in rest {
                    self.write(" ");
                    self.write(sign.sign());
                    self.write(" ");
                    self.print(part, Tightness::Sum);
                    self.behind_side(part);
                }
            }
            Node::And(parts) => self.list(parts, " 且 ", Tightness::Not),
            Node::Or(parts) => self.list(parts, " 或 ", Tightness::And),
            Node::Call(function, arguments) => self.call(expr, *function, arguments),
        }
    }

    /// Parts joined by one of two signs.
    fn chain(&mut self, parts: &[(bool, Expr)], signs: [&str; 2], least: Tightness) {
        for (at, (second, part)) in parts.iter().enumerate() {
            if at > 0 {
                self.write(if *second { signs[1] } else { signs[0] });
            }
            self.print(part, least);
        }
    }

    /// Parts joined by one word.
    fn list(&mut self, parts: &[Expr], between: &str, least: Tightness) {
        for (at, part) in parts.iter().enumerate() {
            if at > 0 {
                self.write(between);
            }
            self.print(part, least);
        }
    }

    /// A function, or the words that stand for it.
    fn call(&mut self, expr: &Expr, function: Function, arguments: &[Expr]) {
        match (function, arguments) {
            (Function::If, [test, then, other]) => {
                self.write("若 ");
                self.print(test, Tightness::If);
                self.write(" 则 ");
                self.print(then, Tightness::If);
                self.write(" 否则 ");
                self.print(other, Tightness::If);
            }
            (Function::Between, [middle, low, high]) => {
                self.print(middle, Tightness::Sum);
                self.write(" 介于 ");
                self.print(low, Tightness::Sum);
                self.write(" 与 ");
                self.print(high, Tightness::Sum);
            }
            _ => {
                self.write(function.name());
                self.write("(");
                self.list(arguments, ", ", Tightness::If);
                self.write(")");
                self.behind_call(expr);
            }
        }
    }
}

struct Plain(String);

impl Printer for Plain {
    fn write(&mut self, text: &str) {
        self.0.push_str(text);
    }

    fn name(&mut self, _: &Expr, name: &str) {
        self.0.push_str(name);
    }
}

impl fmt::Display for Expr {
    /// The canonical spelling: Chinese words, `≤ ≥ ≠ × ÷`, ASCII parentheses.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut printer = Plain(String::new());
        printer.print(self, Tightness::If);
        f.write_str(&printer.0)
    }
}

/// A number in its unit.
fn literal(Number { value, unit }: Number) -> String {
    let shown = exact::div(value, unit.worth()).unwrap_or(value);
    format!("{}{}", exact::display_decimal(shown), unit.suffix())
}

/// A text in quotation marks that do not close inside it.
fn quoted(text: &str) -> String {
    let marks = [('"', '"'), ('“', '”'), ('\'', '\''), ('‘', '’'), ('＂', '＂'), ('＇', '＇')];
    let (open, close) = marks.into_iter().find(|(_, close)| !text.contains(*close)).unwrap_or(('"', '"'));
    format!("{open}{text}{close}")
}

/// Whether a side of a comparison shows its value by itself.
pub(crate) fn is_plain(expr: &Expr) -> bool {
    match &expr.node {
        Node::Number(Number { unit: Unit::None | Unit::Percent, .. }) | Node::Name(_) | Node::Call(..) => true,
        Node::Number(_) | Node::Text(_) | Node::Boolean(_) => true,
        Node::Negate(inner) => is_plain(inner),
        _ => false,
    }
}
