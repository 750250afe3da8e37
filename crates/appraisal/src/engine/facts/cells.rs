//! Amounts in the goals' cells, which hold sentences as the running text does.

use kanhe_report::{Amount, Decimal, Entry, Figure, Mention, MoneyUnit, Report};

/// The goals' cells with their amounts; a mention's `line` is an index into `texts`.
#[derive(Debug, Default)]
pub(crate) struct Cells {
    /// The cells' texts.
    pub texts: Vec<String>,
    /// Their amounts, in order.
    pub mentions: Vec<Mention>,
}

/// Cells longer than this many bytes are no sentence on money.
const LONGEST: usize = 4000;

impl Cells {
    /// Reads the goals of all forms.
    pub fn of(report: &Report) -> Self {
        let mut cells = Self::default();
        for goal in report.forms.iter().flat_map(|f| &f.goals) {
            cells.add(&goal.expected);
            cells.add(&goal.actual);
        }
        cells
    }

    fn add(&mut self, entry: &Entry<String>) {
        let (Some(text), Some(place)) = (entry.sure(), &entry.place) else { return };
        if text.len() > LONGEST || !text.contains("其中") {
            return;
        }
        let line = self.texts.len();
        let mut sentence = self.mentions.last().map_or(0, |m| m.sentence);
        let mut since = 0;
        sentence += 1;
        for (start, end, amount) in amounts(text) {
            let between = text.get(since..start).unwrap_or_default();
            let stops = between.matches(['。', '；', ';', '！', '？', '\n']).count();
            sentence += u32::try_from(stops).unwrap_or(0);
            let words = between.rsplit(['。', '；', ';', '！', '？', '\n']).next().unwrap_or(between);
            self.mentions.push(Mention {
                figure: Figure::Amount(amount),
                raw: text.get(start..end).unwrap_or_default().to_owned(),
                before: words.trim().replace('，', ",").replace('：', ":"),
                after: String::new(),
                line,
                sentence,
                clause: sentence,
                span: (start, end),
                place: place.clone(),
            });
            since = end;
        }
        self.texts.push(text.clone());
    }
}

/// Every number with a unit of money behind it: its bytes and its value.
fn amounts(text: &str) -> Vec<(usize, usize, Amount)> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|t| t.find(|c: char| c.is_ascii_digit())).map(|i| i + at) {
        let rest = text.get(start..).unwrap_or_default();
        let length = rest.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(rest.len());
        at = start + length;
        let after = text.get(at..).unwrap_or_default();
        let units = [
            ("万元", MoneyUnit::WanYuan),
            ("亿元", MoneyUnit::YiYuan),
            ("千元", MoneyUnit::ThousandYuan),
            ("元", MoneyUnit::Yuan),
        ];
        let Some((word, unit)) = units.into_iter().find(|(word, _)| after.starts_with(word)) else { continue };
        let number = rest.get(..length).unwrap_or_default().replace(',', "").parse::<Decimal>();
        if let Some(amount) = number.ok().and_then(|n| Amount::from_printed(n, unit)) {
            out.push((start, at + word.len(), amount));
        }
        at += word.len();
    }
    out
}
