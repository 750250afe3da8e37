//! Labelled cells in the head and foot of a form: names, dates, explanations.

use kanhe_policy::terms::TermGroup;
use kanhe_report::{Entry, FormField, Part, Place, State, Stated, UnitMention, UnitRole, YearMention, YearRole};

use super::Reader;
use super::funds::fund_key;
use super::goals::GoalSide;
use super::grid::{Grid, Slot};
use super::value::words;
use crate::label::{Label, pieces, tidy, year_in};

impl Reader<'_> {
    /// A row of labels with their values beside them. `true` if any was found.
    pub fn field_row(&mut self, grid: &Grid<'_>, slots: &[Slot]) -> bool {
        if self.repeated_fund_row(grid, slots) {
            return true;
        }
        let mut any = false;
        let mut i = 0;
        while let Some(slot) = slots.get(i) {
            i += 1;
            if !slot.own || grid.is_blank(slot.cell) {
                continue;
            }
            let at = self.value_beside(grid, slots, i);
            let value = slots.get(at).filter(|s| s.own);
            if self.pair(grid, slots, slot, value) {
                any = true;
                i = if value.is_some() { at + 1 } else { i };
            } else if self.piece_fields(grid, slot) {
                any = true;
            }
        }
        any
    }

    /// Where the value of the label before slot `i` stands: beside it, or, in a grid without merged cells, after the blanks
    /// that a merged label left behind.
    fn value_beside(&self, grid: &Grid<'_>, slots: &[Slot], i: usize) -> usize {
        let single = |s: &Slot| s.to - s.from == 1;
        // A text may repeat the label in every cell that was merged: these are no values.
        let said = slots.get(i.saturating_sub(1)).map_or("", |s| grid.text(s.cell));
        let copies = slots.iter().skip(i).take_while(|s| s.own && grid.text(s.cell) == said).count();
        if copies > 0 {
            return i + copies;
        }
        if !slots.get(i.saturating_sub(1)).is_some_and(single) {
            return i;
        }
        let blanks = slots.iter().skip(i).take_while(|s| s.own && single(s) && grid.is_blank(s.cell)).count();
        let Some(next) = slots.get(i + blanks).filter(|s| blanks > 0 && s.own) else { return i };
        let label = grid.label(next.cell);
        let known = [TermGroup::Field, TermGroup::Total, TermGroup::Goal, TermGroup::Fund]
            .into_iter()
            .any(|g| label.exact(self.terms, g).is_some());
        if known || grid.text(next.cell).contains([':', '：']) { i } else { i + blanks }
    }

    /// A label cell and the cell beside it.
    fn pair(&mut self, grid: &Grid<'_>, slots: &[Slot], label: &Slot, value: Option<&Slot>) -> bool {
        let folded = grid.label(label.cell);
        if folded.is_empty() || folded.is_number() {
            return false;
        }
        let terms = self.terms;
        if let Some(key) = folded.exact(terms, TermGroup::Total)
            && key != "total"
            && let Some(value) = value
        {
            self.total_pair(key, grid, label, value);
            return true;
        }
        let goal = folded.exact(terms, TermGroup::Goal).and_then(GoalSide::from_key);
        if let (Some(side), Some(value)) = (goal, value) {
            let beside_is_goal = grid.label(value.cell).exact(terms, TermGroup::Goal).is_some();
            let begun = self.form.is_some() || !self.pending.fields.is_empty() || self.pending.title.is_some();
            if beside_is_goal || !begun {
                return false;
            }
            self.goal_pair(side, grid, label, value);
            return true;
        }
        let fund = folded.exact(terms, TermGroup::Fund).and_then(fund_key);
        if let (Some(key), Some(value)) = (fund, value)
            && !matches!(folded.bare.as_str(), "合计" | "总计")
            && crate::number::parse_amount(grid.text(value.cell), kanhe_report::MoneyUnit::WanYuan).is_some()
            && self.beside_funds(grid, slots)
        {
            self.begin_pairs(grid, slots);
            self.fund_pair(key, grid, label, value);
            return true;
        }
        if let Some(value) = value
            && self.column_pair(grid, slots, label, value)
        {
            return true;
        }
        // `单 位 名 称：…` states its value itself.
        let stated = grid.text(label.cell).split_once([':', '：']).is_some_and(|(_, rest)| !rest.trim().is_empty());
        let short = folded.full.chars().count() <= 22 && !stated;
        let key = folded
            .exact(terms, TermGroup::Field)
            .or_else(|| if short { folded.key(terms, TermGroup::Field) } else { None });
        let Some(key) = key else { return false };
        let key = key.to_owned();
        let value_label = value.is_some_and(|v| {
            let l = grid.label(v.cell);
            !l.is_empty() && l.exact(terms, TermGroup::Field).is_some()
        });
        let entry = match value {
            Some(v) if !value_label => words(grid, v.cell),
            _ => Entry::empty(State::Blank, grid.place(label.cell)),
        };
        let field = FormField {
            key: String::new(),
            label: tidy(grid.text(label.cell)),
            value: entry,
            place: grid.place(label.cell),
        };
        self.put_field(&key, field);
        !value_label
    }

    /// `项目名称：…  实施单位：…` in a line above a form. `true` if it names nothing else.
    pub fn head_line(&mut self, text: &str, place: &Place) -> bool {
        if text.contains(['。', '；', ';']) || !text.contains([':', '：']) {
            return false;
        }
        let (mut fields, mut scores, mut money) = (Vec::new(), Vec::new(), None);
        for piece in pieces(text) {
            let label = Label::of(piece.label);
            let value = tidy(piece.value);
            if label.exact(self.terms, TermGroup::Total) == Some("score") {
                scores.push((value, place.clone()));
                continue;
            }
            let Some(key) = self.piece_key(&label).map(str::to_owned) else { return false };
            if let Some(unit) =
                crate::number::unit_word(&value).filter(|_| matches!(key.as_str(), "unit" | "money_unit"))
            {
                money = Some(unit);
                continue;
            }
            if !matches!(key.as_str(), "project" | "unit" | "implementer" | "department") {
                return false;
            }
            if !is_name(&value) {
                return false;
            }
            let label = tidy(piece.label);
            let value = Entry::value(value, place.clone());
            fields.push((key, FormField { key: String::new(), label, value, place: place.clone() }));
        }
        for (key, field) in &fields {
            if key == "unit" {
                self.line_unit(field);
            } else {
                self.put_field(key, field.clone());
            }
        }
        if let Some(unit) = money {
            self.money_line(unit);
        }
        if !scores.is_empty() {
            self.pending.year_line(text, place.clone());
        }
        let any = !fields.is_empty() || !scores.is_empty();
        self.pending.scores.extend(scores);
        any
    }

    /// `填表人：赵六  填报日期：…` inside one cell. `true` if any piece was known.
    pub fn piece_fields(&mut self, grid: &Grid<'_>, slot: &Slot) -> bool {
        let text = grid.text(slot.cell);
        if text.len() > 900 || !text.contains([':', '：']) {
            return false;
        }
        let place = grid.place(slot.cell);
        let mut any = false;
        for piece in pieces(text) {
            let label = Label::of(piece.label);
            if label.is_empty() {
                continue;
            }
            if let Some(key) = label.exact(self.terms, TermGroup::Total)
                && key != "total"
            {
                self.score_piece(key.to_owned().as_str(), piece.value, &place);
                any = true;
                continue;
            }
            let Some(key) = self.piece_key(&label).map(str::to_owned) else { continue };
            if key == "unit"
                && let Some(unit) = crate::number::unit_word(&tidy(piece.value))
            {
                self.money_line(unit);
                any = true;
                continue;
            }
            any = true;
            let entry = if piece.value.is_empty() {
                Entry::empty(State::Blank, place.clone())
            } else {
                Entry::value(piece.value.to_owned(), place.clone())
            };
            let field = FormField { key: String::new(), label: tidy(piece.label), value: entry, place: place.clone() };
            if key == "unit" && !matches!(label.bare.as_str(), "单位名称" | "部门名称") {
                self.line_unit(&field);
            } else {
                self.put_field(&key, field);
            }
        }
        any
    }

    /// The field that a label before a colon names; 县级预算单位名称 and the like by pattern.
    fn piece_key(&self, label: &Label) -> Option<&str> {
        let named = || label.key(self.terms, TermGroup::Field).filter(|k| *k == "unit");
        let titled = label.bare.ends_with("单位名称") && label.bare.chars().count() <= 12;
        label.exact(self.terms, TermGroup::Field).or_else(|| if titled { named() } else { None })
    }

    fn score_piece(&mut self, key: &str, value: &str, place: &Place) {
        if self.form.is_none() || self.pending.title.is_some() {
            let said = if key == "score" { Some(value.to_owned()) } else { super::value::grade(value) };
            self.pending.scores.extend(said.map(|said| (said, place.clone())));
            return;
        }
        self.head_score(value, place);
    }

    /// `部门：…` on a line of its own.
    fn line_unit(&mut self, field: &FormField) {
        if let Some(name) = field.value.get().map(|v| tidy(v)).filter(|n| is_name(n)) {
            self.out.units.push(UnitMention { name, role: UnitRole::Line, form: None, place: field.place.clone() });
        }
    }

    /// A field of the current form, or of the next one where it begins with it.
    fn put_field(&mut self, key: &str, field: FormField) {
        let heads = matches!(key, "project" | "unit" | "implementer");
        if let Some(form) = &self.form
            && (form.funds || form.indicators || form.closed)
        {
            let repeated = !form.closed
                && self.out.forms.get(form.index).is_some_and(|f| {
                    let known = if key == "implementer" { "unit" } else { key };
                    f.fields.iter().any(|x| x.key == known && x.value.value == field.value.value)
                });
            if heads && repeated {
                return;
            }
            if heads || form.closed && matches!(key, "department" | "project_category" | "project_code" | "year") {
                self.close();
            }
        }
        if self.form.is_none()
            && self.pending.title.is_none()
            && self.out.base_table.is_some()
            && field.place.table == self.out.base_table
        {
            self.base_field(key, field);
        } else if self.form.is_some() && self.pending.title.is_none() {
            self.add_field(key, field);
        } else {
            self.pending.fields.push((key.to_owned(), field));
        }
    }

    fn base_field(&mut self, key: &str, mut field: FormField) {
        field.key = public_key(key).to_owned();
        self.dates(key, &field);
        self.out.base_fields.push(field);
    }

    /// Adds a field to the current form.
    pub fn add_field(&mut self, key: &str, mut field: FormField) {
        field.key = public_key(key).to_owned();
        self.dates(key, &field);
        let number = self.number();
        let value = field.value.get().map(|v| tidy(v)).filter(|v| !v.is_empty());
        let place = field.value.place.clone().unwrap_or_else(|| field.place.clone());
        match (key, value) {
            ("unit" | "implementer", Some(name)) if is_name(&name) => {
                self.out.units.push(UnitMention { name, role: UnitRole::Form, form: Some(number), place });
            }
            ("year", Some(text)) => {
                let year = year_in(&text).or_else(|| text.parse().ok());
                if let (Some(value), Some(form)) = (year, self.current())
                    && form.year.is_none()
                {
                    form.year = Some(Stated { value, place });
                }
            }
            _ => {}
        }
        let Some(form) = self.current() else { return };
        if field.key == "deviation" {
            form.has_reasons = true;
        }
        form.fields.push(field);
    }

    fn dates(&mut self, key: &str, field: &FormField) {
        if key != "filled_on" {
            return;
        }
        if let Some(text) = field.value.get()
            && let Some(year) = year_in(text)
        {
            let place = field.value.place.clone().unwrap_or_else(|| field.place.clone());
            if place.part == Part::Table {
                self.out.years.push(YearMention { year, role: YearRole::FilledOn, place });
            }
        }
    }
}

/// The key as reports carry it: the implementing unit is a project form's unit.
fn public_key(key: &str) -> &str {
    if key == "implementer" { "unit" } else { key }
}

/// Whether a cell beside 单位名称 holds a name.
fn is_name(text: &str) -> bool {
    let length = text.chars().count();
    (2..=60).contains(&length) && crate::number::unit_word(text).is_none() && super::value::nothing(text).is_none()
}
