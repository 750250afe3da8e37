//! The syntax tree of a formula, as written: names are not resolved, types not known.

use std::ops::Range;

use crate::exact::Exact;

/// A node with the bytes of the source text it was read from. Two expressions are equal when they say the same,
/// wherever they stand.
#[derive(Debug, Clone)]
pub struct Expr {
    /// What it says.
    pub node: Node,
    /// Where it says so: bytes of the source text.
    pub span: Range<usize>,
}

impl PartialEq for Expr {
    fn eq(&self, other: &Self) -> bool {
        self.node == other.node
    }
}

/// What an expression says. Sums, products and the logical operators hold any number of parts, so that the depth
/// of the tree is the depth of nesting.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// `100`, `30%`, `12.5万元`.
    Number(Number),
    /// `"是"`.
    Text(String),
    /// `真`, `假`.
    Boolean(bool),
    /// `支出.合计`, its parts joined by ASCII dots.
    Name(String),
    /// `-甲`.
    Negate(Box<Expr>),
    /// `甲 + 乙 - 丙`: `true` marks a part that is subtracted. The first part is added.
    Sum(Vec<(bool, Expr)>),
    /// `甲 × 乙 ÷ 丙`: `true` marks a part that is divided by. The first part is multiplied.
    Product(Vec<(bool, Expr)>),
    /// `甲 = 乙`, `0 ≤ 得分 ≤ 分值`.
    Compare(Box<Expr>, Vec<(Comparison, Expr)>),
    /// `非 甲`.
    Not(Box<Expr>),
    /// `甲 且 乙`.
    And(Vec<Expr>),
    /// `甲 或 乙`.
    Or(Vec<Expr>),
    /// `合计(项目.实际支出)`, `若 甲 则 乙 否则 丙`, `甲 介于 乙 与 丙`.
    Call(Function, Vec<Expr>),
}

/// A number as written: its value, and the unit behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number {
    /// The value; money in fen, a percentage as a fraction of one.
    pub value: Exact,
    /// The unit behind it.
    pub unit: Unit,
}

/// The unit behind a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// A plain number.
    None,
    /// `%`
    Percent,
    /// `元`
    Yuan,
    /// `万元`
    TenThousandYuan,
    /// `亿元`
    HundredMillionYuan,
}

impl Unit {
    /// As printed behind the number.
    #[must_use]
    pub fn suffix(self) -> &'static str {
        match self {
            Unit::None => "",
            Unit::Percent => "%",
            Unit::Yuan => "元",
            Unit::TenThousandYuan => "万元",
            Unit::HundredMillionYuan => "亿元",
        }
    }

    /// What one of it is worth: money in fen.
    #[must_use]
    pub fn worth(self) -> Exact {
        match self {
            Unit::None => Exact::new_raw(1, 1),
            Unit::Percent => Exact::new_raw(1, 100),
            Unit::Yuan => Exact::new_raw(100, 1),
            Unit::TenThousandYuan => Exact::new_raw(1_000_000, 1),
            Unit::HundredMillionYuan => Exact::new_raw(10_000_000_000, 1),
        }
    }
}

/// A comparison sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `≠`
    NotEqual,
    /// `<`
    Less,
    /// `≤`
    LessOrEqual,
    /// `>`
    Greater,
    /// `≥`
    GreaterOrEqual,
}

impl Comparison {
    /// As printed.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Comparison::Equal => "=",
            Comparison::NotEqual => "≠",
            Comparison::Less => "<",
            Comparison::LessOrEqual => "≤",
            Comparison::Greater => ">",
            Comparison::GreaterOrEqual => "≥",
        }
    }

    /// Whether both signs may stand in one chain such as `0 ≤ 甲 < 乙`.
    pub(crate) fn chains_with(self, other: Self) -> bool {
        use Comparison::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual};
        let rising = |c| matches!(c, Equal | Less | LessOrEqual);
        let falling = |c| matches!(c, Equal | Greater | GreaterOrEqual);
        (rising(self) && rising(other)) || (falling(self) && falling(other))
    }
}

/// The functions of the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    /// Sum of a table's rows, or of several values; unknown when one is.
    Sum,
    /// Sum of those that are known; unknown when none is.
    SumKnown,
    /// Number of rows, of rows for which a condition holds, or of rows with a value.
    Count,
    /// The smallest.
    Min,
    /// The largest.
    Max,
    /// The magnitude.
    Abs,
    /// Rounded to so many decimals, a half away from zero.
    Round,
    /// Whether there is a value.
    Known,
    /// Whether the place was left blank.
    Blank,
    /// The first that is known.
    Coalesce,
    /// Whether a condition holds for one row at least.
    Any,
    /// Whether a condition holds for every row.
    All,
    /// Whether a value lies between two others, both included.
    Between,
    /// One of two values, by a condition.
    If,
}

impl Function {
    /// All functions with their names (the first is the one printed) and the number of arguments they take.
    pub const ALL: [(Function, &'static [&'static str], usize, usize); 14] = [
        (Function::Sum, &["合计", "sum", "求和"], 1, MANY),
        (Function::SumKnown, &["合计已知", "sum_known"], 1, MANY),
        (Function::Count, &["个数", "count", "计数"], 1, 1),
        (Function::Min, &["最小", "min"], 1, MANY),
        (Function::Max, &["最大", "max"], 1, MANY),
        (Function::Abs, &["绝对值", "abs"], 1, 1),
        (Function::Round, &["四舍五入", "round"], 2, 2),
        (Function::Known, &["有值", "known"], 1, 1),
        (Function::Blank, &["空白", "blank"], 1, 1),
        (Function::Coalesce, &["取", "coalesce"], 2, MANY),
        (Function::Any, &["任一", "any"], 1, 1),
        (Function::All, &["全部", "all"], 1, 1),
        (Function::Between, &["介于", "between"], 3, 3),
        (Function::If, &["若", "if", "如果"], 3, 3),
    ];

    /// The function of that name; Latin letters in either case.
    #[must_use]
    pub fn by_name(name: &str) -> Option<Function> {
        let named = |names: &[&str]| names.iter().any(|n| n.eq_ignore_ascii_case(name));
        Self::ALL.iter().find(|(_, names, ..)| named(names)).map(|(function, ..)| *function)
    }

    /// The name printed.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().and_then(|(_, names, ..)| names.first().copied()).unwrap_or_default()
    }

    /// The least and the greatest number of arguments.
    #[must_use]
    pub fn arity(self) -> (usize, usize) {
        self.row().map_or((0, 0), |(_, _, least, most)| (*least, *most))
    }

    fn row(self) -> Option<&'static (Function, &'static [&'static str], usize, usize)> {
        Self::ALL.iter().find(|(function, ..)| *function == self)
    }
}

/// "Any number of arguments".
pub const MANY: usize = usize::MAX;

impl Expr {
    /// Whether this is a literal zero, which stands for nothing of any unit.
    pub(crate) fn is_zero(&self) -> bool {
        matches!(self.node, Node::Number(Number { value, unit: Unit::None }) if *value.numer() == 0)
    }
}
