//! Whole documents of known truth: what each states is read to the last field, what is wrong with it is found at its
//! place, and nothing else is called an error. `samples/NAME.truth.json` tells the truth of `NAME.*`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use kanhe_report::Decimal;
use serde_json::Value;

const FUND: [&str; 6] = ["initial", "budget", "executed", "weight", "rate", "score"];
const PROJECT: [&str; 5] = ["initial", "adjustment", "budget", "executed", "carryover"];
const INDICATOR: [&str; 9] =
    ["level1", "level2", "level3", "level1_weight", "target", "actual", "weight", "score", "reason"];
const BASE: [&str; 6] = ["establishment", "actual", "rate", "prior_final", "budget", "final"];

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// Text without white space and with full-width forms folded; an absent or empty value is `None`.
fn text(value: &Value) -> Option<String> {
    let raw = match value {
        Value::Null => return None,
        Value::String(s) => s.clone(),
        other => other.to_string(),
    };
    let fold = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    };
    let folded: String = raw.chars().filter(|c| !c.is_whitespace()).map(fold).collect();
    (!folded.is_empty()).then_some(folded)
}

fn number(text: &str) -> Option<Decimal> {
    text.replace(',', "").trim_end_matches('%').parse().ok()
}

/// Whether two values of a field say the same.
fn equal(field: &str, a: &Value, b: &Value) -> bool {
    let (Some(a), Some(b)) = (text(a), text(b)) else { return text(a).is_none() && text(b).is_none() };
    let bare = |s: &str| s.trim_start_matches("定性").trim_start_matches('=').to_owned();
    let words =
        matches!(field, "target" | "actual" | "reason" | "level1" | "level2" | "level3" | "grade" | "unit" | "kind");
    if words && bare(&a) == bare(&b) {
        return true;
    }
    let numeric = !words || matches!(field, "target" | "actual");
    numeric && number(&a).is_some() && number(&a) == number(&b)
}

fn rows<'a>(value: &'a Value, section: &str) -> &'a [Value] {
    value.get(section).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// Everything that differs between truth and answer, a line each.
#[derive(Default)]
struct Faults(Vec<String>);

impl Faults {
    fn fields(&mut self, place: &str, fields: &[&str], want: &Value, got: &Value) {
        for field in fields.iter().filter(|f| !equal(f, &want[**f], &got[**f])) {
            self.0.push(format!("{place}.{field}: {} instead of {}", got[*field], want[*field]));
        }
    }

    /// Rows with a key, in order; the n-th row of a key answers the n-th that is wanted.
    fn keyed(&mut self, section: &str, key: &str, fields: &[&str], want: &Value, got: &Value) {
        let mut left: Vec<&Value> = rows(got, section).iter().collect();
        for row in rows(want, section) {
            let place = format!("{section}[{}]", row[key]);
            match left.iter().position(|g| equal(key, &g[key], &row[key]) || text(&g[key]) == text(&row[key])) {
                Some(at) => self.fields(&place, fields, row, left.remove(at)),
                None => self.0.push(format!("{place} is missing")),
            }
        }
        for row in left.into_iter().filter(|row| fields.iter().any(|f| text(&row[*f]).is_some())) {
            self.0.push(format!("{section}[{}] stands nowhere in the document", row[key]));
        }
    }

    fn projects(&mut self, truth: &Value, got: &Value) {
        let wanted = rows(&truth["read"], "projects");
        for row in wanted {
            let same: Vec<&Value> =
                rows(got, "projects").iter().filter(|g| text(&g["name"]) == text(&row["name"])).collect();
            let alone = wanted.iter().filter(|w| text(&w["name"]) == text(&row["name"])).count() == 1;
            let fits = |g: &&&Value| {
                PROJECT.iter().all(|f| equal(f, &row[*f], &g[*f]) || (!alone && text(&row[*f]).is_none()))
            };
            if !same.iter().any(|g| fits(&g)) {
                self.0.push(format!("project {} is read as {same:?}, not {row}", row["name"]));
            }
        }
        let may: BTreeSet<_> = wanted
            .iter()
            .map(|w| text(&w["name"]))
            .chain(rows(&truth["optional"], "projects").iter().map(text))
            .collect();
        for row in rows(got, "projects").iter().filter(|g| !may.contains(&text(&g["name"]))) {
            self.0.push(format!("there is no project {}", row["name"]));
        }
    }

