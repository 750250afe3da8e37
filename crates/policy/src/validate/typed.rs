//! Syntax and types: from text to a typed file, and what to say when that fails.

use kanhe_report::Wording;
use serde::de::DeserializeOwned;

use super::tree::Doc;
use super::{Diagnostic, Item, nearest};

/// Reads a file as a structure; its faults go to `found`.
pub(super) fn item<'a, T: DeserializeOwned>(
    path: &'a str,
    place: &'a str,
    stem: &'a str,
    text: &'a str,
    found: &mut Vec<Diagnostic>,
) -> Option<Item<'a, T>> {
    let doc = match Doc::parse(text) {
        Ok(doc) => doc,
        Err(errors) => {
            found.extend(errors.iter().map(|error| {
                let message = error.message();
                let what = Wording::new(format!("不是合格的 TOML：{message}"), format!("this is not TOML: {message}"));
                Diagnostic::at(path, text, error.span().unwrap_or_default(), what)
            }));
            return None;
        }
    };
    match toml::from_str::<T>(text) {
        Ok(value) => Some(Item { path, place, stem, doc, value }),
        Err(error) => {
            let (what, meant) = explain(error.message());
            found.push(Diagnostic::at(path, text, error.span().unwrap_or_default(), what).meaning(meant));
            None
        }
    }
}

/// Says what a type error means, with the nearest of the names that were expected.
fn explain(message: &str) -> (Wording, Option<String>) {
    if let Some(rest) = message.strip_prefix("invalid type: ") {
        let zh = rest
            .split_once(", expected ")
            .map(|(is, wanted)| format!("类型不对：这里是{}，应为{}", kind(is), kind(wanted)));
        return (Wording::new(zh.unwrap_or_else(|| format!("类型不对：{rest}")), message.to_owned()), None);
    }
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let (name, expected) = match quoted.split_first() {
        Some((name, expected)) => (*name, expected),
        None => return (Wording::new(format!("内容不对：{message}"), message.to_owned()), None),
    };
    let list = expected.join("、");
    if message.starts_with("unknown field") {
        let zh = format!("没有名为 {name} 的键；可用的键有 {list}");
        return (Wording::new(zh, message.to_owned()), nearest(name, expected.iter().copied()));
    }
    if message.starts_with("unknown variant") {
        let zh = format!("不能写 {name}；可以写 {list}");
        return (Wording::new(zh, message.to_owned()), nearest(name, expected.iter().copied()));
    }
    if message.starts_with("missing field") {
        let wording = match name {
            "zh" => Wording::new(
                "缺少中文（zh）：每句话都要有中文和英文",
                "the Chinese wording (zh) is missing: every sentence needs both languages",
            ),
            "en" => Wording::new(
                "缺少英文（en）：每句话都要有中文和英文",
                "the English wording (en) is missing: every sentence needs both languages",
            ),
            "status" => Wording::new(
                "缺少 status：须写明 confirmed（已核对原文）、general（通行做法）或 assumed（推定）",
                "the status is missing: confirmed (compared with the printed source), general (well known) or assumed",
            ),
            _ => Wording::new(format!("缺少 {name}"), format!("{name} is missing")),
        };
        return (wording, None);
    }
    (Wording::new(format!("内容不对：{message}"), message.to_owned()), None)
}

/// A TOML type in Chinese, as serde words it: `string "2020"`, `i32`, `a sequence`.
fn kind(words: &str) -> String {
    let names = [
        ("string", "文字"),
        ("str", "文字"),
        ("borrowed string", "文字"),
        ("integer", "整数"),
        ("i32", "整数"),
        ("u8", "整数"),
        ("u32", "整数"),
        ("floating point", "小数"),
        ("a number", "数"),
        ("boolean", "true 或 false"),
        ("a boolean", "true 或 false"),
        ("sequence", "列表"),
        ("a sequence", "列表"),
        ("map", "表"),
        ("a map", "表"),
    ];
    let name = names.iter().filter(|(en, _)| words.starts_with(en)).max_by_key(|(en, _)| en.len());
    match name {
        Some((en, zh)) => format!("{zh}{}", words.get(en.len()..).unwrap_or_default()),
        None if words.starts_with("struct ") => "表".to_owned(),
        None => words.to_owned(),
    }
}
