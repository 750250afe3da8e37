//! The fund block: lines by columns, figures inside labels, and lines that are columns themselves.

use kanhe_policy::terms::TermGroup;
use kanhe_report::{Amount, Entry, FormField, FundKey, FundLine, MoneyUnit, Place, State, Unread};

use super::Reader;
use super::goals::first_place;
use super::grid::{Grid, Slot};
use super::header::{Column, Header, figure_like};
use super::in_label::figures;
use super::rows::Mode;
use super::value::{amount, nothing, percent, score, words};
use crate::label::{Label, points, tidy};
use crate::number::{parse_amount, parse_decimal, unit_in};

/// The line of a key of the terms file.
pub(crate) fn fund_key(key: &str) -> Option<FundKey> {
    Some(match key {
        "total" => FundKey::Total,
        "basic" => FundKey::Basic,
        "project" => FundKey::Project,
        "general" => FundKey::General,
        "gov_fund" => FundKey::GovFund,
        "state_capital" => FundKey::StateCapital,
        "social_insurance" => FundKey::SocialInsurance,
        "special_account" => FundKey::SpecialAccount,
        "appropriation" => FundKey::Appropriation,
        "carried" => FundKey::Carried,
        "central" => FundKey::Central,
        "provincial" => FundKey::Provincial,
        "local" => FundKey::Local,
        "other" => FundKey::Other,
        _ => return None,
    })
}

