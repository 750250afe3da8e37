//! The label dictionary: canonical keys and every wording seen, looked up by normalised label.

use foldhash::HashMap;
use kanhe_report::character_bit;
use serde::Deserialize;

use crate::error::PolicyError;

/// The file's place below the policy folder.
const FILE: &str = "cn/terms.toml";

/// What kind of label is looked up. One wording may mean different things as a column head and as a fund line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TermGroup {
    /// Heads of columns.
    Column,
    /// Lines of the fund block.
    Fund,
    /// Items of the base-data table.
    Base,
    /// Labelled cells in the head or foot of a form.
    Field,
    /// Heads of the goal block.
    Goal,
    /// Side heads of a form's blocks.
    Block,
    /// Level-1 and level-2 heads of indicators.
    Level,
    /// 总分 rows and cells.
    Total,
    /// Titles of forms.
    Title,
}

/// How many groups there are.
const GROUPS: usize = 9;

/// The label dictionary.
#[derive(Debug, Clone, Default)]
pub struct Terms {
    groups: [Dictionary; GROUPS],
}

#[derive(Debug, Clone, Default)]
struct Dictionary {
    keys: Vec<String>,
    exact: HashMap<String, usize>,
    patterns: Vec<Pattern>,
}

/// Words that must and must not occur in a label.
#[derive(Debug, Clone)]
struct Pattern {
    key: usize,
    mask: u64,
    with: Vec<String>,
    without: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    key: String,
    #[serde(default)]
    labels: Vec<String>,
    #[serde(default)]
    patterns: Vec<String>,
}

/// The file as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct File {
    column: Vec<Entry>,
    fund: Vec<Entry>,
    base: Vec<Entry>,
    field: Vec<Entry>,
    goal: Vec<Entry>,
    block: Vec<Entry>,
    level: Vec<Entry>,
    total: Vec<Entry>,
    title: Vec<Entry>,
}

impl Terms {
    /// Reads the dictionary.
    ///
    /// # Errors
    /// Where the file is no valid TOML, or one wording of a group stands under two keys.
    pub fn parse(text: &str) -> Result<Self, PolicyError> {
        Self::build(toml::from_str(text).map_err(|e| PolicyError::toml(FILE, text, &e))?)
    }

    /// From the file's lists.
    pub(crate) fn build(file: File) -> Result<Self, PolicyError> {
        let lists =
            [file.column, file.fund, file.base, file.field, file.goal, file.block, file.level, file.total, file.title];
        let mut groups: [Dictionary; GROUPS] = Default::default();
        for (dictionary, list) in groups.iter_mut().zip(lists) {
            *dictionary = Dictionary::build(list)?;
        }
        Ok(Self { groups })
    }

    /// The key of a label, exactly or by pattern. `label` is folded (see [`fold`]).
    pub fn find(&self, group: TermGroup, label: &str) -> Option<&str> {
        self.exact(group, label).or_else(|| self.like(group, label))
    }

    /// The key of a label that stands in the dictionary word by word. `label` is folded.
    pub fn exact(&self, group: TermGroup, label: &str) -> Option<&str> {
        let dictionary = self.groups.get(group as usize)?;
        dictionary.exact.get(label).and_then(|&k| dictionary.keys.get(k)).map(String::as_str)
    }

    /// The key of the first pattern that a label fits. `label` is folded.
    pub fn like(&self, group: TermGroup, label: &str) -> Option<&str> {
        let dictionary = self.groups.get(group as usize)?;
        let mask = mask(label);
        let pattern = dictionary.patterns.iter().find(|p| p.fits(label, mask))?;
        dictionary.keys.get(pattern.key).map(String::as_str)
    }
}

impl Dictionary {
    fn build(list: Vec<Entry>) -> Result<Self, PolicyError> {
        let mut out = Self::default();
        out.exact.reserve(list.iter().map(|entry| entry.labels.len()).sum());
        for entry in list {
            let key = out.keys.len();
            for label in &entry.labels {
                let folded = fold(label);
                if let Some(&other) = out.exact.get(&folded)
                    && other != key
                {
                    let other = out.keys.get(other).map_or("", String::as_str);
                    return Err(PolicyError::file(
                        FILE,
                        format!("“{label}”既在 {other} 又在 {} 之下;请删去一处", entry.key),
                        format!("\"{label}\" stands under both {other} and {}; remove one", entry.key),
                    ));
                }
                out.exact.insert(folded, key);
            }
            for pattern in &entry.patterns {
                out.patterns.push(Pattern::parse(pattern, key));
            }
            out.keys.push(entry.key);
        }
        Ok(out)
    }
}

impl Pattern {
    /// `年初+预算-调整`: with 年初 and 预算, without 调整.
    fn parse(text: &str, key: usize) -> Self {
        let mut with = Vec::new();
        let mut without = Vec::new();
        for part in text.split('+') {
            let mut words = part.split('-').map(fold);
            with.extend(words.next().filter(|w| !w.is_empty()));
            without.extend(words.filter(|w| !w.is_empty()));
        }
        let mask = with.iter().fold(0, |m, w| m | mask(w));
        Self { key, mask, with, without }
    }

