//! How hospitals, schools, townships and bureaus tell the same year, and the figures beside it that are none of theirs.

mod text_support;

use text_support::{body, stated};

/// Money that a text states, without what is doubtful.
fn money(text: &str) -> Vec<String> {
    stated(text)
        .into_iter()
        .filter(|s| ["spending.", "income.", "budget.", "carryover."].iter().any(|w| s.starts_with(w)))
        .collect()
}

/// Projects as `name|initial|adjustment|budget|executed|carryover`.
fn projects(text: &str) -> Vec<String> {
    let sum = |e: &kanhe_report::Entry<kanhe_report::Amount>| e.get().map_or("-".to_owned(), |a| a.printed());
    let line = |p: &kanhe_report::ProjectLine| {
        let sums = [&p.initial, &p.adjustment, &p.budget, &p.executed, &p.carryover].map(sum);
        format!("{}|{}", p.name, sums.join("|"))
    };
    body(text).projects.iter().map(line).collect()
}

#[test]
fn parts_of_the_spending_stand_behind_their_share_or_their_subject() {
    for (text, want) in [
        (
            "其中：基本支出决算660.71万元，人员经费占96.12%，为635.07万元；公用经费占3.88%，为25.64万元。",
            &["spending.basic=660.71万元", "spending.personnel=635.07万元", "spending.public=25.64万元"][..],
        ),
        (
            "基本支出方面，决算591.65万元，其中人员经费决算560.00万元，公用经费决算31.65万元；项目支出方面，决算534.86万元。",
            &[
                "spending.basic=591.65万元",
                "spending.personnel=560.00万元",
                "spending.public=31.65万元",
                "spending.project=534.86万元",
            ],
        ),
        (
            "基本支出又分为人员经费588.84万元、公用经费31.20万元。",
            &["spending.personnel=588.84万元", "spending.public=31.20万元"],
        ),
        (
            "2023年基本支出202.54万元（上年196.30万元），其中人员经费171.34万元（上年166.00万元），公用经费31.20万元（上年30.30万元）。",
            &["spending.basic=202.54万元", "spending.personnel=171.34万元", "spending.public=31.20万元"],
        ),
        (
            "以上两项基本支出共计339.34万元，另有项目支出664.45万元。",
            &["spending.basic=339.34万元", "spending.project=664.45万元"],
        ),
    ] {
        assert_eq!(money(text), want, "{text}");
    }
}

#[test]
fn what_follows_a_sum_carried_over_is_this_year_again() {
    assert_eq!(
        money("全年总支出1195.14万元，全年总收入1200.00万元，上年结转19.99万元，年终结余24.85万元。"),
        ["spending.total=1195.14万元", "carryover.total=24.85万元"]
    );
    assert_eq!(money("年初财政拨款结转7.67万元，年末财政拨款结转9.22万元。"), ["carryover.total=9.22万元"]);
    assert_eq!(
        money("全年可用资金120万元，实际使用115万元，资金使用率95.83%，结转下年5万元。"),
        ["spending.total=115万元", "carryover.total=5万元"]
    );
}

#[test]
fn sums_of_others_are_not_the_units() {
    for text in [
        "2023年度收入总计1000.98万元、支出总计1000.98万元（含年末结转）。",
        "4.上年度情况。2022年度部门支出合计813.34万元，其中基本支出488.00万元，项目支出325.34万元。",
        "局机关基本支出154.59万元，项目支出154.60万元。",
        "按支出功能分类：农林水支出600.00万元，年初预算500.00万元，完成年初预算的120%。",
        "争取上级资金3,200万元，发放养老补贴456.2万元，完成财政收入3,560万元。",
        "机关运行经费支出74.19万元，比上年减少2.31万元，下降3.02%。政府采购支出总额66.25万元。",
        "医疗收入8,652.30万元，百元医疗收入消耗卫生材料18.3元。",
    ] {
        assert!(money(text).is_empty(), "{text}: {:?}", money(text));
    }
}

#[test]
fn an_initial_budget_may_be_divided_twice() {
    let text =
        "年初预算580.09万元。其中：财政拨款563.61万元，其他资金16.48万元；基本支出269.78万元，项目支出310.31万元。";
    assert_eq!(money(text), ["budget.initial=580.09万元"]);
    assert_eq!(money("经县人大批准，我单位2023年部门预算支出345.99万元。"), ["budget.initial=345.99万元"]);
}

#[test]
fn projects_are_marked_in_many_ways() {
    for (text, want) in [
        ("● 教学楼屋面防水：年初预算161.29万元，实际执行164.13万元。", "教学楼屋面防水|161.29|-|-|164.13|-"),
        (
            "甲、道路绿化补植：全年预算257.05万元，已支出228.77万元，剩余28.28万元结转下年使用。",
            "道路绿化补植|-|-|257.05|228.77|28.28",
        ),
        ("项目名称：中医馆建设；预算：35.92万元；执行：33.76万元；结余：2.16万元。", "中医馆建设|-|-|35.92|33.76|2.16"),
        ("在耕地质量监测项目上，全年预算17.86万元，实际支出16.47万元。", "耕地质量监测|-|-|17.86|16.47|-"),
        ("一是巡察工作，全年预算安排104.73万元，支出93.21万元，结余11.52万元。", "巡察工作|-|-|104.73|93.21|11.52"),
        (
            "项目二：耕地质量监测。年初预算260.86万元，压减预算39.13万元，支出203.99万元，结转17.74万元。",
            "耕地质量监测|260.86|-39.13|-|203.99|17.74",
        ),
        (
            "实验室设备采购项目：到位资金60.00万元，支出54.56万元，其中材料费30.00万元、劳务费24.56万元。",
            "实验室设备采购|-|-|-|54.56|-",
        ),
    ] {
        assert_eq!(projects(&format!("三、项目支出情况\n{text}")), [want], "{text}");
    }
}

#[test]
fn projects_are_listed_behind_their_count_or_their_sum() {
    let text = "全年实施三个项目，共支出40.00万元：河道清淤20.00万元；塘坝整修15.00万元；灌区信息化5.00万元。";
    assert_eq!(projects(text), ["河道清淤|-|-|-|20.00|-", "塘坝整修|-|-|-|15.00|-", "灌区信息化|-|-|-|5.00|-"]);
    assert!(stated(text).contains(&"projects.count=三个".to_owned()));
    assert!(money(text).is_empty());
    let text = "项目支出主要包括河道清淤20.00万元、塘坝整修15.00万元。";
    assert_eq!(projects(text), ["河道清淤|-|-|-|20.00|-", "塘坝整修|-|-|-|15.00|-"]);
    let text = "我单位2023年共有2个专项项目。第一，河道清淤，预算20.00万元，支出18.00万元。第二，塘坝整修，预算9.00万元，支出8.00万元。";
    assert!(stated(text).contains(&"projects.count=2个".to_owned()));
}

#[test]
fn funds_and_balances_are_no_projects() {
    for text in [
        "（三）政府性基金预算支出0.00万元。（四）国有资本经营预算支出0.00万元。",
        "（五）收支结余。全年总支出1195.14万元，年终结余24.85万元。",
    ] {
        assert!(projects(text).is_empty(), "{text}: {:?}", projects(text));
    }
}

#[test]
fn a_score_taken_from_a_named_document() {
    let text = "经对照《部门整体支出绩效评价指标表》打分，自评总得分为99.45分。";
    assert_eq!(stated(text), ["score.total=99.45分"]);
}