    fn indicators(&mut self, want: &Value, got: &Value) {
        let (want, got) = (rows(want, "indicators"), rows(got, "indicators"));
        if want.len() != got.len() {
            self.0.push(format!("{} indicators instead of {}", got.len(), want.len()));
        }
        for (at, (want, got)) in want.iter().zip(got).enumerate() {
            self.fields(&format!("indicators[{at}]"), &INDICATOR, want, got);
        }
    }

    fn statements(&mut self, truth: &Value, got: &Value) {
        let pairs = |value: &Value| -> BTreeSet<_> {
            let pair = |row: &Value| (text(&row["concept"]), text(&row["value"]).and_then(|v| number(&v)));
            rows(value, "statements").iter().map(pair).collect()
        };
        let (want, may, given) = (pairs(&truth["read"]), pairs(&truth["optional"]), pairs(got));
        self.0.extend(want.difference(&given).map(|pair| format!("the text states {pair:?}, which is not read")));
        let nowhere = given.iter().filter(|pair| !want.contains(*pair) && !may.contains(*pair));
        self.0.extend(nowhere.map(|pair| format!("the text does not state {pair:?}")));
    }

    /// `kanhe read` against the truth.
    fn read(&mut self, truth: &Value, got: &Value) {
        let want = &truth["read"];
        self.fields("head", &["kind"], want, got);
        for (field, others) in [("unit", "units"), ("year", "years")] {
            let right = std::iter::once(&want[field]).chain(rows(&truth["optional"], others));
            if !right.into_iter().any(|w| text(w) == text(&got[field])) {
                self.0.push(format!("head.{field}: {} instead of {}", got[field], want[field]));
            }
        }
        self.keyed("funds", "line", &FUND, want, got);
        self.projects(truth, got);
        self.indicators(want, got);
        for (field, others) in [("weight", ""), ("score", "totals"), ("grade", "grades")] {
            let (want, got) = (&want["total"][field], &got["total"][field]);
            if !equal(field, want, got) && !rows(&truth["optional"], others).iter().any(|w| equal(field, w, got)) {
                self.0.push(format!("total.{field}: {got} instead of {want}"));
            }
        }
        self.keyed("base", "item", &BASE, want, got);
        self.statements(truth, got);
    }

    /// `kanhe check` against the truth.
    fn check(&mut self, truth: &Value, got: &Value) {
        let roots: Vec<&Value> = rows(got, "findings").iter().filter(|f| f.get("follows").is_none()).collect();
        let planted = rows(truth, "faults");
        for fault in planted.iter().filter(|f| f["code"].is_string() && f["optional"] != true) {
            if !roots.iter().any(|f| is_code(f, fault) && points_at(f, rows(fault, "any_of"))) {
                let seen: Vec<&&Value> = roots.iter().filter(|f| is_code(f, fault)).collect();
                self.0.push(format!(
                    "{} is not found: {} (findings of that code: {seen:?})",
                    fault["code"], fault["note"]
                ));
            }
        }
        let listed = |section: &str, inner: &str| -> BTreeSet<_> {
            rows(truth, section).iter().flat_map(|row| rows(row, inner)).filter_map(text).collect()
        };
        let mut may: BTreeSet<_> = listed("faults", "cascades");
        may.extend(listed("gaps", "codes"));
        may.extend(rows(truth, "debatable").iter().filter_map(|d| text(&d["code"])));
        for finding in roots {
            let severe = finding["severity"] == "error" || (truth["clean"] == true && finding["severity"] == "warning");
            let known = text(&finding["code"]).is_some_and(|c| may.contains(&c))
                || planted.iter().any(|f| is_code(finding, f) && points_at(finding, rows(f, "any_of")));
            let held = |hold: &&Value| {
                hold["code"] == finding["code"]
                    && hold.get("any_of").is_some()
                    && points_at(finding, rows(hold, "any_of"))
            };
            if !known && (severe || rows(truth, "holds").iter().any(|h| held(&h))) {
                self.0.push(format!(
                    "false alarm {}: {} at {}",
                    finding["code"], finding["message"]["zh"], finding["where"]
                ));
            }
        }
    }
}