    fn fits(&self, label: &str, mask: u64) -> bool {
        mask & self.mask == self.mask
            && self.with.iter().all(|w| label.contains(w.as_str()))
            && !self.without.iter().any(|w| label.contains(w.as_str()))
    }
}

/// One bit for each character that occurs, so that most patterns are ruled out at once.
fn mask(text: &str) -> u64 {
    text.chars().fold(0, |m, c| m | character_bit(c))
}

/// A label for looking up: full-width forms as plain ones, lower case, no white space, no punctuation.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    folded.extend(text.chars().filter_map(fold_char));
    folded
}

/// A character as [`fold`] keeps it; `None` where it drops it.
pub fn fold_char(c: char) -> Option<char> {
    let c = match c {
        // Chinese characters are most of every label.
        '\u{4e00}'..='\u{9fff}' => return Some(c),
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    if c.is_ascii() {
        return c.is_ascii_alphanumeric().then_some(c.to_ascii_lowercase());
    }
    let drop = c.is_whitespace()
        || c.is_control()
        || matches!(u32::from(c), 0x2000..=0x206F | 0x3000..=0x3006 | 0x3008..=0x303F | 0xFE30..=0xFE6F | 0xFF61..=0xFF65 | 0xFEFF | 0xB7 | 0xD7);
    (!drop).then_some(c)
}

#[cfg(test)]
mod tests {
    use super::{TermGroup, Terms, fold};

    const SMALL: &str = r#"
        column = [{ key = "budget", labels = ["全年预算数"], patterns = ["调整+预算-数额"] }]
        fund = []
        base = []
        field = []
        goal = []
        block = []
        level = []
        total = []
        title = []
    "#;

    #[test]
    fn white_space_width_and_punctuation_make_no_difference() {
        assert_eq!(fold("全年　预算数（Ａ）："), "全年预算数a");
        assert_eq!(fold("年度/项目 指标值、\n"), "年度项目指标值");
    }

    #[test]
    fn a_label_is_found_word_by_word_or_by_pattern() {
        let terms = Terms::parse(SMALL).expect("valid");
        assert_eq!(terms.find(TermGroup::Column, "全年预算数"), Some("budget"));
        assert_eq!(terms.find(TermGroup::Column, "调整后的预算"), Some("budget"));
        assert_eq!(terms.find(TermGroup::Column, "调整预算数额"), None);
        assert_eq!(terms.find(TermGroup::Fund, "全年预算数"), None);
    }

    #[test]
    fn one_wording_under_two_keys_is_refused() {
        let text = SMALL
            .replace("fund = []", r#"fund = [{ key = "a", labels = ["总额"] }, { key = "b", labels = ["总 额"] }]"#);
        let error = Terms::parse(&text).expect_err("ambiguous");
        assert!(error.zh().contains("总 额"));
    }

    #[test]
    fn the_dictionary_that_ships_is_valid() {
        let terms = Terms::parse(include_str!("../../../policy/cn/terms.toml")).expect("valid");
        for (group, label, key) in [
            (TermGroup::Column, "全年预算数", "budget"),
            (TermGroup::Column, "偏差原因分析及改进措施", "reason"),
            (TermGroup::Column, "财政审核评分", "review_score"),
            (TermGroup::Column, "调整指标值", "adjusted_target"),
            (TermGroup::Fund, "其他资金", "other"),
            (TermGroup::Fund, "自治区补助", "provincial"),
            (TermGroup::Base, "公务用车购置和维护经费", "vehicle"),
            (TermGroup::Base, "公车运行维护", "vehicle_running"),
            (TermGroup::Base, "运行维护经费", "project_running"),
            // Wordings of other provinces, and their neighbours of another meaning.
            (TermGroup::Column, "支出决算数", "executed"),
            (TermGroup::Column, "批复金额", "budget"),
            (TermGroup::Column, "年初批复数", "initial"),
            (TermGroup::Column, "实际支付金额", "executed"),
            (TermGroup::Column, "资金支付率", "rate"),
            (TermGroup::Column, "执行率得分", "score"),
            (TermGroup::Column, "扣除统筹整合后", "net_budget"),
            (TermGroup::Column, "任务名称", "project_name"),
            (TermGroup::Column, "年度计划值", "target"),
            (TermGroup::Column, "年度实际值", "actual"),
            (TermGroup::Fund, "上年结转和结余", "carried"),
            (TermGroup::Fund, "项目预算总额", "total"),
            (TermGroup::Fund, "项目支出合计", "project"),
            (TermGroup::Fund, "本级财政资金", "local"),
            (TermGroup::Field, "财政年度", "year"),
            (TermGroup::Field, "项目承办单位", "implementer"),
            (TermGroup::Field, "项目主管单位", "department"),
            (TermGroup::Total, "得分总计", "total"),
            (TermGroup::Total, "自评总评分", "score"),
            (TermGroup::Total, "自评评级", "grade"),
        ] {
            assert_eq!(terms.find(group, label), Some(key), "{label}");
        }
    }
}
