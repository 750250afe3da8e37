//! What the fuzz targets share: what is held of every input, and mutations that keep a file's outer form.

#[path = "../../crates/document/tests/exercise/mod.rs"]
pub mod exercise;

pub mod mutate;
mod random;
