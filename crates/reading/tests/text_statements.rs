//! Sums and counts that reports state of themselves, in the wordings of several provinces.

mod text_support;

use text_support::{body, stated, statements, whole};

#[test]
fn the_usual_chain_of_其中_is_taken_apart() {
    let text = "3.2023年度单位一般公共预算财政拨款支出270.90万元。其中：项目支出141.92万元，基本支出128.98万元，其中：人员经费116.76万元，公用经费12.22万元。";
    let want = [
        "spending.general=270.90万元",
        "spending.project=141.92万元",
        "spending.basic=128.98万元",
        "spending.personnel=116.76万元",
        "spending.public=12.22万元",
    ];
    assert_eq!(stated(text), want);
}

#[test]
fn budget_income_and_carry_over() {
    assert_eq!(stated("1.2023年预算资金520.90万元。"), ["budget.initial=520.90万元"]);
    assert_eq!(stated("2023年，财政批复我单位部门预算520.90万元。"), ["budget.initial=520.90万元"]);
    assert_eq!(stated("2.2023年度单位一般公共预算财政拨款收入270.90万元。"), ["income.general=270.90万元"]);
    assert_eq!(
        stated("2023年收入决算280.00万元，其中：一般公共预算财政拨款270.90万元，占96.75%。"),
        ["income.general=270.90万元"]
    );
    assert_eq!(stated("截至2023年12月31日，年末结转和结余20.50万元。"), ["carryover.total=20.50万元"]);
    assert_eq!(stated("本年结余1万元，结转下年使用。"), ["carryover.total=1万元"]);
}

#[test]
fn total_spending_has_many_names() {
    for text in [
        "2023年支出76.36万元。",
        "2023年度支出合计76.36万元。",
        "全年支出总额76.36万元。",
        "2023年度，我局部门支出总计76.36万元，较上年减少3.05万元，下降3.84%。",
        "全年执行数为76.36万元，预算执行率99.63%。",
        "本年度实际支出76.36万元。",
        "2023年度南山市北河区水利服务中心整体支出76.36万元。",
        "2023年年初结转10万元，本年收入66.36万元，本年支出76.36万元。",
    ] {
        assert!(stated(text).contains(&"spending.total=76.36万元".to_owned()), "{text}: {:?}", stated(text));
    }
}

#[test]
fn parts_stand_with_colons_shares_and_respectively() {
    assert_eq!(
        stated("基本支出：128.98万元，占47.61%；项目支出：141.92万元，占52.39%。"),
        ["spending.basic=128.98万元", "spending.project=141.92万元"]
    );
    assert_eq!(
        stated("基本支出中，人员经费854万元，公用经费826.11万元。"),
        ["spending.personnel=854万元", "spending.public=826.11万元"]
    );
    assert_eq!(
        stated("人员经费和公用经费分别为116.76万元、12.22万元。"),
        ["spending.personnel=116.76万元", "spending.public=12.22万元"]
    );
    assert_eq!(
        stated("人员支出116.76万元、日常公用支出12.22万元。"),
        ["spending.personnel=116.76万元", "spending.public=12.22万元"]
    );
}

#[test]
fn wages_are_personnel_only_where_nothing_stands_beside_them() {
    let two = "基本支出820.00万元。基本支出中，工资福利支出700.00万元，商品和服务支出120.00万元。";
    assert_eq!(
        stated(two),
        ["spending.basic=820.00万元", "spending.personnel=700.00万元", "spending.public=120.00万元"]
    );
    let three = "基本支出中，工资福利支出700.00万元，商品和服务支出100.00万元，对个人和家庭的补助20.00万元。";
    assert!(stated(three).is_empty());
}

#[test]
fn the_parts_of_a_budget_are_no_spending() {
    assert_eq!(
        stated("2023年年初预算批复520.90万元，其中：基本支出119.10万元，项目支出401.80万元。"),
        ["budget.initial=520.90万元"]
    );
}

