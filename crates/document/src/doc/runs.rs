//! Formatted disk pages: which properties the bytes of the main stream carry, in runs.

use std::collections::HashSet;

use super::fib::Fib;
use super::plc::Plc;
use crate::compound::{u16_at, u32_at};

/// Bytes of a page.
const PAGE: usize = 512;

/// Bytes that share their properties.
#[derive(Debug, Clone, Copy)]
struct Run {
    from: u32,
    to: u32,
    /// Where the properties stand in the main stream, and how long they are.
    at: usize,
    length: usize,
}

/// All runs of one kind, by byte.
#[derive(Debug)]
pub(super) struct Runs<'a> {
    main: &'a [u8],
    runs: Vec<Run>,
}

/// Of what the properties are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Characters,
    Paragraphs,
}

impl<'a> Runs<'a> {
    /// Reads all pages.
    pub fn read(fib: &Fib<'_>, main: &'a [u8], table: &[u8], kind: Kind) -> Self {
        let place = match kind {
            Kind::Characters => super::fib::place::CHARACTERS,
            Kind::Paragraphs => super::fib::place::PARAGRAPHS,
        };
        let pages = Plc::new(fib.part(table, place), 4);
        let mut seen = HashSet::new();
        let mut runs = Vec::new();
        for (_, _, item) in pages.spans() {
            let Some(number) = u32_at(item, 0).map(|n| (n & 0x3f_ffff) as usize) else { continue };
            if number * PAGE < main.len() && seen.insert(number) {
                page(main, number * PAGE, kind, &mut runs);
            }
        }
        if !runs.is_sorted_by_key(|r: &Run| r.from) {
            runs.sort_by_key(|r| r.from);
        }
        Self { main, runs }
    }

    /// The run that a byte belongs to: its number, and the byte after its last.
    pub fn find(&self, byte: u32) -> Option<(usize, u32)> {
        let index = self.runs.partition_point(|r| r.from <= byte).checked_sub(1)?;
        let run = self.runs.get(index)?;
        (byte < run.to).then_some((index, run.to))
    }

    /// The first byte after `byte` where a run begins.
    pub fn next_start(&self, byte: u32) -> Option<u32> {
        self.runs.get(self.runs.partition_point(|r| r.from <= byte)).map(|r| r.from)
    }

    /// Properties of a run.
    pub fn properties(&self, run: usize) -> &'a [u8] {
        let Some(run) = self.runs.get(run) else { return &[] };
        self.main.get(run.at..).map_or(&[], |rest| rest.get(..run.length).unwrap_or(rest))
    }
}

/// Reads one page: byte positions first, the places of the properties next; the count stands at the end.
fn page(main: &[u8], start: usize, kind: Kind, runs: &mut Vec<Run>) {
    let Some(page) = main.get(start..start + PAGE) else { return };
    let Some(count) = page.last().map(|c| usize::from(*c)) else { return };
    let step = if kind == Kind::Characters { 1 } else { 13 };
    for index in 0..count {
        let (Some(from), Some(to)) = (u32_at(page, index * 4), u32_at(page, index * 4 + 4)) else { return };
        let Some(place) = page.get((count + 1) * 4 + index * step).map(|p| usize::from(*p) * 2) else { return };
        if to <= from {
            continue;
        }
        let (at, length) = if place == 0 { (0, 0) } else { properties(page, place, kind) };
        runs.push(Run { from, to, at: start + at, length });
    }
}

/// Where properties begin, and their length.
fn properties(page: &[u8], place: usize, kind: Kind) -> (usize, usize) {
    let length = |at: usize| page.get(at).map_or(0, |n| usize::from(*n));
    match (kind, length(place)) {
        (Kind::Characters, n) => (place + 1, n),
        (Kind::Paragraphs, 0) => (place + 2, 2 * length(place + 1)),
        (Kind::Paragraphs, n) => (place + 1, 2 * n - 1),
    }
}

/// Style and modifiers of a paragraph's properties.
pub(super) fn split(properties: &[u8]) -> (u16, &[u8]) {
    (u16_at(properties, 0).unwrap_or(0), properties.get(2..).unwrap_or_default())
}
