//! Regulations: number, title, date, the articles used here, and how well each is known.

use kanhe_report::Wording;
use serde::Deserialize;

use crate::value::{Status, wording};

/// A regulation, from `measures/*.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// `cn/2020-10`: place and file name.
    #[serde(skip)]
    pub id: String,
    /// As it is cited: `财预〔2020〕10号`, `《预算法》`.
    pub number: String,
    /// Its title.
    #[serde(deserialize_with = "wording")]
    pub title: Wording,
    /// Who issued it.
    #[serde(default)]
    pub issuer: Option<String>,
    /// `2020-02-25`, or as much of it as is known.
    #[serde(default)]
    pub issued: Option<String>,
    /// First day in force, or as much of it as is known.
    #[serde(default)]
    pub in_force: Option<String>,
    /// Ids of the measures it repeals.
    #[serde(default)]
    pub repeals: Vec<String>,
    /// Last day in force, where it was repealed.
    #[serde(default)]
    pub repealed: Option<String>,
    /// Where the text used here comes from.
    pub source: String,
    /// How well the measure as a whole is known.
    pub status: Status,
    /// Day on which source and status were last looked at.
    pub checked_on: String,
    /// What else there is to say.
    #[serde(default)]
    pub note: Option<String>,
    /// The articles used here.
    #[serde(default, rename = "article")]
    pub articles: Vec<Article>,
}

impl Measure {
    /// An article by its number as printed.
    pub fn article(&self, number: &str) -> Option<&Article> {
        self.articles.iter().find(|a| a.number == number)
    }

    /// How it is cited with an article: `财预〔2020〕10号 第十三条`.
    pub fn cite(&self, article: Option<&str>) -> String {
        match article {
            Some(article) => format!("{} {article}", self.number),
            None => self.number.clone(),
        }
    }

    /// How well an article is known; one that the file does not list is as well known as the measure at best.
    pub fn status_of(&self, article: Option<&str>) -> Status {
        article.and_then(|a| self.article(a)).map_or(self.status, |a| a.status)
    }
}

/// An article of a measure.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Article {
    /// `第十三条`.
    pub number: String,
    /// What it says, in our words.
    #[serde(deserialize_with = "wording")]
    pub says: Wording,
    /// How well this is known.
    pub status: Status,
}
