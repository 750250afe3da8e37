//! The table at the end of a folder: documents, worst first, and findings by code.

use std::collections::BTreeMap;

use kanhe_report::{Counts, Lang};
use serde::{Deserialize, Serialize};

use crate::columns::{aligned, row};
use crate::labels::pick;
use crate::wide::crop;

/// Of a large folder only so many documents are listed, the worst.
const LISTED: usize = 100;

/// One document of a folder.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SummaryRow {
    /// The file as given.
    pub file: String,
    /// The unit's name.
    pub unit: Option<String>,
    /// Root findings.
    pub counts: Counts,
    /// `自评 83 良 → 核算 73.40 中`
    pub score: Option<String>,
    /// Codes of root findings.
    pub codes: Vec<String>,
    /// Why it could not be read.
    pub failure: Option<String>,
}

/// Documents with most errors first (ties in the given order), then how often each code was found.
pub fn summary_table(rows: &[SummaryRow], names: &BTreeMap<String, String>, lang: Lang) -> String {
    let mut order: Vec<&SummaryRow> = rows.iter().collect();
    order.sort_by(|a, b| {
        let key = |r: &SummaryRow| (r.counts.error, r.counts.warning, r.counts.note);
        b.failure.is_some().cmp(&a.failure.is_some()).then(key(b).cmp(&key(a)))
    });
    let mut total = Counts::default();
    let mut by_code: BTreeMap<&str, usize> = BTreeMap::new();
    for row in rows {
        total.error += row.counts.error;
        total.warning += row.counts.warning;
        total.note += row.counts.note;
        for code in &row.codes {
            *by_code.entry(code).or_default() += 1;
        }
    }
    let failed = rows.iter().filter(|r| r.failure.is_some()).count();
    let mut out = match lang {
        Lang::Zh => format!(
            "{} 份文件，{} 份读不出；{} 错误 {} 警告 {} 提示\n\n",
            rows.len(),
            failed,
            total.error,
            total.warning,
            total.note
        ),
        Lang::En => format!(
            "{} files, {} not read; {} errors, {} warnings, {} notes\n\n",
            rows.len(),
            failed,
            total.error,
            total.warning,
            total.note
        ),
    };
    let mut lines = vec![row(&match lang {
        Lang::Zh => ["文件", "错误", "警告", "提示", "得分", "单位"],
        Lang::En => ["file", "errors", "warnings", "notes", "score", "unit"],
    })];
    let left_out = order.len().saturating_sub(LISTED);
    order.truncate(LISTED);
    for document in order {
        let score = document.failure.clone().or_else(|| document.score.clone()).unwrap_or_default();
        lines.push(vec![
            crop(&document.file, 48),
            document.counts.error.to_string(),
            document.counts.warning.to_string(),
            document.counts.note.to_string(),
            crop(&score, 60),
            crop(document.unit.as_deref().unwrap_or_default(), 40),
        ]);
    }
    out.push_str(&aligned(&lines, &[1, 2, 3]));
    if left_out > 0 {
        out.push_str(&match lang {
            Lang::Zh => format!("另有 {left_out} 份较轻的没有列出；全部见 --out 结果.xlsx\n"),
            Lang::En => format!("and {left_out} less serious ones; for all of them: --out results.xlsx\n"),
        });
    }
    if !by_code.is_empty() {
        let mut codes: Vec<(&str, usize)> = by_code.into_iter().collect();
        codes.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        let mut lines =
            vec![row(&[pick(lang, "代码", "code"), pick(lang, "次数", "found"), pick(lang, "规则", "rule")])];
        for (code, n) in codes {
            lines.push(vec![code.to_owned(), n.to_string(), names.get(code).cloned().unwrap_or_default()]);
        }
        out.push('\n');
        out.push_str(&aligned(&lines, &[1]));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_large_folder_the_worst_are_listed_and_the_others_counted() {
        let row = |error| SummaryRow {
            file: format!("{error}个错误.docx"),
            counts: Counts { error, ..Counts::default() },
            ..SummaryRow::default()
        };
        let rows: Vec<SummaryRow> = (0..150).map(row).collect();
        let table = summary_table(&rows, &BTreeMap::new(), Lang::Zh);
        assert!(table.contains("149个错误.docx") && table.contains("\n50个错误.docx"), "{table}");
        assert!(!table.contains("\n49个错误.docx") && table.contains("另有 50 份"), "{table}");
    }
}
