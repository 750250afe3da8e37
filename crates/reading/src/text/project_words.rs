//! The words that stand in front of a project's sums.

use std::sync::LazyLock;

use super::{folded::Openings, lexicon::Lexicon, vocabulary};

/// Which sum of a project a word announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sum {
    /// 年初预算.
    Initial,
    /// 调增, 追加.
    Up,
    /// 调减, 压减.
    Down,
    /// 调整: signed as printed.
    Adjusted,
    /// 调整后预算, 全年预算.
    Budget,
    /// 实际支出.
    Executed,
    /// 结转结余.
    Carry,
    /// Known, and none of the above: 到位资金.
    Other,
}

use Sum::{Adjusted, Budget, Carry, Down, Executed, Initial, Other, Up};

/// Words in front of a project's sums.
const SUMS: &[(&str, Sum)] = &[
    ("年初预算安排", Initial),
    ("年初安排预算", Initial),
    ("年初预算批复", Initial),
    ("年初批复预算", Initial),
    ("年初预算", Initial),
    ("年初安排", Initial),
    ("年初批复", Initial),
    ("年初下达", Initial),
    ("年初", Initial),
    ("预算安排", Initial),
    ("安排预算", Initial),
    ("预算批复", Initial),
    ("批复预算", Initial),
    ("预算资金", Initial),
    ("安排资金", Initial),
    ("安排", Initial),
    ("调增", Up),
    ("追加", Up),
    ("追加预算", Up),
    ("调增预算", Up),
    ("增加预算", Up),
    ("调整增加", Up),
    ("增加", Up),
    ("核增", Up),
    ("调减", Down),
    ("调减预算", Down),
    ("压减", Down),
    ("核减", Down),
    ("追减", Down),
    ("缩减", Down),
    ("收回", Down),
    ("调整减少", Down),
    ("减少", Down),
    ("调整", Adjusted),
    ("预算调整", Adjusted),
    ("调整后预算", Budget),
    ("调整后全年预算", Budget),
    ("调整后", Budget),
    ("调整预算数", Budget),
    ("调整预算", Budget),
    ("预算调整为", Budget),
    ("调整为", Budget),
    ("调整至", Budget),
    ("调减至", Budget),
    ("调增至", Budget),
    ("压减至", Budget),
    ("调减为", Budget),
    ("调增为", Budget),
    ("追加至", Budget),
    ("全年预算安排", Budget),
    ("全年安排预算", Budget),
    ("全年安排", Budget),
    ("全年预算", Budget),
    ("预算数", Budget),
    ("预算", Budget),
    ("实际支出", Executed),
    ("支出", Executed),
    ("执行", Executed),
    ("支付", Executed),
    ("拨付", Executed),
    ("使用", Executed),
    ("列支", Executed),
    ("决算", Executed),
    ("开支", Executed),
    ("结余结转", Carry),
    ("结转结余", Carry),
    ("结转和结余", Carry),
    ("结转下年", Carry),
    ("结余", Carry),
    ("结转", Carry),
    ("剩余", Carry),
    ("未使用", Carry),
    ("未支出", Carry),
    ("尚未支付", Carry),
    ("到位", Other),
    ("下达", Other),
    ("申请", Other),
];

/// Changes of the budget that name what is changed; `压减后预算` is none.
const MOVES: &[(&str, Sum)] = &[
    ("压减预算", Down),
    ("压减资金", Down),
    ("压减指标", Down),
    ("压减经费", Down),
    ("核减预算", Down),
    ("核减资金", Down),
    ("核减指标", Down),
    ("追减预算", Down),
    ("追减资金", Down),
    ("追减指标", Down),
    ("缩减预算", Down),
    ("削减预算", Down),
    ("削减", Down),
    ("减少预算", Down),
    ("收回预算", Down),
    ("收回资金", Down),
    ("收回指标", Down),
    ("调减资金", Down),
    ("调减指标", Down),
    ("调减预算数", Down),
    ("调整压减", Down),
    ("预算调减", Down),
    ("预算压减", Down),
    ("预算核减", Down),
    ("预算追减", Down),
    ("追加资金", Up),
    ("追加指标", Up),
    ("追加经费", Up),
    ("核增预算", Up),
    ("新增预算", Up),
    ("增加资金", Up),
    ("增加指标", Up),
    ("调增资金", Up),
    ("调增指标", Up),
    ("预算追加", Up),
    ("预算调增", Up),
    ("预算核增", Up),
    ("追加预算至", Budget),
    ("调增预算至", Budget),
    ("调减预算至", Budget),
    ("压减预算至", Budget),
    ("追加预算后", Budget),
    ("调减预算后", Budget),
    ("压减预算后", Budget),
];

