//! Word 97–2003 files made property by property.

use kanhe_document::Document;

use super::{compound, open};

/// Where the text begins in the main stream.
const TEXT: usize = 2048;
const PAGE: usize = 512;
/// Runs that are put on one page of properties.
const RUNS: usize = 3;

/// A document under construction.
#[derive(Default, Clone)]
pub struct Doc {
    text: Vec<u16>,
    /// Ends of runs, and their properties.
    characters: Vec<(usize, Vec<u8>)>,
    paragraphs: Vec<(usize, Vec<u8>)>,
    /// Lists: definitions with their levels, and instances.
    pub lists: (Vec<u8>, Vec<u8>),
    /// The data stream.
    pub data: Vec<u8>,
    /// Characters of the body, if notes follow it.
    pub body: Option<usize>,
    /// Characters of each piece, and whether each takes one byte; pieces stand in the file last first. The
    /// rest is one more.
    pub pieces: Vec<(usize, bool)>,
    /// Changes of the beginning of the main stream.
    pub head: Vec<(usize, u8)>,
}

/// A modifier: its code and operand.
pub fn sprm(code: u16, operand: &[u8]) -> Vec<u8> {
    [&code.to_le_bytes(), operand].concat()
}

/// The definition of a table row: edges, and flags of cells (0x20 continues the one above, 0x60 begins).
pub fn row(edges: &[i16], flags: &[u16]) -> Vec<u8> {
    let mut row = vec![u8::try_from(edges.len() - 1).unwrap()];
    row.extend(edges.iter().flat_map(|edge| edge.to_le_bytes()));
    for at in 0..edges.len() - 1 {
        row.extend(flags.get(at).copied().unwrap_or(0).to_le_bytes());
        row.extend([0; 18]);
    }
    let length = u16::try_from(row.len() + 1).unwrap();
    sprm(0xd608, &[&length.to_le_bytes(), row.as_slice()].concat())
}

/// In a table of this depth.
pub fn depth(depth: u8) -> Vec<u8> {
    [sprm(0x2416, &[1]), sprm(0x6649, &[depth, 0, 0, 0])].concat()
}

impl Doc {
    /// Adds characters with these properties.
    pub fn run(mut self, text: &str, properties: &[u8]) -> Self {
        self.text.extend(text.encode_utf16());
        self.characters.push((self.text.len(), properties.to_vec()));
        self
    }

    /// Adds plain characters.
    pub fn text(self, text: &str) -> Self {
        self.run(text, &[])
    }

    /// Ends a paragraph with a mark; the mark may have properties of characters, the paragraph its own.
    pub fn end(mut self, mark: char, of_mark: &[u8], properties: &[u8]) -> Self {
        self = self.run(&mark.to_string(), of_mark);
        self.paragraphs.push((self.text.len(), properties.to_vec()));
        self
    }

    /// A plain paragraph.
    pub fn p(self, text: &str) -> Self {
        self.text(text).end('\r', &[], &[])
    }

    /// Cells of a row of the outermost table, and the row's end.
    pub fn row(mut self, cells: &[&str], edges: &[i16], flags: &[u16]) -> Self {
        for cell in cells {
            self = self.text(cell).end('\u{7}', &[], &depth(1));
        }
        self.end('\u{7}', &[], &[depth(1), sprm(0x2417, &[1]), row(edges, flags)].concat())
    }

