//! A clerk's desk: reports put together by hand, paragraphs with their figures, tables with their cells.
#![allow(dead_code, clippy::expect_used)]

use kanhe_appraisal::{Appraisal, Options, appraise};
use kanhe_policy::{FormHints, PolicySet};
use kanhe_report::{
    Amount, BaseItem, Decimal, Entry, Figure, Finding, Form, FundKey, FundLine, Indicator, Kind, Mention, MoneyUnit,
    Percent, Place, ProjectLine, Report, Role, Section, State, Stated, Statement, TextLine,
};

pub struct Desk {
    pub report: Report,
    row: u32,
    sentence: u32,
}

pub fn number(text: &str) -> Decimal {
    text.parse().expect("a number")
}

fn wan(text: &str) -> Amount {
    Amount::from_printed(number(text), MoneyUnit::WanYuan).expect("an amount")
}

/// `""` blank, `~` no such cell, `—` a dash, else an amount in 万元.
pub fn amount(row: u32, col: u32, text: &str) -> Entry<Amount> {
    let place = Place::cell(1, row, col, text);
    match text {
        "~" => Entry::default(),
        "" => Entry::empty(State::Blank, place),
        "—" => Entry::empty(State::Dash, place),
        _ => Entry::value(wan(text), place),
    }
}

fn rate(row: u32, col: u32, text: &str) -> Entry<Percent> {
    match text {
        "~" => Entry::default(),
        "" => Entry::empty(State::Blank, Place::cell(1, row, col, "")),
        _ => Entry::value(
            Percent { number: number(text.trim_end_matches('%')), sign: text.ends_with('%') },
            Place::cell(1, row, col, text),
        ),
    }
}

fn words(row: u32, col: u32, text: &str) -> Entry<String> {
    match text {
        "~" => Entry::default(),
        "" => Entry::empty(State::Blank, Place::cell(1, row, col, "")),
        _ => Entry::value(text.to_owned(), Place::cell(1, row, col, text)),
    }
}

fn plain(row: u32, col: u32, text: &str) -> Entry<Decimal> {
    match text {
        "~" => Entry::default(),
        "" => Entry::empty(State::Blank, Place::cell(1, row, col, "")),
        _ => Entry::value(number(text), Place::cell(1, row, col, text)),
    }
}

fn cells(text: &str) -> impl Fn(usize) -> String {
    let cells: Vec<String> = text.split('|').map(|c| c.trim().to_owned()).collect();
    move |i| cells.get(i).cloned().unwrap_or_else(|| "~".to_owned())
}

impl Desk {
    pub fn new() -> Self {
        Self {
            report: Report { kind: Kind::Whole, file: "报告.docx".into(), ..Report::default() },
            row: 1,
            sentence: 0,
        }
    }

    pub fn form(mut self, kind: Kind) -> Self {
        let form = u32::try_from(self.report.forms.len()).unwrap_or(0) + 1;
        self.report.forms.push(Form {
            form,
            kind,
            name: "绩效自评表".into(),
            tables: vec![1],
            has_scores: true,
            place: Place::cell(1, 1, 1, "绩效自评表"),
            ..Form::default()
        });
        self
    }

    /// `年初|全年|执行|分值|执行率|得分`
    pub fn fund(mut self, line: FundKey, label: &str, figures: &str) -> Self {
        self.row += 1;
        let (r, at) = (self.row, cells(figures));
        self.report.funds.push(FundLine {
            form: u32::try_from(self.report.forms.len()).unwrap_or(1),
            line,
            label: label.into(),
            initial: amount(r, 2, &at(0)),
            adjustment: Entry::default(),
            budget: amount(r, 3, &at(1)),
            executed: amount(r, 4, &at(2)),
            weight: plain(r, 5, &at(3)),
            rate: rate(r, 6, &at(4)),
            score: plain(r, 7, &at(5)),
            reason: Entry::default(),
            in_label: false,
            place: Place::cell(1, r, 1, label),
        });
        self
    }

