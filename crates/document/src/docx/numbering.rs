//! `numbering.xml`: which label Word prints in front of a numbered paragraph. Definitions are parsed when first
//! used.

use std::collections::HashMap;
use std::rc::Rc;

use memchr::memmem;

use super::catalog::{Catalog, root_prefix};
use super::styles::Styles;
use super::xml::{Node, Space, Stop, Xml};
use crate::word::lists::{Counters, LEVELS, LONGEST_LABEL, Label, Level, Levels, Scheme};
use crate::word::numeral::Numeral;

#[derive(Debug, Default)]
struct Abstract {
    levels: Levels,
    /// Its levels are those of the list that this numbering style names.
    num_style_link: Option<String>,
}

#[derive(Debug, Default)]
struct Instance {
    abstract_id: String,
    starts: [Option<u32>; LEVELS],
    levels: Levels,
}

/// The numbering part with the state of all lists.
#[derive(Debug)]
pub(super) struct Numbering {
    text: String,
    prefix: String,
    name: String,
    deepest: usize,
    abstract_places: Catalog,
    instance_places: Catalog,
    abstracts: HashMap<String, Rc<Abstract>>,
    instances: HashMap<u32, Option<Rc<Instance>>>,
    counters: Counters<String>,
    has_links: bool,
}

impl Numbering {
    /// Takes the part's text and finds where each definition lies.
    pub fn new(text: String, name: &str, deepest: usize) -> Self {
        let prefix = root_prefix(&text).to_owned();
        let abstract_places = Catalog::build(&text, &prefix, "abstractNum", "abstractNumId");
        let instance_places = Catalog::build(&text, &prefix, "num", "numId");
        let has_links = memmem::find(text.as_bytes(), b"numStyleLink").is_some();
        Self {
            has_links,
            text,
            prefix,
            name: name.to_owned(),
            deepest,
            abstract_places,
            instance_places,
            abstracts: HashMap::new(),
            instances: HashMap::new(),
            counters: Counters::default(),
        }
    }

    /// Whether a list takes its levels from a numbering style.
    pub fn has_style_links(&self) -> bool {
        self.has_links
    }

    /// Counts a paragraph of list `num_id` and gives its label. `level` is what the paragraph or its style says;
    /// a level that is linked to one of the styles in `chain` goes before.
    pub fn count(
        &mut self,
        num_id: u32,
        level: Option<u32>,
        chain: &[String],
        styles: Option<&mut Styles>,
    ) -> Result<Option<Label>, Stop> {
        let Some(mut instance) = self.instance(num_id)? else { return Ok(None) };
        let mut definition = self.definition(&instance.abstract_id)?;
        let mut abstract_id = instance.abstract_id.clone();
        if let (Some(link), Some(styles)) = (definition.num_style_link.clone(), styles)
            && let Some(linked) = styles.get(&link)?.num_id
            && let Some(target) = self.instance(linked)?
        {
            abstract_id.clone_from(&target.abstract_id);
            definition = self.definition(&abstract_id)?;
            if instance.starts.iter().all(Option::is_none) && instance.levels.iter().all(Option::is_none) {
                instance = target;
            }
        }
        let linked = chain.iter().find_map(|style| {
            definition
                .levels
                .iter()
                .position(|l| l.as_ref().is_some_and(|l| l.style.as_deref() == Some(style.as_str())))
        });
        let level = linked.unwrap_or(level.unwrap_or(0) as usize);
        let scheme = Scheme { levels: &definition.levels, own: &instance.levels, starts: &instance.starts };
        Ok(self.counters.count(abstract_id, num_id, level, scheme))
    }

