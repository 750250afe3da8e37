//! Tokens → syntax tree. Loosest to tightest: 若, 或, 且, 非, comparison, sum, product, sign.

use std::ops::Range;

use winnow::Parser;
use winnow::combinator::{dispatch, empty, fail, repeat};
use winnow::error::{ErrMode, ParserError};
use winnow::stream::{Stateful, Stream, TokenSlice};
use winnow::token::any;

use crate::ast::{Comparison, Expr, Function, Node};
use crate::error::{ErrorKind, Expected, FormulaError};
use crate::lexer::{Kind, Token, lex};
use crate::suggest;

/// The most characters that a formula may have.
pub const MAX_LENGTH: usize = 10_000;
/// The deepest that a formula may be nested.
pub const MAX_DEPTH: usize = 64;

/// What the parser knows beside the tokens left.
#[derive(Debug, Clone)]
struct Place<'t> {
    tokens: &'t [Token],
    depth: usize,
}

type Input<'t> = Stateful<TokenSlice<'t, Token>, Place<'t>>;
type Parsed<T> = Result<T, ErrMode<Fault>>;

/// Why parsing stopped, `left` tokens before the end.
#[derive(Debug)]
struct Fault {
    left: usize,
    why: Why,
}

#[derive(Debug)]
enum Why {
    Expected(Expected),
    Wrong(Box<FormulaError>),
}

impl<'t> ParserError<Input<'t>> for Fault {
    type Inner = Self;

    fn from_input(input: &Input<'t>) -> Self {
        Fault { left: input.eof_offset(), why: Why::Expected(Expected::Operand) }
    }

    fn into_inner(self) -> Result<Self, Self> {
        Ok(self)
    }
}

/// Reads a formula. Never panics; the time is linear in the length.
///
/// # Errors
/// What is wrong first, with its place.
pub fn parse(text: &str) -> Result<Expr, FormulaError> {
    if text.chars().nth(MAX_LENGTH).is_some() {
        return Err(FormulaError::new(last(text), ErrorKind::TooLong { limit: MAX_LENGTH }));
    }
    let tokens = lex(text)?;
    if tokens.is_empty() {
        return Err(FormulaError::new(last(text), ErrorKind::Empty));
    }
    let place = Place { tokens: &tokens, depth: 0 };
    let mut input = Stateful { input: TokenSlice::new(&tokens), state: place };
    let parsed = expression.parse_next(&mut input).and_then(|expr| match input.eof_offset() {
        0 => Ok(expr),
        _ => unexpected(&input, Expected::OperatorOrEnd),
    });
    parsed.map_err(|error| report(text, &tokens, error))
}

/// The last character that is not blank.
fn last(text: &str) -> Range<usize> {
    let text = text.trim_end();
    text.char_indices().next_back().map_or(0..0, |(at, c)| at..at + c.len_utf8())
}

fn report(text: &str, tokens: &[Token], error: ErrMode<Fault>) -> FormulaError {
    let fault = match error {
        ErrMode::Backtrack(fault) | ErrMode::Cut(fault) => fault,
        ErrMode::Incomplete(_) => Fault { left: 0, why: Why::Expected(Expected::OperatorOrEnd) },
    };
    match fault.why {
        Why::Wrong(error) => *error,
        Why::Expected(expected) => {
            let token = tokens.len().checked_sub(fault.left).and_then(|at| tokens.get(at));
            let span = token.map_or_else(|| last(text), |token| token.span.clone());
            let found = token.and_then(|token| text.get(token.span.clone())).map(str::to_owned);
            let suggestion = found.as_deref().and_then(suggest::operator).map(str::to_owned);
            FormulaError::new(span, ErrorKind::Unexpected { found, expected }).suggest(suggestion)
        }
    }
}

fn unexpected<T>(input: &Input<'_>, expected: Expected) -> Parsed<T> {
    Err(ErrMode::Cut(Fault { left: input.eof_offset(), why: Why::Expected(expected) }))
}

fn wrong<T>(span: Range<usize>, kind: ErrorKind, suggestion: Option<String>) -> Parsed<T> {
    Err(ErrMode::Cut(Fault { left: 0, why: Why::Wrong(Box::new(FormulaError::new(span, kind).suggest(suggestion))) }))
}

/// The kind of the next token, left where it is.
fn ahead<'t>(input: &Input<'t>) -> Option<&'t Kind> {
    input.peek_token().map(|token| &token.kind)
}

/// The next token, if it is of that kind.
fn take<'t>(input: &mut Input<'t>, kind: &Kind) -> Option<&'t Token> {
    if ahead(input) == Some(kind) { input.next_token() } else { None }
}

fn need(input: &mut Input<'_>, kind: &Kind, expected: Expected) -> Parsed<()> {
    match take(input, kind) {
        Some(_) => Ok(()),
        None => unexpected(input, expected),
    }
}

