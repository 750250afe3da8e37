//! A score's rule in words, and the rule with the numbers put in.

use kanhe_policy::Policy;
use kanhe_report::{Decimal, Wording};

use super::judge::{Judgement, Rule, Share, Why};
use super::outcome::{Outcome, plain};

impl Rule {
    /// The formula in words.
    pub fn wording(self) -> Wording {
        let (zh, en) = match self {
            Self::Positive => (
                "达到目标值得满分；未达到的，得分 = 分值 × 完成值 ÷ 目标值",
                "full points if the target is reached, else points × actual ÷ target",
            ),
            Self::Equal => (
                "等于目标值得满分；未达到的，得分 = 分值 × 完成值 ÷ 目标值",
                "full points if equal to the target, below it points × actual ÷ target",
            ),
            Self::Reverse => (
                "不超过目标值得满分；超过的，得分 = 分值 × 目标值 ÷ 完成值",
                "full points if the target is not exceeded, else points × target ÷ actual",
            ),
            Self::ReverseLinear => (
                "不超过目标值得满分；超过的，得分 = 分值 × (1 − 超出数 ÷ 目标值)",
                "full points if the target is not exceeded, else points × (1 − excess ÷ target)",
            ),
            Self::ReverseAll => {
                ("不超过目标值得满分，超过不得分", "full points if the target is not exceeded, else none")
            }
            Self::Zero => ("目标值为 0：完成值为 0 得满分，否则不得分", "target 0: full points for 0, else none"),
            Self::Interval => (
                "在区间内得满分；低于下限按完成值 ÷ 下限、高于上限按超出幅度计分",
                "full points inside the interval; below by actual ÷ lower end, above by the excess",
            ),
            Self::Tiers => ("满意度按分档计分", "satisfaction scores by steps"),
            Self::Steps => ("按评分表分档或按超出（不足）幅度扣分", "by the steps of the scoring table"),
            Self::Band => {
                ("定性指标按达成程度在所属档次内计分", "qualitative: points within the band that was reached")
            }
            Self::Deadline => ("在期限内完成得满分，逾期按迟延程度计分", "full points if in time, less if late"),
            Self::YesNo => ("是得满分，否不得分", "yes: full points, no: none"),
        };
        Wording::new(zh, en)
    }

    /// Where the rule is written, and whether that was not confirmed.
    pub fn source(self, policy: &Policy) -> (String, bool) {
        let scoring = &policy.profile().scoring;
        let bands = &policy.profile().bands;
        macro_rules! of {
            ($choice:expr) => {
                (policy.cite($choice.source.as_deref(), $choice.article.as_deref()), $choice.assumed())
            };
        }
        match self {
            Self::Positive | Self::Deadline | Self::YesNo => of!(scoring.positive),
            Self::Equal => of!(scoring.equal),
            Self::Reverse | Self::ReverseLinear | Self::ReverseAll => of!(scoring.reverse),
            Self::Zero => of!(scoring.zero_target),
            Self::Interval => of!(scoring.interval),
            Self::Tiers => of!(scoring.satisfaction),
            Self::Steps => {
                let framework = policy.frameworks().next();
                let cited =
                    framework.map(|f| policy.cite(f.source.as_deref(), f.article.as_deref())).unwrap_or_default();
                (cited, framework.is_none_or(|f| f.status == kanhe_policy::Status::Assumed))
            }
            Self::Band => (
                policy.cite(bands.source.as_deref(), bands.article.as_deref()),
                bands.status == kanhe_policy::Status::Assumed,
            ),
        }
    }
}

/// The formula with the numbers put in: `20 × 16 ÷ 50 = 6.40`, `16 ≥ 10 → 20`.
pub(super) fn numbers(judgement: &Judgement, weight: Decimal, outcome: &Outcome, policy: &Policy) -> String {
    let rounding = &policy.profile().rounding;
    let result = outcome.expected(rounding);
    let show = |d: Decimal| d.normalize().to_string();
    let w = show(weight);
    let Some((t, a)) = judgement.figures.map(|(t, a)| (show(t), show(a))) else { return result };
    match (&judgement.share, judgement.rule) {
        (_, Rule::Steps) => format!("{a} → {result}"),
        (Share::Full, _) if t == a => format!("{a} = {t} → {result}"),
        (Share::Full, Rule::Reverse | Rule::ReverseLinear | Rule::ReverseAll | Rule::Zero) => {
            format!("{a} ≤ {t} → {result}")
        }
        (Share::Full, Rule::Interval) => format!("{a} → {result}"),
        (Share::Full, _) => format!("{a} ≥ {t} → {result}"),
        (Share::Part(..), Rule::Reverse) => format!("{w} × {t} ÷ {a} = {result}"),
        (Share::Part(..), Rule::ReverseLinear) => format!("{w} × (1 − ({a} − {t}) ÷ {t}) = {result}"),
        (Share::Part(share, _), Rule::Tiers) => format!("{w} × {} = {result}", show(*share)),
        (Share::Part(n, d), _) if d == &Decimal::ONE => format!("{w} × {} = {result}", show(*n)),
        (Share::Part(..), _) => format!("{w} × {a} ÷ {t} = {result}"),
        _ => format!("{a} / {t} → {result}"),
    }
}

impl Why {
    /// Why there is no recomputed score.
    pub fn wording(self) -> Wording {
        match self {
            Self::NoTarget => Wording::new("没有目标值，按填报得分计", "no target: the printed score stands"),
            Self::NoActual => Wording::new("没有完成值，按填报得分计", "no actual value: the printed score stands"),
            Self::Target(doubt) => Wording::new(
                format!("目标值{}，按填报得分计", doubt.zh()),
                format!("the target {}: the printed score stands", doubt.en()),
            ),
            Self::Actual(doubt) => Wording::new(
                format!("完成值{}，按填报得分计", doubt.zh()),
                format!("the actual value {}: the printed score stands", doubt.en()),
            ),
            Self::Units => Wording::new(
                "目标值与完成值计量单位不可比，按填报得分计",
                "the units do not compare: the printed score stands",
            ),
            Self::Words => Wording::new(
                "文字不能与目标值对比，按填报得分计",
                "words can't be held against the target: the printed score stands",
            ),
            Self::Direction => Wording::new(
                "不能确定越多越好还是越少越好，按填报得分计",
                "more or less is better? the printed score stands",
            ),
            Self::Date => {
                Wording::new("日期不够具体，按填报得分计", "the dates are too coarse: the printed score stands")
            }
            Self::Overflow => {
                Wording::new("数值过大，按填报得分计", "the figures are too large: the printed score stands")
            }
        }
    }
}

/// A share of the execution rate with the numbers put in: `10 × 270.90 ÷ 271.90 = 9.96`.
pub(super) fn execution_numbers(
    weight: Decimal,
    figures: Option<(String, String)>,
    exact: Decimal,
    policy: &Policy,
) -> String {
    let rounding = &policy.profile().rounding;
    let result = plain(rounding.round(exact), rounding);
    let w = weight.normalize();
    match figures {
        Some(_) if exact == weight => format!("{w} × 100% = {result}"),
        Some((executed, budget)) => format!("{w} × {executed} ÷ {budget} = {result}"),
        None => format!("{w} × 执行率 = {result}"),
    }
}
