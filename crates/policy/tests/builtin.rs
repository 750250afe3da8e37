//! The policy that ships with the program: that it loads, that it is complete, that it says what the rules say.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::Path;

use kanhe_policy::{FormHints, Level1, Lock, LockedCheck, PolicySet, ROOT, Reverse, SignWord, Status, validate};
use kanhe_report::{Decimal, Kind, Lang};

fn builtin() -> PolicySet {
    PolicySet::builtin().unwrap_or_else(|e| panic!("{e}"))
}

fn points(list: &[(Level1, i64)]) -> Vec<(Level1, Decimal)> {
    list.iter().map(|(head, points)| (*head, Decimal::from(*points))).collect()
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

#[test]
fn the_folder_has_no_faults() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policy");
    let faults: String = validate(&dir).iter().map(|f| f.render(Lang::En, false) + "\n").collect();
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn the_compiled_policy_is_the_folder() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policy");
    let (compiled, loaded) = (builtin(), PolicySet::from_dir(&dir).unwrap());
    assert_eq!(compiled.hash(), loaded.hash());
    assert_eq!(compiled.profiles(), loaded.profiles());
    assert_eq!(compiled.checks(), loaded.checks());
    assert_eq!(compiled.words(), loaded.words());
}

#[test]
fn every_place_kind_and_year_has_exactly_one_profile() {
    let set = builtin();
    for place in set.places() {
        for kind in [Kind::Whole, Kind::Project] {
            for year in 2012..=2027 {
                let own = set.profiles().iter().filter(|p| p.place == place.id && p.kind == kind && p.in_force(year));
                assert!(own.count() <= 1, "two profiles for {} {} {year}", place.id, kind.name());
                let profile = set.select(&place.id, kind, year, FormHints::default()).profile();
                assert!(profile.in_force(year), "no profile for {} {} {year}", place.id, kind.name());
                assert!(place.id.starts_with(&profile.place), "{} is not above {}", profile.place, place.id);
                assert_eq!(profile.kind, kind);
            }
        }
    }
}

/// `fixtures/codes.txt` only ever grows: what was published keeps its meaning.
#[test]
fn the_list_of_codes_is_the_frozen_one() {
    let lock: Lock = builtin().decode("cn/checks.lock.toml").unwrap();
    let line = |c: &LockedCheck| format!("{} {} {} {}\n", c.code, c.name, c.severity.name(), c.title.zh);
    let list: String = lock.checks.iter().map(line).collect();
    assert_eq!(list, include_str!("fixtures/codes.txt"));
    assert_eq!(lock.checks.len(), 82);
    assert!(lock.checks.windows(2).all(|pair| pair[0].code < pair[1].code), "in order, none twice");
}

#[test]
fn every_check_is_the_one_that_the_list_names() {
    let set = builtin();
    let lock: Lock = set.decode("cn/checks.lock.toml").unwrap();
    for check in set.checks() {
        let entry = lock.checks.iter().find(|e| e.code == check.code).unwrap_or_else(|| panic!("{}", check.code));
        assert_eq!((&entry.name, entry.severity), (&check.name, check.severity), "{}", check.code);
        assert!(!check.basis_text.is_empty(), "{} has no basis", check.code);
    }
}

#[test]
fn a_national_project_of_2022_is_scored_ten_fifty_thirty_ten() {
    let set = builtin();
    let policy = set.select(ROOT, Kind::Project, 2022, FormHints::default());
    use Level1::{Benefit, Cost, Execution, Output, Satisfaction};
    let name = |weights: &[(Level1, i64)]| policy.profile().matching_split(&points(weights)).map(|s| s.name.as_str());
    assert_eq!(name(&[(Execution, 10), (Output, 50), (Benefit, 30), (Satisfaction, 10)]), Some("standard"));
    assert_eq!(
        name(&[(Execution, 10), (Cost, 20), (Output, 40), (Benefit, 20), (Satisfaction, 10)]),
        Some("with-cost")
    );
    assert_eq!(name(&[(Execution, 10), (Output, 45), (Benefit, 35), (Satisfaction, 10)]), None);
    let heads = [Cost, Output, Benefit, Satisfaction];
    let policy = set.select(ROOT, Kind::Project, 2022, FormHints { heads: &heads });
    assert_eq!(policy.split().map(|s| s.name.as_str()), Some("with-cost"));
}

#[test]
fn the_bands_of_a_qualitative_score_were_wider_before_2020() {
    let set = builtin();
    let middle = |year| {
        let profile = set.select(ROOT, Kind::Project, year, FormHints::default()).profile();
        profile.bands.band.get(1).map(|b| b.lower)
    };
    assert_eq!(middle(2019), Some(decimal("0.5")));
    assert_eq!(middle(2020), Some(decimal("0.6")));
}

#[test]
fn zhuzhou_has_its_own_form_since_2023_and_follows_hunan_before() {
    let set = builtin();
    let at = |year| set.select("cn/hunan/zhuzhou", Kind::Whole, year, FormHints::default());
    assert_eq!(at(2023).profile().id, "cn/hunan/zhuzhou/whole-2023");
    assert_eq!(at(2022).profile().id, "cn/hunan/whole-2020");
    assert_eq!(at(2018).profile().id, "cn/whole-2012");
    let outline = at(2023).outline().map(|o| o.items.iter().filter(|i| i.level == 1).count());
    assert_eq!(outline, Some(9));
}

