//! The vocabulary of Kanhe: money, places, the state of a cell, reports, findings, scorecards.
//!
//! Plain data and the contract's JSON. Nothing here reads a file, a clock or a policy.

mod amount;
mod contract;
mod entry;
mod finding;
mod indicator;
mod money;
mod place;
mod report;
mod scorecard;
mod statement;
mod text;
mod words;

pub use amount::{Amount, MoneyUnit, Percent, within_precision};
pub use contract::{findings_json, read_json};
pub use entry::{Entry, State, Stated};
pub use finding::{Counts, Finding, Lang, Severity, Wording};
pub use indicator::{Group, GroupLevel, Indicator, Sign};
pub use money::Money;
pub use place::{Part, Place};
pub use report::{
    BaseItem, Form, FormField, FundKey, FundLine, Goal, Kind, ProjectLine, Report, SheetCell, SheetTable, Stage, Total,
    Unread,
};
pub use scorecard::{ScoreLine, ScoreSubject, Scorecard};
pub use statement::{Figure, Mention, Role, Statement};
pub use text::{Section, TextLine, UnitMention, UnitRole, YearMention, YearRole};
pub use words::{character_bit, holds_any};

pub use rust_decimal::Decimal;
