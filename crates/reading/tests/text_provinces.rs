//! The same things said the way reports of other provinces say them.

mod text_support;

use kanhe_report::{Kind, UnitRole};
use text_support::{body, stated, whole};

/// Statements of a body, without the doubtful ones.
fn sure(text: &str) -> Vec<String> {
    stated(text).into_iter().filter(|s| !s.starts_with('?')).collect()
}

/// Projects as `name|initial|budget|executed`.
fn projects(text: &str) -> Vec<String> {
    let sum = |e: &kanhe_report::Entry<kanhe_report::Amount>| e.get().map_or("-".to_owned(), |a| a.printed());
    body(text)
        .projects
        .iter()
        .map(|p| format!("{}|{}|{}|{}", p.name, sum(&p.initial), sum(&p.budget), sum(&p.executed)))
        .collect()
}

#[test]
fn projects_are_counted_before_and_behind_the_noun() {
    for (text, want) in [
        ("2023年共实施项目三个：", "三个"),
        ("年内安排预算项目共3项，具体如下。", "3项"),
        ("2023年我单位纳入绩效自评的项目共4个，涉及资金120万元。", "4个"),
        ("本年度涉及项目5个，预算资金300万元。", "5个"),
        ("部门预算项目共计4个，其中重点项目1个。", "4个"),
        ("2023年，单位共有3个预算项目，分别为河道清淤、渠道维修、水库巡查。", "3个"),
        ("我局2023年度共开展项目支出绩效自评项目六个，自评覆盖率100%。", "六个"),
        ("2023年度预算安排项目支出项目两个。", "两个"),
    ] {
        let counts: Vec<String> = stated(text).into_iter().filter(|s| s.contains("projects.count")).collect();
        assert_eq!(counts, [format!("projects.count={want}")], "{text}");
    }
    for text in [
        "全年谋划储备项目12个，争取债券资金支持。",
        "招商引资签约项目8个。",
        "实施农村公路项目3个，完成路基5公里。",
        "开展志愿服务项目3个。",
        "新增规上企业4个，续建项目7个。",
        "内设机构5个，下属单位3个。",
        "审计发现问题项目2个，已整改。",
    ] {
        assert!(!stated(text).iter().any(|s| s.contains("projects.count")), "{text}: {:?}", stated(text));
    }
}

#[test]
fn staff_have_many_names_and_may_be_counted_in_words() {
    for (text, want) in [
        ("截至2023年12月31日，全系统核定编制六十名，实有在编在岗五十四人。", "五十四人"),
        ("现有在职在编干部职工32人，退休人员8人。", "32人"),
        ("我局核定编制25名，年末在岗职工24人。", "24人"),
        ("编制数30人，年末实有在编人数28人，其中行政人员10人、事业人员18人。", "28人"),
        ("截止2022年末，单位在编职工三十五人（核定编制三十六名）。", "三十五人"),
        ("我单位人员编制50人，现有在编人员45人，其中专业技术人员22人。", "45人"),
        ("经编办核定人员编制15名，实有在职在编14名。", "14名"),
        ("年末在职职工总数41人，离退休人员12人。", "41人"),
        ("单位共有编制22个，实际在岗人员20人。", "20人"),
    ] {
        let text = text.replace("2022", "2023");
        let staff: Vec<String> = stated(&text).into_iter().filter(|s| s.contains("staff.actual")).collect();
        assert_eq!(staff, [format!("staff.actual={want}")], "{text}");
    }
    for text in ["培训在岗职工300人次。", "发放在职教师问卷50份，收回48份。", "退休人员12人，遗属3人。"]
    {
        assert!(stated(text).is_empty(), "{text}: {:?}", stated(text));
    }
}

