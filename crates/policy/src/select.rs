//! Which rules apply: the policy of a place, a kind of report and a year.

use kanhe_report::Kind;

use crate::check::Check;
use crate::facts::Facts;
use crate::framework::Framework;
use crate::load::{PolicySet, ROOT};
use crate::measure::Measure;
use crate::outline::Outline;
use crate::place::PlaceInfo;
use crate::profile::{Level1, Profile, Split};
use crate::terms::Terms;
use crate::words::Words;

/// What a form shows of the rules that it follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FormHints<'a> {
    /// Its level-1 heads.
    pub heads: &'a [Level1],
}

/// The rules for one place, kind and year.
#[derive(Debug, Clone, Copy)]
pub struct Policy<'a> {
    set: &'a PolicySet,
    place: &'a str,
    profile: &'a Profile,
    split: Option<&'a Split>,
}

impl PolicySet {
    /// The rules for a report. `place` is a folder such as `cn/hunan/zhuzhou`; an unknown one counts as the nearest
    /// known place above it. A report of kind `Other` is judged as a whole unit's. Of the profiles, the nearest place's
    /// that is in force in `year` is taken; where none is, the newest from before; else the oldest.
    pub fn select(&self, place: &str, kind: Kind, year: i32, hints: FormHints) -> Policy<'_> {
        let place = self.nearest_place(place);
        let kind = if kind == Kind::Project { Kind::Project } else { Kind::Whole };
        let of = |at| self.profiles.iter().filter(move |p| p.place == at && p.kind == kind);
        let in_force = chain(place).find_map(|at| of(at).find(|p| p.in_force(year)));
        let before = || chain(place).find_map(|at| of(at).filter(|p| p.from <= year).max_by_key(|p| p.from));
        let oldest = || chain(place).find_map(|at| of(at).min_by_key(|p| p.from));
        let profile = in_force.or_else(before).or_else(oldest).unwrap_or(&self.first);
        Policy { set: self, place, profile, split: profile.split_for(hints.heads) }
    }

    /// The known place that a folder names, or the nearest one above it; the country where none is.
    pub fn nearest_place(&self, place: &str) -> &str {
        let place = place.trim_matches('/');
        let known = chain(place).find_map(|at| self.places.iter().find(|p| p.id == at));
        known.map_or(ROOT, |p| &p.id)
    }

    /// The place that a unit's name points to (`株洲市芦淞区…` → `cn/hunan/zhuzhou`): the deepest whose words stand in
    /// it; `None` where the name says nothing.
    pub fn place_of(&self, unit: &str) -> Option<&str> {
        let named = self.places.iter().filter(|p| p.words.iter().any(|word| unit.contains(word.as_str())));
        named.max_by_key(|p| p.id.matches('/').count()).map(|p| p.id.as_str())
    }

    /// All places, with the country first.
    pub fn places(&self) -> &[PlaceInfo] {
        &self.places
    }

    /// All regulations.
    pub fn measures(&self) -> &[Measure] {
        &self.measures
    }

    /// All profiles.
    pub fn profiles(&self) -> &[Profile] {
        &self.profiles
    }

    /// All outlines.
    pub fn outlines(&self) -> &[Outline] {
        &self.outlines
    }

    /// All indicator frameworks.
    pub fn frameworks(&self) -> &[Framework] {
        &self.frameworks
    }

    /// All checks by code; where a place has its own file for a code, it comes before the one above.
    pub fn checks(&self) -> &[Check] {
        &self.checks
    }

    /// The names of the formula language.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// The label dictionary of the readers.
    pub fn terms(&self) -> &Terms {
        &self.terms
    }

    /// The word lists.
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// A regulation by its id.
    pub fn measure(&self, id: &str) -> Option<&Measure> {
        self.measures.iter().find(|m| m.id == id)
    }
}

impl<'a> Policy<'a> {
    /// Weights, score functions, grades, triggers.
    pub fn profile(&self) -> &'a Profile {
        self.profile
    }

    /// The place whose rules these are.
    pub fn place(&self) -> &'a str {
        self.place
    }

    /// The distribution of points meant for a form with these heads; `None` where the rules leave it to the unit.
    pub fn split(&self) -> Option<&'a Split> {
        self.split
    }

    /// A check by its code, as this place words it.
    pub fn check(&self, code: &str) -> Option<&'a Check> {
        let start = self.set.checks.partition_point(|c| c.code.as_str() < code);
        let same = self.set.checks.get(start..)?.iter().take_while(|c| c.code == code);
        same.into_iter().find(|c| applies(&c.place, self.place))
    }

    /// All checks by code, as this place words them.
    pub fn checks(&self) -> impl Iterator<Item = &'a Check> {
        let mut last: Option<&'a str> = None;
        let place = self.place;
        self.set.checks.iter().filter(move |check| {
            let take = applies(&check.place, place) && last != Some(check.code.as_str());
            if take {
                last = Some(&check.code);
            }
            take
        })
    }

    /// The outline of the report's text, if the profile asks for one.
    pub fn outline(&self) -> Option<&'a Outline> {
        let id = self.profile.outline.as_deref()?;
        self.set.outlines.iter().find(|o| o.id == id)
    }

    /// The indicator frameworks of this place and kind, the nearest place's first.
    pub fn frameworks(&self) -> impl Iterator<Item = &'a Framework> {
        let (set, kind) = (self.set, self.profile.kind);
        chain(self.place).flat_map(move |at| {
            set.frameworks.iter().filter(move |f| f.kind == kind && f.id.rsplit_once('/').is_some_and(|(p, _)| p == at))
        })
    }

    /// The word lists.
    pub fn words(&self) -> &'a Words {
        &self.set.words
    }

    /// The names of the formula language.
    pub fn facts(&self) -> &'a Facts {
        &self.set.facts
    }

    /// A regulation by its id.
    pub fn measure(&self, id: &str) -> Option<&'a Measure> {
        self.set.measure(id)
    }

    /// How a value's source is cited: `财预〔2020〕10号 第十六条`; empty where it has none.
    pub fn cite(&self, source: Option<&str>, article: Option<&str>) -> String {
        source.and_then(|id| self.set.measure(id)).map(|m| m.cite(article)).unwrap_or_default()
    }

    /// The whole policy folder.
    pub fn set(&self) -> &'a PolicySet {
        self.set
    }

    /// What outputs are stamped with: profile, version and hash.
    pub fn stamp(&self) -> String {
        format!("{} {}", self.profile.id, self.set.version())
    }
}

/// A place, then the places above it.
fn chain(place: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(place), |p| p.rsplit_once('/').map(|(above, _)| above))
}

fn applies(of: &str, at: &str) -> bool {
    chain(at).any(|p| p == of)
}
