//! Word lists, facts and outlines: nothing twice, nothing empty, nothing that points nowhere.

use std::collections::BTreeSet;

use kanhe_report::Wording;

use super::{Diagnostic, Folder, nearest};
use crate::facts::FactType;

pub(super) fn check(folder: &Folder, found: &mut Vec<Diagnostic>) {
    lists(folder, found);
    facts(folder, found);
    for item in &folder.outlines {
        for (i, part) in item.value.items.iter().enumerate() {
            if part.words.is_empty() || part.words.iter().any(|w| w.split('+').any(str::is_empty)) {
                let what = Wording::new(
                    "没有一个标题用词能认出这一部分",
                    "no wording of a heading would be recognised as this part",
                );
                found.push(item.fault(&["item", &i.to_string(), "words"], what));
            }
        }
    }
}

fn lists(folder: &Folder, found: &mut Vec<Diagnostic>) {
    let Some(item) = &folder.words else { return };
    item.doc.tables(&mut |_, table| {
        let Some(list) = table.get("words").and_then(|v| v.get_ref().as_array()) else { return };
        let mut seen = BTreeSet::new();
        for entry in list.iter() {
            let Some(word) = entry.get_ref().as_str() else { continue };
            let what = match (word.is_empty(), seen.insert(word)) {
                (true, _) => Wording::new("空的词会在任何文字里找到", "an empty word is found in every text"),
                (false, false) => Wording::new(format!("“{word}”写了两次"), format!("`{word}` is listed twice")),
                (false, true) => continue,
            };
            found.push(Diagnostic::at(item.path, item.doc.text(), entry.span(), what));
        }
    });
}

fn facts(folder: &Folder, found: &mut Vec<Diagnostic>) {
    let Some(item) = &folder.facts else { return };
    let rows = &item.value.rows;
    for (r, row) in rows.iter().enumerate() {
        let r_key = r.to_string();
        if rows.iter().take(r).any(|other| other.name == row.name) {
            let what =
                Wording::new(format!("行“{}”写了两次", row.name), format!("the row `{}` is given twice", row.name));
            found.push(item.fault(&["row", &r_key, "name"], what));
        }
        for (f, field) in row.fields.iter().enumerate() {
            let f_key = f.to_string();
            if row.fields.iter().take(f).any(|other| other.name == field.name) {
                let name = &field.name;
                let what = Wording::new(format!("字段“{name}”写了两次"), format!("the field `{name}` is given twice"));
                found.push(item.fault(&["row", &r_key, "field", &f_key, "name"], what));
            }
            let of = field.of.as_deref();
            if (field.kind == FactType::Rows) != of.is_some() {
                let what = Wording::new(
                    "类型 rows 须用 of 写明是哪一种行，其他类型不写 of",
                    "a field of type rows names its row in `of`, and no other field does",
                );
                found.push(item.fault(&["row", &r_key, "field", &f_key, "type"], what));
            } else if let Some(of) = of.filter(|of| item.value.row(of).is_none()) {
                let what = Wording::new(format!("没有行“{of}”"), format!("there is no row `{of}`"));
                let meant = nearest(of, rows.iter().map(|r| r.name.as_str()));
                found.push(item.fault(&["row", &r_key, "field", &f_key, "of"], what).meaning(meant));
            }
        }
    }
}
