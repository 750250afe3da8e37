//! A small report with one wrong score and one wrong count.

use kanhe_report::{
    Decimal, Finding, Form, Kind, Place, Report, ScoreLine, ScoreSubject, Scorecard, Severity, SheetCell, SheetTable,
    Stated, TextLine, Wording,
};
use kanhe_writing::{Stamp, Verdict};

pub struct Case {
    pub report: Report,
    pub findings: Vec<Finding>,
    pub scorecards: Vec<Scorecard>,
    pub stamp: Stamp,
}

impl Case {
    pub fn verdict(&self) -> Verdict<'_> {
        Verdict { report: &self.report, findings: &self.findings, scorecards: &self.scorecards, stamp: &self.stamp }
    }
}

pub fn dec(text: &str) -> Decimal {
    Decimal::from_str_exact(text).expect("a number")
}

fn cell(row: u32, col: u32, text: &str) -> SheetCell {
    SheetCell { row, col, row_span: 1, col_span: 1, text: text.to_owned() }
}

/// The elevator row of a made-up centre.
pub fn case() -> Case {
    let mut level1 = cell(1, 1, "产出指标\n(40分)");
    level1.row_span = 2;
    let table = SheetTable {
        number: 1,
        sheet: None,
        before_line: 1,
        aligned: false,
        rows: 2,
        cols: 7,
        cells: vec![
            level1,
            cell(1, 2, "数量指标"),
            cell(1, 3, "加装电梯"),
            cell(1, 4, "50台"),
            cell(1, 5, "16台"),
            cell(1, 6, "20"),
            cell(1, 7, "12"),
            cell(2, 2, "时效指标"),
            cell(2, 3, "=SUM(A1)"),
            cell(2, 4, "12个月"),
            cell(2, 5, "12个月"),
            cell(2, 6, "20"),
            cell(2, 7, "20"),
        ],
    };
    let text = "截止2023年12月，全年受理26台，在建项目8台，按照完成任务标准通过市级部门联合审查22台，超额完成市级交办的任务，群众反映良好，下一步继续推进老旧小区改造。";
    let report = Report {
        file: "a/示例 <1>.docx".to_owned(),
        kind: Kind::Whole,
        unit: Some(Stated {
            value: "洣江区物业服务指导中心".to_owned(), place: Place::paragraph(1, "洣江区")
        }),
        year: Some(Stated { value: 2023, place: Place::paragraph(1, "2023") }),
        forms: vec![Form {
            form: 1, kind: Kind::Whole, name: "整体支出绩效自评表".to_owned(), ..Form::default()
        }],
        paragraphs: vec![TextLine {
            number: 7,
            label: Some("3.".to_owned()),
            typed_label: true,
            text: text.to_owned(),
            section: None,
            note: false,
            page: None,
        }],
        tables: vec![table],
        ..Report::default()
    };
    let score = finding(
        "KH301",
        Severity::Error,
        "“加装电梯”得分 12 高于按办法计算的 6.40",
        Some(("12", "6.40")),
        vec![Place::cell(1, 1, 7, "12"), Place::cell(1, 1, 4, "50台"), Place::cell(1, 1, 5, "16台")],
    );
    let count = finding(
        "KH202",
        Severity::Warning,
        "正文写完成 22台，表中为 16台",
        Some(("22台", "16台")),
        vec![Place::paragraph(7, "按照完成任务标准通过市级部门联合审查22台"), Place::cell(1, 1, 5, "16台")],
    );
    let mut hence = finding("KH304", Severity::Error, "总分随之不符", None, vec![Place::cell(1, 1, 7, "12")]);
    hence.follows = Some("KH301".to_owned());
    let line = ScoreLine {
        subject: ScoreSubject::Indicator(0),
        name: "加装电梯".to_owned(),
        weight: Some(dec("20")),
        reported: Some(dec("12")),
        recomputed: Some(dec("6.40")),
        range: None,
        formula: Wording::new("得分 = 分值 × 完成值 ÷ 目标值", "score = weight × actual ÷ target"),
        numbers: "20 × 16 ÷ 50 = 6.40".to_owned(),
        article: "财预〔2020〕10号 第十六条".to_owned(),
        assumed: false,
        reason: None,
        doubtful: false,
        place: Place::cell(1, 1, 7, "12"),
    };
    let card = Scorecard {
        form: 1,
        profile: "cn/whole-2020".to_owned(),
        lines: vec![line],
        reported: Some(dec("83")),
        recomputed: Some(dec("73.40")),
        grade_reported: None,
        grade_recomputed: Some("中".to_owned()),
        grade_of_reported: Some("良".to_owned()),
    };
    let stamp =
        Stamp {
            version: "0.1.0".to_owned(), policy: "0123456789ab".to_owned(), profile: "国家整体支出".to_owned()
        };
    Case { report, findings: vec![count, score, hence], scorecards: vec![card], stamp }
}

fn finding(code: &str, severity: Severity, message: &str, values: Option<(&str, &str)>, places: Vec<Place>) -> Finding {
    Finding {
        code: code.to_owned(),
        name: "name".to_owned(),
        severity,
        message: Wording::new(message, "message"),
        help: Wording::new("核对后改正", "check and correct"),
        basis: "财预〔2020〕10号 第十六条".to_owned(),
        assumed: false,
        rule: None,
        found: values.map(|v| v.0.to_owned()),
        expected: values.map(|v| v.1.to_owned()),
        places,
        follows: None,
    }
}
