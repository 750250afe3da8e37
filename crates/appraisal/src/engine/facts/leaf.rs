//! A figure with everything that a check needs to judge it and to show it.

use kanhe_formula::Exact;
use kanhe_report::{Amount, Decimal, Entry, Money, MoneyUnit, Percent, Place, State};

/// What a leaf holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Content<'a> {
    /// Nothing that is known: the cell is missing, blank, unreadable or was read with doubt.
    Unknown,
    /// Money.
    Money(Money),
    /// A percentage, as a fraction of one.
    Ratio(Exact),
    /// A count, weight or score.
    Number(Exact),
    /// A text.
    Text(&'a str),
    /// Yes or no.
    Boolean(bool),
}

/// How a value is written at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Style<'a> {
    /// As it is.
    #[default]
    Plain,
    /// Money in a unit, with so many decimals.
    Money(MoneyUnit, u32),
    /// A percentage with so many decimals, with or without its sign.
    Percent(u32, bool),
    /// A number with so many decimals and the unit behind it.
    Number(u32, &'a str),
}

/// A named value of a row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Leaf<'a> {
    /// The value.
    pub content: Content<'a>,
    /// Half a unit of its last printed digit; 0 where it is exact.
    pub half_unit: Exact,
    /// How it is written.
    pub style: Style<'a>,
    /// The cell is there and empty.
    pub blank: bool,
    /// Where it stands.
    pub place: Option<&'a Place>,
}

const NOTHING: Exact = Exact::new_raw(0, 1);

impl<'a> Leaf<'a> {
    /// Nothing known.
    pub const fn unknown() -> Self {
        Self { content: Content::Unknown, half_unit: NOTHING, style: Style::Plain, blank: false, place: None }
    }

    /// A text without a place of its own.
    pub fn text(text: &'a str) -> Self {
        Self { content: Content::Text(text), ..Self::unknown() }
    }

    /// A text that stands somewhere.
    pub fn text_at(text: &'a str, place: &'a Place) -> Self {
        Self { content: Content::Text(text), place: Some(place), ..Self::unknown() }
    }

    /// Yes or no.
    pub fn boolean(value: bool) -> Self {
        Self { content: Content::Boolean(value), ..Self::unknown() }
    }

    /// An amount at a place.
    pub fn amount_at(amount: &Amount, place: &'a Place) -> Self {
        Self {
            content: Content::Money(amount.money),
            half_unit: Exact::new(i128::from(amount.last_digit_centifen()), 200),
            style: Style::Money(amount.unit, amount.decimals),
            blank: false,
            place: Some(place),
        }
    }

    /// An amount's cell. Doubt makes it unknown.
    pub fn amount(entry: &'a Entry<Amount>) -> Self {
        match (entry.sure(), &entry.place) {
            (Some(amount), Some(place)) => Self::amount_at(amount, place),
            _ => Self::without_value(entry),
        }
    }

    /// A percentage at a place, read as `number` per cent.
    pub fn percent_at(percent: &Percent, number: Decimal, place: &'a Place) -> Self {
        let (value, half_unit) = (exact(number), half_of(number.scale()));
        let (Some(value), Some(half_unit)) = (value, half_unit) else {
            return Self { place: Some(place), ..Self::unknown() };
        };
        Self {
            content: Content::Ratio(value / Exact::from_integer(100)),
            half_unit: half_unit / Exact::from_integer(100),
            style: Style::Percent(percent.number.scale(), percent.sign),
            blank: false,
            place: Some(place),
        }
    }

    /// A percentage's cell, printed as a percentage.
    pub fn percent(entry: &'a Entry<Percent>) -> Self {
        match (entry.sure(), &entry.place) {
            (Some(percent), Some(place)) => Self::percent_at(percent, percent.number, place),
            _ => Self::without_value(entry),
        }
    }

    /// A number at a place. Whole numbers are exact; decimals carry half a unit of their last digit.
    pub fn number_at(number: Decimal, place: &'a Place) -> Self {
        let half_unit = if number.scale() == 0 { Some(NOTHING) } else { half_of(number.scale()) };
        let (Some(value), Some(half_unit)) = (exact(number), half_unit) else {
            return Self { place: Some(place), ..Self::unknown() };
        };
        Self {
            content: Content::Number(value),
            half_unit,
            style: Style::Number(number.scale(), ""),
            blank: false,
            place: Some(place),
        }
    }

    /// The same number with the unit that stands behind it.
    pub fn counted_in(mut self, unit: &'a str) -> Self {
        if let Style::Number(decimals, _) = self.style {
            self.style = Style::Number(decimals, unit);
        }
        self
    }

    /// A number's cell.
    pub fn number(entry: &'a Entry<Decimal>) -> Self {
        match (entry.sure(), &entry.place) {
            (Some(number), Some(place)) => Self::number_at(*number, place),
            _ => Self::without_value(entry),
        }
    }

    fn without_value<T>(entry: &'a Entry<T>) -> Self {
        Self { blank: entry.state == State::Blank, place: entry.place.as_ref(), ..Self::unknown() }
    }

    /// Whether there is a value.
    pub fn is_known(&self) -> bool {
        self.content != Content::Unknown
    }

    /// The money, if it is money.
    pub fn money(&self) -> Option<Money> {
        match self.content {
            Content::Money(money) => Some(money),
            _ => None,
        }
    }
}

/// A decimal as an exact fraction; `None` where it is out of all proportion.
fn exact(number: Decimal) -> Option<Exact> {
    let power = 10_i128.checked_pow(number.scale())?;
    Some(Exact::new(number.mantissa(), power))
}

/// Half a unit of the last of so many decimals.
fn half_of(decimals: u32) -> Option<Exact> {
    Some(Exact::new(1, 10_i128.checked_pow(decimals)?.checked_mul(2)?))
}
