//! The file from its first token to its last: groups, what they set, and where their text goes.

mod text;

use encoding_rs::{Encoding, WINDOWS_1252};

use super::fonts::{self, Tables};
use super::form::FormField;
use super::lexer::{Lexer, Token};
use super::names::{self, Holds};
use super::place::CellShape;
use super::story::{Counts, Place, Story};
use crate::encoding::of_code_page;
use crate::error::{Measure, ReadError};
use crate::limits::Limits;
use crate::model::Block;
use crate::word::lists::Label;
use crate::word::table::Merge;
use crate::word::unread::Met;

/// Where the text of a group goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
    Story,
    Label,
    Instruction,
    FormEntry,
    Fonts,
    Styles,
    /// Nowhere, except for text boxes within.
    Drawing,
    Nowhere,
}

/// What is to be done when a group ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum AtEnd {
    Nothing,
    Story,
    Label,
    FormEntry,
    /// A field, and how much text there was before it.
    Field(u64),
}

/// What a group inherits from the one around it and may change.
#[derive(Debug, Clone, Copy)]
struct State {
    target: Target,
    at_end: AtEnd,
    font: Option<i32>,
    /// Characters that stand in for one `\u`.
    stand_ins: usize,
    hidden: bool,
    deleted: bool,
    in_table: bool,
    depth: usize,
    style: Option<i32>,
    outline: Option<i32>,
    nested_row: bool,
}

impl State {
    /// How deep in tables the paragraph is.
    fn table_depth(&self) -> usize {
        self.depth.max(usize::from(self.in_table))
    }

    fn reset_paragraph(&mut self) {
        (self.in_table, self.depth, self.style, self.outline) = (false, 0, None, None);
    }
}

/// A document being read.
pub(super) struct Walk<'a> {
    lexer: Lexer<'a>,
    counts: Counts<'a>,
    tables: Tables,
    /// The encoding of bytes in fonts that name none.
    encoding: &'static Encoding,
    default_font: Option<i32>,
    state: State,
    outer: Vec<State>,
    /// The group's first word is still to come; true behind `\*`.
    starts: Option<bool>,
    /// Stand-ins still to be passed over.
    pass: usize,
    /// Bytes that are characters only together.
    bytes: Vec<u8>,
    /// The first half of a character beyond the basic plane.
    half: Option<u16>,
    stories: Vec<Story>,
    label: String,
    form: FormField,
    margins: Vec<(Place, Vec<Block>)>,
    met: Met,
    undecoded: usize,
}

/// All that was read.
pub(super) struct Told {
    pub(super) body: Vec<Block>,
    /// Headers, footers and notes.
    pub(super) margins: Vec<(Place, Vec<Block>)>,
    pub(super) met: Met,
    /// Runs of bytes that are no characters in their encoding.
    pub(super) undecoded: usize,
    /// The file ends within a group.
    pub(super) broken: bool,
}

impl<'a> Walk<'a> {
    pub(super) fn new(bytes: &'a [u8], limits: &'a Limits) -> Self {
        let state = State {
            target: Target::Story,
            at_end: AtEnd::Nothing,
            font: None,
            stand_ins: 1,
            hidden: false,
            deleted: false,
            in_table: false,
            depth: 0,
            style: None,
            outline: None,
            nested_row: false,
        };
        Self {
            lexer: Lexer::new(bytes),
            counts: Counts::new(limits),
            tables: Tables::default(),
            encoding: WINDOWS_1252,
            default_font: None,
            state,
            outer: Vec::new(),
            starts: None,
            pass: 0,
            bytes: Vec::new(),
            half: None,
            stories: vec![Story::new(Place::Body)],
            label: String::new(),
            form: FormField::default(),
            margins: Vec::new(),
            met: Met::default(),
            undecoded: 0,
        }
    }

    /// Reads to the end of the outermost group, or of the file.
    pub(super) fn read(mut self) -> Result<Told, ReadError> {
        let mut broken = true;
        while let Some(token) = self.lexer.next() {
            self.token(token)?;
            if token == Token::Close && self.outer.is_empty() {
                broken = false;
                break;
            }
        }
        while !self.outer.is_empty() {
            self.close()?;
        }
        self.flush()?;
        let mut body = Vec::new();
        while let Some(story) = self.stories.pop() {
            body = story.finish(&mut self.counts)?;
        }
        self.met.text = self.counts.text;
        Ok(Told { body, margins: self.margins, met: self.met, undecoded: self.undecoded, broken })
    }

