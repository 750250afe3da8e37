//! What project spending is made of, inside a sentence: `项目支出141.92万元，其中：电梯加装改造140.00万元、食堂支出1.92万元。`

use std::collections::HashSet;

use kanhe_report::{Figure, Money, ProjectLine, holds_any};

use super::{
    context::Context,
    folded::{has_any, is_han},
    mentions::Spot,
    project_names::{clean_name, plausible},
    project_words::Sum,
    projects::{empty, enter},
    vocabulary::{self, Word},
};

/// Words that say that parts follow.
const AMONG: &[&str] = &[
    "其中",
    "包括",
    "包含",
    "分别为",
    "分别是",
    "具体为",
    "主要用于",
    "主要是",
    "具体是",
    "用于",
    "主要有",
    "如下",
    "由",
    "一是",
    ":",
];
/// Words in front of a part's name that do not belong to it.
const LEADS: &[&str] = &[
    "其中",
    "主要包括",
    "包括",
    "包含",
    "分别为",
    "分别是",
    "具体为",
    "具体是",
    "主要用于",
    "主要是",
    "主要有",
    "用于",
    "一是",
    "二是",
    "三是",
    "四是",
    "五是",
    "六是",
    "七是",
    "八是",
    "九是",
    "十是",
    "以及",
    "安排",
    "投入",
    "支出",
];
/// Words behind a part's name that do not belong to it.
const TAILS: &[&str] =
    &["实际支出", "全年支出", "共支出", "支出", "实际使用", "使用资金", "执行", "共计", "支付", "列支", "为", "共"];
/// Words of kinds and levels of money: a name made of them alone is a category, no project.
const CATEGORIES: &[&str] = &[
    "业务工作",
    "运行维护",
    "转移支付",
    "省级",
    "市级",
    "区级",
    "县级",
    "中央",
    "上级",
    "本级",
    "财政",
    "专项",
    "资金",
    "拨款",
    "补助",
    "经费",
    "支出",
    "收入",
    "其他",
    "其它",
    "项目",
    "部门",
    "单位",
    "年度",
    "类",
    "的",
    "等",
    "各",
    "一般",
    "重点",
    "延续性",
    "一次性",
    "经常性",
    "当年",
    "上年",
    "结转",
    "基本建设",
    "债券",
];
/// Words that no project's name holds here: economic classes, shares, comparisons.
const ODD: &[&str] = &["资本性", "商品", "工资", "占", "较", "比上", "比年初", "同比"];

/// Verbs that open a purpose: 购买设备80万元.
const PURPOSES: &[&str] = &["购买", "支付", "发放", "委托", "缴纳", "聘用", "偿还", "聘请", "弥补", "列支"];

/// A sum of project spending, and the parts found behind it.
struct Chain {
    /// The sum, where one is printed.
    whole: Option<Money>,
    /// Only the agreement of the sums shows that these are the projects.
    must_add_up: bool,
    parts: Vec<(ProjectLine, usize)>,
    sum: Option<Money>,
    /// A sum behind it is no project as far as can be told.
    unclear: bool,
}

impl Chain {
    fn new(whole: Option<Money>, must_add_up: bool) -> Self {
        Self { whole, must_add_up, parts: Vec::new(), sum: Some(Money::from_fen(0)), unclear: false }
    }

    /// The parts, where there are several and nothing speaks against them.
    fn close(self) -> Vec<(ProjectLine, usize)> {
        let adds_up = self.whole.is_some() && self.sum == self.whole;
        let enough = self.parts.len() >= 2 || (self.parts.len() == 1 && adds_up);
        if enough && (adds_up || !(self.unclear || self.must_add_up)) { self.parts } else { Vec::new() }
    }
}

/// Parts of project spending that a line lists, with their mentions.
pub(crate) fn read(
    cx: &Context<'_>,
    line: usize,
    taken: &[bool],
    names: &HashSet<String>,
) -> Vec<(ProjectLine, usize)> {
    let mut out = Vec::new();
    let mut chain: Option<Chain> = None;
    let mut last_end = 0;
    for i in cx.of_line(line) {
        let (Some(mention), Some(spot)) = (cx.mentions.get(i), cx.spots.get(i)) else { continue };
        let Figure::Amount(amount) = &mention.figure else { continue };
        let between = cx.chars(line, last_end, spot.start);
        let over = between.contains(&'。') && !goes_on(between);
        if over && let Some(done) = chain.take() {
            out.extend(done.close());
        }
        last_end = spot.end;
        let label = label(cx, spot);
        if let Some(words) = label.as_deref().and_then(vocabulary::words) {
            let of_projects = words.last() == Some(&Word::Project)
                && !words.iter().any(|w| matches!(w, Word::Initial | Word::Budget | Word::Prior));
            let about = of_projects && cx.is_current(spot);
            if (about || !words.is_empty())
                && let Some(done) = chain.take()
            {
                out.extend(done.close());
            }
            if about {
                chain = Some(Chain::new(Some(amount.money), false));
            } else if matches!(*words, [] | [Word::Spending]) && chain.is_none() && projects_counted(cx, spot) {
                let listed = cx.chars(line, spot.end, spot.end + 1) == [':'];
                chain = Some(Chain::new(Some(amount.money), !listed || words.is_empty()));
            }
            continue;
        }
        if chain.is_none() && spot.previous.is_none() && announced(cx, spot) {
            chain = Some(Chain::new(None, false));
        }
        let Some(open) = chain.as_mut() else { continue };
        let from = spot.sentence.0.max(spot.start.saturating_sub(200));
        let among = !open.parts.is_empty() || has_any(cx.chars(line, from, spot.start), AMONG);
        open.sum = open.sum.and_then(|s| s.checked_add(amount.money));
        // 约50万元: a round sum is no part to reckon with.
        let exact = label.filter(|l| !l.iter().rev().take(2).any(|c| matches!(c, '约' | '近' | '逾')));
        let named = exact.map(|l| name(&l, names)).filter(|n| among && is_project(n, cx));
        match named {
            Some(name) if taken.get(i) == Some(&false) => {
                let mut project = empty(name, mention.place.clone());
                if enter(&mut project, Sum::Executed, *amount, &mention.place) {
                    open.parts.push((project, i));
                }
            }
            _ => open.unclear = true,
        }
    }
    out.extend(chain.map(Chain::close).unwrap_or_default());
    out
}

