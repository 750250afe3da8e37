//! 率值: rates that cannot pass one hundred per cent.

use kanhe_report::{Decimal, Figure, Percent};

use super::has;
use crate::engine::facts::whole::subject_of;
use crate::engine::facts::{Leaf, Row, Source};

/// Rates of a whole: at most all of it.
const BOUNDED: [&str; 61] = [
    "满意度",
    "满意率",
    "合格率",
    "覆盖率",
    "完好率",
    "知晓率",
    "办结率",
    "及时率",
    "达标率",
    "准确率",
    "普及率",
    "成活率",
    "优良率",
    "通过率",
    "回访率",
    "公开率",
    "入户率",
    "签约率",
    "建档率",
    "处置率",
    "化解率",
    "整改率",
    "合规率",
    "验收率",
    "规范率",
    "参与率",
    "巡查率",
    "治愈率",
    "修复率",
    "有效率",
    "发放率",
    "兑现率",
    "公示率",
    "落实率",
    "参保率",
    "开工率",
    "竣工率",
    "完工率",
    "就业率",
    "巩固率",
    "入学率",
    "救治率",
    "监测率",
    "归档率",
    "上架率",
    "安装率",
    "响应率",
    "反馈率",
    "回复率",
    "结案率",
    "审结率",
    "好评率",
    "认可度",
    "支持率",
    "优秀率",
    "准时率",
    "正确率",
    "完整率",
    "存活率",
    "受理率",
    "投保率",
];
/// Words with which even these may pass it.
const UNBOUNDED: [&str; 12] =
    ["完成率", "增长", "提高", "提升", "上升", "下降", "比上年", "较上年", "控制率", "执行率", "到位率", "毛"];

/// The rows: indicators first, then the text.
pub(in crate::engine::facts) fn rows<'a>(source: &Source<'a>) -> Vec<Row<'a>> {
    let report = source.report;
    let mut rows = Vec::new();
    for indicator in &report.indicators {
        let (Some(name), Some(actual), Some(place)) =
            (indicator.level3.sure(), indicator.actual.sure(), indicator.actual.place.as_ref())
        else {
            continue;
        };
        if !bounded(name) {
            continue;
        }
        if let Some(percent) = percent_in(actual) {
            let value = Leaf::percent_at(&percent, percent.number, place);
            let name = Leaf::text_at(name, indicator.level3.place.as_ref().unwrap_or(&indicator.place));
            rows.push(Row::of([name, value]).at(place));
        }
    }
    for mention in &report.mentions {
        let Figure::Percent(percent) = &mention.figure else { continue };
        let words = subject_of(mention);
        let clause =
            words.rsplit([',', '，', '、', ';', '；']).next().unwrap_or(words).trim_end_matches(['到', '达', '为']);
        if percent.sign && bounded(clause) && BOUNDED.iter().any(|w| clause.ends_with(w)) {
            let value = Leaf::percent_at(percent, percent.number, &mention.place);
            rows.push(Row::of([Leaf::text(clause), value]).at(&mention.place));
        }
    }
    rows
}

fn bounded(name: &str) -> bool {
    has(&BOUNDED, name) && !has(&UNBOUNDED, name)
}

/// A percentage that is the whole text: `102%`, `102`.
pub(in crate::engine::facts) fn percent_in(text: &str) -> Option<Percent> {
    let text = text.trim().trim_start_matches(['≥', '≧', '=', '＝', '>', '达', '到']);
    let sign = text.ends_with(['%', '％']);
    let number: Decimal = text.trim_end_matches(['%', '％']).trim().parse().ok()?;
    Some(Percent { number, sign })
}
