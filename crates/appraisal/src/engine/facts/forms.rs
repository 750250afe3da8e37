//! Rows of scored forms: indicators, their heads, the forms.

use kanhe_report::{FundKey, Indicator};

use super::{Leaf, Row, Source};

fn indicator<'a>(i: &'a Indicator) -> Vec<Leaf<'a>> {
    let name = match (i.level3.get(), &i.level3.place) {
        (Some(name), Some(place)) => Leaf::text_at(name, place),
        _ => Leaf { place: Some(&i.place), ..Leaf::unknown() },
    };
    vec![name, Leaf::number(&i.weight), Leaf::number(&i.score)]
}

/// 指标.
pub(super) fn indicators<'a>(source: &Source<'a>) -> Vec<Row<'a>> {
    source.report.indicators.iter().map(|i| Row::of(indicator(i)).at(&i.place)).collect()
}

/// 指标组: heads that print points, each with its own indicators and those of the heads below.
pub(super) fn groups<'a>(source: &Source<'a>) -> Vec<Row<'a>> {
    let row = |group: &'a kanhe_report::Group| {
        let below = group.indicators.iter().filter_map(|i| source.report.indicators.get(*i)).map(indicator).collect();
        Row::of([Leaf::text_at(&group.name, &group.place), Leaf::number(&group.weight)])
            .with_rows(below)
            .at(&group.place)
    };
    source.report.groups.iter().filter(|g| g.weight.exists()).map(row).collect()
}

/// 自评表.
pub(super) fn forms<'a>(source: &Source<'a>) -> Vec<Row<'a>> {
    let report = source.report;
    let row = |form: &'a kanhe_report::Form| {
        let execution = report.funds.iter().find(|f| f.form == form.form && f.line == FundKey::Total);
        let below = report.indicators.iter().filter(|i| i.form == form.form).map(indicator).collect();
        Row::of([
            Leaf::text_at(&form.name, &form.place),
            Leaf::number(&form.total.weight),
            Leaf::number(&form.total.score),
            execution.map_or(Leaf::unknown(), |f| Leaf::number(&f.weight)),
            execution.map_or(Leaf::unknown(), |f| Leaf::number(&f.score)),
        ])
        .with_rows(below)
        .at(&form.place)
    };
    report.forms.iter().map(row).collect()
}
