//! Findings as a workbook: documents, findings, recomputed scores.

use kanhe_report::{Decimal, Lang, Place};
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use crate::labels::pick;
use crate::verdict::Verdict;

/// Excel's limit of characters in a cell.
const CELL_LIMIT: usize = 32_000;
/// Excel's limit of rows, head included, with room to spare.
const ROW_LIMIT: u32 = 1_000_000;

/// The workbook could not be made.
#[derive(Debug, thiserror::Error)]
#[error("工作簿没有写成 (workbook not written): {0}")]
pub struct WriteError(#[from] XlsxError);

/// The bytes of an .xlsx file with three sheets. Text is written as text: nothing in a report can become a formula.
pub fn findings_workbook(verdicts: &[Verdict], lang: Lang) -> Result<Vec<u8>, WriteError> {
    let mut book = Workbook::new();
    let style = Style::new();
    documents(book.add_worksheet(), verdicts, lang, &style)?;
    findings(book.add_worksheet(), verdicts, lang, &style)?;
    scores(book.add_worksheet(), verdicts, lang, &style)?;
    Ok(book.save_to_buffer()?)
}

struct Style {
    head: Format,
    text: Format,
    number: Format,
    error: Format,
    warning: Format,
    note: Format,
}

impl Style {
    fn new() -> Self {
        let cell = || {
            Format::new()
                .set_border(FormatBorder::Thin)
                .set_border_color(Color::RGB(0x00BF_C4CA))
                .set_align(FormatAlign::Top)
        };
        Self {
            head: cell().set_bold().set_background_color(Color::RGB(0x00E8_ECF1)).set_text_wrap(),
            text: cell().set_text_wrap(),
            number: cell().set_num_format("General"),
            error: cell().set_font_color(Color::RGB(0x00B4_2318)).set_bold(),
            warning: cell().set_font_color(Color::RGB(0x0093_5F00)).set_bold(),
            note: cell().set_font_color(Color::RGB(0x0052_5B66)),
        }
    }
}

fn heads(sheet: &mut Worksheet, name: &str, heads: &[(&str, f64)], style: &Style) -> Result<(), XlsxError> {
    sheet.set_name(name)?;
    for (col, (title, width)) in (0u16..).zip(heads) {
        sheet.write_string_with_format(0, col, *title, &style.head)?;
        sheet.set_column_width(col, *width)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_landscape();
    sheet.set_paper_size(9);
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(0, 0)?;
    Ok(())
}

fn text(sheet: &mut Worksheet, row: u32, col: u16, value: &str, format: &Format) -> Result<(), XlsxError> {
    let cleaned: String = value.chars().filter(|c| !c.is_control() || *c == '\n').take(CELL_LIMIT).collect();
    sheet.write_string_with_format(row, col, cleaned, format)?;
    Ok(())
}

/// A score as a number that Excel can add up; blank where there is none.
fn number(sheet: &mut Worksheet, row: u32, col: u16, value: Option<Decimal>, format: &Format) -> Result<(), XlsxError> {
    match value.and_then(|d| d.to_f64()) {
        Some(n) => sheet.write_number_with_format(row, col, n, format)?,
        None => sheet.write_blank(row, col, format)?,
    };
    Ok(())
}

/// Rows of wrapped text are not made higher by every program that opens the file: say how high. At most Excel's 409 points.
fn row_height(sheet: &mut Worksheet, row: u32, lines: usize) -> Result<(), XlsxError> {
    let pixels = u32::try_from(lines.clamp(1, 26) * 20).unwrap_or(20);
    sheet.set_row_height_pixels(row, pixels)?;
    Ok(())
}

fn count(sheet: &mut Worksheet, row: u32, col: u16, value: usize, format: &Format) -> Result<(), XlsxError> {
    number(sheet, row, col, Some(Decimal::from(value)), format)
}

fn documents(sheet: &mut Worksheet, verdicts: &[Verdict], lang: Lang, style: &Style) -> Result<(), XlsxError> {
    let titles: [(&str, f64); 10] = match lang {
        Lang::Zh => [
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
        ],
        Lang::En => [
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
        ],
    };
    heads(sheet, pick(lang, "文件", "documents"), &titles, style)?;
    for (row, v) in (1..ROW_LIMIT).zip(verdicts) {
        let counts = v.counts();
        let card = v.main_scorecard();
        text(sheet, row, 0, &v.report.file, &style.text)?;
        text(sheet, row, 1, v.report.unit.as_ref().map(|u| u.value.as_str()).unwrap_or_default(), &style.text)?;
        number(sheet, row, 2, v.report.year.as_ref().map(|y| Decimal::from(y.value)), &style.number)?;
        count(sheet, row, 3, counts.error, if counts.error > 0 { &style.error } else { &style.number })?;
        count(sheet, row, 4, counts.warning, if counts.warning > 0 { &style.warning } else { &style.number })?;
        count(sheet, row, 5, counts.note, &style.number)?;
        number(sheet, row, 6, card.and_then(|c| c.reported), &style.number)?;
        number(sheet, row, 7, card.and_then(|c| c.recomputed), &style.number)?;
        text(sheet, row, 8, card.and_then(|c| c.grade_reported.as_deref()).unwrap_or_default(), &style.text)?;
        text(sheet, row, 9, card.and_then(|c| c.grade_recomputed.as_deref()).unwrap_or_default(), &style.text)?;
    }
    Ok(())
}

fn findings(sheet: &mut Worksheet, verdicts: &[Verdict], lang: Lang, style: &Style) -> Result<(), XlsxError> {
    let titles: [(&str, f64); 11] = match lang {
        Lang::Zh => [
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
        Lang::En => [
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
    };
    heads(sheet, pick(lang, "问题", "findings"), &titles, style)?;
    let mut row = 1;
    for v in verdicts {
        for f in v.roots() {
            if row >= ROW_LIMIT {
                return Ok(());
            }
            let severity = match f.severity {
                kanhe_report::Severity::Error => &style.error,
                kanhe_report::Severity::Warning => &style.warning,
                kanhe_report::Severity::Note => &style.note,
            };
            let address = |p: &Place| if lang == Lang::Zh { p.address_zh() } else { p.address_en() };
            let addresses: Vec<String> = f.places.iter().map(address).collect();
            let words: Vec<String> = f.places.iter().map(|p| crate::wide::crop(&p.text, 80)).collect();
            text(sheet, row, 0, &v.report.file, &style.text)?;
            text(sheet, row, 1, v.report.unit.as_ref().map(|u| u.value.as_str()).unwrap_or_default(), &style.text)?;
            text(sheet, row, 2, f.severity.word(lang), severity)?;
            text(sheet, row, 3, &f.code, &style.text)?;
            text(sheet, row, 4, f.message.get(lang), &style.text)?;
            text(sheet, row, 5, f.found.as_deref().unwrap_or_default(), &style.text)?;
            text(sheet, row, 6, f.expected.as_deref().unwrap_or_default(), &style.text)?;
            text(sheet, row, 7, &addresses.join("\n"), &style.text)?;
            text(sheet, row, 8, &words.join("\n"), &style.text)?;
            text(sheet, row, 9, &f.basis, &style.text)?;
            text(sheet, row, 10, f.help.get(lang), &style.text)?;
            let columns = [(f.message.get(lang), 52), (&f.basis, 28), (f.help.get(lang), 40)];
            let wrapped = columns.iter().map(|(words, wide)| crate::wide::width(words).div_ceil(*wide)).max();
            let listed = words.iter().map(|w| crate::wide::width(w).div_ceil(36).max(1)).sum::<usize>();
            row_height(sheet, row, wrapped.unwrap_or(1).max(listed))?;
            row += 1;
        }
    }
    if row > 1 {
        sheet.autofilter(0, 0, row - 1, 10)?;
    }
    Ok(())
}

fn scores(sheet: &mut Worksheet, verdicts: &[Verdict], lang: Lang, style: &Style) -> Result<(), XlsxError> {
    let titles: [(&str, f64); 8] = match lang {
        Lang::Zh => [
            ("文件", 26.0),
            ("表", 6.0),
            ("指标", 28.0),
            ("分值", 8.0),
            ("自评", 8.0),
            ("核算", 8.0),
            ("算式", 44.0),
            ("依据", 30.0),
        ],
        Lang::En => [
            ("file", 26.0),
            ("form", 6.0),
            ("indicator", 28.0),
            ("weight", 8.0),
            ("declared", 9.0),
            ("recomputed", 11.0),
            ("numbers", 44.0),
            ("article", 30.0),
        ],
    };
    heads(sheet, pick(lang, "核算", "scores"), &titles, style)?;
    let mut row = 1;
    for v in verdicts {
        for card in v.scorecards {
            for line in &card.lines {
                if row >= ROW_LIMIT {
                    return Ok(());
                }
                text(sheet, row, 0, &v.report.file, &style.text)?;
                number(sheet, row, 1, Some(Decimal::from(card.form)), &style.number)?;
                text(sheet, row, 2, &line.name, &style.text)?;
                number(sheet, row, 3, line.weight, &style.number)?;
                number(sheet, row, 4, line.reported, &style.number)?;
                let differs = matches!((line.reported, line.recomputed), (Some(a), Some(b)) if a != b);
                number(sheet, row, 5, line.recomputed, if differs { &style.error } else { &style.number })?;
                let why = line.reason.as_ref().map(|r| r.get(lang)).unwrap_or_default();
                text(sheet, row, 6, if line.numbers.is_empty() { why } else { &line.numbers }, &style.text)?;
                text(sheet, row, 7, &line.article, &style.text)?;
                row += 1;
            }
        }
    }
    Ok(())
}