    pub fn total(self, figures: &str) -> Self {
        self.fund(FundKey::Total, "年度资金总额", figures)
    }

    /// A figure inside its label: `其中：基本支出：128.98`.
    pub fn in_label(mut self, line: FundKey, label: &str, budget: &str) -> Self {
        self = self.fund(line, label, &format!("~|{budget}|~"));
        let text = format!("{label}：{budget}");
        if let Some(fund) = self.report.funds.last_mut() {
            fund.in_label = true;
            fund.place.text.clone_from(&text);
            if let Some(place) = &mut fund.budget.place {
                place.text = text;
            }
        }
        self
    }

    /// `上年决算|本年预算|本年决算`
    pub fn base(mut self, item: &str, label: &str, figures: &str) -> Self {
        self.row += 1;
        let (r, at) = (self.row, cells(figures));
        self.report.base.push(BaseItem {
            item: item.into(),
            label: label.into(),
            prior_final: amount(r, 2, &at(0)),
            budget: amount(r, 3, &at(1)),
            final_: amount(r, 4, &at(2)),
            place: Place::cell(1, r, 1, label),
            ..BaseItem::default()
        });
        self
    }

    pub fn staff(mut self, posts: &str, staff: &str, control: &str) -> Self {
        self.row += 1;
        let r = self.row;
        self.report.base.push(BaseItem {
            item: "staff".into(),
            establishment: plain(r, 2, posts),
            actual: plain(r, 3, staff),
            rate: rate(r, 4, control),
            place: Place::cell(1, r, 1, "财政供养人员"),
            ..BaseItem::default()
        });
        self
    }

    /// `一级|二级|三级|目标|完成|分值|得分`
    pub fn indicator(mut self, row: &str) -> Self {
        self.row += 1;
        let (r, at) = (self.row, cells(row));
        self.report.indicators.push(Indicator {
            form: u32::try_from(self.report.forms.len()).unwrap_or(1),
            level1: words(r, 1, &at(0)),
            level2: words(r, 2, &at(1)),
            level3: words(r, 3, &at(2)),
            target: words(r, 4, &at(3)),
            actual: words(r, 5, &at(4)),
            weight: plain(r, 6, &at(5)),
            score: plain(r, 7, &at(6)),
            place: Place::cell(1, r, 3, at(2)),
            ..Indicator::default()
        });
        self
    }

    /// `年初|调整|全年预算|支出|结转` of a project in the list `list`, standing in the last paragraph.
    pub fn project(mut self, list: u32, name: &str, figures: &str) -> Self {
        let at = cells(figures);
        let number = self.report.paragraphs.last().map_or(1, |l| l.number);
        let entry = |text: String| match text.as_str() {
            "~" => Entry::default(),
            t => Entry::value(wan(t), Place::paragraph(number, format!("{t}万元"))),
        };
        self.report.projects.push(ProjectLine {
            name: name.into(),
            initial: entry(at(0)),
            adjustment: entry(at(1)),
            budget: entry(at(2)),
            executed: entry(at(3)),
            carryover: entry(at(4)),
            rate: Entry::default(),
            list,
            reason: None,
            place: Place::paragraph(number, name),
        });
        self
    }

    pub fn reason(mut self, text: &str) -> Self {
        if let Some(p) = self.report.projects.last_mut() {
            p.reason = Some(Stated { value: text.into(), place: p.place.clone() });
        }
        self
    }

    pub fn section(mut self, title: &str) -> Self {
        self = self.line(title);
        let line = self.report.paragraphs.len() - 1;
        let place = self.report.paragraphs[line].place();
        self.report.sections.push(Section {
            label: String::new(),
            title: title.into(),
            level: 1,
            parent: None,
            line,
            end: usize::MAX,
            says_nothing: false,
            place,
        });
        self
    }