    fn token(&mut self, token: Token<'a>) -> Result<(), ReadError> {
        match token {
            Token::Open => {
                self.flush()?;
                if self.outer.len() >= self.counts.limits.element_depth {
                    let limit = self.counts.limits.element_depth as u64;
                    return Err(ReadError::too_large(Measure::ElementDepth, limit, ""));
                }
                self.pass = 0;
                self.outer.push(self.state);
                self.state.at_end = AtEnd::Nothing;
                self.starts = Some(false);
            }
            Token::Close => {
                self.flush()?;
                self.pass = 0;
                self.starts = None;
                self.close()?;
            }
            Token::Text(text) => {
                self.starts = None;
                let text = self.passed_over(text);
                self.take(text)?;
            }
            Token::Hex(byte) => {
                self.starts = None;
                if !self.passes() {
                    self.take(&[byte])?;
                }
            }
            Token::Symbol(b'*') if self.starts.is_some() => self.starts = Some(true),
            Token::Symbol(symbol) => {
                self.starts = None;
                if !self.passes() {
                    self.symbol(symbol)?;
                }
            }
            Token::Word(name, value) => {
                let starts = self.starts.take();
                if name == "bin" {
                    self.lexer.pass_over(value.and_then(|v| usize::try_from(v).ok()).unwrap_or(0));
                } else if !self.passes() {
                    self.word(name, value, starts)?;
                }
            }
        }
        Ok(())
    }

    /// Whether a token stands in for a character that was given by its number.
    fn passes(&mut self) -> bool {
        let passes = self.pass > 0;
        self.pass -= usize::from(passes);
        passes
    }