impl Reader<'_> {
    /// Whether a row with heads of money begins a form's fund block, and is not just some table of accounts.
    pub fn may_be_funds(&self, grid: &Grid<'_>, row: u32, slots: &[Slot], header: &Header) -> bool {
        let headed = slots.iter().any(|s| {
            let label = grid.label(s.cell);
            label.key(self.terms, TermGroup::Block) == Some("funds") && !header.heads.iter().any(|h| h.cell == s.cell)
        });
        let scored = header.has(Column::Score) || header.has(Column::Weight);
        if headed || scored {
            return true;
        }
        let titled = matches!(self.pending.title, Some((_, super::TitleKind::Result | super::TitleKind::Target, _)));
        let named = self.pending.fields.iter().any(|(k, _)| matches!(k.as_str(), "unit" | "implementer" | "project"));
        let open = self.form.as_ref().is_some_and(|f| !f.funds && !f.closed);
        let total_below = (row + 1..row.saturating_add(3)).any(|r| {
            grid.slots(r).iter().any(|s| {
                let label = grid.label(s.cell);
                !label.is_empty()
                    && label.exact(self.terms, TermGroup::Fund) == Some("total")
                    && !matches!(label.bare.as_str(), "合计" | "总计")
            })
        });
        (titled || named || open) && (total_below || header.has(Column::Rate))
            || total_below && header.has(Column::Rate)
    }

    pub fn begin_fund_form(&mut self) {
        if let Some(form) = &self.form
            && (form.closed || form.indicators || form.funds && self.other_title())
        {
            self.close();
        }
    }

    /// The fund block begins.
    pub fn begin_funds(&mut self, grid: &Grid<'_>, slots: &[Slot], header: Header) {
        self.begin_fund_form();
        self.enter(grid.table.number, || first_place(grid, slots));
        self.side_head(grid, slots, &header);
        let row = slots.first().and_then(|s| grid.get(s.cell)).map_or(0, |c| c.row);
        let guess = guess(grid, row, &header);
        if let Some(form) = &mut self.form {
            form.funds = true;
            form.guess = guess.or(form.guess);
            form.before_funds = self.out.funds.len();
        }
        self.unknown_columns(grid, &header);
        self.mode = Mode::Funds(header);
    }

    /// The block's name beside the header: its unit of money, the points of the execution rate.
    pub fn side_head(&mut self, grid: &Grid<'_>, slots: &[Slot], header: &Header) {
        let beside = |s: &&Slot| !header.heads.iter().any(|h| h.cell == s.cell) && !grid.is_blank(s.cell);
        for slot in slots.iter().filter(beside) {
            let text = grid.text(slot.cell);
            if let (Some(unit), Some(form)) = (unit_in(text), &mut self.form) {
                form.money = Some(unit);
            }
            let (weight, _) = points(text, false);
            if let Some(weight) = weight
                && !header.has(Column::Weight)
            {
                let place = grid.place(slot.cell);
                let field = FormField {
                    key: "execution_weight".into(),
                    label: tidy(text),
                    value: Entry::value(weight.to_string(), place.clone()),
                    place,
                };
                if let Some(form) = self.current() {
                    form.fields.push(field);
                }
            }
        }
    }

    /// Says which columns of figures are skipped because nothing known stands over them.
    pub fn unknown_columns(&mut self, grid: &Grid<'_>, header: &Header) {
        let Some(first) = header.heads.iter().filter(|h| h.column.is_money()).map(|h| h.from).min() else { return };
        let beyond = |c: &usize| grid.get(*c).is_some_and(|cell| grid.columns(cell).0 >= first);
        for cell in header.unknown.iter().copied().filter(beyond) {
            let name = tidy(grid.text(cell));
            self.out.unread.push(Unread {
                place: Some(grid.place(cell)),
                zh: format!("列“{name}”不知是什么内容，这一列没有读"),
                en: format!("column \"{name}\" is of an unknown kind and was skipped"),
            });
        }
    }

    /// Unit of money of a column or, failing that, of the form. Notes in the form whether it was printed.
    pub fn money_unit(&mut self, printed: Option<MoneyUnit>) -> MoneyUnit {
        let over = self.form.as_ref().and_then(|f| f.money).or(self.pending.money);
        let unit = printed.or(over);
        let chosen = unit.or(self.form.as_ref().and_then(|f| f.guess)).unwrap_or_default();
        if let Some(form) = self.current() {
            if let Some(unit) = unit {
                form.money_unit = unit;
                form.money_unit_assumed = false;
            } else if form.money_unit_assumed {
                form.money_unit = chosen;
            }
        }
        chosen
    }

    /// A line of the block. `false` if the row is something else.
    pub fn fund_row(&mut self, header: &Header, grid: &Grid<'_>, slots: &[Slot]) -> bool {
        let valued = |c: Column| c.is_money() || matches!(c, Column::Rate | Column::Weight | Column::Score);
        let inside: Vec<&Slot> = slots
            .iter()
            .filter(|s| s.own && !grid.is_blank(s.cell))
            .filter(|s| {
                let text = grid.text(s.cell);
                let over = header.overlaps(s.from, s.to, valued) && parse_amount(text, MoneyUnit::Yuan).is_none();
                let found = figures(text, self.terms);
                !found.is_empty() && (over || text.contains([':', '：']) || found.iter().any(|f| !f.figure.is_empty()))
            })
            .collect();
        if inside.iter().any(|s| {
            let has_figure = figures(grid.text(s.cell), self.terms).iter().any(|f| !f.figure.is_empty());
            has_figure || header.overlaps(s.from, s.to, valued) || grid.text(s.cell).ends_with([':', '：'])
        }) && !self.row_has_values(header, grid, slots)
        {
            for slot in inside {
                self.figures_inside(grid, slot);
            }
            return true;
        }
        let first = header.heads.iter().filter(|h| valued(h.column)).map(|h| h.from).min().unwrap_or(0);
        let beside =
            || slots.iter().filter(|s| s.own && !grid.is_blank(s.cell) && !header.overlaps(s.from, s.to, valued));
        let figure = |s: &&Slot| nothing(grid.text(s.cell)).is_some() || grid.label(s.cell).is_number();
        let label = beside().rfind(|s| s.to <= first).or_else(|| {
            let skipped = |s: &Slot| {
                let over = header.unknown.iter().filter_map(|c| grid.get(*c));
                over.map(|c| grid.columns(c)).any(|(from, to)| s.from < to && from < s.to)
            };
            beside()
                .filter(|s| !figure(s) && !skipped(s))
                .rfind(|s| header.heads.iter().any(|h| valued(h.column) && h.from >= s.to))
        });
        let named = label.filter(|s| {
            let label = grid.label(s.cell);
            label.key(self.terms, TermGroup::Fund).is_some() || label.key(self.terms, TermGroup::Block) != Some("funds")
        });
        let Some(label) = named else { return self.lone_fund_row(header, grid, slots) };
        let folded = grid.label(label.cell);
        if folded.exact(self.terms, TermGroup::Field).is_some() || folded.exact(self.terms, TermGroup::Goal).is_some() {
            return false;
        }
        let key = folded.key(self.terms, TermGroup::Fund).and_then(fund_key);
        let Some(key) = key else {
            if self.row_has_values(header, grid, slots) {
                self.out.unread.push(Unread {
                    place: Some(grid.place(label.cell)),
                    zh: format!("资金行“{}”不知属于哪一类资金", tidy(grid.text(label.cell))),
                    en: format!("fund line \"{}\" is of an unknown kind", tidy(grid.text(label.cell))),
                });
                return true;
            }
            return false;
        };
        let row_unit = folded.brackets.iter().find_map(|b| unit_in(b));
        let mut line = self.line(key, label_text(grid.text(label.cell)), grid.place(label.cell));
        self.fill_line(&mut line, header, grid, slots, (label.cell, row_unit));
        self.out.funds.push(line);
        true
    }

    /// Figures below the heads without a line's name: the total, where they are the block's only ones.
    fn lone_fund_row(&mut self, header: &Header, grid: &Grid<'_>, slots: &[Slot]) -> bool {
        let assigned = header.assign(grid, slots);
        let figures = assigned.iter().zip(&header.heads).filter(|(slot, head)| {
            let text = slot.and_then(|i| slots.get(i)).filter(|s| s.own).map(|s| grid.text(s.cell));
            (head.column.is_money() || head.column == Column::Rate)
                && text.is_some_and(|t| nothing(t).is_none() && figure_like(head.column, t))
        });
        let lone = self.form.as_ref().is_some_and(|f| f.before_funds == self.out.funds.len());
        if figures.count() < 2 || header.count(Column::is_money) == 0 {
            return false;
        }
        let side = slots.first().filter(|s| !header.overlaps(s.from, s.to, |_| true) && !grid.is_blank(s.cell));
        let named = side.or_else(|| slots.iter().find(|s| s.own && !grid.is_blank(s.cell)));
        let Some(named) = named else { return false };
        let place = grid.place(named.cell);
        if !lone {
            self.out.unread.push(Unread {
                place: Some(place),
                zh: "这一行金额没有写明是哪一类资金".into(),
                en: "a row of amounts that does not say which funds they are".into(),
            });
            return true;
        }
        let label = side.map_or_else(String::new, |s| label_text(grid.text(s.cell)));
        let mut line = self.line(FundKey::Total, label, place);
        self.fill_line(&mut line, header, grid, slots, (side.map_or(usize::MAX, |s| s.cell), None));
        self.out.funds.push(line);
        true
    }

    /// Puts a row's figures into its line: each under its head, but for the label's cell.
    fn fill_line(
        &mut self,
        line: &mut FundLine,
        header: &Header,
        grid: &Grid<'_>,
        slots: &[Slot],
        (label, row_unit): (usize, Option<MoneyUnit>),
    ) {
        let mut net = None;
        for (head, slot) in header.heads.iter().zip(header.assign(grid, slots)) {
            let Some(slot) = slot.and_then(|i| slots.get(i)).filter(|s| s.own && s.cell != label) else {
                continue;
            };
            let unit = self.money_unit(row_unit.or(head.unit));
            let unread = &mut self.out.unread;
            match head.column {
                Column::Initial => line.initial = amount(grid, slot.cell, unit, unread),
                Column::Adjustment => line.adjustment = amount(grid, slot.cell, unit, unread),
                Column::Budget => line.budget = amount(grid, slot.cell, unit, unread),
                Column::Executed => line.executed = amount(grid, slot.cell, unit, unread),
                Column::Net => net = amount(grid, slot.cell, unit, unread).value,
                Column::Weight => line.weight = score(grid, slot.cell, unread),
                Column::Rate => line.rate = percent(grid, slot.cell, unread),
                Column::Score => line.score = score(grid, slot.cell, unread),
                Column::Reason | Column::Note => line.reason = words(grid, slot.cell),
                _ => {}
            }
        }
        if let (Some(net), Some(budget)) = (net, line.budget.value)
            && net.money != budget.money
        {
            line.budget.doubt = Some("另有扣除统筹整合后的预算数".into());
        }
    }

    /// A figure stands under some head of the row.
    fn row_has_values(&self, header: &Header, grid: &Grid<'_>, slots: &[Slot]) -> bool {
        let assigned = header.assign(grid, slots);
        header.heads.iter().zip(assigned).any(|(head, slot)| {
            (head.column.is_money() || head.column == Column::Rate)
                && slot.and_then(|i| slots.get(i)).is_some_and(|s| {
                    s.own && parse_amount(grid.text(s.cell).trim_end_matches(['%', '％']), MoneyUnit::Yuan).is_some()
                })
        })
    }

    /// `基本支出：128.98`: the figures inside a label's cell.
    pub fn figures_inside(&mut self, grid: &Grid<'_>, slot: &Slot) {
        let place = grid.place(slot.cell);
        for found in figures(grid.text(slot.cell), self.terms) {
            let unit = self.money_unit(Label::of(&found.label).brackets.iter().find_map(|b| unit_in(b)));
            let value = inside(&found.figure, unit, &place, &mut self.out.unread);
            match found.key {
                Some(key) => {
                    let mut line = self.line(key, found.label, place.clone());
                    line.in_label = true;
                    line.budget = value;
                    self.out.funds.push(line);
                }
                None => {
                    let field = FormField {
                        key: found.split.to_owned(),
                        label: found.label,
                        value: match value.state {
                            State::Value => Entry::value(found.figure, place.clone()),
                            state => Entry::empty(state, place.clone()),
                        },
                        place: place.clone(),
                    };
                    if let Some(form) = self.current() {
                        form.fields.push(field);
                    }
                }
            }
        }
    }

    pub fn line(&self, line: FundKey, label: String, place: Place) -> FundLine {
        FundLine {
            form: self.number(),
            line,
            label,
            initial: Entry::default(),
            adjustment: Entry::default(),
            budget: Entry::default(),
            executed: Entry::default(),
            weight: Entry::default(),
            rate: Entry::default(),
            score: Entry::default(),
            reason: Entry::default(),
            in_label: false,
            place,
        }
    }
}

