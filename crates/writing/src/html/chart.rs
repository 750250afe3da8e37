//! A bar chart in SVG: for each line the weight as a pale track, the declared and the recomputed score on it.
//! All coordinates are integers; the table beside it says the same in figures.

use kanhe_report::{Decimal, Lang, Scorecard};
use rust_decimal::prelude::ToPrimitive;

use super::{escape, escaped};
use crate::labels::pick;
use crate::wide::crop;

const LEFT: i64 = 190;
const TRACK: i64 = 400;
const RIGHT: i64 = 150;
const ROW: i64 = 34;

pub(crate) fn bars(card: &Scorecard, lang: Lang, out: &mut String) {
    let rows: Vec<_> = card.lines.iter().filter(|l| l.reported.is_some() || l.recomputed.is_some()).collect();
    let Some(largest) = rows.iter().flat_map(|l| [l.weight, l.reported, l.recomputed]).flatten().max() else { return };
    if largest <= Decimal::ZERO {
        return;
    }
    let height = ROW * i64::try_from(rows.len()).unwrap_or(0) + 40;
    let width = LEFT + TRACK + RIGHT;
    let label = pick(lang, "各指标自评得分与核算得分", "Declared and recomputed score of each indicator");
    out.push_str(&format!(
        "<svg class=\"chart\" role=\"img\" aria-label=\"{label}\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\">\n"
    ));
    let keys = [("declared", "自评", "declared"), ("recomputed", "核算", "recomputed"), ("track", "分值", "weight")];
    for (i, (class, zh, en)) in (0i64..).zip(keys) {
        let x = LEFT + i * 110;
        out.push_str(&format!(
            "<rect class=\"{class}\" x=\"{x}\" y=\"8\" width=\"14\" height=\"10\"/><text x=\"{}\" y=\"17\">{}</text>\n",
            x + 20,
            pick(lang, zh, en)
        ));
    }
    for (i, line) in (0i64..).zip(rows) {
        let y = 32 + i * ROW;
        out.push_str(&format!("<text class=\"name\" x=\"{}\" y=\"{}\">", LEFT - 10, y + 16));
        escape(&crop(&line.name, 24), out);
        out.push_str("</text>\n");
        if let Some(w) = line.weight {
            out.push_str(&bar("track", y + 2, 22, length(w, largest)));
        }
        if let Some(d) = line.reported {
            out.push_str(&bar("declared", y + 3, 9, length(d, largest)));
        }
        if let Some(r) = line.recomputed {
            out.push_str(&bar("recomputed", y + 14, 9, length(r, largest)));
        }
        let words = match (line.reported, line.recomputed) {
            (Some(d), Some(r)) if d != r => format!("{d} → {r}"),
            (Some(d), _) => d.to_string(),
            (None, Some(r)) => format!("— → {r}"),
            (None, None) => String::new(),
        };
        let differs = matches!((line.reported, line.recomputed), (Some(d), Some(r)) if d != r);
        out.push_str(&format!(
            "<text class=\"value{}\" x=\"{}\" y=\"{}\">{}</text>\n",
            if differs { " differs" } else { "" },
            LEFT + TRACK + 12,
            y + 17,
            escaped(&words)
        ));
    }
    out.push_str("</svg>\n");
}

fn bar(class: &str, y: i64, height: i64, width: i64) -> String {
    format!("<rect class=\"{class}\" x=\"{LEFT}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>\n")
}

fn length(value: Decimal, largest: Decimal) -> i64 {
    let scaled = value.max(Decimal::ZERO).checked_mul(Decimal::from(TRACK)).and_then(|v| v.checked_div(largest));
    scaled.and_then(|v| v.round().to_i64()).unwrap_or(0).clamp(0, TRACK)
}
