//! What is wrong with a formula: where, why, and what was probably meant.

use std::fmt;
use std::ops::Range;

use crate::schema::Type;

/// A formula that cannot be read or makes no sense.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormulaError {
    /// The bytes of the formula that are at fault; at the end of the text, its last character.
    pub span: Range<usize>,
    /// What is wrong.
    pub kind: ErrorKind,
    /// What was probably meant: text to put in the place of `span`.
    pub suggestion: Option<String>,
}

/// What is wrong with a formula.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ErrorKind {
    /// Nothing but blanks.
    Empty,
    /// More characters than a formula may have.
    TooLong {
        /// The most that it may have.
        limit: usize,
    },
    /// Nested deeper than a formula may be.
    TooDeep {
        /// The deepest that it may be.
        limit: usize,
    },
    /// A character that has no meaning here.
    UnexpectedCharacter(char),
    /// A text without its closing quotation mark.
    UnclosedText,
    /// A number with more digits than are kept exactly.
    NumberTooLong,
    /// Letters right behind a number that are no unit.
    UnknownUnit(String),
    /// Something else was expected.
    Unexpected {
        /// What stands there; nothing at the end of the formula.
        found: Option<String>,
        /// What could have stood there.
        expected: Expected,
    },
    /// No function has that name.
    UnknownFunction(String),
    /// A function was given too few or too many arguments.
    ArgumentCount {
        /// The function.
        function: &'static str,
        /// How many it takes at least.
        least: usize,
        /// How many it takes at most.
        most: usize,
        /// How many it was given.
        found: usize,
    },
    /// `甲 < 乙 > 丙`: the signs of a chain point in different directions.
    MixedChain,
    /// `空` used as a value.
    BlankIsNoValue,
    /// No field has that name.
    UnknownName {
        /// The name.
        name: String,
        /// The table it starts with, and that table's columns, when there is such a table.
        table: Option<(String, Vec<String>)>,
    },
    /// Two sides that cannot be put together.
    Mismatch {
        /// The type of the left side.
        left: Type,
        /// The type of the right side.
        right: Type,
    },
    /// A value of another type is needed here.
    WrongType {
        /// What is needed.
        needed: Need,
        /// The type found.
        found: Type,
    },
    /// Money multiplied by money, or a number divided by money.
    MoneyPower,
    /// A table where a value is needed.
    TableAsValue {
        /// The table.
        table: String,
    },
    /// A column outside of a function that goes through the rows.
    ColumnOutsideAggregate {
        /// The column.
        column: String,
    },
    /// A function that goes through rows was given no column.
    NoColumn {
        /// The function.
        function: &'static str,
    },
    /// Columns of two tables in one function.
    TwoTables {
        /// One table.
        first: String,
        /// The other.
        second: String,
    },
    /// A function that goes through rows inside another one.
    NestedAggregate,
    /// The number of decimals is not a whole number between -8 and 8.
    Digits,
    /// `空白` of something that is not a field.
    BlankNeedsName,
}

/// What could have stood where a formula goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// A name, number, text, function or opening parenthesis.
    Operand,
    /// An operator or the end.
    OperatorOrEnd,
    /// An operator or `)`.
    CloseParenthesis,
    /// `,` or `)`.
    CommaOrClose,
    /// A part of a name behind its dot.
    NamePart,
    /// `则`.
    Then,
    /// `否则`.
    Else,
    /// `与` between the ends of a range.
    RangeAnd,
}

/// What type of value is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// True or false.
    Condition,
    /// An amount, a number or a percentage.
    Numeric,
    /// Something that has an order.
    Ordered,
}

impl Expected {
    fn zh(self) -> &'static str {
        match self {
            Expected::Operand => "名称、数、文字、函数或左括号“(”",
            Expected::OperatorOrEnd => "运算符(+ - × ÷ = ≠ < ≤ > ≥ 且 或)或公式结束",
            Expected::CloseParenthesis => "运算符或右括号“)”",
            Expected::CommaOrClose => "运算符、逗号“,”或右括号“)”",
            Expected::NamePart => "点号后面的名称",
            Expected::Then => "“则”",
            Expected::Else => "“否则”",
            Expected::RangeAnd => "“与”(甲 介于 乙 与 丙)",
        }
    }

    fn en(self) -> &'static str {
        match self {
            Expected::Operand => "a name, a number, a text, a function or `(`",
            Expected::OperatorOrEnd => "an operator (+ - × ÷ = ≠ < ≤ > ≥ and or) or the end of the formula",
            Expected::CloseParenthesis => "an operator or `)`",
            Expected::CommaOrClose => "an operator, `,` or `)`",
            Expected::NamePart => "the rest of the name behind its dot",
            Expected::Then => "`则` (then)",
            Expected::Else => "`否则` (else)",
            Expected::RangeAnd => "`与` between the two ends of the range",
        }
    }
}

