//! The report as it stands, with the faulty cells and words marked.

use std::collections::HashMap;

use kanhe_report::{Lang, Report, SheetCell, SheetTable, TextLine};

use super::marks::{Marks, Spot, class, links};
use super::{escape, escaped};
use crate::labels::pick;

pub(crate) fn section(report: &Report, marks: &Marks, lang: Lang, out: &mut String) {
    out.push_str("<section class=\"paper\" aria-label=\"");
    out.push_str(pick(lang, "报告原文", "The report"));
    out.push_str("\">\n");
    let mut tables = report.tables.iter().peekable();
    for (index, line) in report.paragraphs.iter().enumerate() {
        while let Some(next) = tables.next_if(|t| t.before_line <= index) {
            table(next, marks, out);
        }
        paragraph(report, index, line, marks, out);
    }
    for rest in tables {
        table(rest, marks, out);
    }
    out.push_str("</section>\n");
}

fn paragraph(report: &Report, index: usize, line: &TextLine, marks: &Marks, out: &mut String) {
    let spot = Spot::Paragraph(line.number);
    let here = marks.at(spot);
    let level = report.sections.iter().find(|s| s.line == index).map(|s| s.level);
    let tag = match level {
        Some(1) => "h3",
        Some(2) => "h4",
        _ => "p",
    };
    out.push_str(&format!("<{tag} id=\"{}\" class=\"{}\">", spot.id(), class(here)));
    let text = line.place().text;
    // Mark the words themselves where they are only a part of the paragraph.
    let mut ranges: Vec<(usize, usize, &str)> = here
        .iter()
        .filter_map(|m| {
            let words = m.words.trim();
            let start = text.find(words)?;
            (!words.is_empty() && words.len() < text.len()).then_some((start, start + words.len(), m.severity.name()))
        })
        .collect();
    ranges.sort_unstable();
    let mut at = 0;
    for (start, end, severity) in ranges {
        if start < at {
            continue;
        }
        escape(&text[at..start], out);
        out.push_str(&format!("<mark class=\"{severity}\">"));
        escape(&text[start..end], out);
        out.push_str("</mark>");
        at = end;
    }
    escape(&text[at..], out);
    links(here, out);
    out.push_str(&format!("</{tag}>\n"));
}

fn table(table: &SheetTable, marks: &Marks, out: &mut String) {
    out.push_str("<div class=\"scroll\"><table>\n");
    if let Some(sheet) = &table.sheet {
        out.push_str("<caption>");
        escape(sheet, out);
        out.push_str("</caption>\n");
    }
    let mut rows: HashMap<u32, Vec<&SheetCell>> = HashMap::new();
    for cell in &table.cells {
        rows.entry(cell.row).or_default().push(cell);
    }
    let last = table.cells.iter().map(|c| c.row).max().unwrap_or(0);
    for row in 1..=last {
        out.push_str("<tr>");
        for cell in rows.get(&row).map_or(&[][..], Vec::as_slice) {
            data_cell(table.number, cell, marks, out);
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</table></div>\n");
}

fn data_cell(table: u32, cell: &SheetCell, marks: &Marks, out: &mut String) {
    let spot = Spot::Cell(table, cell.row, cell.col);
    let here = marks.at(spot);
    out.push_str("<td");
    if !here.is_empty() {
        out.push_str(&format!(" id=\"{}\"", spot.id()));
    }
    let text = cell.text.trim();
    let figure = !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '%' | '-'));
    let classes = format!("{} {}", class(here), if figure { "figure" } else { "" });
    if !classes.trim().is_empty() {
        out.push_str(&format!(" class=\"{}\"", classes.trim()));
    }
    if cell.col_span > 1 {
        out.push_str(&format!(" colspan=\"{}\"", cell.col_span));
    }
    if cell.row_span > 1 {
        out.push_str(&format!(" rowspan=\"{}\"", cell.row_span));
    }
    out.push('>');
    out.push_str(&escaped(text).replace('\n', "<br>"));
    links(here, out);
    out.push_str("</td>");
}
