//! Loading: from the binary, or from a folder. The folder is the one piece of input and output in this crate.

use std::collections::BTreeMap;
use std::path::Path;

use serde::de::DeserializeOwned;

use crate::check::{Check, CheckFile, Explained, Judgement};
use crate::error::PolicyError;
use crate::facts::Facts;
use crate::files;
use crate::framework::Framework;
use crate::inherit::ProfileFile;
use crate::measure::Measure;
use crate::outline::Outline;
use crate::place::PlaceInfo;
use crate::profile::Profile;
use crate::terms::{self, Terms};
use crate::value::Status;
use crate::words::Words;

/// The place above all others.
pub const ROOT: &str = "cn";

/// Longest chain of profiles that extend one another.
const LONGEST_CHAIN: usize = 16;

/// The files as the build script parsed them: one a line, path, JSON, and the JSON of what is only explained, with tabs
/// between.
static COMPILED: &str = include_str!(concat!(env!("OUT_DIR"), "/policy.jsonl"));
/// The files as they were written.
static TEXTS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/texts.rs"));
/// Their hash.
static HASH: &str = include_str!(concat!(env!("OUT_DIR"), "/hash.txt"));

/// The text of one policy file.
#[derive(Debug, Clone)]
enum Body {
    /// Parsed by the build script: what is needed to check a report, and what explains it.
    Json(&'static str, &'static str),
    /// As it stands in a folder.
    Toml(String),
}

/// A whole policy folder, loaded: regulations, profiles, outlines, words, facts and checks of all places.
#[derive(Debug, Clone)]
pub struct PolicySet {
    bodies: BTreeMap<String, Body>,
    hash: String,
    pub(crate) places: Vec<PlaceInfo>,
    pub(crate) measures: Vec<Measure>,
    pub(crate) outlines: Vec<Outline>,
    pub(crate) frameworks: Vec<Framework>,
    pub(crate) checks: Vec<Check>,
    pub(crate) words: Words,
    pub(crate) facts: Facts,
    pub(crate) terms: Terms,
    pub(crate) profiles: Vec<Profile>,
    /// The national whole-unit profile: what is taken when nothing else fits.
    pub(crate) first: Profile,
}

