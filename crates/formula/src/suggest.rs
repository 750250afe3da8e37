//! What was probably meant: the nearest of the names there are.

use crate::ast::Function;
use crate::schema::{Schema, Slot};

/// Names longer than this are not compared.
const LONGEST: usize = 48;

/// The nearest of `names`, when one is near enough to be meant.
pub fn nearest<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let wanted: Vec<char> = name.chars().take(LONGEST + 1).collect();
    if wanted.is_empty() || wanted.len() > LONGEST {
        return None;
    }
    let allowed = (wanted.len() * 2).div_ceil(5).max(1);
    names
        .filter(|candidate| *candidate != name)
        .filter_map(|candidate| {
            let chars: Vec<char> = candidate.chars().take(LONGEST + 1).collect();
            let far = chars.len() > LONGEST || chars.len().abs_diff(wanted.len()) > allowed;
            let distance = if far { return None } else { distance(&wanted, &chars) };
            (distance <= allowed && distance < wanted.len().max(chars.len())).then_some((distance, candidate))
        })
        .min()
        .map(|(_, candidate)| candidate)
}

/// Insertions, deletions, replacements and swaps of neighbours that turn one word into the other. A dot costs nothing
/// to leave out: `支出合计` is `支出.合计`.
fn distance(a: &[char], b: &[char]) -> usize {
    let a: Vec<char> = a.iter().copied().filter(|c| *c != '.').collect();
    let b: Vec<char> = b.iter().copied().filter(|c| *c != '.').collect();
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut next = Vec::with_capacity(row.len());
        next.push(i + 1);
        for (j, y) in b.iter().enumerate() {
            let at = |row: &[usize], k: usize| row.get(k).copied().unwrap_or(usize::MAX / 2);
            let mut best = at(&row, j) + usize::from(x != y);
            best = best.min(at(&row, j + 1) + 1).min(at(&next, j) + 1);
            let previous = |of: &[char], k: usize| k.checked_sub(1).and_then(|k| of.get(k).copied());
            if previous(&a, i) == Some(*y) && previous(&b, j) == Some(*x) {
                best = best.min(at(&before, j.saturating_sub(1)) + 1);
            }
            next.push(best);
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or(0)
}

/// The nearest function.
pub(crate) fn function(name: &str) -> Option<String> {
    let names = Function::ALL.iter().flat_map(|(_, names, ..)| names.iter().copied());
    let alias = |word: &str| match word.to_lowercase().as_str() {
        "求和已知" | "sumknown" | "nz" => Some("合计已知"),
        "average" | "avg" | "平均" => None,
        "countif" | "counta" => Some("个数"),
        "isblank" | "是空" | "为空" | "isnull" => Some("空白"),
        "ifnull" | "nvl" | "iferror" => Some("取"),
        "iif" => Some("若"),
        _ => None,
    };
    alias(name).or_else(|| nearest(&name.to_lowercase(), names)).map(str::to_owned)
}

/// What was meant by a name that the schema does not have: the same name split at a conjunction (`甲且乙`), the only
/// name that ends in it, or the nearest one.
pub(crate) fn field(name: &str, schema: &Schema, wanted: impl Fn(Slot) -> bool) -> Option<String> {
    split(name, schema).or_else(|| {
        let fits = |candidate: &&str| schema.slot(candidate).is_some_and(&wanted);
        let ending = format!(".{name}");
        let mut longer = schema.names().filter(|c| c.ends_with(&ending)).filter(fits);
        if let (Some(only), None) = (longer.next(), longer.next()) {
            return Some(only.to_owned());
        }
        nearest(name, schema.names().filter(fits)).map(str::to_owned)
    })
}

fn split(name: &str, schema: &Schema) -> Option<String> {
    ["并且", "或者", "且", "或"].iter().find_map(|word| {
        let (left, right) = name.split_once(word)?;
        (schema.slot(left).is_some() && schema.slot(right).is_some()).then(|| format!("{left} {word} {right}"))
    })
}

/// The sign that a word or a wrong sign stands for.
pub(crate) fn operator(word: &str) -> Option<&'static str> {
    Some(match word {
        "等于" => "=",
        "不等于" => "≠",
        "大于" | "超过" | "高于" => ">",
        "小于" | "低于" => "<",
        "大于等于" | "不小于" | "不低于" | "不少于" => "≥",
        "小于等于" | "不大于" | "不超过" | "不高于" => "≤",
        "加" => "+",
        "减" => "-",
        "乘" | "乘以" => "×",
        "除以" => "÷",
        "和" | "同时" => "且",
        _ => return None,
    })
}