    /// A paragraph; its figures are mentions.
    pub fn line(mut self, text: &str) -> Self {
        let index = self.report.paragraphs.len();
        let number = u32::try_from(index).unwrap_or(0) + 1;
        let section = self.report.sections.len().checked_sub(1);
        let line =
            TextLine { number, label: None, typed_label: false, text: text.into(), section, note: false, page: None };
        self.report.paragraphs.push(line);
        let mut start = 0;
        for sentence in text.split_inclusive(['。', '；']) {
            self.sentence += 1;
            self.mentions(sentence, start, index, number);
            start += sentence.len();
        }
        self
    }

    fn mentions(&mut self, sentence: &str, offset: usize, line: usize, number: u32) {
        let mut since = 0;
        let mut at = 0;
        while let Some(begin) = sentence[at..].find(|c: char| c.is_ascii_digit()).map(|i| i + at) {
            let end =
                sentence[begin..].find(|c: char| !c.is_ascii_digit() && c != '.').map_or(sentence.len(), |i| i + begin);
            at = end;
            let rest = &sentence[end..];
            let unit =
                ["万元", "元", "%", "人次", "台", "人", "个", "件", "起"].into_iter().find(|u| rest.starts_with(u));
            let Some(unit) = unit else { continue };
            let value = self::number(&sentence[begin..end]);
            let figure = match unit {
                "万元" => Figure::Amount(Amount::from_printed(value, MoneyUnit::WanYuan).expect("fits")),
                "元" => Figure::Amount(Amount::from_printed(value, MoneyUnit::Yuan).expect("fits")),
                "%" => Figure::Percent(Percent { number: value, sign: true }),
                unit => Figure::Count { number: value, unit: unit.into() },
            };
            let raw = format!("{}{unit}", &sentence[begin..end]);
            at = end + unit.len();
            let after_end = sentence[at..].find(|c: char| c.is_ascii_digit()).map_or(sentence.len(), |i| i + at);
            self.report.mentions.push(Mention {
                figure,
                before: sentence[since..begin].replace('，', ",").replace('：', ":").trim().to_owned(),
                after: sentence[at..after_end].to_owned(),
                line,
                sentence: self.sentence,
                clause: self.sentence,
                span: (offset + begin, offset + at),
                place: Place::paragraph(number, raw.clone()),
                raw,
            });
            since = at;
        }
    }

    /// The last figure printed as `raw` means `concept`.
    pub fn means(mut self, concept: &str, raw: &str) -> Self {
        let mention = self.report.mentions.iter().rposition(|m| m.raw == raw).expect("the figure stands in the text");
        self.report.statements.push(Statement {
            concept: concept.into(),
            mention,
            role: Role::Other,
            indicator: None,
            doubt: None,
        });
        self
    }

    /// What the built-in policy says.
    pub fn appraise(&self) -> Appraisal {
        self.appraise_with(Options::default())
    }

    pub fn appraise_with(&self, options: Options<'_>) -> Appraisal {
        let set = PolicySet::builtin().expect("the built-in policy loads");
        let policy = set.select("cn", self.report.kind, 2023, FormHints::default());
        appraise(&self.report, &policy, options)
    }

    /// The findings of one code.
    pub fn findings(&self, code: &str) -> Vec<Finding> {
        self.appraise().findings.into_iter().filter(|f| f.code == code).collect()
    }

    /// The one finding of a code: what was found and what was expected.
    pub fn one(&self, code: &str) -> (String, String) {
        let found = self.findings(code);
        assert_eq!(found.len(), 1, "{code}: {found:#?}");
        let finding = found.into_iter().next().expect("one");
        assert!(!finding.places.is_empty());
        assert!(!finding.message.zh.contains('{') && !finding.message.en.contains('{'), "{:?}", finding.message);
        (finding.found.unwrap_or_default(), finding.expected.unwrap_or_default())
    }

    pub fn silent(&self, code: &str) {
        let found = self.findings(code);
        assert!(found.is_empty(), "{code}: {found:#?}");
    }
}

pub fn pair(found: &str, expected: &str) -> (String, String) {
    (found.to_owned(), expected.to_owned())
}