const FILLERS: &[&str] = &[
    "年中",
    "期间",
    "进行",
    "该项目",
    "此项目",
    "本项目",
    "项目",
    "该专项",
    "专项资金",
    "专项",
    "经费",
    "已",
    "累计",
    "统一",
    "年度",
    "后",
    "由",
    "予以",
    "额",
    "财政",
    "当年",
    "按",
    "规定",
    "余",
    "继续",
    "并",
    "了",
    "其中",
    "仅",
    "又",
    "区财政",
    "县财政",
    "市财政",
    "同时",
    "因此",
    "最终",
    "至",
    "年终",
    "通过",
    "本年",
    "资金总额",
];

static LEXICON: LazyLock<Lexicon<Option<(Sum, bool)>>> = LazyLock::new(|| {
    let own = SUMS.iter().chain(MOVES).map(|(w, sum)| (*w, (*sum, *w == "年初")));
    vocabulary::lexicon(own, FILLERS)
});

/// Like [`sum`], past a reason in front: `因资金紧张调减`.
pub(crate) fn sum_after_reason(label: &[char]) -> Option<Sum> {
    let reason = ["因", "由于", "受", "经", "根据", "按", "为"].iter().any(|w| super::folded::starts(label, 0, w));
    sum(label).or_else(|| if reason { (1..label.len().min(40)).find_map(|k| sum(label.get(k..)?)) } else { None })
}

/// The sum that a label announces: that of its last word; `None` where the label has a word that is not known.
pub(crate) fn sum(label: &[char]) -> Option<Sum> {
    let found: Vec<(Sum, bool)> = LEXICON.parse(label, "、,")?.into_iter().flatten().collect();
    let (last, _) = *found.last()?;
    // 年初(项目)预算: 年初 may be split from 预算 by a filler.
    let opening = found.first().is_some_and(|(_, opening)| *opening);
    Some(if last == Budget && opening { Initial } else { last })
}

/// Whether a bracket holds a project's sums: `（年初预算5万元，实际支出4万元）`.
fn opens_sums(chars: &[char], at: usize) -> bool {
    const OPENINGS: &[&str] =
        &["年初", "预算", "全年", "实际", "支出", "安排", "调整后", "执行", "金额", "资金", "当年", "年度"];
    OPENINGS.iter().any(|w| super::folded::starts(chars, at, w)) || chars.get(at).is_some_and(char::is_ascii_digit)
}

/// Where the first of the words begins, among those that can end a project's name.
pub(crate) fn name_end(chars: &[char], from: usize, to: usize) -> usize {
    const ENDS: &[&str] = &[
        "年初",
        "全年预算",
        "预算安排",
        "安排预算",
        "调整后",
        "预算数",
        "年中",
        "实际支出",
        "全年支出",
        "本年支出",
        "全年执行",
        "实际执行",
        "当年预算",
        "本年预算",
        "年度预算",
        "预算资金",
        "预算批复",
        "批复预算",
        "该专项",
        "该项目",
        "安排资金",
        "预算执行",
        "实际支付",
        "实际使用",
        "实际拨付",
        "实际投入",
        "累计支出",
        "当年支出",
        "下达预算",
        "预算下达",
        "下达资金",
    ];
    let ends = Openings::of(ENDS);
    let mut depth = 0i32;
    for i in from..to {
        match chars.get(i) {
            Some(',' | ':' | '。' | ';') if depth <= 0 => return i,
            Some('(') if depth == 0 && i > from && opens_sums(chars, i + 1) => return i,
            Some('(') => depth += 1,
            Some(')') => depth -= 1,
            _ => {}
        }
        if depth <= 0 && i > from && ends.stands(chars, i) {
            return i;
        }
    }
    to
}

#[cfg(test)]
mod tests {
    use super::{Sum, sum};

    #[test]
    fn the_same_sum_has_many_names() {
        let of = |text: &str| sum(&text.chars().collect::<Vec<_>>());
        for (text, want) in [
            ("年初预算资金", Sum::Initial),
            ("年初安排", Sum::Initial),
            ("预算安排", Sum::Initial),
            ("年中执行调减", Sum::Down),
            ("年中追加", Sum::Up),
            ("调整后预算", Sum::Budget),
            ("全年预算数为", Sum::Budget),
            ("预算调整为", Sum::Budget),
            ("全年实际支出", Sum::Executed),
            ("全年执行", Sum::Executed),
            ("已支付", Sum::Executed),
            ("结余结转", Sum::Carry),
            ("年末结转和结余", Sum::Carry),
            ("剩余", Sum::Carry),
        ] {
            assert_eq!(of(text), Some(want), "{text}");
        }
        assert_eq!(of("发放补贴"), None);
    }
}
