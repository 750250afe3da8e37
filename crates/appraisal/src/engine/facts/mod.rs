//! The facts of a report: rows of named values, as `policy/cn/facts.toml` describes them.

mod base;
mod cells;
mod forms;
mod funds;
mod leaf;
mod projects;
mod row;
mod spending;
mod staff;
mod subtotals;
mod text;
mod whole;

use std::cell::OnceCell;

use kanhe_report::{Report, TextLine};

pub(crate) use cells::Cells;
pub(crate) use funds::{rate_as_percent, spending_parts};
pub(crate) use leaf::{Content, Leaf, Style};
pub(crate) use projects::{by_list, names_only_some};
pub(crate) use row::{FieldKind, Row, RowKind};
pub(crate) use subtotals::Subtotal;

use FieldKind::{Boolean, Money, Number, Percent, Rows, Text};

/// Figures that stand in the report and that the reader has no field for.
#[derive(Debug, Default)]
pub(crate) struct Extras {
    /// 按收入性质分, 按支出性质分 with their own figure.
    pub subtotals: Vec<Subtotal>,
    /// Amounts in the goals' cells.
    pub cells: Cells,
}

impl Extras {
    /// Looks for them.
    pub fn of(report: &Report) -> Self {
        Self { subtotals: subtotals::find(report), cells: Cells::of(report) }
    }
}

/// Where rows are taken from.
pub(crate) struct Source<'a> {
    /// The report.
    pub report: &'a Report,
    /// The year before.
    pub prior: Option<&'a Report>,
    /// What was found beside the reader's fields.
    pub extras: &'a Extras,
    /// 其中-groups of the text: several rows are made of them.
    groups: OnceCell<Vec<text::Group<'a>>>,
}

impl<'a> Source<'a> {
    /// The facts of a report.
    pub fn new(report: &'a Report, prior: Option<&'a Report>, extras: &'a Extras) -> Self {
        Self { report, prior, extras, groups: OnceCell::new() }
    }
}

/// The paragraph of that number.
pub(crate) fn paragraph(report: &Report, number: u32) -> Option<&TextLine> {
    let at = report.paragraphs.binary_search_by_key(&number, |l| l.number).ok()?;
    report.paragraphs.get(at)
}

/// The fields of a part of a whole.
const PART: &[(&str, FieldKind)] = &[("名称", Text), ("金额", Money)];