    fn passed_over(&mut self, text: &'a [u8]) -> &'a [u8] {
        let passed = self.pass.min(text.len());
        self.pass -= passed;
        text.get(passed..).unwrap_or_default()
    }

    fn close(&mut self) -> Result<(), ReadError> {
        let ended = self.state;
        if let Some(state) = self.outer.pop() {
            self.state = state;
        }
        match ended.at_end {
            AtEnd::Nothing => {}
            AtEnd::Story => self.close_story()?,
            AtEnd::Label => {
                let text = std::mem::take(&mut self.label);
                let tight = !text.ends_with(char::is_whitespace);
                let text = text.trim().to_owned();
                let bullet = !text.chars().any(char::is_alphanumeric);
                if let Some(story) = self.stories.last_mut().filter(|_| !text.is_empty()) {
                    story.label = Some(Label { text, tight, bullet });
                }
            }
            AtEnd::FormEntry => self.form.end_entry(),
            AtEnd::Field(before) => {
                let form = std::mem::take(&mut self.form);
                if let Some(shown) = form.shown(self.counts.text > before) {
                    self.push(&shown)?;
                }
            }
        }
        Ok(())
    }

    fn close_story(&mut self) -> Result<(), ReadError> {
        if self.stories.len() < 2 {
            return Ok(());
        }
        let Some(story) = self.stories.pop() else { return Ok(()) };
        let place = story.place;
        let blocks = story.finish(&mut self.counts)?;
        match (place, self.stories.last_mut()) {
            (Place::Box, Some(around)) => around.anchor(blocks),
            _ => self.margins.push((place, blocks)),
        }
        Ok(())
    }

    /// A group begins that holds something of its own.
    fn begin(&mut self, holds: Holds) -> Result<(), ReadError> {
        self.state.at_end = AtEnd::Nothing;
        let hides = self.state.target == Target::Nowhere;
        match holds {
            _ if hides => {}
            Holds::Header => self.open_story(Place::Margin),
            Holds::Note => self.open_story(Place::Note),
            Holds::TextBox => self.open_story(Place::Box),
            Holds::Drawing => self.state.target = Target::Drawing,
            Holds::Label => {
                self.label.clear();
                (self.state.target, self.state.at_end) = (Target::Label, AtEnd::Label);
            }
            Holds::Field => self.state.at_end = AtEnd::Field(self.counts.text),
            Holds::Instruction => {
                self.form = FormField::default();
                self.state.target = Target::Instruction;
            }
            Holds::FormEntry => (self.state.target, self.state.at_end) = (Target::FormEntry, AtEnd::FormEntry),
            Holds::FormField | Holds::Text => {}
            Holds::Fonts => self.state.target = Target::Fonts,
            Holds::Styles => self.state.target = Target::Styles,
            Holds::NestedRow => self.state.nested_row = true,
            Holds::Picture => {
                self.met.pictures += 1;
                self.state.target = Target::Nowhere;
            }
            Holds::Object => self.met.objects += 1,
            Holds::Nothing => self.state.target = Target::Nowhere,
        }
        Ok(())
    }

    fn open_story(&mut self, place: Place) {
        self.stories.push(Story::new(place));
        (self.state.target, self.state.at_end) = (Target::Story, AtEnd::Story);
        (self.state.hidden, self.state.deleted, self.state.nested_row) = (false, false, false);
        self.state.reset_paragraph();
    }

    /// A control word. `starts` is set if it is its group's first, and true behind `\*`.
    fn word(&mut self, name: &str, value: Option<i32>, starts: Option<bool>) -> Result<(), ReadError> {
        if let Some(starred) = starts {
            match names::group(name) {
                Some(holds) => {
                    self.flush()?;
                    return self.begin(holds);
                }
                // Readers pass over what they do not know and is marked so.
                None if starred => {
                    self.state.target = Target::Nowhere;
                    return Ok(());
                }
                None => {}
            }
        }
        match self.state.target {
            Target::Nowhere => return Ok(()),
            Target::Fonts => self.tables.font_word(name, value),
            Target::Styles => self.tables.style_word(name, value),
            Target::Instruction | Target::FormEntry => self.form.word(name, value),
            Target::Story | Target::Label | Target::Drawing => {}
        }
        self.flush()?;
        if name == "u" {
            return self.unit(value.unwrap_or(0));
        }
        if let Some(text) = names::character(name) {
            return self.push(text);
        }
        if self.set(name, value) || self.state.target != Target::Story {
            return Ok(());
        }
        self.structure(name, value)
    }

    /// Words that set something; true if it was one of them.
    fn set(&mut self, name: &str, value: Option<i32>) -> bool {
        let on = value != Some(0);
        match name {
            "ansicpg" => self.encoding = of_code_page(value.and_then(|v| u32::try_from(v).ok()).unwrap_or(0)),
            "mac" => self.encoding = encoding_rs::MACINTOSH,
            "deff" => self.default_font = value,
            "uc" => self.state.stand_ins = value.and_then(|v| usize::try_from(v).ok()).unwrap_or(1),
            "f" => self.state.font = value,
            "plain" => (self.state.font, self.state.hidden, self.state.deleted) = (self.default_font, false, false),
            "v" => self.state.hidden = on,
            "deleted" => self.state.deleted = on,
            "pard" => self.state.reset_paragraph(),
            "intbl" => self.state.in_table = on,
            "itap" => self.state.depth = value.and_then(|v| usize::try_from(v).ok()).unwrap_or(1),
            "s" => self.state.style = value,
            "outlinelevel" => self.state.outline = value,
            _ => return false,
        }
        true
    }

    /// Words that end paragraphs, cells and rows, or give a row its shape.
    fn structure(&mut self, name: &str, value: Option<i32>) -> Result<(), ReadError> {
        let (depth, heading) = (self.state.table_depth(), self.heading());
        let Some(story) = self.stories.last_mut() else { return Ok(()) };
        let counts = &mut self.counts;
        match name {
            "par" | "sect" => return story.end_paragraph(depth, heading, counts),
            "cell" => return story.end_cell(1, counts),
            "nestcell" => return story.end_cell(depth.max(2), counts),
            "row" => return story.end_row(false, counts),
            "nestrow" => return story.end_row(true, counts),
            "page" | "column" => story.page_break(),
            _ => {}
        }
        let shape = if self.state.nested_row { &mut story.nested_shape } else { &mut story.shape };
        match name {
            "trowd" => *shape = Default::default(),
            "lastrow" => shape.last = true,
            "trleft" => shape.left = edge(value),
            "clvmgf" => shape.next.vertical = Merge::Restart,
            "clvmrg" => shape.next.vertical = Merge::Continue,
            "clmgf" => shape.next.horizontal = Merge::Restart,
            "clmrg" => shape.next.horizontal = Merge::Continue,
            "cellx" if shape.cells.len() >= counts.limits.columns as usize => {
                return Err(ReadError::too_large(Measure::Columns, counts.limits.columns, ""));
            }
            "cellx" => {
                let next = std::mem::take(&mut shape.next);
                shape.cells.push(CellShape { edge: edge(value), ..next });
            }
            _ => {}
        }
        Ok(())
    }

    fn heading(&self) -> Option<u8> {
        match self.state.outline {
            Some(outline) => fonts::level(outline),
            None => self.tables.heading(self.state.style.unwrap_or(0)),
        }
    }
}

/// A place across the page, in twentieths of a point; no page is wider than two metres.
fn edge(value: Option<i32>) -> i32 {
    value.unwrap_or(0).clamp(-100_000, 100_000)
}
