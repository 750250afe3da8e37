//! Counts that reports state of themselves: projects, and the score.

use kanhe_report::{Figure, Role, Statement};

use super::{context::Context, folded::has_any, lexicon::Lexicon, mentions::Spot, vocabulary};

pub(super) fn cores<T: Copy>(lexicon: &Lexicon<Option<T>>, label: &[char]) -> Option<Vec<T>> {
    Some(lexicon.parse(label, "、,")?.into_iter().flatten().collect())
}

pub(super) fn statement(concept: &str, mention: usize) -> Statement {
    Statement { concept: concept.to_owned(), mention, role: Role::Achieved, indicator: None, doubt: None }
}

const SCORES: &[&str] = &[
    "自评得分",
    "自评总分",
    "综合得分",
    "评价得分",
    "总得分",
    "最终得分",
    "得分",
    "总分",
    "总评分",
    "自评分",
    "自评分数",
    "评分",
    "分数",
];
const SCORE_FILLERS: &[&str] = &[
    "自评",
    "自我",
    "评价",
    "评定",
    "绩效",
    "整体",
    "支出",
    "综合",
    "结果",
    "最终",
    "最后",
    "经",
    "对照",
    "目标",
    "根据",
    "指标",
    "指标体系",
    "评估",
    "考评",
    "得",
    "共得",
    "我们",
    "评",
    "分值",
    "汇总",
    "工作",
    "测算",
    "计算",
    "打分",
    "按照",
    "标准",
    "逐项",
    "认真",
    "预算",
    "表",
    "附件",
    "自查",
    "本次",
    "此次",
    "满分",
    "我",
    "对",
    "评分表",
    "评价表",
    "自评表",
    "小组",
    "组",
    "通过",
];

/// `score.total`: the score that the text gives the whole. A project's score is it only where the document is about
/// that one project (`whole` is false).
pub(crate) fn score(cx: &Context<'_>, whole: bool, taken: &[bool]) -> Vec<Statement> {
    let mut found: Vec<(usize, bool)> = Vec::new();
    let mut more: Vec<&'static str> = SCORE_FILLERS.to_vec();
    if !whole {
        more.extend(["项目", "项目支出", "专项资金", "专项"]);
    }
    let lexicon = vocabulary::lexicon(SCORES.iter().map(|w| (*w, *w)), &more);
    for (i, (mention, spot)) in cx.mentions.iter().zip(cx.spots).enumerate() {
        let Figure::Count { unit, number } = &mention.figure else { continue };
        if !(unit == "分" || unit.is_empty()) {
            continue;
        }
        let Some((label, _)) = cx.label(spot) else { continue };
        let Some(cores) = cores(&lexicon, &label) else { continue };
        let scored = !cores.is_empty() || (unit == "分" && has_any(&label, &["自评", "评价", "得"]));
        if !scored || !cx.is_current(spot) || !context_is_own(cx, spot, &lexicon) {
            continue;
        }
        if out_of_a_maximum(cx, spot) || (whole && of_a_project(cx, spot, taken)) {
            continue;
        }
        let maximum = *number == 100.into() && cores.last() == Some(&"总分");
        found.push((i, maximum));
    }
    let real = found.iter().any(|(_, maximum)| !maximum);
    found.into_iter().filter(|(_, maximum)| !(real && *maximum)).map(|(i, _)| statement("score.total", i)).collect()
}

/// `投入15分得15分`, `满分15分，自评15分`: a score out of a maximum other than 100 is that of one part.
fn out_of_a_maximum(cx: &Context<'_>, spot: &Spot) -> bool {
    let Some((at, own)) = spot.previous.and_then(|p| Some((p, cx.spots.get(p)?))) else { return false };
    let Some(Figure::Count { unit, number }) = cx.mentions.get(at).map(|m| &m.figure) else { return false };
    let between = cx.chars(spot.line, own.end, spot.start);
    let near = between.len() <= 8 && !has_any(between, &["总", "综合", "合计"]);
    let own_score = match cx.mentions.get(at + 1).map(|m| &m.figure) {
        Some(Figure::Count { number, .. }) => *number,
        _ => return false,
    };
    unit == "分" && near && *number != 100.into() && *number >= own_score
}

/// A line that begins with the sums of a project gives that project's score.
fn of_a_project(cx: &Context<'_>, spot: &Spot, taken: &[bool]) -> bool {
    let sum = |i: &usize| cx.mentions.get(*i).is_some_and(|m| matches!(m.figure, Figure::Amount(_)));
    cx.of_line(spot.line).find(sum).is_some_and(|first| taken.get(first) == Some(&true))
}

/// `对照《部门整体支出绩效评价指标表》打分`: the name of a document says nothing of what is scored.
fn without_titles(label: Vec<char>) -> Vec<char> {
    let mut depth = 0usize;
    let outside = |c: &char| {
        match c {
            '《' => depth += 1,
            '》' => {
                depth = depth.saturating_sub(1);
                return false;
            }
            _ => {}
        }
        depth == 0
    };
    label.into_iter().filter(outside).collect()
}

/// The clause chain before a score must not speak of one project or of one indicator.
fn context_is_own(cx: &Context<'_>, spot: &Spot, lexicon: &Lexicon<Option<&'static str>>) -> bool {
    let Some(label) = cx.bare(spot.line, spot.since, cx.label_start(spot)).map(|(l, _)| l) else { return true };
    let label = without_titles(label);
    let project = has_any(&label, &["项目", "指标", "产出", "效益", "满意度", "执行率"]);
    !project || lexicon.parse(&label, "、,").is_some()
}
