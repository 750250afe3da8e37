//! 按收入性质分, 按支出性质分: figures that stand inside a label of the fund block.

use kanhe_report::{Amount, Decimal, MoneyUnit, Place, Report};

/// A subtotal printed inside its label.
#[derive(Debug, Clone)]
pub(crate) struct Subtotal {
    /// Number of its form.
    pub form: u32,
    /// By kind of spending, not by source.
    pub by_spending: bool,
    /// The figure.
    pub amount: Amount,
    /// The label's cell.
    pub place: Place,
}

/// The subtotals of all forms.
pub(super) fn find(report: &Report) -> Vec<Subtotal> {
    let mut found = Vec::new();
    for form in &report.forms {
        for table in report.tables.iter().filter(|t| form.tables.contains(&t.number)) {
            for cell in &table.cells {
                let text = cell.text.trim_start();
                let by_spending = text.starts_with("按支出性质分");
                if !by_spending && !text.starts_with("按收入性质分") {
                    continue;
                }
                let unit = unit_in(text).unwrap_or(form.money_unit);
                let Some(amount) = number_in(text).and_then(|n| Amount::from_printed(n, unit)) else { continue };
                let mut place = Place::cell(table.number, cell.row, cell.col, cell.text.clone());
                place.sheet.clone_from(&table.sheet);
                found.push(Subtotal { form: form.form, by_spending, amount, place });
            }
        }
    }
    found
}

/// The unit printed in the label.
fn unit_in(text: &str) -> Option<MoneyUnit> {
    let units = [("万元", MoneyUnit::WanYuan), ("千元", MoneyUnit::ThousandYuan), ("元", MoneyUnit::Yuan)];
    units.into_iter().find(|(word, _)| text.contains(word)).map(|(_, unit)| unit)
}

/// The one number in a label; `None` where there is none, or more than one.
fn number_in(text: &str) -> Option<Decimal> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let rest = text.get(start..)?;
    let end = rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',' | '，')).unwrap_or(rest.len());
    let (digits, after) = rest.split_at_checked(end)?;
    if after.contains(|c: char| c.is_ascii_digit()) || after.contains("亿") {
        return None;
    }
    digits.replace([',', '，'], "").parse().ok()
}
