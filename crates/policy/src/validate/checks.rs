//! Checks: code and name against the frozen list, basis, formula, placeholders, wordings, examples.

use kanhe_formula::{Formula, FormulaError, Schema};
use kanhe_report::Wording;

use super::measures::{article, nearest_id, no_measure};
use super::{Diagnostic, Folder, Item, nearest};
use crate::check::{CheckFile, ExampleKind};
use crate::template::placeholders;

/// Placeholders of a formula check beside the names of its row: the sides and their difference.
const SIDES: [&str; 3] = ["左", "右", "差"];

pub(super) fn check(folder: &Folder, found: &mut Vec<Diagnostic>) {
    for item in &folder.checks {
        identity(folder, item, found);
        basis(folder, item, found);
        wordings(item, found);
        examples(item, found);
        judgement(folder, item, found);
    }
    unwritten(folder, found);
}

/// Codes of the list without a file, and codes that stand in the list twice.
fn unwritten(folder: &Folder, found: &mut Vec<Diagnostic>) {
    let Some(lock) = &folder.lock else { return };
    for (i, entry) in lock.value.checks.iter().enumerate() {
        let (key, code) = (i.to_string(), &entry.code);
        let mut fault = |zh: String, en: String| found.push(lock.fault(&["check", &key, "code"], Wording::new(zh, en)));
        if !is_code(code) {
            fault(format!("“{code}”不是代码：写作 KH 加三位数字"), format!("`{code}` is no code: KH and three digits"));
        }
        if lock.value.checks.iter().take(i).any(|e| e.code == *code) {
            fault(format!("代码 {code} 发了两次"), format!("the code {code} is given out twice"));
        }
        let file = format!("{}-{}", code, entry.name);
        let written = folder.checks.iter().any(|c| c.value.code == *code)
            || folder.broken.iter().any(|b| b.rsplit('/').next().is_some_and(|stem| stem.starts_with(code.as_str())));
        if !written && !entry.retired {
            fault(
                format!("代码 {code} 没有文件 checks/{file}.toml"),
                format!("the code {code} has no file checks/{file}.toml"),
            );
        }
        if written && entry.retired {
            fault(format!("代码 {code} 已停用，不得再有文件"), format!("the code {code} is retired and has no file"));
        }
    }
}

fn is_code(code: &str) -> bool {
    code.strip_prefix("KH").is_some_and(|digits| digits.len() == 3 && digits.bytes().all(|b| b.is_ascii_digit()))
}

fn identity(folder: &Folder, item: &Item<CheckFile>, found: &mut Vec<Diagnostic>) {
    let c = &item.value;
    let expected = format!("{}-{}", c.code, c.name);
    if item.stem != expected {
        let what = Wording::new(
            format!("文件名 {}.toml 与代码、名称不符", item.stem),
            format!("the file name {}.toml does not match code and name", item.stem),
        );
        found.push(item.fault(&["code"], what).meaning(Some(format!("{expected}.toml"))));
    }
    let twin = folder.checks.iter().find(|o| o.place == item.place && o.value.code == c.code && o.path < item.path);
    if let Some(twin) = twin {
        let what = Wording::new(
            format!("代码 {} 已用于 {}", c.code, twin.path),
            format!("the code {} is already used by {}", c.code, twin.path),
        );
        found.push(item.fault(&["code"], what));
    }
    let Some(lock) = &folder.lock else { return };
    let codes = || lock.value.checks.iter().map(|e| e.code.as_str());
    let Some(entry) = lock.value.checks.iter().find(|e| e.code == c.code) else {
        let what = Wording::new(
            format!("代码 {} 不在 checks.lock.toml 的清单里", c.code),
            format!("the code {} is not in the list of checks.lock.toml", c.code),
        );
        found.push(item.fault(&["code"], what).meaning(nearest(&c.code, codes())));
        return;
    };
    if entry.name != c.name {
        let what = Wording::new(
            format!("{} 的名称是 {}，不能改", c.code, entry.name),
            format!("the name of {} is {} and does not change", c.code, entry.name),
        );
        found.push(item.fault(&["name"], what));
    }
    if entry.severity != c.severity {
        let severity = entry.severity.name();
        let what = Wording::new(
            format!("{} 的严重程度是 {severity}，不能改", c.code),
            format!("the severity of {} is {severity} and does not change", c.code),
        );
        found.push(item.fault(&["severity"], what));
    }
    for (i, code) in c.follows.iter().enumerate() {
        if !codes().any(|known| known == code) {
            let what = Wording::new(format!("没有代码 {code}"), format!("there is no code {code}"));
            found.push(item.fault(&["follows", &i.to_string()], what).meaning(nearest(code, codes())));
        }
    }
}

fn basis(folder: &Folder, item: &Item<CheckFile>, found: &mut Vec<Diagnostic>) {
    if item.value.basis.is_empty() {
        let what = Wording::new("缺少依据 basis", "the basis is missing");
        let help = (
            "至少写一个办法；依据是推定的，写 assumed = true",
            "name at least one measure; with assumed = true where it is assumed",
        );
        found.push(item.fault(&["code"], what).helped(help.0, help.1));
    }
    for (i, basis) in item.value.basis.iter().enumerate() {
        let key = i.to_string();
        match folder.measure(&basis.measure) {
            Some(measure) => {
                if let Some(number) = &basis.article {
                    let span = item.doc.span(&["basis", &key, "article"]);
                    article(item.path, item.doc.text(), span, &measure.value, number, found);
                }
            }
            None if folder.is_broken(&basis.measure) => {}
            None => {
                let meant = nearest_id(folder, &basis.measure);
                found.push(item.fault(&["basis", &key, "measure"], no_measure(&basis.measure)).meaning(meant));
            }
        }
    }
}

