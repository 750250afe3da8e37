//! The expression language of checks, rule profiles and registers: `支出.合计 = 支出.基本 + 支出.项目`.
//!
//! Total (no loops, no input or output), exact (fractions of 128-bit integers, overflow is reported) and three-valued
//! (unknown is neither zero nor false). A formula is read by [`parse`], checked against a [`Schema`] by
//! [`type_check`], and asked of [`Facts`] by [`Formula::evaluate`].
//!
//! ```
//! use kanhe_formula::{Figure, Formula, Schema, Sheet, Type, Verdict, whole};
//! let schema = Schema::new().scalar("支出.合计", Type::Money).scalar("支出.基本", Type::Money);
//! let check = Formula::check("支出.基本 ≤ 支出.合计", &schema).unwrap();
//! let mut sheet = Sheet::new(&schema);
//! sheet.set(&schema, "支出.合计", Figure::number(whole(271_900_00)));
//! assert_eq!(check.verdict(&sheet), Verdict::Unknown { fault: None }); // 支出.基本 is blank
//! sheet.set(&schema, "支出.基本", Figure::number(whole(128_980_00)));
//! assert_eq!(check.verdict(&sheet), Verdict::Holds);
//! ```

pub mod ast;
mod compile;
mod error;
mod evaluate;
mod exact;
mod explain;
mod facts;
mod functions;
mod lexer;
mod parser;
pub mod precision;
mod print;
mod schema;
pub mod sql;
mod suggest;
mod trace;
mod typed;
mod types;
mod values;

pub use compile::{Formula, type_check};
pub use error::{ErrorKind, Expected, FormulaError, Need};
pub use exact::{Exact, ZERO, decimal, display_decimal, exact_decimal, fraction, parse_decimal, power_of_ten, whole};
pub use explain::Shown;
pub use facts::{Content, Facts, Figure, RowFacts, Sheet, State};
pub use parser::{MAX_DEPTH, MAX_LENGTH, parse};
pub use schema::{Field, Schema, Slot, Table, Type};
pub use suggest::nearest;
pub use trace::{Compared, Evaluation, Fault, LeafRead, Outcome, Step, Verdict};
pub use types::LeafInfo;
