//! What the passes over the figures share: lines, figures, years, names, sections.

use kanhe_report::{Mention, Section, TextLine, holds_any};

use super::{
    folded::{Folded, Openings, has_any, rfind_any, starts},
    lines::LineFacts,
    mentions::Spot,
    years::{self, Year},
};

/// Read-only view of the text for the passes that understand figures.
pub(crate) struct Context<'a> {
    pub lines: &'a [TextLine],
    pub facts: &'a [LineFacts],
    pub folded: &'a [Folded],
    pub sections: &'a [Section],
    pub mentions: &'a [Mention],
    pub spots: &'a [Spot],
    /// Years of each line.
    pub years: Vec<Vec<Year>>,
    /// The year reported on.
    pub reported: Option<i32>,
    /// Names of the reporting unit, folded.
    pub names: Vec<Vec<char>>,
    /// First mention of each line, and one past the last line's.
    first: Vec<usize>,
}

/// What was carried over from an earlier year: it is a sum of its own, and what follows it is the reported year's again.
const CARRIED: &[&str] =
    &["上年结转", "上年结余", "上年度结转", "上年度结余", "上年末结转", "上年末结余", "上年年末结转"];

impl<'a> Context<'a> {
    pub fn new(
        (lines, facts, folded): (&'a [TextLine], &'a [LineFacts], &'a [Folded]),
        sections: &'a [Section],
        (mentions, spots): (&'a [Mention], &'a [Spot]),
        reported: Option<i32>,
        names: Vec<Vec<char>>,
    ) -> Self {
        let years = folded.iter().map(years::scan).collect();
        let mut first = vec![0; lines.len() + 1];
        for spot in spots {
            if let Some(n) = first.get_mut(spot.line + 1) {
                *n += 1;
            }
        }
        let mut sum = 0;
        for n in &mut first {
            sum += *n;
            *n = sum;
        }
        Self { lines, facts, folded, sections, mentions, spots, years, reported, names, first }
    }

    /// Indexes of the mentions of a line.
    pub fn of_line(&self, line: usize) -> std::ops::Range<usize> {
        let at = |i: usize| self.first.get(i).copied().unwrap_or(self.mentions.len());
        at(line)..at(line + 1)
    }

    /// Indexes of the mentions of a line that stand between two characters.
    pub fn between(&self, line: usize, from: usize, to: usize) -> std::ops::Range<usize> {
        let all = self.of_line(line);
        let spots = self.spots.get(all.clone()).unwrap_or_default();
        let first = all.start + spots.partition_point(|s| s.start < from);
        let last = all.start + spots.partition_point(|s| s.end <= to);
        first..last.max(first)
    }

    /// A line's characters between two indexes.
    pub fn chars(&self, line: usize, from: usize, to: usize) -> &[char] {
        self.folded.get(line).map_or(&[], |f| f.slice(from, to))
    }

    /// Where the words in front of a figure begin: after the figure before it, the last comma or colon, or an open bracket.
    pub fn label_start(&self, spot: &Spot) -> usize {
        let mut from = spot.since.max(spot.clause.0);
        let blank = self.chars(spot.line, from, spot.start).iter().all(|c| c.is_whitespace());
        if blank && from > spot.since && self.chars(spot.line, from - 1, from) == [':'] {
            let floor = spot.since.max(spot.start.saturating_sub(40));
            let front = self.chars(spot.line, floor, from - 1);
            from = floor + front.iter().rposition(|c| matches!(c, ',' | ':')).map_or(0, |i| i + 1);
        }
        let label = self.chars(spot.line, from, spot.start);
        let mut depth = 0i32;
        for (i, c) in label.iter().enumerate().rev() {
            match c {
                ')' => depth += 1,
                '(' if depth == 0 => return from + i + 1,
                '(' => depth -= 1,
                _ => {}
            }
        }
        from
    }

    /// The words in front of a figure, without year and without the unit's name; `None` if they are too many, or if
    /// they compare with another year. Also the year that stood there.
    pub fn label(&self, spot: &Spot) -> Option<(Vec<char>, Option<i32>)> {
        self.bare(spot.line, self.label_start(spot), spot.start)
    }

    /// Words between two places, cut after the last year, without the unit's name.
    pub fn bare(&self, line: usize, from: usize, to: usize) -> Option<(Vec<char>, Option<i32>)> {
        if to.saturating_sub(from) > 70 {
            return None;
        }
        let year = self.years.get(line).and_then(|ys| {
            let last = ys.partition_point(|y| y.end <= to).checked_sub(1)?;
            ys.get(last).filter(|y| y.start >= from)
        });
        // 2022年初 is the year and 年初.
        let opening = |end: usize| self.chars(line, end - 1, end + 1) == ['年', '初'];
        let start = year.map_or(from, |y| y.end - usize::from(opening(y.end)));
        if year.is_some() {
            let front = self.chars(line, from, start);
            if has_any(front, &["较", "比", "与", "同比", "上年"]) {
                return None;
            }
        }
        let mut label: Vec<char> = self.chars(line, start, to).to_vec();
        while matches!(label.first(), Some('、' | ' ' | ')')) {
            label.remove(0);
        }
        for name in &self.names {
            if let Some(at) = label.windows(name.len().max(1)).position(|w| w == name.as_slice()) {
                label.drain(at..at + name.len());
            }
        }
        Some((label, year.map(|y| y.year)))
    }

    /// The year that a figure speaks of: the last one named before it in its line, years of comparison left out.
    pub fn year_at(&self, spot: &Spot) -> Option<i32> {
        let years = self.years.get(spot.line)?;
        let before = years.get(..years.partition_point(|y| y.end <= spot.start))?;
        before
            .iter()
            .rev()
            .take(4)
            .find(|y| {
                let front = self.chars(spot.line, y.start.saturating_sub(2), y.start);
                let compared = front.iter().any(|c| "较比与".contains(*c));
                let named = front.contains(&'《');
                !compared && !named
            })
            .map(|y| y.year)
    }

    /// Whether a figure speaks of the year reported on, as far as can be told.
    pub fn is_current(&self, spot: &Spot) -> bool {
        !self.is_prior(spot) && self.year_at(spot).is_none_or(|y| self.reported.is_none_or(|r| r == y))
    }

    /// Whether words such as 上年 in its sentence give a figure to an earlier year.
    pub fn is_prior(&self, spot: &Spot) -> bool {
        let offset = spot.sentence.0.max(spot.start.saturating_sub(80));
        let sentence = self.chars(spot.line, offset, spot.start);
        let words = Openings::of(&["上年", "去年", "以前年度", "上一年"]);
        let earlier = (0..sentence.len()).rev().find(|&i| {
            if !words.stands(sentence, i) {
                return false;
            }
            let compared = i > 0 && sentence.get(i - 1).is_some_and(|c| "比较与同".contains(*c));
            let rest = sentence.get(i..).unwrap_or_default();
            let bracket = rest.iter().position(|c| matches!(c, '(' | ')')).is_some_and(|k| rest.get(k) == Some(&')'));
            let carried = bracket || CARRIED.iter().any(|w| starts(sentence, i, w)) && spot.since > offset + i;
            !compared && !carried
        });
        let this_year = || rfind_any(sentence, &["本年", "今年", "当年", "全年", "年末", "年终", "年底"]);
        (earlier.is_some() && earlier > this_year()) || self.about_prior(spot)
    }

    /// `上年度情况。…`: the line's first words, or its heading, say that it is about an earlier year.
    fn about_prior(&self, spot: &Spot) -> bool {
        let earlier = |words: &[char]| has_any(words, &["上年", "上一年", "以前年度"]);
        let front = self.chars(spot.line, 0, spot.start.min(16));
        let lead = front.iter().position(|c| matches!(c, '。' | ':')).and_then(|end| front.get(..end));
        let other = |words: &[char]| has_any(words, &["本年", "对比", "比较", "结转", "结余"]);
        lead.is_some_and(|l| earlier(l) && !other(l))
    }

    /// Titles of the sections that a line stands in, innermost first.
    pub fn titles(&self, line: usize) -> impl Iterator<Item = &str> {
        let mut at = self.lines.get(line).and_then(|l| l.section);
        std::iter::from_fn(move || {
            let section = self.sections.get(at?)?;
            at = section.parent.filter(|p| Some(*p) < at);
            Some(section.title.as_str())
        })
    }

    /// Whether a section above a line has one of the words in its title.
    pub fn within(&self, line: usize, words: &[&str]) -> bool {
        self.titles(line).any(|t| holds_any(t, words))
    }
}
