//! Where a form begins and ends, and what stands above it.

use kanhe_report::{Form, FormField, Kind, MoneyUnit, Place, Stage, Stated, YearMention, YearRole};

use super::header::Column;
use super::levels::Levels;
use super::{Reader, TitleKind, kind_of};
use crate::label::{split_brackets, tidy, year_in};
use crate::number::unit_in;

/// The form being read.
#[derive(Debug, Default)]
pub(crate) struct FormState {
    /// Index into the forms.
    pub index: usize,
    pub funds: bool,
    pub indicators: bool,
    /// The total row was seen.
    pub closed: bool,
    /// The heads that rows stand under.
    pub levels: Levels,
    /// Unit of money printed over the whole form.
    pub money: Option<MoneyUnit>,
    /// The unit that the figures suggest where none is printed.
    pub guess: Option<MoneyUnit>,
    /// Fund lines that stood before the form's fund block.
    pub before_funds: usize,
    /// What the last row of labels with their figures beside them stated: `预算数：| x | 执行数：| y`.
    pub beside: Vec<Column>,
    /// Table and row of it.
    pub beside_row: Option<(u32, u32)>,
}

/// What was seen above a form before its first block.
#[derive(Debug, Default)]
pub(crate) struct Pending {
    pub title: Option<(String, TitleKind, Place)>,
    pub year: Option<Stated<i32>>,
    pub money: Option<MoneyUnit>,
    pub fields: Vec<(String, FormField)>,
    /// Scores and grades.
    pub scores: Vec<(String, Place)>,
}

impl Pending {
    /// `（2023年度）` under a title.
    pub fn year_line(&mut self, text: &str, place: Place) {
        if let Some(value) = year_in(text) {
            self.year = Some(Stated { value, place });
        }
    }
}

/// `（2023年度）`, `2023年度`: a line with nothing but a year.
pub(crate) fn is_year_line(text: &str) -> bool {
    let aside =
        |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '（' | '）' | '年' | '度' | ':' | '：' | '预' | '算');
    let mut digits = 0;
    for c in text.chars().filter(|c| !aside(*c)) {
        digits += 1;
        if digits > 4 || crate::number::digit(c).is_none() {
            return false;
        }
    }
    digits == 4
}

/// `单位：万元`, `金额单位：元`, `（万元）`: the unit of money of what follows.
pub(crate) fn money_line(text: &str) -> Option<MoneyUnit> {
    if !text.contains('元') {
        return None;
    }
    let compact = tidy(text);
    if compact.chars().count() > 24 {
        return None;
    }
    let (outside, _) = split_brackets(&compact);
    if !compact.contains("单位") && !outside.is_empty() {
        return None;
    }
    unit_in(&compact)
}

impl Reader<'_> {
    /// A title was seen: what follows may be another form.
    pub fn title(&mut self, text: &str, kind: TitleKind, place: Place) {
        let money = unit_in(text);
        let year = year_in(text).map(|value| Stated { value, place: place.clone() });
        if place.part == kanhe_report::Part::Table {
            self.out.titles.push((tidy(text), place.clone()));
            if let Some(y) = &year {
                self.out.years.push(YearMention { year: y.value, role: YearRole::FormTitle, place: y.place.clone() });
            }
        }
        self.pending = Pending { title: Some((tidy(text), kind, place)), year, money, ..Pending::default() };
        if kind == TitleKind::Base {
            self.close();
        }
    }

    /// The unit of money of what follows.
    pub fn money_line(&mut self, unit: MoneyUnit) {
        self.pending.money = Some(unit);
        if let Some(form) = &mut self.form
            && self.pending.title.is_none()
            && !form.funds
        {
            form.money = Some(unit);
        }
    }

    /// Ends the current form.
    pub fn close(&mut self) {
        self.form = None;
    }

    /// The title pending is that of another form than the current one.
    pub fn other_title(&self) -> bool {
        let Some((title, _, _)) = &self.pending.title else { return false };
        if title.contains('续') {
            return false;
        }
        self.form.as_ref().and_then(|f| self.out.forms.get(f.index)).is_none_or(|f| f.title() != title.as_str())
    }

    /// Something of a form begins: the current form, or a new one made of what is pending.
    pub fn enter(&mut self, table: u32, place: impl FnOnce() -> Place) -> &mut FormState {
        if self.form.is_none() {
            let pending = std::mem::take(&mut self.pending);
            let number = u32::try_from(self.out.forms.len()).unwrap_or(u32::MAX).saturating_add(1);
            let mut form = Form { form: number, ..Form::default() };
            form.place = pending.title.as_ref().map_or_else(place, |(_, _, p)| p.clone());
            if let Some((title, kind, _)) = &pending.title {
                form.name.clone_from(title);
                form.kind = kind_of(title).unwrap_or_default();
                if *kind == TitleKind::Target {
                    form.stage = Stage::Target;
                }
            }
            form.year = pending.year;
            form.money_unit_assumed = true;
            let index = self.out.forms.len();
            self.out.forms.push(form);
            self.form = Some(FormState { index, money: pending.money, ..FormState::default() });
            for (key, field) in pending.fields {
                self.add_field(&key, field);
            }
            for (score, place) in pending.scores {
                self.head_score(&score, &place);
            }
        } else if !self.pending.fields.is_empty() || self.pending.title.is_some() || self.pending.money.is_some() {
            let pending = std::mem::take(&mut self.pending);
            if let Some(form) = &mut self.form {
                form.money = pending.money.or(form.money);
            }
            for (key, field) in pending.fields {
                self.add_field(&key, field);
            }
        }
        let state = self.form.get_or_insert_with(FormState::default);
        if let Some(form) = self.out.forms.get_mut(state.index)
            && form.tables.last() != Some(&table)
        {
            form.tables.push(table);
        }
        state
    }

    /// The current form.
    pub fn current(&mut self) -> Option<&mut Form> {
        let index = self.form.as_ref()?.index;
        self.out.forms.get_mut(index)
    }

    /// Number of the current form.
    pub fn number(&self) -> u32 {
        self.form.as_ref().map_or(0, |f| u32::try_from(f.index).unwrap_or(u32::MAX).saturating_add(1))
    }
}

trait Titled {
    fn title(&self) -> &str;
}

impl Titled for Form {
    fn title(&self) -> &str {
        &self.name
    }
}

/// Once the whole document is read: kind and name.
pub(crate) fn settle(form: &mut Form) {
    let field = |key: &str| form.fields.iter().find(|f| f.key == key && f.value.get().is_some_and(|v| !v.is_empty()));
    let project = field("project").and_then(|f| f.value.get().cloned());
    if form.kind == Kind::Other || (form.kind == Kind::Whole && project.is_some() && !form.name.contains("整体")) {
        let has_project = form.fields.iter().any(|f| f.key == "project");
        let whole =
            form.fields.iter().any(|f| f.key == "unit" && !f.label.contains("实施") && !f.label.contains("项目"));
        form.kind = if has_project {
            Kind::Project
        } else if whole {
            Kind::Whole
        } else {
            Kind::Other
        };
    }
    if form.kind == Kind::Project
        && let Some(name) = project
    {
        form.name = name;
    }
}
