//! A report as read: plain data, as printed, nothing corrected.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{
    Amount, Entry, Group, Indicator, Mention, MoneyUnit, Percent, Place, Section, Stated, Statement, TextLine,
    UnitMention, YearMention,
};

/// What a report or form is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// 部门/单位整体支出.
    Whole,
    /// 项目支出.
    Project,
    /// Anything else.
    #[default]
    Other,
}

impl Kind {
    /// As the contract writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Project => "project",
            Self::Other => "other",
        }
    }
}

/// Whether a form states targets (before the year) or results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Stage {
    /// 自评表: results.
    #[default]
    Result,
    /// 绩效目标申报表, 审批表: targets only.
    Target,
}

/// The total row of a scored form.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Total {
    /// 分值.
    pub weight: Entry<Decimal>,
    /// 得分, or 自评总分 in the head.
    pub score: Entry<Decimal>,
    /// 优 良 中 差, without words around it.
    pub grade: Entry<String>,
    /// The place of the row.
    pub place: Place,
}

/// 年度总体目标: what was expected and what was reached.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Goal {
    /// 预期目标.
    pub expected: Entry<String>,
    /// 实际完成情况.
    pub actual: Entry<String>,
}

/// A labelled cell in the head or foot of a form: 预算单位名称, 填报日期 …
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormField {
    /// Canonical key of the terms file: `unit`, `department`, `project`, `filled_on`, `filler`, `phone`, `head`,
    /// `explanation`, `measures` …
    pub key: String,
    /// The label printed.
    pub label: String,
    /// The value.
    pub value: Entry<String>,
    /// The label's place.
    pub place: Place,
}

/// A form found in the document. Scored forms are numbered from 1 in document order.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Form {
    /// Its number.
    pub form: u32,
    /// Whole unit or project.
    pub kind: Kind,
    /// The title printed over it, or its project's name.
    pub name: String,
    /// Year in its title.
    pub year: Option<Stated<i32>>,
    /// Tables of the document that make it up (a form may go on over page breaks).
    pub tables: Vec<u32>,
    /// Targets or results.
    pub stage: Stage,
    /// Unit of its amounts.
    pub money_unit: MoneyUnit,
    /// The unit was not printed but inferred.
    pub money_unit_assumed: bool,
    /// 总分.
    pub total: Total,
    /// 年度总体目标.
    pub goals: Vec<Goal>,
    /// Head and foot cells.
    pub fields: Vec<FormField>,
    /// The form has a weight column (or weights in names).
    pub has_weights: bool,
    /// The form has a score column.
    pub has_scores: bool,
    /// The form has a reason column, or a reason block below.
    pub has_reasons: bool,
    /// The form has a target column.
    pub has_targets: bool,
    /// The form has an actual column.
    pub has_actuals: bool,
    /// Level-1 or level-2 heads that the form prints, with or without indicators, in order.
    pub heads: Vec<Stated<String>>,
    /// The place of the title or of the first cell.
    pub place: Place,
}

/// Which line of the fund block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FundKey {
    /// 年度资金总额
    Total,
    /// 基本支出
    Basic,
    /// 项目支出
    Project,
    /// 一般公共预算
    General,
    /// 政府性基金
    GovFund,
    /// 国有资本经营
    StateCapital,
    /// 社会保险基金
    SocialInsurance,
    /// 纳入专户管理的非税收入
    SpecialAccount,
    /// 当年财政拨款
    Appropriation,
    /// 上年结转
    Carried,
    /// 中央
    Central,
    /// 省、自治区
    Provincial,
    /// 市县、地方
    Local,
    /// 其他资金
    Other,
}

impl FundKey {
    /// As the contract writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Total => "total",
            Self::Basic => "basic",
            Self::Project => "project",
            Self::General => "general",
            Self::GovFund => "gov_fund",
            Self::StateCapital => "state_capital",
            Self::SocialInsurance => "social_insurance",
            Self::SpecialAccount => "special_account",
            Self::Appropriation => "appropriation",
            Self::Carried => "carried",
            Self::Central => "central",
            Self::Provincial => "provincial",
            Self::Local => "local",
            Self::Other => "other",
        }
    }

    /// Split by the kind of spending (基本, 项目), not by source.
    pub const fn by_spending(self) -> bool {
        matches!(self, Self::Basic | Self::Project)
    }
}

/// A line of the fund block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FundLine {
    /// Number of its form.
    pub form: u32,
    /// Which line.
    pub line: FundKey,
    /// The wording printed, without figures.
    pub label: String,
    /// 年初预算数.
    pub initial: Entry<Amount>,
    /// 调整数, where the form has such a column.
    pub adjustment: Entry<Amount>,
    /// 全年预算数, the rate's denominator.
    pub budget: Entry<Amount>,
    /// 全年执行数.
    pub executed: Entry<Amount>,
    /// 分值.
    pub weight: Entry<Decimal>,
    /// 执行率.
    pub rate: Entry<Percent>,
    /// 得分.
    pub score: Entry<Decimal>,
    /// 原因, where the fund block has such a column.
    pub reason: Entry<String>,
    /// The figures stand inside the label cell (`基本支出：128.98`).
    pub in_label: bool,
    /// The label's cell.
    pub place: Place,
}