fn is_code(finding: &Value, fault: &Value) -> bool {
    finding["code"] == fault["code"] || rows(fault, "alt_codes").contains(&finding["code"])
}

/// Whether one of the finding's places is one of these texts, or holds it, or is held by it.
fn points_at(finding: &Value, texts: &[Value]) -> bool {
    let meets = |place: &Value, wanted: &Value| {
        let (Some(a), Some(b)) = (text(&place["text"]), text(wanted)) else { return false };
        let (a, b) = (a.replace(',', ""), b.replace(',', ""));
        a == b || (number(&a).is_some() && number(&a) == number(&b)) || inside(&a, &b) || inside(&b, &a)
    };
    texts.is_empty() || rows(finding, "where").iter().any(|place| texts.iter().any(|wanted| meets(place, wanted)))
}

/// Whether a text stands in another one, a figure only as a whole figure.
fn inside(small: &str, large: &str) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    if small.chars().count() < 2 && !digit(small.chars().next()) {
        return false;
    }
    large.match_indices(small).any(|(at, _)| {
        let before = large.get(..at).and_then(|s| s.chars().next_back());
        let mut after = large.get(at + small.len()..).unwrap_or_default().chars();
        let (next, second) = (after.next(), after.next());
        let cut_before = digit(small.chars().next()) && (digit(before) || before == Some('.'));
        let cut_after = digit(small.chars().next_back()) && (digit(next) || (next == Some('.') && digit(second)));
        !cut_before && !cut_after
    })
}

fn kanhe(command: &str, file: &Path) -> Result<Value, Box<dyn std::error::Error>> {
    let output = Command::new(env!("CARGO_BIN_EXE_kanhe"))
        .arg(command)
        .arg(file)
        .args(["--format", "json"])
        .env_remove("KANHE_POLICY")
        .output()?;
    let answer = serde_json::from_slice(&output.stdout);
    answer.map_err(|e| format!("{}: {e}: {}", file.display(), String::from_utf8_lossy(&output.stderr)).into())
}

/// Every document with its truth.
fn samples() -> Result<Vec<(PathBuf, Value)>, Box<dyn std::error::Error>> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = here.join("tests/samples");
    let mut documents: Vec<PathBuf> = std::fs::read_dir(&folder)?.filter_map(|e| e.ok().map(|e| e.path())).collect();
    documents.retain(|p| p.extension().is_some_and(|e| e != "json"));
    documents.extend([here.join("demo/report.docx"), here.join("demo/report.txt")]);
    documents.sort();
    let mut out = Vec::new();
    for document in documents {
        let stem = document.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let truth = std::fs::read_to_string(folder.join(format!("{stem}.truth.json")))?;
        out.push((document, serde_json::from_str(&truth)?));
    }
    Ok(out)
}

fn hold(command: &str, judge: fn(&mut Faults, &Value, &Value)) -> Outcome {
    let mut all = Vec::new();
    for (document, truth) in samples()? {
        let mut faults = Faults::default();
        judge(&mut faults, &truth, &kanhe(command, &document)?);
        let name = document.file_name().unwrap_or_default().to_string_lossy().into_owned();
        all.extend(faults.0.into_iter().map(|fault| format!("{name}: {fault}")));
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
    Ok(())
}

#[test]
fn every_field_is_read_as_the_document_states_it() -> Outcome {
    hold("read", Faults::read)
}

#[test]
fn planted_faults_are_found_at_their_place_and_nothing_else_is_an_error() -> Outcome {
    hold("check", Faults::check)
}
