//! KH209: a section says 无 where the form has money, or states money where the form says there is none.

use kanhe_policy::Check;
use kanhe_report::{Entry, Figure, FundKey, FundLine, State};

use crate::Context;
use crate::rules::Found;

/// Words of a section's title, and the fund line it is about.
const SECTIONS: [(&str, FundKey); 3] = [
    ("政府性基金", FundKey::GovFund),
    ("国有资本经营", FundKey::StateCapital),
    ("社会保险基金", FundKey::SocialInsurance),
];

/// One finding for each such section.
pub(super) fn check(context: &Context<'_>, check: &Check, found: &mut Found) {
    let report = context.report;
    for (words, key) in SECTIONS {
        let Some(section) = report.sections.iter().find(|s| s.title.contains(words)) else { continue };
        let Some(line) = report.funds.iter().find(|f| f.line == key) else { continue };
        let severity = check.severity.of(true);
        if section.says_nothing {
            let Some(entry) =
                [&line.executed, &line.budget].into_iter().find(|e| e.sure().is_some_and(|a| !a.money.is_zero()))
            else {
                continue;
            };
            let Some(amount) = entry.sure() else { continue };
            let values = [("名称", words.to_owned()), ("金额", format!("{}{}", amount.printed(), amount.unit.word()))];
            let body =
                report.paragraphs.get(section.line + 1..section.end).unwrap_or_default().iter().map(|l| l.place());
            let mut places: Vec<_> = body.take(1).collect();
            places.push(section.place.clone());
            places.extend(entry.place.clone());
            found.finding(check.finding_variant(
                "text-none",
                severity,
                &values,
                Some("无".to_owned()),
                Some(amount.printed()),
                places,
            ));
            continue;
        }
        let spent = report.mentions.iter().find(|m| {
            let inside = (section.line..section.end).contains(&m.line);
            inside && m.before.contains("支出") && matches!(m.figure, Figure::Amount(a) if !a.money.is_zero())
        });
        if let Some(mention) = spent.filter(|_| states_none(line)) {
            let values = [("名称", words.to_owned()), ("金额", mention.raw.clone())];
            let places =
                [Some(mention.place.clone()), line.executed.place.clone().or_else(|| Some(line.place.clone()))];
            let places = places.into_iter().flatten().collect();
            found.finding(check.finding_variant(
                "table-none",
                severity,
                &values,
                Some(mention.raw.clone()),
                Some("0".to_owned()),
                places,
            ));
        }
    }
}

/// The line says in so many words that there is nothing: 0 or 无; blank and — say nothing.
fn states_none(line: &FundLine) -> bool {
    let none =
        |e: &Entry<kanhe_report::Amount>| e.state == State::Nothing || e.sure().is_some_and(|a| a.money.is_zero());
    none(&line.executed) && [&line.executed, &line.budget].into_iter().all(|e| none(e) || e.get().is_none())
}
