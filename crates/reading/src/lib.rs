//! A document to a report: which table is what, which label means what, what the text states.
//!
//! Tables are read first ([`tables`]), then the running text in their light ([`text`]); this file settles what both have
//! a say in: kind, unit, year, the order of project lines.

mod label;
pub mod number;
mod tables;
mod text;

use std::collections::HashMap;

use kanhe_document::{Block, Document};
use kanhe_policy::terms::Terms;
use kanhe_report::{FormField, Kind, ProjectLine, Report, State, Stated, UnitMention, UnitRole, Unread};

/// Reads a document into a report. Never fails: what cannot be read is listed in [`Report::unread`].
///
/// `file` is the name that outputs carry; it plays no part in the reading.
pub fn read(document: &Document, terms: &Terms, file: &str) -> Report {
    let found = tables::read(document, terms);
    let mut report = Report {
        file: file.to_owned(),
        forms: found.forms,
        funds: found.funds,
        projects: found.projects,
        indicators: found.indicators,
        groups: found.groups,
        base: found.base,
        base_table: found.base_table,
        base_fields: found.base_fields,
        units: found.units,
        years: found.years,
        tables: found.sheets,
        unread: found.unread,
        ..Report::default()
    };
    report.kind = kind_of_forms(&report);
    report.title = found.titles.into_iter().next().map(|(value, place)| Stated { value, place });
    report.unit = unit_of_forms(&report);
    let sheet_title = report.title.take();
    text::read(document, &mut report);
    report.title = report.title.take().or(sheet_title);
    settle_kind(&mut report);
    settle_unit(&mut report);
    settle_year(&mut report);
    order_projects(document, &mut report.projects);
    let main = report.forms.iter().find(|f| f.kind == Kind::Whole).or(report.forms.first());
    report.total = main.map(|f| f.total.clone()).unwrap_or_default();
    report.unread.extend(document.gaps.iter().map(|g| Unread {
        place: None,
        zh: format!("{}：{}", g.place, g.zh),
        en: format!("{}: {}", g.place, g.en),
    }));
    report
}

/// What the forms say the report is about: 整体支出 where one of them is, else what the first is.
fn kind_of_forms(report: &Report) -> Kind {
    if report.forms.iter().any(|f| f.kind == Kind::Whole) {
        return Kind::Whole;
    }
    match report.forms.first() {
        Some(form) => form.kind,
        None if report.base_table.is_some() => Kind::Whole,
        None => Kind::Other,
    }
}

/// The title decides where it says 整体, and where the forms are silent.
fn settle_kind(report: &mut Report) {
    let Some(titled) = report.title.as_ref().and_then(|t| tables::kind_of(&t.value)) else {
        if report.kind == Kind::Other && report.base_table.is_some() {
            report.kind = Kind::Whole;
        }
        return;
    };
    if titled == Kind::Whole || report.kind == Kind::Other {
        report.kind = titled;
    }
    for form in &mut report.forms {
        if form.kind == Kind::Other {
            form.kind = titled;
        }
    }
}

/// The name that most forms give; the first of those as frequent. A project form is that of the unit that carries the
/// project out, whoever stands above it.
fn unit_of_forms(report: &Report) -> Option<Stated<String>> {
    let closeness = |u: &UnitMention| {
        let fields = report.forms.iter().filter(|f| u.form == Some(f.form)).flat_map(|f| &f.fields);
        let place = |f: &&FormField| f.key == "unit" && f.value.place.as_ref().is_some_and(|p| p.same_spot(&u.place));
        let label = fields.filter(place).find(|f| f.value.get().is_some_and(|v| label::tidy(v) == u.name));
        label.map_or(Closeness::Unit, |f| closeness(&f.label))
    };
    let in_forms: Vec<(&UnitMention, Closeness)> =
        report.units.iter().filter(|u| u.role == UnitRole::Form).map(|u| (u, closeness(u))).collect();
    let project = report.kind == Kind::Project;
    // What a whole-unit form calls 实施单位 is no nearer than 单位名称.
    let rank = |c: Closeness| if project { c } else { c.max(Closeness::Unit) };
    let nearest = in_forms.iter().map(|(_, c)| rank(*c)).min()?;
    let near = || in_forms.iter().filter(|(_, c)| rank(*c) == nearest).map(|(u, _)| *u);
    let mut count: HashMap<&str, usize> = HashMap::new();
    for unit in near() {
        *count.entry(unit.name.as_str()).or_default() += 1;
    }
    // A whole-unit report names its unit first; project forms may follow.
    let most = if report.kind == Kind::Whole { 0 } else { count.values().copied().max().unwrap_or(0) };
    let chosen = near().find(|u| count.get(u.name.as_str()).copied().unwrap_or(0) >= most);
    chosen.map(|u| Stated { value: u.name.clone(), place: u.place.clone() })
}

