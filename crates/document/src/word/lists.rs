//! Which label a word processor prints in front of a numbered paragraph, and the counters of all lists. Counters run
//! per list definition, as several instances of one list continue each other.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use super::numeral::Numeral;
use super::symbols;

/// Levels of a list.
pub(crate) const LEVELS: usize = 9;

/// Characters of a level's text, at most.
pub(crate) const LONGEST_LABEL: usize = 128;

/// A label as printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Label {
    /// `（一）`, `1.`, `●`.
    pub text: String,
    /// Nothing stands between the label and the text.
    pub tight: bool,
    /// It is a bullet, not a number.
    pub bullet: bool,
}

/// What a paragraph gets from its properties.
#[derive(Debug, Default)]
pub(crate) struct Standing {
    /// The printed label.
    pub label: Option<Label>,
    /// Heading level, 1 the highest.
    pub heading: Option<u8>,
}

/// A level of a list.
#[derive(Debug, Clone, Default)]
pub(crate) struct Level {
    /// First number.
    pub start: Option<u32>,
    /// How it writes its number.
    pub numeral: Option<Numeral>,
    /// The label, `%1` to `%9` standing for the numbers of the levels.
    pub text: String,
    /// The level (counted from 1) after which it starts again; 0: never. Not stated: after any higher one.
    pub restart: Option<u32>,
    /// Writes the numbers of all levels in plain figures.
    pub legal: bool,
    /// Nothing stands between the label and the text.
    pub tight: bool,
    /// The paragraph style it is linked to.
    pub style: Option<String>,
    /// The label's font.
    pub font: String,
}

/// Levels by depth.
pub(crate) type Levels = [Option<Level>; LEVELS];

/// An instance of a list: its own levels and first numbers go before those of the definition.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scheme<'l> {
    /// Levels of the definition.
    pub levels: &'l Levels,
    /// Levels of the instance.
    pub own: &'l Levels,
    /// First numbers that the instance forces.
    pub starts: &'l [Option<u32>; LEVELS],
}

impl Scheme<'_> {
    fn level(&self, at: usize) -> Option<&Level> {
        let own = self.own.get(at).and_then(Option::as_ref);
        own.or_else(|| self.levels.get(at).and_then(Option::as_ref))
    }

    fn start(&self, at: usize) -> u32 {
        let forced = self.starts.get(at).copied().flatten();
        forced.or_else(|| self.level(at).map(|l| l.start.unwrap_or(1))).unwrap_or(1)
    }
}

/// The counters of all lists: `D` names a definition.
#[derive(Debug)]
pub(crate) struct Counters<D> {
    counters: HashMap<D, [Option<u32>; LEVELS]>,
    started: HashSet<(u32, usize)>,
}

impl<D> Default for Counters<D> {
    fn default() -> Self {
        Self { counters: HashMap::new(), started: HashSet::new() }
    }
}

impl<D: Hash + Eq> Counters<D> {
    /// Counts a paragraph of `instance` and gives its label.
    pub fn count(&mut self, definition: D, instance: u32, level: usize, scheme: Scheme<'_>) -> Option<Label> {
        let level = level.min(LEVELS - 1);
        let counters = self.counters.entry(definition).or_default();
        let is_forced = scheme.starts.get(level).is_some_and(Option::is_some);
        let restarts = is_forced && self.started.insert((instance, level));
        if let Some(counter) = counters.get_mut(level) {
            *counter = Some(match *counter {
                Some(n) if !restarts => n.saturating_add(1),
                _ => scheme.start(level),
            });
        }
        for (deeper, counter) in counters.iter_mut().enumerate().skip(level + 1) {
            let is_reset = match scheme.level(deeper).and_then(|l| l.restart) {
                None => true,
                Some(0) => false,
                Some(after) => level < after as usize,
            };
            if is_reset {
                *counter = None;
            }
        }
        label(counters, level, scheme)
    }
}

/// The label that these counters give a paragraph of this level.
fn label(counters: &[Option<u32>; LEVELS], level: usize, scheme: Scheme<'_>) -> Option<Label> {
    let here = scheme.level(level)?;
    let numeral = here.numeral.unwrap_or(Numeral::Decimal);
    if numeral == Numeral::Bullet {
        let text = bullet(&here.text, &here.font);
        return text.map(|text| Label { text, tight: here.tight, bullet: true });
    }
    let mut text = String::new();
    let mut signs = here.text.chars().peekable();
    while let Some(sign) = signs.next() {
        let place = if sign == '%' { signs.peek().and_then(|d| d.to_digit(10)).filter(|d| *d > 0) } else { None };
        let Some(place) = place else {
            text.push(sign);
            continue;
        };
        signs.next();
        let at = place as usize - 1;
        let value = counters.get(at).copied().flatten().unwrap_or_else(|| scheme.start(at));
        let numeral = scheme.level(at).and_then(|l| l.numeral).unwrap_or(Numeral::Decimal);
        let numeral = if here.legal && !numeral.is_plain_decimal() { Numeral::Decimal } else { numeral };
        text.push_str(&numeral.write(value));
    }
    (!text.trim().is_empty()).then(|| Label { text: text.trim().to_owned(), tight: here.tight, bullet: false })
}

/// A bullet as a character; the picture fonts' codes by their looks, an unknown one as `•`.
fn bullet(text: &str, font: &str) -> Option<String> {
    let sign = text.trim().chars().next()?;
    let code = u32::from(sign);
    if (0xE000..=0xF8FF).contains(&code) {
        return Some(symbols::look(font, code).unwrap_or('•').to_string());
    }
    let is_picture = font.to_ascii_lowercase().starts_with("wingdings");
    Some(if is_picture { symbols::look(font, code).unwrap_or('•').to_string() } else { text.trim().to_owned() })
}
