//! KH205: score or grade in the text differs from the form's.

use kanhe_policy::Check;
use kanhe_report::{Figure, Form, Kind, TextLine};

use crate::Context;
use crate::rules::Found;

/// Words before a grade in running text.
const BEFORE_GRADE: [&str; 8] = ["等级为", "等次为", "评定为", "评为", "等级：", "等级:", "等级是", "结果为"];

/// Score against the total row, grade against the grade cell.
pub(super) fn check(context: &Context<'_>, check: &Check, found: &mut Found) {
    let report = context.report;
    let mut forms = context.result_forms().filter(|f| f.kind == Kind::Whole);
    let (Some(form), None) = (forms.next().or_else(|| only(context)), forms.next()) else { return };
    if let Some(total) = form.total.score.sure() {
        for statement in report.statements.iter().filter(|s| s.doubt.is_none() && s.concept == "score.total") {
            let Some(mention) = report.mentions.get(statement.mention) else { continue };
            let Figure::Count { number, .. } = &mention.figure else { continue };
            let slack = kanhe_report::Decimal::new(1, number.scale().min(total.scale()).min(12));
            let Some(gap) = number.checked_sub(*total).map(|gap| gap.abs()) else { continue };
            let rounded = gap.checked_add(gap).is_some_and(|both| both <= slack);
            if gap.is_zero() || number.scale() != total.scale() && rounded {
                continue;
            }
            let values = [("正文", number.to_string()), ("表中", total.to_string())];
            let places = [Some(mention.place.clone()), form.total.score.place.clone()].into_iter().flatten().collect();
            let severity = check.severity.of(true);
            found.finding(check.finding_variant("score", severity, &values, Some(number.to_string()), None, places));
            break;
        }
    }
    grade(context, form, check, found);
}

fn only<'a>(context: &Context<'a>) -> Option<&'a Form> {
    let mut forms = context.result_forms();
    let first = forms.next()?;
    forms.next().is_none().then_some(first)
}

fn grade(context: &Context<'_>, form: &Form, check: &Check, found: &mut Found) {
    let Some(printed) = form.total.grade.sure() else { return };
    for line in &context.report.paragraphs {
        let Some(stated) = grade_in(line) else { continue };
        if printed.starts_with(stated) {
            continue;
        }
        let values = [("正文", stated.to_string()), ("表中", printed.clone())];
        let places = [Some(line.place()), form.total.grade.place.clone()].into_iter().flatten().collect();
        let severity = check.severity.of(true);
        found.finding(check.finding_variant("grade", severity, &values, Some(stated.to_string()), None, places));
        return;
    }
}

/// The grade that a line states of the self-evaluation: 优, 良, 中 or 差 after such words, in quotes or not.
fn grade_in(line: &TextLine) -> Option<char> {
    if !line.text.contains("自评") && !line.text.contains("评价") {
        return None;
    }
    BEFORE_GRADE.iter().find_map(|words| {
        let at = line.text.find(words)? + words.len();
        let grade = line.text[at..].trim_start_matches(['“', '"', '「', ' ', '『']).chars().next()?;
        "优良中差".contains(grade).then_some(grade)
    })
}
