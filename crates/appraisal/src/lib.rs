//! A report held against a policy: scorecard and findings.
//!
//! [`appraise`] is pure: no file, no clock, no chance. The same report and policy give the same bytes.

mod context;
mod engine;
pub mod measure;
pub mod rules;
pub mod scoring;

pub use context::{Context, Evidence, Options};
pub use engine::{Appraisal, Broken, Engine, Why, appraise, fact_rows};
