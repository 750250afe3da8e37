//! What a document states, as a person would want to see it: head, forms, funds, indicators, base data, statements.

use kanhe_report::{Amount, Entry, Figure, Lang, Percent, Report, State};

use crate::columns::{aligned, row};
use crate::labels::pick;
use crate::wide::crop;

/// The report as aligned text.
pub fn report_text(report: &Report, lang: Lang) -> String {
    let mut out = String::new();
    let dash = "—".to_owned();
    let unit = report.unit.as_ref().map_or_else(|| dash.clone(), |u| crop(&u.value, 60));
    let year = report.year.as_ref().map_or_else(|| dash.clone(), |y| y.value.to_string());
    out.push_str(&format!("{}\n{unit}  {year}  {}\n", report.file, report.kind.name()));
    let mut section = |title: &str, heads: &[&str], right: &[usize], rows: Vec<Vec<String>>| {
        if !rows.is_empty() {
            out.push_str(&format!("\n{title}\n"));
            let mut table = vec![row(heads)];
            table.extend(rows);
            out.push_str(&aligned(&table, right));
        }
    };
    section(
        pick(lang, "资金", "Funds"),
        &match lang {
            Lang::Zh => ["表", "资金", "年初预算", "全年预算", "全年执行", "分值", "执行率", "得分"],
            Lang::En => ["form", "line", "initial", "budget", "executed", "weight", "rate", "score"],
        },
        &[2, 3, 4, 5, 6, 7],
        report
            .funds
            .iter()
            .map(|f| {
                vec![
                    f.form.to_string(),
                    crop(&f.label, 30),
                    amount(&f.initial),
                    amount(&f.budget),
                    amount(&f.executed),
                    plain(&f.weight),
                    percent(&f.rate),
                    plain(&f.score),
                ]
            })
            .collect(),
    );
    section(
        pick(lang, "绩效指标", "Indicators"),
        &match lang {
            Lang::Zh => ["表", "一级", "二级", "三级", "指标值", "完成值", "分值", "得分", "原因"],
            Lang::En => ["form", "level 1", "level 2", "level 3", "target", "actual", "weight", "score", "reason"],
        },
        &[6, 7],
        report
            .indicators
            .iter()
            .map(|i| {
                vec![
                    i.form.to_string(),
                    plain(&i.level1),
                    plain(&i.level2),
                    plain(&i.level3),
                    plain(&i.target),
                    plain(&i.actual),
                    plain(&i.weight),
                    plain(&i.score),
                    plain(&i.reason),
                ]
            })
            .collect(),
    );
    section(
        pick(lang, "总分", "Totals"),
        &[
            pick(lang, "表", "form"),
            pick(lang, "分值", "weight"),
            pick(lang, "得分", "score"),
            pick(lang, "等级", "grade"),
            "",
        ],
        &[1, 2],
        report
            .forms
            .iter()
            .map(|f| {
                vec![
                    f.form.to_string(),
                    plain(&f.total.weight),
                    plain(&f.total.score),
                    plain(&f.total.grade),
                    crop(&f.name, 60),
                ]
            })
            .collect(),
    );
    section(
        pick(lang, "项目", "Projects"),
        &match lang {
            Lang::Zh => ["项目", "年初预算", "调整", "全年预算", "支出", "结余结转"],
            Lang::En => ["project", "initial", "adjustment", "budget", "executed", "carry-over"],
        },
        &[1, 2, 3, 4, 5],
        report
            .projects
            .iter()
            .map(|p| {
                vec![
                    crop(&p.name, 40),
                    amount(&p.initial),
                    amount(&p.adjustment),
                    amount(&p.budget),
                    amount(&p.executed),
                    amount(&p.carryover),
                ]
            })
            .collect(),
    );
    section(
        pick(lang, "基础数据", "Base data"),
        &match lang {
            Lang::Zh => ["项目", "上年决算/编制", "本年预算/实有", "本年决算/控制率"],
            Lang::En => ["item", "prior final/posts", "budget/in post", "final/rate"],
        },
        &[1, 2, 3],
        report
            .base
            .iter()
            .map(|b| match b.item.as_str() {
                "staff" => vec![crop(&b.label, 30), plain(&b.establishment), plain(&b.actual), percent(&b.rate)],
                _ => vec![crop(&b.label, 30), amount(&b.prior_final), amount(&b.budget), amount(&b.final_)],
            })
            .collect(),
    );
    section(
        pick(lang, "正文数字", "Figures of the text"),
        &[pick(lang, "含义", "concept"), pick(lang, "数值", "value"), pick(lang, "原文", "words")],
        &[1],
        report
            .statements
            .iter()
            .filter_map(|s| {
                let mention = report.mentions.get(s.mention)?;
                let value = match &mention.figure {
                    Figure::Amount(a) => a.money.to_string(),
                    Figure::Count { number, unit } => format!("{number}{unit}"),
                    Figure::Percent(p) => format!("{}%", p.number),
                };
                Some(vec![s.concept.clone(), value, crop(&mention.place.text, 60)])
            })
            .collect(),
    );
    section(
        pick(lang, "未读出", "Not read"),
        &["", ""],
        &[],
        report
            .unread
            .iter()
            .map(|u| {
                let address = u.place.as_ref().map(|p| if lang == Lang::Zh { p.address_zh() } else { p.address_en() });
                vec![address.unwrap_or_default(), if lang == Lang::Zh { u.zh.clone() } else { u.en.clone() }]
            })
            .collect(),
    );
    out
}

fn amount(entry: &Entry<Amount>) -> String {
    entry.get().map_or_else(|| nothing(entry.state), |a| format!("{}{}", a.printed(), a.unit.word()))
}

fn percent(entry: &Entry<Percent>) -> String {
    entry.get().map_or_else(|| nothing(entry.state), |p| format!("{}{}", p.number, if p.sign { "%" } else { "" }))
}

fn plain<T: ToString>(entry: &Entry<T>) -> String {
    entry.get().map_or_else(|| nothing(entry.state), |v| crop(&v.to_string(), 24))
}

/// The several kinds of nothing stay apart.
fn nothing(state: State) -> String {
    match state {
        State::Absent => "",
        State::Blank => "□",
        State::Nothing => "无",
        State::Dash => "—",
        State::Unreadable => "?",
        State::Value => "",
    }
    .to_owned()
}
