//! The compiler for policy folders: everything that is wrong with one, each fault at its character.

mod checks;
mod diagnostic;
mod measures;
mod places;
mod profiles;
mod tree;
mod typed;
mod words;

use std::collections::BTreeMap;
use std::path::Path;

use kanhe_report::Wording;

pub use diagnostic::Diagnostic;

use crate::check::CheckFile;
use crate::facts::Facts;
use crate::files;
use crate::framework::Framework;
use crate::inherit::ProfileFile;
use crate::load::{FileKind, ROOT, locate};
use crate::lock::Lock;
use crate::measure::Measure;
use crate::outline::Outline;
use crate::place::PlaceInfo;
use crate::terms::{self, Terms};
use crate::words::Words;
use tree::Doc;

/// Everything that is wrong with the policy folder `dir`, by file. Empty for a folder that can be used.
pub fn validate(dir: &Path) -> Vec<Diagnostic> {
    match files::read_folder(dir) {
        Ok(files) => validate_files(&files),
        Err(e) => {
            let what = Wording::new(format!("无法读取：{}", e.error), format!("cannot be read: {}", e.error));
            vec![Diagnostic::whole_file(&e.path.display().to_string(), what)]
        }
    }
}

/// The same for files that are already read: path below the folder (`cn/place.toml`) to text.
pub fn validate_files(files: &BTreeMap<String, String>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let folder = Folder::read(files, &mut found);
    places::check(&folder, files, &mut found);
    measures::check(&folder, &mut found);
    profiles::check(&folder, &mut found);
    words::check(&folder, &mut found);
    checks::check(&folder, &mut found);
    found.sort_by(|a, b| a.order().cmp(&b.order()));
    found
}

/// A file that is well-formed and of the right types: where it stands, its tree with places, and what it says.
struct Item<'a, T> {
    path: &'a str,
    place: &'a str,
    stem: &'a str,
    doc: Doc<'a>,
    value: T,
}

impl<T> Item<'_, T> {
    /// `cn/2020-10`: how other files name it.
    fn id(&self) -> String {
        format!("{}/{}", self.place, self.stem)
    }

    /// A fault at a key or value of this file.
    fn fault(&self, keys: &[&str], what: Wording) -> Diagnostic {
        Diagnostic::at(self.path, self.doc.text(), self.doc.span(keys), what)
    }
}

/// All files of the folder that could be understood, by kind.
#[derive(Default)]
struct Folder<'a> {
    places: Vec<Item<'a, PlaceInfo>>,
    measures: Vec<Item<'a, Measure>>,
    profiles: Vec<Item<'a, ProfileFile>>,
    outlines: Vec<Item<'a, Outline>>,
    frameworks: Vec<Item<'a, Framework>>,
    checks: Vec<Item<'a, CheckFile>>,
    words: Option<Item<'a, Words>>,
    facts: Option<Item<'a, Facts>>,
    lock: Option<Item<'a, Lock>>,
    /// Ids and paths of files that are there but could not be understood: no second fault is made of that.
    broken: Vec<String>,
}

impl<'a> Folder<'a> {
    fn read(files: &'a BTreeMap<String, String>, found: &mut Vec<Diagnostic>) -> Self {
        let mut folder = Self::default();
        for (path, text) in files {
            let Some((place, kind, stem)) = locate(path) else { continue };
            let known = match kind {
                FileKind::Place => typed::item(path, place, stem, text, found).map(|i| folder.places.push(i)),
                FileKind::Measure => typed::item(path, place, stem, text, found).map(|i| folder.measures.push(i)),
                FileKind::Profile => typed::item(path, place, stem, text, found).map(|i| folder.profiles.push(i)),
                FileKind::Outline => typed::item(path, place, stem, text, found).map(|i| folder.outlines.push(i)),
                FileKind::Framework => typed::item(path, place, stem, text, found).map(|i| folder.frameworks.push(i)),
                FileKind::Check => typed::item(path, place, stem, text, found).map(|i| folder.checks.push(i)),
                FileKind::Words => typed::item(path, place, stem, text, found).map(|i| folder.words = Some(i)),
                FileKind::Facts => typed::item(path, place, stem, text, found).map(|i| folder.facts = Some(i)),
                FileKind::Lock => typed::item(path, place, stem, text, found).map(|i| folder.lock = Some(i)),
                FileKind::Terms => typed::item(path, place, stem, text, found).map(|i| terms(i, found)),
            };
            if known.is_none() {
                folder.broken.push(format!("{place}/{stem}"));
            }
        }
        folder
    }

    /// Whether a file of this id is there but faulty.
    fn is_broken(&self, id: &str) -> bool {
        self.broken.iter().any(|b| b == id)
    }

    fn measure(&self, id: &str) -> Option<&Item<'a, Measure>> {
        self.measures.iter().find(|m| m.id() == id)
    }
}

/// A wording of the label dictionary that stands under two keys.
fn terms(item: Item<terms::File>, found: &mut Vec<Diagnostic>) {
    let (path, text) = (item.path, item.doc.text());
    if let Err(error) = Terms::build(item.value) {
        found.push(Diagnostic::at(path, text, 0..0, error.what));
    }
}

/// The nearest of the names there are, when one is near enough to be meant.
fn nearest<'n>(name: &str, names: impl IntoIterator<Item = &'n str>) -> Option<String> {
    kanhe_formula::nearest(name, names.into_iter()).map(str::to_owned)
}

/// A required file of the country that is missing.
fn missing(name: &str, zh: &str, en: &str) -> Diagnostic {
    Diagnostic::whole_file(&format!("{ROOT}/{name}"), Wording::new(zh, en))
}
