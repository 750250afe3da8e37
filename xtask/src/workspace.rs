//! Where things are.

use std::path::{Path, PathBuf};

use crate::shell::{Done, cargo, output, run};

/// The project's root folder.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// Where cargo builds to.
pub fn target() -> Done<PathBuf> {
    let mut command = cargo(&["metadata", "--format-version=1", "--no-deps"]);
    let metadata = output(command.current_dir(root()))?;
    let value: serde_json::Value = serde_json::from_str(&metadata).map_err(|e| format!("cargo metadata: {e}"))?;
    let folder = value.get("target_directory").and_then(serde_json::Value::as_str);
    folder.map(PathBuf::from).ok_or_else(|| "cargo metadata names no target folder".to_owned())
}

/// The built program of a profile (`debug`, `release`).
pub fn kanhe(profile: &str) -> Done<PathBuf> {
    Ok(target()?.join(profile).join(format!("kanhe{}", std::env::consts::EXE_SUFFIX)))
}

/// Builds the program as users get it, and says where it is.
pub fn release() -> Done<PathBuf> {
    run(cargo(&["build", "--release", "--package", "kanhe"]).current_dir(root()))?;
    kanhe("release")
}