/// `项目2个，资金总额200万元，分别是：`: a sum right behind a count of projects.
fn projects_counted(cx: &Context<'_>, spot: &Spot) -> bool {
    let front = cx.chars(spot.line, spot.sentence.0.max(spot.start.saturating_sub(40)), spot.start);
    let counted = spot
        .previous
        .and_then(|p| cx.mentions.get(p))
        .is_some_and(|m| matches!(&m.figure, Figure::Count { unit, .. } if matches!(unit.as_str(), "个" | "项")));
    counted && has_any(front, &["项目"]) && cx.is_current(spot)
}

/// Words that announce projects without a sum of their whole.
const OPENINGS: &[&str] = &[
    "项目支出主要包括",
    "项目支出包括",
    "项目支出分别为",
    "项目支出具体为",
    "项目支出主要有",
    "项目支出主要为",
    "项目支出主要用于",
    "项目支出情况",
    "主要项目有",
    "主要项目包括",
    "主要项目为",
    "主要项目支出",
    "项目主要有",
    "项目主要包括",
    "重点项目有",
    "重点项目包括",
    "具体项目有",
    "具体项目为",
];

/// `项目支出主要包括：甲5万元、乙3万元`, `项目支出主要包括甲5万元、乙3万元`: parts without a sum of their whole.
fn announced(cx: &Context<'_>, spot: &Spot) -> bool {
    let from = spot.sentence.0.max(spot.start.saturating_sub(60));
    let front: String = cx.chars(spot.line, from, cx.label_start(spot)).iter().collect();
    let own: String = cx.chars(spot.line, from, spot.start).iter().collect();
    let listed = front.ends_with(':') && holds_any(&front, OPENINGS);
    let named = OPENINGS.iter().any(|w| own.strip_prefix(w).is_some_and(|n| !n.contains([',', ':'])));
    (listed || named) && cx.is_current(spot)
}

/// A sentence behind a full stop that still lists: `。其中：…`, `。包括…`.
fn goes_on(between: &[char]) -> bool {
    between.iter().position(|c| *c == '。').and_then(|at| between.get(at + 1..)).is_some_and(|rest| {
        let rest: String = rest.iter().take(6).collect();
        ["其中", "包括", "具体为", "主要包括", "分别为"].iter().any(|w| rest.trim_start().starts_with(w))
            && !rest.contains('。')
    })
}

/// The words in front of a sum; those in front of the bracket it stands in alone: `甲项目（5万元）`.
fn label(cx: &Context<'_>, spot: &Spot) -> Option<Vec<char>> {
    let (label, _) = cx.label(spot)?;
    if label.iter().any(|c| !c.is_whitespace()) {
        return Some(label);
    }
    let bracket = cx.chars(spot.line, spot.start.saturating_sub(1), spot.start) == ['('];
    let front = Spot { start: spot.start.saturating_sub(1), ..*spot };
    if bracket { cx.label(&front).map(|(l, _)| l) } else { Some(label) }
}

fn name(label: &[char], names: &HashSet<String>) -> String {
    let mut name: String = label.iter().collect();
    let marks = |c: char| c.is_whitespace() || ":,、.;)".contains(c) || ('①'..='⑳').contains(&c);
    for _ in 0..3 {
        let bare = name.trim_matches(marks);
        let bare = bare.trim_start_matches(|c: char| c.is_ascii_digit() || "(.".contains(c));
        let bare = OPENINGS.iter().find_map(|w| bare.strip_prefix(w)).unwrap_or(bare);
        let bare = LEADS.iter().find_map(|w| bare.strip_prefix(w)).unwrap_or(bare);
        name = bare.trim_matches(marks).to_owned();
    }
    if !names.contains(&name) {
        name = TAILS.iter().find_map(|w| name.strip_suffix(w)).unwrap_or(&name).to_owned();
    }
    clean_name(&name, names)
}

fn is_project(name: &str, cx: &Context<'_>) -> bool {
    let plain = name.chars().all(|c| is_han(c) || c.is_ascii_alphanumeric() || "“”（）()·—-+".contains(c));
    let mut rest = name.to_owned();
    for word in CATEGORIES {
        rest = rest.replace(word, "");
    }
    let purpose = PURPOSES.iter().any(|w| name.starts_with(w));
    plain && !purpose && rest.chars().count() >= 2 && !holds_any(name, ODD) && plausible(name, cx)
}
