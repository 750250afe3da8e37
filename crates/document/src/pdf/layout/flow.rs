//! Lines of running text to paragraphs.

use super::chunks::Line;
use super::wrap::Room;

/// A paragraph under construction.
#[derive(Debug)]
pub(super) struct Flow {
    /// Left and right end of the page's text.
    pub left: f32,
    pub right: f32,
    text: String,
    last: Option<(Line, u32)>,
    first_x: f32,
    lines: usize,
    page: u32,
    pitch: f32,
    spaced: bool,
}

impl Flow {
    /// Lines of a paragraph stand `pitch` font sizes apart, paragraphs farther if they are `spaced`.
    pub fn new(pitch: f32, spaced: bool) -> Self {
        Self { left: 0.0, right: 0.0, text: String::new(), last: None, first_x: 0.0, lines: 0, page: 0, pitch, spaced }
    }

    /// Adds a line; the paragraph that it ends, if it begins another, with its page.
    pub fn push(&mut self, line: Line, page: u32) -> Option<(String, u32)> {
        let room = Room { width: self.right - self.left };
        let goes_on = self.last.as_ref().is_some_and(|(last, last_page)| self.goes_on(last, &line, *last_page == page));
        if goes_on {
            if let Some((last, _)) = &self.last {
                self.text.push_str(room.joint(last, &line));
            }
            self.text.push_str(&line.text);
            self.lines += 1;
            self.last = Some((line, page));
            return None;
        }
        let done = self.finish();
        self.text.clone_from(&line.text);
        self.first_x = line.rect.x0;
        self.lines = 1;
        self.page = page;
        self.last = Some((line, page));
        done
    }

    /// The paragraph so far.
    pub fn finish(&mut self) -> Option<(String, u32)> {
        self.last = None;
        let text = std::mem::take(&mut self.text);
        (!text.is_empty()).then_some((text, self.page))
    }

    fn goes_on(&self, last: &Line, line: &Line, same_page: bool) -> bool {
        let em = line.size;
        if (last.size - em).abs() > 0.12 * last.size || last.turned != line.turned || begins_item(&line.text) {
            return false;
        }
        let step = (line.base - last.base) / em;
        if same_page && !(0.0..1.4 * self.pitch).contains(&step) {
            return false;
        }
        // Where paragraphs stand apart lines that do not are one; and none ends with a figure or a comma.
        let close = same_page && self.spaced && step < 1.12 * self.pitch;
        let unfinished = last.text.ends_with(|c: char| c.is_ascii_digit() || "，、（“《".contains(c));
        let slack = if close || unfinished { 3.0 } else { 0.3 };
        let room = Room { width: self.right - self.left };
        let sides = |l: &Line| (l.rect.x0 - self.left, self.right - l.rect.x1);
        let centred = |l: &Line| (sides(l).0 - sides(l).1).abs() < 0.7 * em;
        // A title over several lines: each in the middle, all but the last filled.
        if centred(last) && centred(line) && sides(line).0 > 2.0 * em {
            return room.is_full(last, line, 0.3) && !last.text.ends_with('。');
        }
        // A title of one line ends where the line below is not in the middle; no first line is indented as far.
        if centred(last) && sides(last).0 > 2.6 * em {
            return false;
        }
        let shift = line.rect.x0 - last.rect.x0;
        let indented = last.rect.x0 - self.left > 0.8 * em;
        // Back to the left below an indented line: the paragraph goes on, if the line was about filled.
        let back = self.lines == 1 && shift < -0.8 * em;
        let tail = Room { width: self.right - last.rect.x0 };
        if !tail.is_full(last, line, if back { 4.0 } else { slack }) {
            return false;
        }
        if self.lines == 1 {
            back || (shift.abs() < 0.8 * em && !indented) || self.hangs(line, em)
        } else {
            shift.abs() < 0.8 * em
        }
    }

    /// A hanging indent: the text after a number stands further in.
    fn hangs(&self, line: &Line, em: f32) -> bool {
        let shift = line.rect.x0 - self.first_x;
        self.text.starts_with(|c: char| c.is_ascii_digit() || "（(①②③④⑤⑥⑦⑧⑨⑩•".contains(c))
            && (0.8 * em..4.0 * em).contains(&shift)
    }
}

/// Whether a text starts with the number of a heading or of an item of a list: `一、`, `（二）`, `3.`, `④`.
fn begins_item(text: &str) -> bool {
    const NUMERALS: &str = "一二三四五六七八九十";
    let first = text.chars().next().unwrap_or(' ');
    if ('①'..='⑳').contains(&first) {
        return true;
    }
    let numeral = |s: &str| !s.is_empty() && s.chars().count() <= 3 && s.chars().all(|c| NUMERALS.contains(c));
    let figure = |s: &str| (1..=2).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit());
    if let Some(inner) = text.strip_prefix(['（', '(']) {
        return inner.split_once(['）', ')']).is_some_and(|(n, rest)| (numeral(n) || figure(n)) && !rest.is_empty());
    }
    text.split_once(['、', '.', '．']).is_some_and(|(n, rest)| {
        (numeral(n) && !text.contains(&format!("{n}.")))
            || (figure(n) && !rest.starts_with(|c: char| c.is_ascii_digit()))
    })
}