impl Need {
    fn zh(self) -> &'static str {
        match self {
            Need::Condition => "条件(真或假)",
            Need::Numeric => "金额、数或百分比",
            Need::Ordered => "可比大小的值(金额、数或百分比)",
        }
    }

    fn en(self) -> &'static str {
        match self {
            Need::Condition => "a condition (true or false)",
            Need::Numeric => "an amount, a number or a percentage",
            Need::Ordered => "a value that has an order (an amount, a number or a percentage)",
        }
    }
}

fn times(least: usize, most: usize, zh: bool) -> String {
    match (most == usize::MAX, least == most, zh) {
        (true, _, true) => format!("至少 {least} 个"),
        (true, _, false) => format!("at least {least}"),
        (_, true, true) => format!("{least} 个"),
        (_, true, false) => format!("{least}"),
        (.., true) => format!("{least} 至 {most} 个"),
        (.., false) => format!("{least} to {most}"),
    }
}

impl ErrorKind {
    fn zh(&self) -> String {
        match self {
            ErrorKind::Empty => "公式是空的".into(),
            ErrorKind::TooLong { limit } => format!("公式太长,最多 {limit} 个字符;请拆成几个公式"),
            ErrorKind::TooDeep { limit } => format!("括号、函数或条件套得太深,最多 {limit} 层"),
            ErrorKind::UnexpectedCharacter(c) => format!("公式里不能用字符“{c}”"),
            ErrorKind::UnclosedText => "文字缺少右引号".into(),
            ErrorKind::NumberTooLong => "数的位数太多(整数最多 18 位,小数最多 9 位)".into(),
            ErrorKind::UnknownUnit(unit) => {
                format!("数后面的“{unit}”不是单位;可用 %、元、万元、亿元,若是名称请用空格或运算符隔开")
            }
            ErrorKind::Unexpected { found: Some(found), expected } => {
                format!("此处是“{found}”,应为{}", expected.zh())
            }
            ErrorKind::Unexpected { found: None, expected } => format!("公式到此中断,后面应为{}", expected.zh()),
            ErrorKind::UnknownFunction(name) => format!("没有名为“{name}”的函数"),
            ErrorKind::ArgumentCount { function, least, most, found } => {
                format!("函数“{function}”要 {}参数,此处给了 {found} 个", times(*least, *most, true))
            }
            ErrorKind::MixedChain => "连写的比较方向要一致(如 0 ≤ 得分 ≤ 分值);方向不同请用“且”连接".into(),
            ErrorKind::BlankIsNoValue => {
                "“空”不是值,不能参加运算或比较;判断是否空白请用 空白(名称) 或 有值(名称)".into()
            }
            ErrorKind::UnknownName { name, table: None } => format!("没有名为“{name}”的数据项"),
            ErrorKind::UnknownName { name, table: Some((table, columns)) } => {
                format!("没有名为“{name}”的数据项;表“{table}”有这些栏:{}", columns.join("、"))
            }
            ErrorKind::Mismatch { left, right } => {
                let hint = if left.is_money() != right.is_money() && left.is_numeric() && right.is_numeric() {
                    ";金额请写明单位,如 100元、12.5万元"
                } else {
                    ""
                };
                format!("{}与{}不能相加减、比较或并列取值{hint}", left.zh(), right.zh())
            }
            ErrorKind::WrongType { needed, found } => format!("此处要{},得到的是{}", needed.zh(), found.zh()),
            ErrorKind::MoneyPower => "结果不是金额也不是比率:金额不能乘金额,数不能除以金额".into(),
            ErrorKind::TableAsValue { table } => {
                format!("“{table}”是一张表,不是一个值;请用 个数({table}) 或 合计({table}.某栏)")
            }
            ErrorKind::ColumnOutsideAggregate { column } => {
                format!("“{column}”每行一个值,要放在 合计、个数、最小、最大、任一、全部 之中")
            }
            ErrorKind::NoColumn { function } => {
                format!("函数“{function}”只有一个参数时,其中要有某张表的栏(如 项目.实际支出)")
            }
            ErrorKind::TwoTables { first, second } => {
                format!("一个函数里不能同时用“{first}”和“{second}”两张表的栏")
            }
            ErrorKind::NestedAggregate => "逐行计算的函数里不能再套逐行计算的函数".into(),
            ErrorKind::Digits => "四舍五入的位数要写成 -8 至 8 的整数".into(),
            ErrorKind::BlankNeedsName => "空白(…) 里只能是一个数据项的名称".into(),
        }
    }

