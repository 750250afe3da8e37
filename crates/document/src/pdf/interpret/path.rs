//! Paths, as far as they are straight lines along an axis: the rules of tables.

use super::state::State;
use crate::pdf::geometry::{Matrix, Rect};
use crate::pdf::page::{Drawn, Rule};

/// Thicker bars are areas, not lines.
const THICK: f32 = 4.0;
/// Shorter lines are parts of signs.
const SHORT: f32 = 1.5;
/// More points than any line or frame has.
const POINTS: usize = 64;

/// The path under construction, on the page.
#[derive(Debug, Default)]
pub(super) struct Path {
    parts: Vec<Part>,
}

/// One subpath.
#[derive(Debug, Default)]
struct Part {
    points: Vec<(f32, f32)>,
    closed: bool,
    curved: bool,
}

impl Path {
    pub fn clear(&mut self) {
        self.parts.clear();
    }

    pub fn move_to(&mut self, x: f32, y: f32, ctm: Matrix) {
        self.parts.push(Part { points: vec![ctm.apply(x, y)], ..Part::default() });
    }

    pub fn line_to(&mut self, x: f32, y: f32, ctm: Matrix) {
        self.extend(ctm.apply(x, y), false);
    }

    /// A curve: only where it ends and how far it may reach.
    pub fn curve(&mut self, points: &[(f32, f32)], ctm: Matrix) {
        for (x, y) in points {
            self.extend(ctm.apply(*x, *y), true);
        }
    }

    pub fn rectangle(&mut self, x: f32, y: f32, w: f32, h: f32, ctm: Matrix) {
        self.move_to(x, y, ctm);
        self.line_to(x + w, y, ctm);
        self.line_to(x + w, y + h, ctm);
        self.line_to(x, y + h, ctm);
        self.close();
    }

    pub fn close(&mut self) {
        if let Some(part) = self.parts.last_mut() {
            part.closed = true;
        }
    }

    /// The box around it all.
    pub fn bounds(&self) -> Rect {
        self.parts.iter().flat_map(|p| p.points.iter().copied()).collect()
    }

    /// The lines that stroking draws.
    pub fn stroke(&self, state: &State, page: &mut Drawn) {
        let width = state.line_width * state.ctm.scale();
        if state.stroke_white || width > THICK * 2.0 {
            return;
        }
        for part in &self.parts {
            if part.curved {
                continue;
            }
            let closing = part.closed.then(|| part.points.first()).flatten();
            let ends = part.points.iter().skip(1).chain(closing);
            for ((x0, y0), (x1, y1)) in part.points.iter().zip(ends) {
                line(Rect { x0: x0.min(*x1), y0: y0.min(*y1), x1: x0.max(*x1), y1: y0.max(*y1) }, state, page);
            }
        }
    }

    /// The lines that filling draws: thin bars.
    pub fn fill(&self, state: &State, page: &mut Drawn) {
        if state.fill_white {
            return;
        }
        for part in &self.parts {
            if part.points.len() > POINTS {
                continue;
            }
            if part.points.len() > 8 && !part.curved {
                frame(part, state, page);
                continue;
            }
            bar(part.points.iter().copied().collect(), state, page);
        }
        // A frame as two boxes, one inside the other.
        if let [outer, inner] = self.parts.as_slice() {
            let (outer, inner): (Rect, Rect) =
                (outer.points.iter().copied().collect(), inner.points.iter().copied().collect());
            let gaps = [inner.x0 - outer.x0, outer.x1 - inner.x1, inner.y0 - outer.y0, outer.y1 - inner.y1];
            if gaps.iter().all(|gap| (0.0..=THICK).contains(gap)) && inner.width() > THICK && inner.height() > THICK {
                for side in [
                    Rect { y1: inner.y0, ..outer },
                    Rect { y0: inner.y1, ..outer },
                    Rect { x1: inner.x0, ..outer },
                    Rect { x0: inner.x1, ..outer },
                ] {
                    bar(side, state, page);
                }
            }
        }
    }

    /// The subpath that is being drawn.
    fn extend(&mut self, point: (f32, f32), curved: bool) {
        match self.parts.last_mut() {
            Some(part) => {
                part.curved |= curved;
                part.points.push(point);
            }
            None => self.parts.push(Part { points: vec![point], curved, ..Part::default() }),
        }
    }
}

/// A filled outline of many corners: its long sides are lines where another runs close by.
fn frame(part: &Part, state: &State, page: &mut Drawn) {
    let sides: Vec<Rect> = part
        .points
        .iter()
        .zip(part.points.iter().skip(1).chain(part.points.first()))
        .map(|(a, b)| [*a, *b].into_iter().collect())
        .collect();
    for (i, a) in sides.iter().enumerate() {
        for b in sides.iter().skip(i + 1) {
            let both = a.join(b);
            let across = a.height() < 0.5 && b.height() < 0.5 && both.height() < THICK && a.meet(b).width() > SHORT;
            let down = a.width() < 0.5 && b.width() < 0.5 && both.width() < THICK && a.meet(b).height() > SHORT;
            if across || down {
                line(both, state, page);
            }
        }
    }
}

/// A filled area, if it is thin enough to be a line.
pub(super) fn bar(area: Rect, state: &State, page: &mut Drawn) {
    if area.width().min(area.height()) <= THICK {
        line(area, state, page);
    }
}

fn line(area: Rect, state: &State, page: &mut Drawn) {
    // A line has no thickness of its own: the clip must not cut it away at its very edge.
    let clip = &state.clip;
    let seen = Rect { x0: clip.x0 - 1.0, y0: clip.y0 - 1.0, x1: clip.x1 + 1.0, y1: clip.y1 + 1.0 }.meet(&area);
    let (w, h) = (seen.width(), seen.height());
    if !(w >= 0.0 && h >= 0.0) || page.across.len() + page.down.len() > 200_000 {
        return;
    }
    if w >= SHORT && h <= THICK && w > h * 1.5 && area.height() <= THICK {
        page.across.push(Rule { at: (seen.y0 + seen.y1) / 2.0, from: seen.x0, to: seen.x1 });
    } else if h >= SHORT && w <= THICK && h > w * 1.5 && area.width() <= THICK {
        page.down.push(Rule { at: (seen.x0 + seen.x1) / 2.0, from: seen.y0, to: seen.y1 });
    }
}