#[test]
fn the_initial_budget_has_many_names() {
    for text in [
        "2023年初部门预算批复520.90万元，年中追加30.00万元，全年预算总额550.90万元。",
        "2023年年初批复预算520.90万元，全年预算数550.90万元。",
        "2023年年初财政预算安排520.90万元。",
        "2023年部门预算年初数为520.90万元。",
        "2023年年初预算总额520.90万元，调整后预算总额550.90万元。",
        "本年度财政批复年初预算为520.90万元，全年共支出500.00万元。",
        "2023年我单位预算总额550.90万元（年初预算520.90万元，年中追加30.00万元），实际支出500.00万元，预算执行率90.77%。",
        "当年财政拨款支出540.00万元，较年初预算520.90万元增加19.10万元。",
        "2023年，县财政局年初批复我单位部门预算520.90万元。",
        "年初预算数520.90万元，调整预算数550.90万元，决算数500.00万元。",
    ] {
        assert!(sure(text).contains(&"budget.initial=520.90万元".to_owned()), "{text}: {:?}", stated(text));
        assert_eq!(sure(text).iter().filter(|s| s.starts_with("budget")).count(), 1, "{text}: {:?}", stated(text));
    }
}

const CHAIN: [&str; 5] = [
    "spending.total=270.90万元",
    "spending.basic=128.98万元",
    "spending.personnel=116.76万元",
    "spending.public=12.22万元",
    "spending.project=141.92万元",
];

#[test]
fn spending_is_taken_apart_in_any_order() {
    for text in [
        "2023年支出总计270.90万元，其中：基本支出128.98万元，占总支出的47.61%；项目支出141.92万元，占总支出的52.39%。基本支出由人员经费116.76万元和公用经费12.22万元构成。",
        "2023年总支出270.90万元：一是基本支出128.98万元，主要用于保障机构正常运转的人员经费116.76万元、日常公用经费12.22万元；二是项目支出141.92万元。",
        "2023年支出决算270.90万元，比上年260.00万元增加10.90万元，增长4.19%。其中，基本支出128.98万元（人员经费116.76万元、公用经费12.22万元），项目支出141.92万元。",
        "2023年，本单位共支出270.90万元。（一）基本支出128.98万元，用于保障机构正常运转，包括用于基本工资、津贴补贴等的人员经费116.76万元，以及办公费、水电费等公用经费12.22万元。（二）项目支出141.92万元，用于完成特定工作任务。",
        "本年支出合计270.90万元。按支出性质分：项目支出141.92万元，占52.39%；基本支出128.98万元，占47.61%。按经济分类分：公用经费12.22万元，人员经费116.76万元。",
        "全年总支出270.90万元，其中人员类支出116.76万元，公用经费支出12.22万元，项目类支出141.92万元；基本支出合计128.98万元。",
        "2023年度部门支出270.90万元，具体为：\n1．人员经费：116.76万元。\n2．公用经费：12.22万元。\n3．项目支出：141.92万元。\n以上1、2项为基本支出，基本支出128.98万元。",
        "基本支出年初预算120.00万元，全年支出128.98万元；项目支出年初预算150.00万元，全年支出141.92万元。两项合计支出270.90万元。其中人员支出116.76万元，日常公用支出12.22万元。",
    ] {
        let mut found = stated(text);
        found.sort();
        let mut want = CHAIN.map(str::to_owned).to_vec();
        want.sort();
        assert_eq!(found, want, "{text}");
    }
}

#[test]
fn what_is_carried_over_may_stand_behind_rates() {
    for text in [
        "全年预算550.90万元，预算执行率96.28%，年末结转结余20.50万元。",
        "全年支出530.40万元，完成预算的96.28%，年末财政拨款结转和结余20.50万元。",
        "预算执行率96.28%，年末结余资金20.50万元。",
        "2023年收入合计550.90万元，支出合计530.40万元，结转下年使用20.50万元。",
        "本年收入550.90万元，较上年增加10.00万元，增长1.85%，本年支出530.40万元，年末结转20.50万元。",
    ] {
        assert!(stated(text).contains(&"carryover.total=20.50万元".to_owned()), "{text}: {:?}", stated(text));
    }
    for text in
        ["年末无结转结余。", "2023年无结余资金。", "上年结转20.50万元，年初结余3万元。", "培训项目结余资金20.50万元。"]
    {
        assert!(!stated(text).iter().any(|s| s.contains("carryover")), "{text}: {:?}", stated(text));
    }
}