/// Every kind of row, with its fields in slot order.
pub(crate) const KINDS: &[RowKind] = &[
    RowKind {
        name: "报告",
        fields: &[
            ("年初预算", Money),
            ("全年预算", Money),
            ("全年执行", Money),
            ("上年结转", Money),
            ("本年收入", Money),
            ("本年支出", Money),
            ("结转结余", Money),
            ("上年年末结转", Money),
            ("结转结余率", Percent),
            ("预算执行率", Percent),
            ("提到结转", Boolean),
        ],
        rows: whole::rows,
    },
    RowKind {
        name: "支出陈述",
        fields: &[
            ("支出合计", Money),
            ("基本支出", Money),
            ("项目支出", Money),
            ("人员经费", Money),
            ("公用经费", Money),
        ],
        rows: spending::rows,
    },
    RowKind {
        name: "资金行",
        fields: &[
            ("名称", Text),
            ("总额行", Boolean),
            ("年初预算", Money),
            ("调整", Money),
            ("全年预算", Money),
            ("全年执行", Money),
            ("执行率", Percent),
            ("分值", Number),
            ("得分", Number),
        ],
        rows: funds::lines,
    },
    RowKind {
        name: "预算执行", fields: &[("名称", Text), ("预算", Money), ("执行", Money)], rows: funds::budgets
    },
    RowKind {
        name: "执行率陈述",
        fields: &[("名称", Text), ("预算", Money), ("执行", Money), ("执行率", Percent)],
        rows: funds::rates,
    },
    RowKind {
        name: "结转陈述",
        fields: &[("名称", Text), ("支出", Money), ("结转结余", Money), ("可用资金", Rows("部分"))],
        rows: whole::carryovers,
    },
    RowKind { name: "部分", fields: PART, rows: none },
    RowKind {
        name: "资金构成",
        fields: &[("列", Text), ("口径", Text), ("总额", Money), ("各部分", Rows("部分"))],
        rows: funds::splits,
    },
    RowKind {
        name: "其中",
        fields: &[("名称", Text), ("总额", Money), ("各部分", Rows("部分"))],
        rows: text::wholes_with_some_parts,
    },
    RowKind {
        name: "逐项列全",
        fields: &[("名称", Text), ("总额", Money), ("各部分", Rows("部分"))],
        rows: text::wholes_with_all_parts,
    },
    RowKind {
        name: "项目",
        fields: &[
            ("名称", Text),
            ("年初预算", Money),
            ("调整", Money),
            ("全年预算", Money),
            ("实际支出", Money),
            ("结转结余", Money),
            ("去向", Rows("部分")),
        ],
        rows: projects::rows,
    },
    RowKind {
        name: "项目清单",
        fields: &[("列", Text), ("项目支出", Money), ("各项目", Rows("部分"))],
        rows: projects::lists,
    },
    RowKind {
        name: "基础列",
        fields: &[
            ("列", Text),
            ("三公经费", Money),
            ("公务用车", Money),
            ("公车购置", Money),
            ("公车运行", Money),
            ("出国经费", Money),
            ("公务接待", Money),
            ("项目支出", Money),
            ("业务工作经费", Money),
            ("运行维护经费", Money),
            ("公用经费", Money),
            ("办公经费", Money),
            ("水电差旅", Money),
            ("会议培训", Money),
            ("政府采购", Money),
        ],
        rows: base::columns,
    },
    RowKind {
        name: "三公构成",
        fields: &[("名称", Text), ("总额", Money), ("各部分", Rows("部分"))],
        rows: base::three_public,
    },
    RowKind {
        name: "基础项",
        fields: &[
            ("名称", Text),
            ("三公", Boolean),
            ("合计行", Boolean),
            ("上年决算", Money),
            ("预算", Money),
            ("决算", Money),
        ],
        rows: base::items,
    },
    RowKind {
        name: "人员", fields: &[("编制", Number), ("实有", Number), ("控制率", Percent)], rows: staff::rows
    },
    RowKind { name: "率值", fields: &[("名称", Text), ("值", Percent)], rows: text::bounded_rates },
    RowKind {
        name: "数量构成",
        fields: &[("名称", Text), ("整体", Number), ("各部分", Rows("数量部分"))],
        rows: text::counts,
    },
    RowKind { name: "数量部分", fields: &[("名称", Text), ("数量", Number)], rows: none },
    RowKind {
        name: "指标", fields: &[("名称", Text), ("分值", Number), ("得分", Number)], rows: forms::indicators
    },
    RowKind {
        name: "指标组",
        fields: &[("名称", Text), ("分值", Number), ("指标", Rows("指标"))],
        rows: forms::groups,
    },
    RowKind {
        name: "自评表",
        fields: &[
            ("名称", Text),
            ("总分分值", Number),
            ("总分", Number),
            ("执行率分值", Number),
            ("执行率得分", Number),
            ("指标", Rows("指标")),
        ],
        rows: forms::forms,
    },
];

/// The rows and fields that the engine supplies, in order: each row's name, and its fields with their types as
/// `facts.toml` writes them (`rows of 部分` for a field of rows).
pub fn fact_rows() -> Vec<(&'static str, Vec<(&'static str, String)>)> {
    let type_name = |field: FieldKind| match field {
        Money => "money".to_owned(),
        Number => "number".to_owned(),
        Percent => "percent".to_owned(),
        Text => "text".to_owned(),
        Boolean => "boolean".to_owned(),
        Rows(of) => format!("rows of {of}"),
    };
    KINDS.iter().map(|kind| (kind.name, kind.fields.iter().map(|(n, f)| (*n, type_name(*f))).collect())).collect()
}

/// The kind of row of that name.
pub(crate) fn kind(name: &str) -> Option<&'static RowKind> {
    KINDS.iter().find(|k| k.name == name)
}

fn none<'a>(_: &Source<'a>) -> Vec<Row<'a>> {
    Vec::new()
}
