//! Number formats: a stored number to the text that the cell displays.

mod parse;
mod render;
#[cfg(test)]
mod tests;

use rust_decimal::Decimal;

/// A format code, parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NumberFormat {
    sections: Vec<Section>,
}

/// One of a code's sections (positive; negative; zero; text), or one with a condition of its own.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Section {
    condition: Option<Condition>,
    tokens: Vec<Token>,
    kind: Kind,
    /// Digits behind the decimal point.
    decimals: u32,
    /// Groups of three, separated by commas.
    grouped: bool,
    /// Power of ten to multiply with: 2 for each percent sign, −3 for each scaling comma.
    shift: i32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Kind {
    /// Only literals, or nothing.
    #[default]
    Plain,
    Number,
    Date,
    /// `General`, or what is shown like it: fractions, powers of ten.
    General,
    Text,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Condition {
    operator: Operator,
    value: Decimal,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operator {
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Literal(char),
    /// `0` (true) or `#`, `?` (false).
    Digit(bool),
    Point,
    General,
    Text,
    /// A date letter and how often it stands.
    Date(char, usize),
    /// `AM/PM`, `A/P` or `上午/下午`: true for the Chinese.
    HalfDay(bool),
    /// Elapsed hours, minutes or seconds.
    Elapsed(char, usize),
}

impl NumberFormat {
    /// Parses a format code.
    pub(crate) fn new(code: &str) -> Self {
        Self { sections: parse::sections(code) }
    }

    /// A format that the standard numbers without writing its code.
    pub(crate) fn built_in(id: u32) -> Self {
        Self::new(built_in_code(id))
    }

    /// The text that a number displays.
    pub(crate) fn number(&self, value: Decimal, date1904: bool) -> String {
        render::number(&self.sections, value, date1904)
    }

    /// The text that a text displays.
    pub(crate) fn text(&self, text: String) -> String {
        render::text(&self.sections, text)
    }
}

/// Codes of the built-in formats, as a Chinese Excel shows them; short dates as ISO 8601.
fn built_in_code(id: u32) -> &'static str {
    match id {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        5 | 6 => "¥#,##0;¥-#,##0",
        7 | 8 => "¥#,##0.00;¥-#,##0.00",
        9 => "0%",
        10 => "0.00%",
        14 => "yyyy-mm-dd",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18 => "h:mm AM/PM",
        19 => "h:mm:ss AM/PM",
        20 => "h:mm",
        21 => "h:mm:ss",
        22 => "yyyy-mm-dd h:mm",
        27 | 36 | 50 | 57 => "yyyy\"年\"m\"月\"",
        28 | 29 | 51 | 54 | 58 => "m\"月\"d\"日\"",
        30 => "m-d-yy",
        31 => "yyyy\"年\"m\"月\"d\"日\"",
        32 => "h\"时\"mm\"分\"",
        33 => "h\"时\"mm\"分\"ss\"秒\"",
        34 | 52 | 55 => "上午/下午h\"时\"mm\"分\"",
        35 | 53 | 56 => "上午/下午h\"时\"mm\"分\"ss\"秒\"",
        37 | 38 => "#,##0;-#,##0",
        39 | 40 => "#,##0.00;-#,##0.00",
        41 => "#,##0;-#,##0;\"-\";@",
        42 => "¥#,##0;¥-#,##0;¥\"-\";@",
        43 => "#,##0.00;-#,##0.00;\"-\";@",
        44 => "¥#,##0.00;¥-#,##0.00;¥\"-\";@",
        45 => "mm:ss",
        46 => "[h]:mm:ss",
        47 => "mm:ss.0",
        49 => "@",
        _ => "General",
    }
}
