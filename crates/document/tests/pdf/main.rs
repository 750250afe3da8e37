//! PDF files as bodies publish them, and as programs write them.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

#[path = "../common/mod.rs"]
mod common;
mod fonts;
mod oddities;
mod pages;
mod paper;
mod tables;
mod unruled;