fn wordings(item: &Item<CheckFile>, found: &mut Vec<Diagnostic>) {
    let c = &item.value;
    let all = [("title", &c.title), ("message", &c.message), ("explain", &c.explain), ("help", &c.help)];
    for (key, wording) in all {
        for (lang, text) in [("zh", &wording.zh), ("en", &wording.en)] {
            if text.is_empty() {
                let what = Wording::new(
                    format!("{key}.{lang} 是空的：每句话都要有中文和英文"),
                    format!("{key}.{lang} is empty: every sentence needs both languages"),
                );
                found.push(item.fault(&[key, lang], what));
            }
        }
    }
    for (i, variant) in c.variants.iter().enumerate() {
        if c.variants.iter().take(i).any(|v| v.name == variant.name) {
            let name = &variant.name;
            let what = Wording::new(format!("说法 {name} 写了两次"), format!("the variant {name} is given twice"));
            found.push(item.fault(&["variant", &i.to_string(), "name"], what));
        }
    }
}

fn examples(item: &Item<CheckFile>, found: &mut Vec<Diagnostic>) {
    for kind in ExampleKind::ALL {
        if !item.value.examples.iter().any(|e| e.kind == kind) {
            let name = kind.name();
            let what = Wording::new(
                format!("缺少 {name} 的示例：三种示例（breaks、holds、silent）至少各一个"),
                format!("there is no example of kind {name}: at least one each of breaks, holds and silent"),
            );
            found.push(item.fault(&["code"], what));
        }
    }
}

fn judgement(folder: &Folder, item: &Item<CheckFile>, found: &mut Vec<Diagnostic>) {
    let c = &item.value;
    match (&c.formula, &c.rule) {
        (Some(text), None) => formula(folder, item, text, found),
        (None, Some(_)) => {}
        _ => {
            let what = Wording::new(
                "检查须有 formula 或 rule 之一，且只有一个",
                "a check has either a formula or a rule, and not both",
            );
            found.push(item.fault(&[if c.rule.is_some() { "rule" } else { "code" }], what));
        }
    }
}

fn formula(folder: &Folder, item: &Item<CheckFile>, text: &str, found: &mut Vec<Diagnostic>) {
    let Some(row) = item.value.row.as_deref() else {
        let what =
            Wording::new("公式检查须用 for 写明问哪一种行", "a formula check names in `for` the row it is asked of");
        found.push(item.fault(&["formula"], what));
        return;
    };
    let Some(facts) = folder.facts.as_ref().map(|f| &f.value) else { return };
    let Some(schema) = facts.schema(row) else {
        let what = Wording::new(format!("facts.toml 里没有行“{row}”"), format!("facts.toml has no row `{row}`"));
        found.push(item.fault(&["for"], what).meaning(nearest(row, facts.rows.iter().map(|r| r.name.as_str()))));
        return;
    };
    compile(item, "formula", text, &schema, found);
    if let Some(when) = &item.value.when {
        compile(item, "when", when, &schema, found);
    }
    let names = facts.names(row);
    let known = || names.iter().map(String::as_str).chain(SIDES);
    for key in ["message", "help"] {
        let wording = if key == "message" { &item.value.message } else { &item.value.help };
        for (lang, template) in [("zh", &wording.zh), ("en", &wording.en)] {
            for (name, _) in placeholders(template) {
                if known().any(|k| k == name) {
                    continue;
                }
                let what = Wording::new(
                    format!("{{{name}}} 不是“{row}”的字段，也不是 左、右、差"),
                    format!("{{{name}}} is neither a field of `{row}` nor 左, 右 or 差"),
                );
                let span = item.doc.part(&[key, lang], &format!("{{{name}}}"));
                let fault = Diagnostic::at(item.path, item.doc.text(), span, what);
                found.push(fault.meaning(nearest(name, known())));
            }
        }
    }
}

fn compile(item: &Item<CheckFile>, key: &str, text: &str, schema: &Schema, found: &mut Vec<Diagnostic>) {
    if let Err(error) = Formula::check(text, schema) {
        found.push(faulty(item, key, text, &error));
    }
}

/// A formula's fault at its character in the file, where the formula stands there as it is.
fn faulty(item: &Item<CheckFile>, key: &str, text: &str, error: &FormulaError) -> Diagnostic {
    let whole = item.doc.part(&[key], text);
    let span =
        if whole.len() == text.len() { whole.start + error.span.start..whole.start + error.span.end } else { whole };
    let bare = FormulaError { suggestion: None, ..error.clone() };
    let what =
        Wording::new(format!("公式有误：{}", bare.message_zh()), format!("faulty formula: {}", bare.message_en()));
    Diagnostic::at(item.path, item.doc.text(), span, what).meaning(error.suggestion.clone())
}
