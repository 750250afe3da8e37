//! Runs a page's drawing operators and notes where text and lines come to stand.

mod optional;
mod path;
mod state;
mod text;

use std::collections::HashMap;

use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::dict::keys::{BBOX, MATRIX, OC, RESOURCES, SUBTYPE};
use hayro_syntax::object::{Array, Dict, Name, ObjRef, Object, Stream};
use hayro_syntax::page::{Page, Resources};

use super::font::Font;
use super::geometry::{Matrix, Rect};
use super::page::{Drawn, Glyph};
use super::stream::Budget;
use crate::ReadError;
pub(super) use optional::Layers;
use path::Path;
use state::State;
use text::TextPlace;

/// Forms inside forms.
const DEPTH: usize = 12;
/// Saved states.
const SAVED: usize = 256;

/// The fonts of the file, each read once.
#[derive(Default)]
pub(super) struct Fonts {
    fonts: Vec<Font>,
    known: HashMap<ObjRef, usize>,
}

impl Fonts {
    fn get(&mut self, index: usize) -> &mut Font {
        &mut self.fonts[index]
    }

    fn load(
        &mut self,
        name: &Name<'_>,
        resources: &Resources<'_>,
        budget: &mut Budget,
    ) -> Result<Option<usize>, ReadError> {
        let id = resources.fonts.get_ref(name.as_ref());
        if let Some(known) = id.and_then(|id| self.known.get(&id)) {
            return Ok(Some(*known));
        }
        let Some(dict) = resources.get_font(name) else { return Ok(None) };
        // A font without an object of its own is read again each time it is chosen.
        budget.work(256)?;
        let font = Font::load(&dict, budget)?;
        let index = self.fonts.len();
        self.fonts.push(font);
        if let Some(id) = id {
            self.known.insert(id, index);
        }
        Ok(Some(index))
    }
}

/// Marked content that is open.
#[derive(Debug, Default)]
struct Marked {
    stack: Vec<Mark>,
    /// How many of them hide what they hold.
    hidden: usize,
    /// How many of them say what they hold.
    covers: usize,
    /// The text that the next unknown glyph stands for.
    actual: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Plain,
    Hidden,
    Actual,
}

/// Text outside of a clip that also shows some.
struct Clipped {
    clip: Rect,
    seen: bool,
    glyphs: Vec<Glyph>,
}

pub(super) struct Interpreter<'a, 'm> {
    fonts: &'m mut Fonts,
    layers: &'m Layers,
    budget: &'m mut Budget,
    page: Drawn,
    paper: Rect,
    area: f32,
    run: u32,
    clipped: Clipped,
    forms: usize,
    resources: std::marker::PhantomData<&'a ()>,
}

/// Runs a page.
pub(super) fn run<'a>(
    page: &Page<'a>,
    fonts: &mut Fonts,
    layers: &Layers,
    budget: &mut Budget,
) -> Result<Drawn, ReadError> {
    let (width, height) = page.render_dimensions();
    #[allow(clippy::cast_possible_truncation, reason = "layout needs no more than f32")]
    let ctm = Matrix::new(page.initial_transform(true).as_coeffs().map(|c| c as f32));
    let paper = Rect { x0: 0.0, y0: 0.0, x1: width, y1: height };
    let mut interpreter = Interpreter {
        fonts,
        layers,
        budget,
        page: Drawn { width, height, ..Drawn::default() },
        paper,
        area: (width * height).max(1.0),
        run: 0,
        clipped: Clipped { clip: paper, seen: false, glyphs: vec![] },
        forms: 0,
        resources: std::marker::PhantomData,
    };
    let content = interpreter.content(page.raw())?;
    interpreter.operators(&content, page.resources(), State::new(ctm, paper), 0)?;
    interpreter.annotations(page, ctm)?;
    interpreter.keep_clipped();
    Ok(interpreter.page)
}