#[test]
fn projects_are_listed_inside_a_sentence() {
    let want = ["河道清淤|-|-|80.00", "渠道维修养护|-|-|61.92"];
    for text in [
        "项目支出141.92万元，包括：河道清淤支出80.00万元、渠道维修养护支出61.92万元。",
        "全年项目支出141.92万元，其中用于河道清淤80.00万元、渠道维修养护61.92万元。",
        "项目支出141.92万元，其中：河道清淤项目80.00万元；渠道维修养护项目61.92万元。",
        "项目支出141.92万元。其中，河道清淤80.00万元，占56.37%；渠道维修养护61.92万元，占43.63%。",
        "项目支出141.92万元，主要用于河道清淤80.00万元、用于渠道维修养护61.92万元。",
        "项目支出141.92万元：河道清淤（80.00万元）、渠道维修养护（61.92万元）。",
        "项目支出141.92万元，分别为：1.河道清淤80.00万元，2.渠道维修养护61.92万元。",
        "项目支出141.92万元，一是河道清淤支出80.00万元，二是渠道维修养护支出61.92万元。",
    ] {
        assert_eq!(projects(text), want, "{text}");
    }
    for text in [
        "项目支出141.92万元，其中：中央资金80.00万元、省级资金61.92万元。",
        "项目支出141.92万元，其中：业务工作经费80.00万元，运行维护经费61.92万元。",
        "项目支出141.92万元，其中：商品和服务支出80.00万元，资本性支出61.92万元。",
        "项目支出141.92万元，占总支出52.39%，较上年增加5.00万元，主要是新增任务。",
    ] {
        assert_eq!(projects(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_list_of_projects_may_open_without_project_spending() {
    let want = ["河道清淤|-|-|80.00", "渠道维修养护|-|-|61.92"];
    for text in [
        "2023年我单位共有项目2个，资金总额141.92万元，分别是：河道清淤项目80.00万元，渠道维修养护项目61.92万元。",
        "项目支出主要包括：河道清淤80.00万元；渠道维修养护61.92万元。",
        "主要项目有：河道清淤80.00万元，渠道维修养护61.92万元。",
    ] {
        assert_eq!(projects(text), want, "{text}");
    }
    for text in [
        "2023年我单位共有项目2个，资金总额200.00万元，会议费5.00万元，培训费3.00万元。",
        "项目支出200.00万元，用于购买设备120.00万元，用于委托业务80.00万元。",
        "项目支出预算200.00万元，其中：档案数字化120.00万元、库房维修80.00万元。",
    ] {
        assert_eq!(projects(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn projects_are_numbered_in_words() {
    let want = ["河道清淤|90.00|-|80.00", "渠道维修|65.00|-|61.92"];
    for text in [
        "项目一：河道清淤。年初预算90.00万元，实际支出80.00万元，结转结余10.00万元。\n项目二：渠道维修。年初预算65.00万元，实际支出61.92万元，结转结余3.08万元。",
        "首先，河道清淤项目，年初安排90.00万元，年底实际支出80.00万元。\n其次，渠道维修项目，年初安排65.00万元，年底实际支出61.92万元。",
    ] {
        assert_eq!(projects(text), want, "{text}");
        assert!(sure(text).is_empty(), "{text}: {:?}", stated(text));
    }
}

#[test]
fn parts_of_something_else_are_not_the_units() {
    for (text, concept) in [
        ("2023年政府性基金预算支出50.00万元，其中项目支出50.00万元。", "spending"),
        ("项目资金支出120.00万元，其中人员经费20.00万元，设备购置100.00万元。", "spending.personnel"),
        ("其中：财政拨款结转20.00万元，非财政拨款结余0.00万元。", "carryover"),
        ("保障机构运转项目支出5.00万元。", "spending"),
        ("全年争取上级项目资金1200万元，实施项目15个。", "projects"),
        ("预算执行率指标得分10分，产出指标得分48分。", "score"),
        ("辖区内现有在职职工5000人，参保率98%。", "staff"),
        ("“三公”经费支出4.40万元，较年初预算5.00万元减少0.60万元。", "budget"),
        ("2023年农业支出35.00万元，林业支出20.00万元。", "spending"),
    ] {
        assert!(!sure(text).iter().any(|s| s.starts_with(concept)), "{text}: {:?}", stated(text));
    }
    let carried = "年末结转和结余20.00万元，其中：财政拨款结转15.00万元，其他结余5.00万元。";
    assert_eq!(stated(carried), ["carryover.total=20.00万元"]);
}

#[test]
fn other_words_for_spending_and_carry_over() {
    for (text, want) in [
        (
            "经批复，2023年度年初预算总额为850.21万元；执行中预算调整为851.30万元；全年实际列支845.49万元，其中工资福利等人员经费445.32万元，日常公用经费63.45万元，项目支出336.72万元。",
            vec![
                "budget.initial=850.21万元",
                "spending.total=845.49万元",
                "spending.personnel=445.32万元",
                "spending.public=63.45万元",
                "spending.project=336.72万元",
            ],
        ),
        (
            "一般公共预算财政拨款支出为869.19万元，收支相抵后结转11.47万元。支出按性质划分，基本支出为284.47万元，项目支出为584.72万元。",
            vec![
                "spending.general=869.19万元",
                "carryover.total=11.47万元",
                "spending.basic=284.47万元",
                "spending.project=584.72万元",
            ],
        ),
        (
            "二是支出完成情况。全年完成支出730.11万元，其中基本支出完成622.53万元，项目支出完成107.58万元。三是结转情况。年末结转资金为0.86万元。",
            vec![
                "spending.total=730.11万元",
                "spending.basic=622.53万元",
                "spending.project=107.58万元",
                "carryover.total=0.86万元",
            ],
        ),
        (
            "基本支出和项目支出分别为297.24万元、435.74万元。基本支出中，用于人员经费的支出254.69万元，用于公用经费的支出42.55万元。",
            vec![
                "spending.basic=297.24万元",
                "spending.project=435.74万元",
                "spending.personnel=254.69万元",
                "spending.public=42.55万元",
            ],
        ),
    ] {
        assert_eq!(stated(text), want, "{text}");
    }
}

#[test]
fn a_sentence_a_project_gives_budget_and_spending() {
    for (text, want) in [
        (
            "重点项目支出情况：1.河道清淤（年初预算90.00万元，实际支出80.00万元）；2.渠道维修（年初预算65.00万元，实际支出61.92万元）。",
            ["河道清淤|90.00|-|80.00", "渠道维修|65.00|-|61.92"],
        ),
        (
            "“河道清淤”项目年初预算90.00万元，实际支付80.00万元，主要用于相关工作开展。\n“渠道维修”项目年初预算65.00万元，实际支付61.92万元，主要用于相关工作开展。",
            ["河道清淤|90.00|-|80.00", "渠道维修|65.00|-|61.92"],
        ),
        (
            "（1）河道清淤项目：年初预算90.00万元，全年预算85.00万元，全年支出80.00万元，预算执行率94.12%，项目按计划完成。\n（2）渠道维修项目：年初预算65.00万元，全年预算65.00万元，全年支出61.92万元，预算执行率95.26%。",
            ["河道清淤|90.00|85.00|80.00", "渠道维修|65.00|65.00|61.92"],
        ),
        (
            "①河道清淤项目。年初批复预算90.00万元，调整后预算85.00万元，当年支出80.00万元，执行率94%。\n②渠道维修项目。年初批复预算65.00万元，调整后预算65.00万元，当年支出61.92万元，执行率95%。",
            ["河道清淤|90.00|85.00|80.00", "渠道维修|65.00|65.00|61.92"],
        ),
        (
            "河道清淤项目全年预算85.00万元，到位资金85.00万元，实际支出80.00万元，执行率94.12%。\n渠道维修项目全年预算65.00万元，到位资金65.00万元，实际支出61.92万元，执行率95.26%。",
            ["河道清淤|-|85.00|80.00", "渠道维修|-|65.00|61.92"],
        ),
    ] {
        assert_eq!(projects(text), want, "{text}");
    }
}

#[test]
fn titles_name_unit_and_kind_in_other_orders() {
    for title in [
        "南屏县图书馆关于2023年度部门整体支出绩效自评情况的报告",
        "关于南屏县图书馆2023年度整体支出绩效自评情况的报告",
        "南屏县图书馆2023年度预算绩效自评报告（整体支出）",
        "2023年度南屏县图书馆部门整体绩效自评工作报告",
        "2023年南屏县图书馆部门整体支出绩效评价得分表",
        "首页 > 政务公开 > 绩效自评\n南屏县图书馆2023年度部门整体支出绩效自评报告",
        "当前位置：首页>财政预决算>绩效评价\n南屏县图书馆2023年度部门整体支出绩效自评报告",
        "南屏县图书馆\n2023年度部门整体支出绩效自评报告",
        "南屏县图书馆部门整体支出绩效评价自评报告（2023年度）",
    ] {
        let report = whole(&format!("{title}\n一、基本情况\n本单位核定编制12名。\n"));
        assert_eq!(report.unit.map(|u| u.value).as_deref(), Some("南屏县图书馆"), "{title}");
        assert_eq!(report.kind, Kind::Whole, "{title}");
        assert_eq!(report.year.map(|y| y.value), Some(2023), "{title}");
    }
}

#[test]
fn a_title_that_says_nothing_is_settled_by_the_text() {
    let kind = |title: &str, text: &str| whole(&format!("{title}\n一、基本情况\n{text}\n")).kind;
    let basic = "2023年支出200.00万元，其中基本支出120.00万元，项目支出80.00万元。";
    assert_eq!(kind("2023年南屏县水利局绩效自评报告", basic), Kind::Whole);
    assert_eq!(kind("2023年南屏县水利局绩效自评报告", "各项工作有序推进。"), Kind::Other);
    assert_eq!(kind("2023年南屏县河道清淤项目绩效自评报告", basic), Kind::Project);
}

#[test]
fn the_opening_sentence_names_the_unit() {
    for text in [
        "根据预算绩效管理工作要求，北岭县文物保护中心对2023年度整体支出开展了绩效自评，现将有关情况报告如下。",
        "按照县财政局通知要求，北岭县文物保护中心组织开展了2023年度部门整体支出绩效自评，现报告如下：",
        "北岭县文物保护中心对照年初绩效目标，开展2023年度整体支出绩效自评工作。",
    ] {
        let report = body(text);
        let named: Vec<&str> =
            report.units.iter().filter(|u| u.role == UnitRole::Text).map(|u| u.name.as_str()).collect();
        assert_eq!(named, ["北岭县文物保护中心"], "{text}");
    }
    for text in [
        "县财政局对2023年度部门整体支出绩效自评工作进行了部署。",
        "根据《县财政局关于开展2023年度绩效自评工作的通知》要求，我单位组织开展了绩效自评。",
        "第三方机构对2023年度项目开展了评价。",
    ] {
        assert!(!body(text).units.iter().any(|u| u.role == UnitRole::Text), "{text}: {:?}", body(text).units);
    }
}
