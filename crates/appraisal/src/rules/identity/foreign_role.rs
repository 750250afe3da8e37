//! KH609: the text speaks of itself as another kind of body (`本街道`, `我校`): a trace of copied words.

use kanhe_policy::Check;
use kanhe_report::Place;

use crate::Context;
use crate::rules::Found;

/// How a body speaks of itself, and what its name then holds.
const ROLES: [(&str, &[&str]); 15] = [
    ("街道", &["街道"]),
    ("镇", &["镇"]),
    ("乡", &["乡"]),
    ("村", &["村"]),
    ("社区", &["社区"]),
    ("局", &["局"]),
    ("校", &["校", "中学", "小学", "大学", "学院", "幼儿园", "党校"]),
    ("院", &["院"]),
    ("馆", &["馆"]),
    ("所", &["所"]),
    ("站", &["站"]),
    ("委", &["委"]),
    ("厅", &["厅"]),
    ("园", &["园"]),
    ("大队", &["队"]),
];
/// Words that begin like a role and are something else: 本村民, 本校正, 本所得, 本局面, 本院落, 本乡土, 本园区, 我国.
const NOT_ROLES: [&str; 9] = ["村民", "校正", "校核", "校对", "所得", "所有", "局面", "乡土", "园区"];

/// One note a document.
pub(super) fn check(context: &Context<'_>, check: &Check, found: &mut Found) {
    let Some(unit) = context.report.unit.as_ref() else { return };
    let mut places: Vec<Place> = Vec::new();
    let mut words = String::new();
    for line in &context.report.paragraphs {
        if let Some(role) = foreign(&line.text, &unit.value) {
            if places.is_empty() {
                words = role;
            }
            places.push(line.place());
        }
    }
    if !places.is_empty() {
        places.push(unit.place.clone());
        found.finding(check.finding(
            &[("称谓", words.clone()), ("本单位", unit.value.clone())],
            Some(words),
            None,
            places,
        ));
    }
}

fn foreign(text: &str, unit: &str) -> Option<String> {
    let strange = |rest: &str| {
        let role = ROLES.iter().find(|(role, _)| rest.starts_with(role))?;
        (!role.1.iter().any(|name| unit.contains(name))).then_some(role.0)
    };
    for (at, own) in text.match_indices(['我', '本']) {
        let rest = &text[at + own.len()..];
        let Some(role) = strange(rest) else { continue };
        // 基本所需, 根本校…: 本 belongs to the word before it.
        let inside = text[..at]
            .ends_with(['基', '根', '成', '资', '样', '文', '版', '书', '日', '课', '标', '剧', '读', '账', '原']);
        if !inside && !NOT_ROLES.iter().any(|w| rest.starts_with(w)) {
            return Some(format!("{own}{role}"));
        }
    }
    text.match_indices("作为").find_map(|(at, words)| {
        let rest = &text[at + words.len()..];
        let role = strange(rest)?;
        rest[role.len()..].starts_with("开展").then(|| format!("作为{role}"))
    })
}

#[cfg(test)]
mod tests {
    use super::foreign;

    #[test]
    fn a_district_centre_is_no_sub_district() {
        let unit = "洣江区物业服务指导中心";
        assert_eq!(foreign("将绩效评价作为街道开展工作的必备程序", unit), Some("作为街道".to_owned()));
        assert_eq!(foreign("我校高度重视", unit), Some("我校".to_owned()));
        assert_eq!(foreign("我校高度重视", "石桥区第三中学"), None);
        assert_eq!(foreign("满足基本所需，维护本村民小组", unit), None);
    }
}