impl PolicySet {
    /// The policy that was compiled into this program.
    pub fn builtin() -> Result<Self, PolicyError> {
        let body = |line: &'static str| {
            let (path, body) = line.split_once('\t')?;
            let (json, explained) = body.split_once('\t')?;
            Some((path.to_owned(), Body::Json(json, explained)))
        };
        Self::load(COMPILED.lines().filter_map(body).collect(), HASH.to_owned())
    }

    /// The policy in a folder (`--policy DIR`).
    pub fn from_dir(dir: &Path) -> Result<Self, PolicyError> {
        let files = files::read_folder(dir).map_err(|e| {
            let file = e.path.display().to_string();
            PolicyError::file(file, format!("无法读取：{}", e.error), format!("cannot be read: {}", e.error))
        })?;
        let hash = files::hash(&files);
        Self::load(files.into_iter().map(|(path, text)| (path, Body::Toml(text))).collect(), hash)
    }

    /// The files of the compiled-in policy, path below the folder and text: to write the folder out for editing.
    pub fn builtin_files() -> &'static [(&'static str, &'static str)] {
        TEXTS
    }

    /// Reads one file of this policy, such as `cn/terms.toml`, as a structure of its own.
    pub fn decode<T: DeserializeOwned>(&self, path: &str) -> Result<T, PolicyError> {
        decode(&self.bodies, path)
    }

    /// The explanation and the examples of a check: read when asked for, since no verdict needs them.
    ///
    /// # Errors
    /// Where the check is not of this policy, or its file is faulty.
    pub fn explained(&self, check: &Check) -> Result<Explained, PolicyError> {
        match self.bodies.get(&check.path) {
            Some(Body::Json(_, explained)) => from_json(&check.path, explained),
            _ => decode(&self.bodies, &check.path),
        }
    }

    /// SHA-256 of all files as hexadecimal digits.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// The first twelve digits of the hash: what outputs are stamped with.
    pub fn short_hash(&self) -> &str {
        self.hash.get(..12).unwrap_or(&self.hash)
    }

    /// The version of the program whose policy this is, and the short hash: `0.1.0+1a2b3c4d5e6f`.
    pub fn version(&self) -> String {
        format!("{}+{}", env!("CARGO_PKG_VERSION"), self.short_hash())
    }

    fn load(bodies: BTreeMap<String, Body>, hash: String) -> Result<Self, PolicyError> {
        let mut places = Vec::new();
        let mut measures = Vec::new();
        let mut outlines = Vec::new();
        let mut frameworks = Vec::new();
        let mut check_files = Vec::new();
        let mut layers = BTreeMap::new();
        for path in bodies.keys() {
            let Some((place, kind, stem)) = locate(path) else { continue };
            match kind {
                FileKind::Place => places.push(PlaceInfo { id: place.to_owned(), ..decode(&bodies, path)? }),
                FileKind::Measure => measures.push(Measure { id: join(place, stem), ..decode(&bodies, path)? }),
                FileKind::Outline => outlines.push(Outline { id: join(place, stem), ..decode(&bodies, path)? }),
                FileKind::Framework => frameworks.push(Framework { id: join(place, stem), ..decode(&bodies, path)? }),
                FileKind::Check => check_files.push((path.as_str(), place, decode::<CheckFile>(&bodies, path)?)),
                FileKind::Profile => {
                    layers.insert(join(place, stem), (path.as_str(), place, decode::<ProfileFile>(&bodies, path)?));
                }
                FileKind::Words | FileKind::Facts | FileKind::Terms | FileKind::Lock => {}
            }
        }
        let mut checks = Vec::with_capacity(check_files.len());
        for (path, place, file) in check_files {
            checks.push(check(path, place, file, &measures)?);
        }
        // By code; of two files for one code, the deeper place first.
        checks.sort_by(|a, b| a.code.cmp(&b.code).then(b.place.len().cmp(&a.place.len())));
        let profiles = layers.keys().map(|id| profile(id, &layers)).collect::<Result<Vec<Profile>, PolicyError>>()?;
        let first = first_profile(&profiles)?;
        let facts_path = join(ROOT, "facts.toml");
        let facts = if bodies.contains_key(&facts_path) { decode(&bodies, &facts_path)? } else { Facts::default() };
        let words = decode(&bodies, &join(ROOT, "words.toml"))?;
        let terms_path = join(ROOT, "terms.toml");
        let terms = if bodies.contains_key(&terms_path) {
            Terms::build(decode::<terms::File>(&bodies, &terms_path)?)?
        } else {
            Terms::default()
        };
        Ok(Self { hash, places, measures, outlines, frameworks, checks, words, facts, terms, profiles, first, bodies })
    }
}

/// What a file of the folder is, by its path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileKind {
    Place,
    Measure,
    Profile,
    Outline,
    Framework,
    Check,
    Words,
    Facts,
    Terms,
    Lock,
}

/// Place, kind and name (without ending) of a file; `None` for a file that the policy does not know.
pub(crate) fn locate(path: &str) -> Option<(&str, FileKind, &str)> {
    let (folder, name) = path.rsplit_once('/')?;
    let stem = name.strip_suffix(".toml")?;
    let single = match stem {
        "place" => Some(FileKind::Place),
        "words" if folder == ROOT => Some(FileKind::Words),
        "facts" if folder == ROOT => Some(FileKind::Facts),
        "terms" if folder == ROOT => Some(FileKind::Terms),
        "checks.lock" if folder == ROOT => Some(FileKind::Lock),
        _ => None,
    };
    if let Some(kind) = single {
        return Some((folder, kind, stem));
    }
    let (place, group) = folder.rsplit_once('/')?;
    let kind = match group {
        "measures" => FileKind::Measure,
        "profiles" => FileKind::Profile,
        "outlines" => FileKind::Outline,
        "frameworks" => FileKind::Framework,
        "checks" => FileKind::Check,
        _ => return None,
    };
    Some((place, kind, stem))
}

