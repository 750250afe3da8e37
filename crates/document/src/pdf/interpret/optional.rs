//! Optional content: layers that are switched off show nothing.

use std::collections::HashSet;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, ObjRef, Object};

/// The layers that are off when the file is opened.
#[derive(Debug, Default)]
pub(in crate::pdf) struct Layers {
    off: HashSet<ObjRef>,
}

impl Layers {
    pub fn read(pdf: &Pdf) -> Self {
        let root: Option<Dict<'_>> = pdf.xref().get(pdf.xref().root_id());
        let Some(properties) = root.and_then(|r| r.get::<Dict<'_>>(b"OCProperties")) else { return Self::default() };
        let Some(usual) = properties.get::<Dict<'_>>(b"D") else { return Self::default() };
        let listed = |dict: &Dict<'_>, key: &[u8]| -> HashSet<ObjRef> {
            dict.get::<Array<'_>>(key).map(refs).unwrap_or_default()
        };
        let mut off = match usual.get::<Name<'_>>(b"BaseState").as_deref() {
            Some(b"OFF") => listed(&properties, b"OCGs"),
            _ => HashSet::new(),
        };
        off.extend(listed(&usual, b"OFF"));
        for on in listed(&usual, b"ON") {
            off.remove(&on);
        }
        Self { off }
    }

    /// Whether content that belongs to `dict[key]` (a layer, or a group of layers) is hidden.
    pub fn hide(&self, dict: &Dict<'_>, key: &[u8]) -> bool {
        if self.off.is_empty() {
            return false;
        }
        if dict.get_ref(key).is_some_and(|layer| self.off.contains(&layer)) {
            return true;
        }
        let Some(group) = dict.get::<Dict<'_>>(key) else { return false };
        let layers = match group.get_raw::<Object<'_>>(b"OCGs") {
            Some(MaybeRef::Ref(one)) if !matches!(group.get::<Object<'_>>(b"OCGs"), Some(Object::Array(_))) => {
                HashSet::from([one])
            }
            _ => group.get::<Array<'_>>(b"OCGs").map(refs).unwrap_or_default(),
        };
        if layers.is_empty() {
            return false;
        }
        let off = |layer: &ObjRef| self.off.contains(layer);
        match group.get::<Name<'_>>(b"P").as_deref() {
            Some(b"AllOn") => layers.iter().any(off),
            Some(b"AnyOff") => !layers.iter().any(off),
            Some(b"AllOff") => !layers.iter().all(off),
            _ => layers.iter().all(off),
        }
    }
}

fn refs(list: Array<'_>) -> HashSet<ObjRef> {
    list.raw_iter().take(10_000).filter_map(|item| item.as_obj_ref()).collect()
}
