//! How far words of the text name an indicator.

use super::folded::{fold, is_han};

/// How an indicator's name stands in some words. Ordered: later is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Likeness {
    /// Only its key noun: 培训 of 业务培训.
    Noun,
    /// All of its words, in another order or with others between: 公厕维护 for 维护公厕.
    Whole,
    /// As printed.
    Exact,
}

impl Likeness {
    /// The same behind the figure, where it counts a little less.
    pub fn weaker(self) -> Self {
        if self == Self::Exact { Self::Whole } else { self }
    }
}

/// An indicator's name, prepared for comparison.
pub(crate) struct Name {
    printed: Vec<char>,
    core: Vec<char>,
}

/// Words that say how something is measured, not what.
const GENERAL: &[&str] = &[
    "完成数量",
    "完成数",
    "数量",
    "个数",
    "总数",
    "人数",
    "次数",
    "台数",
    "户数",
    "长度",
    "面积",
    "天数",
    "总量",
    "里程",
    "规模",
    "场次",
    "批次",
    "工作",
    "情况",
    "项目",
    "完成",
    "开展",
    "年度",
    "全年",
];

impl Name {
    /// `None` where too little is left to compare.
    pub fn new(text: &str) -> Option<Self> {
        let folded: Vec<char> = text.chars().map(fold).collect();
        let body = match folded.iter().position(|c| *c == ':') {
            Some(at) if at <= 4 => folded.get(at + 1..).unwrap_or_default(),
            _ => folded.as_slice(),
        };
        let mut depth = 0;
        let mut printed: Vec<char> = Vec::new();
        for &c in body {
            match c {
                '(' => depth += 1,
                ')' => depth -= 1,
                c if depth == 0 && (is_han(c) || c.is_ascii_alphabetic()) => printed.push(c),
                _ => {}
            }
        }
        let mut core = printed.clone();
        for word in GENERAL {
            let word: Vec<char> = word.chars().collect();
            if core.len() >= word.len() + 2 && core.ends_with(&word) {
                core.truncate(core.len() - word.len());
            }
            if core.len() >= word.len() + 2 && core.starts_with(&word) {
                core.drain(..word.len());
            }
        }
        (core.len() >= 2 && printed.len() <= 30).then_some(Self { printed, core })
    }

    /// Length of the core, in characters.
    pub fn len(&self) -> usize {
        self.core.len()
    }

    /// The last two characters: in Chinese, the noun.
    pub fn noun(&self) -> &[char] {
        self.core.get(self.core.len().saturating_sub(2)..).unwrap_or_default()
    }

    /// Whether the name as printed has a word.
    pub fn printed_has(&self, word: &str) -> bool {
        super::folded::find(&self.printed, 0, word).is_some()
    }

    /// How the name stands in `words`, if at all.
    pub fn likeness(&self, words: &[char]) -> Option<Likeness> {
        let inside = |part: &[char]| !part.is_empty() && words.windows(part.len()).any(|w| w == part);
        if inside(&self.printed) || inside(&self.core) {
            return Some(Likeness::Exact);
        }
        let pairs: Vec<&[char]> = self.core.chunks(2).collect();
        let whole = self.core.len() >= 4
            && self.core.len().is_multiple_of(2)
            && pairs.iter().all(|p| inside(p))
            && span(words, &self.core).is_some_and(|s| s <= self.core.len() * 2 + 2);
        if whole {
            return Some(Likeness::Whole);
        }
        let noun = self.noun();
        (self.core.len() >= 4 && inside(noun) && !COMMON.contains(&noun.iter().collect::<String>().as_str()))
            .then_some(Likeness::Noun)
    }
}

/// Nouns that too many things share.
const COMMON: &[&str] = &[
    "数量", "服务", "建设", "工作", "管理", "人员", "活动", "项目", "单位", "小区", "企业", "学校", "群众", "资金",
    "设施", "设备", "档案", "垃圾", "面积", "任务", "维护", "补助", "演练", "检查", "检测",
];

/// The shortest stretch of `words` that holds every character of `set`.
fn span(words: &[char], set: &[char]) -> Option<usize> {
    let first = words.iter().position(|c| set.contains(c))?;
    let last = words.iter().rposition(|c| set.contains(c))?;
    set.iter().all(|c| words.contains(c)).then_some(last - first + 1)
}

#[cfg(test)]
mod tests {
    use super::{Likeness, Name};

    fn likeness(name: &str, words: &str) -> Option<Likeness> {
        Name::new(name)?.likeness(&words.chars().collect::<Vec<_>>())
    }

    #[test]
    fn names_are_found_as_printed_turned_round_or_by_their_noun() {
        assert_eq!(likeness("清淤河道长度", "完成清淤河道长度"), Some(Likeness::Exact));
        assert_eq!(likeness("清淤河道长度", "全年清淤河道"), Some(Likeness::Exact));
        assert_eq!(likeness("维护公厕", "公厕维护"), Some(Likeness::Whole));
        assert_eq!(likeness("业务培训", "开展授课培训学习"), Some(Likeness::Noun));
        assert_eq!(likeness("指标1：加装电梯", "完成加装电梯"), Some(Likeness::Exact));
        assert_eq!(likeness("加装电梯", "购置电脑"), None);
    }
}
