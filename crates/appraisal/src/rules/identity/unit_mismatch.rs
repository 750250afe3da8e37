//! KH602: the unit's name is not the same throughout.

use kanhe_policy::Check;
use kanhe_report::{Kind, UnitMention, UnitRole};

use crate::Context;
use crate::rules::Found;
use crate::rules::words::bare;

/// Endings of the names of public bodies.
const ENDINGS: [&str; 34] = [
    "局",
    "中心",
    "所",
    "馆",
    "校",
    "院",
    "会",
    "办",
    "办公室",
    "政府",
    "委",
    "队",
    "站",
    "园",
    "社",
    "处",
    "中学",
    "小学",
    "大学",
    "学院",
    "医院",
    "场",
    "部",
    "厅",
    "室",
    "科",
    "协",
    "联",
    "团",
    "组",
    "街道",
    "镇",
    "乡",
    "总工会",
];

/// One finding for each name that is another unit's. Silent where a name may be a short form of the other, where one of
/// them does not look like a body's name, and where a project's form may name a subordinate body.
pub(super) fn check(context: &Context<'_>, check: &Check, found: &mut Found) {
    let report = context.report;
    let Some(main) = report.unit.as_ref() else { return };
    let forms_whole =
        |m: &UnitMention| m.form.is_none_or(|n| context.form(n).is_none_or(|form| form.kind == Kind::Whole));
    let mut told: Vec<String> = Vec::new();
    for mention in &report.units {
        let (name, other) = (bare(&mention.name), bare(&main.value));
        if !is_body(&name) || !is_body(&other) || may_be_same(&name, &other) || told.contains(&name) {
            continue;
        }
        let subordinate = report.kind == Kind::Project || mention.role == UnitRole::Text || !forms_whole(mention);
        let elsewhere = mention.role == UnitRole::Text && of_another_place(&name, &other);
        if subordinate && !same_kind_elsewhere(&name, &other) && !elsewhere {
            continue;
        }
        let values = [("单位", mention.name.clone()), ("本单位", main.value.clone())];
        let places = vec![mention.place.clone(), main.place.clone()];
        found.finding(check.finding(&values, Some(mention.name.clone()), Some(main.value.clone()), places));
        told.push(name);
    }
}

fn is_body(name: &str) -> bool {
    name.chars().count() >= 4 && ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// One holds the other, or all characters of the shorter stand in the longer in the same order
/// (`疾控中心` in `疾病预防控制中心`).
fn may_be_same(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if long.contains(short) {
        return true;
    }
    let mut rest = long.chars();
    short.chars().all(|c| rest.any(|d| d == c))
}

/// The same kind of body in another place: the names end alike (`南屏县文化馆`, `临江市文化馆`) or begin alike, and the
/// part that differs is of about the same length.
fn same_kind_elsewhere(a: &str, b: &str) -> bool {
    let tail = a.chars().rev().zip(b.chars().rev()).take_while(|(x, y)| x == y).count();
    let (a_len, b_len) = (a.chars().count(), b.chars().count());
    tail >= 2 && tail * 2 >= a_len.min(b_len) && a_len.abs_diff(b_len) <= 2
}

/// The opening sentence names a body of another place: the nearest place of one name (`韶东县`) does not stand in the other.
fn of_another_place(name: &str, other: &str) -> bool {
    match (places(name).pop(), places(other).pop()) {
        (Some(a), Some(b)) => !other.contains(a.as_str()) && !name.contains(b.as_str()),
        _ => false,
    }
}

/// Names of places in a unit's name, without their class: `广东`, `潮西`.
fn places(name: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut word = String::new();
    for c in name.chars() {
        if matches!(c, '省' | '市' | '县' | '区' | '旗' | '镇' | '乡') && word.chars().count() >= 2 {
            out.push(std::mem::take(&mut word));
        } else {
            word.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{may_be_same, of_another_place, same_kind_elsewhere};

    #[test]
    fn a_short_form_is_the_same_unit() {
        assert!(may_be_same("疾控中心", "云州市疾病预防控制中心"));
        assert!(may_be_same("林业局", "零陵区林业局"));
        assert!(!may_be_same("南屏县文化馆", "临江市文化馆"));
    }

    #[test]
    fn a_neighbour_county_has_a_culture_centre_too() {
        assert!(same_kind_elsewhere("南屏县文化馆", "临江市文化馆"));
        assert!(!same_kind_elsewhere("南屏县教育局", "南屏县第三中学"));
    }

    #[test]
    fn an_opening_sentence_from_another_county_is_seen() {
        assert!(of_another_place("广东省潮西县文物保护中心", "韶东县图书馆"));
        assert!(of_another_place("广东省潮西县文物保护中心", "广东省韶东县文化和旅游局"));
        assert!(!of_another_place("韶东县财政局", "韶东县图书馆"));
        assert!(!of_another_place("县财政局", "韶东县图书馆"));
    }
}
