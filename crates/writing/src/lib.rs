//! Findings, scorecards and reports for people and for programs: terminal, HTML, .xlsx, SARIF.
//!
//! Everything here is pure: data in, text or bytes out. What the words say comes from the policy's check files;
//! this crate only lays them out.

mod columns;
mod excerpt;
mod html;
mod labels;
mod reading_text;
mod record;
mod sarif;
mod score_table;
mod summary;
mod terminal;
mod verdict;
mod wide;
mod workbook;

pub use html::page as html_page;
pub use reading_text::report_text;
pub use record::Record;
pub use sarif::{TAIL as SARIF_TAIL, head as sarif_head, results as sarif_results};
pub use score_table::score_table;
pub use summary::{SummaryRow, summary_table};
pub use terminal::{TerminalStyle, findings as terminal_findings};
pub use verdict::{Stamp, Verdict};
pub use wide::{crop, pad_left, pad_right, width};
pub use workbook::{Book, WriteError};
