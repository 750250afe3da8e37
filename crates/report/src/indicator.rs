//! Indicator rows and the groups they stand in.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{Entry, Place};

/// 指标性质: the sign of a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Sign {
    /// `>`
    Above,
    /// `≥` 不低于
    AtLeast,
    /// `=`
    Equal,
    /// `<`
    Below,
    /// `≤` 不超过
    AtMost,
    /// 定性
    Qualitative,
}

/// An indicator row of a scored form (附件3, 项目支出绩效自评表 …).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Indicator {
    /// Number of its form, from 1.
    pub form: u32,
    /// 一级指标, carried down through merged cells, without the bracketed points: `产出指标`.
    pub level1: Entry<String>,
    /// 二级指标.
    pub level2: Entry<String>,
    /// 三级指标: the indicator's own name.
    pub level3: Entry<String>,
    /// Points printed in the level-1 head: 40 of `产出指标(40分)`.
    pub level1_weight: Entry<Decimal>,
    /// 指标值 as text; sign and unit columns are put together: `≥50台`.
    pub target: Entry<String>,
    /// 调整指标值, where the form has such a column.
    pub adjusted_target: Entry<String>,
    /// 实际完成值 as text.
    pub actual: Entry<String>,
    /// The sign column's content, if the form has one and it is filled.
    pub sign: Option<Sign>,
    /// The unit column's content, if the form has one and it is filled.
    pub unit: Option<String>,
    /// 分值. Printed in its column or in the name (`… (5分)`).
    pub weight: Entry<Decimal>,
    /// 得分.
    pub score: Entry<Decimal>,
    /// 扣分, where the form has such a column.
    pub deduction: Entry<Decimal>,
    /// 复核分, 财政审核评分, where the form has such a column.
    pub review_score: Entry<Decimal>,
    /// 偏差原因分析及改进措施.
    pub reason: Entry<String>,
    /// 评分标准 / 评价标准: the row's own scoring rule in words, where the form prints one.
    pub standard: Entry<String>,
    /// The score cell covers several indicator rows.
    pub score_shared: bool,
    /// The weight cell covers several indicator rows.
    pub weight_shared: bool,
    /// A `其中` row below another indicator.
    pub sub_row: bool,
    /// The level-3 cell, or the first cell of the row that has text.
    pub place: Place,
}

/// Which head a group of indicators stands under.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum GroupLevel {
    /// 年度绩效目标1（80分）: a goal block over level-1 heads.
    Block,
    /// 一级指标.
    Level1,
    /// 二级指标.
    Level2,
}

/// Indicators under one head, with the points that the head prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// Number of its form.
    pub form: u32,
    /// Which kind of head.
    pub level: GroupLevel,
    /// The head's name without its points: `产出指标`.
    pub name: String,
    /// The points printed in the head; `Absent` where it prints none.
    pub weight: Entry<Decimal>,
    /// Indexes into `Report::indicators`, in order.
    pub indicators: Vec<usize>,
    /// Indexes of groups (into `Report::groups`) directly below, in order.
    pub groups: Vec<usize>,
    /// Under this head the form has rows left wholly blank (name, target and actual): they are no indicators.
    pub blank_rows: u32,
    /// The head's cell.
    pub place: Place,
}