/// How near the body that a label names is to the work reported on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Closeness {
    Implementer,
    Unit,
    Department,
}

fn closeness(label: &str) -> Closeness {
    let has = |words: &[&str]| words.iter().any(|w| label.contains(w));
    if has(&["实施", "承担", "使用", "执行", "项目单位", "建设单位", "责任单位", "承办", "业主"])
    {
        Closeness::Implementer
    } else if has(&["预算部门", "一级预算"]) && !has(&["单位名称", "（单位）", "(单位)", "、单位"])
    {
        Closeness::Department
    } else {
        Closeness::Unit
    }
}

/// Where forms name several units, the one that the title names too; failing all, a line beside a form.
fn settle_unit(report: &mut Report) {
    let titled = report.units.iter().find(|u| u.role == UnitRole::Title);
    let of_forms = report.units.iter().filter(|u| u.role == UnitRole::Form);
    if let Some(title) = titled
        && let Some(same) = of_forms.clone().find(|u| u.name == title.name)
        && report.unit.as_ref().is_none_or(|u| u.value != same.name)
    {
        report.unit = Some(Stated { value: same.name.clone(), place: same.place.clone() });
    }
    if report.unit.is_none()
        && let Some(line) = report.units.iter().find(|u| u.role == UnitRole::Line)
    {
        report.unit = Some(Stated { value: line.name.clone(), place: line.place.clone() });
    }
    if report.unit.is_none() {
        // 实施单位 left blank: the department's own project.
        let mut departments = report.forms.iter().flat_map(|f| &f.fields).filter(|f| f.key == "department");
        report.unit = departments.find_map(|f| {
            let value = f.value.get().filter(|_| f.value.state == State::Value)?;
            Some(Stated { value: label::tidy(value), place: f.value.place.clone()? })
        });
    }
}

/// The year of the text's title, else of a form, else of a column of the base data.
fn settle_year(report: &mut Report) {
    if report.year.is_some() {
        return;
    }
    report.year = report.forms.iter().find_map(|f| f.year.clone()).or_else(|| {
        let role = |role| report.years.iter().find(move |y| y.role == role);
        let mention =
            role(kanhe_report::YearRole::FormTitle).or_else(|| role(kanhe_report::YearRole::CurrentColumn))?;
        Some(Stated { value: mention.year, place: mention.place.clone() })
    });
}

/// Puts the lines of tables and text in the order of the document, and numbers their lists in that order.
fn order_projects(document: &Document, projects: &mut [ProjectLine]) {
    let mut tables: HashMap<u32, usize> = HashMap::new();
    let mut paragraphs: HashMap<u32, usize> = HashMap::new();
    for (at, block) in document.blocks.iter().enumerate() {
        match block {
            Block::Table(t) => tables.insert(t.number, at),
            Block::Paragraph(p) => paragraphs.insert(p.number, at),
        };
    }
    let at = |line: &ProjectLine| match (line.place.table, line.place.paragraph) {
        (Some(t), _) => tables.get(&t).copied(),
        (None, Some(p)) => paragraphs.get(&p).copied(),
        (None, None) => None,
    };
    projects.sort_by_key(|line| at(line).unwrap_or(usize::MAX));
    let mut numbers: HashMap<u32, u32> = HashMap::new();
    for line in projects {
        let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX).saturating_add(1);
        line.list = *numbers.entry(line.list).or_insert(next);
    }
}
