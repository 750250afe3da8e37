//! KH208: shares that a sentence prints for all parts of a whole do not add up to 100 %.

use kanhe_policy::Check;
use kanhe_report::{Decimal, Figure, Mention};

use crate::Context;
use crate::rules::Found;

/// One finding a whole. Only where the text gives the whole, at least two parts with their shares (`…万元，占…%`),
/// one after the other, and the parts' amounts make up the whole: then nothing is left out and the shares must make up 100.
pub(super) fn check(context: &Context<'_>, check: &Check, found: &mut Found) {
    let mentions = &context.report.mentions;
    for (at, whole) in mentions.iter().enumerate() {
        let Figure::Amount(total) = whole.figure else { continue };
        let parts = parts(&mentions[at + 1..], whole.line);
        if parts.len() < 2 {
            continue;
        }
        let fen: i64 = parts
            .iter()
            .filter_map(|(a, _)| if let Figure::Amount(a) = a.figure { Some(a.money.fen()) } else { None })
            .sum();
        let slack: i64 = parts
            .iter()
            .filter_map(|(a, _)| if let Figure::Amount(a) = a.figure { Some(a.last_digit_centifen()) } else { None })
            .sum();
        if (fen - total.money.fen()).saturating_abs().saturating_mul(200)
            > slack.saturating_add(total.last_digit_centifen())
        {
            continue;
        }
        let shares: Vec<Decimal> = parts
            .iter()
            .filter_map(|(_, p)| if let Figure::Percent(p) = p.figure { Some(p.number) } else { None })
            .collect();
        let sum: Decimal = shares.iter().copied().sum();
        let slack: Decimal = shares.iter().map(|s| Decimal::new(1, s.scale().min(12))).sum();
        if (sum - Decimal::ONE_HUNDRED).abs() <= slack {
            continue;
        }
        let shown: Vec<String> = parts.iter().map(|(_, p)| p.raw.clone()).collect();
        let values = [("占比", shown.join(" + ")), ("合计", sum.to_string())];
        let places = parts.iter().map(|(_, p)| p.place.clone()).chain([whole.place.clone()]).collect();
        found.finding(check.finding(&values, Some(sum.to_string()), Some("100".to_owned()), places));
    }
}

/// Amounts with their shares, one after the other in the same paragraph: `…442.75万元，占51.42%；…418.26万元，占48.58%`.
fn parts(following: &[Mention], line: usize) -> Vec<(&Mention, &Mention)> {
    let is_part = |pair: &[Mention]| {
        pair.iter().all(|m| m.line == line)
            && matches!((&pair[0].figure, &pair[1].figure), (Figure::Amount(_), Figure::Percent(_)))
            && pair[1].before.contains('占')
    };
    following.chunks_exact(2).take_while(|pair| is_part(pair)).map(|pair| (&pair[0], &pair[1])).collect()
}
