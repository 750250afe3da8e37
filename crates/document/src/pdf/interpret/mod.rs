//! Runs a page's drawing operators and notes where text and lines come to stand.

mod objects;
mod optional;
mod path;
mod state;
mod text;

use std::collections::HashMap;

use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::{Array, Dict, Name, ObjRef, Object, Stream};
use hayro_syntax::page::{Page, Resources};

use super::font::{Font, Sign};
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
    fn is_vertical(&self, index: usize) -> bool {
        self.fonts.get(index).is_some_and(Font::is_vertical)
    }

    /// The first code of the bytes in a font, and its length.
    fn next(&mut self, index: usize, bytes: &[u8]) -> Option<(Sign, usize)> {
        self.fonts.get_mut(index)?.next(bytes)
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
    room: Rect,
    area: f32,
    run: u32,
    clipped: Clipped,
    resources: Resources<'a>,
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
    // A table that is too wide runs off the page; what nobody sees is read all the same, and said.
    let room = Rect { x0: -width, y0: -height, x1: 2.0 * width, y1: 2.0 * height };
    let mut interpreter = Interpreter {
        fonts,
        layers,
        budget,
        page: Drawn { width, height, ..Drawn::default() },
        paper,
        area: (width * height).max(1.0),
        run: 0,
        room,
        clipped: Clipped { clip: room, seen: false, glyphs: vec![] },
        resources: page.resources().clone(),
    };
    let content = interpreter.content(page.raw())?;
    interpreter.operators(&content, page.resources(), State::new(ctm, room), 0)?;
    interpreter.annotations(page.raw(), ctm)?;
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
                b"q" if saved.len() < SAVED => saved.push(state.clone()),
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
                        let area = path.bounds();
                        // A clip to the page is none.
                        let whole = area.meet(&self.paper);
                        if whole.width() < 0.9 * self.paper.width() || whole.height() < 0.9 * self.paper.height() {
                            state.clip = state.clip.meet(&area);
                        }
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
