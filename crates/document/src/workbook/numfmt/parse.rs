//! Format codes to sections of tokens.

use rust_decimal::Decimal;

use super::{Condition, Kind, Operator, Section, Token};

/// Longest code that is looked at, in characters; Excel allows 255.
const LONGEST: usize = 1024;

pub(super) fn sections(code: &str) -> Vec<Section> {
    let chars: Vec<char> = code.chars().take(LONGEST).collect();
    let mut sections = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while let Some(c) = chars.get(at) {
        match c {
            '"' => at += 1 + chars.iter().skip(at + 1).take_while(|c| **c != '"').count(),
            '\\' | '!' => at += 1,
            '[' => at += chars.iter().skip(at + 1).take_while(|c| **c != ']').count(),
            ';' => {
                sections.push(section(chars.get(start..at).unwrap_or_default()));
                start = at + 1;
            }
            _ => {}
        }
        at += 1;
    }
    sections.push(section(chars.get(start..).unwrap_or_default()));
    sections
}

fn section(chars: &[char]) -> Section {
    let mut section = Section::default();
    let mut at = 0;
    let starts = |at: usize, word: &str| {
        word.chars().enumerate().all(|(i, w)| chars.get(at + i).is_some_and(|c| c.eq_ignore_ascii_case(&w)))
    };
    let mut like_general = false;
    // A comma counts once it is known whether digits follow it.
    let mut commas = 0_i32;
    let mut pointed = false;
    while let Some(&c) = chars.get(at) {
        let run = chars.iter().skip(at).take_while(|n| n.eq_ignore_ascii_case(&c)).count();
        let mut used = 1;
        if !matches!(c, ',' | '0' | '#' | '?') && commas > 0 {
            section.shift -= 3 * commas;
            commas = 0;
        }
        match c {
            '"' => {
                let quoted = chars.iter().skip(at + 1).take_while(|c| **c != '"');
                let before = section.tokens.len();
                section.tokens.extend(quoted.map(|c| Token::Literal(*c)));
                used = section.tokens.len() - before + 2;
            }
            '\\' | '!' => {
                section.tokens.extend(chars.get(at + 1).map(|c| Token::Literal(*c)));
                used = 2;
            }
            // The width of a character, or a character that fills the cell: nothing to read.
            '_' | '*' => used = 2,
            '[' => {
                let inner: String = chars.iter().skip(at + 1).take_while(|c| **c != ']').collect();
                used = inner.chars().count() + 2;
                bracket(&mut section, &inner);
            }
            '0' | '#' | '?' => {
                section.grouped |= commas > 0 && !pointed;
                commas = 0;
                section.decimals += u32::from(pointed);
                section.tokens.push(Token::Digit(c == '0'));
                section.kind = if section.kind == Kind::Date { Kind::Date } else { Kind::Number };
            }
            '.' => {
                pointed = true;
                section.tokens.push(Token::Point);
            }
            ',' => {
                if section.tokens.iter().any(|t| matches!(t, Token::Digit(_))) {
                    commas += 1;
                } else {
                    section.tokens.push(Token::Literal(','));
                }
            }
            '%' => {
                section.shift += 2;
                section.tokens.push(Token::Literal('%'));
            }
            '@' => {
                section.tokens.push(Token::Text);
                section.kind = Kind::Text;
            }
            'E' | 'e' if matches!(chars.get(at + 1), Some('+' | '-')) => like_general = true,
            '/' if section.kind == Kind::Number => like_general = true,
            'G' | 'g' if starts(at, "General") => {
                used = 7;
                section.tokens.push(Token::General);
                section.kind = Kind::General;
            }
            'A' | 'a' if starts(at, "AM/PM") || starts(at, "A/P") => {
                used = if starts(at, "AM/PM") { 5 } else { 3 };
                section.tokens.push(Token::HalfDay(false));
                section.kind = Kind::Date;
            }
            '上' if starts(at, "上午/下午") => {
                used = 5;
                section.tokens.push(Token::HalfDay(true));
                section.kind = Kind::Date;
            }
            'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' | 'e' | 'E' => {
                used = run;
                section.tokens.push(Token::Date(c.to_ascii_lowercase(), run));
                section.kind = Kind::Date;
            }
            'a' | 'A' if run >= 3 => {
                used = run;
                section.tokens.push(Token::Date('a', run));
                section.kind = Kind::Date;
            }
            _ => section.tokens.push(Token::Literal(c)),
        }
        at += used.max(1);
    }
    section.shift -= 3 * commas;
    if like_general && section.kind == Kind::Number {
        section.kind = Kind::General;
        section.tokens = vec![Token::General];
        section.shift = 0;
    }
    if section.kind == Kind::Date {
        minutes(&mut section.tokens);
    }
    section
}

/// `[Red]`, `[$¥-804]`, `[h]`, `[>=100]`, `[DBNum1]`.
fn bracket(section: &mut Section, inner: &str) {
    if let Some(currency) = inner.strip_prefix('$') {
        let symbol = currency.split('-').next().unwrap_or_default();
        section.tokens.extend(symbol.chars().map(Token::Literal));
        return;
    }
    let first = inner.chars().next().map(|c| c.to_ascii_lowercase());
    if let Some(letter @ ('h' | 'm' | 's')) = first
        && inner.chars().all(|c| c.eq_ignore_ascii_case(&letter))
    {
        section.tokens.push(Token::Elapsed(letter, inner.len()));
        section.kind = Kind::Date;
        return;
    }
    let operators = [
        ("<=", Operator::LessOrEqual),
        (">=", Operator::GreaterOrEqual),
        ("<>", Operator::NotEqual),
        ("<", Operator::Less),
        (">", Operator::Greater),
        ("=", Operator::Equal),
    ];
    section.condition = operators
        .into_iter()
        .find_map(|(sign, operator)| {
            let value = inner.strip_prefix(sign)?.trim().parse().ok()?;
            Some(Condition { operator, value })
        })
        .or(section.condition);
}

/// `m` right behind hours or in front of seconds is minutes (`n`).
fn minutes(tokens: &mut [Token]) {
    let parts: Vec<(usize, char)> = tokens
        .iter()
        .enumerate()
        .filter_map(|(i, t)| match t {
            Token::Date(c, _) | Token::Elapsed(c, _) => Some((i, *c)),
            _ => None,
        })
        .collect();
    for (n, (at, c)) in parts.iter().enumerate() {
        let before = n.checked_sub(1).and_then(|p| parts.get(p)).map(|p| p.1);
        let after = parts.get(n + 1).map(|p| p.1);
        if *c == 'm'
            && (before == Some('h') || after == Some('s'))
            && let Some(Token::Date(letter, _)) = tokens.get_mut(*at)
        {
            *letter = 'n';
        }
    }
}

impl Condition {
    pub(super) fn holds(self, value: Decimal) -> bool {
        match self.operator {
            Operator::Less => value < self.value,
            Operator::LessOrEqual => value <= self.value,
            Operator::Greater => value > self.value,
            Operator::GreaterOrEqual => value >= self.value,
            Operator::Equal => value == self.value,
            Operator::NotEqual => value != self.value,
        }
    }
}
