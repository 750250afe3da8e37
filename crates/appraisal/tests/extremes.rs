//! Reports beyond all sense, and very long ones: an answer in time, and no panic.

mod common;
mod desk;

use common::{Clerk, policy_set, select};
use desk::Desk;
use kanhe_appraisal::{Options, appraise};
use kanhe_report::{Kind, Report};

/// Linear work takes a few seconds without optimisation; quadratic work takes minutes.
const PATIENCE: u64 = 30;

fn in_time(report: &Report) -> usize {
    let set = policy_set();
    let started = std::time::Instant::now();
    let findings = appraise(report, &select(&set, report.kind, 2023), Options::default()).findings;
    assert!(started.elapsed().as_secs() < PATIENCE, "{:?}", started.elapsed());
    findings.len()
}

#[test]
fn ten_thousand_indicators_each_with_a_wrong_score() {
    let rows = (0..10_000).fold(Clerk::new(Kind::Project), |clerk, i| {
        clerk.row(&format!("产出指标|数量指标|第{i}项|≥20场|16场|0.01|0.02|"))
    });
    assert!(in_time(&rows.total("100|200|优").done()) > 10_000);
}

#[test]
fn ten_thousand_indicators_that_all_say_the_same() {
    let row = "产出指标|数量指标|送戏下乡|≥20场|16场|0.01|0.02|";
    let rows = (0..10_000).fold(Clerk::new(Kind::Project), |clerk, _| clerk.row(row));
    assert!(in_time(&rows.total("100|200|优").done()) < 1000, "one finding a code, with many places");
}

#[test]
fn ten_thousand_project_lines() {
    let mut desk = Desk::new().line("项目支出情况如下。");
    for i in 0..10_000 {
        desk = desk.project(1, &format!("项目{i}"), "10|-1|~|8|2");
    }
    in_time(&desk.report);
}

#[test]
fn a_paragraph_of_five_megabytes() {
    let sentence = "全年预算100万元，基本支出60万元，项目支出40万元，自评得分96分，等级为优，";
    let mut desk = Desk::new().form(Kind::Whole);
    desk.report.paragraphs.push(kanhe_report::TextLine {
        number: 1,
        label: None,
        typed_label: false,
        text: sentence.repeat(50_000),
        section: None,
        note: false,
        page: None,
    });
    in_time(&desk.report);
}

#[test]
fn a_score_in_the_text_and_a_total_too_large_to_subtract() {
    let huge = "79228162514264337593543950335";
    let mut desk = Desk::new().form(Kind::Whole).line(&format!("自评得分{huge}件，等级为优。"));
    desk = desk.means("score.total", &format!("{huge}件"));
    desk.report.forms[0].total.score = common::figure(9, 7, &format!("-{huge}"));
    desk.appraise();
}

#[test]
fn figures_at_the_ends_of_what_a_decimal_holds() {
    let (huge, tiny) = ("79228162514264337593543950335", "0.0000000000000000000000000001");
    let long = "9".repeat(5000);
    for (target, actual) in [
        (huge, tiny),
        (tiny, huge),
        ("999999999999999999亿元", "0.000000000000000001元"),
        ("0.000000000000000001-999999999999999999亿元", "1元"),
        ("999999999999999999±999999999999999999", "-999999999999999999"),
        ("≤0.000000000000000001", "999999999999999999"),
        ("-999999999999999999", "999999999999999999"),
        (&long, &long),
    ] {
        for (weight, score) in [(huge, tiny), (tiny, huge), ("0", "0"), ("10", "9.9999999999999999999999999999")] {
            let report = Clerk::new(Kind::Project)
                .funds(&format!("~|0.01|90000000000|{weight}|{tiny}%|{score}"))
                .row(&format!("产出指标|数量指标|甲|{target}|{actual}|{weight}|{score}|"))
                .row(&format!("成本指标|经济成本指标|乙|{target}|{actual}|{weight}|{score}|"))
                .row(&format!("满意度指标|服务对象满意度指标|丙|{target}|{actual}|{weight}|{score}|"))
                .total(&format!("{huge}|{score}|优"))
                .done();
            in_time(&report);
        }
    }
}
