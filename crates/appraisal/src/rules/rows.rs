//! Indicator rows as the score and target rules see them: the cells beside what was understood.

use std::collections::BTreeSet;

use kanhe_policy::Level1;
use kanhe_report::{Entry, Form, Indicator, Place, Report, Stage, State};

use crate::Context;
use crate::scoring::Row;

/// An indicator row of a form that states results.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    /// Its form.
    pub form: &'a Form,
    /// Index into `Report::indicators`.
    pub index: usize,
    /// Its cells.
    pub cells: &'a Indicator,
    /// What they say.
    pub row: &'a Row,
}

/// Every indicator row of a form that states results, `其中` rows left out.
pub(super) fn lines<'a>(context: &Context<'a>) -> impl Iterator<Item = Line<'a>> {
    let report = context.report;
    report.indicators.iter().zip(&context.marking.rows).enumerate().filter_map(|(index, (cells, row))| {
        let form = form_of(report, cells.form)?;
        (form.stage == Stage::Result && !cells.sub_row).then_some(Line { form, index, cells, row })
    })
}

/// Forms are numbered from 1 in order.
fn form_of(report: &Report, number: u32) -> Option<&Form> {
    let at = usize::try_from(number).ok()?.checked_sub(1)?;
    report.forms.get(at).filter(|f| f.form == number).or_else(|| report.forms.iter().find(|f| f.form == number))
}

/// The rows of one form.
pub(super) fn lines_of<'a>(context: &Context<'a>, form: u32) -> impl Iterator<Item = Line<'a>> {
    lines(context).filter(move |l| l.form.form == form)
}

/// The forms in which some row fits.
pub(super) fn forms_with<'a>(context: &Context<'a>, fits: impl Fn(&Line<'a>) -> bool) -> BTreeSet<u32> {
    lines(context).filter(fits).map(|l| l.form.form).collect()
}

impl<'a> Line<'a> {
    /// The indicator's name.
    pub fn name(&self) -> String {
        self.cells.level3.get().cloned().unwrap_or_else(|| self.cells.place.text.clone())
    }

    /// The target's cell: the adjusted one where it counts.
    pub fn target(&self) -> &'a Entry<String> {
        if self.cells.adjusted_target.get().is_some() { &self.cells.adjusted_target } else { &self.cells.target }
    }

    /// The level-1 class that its head means.
    pub fn class(&self, context: &Context<'_>) -> Option<Level1> {
        self.cells.level1.get().and_then(|label| context.policy.words().level1(label))
    }

    /// Whether the reason cell says something.
    pub fn has_reason(&self) -> bool {
        gives_reason(&self.cells.reason)
    }

    /// What messages print: name, target, actual, weight, score.
    pub fn values(&self) -> Vec<(&'static str, String)> {
        vec![
            ("指标", self.name()),
            ("目标", shown(self.target())),
            ("完成", shown(&self.cells.actual)),
            ("分值", self.row.weight.map_or_else(|| "—".to_owned(), |w| w.to_string())),
            ("得分", self.cells.score.get().map_or_else(|| "—".to_owned(), ToString::to_string)),
        ]
    }

    /// These cells, then the name's.
    pub fn places(&self, first: &[&Option<Place>]) -> Vec<Place> {
        let mut places: Vec<Place> = first.iter().filter_map(|p| (*p).clone()).collect();
        places.push(self.cells.place.clone());
        places
    }

    /// The score's cell first, then actual, target, name and weight.
    pub fn score_places(&self) -> Vec<Place> {
        let mut places = self.places(&[&self.cells.score.place, &self.cells.actual.place, &self.target().place]);
        places.extend(self.cells.weight.place.clone());
        places
    }
}

/// Whether a reason cell says something: not blank, no dash, no 0, no 无.
pub(super) fn gives_reason(cell: &Entry<String>) -> bool {
    cell.state == State::Value
        && cell.get().is_some_and(|text| {
            let text = text.trim().trim_end_matches('。');
            !matches!(text, "" | "0" | "无" | "无偏差" | "没有" | "—" | "——" | "/" | "-" | "正常" | "不适用")
        })
}

/// A cell's text for a message.
pub(super) fn shown(cell: &Entry<String>) -> String {
    cell.get().cloned().unwrap_or_else(|| "空白".to_owned())
}
