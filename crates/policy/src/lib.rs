//! Regulations, rule profiles, outlines, words and checks: the `policy/` folder as dated data.
//!
//! [`PolicySet`] is the whole folder; [`Policy`] is what a place, a kind of report and a year decide. Only loading a
//! folder touches files; everything else is plain data.

mod check;
mod error;
mod facts;
mod files;
mod framework;
mod inherit;
mod load;
mod lock;
mod measure;
mod outline;
mod place;
mod profile;
mod scoring;
mod select;
mod template;
pub mod terms;
mod validate;
mod value;
mod words;

pub use check::{Basis, Check, CheckSeverity, Example, ExampleKind, Explained, Judgement, Variant};
pub use error::PolicyError;
pub use facts::{Fact, FactRow, FactType, Facts};
pub use framework::{Framework, FrameworkIndicator, PointsRule, Step};
pub use load::{PolicySet, ROOT};
pub use lock::{Lock, LockedCheck, LockedTitle};
pub use measure::{Article, Measure};
pub use outline::{Outline, OutlineItem};
pub use place::PlaceInfo;
pub use profile::{Denominator, Execution, Level1, Profile, RequiredKind, Split, Triggers};
pub use scoring::{
    Band, Bands, Equal, Grade, Grades, Interval, NotApplicable, OverFulfilment, Positive, Reverse, Rounding,
    RoundingMode, Satisfaction, Scoring, Tier, ZeroTarget,
};
pub use select::{FormHints, Policy};
pub use validate::{Diagnostic, validate, validate_files};
pub use value::{Choice, Number, Setting, Status};
pub use words::{SignWord, WordList, Words};