#[test]
fn sums_of_other_things_are_left_alone() {
    for text in [
        "“三公”经费支出4.40万元，其中公务接待费0.12万元。",
        "人均公用经费1.75万元，培训支出3万元，会议支出2万元。",
        "全年支出5万元用于采购电脑。",
        "食堂伙食费，支出1.92万元。",
        "政府采购支出总额30万元。",
        "比上年增加189.25万元，增长31.39%。",
        "上年支出合计1100万元，其中基本支出700万元，项目支出400万元。",
        "二、政府性基金预算支出情况\n2023年支出合计18万元。",
    ] {
        assert_eq!(stated(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn last_years_sum_beside_this_years_is_for_comparison() {
    let text = "2023年支出合计1280万元。\n2022年支出合计1100万元。";
    assert_eq!(stated(text), ["spending.total=1280万元"]);
    assert_eq!(stated("2022年支出合计1100万元。"), ["?spending.total=1100万元"]);
}

#[test]
fn appropriations_may_hold_more_than_the_general_budget() {
    assert_eq!(stated("本年财政拨款支出1250.00万元。"), ["?spending.general=1250.00万元"]);
    assert_eq!(stated("二、一般公共预算支出情况\n本年财政拨款支出1250.00万元。"), ["spending.general=1250.00万元"]);
}

#[test]
fn staff_are_those_in_post() {
    for (text, want) in [
        ("本部门截止2023年12月底实有人数总计7人。", "7人"),
        ("截至2023年12月31日，本部门核定编制39人，实有在职人员35人。", "35人"),
        ("编制人数11人，实有人数7人，控制率63.64%。", "7人"),
        ("我单位现有编制11个，实际在职7人。", "7人"),
        ("截至2023年底，全局共有干部职工45人，其中在职35人、退休10人。", "35人"),
        ("核定事业编制40名，现有在编在职人员36名，退休人员12名。", "36名"),
        ("我中心人员编制11名，年末实有7名。", "7名"),
    ] {
        assert_eq!(stated(text), [format!("staff.actual={want}")], "{text}");
    }
    assert!(stated("全年接待查档人员35人次，退休人员12人。").is_empty());
}

#[test]
fn posts_are_kept_beside_the_statements() {
    let posts = |text: &str| {
        let report = body(text);
        report.text_establishment.and_then(|i| report.mentions.get(i)).map(|m| m.raw.clone())
    };
    assert_eq!(posts("本部门核定编制39人，实有在职人员35人。").as_deref(), Some("39人"));
    assert_eq!(posts("行政编制10名、事业编制5名，实有在职人员14人。"), None);
}

#[test]
fn the_score_of_the_whole_is_found_and_no_other() {
    for (text, want) in [
        ("经自评，本部门整体支出绩效自评得分93.5分。", "93.5分"),
        ("自评得分：83分，等次：良。", "83分"),
        ("经自评，我单位整体支出绩效得98.14分，等次为优。", "98.14分"),
        ("本次自评总得分为96分（满分100分）。", "96分"),
        ("根据《部门整体支出绩效自评表》打分，2023年我局部门整体支出绩效自评得分为92.8分。", "92.8分"),
        ("总分100分，自评得分98分，其中产出指标50分。", "98分"),
    ] {
        assert_eq!(stated(text), [format!("score.total={want}")], "{text}");
    }
    assert!(stated("产出指标得分38分，效益指标得分30分，电梯项目自评得分95分。").is_empty());
}

#[test]
fn projects_are_counted_where_the_budget_is_spoken_of() {
    for text in [
        "2023年本部门预算安排项目共3个，具体如下：",
        "本部门2023年年初预算专项资金共3个，具体情况如下：",
        "本单位2023年共实施3个项目，项目支出情况如下：",
        "2023年度共安排项目3个，具体使用情况：",
    ] {
        assert_eq!(stated(text), ["projects.count=3个"], "{text}");
    }
    for text in ["火电小区等8个物业项目荣获示范项目称号。", "在建项目8个。", "内设3个股室。"]
    {
        assert!(stated(text).is_empty(), "{text}");
    }
}

#[test]
fn a_short_report_is_read_whole() {
    let report = whole(
        "2022年度南山市河东区妇女联合会部门（单位）整体支出绩效自评报告\n一、基本情况\n本单位编制数3人，实有人数3人。\n\
         二、一般公共预算支出情况\n2022年预算收入69.06万元，其中年初预算57.28万元，追加11.78万元。另有其他资金21.31万元。\n\
         2022年支出76.36万元，其中基本支出76.36万元，项目支出0万元，年末结转结余0万元。",
    );
    let want = [
        "staff.actual=3人",
        "budget.initial=57.28万元",
        "spending.total=76.36万元",
        "spending.basic=76.36万元",
        "spending.project=0万元",
        "carryover.total=0万元",
    ];
    assert_eq!(statements(&report), want);
    assert_eq!(report.unit.map(|u| u.value).as_deref(), Some("南山市河东区妇女联合会"));
    assert_eq!(report.year.map(|y| y.value), Some(2022));
}
