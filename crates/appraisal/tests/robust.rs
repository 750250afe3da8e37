//! No report, however odd, makes an appraisal panic; and the same report gives the same answer.

mod desk;

use desk::Desk;
use kanhe_appraisal::{Engine, Options};
use kanhe_policy::{FormHints, PolicySet};
use kanhe_report::{
    Amount, BaseItem, Decimal, Entry, Figure, Form, FundKey, FundLine, Goal, Group, GroupLevel, Indicator, Kind,
    Mention, Money, MoneyUnit, Percent, Place, ProjectLine, Report, Role, Section, SheetCell, SheetTable, Stage, State,
    Statement, TextLine, Total,
};

/// A small generator of its own: the same numbers on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).unwrap_or(0)
    }

    fn of<T: Clone>(&mut self, choices: &[T]) -> T {
        choices[self.roll(choices.len())].clone()
    }

    fn words(&mut self) -> String {
        let words = [
            "其中",
            "项目支出",
            "由三部分组成",
            "受理",
            "在建",
            "已办结",
            "三公",
            "共",
            "，",
            "。",
            "；",
            "（",
            "）",
            "率",
            "满意度",
            "因",
            "追加",
            "预算",
            "收入",
            "支出",
            "结转结余",
            "等",
            "",
            "执行率",
            "编制",
            "实有",
            "😀",
            "\u{0}",
            "１２",
            "全年预算",
        ];
        (0..self.roll(6)).map(|_| self.of(&words)).collect()
    }

    fn decimal(&mut self) -> Decimal {
        let numbers = [
            "0",
            "1",
            "-1",
            "0.5",
            "100",
            "99.63",
            "79228162514264337593543950335",
            "0.0000000000000000000000000001",
            "-7.25",
        ];
        self.of(&numbers).parse().unwrap_or_default()
    }

    fn amount(&mut self) -> Amount {
        let fen = self.of(&[0, 1, -1, 100, 12_898_000_000, i64::MAX, i64::MIN, 7]);
        let unit = self.of(&[MoneyUnit::Yuan, MoneyUnit::ThousandYuan, MoneyUnit::WanYuan, MoneyUnit::YiYuan]);
        Amount { money: Money::from_fen(fen), unit, decimals: self.of(&[0, 1, 2, 6, 28]) }
    }

    fn place(&mut self) -> Place {
        let n = |d: &mut Self| d.of(&[0, 1, 2, 3, u32::MAX]);
        if self.roll(2) == 0 {
            Place::cell(n(self), n(self), n(self), self.words())
        } else {
            Place::paragraph(n(self), self.words())
        }
    }

    fn entry<T>(&mut self, value: impl FnOnce(&mut Self) -> T) -> Entry<T> {
        let value = if self.roll(4) > 0 { Some(value(self)) } else { None };
        let place = if self.roll(8) > 0 { Some(self.place()) } else { None };
        let state = self.of(&[
            State::Absent,
            State::Blank,
            State::Nothing,
            State::Dash,
            State::Unreadable,
            State::Value,
            State::Value,
        ]);
        Entry { state, value, place, doubt: (self.roll(9) == 0).then(|| "疑".to_owned()) }
    }

    fn figure(&mut self) -> Figure {
        match self.roll(3) {
            0 => Figure::Amount(self.amount()),
            1 => Figure::Count { number: self.decimal(), unit: self.of(&["台", "人", "", "件"]).to_owned() },
            _ => Figure::Percent(self.percent()),
        }
    }

    fn percent(&mut self) -> Percent {
        Percent { number: self.decimal(), sign: self.roll(2) == 0 }
    }

    fn index(&mut self) -> usize {
        self.of(&[0, 1, 2, 5, usize::MAX])
    }

    fn many<T>(&mut self, one: impl Fn(&mut Self) -> T) -> Vec<T> {
        (0..self.roll(7)).map(|_| one(self)).collect()
    }

    fn report(&mut self) -> Report {
        let kinds = [Kind::Whole, Kind::Project, Kind::Other];
        let keys = [
            FundKey::Total,
            FundKey::Basic,
            FundKey::Project,
            FundKey::General,
            FundKey::GovFund,
            FundKey::Carried,
            FundKey::Appropriation,
            FundKey::Central,
            FundKey::Provincial,
            FundKey::Other,
        ];
        let items = [
            "staff",
            "three_public",
            "vehicle",
            "vehicle_purchase",
            "vehicle_running",
            "abroad",
            "reception",
            "project",
            "project_business",
            "project_running",
            "public",
            "office",
            "?",
        ];
        let concepts = [
            "spending.total",
            "spending.general",
            "spending.basic",
            "spending.project",
            "spending.personnel",
            "spending.public",
            "carryover.total",
            "projects.count",
            "budget.initial",
            "score.total",
            "indicator:甲",
        ];
        Report {
            kind: self.of(&kinds),
            forms: self.many(|d| Form {
                form: d.of(&[0, 1, 2, u32::MAX]),
                kind: d.of(&kinds),
                name: d.words(),
                tables: vec![d.of(&[0, 1, 2])],
                stage: d.of(&[Stage::Result, Stage::Target]),
                money_unit: d.of(&[MoneyUnit::WanYuan, MoneyUnit::Yuan]),
                has_scores: d.roll(2) == 0,
                total: Total {
                    weight: d.entry(Self::decimal),
                    score: d.entry(Self::decimal),
                    grade: d.entry(Self::words),
                    place: d.place(),
                },
                goals: d.many(|d| Goal {
                    expected: d.entry(|d| d.words() + "100万元，其中：30万元；A 70元。" + &d.words()),
                    actual: d.entry(Self::words),
                }),
                ..Form::default()
            }),
            funds: self.many(|d| FundLine {
                form: d.of(&[0, 1, 2]),
                line: d.of(&keys),
                label: d.words(),
                initial: d.entry(Self::amount),
                adjustment: d.entry(Self::amount),
                budget: d.entry(Self::amount),
                executed: d.entry(Self::amount),
                weight: d.entry(Self::decimal),
                rate: d.entry(Self::percent),
                score: d.entry(Self::decimal),
                reason: d.entry(Self::words),
                in_label: d.roll(2) == 0,
                place: d.place(),
            }),
            projects: self.many(|d| ProjectLine {
                name: d.words(),
                initial: d.entry(Self::amount),
                adjustment: d.entry(Self::amount),
                budget: d.entry(Self::amount),
                executed: d.entry(Self::amount),
                carryover: d.entry(Self::amount),
                rate: d.entry(Self::percent),
                list: d.of(&[0, 1, 2]),
                reason: None,
                place: d.place(),
            }),
            indicators: self.many(|d| Indicator {
                form: d.of(&[0, 1, 2]),
                level1: d.entry(Self::words),
                level3: d.entry(Self::words),
                target: d.entry(Self::words),
                actual: d
                    .entry(|d| d.of(&["102%", "-5%", "98", "完成", "", "99999999999999999999999999999999"]).to_owned()),
                weight: d.entry(Self::decimal),
                score: d.entry(Self::decimal),
                place: d.place(),
                ..Indicator::default()
            }),
            groups: self.many(|d| Group {
                form: 1,
                level: GroupLevel::Level1,
                name: d.words(),
                weight: d.entry(Self::decimal),
                indicators: vec![d.index(), d.index()],
                groups: vec![d.index()],
                blank_rows: 1,
                place: d.place(),
            }),
            base: self.many(|d| BaseItem {
                item: d.of(&items).into(),
                label: d.words(),
                establishment: d.entry(Self::decimal),
                actual: d.entry(Self::decimal),
                rate: d.entry(Self::percent),
                prior_final: d.entry(Self::amount),
                budget: d.entry(Self::amount),
                final_: d.entry(Self::amount),
                place: d.place(),
            }),
            base_table: Some(1),
            paragraphs: self.many(|d| TextLine {
                number: d.of(&[0, 1, 2, u32::MAX]),
                label: None,
                typed_label: false,
                text: d.words() + &d.words(),
                section: d.of(&[None, Some(0), Some(9)]),
                note: false,
                page: None,
            }),
            sections: self.many(|d| Section {
                label: String::new(),
                title: d.words(),
                level: 1,
                parent: Some(d.index()),
                line: d.index(),
                end: d.index(),
                says_nothing: d.roll(2) == 0,
                place: d.place(),
            }),
            mentions: self.many(|d| Mention {
                figure: d.figure(),
                raw: d.words(),
                before: d.words(),
                after: d.words(),
                line: d.index(),
                sentence: d.of(&[0, 1, u32::MAX]),
                clause: 0,
                span: (d.index(), d.index()),
                place: d.place(),
            }),
            statements: self.many(|d| Statement {
                concept: d.of(&concepts).into(),
                mention: d.index(),
                role: d.of(&[Role::Achieved, Role::Target, Role::Other]),
                indicator: d.of(&[None, Some(0), Some(usize::MAX)]),
                doubt: None,
            }),
            tables: self.many(|d| SheetTable {
                number: d.of(&[0, 1, 2]),
                cells: d.many(|d| SheetCell {
                    row: d.of(&[0, 1, u32::MAX]),
                    col: d.of(&[0, 1]),
                    row_span: 1,
                    col_span: d.of(&[0, 1]),
                    text: "按支出性质分：".to_owned() + &d.words() + "12.5",
                }),
                ..SheetTable::default()
            }),
            ..Report::default()
        }
    }
}

