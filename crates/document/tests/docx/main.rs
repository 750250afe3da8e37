//! What a finance clerk's Word files hold, and what the reader makes of it.

#![allow(clippy::unwrap_used, reason = "a fixture that cannot be built is a failed test")]

mod numbering;
mod package;
mod support;
mod tables;
mod text;