pub(crate) fn label_text(text: &str) -> String {
    tidy(text).trim_end_matches([':', '：']).to_owned()
}

fn inside(figure: &str, unit: MoneyUnit, place: &Place, unread: &mut Vec<Unread>) -> Entry<Amount> {
    if let Some(state) = nothing(figure) {
        let zero = (state == State::Nothing).then(|| Amount::from_printed(kanhe_report::Decimal::ZERO, unit)).flatten();
        return Entry { state, value: zero, place: Some(place.clone()), doubt: None };
    }
    match parse_amount(figure, unit) {
        Some(value) => Entry::value(value, place.clone()),
        None => {
            unread.push(Unread {
                place: Some(place.clone()),
                zh: format!("此处应为金额，“{}”无法识别", tidy(figure)),
                en: format!("\"{}\" cannot be read as an amount", tidy(figure)),
            });
            Entry::empty(State::Unreadable, place.clone())
        }
    }
}

/// The unit of a block that prints none: figures of ten digits to the fen can only be yuan.
pub(crate) fn guess(grid: &Grid<'_>, row: u32, header: &Header) -> Option<MoneyUnit> {
    let large = kanhe_report::Decimal::from(100_000);
    for r in row + 1..row.saturating_add(6).min(grid.table.rows) {
        let slots = grid.slots(r);
        let under = |s: &&Slot| s.own && header.overlaps(s.from, s.to, Column::is_money);
        if slots.iter().filter(under).filter_map(|s| parse_decimal(grid.text(s.cell))).any(|n| n >= large) {
            return Some(MoneyUnit::Yuan);
        }
    }
    None
}
