//! What styles and numbering say about a paragraph. Both parts are inflated only when a paragraph needs them.

use super::numbering::Numbering;
use super::parts::{Parts, Relation};
use super::properties::ParagraphProperties;
use super::styles::{Style, Styles, heading_level};
use super::xml::Stop;
use crate::error::ReadError;
use crate::limits::Limits;
use crate::word::lists::Standing;
use std::rc::Rc;

/// A part that is read when first needed.
#[derive(Debug)]
enum Lazy<T> {
    Unread,
    Missing,
    Read(T),
}

impl<T> Lazy<T> {
    fn as_mut(&mut self) -> Option<&mut T> {
        if let Self::Read(part) = self { Some(part) } else { None }
    }
}

/// Styles and numbering of one document.
pub(super) struct Lists<'p, 'a> {
    parts: &'p mut Parts<'a>,
    styles_part: Option<String>,
    numbering_part: Option<String>,
    styles: Lazy<Styles>,
    numbering: Lazy<Numbering>,
    deepest: usize,
    /// Styles say nothing: in headers, footers and notes, whose paragraphs all have a style of their own that
    /// neither numbers nor outlines, it would be read for nothing.
    pub plain: bool,
}

impl<'p, 'a> Lists<'p, 'a> {
    /// Nothing is read yet. Without relationships the usual names next to the main part count.
    pub fn new(parts: &'p mut Parts<'a>, relations: &[Relation], main: &str, limits: &Limits) -> Self {
        let folder = main.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        let linked = |kind: &str| {
            let target = relations.iter().find(|r| r.kind == kind).map(|r| r.target.clone());
            target.or_else(|| relations.is_empty().then(|| format!("{folder}{kind}.xml")))
        };
        Self {
            styles_part: linked("styles"),
            numbering_part: linked("numbering"),
            parts,
            styles: Lazy::Unread,
            numbering: Lazy::Unread,
            deepest: limits.element_depth,
            plain: false,
        }
    }

    /// The package's parts.
    pub fn parts(&mut self) -> &mut Parts<'a> {
        self.parts
    }

    /// Whether a paragraph of this style is hidden by it.
    pub fn is_hidden(&mut self, properties: &ParagraphProperties) -> Result<bool, Stop> {
        Ok(self.style(properties)?.is_some_and(|s| s.hidden == Some(true)))
    }

    /// Label and heading level of a paragraph. Its list counts on, so each paragraph must ask exactly once.
    pub fn place(&mut self, properties: &ParagraphProperties) -> Result<Standing, Stop> {
        if *properties == ParagraphProperties::default() {
            return Ok(Standing::default());
        }
        let style = self.style(properties)?.unwrap_or_default();
        let outline = properties.outline.or(style.outline).filter(|level| *level < 9);
        let heading = outline.and_then(|level| u8::try_from(level + 1).ok());
        let num_id = properties.num_id.or(style.num_id).unwrap_or(0);
        if num_id == 0 {
            return Ok(Standing { label: None, heading });
        }
        let level = properties.level.or(style.level);
        let chain =
            if properties.num_id.is_none() && properties.level.is_none() { style.chain.as_slice() } else { &[] };
        self.load_numbering()?;
        if self.numbering.as_mut().is_some_and(|n| n.has_style_links()) {
            self.load_styles()?;
        }
        let label = match &mut self.numbering {
            Lazy::Read(numbering) => numbering.count(num_id, level, chain, self.styles.as_mut())?,
            _ => None,
        };
        Ok(Standing { label, heading })
    }

    fn style(&mut self, properties: &ParagraphProperties) -> Result<Option<Rc<Style>>, Stop> {
        let Some(id) = properties.style.as_ref().filter(|_| !self.plain) else { return Ok(None) };
        self.load_styles()?;
        match &mut self.styles {
            Lazy::Read(styles) => styles.get(id).map(Some),
            _ => Ok(Some(Rc::new(Style { outline: heading_level(id), ..Style::default() }))),
        }
    }

    fn load_styles(&mut self) -> Result<(), ReadError> {
        if matches!(self.styles, Lazy::Unread) {
            self.styles = match load(self.parts, self.styles_part.as_deref())? {
                Some((text, name)) => Lazy::Read(Styles::new(text, &name, self.deepest)),
                None => Lazy::Missing,
            };
        }
        Ok(())
    }

    fn load_numbering(&mut self) -> Result<(), ReadError> {
        if matches!(self.numbering, Lazy::Unread) {
            self.numbering = match load(self.parts, self.numbering_part.as_deref())? {
                Some((text, name)) => Lazy::Read(Numbering::new(text, &name, self.deepest)),
                None => Lazy::Missing,
            };
        }
        Ok(())
    }
}

fn load(parts: &mut Parts<'_>, name: Option<&str>) -> Result<Option<(String, String)>, ReadError> {
    let Some(name) = name else { return Ok(None) };
    Ok(parts.optional(name)?.map(|text| (text, name.to_owned())))
}
