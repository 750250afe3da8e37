//! The sheets that grow with the documents: their names, columns and rows.

use kanhe_report::{Counts, Decimal, Finding, Lang, Place, ScoreLine};
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::style::{Style, count, number, row_height, text, wrapped};
use crate::labels::pick;
use crate::record::Record;

/// The sheets that grow with the documents.
#[derive(Clone, Copy)]
pub(super) enum Part {
    Documents,
    Findings,
    Scores,
}

impl Part {
    /// `问题`, `问题 2`, …
    pub fn name(self, number: usize, lang: Lang) -> String {
        let name = match self {
            Self::Documents => pick(lang, "文件", "documents"),
            Self::Findings => pick(lang, "问题", "findings"),
            Self::Scores => pick(lang, "核算", "scores"),
        };
        if number == 1 { name.to_owned() } else { format!("{name} {number}") }
    }

    /// Heads and widths.
    pub fn columns(self, lang: Lang) -> &'static [(&'static str, f64)] {
        match (self, lang) {
            (Self::Documents, Lang::Zh) => &[
                ("文件", 34.0),
                ("单位", 30.0),
                ("年度", 8.0),
                ("错误", 8.0),
                ("警告", 8.0),
                ("提示", 8.0),
                ("自评得分", 10.0),
                ("核算得分", 10.0),
                ("自评等级", 10.0),
                ("核算等级", 10.0),
                ("规则口径", 34.0),
                ("未读出的原因", 44.0),
            ],
            (Self::Documents, Lang::En) => &[
                ("file", 34.0),
                ("unit", 30.0),
                ("year", 8.0),
                ("errors", 8.0),
                ("warnings", 9.0),
                ("notes", 8.0),
                ("declared", 10.0),
                ("recomputed", 11.0),
                ("grade declared", 12.0),
                ("grade recomputed", 12.0),
                ("rules", 34.0),
                ("why it was not read", 44.0),
            ],
            (Self::Findings, Lang::Zh) => &[
                ("文件", 26.0),
                ("单位", 24.0),
                ("程度", 7.0),
                ("代码", 8.0),
                ("问题", 52.0),
                ("现为", 14.0),
                ("应为", 14.0),
                ("位置", 24.0),
                ("原文", 36.0),
                ("依据", 28.0),
                ("建议", 40.0),
            ],
            (Self::Findings, Lang::En) => &[
                ("file", 26.0),
                ("unit", 24.0),
                ("severity", 9.0),
                ("code", 8.0),
                ("finding", 52.0),
                ("found", 14.0),
                ("expected", 14.0),
                ("places", 24.0),
                ("words", 36.0),
                ("basis", 28.0),
                ("help", 40.0),
            ],
            (Self::Scores, Lang::Zh) => &[
                ("文件", 26.0),
                ("表", 6.0),
                ("指标", 28.0),
                ("分值", 8.0),
                ("自评", 8.0),
                ("核算", 8.0),
                ("算式", 44.0),
                ("依据", 30.0),
            ],
            (Self::Scores, Lang::En) => &[
                ("file", 26.0),
                ("form", 6.0),
                ("indicator", 28.0),
                ("weight", 8.0),
                ("declared", 9.0),
                ("recomputed", 11.0),
                ("numbers", 44.0),
                ("article", 30.0),
            ],
        }
    }
}

