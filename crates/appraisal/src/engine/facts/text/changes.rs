//! 项目 rows of the unit's own budget in running text: `年初预算5160万元，年中追加733万元，全年预算5893万元`.

use kanhe_report::{Amount, Mention, Money};

use super::execution::of_project;
use super::{amount, has, own_words, pairs};
use crate::engine::facts::{Leaf, Row, Source};

const UP: [&str; 5] = ["追加", "调增", "核增", "增加", "新增"];
const DOWN: [&str; 6] = ["调减", "压减", "追减", "核减", "减少", "收回"];
/// What the moves lead to.
const AFTER: [&str; 5] = ["全年预算", "调整后预算", "调整后", "调整预算数", "调整后全年预算"];

/// An initial budget, one move and the budget after it, one right behind the other.
pub(in crate::engine::facts) fn budget_moves<'a>(source: &Source<'a>) -> Vec<Row<'a>> {
    let row = |three: &'a [Mention]| {
        let [initial, change, after] = three else { return None };
        let (initial, change, after) = (amount(initial)?, amount(change)?, amount(after)?);
        let of_year = |m: &Mention| !has(&["比", "较", "上年", "其中"], &m.before) && !pairs::about(m);
        let opening = own_words(initial.0);
        let near = initial.0.line == after.0.line && initial.0.sentence == after.0.sentence;
        if !(near && opening.contains("年初") && opening.contains("预算") && of_year(initial.0)) {
            return None;
        }
        let moved = own_words(change.0);
        let down = has(&DOWN, moved);
        let moves = (down != has(&UP, moved)) && of_year(change.0);
        let ends = AFTER.iter().any(|w| own_words(after.0).ends_with(w)) && of_year(after.0);
        if !(moves && ends) || of_project(source, initial.0) {
            return None;
        }
        // Money brought forward may be in the budget and in no move.
        let line = source.report.paragraphs.get(initial.0.line)?;
        let carried = has(&["上年结转", "年初结转", "结转资金", "以前年度"], &line.text);
        (!carried).then(|| moved_row(initial, change, after, down))
    };
    source.report.mentions.windows(3).filter_map(row).collect()
}

type Sum<'a> = (&'a Mention, &'a Amount);

fn moved_row<'a>(initial: Sum<'a>, change: Sum<'a>, after: Sum<'a>, down: bool) -> Row<'a> {
    let fen = change.1.money.fen();
    let signed = Amount { money: Money::from_fen(if down { fen.saturating_neg() } else { fen }), ..*change.1 };
    let budget = Leaf::amount_at(after.1, &after.0.place);
    let leaves = [
        Leaf::text("单位"),
        Leaf::amount_at(initial.1, &initial.0.place),
        Leaf::amount_at(&signed, &change.0.place),
        budget,
        Leaf::unknown(),
        Leaf::unknown(),
    ];
    Row::of(leaves).with_parts([(Leaf::text("全年预算"), budget)]).at(&initial.0.place)
}