    fn fragment<'t>(&self, fragment: &'t str) -> Xml<'t> {
        Xml::fragment(fragment, &self.name, self.deepest, &self.prefix)
    }

    fn instance(&mut self, num_id: u32) -> Result<Option<Rc<Instance>>, Stop> {
        if let Some(known) = self.instances.get(&num_id) {
            return Ok(known.clone());
        }
        let parsed = match self.instance_places.get(&self.text, &num_id.to_string()) {
            Some(fragment) => Some(Rc::new(parse_instance(self.fragment(fragment))?)),
            None => None,
        };
        self.instances.insert(num_id, parsed.clone());
        Ok(parsed)
    }

    fn definition(&mut self, id: &str) -> Result<Rc<Abstract>, Stop> {
        if let Some(known) = self.abstracts.get(id) {
            return Ok(Rc::clone(known));
        }
        let parsed = Rc::new(match self.abstract_places.get(&self.text, id) {
            Some(fragment) => parse_abstract(self.fragment(fragment))?,
            None => Abstract::default(),
        });
        self.abstracts.insert(id.to_owned(), Rc::clone(&parsed));
        Ok(parsed)
    }
}

fn level_index(value: Option<u32>) -> usize {
    value.unwrap_or(0) as usize
}

fn parse_abstract(mut xml: Xml<'_>) -> Result<Abstract, Stop> {
    let mut parsed = Abstract::default();
    loop {
        match xml.next() {
            Ok(Node::Open { space: Space::Word, tag, empty }) => match tag.local() {
                "numStyleLink" => parsed.num_style_link = tag.attr("val").map(|v| v.trim().to_owned()),
                "lvl" if !empty => {
                    let at = level_index(tag.attr("ilvl").and_then(|v| v.trim().parse().ok()));
                    let level = parse_level(&mut xml)?;
                    if let Some(slot) = parsed.levels.get_mut(at) {
                        *slot = Some(level);
                    }
                }
                _ => {}
            },
            Ok(Node::End) | Err(Stop::Malformed { .. }) => return Ok(parsed),
            Err(fatal) => return Err(fatal),
            Ok(_) => {}
        }
    }
}

fn parse_instance(mut xml: Xml<'_>) -> Result<Instance, Stop> {
    let mut parsed = Instance::default();
    let mut at = 0;
    loop {
        match xml.next() {
            Ok(Node::Open { space: Space::Word, tag, empty }) => match tag.local() {
                "abstractNumId" => {
                    parsed.abstract_id = tag.attr("val").map(|v| v.trim().to_owned()).unwrap_or_default();
                }
                "lvlOverride" => at = level_index(tag.attr("ilvl").and_then(|v| v.trim().parse().ok())),
                "startOverride" => {
                    if let Some(slot) = parsed.starts.get_mut(at) {
                        *slot = tag.number();
                    }
                }
                "lvl" if !empty => {
                    let level = parse_level(&mut xml)?;
                    if let Some(slot) = parsed.levels.get_mut(at) {
                        *slot = Some(level);
                    }
                }
                _ => {}
            },
            Ok(Node::End) | Err(Stop::Malformed { .. }) => return Ok(parsed),
            Err(fatal) => return Err(fatal),
            Ok(_) => {}
        }
    }
}

/// Reads `w:lvl`, whose start tag was just read.
fn parse_level(xml: &mut Xml<'_>) -> Result<Level, Stop> {
    let mut level = Level::default();
    let floor = xml.depth();
    while xml.depth() >= floor {
        let Node::Open { space, tag, empty } = xml.next()? else { continue };
        if space != Space::Word {
            continue;
        }
        match tag.local() {
            "start" => level.start = tag.number(),
            // The first counts: a custom format comes before its plain fallback.
            "numFmt" if level.numeral.is_none() => {
                level.numeral = Some(Numeral::new(&tag.attr("val").unwrap_or_default(), tag.attr("format").as_deref()));
            }
            "lvlText" => {
                level.text = tag.attr("val").map(|v| v.chars().take(LONGEST_LABEL).collect()).unwrap_or_default();
            }
            "lvlRestart" => level.restart = tag.number(),
            "isLgl" => level.legal = tag.is_on(),
            "suff" => level.tight = tag.attr("val").is_some_and(|v| v == "nothing"),
            "pStyle" => level.style = tag.attr("val").map(|v| v.trim().to_owned()),
            "rFonts" => {
                let font = tag.attr("ascii").or_else(|| tag.attr("hAnsi"));
                level.font = font.map(|v| v.into_owned()).unwrap_or_default();
            }
            "pPr" if !empty => xml.skip()?,
            _ => {}
        }
    }
    Ok(level)
}
