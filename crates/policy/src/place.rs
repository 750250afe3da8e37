//! Places: the folders of the policy, from `place.toml`.

use kanhe_report::Wording;
use serde::Deserialize;

use crate::value::wording;

/// A place whose rules the folder knows.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlaceInfo {
    /// `cn/hunan/zhuzhou`: the folder.
    #[serde(skip)]
    pub id: String,
    /// Its name.
    #[serde(deserialize_with = "wording")]
    pub title: Wording,
    /// Division code (GB/T 2260), as far as it is shared by all below: `4302`.
    #[serde(default)]
    pub division: Option<String>,
    /// Words by which a unit's name shows that it lies here: `株洲`, `芦淞区`.
    #[serde(default)]
    pub words: Vec<String>,
}
