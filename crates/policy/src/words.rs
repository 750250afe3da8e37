//! Word lists that decide what a name or a value means, from `words.toml`.

use std::collections::BTreeMap;

use kanhe_report::holds_any;
use serde::Deserialize;

use crate::profile::Level1;
use crate::value::Status;

/// Words that decide something, and longer words that do not although they hold one of them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordList {
    /// The words.
    pub words: Vec<String>,
    /// Words in which they mean nothing: `投诉办结率` among `投诉`.
    #[serde(default)]
    pub except: Vec<String>,
    /// The measure they come from.
    #[serde(default)]
    pub source: Option<String>,
    /// How well the list is known; left out for plain language.
    #[serde(default)]
    pub status: Option<Status>,
    /// What it is for.
    pub note: String,
}

impl WordList {
    /// Whether a word of the list stands in `text` outside every exception.
    pub fn found_in(&self, text: &str) -> bool {
        self.find(text).is_some()
    }

    /// The first word of the list that stands in `text` outside every exception.
    pub fn find(&self, text: &str) -> Option<&str> {
        if !holds_any(text, &self.words) {
            return None;
        }
        self.words
            .iter()
            .map(String::as_str)
            .find(|word| text.match_indices(word).any(|(at, _)| !self.excepted(text, at, at + word.len())))
    }

    /// Whether the whole text is one of the words.
    pub fn is(&self, text: &str) -> bool {
        self.words.iter().any(|word| word == text)
    }

    fn excepted(&self, text: &str, start: usize, end: usize) -> bool {
        self.except
            .iter()
            .any(|phrase| text.match_indices(phrase).any(|(at, _)| at <= start && end <= at + phrase.len()))
    }
}

/// Whether a word stands in a text. The library's search prepares itself for long texts; a name has ten characters.
pub(crate) fn holds(text: &str, word: &str) -> bool {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    let Some(last) = word.last() else { return true };
    text.windows(word.len()).any(|window| window.last() == Some(last) && window == word)
}

/// All lists of a place. Which lists there are is fixed; their words are data.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Names of measures of which less is better: 成本, 控制率, 投诉率.
    pub less_is_better: WordList,
    /// Names of measures of which more is better although no sign says so: 完成率, 覆盖率.
    pub more_is_better: WordList,
    /// Targets that cannot be measured: 有所提高.
    pub vague: WordList,
    /// Actuals that say that a thing was done, without a figure: 完成, 达成.
    pub done: WordList,
    /// Actuals that say that it was not, or not all, done: 未完成.
    pub undone: WordList,
    /// Texts that stand for "qualitative": 定性.
    pub qualitative: WordList,
    /// Names that measure an input instead of an output: 资金到位.
    pub input: WordList,
    /// Words of a cause: 原因, 由于, 受…影响.
    pub cause: WordList,
    /// Words of a measure to be taken: 改进, 加强, 下一步.
    pub remedy: WordList,
    /// Names that are the execution rate: 预算执行率.
    pub execution_rate: WordList,
    /// Names of measures of satisfaction.
    pub satisfaction: WordList,
    /// Names of rates: 率, 比例.
    pub rate: WordList,
    /// Words of a survey or sample: 问卷, 样本.
    pub sample: WordList,
    /// Words by which a level-1 head is known, by head.
    pub heads: BTreeMap<Level1, Vec<String>>,
    /// Signs of a target and what they mean: `≧` is `at-least`.
    pub signs: BTreeMap<String, SignWord>,
}

/// What a sign or a word in front of a target says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignWord {
    /// `>`
    Above,
    /// `≥`, 不低于
    AtLeast,
    /// `=`
    Equal,
    /// `<`
    Below,
    /// `≤`, 不超过
    AtMost,
    /// 定性
    Qualitative,
    /// 其他, 不适用
    Other,
}

impl Words {
    /// The level-1 head that a label means: `产出指标(40分)`.
    pub fn level1(&self, label: &str) -> Option<Level1> {
        let mut best: Option<(usize, Level1)> = None;
        for (head, words) in &self.heads {
            // A shorter word decides nothing any more.
            let longer = words.iter().filter(|w| best.is_none_or(|(length, _)| w.len() >= length) && holds(label, w));
            if let Some(length) = longer.map(String::len).max() {
                best = best.max(Some((length, *head)));
            }
        }
        best.map(|(_, head)| head)
    }

    /// Whether less is better, by the measure's name alone; `None` where the name does not say.
    pub fn less_is_better(&self, name: &str) -> Option<bool> {
        if self.less_is_better.found_in(name) {
            return Some(true);
        }
        self.more_is_better.found_in(name).then_some(false)
    }

    /// The sign that stands at the start of a target, and its length in bytes.
    pub fn sign(&self, target: &str) -> Option<(SignWord, usize)> {
        self.signs
            .iter()
            .filter(|(sign, _)| target.starts_with(sign.as_str()))
            .max_by_key(|(sign, _)| sign.len())
            .map(|(sign, word)| (*word, sign.len()))
    }
}
