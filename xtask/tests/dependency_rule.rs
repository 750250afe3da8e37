//! The dependency rule of ARCHITECTURE.md, held against what cargo and the sources say.

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::{Outcome, read, root, sources, without_comments};
use serde_json::Value;

/// Crates that do no input or output, read no clock and draw no lot.
const PURE: [&str; 5] = ["report", "formula", "reading", "appraisal", "writing"];

/// What a pure crate has no business with.
const IMPURE: [&str; 9] = [
    "std::fs",
    "std::net",
    "std::time",
    "std::env",
    "std::process",
    "std::thread",
    "SystemTime",
    "println!",
    "env::var",
];

/// Crates through which money, scores and ratios go: no floating point.
const EXACT: [&str; 5] = ["report", "formula", "policy", "reading", "appraisal"];

/// The one place where a float is met: a plain number in a TOML file, turned into the decimal that was written.
const FROM_TOML: &str = "crates/policy/src/value.rs";

/// Libraries that belong to one crate (or a few), so that a format or an interface stays one crate's affair.
const RESERVED: [(&str, &[&str]); 12] = [
    ("annotate-snippets", &["kanhe-policy", "kanhe-writing"]),
    ("calamine", &["kanhe-document"]),
    ("clap", &["kanhe"]),
    ("ctrlc", &["kanhe"]),
    ("indicatif", &["kanhe"]),
    ("quick-xml", &["kanhe-document"]),
    ("rustix", &["kanhe"]),
    ("rusqlite", &[]),
    ("rust_xlsxwriter", &["kanhe-writing"]),
    ("scraper", &["kanhe-document"]),
    ("winnow", &["kanhe-formula"]),
    ("zip", &["kanhe-document"]),
];

/// A package of the workspace, by what its manifest asks for.
struct Package {
    ordinary: BTreeSet<String>,
    all: BTreeSet<String>,
}

fn packages() -> Result<BTreeMap<String, Package>, Box<dyn std::error::Error>> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = std::process::Command::new(cargo)
        .args(["metadata", "--format-version=1", "--no-deps", "--offline"])
        .current_dir(root())
        .output()?;
    assert!(output.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout)?;
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    Ok(list(&metadata["packages"])
        .iter()
        .map(|package| {
            let dependencies = list(&package["dependencies"]);
            let names =
                |keep: fn(&Value) -> bool| dependencies.iter().filter(|d| keep(d)).map(|d| text(&d["name"])).collect();
            let ordinary = names(|d| d["kind"].is_null());
            (text(&package["name"]), Package { ordinary, all: names(|_| true) })
        })
        .collect())
}

/// The table of ARCHITECTURE.md: crate → which of our crates it may use.
fn allowed() -> Result<BTreeMap<String, BTreeSet<String>>, Box<dyn std::error::Error>> {
    let page = read("ARCHITECTURE.md")?;
    let table = page.split("<!-- dependency rule -->").nth(1).ok_or("ARCHITECTURE.md has no dependency rule")?;
    let mut rules = BTreeMap::new();
    for line in table.lines().filter(|l| l.starts_with("| `")) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').collect();
        let names = |cell: &str| -> BTreeSet<String> {
            cell.split('`')
                .skip(1)
                .step_by(2)
                .map(|name| if name == "kanhe" || name == "xtask" { name.to_owned() } else { format!("kanhe-{name}") })
                .collect()
        };
        let (Some(krate), Some(uses)) = (cells.first().and_then(|c| names(c).pop_first()), cells.get(1)) else {
            continue;
        };
        rules.insert(krate, names(uses));
    }
    Ok(rules)
}

#[test]
fn the_table_names_every_crate() -> Outcome {
    let rules = allowed()?;
    let found: Vec<String> = packages()?.into_keys().collect();
    let named: Vec<String> = rules.into_keys().collect();
    assert_eq!(named, found, "ARCHITECTURE.md's table and the workspace list different crates");
    Ok(())
}