fn join(place: &str, name: &str) -> String {
    format!("{place}/{name}")
}

fn decode<T: DeserializeOwned>(bodies: &BTreeMap<String, Body>, path: &str) -> Result<T, PolicyError> {
    match bodies.get(path) {
        None => Err(PolicyError::file(path, "政策文件夹中没有这个文件", "the policy folder has no such file")),
        Some(Body::Toml(text)) => toml::from_str(text).map_err(|e| PolicyError::toml(path, text, &e)),
        Some(Body::Json(json, _)) => from_json(path, json),
    }
}

fn from_json<T: DeserializeOwned>(path: &str, json: &str) -> Result<T, PolicyError> {
    serde_json::from_str(json)
        .map_err(|e| PolicyError::file(path, format!("政策文件有误：{e}"), format!("faulty policy file: {e}")))
}

fn check(path: &str, place: &str, file: CheckFile, measures: &[Measure]) -> Result<Check, PolicyError> {
    let judgement = match (file.formula, file.rule) {
        (Some(formula), None) => Judgement::Formula(formula),
        (None, Some(rule)) => Judgement::Rule(rule),
        _ => {
            return Err(PolicyError::file(
                path,
                "检查须有 formula 或 rule 之一，且只有一个",
                "a check has either a formula or a rule, and not both",
            ));
        }
    };
    let mut basis_text = String::new();
    let mut assumed = false;
    for basis in &file.basis {
        let Some(measure) = measures.iter().find(|m| m.id == basis.measure) else {
            let id = &basis.measure;
            return Err(PolicyError::file(path, format!("没有办法文件 {id}"), format!("there is no measure {id}")));
        };
        if !basis_text.is_empty() {
            basis_text.push('；');
        }
        basis_text.push_str(&measure.cite(basis.article.as_deref()));
        assumed |= basis.assumed || measure.status_of(basis.article.as_deref()) == Status::Assumed;
    }
    Ok(Check {
        code: file.code,
        name: file.name,
        severity: file.severity,
        title: file.title,
        basis: file.basis,
        basis_text,
        assumed,
        row: file.row,
        when: file.when,
        judgement,
        message: file.message,
        help: file.help,
        follows: file.follows,
        variants: file.variants,
        path: path.to_owned(),
        place: place.to_owned(),
    })
}

type Layers<'a> = BTreeMap<String, (&'a str, &'a str, ProfileFile)>;

fn profile(id: &str, layers: &Layers) -> Result<Profile, PolicyError> {
    let Some((path, place, file)) = layers.get(id) else {
        return Err(PolicyError::file(id, "没有这个口径", "there is no such profile"));
    };
    let mut whole = file.clone();
    for _ in 0..LONGEST_CHAIN {
        let Some(below) = whole.extends.take() else { break };
        let Some((_, _, layer)) = layers.get(&below) else {
            return Err(PolicyError::file(
                *path,
                format!("extends 所指的口径 {below} 不存在"),
                format!("it extends the profile {below}, which does not exist"),
            ));
        };
        whole = whole.over(layer);
    }
    whole.complete(id, place).map_err(|missing| {
        PolicyError::file(
            *path,
            format!("口径没有设定 {missing}，所沿用的口径也没有"),
            format!("the profile sets no {missing}, and neither does one that it extends"),
        )
    })
}

fn first_profile(profiles: &[Profile]) -> Result<Profile, PolicyError> {
    let national = |kind| profiles.iter().filter(move |p| p.place == ROOT && p.kind == kind);
    let missing = |zh: &str, en: &str| PolicyError::file(join(ROOT, "profiles"), zh, en);
    if national(kanhe_report::Kind::Project).next().is_none() {
        return Err(missing("缺少全国的项目支出口径", "there is no national profile for projects"));
    }
    national(kanhe_report::Kind::Whole)
        .max_by_key(|p| p.from)
        .cloned()
        .ok_or_else(|| missing("缺少全国的整体支出口径", "there is no national profile for whole units"))
}