    fn en(&self) -> String {
        match self {
            ErrorKind::Empty => "the formula is empty".into(),
            ErrorKind::TooLong { limit } => {
                format!("the formula is too long (at most {limit} characters); split it")
            }
            ErrorKind::TooDeep { limit } => {
                format!("parentheses, functions or conditions are nested too deep (at most {limit} levels)")
            }
            ErrorKind::UnexpectedCharacter(c) => format!("`{c}` has no meaning in a formula"),
            ErrorKind::UnclosedText => "the closing quotation mark is missing".into(),
            ErrorKind::NumberTooLong => {
                "the number has too many digits (at most 18 before the point and 9 behind it)".into()
            }
            ErrorKind::UnknownUnit(unit) => format!(
                "`{unit}` behind a number is no unit; there are %, 元, 万元 and 亿元. If it is a name, put a space or an operator before it"
            ),
            ErrorKind::Unexpected { found: Some(found), expected } => {
                format!("found `{found}`, expected {}", expected.en())
            }
            ErrorKind::Unexpected { found: None, expected } => {
                format!("the formula breaks off, expected {}", expected.en())
            }
            ErrorKind::UnknownFunction(name) => format!("there is no function `{name}`"),
            ErrorKind::ArgumentCount { function, least, most, found } => {
                format!("`{function}` takes {} argument(s), {found} given", times(*least, *most, false))
            }
            ErrorKind::MixedChain => {
                "the signs of a chain must point the same way (0 ≤ a ≤ b); else join two comparisons with `且`".into()
            }
            ErrorKind::BlankIsNoValue => "blank is no value; ask with 空白(name) or 有值(name)".into(),
            ErrorKind::UnknownName { name, table: None } => format!("there is no field `{name}`"),
            ErrorKind::UnknownName { name, table: Some((table, columns)) } => {
                format!("there is no field `{name}`; the columns of `{table}` are {}", columns.join(", "))
            }
            ErrorKind::Mismatch { left, right } => {
                let hint = if left.is_money() != right.is_money() && left.is_numeric() && right.is_numeric() {
                    "; write an amount with its unit, such as 100元 or 12.5万元"
                } else {
                    ""
                };
                format!("{} and {} cannot be added, compared or chosen between{hint}", left.en(), right.en())
            }
            ErrorKind::WrongType { needed, found } => format!("{} is needed here, found {}", needed.en(), found.en()),
            ErrorKind::MoneyPower => {
                "the result is neither an amount nor a ratio: money times money, or a number divided by money".into()
            }
            ErrorKind::TableAsValue { table } => {
                format!("`{table}` is a table, not a value; use 个数({table}) or 合计({table}.column)")
            }
            ErrorKind::ColumnOutsideAggregate { column } => {
                format!("`{column}` has one value a row; put it into 合计, 个数, 最小, 最大, 任一 or 全部")
            }
            ErrorKind::NoColumn { function } => {
                format!("`{function}` with one argument needs a column of a table in it")
            }
            ErrorKind::TwoTables { first, second } => {
                format!("columns of two tables, `{first}` and `{second}`, in one function")
            }
            ErrorKind::NestedAggregate => "a function that goes through rows cannot stand inside another one".into(),
            ErrorKind::Digits => "the number of decimals must be a whole number from -8 to 8".into(),
            ErrorKind::BlankNeedsName => "空白(…) takes the name of one field".into(),
        }
    }
}

impl FormulaError {
    pub(crate) fn new(span: Range<usize>, kind: ErrorKind) -> Self {
        Self { span, kind, suggestion: None }
    }

    pub(crate) fn suggest(mut self, suggestion: Option<String>) -> Self {
        self.suggestion = suggestion;
        self
    }

    /// What is wrong and what was probably meant, in Chinese.
    #[must_use]
    pub fn message_zh(&self) -> String {
        match &self.suggestion {
            Some(meant) => format!("{};是不是“{meant}”?", self.kind.zh()),
            None => self.kind.zh(),
        }
    }

    /// What is wrong and what was probably meant, in English.
    #[must_use]
    pub fn message_en(&self) -> String {
        match &self.suggestion {
            Some(meant) => format!("{}; did you mean `{meant}`?", self.kind.en()),
            None => self.kind.en(),
        }
    }
}

impl fmt::Display for FormulaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} / {}", self.message_zh(), self.message_en())
    }
}

impl std::error::Error for FormulaError {}
