//! Why a project's budget was changed or hardly spent, in the unit's own words.

use kanhe_report::Stated;

use super::{
    context::Context,
    folded::{has_any, starts},
};

/// The sentence or clause that gives a reason.
pub(crate) fn reason(cx: &Context<'_>, (line, from, last): (usize, usize, usize)) -> Option<Stated<String>> {
    let (own, text) = (cx.lines.get(line)?, cx.folded.get(line)?);
    let c = &text.chars;
    let to = last.min(from + 1500);
    let mut start = from;
    for i in from..=to {
        let stop = i == to || c.get(i).is_some_and(|ch| matches!(ch, '。' | ';' | ',' | '(' | ')' | '\n'));
        if !stop {
            continue;
        }
        let part = text.slice(start, i);
        let lead = part.iter().position(|c| !c.is_whitespace()).unwrap_or(0);
        let opens =
            ["因", "由于", "主要是因", "主要因", "主要原因", "原因是", "原因", "是因为", "系因", "主要系", "受"]
                .iter()
                .any(|w| starts(part, lead, w));
        let holds = has_any(part, &["因为", "由于", "的原因", "原因为", "原因是", "系因", "主要原因"])
            || (starts(part, lead, "受") && has_any(part, &["影响"]));
        let mainly = starts(part, lead, "主要是") && !has_any(part, &["主要是用于", "主要是为"]);
        let influenced = !starts(part, lead, "受") || has_any(part, &["影响", "制约", "限制"]);
        if part.len() >= 4 && influenced && (opens || holds || mainly) {
            let figures =
                cx.between(line, i, to).next().and_then(|m| cx.spots.get(m)).map_or(to, |s| s.clause.0.max(i + 1) - 1);
            let end = (i..to)
                .find(|&j| c.get(j).is_some_and(|ch| matches!(ch, '。' | ';' | '\n')))
                .unwrap_or(to)
                .min(figures);
            let words = text.text(start, end).trim().to_owned();
            return Some(Stated { place: own.words(&words), value: words });
        }
        start = i + 1;
    }
    None
}
