//! Counts that reports state of themselves: staff, posts, projects, and the score.

use kanhe_report::{Figure, Role, Statement};

use super::{
    context::Context,
    folded::{find, has_any, starts},
    lexicon::Lexicon,
    mentions::Spot,
    vocabulary,
};

fn cores<T: Copy>(lexicon: &Lexicon<Option<T>>, label: &[char]) -> Option<Vec<T>> {
    Some(lexicon.parse(label, "、,")?.into_iter().flatten().collect())
}

fn statement(concept: &str, mention: usize) -> Statement {
    Statement { concept: concept.to_owned(), mention, role: Role::Achieved, indicator: None, doubt: None }
}

const IN_POST: &[&str] = &[
    "实有在编在职人员",
    "实有在职在编人员",
    "实有在职人员",
    "实有在职人数",
    "实有在职职工",
    "实有在职干部职工",
    "实际在职人数",
    "实际在职人员",
    "在职在编人员",
    "在编在职人员",
    "在职在编职工",
    "在编在职职工",
    "在职干部职工",
    "在职人员",
    "在职人数",
    "在职职工",
    "在职教职工",
    "在职教师",
    "在职干部",
    "在职",
    "在编在职",
    "在职在编",
];
const PRESENT: &[&str] = &[
    "实有人数",
    "实有人员",
    "实有职工",
    "实有干部职工",
    "实有工作人员",
    "实有教职工",
    "实有",
    "实际人数",
    "实际在岗人数",
    "年末人数",
];
const LESSER: &[&str] = &[
    "在编人员",
    "在编人数",
    "在编干部职工",
    "在编职工",
    "在岗人员",
    "在岗人数",
    "现有人员",
    "现有人数",
    "现有职工",
    "现有干部职工",
    "现有工作人员",
    "现有教职工",
    "干部职工",
];
const POSTS: &[&str] = &[
    "核定编制数",
    "核定编制",
    "编制人数",
    "人员编制",
    "编制总数",
    "编制数",
    "总编制",
    "编制",
    "核定事业编制",
    "事业编制",
    "核定行政编制",
    "行政编制",
];
const STAFF_FILLERS: &[&str] =
    &["现有", "现", "目前", "人数", "人员", "正式", "编内", "核定", "我", "名额", "配备", "其中", "名", "共有"];

/// `staff.actual`, and the mention that states the posts (编制).
pub(crate) fn staff(cx: &Context<'_>) -> (Vec<Statement>, Option<usize>) {
    let ranked = [(3, IN_POST), (2, PRESENT), (1, LESSER), (0, POSTS)]
        .into_iter()
        .flat_map(|(rank, words)| words.iter().map(move |w| (*w, (rank, *w))));
    let lexicon = vocabulary::lexicon(ranked, STAFF_FILLERS);
    let mut best: Option<(i32, usize)> = None;
    let mut posts = Vec::new();
    for (i, (mention, spot)) in cx.mentions.iter().zip(cx.spots).enumerate() {
        let people = matches!(&mention.figure, Figure::Count { unit, number } if matches!(unit.as_str(), "人" | "名" | "个" | "位" | "") && number.is_integer());
        if !people || best.is_some_and(|(_, b)| cx.spots.get(b).is_some_and(|s| s.line + 2 < spot.line)) {
            continue;
        }
        let Some((label, _)) = cx.label(spot) else { continue };
        let Some(found) = cores(&lexicon, &label) else { continue };
        let [(rank, core)] = *found.as_slice() else { continue };
        if !cx.is_current(spot) {
            continue;
        }
        let counted =
            matches!(&mention.figure, Figure::Count { unit, .. } if matches!(unit.as_str(), "人" | "名" | "位"));
        if rank == 0 {
            posts.push((i, core));
            continue;
        }
        if (counted || rank >= 2) && best.is_none_or(|(r, _)| rank > r) {
            best = Some((rank, i));
        }
    }
    let whole = posts.iter().find(|(_, core)| !core.contains("事业") && !core.contains("行政"));
    let several = |i: usize| {
        cx.spots.get(i).is_some_and(|s| {
            let near = cx.chars(
                s.line,
                s.start.saturating_sub(60),
                (s.end + 60).min(cx.folded.get(s.line).map_or(0, |f| f.chars.len())),
            );
            ["行政编制", "事业编制", "工勤编制", "参公编制", "参公事业编制"]
                .iter()
                .filter(|w| find(near, 0, w).is_some())
                .count()
                > 1
        })
    };
    let only = posts.first().filter(|(i, _)| posts.len() == 1 && !several(*i));
    (best.map(|(_, i)| statement("staff.actual", i)).into_iter().collect(), whole.or(only).map(|(i, _)| *i))
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
pub(crate) fn score(cx: &Context<'_>, whole: bool) -> Vec<Statement> {
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
        let maximum = *number == 100.into() && cores.last() == Some(&"总分");
        found.push((i, maximum));
    }
    let real = found.iter().any(|(_, maximum)| !maximum);
    found.into_iter().filter(|(_, maximum)| !(real && *maximum)).map(|(i, _)| statement("score.total", i)).collect()
}