/// Runs `inner` one level deeper.
fn deeper<'t, T>(
    input: &mut Input<'t>,
    at: Range<usize>,
    inner: impl FnOnce(&mut Input<'t>) -> Parsed<T>,
) -> Parsed<T> {
    if input.state.depth >= MAX_DEPTH {
        return wrong(at, ErrorKind::TooDeep { limit: MAX_DEPTH }, None);
    }
    input.state.depth += 1;
    let parsed = inner(input);
    input.state.depth -= 1;
    parsed
}

fn join(left: &Expr, right: &Expr) -> Range<usize> {
    left.span.start..right.span.end
}

/// A part alone, or several put together by `node`.
fn several(mut parts: Vec<Expr>, node: fn(Vec<Expr>) -> Node) -> Expr {
    match (parts.first(), parts.last()) {
        (Some(first), Some(last)) if parts.len() > 1 => {
            let span = join(first, last);
            Expr { node: node(parts), span }
        }
        _ => parts.swap_remove(0),
    }
}

/// `part sign part sign part …`, where `sign` says how each further part is joined.
fn joined<'t>(
    input: &mut Input<'t>,
    part: fn(&mut Input<'t>) -> Parsed<Expr>,
    sign: fn(&mut Input<'t>) -> Parsed<bool>,
    node: fn(Vec<(bool, Expr)>) -> Node,
) -> Parsed<Expr> {
    let first = part(input)?;
    let rest: Vec<(bool, Expr)> = repeat(0.., (sign, part)).parse_next(input)?;
    match rest.last() {
        None => Ok(first),
        Some((_, last)) => {
            let span = join(&first, last);
            let parts = std::iter::once((false, first)).chain(rest).collect();
            Ok(Expr { node: node(parts), span })
        }
    }
}

fn expression(input: &mut Input<'_>) -> Parsed<Expr> {
    let mut parts = vec![conjunction(input)?];
    while take(input, &Kind::Or).is_some() {
        parts.push(conjunction(input)?);
    }
    Ok(several(parts, Node::Or))
}

fn conjunction(input: &mut Input<'_>) -> Parsed<Expr> {
    let mut parts = vec![negation(input)?];
    while take(input, &Kind::And).is_some() {
        parts.push(negation(input)?);
    }
    Ok(several(parts, Node::And))
}

fn negation(input: &mut Input<'_>) -> Parsed<Expr> {
    let Some(token) = take(input, &Kind::Not) else { return comparison(input) };
    let inner = deeper(input, token.span.clone(), negation)?;
    let span = token.span.start..inner.span.end;
    Ok(Expr { node: Node::Not(Box::new(inner)), span })
}

fn comparison(input: &mut Input<'_>) -> Parsed<Expr> {
    let first = sum(input)?;
    if take(input, &Kind::Between).is_some() {
        let low = sum(input)?;
        need(input, &Kind::With, Expected::RangeAnd)?;
        let high = sum(input)?;
        let span = join(&first, &high);
        return Ok(Expr { node: Node::Call(Function::Between, vec![first, low, high]), span });
    }
    let mut rest: Vec<(Comparison, Expr)> = Vec::new();
    while let Some(Kind::Compare(sign)) = ahead(input) {
        let span = input.next_token().map_or(0..0, |token| token.span.clone());
        if !rest.iter().all(|(before, _)| before.chains_with(*sign)) {
            return wrong(span, ErrorKind::MixedChain, None);
        }
        rest.push((*sign, sum(input)?));
    }
    match rest.last() {
        None => Ok(first),
        Some((_, last)) => {
            let span = join(&first, last);
            Ok(Expr { node: Node::Compare(Box::new(first), rest), span })
        }
    }
}

fn sum(input: &mut Input<'_>) -> Parsed<Expr> {
    fn sign(input: &mut Input<'_>) -> Parsed<bool> {
        dispatch! {any.map(|token: &Token| &token.kind);
            Kind::Plus => empty.value(false),
            Kind::Minus => empty.value(true),
            _ => fail,
        }
        .parse_next(input)
    }
    joined(input, product, sign, Node::Sum)
}

fn product(input: &mut Input<'_>) -> Parsed<Expr> {
    fn sign(input: &mut Input<'_>) -> Parsed<bool> {
        dispatch! {any.map(|token: &Token| &token.kind);
            Kind::Times => empty.value(false),
            Kind::Divide => empty.value(true),
            _ => fail,
        }
        .parse_next(input)
    }
    joined(input, factor, sign, Node::Product)
}

fn factor(input: &mut Input<'_>) -> Parsed<Expr> {
    let Some(token) = take(input, &Kind::Minus) else { return operand(input) };
    let inner = deeper(input, token.span.clone(), factor)?;
    let span = token.span.start..inner.span.end;
    Ok(Expr { node: Node::Negate(Box::new(inner)), span })
}

fn operand(input: &mut Input<'_>) -> Parsed<Expr> {
    let Some(token) = input.peek_token() else { return unexpected(input, Expected::Operand) };
    let node = match &token.kind {
        Kind::Number(number) => Node::Number(*number),
        Kind::Text(text) => Node::Text(text.clone()),
        Kind::Boolean(value) => Node::Boolean(*value),
        Kind::Name(_) => return name_or_call(input),
        Kind::Open => return parenthesis(input),
        Kind::If => return choice(input),
        Kind::Between => return keyword_call(input, Function::Between),
        _ => return unexpected(input, Expected::Operand),
    };
    input.next_token();
    Ok(Expr { node, span: token.span.clone() })
}

fn parenthesis(input: &mut Input<'_>) -> Parsed<Expr> {
    let open = input.next_token().map_or(0..0, |token| token.span.clone());
    let inner = deeper(input, open, expression)?;
    need(input, &Kind::Close, Expected::CloseParenthesis)?;
    Ok(inner)
}

/// `支出.合计`, `合计(…)`.
fn name_or_call(input: &mut Input<'_>) -> Parsed<Expr> {
    let mut name = String::new();
    let mut span = 0..0;
    while let Some(Token { kind: Kind::Name(part), span: at }) = input.peek_token() {
        input.next_token();
        if name.is_empty() {
            span = at.clone();
        } else {
            name.push('.');
            span.end = at.end;
        }
        name.push_str(part);
        if take(input, &Kind::Dot).is_none() {
            return finish_name(input, name, span);
        }
    }
    unexpected(input, Expected::NamePart)
}

fn finish_name(input: &mut Input<'_>, name: String, span: Range<usize>) -> Parsed<Expr> {
    if ahead(input) != Some(&Kind::Open) {
        return Ok(Expr { node: Node::Name(name), span });
    }
    match Function::by_name(&name) {
        Some(function) => call(input, function, span),
        None => {
            let meant = suggest::function(&name);
            wrong(span, ErrorKind::UnknownFunction(name), meant)
        }
    }
}

/// A function whose name is a keyword as well.
fn keyword_call(input: &mut Input<'_>, function: Function) -> Parsed<Expr> {
    let span = input.next_token().map_or(0..0, |token| token.span.clone());
    match ahead(input) {
        Some(Kind::Open) => call(input, function, span),
        _ => unexpected(input, Expected::Operand),
    }
}

/// `(a, b)` behind the name of a function.
fn call(input: &mut Input<'_>, function: Function, name: Range<usize>) -> Parsed<Expr> {
    input.next_token();
    let arguments = deeper(input, name.clone(), |input| {
        let mut arguments = Vec::new();
        if ahead(input) != Some(&Kind::Close) {
            arguments.push(expression(input)?);
            while take(input, &Kind::Comma).is_some() {
                arguments.push(expression(input)?);
            }
        }
        Ok(arguments)
    })?;
    let end = match input.peek_token() {
        Some(token) if token.kind == Kind::Close => token.span.end,
        _ => return unexpected(input, Expected::CommaOrClose),
    };
    input.next_token();
    let (least, most) = function.arity();
    let found = arguments.len();
    if found < least || found > most {
        let kind = ErrorKind::ArgumentCount { function: function.name(), least, most, found };
        return wrong(name.start..end, kind, None);
    }
    Ok(Expr { node: Node::Call(function, arguments), span: name.start..end })
}

/// `若 甲 则 乙 否则 丙`, or `若(甲, 乙, 丙)`.
fn choice(input: &mut Input<'_>) -> Parsed<Expr> {
    if is_call(input) {
        return keyword_call(input, Function::If);
    }
    let start = input.next_token().map_or(0..0, |token| token.span.clone());
    let parts = deeper(input, start.clone(), |input| {
        let condition = expression(input)?;
        need(input, &Kind::Then, Expected::Then)?;
        let then = expression(input)?;
        need(input, &Kind::Else, Expected::Else)?;
        Ok(vec![condition, then, expression(input)?])
    })?;
    let span = start.start..parts.last().map_or(start.end, |last| last.span.end);
    Ok(Expr { node: Node::Call(Function::If, parts), span })
}

/// Whether the `若` ahead is followed by a parenthesis with a comma of its own.
fn is_call(input: &Input<'_>) -> bool {
    let at = input.state.tokens.len() - input.eof_offset();
    let rest = input.state.tokens.get(at + 1..).unwrap_or_default();
    if rest.first().is_none_or(|token| token.kind != Kind::Open) {
        return false;
    }
    let mut open = 0_usize;
    for token in rest {
        match token.kind {
            Kind::Open => open += 1,
            Kind::Close if open <= 1 => return false,
            Kind::Close => open -= 1,
            Kind::Comma if open == 1 => return true,
            _ => {}
        }
    }
    false
}
