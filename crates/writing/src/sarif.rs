//! SARIF 2.1.0: findings for tools that show them beside a file.

use std::collections::BTreeMap;

use kanhe_report::{Finding, Lang, Place, Severity};
use serde_json::{Value, json};

use crate::verdict::Verdict;

/// What comes before the results of a log; `rules` gives each code's title.
pub fn head(version: &str, rules: &BTreeMap<String, String>) -> String {
    let driver = json!({
        "name": "kanhe",
        "version": version,
        "rules": rules.iter().map(|(code, title)| json!({"id": code, "shortDescription": {"text": title}})).collect::<Vec<_>>(),
    });
    format!(
        "{{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{{\"tool\":{{\"driver\":{driver}}},\"columnKind\":\"unicodeCodePoints\",\"results\":["
    )
}

/// The results of one document, separated by commas; empty where nothing was found. Consequences are left out.
pub fn results(verdict: &Verdict, lang: Lang) -> String {
    let file = &verdict.report.file;
    let results: Vec<String> = verdict.roots().into_iter().map(|f| result(file, f, lang).to_string()).collect();
    results.join(",\n")
}

/// What comes after the results.
pub const TAIL: &str = "]}]}\n";

fn result(file: &str, finding: &Finding, lang: Lang) -> Value {
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let mut places = finding.places.iter();
    json!({
        "ruleId": finding.code,
        "level": level,
        "message": {"text": finding.message.get(lang)},
        "locations": places.next().map(|p| vec![location(file, p, lang)]).unwrap_or_default(),
        "relatedLocations": places.map(|p| location(file, p, lang)).collect::<Vec<_>>(),
        "properties": {"basis": finding.basis, "found": finding.found, "expected": finding.expected},
    })
}

fn location(file: &str, place: &Place, lang: Lang) -> Value {
    let name = match lang {
        Lang::Zh => place.address_zh(),
        Lang::En => place.address_en(),
    };
    json!({
        "physicalLocation": {"artifactLocation": {"uri": uri(file)}},
        "logicalLocations": [{"fullyQualifiedName": name}],
        "message": {"text": place.text},
    })
}

/// A relative URI reference: everything but unreserved characters and `/` is percent-encoded.
fn uri(file: &str) -> String {
    let mut out = String::with_capacity(file.len());
    for byte in file.replace('\\', "/").bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'/') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_chinese_file_name_is_a_valid_uri() {
        assert_eq!(super::uri("报告 1.docx"), "%E6%8A%A5%E5%91%8A%201.docx");
    }
}
