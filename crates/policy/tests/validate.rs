//! The compiler for policy folders: a good folder passes, and each kind of fault is shown at its place.
//!
//! `fixtures/good` is a small folder in order. Each folder of `fixtures/faults` says in `edit.toml` what somebody did
//! to it, and in `expected.txt` what the compiler says then. `UPDATE_EXPECTED=1 cargo test -p kanhe-policy` writes the
//! expected texts anew.

#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::collections::BTreeMap;
use std::{env, fs};

use common::{fixtures, good};
use kanhe_policy::{PolicySet, validate, validate_files};
use kanhe_report::Lang;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    #[serde(default)]
    edit: Vec<Edit>,
    #[serde(default)]
    add: Vec<Add>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Edit {
    file: String,
    find: String,
    put: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Add {
    file: String,
    text: String,
}

fn changed(change: &Change) -> BTreeMap<String, String> {
    let mut files = good();
    for edit in &change.edit {
        let text = files.get_mut(&edit.file).unwrap_or_else(|| panic!("no file {}", edit.file));
        assert_eq!(text.matches(&edit.find).count(), 1, "{} must stand once in {}", edit.find, edit.file);
        *text = text.replace(&edit.find, &edit.put);
    }
    for add in &change.add {
        files.insert(add.file.clone(), add.text.clone());
    }
    files
}

fn report(files: &BTreeMap<String, String>) -> String {
    let faults = validate_files(files);
    let shown = |lang| faults.iter().map(|f| f.render(lang, false) + "\n").collect::<String>();
    format!("{}\n{}", shown(Lang::Zh), shown(Lang::En))
}

#[test]
fn a_folder_in_order_has_no_faults_and_loads() {
    let dir = fixtures().join("good");
    assert_eq!(report(&good()).trim(), "");
    assert!(validate(&dir).is_empty());
    assert!(PolicySet::from_dir(&dir).is_ok());
}

#[test]
fn every_kind_of_fault_is_shown_at_its_place() {
    let mut wrong = String::new();
    for entry in fs::read_dir(fixtures().join("faults")).unwrap() {
        let dir = entry.unwrap().path();
        let change: Change = toml::from_str(&fs::read_to_string(dir.join("edit.toml")).unwrap())
            .unwrap_or_else(|e| panic!("{}: {e}", dir.display()));
        let said = report(&changed(&change));
        let expected_path = dir.join("expected.txt");
        if env::var_os("UPDATE_EXPECTED").is_some() {
            fs::write(&expected_path, &said).unwrap();
        }
        let expected = fs::read_to_string(&expected_path).unwrap_or_default();
        assert!(!said.trim().is_empty(), "{} goes unnoticed", dir.display());
        if said != expected {
            wrong += &format!("--- {}\nexpected:\n{expected}\nsaid:\n{said}\n", dir.display());
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn a_folder_that_is_not_there_is_one_fault_and_no_panic() {
    let faults = validate(&fixtures().join("nowhere"));
    assert_eq!(faults.len(), 1);
    assert!(PolicySet::from_dir(&fixtures().join("nowhere")).is_err());
}

#[test]
fn loading_a_faulty_folder_names_file_and_line() {
    let dir = env::temp_dir().join(format!("kanhe-policy-{}", std::process::id()));
    let mut files = good();
    files.get_mut("cn/place.toml").unwrap().push_str("titel = 1\n");
    for (name, text) in &files {
        let path = dir.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let error = PolicySet::from_dir(&dir).unwrap_err();
    fs::remove_dir_all(&dir).unwrap();
    assert_eq!((error.file.as_str(), error.line), ("cn/place.toml", Some(3)));
}

#[test]
fn a_file_cut_off_anywhere_is_a_fault_or_in_order_but_no_panic() {
    let files = good();
    for (name, text) in &files {
        for (at, _) in text.char_indices().step_by(53) {
            let mut cut = files.clone();
            cut.insert(name.clone(), format!("{}\"『", &text[..at]));
            report(&cut);
            cut.insert(name.clone(), text[..at].to_owned());
            report(&cut);
        }
    }
}
