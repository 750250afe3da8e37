//! KH407: the section on problems does not speak of the indicators that were missed.

use kanhe_policy::Check;
use kanhe_report::{Place, ScoreSubject, Section};

use crate::Context;
use crate::rules::Found;
use crate::rules::words::bare;

/// One note a document: only where an indicator fell into the lowest band of the rules (未达成且效果较差) and no such
/// indicator is mentioned. A near miss need not be called a problem.
pub(super) fn check(context: &Context<'_>, check: &Check, found: &mut Found) {
    let report = context.report;
    let Some(section) = problems(&report.sections) else { return };
    let body: String =
        report.paragraphs.get(section.line..section.end).unwrap_or_default().iter().map(|l| bare(&l.text)).collect();
    if body.is_empty() || section.says_nothing {
        return;
    }
    let Some(poor) = context.policy.profile().bands.band.iter().map(|band| band.upper).min() else { return };
    let mut missed: Vec<(&str, &Place)> = Vec::new();
    for card in context.scorecards {
        for line in card.lines.iter().filter(|l| !l.doubtful) {
            let ScoreSubject::Indicator(index) = line.subject else { continue };
            let Some(indicator) = report.indicators.get(index) else { continue };
            let (Some(recomputed), Some(weight), Some(name)) = (line.recomputed, line.weight, indicator.level3.sure())
            else {
                continue;
            };
            if weight.checked_mul(poor).is_some_and(|limit| recomputed < limit) {
                missed.push((name, &indicator.place));
            }
        }
    }
    if missed.is_empty() || missed.iter().any(|(name, _)| mentions(&body, &bare(name))) {
        return;
    }
    let names: Vec<&str> = missed.iter().map(|(name, _)| *name).collect();
    let mut places = vec![section.place.clone()];
    places.extend(missed.iter().map(|(_, place)| (*place).clone()));
    found.finding(check.finding(&[("指标", names.join("、"))], None, None, places));
}

fn problems(sections: &[Section]) -> Option<&Section> {
    sections.iter().find(|s| s.level == 1 && s.title.contains("问题"))
}

/// The name itself, or any three characters of it in a row (`群众投诉办结率` by `投诉办结`).
fn mentions(body: &str, name: &str) -> bool {
    let chars: Vec<char> = name.chars().collect();
    let size = chars.len().clamp(1, 3);
    chars.windows(size).any(|w| body.contains(&w.iter().collect::<String>()))
}
