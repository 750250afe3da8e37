//! Verbs that tell a task from a result, and clauses that name nothing.

use std::sync::LazyLock;

use kanhe_report::Role;

use super::{
    folded::{Openings, starts},
    lexicon::Lexicon,
    likeness::Name,
    vocabulary,
};

const OTHER_STAGES: &[&str] = &[
    "受理",
    "在建",
    "申报",
    "收到",
    "接到",
    "正在",
    "申请",
    "立项",
    "签约",
    "待",
    "拟",
    "排队",
    "储备",
    "退回",
    "审核中",
    "尚未",
    "涉及",
    "共有",
    "现有",
];
/// Words of a task.
pub(crate) const TARGETS: &[&str] = &[
    "任务为",
    "任务是",
    "任务数",
    "目标为",
    "目标是",
    "目标值",
    "任务目标",
    "目标任务",
    "计划",
    "应完成",
    "需完成",
    "下达",
    "要求",
    "年初目标",
    "年度目标",
    "预期",
    "指标值",
    "不少于",
    "不低于",
    "力争",
    "任务",
    "目标",
];
/// Words of a result.
pub(crate) const DONE: &[&str] = &[
    "完成", "达到", "达成", "通过", "开展", "举办", "组织", "新增", "实现", "建成", "实际", "累计", "超额", "改造",
    "购置", "发放", "维护", "验收", "召开", "实施",
];

/// Target, achieved or another stage, by the verb nearest to the figure; and whether that is sure: 完成目标任务12公里 may
/// be either.
pub(crate) fn role(clause: &[char], name: &Name) -> (Role, bool) {
    // Where the last of the words ends; 开展警示教育方面，计划13场次: 开展 belongs to the name.
    let last = |words: &[&str], free: &dyn Fn(&str) -> bool| {
        let openings = Openings::of(words);
        let stands = (0..clause.len()).filter(|&k| openings.stands(clause, k));
        stands
            .flat_map(|k| words.iter().filter(move |w| starts(clause, k, w)).map(move |w| (k, *w)))
            .filter(|(_, w)| free(w))
            .map(|(k, w)| k + w.chars().count())
            .max()
    };
    let foreign = |w: &str| !name.printed_has(w);
    let (target, done, other) = (last(TARGETS, &|_| true), last(DONE, &foreign), last(OTHER_STAGES, &foreign));
    match (target, done, other) {
        (_, _, Some(o)) if Some(o) > target && Some(o) > done => (Role::Other, true),
        (Some(t), Some(d), _) if t > d => (Role::Achieved, false),
        (Some(t), None, _) if t > 0 => (Role::Target, true),
        _ => (Role::Achieved, true),
    }
}

/// Words of clauses that name no thing of their own.
const PLAIN: &[&str] = &[
    "我区",
    "我县",
    "我市",
    "我镇",
    "我中心",
    "我局",
    "任务",
    "目标",
    "计划",
    "完成",
    "按照",
    "标准",
    "通过",
    "市级",
    "省级",
    "区级",
    "县级",
    "部门",
    "联合",
    "审查",
    "验收",
    "上级",
    "下达",
    "交办",
    "要求",
    "年度",
    "任务数",
    "目标值",
    "达到",
    "达标",
    "实际",
    "累计",
    "已",
    "全部",
    "超额",
    "目标任务",
    "民生实事",
    "实事",
    "核定",
    "审核",
    "竣工",
    "投入使用",
    "建成",
    "交付",
    "其",
    "完成值",
    "完成数",
    "完成量",
    "实际值",
    "实际数",
    "指标值",
    "目标数",
    "年初",
    "预期",
    "即",
    "共",
];

static PLAIN_WORDS: LazyLock<Lexicon<Option<()>>> = LazyLock::new(|| vocabulary::lexicon([], PLAIN));

/// Whether a clause names no thing of its own.
pub(crate) fn is_plain(clause: &[char]) -> bool {
    PLAIN_WORDS.parse(clause, "、,").is_some()
}