#[test]
fn no_crate_uses_what_the_table_forbids() -> Outcome {
    let rules = allowed()?;
    let packages = packages()?;
    let mut faults = Vec::new();
    for (name, package) in &packages {
        let may = rules.get(name).cloned().unwrap_or_default();
        for used in package.ordinary.iter().filter(|d| packages.contains_key(*d) && !may.contains(*d)) {
            faults.push(format!("{name} uses {used}"));
        }
    }
    assert!(faults.is_empty(), "ARCHITECTURE.md forbids: {faults:#?}");
    Ok(())
}

#[test]
fn the_vocabulary_knows_no_other_crate() -> Outcome {
    let rules = allowed()?;
    for alone in ["kanhe-report", "kanhe-formula"] {
        assert_eq!(rules.get(alone), Some(&BTreeSet::new()), "{alone} must stand alone");
    }
    let appraisal = rules.get("kanhe-appraisal").cloned().unwrap_or_default();
    for format in ["kanhe-document", "kanhe-reading", "kanhe-writing"] {
        assert!(!appraisal.contains(format), "the appraisal must not know {format}");
    }
    Ok(())
}

#[test]
fn a_library_stays_with_the_crate_it_belongs_to() -> Outcome {
    let mut faults = Vec::new();
    for (name, package) in packages()? {
        for (library, owners) in RESERVED {
            if package.ordinary.contains(library) && !owners.contains(&name.as_str()) {
                faults.push(format!("{name} uses {library}"));
            }
        }
    }
    assert!(faults.is_empty(), "these libraries belong elsewhere: {faults:#?}");
    Ok(())
}

#[test]
fn the_workspace_lists_no_library_that_nobody_uses() -> Outcome {
    let manifest = read("Cargo.toml")?;
    let listed = manifest.split("[workspace.dependencies]").nth(1).ok_or("no [workspace.dependencies]")?;
    let listed = listed.split("\n[").next().unwrap_or_default();
    let used: BTreeSet<String> = packages()?.into_values().flat_map(|p| p.all).collect();
    let names = listed.lines().filter_map(|l| l.split_once(" = ")).map(|(name, _)| name.trim());
    let idle: Vec<&str> = names.filter(|n| !used.contains(*n)).collect();
    assert!(idle.is_empty(), "[workspace.dependencies] lists what no crate uses: {idle:?}");
    Ok(())
}

#[test]
fn every_crate_takes_the_workspace_lints_and_forbids_unsafe() -> Outcome {
    assert!(read("Cargo.toml")?.contains("unsafe_code = \"forbid\""));
    for name in packages()?.keys() {
        let folder = name.strip_prefix("kanhe-").map_or_else(
            || if name == "xtask" { name.clone() } else { format!("crates/{name}") },
            |n| format!("crates/{n}"),
        );
        let manifest = read(&format!("{folder}/Cargo.toml"))?;
        assert!(
            manifest.contains("[lints]\nworkspace = true"),
            "{folder}/Cargo.toml does not take the workspace's lints"
        );
    }
    Ok(())
}

#[test]
fn the_core_touches_no_file_no_clock_no_network() -> Outcome {
    let mut faults = Vec::new();
    for krate in PURE {
        for (path, text) in sources(&format!("crates/{krate}/src"))? {
            let code = without_comments(&text);
            faults.extend(IMPURE.iter().filter(|word| code.contains(**word)).map(|word| format!("{path}: {word}")));
        }
    }
    assert!(faults.is_empty(), "input, output or clock in the core: {faults:#?}");
    Ok(())
}

#[test]
fn no_float_touches_money() -> Outcome {
    let mut faults = Vec::new();
    for krate in EXACT {
        for (path, text) in sources(&format!("crates/{krate}/src"))?.into_iter().filter(|(p, _)| p != FROM_TOML) {
            let code = without_comments(&text);
            let words = code.split(|c: char| !(c.is_alphanumeric() || c == '_'));
            faults.extend(words.filter(|w| matches!(*w, "f64" | "f32")).map(|word| format!("{path}: {word}")));
        }
    }
    assert!(faults.is_empty(), "floating point where money goes: {faults:#?}");
    Ok(())
}
