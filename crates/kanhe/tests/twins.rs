//! The same document in several formats says the same: what is read of it, and what is found in it. `twins/NAME.*` are one
//! document each; `twins/explained.json` lists every difference that is the format's and not the reader's, with the reason.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use kanhe_appraisal::{Engine, Options};
use kanhe_document::Limits;
use kanhe_policy::{FormHints, Level1, PolicySet};
use kanhe_report::{Kind, Report, findings_json, read_json};
use rayon::prelude::*;
use serde_json::{Value, json};

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// The format that tells most comes first: the others are held against it.
const RICHEST: [&str; 3] = ["docx", "xlsx", "html"];

/// A difference: the file, and the path of the value.
type Difference = (String, String);

/// Everything that was read of a document, and what is wrong with it.
fn account(file: &Path, policies: &PolicySet, engine: &Engine) -> Outcome<Value> {
    let name = file.to_string_lossy();
    let document = kanhe_document::read(&std::fs::read(file)?, &Limits::default()).map_err(|e| e.en())?;
    let report = kanhe_reading::read(&document, policies.terms(), &name);
    let said = json!({
        "contract": read_json(&report),
        "findings": findings(&report, policies, engine),
    });
    let mut account = without_places(serde_json::to_value(&report)?);
    if let (Some(account), Value::Object(said)) = (account.as_object_mut(), without_places(said)) {
        account.extend(said);
    }
    Ok(account)
}

/// How often each code is found, apart from what only follows.
fn findings(report: &Report, policies: &PolicySet, engine: &Engine) -> Value {
    let unit = report.unit.as_ref().map(|u| u.value.as_str()).unwrap_or_default();
    let place = policies.place_of(unit).unwrap_or(kanhe_policy::ROOT);
    let year = report.year.as_ref().map_or(i32::MAX, |y| y.value);
    let form = report.forms.iter().find(|f| f.kind == Kind::Whole).or(report.forms.first());
    let heads = form.map(|f| f.heads.as_slice()).unwrap_or_default();
    let heads: Vec<Level1> = heads.iter().filter_map(|head| policies.words().level1(&head.value)).collect();
    let policy = policies.select(place, report.kind, year, FormHints { heads: &heads });
    let appraisal = engine.appraise(report, &policy, Options::default());
    let json = findings_json(report, &appraisal.findings, None);
    let mut times: BTreeMap<String, u64> = BTreeMap::new();
    for finding in json["findings"].as_array().into_iter().flatten() {
        let follows = if finding.get("follows").is_some() { " follows" } else { "" };
        *times.entry(format!("{}{follows}", finding["code"].as_str().unwrap_or_default())).or_default() += 1;
    }
    json!(times)
}

/// Where things stand: the format's, not the report's.
const LAYOUT: [&str; 7] = ["file", "number", "page", "place", "sheet", "tables", "where"];

/// Without places; and without white space, by which every format breaks lines in its own way.
fn without_places(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let stays = fields.into_iter().filter(|(key, _)| !LAYOUT.contains(&key.as_str()));
            Value::Object(stays.map(|(key, value)| (key, without_places(value))).collect())
        }
        Value::Array(rows) => Value::Array(rows.into_iter().map(without_places).collect()),
        Value::String(text) => Value::String(text.split_whitespace().collect()),
        other => other,
    }
}

/// Every path whose values differ, with both.
fn compare(path: &str, one: &Value, other: &Value, out: &mut BTreeMap<String, String>) {
    match (one, other) {
        (Value::Object(a), Value::Object(b)) => {
            let keys: BTreeSet<&String> = a.keys().chain(b.keys()).collect();
            for key in keys {
                let dot = if path.is_empty() { "" } else { "." };
                compare(&format!("{path}{dot}{key}"), &one[key], &other[key], out);
            }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            for (at, (one, other)) in a.iter().zip(b).enumerate() {
                compare(&format!("{path}[{at}]"), one, other, out);
            }
        }
        _ if one != other => {
            out.insert(path.to_owned(), format!("{one} there, {other} here"));
        }
        _ => {}
    }
}

/// The documents, by name; in each the richest format first.
fn families() -> Outcome<Vec<Vec<PathBuf>>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/twins");
    let mut families: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if path.extension().is_some_and(|e| e != "json") {
            families.entry(stem).or_default().push(path);
        }
    }
    let rank = |path: &PathBuf| {
        let format = path.extension().unwrap_or_default().to_string_lossy().into_owned();
        (RICHEST.iter().position(|rich| *rich == format).unwrap_or(RICHEST.len()), format)
    };
    let mut families: Vec<_> = families.into_values().collect();
    families.iter_mut().for_each(|family| family.sort_by_key(rank));
    Ok(families)
}

/// What differs between the first of a family and each of the others.
fn differences(family: &[PathBuf], policies: &PolicySet, engine: &Engine) -> Outcome<BTreeMap<Difference, String>> {
    let (richest, twins) = family.split_first().ok_or("no file")?;
    let told = account(richest, policies, engine)?;
    let mut out = BTreeMap::new();
    for twin in twins {
        let mut found = BTreeMap::new();
        compare("", &told, &account(twin, policies, engine)?, &mut found);
        let name = twin.file_name().unwrap_or_default().to_string_lossy().into_owned();
        out.extend(found.into_iter().map(|(path, values)| ((name.clone(), path), values)));
    }
    Ok(out)
}

#[test]
fn a_document_says_the_same_in_every_format_but_for_what_is_explained() -> Outcome {
    let policies = PolicySet::builtin()?;
    let families = families()?;
    assert!(families.iter().all(|family| family.len() > 1), "a document without a twin compares nothing");
    let engine = Engine::new(&policies);
    let each: Vec<_> =
        families.par_iter().map(|family| differences(family, &policies, &engine)).collect::<Outcome<_>>()?;
    let mut found: BTreeMap<Difference, String> = each.into_iter().flatten().collect();

    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/twins");
    let explained: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(folder.join("explained.json"))?)?;
    let mut idle = Vec::new();
    for entry in &explained {
        let word = |key: &str| entry[key].as_str().map(str::to_owned).ok_or_else(|| format!("{entry} has no {key}"));
        word("why")?;
        if found.remove(&(word("file")?, word("path")?)).is_none() {
            idle.push(entry.to_string());
        }
    }
    let unexplained: Vec<_> = found.iter().map(|((file, path), values)| format!("{file}: {path}: {values}")).collect();
    assert!(unexplained.is_empty(), "differences that nothing explains:\n{}", unexplained.join("\n"));
    assert!(idle.is_empty(), "explanations of differences that are no more:\n{}", idle.join("\n"));
    Ok(())
}

#[test]
fn documents_that_are_no_twins_are_told_apart() -> Outcome {
    let policies = PolicySet::builtin()?;
    let families = families()?;
    let strangers: Vec<PathBuf> = families.iter().take(2).filter_map(|family| family.first().cloned()).collect();
    let found = differences(&strangers, &policies, &Engine::new(&policies))?;
    for path in ["unit", "funds[0].budget", "indicators"] {
        assert!(found.keys().any(|(_, at)| at.starts_with(path)), "no difference of {path} in {:?}", found.keys());
    }
    Ok(())
}
