//! Weights of forms without a weight column: inferred where the points of a head leave no doubt.

use kanhe_report::{Decimal, GroupLevel, Report};

use super::Row;
use super::judge::Share;

/// For every head that prints points over rows without any: if exactly one row did not get what the rules give, the rest
/// of the head's points is that row's weight. Otherwise nothing is known.
pub(super) fn fill(report: &Report, rows: &mut [Row]) {
    for (at, group) in report.groups.iter().enumerate() {
        let Some(points) = group.weight.sure().copied() else { continue };
        let members: Vec<usize> = all_rows(report, at);
        let narrower = report.groups.iter().enumerate().any(|(i, g)| {
            i != at
                && g.form == group.form
                && g.weight.get().is_some()
                && !g.indicators.is_empty()
                && g.indicators.iter().all(|r| members.binary_search(r).is_ok())
                && rank(g.level) > rank(group.level)
        });
        if narrower || group.blank_rows > 0 {
            continue;
        }
        if let Some((row, weight)) = odd_one(report, rows, &members, points)
            && let Some(row) = rows.get_mut(row)
        {
            row.weight = Some(weight);
            row.implied = true;
        }
    }
}

const fn rank(level: GroupLevel) -> u8 {
    match level {
        GroupLevel::Block => 0,
        GroupLevel::Level1 => 1,
        GroupLevel::Level2 => 2,
    }
}

/// The rows below a head, through its child heads.
fn all_rows(report: &Report, group: usize) -> Vec<usize> {
    let mut out = Vec::new();
    let mut waiting = vec![group];
    let mut seen = 0;
    while let Some(at) = waiting.pop() {
        seen += 1;
        if seen > report.groups.len() {
            break;
        }
        if let Some(g) = report.groups.get(at) {
            out.extend(g.indicators.iter().copied());
            waiting.extend(g.groups.iter().copied());
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// The one row whose weight the head's points fix, with that weight.
fn odd_one(report: &Report, rows: &[Row], members: &[usize], points: Decimal) -> Option<(usize, Decimal)> {
    let mut sum = Decimal::ZERO;
    let mut short = Vec::new();
    let mut broken = Vec::new();
    for &i in members {
        let (row, indicator) = (rows.get(i)?, report.indicators.get(i)?);
        if indicator.weight.get().is_some() || indicator.score_shared || indicator.sub_row {
            return None;
        }
        let score = *indicator.score.sure()?;
        sum = sum.checked_add(score)?;
        match row.judgement.share {
            Share::Full | Share::Within { .. } if !row.judgement.doubtful => {
                if !score.is_integer() {
                    broken.push((i, score));
                }
            }
            Share::Part(..) | Share::Nothing | Share::Less if !row.judgement.doubtful => short.push((i, score)),
            _ => return None,
        }
    }
    match (short.as_slice(), broken.as_slice()) {
        // One row missed its target: the others have their full points, the rest of the head is its weight.
        (&[(i, score)], []) => {
            Some((i, points.checked_sub(sum.checked_sub(score)?)?)).filter(|(_, w)| *w > Decimal::ZERO && *w >= score)
        }
        // All reached, the sum falls short, and one row alone has a broken score.
        ([], &[(i, score)]) if sum < points => {
            let weight = score.checked_add(points.checked_sub(sum)?)?;
            weight.is_integer().then_some((i, weight))
        }
        _ => None,
    }
}
