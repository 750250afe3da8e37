//! KH308: the grade does not fit the total.

use kanhe_policy::Check;
use kanhe_report::{Decimal, Figure, Mention, Place, Role};

use crate::Context;
use crate::rules::Found;

/// One finding a form, or one for the text where no form prints a grade. Silent where the grade's word is none of the
/// rules', or the total is not out of all points.
pub(super) fn check(context: &Context<'_>, check: &Check, found: &mut Found) {
    let profile = context.policy.profile();
    let mut graded = false;
    for form in context.result_forms() {
        graded |= form.total.grade.exists();
        let (Some(&score), Some(word)) = (form.total.score.sure(), form.total.grade.sure()) else { continue };
        let of = form.total.weight.sure().copied().unwrap_or(profile.total.value);
        if of == profile.total.value {
            let places = [&form.total.grade.place, &form.total.score.place].into_iter().flatten().cloned().collect();
            judge(context, check, found, score, word, places);
        }
    }
    if !graded {
        in_text(context, check, found);
    }
}

fn judge(context: &Context<'_>, check: &Check, found: &mut Found, score: Decimal, word: &str, places: Vec<Place>) {
    let profile = context.policy.profile();
    let of = profile.total.value;
    if score < Decimal::ZERO || score > of {
        return;
    }
    let (Some(printed), Some(due)) = (profile.grades.named(word), profile.grades.of(score, of)) else { return };
    if printed.word != due.word {
        let values = [("等级", word.to_owned()), ("总分", score.to_string()), ("应为", due.word.clone())];
        found.finding(check.finding(&values, Some(word.to_owned()), Some(due.word.clone()), places));
    }
}

/// 综合得分96.84分，自评等级为“良”: one total and one grade in one sentence.
fn in_text(context: &Context<'_>, check: &Check, found: &mut Found) {
    let report = context.report;
    let totals = || {
        report.statements.iter().filter(|s| {
            s.doubt.is_none() && s.concept == "score.total" && matches!(s.role, Role::Achieved | Role::Other)
        })
    };
    for statement in totals() {
        let Some(mention) = report.mentions.get(statement.mention) else { continue };
        let (Figure::Count { number, .. }, Some(line)) = (&mention.figure, report.paragraphs.get(mention.line)) else {
            continue;
        };
        let Some(sentence) = line.text.split(['。', '；']).find(|s| s.contains(&mention.raw)) else { continue };
        let same = |m: &&Mention| m.line == mention.line && m.sentence == mention.sentence;
        let alone = totals().filter_map(|s| report.mentions.get(s.mention)).filter(same).count() == 1;
        if let Some(word) = stated_grade(sentence).filter(|_| alone) {
            return judge(context, check, found, *number, &word, vec![line.place(), mention.place.clone()]);
        }
    }
}

/// The word after 等级为, in quotes or not.
fn stated_grade(sentence: &str) -> Option<String> {
    const BEFORE: [&str; 6] = ["等级为", "等次为", "等级：", "等次：", "评定为", "等级是"];
    let rest = BEFORE.iter().find_map(|words| sentence.split_once(words).map(|(_, rest)| rest))?;
    let word: String =
        rest.trim_start_matches(['“', '"', '「', '『', ' ']).chars().take_while(|c| c.is_alphabetic()).collect();
    Some(word.trim_end_matches("等次").trim_end_matches('级').to_owned())
}
