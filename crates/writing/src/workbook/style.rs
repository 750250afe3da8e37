//! How cells look, and how a sheet is set up.

use kanhe_report::{Decimal, Severity};
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline, Worksheet, XlsxError};

/// Excel's limit of characters in a cell.
const CELL_LIMIT: usize = 32_000;

/// The formats of the workbook's cells.
pub(super) struct Style {
    pub head: Format,
    pub text: Format,
    pub number: Format,
    pub share: Format,
    pub link: Format,
    pub reason: Format,
    pub error: Format,
    pub warning: Format,
    pub note: Format,
}

impl Style {
    pub fn new() -> Self {
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
            share: cell().set_num_format("0.0%"),
            link: cell().set_text_wrap().set_font_color(Color::RGB(0x000B_57A4)).set_underline(FormatUnderline::Single),
            reason: cell().set_text_wrap().set_font_color(Color::RGB(0x00B4_2318)),
            error: cell().set_font_color(Color::RGB(0x00B4_2318)).set_bold(),
            warning: cell().set_font_color(Color::RGB(0x0093_5F00)).set_bold(),
            note: cell().set_font_color(Color::RGB(0x0052_5B66)),
        }
    }

    pub fn severity(&self, severity: Severity) -> &Format {
        match severity {
            Severity::Error => &self.error,
            Severity::Warning => &self.warning,
            Severity::Note => &self.note,
        }
    }

    /// How many errors: red where there are any.
    pub fn errors(&self, count: usize) -> &Format {
        if count > 0 { &self.error } else { &self.number }
    }

    /// How many warnings: amber where there are any.
    pub fn warnings(&self, count: usize) -> &Format {
        if count > 0 { &self.warning } else { &self.number }
    }
}

/// Names a sheet and writes its head: frozen, repeated on every printed page.
pub(super) fn heads(sheet: &mut Worksheet, name: &str, heads: &[(&str, f64)], style: &Style) -> Result<(), XlsxError> {
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

/// Writes text as text: what begins with `=`, `+`, `-` or `@` stays what it is.
pub(super) fn text(sheet: &mut Worksheet, row: u32, col: u16, value: &str, format: &Format) -> Result<(), XlsxError> {
    let value = cleaned(value);
    if value.starts_with(['=', '+', '-', '@']) {
        // Excel would take it for a formula when somebody edits the cell: mark it as text, as a leading ' does.
        sheet.write_string_with_format(row, col, value, &format.clone().set_quote_prefix())?;
    } else {
        sheet.write_string_with_format(row, col, value, format)?;
    }
    Ok(())
}

/// Without control characters, and no longer than a cell may be.
pub(super) fn cleaned(value: &str) -> String {
    value.chars().filter(|c| !c.is_control() || *c == '\n').take(CELL_LIMIT).collect()
}

/// A number that Excel can add up; blank where there is none.
pub(super) fn number(
    sheet: &mut Worksheet,
    row: u32,
    col: u16,
    value: Option<Decimal>,
    format: &Format,
) -> Result<(), XlsxError> {
    match value.and_then(|d| d.to_f64()) {
        Some(n) => sheet.write_number_with_format(row, col, n, format)?,
        None => sheet.write_blank(row, col, format)?,
    };
    Ok(())
}

/// A count.
pub(super) fn count(sheet: &mut Worksheet, row: u32, col: u16, value: usize, format: &Format) -> Result<(), XlsxError> {
    number(sheet, row, col, Some(Decimal::from(value)), format)
}

/// Rows of wrapped text are not made higher by every program that opens the file: say how high. At most Excel's 409 points.
pub(super) fn row_height(sheet: &mut Worksheet, row: u32, lines: usize) -> Result<(), XlsxError> {
    let pixels = u32::try_from(lines.clamp(1, 25) * 21 + 3).unwrap_or(24);
    sheet.set_row_height_pixels(row, pixels)?;
    Ok(())
}

/// How many lines the longest of these texts takes, each in a column of its width.
pub(super) fn wrapped(columns: &[(&str, usize)]) -> usize {
    columns.iter().map(|(words, wide)| crate::wide::width(words).div_ceil(*wide)).max().unwrap_or(1)
}