/// A project line of the text or of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectLine {
    /// Its name.
    pub name: String,
    /// 年初预算.
    pub initial: Entry<Amount>,
    /// 调整: 调减 is negative.
    pub adjustment: Entry<Amount>,
    /// 全年预算 (调整后).
    pub budget: Entry<Amount>,
    /// 实际支出.
    pub executed: Entry<Amount>,
    /// 结余结转.
    pub carryover: Entry<Amount>,
    /// 执行率.
    pub rate: Entry<Percent>,
    /// Which list it stands in, from 1: lines of one enumeration share a number.
    pub list: u32,
    /// The words that give a reason for the adjustment or the low execution, if any.
    pub reason: Option<Stated<String>>,
    /// The paragraph's or row's place.
    pub place: Place,
}

/// An item of the base-data table (附件2).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct BaseItem {
    /// The contract's key: `staff`, `three_public`, `public` …
    pub item: String,
    /// The wording printed.
    pub label: String,
    /// 编制数 (staff only).
    pub establishment: Entry<Decimal>,
    /// 实际在职人数 (staff only).
    pub actual: Entry<Decimal>,
    /// 控制率 (staff only).
    pub rate: Entry<Percent>,
    /// 上年决算数.
    pub prior_final: Entry<Amount>,
    /// 本年预算数.
    pub budget: Entry<Amount>,
    /// 本年决算数.
    pub final_: Entry<Amount>,
    /// The label's cell.
    pub place: Place,
}

/// A cell as it stands in the document, for showing the document and for scanning its words.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SheetCell {
    /// Grid row, from 1.
    pub row: u32,
    /// Grid column, from 1.
    pub col: u32,
    /// Rows covered.
    pub row_span: u32,
    /// Columns covered.
    pub col_span: u32,
    /// Text.
    pub text: String,
}

/// A table as it stands in the document.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SheetTable {
    /// Table number, from 1.
    pub number: u32,
    /// Sheet name.
    pub sheet: Option<String>,
    /// Index in `Report::paragraphs` of the first line after it: where it stands in the text.
    pub before_line: usize,
    /// Grid height.
    pub rows: u32,
    /// Grid width.
    pub cols: u32,
    /// Visible cells in reading order.
    pub cells: Vec<SheetCell>,
    /// Its rows and columns were told by how the words are aligned, not by lines: what rests on it is in doubt.
    #[serde(default)]
    pub aligned: bool,
}

/// Something that was there and could not be read, with its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unread {
    /// Where, if known.
    pub place: Option<Place>,
    /// What, in Chinese.
    pub zh: String,
    /// What, in English.
    pub en: String,
}

/// A report: what a document states, as printed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Report {
    /// The file's name as given.
    pub file: String,
    /// What it is about.
    pub kind: Kind,
    /// The reporting unit.
    pub unit: Option<Stated<String>>,
    /// The year reported on.
    pub year: Option<Stated<i32>>,
    /// The document's title lines.
    pub title: Option<Stated<String>>,
    /// Every mention of a reporting unit's name.
    pub units: Vec<UnitMention>,
    /// Every mention of a year.
    pub years: Vec<YearMention>,
    /// Forms in document order.
    pub forms: Vec<Form>,
    /// Fund lines.
    pub funds: Vec<FundLine>,
    /// Project lines.
    pub projects: Vec<ProjectLine>,
    /// Indicator rows.
    pub indicators: Vec<Indicator>,
    /// Heads with their indicators.
    pub groups: Vec<Group>,
    /// 总分 of the whole-unit form, or else of the first.
    pub total: Total,
    /// Base data (附件2).
    pub base: Vec<BaseItem>,
    /// Whether the document has a base-data table.
    pub base_table: Option<u32>,
    /// Labelled cells of the base-data table that are no amounts (厉行节约保障措施, 楼堂馆所 …), and of its foot.
    pub base_fields: Vec<FormField>,
    /// Paragraphs outside tables.
    pub paragraphs: Vec<TextLine>,
    /// The outline.
    pub sections: Vec<Section>,
    /// Every figure of the running text.
    pub mentions: Vec<Mention>,
    /// Figures that were understood.
    pub statements: Vec<Statement>,
    /// Index into `mentions`: the number of posts (编制) that the text states.
    #[serde(default)]
    pub text_establishment: Option<usize>,
    /// Tables as they stand.
    pub tables: Vec<SheetTable>,
    /// What could not be read.
    pub unread: Vec<Unread>,
}
