//! `kanhe checks`: the list of checks.

use kanhe_policy::PolicySet;
use kanhe_report::{Lang, Wording};
use kanhe_writing::pad_right;

use super::GOOD;
use crate::cli::ListFormat;
use crate::output::print;

pub fn run(format: ListFormat, policies: &PolicySet, lang: Lang) -> Result<u8, Wording> {
    let mut out = String::new();
    for check in policies.checks() {
        match format {
            ListFormat::Text => {
                let severity = pad_right(check.severity.name(), 10);
                out.push_str(&format!("{}  {severity}  {}\n", check.code, check.title.get(lang)));
            }
            ListFormat::Json => {
                let row = serde_json::json!({
                    "code": check.code, "name": check.name, "severity": check.severity.name(), "place": check.place,
                    "title": {"zh": check.title.zh, "en": check.title.en},
                    "basis": check.basis_text, "assumed": check.assumed,
                });
                out.push_str(&row.to_string());
                out.push('\n');
            }
        }
    }
    print(&out);
    Ok(GOOD)
}
