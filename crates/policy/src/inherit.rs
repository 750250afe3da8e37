//! Profile files: what one leaves out, it takes from the profile that it `extends`.

use kanhe_report::{Kind, Wording};
use serde::Deserialize;

use crate::profile::{Denominator, Execution, Profile, RequiredKind, Split, Triggers};
use crate::scoring::{
    Bands, Equal, Grades, Interval, NotApplicable, OverFulfilment, Positive, Reverse, Rounding, Satisfaction, Scoring,
    Tier, ZeroTarget,
};
use crate::value::{Choice, Setting, Status, wording};

/// A table of optional settings that can be laid over another one, and turned into the complete structure.
macro_rules! layered {
    ($layer:ident => $whole:ident { $($field:ident: $type:ty),* $(,)? }) => {
        #[derive(Debug, Clone, Default, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(crate) struct $layer {
            $(#[serde(default)] pub $field: Option<$type>,)*
        }

        impl $layer {
            fn over(self, below: &Self) -> Self {
                Self { $($field: self.$field.or_else(|| below.$field.clone()),)* }
            }

            fn complete(self) -> Result<$whole, &'static str> {
                Ok($whole { $($field: self.$field.ok_or(stringify!($field))?,)* })
            }
        }
    };
}

layered!(ExecutionLayer => Execution {
    weight: Setting,
    cap: Setting,
    denominator: Choice<Denominator>,
});

layered!(ScoringLayer => Scoring {
    positive: Choice<Positive>,
    equal: Choice<Equal>,
    reverse: Choice<Reverse>,
    zero_target: Choice<ZeroTarget>,
    interval: Choice<Interval>,
    satisfaction: Choice<Satisfaction>,
    satisfaction_tiers: Vec<Tier>,
    over_fulfilment: Choice<OverFulfilment>,
    over_fulfilment_tiers: Vec<Tier>,
    pass_threshold: Setting,
    not_applicable: Choice<NotApplicable>,
});

layered!(TriggersLayer => Triggers {
    over_fulfilment: Setting,
    low_execution: Setting,
    large_adjustment: Setting,
    year_on_year_jump: Setting,
    base_over_budget: Setting,
    weight_concentration: Setting,
    output_without_money: Setting,
    text_reuse: Setting,
    budget_follows_execution: Setting,
    over_establishment: Setting,
});

/// A profile file as written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProfileFile {
    #[serde(deserialize_with = "wording")]
    pub title: Wording,
    #[serde(deserialize_with = "crate::profile::kind")]
    pub kind: Kind,
    pub from: i32,
    #[serde(default)]
    pub to: Option<i32>,
    #[serde(default)]
    pub extends: Option<String>,
    pub status: Status,
    #[serde(default)]
    pub note: Option<String>,
    #[serde(default)]
    pub outline: Option<String>,
    #[serde(default)]
    pub total: Option<Setting>,
    #[serde(default)]
    pub split: Option<Vec<Split>>,
    #[serde(default)]
    pub execution: ExecutionLayer,
    #[serde(default)]
    pub scoring: ScoringLayer,
    #[serde(default)]
    pub bands: Option<Bands>,
    #[serde(default)]
    pub rounding: Option<Rounding>,
    #[serde(default)]
    pub grades: Option<Grades>,
    #[serde(default)]
    pub required: Option<Vec<RequiredKind>>,
    #[serde(default)]
    pub triggers: TriggersLayer,
}

impl ProfileFile {
    /// This file laid over the one that it extends. Title, kind, years, status and note are always its own.
    pub fn over(self, below: &Self) -> Self {
        Self {
            outline: self.outline.or_else(|| below.outline.clone()),
            total: self.total.or_else(|| below.total.clone()),
            split: self.split.or_else(|| below.split.clone()),
            execution: self.execution.over(&below.execution),
            scoring: self.scoring.over(&below.scoring),
            bands: self.bands.or_else(|| below.bands.clone()),
            rounding: self.rounding.or_else(|| below.rounding.clone()),
            grades: self.grades.or_else(|| below.grades.clone()),
            required: self.required.or_else(|| below.required.clone()),
            triggers: self.triggers.over(&below.triggers),
            extends: below.extends.clone(),
            ..self
        }
    }

    /// The complete profile, or the name of what is set neither here nor below.
    pub fn complete(self, id: &str, place: &str) -> Result<Profile, &'static str> {
        Ok(Profile {
            id: id.to_owned(),
            title: self.title,
            kind: self.kind,
            place: place.to_owned(),
            from: self.from,
            to: self.to,
            status: self.status,
            note: self.note,
            outline: self.outline.filter(|o| !o.is_empty()),
            total: self.total.ok_or("total")?,
            splits: self.split.ok_or("split")?,
            execution: self.execution.complete()?,
            scoring: self.scoring.complete()?,
            bands: self.bands.ok_or("bands")?,
            rounding: self.rounding.ok_or("rounding")?,
            grades: self.grades.ok_or("grades")?,
            required: self.required.ok_or("required")?,
            triggers: self.triggers.complete()?,
        })
    }
}
