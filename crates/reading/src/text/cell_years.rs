//! Years in the sentences that stand in table cells, as a sheet holds them that was never anything but a table.

use std::collections::HashSet;

use kanhe_report::{Place, Report, YearMention, YearRole};

use super::folded::{Folded, has_any};
use super::years::{scan, speaks_of_the_year};

/// What the year of a whole report stands before.
const SUBJECTS: &[&str] = &["绩效", "自评", "项目支出", "整体支出", "部门预算", "部门支出", "预算支出", "财政支出"];

/// Sentences in cells that say which year the report is about. Rows of indicators and forms of another year are no
/// sentences of that kind.
pub(crate) fn read(report: &Report) -> Vec<YearMention> {
    let Some(reported) = report.year.as_ref().map(|y| y.value) else { return Vec::new() };
    let rows: HashSet<(u32, u32)> =
        report.indicators.iter().filter_map(|i| Some((i.place.table?, i.place.row?))).collect();
    let others: Vec<i32> =
        report.forms.iter().filter_map(|f| f.year.as_ref()).map(|y| y.value).filter(|y| *y != reported).collect();
    let mut out = Vec::new();
    for table in &report.tables {
        let sentences = table.cells.iter().filter(|c| {
            let text = c.text.as_str();
            (40..1500).contains(&text.len())
                && text.contains("年度")
                && text.contains(['，', '。', '：', ':'])
                && !rows.contains(&(table.number, c.row))
        });
        for cell in sentences {
            let line = Folded::new(&cell.text);
            let years = scan(&line);
            for (n, year) in years.iter().enumerate() {
                let whole = line.chars.get(year.end.saturating_sub(1)) == Some(&'度');
                let subject = has_any(line.slice(year.end, line.chars.len().min(year.end + 8)), SUBJECTS);
                if whole
                    && subject
                    && year.year < reported
                    && !others.contains(&year.year)
                    && speaks_of_the_year(&line, &years, n, Some(reported))
                {
                    let mut place = Place::cell(table.number, cell.row, cell.col, cell.text.clone());
                    place.sheet.clone_from(&table.sheet);
                    out.push(YearMention { year: year.year, role: YearRole::Text, place });
                }
            }
        }
    }
    out
}
