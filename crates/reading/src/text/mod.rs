//! The running text of a document: lines, outline, title, names, years, figures, and what is understood of them.

mod cell_years;
mod context;
mod counts;
mod figures;
mod folded;
mod head;
mod label;
mod lexicon;
mod likeness;
mod lines;
mod link_subjects;
mod link_words;
mod links;
mod measures;
mod mentions;
mod money;
mod money_context;
mod numerals;
mod outline;
mod project_counts;
mod project_names;
mod project_parts;
mod project_reason;
mod project_words;
mod projects;
mod staff;
#[cfg(test)]
mod stories;
mod units;
mod vocabulary;
mod years;

use std::collections::HashSet;

use kanhe_document::Document;
use kanhe_report::{Kind, Report, Stated, TextLine, YearMention, YearRole, holds_any};

use context::Context;
use folded::{Folded, squeezed};

/// Reads the running text into a report whose forms, indicators and units are known already (if it has any).
///
/// Fills `paragraphs`, `sections`, `mentions`, `statements` and `text_establishment`; adds to `projects`, `units` and
/// `years`; sets `title`, and `unit` and `year` where nothing has set them yet.
pub fn read(document: &Document, report: &mut Report) {
    let (mut lines, facts, tables) = lines::read(document);
    let head = head::read(&lines, &facts, document.title.as_deref());
    let sections = outline::read(&mut lines, &facts, head.lines.end);
    let folded: Vec<Folded> = lines.iter().map(|l| Folded::new(&l.text)).collect();
    for table in &mut report.tables {
        if let Some((_, at)) = tables.iter().find(|(number, _)| *number == table.number) {
            table.before_line = *at;
        }
    }
    let mut units = units::read(&lines, &facts, &folded, &head);
    if report.unit.is_none() && units.is_empty() && report.units.is_empty() {
        units.extend(units::in_sheet_heads(document));
    }
    let reported = year(report, (&lines, &facts, &folded), &head);
    let (mentions, spots) = mentions::read(&lines, &folded);
    let names = unit_names(report, &units);
    let cx = Context::new(
        (&lines, &facts, &folded),
        &sections,
        (&mentions, &spots),
        reported.as_ref().map(|y| y.value),
        names,
    );

    let known_names: HashSet<String> =
        report.projects.iter().map(|p| p.name.clone()).chain(report.forms.iter().map(|f| f.name.clone())).collect();
    let first_list = report.projects.iter().map(|p| p.list).max().unwrap_or(0) + 1;
    let projects = projects::read(&cx, &known_names, first_list);
    let (mut statements, posts) = staff::read(&cx);
    let money = money::read(&cx, &projects.taken);
    let stale: HashSet<usize> =
        money.iter().filter_map(|s| spots.get(s.mention)).filter(|s| !cx.is_current(s)).map(|s| s.line).collect();
    let years = years::read(&cx, &head.lines, &stale);
    statements.extend(money);
    let whole = report.kind == Kind::Whole || head.title.as_ref().is_some_and(|t| t.value.contains("整体"));
    statements.extend(counts::score(&cx, whole || report.forms.len() > 1, &projects.taken));
    statements.extend(project_counts::read(&cx));
    let links = links::read(&cx, report, &projects.taken, &statements);
    statements.extend(links);
    statements.sort_by_key(|s| s.mention);

    if report.kind == Kind::Other && head.title.as_ref().is_some_and(|t| names_no_project(&t.value)) {
        let parts = ["spending.basic", "spending.personnel"];
        if statements.iter().any(|s| parts.contains(&s.concept.as_str())) {
            report.kind = Kind::Whole;
        }
    }
    report.title = report.title.take().or(head.title);
    if report.unit.is_none() {
        report.unit = units.first().map(|u| Stated { value: u.name.clone(), place: u.place.clone() });
    }
    report.year = report.year.take().or(reported);
    report.units.splice(0..0, units);
    let known = report.years.len();
    for year in years {
        let same = |y: &YearMention| y.year == year.year && y.role == year.role && y.place.same_spot(&year.place);
        if !report.years.iter().take(known).any(same) {
            report.years.push(year);
        }
    }
    let in_cells = cell_years::read(report);
    report.years.extend(in_cells);
    report.projects.extend(projects.lines);
    report.text_establishment = posts;
    report.paragraphs = lines;
    report.sections = sections;
    report.mentions = mentions;
    report.statements = statements;
}

/// `某县水利局绩效自评报告`: what is assessed is not said; with 基本支出 in the text it is the whole of a unit's spending.
fn names_no_project(title: &str) -> bool {
    holds_any(title, &["自评", "绩效"]) && !holds_any(title, &["项目", "专项", "资金", "政策", "补助", "工程", "目标"])
}

type Text<'a> = (&'a [TextLine], &'a [lines::LineFacts], &'a [Folded]);

/// The year reported on: what the tables say, else the title, else a form's caption, else the first `2023年度` of the text.
fn year(report: &Report, (lines, facts, folded): Text<'_>, head: &head::Head) -> Option<Stated<i32>> {
    if let Some(year) = &report.year {
        return Some(year.clone());
    }
    let place = |i: usize, text: String| lines.get(i).map(|l: &TextLine| l.words(text)).unwrap_or_default();
    let of = |i: usize| {
        let text = folded.get(i)?;
        years::scan(text).first().map(|y| Stated { value: y.year, place: place(i, text.text(0, text.raw.len())) })
    };
    let title = head.lines.clone().find_map(of);
    let caption = || {
        (0..folded.len()).filter(|&i| facts.get(i).is_some_and(|f| f.above_table.is_some_and(|n| n <= 3))).find_map(of)
    };
    let form = || report.forms.iter().find_map(|f| f.year.clone());
    let named = || {
        let title = head.title.as_ref()?;
        years::scan(&Folded::new(&title.value)).first().map(|y| Stated { value: y.year, place: title.place.clone() })
    };
    let column = || {
        report
            .years
            .iter()
            .find(|y| matches!(y.role, YearRole::CurrentColumn | YearRole::FormTitle | YearRole::Title))
            .map(|y| Stated { value: y.year, place: y.place.clone() })
    };
    let text = || {
        folded.iter().enumerate().take(60).find_map(|(i, text)| {
            let whole =
                years::scan(text).into_iter().find(|y| text.chars.get(y.end.saturating_sub(1)) == Some(&'度'))?;
            Some(Stated { value: whole.year, place: place(i, text.text(0, text.raw.len().min(80))) })
        })
    };
    title.or_else(form).or_else(caption).or_else(named).or_else(column).or_else(text)
}

fn unit_names(report: &Report, units: &[kanhe_report::UnitMention]) -> Vec<Vec<char>> {
    let mut names: Vec<Vec<char>> = Vec::new();
    let all = units.iter().chain(&report.units).map(|u| &u.name).chain(report.unit.as_ref().map(|u| &u.value));
    for name in all.take(12) {
        let name: Vec<char> = squeezed(name).chars().collect();
        if name.len() >= 3 && !names.contains(&name) {
            names.push(name);
        }
    }
    names.sort_by_key(|n| std::cmp::Reverse(n.len()));
    names
}
