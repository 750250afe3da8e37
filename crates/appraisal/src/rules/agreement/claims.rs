//! KH210: the text claims that a task was completed or exceeded, and its indicator was missed.

use kanhe_policy::Check;
use kanhe_report::{ScoreSubject, Statement};

use crate::Context;
use crate::rules::Found;

const CLAIMS: [&str; 8] =
    ["超额完成", "圆满完成", "全面完成", "全部完成", "提前完成", "顺利完成", "如期完成", "按期完成"];
/// Words that turn a claim round.
const NOT: [&str; 6] = ["未", "没有", "不能", "无法", "尚", "计划"];

/// One finding an indicator: a claim in the same sentence as a count that is about it.
pub(super) fn check(context: &Context<'_>, check: &Check, found: &mut Found) {
    let report = context.report;
    let mut told: Vec<usize> = Vec::new();
    for statement in report.statements.iter().filter(|s| s.doubt.is_none()) {
        let Some(index) = statement.indicator.filter(|i| !told.contains(i)) else { continue };
        let Some((claim, words)) = claim(context, statement) else { continue };
        let Some(indicator) = report.indicators.get(index).filter(|_| missed(context, index)) else { continue };
        let name = indicator.level3.get().cloned().unwrap_or_default();
        let shown = |e: &kanhe_report::Entry<String>| e.get().cloned().unwrap_or_else(|| "—".to_owned());
        let values = [
            ("指标", name),
            ("说法", claim.to_owned()),
            ("目标", shown(&indicator.target)),
            ("完成", shown(&indicator.actual)),
        ];
        let mut places = vec![words];
        places.extend(indicator.actual.place.clone());
        places.extend(indicator.target.place.clone());
        places.push(indicator.place.clone());
        found.finding(check.finding(&values, Some(claim.to_owned()), None, places));
        told.push(index);
    }
}

/// The claim in the statement's own sentence.
fn claim(context: &Context<'_>, statement: &Statement) -> Option<(&'static str, kanhe_report::Place)> {
    let mention = context.report.mentions.get(statement.mention)?;
    let line = context.report.paragraphs.get(mention.line)?;
    let ends = ['。', '；', '！', '？', '\n'];
    let start = line
        .text
        .get(..mention.span.0)?
        .rfind(ends)
        .map_or(0, |p| p + line.text[p..].chars().next().map_or(1, char::len_utf8));
    let end = line.text.get(mention.span.1..)?.find(ends).map_or(line.text.len(), |p| mention.span.1 + p);
    let sentence = line.text.get(start..end)?;
    let claim = CLAIMS.iter().find(|claim| {
        sentence.match_indices(**claim).any(|(at, _)| !NOT.iter().any(|n| sentence[..at].ends_with(n)))
    })?;
    Some((claim, line.words(sentence)))
}

/// The indicator's value, held against its target, earns less than its points.
fn missed(context: &Context<'_>, index: usize) -> bool {
    let lines = context.scorecards.iter().flat_map(|c| &c.lines);
    let mut own = lines.filter(|l| l.subject == ScoreSubject::Indicator(index) && !l.doubtful);
    own.any(|l| matches!((l.recomputed, l.weight), (Some(score), Some(weight)) if score < weight))
}
