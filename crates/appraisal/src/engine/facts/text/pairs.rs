//! A budget and what was spent of it, side by side in running text: `全年预算2766.80万元，实际支出2641.27万元，……`.

use kanhe_report::{Amount, Figure, Mention, Money};

use super::{has, own_words};

/// Words of a budget, or of money that was made available.
const BUDGET: [&str; 4] = ["预算", "到位", "下达", "安排资金"];
/// Words with which these are a change, a part or something else.
const NO_BUDGET: [&str; 18] = [
    "支出",
    "执行",
    "调增",
    "调减",
    "追加",
    "压减",
    "增加",
    "减少",
    "结转",
    "结余",
    "追减",
    "核减",
    "收回",
    "比",
    "较",
    "上年",
    "去年",
    "一般公共预算",
];
/// Words of spending.
const SPENT: [&str; 7] = ["支出", "执行", "支付", "使用", "决算", "拨付", "开支"];
/// Words with which spending is a part, a budget or another year's.
const NO_SPENDING: [&str; 15] = [
    "基本支出",
    "项目支出",
    "人员",
    "公用",
    "比",
    "较",
    "增",
    "减",
    "上年",
    "去年",
    "结转",
    "结余",
    "支出预算",
    "预算支出",
    "其他",
];
/// Words of what is left at the end.
pub(super) const LEFT: [&str; 6] = ["结转", "结余", "剩余", "收回", "上缴", "注销"];

/// Figures looked at before the one in question.
const REACH: usize = 12;

pub(super) type Sum<'a> = (&'a Mention, &'a Amount);

/// What stands before a figure in its paragraph.
pub(super) struct Before<'a> {
    /// Every sum.
    all: Vec<Sum<'a>>,
    /// Budgets of the year, the initial one left out where another stands beside it.
    budgets: Vec<Sum<'a>>,
    spent: Vec<Sum<'a>>,
}

impl<'a> Before<'a> {
    /// The sums before the figure at `at`; `past` says of a percentage whether to look behind it. Nothing where one of
    /// them is a round figure.
    pub fn of(mentions: &'a [Mention], at: usize, past: impl Fn(&Mention) -> bool) -> Option<Self> {
        let line = mentions.get(at)?.line;
        let before = mentions.get(..at)?.iter().rev().take(REACH);
        let near = before.take_while(|m| m.line == line && (past(m) || !matches!(m.figure, Figure::Percent(_))));
        let all: Vec<Sum<'a>> = near.filter_map(super::amount).collect();
        if all.iter().any(|(m, _)| about(m)) {
            return None;
        }
        let fits = |(m, _): &&Sum<'a>, words: &[&str], not: &[&str]| {
            let own = own_words(m);
            !m.before.contains("其中") && has(words, own) && !has(not, own)
        };
        let mut budgets: Vec<Sum<'a>> = all.iter().filter(|s| fits(s, &BUDGET, &NO_BUDGET)).copied().collect();
        let opening = |s: &Sum<'_>| s.0.before.contains("年初");
        let settled = |s: &Sum<'_>| has(&["调整", "全年预算"], own_words(s.0));
        if budgets.iter().any(settled) {
            budgets.retain(settled);
        } else if !budgets.iter().all(opening) {
            budgets.retain(|s| !opening(s));
        }
        let spent = all.iter().filter(|s| fits(s, &SPENT, &NO_SPENDING)).copied().collect();
        Some(Self { all, budgets, spent })
    }

    /// The one budget and the one spending.
    pub fn pair(&self) -> Option<(Sum<'a>, Sum<'a>)> {
        Some((only(&self.budgets)?, only(&self.spent)?))
    }

    /// Whether any two of the sums, or a budget made up of two of them, lead to what is stated.
    pub fn any(&self, leads: impl Fn(Money, Money) -> bool) -> bool {
        let sums: Vec<Money> = self.all.iter().map(|(_, a)| a.money).collect();
        let made_up = sums.iter().enumerate().flat_map(|(i, a)| {
            let rest = sums.iter().skip(i + 1);
            rest.flat_map(move |b| [a.checked_add(*b), a.checked_sub(*b), b.checked_sub(*a)]).flatten()
        });
        let budgets: Vec<Money> = sums.iter().copied().chain(made_up).collect();
        budgets.iter().any(|b| sums.iter().any(|e| leads(*b, *e)))
    }
}

/// The sum, if all are the same.
fn only<'a>(sums: &[Sum<'a>]) -> Option<Sum<'a>> {
    let first = *sums.first()?;
    sums.iter().all(|(_, a)| a.money == first.1.money).then_some(first)
}

/// `约50万元`, `近30万元`.
pub(super) fn about(mention: &Mention) -> bool {
    mention.before.trim_end().ends_with(['约', '近', '逾', '超'])
}
