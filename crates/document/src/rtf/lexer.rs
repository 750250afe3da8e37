//! Rich Text Format as tokens: braces, control words, characters.

/// Letters of a control word, at most.
const LONGEST_WORD: usize = 32;

/// A piece of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Open,
    Close,
    /// `\word` or `\word12`.
    Word(&'a str, Option<i32>),
    /// `\*`, `\~` and the like.
    Symbol(u8),
    /// `\'b0`.
    Hex(u8),
    /// Characters as they stand, line ends left out.
    Text(&'a [u8]),
}

/// Splits the bytes of a file.
#[derive(Debug, Clone)]
pub(super) struct Lexer<'a> {
    rest: &'a [u8],
}

impl<'a> Lexer<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// Passes over the raw bytes that `\bin` announces.
    pub(super) fn pass_over(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }

    fn take(&mut self, bytes: usize) -> &'a [u8] {
        let (taken, rest) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, &[]));
        self.rest = rest;
        taken
    }

    /// What follows a backslash.
    fn control(&mut self) -> Option<Token<'a>> {
        let first = *self.rest.first()?;
        if !first.is_ascii_alphabetic() {
            self.take(1);
            if first != b'\'' {
                return Some(Token::Symbol(first));
            }
            let code = self.rest.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
            let code = code.and_then(|digits| u8::from_str_radix(digits, 16).ok());
            if code.is_some() {
                self.take(2);
            }
            return Some(code.map_or(Token::Text(b""), Token::Hex));
        }
        let letters = self.rest.iter().take(LONGEST_WORD).take_while(|b| b.is_ascii_alphabetic()).count();
        let name = std::str::from_utf8(self.take(letters)).unwrap_or_default();
        let is_negative = self.rest.first() == Some(&b'-') && self.rest.get(1).is_some_and(u8::is_ascii_digit);
        if is_negative {
            self.take(1);
        }
        let digits = self.rest.iter().take_while(|b| b.is_ascii_digit()).count();
        let value = self.take(digits).iter().fold(None, |value: Option<i32>, digit| {
            Some(value.unwrap_or(0).saturating_mul(10).saturating_add(i32::from(digit - b'0')))
        });
        if self.rest.first() == Some(&b' ') {
            self.take(1);
        }
        Some(Token::Word(name, value.map(|v| if is_negative { -v } else { v })))
    }
}

impl<'a> Iterator for Lexer<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            match self.rest.first()? {
                b'{' | b'}' => return Some(if self.take(1) == b"{" { Token::Open } else { Token::Close }),
                b'\\' => {
                    self.take(1);
                    return self.control();
                }
                b'\r' | b'\n' | 0 => {
                    self.take(1);
                }
                _ => {
                    let special = |b: &u8| matches!(b, b'{' | b'}' | b'\\' | b'\r' | b'\n' | 0);
                    let end = self.rest.iter().position(special).unwrap_or(self.rest.len());
                    return Some(Token::Text(self.take(end)));
                }
            }
        }
    }
}