/// The clause chain before a score must not speak of one project or of one indicator.
fn context_is_own(cx: &Context<'_>, spot: &Spot, lexicon: &Lexicon<Option<&'static str>>) -> bool {
    let Some(label) = cx.bare(spot.line, spot.since, cx.label_start(spot)).map(|(l, _)| l) else { return true };
    let project = has_any(&label, &["项目", "指标", "产出", "效益", "满意度", "执行率"]);
    !project || lexicon.parse(&label, "、,").is_some()
}

const PROJECT_WORDS: &[&str] = &["预算项目", "专项资金项目", "支出项目", "项目支出", "项目", "专项资金", "专项"];
const PROJECT_FILLERS: &[&str] = &[
    "预算",
    "专项",
    "涉及",
    "纳入",
    "实施",
    "开展",
    "包含",
    "包括",
    "年初",
    "绩效",
    "自评",
    "管理",
    "一般公共",
    "财政",
    "申报",
    "设立",
    "设置",
    "组织",
    "对",
    "个数",
    "数量",
    "各类",
    "其中",
    "共有",
    "拨款",
    "支出",
    "涵盖",
    "评价",
    "覆盖",
];

/// `projects.count`: 预算安排项目共3个, 共安排3个项目.
pub(crate) fn projects(cx: &Context<'_>) -> Vec<Statement> {
    let mut out = Vec::new();
    let lexicon = vocabulary::lexicon(PROJECT_WORDS.iter().map(|w| (*w, ())), PROJECT_FILLERS);
    for (i, (mention, spot)) in cx.mentions.iter().zip(cx.spots).enumerate() {
        let Figure::Count { unit, number } = &mention.figure else { continue };
        if !matches!(unit.as_str(), "个" | "项") || !number.is_integer() || number.is_sign_negative() {
            continue;
        }
        let Some((label, _)) = cx.label(spot) else { continue };
        let Some(named) = cores(&lexicon, &label) else { continue };
        let after = cx.chars(spot.line, spot.end, (spot.end + 8).min(spot.sentence.1));
        let named_after =
            PROJECT_WORDS.iter().any(|w| starts(after, 0, w)) && !after.iter().any(|c| "个台处".contains(*c));
        let clause = cx.chars(
            spot.line,
            spot.sentence.0.max(spot.start.saturating_sub(120)),
            spot.sentence.1.min(spot.end + 60),
        );
        let budgeted = has_any(clause, &["预算", "安排", "专项资金", "项目支出", "纳入"]);
        let introduces = has_any(
            cx.chars(
                spot.line,
                spot.end,
                spot.end.saturating_add(40).min(cx.folded.get(spot.line).map_or(0, |f| f.chars.len())),
            ),
            &["如下", "情况", "分别", "具体", "包括", ":"],
        );
        let whole_label = !named.is_empty();
        let among = find(&label, 0, "其中").is_some();
        if (whole_label || named_after) && budgeted && (introduces || whole_label) && !among && cx.is_current(spot) {
            out.push(statement("projects.count", i));
        }
    }
    out
}