impl<'a> Interpreter<'a, '_> {
    /// The page's content streams, one after the other.
    fn content(&mut self, page: &Dict<'a>) -> Result<Vec<u8>, ReadError> {
        let streams: Vec<Stream<'a>> = match page.get::<Object<'a>>(b"Contents") {
            Some(Object::Stream(stream)) => vec![stream],
            Some(Object::Array(list)) => list.iter::<Stream<'a>>().take(10_000).collect(),
            _ => vec![],
        };
        let mut content = Vec::new();
        for stream in streams {
            match self.budget.decode(&stream)? {
                Some(data) => content.extend(data),
                None => self.page.broken |= !stream.raw_data().is_empty(),
            }
            content.push(b'\n');
        }
        Ok(content)
    }

    /// Runs operators from a state.
    fn operators(
        &mut self,
        content: &[u8],
        resources: &Resources<'a>,
        mut state: State,
        depth: usize,
    ) -> Result<(), ReadError> {
        let mut saved: Vec<State> = Vec::new();
        let mut place = TextPlace::default();
        let mut path = Path::default();
        let mut marked = Marked::default();
        let mut clip_next = false;
        let mut operators = UntypedIter::new(content);
        while let Some(instruction) = operators.next() {
            self.budget.work(1)?;
            let mut numbers = [0.0_f32; 6];
            let operands = instruction.operands();
            let given = operands.filter_map(|o| if let Object::Number(n) = o { Some(n.as_f32()) } else { None });
            let mut count = 0;
            for (slot, number) in numbers.iter_mut().zip(given) {
                *slot = number;
                count += 1;
            }
            let [a, b, c, d, e, f] = numbers;
            let name = || instruction.operands().find_map(|o| if let Object::Name(n) = o { Some(n) } else { None });
            let string = || instruction.operands().find_map(|o| if let Object::String(s) = o { Some(s) } else { None });
            let ctm = state.ctm;
            self.run = self.run.wrapping_add(1);
            match &**instruction.operator {
                b"q" => {
                    if saved.len() < SAVED {
                        saved.push(state.clone());
                    }
                }
                b"Q" => {
                    if let Some(before) = saved.pop() {
                        state = before;
                    }
                }
                b"cm" => state.ctm = Matrix::new(numbers).then(ctm),
                b"w" => state.line_width = a,
                // Paths.
                b"m" => path.move_to(a, b, ctm),
                b"l" => path.line_to(a, b, ctm),
                b"c" => path.curve(&[(a, b), (c, d), (e, f)], ctm),
                b"v" | b"y" => path.curve(&[(a, b), (c, d)], ctm),
                b"h" => path.close(),
                b"re" => path.rectangle(a, b, c, d, ctm),
                b"W" | b"W*" => clip_next = true,
                operator @ (b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"n") => {
                    if matches!(operator, b"s" | b"b" | b"b*") {
                        path.close();
                    }
                    if marked.hidden == 0 && matches!(operator, b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*") {
                        path.fill(&state, &mut self.page);
                    }
                    if marked.hidden == 0 && matches!(operator, b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*") {
                        path.stroke(&state, &mut self.page);
                    }
                    if std::mem::take(&mut clip_next) {
                        state.clip = state.clip.meet(&path.bounds());
                    }
                    path.clear();
                }
                // Colours: only whether they are white.
                b"g" => state.fill_white = a >= 0.999,
                b"G" => state.stroke_white = a >= 0.999,
                b"rg" => state.fill_white = a.min(b).min(c) >= 0.999,
                b"RG" => state.stroke_white = a.min(b).min(c) >= 0.999,
                b"k" => state.fill_white = a.max(b).max(c).max(d) <= 0.001,
                b"K" => state.stroke_white = a.max(b).max(c).max(d) <= 0.001,
                b"cs" => state.fill_white = false,
                b"CS" => state.stroke_white = false,
                b"sc" | b"scn" => state.fill_white = count == 3 && a.min(b).min(c) >= 0.999,
                b"SC" | b"SCN" => state.stroke_white = count == 3 && a.min(b).min(c) >= 0.999,
                // Text state.
                b"Tf" => {
                    state.text.size = a;
                    if let Some(name) = name() {
                        state.text.font = self.fonts.load(name, resources, self.budget)?;
                    }
                }
                b"Tc" => state.text.char_space = a,
                b"Tw" => state.text.word_space = a,
                b"Tz" => state.text.scale = a / 100.0,
                b"TL" => state.text.leading = a,
                b"Ts" => state.text.rise = a,
                b"Tr" => state.text.mode = if a.is_finite() { a.round() as i64 } else { 0 },
                b"gs" => self.graphics_state(name(), resources, &mut state),
                // Text.
                b"BT" => place = TextPlace::default(),
                b"Td" => place.next_line(a, b),
                b"TD" => {
                    state.text.leading = -b;
                    place.next_line(a, b);
                }
                b"Tm" => place = TextPlace { matrix: Matrix::new(numbers), line: Matrix::new(numbers) },
                b"T*" => place.next_line(0.0, -state.text.leading),
                b"Tj" => {
                    if let Some(bytes) = string() {
                        self.show(bytes, &state, &mut place, &mut marked)?;
                    }
                }
                operator @ (b"'" | b"\"") => {
                    if operator == b"\"" {
                        (state.text.word_space, state.text.char_space) = (a, b);
                    }
                    place.next_line(0.0, -state.text.leading);
                    if let Some(bytes) = string() {
                        self.show(bytes, &state, &mut place, &mut marked)?;
                    }
                }
                b"TJ" => {
                    let list =
                        instruction.operands().find_map(|o| if let Object::Array(l) = o { Some(l) } else { None });
                    for item in list.iter().flat_map(|l| l.iter::<Object<'_>>()) {
                        match item {
                            Object::String(bytes) => self.show(&bytes, &state, &mut place, &mut marked)?,
                            Object::Number(gap) => self.adjust(gap.as_f32(), &state, &mut place),
                            _ => {}
                        }
                    }
                }
                // Marked content.
                b"BMC" => marked.stack.push(Mark::Plain),
                b"BDC" => {
                    let mark = self.mark(instruction.operands(), resources, &mut marked);
                    marked.stack.push(mark);
                }
                b"EMC" => match marked.stack.pop() {
                    Some(Mark::Hidden) => marked.hidden = marked.hidden.saturating_sub(1),
                    Some(Mark::Actual) => {
                        marked.covers = marked.covers.saturating_sub(1);
                        marked.actual = None;
                    }
                    _ => {}
                },
                b"Do" => {
                    if marked.hidden == 0
                        && let Some(object) = name().and_then(|n| resources.get_x_object(n))
                    {
                        self.object(&object, resources, &state, depth)?;
                    }
                }
                b"BI" if marked.hidden == 0 => self.image(&state),
                _ => {}
            }
        }
        Ok(())
    }

    /// The font that a graphics state dictionary sets.
    fn graphics_state(&mut self, name: Option<&Name<'_>>, resources: &Resources<'a>, state: &mut State) {
        let Some(dict) = name.and_then(|n| resources.get_ext_g_state(n)) else { return };
        if let Some(width) = dict.get::<f32>(b"LW") {
            state.line_width = width;
        }
        let Some(list) = dict.get::<Array<'a>>(b"Font") else { return };
        let mut items = list.raw_iter();
        let id = items.next().and_then(|i| i.as_obj_ref());
        if let Some(known) = id.and_then(|id| self.fonts.known.get(&id)) {
            state.text.font = Some(*known);
            if let Some(size) = list.iter::<Object<'a>>().nth(1).and_then(Object::into_f32) {
                state.text.size = size;
            }
        }
    }

    /// What opening marked content means.
    fn mark<'b, 'c: 'b>(
        &self,
        mut operands: impl Iterator<Item = &'b Object<'c>>,
        resources: &Resources<'a>,
        marked: &mut Marked,
    ) -> Mark {
        let (Some(Object::Name(tag)), Some(given)) = (operands.next(), operands.next()) else { return Mark::Plain };
        if &**tag == b"OC" {
            if let Object::Name(layer) = given
                && self.layers.hide(&resources.properties, layer)
            {
                marked.hidden += 1;
                return Mark::Hidden;
            }
            return Mark::Plain;
        }
        let actual = match given {
            Object::Dict(dict) => dict.get::<hayro_syntax::object::String<'_>>(b"ActualText").map(|s| text_string(&s)),
            Object::Name(name) => resources
                .properties
                .get::<Dict<'a>>(name.as_ref())
                .and_then(|d| d.get::<hayro_syntax::object::String<'a>>(b"ActualText"))
                .map(|s| text_string(&s)),
            _ => None,
        };
        match actual {
            Some(text) => {
                marked.actual = Some(text);
                marked.covers += 1;
                Mark::Actual
            }
            None => Mark::Plain,
        }
    }

    /// A form is run, an image measured.
    fn object(
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
                self.forms += 1;
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
    fn image(&mut self, state: &State) {
        let area = state.ctm.cover(Rect { x0: 0.0, y0: 0.0, x1: 1.0, y1: 1.0 });
        let seen = area.meet(&state.clip).meet(&self.paper);
        if seen.width() > 0.0 && seen.height() > 0.0 {
            self.page.images += seen.width() * seen.height() / self.area;
        }
        path::bar(area, state, &mut self.page);
    }

    /// What form fields and notes on the page show.
    fn annotations(&mut self, page: &Page<'a>, ctm: Matrix) -> Result<(), ReadError> {
        let Some(list) = page.raw().get::<Array<'a>>(b"Annots") else { return Ok(()) };
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
            let state = State::new(fitted.then(ctm), self.paper);
            self.object(&stream, page.resources(), &state, 1)?;
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

/// A text string: UTF-16 with its mark, UTF-8 with its own, else Latin.
fn text_string(bytes: &[u8]) -> String {
    if let Some(utf8) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        return String::from_utf8_lossy(utf8).into_owned();
    }
    let big = bytes.starts_with(&[0xfe, 0xff]);
    if big || bytes.starts_with(&[0xff, 0xfe]) {
        let units = bytes.get(2..).unwrap_or_default().chunks_exact(2).map(|pair| match pair {
            [a, b] if big => u16::from_be_bytes([*a, *b]),
            [a, b] => u16::from_le_bytes([*a, *b]),
            _ => 0,
        });
        return char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect();
    }
    bytes.iter().map(|b| char::from(*b)).collect()
}
