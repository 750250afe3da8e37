//! Text → tokens. Full-width and ASCII punctuation mean the same; spans are those of the text as written.

use std::ops::Range;

use winnow::Parser;
use winnow::combinator::{alt, dispatch, empty, fail, opt, peek};
use winnow::error::{ErrMode, ParserError};
use winnow::stream::{LocatingSlice, Location};
use winnow::token::{any, literal, one_of, take_till, take_while};

use crate::ast::{Comparison, Number, Unit};
use crate::error::{ErrorKind, FormulaError};
use crate::exact::{self, Exact};

/// Digits kept before and behind the decimal point.
const DIGITS: (usize, usize) = (18, 9);

/// A token and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Token {
    pub kind: Kind,
    pub span: Range<usize>,
}

/// What a token is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Kind {
    Number(Number),
    Text(String),
    Name(String),
    Boolean(bool),
    Compare(Comparison),
    Plus,
    Minus,
    Times,
    Divide,
    Open,
    Close,
    Comma,
    Dot,
    And,
    Or,
    Not,
    If,
    Then,
    Else,
    Between,
    With,
}

type Input<'t> = LocatingSlice<&'t str>;
type Lexed<T> = Result<T, ErrMode<Fault>>;

/// Where and why lexing stopped. `kind` is absent while alternatives are still being tried.
#[derive(Debug)]
struct Fault {
    at: usize,
    kind: Option<ErrorKind>,
}

impl<'t> ParserError<Input<'t>> for Fault {
    type Inner = Self;

    fn from_input(input: &Input<'t>) -> Self {
        Fault { at: input.current_token_start(), kind: None }
    }

    fn into_inner(self) -> Result<Self, Self> {
        Ok(self)
    }
}

fn cut<T>(at: usize, kind: ErrorKind) -> Lexed<T> {
    Err(ErrMode::Cut(Fault { at, kind: Some(kind) }))
}

/// All tokens of a formula.
pub(crate) fn lex(text: &str) -> Result<Vec<Token>, FormulaError> {
    let mut input = LocatingSlice::new(text);
    let mut tokens = Vec::with_capacity(text.len() / 4);
    loop {
        let blanks: Lexed<&str> = take_while(0.., char::is_whitespace).parse_next(&mut input);
        if blanks.is_err() || input.is_empty() {
            return Ok(tokens);
        }
        let start = input.current_token_start();
        let after_operand = matches!(
            tokens.last(),
            Some(Token { kind: Kind::Number(_) | Kind::Text(_) | Kind::Boolean(_) | Kind::Close, .. })
        );
        let next =
            if after_operand { alt((connector, token)).parse_next(&mut input) } else { token.parse_next(&mut input) };
        match next {
            Ok(kind) => tokens.push(Token { kind, span: start..input.current_token_start() }),
            Err(error) => return Err(report(text, start, error)),
        }
    }
}

fn report(text: &str, start: usize, error: ErrMode<Fault>) -> FormulaError {
    let fault = match error {
        ErrMode::Backtrack(fault) | ErrMode::Cut(fault) => fault,
        ErrMode::Incomplete(_) => Fault { at: start, kind: None },
    };
    let fault = if fault.kind.is_none() { Fault { at: start, kind: None } } else { fault };
    let rest = text.get(fault.at..).unwrap_or_default();
    let first = rest.chars().next();
    let end = match &fault.kind {
        Some(ErrorKind::UnknownUnit(_)) => {
            fault.at + rest.find(|c| !continues_name(c) && !matches!(c, '%' | '％')).unwrap_or(rest.len())
        }
        Some(ErrorKind::NumberTooLong) => fault.at + rest.find(|c| !is_digit(c) && c != '.').unwrap_or(rest.len()),
        _ => fault.at + first.map_or(0, char::len_utf8),
    };
    let kind = fault.kind.unwrap_or(ErrorKind::UnexpectedCharacter(first.unwrap_or(' ')));
    let suggestion = match &kind {
        ErrorKind::UnexpectedCharacter('—') => Some("-".to_owned()),
        ErrorKind::UnexpectedCharacter('【' | '[' | '［' | '{' | '｛') => Some("(".to_owned()),
        ErrorKind::UnexpectedCharacter('】' | ']' | '］' | '}' | '｝') => Some(")".to_owned()),
        ErrorKind::UnexpectedCharacter('&') => Some("且".to_owned()),
        ErrorKind::UnexpectedCharacter('|') => Some("或".to_owned()),
        ErrorKind::UnexpectedCharacter('≈') => Some("=".to_owned()),
        _ => None,
    };
    FormulaError::new(fault.at..end, kind).suggest(suggestion)
}

fn token(input: &mut Input<'_>) -> Lexed<Kind> {
    dispatch! {peek(any);
        c if is_digit(c) => number,
        '"' | '\'' | '“' | '‘' | '＂' | '＇' | '”' | '’' => quoted,
        c if starts_name(c) => name,
        _ => sign,
    }
    .parse_next(input)
}

