//! Drawn lines put together: pieces, double strokes and small gaps to whole lines, lines that meet to frames.

use crate::ReadError;
use crate::pdf::page::Rule;
use crate::pdf::stream::Budget;

/// Lines nearer than this are one.
pub(super) const NEAR: f32 = 3.0;
/// Ends that miss each other by no more than this still meet.
const REACH: f32 = 3.5;

/// Lines that hang together.
#[derive(Debug)]
pub(super) struct Frame {
    pub across: Vec<Rule>,
    pub down: Vec<Rule>,
}

/// Pieces of lines to whole lines.
pub(super) fn whole(mut rules: Vec<Rule>) -> Vec<Rule> {
    rules.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut out: Vec<Rule> = Vec::new();
    let mut rest = rules.as_mut_slice();
    while let Some(first) = rest.first() {
        let start = first.at;
        // A band: each line near the one before, and the band no wider than a double stroke.
        let mut end = 0;
        let mut last = start;
        while rest.get(end).is_some_and(|r| r.at - last <= NEAR * 0.6 && r.at - start <= NEAR) {
            last = rest.get(end).map_or(last, |r| r.at);
            end += 1;
        }
        let (band, after) = rest.split_at_mut(end.max(1));
        band.sort_by(|a, b| a.from.total_cmp(&b.from));
        let mut open: Option<(Rule, f32)> = None;
        for rule in band.iter() {
            match &mut open {
                Some((whole, count)) if rule.from <= whole.to + REACH => {
                    whole.to = whole.to.max(rule.to);
                    whole.at += rule.at;
                    *count += 1.0;
                }
                _ => {
                    out.extend(open.take().map(finish));
                    open = Some((*rule, 1.0));
                }
            }
        }
        out.extend(open.map(finish));
        rest = after;
    }
    out
}

fn finish((rule, count): (Rule, f32)) -> Rule {
    Rule { at: rule.at / count, ..rule }
}

/// Groups lines that cross or touch. Lines that meet no other are left out.
pub(super) fn frames(across: &[Rule], down: &[Rule], budget: &mut Budget) -> Result<Vec<Frame>, ReadError> {
    let mut parent: Vec<usize> = (0..across.len() + down.len()).collect();
    for (i, line) in across.iter().enumerate() {
        let start = down.partition_point(|d| d.at < line.from - REACH);
        for (j, other) in down.iter().enumerate().skip(start) {
            if other.at > line.to + REACH {
                break;
            }
            budget.work(1)?;
            if line.at >= other.from - REACH && line.at <= other.to + REACH {
                unite(&mut parent, i, across.len() + j);
            }
        }
    }
    let mut frames: Vec<Frame> = Vec::new();
    let mut at = vec![usize::MAX; parent.len()];
    for index in 0..parent.len() {
        let root = find(&mut parent, index);
        let Some(slot) = at.get_mut(root) else { continue };
        if *slot == usize::MAX {
            *slot = frames.len();
            frames.push(Frame { across: vec![], down: vec![] });
        }
        let Some(frame) = frames.get_mut(*slot) else { continue };
        match across.get(index) {
            Some(rule) => frame.across.push(*rule),
            None => frame.down.extend(down.get(index - across.len())),
        }
    }
    let (mut frames, lone): (Vec<Frame>, Vec<Frame>) =
        frames.into_iter().partition(|f| !f.across.is_empty() && !f.down.is_empty());
    adopt(&mut frames, lone.into_iter().flat_map(|f| f.down), budget)?;
    Ok(frames)
}

/// A table that is cut by both ends of a page may have an outer border that meets no other line: one that runs along
/// most of the frame, a column away.
fn adopt(frames: &mut [Frame], lone: impl Iterator<Item = Rule>, budget: &mut Budget) -> Result<(), ReadError> {
    const FAR: f32 = 90.0;
    for line in lone {
        for frame in frames.iter_mut() {
            budget.work(1 + frame.across.len() as u64 / 8)?;
            let ends = frame.down.iter().fold((f32::MAX, f32::MIN), |(top, end), r| (top.min(r.from), end.max(r.to)));
            let sides = frame.across.iter().fold((f32::MAX, f32::MIN), |(a, b), r| (a.min(r.from), b.max(r.to)));
            let along = line.to.min(ends.1) - line.from.max(ends.0);
            let beside = sides.0 - line.at;
            let beyond = line.at - sides.1;
            let near = (0.0..FAR).contains(&beside) || (0.0..FAR).contains(&beyond);
            if near && along > 0.6 * (ends.1 - ends.0) && along > 0.9 * (line.to - line.from) {
                frame.down.push(line);
                break;
            }
        }
    }
    Ok(())
}

pub(super) fn find(parent: &mut [usize], mut node: usize) -> usize {
    while let Some(up) = parent.get(node).copied()
        && up != node
    {
        let next = parent.get(up).copied().unwrap_or(up);
        if let Some(slot) = parent.get_mut(node) {
            *slot = next;
        }
        node = next;
    }
    node
}

pub(super) fn unite(parent: &mut [usize], a: usize, b: usize) {
    let (a, b) = (find(parent, a), find(parent, b));
    let (low, high) = (a.min(b), a.max(b));
    if let Some(slot) = parent.get_mut(high) {
        *slot = low;
    }
}
