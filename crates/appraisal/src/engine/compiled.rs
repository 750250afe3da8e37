//! The formulas of all checks, read and checked once.

use kanhe_formula::{Field, Formula, FormulaError, Schema, Type};
use kanhe_policy::{Check, Policy, PolicySet};
use kanhe_report::Report;

use super::Appraisal;
use super::facts::{self, FieldKind, RowKind};
use crate::Options;

/// A check's formula with its guard and the rows that it is asked of.
#[derive(Clone)]
pub(crate) struct Asked {
    pub kind: &'static RowKind,
    pub when: Option<Formula>,
    pub formula: Formula,
}

/// A check whose formula makes no sense to this engine; it is left out of every appraisal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// The check's code.
    pub code: String,
    /// Why.
    pub why: Why,
}

/// Why a check cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// A formula without `for`, or a row that the engine does not have.
    NoSuchRow,
    /// A rule that the engine does not have.
    NoSuchRule,
    /// A formula that is wrong.
    Formula(FormulaError),
}

/// A policy made ready: appraises any number of reports, from any number of threads.
pub struct Engine<'p> {
    /// One entry a check of the set, in its order.
    compiled: Vec<(&'p Check, Option<Asked>)>,
    broken: Vec<Broken>,
}

impl<'p> Engine<'p> {
    /// Reads every formula of the policy folder.
    pub fn new(set: &'p PolicySet) -> Self {
        let mut broken = Vec::new();
        let compiled = set
            .checks()
            .iter()
            .map(|check| {
                let asked = compile(check).unwrap_or_else(|why| {
                    broken.push(Broken { code: check.code.clone(), why });
                    None
                });
                (check, asked)
            })
            .collect();
        Self { compiled, broken }
    }

    /// Checks that were left out.
    pub fn broken(&self) -> &[Broken] {
        &self.broken
    }

    /// Scores a report and runs every check of the policy on it. The policy must be one of this engine's set.
    pub fn appraise(&self, report: &Report, policy: &Policy<'_>, options: Options<'_>) -> Appraisal {
        super::run(self, report, policy, options)
    }

    pub(crate) fn asked(&self, check: &Check) -> Option<&Asked> {
        self.compiled.iter().find(|(c, _)| std::ptr::eq(*c, check)).and_then(|(_, asked)| asked.as_ref())
    }
}

/// A check's formula, ready; nothing for a check that a rule decides.
pub(crate) fn compile(check: &Check) -> Result<Option<Asked>, Why> {
    if let Some(rule) = check.rule() {
        return if crate::rules::rule(rule).is_some() { Ok(None) } else { Err(Why::NoSuchRule) };
    }
    let Some(formula) = check.formula() else { return Ok(None) };
    let kind = check.row.as_deref().and_then(facts::kind).ok_or(Why::NoSuchRow)?;
    let schema = schema(kind);
    let read = |text: &str| Formula::check(text, &schema).map_err(Why::Formula);
    Ok(Some(Asked { kind, when: check.when.as_deref().map(read).transpose()?, formula: read(formula)? }))
}

/// The names that a formula asked of this kind of row may use.
fn schema(kind: &RowKind) -> Schema {
    let mut schema = Schema::new();
    for (name, field) in kind.fields {
        match field {
            FieldKind::Rows(of) => {
                let columns = facts::kind(of).map(|k| k.fields).unwrap_or_default();
                schema.add_table(name, columns.iter().filter_map(|(n, f)| Some(Field::new(n, type_of(*f)?))));
            }
            single => {
                if let Some(ty) = type_of(*single) {
                    schema.add_scalar(Field::new(name, ty));
                }
            }
        }
    }
    schema
}

fn type_of(field: FieldKind) -> Option<Type> {
    match field {
        FieldKind::Money => Some(Type::Money),
        FieldKind::Number => Some(Type::Number),
        FieldKind::Percent => Some(Type::Ratio),
        FieldKind::Text => Some(Type::Text),
        FieldKind::Boolean => Some(Type::Boolean),
        FieldKind::Rows(_) => None,
    }
}