/// All of a document's row but its name.
pub(super) fn document_row(sheet: &mut Worksheet, row: u32, record: &Record, style: &Style) -> Result<(), XlsxError> {
    let Counts { error, warning, note } = Counts::of(&record.findings);
    let card = record.card();
    text(sheet, row, 1, record.unit.as_deref().unwrap_or_default(), &style.text)?;
    number(sheet, row, 2, record.year.map(Decimal::from), &style.number)?;
    count(sheet, row, 3, error, style.errors(error))?;
    count(sheet, row, 4, warning, style.warnings(warning))?;
    count(sheet, row, 5, note, &style.number)?;
    number(sheet, row, 6, card.and_then(|c| c.reported), &style.number)?;
    number(sheet, row, 7, card.and_then(|c| c.recomputed), &style.number)?;
    text(sheet, row, 8, card.and_then(|c| c.grade_reported.as_deref()).unwrap_or_default(), &style.text)?;
    text(sheet, row, 9, card.and_then(|c| c.grade_recomputed.as_deref()).unwrap_or_default(), &style.text)?;
    text(sheet, row, 10, &record.stamp.profile, &style.text)?;
    text(sheet, row, 11, "", &style.text)?;
    let unit = record.unit.as_deref().unwrap_or_default();
    row_height(sheet, row, wrapped(&[(&record.file, 34), (unit, 30), (&record.stamp.profile, 34)]))
}

pub(super) fn finding_row(
    sheet: &mut Worksheet,
    row: u32,
    record: &Record,
    f: &Finding,
    lang: Lang,
    style: &Style,
) -> Result<(), XlsxError> {
    let address = |p: &Place| if lang == Lang::Zh { p.address_zh() } else { p.address_en() };
    let addresses: Vec<String> = f.places.iter().map(address).collect();
    let words: Vec<String> = f.places.iter().map(|p| crate::wide::crop(&p.text, 80)).collect();
    text(sheet, row, 0, &record.file, &style.text)?;
    text(sheet, row, 1, record.unit.as_deref().unwrap_or_default(), &style.text)?;
    text(sheet, row, 2, f.severity.word(lang), style.severity(f.severity))?;
    text(sheet, row, 3, &f.code, &style.text)?;
    text(sheet, row, 4, f.message.get(lang), &style.text)?;
    text(sheet, row, 5, f.found.as_deref().unwrap_or_default(), &style.text)?;
    text(sheet, row, 6, f.expected.as_deref().unwrap_or_default(), &style.text)?;
    text(sheet, row, 7, &addresses.join("\n"), &style.text)?;
    text(sheet, row, 8, &words.join("\n"), &style.text)?;
    text(sheet, row, 9, &f.basis, &style.text)?;
    text(sheet, row, 10, f.help.get(lang), &style.text)?;
    let unit = record.unit.as_deref().unwrap_or_default();
    let lines =
        wrapped(&[(&record.file, 26), (unit, 24), (f.message.get(lang), 52), (&f.basis, 28), (f.help.get(lang), 40)]);
    let listed_places = addresses.iter().map(|a| crate::wide::width(a).div_ceil(24).max(1)).sum::<usize>();
    let listed = words.iter().map(|w| crate::wide::width(w).div_ceil(36).max(1)).sum::<usize>();
    row_height(sheet, row, lines.max(listed).max(listed_places))
}

pub(super) fn score_row(
    sheet: &mut Worksheet,
    row: u32,
    record: &Record,
    form: u32,
    line: &ScoreLine,
    lang: Lang,
    style: &Style,
) -> Result<(), XlsxError> {
    text(sheet, row, 0, &record.file, &style.text)?;
    number(sheet, row, 1, Some(Decimal::from(form)), &style.number)?;
    text(sheet, row, 2, &line.name, &style.text)?;
    number(sheet, row, 3, line.weight, &style.number)?;
    number(sheet, row, 4, line.reported, &style.number)?;
    let differs = matches!((line.reported, line.recomputed), (Some(a), Some(b)) if a != b);
    number(sheet, row, 5, line.recomputed, if differs { &style.error } else { &style.number })?;
    let why = line.reason.as_ref().map(|r| r.get(lang)).unwrap_or_default();
    let numbers = if line.numbers.is_empty() { why } else { &line.numbers };
    text(sheet, row, 6, numbers, &style.text)?;
    text(sheet, row, 7, &line.article, &style.text)?;
    let columns = [(record.file.as_str(), 26), (line.name.as_str(), 28), (numbers, 44), (line.article.as_str(), 30)];
    row_height(sheet, row, wrapped(&columns))
}