/// `12.5万元`, `30%`.
fn number(input: &mut Input<'_>) -> Lexed<Kind> {
    let start = input.current_token_start();
    let whole = take_while(1.., is_digit).parse_next(input)?;
    let decimals = opt((one_of(['.', '．']), take_while(1.., is_digit)).map(|(_, digits)| digits)).parse_next(input)?;
    let unit_at = input.current_token_start();
    let unit = opt(alt((
        one_of(['%', '％']).value(Unit::Percent),
        literal("元").value(Unit::Yuan),
        literal("万元").value(Unit::TenThousandYuan),
        literal("亿元").value(Unit::HundredMillionYuan),
    )))
    .parse_next(input)?
    .unwrap_or(Unit::None);
    if peek(connector).parse_next(input).is_err() {
        let glued: &str = take_while(0.., continues_name).parse_next(input)?;
        if !glued.is_empty() {
            return cut(unit_at, ErrorKind::UnknownUnit(format!("{}{glued}", unit.suffix())));
        }
    }
    match value(whole, decimals.unwrap_or_default()).and_then(|value| exact::mul(value, unit.worth())) {
        Some(value) => Ok(Kind::Number(Number { value, unit })),
        None => cut(start, ErrorKind::NumberTooLong),
    }
}

fn value(whole: &str, decimals: &str) -> Option<Exact> {
    if whole.chars().count() > DIGITS.0 || decimals.chars().count() > DIGITS.1 {
        return None;
    }
    let digits = whole.chars().chain(decimals.chars()).map(half_width);
    let magnitude = digits.fold(0_i128, |n, c| n * 10 + i128::from(c.to_digit(10).unwrap_or(0)));
    exact::decimal(magnitude, u8::try_from(decimals.chars().count()).ok()?)
}

/// A text between quotation marks; it holds no line breaks or other control characters.
fn quoted(input: &mut Input<'_>) -> Lexed<Kind> {
    let start = input.current_token_start();
    let close: &[char] = match any.parse_next(input)? {
        '"' => &['"'],
        '\'' => &['\''],
        '＂' => &['＂'],
        '＇' => &['＇'],
        '“' | '”' => &['”'],
        _ => &['’'],
    };
    let text: &str = take_till(0.., |c: char| close.contains(&c) || c.is_control()).parse_next(input)?;
    match opt(one_of(close)).parse_next(input)? {
        Some(_) => Ok(Kind::Text(text.to_owned())),
        None => cut(start, ErrorKind::UnclosedText),
    }
}

/// A word that joins two operands. Behind an operand that is no name it needs no blank after it: `得分>0且分值>0`.
fn connector(input: &mut Input<'_>) -> Lexed<Kind> {
    alt((
        alt((literal("并且"), literal("且"))).value(Kind::And),
        alt((literal("或者"), literal("或"))).value(Kind::Or),
        literal("否则").value(Kind::Else),
        literal("则").value(Kind::Then),
        literal("介于").value(Kind::Between),
        literal("与").value(Kind::With),
    ))
    .parse_next(input)
}

/// A name or a keyword.
fn name(input: &mut Input<'_>) -> Lexed<Kind> {
    let word: &str = take_while(1.., continues_name).parse_next(input)?;
    let word: String = word.chars().map(half_width).collect();
    let lower = word.to_ascii_lowercase();
    Ok(match lower.as_str() {
        "真" | "true" => Kind::Boolean(true),
        "假" | "false" => Kind::Boolean(false),
        "且" | "并且" | "and" => Kind::And,
        "或" | "或者" | "or" => Kind::Or,
        "非" | "不" | "not" => Kind::Not,
        "若" | "如果" | "if" => Kind::If,
        "则" | "then" => Kind::Then,
        "否则" | "else" => Kind::Else,
        "介于" | "between" => Kind::Between,
        "与" => Kind::With,
        _ => Kind::Name(word),
    })
}

fn sign(input: &mut Input<'_>) -> Lexed<Kind> {
    let is_equals = |c: char| matches!(c, '=' | '＝');
    dispatch! {any;
        '+' | '＋' => empty.value(Kind::Plus),
        '-' | '－' | '−' | '–' => empty.value(Kind::Minus),
        '*' | '＊' | '×' | '✕' | '·' | '⋅' => empty.value(Kind::Times),
        '/' | '／' | '÷' | '∕' => empty.value(Kind::Divide),
        '(' | '（' => empty.value(Kind::Open),
        ')' | '）' => empty.value(Kind::Close),
        ',' | '，' | '、' | ';' | '；' => empty.value(Kind::Comma),
        '.' | '．' | '。' => empty.value(Kind::Dot),
        '≠' => empty.value(Kind::Compare(Comparison::NotEqual)),
        '≤' | '≦' | '⩽' => empty.value(Kind::Compare(Comparison::LessOrEqual)),
        '≥' | '≧' | '⩾' => empty.value(Kind::Compare(Comparison::GreaterOrEqual)),
        '=' | '＝' => opt(one_of(is_equals)).value(Kind::Compare(Comparison::Equal)),
        '!' | '！' => one_of(is_equals).value(Kind::Compare(Comparison::NotEqual)),
        '<' | '＜' => alt((
            one_of(is_equals).value(Kind::Compare(Comparison::LessOrEqual)),
            one_of(['>', '＞']).value(Kind::Compare(Comparison::NotEqual)),
            empty.value(Kind::Compare(Comparison::Less)),
        )),
        '>' | '＞' => alt((
            one_of(is_equals).value(Kind::Compare(Comparison::GreaterOrEqual)),
            empty.value(Kind::Compare(Comparison::Greater)),
        )),
        _ => fail,
    }
    .parse_next(input)
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

fn starts_name(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '_' | '＿')
}

/// A middle dot belongs to the name it stands in.
fn continues_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '＿' | '·' | '・')
}

/// Full-width letters and digits as their ASCII counterparts.
fn half_width(c: char) -> char {
    match c {
        '！'..='～' => u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c),
        _ => c,
    }
}