#[test]
fn an_unknown_district_follows_its_city_and_an_unknown_year_the_nearest_rules() {
    let set = builtin();
    let place = |p| set.select(p, Kind::Whole, 2023, FormHints::default()).place();
    assert_eq!(place("cn/hunan/zhuzhou/lusong"), "cn/hunan/zhuzhou");
    assert_eq!(place("cn/atlantis"), ROOT);
    assert_eq!(place(""), ROOT);
    let year = |y| set.select(ROOT, Kind::Other, y, FormHints::default()).profile().id.as_str();
    assert_eq!(year(1999), "cn/whole-2012");
    assert_eq!(year(i32::MAX), "cn/whole-2020");
}

#[test]
fn a_units_name_tells_its_place() {
    let set = builtin();
    assert_eq!(set.place_of("株洲市芦淞区物业服务指导中心"), Some("cn/hunan/zhuzhou"));
    assert_eq!(set.place_of("四川省某县教育局"), Some("cn/sichuan"));
    assert_eq!(set.place_of("某县档案馆"), None);
}

#[test]
fn places_differ_where_their_forms_do() {
    let set = builtin();
    let profile = |place, kind| set.select(place, kind, 2022, FormHints::default()).profile();
    assert_eq!(profile("cn/hubei", Kind::Project).execution.weight.value, Decimal::from(20));
    assert_eq!(profile("cn/sichuan", Kind::Project).triggers.low_execution.value, decimal("0.9"));
    assert!(profile("cn/sichuan", Kind::Project).splits.is_empty(), "the unit distributes the 90 points");
    let yinchuan = profile("cn/ningxia/yinchuan", Kind::Project);
    assert_eq!(yinchuan.splits.first().and_then(|s| s.weight(Level1::Process)), Some(Decimal::from(25)));
    assert_eq!(yinchuan.triggers.over_fulfilment.value, decimal("1.3"), "what it does not say, it takes from above");
}

#[test]
fn scores_are_rounded_half_up_and_graded_at_ninety_eighty_sixty() {
    let set = builtin();
    let profile = set.select(ROOT, Kind::Whole, 2023, FormHints::default()).profile();
    assert_eq!(profile.rounding.round(decimal("9.965")), decimal("9.97"));
    let grade = |score| profile.grades.of(decimal(score), Decimal::ONE_HUNDRED).map(|g| g.word.as_str());
    assert_eq!(
        [grade("90"), grade("89.99"), grade("73.40"), grade("0")],
        [Some("优"), Some("良"), Some("中"), Some("差")]
    );
    assert_eq!(profile.grades.named("优秀").map(|g| g.word.as_str()), Some("优"));
    assert!(profile.scoring.reverse.assumed(), "the measure does not say how a reverse indicator is scored");
    assert_eq!(profile.scoring.reverse.ways().next(), Some(&Reverse::Ratio));
}

#[test]
fn words_decide_which_direction_is_better() {
    let set = builtin();
    let words = set.words();
    for less in ["成本控制数", "三公经费变动率", "有效投诉率", "差错率", "预算超支", "业务办理时限", "在职人员控制率"]
    {
        assert_eq!(words.less_is_better(less), Some(true), "{less}");
    }
    for more in ["投诉办结率", "森林病虫害控制率", "信访办结率", "成本节约率", "任务完成率", "群众满意度"]
    {
        assert_eq!(words.less_is_better(more).filter(|less| *less), None, "{more}");
    }
    assert_eq!(words.sign("≧95%"), Some((SignWord::AtLeast, "≧".len())));
    assert_eq!(words.sign(">=95%"), Some((SignWord::AtLeast, 2)));
    assert_eq!(words.sign("不超过3次"), Some((SignWord::AtMost, "不超过".len())));
    assert_eq!(words.level1("产出指标（40分）"), Some(Level1::Output));
    assert_eq!(words.level1("服务对象满意度指标"), Some(Level1::Satisfaction));
    assert_eq!(words.level1("项目管理"), Some(Level1::Process));
}

#[test]
fn nothing_claims_to_be_compared_with_a_printed_source_without_a_day() {
    let set = builtin();
    for measure in set.measures() {
        assert!(!measure.source.is_empty() && measure.checked_on.len() == 10, "{}", measure.id);
        assert!(measure.status != Status::Confirmed || measure.note.is_some(), "{}: say which print", measure.id);
    }
}

#[test]
fn the_old_hunan_table_gives_the_points_that_units_printed() {
    let set = builtin();
    let policy = set.select("cn/hunan", Kind::Whole, 2018, FormHints::default());
    let table = policy.frameworks().next().unwrap();
    assert_eq!(table.id, "cn/hunan/whole-2014");
    let score = |name, most: i64, rate| {
        let most = Decimal::from(most);
        table.indicator(name, Some(most)).unwrap().rule.as_ref().unwrap().points(decimal(rate), most).unwrap()
    };
    assert_eq!(score("三公经费变动率", 8, "98.31"), decimal("0"));
    assert_eq!(score("三公经费变动率", 8, "5"), decimal("4"));
    assert_eq!(score("预算控制率", 8, "39.94"), decimal("0"));
    assert_eq!(score("预算控制率", 5, "0"), decimal("5"));
    assert_eq!(score("在职人员控制率", 5, "95.10"), decimal("5"));
    assert_eq!(score("预算完成率", 5, "94.99"), decimal("3"));
    assert_eq!(score("政府采购执行率", 6, "88.48"), decimal("2"));
    assert_eq!(score("社会公众或服务对象满意度", 6, "89.99"), decimal("4"));
    assert!(policy.frameworks().any(|f| f.id == "cn/whole-2013"), "what the province does not say, the country does");
}
