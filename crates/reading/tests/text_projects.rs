//! Projects that the text lists: names, sums, reasons.

mod text_support;

use kanhe_report::{Amount, Entry, ProjectLine};
use text_support::{body, stated};

fn sum(entry: &Entry<Amount>) -> String {
    entry.get().map_or("-".to_owned(), |a| a.printed())
}

/// Projects as `name|initial|adjustment|budget|executed|carryover`.
fn shown(text: &str) -> Vec<String> {
    let line = |p: &ProjectLine| {
        let sums = [&p.initial, &p.adjustment, &p.budget, &p.executed, &p.carryover].map(sum);
        format!("{}|{}", p.name, sums.join("|"))
    };
    body(&format!("（二）项目支出情况\n{text}")).projects.iter().map(line).collect()
}

#[test]
fn the_wordings_of_one_project_line_all_mean_the_same() {
    for text in [
        "一是既有住宅加装电梯，年初预算资金375.00万元，年中执行调减235.00万元，实际支出140.00万元，结余结转0.00万元。",
        "1.既有住宅加装电梯项目，年初预算375.00万元，年中调减235.00万元，全年实际支出140.00万元，年末结转结余0.00万元。",
        "（1）既有住宅加装电梯：年初安排375.00万元，年中核减235.00万元，已支付140.00万元，剩余0.00万元。",
        "既有住宅加装电梯项目年初预算375.00万元，因资金紧张调减235.00万元，全年支出140.00万元，结余0.00万元。",
        "2023年，既有住宅加装电梯项目年初预算安排375.00万元，年中追减235.00万元，实际使用140.00万元，结转0.00万元。",
        "第一，既有住宅加装电梯，年初批复预算375.00万元，压减235.00万元，支出140.00万元，结转下年0.00万元。",
    ] {
        assert_eq!(shown(text), ["既有住宅加装电梯|375.00|-235.00|-|140.00|0.00"], "{text}");
    }
}

#[test]
fn an_adjusted_budget_and_a_rate_may_stand_in_between() {
    assert_eq!(
        shown(
            "1.河道清淤项目。年初预算安排200万元，年中追加50万元，调整后预算250万元，全年执行248万元，执行率99.2%，结余2万元。"
        ),
        ["河道清淤|200|50|250|248|2"]
    );
    assert_eq!(
        shown("（一）路灯管护：预算数120.00万元，执行数110.00万元，执行率91.67%。"),
        ["路灯管护|-|-|120.00|110.00|-"]
    );
}

#[test]
fn a_list_of_names_with_sums_is_what_was_spent() {
    assert_eq!(
        shown("1. 老旧小区电梯加装改造140.00万元；\n2. 食堂伙食费1.92万元；"),
        ["老旧小区电梯加装改造|-|-|-|140.00|-", "食堂伙食费|-|-|-|1.92|-"]
    );
    assert_eq!(
        shown("项目支出141.92万元，其中：电梯加装改造140.00万元，食堂伙食费1.92万元。"),
        ["电梯加装改造|-|-|-|140.00|-", "食堂伙食费|-|-|-|1.92|-"]
    );
}

#[test]
fn several_projects_in_one_paragraph_are_told_apart() {
    let want = ["道路维修|-|-|320.00|300.00|20.00", "路灯管护|-|-|120.00|120.00|-"];
    assert_eq!(
        shown(
            "一是道路维修，预算数320.00万元，执行数300.00万元，结转20.00万元。二是路灯管护，预算数120.00万元，执行数120.00万元。"
        ),
        want
    );
    assert_eq!(
        shown(
            "道路维修项目全年预算320.00万元，支出300.00万元，结余20.00万元；路灯管护项目全年预算120.00万元，支出120.00万元。"
        ),
        want
    );
}

#[test]
fn the_heading_names_the_project_of_the_paragraph_below() {
    assert_eq!(
        shown("1.水库维修项目\n该项目年初预算300.00万元，调减12.00万元，全年支出288.00万元。"),
        ["水库维修|300.00|-12.00|-|288.00|-"]
    );
}

#[test]
fn a_reason_is_kept_and_a_purpose_is_not_taken_for_one() {
    let report = body(
        "一是物业指导工作经费，年初预算资金3.00万元，年中执行调减3.00万元，实际支出0.00万元，结余结转0.00万元。因财政资金紧张压减支出，本年未开支。\n\
         二是食堂伙食费，年初预算资金4.80万元，年中执行调减2.88万元，实际支出1.92万元，结余结转0.00万元。该专项资金主要用于职工就餐。",
    );
    let reasons: Vec<Option<&str>> =
        report.projects.iter().map(|p| p.reason.as_ref().map(|r| r.value.as_str())).collect();
    assert_eq!(reasons, [Some("因财政资金紧张压减支出，本年未开支"), None]);
}

#[test]
fn lists_are_numbered() {
    let report = body(
        "（二）项目支出情况\n1. 电梯加装140.00万元；\n2. 食堂伙食费1.92万元；\n二、绩效情况\n（一）项目支出绩效情况\n\
         一是电梯加装，年初预算375.00万元，实际支出140.00万元。\n二是食堂伙食费，年初预算4.80万元，实际支出1.92万元。",
    );
    assert_eq!(report.projects.iter().map(|p| p.list).collect::<Vec<_>>(), [1, 1, 2, 2]);
}

#[test]
fn what_is_no_project_is_not_listed() {
    for text in [
        "1.人员经费，年初预算120万元，支出116.76万元。",
        "1.“三公”经费，年初预算5万元，支出4.4万元。",
        "项目支出由四部分组成：216.85万元、722.80万元、678.01万元、10万元。",
        "2023年年初预算520.90万元，实际支出270.90万元，年末结转1.00万元。",
    ] {
        assert_eq!(shown(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_projects_sums_are_not_taken_for_the_units() {
    assert!(stated("一是食堂伙食费，年初预算资金4.80万元，实际支出1.92万元，结余结转2.88万元。").is_empty());
}
