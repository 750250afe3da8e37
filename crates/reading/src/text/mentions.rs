//! Every figure of the running text with the words around it.

use kanhe_report::{Mention, TextLine};

use super::{figures, folded::Folded};

/// Where a mention stands in its line, in characters of the folded line.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Spot {
    /// Index of the line.
    pub line: usize,
    /// The figure.
    pub start: usize,
    /// One past the figure.
    pub end: usize,
    /// The sentence, between 。；！？.
    pub sentence: (usize, usize),
    /// The clause, between commas and colons (not 、).
    pub clause: (usize, usize),
    /// End of the figure before it in its sentence, or the sentence's start.
    pub since: usize,
    /// Index of that figure, if it stands in the same sentence.
    pub previous: Option<usize>,
}

/// Figures of all lines.
pub(crate) fn read(lines: &[TextLine], folded: &[Folded]) -> (Vec<Mention>, Vec<Spot>) {
    let (mut mentions, mut spots): (Vec<Mention>, Vec<Spot>) = (Vec::new(), Vec::new());
    let (mut sentence, mut clause) = (0u32, 0u32);
    for (index, (line, text)) in lines.iter().zip(folded).enumerate() {
        sentence += 1;
        clause += 1;
        let found = figures::scan(text);
        let stops = if found.is_empty() { Stops::default() } else { Stops::new(text) };
        let mut cursor = Cursor::default();
        for (n, figure) in found.iter().enumerate() {
            cursor.advance(text, figure.start, &mut sentence, &mut clause);
            let sentence_end = stops.sentences.after(figure.end);
            let clause_end = stops.commas.after(figure.end).min(sentence_end);
            let previous = mentions
                .len()
                .checked_sub(1)
                .filter(|&p| spots.get(p).is_some_and(|s: &Spot| s.line == index && s.end > cursor.sentence_start));
            let since = previous.and_then(|p| spots.get(p)).map_or(cursor.sentence_start, |s| s.end);
            let next = found.get(n + 1).map_or(usize::MAX, |f| f.start);
            let small_end = stops.marks.after(figure.end).min(clause_end).min(next);
            let spot = Spot {
                line: index,
                start: figure.start,
                end: figure.end,
                sentence: (cursor.sentence_start, sentence_end),
                clause: (cursor.comma_start, clause_end),
                since,
                previous,
            };
            mentions.push(Mention {
                figure: figure.figure.clone(),
                raw: text.text(figure.start, figure.end),
                before: text.text(since, figure.start).trim().to_owned(),
                after: text.text(figure.end, small_end.max(figure.end)).trim().to_owned(),
                line: index,
                sentence,
                clause,
                span: (text.byte(figure.start), text.byte(figure.end)),
                place: line.words(words(line, text, &spot)),
            });
            spots.push(spot);
            cursor.at = figure.end;
        }
        cursor.advance(text, text.chars.len(), &mut sentence, &mut clause);
    }
    (mentions, spots)
}

/// The words that carry a figure: the paragraph if it is short, else the clause, with the one before where it says little.
fn words(line: &TextLine, text: &Folded, spot: &Spot) -> String {
    if text.chars.len() <= 40 {
        return line.place().text;
    }
    let mut from = spot.clause.0;
    if spot.start.saturating_sub(from) < 2 && from > spot.sentence.0 {
        from = (spot.sentence.0.max(spot.start.saturating_sub(REACH))..from.saturating_sub(1))
            .rev()
            .find(|&i| text.chars.get(i).is_some_and(|c| is_comma(*c)))
            .map_or(spot.sentence.0, |i| i + 1);
    }
    let from = from.max(spot.start.saturating_sub(REACH));
    text.text(from, spot.clause.1.min(spot.end + REACH)).trim().to_owned()
}

/// Positions of one kind of mark, ascending.
#[derive(Default)]
struct Marks {
    at: Vec<usize>,
    end: usize,
}

impl Marks {
    fn new(text: &Folded, kind: fn(char) -> bool) -> Self {
        let at = text.chars.iter().enumerate().filter(|(_, c)| kind(**c)).map(|(i, _)| i).collect();
        Self { at, end: text.chars.len() }
    }

    /// The first mark at or after a position, or the end of the line.
    fn after(&self, from: usize) -> usize {
        self.at.get(self.at.partition_point(|&p| p < from)).copied().unwrap_or(self.end)
    }
}

#[derive(Default)]
struct Stops {
    sentences: Marks,
    commas: Marks,
    marks: Marks,
}

impl Stops {
    fn new(text: &Folded) -> Self {
        Self {
            sentences: Marks::new(text, is_sentence_end),
            commas: Marks::new(text, is_comma),
            marks: Marks::new(text, |c| c == '、'),
        }
    }
}

/// How far the words of a place reach at most, to either side of the figure.
const REACH: usize = 120;

pub(crate) fn is_sentence_end(c: char) -> bool {
    matches!(c, '。' | ';' | '!' | '?' | '\n')
}

pub(crate) fn is_comma(c: char) -> bool {
    matches!(c, ',' | ':')
}

#[derive(Default)]
struct Cursor {
    at: usize,
    sentence_start: usize,
    comma_start: usize,
}

impl Cursor {
    fn advance(&mut self, text: &Folded, to: usize, sentence: &mut u32, clause: &mut u32) {
        for i in self.at..to {
            match text.chars.get(i) {
                Some(c) if is_sentence_end(*c) => {
                    *sentence += 1;
                    *clause += 1;
                    (self.sentence_start, self.comma_start) = (i + 1, i + 1);
                }
                Some(c) if is_comma(*c) => {
                    *clause += 1;
                    self.comma_start = i + 1;
                }
                Some('、') => *clause += 1,
                _ => {}
            }
        }
        self.at = self.at.max(to);
    }
}
