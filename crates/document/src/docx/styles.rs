//! `styles.xml`, read lazily: only the styles that the document refers to are parsed. The default paragraph style
//! is not consulted for paragraphs that name none: it carries neither numbers nor an outline level in practice.

use std::collections::HashMap;
use std::rc::Rc;

use super::catalog::{Catalog, root_prefix};
use super::properties;
use super::xml::{Node, Space, Stop, Xml};

/// What a style, with those it is based on, says of structure.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Style {
    /// Numbering instance.
    pub num_id: Option<u32>,
    /// Numbering level, 0-based.
    pub level: Option<u32>,
    /// Outline level, 0-based.
    pub outline: Option<u32>,
    /// Its text is hidden.
    pub hidden: Option<bool>,
    /// The style and those it is based on, nearest first, as far as the one that carries the number.
    pub chain: Vec<String>,
}

/// The styles part.
#[derive(Debug)]
pub(super) struct Styles {
    text: String,
    prefix: String,
    name: String,
    deepest: usize,
    catalog: Catalog,
    known: HashMap<String, Rc<Style>>,
    singles: HashMap<String, Rc<Single>>,
}

/// Styles based on one another, at most.
const LONGEST_CHAIN: usize = 32;

/// One style by itself.
#[derive(Debug, Default)]
struct Single {
    style: Style,
    based_on: Option<String>,
    heading: Option<u32>,
}

impl Styles {
    /// Takes the part's text and finds where each style lies.
    pub fn new(text: String, name: &str, deepest: usize) -> Self {
        let prefix = root_prefix(&text).to_owned();
        let catalog = Catalog::build(&text, &prefix, "style", "styleId");
        Self { text, prefix, name: name.to_owned(), deepest, catalog, known: HashMap::new(), singles: HashMap::new() }
    }

    /// A style with what it inherits. An unknown id counts only by its name.
    pub fn get(&mut self, id: &str) -> Result<Rc<Style>, Stop> {
        if let Some(style) = self.known.get(id) {
            return Ok(Rc::clone(style));
        }
        let mut whole = Style::default();
        let mut heading = None;
        let mut hops = 0;
        let mut next = Some(id.to_owned());
        while let Some(id) = next.take() {
            // A chain of styles that leads back to itself ends here.
            hops += 1;
            if hops > LONGEST_CHAIN {
                break;
            }
            let single = self.single(&id)?;
            if whole.num_id.is_none() {
                whole.chain.push(id);
            }
            whole.num_id = whole.num_id.or(single.style.num_id);
            whole.level = whole.level.or(single.style.level);
            whole.outline = whole.outline.or(single.style.outline);
            whole.hidden = whole.hidden.or(single.style.hidden);
            heading = heading.or(single.heading);
            next = single.based_on.clone();
        }
        whole.outline = whole.outline.or(heading);
        let whole = Rc::new(whole);
        self.known.insert(id.to_owned(), Rc::clone(&whole));
        Ok(whole)
    }

    fn single(&mut self, id: &str) -> Result<Rc<Single>, Stop> {
        if let Some(known) = self.singles.get(id) {
            return Ok(Rc::clone(known));
        }
        let single = Rc::new(self.parse(id)?);
        self.singles.insert(id.to_owned(), Rc::clone(&single));
        Ok(single)
    }

    fn parse(&self, id: &str) -> Result<Single, Stop> {
        let mut single = Single::default();
        let Some(fragment) = self.catalog.get(&self.text, id) else {
            single.heading = heading_level(id);
            return Ok(single);
        };
        let mut xml = Xml::fragment(fragment, &self.name, self.deepest, &self.prefix);
        loop {
            match xml.next() {
                Ok(Node::Open { space: Space::Word, tag, empty }) => match tag.local() {
                    "style" => {}
                    "basedOn" => single.based_on = tag.attr("val").map(|v| v.trim().to_owned()),
                    "name" => single.heading = tag.attr("val").and_then(|v| heading_level(&v)),
                    "pPr" if !empty => {
                        let paragraph = properties::paragraph(&mut xml)?;
                        single.style.num_id = paragraph.num_id;
                        single.style.level = paragraph.level;
                        single.style.outline = paragraph.outline;
                    }
                    "rPr" if !empty => {
                        let run = properties::run(&mut xml)?;
                        single.style.hidden = run.hidden.then_some(true);
                    }
                    _ if !empty => xml.skip()?,
                    _ => {}
                },
                // A damaged style counts as far as it goes.
                Ok(Node::End) | Err(Stop::Malformed { .. }) => return Ok(single),
                Err(fatal) => return Err(fatal),
                Ok(_) => {}
            }
        }
    }
}

/// Outline level (0-based) of the built-in heading styles by name: `heading 1`, `Heading1`, `标题 1`.
pub(crate) fn heading_level(name: &str) -> Option<u32> {
    let name = name.trim().to_lowercase();
    let rest = name.strip_prefix("heading").or_else(|| name.strip_prefix("标题"))?;
    match rest.trim_start().parse::<u32>() {
        Ok(level @ 1..=9) => Some(level - 1),
        _ => None,
    }
}
