//! Files that the policy does not know, places without a `place.toml`, places whose parent is missing.

use std::collections::BTreeMap;

use kanhe_report::Wording;

use super::{Diagnostic, Folder, missing, nearest};
use crate::load::{ROOT, locate};

/// The folders of a place and the single files of the country, for suggestions.
const GROUPS: [&str; 5] = ["measures", "profiles", "outlines", "frameworks", "checks"];
const SINGLE: [&str; 5] = ["place.toml", "words.toml", "facts.toml", "terms.toml", "checks.lock.toml"];

pub(super) fn check(folder: &Folder, files: &BTreeMap<String, String>, found: &mut Vec<Diagnostic>) {
    if folder.words.is_none() && !folder.is_broken(&format!("{ROOT}/words")) {
        found.push(missing("words.toml", "缺少词表 words.toml", "the word lists (words.toml) are missing"));
    }
    for path in files.keys().filter(|path| path.starts_with(&format!("{ROOT}/"))) {
        match locate(path) {
            None => found.push(unknown(path)),
            Some((place, ..)) => {
                let known =
                    folder.places.iter().any(|p| p.place == place) || folder.is_broken(&format!("{place}/place"));
                if !known && first_of(files, place) == Some(path) {
                    let what = Wording::new(
                        format!("{place} 没有 place.toml，这个地方无人认得"),
                        format!("{place} has no place.toml, so nobody knows the place"),
                    );
                    found.push(Diagnostic::whole_file(path, what));
                }
            }
        }
    }
    for place in &folder.places {
        let Some((parent, _)) = place.place.rsplit_once('/') else { continue };
        let known = folder.places.iter().any(|p| p.place == parent) || folder.is_broken(&format!("{parent}/place"));
        if !known {
            let what = Wording::new(
                format!("上级 {parent} 没有 place.toml"),
                format!("the place above, {parent}, has no place.toml"),
            );
            let meant = nearest(parent, folder.places.iter().map(|p| p.place).filter(|p| *p != place.place));
            found.push(place.fault(&["title"], what).meaning(meant));
        }
    }
}

fn unknown(path: &str) -> Diagnostic {
    let what = Wording::new("政策文件夹里没有这样的文件", "a policy folder has no such file");
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let group = folder.rsplit_once('/').map_or(folder, |(_, group)| group);
    let meant = nearest(name, SINGLE).or_else(|| nearest(group, GROUPS).map(|g| format!("{g}/{name}")));
    Diagnostic::whole_file(path, what).meaning(meant)
}

fn first_of<'f>(files: &'f BTreeMap<String, String>, place: &str) -> Option<&'f String> {
    files.keys().find(|path| locate(path).is_some_and(|(p, ..)| p == place))
}