    /// The file.
    pub fn bytes(&self) -> Vec<u8> {
        let listed: usize = self.pieces.iter().map(|(length, _)| length).sum();
        let mut pieces = self.pieces.clone();
        if listed < self.text.len() {
            pieces.push((self.text.len() - listed, false));
        }
        let mut main = vec![0; TEXT];
        // Where each character's bytes begin.
        let mut places = vec![0; self.text.len() + 1];
        let mut from = 0;
        let spans: Vec<(usize, usize, bool)> = pieces
            .iter()
            .map(|(length, is_narrow)| {
                from += length;
                (from - length, from, *is_narrow)
            })
            .collect();
        for (from, to, is_narrow) in spans.iter().rev() {
            for (place, unit) in places[*from..*to].iter_mut().zip(&self.text[*from..*to]) {
                *place = main.len();
                main.extend(&unit.to_le_bytes()[..if *is_narrow { 1 } else { 2 }]);
            }
            if *to == self.text.len() {
                places[*to] = main.len();
            }
        }
        let (characters, paragraphs) =
            (pages(&mut main, &self.characters, &places, 1), pages(&mut main, &self.paragraphs, &places, 13));
        let mut clx = positions(spans.iter().map(|span| span.0).chain([self.text.len()]));
        for (from, _, is_narrow) in &spans {
            let place = u32::try_from(places[*from]).unwrap();
            let place = if *is_narrow { (place * 2) | (1 << 30) } else { place };
            clx.extend([0, 0]);
            clx.extend(place.to_le_bytes());
            clx.extend([0, 0]);
        }
        let clx = [&[2], u32::try_from(clx.len()).unwrap().to_le_bytes().as_slice(), clx.as_slice()].concat();
        let mut table = Vec::new();
        // The levels of lists are not counted to the length of their heads.
        for (place, part) in
            [(12, characters), (13, paragraphs), (33, clx), (73, self.lists.0.clone()), (74, self.lists.1.clone())]
        {
            put(&mut main, 0x9a + 8 * place, u32::try_from(table.len()).unwrap());
            put(&mut main, 0x9e + 8 * place, u32::try_from(part.len()).unwrap());
            table.extend(part);
        }
        let body = self.body.unwrap_or(self.text.len());
        for (at, value) in [(0, 0x00c1_a5ec), (8, 0x0200_0000), (0x4c, body), (0x50, self.text.len() - body)] {
            put(&mut main, at, u32::try_from(value).unwrap());
        }
        main[0x20] = 14;
        main[0x3e] = 22;
        main[0x98] = 93;
        for (at, byte) in &self.head {
            main[*at] = *byte;
        }
        compound(&[("WordDocument", main), ("1Table", table), ("Data", self.data.clone())])
    }

    /// The document that is read from it.
    pub fn read(&self) -> Document {
        open(&self.bytes()).unwrap()
    }
}

fn put(bytes: &mut [u8], at: usize, value: u32) {
    bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
}

fn positions(positions: impl Iterator<Item = usize>) -> Vec<u8> {
    positions.flat_map(|at| u32::try_from(at).unwrap().to_le_bytes()).collect()
}

/// Writes pages of properties; gives the table that leads to them. A run over pieces becomes one a character.
fn pages(main: &mut Vec<u8>, runs: &[(usize, Vec<u8>)], places: &[usize], step: usize) -> Vec<u8> {
    let mut found: Vec<(usize, usize, &[u8])> = Vec::new();
    let mut from = 0;
    for (to, properties) in runs {
        for at in from..*to {
            let end = if places[at + 1] > places[at] { places[at + 1] } else { places[at] + 1 };
            let width = (end - places[at]).min(2);
            match found.last_mut() {
                Some(last) if at > from && last.1 == places[at] => last.1 = places[at] + width,
                _ => found.push((places[at], places[at] + width, properties)),
            }
        }
        from = *to;
    }
    found.sort_by_key(|run| run.0);
    let (mut firsts, mut numbers) = (Vec::new(), Vec::new());
    let mut rest = found.as_slice();
    while !rest.is_empty() {
        // Runs of a page stand close together.
        let close = rest.windows(2).take(RUNS - 1).take_while(|pair| pair[0].1 == pair[1].0).count() + 1;
        let (runs, others) = rest.split_at(close);
        rest = others;
        let mut page = positions(runs.iter().map(|run| run.0).chain([runs[close - 1].1]));
        let at = page.len();
        page.resize(PAGE, 0);
        let mut end = PAGE - 2;
        for (index, (_, _, properties)) in runs.iter().enumerate() {
            let stored = match (step, properties.len()) {
                (1, 0) => continue,
                (1, length) => [&[u8::try_from(length).unwrap()], *properties].concat(),
                (_, length) => {
                    // Style 0, and an even length counted in pairs.
                    let mut stored = vec![0, u8::try_from(length.div_ceil(2) + 1).unwrap(), 0, 0];
                    stored.extend(*properties);
                    stored.resize(stored.len().next_multiple_of(2), 0);
                    stored
                }
            };
            end = (end - stored.len()) & !1;
            page[end..end + stored.len()].copy_from_slice(&stored);
            page[at + index * step] = u8::try_from(end / 2).unwrap();
        }
        page[PAGE - 1] = u8::try_from(close).unwrap();
        main.resize(main.len().next_multiple_of(PAGE), 0);
        firsts.push(runs[0].0);
        numbers.push(main.len() / PAGE);
        main.extend(page);
    }
    firsts.push(found.last().map_or(0, |run| run.1));
    [positions(firsts.into_iter()), positions(numbers.into_iter())].concat()
}
