//! Forms, images, and what form fields show.

use hayro_syntax::object::dict::keys::{BBOX, MATRIX, OC, RESOURCES, SUBTYPE};
use hayro_syntax::object::{Array, Dict, Name, Object, Stream};
use hayro_syntax::page::Resources;

use super::path;
use super::state::State;
use super::{DEPTH, Interpreter};
use crate::ReadError;
use crate::pdf::geometry::{Matrix, Rect};

impl<'a> Interpreter<'a, '_> {
    /// A form is run, an image measured.
    pub(super) fn object(
        &mut self,
        object: &Stream<'a>,
        resources: &Resources<'a>,
        state: &State,
        depth: usize,
    ) -> Result<(), ReadError> {
        let dict = object.dict();
        if self.layers.hide(dict, OC) {
            return Ok(());
        }
        match dict.get::<Name<'_>>(SUBTYPE).as_deref() {
            Some(b"Image") => self.image(state),
            Some(b"Form") if depth < DEPTH => {
                self.budget.work(64)?;
                let mut inner = state.clone();
                inner.ctm = matrix(dict).then(state.ctm);
                if let Some(area) = rect(dict, BBOX) {
                    inner.clip = inner.clip.meet(&inner.ctm.cover(area));
                }
                let own = dict.get::<Dict<'a>>(RESOURCES).map(Resources::new);
                match self.budget.decode(object)? {
                    Some(content) => self.operators(&content, own.as_ref().unwrap_or(resources), inner, depth + 1)?,
                    None => self.page.broken |= !object.raw_data().is_empty(),
                }
            }
            Some(b"Form") => self.page.broken = true,
            _ => {}
        }
        Ok(())
    }

    /// An image: how much of the page it covers; a thin one is a line.
    pub(super) fn image(&mut self, state: &State) {
        let area = state.ctm.cover(Rect { x0: 0.0, y0: 0.0, x1: 1.0, y1: 1.0 });
        let seen = area.meet(&state.clip).meet(&self.paper);
        if seen.width() > 0.0 && seen.height() > 0.0 {
            self.page.images += seen.width() * seen.height() / self.area;
        }
        path::bar(area, state, &mut self.page);
    }

    /// What form fields and notes on the page show.
    pub(super) fn annotations(&mut self, page: &Dict<'a>, ctm: Matrix) -> Result<(), ReadError> {
        let Some(list) = page.get::<Array<'a>>(b"Annots") else { return Ok(()) };
        for annotation in list.iter::<Dict<'a>>().take(20_000) {
            self.budget.work(64)?;
            let kind = annotation.get::<Name<'_>>(SUBTYPE);
            if !matches!(kind.as_deref(), Some(b"Widget" | b"FreeText")) || self.layers.hide(&annotation, OC) {
                continue;
            }
            // Hidden, or not shown on the screen.
            if annotation.get::<i32>(b"F").is_some_and(|flags| flags & (2 | 32) != 0) {
                continue;
            }
            let Some(appearances) = annotation.get::<Dict<'a>>(b"AP") else { continue };
            let stream = match appearances.get::<Object<'a>>(b"N") {
                Some(Object::Stream(stream)) => Some(stream),
                Some(Object::Dict(states)) => {
                    annotation.get::<Name<'_>>(b"AS").and_then(|state| states.get::<Stream<'a>>(state.as_ref()))
                }
                _ => None,
            };
            let (Some(stream), Some(target)) = (stream, rect(&annotation, b"Rect")) else { continue };
            let Some(source) = rect(stream.dict(), BBOX) else { continue };
            let source = matrix(stream.dict()).cover(source);
            if source.width() <= 0.0 || source.height() <= 0.0 {
                continue;
            }
            let (sx, sy) = (target.width() / source.width(), target.height() / source.height());
            let fitted = Matrix::new([sx, 0.0, 0.0, sy, target.x0 - source.x0 * sx, target.y0 - source.y0 * sy]);
            let state = State::new(fitted.then(ctm), self.room);
            let resources = self.resources.clone();
            self.object(&stream, &resources, &state, 1)?;
        }
        Ok(())
    }
}

fn numbers<const N: usize>(dict: &Dict<'_>, key: &[u8]) -> Option<[f32; N]> {
    let mut found = [0.0; N];
    let list = dict.get::<Array<'_>>(key)?;
    let mut given = list.iter::<f32>();
    for slot in &mut found {
        *slot = given.next().filter(|n| n.is_finite())?;
    }
    Some(found)
}

fn matrix(dict: &Dict<'_>) -> Matrix {
    numbers(dict, MATRIX).map_or(Matrix::IDENTITY, Matrix::new)
}

fn rect(dict: &Dict<'_>, key: &[u8]) -> Option<Rect> {
    let [x0, y0, x1, y1] = numbers(dict, key)?;
    Some(Rect { x0: x0.min(x1), y0: y0.min(y1), x1: x0.max(x1), y1: y0.max(y1) })
}