#[test]
fn no_report_makes_an_appraisal_panic_and_the_same_report_gives_the_same_answer() {
    let set = PolicySet::builtin().expect("the built-in policy loads");
    let engine = Engine::new(&set);
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    for _ in 0..300 {
        let (report, prior) = (dice.report(), dice.report());
        let policy = set.select("cn/hunan/zhuzhou", report.kind, 2023, FormHints::default());
        let against = [prior.clone()];
        let options = Options { prior: Some(&prior), against: &against, evidence: &[] };
        let first = engine.appraise(&report, &policy, options);
        assert_eq!(first, engine.appraise(&report, &policy, options));
        assert!(first.findings.is_sorted_by(|a, b| a.code <= b.code));
        assert!(first.findings.iter().all(|f| !f.places.is_empty()), "a finding without a place");
    }
}

#[test]
fn a_very_long_text_is_checked_in_no_time() {
    let sentence =
        "全年安排资金100万元，其中：甲30万元、乙30万元、丙40万元（丁10台，其中戊20台）；受理5件，已办结3件，在办9件";
    let desk = Desk::new().line(&sentence.repeat(1500));
    let started = std::time::Instant::now();
    desk.appraise();
    assert!(started.elapsed().as_secs() < 5, "{:?}", started.elapsed());
}
