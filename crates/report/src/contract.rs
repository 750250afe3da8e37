//! The contract's JSON: `kanhe.report/1` and `kanhe.findings/1`.

use serde_json::{Map, Value, json};

use crate::{Amount, Counts, Entry, Figure, Finding, Percent, Place, Report, Scorecard, Total};

/// `kanhe.report/1`: what a document states, as printed.
pub fn read_json(report: &Report) -> Value {
    json!({
        "schema": "kanhe.report/1",
        "file": report.file,
        "kind": report.kind.name(),
        "unit": report.unit.as_ref().map(|u| &u.value),
        "year": report.year.as_ref().map(|y| y.value),
        "forms": report.forms.iter().map(|f| json!({
            "form": f.form, "kind": f.kind.name(), "name": f.name, "year": f.year.as_ref().map(|y| y.value),
            "total": total(&f.total, false),
        })).collect::<Vec<_>>(),
        "funds": report.funds.iter().map(|f| json!({
            "form": f.form, "line": f.line.name(), "label": f.label,
            "initial": amount(&f.initial), "budget": amount(&f.budget), "executed": amount(&f.executed),
            "weight": text(&f.weight), "rate": percent(&f.rate), "score": text(&f.score), "where": place(&f.place),
        })).collect::<Vec<_>>(),
        "projects": report.projects.iter().map(|p| json!({
            "name": p.name, "initial": amount(&p.initial), "adjustment": amount(&p.adjustment), "budget": amount(&p.budget),
            "executed": amount(&p.executed), "carryover": amount(&p.carryover), "where": place(&p.place),
        })).collect::<Vec<_>>(),
        "indicators": report.indicators.iter().map(|i| json!({
            "form": i.form, "level1": text(&i.level1), "level2": text(&i.level2), "level3": text(&i.level3),
            "level1_weight": text(&i.level1_weight), "target": text(&i.target), "actual": text(&i.actual),
            "weight": text(&i.weight), "score": text(&i.score), "reason": text(&i.reason), "where": place(&i.place),
        })).collect::<Vec<_>>(),
        "total": total(&report.total, true),
        "base": report.base.iter().map(|b| {
            let mut row = Map::new();
            row.insert("item".into(), json!(b.item));
            if b.item == "staff" {
                row.insert("establishment".into(), json!(text(&b.establishment)));
                row.insert("actual".into(), json!(text(&b.actual)));
                row.insert("rate".into(), json!(percent(&b.rate)));
            } else {
                row.insert("prior_final".into(), json!(amount(&b.prior_final)));
                row.insert("budget".into(), json!(amount(&b.budget)));
                row.insert("final".into(), json!(amount(&b.final_)));
            }
            row.insert("where".into(), place(&b.place));
            Value::Object(row)
        }).collect::<Vec<_>>(),
        "statements": report.statements.iter().filter_map(|s| {
            let mention = report.mentions.get(s.mention)?;
            let value = match &mention.figure {
                Figure::Amount(a) => a.money.to_string(),
                Figure::Count { number, .. } => number.to_string(),
                Figure::Percent(p) => p.number.to_string(),
            };
            Some(json!({"concept": s.concept, "value": value, "where": place(&mention.place)}))
        }).collect::<Vec<_>>(),
    })
}

/// `kanhe.findings/1`: what is wrong with a report. `score` is that of the report's main form.
pub fn findings_json(report: &Report, findings: &[Finding], score: Option<&Scorecard>) -> Value {
    let counts = Counts::of(findings);
    json!({
        "schema": "kanhe.findings/1",
        "file": report.file,
        "unit": report.unit.as_ref().map(|u| &u.value),
        "year": report.year.as_ref().map(|y| y.value),
        "score": {
            "reported": score.and_then(|s| s.reported).map(|d| d.to_string()),
            "recomputed": score.and_then(|s| s.recomputed).map(|d| d.to_string()),
            "grade_reported": score.and_then(|s| s.grade_reported.clone()),
            "grade_recomputed": score.and_then(|s| s.grade_recomputed.clone()),
        },
        "counts": {"error": counts.error, "warning": counts.warning, "note": counts.note},
        "findings": findings.iter().map(finding).collect::<Vec<_>>(),
    })
}

fn finding(f: &Finding) -> Value {
    let mut out = Map::new();
    out.insert("code".into(), json!(f.code));
    out.insert("name".into(), json!(f.name));
    out.insert("severity".into(), json!(f.severity.name()));
    out.insert("message".into(), json!({"zh": f.message.zh, "en": f.message.en}));
    out.insert("basis".into(), json!(f.basis));
    if f.assumed {
        out.insert("assumed".into(), json!(true));
    }
    for (key, value) in [("found", &f.found), ("expected", &f.expected), ("follows", &f.follows)] {
        if let Some(v) = value {
            out.insert(key.into(), json!(v));
        }
    }
    out.insert("where".into(), Value::Array(f.places.iter().map(place).collect()));
    Value::Object(out)
}

/// What stands nowhere (the total of a form without one) has an empty place, not one in table nothing.
fn place(place: &Place) -> Value {
    if *place == Place::default() {
        return json!({});
    }
    serde_json::to_value(place).unwrap_or(Value::Null)
}

fn amount(entry: &Entry<Amount>) -> Option<String> {
    entry.get().map(|a| a.money.to_string())
}

fn percent(entry: &Entry<Percent>) -> Option<String> {
    entry.get().map(|p| p.number.to_string())
}

fn text<T: ToString>(entry: &Entry<T>) -> Option<String> {
    entry.get().map(ToString::to_string)
}

fn total(t: &Total, with_place: bool) -> Value {
    let mut out = Map::new();
    out.insert("weight".into(), json!(text(&t.weight)));
    out.insert("score".into(), json!(text(&t.score)));
    out.insert("grade".into(), json!(text(&t.grade)));
    if with_place {
        out.insert("where".into(), place(&t.place));
    }
    Value::Object(out)
}
