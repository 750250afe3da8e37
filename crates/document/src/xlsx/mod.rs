//! Office Open XML workbooks: one table a sheet, with the text that each cell displays.
//!
//! Cells in hidden columns keep their place and state nothing (empty text); hidden rows are listed in the table;
//! hidden sheets are marked. Of merged cells only the first counts, as in Excel.

mod sheet;
mod strings;
mod styles;

use crate::grid::Meter;
use crate::model::{Block, Document, Format};
use crate::package::Package;
use crate::workbook::{self, Styles, xml};
use crate::{Limits, Measure, ReadError};

/// A sheet as the workbook lists it.
struct Listed {
    name: String,
    hidden: bool,
    relation: String,
}

/// Reads a workbook.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let mut package = Package::open(bytes, limits)?;
    let book = workbook_part(&mut package)?;
    let Some(xml) = package.part(&book)? else {
        return Err(ReadError::damaged(&book, "缺少工作簿主体", "the workbook's main part is missing"));
    };
    let (listed, date1904) = list_sheets(&xml, &book)?;
    if listed.len() > limits.tables {
        return Err(ReadError::too_large(Measure::Tables, limits.tables as u64, book));
    }
    let relations = relations(&mut package, &book)?;
    let by_kind = |kind: &str| relations.iter().find(|r| r.kind.ends_with(kind)).map(|r| r.target.clone());
    let mut styles = Styles::default();
    if date1904 {
        styles.count_from_1904();
    }
    if let Some(part) = by_kind("/styles")
        && let Some(xml) = package.part(&part)?
    {
        styles::read(&xml, &part, &mut styles)?;
    }
    let strings = match by_kind("/sharedStrings") {
        Some(part) => {
            package.part(&part)?.map(|xml| strings::read(&xml, &part, limits)).transpose()?.unwrap_or_default()
        }
        None => vec![],
    };
    let mut meter = Meter::new(limits);
    let mut document = Document { format: Format::Xlsx, blocks: vec![], margins: vec![], title: None, gaps: vec![] };
    let context = sheet::Context { strings: &strings, styles: &styles, limits };
    for listed in listed {
        let relation = relations.iter().find(|r| r.id == listed.relation);
        // Sheets that hold only a chart, a dialogue or macros state nothing.
        if relation.is_some_and(|r| !r.kind.ends_with("/worksheet")) {
            continue;
        }
        let part = relation.map(|r| r.target.clone()).unwrap_or_default();
        let Some(xml) = package.part(&part)? else {
            return Err(ReadError::damaged(
                format!("{book} → {}", listed.name),
                format!("工作表“{}”的内容缺失", listed.name),
                format!("the sheet “{}” has no content part", listed.name),
            ));
        };
        let raw = sheet::read(&xml, &part, &context)?;
        drop(xml);
        let mut table = workbook::table(raw, &listed.name, &meter, limits, &mut document.gaps)?;
        table.number = meter.table()?;
        table.hidden = listed.hidden;
        meter.lay_out(&mut table)?;
        document.blocks.push(Block::Table(table));
    }
    Ok(document)
}

/// The workbook's main part: where the package's relations point, else where it usually lies.
fn workbook_part(package: &mut Package<'_>) -> Result<String, ReadError> {
    let main = relations(package, "")?.into_iter().find(|r| r.kind.ends_with("/officeDocument")).map(|r| r.target);
    Ok(main.unwrap_or_else(|| "xl/workbook.xml".into()))
}

fn list_sheets(xml: &[u8], part: &str) -> Result<(Vec<Listed>, bool), ReadError> {
    let text = xml::text(xml, part)?;
    let (mut listed, mut date1904) = (Vec::new(), false);
    xml::starts(&text, part, |name, attributes| match name {
        "sheet" => {
            let mut sheet = Listed { name: String::new(), hidden: false, relation: String::new() };
            for (key, value) in attributes {
                match key {
                    "name" => sheet.name = value.into_owned(),
                    "state" => sheet.hidden = value != "visible",
                    "id" => sheet.relation = value.into_owned(),
                    _ => {}
                }
            }
            listed.push(sheet);
        }
        "workbookPr" => {
            date1904 = attributes.into_iter().any(|(key, value)| key == "date1904" && xml::is_true(&value));
        }
        _ => {}
    })?;
    Ok((listed, date1904))
}

/// A relation between parts.
struct Relation {
    id: String,
    kind: String,
    target: String,
}

/// The relations of a part (`""`: of the package), with their targets resolved.
fn relations(package: &mut Package<'_>, part: &str) -> Result<Vec<Relation>, ReadError> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let path = if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") };
    let Some(bytes) = package.part(&path)? else { return Ok(vec![]) };
    let text = xml::text(&bytes, &path)?;
    let mut relations = Vec::new();
    xml::starts(&text, &path, |name, attributes| {
        if name != "Relationship" {
            return;
        }
        let mut relation = Relation { id: String::new(), kind: String::new(), target: String::new() };
        for (key, value) in attributes {
            match key {
                "Id" => relation.id = value.into_owned(),
                "Type" => relation.kind = value.into_owned(),
                "Target" => relation.target = resolve(folder, &value),
                _ => {}
            }
        }
        relations.push(relation);
    })?;
    Ok(relations)
}

/// A relation's target against the folder of the part that holds it.
fn resolve(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|s| !s.is_empty()).collect();
    for segment in target.split(['/', '\\']) {
        match segment {
            "" | "." => {}
            ".." => drop(path.pop()),
            _ => path.push(segment),
        }
    }
    path.join("/")
}
